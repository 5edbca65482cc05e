//! One more report costs no Rust: a folder that the program does not carry is rendered as PDF, workbook, JSON and CSV, in
//! the brand of an organisation, with its own redactions.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::judges;
use crate::support::pdf::{Pdf, squeeze};
use crate::support::program::{append, copy, must, program, replace, run, sample};

const ADDED: &str = "supplier-review";

/// The folder of templates, which a test may change.
fn templates(folder: &Path) -> PathBuf {
    let copied = folder.join("templates");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/templates"), &copied);
    copied
}

fn render(templates: &Path, out: &Path, more: &[&str]) -> String {
    let mut command = program();
    command.arg("render").arg(sample("meridian")).args(["--report", ADDED, "--period", "2026-Q3"]);
    must(command.args(more).arg("--templates").arg(templates).arg("--out").arg(out))
}

fn view(out: &Path) -> Value {
    serde_json::from_slice(&fs::read(out.join(format!("{ADDED}.json"))).unwrap()).unwrap()
}

/// PDF/A-3a and PDF/UA-1, by veraPDF.
fn conforms(pdf: &Path) {
    let files = ["3a", "ua1"].map(|flavour| (pdf.to_owned(), flavour));
    for verdict in judges::verapdf(&files).into_iter().flatten() {
        assert!(verdict.compliant, "{verdict}");
    }
}

#[test]
fn a_folder_is_a_report() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let printed = render(&templates(folder.path()), &out, &[]);
    assert_eq!(printed.lines().count(), 4, "{printed}");
    let bytes = fs::read(out.join(format!("{ADDED}.pdf"))).unwrap();
    let pdf = Pdf::read(&bytes);
    let view = view(&out);
    let suppliers = view["suppliers"].as_array().unwrap();
    assert!(suppliers.len() > 3);
    let text = pdf.text();
    for supplier in suppliers {
        assert!(text.contains(&squeeze(supplier["name"].as_str().unwrap())), "{supplier}");
    }
    let titles: Vec<String> = pdf.bookmarks().into_iter().map(|bookmark| bookmark.title).collect();
    for title in ["Suppliers", "Findings", "Sources"] {
        assert!(titles.iter().any(|found| found.ends_with(title)), "{titles:?}");
    }
    let csv = fs::read_to_string(out.join(format!("{ADDED}-suppliers.csv"))).unwrap();
    assert_eq!(csv.lines().count(), suppliers.len() + 1);
    assert!(csv.starts_with("Supplier,Name,Last review\r\n"), "{csv}");
    conforms(&out.join(format!("{ADDED}.pdf")));
}

#[test]
fn a_brand_is_laid_over_without_touching_a_template() {
    let folder = tempfile::tempdir().unwrap();
    let templates = templates(folder.path());
    fs::create_dir_all(templates.join("_kit")).unwrap();
    fs::write(templates.join("_kit/logo.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"10\"><rect width=\"40\" height=\"10\" fill=\"#0a5\"/></svg>").unwrap();
    fs::write(
        templates.join("_kit/brand.toml"),
        "name = \"Meridian\"\naccent = \"#7a1f3d\"\nfooter = \"Reg. no. HRB 12345\"\nlogo = \"logo.svg\"\nlogo-alt = \"Meridian, a green bar\"\n\
         [labels]\ninternal = \"For staff only\"\n",
    )
    .unwrap();
    let out = folder.path().join("out");
    render(&templates, &out, &[]);
    let bytes = fs::read(out.join(format!("{ADDED}.pdf"))).unwrap();
    let text = Pdf::read(&bytes).text();
    for expected in ["For staff only", "Reg. no. HRB 12345"] {
        assert!(text.contains(&squeeze(expected)), "{expected} is not printed");
    }
    assert!(
        Pdf::read(&bytes).everything().windows(21).any(|window| window == b"Meridian, a green bar"),
        "the logo has no alternative text"
    );
    conforms(&out.join(format!("{ADDED}.pdf")));

    // A colour on which nothing can be read is refused, with its place.
    replace(&templates.join("_kit/brand.toml"), "#7a1f3d", "#7a7a7a");
    let mut command = program();
    command.arg("render").arg(sample("meridian")).args(["--report", ADDED, "--period", "2026-Q3", "--templates"]);
    let ran = run(command.arg(&templates).arg("--out").arg(folder.path().join("other")));
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("no text can be read well") && ran.stderr.contains("_kit/brand.toml:2"),
        "{}",
        ran.stderr
    );
}

