//! A record with a canary in every text of every kind of item at every class, made into every report for every audience:
//! nothing that is classed for a narrower circle is in any byte of what a wider one gets.
//!
//! A canary says where it sits: `xylq`, a letter for the class, and a number.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use aims_report::record::{Kind, schema};
use serde_json::{Map, Value, json};

use crate::documents::{is_in, unpacked};
use crate::support::program::{IDENTITY, must, program};

/// The classes from the widest circle to the narrowest, and what stands in a compartment, each with its letter.
const CLASSES: [(&str, char); 5] =
    [("public", 'p'), ("customer", 'c'), ("internal", 'i'), ("restricted", 'r'), ("compartment", 'k')];

/// The day that dates everything; the documents speak of a later one.
const DAY: &str = "2026-02-03";

/// Builds items from the schema of the record, so that no kind and no field is forgotten.
struct Planter {
    schemas: BTreeMap<Kind, Value>,
    next: usize,
    /// Where each canary sits.
    planted: BTreeMap<String, String>,
}

impl Planter {
    fn new() -> Self {
        let schemas = Kind::ALL.iter().map(|kind| (*kind, schema::item(*kind))).collect();
        Self { schemas, next: 0, planted: BTreeMap::new() }
    }

    fn canary(&mut self, letter: char, place: &str) -> String {
        self.next += 1;
        let canary = format!("Xylq{letter}{:05}", self.next);
        self.planted.insert(canary.clone(), place.to_owned());
        canary
    }

    /// An item of a kind and class; `fields` may give single fields a letter of their own.
    fn item(&mut self, kind: Kind, class: (&str, char), fields: &BTreeMap<String, char>) -> Value {
        let schema = self.schemas[&kind].clone();
        let definition = resolve(&schema, &schema);
        let mut item = Map::new();
        for (name, property) in definition["properties"].as_object().unwrap() {
            let letter = fields.get(name).copied().unwrap_or(class.1);
            let place = format!("{} {}: {name}", class.0, kind.label());
            let value = match name.as_str() {
                "classification" | "compartments" | "field_classes" | "history" | "updated" => continue,
                "id" => json!(id(kind, class.1)),
                "custom" => json!({ "note": self.canary(letter, &place) }),
                // A text may name a file of the record, and these must lie there.
                "file" | "sha256" => continue,
                _ => self.value(&schema, property, letter, &place, 0),
            };
            if !value.is_null() {
                item.insert(name.clone(), value);
            }
        }
        Value::Object(item)
    }

    fn value(&mut self, root: &Value, property: &Value, letter: char, place: &str, depth: usize) -> Value {
        let property = resolve(root, property);
        if let Some(labels) = property["x-refers-to"].as_array() {
            let kind = kind_called(labels[0].as_str().unwrap());
            return if kind.is_single() { Value::Null } else { json!(id(kind, letter)) };
        }
        if let Some(one) = property.get("const").or_else(|| property["enum"].as_array().and_then(|words| words.first()))
        {
            return one.clone();
        }
        if let Some(words) =
            property["oneOf"].as_array().filter(|words| words.iter().all(|word| word.get("const").is_some()))
        {
            return words[0]["const"].clone();
        }
        let pattern = property["pattern"].as_str().unwrap_or_default();
        if pattern.starts_with(r"^\d{4}") {
            return json!(DAY);
        }
        if pattern.starts_with("^-?") {
            return json!("1");
        }
        match first_type(&property) {
            Some("string") => json!(self.canary(letter, place)),
            Some("boolean") => json!(true),
            Some("integer" | "number") => json!(1),
            Some("array") => {
                let entries = resolve(root, &property["items"]);
                if entries["x-refers-to"].is_array() {
                    // What a narrower circle alone may see is named too.
                    let labels = entries["x-refers-to"].as_array().unwrap();
                    let mut kinds = labels.iter().map(|label| kind_called(label.as_str().unwrap()));
                    let kind = kinds.find(|kind| !kind.is_single()).unwrap();
                    let letters = BTreeSet::from([letter, 'r']);
                    return letters.into_iter().map(|letter| json!(id(kind, letter))).collect();
                }
                let one = if depth > 3 { Value::Null } else { self.value(root, &entries, letter, place, depth + 1) };
                if one.is_null() { json!([]) } else { json!([one]) }
            }
            Some("object") if property["properties"].is_object() && depth <= 3 => {
                let mut part = Map::new();
                for (name, field) in property["properties"].as_object().unwrap() {
                    let value = self.value(root, field, letter, &format!("{place}.{name}"), depth + 1);
                    if !value.is_null() {
                        part.insert(name.clone(), value);
                    }
                }
                Value::Object(part)
            }
            _ => Value::Null,
        }
    }
}

