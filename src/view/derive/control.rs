//! What follows for a control: its evidence and how old it is, its treatment, what audits found, what calls for it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::Facts;
use crate::check;
use crate::record::control::{ControlItem, ControlSource, EvidenceItem};
use crate::record::organisation::Cadence;
use crate::record::{Date, Kind};
use crate::standards;

impl Facts<'_> {
    pub(super) fn control(&self, control: &ControlItem) -> Value {
        let catalogue =
            (control.source == ControlSource::AnnexA).then(|| standards::control(control.id.as_str())).flatten();
        let objective = catalogue
            .and_then(|entry| standards::annex_a().objectives.iter().find(|objective| objective.id == entry.objective));
        let title = control.title.clone().or_else(|| catalogue.map(|entry| entry.title.clone()));
        let framework = control.framework.clone().or_else(|| catalogue.map(|_| standards::ISO_42001.to_owned()));
        let cadence = control.cadence.or_else(|| self.cadences.of(control.id.as_str()));
        let evidence = self.evidence(control, cadence);
        let newest = self.newest_evidence(control);
        let due = newest.zip(cadence).and_then(|(newest, cadence)| check::due(newest, cadence));
        let stale = newest.and_then(|newest| check::is_stale(newest, cadence, self.as_of));
        json!({
            "title": title,
            "framework": framework,
            "objective": objective.map_or("own", |objective| objective.id.as_str()),
            "objective_title": objective.map_or("Own controls", |objective| objective.title.as_str()),
            "intent": catalogue.map(|entry| entry.intent.as_str()),
            "evidence": evidence,
            "withheld_evidence": self.withheld_evidence(control),
            "cadence": cadence,
            "last_evidence_date": newest.map(|date| date.to_string()),
            "next_due": due.map(|date| date.to_string()),
            "stale": stale,
            "evidence_age": evidence_age(newest, cadence, stale),
            "treatment": self.treatment(control),
            "audit_results": self.audit_results(control.id.as_str()),
            "driver_items": self.drivers(control),
            "crosswalk": self.crosswalk(control),
            "owner": control.owner.as_ref().and_then(|owner| self.owner(owner.as_str())),
        })
    }

    /// The evidence of a control: what it or its measures name, and what names it.
    fn evidence_of<'b>(&'b self, control: &'b ControlItem) -> impl Iterator<Item = &'b str> {
        let naming = self
            .record
            .evidence
            .iter()
            .filter(|item| item.controls.iter().any(|id| id.as_str() == control.id.as_str()));
        named_evidence(control).chain(naming.map(|item| item.id.as_str()))
    }

    /// The control's evidence that is shown, newest first, undated last.
    fn evidence(&self, control: &ControlItem, cadence: Option<Cadence>) -> Vec<Value> {
        let mut items: Vec<_> = self
            .evidence_of(control)
            .filter(|id| self.selection.shows(Kind::Evidence, id))
            .filter_map(|id| self.record.evidence.iter().find(|item| item.id.as_str() == id))
            .collect();
        items.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.id.cmp(&b.id)));
        items.dedup_by(|a, b| a.id == b.id);
        let describe = |item: &&crate::record::control::EvidenceItem| {
            let stale = item.date.and_then(|date| check::is_stale(date, cadence, self.as_of));
            json!({
                "id": item.id, "title": item.title, "date": item.date.map(|date| date.to_string()),
                "file": item.file, "location": item.location, "stale": stale,
            })
        };
        items.iter().map(describe).collect()
    }

    /// Day of the control's newest evidence. Inside the organisation what is withheld counts too, so that a control
    /// does not look stale to one reader and carried to another; outside, nothing is told of it.
    fn newest_evidence(&self, control: &ControlItem) -> Option<Date> {
        self.evidence_of(control)
            .filter(|id| self.inside || self.selection.shows(Kind::Evidence, id))
            .filter_map(|id| self.record.evidence.iter().find(|item| item.id.as_str() == id)?.date)
            .filter(|date| *date <= self.as_of)
            .max()
    }

    /// How many of the control's evidence items the audience may not see; told inside the organisation alone.
    fn withheld_evidence(&self, control: &ControlItem) -> Option<usize> {
        let withheld = |id: &&str| self.selection.withholds(Kind::Evidence, id);
        self.inside.then(|| self.evidence_of(control).filter(withheld).collect::<BTreeSet<_>>().len())
    }

    fn treatment(&self, control: &ControlItem) -> Vec<Value> {
        let named = control.treatment.iter().filter(|id| self.selection.shows(Kind::Treatment, id.as_str()));
        named
            .filter_map(|id| self.record.treatment_plan.iter().find(|entry| entry.id.as_str() == id.as_str()))
            .map(|entry| {
                json!({
                    "id": entry.id, "action": entry.action, "state": entry.state,
                    "owner": entry.owner,
                    "due": entry.due.map(|date| date.to_string()), "done": entry.done.map(|date| date.to_string()),
                    "overdue": self.overdue(entry.state, entry.due),
                })
            })
            .collect()
    }

    /// What audits found about the control, newest first.
    fn audit_results(&self, id: &str) -> Vec<Value> {
        let mut audits: Vec<_> =
            self.record.audits.iter().filter(|audit| self.selection.shows(Kind::Audit, audit.id.as_str())).collect();
        audits.sort_by(|a, b| b.until.cmp(&a.until).then_with(|| a.id.cmp(&b.id)));
        let mut results = Vec::new();
        for audit in audits {
            let about = |finding: &&crate::record::audit::AuditFinding| {
                finding.controls.iter().any(|control| control.as_str() == id)
            };
            let before = results.len();
            for finding in audit.findings.iter().filter(about) {
                results.push(json!({
                    "audit": audit.id, "date": audit.until.to_string(), "number": finding.number, "grade": finding.grade,
                }));
            }
            if before == results.len() && audit.controls.iter().any(|control| control.as_str() == id) {
                results
                    .push(json!({ "audit": audit.id, "date": audit.until.to_string(), "number": null, "grade": null }));
            }
        }
        results
    }

    /// What calls for the control: what it names, and the risks that name it.
    fn drivers(&self, control: &ControlItem) -> Vec<Value> {
        const KINDS: [Kind; 6] = [
            Kind::Risk,
            Kind::RiskAssessment,
            Kind::ImpactAssessment,
            Kind::Obligation,
            Kind::Objective,
            Kind::InterestedParty,
        ];
        let mut drivers: BTreeMap<(Kind, standards::SortKey), Value> = BTreeMap::new();
        let risks = self
            .record
            .risks
            .iter()
            .filter(|risk| risk.controls.iter().any(|target| target.as_str() == control.id.as_str()));
        let named = control.drivers.iter().map(|driver| driver.as_str().to_owned());
        for id in named.chain(risks.map(|risk| risk.id.0.clone())) {
            for kind in KINDS.into_iter().filter(|kind| self.selection.shows(*kind, &id)) {
                let title = self
                    .record
                    .of_kind(kind)
                    .into_iter()
                    .find(|item| item.id().as_str() == id)
                    .map(|item| self.title(item));
                let value =
                    json!({ "kind": kind.field_singular(), "kind_label": kind.label(), "id": id, "title": title });
                drivers.insert((kind, standards::sort_key(&id)), value);
            }
        }
        drivers.into_values().collect()
    }

    fn crosswalk(&self, control: &ControlItem) -> Vec<Value> {
        let id = control.id.as_str();
        let shipped = standards::crosswalk()
            .rows
            .iter()
            .filter(|row| control.source == ControlSource::AnnexA && row.iso_42001 == id);
        let mut rows: Vec<_> = shipped
            .flat_map(|row| &row.related)
            .map(|related| json!({ "framework": related.framework, "ids": related.ids, "basis": related.basis, "note": null }))
            .collect();
        let own = self.record.crosswalk.iter().filter(|row| row.iso_42001 == id);
        let shown = own.filter(|row| self.selection.shows(Kind::Crosswalk, row.id.as_str()));
        rows.extend(
            shown.map(
                |row| json!({ "framework": row.framework, "ids": row.related, "basis": "record", "note": row.note }),
            ),
        );
        rows
    }

    /// The controls that an evidence item serves: those that name it, and those that it names.
    pub(super) fn evidence_item(&self, item: &EvidenceItem) -> Value {
        let serves = |control: &&ControlItem| {
            let named = named_evidence(control).any(|id| id == item.id.as_str());
            named || item.controls.iter().any(|id| id.as_str() == control.id.as_str())
        };
        let shown = |control: &&ControlItem| self.selection.shows(Kind::Control, control.id.as_str());
        let citing = self.record.controls.iter().filter(shown).filter(serves);
        let cited: Vec<_> = citing.map(|control| control.id.as_str()).collect();
        json!({ "cited_by": cited })
    }
}

/// What can be said of the age of a control's evidence. Without a day or a cadence nothing can, which is no pass.
fn evidence_age(newest: Option<Date>, cadence: Option<Cadence>, stale: Option<bool>) -> &'static str {
    match (newest.zip(cadence), stale) {
        (None, _) => "unknown",
        (_, Some(true)) => "stale",
        (_, Some(false)) => "current",
        (_, None) => "event_driven",
    }
}

/// The evidence that a control or its measures name.
fn named_evidence(control: &ControlItem) -> impl Iterator<Item = &str> {
    let measures = control.measures.iter().flat_map(|measure| &measure.evidence);
    control.evidence.iter().chain(measures).map(crate::record::Ref::as_str)
}
