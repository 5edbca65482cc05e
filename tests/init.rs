//! `aims-report init`: what is begun with, and what is proposed for registers.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::fs;
use std::path::Path;

use aims_report::diagnostic::{self, Code, Level};
use aims_report::ingest::{self, Ingested};
use aims_report::record::Kind;
use proptest::prelude::*;
use tempfile::TempDir;

use crate::support::program::{must, program, run};

#[test]
fn the_example_is_clean_and_editors_find_its_schemas() {
    let folder = TempDir::new().unwrap();
    let record = folder.path().join("ours");
    let ran = run(program().arg("init").arg(&record));
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    assert!(ran.stderr.contains("Next:"), "{}", ran.stderr);
    let told = must(program().arg("check").arg(&record).args(["--as-of", "2026-09-30"]));
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/minimal");
    assert_eq!(told, must(program().arg("check").arg(sample).args(["--as-of", "2026-09-30"])));
    let mut files = 0;
    for entry in fs::read_dir(&record).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.extension().is_some_and(|end| end == "yaml") {
            let text = fs::read_to_string(&entry).unwrap();
            let line = text.lines().next().unwrap();
            let schema = line.strip_prefix("# yaml-language-server: $schema=").unwrap();
            let schema: serde_json::Value =
                serde_json::from_str(&fs::read_to_string(record.join(schema)).unwrap()).unwrap();
            assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
            files += 1;
        }
    }
    assert!(files > 10);
}

#[test]
fn nothing_is_overwritten_and_nothing_left_behind() {
    let folder = TempDir::new().unwrap();
    let record = folder.path().join("ours");
    fs::create_dir(&record).unwrap();
    let broken = folder.path().join("broken.xlsx");
    fs::write(&broken, b"PK nothing").unwrap();
    let ran = run(program().arg("init").arg(&record).arg("--from").arg(&broken));
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert_eq!(fs::read_dir(&record).unwrap().count(), 0);
    // An empty folder may be there.
    must(program().arg("init").arg(&record));
    let ran = run(program().arg("init").arg(&record));
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("[target-exists]") && ran.stderr.contains("not empty"), "{}", ran.stderr);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

/// Begins a record with a register; gives what was proposed, said and read.
fn begun(name: &str, bytes: &[u8]) -> (String, String, Ingested) {
    let folder = TempDir::new().unwrap();
    let register = folder.path().join(name);
    fs::write(&register, bytes).unwrap();
    let record = folder.path().join("ours");
    let proposal = aims_report::init::from_register(&record, &register).unwrap_or_else(|failure| panic!("{failure}"));
    let ingested = ingest::read(&record).unwrap_or_else(|failure| panic!("{failure}\n{}", proposal.config));
    (proposal.config, proposal.summary, ingested)
}

#[track_caller]
fn no_errors(ingested: &Ingested) {
    let errors: Vec<_> = ingested.findings.iter().filter(|finding| finding.level == Level::Error).cloned().collect();
    assert!(errors.is_empty(), "{}", diagnostic::human(&errors));
}

const RISKS: &str = "\
Risk register of 2026,,,,,,,,
Risk ID,Risk title,Owner,Due date,Likelihood (1-5),Residual risk,Control,Status,Mood
AIR-1,\"Wrong, and sure\",Head of IT,30/06/2026,3,High: 12,\"A.2.2, A.6.2.4\",In Progress,grim
AIR-2,Unfair,Ann,31/12/2026,2,Low: 2,A.5.2,Simmering,
";

#[test]
fn a_register_of_risks_is_understood() {
    let (config, summary, ingested) = begun("Our risks.csv", RISKS.as_bytes());
    no_errors(&ingested);
    let risks = &ingested.record.risks;
    assert_eq!((risks[0].id.as_str(), risks[0].title.as_str()), ("AIR-1", "Wrong, and sure"), "{config}");
    assert_eq!(risks[0].inherent.as_ref().unwrap().likelihood, Some(3));
    let residual = risks[0].residual.as_ref().unwrap();
    assert_eq!((residual.level.as_deref(), residual.rating), (Some("High"), Some(12)));
    assert_eq!(risks[0].controls.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["A.2.2", "A.6.2.4"]);
    assert_eq!(risks[0].status.unwrap().as_str(), "in_treatment");
    // A word that is not understood is no state, and is kept.
    assert!(risks[1].status.is_none());
    assert_eq!(risks[1].custom["status"], "Simmering");
    assert_eq!(risks[0].custom["mood"], "grim");
    for part in [
        "header-row = 2",
        "\"Simmering\" = \"\"",
        "a risk's title",
        "NOT UNDERSTOOD",
        "above the heads: Risk register of 2026",
    ] {
        assert!(config.contains(part), "{part}\n{config}");
    }
    for part in ["2 rows become risks", "\"Mood\"", "\"Simmering\"", "\"In Progress\" as in_treatment"] {
        assert!(summary.contains(part), "{part}\n{summary}");
    }
}

