//! Collections: those that are declared and read nowhere, and those that are read and not declared.

use std::collections::BTreeSet;

use super::reading::Reading;
use super::scan::Scan;
use super::{VIEW_KEYS, help};
use crate::diagnostic::{Code, Finding, Place};
use crate::record::{Driver, Kind, Target as _};

/// Calls whose texts are words, and no names of collections.
const WORDS: [&str; 4] = ["say", "label", "word", "view.narrative.at"];

pub(super) fn lint(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let data = &reading.template.declaration.data;
    for name in data.names().filter(|name| Kind::from_collection(name).is_none()) {
        let message = format!("`{name}` under `[data]` is no collection of a record");
        let place = reading.declared(&["[data]".to_owned()], name);
        let known = Kind::ALL.iter().map(|kind| kind.collection());
        let help = help(name, known, "collections are named as the files of a record, such as `risks`");
        found.push(Finding::new(Code::Template, message).at(place).help(help));
    }
    undeclared(reading, found);
    let read = read(reading);
    for kind in reading.kinds().into_iter().filter(|kind| !read.contains(kind)) {
        let name = kind.collection();
        let message = format!("nothing of the report reads `{name}`, which it declares under `[data]`");
        let place = reading.declared(&["[data]".to_owned()], name);
        found.push(Finding::new(Code::Template, message).at(place).help("print it, or take it out of `[data]`"));
    }
}

/// What is read by its name in the view, and is not there.
fn undeclared(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let known: Vec<String> =
        reading.kinds().into_iter().map(Kind::in_view).chain(VIEW_KEYS.map(str::to_owned)).collect();
    let mut told = BTreeSet::new();
    let mut tell = |name: &str, place: Place| {
        if known.iter().any(|known| known == name) || !told.insert((name.to_owned(), place.file.clone())) {
            return;
        }
        let collection = Kind::from_view(name).or_else(|| Kind::from_collection(name));
        let declared = collection.filter(|kind| reading.kinds().contains(kind));
        let (message, help) = match (declared, collection) {
            (Some(kind), _) => (
                format!("the view has no `{name}`"),
                format!("in the view, the collection is called `{}`", kind.in_view()),
            ),
            (None, Some(kind)) => (
                format!("the report reads `{name}`, which it does not declare"),
                format!("add `{}` under `[data]`", kind.collection()),
            ),
            (None, None) => {
                let kinds: Vec<String> = Kind::ALL.iter().map(|kind| kind.in_view()).collect();
                let names = known.iter().chain(&kinds).map(String::as_str);
                (format!("the view has no `{name}`"), help(name, names, "name what `[data]` declares"))
            }
        };
        found.push(Finding::new(Code::Template, message).at(place).help(help));
    };
    for layout in &reading.own {
        for (name, at, length) in asked(&layout.scan) {
            tell(name, reading.place(layout, at, length));
        }
    }
    for read in &reading.expressions {
        for path in &read.paths {
            if let Some(name) = path.strip_prefix("view.").and_then(|rest| rest.split('.').next()) {
                tell(name, read.place.clone());
            }
        }
        found_by(&read.scan).for_each(|name| tell(name, read.place.clone()));
    }
    for words in reading.narratives.iter().flat_map(|narrative| &narrative.sections) {
        for path in &words.paths {
            let name = path.strip_prefix("view.").unwrap_or(path).split('.').next().unwrap_or_default();
            if !["loop", "view"].contains(&name) {
                tell(name, words.place.clone());
            }
        }
        found_by(&words.scan).for_each(|name| tell(name, words.place.clone()));
    }
    for (id, figure) in &reading.template.declaration.figures {
        tell(&figure.over, reading.declared(&[super::reading::heading(reading.template, id)], &figure.over));
    }
}

/// The names that a layout asks the view for, with their places and lengths.
fn asked(scan: &Scan) -> Vec<(&str, usize, usize)> {
    let mut asked = Vec::new();
    for call in ["rows", "from-view", "view.at"].into_iter().flat_map(|name| scan.called(name)) {
        asked.extend(scan.handed(call).find(|literal| literal.first && !literal.begins));
    }
    asked.extend(scan.literals.iter().filter(|literal| literal.in_view));
    let mut asked: Vec<_> = asked
        .into_iter()
        .map(|literal| (literal.text.as_str(), literal.at, literal.text.chars().count() + 2))
        .collect();
    for path in scan.paths.iter().filter(|path| path.names[0] == "view") {
        if let Some(name) = path.names.get(1) {
            asked.push((name, path.at, "view.".len() + name.chars().count()));
        }
    }
    asked
}

/// The collections in which an expression looks an item up.
fn found_by(scan: &Scan) -> impl Iterator<Item = &str> {
    let calls = scan.called("find").chain(scan.called("find_all"));
    calls.filter_map(|call| scan.handed(call).find(|literal| literal.first)).map(|literal| literal.text.as_str())
}

/// The kinds of item that something of the report reads, by any of their names.
fn read(reading: &Reading<'_>) -> BTreeSet<Kind> {
    let mut read = BTreeSet::new();
    let mut named = |name: &str| read.extend(kinds_named(name));
    let declaration = &reading.template.declaration;
    declaration.figures.values().for_each(|figure| named(&figure.over));
    declaration.each.iter().for_each(|each| named(&each.over));
    // Findings lead to what they are about.
    declaration.findings.about.iter().for_each(|name| named(name));
    declaration.printed.iter().for_each(|path| named(path.split('.').next().unwrap_or_default()));
    for layout in reading.layouts() {
        for literal in &layout.scan.literals {
            if !layout.scan.callee(literal).is_some_and(|callee| WORDS.contains(&callee)) {
                named(&literal.text);
            }
        }
        for path in &layout.scan.paths {
            let derived = path.names.iter().position(|name| name == "derived");
            let of_view = (path.names[0] == "view").then_some(0);
            let after = derived.or(of_view).and_then(|at| path.names.get(at + 1));
            after.into_iter().for_each(|name| named(name));
        }
    }
    let expressions = reading.expressions.iter().map(|read| (&read.paths, &read.scan));
    let words = reading.narratives.iter().flat_map(|narrative| &narrative.sections);
    for (paths, scan) in expressions.chain(words.map(|words| (&words.paths, &words.scan))) {
        for path in paths {
            named(path.strip_prefix("view.").unwrap_or(path).split('.').next().unwrap_or_default());
        }
        scan.literals.iter().for_each(|literal| named(&literal.text));
    }
    read
}

/// The kinds that have a name for themselves, their collection or its field. What calls for a control stands with it.
fn kinds_named(name: &str) -> impl Iterator<Item = Kind> {
    let name = name.to_owned();
    let plain = name.to_lowercase().replace(['_', ' '], "-");
    let called = move |kind: &&Kind| {
        if plain == "driver-items" {
            return Driver::KINDS.contains(kind);
        }
        let singular = [kind.field_singular(), kind.label().to_lowercase()].map(|name| name.replace(['_', ' '], "-"));
        kind.collection() == plain || kind.in_view() == name || singular.contains(&plain)
    };
    Kind::ALL.iter().filter(called).copied()
}
