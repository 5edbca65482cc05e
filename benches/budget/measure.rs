//! What a run costs: CPU of the whole process tree, wall time, medians and ratios.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

/// What a run cost, in seconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) wall: f64,
    pub(crate) cpu: f64,
}

/// The word `time` of bash counts a program and all that it waited for, to the millisecond.
const TIMED: &str = r#"TIMEFORMAT='%R %U %S'; time "$@" >/dev/null 2>/dev/null"#;

/// Runs a program to its end, which must be with the exit code `wanted`.
pub(crate) fn run(wanted: i32, program: &Path, arguments: &[&dyn AsRef<OsStr>]) -> Result<Cost, String> {
    let mut command = Command::new("bash");
    // Decimal points, and the same order of everything, wherever this runs.
    command.env("LC_ALL", "C").args(["-c", TIMED, "bash"]).arg(program);
    command.args(arguments.iter().map(AsRef::as_ref));
    let output = command.output().map_err(|error| format!("bash can't be started: {error}"))?;
    let code = output.status.code().unwrap_or(i32::MAX);
    if code != wanted {
        return Err(format!("{} ended with code {code}", program.display()));
    }
    let text = String::from_utf8_lossy(&output.stderr);
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    match numbers.as_slice() {
        [wall, user, system] => Ok(Cost { wall: *wall, cpu: user + system }),
        _ => Err(format!("bash said `{}`", text.trim())),
    }
}

/// The CPU that this process has used so far, in seconds, to the hundredth. Threads that have ended are counted.
pub(crate) fn own_cpu() -> Result<f64, String> {
    let stat = std::fs::read_to_string("/proc/self/stat").map_err(|_| "/proc is absent".to_owned())?;
    // The second field is the name, in parentheses; user and system time are the 14th and 15th, in hundredths.
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks: u64 = after.split_whitespace().skip(11).take(2).filter_map(|word| word.parse::<u64>().ok()).sum();
    Ok(ticks as f64 / 100.0)
}

/// Runs two works in turn, so that both meet the same neighbours, and gives each one's costs.
pub(crate) fn in_turn(
    rounds: usize,
    mut ours: impl FnMut(usize) -> Result<f64, String>,
    mut theirs: impl FnMut(usize) -> Result<f64, String>,
) -> Result<(Vec<f64>, Vec<f64>), String> {
    let mut costs = (Vec::new(), Vec::new());
    for round in 0..rounds {
        costs.0.push(ours(round)?);
        costs.1.push(theirs(round)?);
    }
    Ok(costs)
}

/// The value in the middle.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    match (sorted.get(sorted.len() / 2), sorted.len() % 2) {
        (Some(middle), 1) => *middle,
        (Some(upper), _) => (upper + sorted[sorted.len() / 2 - 1]) / 2.0,
        (None, _) => f64::NAN,
    }
}