#[test]
fn tables_of_markdown_are_proposed_or_shown() {
    let text = "# Statement of Applicability\n\n| Clause | Control | Applicability | Justification | Status |\n|---|---|---|---|---|\n\
                | A.2.2 | AI policy | Applicable | The law asks for it | Partially Implemented |\n\
                | A.5.4 | Impact | Not applicable | Nobody is affected | |\n\n\
                ## Legend\n\n| Colour | Sense |\n|---|---|\n| red | bad |\n\n\
                ## Corrective actions\n\n| Action | Owner |\n|---|---|\n| Do it | Ann |\n";
    let (config, summary, ingested) = begun("soa.md", text.as_bytes());
    no_errors(&ingested);
    let controls = &ingested.record.controls;
    assert_eq!(
        (controls[0].id.as_str(), controls[0].applicable, controls[1].applicable),
        ("A.2.2", true, false),
        "{config}"
    );
    assert_eq!(controls[0].status.unwrap().as_str(), "partial");
    assert!(summary.contains("\"Legend\"): NOT UNDERSTOOD"), "{summary}");
    assert!(summary.contains("NOT READ: `state` is needed"), "{summary}");
    assert!(config.contains("# [[ingest.actions]]"), "{config}");
}

/// Letters and digits alone: what translations, escapes and lists leave of a text.
fn bare(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).collect()
}

/// Heads as registers have them, two that say nothing, and none.
const HEADS: &[&str] = &[
    "Risk ID",
    "ID",
    "Risk title",
    "Title",
    "Owner",
    "Due date",
    "Likelihood (1-5)",
    "Impact",
    "Residual risk",
    "Control",
    "Applicable (Y/N)",
    "Justification",
    "Status",
    "Review date",
    "Description",
    "AI system",
    "Evidence",
    "Treatment",
    "Name",
    "Action",
    "Supplier",
    "Service",
    "Mood",
    "a.b[0]{c}",
    "",
    "\"quoted\" # head",
    "custom",
    "Classification",
    "history",
    "Field classes",
];
/// Cells that fit nowhere, somewhere or nearly.
const CELLS: &[&str] = &[
    "",
    "A.2.2",
    "R-1",
    "3",
    "12",
    "300",
    "-1",
    "4.5",
    "High: 12",
    "Low",
    "Yes",
    "no",
    "In Progress",
    "Open",
    "closed",
    "30/06/2026",
    "2026-06-30",
    "2026-02-31",
    "06/07/2026",
    "a; b",
    "a, b",
    "x\ny",
    "=1+1",
    "null",
    "~",
    "*em* _x_",
    "Ünïcode – é",
    "#REF!",
    "1e3",
    "{a}",
    "true",
    "annual",
    "1, 2",
    "SYS-1",
    "Ann",
];

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// What a proposal reads it reads whole: each row is an item, and each filled cell is in it.
    #[test]
    fn no_cell_is_lost(
        stem in prop::sample::select(vec!["risks", "soa", "register", "actions", "suppliers", "systems"]),
        heads in prop::collection::vec(prop::sample::select(HEADS), 1..9),
        rows in prop::collection::vec(prop::collection::vec(prop::sample::select(CELLS), 9), 1..6),
    ) {
        let mut text = String::new();
        for row in std::iter::once(&heads).chain(&rows) {
            let cells: Vec<String> = row.iter().take(heads.len()).map(|cell| quoted(cell)).collect();
            text += &format!("{}\n", cells.join(","));
        }
        let (config, _, ingested) = begun(&format!("{stem}.csv"), text.as_bytes());
        prop_assert!(ingested.findings.iter().all(|finding| finding.code != Code::Configuration && finding.code != Code::UnmatchedMapping));
        if !config.lines().any(|line| line.starts_with("[[ingest.")) {
            return Ok(());
        }
        prop_assert!(ingested.findings.iter().all(|finding| finding.level != Level::Error), "{}\n{config}\n{text}", diagnostic::human(&ingested.findings));
        let items: Vec<_> = Kind::ALL.iter().flat_map(|kind| ingested.record.of_kind(*kind)).collect();
        let header = config.lines().find_map(|line| line.strip_prefix("header-row = ")).and_then(|row| row.split(' ').next()?.parse::<usize>().ok());
        // Lines of the file and rows differ where a cell holds a line break; what is compared is the last rows.
        let filled: Vec<_> = rows.iter().filter(|row| row.iter().take(heads.len()).any(|cell| !cell.is_empty())).collect();
        prop_assert!(header.is_some() || items.len() == filled.len(), "{} of {}\n{config}\n{text}", items.len(), filled.len());
        let from = filled.len() - items.len().min(filled.len());
        // Words and days are translated, and the configuration says into what.
        let translated = |cell: &str| config.lines().any(|line| line.starts_with(&format!("{} = \"", serde_json::Value::from(cell))))
            || cell.contains('/');
        for (row, item) in filled[from..].iter().zip(&items) {
            let whole = bare(&item.to_json().to_string().replace("\\n", " "));
            for cell in row.iter().take(heads.len()).filter(|cell| !translated(cell)) {
                let found = cell.split([';', ',', '\n']).all(|part| whole.contains(&bare(part)) || translated(part.trim()));
                prop_assert!(found, "{cell} is not in {whole}\n{config}\n{text}");
            }
        }
    }
}
