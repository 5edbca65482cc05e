//! `aims-report todo`: what each person owes.

use clap::{Args, ValueEnum};

use super::Outcome;
use super::record::{self, Loaded, RecordArguments};
use crate::check;
use crate::diagnostic::Failure;
use crate::record::Date;
use crate::todo::{self, calendar, write};

/// Lists what is owed, by whom and by when, overdue first.
///
/// Open actions, treatment and nonconformities, reviews, evidence, acceptances that end, answers to audits, decisions,
/// conditions, obligations. Exit code 0: listed. 2: the record can't be read, or nobody is called so.
#[derive(Debug, Args)]
pub(super) struct Todo {
    #[command(flatten)]
    record: RecordArguments,
    /// Only what this person, role or body owes, by id or name; of a person also by the roles and bodies held
    #[arg(long, value_name = "WHO")]
    owner: Option<String>,
    /// Day on which the record is read; today where it is left out
    #[arg(long, value_name = "DATE", value_parser = crate::record::day)]
    as_of: Option<Date>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Md)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Markdown, by owner
    Md,
    /// One row for each duty
    Csv,
    /// Tasks for a calendar (RFC 5545)
    Ics,
}

pub(super) fn run(arguments: &Todo) -> Result<Outcome, Failure> {
    let as_of = arguments.as_of.unwrap_or_else(super::today);
    let Loaded { ingested, judged } = record::load(&arguments.record, as_of)?;
    let faults = check::blocking(&judged.findings).len();
    if faults > 0 {
        record::caution(faults, "what can't be read is not in the list");
    }
    let mut duties = todo::duties(&ingested.record, &ingested.policy.cadences, as_of);
    if let Some(owner) = &arguments.owner {
        let circle = todo::circle(&ingested.record, owner)?;
        duties.retain(|duty| duty.owner.as_ref().is_some_and(|id| circle.contains(id)));
    }
    let names = todo::names(&ingested.record);
    super::put(&match arguments.format {
        Format::Md => write::markdown(&duties, &names, as_of),
        Format::Csv => write::comma_separated(&duties, &names, as_of),
        Format::Ics => calendar::calendar(&duties, &names, as_of),
    });
    Ok(Outcome::Clean)
}
