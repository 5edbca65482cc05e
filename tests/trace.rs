//! `trace`: the chain around an item, and every edge of a record.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::program::{copy, must, program, replace, run, sample};

fn trace(record: &Path, more: &[&str]) -> String {
    must(program().arg("trace").arg(record).args(["--as-of", "2026-09-30"]).args(more))
}

const SMALL: &str = "\
systems:
  - {id: S-1, name: Sorter, stage: operation}
  - {id: S-2, name: Other, stage: operation, no_impact_assessment: Nobody is affected.}
risks:
  - {id: R-1, title: Sorts badly, systems: [S-1], treatment: mitigate, controls: [A.6.2.6, A.9.9.9]}
  - {id: R-2, title: Other, systems: [S-2], treatment: accept}
controls:
  - {id: A.6.2.6, applicable: true, justification: We watch what runs., status: implemented, evidence: [E-1, E-2]}
evidence:
  - {id: E-1, title: '=HYPERLINK(\"x\"), or \"so\"', date: 2026-09-01}
  - {id: E-2, title: To come, date: 2026-10-01}
people:
  - {id: R-1, name: Somebody}
";

fn small(folder: &Path) -> std::path::PathBuf {
    let file = folder.join("aims.yaml");
    fs::write(&file, SMALL).unwrap();
    file
}

#[test]
fn gaps_repeats_and_dangling_ids_are_said_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let record = small(folder.path());
    let text = must(program().arg("trace").arg(&record).args(["S-1", "--as-of", "2026-09-30"]));
    let at = |wanted: &str| text.find(wanted).unwrap_or_else(|| panic!("no `{wanted}` in\n{text}"));
    assert!(at("AI system S-1: Sorter") < at("risk R-1: Sorts badly"), "{text}");
    assert!(at("risk R-1: Sorts badly") < at("    control A.6.2.6: "), "{text}");
    assert!(at("    control A.6.2.6: ") < at("      evidence item E-1: "), "{text}");
    assert!(text.contains("! controls: A.9.9.9 (dangling id)"), "{text}");
    assert!(text.contains("no impact assessment") || text.contains("impact-unassessed"), "{text}");
    // What is of a later day, and what is of another system.
    assert!(!text.contains("E-2") && !text.contains("R-2"), "{text}");
    let up = must(program().arg("trace").arg(&record).args(["E-1", "--as-of", "2026-09-30"]));
    assert!(up.contains("rests on\n  control A.6.2.6") && up.contains("      AI system S-1: Sorter"), "{up}");
}

#[test]
fn an_audit_ties_no_controls_to_each_other() {
    let text = trace(&sample("meridian"), &["A.9.2"]);
    assert!(text.contains("  audit AUD-2026-01"), "{text}");
    assert!(!text.contains("NC-2026-01"), "{text}");
    let whole = trace(&sample("meridian"), &["SYS-001"]);
    assert!(whole.contains("(above)"), "{whole}");
    assert!(whole.contains("! evidence-stale: "), "findings stand beside the items:\n{whole}");
}

#[test]
fn what_can_not_be_traced_is_refused_with_what_was_meant() {
    let folder = tempfile::tempdir().unwrap();
    let record = small(folder.path());
    let said = |arguments: &[&str]| {
        let ran = run(program().arg("trace").arg(&record).args(arguments).args(["--as-of", "2026-09-30"]));
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.stdout);
        ran.stderr
    };
    assert!(said(&["S-01"]).contains("did you mean `S-1`?"));
    assert!(said(&["R-1"]).contains("name one of `person:R-1`, `risk:R-1`"));
    assert!(said(&["E-2"]).contains("is not there on 2026-09-30"));
    assert!(said(&[]).contains("no item is named"));
    assert!(said(&["S-1", "--all"]).contains("at once"));
    assert!(trace(&record, &["risk:R-1"]).starts_with("risk R-1: Sorts badly"));
    assert!(trace(&record, &["people:R-1"]).starts_with("person R-1: Somebody"));
    // Inside a record its path may be left out.
    let inside = must(program().args(["trace", "SYS-004", "--as-of", "2026-09-30"]).current_dir(sample("meridian")));
    assert_eq!(inside, trace(&sample("meridian"), &["SYS-004"]));
}

