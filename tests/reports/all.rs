//! What holds of every report, whatever it is about: conformance, links, headings, attachment, workbook, data.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;

use crate::support::judges;
use crate::support::pdf::{Pdf, squeeze};
use crate::support::program::{must, program, sample};

/// One document.
struct Made {
    /// Its name, without an ending.
    name: String,
    pdf: PathBuf,
    xlsx: PathBuf,
    view: Value,
    read: Pdf,
}

impl Made {
    /// Is it for readers inside the organisation?
    fn inside(&self) -> bool {
        self.view["meta"]["audience"] == "internal"
    }

    /// The ids of a collection.
    fn ids(&self, collection: &str) -> Vec<&str> {
        self.view[collection].as_array().into_iter().flatten().filter_map(|item| item["id"].as_str()).collect()
    }
}

/// Every document of a sample.
fn all(name: &str) -> Vec<Made> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("all-reports").join(name);
    let _ = fs::remove_dir_all(&folder);
    let mut command = program();
    command.arg("render").arg(sample(name)).args(["--report", "all", "--period", "2026-Q3", "--out"]).arg(&folder);
    let printed = must(&mut command);
    let pdfs = printed.lines().filter_map(|line| line.strip_suffix(".pdf"));
    pdfs.map(|stem| {
        let file = |ending: &str| PathBuf::from(format!("{stem}.{ending}"));
        Made {
            name: Path::new(stem).file_name().unwrap().to_str().unwrap().to_owned(),
            view: serde_json::from_slice(&fs::read(file("json")).unwrap()).unwrap(),
            read: Pdf::read(&fs::read(file("pdf")).unwrap()),
            pdf: file("pdf"),
            xlsx: file("xlsx"),
        }
    })
    .collect()
}

fn meridian() -> &'static [Made] {
    static MADE: OnceLock<Vec<Made>> = OnceLock::new();
    MADE.get_or_init(|| all("meridian"))
}

fn minimal() -> &'static [Made] {
    static MADE: OnceLock<Vec<Made>> = OnceLock::new();
    MADE.get_or_init(|| all("minimal"))
}

fn both() -> impl Iterator<Item = &'static Made> {
    meridian().iter().chain(minimal())
}

#[test]
fn all_are_made() {
    let names: Vec<&str> = meridian().iter().map(|made| made.name.as_str()).collect();
    let reports: BTreeSet<&str> = meridian().iter().map(|made| made.view["meta"]["report"].as_str().unwrap()).collect();
    assert!(reports.len() >= 7 && names.len() > reports.len(), "{names:?}");
    assert!(minimal().len() >= 4);
}

#[test]
fn all_are_pdf_a_3a_and_pdf_ua_1() {
    let files: Vec<_> = both().flat_map(|made| ["3a", "ua1"].map(|flavour| (made.pdf.clone(), flavour))).collect();
    for verdict in judges::verapdf(&files).into_iter().flatten() {
        assert!(verdict.compliant, "{verdict}");
    }
}

#[test]
fn all_workbooks_are_valid_and_open() {
    for made in both() {
        if let Some(verdict) = judges::openxml_audit(&made.xlsx) {
            verdict.unwrap_or_else(|complaints| panic!("{}: {complaints}", made.name));
        }
        let folder = tempfile::tempdir().unwrap();
        if let Some(opened) = judges::libreoffice_opens(&made.xlsx, folder.path()) {
            opened.unwrap_or_else(|complaint| panic!("{}: {complaint}", made.name));
        }
    }
}

#[test]
fn all_links_and_bookmarks_lead_somewhere() {
    for made in both() {
        for bookmark in made.read.bookmarks() {
            assert!(bookmark.page.is_some(), "{}: `{}` leads nowhere", made.name, bookmark.title);
        }
        for link in made.read.links() {
            match link {
                Ok(address) => assert!(address.starts_with("https://") || address.starts_with("mailto:"), "{address}"),
                Err(page) => assert!(page.is_some(), "{}: a link leads nowhere", made.name),
            }
        }
    }
}

/// The foot of the text of a page, in points, and two lines of text.
const FOOT: f32 = 23.0 / 25.4 * 72.0;
const TWO_LINES: f32 = 24.0;

#[test]
fn no_heading_stands_alone_at_the_foot_of_a_page() {
    for made in both() {
        for bookmark in made.read.bookmarks() {
            let y = bookmark.y.unwrap();
            assert!(y > FOOT + TWO_LINES, "{}: `{}` stands {y} points above the foot", made.name, bookmark.title);
        }
    }
}

#[test]
fn the_data_is_attached_and_nothing_else() {
    for made in both() {
        let attached = made.read.attachments();
        assert_eq!(attached.len(), 1, "{}", made.name);
        assert_eq!(attached[0].bytes, fs::read(made.pdf.with_extension("json")).unwrap(), "{}", made.name);
    }
}

