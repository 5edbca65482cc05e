//! `aims-report reports`: which reports there are, what each needs and gives, and what is wrong with one's own.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Outcome;
use super::record::count;
use crate::diagnostic::{self, Failure, Finding};
use crate::template::profile::{self, Profile};
use crate::template::{Catalogue, lint};

/// Lists the reports, explains one, or checks their templates.
///
/// Exit code 0: done, and with `--check` nothing found. 1: `--check` found something. 2: could not run.
#[derive(Debug, Args)]
pub(super) struct Reports {
    /// Tell all of one report: what it reads, whom it is for, its figures and sheets
    #[arg(long, value_name = "ID")]
    explain: Option<String>,
    /// Look for what authors of templates get wrong: words never said, data not read or not declared, fields that no item has
    #[arg(long, conflicts_with = "explain")]
    check: bool,
    /// Folder of reports to add, or to lay over those of the program
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text for people
    Human,
    /// One JSON object, aims-report/reports/1; with --check aims-report/findings/1
    Json,
}

pub(super) fn run(arguments: &Reports) -> Result<Outcome, Failure> {
    let mut catalogue = Catalogue::embedded();
    if let Some(folder) = &arguments.templates {
        catalogue.overlay(folder)?;
    }
    if arguments.check {
        return Ok(check(&catalogue, arguments.format));
    }
    let ids = match &arguments.explain {
        Some(id) => vec![id.as_str()],
        None => catalogue.ids(),
    };
    let profiles =
        ids.into_iter().map(|id| Ok(Profile::of(&catalogue.get(id)?))).collect::<Result<Vec<_>, Failure>>()?;
    let text = match arguments.format {
        Format::Json => profile::json(&profiles),
        Format::Human if arguments.explain.is_some() => profiles.iter().map(Profile::text).collect(),
        Format::Human => profile::list(&profiles),
    };
    super::put(&text);
    Ok(Outcome::Clean)
}

fn check(catalogue: &Catalogue, format: Format) -> Outcome {
    let ids = catalogue.ids();
    let mut found: Vec<Finding> = Vec::new();
    for id in &ids {
        match catalogue.get(id) {
            Ok(template) => found.extend(lint::lint(&template)),
            // One that can't be read keeps none of the others from being looked at.
            Err(Failure(findings)) => found.extend(findings),
        }
    }
    diagnostic::sort(&mut found);
    found.dedup();
    let text = match format {
        Format::Json => diagnostic::json(&found, &[], None, &None::<()>),
        Format::Human => {
            let gap = if found.is_empty() { "" } else { "\n" };
            let reports = if ids.len() == 1 { "1 report".to_owned() } else { format!("{} reports", ids.len()) };
            format!("{}{gap}{} in {reports}\n", diagnostic::human(&found), count(&found))
        }
    };
    super::put(&text);
    if found.is_empty() { Outcome::Clean } else { Outcome::Findings }
}
