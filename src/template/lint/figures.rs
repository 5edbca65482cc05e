//! Figures: those that nobody shows, and those that are shown and not declared.

use std::collections::BTreeSet;

use super::help;
use super::reading::{Reading, heading};
use super::scan::{Call, Literal, Scan};
use crate::diagnostic::{Code, Finding, Place};

/// What takes the ids of figures, in the kit.
const TAKING: [&str; 6] = ["figure-of", "figure-value", "groups-of", "tile", "tiles", "stacked-bars"];

/// What takes names of other things: a text that is handed to it is no figure.
const OTHERS: [&str; 10] =
    ["rows", "say", "label", "word", "look-up", "ref-id", "id-list", "view.at", "view.narrative.at", "from-view"];

/// What is read of the figures.
#[derive(Default)]
struct Shown {
    /// With the place where each is read first.
    named: Vec<(String, Place)>,
    /// Texts that may be names, in files that show figures by names from elsewhere.
    perhaps: BTreeSet<String>,
    /// How such names begin.
    beginnings: BTreeSet<String>,
    /// Something goes through all of them.
    all: bool,
}

pub(super) fn lint(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let shown = shown(reading);
    let declared = &reading.template.declaration.figures;
    let mut told = BTreeSet::new();
    for (name, place) in &shown.named {
        if !declared.contains_key(name) && told.insert(name) {
            let message = format!("the report shows the figure `{name}`, which it does not declare");
            let help = help(name, declared.keys().map(String::as_str), format!("declare it under `[figures.{name}]`"));
            found.push(Finding::new(Code::Template, message).at(place.clone()).help(help));
        }
    }
    for (name, figure) in declared {
        let used = shown.all
            || shown.named.iter().any(|(named, _)| named == name)
            || shown.perhaps.contains(name)
            || shown.beginnings.iter().any(|beginning| !beginning.is_empty() && name.starts_with(beginning.as_str()));
        if !used {
            let message = format!("neither layout nor words nor workbook shows the figure `{name}`");
            let place = reading.declared(&[heading(reading.template, name)], &figure.title);
            let unknown =
                shown.named.iter().map(|(named, _)| named.as_str()).filter(|named| !declared.contains_key(*named));
            let help = help(name, unknown, "show it, or take it out of the declaration");
            found.push(Finding::new(Code::Template, message).at(place).help(help));
        }
    }
}

fn shown(reading: &Reading<'_>) -> Shown {
    let mut shown = Shown::default();
    let handing = handing(reading);
    for layout in reading.layouts() {
        let scan = &layout.scan;
        // Names that this layout gets from elsewhere, and shows.
        let mut from_elsewhere = false;
        let name = |literal: &Literal, shown: &mut Shown| {
            if literal.begins {
                shown.beginnings.insert(literal.text.clone());
            } else {
                let place = reading.place(layout, literal.at, literal.text.chars().count() + 2);
                shown.named.push((literal.text.clone(), place));
            }
        };
        for (number, call) in scan.calls.iter().enumerate().filter(|(_, call)| !call.defined) {
            let mut literals = scan.handed(number).filter(|literal| !literal.compared && !literal.keyed).peekable();
            match call.name.as_str() {
                "from-view" => {
                    let Some(first) = literals.next_if(|first| first.first && first.text == "figures") else {
                        continue;
                    };
                    match literals.next() {
                        Some(literal) => name(literal, &mut shown),
                        None if first.more => from_elsewhere = true,
                        None => shown.all = true,
                    }
                }
                "view.figures.at" => {
                    literals.filter(|literal| literal.first).for_each(|literal| name(literal, &mut shown))
                }
                taking if TAKING.contains(&taking) => {
                    from_elsewhere |= literals.peek().is_none();
                    literals.for_each(|literal| name(literal, &mut shown));
                }
                other if handing.contains(other) => literals.for_each(|literal| {
                    shown.perhaps.insert(literal.text.clone());
                }),
                _ => {}
            }
        }
        for path in &scan.paths {
            match path.names.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
                ["view", "figures"] => {
                    from_elsewhere |= path.method.as_deref() == Some("at");
                    shown.all |= path.method.as_deref() != Some("at");
                }
                ["view", "figures", name, ..] => {
                    let place = reading.place(layout, path.at, path.names.join(".").chars().count());
                    shown.named.push(((*name).to_owned(), place));
                }
                _ => {}
            }
        }
        let own = layout.file.starts_with(&format!("{}/", reading.template.id));
        if own && from_elsewhere {
            perhaps(scan, &mut shown);
        }
    }
    for read in &reading.expressions {
        in_words(&read.paths, &read.scan, &read.place, &mut shown);
    }
    for words in reading.narratives.iter().flat_map(|narrative| &narrative.sections) {
        in_words(&words.paths, &words.scan, &words.place, &mut shown);
    }
    shown
}

/// The report's own functions that show a figure whose name they are handed.
fn handing<'a>(reading: &'a Reading<'_>) -> BTreeSet<&'a str> {
    let mut handing = BTreeSet::new();
    for layout in &reading.own {
        let text = reading.template.text(&layout.file).unwrap_or_default();
        let scan = &layout.scan;
        for function in scan.calls.iter().filter(|call| call.defined) {
            let end = text[function.at..].find("\n#let ").map_or(text.len(), |length| function.at + length);
            let shows = |(number, call): (usize, &Call)| {
                let inside = call.at > function.at && call.at < end && TAKING.contains(&call.name.as_str());
                inside && scan.handed(number).next().is_none()
            };
            if scan.calls.iter().enumerate().any(shows) {
                handing.insert(function.name.as_str());
            }
        }
    }
    handing
}

/// Texts of a layout that may name figures.
fn perhaps(scan: &Scan, shown: &mut Shown) {
    for literal in scan.literals.iter().filter(|literal| !literal.compared && !literal.text.is_empty()) {
        if scan.callee(literal).is_some_and(|callee| OTHERS.contains(&callee)) {
            continue;
        }
        if literal.begins {
            shown.beginnings.insert(literal.text.clone());
        } else {
            shown.perhaps.insert(literal.text.clone());
        }
    }
}

/// Figures that expressions and words read.
fn in_words(paths: &BTreeSet<String>, scan: &Scan, place: &Place, shown: &mut Shown) {
    for path in paths {
        match path.strip_prefix("view.").unwrap_or(path).split('.').collect::<Vec<_>>().as_slice() {
            ["figures"] => shown.all = true,
            ["figures", name, ..] => shown.named.push(((*name).to_owned(), place.clone())),
            _ => {}
        }
    }
    for call in scan.called("figure") {
        for literal in scan.handed(call).filter(|literal| literal.first && !literal.begins) {
            shown.named.push((literal.text.clone(), place.clone()));
        }
    }
}
