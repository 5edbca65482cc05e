//! `aims-report check`: what is wrong with a record.

use clap::Args;

use super::Outcome;
use super::record::{self, RecordArguments};
use crate::diagnostic::{self, Failure, Level};
use crate::record::Date;

/// Checks a record.
///
/// Exit code 0: no errors. 1: errors. 2: could not run.
#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    record: RecordArguments,
    /// Day on which the record is judged; today where it is left out
    #[arg(long, value_name = "DATE", value_parser = crate::record::day)]
    as_of: Option<Date>,
}

pub(super) fn run(arguments: &Check) -> Result<Outcome, Failure> {
    let as_of = arguments.as_of.unwrap_or_else(super::today);
    let (_, findings) = record::load(&arguments.record, as_of)?;
    let mut text = diagnostic::human(&findings);
    if !findings.is_empty() {
        text.push('\n');
    }
    super::put(&format!("{text}{} on {as_of}\n", record::count(&findings)));
    let errors = findings.iter().any(|finding| finding.level == Level::Error);
    Ok(if errors { Outcome::Findings } else { Outcome::Clean })
}