#[test]
fn the_data_fits_its_schema() {
    let folder = tempfile::tempdir().unwrap();
    let schema = folder.path().join("view.schema.json");
    fs::write(&schema, must(program().args(["schema", "view"]))).unwrap();
    let pairs: Vec<_> = both().map(|made| (schema.clone(), made.pdf.with_extension("json"))).collect();
    if let Some(verdict) = judges::schemas(&pairs) {
        verdict.unwrap_or_else(|complaints| panic!("{complaints}"));
    }
    // It refuses what no view has.
    let wrong = |change: fn(&mut Value)| {
        let mut view = meridian()[0].view.clone();
        change(&mut view);
        let file = folder.path().join("wrong.json");
        fs::write(&file, view.to_string()).unwrap();
        judges::schemas(&[(schema.clone(), file)])
    };
    let changes: [fn(&mut Value); 5] = [
        |view| view["unknown"] = Value::Null,
        |view| view["meta"]["as_of"] = "soon".into(),
        |view| view["meta"]["schema"] = 2.into(),
        |view| view["sources"][0]["digest"] = "x".into(),
        |view| view["findings"] = serde_json::json!([{ "code": "a", "level": "bad", "message": "m" }]),
    ];
    for (number, change) in changes.into_iter().enumerate() {
        assert!(wrong(change).is_none_or(|verdict| verdict.is_err()), "change {number} is taken");
    }
}

#[test]
fn every_figure_leads_to_what_it_counts() {
    for made in both().filter(|made| made.inside()) {
        let sources: BTreeSet<&str> = made.ids("sources").into_iter().collect();
        let index = made.view["index"].as_object().unwrap();
        let known = |id: &str| sources.contains(id) || index.values().any(|item| item["id"] == id);
        for (name, figure) in made.view["figures"].as_object().unwrap() {
            let counted = figure["sources"].as_array().unwrap();
            assert_eq!(figure["value"], counted.len(), "{}: {name}", made.name);
            for id in counted.iter().filter(|_| figure["kind"].is_string()) {
                let id = id.as_str().unwrap();
                assert!(known(id), "{}: {name} counts {id}, which the document does not list", made.name);
            }
        }
    }
}

/// Sheets that list a whole collection: name of the sheet, and of the collection.
fn whole_sheets(report: &str) -> BTreeMap<String, String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("templates/{report}/template.toml"));
    let declared: toml::Table = fs::read_to_string(file).unwrap().parse().unwrap();
    let sheets = declared.get("sheets").and_then(toml::Value::as_array).into_iter().flatten();
    let whole = sheets.filter(|sheet| sheet.get("where").is_none() && sheet.get("each").is_none());
    let first_is_id = whole.filter(|sheet| sheet["columns"][0]["value"].as_str() == Some("row.id"));
    let named = first_is_id.filter_map(|sheet| {
        let collection = sheet["rows"].as_str()?.strip_prefix("view.")?;
        let plain = collection.chars().all(|character| character.is_ascii_lowercase() || character == '_');
        plain.then(|| (sheet["name"].as_str().unwrap().to_owned(), collection.to_owned()))
    });
    named.collect()
}

#[test]
fn workbook_data_and_pages_have_the_same_rows() {
    let mut compared = 0;
    for made in both() {
        let sheets = whole_sheets(made.view["meta"]["report"].as_str().unwrap());
        let Some(dump) = judges::openpyxl_dump(&made.xlsx) else { return };
        for sheet in dump["sheets"].as_array().unwrap() {
            let Some(collection) = sheets.get(sheet["name"].as_str().unwrap()) else { continue };
            let ids: BTreeSet<&str> = made.ids(collection).into_iter().collect();
            let cells = sheet["cells"].as_object().unwrap();
            let texts: BTreeSet<&str> = cells
                .iter()
                .filter(|(place, _)| {
                    place.strip_prefix('A').is_some_and(|row| row.bytes().all(|byte| byte.is_ascii_digit()))
                })
                .filter_map(|(_, cell)| cell["value"].as_str())
                .collect();
            let missing: Vec<_> = ids.difference(&texts).collect();
            assert!(missing.is_empty(), "{}, sheet {}: {missing:?}", made.name, sheet["name"]);
            compared += ids.len();
        }
    }
    assert!(compared > 300, "{compared}");
}

#[test]
fn what_is_printed_of_the_sources_is_what_the_data_lists() {
    for made in both().filter(|made| made.inside() && !made.ids("sources").is_empty()) {
        let titles: Vec<String> = made.read.bookmarks().into_iter().map(|bookmark| bookmark.title).collect();
        if !titles.iter().any(|title| title == "Sources") {
            continue;
        }
        let text = made.read.section("Sources");
        for source in made.view["sources"].as_array().unwrap() {
            for field in ["id", "digest"] {
                let expected = squeeze(source[field].as_str().unwrap());
                assert!(text.contains(&expected), "{}: the sources lack {expected}", made.name);
            }
        }
    }
}
