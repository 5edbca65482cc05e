//! What commands share that read a record: where it is, the day it is read for, and what was found in it.

#![cfg_attr(not(feature = "report"), allow(dead_code, reason = "without documents, checking alone reads a record"))]

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;

use crate::check::{self, Judged};
use crate::diagnostic::{self, Code, Failure, Finding, Level, nearest_id};
use crate::ingest::{self, Ingested};
use crate::record::{Date, Item, Kind, Record};
#[cfg(feature = "report")]
use crate::view::Period;

/// Arguments of every command that reads a record.
#[derive(Debug, Args)]
pub(super) struct RecordArguments {
    /// The record: a folder, or one YAML or JSON file; the current folder where it is left out
    #[arg(default_value = ".", hide_default_value = true)]
    pub(super) record: PathBuf,
}

/// Arguments of every command that speaks of a period.
#[cfg(feature = "report")]
#[derive(Debug, Args)]
pub(super) struct PeriodArguments {
    /// Period to report on: a quarter 2026-Q3, a month 2026-07, a year 2026, or days 2026-07-01..2026-09-30
    #[arg(long)]
    pub(super) period: Period,
    /// Day that the documents speak of; the last day of the period where it is left out
    #[arg(long, value_name = "DATE", value_parser = crate::record::day)]
    pub(super) as_of: Option<Date>,
}

#[cfg(feature = "report")]
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

/// A record, and what was found in it by the organisation's policy.
pub(super) struct Loaded {
    pub(super) ingested: Ingested,
    pub(super) judged: Judged,
}

/// Reads a record and checks it.
pub(super) fn load(arguments: &RecordArguments, as_of: Date) -> Result<Loaded, Failure> {
    let ingested = ingest::read(&arguments.record)?;
    let judged = check::judge(&ingested, as_of);
    Ok(Loaded { ingested, judged })
}

/// The record and what is named in it, of one or two arguments: inside a record, its path may be left out.
pub(super) fn split(first: &OsString, second: Option<&String>) -> (RecordArguments, String) {
    match second {
        Some(named) => (RecordArguments { record: PathBuf::from(first) }, named.clone()),
        None => (RecordArguments { record: PathBuf::from(".") }, first.to_string_lossy().into_owned()),
    }
}

/// The item that an argument names: by its id, or by `kind:id` where several kinds have the id.
pub(super) fn item<'a>(record: &'a Record, named: &str) -> Result<&'a dyn Item, Failure> {
    // An id may have a colon in it, so the whole is looked for first.
    let found = |kind: Option<Kind>, id: &str| -> Vec<&'a dyn Item> {
        let mut kinds: Vec<&dyn Item> = Vec::new();
        for item in record.items().filter(|item| item.id().as_str() == id) {
            if kind.is_none_or(|kind| kind == item.kind()) && kinds.iter().all(|known| known.kind() != item.kind()) {
                kinds.push(item);
            }
        }
        kinds
    };
    let mut items = found(None, named);
    let prefixed = named.split_once(':').and_then(|(kind, id)| Some((kind_called(kind)?, id)));
    if let (true, Some((kind, id))) = (items.is_empty(), prefixed) {
        items = found(Some(kind), id);
    }
    match items.as_slice() {
        [one] => Ok(*one),
        [] => {
            let (kind, id) = prefixed.map_or((None, named), |(kind, id)| (Some(kind), id));
            let what = kind.map_or("item", Kind::label);
            let known = record.items().filter(|item| kind.is_none_or(|kind| kind == item.kind()));
            let near = nearest_id(id, known.map(|item| item.id().as_str()));
            let finding = Finding::new(Code::Usage, format!("no {what} of the record has the id `{id}`"));
            Err(finding
                .help(near.map_or_else(
                    || "name an item by its id, as it stands in the record".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                ))
                .into())
        }
        several => {
            let names = several.iter().map(|item| format!("`{}:{named}`", item.kind().field_singular()));
            let names: Vec<String> = names.collect();
            let message = format!("{} kinds of item have the id `{named}`", several.len());
            Err(Finding::new(Code::Usage, message).help(format!("name one of {}", names.join(", "))).into())
        }
    }
}

/// The kind that somebody calls `risk`, `risks`, `risk_assessment` or `risk-assessments`.
fn kind_called(name: &str) -> Option<Kind> {
    let plain = name.to_lowercase().replace([' ', '-'], "_");
    Kind::ALL.iter().copied().find(|kind| kind.field() == plain || kind.field_singular() == plain)
}

/// Prints findings to standard error, with their number at the end.
pub(super) fn tell(findings: &[Finding]) {
    eprint!("{}", diagnostic::human(findings));
    if findings.len() > 1 {
        eprintln!("\n{}", count(findings));
    }
}

/// Warns that a record with faults gives an answer that may lack something.
pub(super) fn caution(faults: usize, what: &str) {
    let faults = if faults == 1 { "a fault".to_owned() } else { format!("{faults} faults") };
    eprintln!("warning: the record has {faults}, and {what}; `aims-report check` lists them");
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
