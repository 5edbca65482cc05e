//! What the reports must answer, item by item (`tests/requirements.yaml`): each has its bookmark in the PDF, and where the
//! record says nothing of it, the document says what is missing and who owes it.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use aims_report::ingest;
use serde_json::{Map, Value, json};

use crate::support::judges;
use crate::support::pdf::{Pdf, squeeze};
use crate::support::program::{copy, must, program, sample};

/// An item that some document answers.
#[derive(Debug, Clone, Default)]
struct Requirement {
    id: String,
    /// Name of the document.
    report: String,
    /// `A > B` is B somewhere below A.
    bookmark: String,
    /// What is taken out of the record; nothing, where the sample lacks it.
    without: Option<Vec<String>>,
    gap: Vec<String>,
    owed_by: Option<String>,
    /// Why no absence can be shown.
    always: Option<String>,
    /// What proves it, where no page does.
    name: Option<String>,
}

/// Reads the file, which is as regular as this: a list of maps, each value a text in double quotes, a bare word, or a list
/// of these in brackets.
fn requirements() -> Vec<Requirement> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/requirements.yaml");
    let mut all: Vec<Requirement> = Vec::new();
    for line in fs::read_to_string(file).unwrap().lines() {
        let line = line.trim_end();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (entry, field) = match line.strip_prefix("- ") {
            Some(field) => {
                all.push(Requirement::default());
                (all.last_mut().unwrap(), field)
            }
            None => (all.last_mut().unwrap(), line.strip_prefix("  ").unwrap_or_else(|| panic!("{line}"))),
        };
        let (key, value) = field.split_once(": ").unwrap_or_else(|| panic!("{line}"));
        let mut texts = texts(value);
        match key {
            "without" => entry.without = Some(texts),
            "gap" => entry.gap = texts,
            "id" => entry.id = texts.remove(0),
            "report" => entry.report = texts.remove(0),
            "bookmark" => entry.bookmark = texts.remove(0),
            "owed_by" => entry.owed_by = Some(texts.remove(0)),
            "always" => entry.always = Some(texts.remove(0)),
            "name" => entry.name = Some(texts.remove(0)),
            "asks" | "proof" | "why" => {}
            other => panic!("`{other}` is no key of a requirement: {line}"),
        }
    }
    all
}

/// The texts of a value.
fn texts(value: &str) -> Vec<String> {
    let inner = value.strip_prefix('[').map_or(value, |rest| rest.strip_suffix(']').unwrap());
    let (mut found, mut rest) = (Vec::new(), inner.trim());
    while !rest.is_empty() {
        let mut quoted = serde_json::Deserializer::from_str(rest).into_iter::<String>();
        let end = if rest.starts_with('"') {
            found.push(quoted.next().unwrap().unwrap());
            quoted.byte_offset()
        } else if value.starts_with('[') {
            let end = rest.find(',').unwrap_or(rest.len());
            found.push(rest[..end].trim().to_owned());
            end
        } else {
            found.push(rest.to_owned());
            rest.len()
        };
        rest = rest[end..].trim_start().trim_start_matches(',').trim_start();
    }
    found
}

/// A name as bookmarks are read back: without the number in front, and without spaces.
fn bare(title: &str) -> String {
    squeeze(title.trim().trim_start_matches(|c: char| c.is_ascii_digit() || c == '.'))
}

/// Does the document have the bookmark?
fn has(pdf: &Pdf, path: &str) -> bool {
    let wanted: Vec<String> = path.split(" > ").map(bare).collect();
    let mut above: Vec<(usize, String)> = Vec::new();
    pdf.bookmarks().into_iter().any(|bookmark| {
        above.retain(|(level, _)| *level < bookmark.level);
        above.push((bookmark.level, bare(&bookmark.title)));
        let mut names = above.iter().map(|(_, name)| name);
        above.last().is_some_and(|(_, name)| Some(name) == wanted.last())
            && wanted.iter().all(|part| names.any(|name| name == part))
    })
}

