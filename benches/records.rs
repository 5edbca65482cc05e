//! Measures `check` on records of 100 to 100,000 items: time and memory should grow with the record and no faster.
//!
//! ```text
//! cargo bench --profile dev --bench records                    # all sizes
//! cargo bench --profile dev --bench records -- --write 1000 out # writes one record, to look at or to try things on
//! ```
//!
//! The records are made up from a seed, so that every run measures the same: risks with ratings, controls, evidence,
//! actions, nonconformities, systems and suppliers in the shares that real registers have, bound to each other, with
//! texts of everyday length and a finding in about one item of fifty.

#![allow(clippy::print_stdout, reason = "the table is the result")]
#![allow(clippy::disallowed_methods, reason = "arguments and the folder enter here")]

#[path = "records/generator.rs"]
mod generator;
#[path = "budget/measure.rs"]
#[allow(dead_code, reason = "the other bench uses the rest")]
mod measure;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use measure::{Cost, median, run};

const OURS: &str = env!("CARGO_BIN_EXE_aims-report");
const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];

fn main() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--write", size, folder] => {
            let size = size.parse().map_err(|_| format!("`{size}` is no number of items"))?;
            write(size, Path::new(folder))
        }
        ["--rounds", rounds] => table(rounds.parse().map_err(|_| format!("`{rounds}` is no number of rounds"))?),
        [] => table(5),
        other => Err(format!("`{}` is not known", other.join(" "))),
    }
}

fn write(size: usize, folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    fs::write(folder.join("aims.json"), generator::record(size)).map_err(|error| error.to_string())
}

fn table(rounds: usize) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    println!("| items | file | CPU | wall | CPU per 1,000 items | peak memory |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for size in SIZES {
        let record = folder.path().join(size.to_string());
        write(size, &record)?;
        let bytes = fs::metadata(record.join("aims.json")).map_err(|error| error.to_string())?.len();
        let mut costs: Vec<Cost> = Vec::new();
        for _ in 0..rounds {
            let arguments: [&dyn AsRef<std::ffi::OsStr>; 6] =
                [&"check", &record, &"--as-of", &"2026-09-30", &"--format", &"json"];
            costs.push(run(1, Path::new(OURS), &arguments)?);
        }
        let of = |what: fn(&Cost) -> f64| median(&costs.iter().map(what).collect::<Vec<_>>());
        let (cpu, wall) = (of(|cost| cost.cpu), of(|cost| cost.wall));
        println!(
            "| {size} | {:.1} MB | {cpu:.2} s | {wall:.2} s | {:.1} ms | {:.0} MB |",
            bytes as f64 / 1e6,
            cpu * 1e6 / size as f64,
            peak(&record)? / 1e3
        );
    }
    Ok(())
}

/// The most memory that a check had at once, in kilobytes: the system's high-water mark, read until the end.
fn peak(record: &Path) -> Result<f64, String> {
    let mut command = Command::new(OURS);
    command.arg("check").arg(record).args(["--as-of", "2026-09-30", "--format", "json"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().map_err(|error| error.to_string())?;
    let status = format!("/proc/{}/status", child.id());
    let mut highest = f64::NAN;
    while child.try_wait().map_err(|error| error.to_string())?.is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        if let Some(kilobytes) = line.and_then(|line| line.split_whitespace().next()?.parse().ok()) {
            highest = kilobytes;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    Ok(highest)
}
