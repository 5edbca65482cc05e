//! Measures the budgets that are ratios: what a document, a workbook and a verification cost, against the program that
//! a user would take instead.
//!
//! ```text
//! .ci/install-judges                                           # once: brings the programs to compare with
//! cargo bench --profile dev --bench budget                     # the profile of the tests: Typst is not built again
//! cargo bench --profile dev --bench budget -- --rounds 9       # more rounds, where the machine is not quiet
//! ```
//!
//! Prints one Markdown table. Nothing here fails on a time: machines differ, and a verdict is for people to read. CPU
//! is that of the whole process tree, user and system. Two works that are compared run in turn, each in a cold process
//! of its own, and the ratio is that of their medians. A program that is absent is named, and its row not measured.
//!
//! Python's start (`import typst` and no more) is measured apart and taken off plain `typst`, whose command line has
//! none. It stays in the costs of XlsxWriter and openpyxl, which have no other form.

#![allow(clippy::print_stdout, reason = "the table is the result")]
#![allow(clippy::disallowed_methods, reason = "arguments and the folder enter here")]

mod budget {
    pub(crate) mod inside;
    pub(crate) mod measure;
}

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use budget::inside::{self, REPORT};
use budget::measure::{Cost, in_turn, median, run};

const OURS: &str = env!("CARGO_BIN_EXE_aims-report");
const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const PERIOD: &str = "2026-Q3";

/// Compiles the preview: `typst.compile` takes what the command line takes.
const TYPST: &str = "import sys, typst
if len(sys.argv) > 1:
    main, root, output = sys.argv[1:]
    typst.compile(main, root=root, output=output, font_paths=[root + '/fonts'], ignore_system_fonts=True,
                  pdf_standards=['a-3a', 'ua-1'])";

/// The workbook with XlsxWriter: the same rows, types, widths, filter and frozen head.
const XLSXWRITER: &str = "import datetime, json, sys, xlsxwriter
rows = json.load(open(sys.argv[1]))
book = xlsxwriter.Workbook(sys.argv[2])
sheet = book.add_worksheet('Rows')
day = book.add_format({'num_format': 'yyyy-mm-dd'})
for r, row in enumerate(rows, 1):
    for c, (name, value) in enumerate(row.items()):
        if name in ('due', 'reviewed'): sheet.write_datetime(r, c, datetime.datetime.fromisoformat(value), day)
        elif name == 'open': sheet.write_string(r, c, 'yes' if value else 'no')
        elif isinstance(value, str): sheet.write_string(r, c, value)
        else: sheet.write_number(r, c, value)
sheet.add_table(0, 0, len(rows), 11, {'columns': [{'header': name} for name in rows[0]]})
sheet.freeze_panes(1, 1)
sheet.set_column(0, 11, 20)
book.close()";

/// The same with openpyxl.
const OPENPYXL: &str = "import datetime, json, sys, openpyxl
from openpyxl.worksheet.table import Table
rows = json.load(open(sys.argv[1]))
book = openpyxl.Workbook()
sheet = book.active
sheet.append(list(rows[0]))
for row in rows:
    row['due'], row['reviewed'] = (datetime.date.fromisoformat(row[name]) for name in ('due', 'reviewed'))
    row['open'] = 'yes' if row['open'] else 'no'
    sheet.append(list(row.values()))
sheet.add_table(Table(displayName='Rows', ref='A1:L%d' % (len(rows) + 1)))
sheet.freeze_panes = 'B2'
book.save(sys.argv[2])";

fn main() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--documents", ..] => println!("{}", inside::documents(arguments.get(1..).unwrap_or_default())?),
        ["--workbook", from, to] => inside::workbook(Path::new(from), Path::new(to))?,
        _ => {
            let rounds =
                words.iter().position(|word| *word == "--rounds").and_then(|at| words.get(at + 1)?.parse().ok());
            table(rounds.unwrap_or(5))?;
        }
    }
    Ok(())
}

