//! Does every id resolve, once?

use std::collections::{BTreeMap, BTreeSet};

use super::Subject;
use crate::diagnostic::{Code, Finding, nearest};
use crate::record::Kind;
use crate::standards;

pub(super) fn check(subject: &mut Subject<'_>) {
    let record = subject.record;
    let mut ids: BTreeMap<Kind, BTreeSet<&str>> = BTreeMap::new();
    for item in record.items() {
        let id = item.id().as_str();
        if ids.entry(item.kind()).or_default().insert(id) {
            continue;
        }
        let nth = subject.places.count(item.kind(), id).saturating_sub(1).max(1);
        let first = subject.places.of(item.kind(), id, "id", 0);
        let first = first.map_or(String::new(), |place| format!("; the first is at {place}"));
        let message = format!("the id `{id}` is given to two items of the kind {}{first}", item.kind().label());
        let finding = Finding::new(Code::DuplicateId, message).help("give one of them an id of its own");
        subject.report_nth(item.kind(), id, "id", nth, finding);
    }
    for item in record.items() {
        let mut dangling = Vec::new();
        item.references(&mut |path, kinds, id| {
            if !kinds.iter().any(|kind| ids.get(kind).is_some_and(|known| known.contains(id))) {
                dangling.push((path.to_owned(), kinds, id.to_owned()));
            }
        });
        for (path, kinds, id) in dangling {
            let finding = Finding::new(Code::UnknownId, format!("no {} has the id `{id}`", any_of(kinds)));
            let known = kinds.iter().filter_map(|kind| ids.get(kind)).flatten().copied();
            let finding = finding.help(match (nearest(&id, known), elsewhere(&ids, &id)) {
                (Some(near), _) => format!("did you mean `{near}`?"),
                (None, Some(kind)) => format!("`{id}` is the id of a {}, which can't stand here", kind.label()),
                (None, None) => {
                    format!("add it to `{}`, or take the reference out", kinds[0].collection())
                }
            });
            subject.report(item, &path, finding);
        }
    }
    for control in &record.controls {
        let id = control.id.as_str();
        if control.source == crate::record::control::ControlSource::AnnexA && standards::control(id).is_none() {
            let finding = Finding::new(Code::UnknownControl, format!("{} has no control `{id}`", standards::ISO_42001));
            let known = standards::annex_a().controls.iter().map(|control| control.id.as_str());
            let finding = finding.help(nearest(id, known).map_or_else(
                || "a control of your own has `source: custom` and a title".to_owned(),
                |near| format!("did you mean `{near}`? a control of your own has `source: custom` and a title"),
            ));
            subject.report(control, "id", finding);
        }
    }
}

fn any_of(kinds: &[Kind]) -> String {
    let labels: Vec<_> = kinds.iter().map(|kind| kind.label()).collect();
    match labels.as_slice() {
        [] => "item".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn elsewhere(ids: &BTreeMap<Kind, BTreeSet<&str>>, id: &str) -> Option<Kind> {
    ids.iter().find(|(_, known)| known.contains(id)).map(|(kind, _)| *kind)
}
