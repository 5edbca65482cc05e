//! What commands share that read a record: where it is, the day it is read for, and what was found in it.

use std::path::PathBuf;

use clap::Args;

use crate::check;
use crate::diagnostic::{self, Code, Failure, Finding, Level};
use crate::ingest::{self, Ingested};
use crate::record::Date;
use crate::view::Period;

/// Arguments of every command that reads a record.
#[derive(Debug, Args)]
pub(super) struct RecordArguments {
    /// The record: a folder, or one YAML or JSON file; the current folder where it is left out
    #[arg(default_value = ".", hide_default_value = true)]
    pub(super) record: PathBuf,
}

/// Arguments of every command that speaks of a period.
#[derive(Debug, Args)]
pub(super) struct PeriodArguments {
    /// Period to report on: a quarter 2026-Q3, a month 2026-07, a year 2026, or days 2026-07-01..2026-09-30
    #[arg(long)]
    pub(super) period: Period,
    /// Day that the documents speak of; the last day of the period where it is left out
    #[arg(long, value_name = "DATE", value_parser = crate::record::day)]
    pub(super) as_of: Option<Date>,
}

impl PeriodArguments {
    /// The day that the documents speak of.
    pub(super) fn day(&self) -> Result<Date, Failure> {
        match self.as_of {
            Some(day) => Ok(day),
            None if self.period.until() <= super::today() => Ok(self.period.until()),
            None => {
                let message = format!("the period {} ends on {} and is not over", self.period, self.period.until());
                Err(Finding::new(Code::Usage, message)
                    .help("say with --as-of DATE for which day the documents speak")
                    .into())
            }
        }
    }
}

/// Reads a record and checks it.
pub(super) fn load(arguments: &RecordArguments, as_of: Date) -> Result<(Ingested, Vec<Finding>), Failure> {
    let ingested = ingest::read(&arguments.record)?;
    let findings = check::check(&ingested, as_of);
    Ok((ingested, findings))
}

/// Prints findings to standard error, with their number at the end.
pub(super) fn tell(findings: &[Finding]) {
    eprint!("{}", diagnostic::human(findings));
    if findings.len() > 1 {
        eprintln!("\n{}", count(findings));
    }
}

/// How many findings there are at each level: `2 errors, 1 warning`.
pub(super) fn count(findings: &[Finding]) -> String {
    let levels = [Level::Error, Level::Warning, Level::Note].map(|level| {
        let count = findings.iter().filter(|finding| finding.level == level).count();
        (count > 0).then(|| format!("{count} {level}{}", if count == 1 { "" } else { "s" }))
    });
    let parts: Vec<_> = levels.into_iter().flatten().collect();
    if parts.is_empty() { "nothing found".to_owned() } else { parts.join(", ") }
}

/// Refuses a record that can't be trusted to say what it says, unless a draft is wanted.
pub(super) fn refuse_unless_draft(findings: &[Finding], draft: bool) -> Result<(), Failure> {
    let blocking = check::blocking(findings);
    if blocking.is_empty() || draft {
        return Ok(());
    }
    let refused = refused(blocking.len());
    Err(Failure(blocking.into_iter().chain([refused]).collect()))
}

/// Why no final document is made, after the faults themselves.
pub(super) fn refused(faults: usize) -> Finding {
    let faults = if faults == 1 {
        "a fault in the record keeps".to_owned()
    } else {
        format!("{faults} faults in the record keep")
    };
    Finding::new(Code::Refused, format!("{faults} a final document from being made"))
        .help("put right what is listed above, or make a draft with --draft")
}
