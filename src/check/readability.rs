//! Can outsiders read what is written for them (ISO/IEC 42001 A.8.2)?

use serde_json::Value;

use super::{Copies, Subject};
use crate::diagnostic::{Code, Finding};
use crate::readability::{self, Reading};
use crate::record::{Class, Item, Kind, Record};

/// The grade over which a text is hard: what most people read with ease after nine years of school.
const GRADE: f64 = 9.0;

/// Texts of fewer words say too little about how somebody writes.
const WORDS: usize = 30;

/// How many words of the longest sentence a message shows.
const SHOWN: usize = 8;

/// What a disclosure shows.
const KINDS: [Kind; 15] = [
    Kind::Organisation,
    Kind::Scope,
    Kind::Policy,
    Kind::System,
    Kind::Dataset,
    Kind::ImpactAssessment,
    Kind::Risk,
    Kind::Supplier,
    Kind::Certificate,
    Kind::Release,
    Kind::Change,
    Kind::LifecycleRecord,
    Kind::Monitoring,
    Kind::Incident,
    Kind::Disclosure,
];

pub(super) fn check(subject: &mut Subject<'_>) {
    let (record, as_of) = (subject.record, subject.as_of);
    let mut seen = Copies::default();
    let items = KINDS.iter().flat_map(|kind| record.of_kind(*kind));
    for item in items.filter(|item| item.dated().is_none_or(|day| day <= as_of)) {
        let nth = seen.nth(item);
        let common = item.common();
        let class = common.classification.or_else(|| record.classes.get(&item.kind()).copied()).unwrap_or_default();
        if class > Class::Customer || !is_in_english(record, item) {
            continue;
        }
        let Value::Object(fields) = item.to_json() else { continue };
        for (field, value) in &fields {
            // How an item came to be is for readers inside; what an organisation adds of its own is not shown.
            if !matches!(field.as_str(), "history" | "custom") {
                walk(value, field, &mut |path, text| {
                    if common.field_class(path).is_none_or(|class| class <= Class::Customer) {
                        judge(subject, item, path, nth, text);
                    }
                });
            }
        }
    }
}

/// Calls `visit` with each text at or below a path.
fn walk(value: &Value, path: &str, visit: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::String(text) => visit(path, text),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| walk(item, &format!("{path}[{index}]"), visit));
        }
        Value::Object(fields) => fields.iter().for_each(|(key, field)| walk(field, &format!("{path}.{key}"), visit)),
        _ => {}
    }
}

/// A disclosure may say that it is in other languages; of other items their words show it.
fn is_in_english(record: &Record, item: &dyn Item) -> bool {
    let disclosure = record.disclosures.iter().find(|other| item.kind() == Kind::Disclosure && &other.id == item.id());
    disclosure.and_then(|disclosure| disclosure.language.as_deref()).is_none_or(|languages| {
        let mut tags = languages.split(',').map(|tag| tag.trim().to_ascii_lowercase());
        tags.any(|tag| tag == "en" || tag.starts_with("en-") || tag == "english")
    })
}

fn judge(subject: &mut Subject<'_>, item: &dyn Item, path: &str, nth: usize, text: &str) {
    let Some(reading) = readability::read(text).filter(|reading| reading.words >= WORDS) else { return };
    if reading.grade() <= GRADE || !readability::is_english(text) {
        return;
    }
    let Reading { longest, longest_words, .. } = &reading;
    let words: Vec<&str> = longest.split_whitespace().collect();
    let start = words.iter().take(SHOWN).copied().collect::<Vec<_>>().join(" ");
    let more = if words.len() > SHOWN { " …" } else { "" };
    let message = format!(
        "{path} of {} reads at grade {:.0}, over {GRADE:.0}; its longest sentence has {longest_words} words: \"{start}{more}\"",
        item.kind().named(item.id().as_str()),
        reading.grade().ceil(),
    );
    let finding = Finding::new(Code::HardToRead, message).help(
        "make two sentences of one, and take shorter words; those who must read it are not at home in the subject",
    );
    subject.report_nth(item.kind(), item.id().as_str(), path, nth, finding);
}
