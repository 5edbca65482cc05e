//! Fields that no item has: `row.onwer` in the workbook or a condition, `view.soa.verison` in words, and paths under
//! `printed` that lead nowhere. A report that lists what it publishes has the listed fields alone.

use std::collections::{BTreeMap, BTreeSet};

use super::reading::Reading;
use super::{VIEW_KEYS, help};
use crate::diagnostic::{Code, Finding, Place};
use crate::record::{Kind, schema};

/// Fields by kind, as rows of the view have them.
struct Fields<'a> {
    reading: &'a Reading<'a>,
    known: BTreeMap<Kind, BTreeSet<String>>,
}

pub(super) fn lint(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let mut fields = Fields { reading, known: BTreeMap::new() };
    let mut told = BTreeSet::new();
    let mut tell = |finding: Finding| {
        // Once for each line: a column may read a field twice.
        if told.insert((finding.message.clone(), finding.place.clone())) {
            found.push(finding);
        }
    };
    for read in &reading.expressions {
        for path in &read.paths {
            let names: Vec<&str> = path.split('.').collect();
            match names.as_slice() {
                ["row", field, ..] => {
                    let wrong = read.row.and_then(|kind| {
                        if read.chooses { fields.wrong_of_item(kind, field) } else { fields.wrong(kind, field) }
                    });
                    wrong.into_iter().for_each(|finding| tell(within(&read.key, finding, &read.place)));
                }
                ["view", single, field, ..] => {
                    let wrong = fields.wrong_of_single(single, field);
                    wrong.into_iter().for_each(|finding| tell(within(&read.key, finding, &read.place)));
                }
                [first, ..] if !read.known.contains(first) => {
                    let finding = Finding::new(Code::Template, format!("nothing is called `{first}` here"));
                    let known = read.known.iter().copied();
                    let help = help(first, known, format!("there are {}", read.known.join(", ")));
                    tell(within(&read.key, finding.help(help), &read.place));
                }
                _ => {}
            }
        }
    }
    for words in reading.narratives.iter().flat_map(|narrative| &narrative.sections) {
        for path in &words.paths {
            let names: Vec<&str> = path.strip_prefix("view.").unwrap_or(path).split('.').collect();
            if let [single, field, ..] = names.as_slice() {
                let wrong = fields.wrong_of_single(single, field);
                wrong.into_iter().for_each(|finding| tell(within(&words.key, finding, &words.place)));
            }
        }
    }
    for (name, paths) in &reading.template.declaration.data.fields {
        let Some(kind) = Kind::from_collection(name) else { continue };
        for path in paths {
            let first = path.split('.').next().unwrap_or_default();
            let place = || reading.declared(&["[data.fields]".to_owned(), format!("{name} = ")], path);
            fields.wrong_of_item(kind, first).into_iter().for_each(|finding| tell(finding.at(place())));
        }
    }
    for path in &reading.template.declaration.printed {
        let place = || reading.declared(&["printed".to_owned()], path);
        printed(path, &mut fields).into_iter().for_each(|finding| tell(finding.at(place())));
    }
}

/// What is wrong with a path under `printed`: its first name, or its first field.
fn printed(path: &str, fields: &mut Fields<'_>) -> Option<Finding> {
    let mut names = path.split('.').filter(|name| *name != "*" && name.parse::<usize>().is_err());
    let first = names.next()?;
    if VIEW_KEYS.contains(&first) {
        return None;
    }
    let kinds = fields.reading.kinds();
    match kinds.iter().find(|kind| kind.in_view() == first) {
        Some(kind) => {
            let field = names.next()?;
            fields.wrong(*kind, field).map(|finding| prefixed(&format!("`{path}` under `printed`"), finding))
        }
        None => {
            let message = format!("`{path}` under `printed` begins with `{first}`, which the view does not have");
            let known: Vec<String> = kinds.into_iter().map(Kind::in_view).collect();
            let known = known.iter().map(String::as_str);
            let help = help(first, known, "declare the collection under `[data]`, or take the path out");
            Some(Finding::new(Code::Template, message).help(help))
        }
    }
}

fn within(key: &str, finding: Finding, place: &Place) -> Finding {
    prefixed(&format!("`{key}`"), finding).at(place.clone())
}

fn prefixed(what: &str, mut finding: Finding) -> Finding {
    finding.message = format!("{what}: {}", finding.message);
    finding
}

impl Fields<'_> {
    /// Why a row of a kind does not have the field.
    fn wrong(&mut self, kind: Kind, field: &str) -> Option<Finding> {
        let published = &self.reading.template.declaration.data.fields;
        let list = published.iter().find(|(name, _)| Kind::from_collection(name) == Some(kind));
        let Some((_, paths)) = list else { return self.wrong_of_item(kind, field) };
        let firsts: BTreeSet<&str> = paths.iter().filter_map(|path| path.split('.').next()).chain(["id"]).collect();
        if firsts.contains(field) {
            return None;
        }
        let known = self.wrong_of_item(kind, field);
        known.or_else(|| {
            let message = format!("`{field}` of {} is not among the fields that are published", kind.with_article());
            let help = format!("add it to `{}` under `[data.fields]`, or do without it", kind.collection());
            Some(Finding::new(Code::Template, message).help(help))
        })
    }

    /// Why no item of a kind has the field.
    fn wrong_of_item(&mut self, kind: Kind, field: &str) -> Option<Finding> {
        let known = self
            .known
            .entry(kind)
            .or_insert_with(|| schema::fields(kind).into_iter().chain(["derived", "id"].map(str::to_owned)).collect());
        if known.contains(field) {
            return None;
        }
        let help = help(
            field,
            known.iter().map(String::as_str),
            format!("`aims-report schema record --collection {}` lists the fields", kind.collection()),
        );
        Some(Finding::new(Code::Template, format!("no {} has a field `{field}`", kind.label())).help(help))
    }

    /// Why the view's only item of a kind does not have the field. A kind that is not declared is another matter.
    fn wrong_of_single(&mut self, single: &str, field: &str) -> Option<Finding> {
        let kind = Kind::ALL.iter().find(|kind| kind.is_single() && kind.field() == single)?;
        if self.reading.kinds().contains(kind) { self.wrong(*kind, field) } else { None }
    }
}