/// The id of the item of a class; it is a canary too.
fn id(kind: Kind, letter: char) -> String {
    let at = Kind::ALL.iter().position(|other| *other == kind).unwrap();
    format!("Xylq{letter}-{at:02}")
}

fn kind_called(label: &str) -> Kind {
    Kind::ALL.iter().copied().find(|kind| kind.label() == label).unwrap()
}

/// Follows references, and takes what is not null of a choice.
fn resolve(root: &Value, property: &Value) -> Value {
    if let Some(path) = property["$ref"].as_str() {
        let name = path.rsplit('/').next().unwrap();
        return if name == "Markdown" { json!({ "type": "string" }) } else { resolve(root, &root["$defs"][name]) };
    }
    match property["anyOf"].as_array() {
        Some(choices) => {
            let first = choices.iter().find(|choice| choice["type"] != "null").unwrap();
            resolve(root, first)
        }
        None => property.clone(),
    }
}

fn first_type(property: &Value) -> Option<&str> {
    match &property["type"] {
        Value::String(name) => Some(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).find(|name| *name != "null"),
        _ => None,
    }
}

/// The record, and where each canary sits in it.
fn record(folder: &Path) -> (PathBuf, BTreeMap<String, String>) {
    let mut planter = Planter::new();
    let mut record = Map::new();
    for kind in Kind::ALL {
        if kind.is_single() {
            // There is one: what it says is classed field by field.
            let names = schema::fields(*kind);
            let own = |name: &&String| {
                !["id", "classification", "compartments", "field_classes", "custom", "history", "updated", "name"]
                    .contains(&name.as_str())
            };
            let letters: BTreeMap<String, char> =
                names.iter().filter(own).enumerate().map(|(at, name)| (name.clone(), CLASSES[at % 4].1)).collect();
            let mut item = planter.item(*kind, CLASSES[0], &letters);
            let classes = letters.iter().map(|(name, letter)| {
                let class = CLASSES.iter().find(|class| class.1 == *letter).unwrap().0;
                (name.clone(), json!(class))
            });
            item["classification"] = json!("public");
            item["field_classes"] = Value::Object(classes.collect());
            item.as_object_mut().unwrap().remove("id");
            record.insert(kind.collection().to_owned(), item);
            continue;
        }
        let mut items = CLASSES
            .map(|class| {
                let mut item = planter.item(*kind, class, &BTreeMap::new());
                if class.0 == "compartment" {
                    item["classification"] = json!("public");
                    item["compartments"] = json!(["nobody-is-granted-this"]);
                } else {
                    item["classification"] = json!(class.0);
                }
                shape(*kind, &mut item);
                item
            })
            .to_vec();
        items.push(mixed(&mut planter, *kind));
        record.insert(kind.collection().to_owned(), json!(items));
    }
    let file = folder.join("record.json");
    fs::write(&file, serde_json::to_vec_pretty(&record).unwrap()).unwrap();
    (file, planter.planted)
}

