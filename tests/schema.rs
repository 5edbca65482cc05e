//! The JSON Schemas that the program prints, asked by a validator of others: they take what the reader takes, and
//! refuse what it refuses.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::judges;
use crate::support::program::{must, program, sample};

/// Saves the schema of what the arguments name.
fn schema(folder: &Path, arguments: &[&str]) -> PathBuf {
    let file = folder.join(format!("{}.schema.json", arguments.join("")));
    if !file.is_file() {
        fs::write(&file, must(program().arg("schema").args(arguments))).unwrap();
    }
    file
}

#[test]
fn samples_fit_the_schemas() {
    let folder = tempfile::tempdir().unwrap();
    let mut pairs = Vec::new();
    let is_data = |path: &PathBuf| path.extension().is_some_and(|end| end == "yaml" || end == "json");
    for name in ["minimal", "meridian"] {
        for entry in fs::read_dir(sample(name)).unwrap().map(|entry| entry.unwrap().path()) {
            let stem = entry.file_stem().unwrap().to_str().unwrap().to_owned();
            if entry.is_dir() && !["evidence", "text"].contains(&stem.as_str()) {
                let schema = schema(folder.path(), &["record", "--collection", &stem, "--item"]);
                let items = fs::read_dir(&entry).unwrap().map(|file| file.unwrap().path()).filter(is_data);
                pairs.extend(items.map(|file| (schema.clone(), file)));
            } else if stem == "aims" {
                pairs.push((schema(folder.path(), &["record"]), entry));
            } else if is_data(&entry) {
                pairs.push((schema(folder.path(), &["record", "--collection", &stem]), entry));
            }
        }
    }
    assert!(pairs.len() > 30, "{pairs:?}");
    if let Some(verdict) = judges::schemas(&pairs) {
        verdict.unwrap_or_else(|complaints| panic!("{complaints}"));
    }
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let folder = tempfile::tempdir().unwrap();
    let schema = schema(folder.path(), &["record"]);
    let judge = |record: &Value| {
        let file = folder.path().join("record.json");
        fs::write(&file, record.to_string()).unwrap();
        judges::schemas(&[(schema.clone(), file)])
    };
    let risk = |extra: &Value| {
        let mut item = json!({ "id": "AIR-01", "title": "A risk" });
        item.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        json!({ "risks": [item] })
    };
    let accepted = [
        risk(&json!({ "owner": "a", "raised": "2026-Q1" })),
        risk(&json!({ "custom": { "anything": [1] }, "controls": null })),
        json!({ "organisation": { "name": "It needs no id" } }),
    ];
    for record in &accepted {
        assert!(judge(record).is_none_or(|verdict| verdict.is_ok()), "{record} is refused");
    }
    let refused = [
        risk(&json!({ "ownr": "a" })),
        risk(&json!({ "status": "opened" })),
        risk(&json!({ "next_review": "soon" })),
        risk(&json!({ "next_review": "2026-01" })),
        risk(&json!({ "raised": "2026-Q7" })),
        risk(&json!({ "systems": "SYS-001" })),
        risk(&json!({ "inherent": { "likelihood": "high" } })),
        risk(&json!({ "id": null })),
        json!({ "risk": [] }),
        json!({ "organisation": { "legal_name": "no name" } }),
    ];
    for record in &refused {
        assert!(judge(record).is_none_or(|verdict| verdict.is_err()), "{record} passes");
    }
}