#[test]
fn what_a_report_redacts_is_gone_and_said() {
    let folder = tempfile::tempdir().unwrap();
    let templates = templates(folder.path());
    let declaration = templates.join(ADDED).join("template.toml");
    replace(
        &declaration,
        "[data]\n",
        "[[redactions]]\nfield = \"people.name\"\nhow = \"pseudonym\"\nreason = \"names are not needed here\"\n\n\
         [[redactions]]\nfield = \"people.email\"\nhow = \"removed\"\nreason = \"addresses are not needed here\"\n\n[data]\n",
    );
    let out = folder.path().join("out");
    render(&templates, &out, &[]);
    let held = fs::read_to_string(out.join(format!("{ADDED}.json"))).unwrap();
    let whole = aims_report::ingest::read(&sample("meridian")).unwrap().record;
    for person in &whole.people {
        // A supplier's own contact may be called the same: people of the record are meant.
        let named = format!("\"name\":\"{}\"", person.name);
        let at = held.find(&named).map(|at| &held[at.saturating_sub(120)..at + named.len()]);
        assert!(at.is_none(), "{} is named: {at:?}", person.name);
    }
    assert!(!held.contains("@meridian-talent.example\""), "an address is left");
    let view = view(&out);
    let withheld = view["withheld"].as_array().unwrap();
    let told = |kind: &str| withheld.iter().any(|line| line["kind"] == kind && line["count"].as_u64() > Some(5));
    assert!(told("name of a person (under a pseudonym)") && told("email of a person"), "{withheld:?}");
    // The same person has the same pseudonym in another document of the same record.
    let names = |view: &Value| -> Vec<String> {
        view["people"].as_array().unwrap().iter().map(|person| person["name"].as_str().unwrap().to_owned()).collect()
    };
    let again = folder.path().join("again");
    render(&templates, &again, &["--as-of", "2026-08-31"]);
    assert_eq!(names(&view), names(&self::view(&again)));
}

#[test]
fn a_field_that_is_none_can_not_be_redacted() {
    let folder = tempfile::tempdir().unwrap();
    let templates = templates(folder.path());
    let declaration = templates.join(ADDED).join("template.toml");
    replace(
        &declaration,
        "[data]\n",
        "[[redactions]]\nfield = \"people.nmae\"\nhow = \"removed\"\nreason = \"x\"\n\n[data]\n",
    );
    let mut command = program();
    command.arg("render").arg(sample("meridian")).args(["--report", ADDED, "--period", "2026-Q3", "--templates"]);
    let ran = run(command.arg(&templates).arg("--out").arg(folder.path().join("out")));
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("did you mean `name`?") && ran.stderr.contains("template.toml:"), "{}", ran.stderr);
}

#[test]
fn a_cell_of_a_csv_file_is_no_formula() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record");
    copy(&sample("meridian"), &record);
    append(
        &record.join("suppliers.yaml"),
        "- {id: SUP-98, name: \"=cmd|' /C calc'!A0\", supplies: a model, last_review: 2026-08-01}\n",
    );
    let mut command = program();
    command.arg("render").arg(&record).args([
        "--report",
        ADDED,
        "--period",
        "2026-Q3",
        "--format",
        "csv",
        "--templates",
    ]);
    let out = folder.path().join("out");
    must(command.arg(templates(folder.path())).arg("--out").arg(&out));
    let csv = fs::read_to_string(out.join(format!("{ADDED}-suppliers.csv"))).unwrap();
    assert!(csv.contains("SUP-98,'=cmd|' /C calc'!A0,2026-08-01"), "{csv}");
}