/// Rows of CSV by RFC 4180.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => cell.extend(characters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {
                assert_eq!(characters.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    assert!(row.is_empty() && cell.is_empty() && !quoted, "the last row has an end");
    rows
}

#[test]
fn every_edge_is_a_row_and_no_cell_is_a_formula() {
    let folder = tempfile::tempdir().unwrap();
    let record = small(folder.path());
    let table = rows(&trace(&record, &["--all", "--format", "csv"]));
    assert_eq!(table[0], ["from_kind", "from_id", "field", "to_kind", "to_id", "to_title"]);
    let row = |cells: [&str; 6]| cells.map(str::to_owned).to_vec();
    assert!(table.contains(&row(["risk", "R-1", "systems", "system", "S-1", "Sorter"])), "{table:?}");
    assert!(table.contains(&row(["risk", "R-1", "controls", "", "A.9.9.9", ""])), "{table:?}");
    let title = "'=HYPERLINK(\"x\"), or \"so\"";
    assert!(table.contains(&row(["control", "A.6.2.6", "evidence", "evidence", "E-1", title])), "{table:?}");
    assert!(table.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@'])));
    let whole = rows(&trace(&sample("meridian"), &["--all"]));
    assert!(whole.len() > 1000 && whole.iter().all(|row| row.len() == 6), "{}", whole.len());
}

#[test]
fn json_has_a_version_and_one_order() {
    let one = trace(&sample("meridian"), &["--all", "--format", "json"]);
    assert_eq!(one, trace(&sample("meridian"), &["--all", "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&one).unwrap();
    assert_eq!(json["schema"], "aims-report/trace/1");
    let edges = json["edges"].as_array().unwrap();
    assert_eq!(edges.len() + 1, rows(&trace(&sample("meridian"), &["--all"])).len());
    let single: serde_json::Value =
        serde_json::from_str(&trace(&sample("meridian"), &["SYS-004", "--format", "json"])).unwrap();
    assert_eq!(single["root"], serde_json::json!({"kind": "system", "id": "SYS-004"}));
    let items: BTreeSet<&str> = single["items"].as_array().unwrap().iter().map(|i| i["id"].as_str().unwrap()).collect();
    assert!(items.contains("A.9.2") && items.contains("EV-042") && !items.contains("SYS-002"), "{items:?}");
}

/// The quoted strings of a line, read as Graphviz reads them: `\"` alone is an escape.
fn strings(line: &str) -> Vec<String> {
    let (mut found, mut open) = (Vec::new(), None::<String>);
    let mut characters = line.chars().peekable();
    while let Some(c) = characters.next() {
        match (&mut open, c) {
            (Some(text), '\\') => {
                text.push(c);
                text.extend(characters.next());
            }
            (Some(_), '"') => found.extend(open.take()),
            (Some(text), c) => text.push(c),
            (None, '"') => open = Some(String::new()),
            (None, _) => {}
        }
    }
    assert!(open.is_none(), "a quote is left open: {line}");
    found
}

#[test]
fn the_picture_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let copied = folder.path().join("record");
    copy(&sample("meridian"), &copied);
    replace(
        &copied.join("risks.yaml"),
        "title: Applicants returning from care work are placed lower",
        r#"title: 'a "quote", a \ and \'"#,
    );
    for more in [vec!["--all", "--format", "dot"], vec!["SYS-001", "--format", "dot"]] {
        let text = trace(&copied, &more);
        assert!(text.starts_with("digraph aims {\n") && text.ends_with("}\n"), "{text}");
        let (mut nodes, mut ends, mut depth) = (BTreeSet::new(), BTreeSet::new(), 0_i32);
        for line in text.lines() {
            let quoted = strings(line);
            if line.contains("\" -> \"") {
                ends.extend([quoted[0].clone(), quoted[1].clone()]);
            } else if line.trim_start().starts_with('"') {
                assert!(nodes.insert(quoted[0].clone()), "twice: {line}");
            }
            depth += i32::from(line.ends_with('{')) - i32::from(line.trim() == "}");
        }
        assert_eq!(depth, 0);
        assert!(ends.is_subset(&nodes), "{:?}", ends.difference(&nodes).collect::<Vec<_>>());
        assert!(text.contains(r#"a \"quote\", a \\ and \\"#), "{text}");
    }
}
