//! From data to PDF: values come out literally and whole, or a finding names them.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod loss;
mod markdown;
mod output;
mod specification;
mod values;

use aims_report::diagnostic::{Code, Failure};
use aims_report::pdf::{PdfOptions, Rendered, TemplateFiles, render};
use serde_json::{Value, json};

const PROBE: &str = include_str!("probe/report.typ");

/// A template with the kit, from the text of its layout.
fn template(report: &str) -> TemplateFiles {
    let kit = aims_report::assets::templates("_kit").map(|(path, bytes)| (path.to_owned(), bytes.to_vec()));
    let files = kit.chain([("probe/report.typ".to_owned(), report.as_bytes().to_vec())]);
    TemplateFiles::new("probe/report.typ", files).unwrap()
}

fn options() -> PdfOptions {
    PdfOptions {
        ident: "probe".to_owned(),
        as_of: Some("2026-09-30".parse().unwrap()),
        printed: vec!["fields".to_owned(), "rows.*.text".to_owned()],
        ..PdfOptions::default()
    }
}

fn probe(data: Value) -> Result<Rendered, Failure> {
    render(&template(PROBE), data, &options())
}

/// Renders one field.
fn field(value: impl Into<Value>) -> Result<Rendered, Failure> {
    probe(json!({ "fields": { "value": value.into() } }))
}

/// What a reader of the file gets, without spaces: lines may break anywhere.
fn text(rendered: &Rendered) -> String {
    let document = lopdf::Document::load_mem(&rendered.pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    squeeze(&document.extract_text(&pages).unwrap())
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// The codes and subjects of a failure.
fn findings(result: Result<Rendered, Failure>) -> Vec<(Code, Option<String>)> {
    result
        .err()
        .map_or(vec![], |failure| failure.0.into_iter().map(|finding| (finding.code, finding.subject)).collect())
}
