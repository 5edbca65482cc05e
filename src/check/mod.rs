//! Checks a record: integrity first, then what an auditor would find.
//!
//! One file per family of checks. Checks emit facts; levels and waivers are [`policy`] and come later.

mod ai_act;
mod applicability;
mod audits;
mod bands;
mod cadence;
mod contradictions;
mod coverage;
mod feedback;
mod fields;
mod governance;
mod improvement;
mod index;
mod management_review;
mod method;
mod objectives;
mod phrase;
pub mod policy;
mod programme;
mod readability;
mod reconciliation;
mod references;
mod staleness;
mod standing;
mod suppliers;
mod text;
mod traceability;

#[cfg(test)]
mod policy_tests;

pub use crate::config::policy::Cadences;
pub use policy::{Applied, Judged};
pub use staleness::{due, is_stale};

// How things stand on a day: views say of items what findings say of them.
#[cfg(any(feature = "pdf", feature = "xlsx"))]
pub(crate) use {
    ai_act::incidents::{report_deadline, told as authority_told},
    bands::{Bands, number as rating_number},
    coverage::programme_coverage,
    improvement::is_open,
    method::is_over_appetite,
    objectives::{is_met, newest_value},
    standing::{is_alive, is_in_use, is_open as is_risk_open},
};

use std::collections::BTreeMap;

use crate::config::Policy;
use crate::diagnostic::{self, Class, Finding};
use crate::ingest::{Ingested, Places};
use crate::record::{Date, Item, Kind, Record};
use index::Index;

/// What a check looks at.
struct Subject<'a> {
    record: &'a Record,
    index: Index<'a>,
    places: &'a Places,
    policy: &'a Policy,
    as_of: Date,
    findings: Vec<Finding>,
}

impl<'a> Subject<'a> {
    /// The items of a collection that there are on the day: those dated later don't exist yet.
    fn present<T: Item>(&self, items: &'a [T]) -> impl Iterator<Item = &'a T> + use<'a, T> {
        let as_of = self.as_of;
        items.iter().filter(move |item| item.dated().is_none_or(|day| day <= as_of))
    }

    /// Could all items of these kinds be read? What could not may be what a check misses, and has findings of its own.
    fn is_whole(&self, kinds: &[Kind]) -> bool {
        kinds.iter().all(|kind| self.places.all_read(*kind))
    }

    /// Reports a finding about a field of an item.
    fn report(&mut self, item: &dyn Item, field: &str, finding: Finding) {
        self.report_nth(item.kind(), item.id().as_str(), field, 0, finding);
    }

    fn report_nth(&mut self, kind: Kind, id: &str, field: &str, nth: usize, mut finding: Finding) {
        finding.place = self.places.of(kind, id, field, nth);
        finding.subject = Some(subject(kind, id));
        self.findings.push(finding);
    }
}

/// Counts items that wrongly share an id, so that each is shown where it stands.
#[derive(Default)]
struct Copies(BTreeMap<(Kind, String), usize>);

impl Copies {
    /// How many items of the same kind and id came before this one.
    fn nth(&mut self, item: &dyn Item) -> usize {
        let count = self.0.entry((item.kind(), item.id().0.clone())).or_default();
        *count += 1;
        *count - 1
    }
}

/// How findings name an item: `control A.5.2`.
pub fn subject(kind: Kind, id: &str) -> String {
    kind.named(id)
}

/// Checks a record as it stood on the day `as_of`, and judges what is found by the organisation's policy.
pub fn judge(ingested: &Ingested, as_of: Date) -> Judged {
    let policy = &ingested.policy;
    policy::apply(facts(ingested, policy, as_of), policy, as_of)
}

/// Checks a record as it stood on the day `as_of`. What reading found is among the findings; all are sorted and have
/// the levels of their codes.
pub fn check(ingested: &Ingested, as_of: Date) -> Vec<Finding> {
    facts(ingested, &Policy::default(), as_of)
}

fn facts(ingested: &Ingested, policy: &Policy, as_of: Date) -> Vec<Finding> {
    let (record, places, findings) = (&ingested.record, &ingested.places, ingested.findings.clone());
    let index = Index::new(record, as_of);
    let mut subject = Subject { record, index, places, policy, as_of, findings };
    references::check(&mut subject);
    fields::check(&mut subject);
    text::check(&mut subject);
    applicability::check(&mut subject);
    traceability::check(&mut subject);
    method::check(&mut subject);
    reconciliation::check(&mut subject);
    suppliers::check(&mut subject);
    feedback::check(&mut subject);
    cadence::check(&mut subject);
    objectives::check(&mut subject);
    management_review::check(&mut subject);
    programme::check(&mut subject);
    governance::check(&mut subject);
    audits::check(&mut subject);
    ai_act::check(&mut subject);
    readability::check(&mut subject);
    contradictions::check(&mut subject);
    improvement::check(&mut subject);
    let mut findings = subject.findings;
    diagnostic::sort(&mut findings);
    findings
}

/// The findings that keep a final document from being made: the record can't be trusted to say what it says.
pub fn blocking(findings: &[Finding]) -> Vec<Finding> {
    findings
        .iter()
        .filter(|finding| finding.code.class() != Class::Conformity && finding.level == diagnostic::Level::Error)
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_can_be_issued() {
        for name in ["minimal", "meridian"] {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name);
            let ingested = crate::ingest::read(&folder).expect("the sample can be read");
            let blocking = blocking(&check(&ingested, Date::constant(2026, 9, 30)));
            assert!(blocking.is_empty(), "{name}: {}", diagnostic::human(&blocking));
        }
    }
}
