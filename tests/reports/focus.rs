//! Documents about one system, one release or one audit, and what the options refuse.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::program::{Ran, must, program, run, sample};

/// Renders the data of a report of Meridian, or of one of its documents.
fn view(report: &str, more: &[&str]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let id = report.trim_end_matches("-SYS-001");
    let mut command = program();
    command.arg("render").arg(sample("meridian")).args(["--report", id, "--period", "2026-Q3", "--format", "json"]);
    must(command.args(more).arg("--out").arg(folder.path()));
    let file = folder.path().join(format!("{report}.json"));
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

fn ids<'a>(view: &'a Value, collection: &str) -> BTreeSet<&'a str> {
    view[collection].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
}

#[test]
fn a_system_brings_what_concerns_it_and_nothing_of_others() {
    let whole = view("management-review", &[]);
    let scoped = view("management-review", &["--system", "SYS-001"]);
    assert_eq!(scoped["meta"]["focus"]["system"], "SYS-001");
    assert_eq!(ids(&scoped, "systems"), BTreeSet::from(["SYS-001"]));
    for collection in ["risks", "impact_assessments", "releases", "monitoring", "incidents", "suppliers", "evidence"] {
        let (all, some) = (ids(&whole, collection), ids(&scoped, collection));
        assert!(some.is_subset(&all) && some.len() < all.len(), "{collection}: {} of {}", some.len(), all.len());
    }
    // Each risk that names the system, and none that names others alone.
    for risk in whole["risks"].as_array().unwrap() {
        let systems: Vec<&str> = risk["systems"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let id = risk["id"].as_str().unwrap();
        if !systems.is_empty() {
            assert_eq!(ids(&scoped, "risks").contains(id), systems.contains(&"SYS-001"), "{id}");
        }
    }
    // What speaks of the organisation as a whole stays.
    for collection in ["policies", "people", "management_reviews", "controls"] {
        assert_eq!(ids(&scoped, collection), ids(&whole, collection), "{collection}");
    }
    // No item leads to another system.
    for risk in scoped["risks"].as_array().unwrap() {
        let systems: Vec<&str> = risk["systems"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert!(systems.iter().all(|id| *id == "SYS-001"), "{risk}");
    }
}

#[test]
fn the_record_of_a_pack_is_scoped_too() {
    let folder = tempfile::tempdir().unwrap();
    let more = ["--period", "2026-Q3", "--system", "SYS-003", "--format", "json"];
    let root = crate::support::program::pack(&sample("meridian"), folder.path(), &more);
    let record: Value = serde_json::from_slice(&std::fs::read(root.join("record.json")).unwrap()).unwrap();
    assert_eq!(ids(&record, "systems"), BTreeSet::from(["SYS-003"]));
    let view = std::fs::read(root.join("documents/statement-of-applicability.json")).unwrap();
    let view: Value = serde_json::from_slice(&view).unwrap();
    let digest = aims_report::record::digest(&record);
    assert_eq!(view["meta"]["record_digest"], digest.as_str());
}

#[test]
fn a_release_brings_its_system_and_the_newest_is_taken_where_none_is_named() {
    let report = "eu-ai-act-technical-documentation-SYS-001";
    let named = view(report, &["--release", "REL-RANK-4.2"]);
    assert_eq!(named["meta"]["focus"]["release"], "REL-RANK-4.2");
    assert_eq!(named["meta"]["focus"]["system"], "SYS-001");
    let newest = view(report, &["--system", "SYS-001"]);
    assert_eq!(newest["meta"]["focus"]["release"], "REL-RANK-4.3");
    let earlier = view(report, &["--as-of", "2026-07-31"]);
    assert_eq!(earlier["meta"]["focus"]["release"], "REL-RANK-4.2");
}

#[test]
fn a_report_of_each_system_has_a_document_for_each() {
    let folder = tempfile::tempdir().unwrap();
    let render = |record: &str, report: &str, more: &[&str]| -> Ran {
        let mut command = program();
        command.arg("render").arg(sample(record)).args(["--report", report, "--period", "2026-Q3", "--format", "json"]);
        run(command.args(more).arg("--out").arg(folder.path().join(record)))
    };
    let made = render("meridian", "transparency-disclosure", &[]);
    let names: Vec<&str> = made.stdout.lines().map(|line| line.rsplit('/').next().unwrap()).collect();
    let expected = ["rank", "slot", "ask"].map(|name| format!("transparency-disclosure-meridian-{name}.json"));
    assert_eq!(names, expected);
    let one = render("meridian", "transparency-disclosure", &["--system", "SYS-002"]);
    assert!(one.stdout.trim_end().ends_with("transparency-disclosure-meridian-slot.json"), "{}", one.stdout);
    assert_eq!(one.stdout.lines().count(), 1);
    // Asked for by name and made for nothing is an error; among all it is said.
    let none = render("minimal", "eu-ai-act-technical-documentation", &[]);
    assert_eq!(none.code, 2, "{}", none.stderr);
    assert!(none.stderr.contains("there is none"), "{}", none.stderr);
    let all = render("minimal", "all", &[]);
    assert_eq!(all.code, 0, "{}", all.stderr);
    assert!(all.stderr.contains("note") && all.stderr.contains("eu-ai-act-technical-documentation"), "{}", all.stderr);
}

#[test]
fn an_audit_is_the_only_one_that_is_reported() {
    let one = view("internal-audit", &["--audit", "AUD-2026-01"]);
    assert_eq!(one["meta"]["focus"]["audit"], "AUD-2026-01");
}

#[test]
fn what_does_not_fit_is_refused() {
    let refused = |report: &str, more: &[&str]| -> Ran {
        let folder = tempfile::tempdir().unwrap();
        let mut command = program();
        command.arg("render").arg(sample("meridian")).args(["--report", report, "--period", "2026-Q3"]);
        let ran = run(command.args(more).arg("--out").arg(folder.path()));
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert_eq!(std::fs::read_dir(folder.path()).map_or(0, Iterator::count), 0, "something was left behind");
        ran
    };
    for (report, more, expected) in [
        ("management-review", &["--system", "SYS-01"][..], "the record has no AI system `SYS-01`"),
        (
            "instructions-for-use",
            &["--system", "SYS-002", "--release", "REL-RANK-4.3"],
            "is one of SYS-001, and not of SYS-002",
        ),
        ("statement-of-applicability", &["--audit", "AUD-2026-01"], "--audit has no effect"),
        ("management-review", &["--release", "REL-RANK-4.3"], "--release has no effect"),
        ("internal-audit", &["--audit", "AUD-1999-01"], "the record has no audit `AUD-1999-01`"),
    ] {
        let ran = refused(report, more);
        assert!(ran.stderr.contains(expected), "{more:?}: {}", ran.stderr);
    }
}