/// Renders documents and gives their texts, as a reader's program extracts them, by name.
fn render(record: &Path, reports: &BTreeSet<String>) -> BTreeMap<String, (Pdf, String)> {
    let out = tempfile::tempdir().unwrap();
    let list = reports.iter().map(String::as_str).collect::<Vec<_>>().join(",");
    let mut command = program();
    command.arg("render").arg(record).args(["--report", &list, "--period", "2026-Q3", "--format", "pdf", "--out"]);
    let printed = must(command.arg(out.path()));
    let read = |line: &str| {
        let name = Path::new(line).file_stem().unwrap().to_str().unwrap().to_owned();
        let pdf = Pdf::read(&fs::read(line).unwrap());
        // Notes and running heads are read by a person too.
        let text = judges::pdftotext(Path::new(line)).map_or_else(|| pdf.text(), |text| squeeze(&text));
        (name, (pdf, text))
    };
    printed.lines().map(read).collect()
}

/// The report that a document belongs to.
fn report_of(document: &str) -> String {
    let reports = aims_report::template::Catalogue::embedded();
    let ids = reports.ids();
    let of = ids.iter().filter(|id| document == **id || document.starts_with(&format!("{id}-")));
    (*of.max_by_key(|id| id.len()).unwrap_or_else(|| panic!("no report makes `{document}`"))).to_owned()
}

#[test]
fn every_requirement_has_its_place() {
    let all = requirements();
    assert!(all.len() > 150, "{}", all.len());
    let paged: Vec<_> = all.iter().filter(|one| one.name.is_none()).collect();
    let reports = paged.iter().map(|one| report_of(&one.report)).collect();
    let made = render(&sample("meridian"), &reports);
    let missing: Vec<String> = paged
        .iter()
        .filter(|one| made.get(&one.report).is_none_or(|(pdf, _)| !has(pdf, &one.bookmark)))
        .map(|one| format!("{}: `{}` in {}", one.id, one.bookmark, one.report))
        .collect();
    assert!(missing.is_empty(), "{} of {} have no bookmark: {missing:#?}", missing.len(), paged.len());
    // Each says how its absence is seen, or why none can be.
    for one in paged {
        assert!(one.always.is_some() != one.without.is_some(), "{} must be taken away, or say why not", one.id);
    }
}

#[test]
fn what_the_record_does_not_say_is_said_to_be_missing() {
    let all: Vec<Requirement> = requirements().into_iter().filter(|one| one.without.is_some()).collect();
    let whole = ingest::read(&sample("meridian")).unwrap().record.to_json();
    let reports = all.iter().map(|one| report_of(&one.report)).collect();
    let complete = render(&sample("meridian"), &reports);
    let mut removals: BTreeMap<&[String], Vec<&Requirement>> = BTreeMap::new();
    for one in &all {
        removals.entry(one.without.as_deref().unwrap_or_default()).or_default().push(one);
    }
    let removals: Vec<_> = removals.into_iter().collect();
    let (next, faults) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some((without, asked)) = removals.get(next.fetch_add(1, Ordering::Relaxed)) {
            let folder = tempfile::tempdir().unwrap();
            write(folder.path(), taken_away(&whole, without));
            let made = render(folder.path(), &asked.iter().map(|one| report_of(&one.report)).collect());
            for one in asked {
                let Some((_, text)) = made.get(&one.report) else {
                    faults.lock().unwrap().push(format!("{}: {} was not made", one.id, one.report));
                    continue;
                };
                let lacks: Vec<_> = one.gap.iter().filter(|wanted| !text.contains(&squeeze(wanted))).collect();
                // A text that stands there anyway proves nothing.
                let before = &complete[&one.report].1;
                let proves = without.is_empty() || one.gap.iter().any(|wanted| !before.contains(&squeeze(wanted)));
                if !lacks.is_empty() || !proves || !owed(one, text) {
                    faults
                        .lock()
                        .unwrap()
                        .push(format!("{} without {without:?}: not printed: {lacks:?}; proves: {proves}", one.id));
                }
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        work();
    });
    let mut faults = faults.into_inner().unwrap();
    faults.sort();
    assert!(faults.is_empty(), "{} of {}: {faults:#?}", faults.len(), all.len());
}

