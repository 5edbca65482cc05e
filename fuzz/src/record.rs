//! Records and registers: what was read without a finding reads back equal from canonical JSON.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use aims_report::config::Policy;
use aims_report::ingest::{self, Ingested};
use aims_report::record::{Kind, Record, canonical_json};
use aims_report::{check, config};
use serde_json::{Map, Value};

use crate::{Folder, told};

/// The day that records are checked on.
pub const AS_OF: jiff::civil::Date = jiff::civil::date(2026, 9, 30);

static HERE: LazyLock<Folder> = LazyLock::new(|| Folder::new("record"));
static AGAIN: LazyLock<Folder> = LazyLock::new(|| Folder::new("again"));

/// Reads one file as a record.
pub fn one_file(name: &str, bytes: &[u8]) {
    read(&HERE.write(name, bytes));
}

/// Reads a register of one kind. The first byte says which; the configuration is about a file that is named `register`.
pub fn register(extension: &str, bytes: &[u8]) {
    let Some((kind, bytes)) = kind(bytes) else { return };
    let name = format!("register.{extension}");
    let collection = kind.collection();
    let config = format!("[ingest.{collection}]\nfile = \"{name}\"\ncustom = \"rest\"\n");
    HERE.write(config::FILE, config.as_bytes());
    HERE.write(&name, bytes);
    read(HERE.path());
}

/// The collection that a first byte stands for; its bit 7 has no meaning.
pub fn kind(bytes: &[u8]) -> Option<(Kind, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    let many: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| !kind.is_single()).collect();
    Some((many[usize::from(*first) % many.len()], rest))
}

/// The first byte for a collection.
pub fn first_byte(kind: Kind) -> u8 {
    let many = Kind::ALL.iter().copied().filter(|kind| !kind.is_single());
    u8::try_from(many.into_iter().position(|other| other == kind).expect("a collection")).expect("a few dozen")
}

/// Reads a record, tells what was found, and reads it again from JSON.
pub fn read(path: &Path) {
    match ingest::read(path) {
        Ok(ingested) => {
            told(&ingested.findings);
            told(&check::check(&ingested, AS_OF));
            if ingested.findings.is_empty() {
                again(&ingested);
            }
        }
        Err(failure) => {
            assert!(!failure.0.is_empty(), "a refusal without a reason");
            told(&failure.0);
        }
    }
}

/// The items of a record in canonical JSON, by collection.
pub fn items(record: &Record) -> BTreeMap<&'static str, Vec<String>> {
    let kinds = Kind::ALL.iter().map(|kind| (kind.collection(), record.of_kind(*kind)));
    kinds.map(|(name, items)| (name, items.iter().map(|item| canonical_json(&item.to_json())).collect())).collect()
}

/// A record as one file.
pub fn as_json(record: &Record) -> Value {
    let mut whole = Map::new();
    for kind in Kind::ALL {
        let mut items: Vec<Value> = record.of_kind(*kind).iter().map(|item| item.to_json()).collect();
        let content = if kind.is_single() { items.pop() } else { Some(Value::Array(items)) };
        let content = content.filter(|content| content.as_array().is_none_or(|items| !items.is_empty()));
        whole.extend(content.map(|content| (kind.collection().to_owned(), content)));
    }
    Value::Object(whole)
}

fn again(ingested: &Ingested) {
    let text = canonical_json(&as_json(&ingested.record));
    let second = ingest::read(&AGAIN.write("aims.json", text.as_bytes())).expect("JSON of a record is one");
    assert!(second.findings.is_empty(), "JSON of a sound record is not sound: {:?}", second.findings);
    assert_eq!(items(&ingested.record), items(&second.record), "a record reads back as another one");
}

/// Reads a configuration, and judges a sound record by it.
pub fn configuration(bytes: &[u8]) {
    static FOLDER: LazyLock<Folder> = LazyLock::new(|| {
        let folder = Folder::new("configuration");
        folder.write("aims.yaml", b"organisation:\n  name: Acme\n");
        folder.write("r.csv", b"id;title;level;due\nA-1;First;High: 12;30.09.2026\nA-2;Second, with more;95%;\n");
        folder.write(
            "r.md",
            b"# Risks\n\n| id | title |\n|----|-------|\n| A-1 | One |\n\n## More\n\n| x | y |\n|---|---|\n| 1 | 2 |\n",
        );
        folder
    });
    const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../samples/minimal");
    FOLDER.write(config::FILE, bytes);
    read(FOLDER.path());
    let Ok(config) = config::load(FOLDER.path()) else { return };
    if config.policy == Policy::default() {
        return;
    }
    thread_local! {
        static RECORD: std::cell::RefCell<Ingested> =
            std::cell::RefCell::new(ingest::read(SAMPLE.as_ref()).expect("the sample can be read"));
    }
    RECORD.with_borrow_mut(|record| {
        record.policy = config.policy;
        let judged = check::check(record, AS_OF);
        told(&judged);
    });
}
