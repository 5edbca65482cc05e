//! Random records, made by the schema of the model: whatever format they are written in, the same is read back.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::collections::BTreeMap;

use aims_report::ingest::Ingested;
use aims_report::record::{Kind, canonical_json, schema};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::made::{Sheet, row, sheet, text, workbook};
use super::{read, told};
use crate::support::yaml::yaml;

/// Text as people write it, and as formats take it for something else.
const TEXTS: &[&str] = &[
    "Wrong advice",
    "1.10",
    "012",
    "no",
    "null",
    "~",
    "true",
    "2026-09-30",
    "- a",
    "a: b # c",
    "*x* & <b>",
    "'\"\\|%@`",
    "=1+1",
    "é\u{301} – 漢字 🦊",
    "two\nlines",
    "a, b",
    "0x1F",
    "1e3",
    "{x}",
    "[y]",
    "long long long long long long long long long long long long long long long text",
];

/// A generator that is the same for the same seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % (end as u64)).unwrap()
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

/// A value by its schema; none where the schema leaves it to the organisation.
fn value(schema: &Value, node: &Value, depth: usize, chance: &mut Chance) -> Option<Value> {
    if let Some(path) = node.get("$ref").and_then(Value::as_str) {
        let name = path.rsplit('/').next().unwrap();
        return if name == "Markdown" {
            Some(json!(chance.of(TEXTS)))
        } else {
            value(schema, &schema["$defs"][name], depth, chance)
        };
    }
    if let Some(choices) = node.get("anyOf").and_then(Value::as_array) {
        return value(schema, choices.iter().find(|choice| choice["type"] != "null")?, depth, chance);
    }
    let words: Vec<&str> = [node.get("enum"), node.get("oneOf")]
        .into_iter()
        .flatten()
        .flat_map(|list| list.as_array().unwrap())
        .filter_map(|word| word.as_str().or_else(|| word["const"].as_str()))
        .collect();
    if !words.is_empty() {
        return Some(json!(chance.of(&words)));
    }
    let is = |name: &str| {
        node["type"] == name || node["type"].as_array().is_some_and(|types| types.iter().any(|own| own == name))
    };
    if let Some(examples) = node.get("examples").and_then(Value::as_array) {
        return Some(examples[chance.below(examples.len())].clone());
    }
    if is("object") {
        let fields = node.get("properties")?.as_object()?;
        let required: Vec<&str> = node["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let mut made = Map::new();
        for (name, field) in fields {
            let wanted = required.contains(&name.as_str()) || (depth < 3 && chance.below(3) == 0);
            if let Some(field) = wanted.then(|| value(schema, field, depth + 1, chance)).flatten() {
                made.insert(name.clone(), field);
            }
        }
        return Some(Value::Object(made));
    }
    if is("array") {
        let entries = (0..chance.below(3)).filter_map(|_| value(schema, &node["items"], depth + 1, chance));
        return Some(Value::Array(entries.collect()));
    }
    match (is("string"), is("integer") || is("number"), is("boolean")) {
        (true, ..) => Some(json!(chance.of(TEXTS))),
        (_, true, _) => Some(json!(chance.below(200))),
        (.., true) => Some(json!(chance.below(2) == 0)),
        _ => None,
    }
}

/// Some items of a kind, with ids of their own and fields of the organisation.
fn items(kind: Kind, chance: &mut Chance) -> Vec<Value> {
    let schema = schema::item(kind);
    let number = if kind.is_single() { 1 } else { 1 + chance.below(3) };
    let made = (0..number).map(|index| {
        let mut item = value(&schema, &schema, 0, chance).unwrap();
        let fields = item.as_object_mut().unwrap();
        if kind.is_single() {
            fields.remove("id");
        } else {
            fields.insert("id".to_owned(), json!(format!("X-{index}")));
        }
        fields
            .insert("custom".to_owned(), json!({ "own": chance.of(TEXTS), "n": 7, "list": [chance.of(TEXTS), true] }));
        item
    });
    made.collect()
}

/// The record as bytes that are the same for the same record, and what was said without places.
fn whole(ingested: &Ingested) -> (Vec<String>, Vec<String>) {
    let items = ingested
        .record
        .items()
        .map(|item| String::from_utf8_lossy(canonical_json(&item.to_json()).as_ref()).into_owned());
    let mut said: Vec<String> =
        ingested.findings.iter().map(|finding| format!("{} {}", finding.code, finding.message)).collect();
    said.sort();
    (items.collect(), said)
}

fn content(kind: Kind, items: &[Value]) -> Value {
    if kind.is_single() { items[0].clone() } else { Value::Array(items.to_vec()) }
}

fn in_yaml(value: &Value) -> Vec<u8> {
    let mut text = String::new();
    yaml(value, 0, &mut text);
    text.into_bytes()
}

fn files(named: &[(String, Vec<u8>)]) -> Ingested {
    read(&named.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
}

/// Cells of an item: its texts, words and days, and its lists of them.
fn cells(item: &Value) -> BTreeMap<String, String> {
    let cell = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(entries) if !entries.is_empty() => {
            let entries: Option<Vec<&str>> =
                entries.iter().map(|entry| entry.as_str().filter(|text| !text.contains([';', '\n']))).collect();
            entries.map(|entries| entries.join("; "))
        }
        _ => None,
    };
    item.as_object().unwrap().iter().filter_map(|(name, value)| Some((name.clone(), cell(value)?))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn yaml_json_one_file_and_folders_say_the_same(seed in any::<u64>()) {
        let mut chance = Chance(seed);
        let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|_| chance.below(4) == 0).collect();
        let record: Vec<(Kind, Vec<Value>)> = kinds.iter().map(|kind| (*kind, items(*kind, &mut chance))).collect();
        let one: Map<String, Value> = record.iter().map(|(kind, items)| (kind.collection().to_owned(), content(*kind, items))).collect();
        let one = Value::Object(one);
        let json = files(&[("aims.json".to_owned(), serde_json::to_vec(&one).unwrap())]);
        let expected = whole(&json);
        prop_assert_eq!(&whole(&files(&[("aims.yaml".to_owned(), in_yaml(&one))])), &expected);
        // One file for each collection, and one for each item.
        let mut by_collection = vec![("aims.yaml".to_owned(), Vec::new())];
        let mut by_item = by_collection.clone();
        for (index, (kind, items)) in record.iter().enumerate() {
            let name = kind.collection();
            by_collection.push(match index % 2 {
                0 => (format!("{name}.json"), serde_json::to_vec(&content(*kind, items)).unwrap()),
                _ => (format!("{name}.yaml"), in_yaml(&content(*kind, items))),
            });
            // The folder `evidence/` holds the files themselves.
            if kind.is_single() || name == "evidence" {
                by_item.push((format!("{name}.yaml"), in_yaml(&content(*kind, items))));
            } else {
                by_item.extend(items.iter().enumerate().map(|(number, item)| (format!("{name}/{number}.yaml"), in_yaml(item))));
            }
        }
        prop_assert_eq!(&whole(&files(&by_collection)).0, &expected.0);
        prop_assert_eq!(&whole(&files(&by_item)).0, &expected.0);
    }

    #[test]
    fn registers_say_the_same_as_yaml(seed in any::<u64>()) {
        let mut chance = Chance(seed);
        let many: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| !kind.is_single()).collect();
        let kind = many[chance.below(many.len())];
        let rows: Vec<BTreeMap<String, String>> = items(kind, &mut chance).iter().map(cells).collect();
        let heads: Vec<&String> = { let mut heads: Vec<_> = rows.iter().flat_map(BTreeMap::keys).collect(); heads.sort(); heads.dedup(); heads };
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let mut csv = format!("{}\n", heads.iter().map(|head| quoted(head)).collect::<Vec<_>>().join(","));
        let letters = |column: usize| {
            let letter = |index: usize| char::from(b'A' + u8::try_from(index).unwrap());
            if column < 26 { letter(column).to_string() } else { format!("{}{}", letter(column / 26 - 1), letter(column % 26)) }
        };
        let line = |number: usize, texts: Vec<&str>| {
            let cells = texts.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
            let cells: Vec<String> = cells.map(|(column, cell)| text(&format!("{}{number}", letters(column)), &escaped(cell))).collect();
            row(u32::try_from(number).unwrap(), "", &cells)
        };
        let mut sheet_rows = vec![line(1, heads.iter().map(|head| head.as_str()).collect())];
        let mut plain = Vec::new();
        for (index, cells) in rows.iter().enumerate() {
            let texts: Vec<&str> = heads.iter().map(|head| cells.get(*head).map_or("", String::as_str)).collect();
            csv += &format!("{}\n", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(","));
            sheet_rows.push(line(index + 2, texts));
            plain.push(json!(cells));
        }
        let xml = sheet(&sheet_rows);
        let book = workbook(&[Sheet { name: "Register", state: "visible", xml: &xml }], &[]);
        let name = kind.collection();
        let mapped = |file: &str| format!("[ingest.{name}]\nfile = \"{file}\"\ntext = \"markdown\"\n").into_bytes();
        let from_csv = files(&[("r.csv".to_owned(), csv.clone().into_bytes()), ("aims-report.toml".to_owned(), mapped("r.csv"))]);
        let from_book = files(&[("r.xlsx".to_owned(), book), ("aims-report.toml".to_owned(), mapped("r.xlsx"))]);
        prop_assert_eq!(&whole(&from_csv).0, &whole(&from_book).0, "{} {:?} {:?}", csv, told(&from_csv.findings), told(&from_book.findings));
        // A cell with a list is one in YAML too.
        let schema = schema::item(kind);
        for item in &mut plain {
            for (field, cell) in item.as_object_mut().unwrap() {
                let node = schema["properties"].get(field).or_else(|| {
                    let own = schema["$ref"].as_str()?.rsplit('/').next()?;
                    schema["$defs"][own]["properties"].get(field)
                });
                let list = node.is_some_and(|node| node["type"].as_array().is_some_and(|types| types.iter().any(|own| own == "array")));
                if list {
                    *cell = Value::Array(cell.as_str().unwrap().split("; ").map(|entry| json!(entry)).collect());
                }
            }
        }
        let from_yaml = files(&[(format!("{name}.yaml"), in_yaml(&Value::Array(plain)))]);
        prop_assert_eq!(&whole(&from_csv).0, &whole(&from_yaml).0, "{} {:?}", csv, told(&from_csv.findings));
    }
}
