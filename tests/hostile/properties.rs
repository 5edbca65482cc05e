//! Any input at all: what was written is read back, and no bytes make a reader stumble.

use std::fs;

use aims_report::ingest;
use aims_report::record::Kind;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use tempfile::TempDir;

use crate::support::yaml::yaml;

/// Text as an organisation might write it, and as it would not.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{1,40}",
        "\\PC{1,40}",
        proptest::sample::select(vec![
            "no",
            "1.10",
            "012",
            "~",
            "null",
            "true",
            "- a",
            "a: b",
            "# c",
            "*x",
            "&x",
            "!x",
            "'",
            "\"",
            "|",
            "%",
            "@",
            "a\nb",
            " a",
            "a ",
            "0x1F",
            "1e3",
            ".inf",
            "2026-09-30",
            "<<",
            "---",
            "[",
            "{}",
            "\\",
            "é\u{301}"
        ])
        .prop_map(str::to_owned),
    ]
}

fn risk(index: usize) -> impl Strategy<Value = Value> {
    (text(), text(), proptest::option::of(text()), proptest::collection::vec(text(), 0..3), any::<u8>(), any::<i64>())
        .prop_map(move |(title, description, category, consequences, likelihood, number)| {
            let mut fields = json!({
                "id": format!("AIR-{index}"), "title": title, "description": description,
                "custom": { "own": consequences, "number": number },
                "inherent": { "likelihood": likelihood, "impact": 1 },
            });
            if let Some(category) = category {
                fields["category"] = Value::String(category);
            }
            fields
        })
}

fn record() -> impl Strategy<Value = Value> {
    (proptest::collection::vec(any::<bool>(), 1..4), text()).prop_flat_map(|(risks, name)| {
        let risks: Vec<_> = (0..risks.len()).map(risk).collect();
        (risks, Just(name)).prop_map(|(risks, name)| json!({ "organisation": { "name": name }, "risks": risks }))
    })
}

/// Reads a file of a record, and gives its items without empty fields.
fn items(name: &str, bytes: &[u8]) -> Map<String, Value> {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join(name);
    fs::write(&file, bytes).unwrap();
    let ingested = ingest::read(&file).unwrap();
    assert!(ingested.findings.is_empty(), "{:?}", ingested.findings);
    let all = Kind::ALL.iter().map(|kind| {
        let items = ingested.record.of_kind(*kind).iter().map(|item| item.to_json()).collect();
        (kind.collection().to_owned(), Value::Array(items))
    });
    all.collect()
}

/// Every field of `part` is in `whole`, as it is.
fn holds(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            part.iter().all(|(key, field)| whole.get(key).is_some_and(|found| holds(found, field)))
        }
        (Value::Array(whole), Value::Array(part)) => {
            whole.len() == part.len() && whole.iter().zip(part).all(|(whole, part)| holds(whole, part))
        }
        (whole, part) => whole == part,
    }
}

/// `1.10` is a version and `0.1` a price: a number is read as it is written, or not at all.
#[test]
fn numbers_keep_their_digits() {
    let text = r#"{"organisation": {"name": "1e5 \" -0 [", "custom":
        {"a": 1.10, "b": 0.12345678901234567890, "c": 123456789012345678901234, "d": [-0, 1e2, -7, 18446744073709551615]}}}"#;
    let from_json = items("record.json", text.as_bytes());
    let from_yaml = items("record.yaml", text.as_bytes());
    let custom = &from_json["organisation"][0]["custom"];
    assert_eq!(custom["a"], "1.10");
    assert_eq!(custom["b"], "0.12345678901234567890");
    assert_eq!(custom["c"], "123456789012345678901234");
    assert_eq!(custom["d"], json!(["-0", "1e2", -7, "18446744073709551615"]));
    assert_eq!(from_json, from_yaml);
}

fn stumbles_not(name: &str, bytes: &[u8]) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    // Findings or a failure: either is an answer.
    let _ = ingest::read(folder.path());
    let _ = ingest::read(&folder.path().join(name));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(record in record()) {
        let mut text = String::new();
        yaml(&record, 0, &mut text);
        let from_yaml = items("record.yaml", text.as_bytes());
        let from_json = items("record.json", &serde_json::to_vec_pretty(&record).unwrap());
        prop_assert_eq!(&from_yaml, &from_json);
        prop_assert!(holds(&from_json["risks"], &record["risks"]), "{:?} {}", from_json["risks"], record["risks"]);
        prop_assert!(holds(&from_json["organisation"][0], &record["organisation"]));
    }

    #[test]
    fn no_json_stumbles(record in record(), at in any::<prop::sample::Index>(), other in "[\\[\\]{}:,\"0-9a-z\\\\.eE+-]{0,4}") {
        let mut text = record.to_string();
        let mut at = at.index(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let end = text[at..].chars().next().map_or(at, |character| at + character.len_utf8());
        text.replace_range(at..end, &other);
        stumbles_not("aims.json", text.as_bytes());
        stumbles_not("aims.yaml", text.as_bytes());
    }

    #[test]
    fn no_yaml_stumbles(text in "([ \t]{0,4}(- |[a-z]{1,3}: |[&*!|>%@'\"#?]|\\[|\\]|\\{|\\}|,|---|<<: )?[a-zé0-9]{0,3}\n){0,12}") {
        stumbles_not("aims.yaml", text.as_bytes());
        stumbles_not("aims.json", text.as_bytes());
    }

    #[test]
    fn no_bytes_stumble(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for name in ["aims.yaml", "aims.json", "risks.yaml", "aims.toml"] {
            stumbles_not(name, &bytes);
        }
    }
}
