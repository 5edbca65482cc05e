//! What follows from the record for single items: titles, owners, what is stale, open, late, over the appetite or reached.
//!
//! The rules are those of the checks, so that a document and its findings never disagree.

mod control;
mod risk;
mod sources;
mod system;
mod watch;
mod work;

use serde_json::{Value, json};

use super::redact::Redactions;
use super::select::Selection;
use crate::check;
use crate::record::{Date, Item, Kind, Record};

/// What derivation looks at.
pub(super) struct Facts<'a> {
    pub(super) record: &'a Record,
    pub(super) selection: &'a Selection,
    pub(super) redactions: &'a Redactions<'a>,
    pub(super) as_of: Date,
    /// Is the reader inside the organisation?
    pub(super) inside: bool,
    /// Cadences for controls that state none of their own.
    pub(super) cadences: &'a check::Cadences,
}

impl Facts<'_> {
    /// The derived fields of an item, for kinds that have any; none from what the audience may not see of the item.
    pub(super) fn of(&self, item: &dyn Item, index: usize) -> Option<Value> {
        let mut derived = self.whole(item.kind(), index)?;
        sources::conceal(item.kind(), &mut derived, &self.selection.concealed_fields(item));
        Some(derived)
    }

    fn whole(&self, kind: Kind, index: usize) -> Option<Value> {
        let record = self.record;
        match kind {
            Kind::Control => record.controls.get(index).map(|control| self.control(control)),
            Kind::Evidence => record.evidence.get(index).map(|item| self.evidence_item(item)),
            Kind::Treatment => record.treatment_plan.get(index).map(|entry| self.treatment_entry(entry)),
            Kind::Risk => record.risks.get(index).map(|risk| self.risk(risk)),
            Kind::System => record.systems.get(index).map(|system| self.system(system)),
            Kind::Action => record.actions.get(index).map(|action| self.action(action)),
            Kind::Nonconformity => record.nonconformities.get(index).map(|item| self.nonconformity(item)),
            Kind::Monitoring => record.monitoring.get(index).map(|signal| self.signal(signal)),
            Kind::Objective => record.objectives.get(index).map(|objective| self.objective(objective)),
            Kind::Incident => record.incidents.get(index).map(|incident| self.incident(incident)),
            Kind::AuditProgramme => record.audit_programmes.get(index).map(|programme| self.programme(programme)),
            _ => None,
        }
    }

    /// What an item is called in this document.
    fn title(&self, item: &dyn Item) -> Option<String> {
        let mut value = item.to_json();
        self.redactions.apply(item.kind(), item, &mut value);
        title(&value)
    }

    /// The owner that a reference names, as documents name it.
    fn named_owner<T>(&self, owner: Option<&crate::record::Ref<T>>) -> Option<Value> {
        owner.and_then(|owner| self.owner(owner.as_str()))
    }

    /// The person, role or body with this id, as documents name it.
    pub(super) fn owner(&self, id: &str) -> Option<Value> {
        [Kind::Person, Kind::Role, Kind::Body].into_iter().filter(|kind| self.selection.shows(*kind, id)).find_map(
            |kind| {
                let item = self.record.of_kind(kind).into_iter().find(|item| item.id().as_str() == id)?;
                Some(json!({ "kind": kind.field_singular(), "id": id, "name": self.title(item) }))
            },
        )
    }
}

/// What an item is called: its title or name, or the sentence that states it.
pub(super) fn title(item: &Value) -> Option<String> {
    // A person's `title` is the job; the name comes first.
    let fields = ["name", "title", "party", "what", "action", "statement", "subject"];
    fields.iter().find_map(|field| item.get(field)?.as_str().map(str::to_owned))
}
