//! A real record with its texts known, so that each can be replaced.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use aims_report::check;
use aims_report::diagnostic::Finding;
use aims_report::ingest;
use aims_report::record::{Date, Item, Kind, Leaf};
use serde_json::{Map, Value};
use tempfile::TempDir;

/// The day that the sample speaks of.
pub(super) const DAY: &str = "2026-09-30";

/// A text that its owner is free to word.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) kind: Kind,
    pub(super) id: String,
    /// JSON pointer into the item.
    pub(super) pointer: String,
    pub(super) markdown: bool,
}

impl Text {
    /// The name that messages give the field: `measures[0].title`.
    pub(super) fn field(&self) -> String {
        let mut out = String::new();
        for part in self.pointer.split('/').skip(1) {
            match part.parse::<usize>() {
                Ok(index) => out.push_str(&format!("[{index}]")),
                Err(_) if out.is_empty() => out.push_str(part),
                Err(_) => out.push_str(&format!(".{part}")),
            }
        }
        out
    }
}

/// A record as one JSON file, with the evidence beside it.
#[derive(Debug, Clone)]
pub(super) struct Sample {
    record: Map<String, Value>,
}

impl Sample {
    /// The smallest whole record.
    pub(super) fn minimal() -> Self {
        let ingested = ingest::read(&minimal()).unwrap();
        let mut record = Map::new();
        for kind in Kind::ALL {
            let items: Vec<Value> = ingested.record.of_kind(*kind).iter().map(|item| item.to_json()).collect();
            if kind.is_single() {
                record.extend(items.into_iter().next().map(|item| (kind.collection().to_owned(), item)));
            } else if !items.is_empty() {
                record.insert(kind.collection().to_owned(), Value::Array(items));
            }
        }
        Self { record }
    }

    /// Every free text of the sample, found by trying.
    pub(super) fn texts() -> &'static [Text] {
        static TEXTS: OnceLock<Vec<Text>> = OnceLock::new();
        TEXTS.get_or_init(|| {
            let sample = Self::minimal();
            let ingested = ingest::read(&minimal()).unwrap();
            let mut free: BTreeMap<(Kind, String), bool> = BTreeMap::new();
            let mut texts = Vec::new();
            for item in ingested.record.items() {
                for text in strings(item) {
                    let shape: String = text.pointer.chars().filter(|character| !character.is_ascii_digit()).collect();
                    let free = free.entry((text.kind, shape)).or_insert_with(|| {
                        let mut changed = sample.clone();
                        changed.set(&text, "seven words that nothing else says here".to_owned());
                        changed.check().is_empty()
                    });
                    if *free {
                        texts.push(text);
                    }
                }
            }
            texts
        })
    }

    pub(super) fn set(&mut self, text: &Text, value: String) {
        let content = self.record.get_mut(text.kind.collection()).unwrap();
        let item = match content {
            Value::Array(items) => items.iter_mut().find(|item| item["id"] == text.id.as_str()).unwrap(),
            single => single,
        };
        *item.pointer_mut(&text.pointer).unwrap() = Value::String(value);
    }

    /// Is the item of the text in a compartment that the report is not granted?
    pub(super) fn is_withheld(&self, text: &Text) -> bool {
        let items = self.record[text.kind.collection()].as_array();
        let item = items.and_then(|items| items.iter().find(|item| item["id"] == text.id.as_str()));
        item.is_some_and(|item| item["compartments"].as_array().is_some_and(|granted| !granted.is_empty()))
    }

    /// Writes the record.
    pub(super) fn write(&self) -> (TempDir, PathBuf) {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("record.json");
        fs::write(&file, serde_json::to_vec_pretty(&self.record).unwrap()).unwrap();
        fs::create_dir(folder.path().join("evidence")).unwrap();
        for entry in fs::read_dir(minimal().join("evidence")).unwrap().map(Result::unwrap) {
            fs::copy(entry.path(), folder.path().join("evidence").join(entry.file_name())).unwrap();
        }
        (folder, file)
    }

    /// What a check finds.
    pub(super) fn check(&self) -> Vec<Finding> {
        let (_folder, file) = self.write();
        let day: Date = DAY.parse().unwrap();
        check::check(&ingest::read(&file).unwrap(), day)
    }

    /// Makes the Statement of Applicability in every form.
    pub(super) fn render(&self) -> Rendered {
        let (folder, file) = self.write();
        let out = folder.path().join("out");
        let output = Command::new(env!("CARGO_BIN_EXE_aims-report"))
            .arg("render")
            .arg(&file)
            .args(["--report", "statement-of-applicability", "--period", "2026-Q3", "--out"])
            .arg(&out)
            .env_clear()
            .output()
            .unwrap();
        let files = fs::read_dir(&out).into_iter().flatten().map(|entry| {
            let path = entry.unwrap().path();
            (path.extension().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap())
        });
        Rendered {
            status: output.status.code().unwrap(),
            said: String::from_utf8(output.stderr).unwrap(),
            files: files.collect(),
        }
    }
}

/// What rendering made.
pub(super) struct Rendered {
    pub(super) status: i32,
    pub(super) said: String,
    /// By ending.
    pub(super) files: BTreeMap<String, Vec<u8>>,
}

fn minimal() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/minimal")
}

/// Every string of an item but its id.
fn strings(item: &dyn Item) -> Vec<Text> {
    let mut markdown = Vec::new();
    item.leaves(&mut |path, leaf| {
        if let Leaf::Markdown = leaf {
            markdown.push(path.to_owned());
        }
    });
    let mut found = Vec::new();
    walk(&item.to_json(), "", &mut found);
    let text = |pointer: String| {
        let mut text = Text { kind: item.kind(), id: item.id().as_str().to_owned(), pointer, markdown: false };
        text.markdown = markdown.contains(&text.field());
        text
    };
    let own = found.into_iter().filter(|pointer| pointer != "/id" && !pointer.starts_with("/compartments/"));
    own.map(text).collect()
}

fn walk(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::String(text) if !text.is_empty() => found.push(pointer.to_owned()),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| walk(item, &format!("{pointer}/{index}"), found));
        }
        Value::Object(fields) => fields.iter().for_each(|(key, field)| walk(field, &format!("{pointer}/{key}"), found)),
        _ => {}
    }
}
