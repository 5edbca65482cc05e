//! `aims-report sample`: an audit sample that anyone can draw again.

use std::ffi::OsString;
use std::fmt::Write as _;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::Outcome;
use super::record::{self, Loaded};
use crate::check;
use crate::diagnostic::{self, Code, Failure, Finding, nearest};
use crate::record::{Date, Kind};
use crate::sample;
use crate::trace;

/// Draws an audit sample that anyone can draw again.
///
/// Items are ranked by the SHA-256 of the seed, a zero byte and their id; the first N are drawn. Exit code 0: drawn.
/// 2: could not be drawn, such as for want of items.
#[derive(Debug, Args)]
#[command(override_usage = "aims-report sample [OPTIONS] [RECORD] <COLLECTION> --n <N> --seed <SEED>")]
pub(super) struct Sample {
    /// The record, and the collection to draw from, such as controls; inside a record the collection alone
    #[arg(value_name = "RECORD")]
    first: OsString,
    /// The collection to draw from, such as controls, where the record is named
    #[arg(value_name = "COLLECTION")]
    second: Option<String>,
    /// How many to draw
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    n: u32,
    /// Any text, fixed before the register is seen, such as the number of the audit
    #[arg(long)]
    seed: String,
    /// Draw only from items of which this field is true, such as applicable, or has a value: status=implemented
    #[arg(long = "where", value_name = "FIELD[=VALUE]")]
    condition: Option<String>,
    /// Day on which the items must exist; today where it is left out
    #[arg(long, value_name = "DATE", value_parser = crate::record::day)]
    as_of: Option<Date>,
    /// How to write the sample
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Text for people
    Human,
    /// One JSON object, aims-report/sample/1, with the ids of the population
    Json,
}

pub(super) fn run(arguments: &Sample) -> Result<Outcome, Failure> {
    let (place, collection) = record::split(&arguments.first, arguments.second.as_ref());
    let Some(kind) = Kind::from_collection(&collection) else {
        let known = Kind::ALL.iter().filter(|kind| !kind.is_single()).map(|kind| kind.collection());
        let finding = Finding::new(Code::Usage, format!("`{collection}` is no collection of a record"));
        return Err(finding
            .help(nearest(&collection, known).map_or_else(
                || "name one such as `controls`, `risks` or `suppliers`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            ))
            .into());
    };
    let as_of = arguments.as_of.unwrap_or_else(super::today);
    let Loaded { ingested, judged } = record::load(&place, as_of)?;
    let n = usize::try_from(arguments.n).unwrap_or(usize::MAX);
    let drawn = sample::draw(&ingested.record, kind, n, &arguments.seed, arguments.condition.as_deref(), as_of)?;
    let faults = check::blocking(&judged.findings).len();
    if faults > 0 {
        record::caution(faults, "N lacks the items that can't be read");
    }
    super::put(&match arguments.format {
        Format::Human => human(&drawn, as_of),
        Format::Json => machine(&drawn, as_of),
    });
    Ok(Outcome::Clean)
}

fn human(drawn: &sample::Sample<'_>, as_of: Date) -> String {
    let mut text = String::new();
    let seed = diagnostic::visible(&drawn.seed);
    let (n, size) = (drawn.drawn.len(), drawn.population.len());
    let _ = writeln!(text, "sample of {} on {as_of}", drawn.kind.collection());
    let condition = drawn.condition.as_deref().map(|text| format!(", of which {}", diagnostic::visible(text)));
    let _ = writeln!(text, "population  N = {size}{}", condition.unwrap_or_default());
    let _ = writeln!(text, "sample      n = {n}");
    let _ = writeln!(text, "seed        {seed}");
    let _ = writeln!(text, "rule        {}\n", sample::RULE);
    let width = drawn.drawn.iter().map(|one| one.item.id().as_str().chars().count()).max().unwrap_or(0);
    let digits = n.to_string().len().max("rank".len());
    let _ = writeln!(text, "{:>digits$}  {:width$}  {:12}  title", "rank", "id", "digest");
    for one in &drawn.drawn {
        let id = diagnostic::visible(one.item.id().as_str());
        let digest: String = one.digest.chars().take(11).collect();
        let title = diagnostic::visible(&trace::title(one.item));
        let _ = writeln!(text, "{:>digits$}  {id:width$}  {digest}…  {title}", one.rank);
    }
    if let Some(first) = drawn.drawn.iter().min_by_key(|one| one.rank) {
        let command = sample::command(&drawn.seed, first.item.id().as_str());
        let _ = writeln!(text, "\nto redo the rank of one id:\n  {}", diagnostic::visible(&command));
        let _ = writeln!(text, "  {}", first.digest);
    }
    text
}

fn machine(drawn: &sample::Sample<'_>, as_of: Date) -> String {
    let items = drawn.drawn.iter().map(|one| {
        let (id, title) = (one.item.id().as_str(), trace::title(one.item));
        json!({"id": id, "title": title, "rank": one.rank, "sha256": one.digest})
    });
    let output = json!({
        "schema": sample::SAMPLE,
        "tool": "aims-report",
        "version": env!("CARGO_PKG_VERSION"),
        "as_of": as_of.to_string(),
        "collection": drawn.kind.collection(),
        "where": drawn.condition,
        "seed": drawn.seed,
        "rule": sample::RULE,
        "population_size": drawn.population.len(),
        "sample_size": drawn.drawn.len(),
        "sample": items.collect::<Vec<_>>(),
        "population": drawn.population,
    });
    format!("{output}\n")
}
