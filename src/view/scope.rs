//! What of a record concerns one AI system.
//!
//! The rule, for each item but those of the organisation as a whole ([`SHARED`]):
//!
//! 1. It names AI systems: it belongs to them alone.
//! 2. It names none, but items that belong to systems, such as a treatment that serves a risk: it belongs to their systems.
//! 3. It names neither, and others name it, such as a supplier or an evidence item: it belongs to whoever names it; to all
//!    where something of the organisation as a whole does, or nobody.
//!
//! 4. It is an entry of the activity log: it belongs to what it speaks of.
//!
//! What belongs to other systems alone is outside.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::record::{Kind, Record};

/// An item, by kind and id.
type Name<'a> = (Kind, &'a str);

/// Kinds that speak of the organisation as a whole, whatever systems they name.
const SHARED: [Kind; 17] = [
    Kind::Organisation,
    Kind::Scope,
    Kind::Method,
    Kind::Soa,
    Kind::TreatmentPlanHeader,
    Kind::Person,
    Kind::Role,
    Kind::Body,
    Kind::Raci,
    Kind::Policy,
    Kind::Control,
    Kind::AuditProgramme,
    Kind::ManagementReview,
    Kind::InterestedParty,
    Kind::ContextIssue,
    Kind::Certificate,
    Kind::Crosswalk,
];

/// Kinds that pass on to what names them the systems that they belong to.
const PASSING: [Kind; 13] = [
    Kind::Release,
    Kind::Dataset,
    Kind::ImpactAssessment,
    Kind::RiskAssessment,
    Kind::Risk,
    Kind::Treatment,
    Kind::Test,
    Kind::Monitoring,
    Kind::Finding,
    Kind::Incident,
    Kind::Concern,
    Kind::Nonconformity,
    Kind::Change,
];

/// The items that concern other systems alone.
pub(super) fn outside(record: &Record, system: &str) -> BTreeSet<(Kind, String)> {
    let graph = Graph::of(record);
    let inside = graph.naming([(Kind::System, system)].into());
    let others: BTreeSet<Name<'_>> =
        record.systems.iter().map(|item| (Kind::System, item.id.as_str())).filter(|name| name.1 != system).collect();
    let mut outside = graph.naming(others);
    // What names this system too belongs to it.
    outside.retain(|name| !inside.contains(name));
    graph.named_only_from(&inside, &mut outside);
    outside.into_iter().map(|(kind, id)| (kind, id.to_owned())).collect()
}

/// Who names whom.
struct Graph<'a> {
    names: BTreeMap<Name<'a>, BTreeSet<Name<'a>>>,
    named_by: BTreeMap<Name<'a>, BTreeSet<Name<'a>>>,
}

impl<'a> Graph<'a> {
    fn of(record: &'a Record) -> Self {
        let mut ids: BTreeMap<Kind, BTreeSet<&'a str>> = BTreeMap::new();
        for item in record.items() {
            ids.entry(item.kind()).or_default().insert(item.id().as_str());
        }
        let mut graph = Self { names: BTreeMap::new(), named_by: BTreeMap::new() };
        for item in record.items() {
            let from = (item.kind(), item.id().as_str());
            let mut targets = BTreeSet::new();
            item.references(&mut |_, kinds, id| {
                targets.extend(kinds.iter().filter_map(|kind| Some((*kind, *ids.get(kind)?.get(id)?))));
            });
            for target in &targets {
                graph.named_by.entry(*target).or_default().insert(from);
            }
            graph.names.insert(from, targets);
        }
        graph
    }

    /// Some systems, and what belongs to one of them by rules 1 and 2.
    fn naming(&self, systems: BTreeSet<Name<'a>>) -> BTreeSet<Name<'a>> {
        let mut queue: VecDeque<_> = systems.iter().copied().collect();
        let mut found = systems;
        while let Some(name) = queue.pop_front() {
            for by in self.named_by.get(&name).into_iter().flatten() {
                // Who names a system itself belongs to that one, and takes no other from what else it names.
                let direct = self.names[by].iter().any(|(kind, _)| *kind == Kind::System);
                let passes = name.0 == Kind::System || (!direct && PASSING.contains(&name.0));
                if passes && by.0 != Kind::System && !SHARED.contains(&by.0) && found.insert(*by) {
                    queue.push_back(*by);
                }
            }
        }
        found
    }

    /// Adds to the outside what is named from there alone, again and again (rules 3 and 4).
    fn named_only_from(&self, inside: &BTreeSet<Name<'a>>, outside: &mut BTreeSet<Name<'a>>) {
        loop {
            let open = self.names.keys().filter(|name| !SHARED.contains(&name.0) && name.0 != Kind::System);
            let added: Vec<Name<'a>> = open
                .filter(|name| !inside.contains(*name) && !outside.contains(*name))
                .filter(|name| {
                    let all =
                        |names: &BTreeSet<Name<'a>>| !names.is_empty() && names.iter().all(|one| outside.contains(one));
                    // The log's entries are named by nobody: they follow what they speak of.
                    let followed =
                        if name.0 == Kind::Activity { self.names.get(*name) } else { self.named_by.get(*name) };
                    followed.is_some_and(all)
                })
                .copied()
                .collect();
            if added.is_empty() {
                return;
            }
            outside.extend(added);
        }
    }
}
