//! Words: sections that nothing says, and sections that a layout says and a language does not have.

use std::collections::{BTreeMap, BTreeSet};

use super::help;
use super::reading::{Narrative, Reading};
use crate::diagnostic::{Code, Finding, Place};

/// What layouts and sheets ask of the words.
#[derive(Default)]
struct Said {
    /// Sections that must be there, with a place that says them.
    needed: BTreeMap<String, Place>,
    /// Sections that are looked for, and may be absent.
    wanted: BTreeSet<String>,
    /// How the names of sections begin that are made up elsewhere.
    beginnings: BTreeSet<String>,
    /// Something goes through all of them.
    all: bool,
}

impl Said {
    fn says(&self, section: &str) -> bool {
        self.all
            || self.needed.contains_key(section)
            || self.wanted.contains(section)
            || self.beginnings.iter().any(|beginning| !beginning.is_empty() && section.starts_with(beginning.as_str()))
    }
}

pub(super) fn lint(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let said = said(reading);
    for language in reading.template.declaration.title.keys() {
        let has = reading.narratives.iter().any(|narrative| narrative.language == *language);
        if !(has || said.needed.is_empty() && reading.narratives.is_empty()) {
            let message = format!("the report has a title in `{language}`, and no words");
            let place = reading.declared(&["title".to_owned()], &reading.template.declaration.title[language]);
            let help = format!("add `narrative.{language}.md`, or take the title out");
            found.push(Finding::new(Code::Template, message).at(place).help(help));
        }
    }
    for narrative in &reading.narratives {
        missing(narrative, &said, found);
        for section in narrative.sections.iter().filter(|section| !said.says(&section.key)) {
            let message = format!("no layout says the section `{}`", section.key);
            let known = said.needed.keys().map(String::as_str).filter(|key| !has(narrative, key));
            let help = help(&section.key, known, format!("print it with `say(\"{}\")`, or take it out", section.key));
            found.push(Finding::new(Code::Template, message).at(section.place.clone()).help(help));
        }
    }
}

fn has(narrative: &Narrative, key: &str) -> bool {
    narrative.sections.iter().any(|section| section.key == key)
}

/// Sections that are said and not written.
fn missing(narrative: &Narrative, said: &Said, found: &mut Vec<Finding>) {
    for (key, place) in said.needed.iter().filter(|(key, _)| !has(narrative, key)) {
        let message = format!("`{}` has no section `{key}`, which the layout says", narrative.file);
        let known = narrative.sections.iter().map(|section| section.key.as_str());
        let help = help(key, known, format!("add `## {key}` with its words"));
        found.push(Finding::new(Code::Template, message).at(place.clone()).help(help));
    }
}

fn said(reading: &Reading<'_>) -> Said {
    let mut said = Said::default();
    let mut made_up = false;
    for layout in reading.layouts() {
        let scan = &layout.scan;
        let place = |at, length| reading.place(layout, at, length);
        for call in scan.called("say") {
            let mut literals = scan.handed(call).filter(|literal| !literal.compared).peekable();
            made_up |= literals.peek().is_none();
            for literal in literals {
                if literal.begins {
                    said.beginnings.insert(literal.text.clone());
                } else {
                    let here = place(literal.at, literal.text.chars().count() + 2);
                    said.needed.entry(literal.text.clone()).or_insert(here);
                }
            }
        }
        for call in scan.called("view.narrative.at") {
            match scan.handed(call).find(|literal| literal.first) {
                Some(literal) if literal.begins => drop(said.beginnings.insert(literal.text.clone())),
                Some(literal) => drop(said.wanted.insert(literal.text.clone())),
                // The kit's own `say` is handed what others say.
                None => made_up |= layout.file.starts_with(&format!("{}/", reading.template.id)),
            }
        }
        for call in scan.called("from-view") {
            let literals: Vec<&str> = scan.handed(call).map(|literal| literal.text.as_str()).collect();
            match literals.as_slice() {
                ["narrative", section, ..] => drop(said.wanted.insert((*section).to_owned())),
                ["narrative"] => said.all = true,
                _ => {}
            }
        }
        for path in &scan.paths {
            match path.names.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
                ["view", "narrative"] => said.all |= path.method.as_deref() != Some("at"),
                ["view", "narrative", section, ..] => {
                    said.needed
                        .entry((*section).to_owned())
                        .or_insert_with(|| place(path.at, path.names.join(".").len()));
                }
                _ => {}
            }
        }
    }
    for read in &reading.expressions {
        for path in &read.paths {
            match path.split('.').collect::<Vec<_>>().as_slice() {
                ["view", "narrative"] => said.all = true,
                ["view", "narrative", section, ..] => {
                    said.needed.entry((*section).to_owned()).or_insert_with(|| read.place.clone());
                }
                _ => {}
            }
        }
    }
    if made_up {
        // Names that are handed around before they are said.
        for literal in reading.own.iter().flat_map(|layout| &layout.scan.literals).filter(|literal| !literal.compared) {
            if literal.begins {
                said.beginnings.insert(literal.text.clone());
            } else {
                said.wanted.insert(literal.text.clone());
            }
        }
    }
    said
}