/// Measures all and prints the table.
fn table(rounds: usize) -> Result<(), String> {
    let dir = tempfile::tempdir().map_err(|error| error.to_string())?;
    let bench = Bench { rounds, dir: dir.path().to_path_buf() };
    let busy = load().parse::<f64>().is_ok_and(|load| load > 0.5);
    println!("{}\n", machine());
    println!("| work | CPU | compared with | CPU | ratio | budget | verdict |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    type Measure = fn(&Bench) -> Result<Line, String>;
    let works: [(&str, &str, f64, Measure); 8] = [
        ("pack of the one report: PDF, workbook and JSON", "wall time x 2 cores", 0.8, Bench::pack),
        ("one report, cold process", "plain typst, without Python's start", 1.25, Bench::cold),
        ("a second report in a warm process: the period before", "that report, cold", 0.75, Bench::second_period),
        ("a second report in a warm process: another record", "that report, cold", 0.75, Bench::second_record),
        ("a second report in a warm process: the same again", "the first", 0.75, Bench::same_again),
        ("10,000 x 12 workbook", "XlsxWriter", 0.15, |bench| bench.workbook("xlsxwriter", XLSXWRITER)),
        ("10,000 x 12 workbook", "openpyxl", 0.05, |bench| bench.workbook("openpyxl", OPENPYXL)),
        ("verify, 128 MB", "sha256sum", 1.15, Bench::verify),
    ];
    for (work, peer, budget, measure) in works {
        match measure(&bench) {
            Ok(Line { ours, theirs, note }) => {
                let ratio = median(&ours) / median(&theirs);
                // Of the cores, more is better; of everything else, less.
                let share = work.starts_with("pack");
                let kept = if share { ratio >= budget } else { ratio <= budget };
                // A core that others use is neither ours nor idle.
                let verdict = match kept {
                    true => "kept",
                    false if share && busy => "not judged: other work was running",
                    false => "missed",
                };
                println!(
                    "| {work} | {:.3} s | {peer}{note} | {:.3} s | {ratio:.2} | {} {budget} | {} |",
                    median(&ours),
                    median(&theirs),
                    if share { "at least" } else { "at most" },
                    verdict,
                );
            }
            Err(reason) => {
                println!("| {work} | | {peer} | | | {budget} | not measured: {} |", reason.replace('\n', " "))
            }
        }
    }
    Ok(())
}

/// The costs of one line, and what its reader should know.
struct Line {
    ours: Vec<f64>,
    theirs: Vec<f64>,
    note: String,
}

struct Bench {
    rounds: usize,
    dir: PathBuf,
}

impl Bench {
    fn cold(&self) -> Result<Line, String> {
        let python = python("typst")?;
        let record = Path::new(ROOT).join("samples/meridian");
        let (preview, out) = (self.dir.join("preview"), self.dir.join("out"));
        inside::preview(&record, PERIOD, &preview)?;
        let main = preview.join(REPORT).join("report.typ");
        let theirs = self.dir.join("typst.pdf");
        let mut starts = Vec::new();
        let (ours, plain) = in_turn(
            self.rounds,
            |_| cpu(make("render", &record, &[&"--format", &"pdf"], &out)),
            |_| {
                let start = run(0, &python, &[&"-c", &TYPST])?.cpu;
                starts.push(start);
                Ok(run(0, &python, &[&"-c", &TYPST, &main, &preview, &theirs])?.cpu - start)
            },
        )?;
        let size = |path: PathBuf| fs::metadata(path).map_or(0, |file| file.len());
        let note = format!(
            " ({:.3} s; files of {} and {} bytes)",
            median(&starts),
            size(out.join(format!("{REPORT}.pdf"))),
            size(theirs)
        );
        Ok(Line { ours, theirs: plain, note })
    }

    fn second_period(&self) -> Result<Line, String> {
        self.second("samples/meridian@2026-Q3", "samples/meridian@2026-Q2")
    }

    fn second_record(&self) -> Result<Line, String> {
        self.second("samples/meridian@2026-Q3", "samples/minimal@2026-Q3")
    }

    fn same_again(&self) -> Result<Line, String> {
        self.second("samples/meridian@2026-Q3", "samples/meridian@2026-Q3")
    }

    /// A document after another, and alone.
    fn second(&self, first: &str, second: &str) -> Result<Line, String> {
        let documents = |works: &[&str]| {
            let this = std::env::current_exe().map_err(|error| error.to_string())?;
            let output = std::process::Command::new(this).current_dir(ROOT).arg("--documents").args(works).output();
            let output = output.map_err(|error| error.to_string())?;
            let costs = String::from_utf8_lossy(&output.stdout).into_owned();
            let last = costs.split_whitespace().last().and_then(|cost| cost.parse().ok());
            last.ok_or_else(|| String::from_utf8_lossy(&output.stderr).into_owned())
        };
        let (ours, theirs) = in_turn(self.rounds, |_| documents(&[first, second]), |_| documents(&[second]))?;
        Ok(Line { ours, theirs, note: String::new() })
    }

    fn pack(&self) -> Result<Line, String> {
        let mut walls = Vec::new();
        let mut ours = Vec::new();
        for round in 0..self.rounds {
            let out = self.dir.join(format!("pack{round}"));
            let cost = make("pack", &Path::new(ROOT).join("samples/meridian"), &[], &out)?;
            ours.push(cost.cpu);
            walls.push(cost.wall * 2.0);
        }
        Ok(Line { ours, theirs: walls, note: String::new() })
    }

    fn workbook(&self, module: &str, script: &str) -> Result<Line, String> {
        let python = python(module)?;
        let this = std::env::current_exe().map_err(|error| error.to_string())?;
        let (rows, out) = (self.dir.join("rows.json"), self.dir.join("rows.xlsx"));
        fs::write(&rows, inside::rows().to_string()).map_err(|error| error.to_string())?;
        let (ours, theirs) = in_turn(
            self.rounds,
            |_| cpu(run(0, &this, &[&"--workbook", &rows, &out])),
            |_| cpu(run(0, &python, &[&"-c", &script, &rows, &out])),
        )?;
        Ok(Line { ours, theirs, note: String::new() })
    }

    /// A pack with much evidence, so that starting a program counts for little.
    fn verify(&self) -> Result<Line, String> {
        let (record, out) = (self.dir.join("heavy"), self.dir.join("sealed"));
        copy(&Path::new(ROOT).join("samples/minimal"), &record).map_err(|error| error.to_string())?;
        let mut list = fs::read_to_string(record.join("evidence.yaml")).map_err(|error| error.to_string())?;
        for number in 0..8_u64 {
            let file = format!("evidence/log-{number}.bin");
            let mut state = number + 1;
            let noise = std::iter::repeat_with(|| {
                // Marsaglia's xorshift: bytes that nothing packs or caches.
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                state.to_le_bytes()
            });
            let bytes: Vec<u8> = noise.take(2 << 20).flatten().collect();
            fs::write(record.join(&file), bytes).map_err(|error| error.to_string())?;
            list += &format!(
                "- id: EV-9{number}\n  title: Log {number}\n  kind: log\n  file: {file}\n  date: 2026-09-01\n  controls: [A.6.2.8]\n"
            );
        }
        fs::write(record.join("evidence.yaml"), list).map_err(|error| error.to_string())?;
        make("pack", &record, &[], &out)?;
        let pack = fs::read_dir(&out).ok().and_then(|mut folder| folder.next()?.ok()).ok_or("no pack was made")?.path();
        let sums = pack.join("SHA256SUMS");
        let check = format!("cd '{}' && sha256sum --check --quiet SHA256SUMS", pack.display());
        if !sums.exists() {
            return Err("SHA256SUMS is absent".to_owned());
        }
        let (ours, theirs) = in_turn(
            self.rounds,
            // Nobody is trusted, which the exit code says; all bytes are read.
            |_| cpu(run(2, OURS.as_ref(), &[&"verify", &pack])),
            |_| cpu(run(0, "bash".as_ref(), &[&"-c", &check])),
        )?;
        Ok(Line { ours, theirs, note: String::new() })
    }
}

/// Runs a command of ours that makes the report from a record.
fn make(command: &str, record: &Path, more: &[&dyn AsRef<OsStr>], out: &Path) -> Result<Cost, String> {
    let fixed: [&dyn AsRef<OsStr>; 8] = [&command, &record, &"--report", &REPORT, &"--period", &PERIOD, &"--out", &out];
    run(0, OURS.as_ref(), &[fixed.as_slice(), more].concat())
}

fn cpu(cost: Result<Cost, String>) -> Result<f64, String> {
    cost.map(|cost| cost.cpu)
}

/// The Python that has a package.
fn python(module: &str) -> Result<PathBuf, String> {
    let python = Path::new(ROOT).join("target/judges/venv/bin/python");
    let import = format!("import {module}");
    let there = python.exists() && run(0, &python, &[&"-c", &import]).is_ok();
    if there { Ok(python) } else { Err(format!("{module} is absent")) }
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// How many processes wanted a core in the last minute.
fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().unwrap_or("unknown").to_owned()
}

/// What it was measured on and with, without a date.
fn machine() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let field = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split_once(':').map_or("unknown", |(_, value)| value.trim()).to_owned()
    };
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory: u64 =
        field(&read("/proc/meminfo"), "MemTotal").split(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0);
    format!(
        "{cores} cores of {}, {} GB of memory; load {} at the start; aims-report {} with {}, profile {}",
        field(&read("/proc/cpuinfo"), "model name"),
        memory >> 20,
        load(),
        env!("CARGO_PKG_VERSION"),
        aims_report::view::ENGINE,
        if OURS.contains("/debug/") { "dev" } else { "release" },
    )
}
