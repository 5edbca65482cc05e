//! `reports` on the built program: the list, one report explained, and templates checked.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::fs;

use serde_json::Value;

use crate::support::program::{must, program, run};

const DECLARATION: &str = r#"title = { en = "Supplier review" }
summary = "Which suppliers were reviewed."
audience = "internal"

[data]
required = ["suppliers"]
"#;

const LAYOUT: &str = r#"#import "../_kit/page.typ": report
#import "../_kit/view.typ": rows
#show: report.with(subtitle: [Suppliers])
= Suppliers
#for supplier in rows("suppliers") [#supplier.name]
"#;

/// A folder of templates with one report, whose layout is this.
fn templates(layout: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("supplier-review");
    fs::create_dir(&report).unwrap();
    fs::write(report.join("template.toml"), DECLARATION).unwrap();
    fs::write(report.join("report.typ"), layout).unwrap();
    folder
}

#[test]
fn every_report_is_listed_and_explained() {
    let list = must(program().arg("reports"));
    let json: Value = serde_json::from_str(&must(program().args(["reports", "--format", "json"]))).unwrap();
    assert_eq!(json["schema"], "aims-report/reports/1");
    let reports = json["reports"].as_array().unwrap();
    assert!(reports.len() >= 3);
    for report in reports {
        let id = report["id"].as_str().unwrap();
        assert!(list.contains(&format!("{id}  (")), "{id} is not in\n{list}");
        let page = must(program().args(["reports", "--explain", id]));
        let mut wanted: Vec<&str> = vec![report["digest"].as_str().unwrap()];
        for key in ["required", "optional", "compartments", "catalogues", "standards", "options"] {
            wanted.extend(report[key].as_array().unwrap().iter().filter_map(Value::as_str));
        }
        for key in ["figures", "sheets"] {
            let name = if key == "figures" { "id" } else { "name" };
            wanted.extend(report[key].as_array().unwrap().iter().filter_map(|one| one[name].as_str()));
        }
        for text in wanted {
            assert!(page.contains(text), "{id}: `{text}` is not in\n{page}");
        }
    }
}

#[test]
fn a_report_that_is_not_there_is_not_explained() {
    let ran = run(program().args(["reports", "--explain", "statement-of-aplicability"]));
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("did you mean `statement-of-applicability`?"), "{}", ran.stderr);
}

#[test]
fn the_templates_of_the_program_are_clean() {
    let said = must(program().args(["reports", "--check"]));
    assert!(said.starts_with("nothing found in "), "{said}");
}

#[test]
fn a_report_of_ones_own_is_listed_and_checked() {
    let good = templates(LAYOUT);
    let page = must(program().args(["reports", "--explain", "supplier-review", "--templates"]).arg(good.path()));
    assert!(page.starts_with("supplier-review  (Supplier review)\n"), "{page}");
    must(program().args(["reports", "--check", "--templates"]).arg(good.path()));

    let bad = templates(&LAYOUT.replace("rows(\"suppliers\")", "rows(\"supliers\")"));
    let ran = run(program().args(["reports", "--check", "--templates"]).arg(bad.path()));
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("supplier-review/report.typ:5:23"), "{}", ran.stdout);
    assert!(ran.stdout.contains("did you mean `suppliers`?"), "{}", ran.stdout);
    let ran = run(program().args(["reports", "--check", "--format", "json", "--templates"]).arg(bad.path()));
    let json: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(json["schema"], "aims-report/findings/1");
    assert_eq!(json["as_of"], Value::Null);
    let files: Vec<_> = json["findings"].as_array().unwrap().iter().map(|one| &one["place"]["file"]).collect();
    assert!(files.contains(&&Value::from("supplier-review/report.typ")), "{}", ran.stdout);
}
