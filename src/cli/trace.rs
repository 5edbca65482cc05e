//! `aims-report trace`: what an item is tied to, and every edge of a record.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::Outcome;
use super::record::{self, Loaded, RecordArguments};
use crate::diagnostic::{Code, Failure, Finding};
use crate::record::Date;
use crate::trace::chain::chain;
use crate::trace::{Graph, write};

/// Shows the chain around one item: what it rests on, what it leads to, and where the chain breaks off.
///
/// The line goes from what is asked, over systems, risk and impact assessments and controls, to evidence. What was
/// found about an item stands below it. Exit code 0: shown. 2: nothing has the id, or the record can't be read.
#[derive(Debug, Args)]
#[command(
    override_usage = "aims-report trace [OPTIONS] [RECORD] <ID>\n       aims-report trace [OPTIONS] [RECORD] --all"
)]
pub(super) struct Trace {
    /// The record, where it is not the current folder
    #[arg(value_name = "RECORD")]
    first: Option<OsString>,
    /// The item, such as SYS-001; kind:id where several kinds have the id, such as risk:R-1
    #[arg(value_name = "ID")]
    second: Option<String>,
    /// Every edge of the record
    #[arg(long)]
    all: bool,
    /// Day on which the record is read; today where it is left out
    #[arg(long, value_name = "DATE", value_parser = crate::record::day)]
    as_of: Option<Date>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// An indented tree for people; of --all, the edges as CSV
    Human,
    /// One JSON object, aims-report/trace/1
    Json,
    /// A picture for Graphviz: pipe it into `dot -Tsvg`
    Dot,
    /// One row for each edge
    Csv,
}

pub(super) fn run(arguments: &Trace) -> Result<Outcome, Failure> {
    let (place, named) = asked(arguments)?;
    let as_of = arguments.as_of.unwrap_or_else(super::today);
    let Loaded { ingested, judged } = record::load(&place, as_of)?;
    let graph = Graph::new(&ingested, &judged, as_of);
    let Some(named) = named else {
        super::put(&match arguments.format {
            Format::Json => write::machine(&graph, None, None),
            Format::Dot => write::dot(&graph, None),
            Format::Human | Format::Csv => write::comma_separated(&graph, None),
        });
        return Ok(Outcome::Clean);
    };
    let item = record::item(&ingested.record, &named)?;
    let Some(root) = graph.number(item.kind(), item.id().as_str()) else {
        let day = item.dated().map_or_else(|| "later".to_owned(), |day| day.to_string());
        let message = format!("{} is of {day}, and is not there on {as_of}", item.kind().named(item.id().as_str()));
        return Err(Finding::new(Code::Usage, message).help("give a later day with --as-of").into());
    };
    let chain = chain(&graph, root);
    let shown = chain.items();
    super::put(&match arguments.format {
        Format::Human => write::human(&graph, &chain),
        Format::Json => write::machine(&graph, Some(root), Some(&shown)),
        Format::Dot => write::dot(&graph, Some(&shown)),
        Format::Csv => write::comma_separated(&graph, Some(&shown)),
    });
    Ok(Outcome::Clean)
}

/// The record and the item that the arguments mean: a lone argument that is no path is an id.
fn asked(arguments: &Trace) -> Result<(RecordArguments, Option<String>), Failure> {
    let here = || RecordArguments { record: PathBuf::from(".") };
    match (&arguments.first, &arguments.second, arguments.all) {
        (_, Some(_), true) => {
            let finding = Finding::new(Code::Usage, "an item and --all are asked for at once");
            Err(finding.help("name one item, or give --all for every edge").into())
        }
        (Some(first), Some(_), false) => {
            let (place, named) = record::split(first, arguments.second.as_ref());
            Ok((place, Some(named)))
        }
        (Some(first), None, true) => Ok((RecordArguments { record: PathBuf::from(first) }, None)),
        (None, _, true) => Ok((here(), None)),
        (Some(first), None, false) if !Path::new(first).exists() => {
            Ok((here(), Some(first.to_string_lossy().into_owned())))
        }
        (first, ..) => {
            let mut finding = Finding::new(Code::Usage, "no item is named whose chain could be shown");
            finding.help = Some(match first {
                Some(first) => {
                    format!("give its id after the record: `aims-report trace {} ID`; or --all", first.display())
                }
                None => "give its id, such as `aims-report trace SYS-001`; or --all".to_owned(),
            });
            Err(finding.into())
        }
    }
}
