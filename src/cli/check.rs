//! `aims-report check`: what is wrong with a record.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use clap::{Args, ValueEnum};

use super::Outcome;
use super::record::{self, Loaded, RecordArguments};
use crate::check::Judged;
use crate::diagnostic::{self, Failure, Finding};
use crate::record::Date;

/// Checks a record.
///
/// Exit code 0: nothing at or over the level that the policy denies, which is `error` where none is set. 1: something.
/// 2: could not run.
#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    record: RecordArguments,
    /// Day on which the record is judged; today where it is left out
    #[arg(long, value_name = "DATE", value_parser = crate::record::day)]
    as_of: Option<Date>,
    /// How to write the findings
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Text for people, by file, with counts at the end
    Human,
    /// One JSON object, aims-report/findings/1
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
}

pub(super) fn run(arguments: &Check) -> Result<Outcome, Failure> {
    let as_of = arguments.as_of.unwrap_or_else(super::today);
    let Loaded { ingested, judged } = record::load(&arguments.record, as_of)?;
    let waived: Vec<(&Finding, &str)> =
        judged.waived.iter().map(|(finding, waiver)| (finding, waiver.reason.as_str())).collect();
    let text = match arguments.format {
        Format::Human => human(&judged, as_of),
        Format::Json => diagnostic::json(&judged.findings, &waived, Some(&as_of.to_string()), &judged.policy),
        Format::Sarif => diagnostic::sarif(&judged.findings, &waived),
    };
    super::put(&text);
    Ok(if judged.denied(&ingested.policy) { Outcome::Findings } else { Outcome::Clean })
}

fn human(judged: &Judged, as_of: Date) -> String {
    let findings = &judged.findings;
    let mut text = diagnostic::human(findings);
    if !findings.is_empty() {
        text.push('\n');
    }
    let mut files: BTreeMap<&str, Vec<Finding>> = BTreeMap::new();
    for finding in findings {
        let file = finding.place.as_ref().map_or("", |place| place.file.as_str());
        files.entry(file).or_default().push(finding.clone());
    }
    if files.len() > 1 {
        let shown = |file: &str| if file.is_empty() { "the record".to_owned() } else { diagnostic::visible(file) };
        let width = files.keys().map(|file| shown(file).chars().count()).max().unwrap_or(0);
        for (file, findings) in &files {
            let _ = writeln!(text, "{:width$}  {}", shown(file), record::count(findings));
        }
    }
    let policy = &judged.policy;
    let done: String = [(policy.waived, "waived"), (policy.lowered, "lowered"), (policy.off, "turned off")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("; {count} {what} by aims-report.toml"))
        .collect();
    let _ = writeln!(text, "{} on {as_of}{done}", record::count(findings));
    text
}
