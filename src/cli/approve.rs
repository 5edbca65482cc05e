//! `aims-report approve`: writes an approval into the record.

use std::ffi::OsString;

use clap::Args;

use super::Outcome;
use super::record::{self, Loaded};
use crate::approve::{self, Request};
use crate::diagnostic::{self, Code, Failure, Finding};
use crate::record::Date;

/// Writes an approval of one item into the file where it stands: who, when, and the digest of what was approved.
///
/// Nothing else in the file changes. A former approval moves to the end of `approvals`. Exit code 0: written. 2: not
/// written, and nothing changed.
#[derive(Debug, Args)]
#[command(override_usage = "aims-report approve [OPTIONS] [RECORD] <ID> --as <PERSON>")]
pub(super) struct Approve {
    /// The record, where it is not the current folder
    #[arg(value_name = "RECORD")]
    first: OsString,
    /// The item, such as POL-01 or soa; kind:id where several kinds have the id
    #[arg(value_name = "ID")]
    second: Option<String>,
    /// Who decided: the id of a person, role or body of the record
    #[arg(long = "as", value_name = "PERSON")]
    by: String,
    /// Day of the decision; today where it is left out
    #[arg(long, value_name = "DATE", value_parser = crate::record::day)]
    on: Option<Date>,
    /// In which capacity, such as "top management"
    #[arg(long, value_name = "TEXT")]
    capacity: Option<String>,
}

pub(super) fn run(arguments: &Approve) -> Result<Outcome, Failure> {
    let (place, named) = record::split(&arguments.first, arguments.second.as_ref());
    let today = super::today();
    let on = arguments.on.unwrap_or(today);
    if on > today {
        let message = format!("{on} is still to come, and an approval says what was decided");
        return Err(Finding::new(Code::Usage, message).help("give the day of the decision with --on").into());
    }
    let Loaded { ingested, judged } = record::load(&place, on)?;
    let item = record::item(&ingested.record, &named)?;
    let request = Request { by: &arguments.by, on, capacity: arguments.capacity.as_deref() };
    let approved = approve::approve(&place.record, &ingested, &judged.findings, item, request)?;
    let what = item.kind().named(item.id().as_str());
    let at = approved.place.map(|place| format!("{place}: ")).unwrap_or_default();
    let former = if approved.moved { "; the former approval is now in `approvals`" } else { "" };
    let line = format!("{at}{what} approved by {} on {on}{former}", arguments.by);
    super::put(&format!("{}\nsha256 {}\n", diagnostic::visible(&line), approved.digest));
    Ok(Outcome::Clean)
}