/// Does whoever owes it stand beside what is missing?
fn owed(one: &Requirement, text: &str) -> bool {
    let Some(owner) = one.owed_by.as_deref().map(squeeze) else { return true };
    let last = squeeze(one.gap.last().unwrap());
    text.match_indices(&last).any(|(at, _)| {
        let before: String = text[..at].chars().rev().take(200).collect::<Vec<_>>().into_iter().rev().collect();
        let after: String = text[at + last.len()..].chars().take(400).collect();
        format!("{before}{last}{after}").contains(&owner)
    })
}

/// Writes a record as a folder, with the sample's evidence and configuration.
fn write(folder: &Path, record: Value) {
    copy(&sample("meridian").join("evidence"), &folder.join("evidence"));
    fs::copy(sample("meridian").join("aims-report.toml"), folder.join("aims-report.toml")).unwrap();
    let Value::Object(mut record) = record else { unreachable!("a record is an object") };
    let classes = record.remove("classification").unwrap_or_default();
    let mut singles = Map::new();
    for (name, content) in record {
        if content.is_array() {
            let class = classes[&name].clone();
            let content = if class.is_null() { content } else { json!({ "classification": class, "items": content }) };
            fs::write(folder.join(format!("{name}.json")), content.to_string()).unwrap();
        } else {
            singles.insert(name, content);
        }
    }
    fs::write(folder.join("aims.json"), Value::Object(singles).to_string()).unwrap();
}

/// The record without some collections or fields, and without what leads to them.
fn taken_away(whole: &Value, without: &[String]) -> Value {
    let mut record = whole.clone();
    let mut gone: BTreeSet<String> = BTreeSet::new();
    for path in without {
        if let Some((collection, id)) = path.split_once(':') {
            let items = record[collection].as_array_mut().unwrap();
            items.retain(|item| item["id"] != id);
            gone.insert(id.to_owned());
            continue;
        }
        let mut steps = path.split('.');
        let (collection, steps) = (steps.next().unwrap(), steps.collect::<Vec<_>>());
        let Some(content) = record.get_mut(collection) else { continue };
        if steps.is_empty() {
            let ids = content.as_array().into_iter().flatten().filter_map(|item| item["id"].as_str());
            gone.extend(ids.map(str::to_owned));
            record.as_object_mut().unwrap().remove(collection);
        } else {
            remove(content, &steps);
        }
    }
    forget(&mut record, &gone);
    record
}

fn remove(value: &mut Value, path: &[&str]) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| remove(item, path)),
        Value::Object(fields) => match path {
            [last] => {
                fields.remove(*last);
            }
            [first, rest @ ..] => {
                if let Some(field) = fields.get_mut(*first) {
                    remove(field, rest);
                }
            }
            [] => {}
        },
        _ => {}
    }
}

/// Takes out every text that is one of the ids, and parts that say nothing without it.
fn forget(value: &mut Value, gone: &BTreeSet<String>) {
    let is_gone = |value: &Value| value.as_str().is_some_and(|text| gone.contains(text));
    match value {
        Value::Array(items) => {
            items.retain(|item| !is_gone(item));
            items.iter_mut().for_each(|item| forget(item, gone));
        }
        Value::Object(fields) => {
            let kept: Map<String, Value> =
                std::mem::take(fields).into_iter().filter(|(key, field)| key == "id" || !is_gone(field)).collect();
            *fields = kept;
            fields.values_mut().for_each(|field| forget(field, gone));
        }
        _ => {}
    }
}
