//! Does anybody audit their own work (ISO/IEC 42001 9.2.2)?

use std::collections::{BTreeMap, BTreeSet};

use super::{Subject, joined};
use crate::diagnostic::{Code, Finding};
use crate::record::audit::{AuditItem, AuditStatus};
use crate::record::people::Person;
use crate::record::{AnyOwner, Kind, Ref};

/// The people of the record by name.
pub(super) struct People<'a> {
    /// By full name. None where two people share it: who is meant cannot be told.
    named: BTreeMap<&'a str, Option<&'a Person>>,
    /// Full names by the first word of each.
    starts: BTreeMap<&'a str, Vec<(&'a str, &'a Person)>>,
}

impl<'a> People<'a> {
    pub(super) fn new(subject: &Subject<'a>) -> Self {
        let mut people = Self { named: BTreeMap::new(), starts: BTreeMap::new() };
        for person in &subject.record.people {
            let name = bare(&person.name);
            if name.is_empty() {
                continue;
            }
            people.named.entry(name).and_modify(|known| *known = None).or_insert(Some(person));
            // A name of one word may be an ordinary word as well.
            if let Some((first, _)) = name.split_once(' ') {
                people.starts.entry(first).or_default().push((name, person));
            }
        }
        people
    }

    /// The first person whose full name stands in the text.
    pub(super) fn in_text(&self, text: &str) -> Option<&'a Person> {
        let mut before = ' ';
        for (at, character) in text.char_indices() {
            if character.is_alphanumeric() && !before.is_alphanumeric() {
                let rest = &text[at..];
                let word = rest.split(' ').next().unwrap_or_default();
                for (name, person) in self.starts.get(word).into_iter().flatten() {
                    let after = rest.strip_prefix(name).map(|after| after.chars().next());
                    if after.is_some_and(|next| next.is_none_or(|next| !next.is_alphanumeric())) {
                        return Some(person);
                    }
                }
            }
            before = character;
        }
        None
    }

    fn named(&self, name: &str) -> Option<&'a Person> {
        self.named.get(bare(name)).copied().flatten()
    }
}

/// A name without what stands behind it: `Ruth Baumann (lead)` or `Ruth Baumann, internal audit`.
fn bare(name: &str) -> &str {
    name.split(['(', ',']).next().unwrap_or_default().trim()
}

/// The people of the record who audited. Observers do not audit.
fn auditors<'a>(subject: &Subject<'a>, audit: &AuditItem, people: &People<'a>) -> BTreeSet<&'a str> {
    let listed = audit.lead_auditor.iter().chain(&audit.team).filter_map(|name| people.named(name));
    let members = audit.members.iter().filter(|member| {
        !member.function.as_deref().is_some_and(|function| function.to_lowercase().contains("observer"))
    });
    let members = members.filter_map(|member| match &member.person {
        Some(person) => subject.index.person(person.as_str()),
        None => people.named(&member.name),
    });
    listed.chain(members).map(|person| person.id.as_str()).collect()
}

/// The people behind an owner: the person, or who holds the role. A body owns as a whole, not by each of its members.
fn behind<'a>(subject: &Subject<'a>, owner: &'a Ref<AnyOwner>) -> Vec<&'a str> {
    if let Some(person) = subject.index.person(owner.as_str()) {
        return vec![person.id.as_str()];
    }
    let role = subject.index.role(owner.as_str());
    role.into_iter().flat_map(|role| &role.holders).map(Ref::as_str).collect()
}

/// Does the statement on independence speak of the item by its id?
fn spoken_of(independence: &str, id: &str) -> bool {
    independence.match_indices(id).any(|(at, _)| {
        let before = independence[..at].chars().next_back();
        let mut after = independence[at + id.len()..].chars();
        let next = after.next();
        // `A.6.2` does not speak of `A.6`, while a full stop may end the sentence.
        let longer = match next {
            Some('.') => after.next().is_some_and(char::is_alphanumeric),
            Some(next) => next.is_alphanumeric() || next == '-',
            None => false,
        };
        !before.is_some_and(|before| before.is_alphanumeric() || before == '-' || before == '.') && !longer
    })
}

/// Nobody owns what they audit (9.2.2). A statement on independence that names the item has dealt with it.
pub(super) fn independent<'a>(subject: &mut Subject<'a>, audit: &'a AuditItem, people: &People<'a>) {
    if audit.status == Some(AuditStatus::Cancelled) {
        return;
    }
    let auditors = auditors(subject, audit, people);
    if auditors.is_empty() {
        return;
    }
    let systems = audit.systems.iter().chain(audit.findings.iter().flat_map(|finding| &finding.systems));
    let controls = audit.controls.iter().chain(audit.findings.iter().flat_map(|finding| &finding.controls));
    let covered = systems
        .map(|system| (Kind::System, system.as_str()))
        .chain(controls.map(|control| (Kind::Control, control.as_str())))
        .collect::<BTreeSet<_>>();
    let mut owned: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (kind, id) in covered {
        let owners = if kind == Kind::System {
            let system = subject.index.system(id);
            system.map_or([None, None, None], |system| {
                [system.owner.as_ref(), system.technical_owner.as_ref(), system.risk_owner.as_ref()]
            })
        } else {
            [subject.index.control(id).and_then(|control| control.owner.as_ref()), None, None]
        };
        let owners: BTreeSet<&str> = owners.into_iter().flatten().flat_map(|owner| behind(subject, owner)).collect();
        let dealt_with = audit.independence.as_ref().is_some_and(|text| spoken_of(text.as_str(), id));
        for person in owners.intersection(&auditors).filter(|_| !dealt_with) {
            owned.entry(*person).or_default().push(kind.named(id));
        }
    }
    for (person, items) in owned {
        let who = Kind::Person.named(person);
        let message = format!("{who} is in the audit team and owns {}, which the audit covers", joined(&items));
        let finding = Finding::new(Code::AuditorNotIndependent, message).help(
            "have somebody else audit it, or say under `independence`, by its id, who audited it instead; nobody audits \
             their own work",
        );
        subject.report(audit, "independence", finding);
    }
}
