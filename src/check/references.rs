//! Does every id resolve, once?

use std::collections::{BTreeMap, BTreeSet};

use super::{Copies, Subject};
use crate::diagnostic::{Code, Finding, nearest_id};
use crate::record::Kind;
use crate::standards;

pub(super) fn check(subject: &mut Subject<'_>) {
    let record = subject.record;
    let mut ids: BTreeMap<Kind, BTreeSet<&str>> = BTreeMap::new();
    for item in record.items() {
        ids.entry(item.kind()).or_default().insert(item.id().as_str());
    }
    for (kind, id, places) in subject.places.shared() {
        for place in places.get(1..).unwrap_or_default() {
            let message = format!("another {} has the id `{id}`; the first is at {}", kind.label(), places[0]);
            let finding = Finding::new(Code::DuplicateId, message).at(place.clone()).about(kind.named(id));
            subject.findings.push(finding.help("give one of them an id of its own"));
        }
    }
    let mut seen = Copies::default();
    for item in record.items() {
        let nth = seen.nth(item);
        let mut dangling = Vec::new();
        item.references(&mut |path, kinds, id| {
            // An item or a file that could not be read has findings of its own.
            if !kinds.iter().any(|kind| subject.places.is_lost(*kind) || subject.places.knows(*kind, id)) {
                dangling.push((path.to_owned(), kinds, id.to_owned()));
            }
        });
        for (path, kinds, id) in dangling {
            let finding = Finding::new(Code::UnknownId, format!("no {} has the id `{id}`", any_of(kinds)));
            let known = kinds.iter().filter_map(|kind| ids.get(kind)).flatten().copied();
            let finding = finding.help(match (elsewhere(&ids, &id), nearest_id(&id, known)) {
                (Some(kind), _) => {
                    let wanted = any_of(kinds);
                    format!("`{id}` is the id of {}; name the {wanted} that is meant", kind.with_article())
                }
                (None, Some(near)) => format!("did you mean `{near}`?"),
                (None, None) if kinds.len() == Kind::ALL.len() => {
                    "name an item of the record, or take the reference out".to_owned()
                }
                (None, None) => {
                    let collections: Vec<_> = kinds.iter().map(|kind| format!("`{}`", kind.collection())).collect();
                    format!("add it to {}, or take the reference out", one_of(&collections))
                }
            });
            subject.report_nth(item.kind(), item.id().as_str(), &path, nth, finding);
        }
    }
    for control in &record.controls {
        let id = control.id.as_str();
        if control.source == crate::record::control::ControlSource::AnnexA && standards::control(id).is_none() {
            let finding = Finding::new(Code::UnknownControl, format!("{} has no control `{id}`", standards::ISO_42001));
            let finding = finding.help(format!("{}a control of your own has `source: custom` and a title", meant(id)));
            subject.report(control, "id", finding);
        }
    }
}

/// Which control of Annex A may be meant by an id that it does not have.
fn meant(id: &str) -> String {
    let controls = &standards::annex_a().controls;
    if let Some(near) = nearest_id(id, controls.iter().map(|control| control.id.as_str())) {
        return format!("did you mean `{near}`? ");
    }
    let objective = id.rsplit_once('.').map_or("", |(objective, _)| objective);
    let siblings = controls.iter().filter(|control| control.id.rsplit_once('.').is_some_and(|(of, _)| of == objective));
    let siblings: Vec<_> = siblings.map(|control| control.id.as_str()).collect();
    match siblings.as_slice() {
        [first, .., last] => format!("those of {objective} are {first} to {last}; "),
        _ => String::new(),
    }
}

fn any_of(kinds: &[Kind]) -> String {
    // A field that may name anything would list the whole model.
    if kinds.len() == Kind::ALL.len() {
        return "item".to_owned();
    }
    let labels: Vec<_> = kinds.iter().map(|kind| kind.label().to_owned()).collect();
    one_of(&labels)
}

fn one_of(names: &[String]) -> String {
    match names {
        [] => "item".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn elsewhere(ids: &BTreeMap<Kind, BTreeSet<&str>>, id: &str) -> Option<Kind> {
    ids.iter().find(|(_, known)| known.contains(id)).map(|(kind, _)| *kind)
}
