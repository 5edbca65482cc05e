//! The samples read without a finding, and the JSON Schema takes what the reader takes.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use super::node::{Node, Value};
use super::{Format, Source};
use crate::record::{Kind, schema};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)
}

/// A tree as an editor sees it, by the core schema of YAML 1.2.
fn as_json(node: &Node) -> Json {
    match &node.value {
        _ if node.is_null() => Json::Null,
        Value::Null => Json::Null,
        Value::Bool(flag) => (*flag).into(),
        Value::Number(number) => number.clone().into(),
        Value::Text(text) => text.clone().into(),
        Value::Plain(text) => match (text.parse::<bool>(), text.parse::<i64>(), text.parse::<f64>()) {
            (Ok(flag), ..) => flag.into(),
            (_, Ok(number), _) => number.into(),
            (.., Ok(number)) => number.into(),
            _ => text.clone().into(),
        },
        Value::List(items) => items.iter().map(as_json).collect(),
        Value::Map(fields) => {
            Json::Object(fields.iter().map(|(key, value)| (key.name.clone(), as_json(value))).collect())
        }
    }
}

/// What the schema says against a value.
fn judge(schema: Json, value: &Json) -> Result<(), String> {
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    let place = "https://example.com/record.schema.json";
    compiler.add_resource(place, schema).expect("the schema is JSON");
    let index = compiler.compile(place, &mut schemas).unwrap_or_else(|error| panic!("the schema is none: {error}"));
    schemas.validate(value, index).map_err(|error| error.to_string())
}

fn judge_file(path: &Path, schema: Json) {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let source = Source {
        format: Format::of(&name).expect("it is YAML or JSON"),
        text: std::fs::read_to_string(path).expect("the sample is there"),
        name,
    };
    let tree = source.parse().unwrap_or_else(|_| panic!("{} can't be read", path.display()));
    if let Err(error) = judge(schema, &as_json(&tree)) {
        panic!("{}: {error}", path.display());
    }
}

#[test]
fn samples_read_without_a_finding_and_fit_the_schema() {
    for name in ["minimal", "meridian"] {
        let folder = sample(name);
        let ingested = super::read(&folder).expect("the sample can be read");
        assert!(ingested.findings.is_empty(), "{name}: {}", crate::diagnostic::human(&ingested.findings));
        for entry in std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            let stem = entry.file_stem().unwrap().to_string_lossy().into_owned();
            match Kind::from_collection(&stem) {
                Some(kind) if entry.is_dir() && kind != Kind::Evidence => {
                    for file in std::fs::read_dir(&entry).unwrap() {
                        judge_file(&file.unwrap().path(), schema::item(kind));
                    }
                }
                Some(kind) if entry.is_file() => judge_file(&entry, schema::collection(kind)),
                None if stem == "aims" => judge_file(&entry, schema::record()),
                _ => {}
            }
        }
    }
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let risk = |extra: Json| {
        let mut item = json!({ "id": "AIR-01", "title": "A risk" });
        item.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        json!({ "risks": [item] })
    };
    assert_eq!(judge(schema::record(), &risk(json!({ "owner": "a", "raised": "2026-Q1" }))), Ok(()));
    assert_eq!(judge(schema::record(), &risk(json!({ "custom": { "anything": [1] }, "controls": null }))), Ok(()));
    for extra in [
        json!({ "ownr": "a" }),
        json!({ "status": "opened" }),
        json!({ "next_review": "soon" }),
        json!({ "next_review": "2026-01" }),
        json!({ "raised": "2026-Q7" }),
        json!({ "systems": "SYS-001" }),
        json!({ "inherent": { "likelihood": "high" } }),
        json!({ "id": null }),
    ] {
        assert!(judge(schema::record(), &risk(extra.clone())).is_err(), "{extra} passes");
    }
    assert!(judge(schema::record(), &json!({ "risk": [] })).is_err());
    assert!(judge(schema::record(), &json!({ "organisation": { "legal_name": "no name" } })).is_err());
    assert_eq!(judge(schema::record(), &json!({ "organisation": { "name": "It needs no id" } })), Ok(()));
}

#[test]
fn a_month_where_a_day_is_wanted_is_told_so() {
    let source = Source {
        name: "evidence.yaml".to_owned(),
        text: "- {id: EV-1, title: Minutes, date: 2026-01}\n".to_owned(),
        format: Format::Yaml,
    };
    let contents = super::folder::Contents {
        data: vec![(Some(Kind::Evidence), false, source)],
        texts: std::collections::BTreeMap::new(),
    };
    let mut findings = Vec::new();
    let collected = super::collect::collect(contents, &mut findings);
    assert_eq!(collected.record.evidence[0].date, None);
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    assert_eq!(finding.message, "date: `2026-01` is no day");
    assert!(finding.help.as_deref().unwrap().contains("counted in days"));
}
