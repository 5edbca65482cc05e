//! What is done through the library: the parts of a measurement that run in a process of their own, and the folder
//! from which plain `typst` compiles the document that we compile.

use std::fs;
use std::path::Path;

use aims_report::document::{self, Format, Job};
use aims_report::expression::Helpers;
use aims_report::template::{Catalogue, sheet::Sheets};
use aims_report::view::{Part, Request};
use aims_report::{assets, check, ingest, narrative, xlsx};
use serde_json::{Map, Value, json};

use super::measure::own_cpu;

/// The report that is measured.
pub(crate) const REPORT: &str = "statement-of-applicability";

/// Rows and columns of the workbook, and the name of each column.
const ROWS: usize = 10_000;
const COLUMNS: [&str; 12] = [
    "id",
    "title",
    "owner",
    "status",
    "likelihood",
    "impact",
    "amount",
    "due",
    "reviewed",
    "treatment",
    "source",
    "open",
];

/// Makes a document of each `record@period` in this one process and prints the CPU of each. Reading is not counted.
pub(crate) fn documents(works: &[String]) -> Result<String, String> {
    let template = Catalogue::embedded().get(REPORT).map_err(said)?;
    let mut costs = Vec::new();
    for work in works {
        let (record, period) = work.split_once('@').ok_or("a work is `record@period`")?;
        let request = request(period)?;
        let ingested = ingest::read(Path::new(record)).map_err(said)?;
        let findings = check::check(&ingested, request.as_of);
        let before = own_cpu()?;
        let job = Job { template: &template, part: Part::default() };
        document::make(&ingested.record, &findings, &job, &request, &[Format::Pdf]).map_err(said)?;
        costs.push((own_cpu()? - before).to_string());
    }
    Ok(costs.join(" "))
}

/// Writes what plain `typst` needs to compile the document of a record: templates, fonts, data and attachment.
pub(crate) fn preview(record: &Path, period: &str, folder: &Path) -> Result<(), String> {
    let template = Catalogue::embedded().get(REPORT).map_err(said)?;
    let request = request(period)?;
    let ingested = ingest::read(record).map_err(said)?;
    let findings = check::check(&ingested, request.as_of);
    let job = Job { template: &template, part: Part::default() };
    let made = document::make(&ingested.record, &findings, &job, &request, &[Format::Json]).map_err(said)?;
    let attached = &made.documents.first().ok_or("no JSON was made")?.bytes;
    let mut data: Value = serde_json::from_slice(attached).map_err(|error| error.to_string())?;
    markdown(&mut data);
    let mut files: Vec<(String, Vec<u8>)> = template.files.clone();
    files.extend(assets::fonts().map(|(path, bytes)| (format!("fonts/{path}"), bytes.to_vec())));
    files.push(("data.json".to_owned(), data.to_string().into_bytes()));
    files.push(("attachment.json".to_owned(), attached.clone()));
    for (path, bytes) in files {
        let path = folder.join(path);
        let parent = path.parent().ok_or("a file lies in a folder")?;
        fs::create_dir_all(parent).and_then(|()| fs::write(&path, bytes)).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Does what the stage before the layout does: Markdown becomes trees.
fn markdown(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(markdown),
        Value::Object(map) => match map.get("markdown").filter(|_| map.len() == 1).and_then(Value::as_str) {
            Some(source) => {
                let blocks = serde_json::to_value(narrative::parse(source, 1).0).unwrap_or_default();
                *map = Map::from_iter([("blocks".to_owned(), blocks)]);
            }
            None => map.values_mut().for_each(markdown),
        },
        _ => {}
    }
}

/// The rows of the workbook, as all of its writers read them.
pub(crate) fn rows() -> Value {
    let states = ["Open", "In treatment", "Accepted", "Closed"];
    let row = |at: usize| {
        let day = |shift: usize| format!("2026-{:02}-{:02}", (at + shift) % 12 + 1, (at * 7 + shift) % 28 + 1);
        json!({
            "id": format!("AIR-{at:05}"),
            "title": format!("Ranking differs between groups of applicants, case {at}"),
            "owner": format!("Owner {}", at % 41),
            "status": states[at % 4],
            "likelihood": at % 5 + 1,
            "impact": at % 7 + 1,
            "amount": (at * 37 % 100_000) as f64 / 100.0,
            "due": day(3),
            "reviewed": day(11),
            "treatment": format!("Measure {} is kept up; its effect is looked at in quarter {}.", at % 97, at % 4 + 1),
            "source": format!("SYS-{:03}", at % 300),
            "open": at.is_multiple_of(3),
        })
    };
    (0..ROWS).map(row).collect()
}

/// Reads the rows from a file and writes the workbook to another.
pub(crate) fn workbook(from: &Path, to: &Path) -> Result<(), String> {
    let bytes = fs::read(from).map_err(|error| error.to_string())?;
    let rows: Value = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
    let mut declared = "[[sheets]]\nname = \"Rows\"\nrows = \"view.rows\"\nfreeze-columns = 1\n".to_owned();
    for name in COLUMNS {
        let kind = match name {
            "likelihood" | "impact" => "integer",
            "amount" => "decimal",
            "due" | "reviewed" => "date",
            _ => "text",
        };
        let value = if name == "open" { "'yes' if row.open else 'no'".to_owned() } else { format!("row.{name}") };
        declared += &format!("[[sheets.columns]]\ntitle = \"{name}\"\nvalue = \"{value}\"\ntype = \"{kind}\"\n");
    }
    let sheets: Sheets = toml::from_str(&declared).map_err(|error| error.to_string())?;
    let view = json!({ "meta": { "as_of": "2026-09-30", "title": "Register" }, "rows": rows });
    let bytes = xlsx::render(&view, &sheets, "bench/template.toml", &Helpers::default()).map_err(said)?;
    fs::write(to, bytes).map_err(|error| error.to_string())
}

fn request(period: &str) -> Result<Request, String> {
    let period: aims_report::view::Period = period.parse().map_err(|_| format!("`{period}` is no period"))?;
    Ok(Request::of(period))
}

fn said(failure: aims_report::diagnostic::Failure) -> String {
    aims_report::diagnostic::human(&failure.0)
}