/// An item that everybody may see, with every other of its texts for named people alone.
fn mixed(planter: &mut Planter, kind: Kind) -> Value {
    let schema = planter.schemas[&kind].clone();
    let definition = resolve(&schema, &schema);
    let required: BTreeSet<&str> =
        definition["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let is_text = |(name, property): &(&String, &Value)| {
        let property = resolve(&schema, property);
        let plain = property["pattern"].is_null() && property["enum"].is_null() && property["x-refers-to"].is_null();
        plain && first_type(&property) == Some("string") && !required.contains(name.as_str()) && *name != "title"
    };
    let texts = definition["properties"].as_object().unwrap().iter().filter(is_text);
    let hidden: Vec<String> = texts.map(|(name, _)| name.clone()).step_by(2).collect();
    let letters = hidden.iter().map(|name| (name.clone(), 'r')).collect();
    let mut item = planter.item(kind, CLASSES[0], &letters);
    item["id"] = json!(format!("{}-mixed", id(kind, 'p')));
    item["classification"] = json!("public");
    item["field_classes"] = hidden.iter().map(|name| (name.clone(), json!("restricted"))).collect();
    shape(kind, &mut item);
    item
}

/// What an item must say so that the reports that are made for each of some systems are made.
fn shape(kind: Kind, item: &mut Value) {
    match kind {
        Kind::System => {
            item["stage"] = json!("operation");
            item["roles"] = json!(["provider"]);
            item["eu_ai_act"]["class"] = json!("high_risk");
            for field in ["retired_on", "in_use_since", "replaced_by"] {
                item.as_object_mut().unwrap().remove(field);
            }
        }
        Kind::Control => {
            item["source"] = json!("custom");
            item["applicable"] = json!(true);
        }
        _ => {}
    }
}

/// Packs every report for an audience and gives everything that is in the files.
fn packed(record: &Path, folder: &Path, audience: &str) -> BTreeMap<String, Vec<u8>> {
    let out = folder.join(audience);
    let mut command = program();
    command.arg("pack").arg(record).args(["--report", "all", "--period", "2026-Q3", "--audience", audience]);
    let root = must(command.args(["--identity", IDENTITY, "--out"]).arg(&out));
    unpacked(Path::new(root.trim_end()))
}

#[test]
fn no_class_reaches_a_wider_circle() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("canaries");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let (record, planted) = record(&folder);
    assert!(planted.len() > 2_000, "{}", planted.len());
    for (at, (audience, _)) in CLASSES.iter().enumerate().take(4) {
        let held = packed(&record, &folder, audience);
        assert!(held.keys().filter(|name| name.ends_with(".pdf")).count() > 3, "{audience}: {:?}", held.keys());
        for (class, letter) in &CLASSES[at + 1..] {
            if let Some((name, bytes)) = held.iter().find(|(_, bytes)| is_in(bytes, &format!("Xylq{letter}"))) {
                let leaks: Vec<_> = planted.iter().filter(|(canary, _)| is_in(bytes, canary)).take(5).collect();
                panic!("{name}, made for {audience} readers, holds what is {class}: {leaks:?}");
            }
        }
        // What they may see is there: the search can fail.
        let own = format!("Xylq{}", CLASSES[at].1);
        assert!(held.values().any(|bytes| is_in(bytes, &own)), "nothing of its own class reaches {audience} readers");
        if at < 2 {
            no_own_ids(audience, &held);
        }
    }
}

/// Readers outside get no id of the organisation's own, whatever the class of its item.
fn no_own_ids(audience: &str, held: &BTreeMap<String, Vec<u8>>) {
    for (_, letter) in &CLASSES[..2] {
        for kind in Kind::ALL.iter().filter(|kind| !kind.is_single()) {
            for (name, bytes) in held {
                assert!(
                    !is_in(bytes, &id(*kind, *letter)),
                    "{name}, for {audience} readers, has the id of {}",
                    kind.with_article()
                );
            }
        }
    }
}
