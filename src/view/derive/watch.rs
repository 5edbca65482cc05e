//! What follows for what is watched: monitoring signals, objectives, incidents, the audit programme.

use serde_json::{Value, json};

use super::Facts;
use crate::check;
use crate::record::audit::AuditProgramme;
use crate::record::incident::IncidentItem;
use crate::record::monitoring::MonitoringSignal;
use crate::record::policy::AimsObjective;
use crate::record::{Kind, Ref};

impl Facts<'_> {
    pub(super) fn signal(&self, signal: &MonitoringSignal) -> Value {
        let runs = signal.runs.iter().filter(|run| run.date.first() <= self.as_of);
        let last = runs.max_by_key(|run| run.date.last());
        let day = last.map(|run| run.date.last().min(self.as_of));
        let due = day.zip(signal.cadence).and_then(|(day, cadence)| check::due(day, cadence));
        json!({
            "last": last.map(|run| json!({
                "date": run.date, "value": run.value, "breached": run.breached,
                "led_to": run.led_to.iter().map(Ref::as_str).filter(|id| self.shows_some(id)).collect::<Vec<_>>(),
            })),
            "next_due": due.map(|day| day.to_string()),
            "overdue": day.and_then(|day| check::is_stale(day, signal.cadence, self.as_of)),
            "owner": self.named_owner(signal.owner.as_ref()),
        })
    }

    /// Is something of this id shown?
    fn shows_some(&self, id: &str) -> bool {
        Kind::ALL.iter().any(|kind| self.selection.shows(*kind, id))
    }

    pub(super) fn objective(&self, objective: &AimsObjective) -> Value {
        let newest = check::newest_value(objective, self.as_of);
        json!({
            "newest": newest.map(|value| json!({ "date": value.date, "value": value.value })),
            "met": check::is_met(objective, self.as_of),
            "owner": self.named_owner(objective.owner.as_ref()),
        })
    }

    pub(super) fn incident(&self, incident: &IncidentItem) -> Value {
        let deadline = check::report_deadline(incident);
        let told = check::authority_told(incident, self.as_of);
        let late = deadline.as_ref().map(|(day, _)| told.unwrap_or(self.as_of) > *day);
        json!({
            "deadline": deadline.as_ref().map(|(day, _)| day.to_string()),
            "deadline_rule": deadline.as_ref().map(|(_, rule)| rule.id.as_str()),
            "reported": told.map(|day| day.to_string()),
            "late": late,
            "owner": self.named_owner(incident.owner.as_ref()),
        })
    }

    /// For each clause and control that the programme must cover, the audits that take it up.
    pub(super) fn programme(&self, programme: &AuditProgramme) -> Value {
        let shows = |id: &str| self.selection.shows(Kind::Audit, id);
        let coverage = check::programme_coverage(self.record, programme, self.as_of);
        let told = |criterion: &str| {
            let of_record = self.record.controls.iter().any(|control| control.id.as_str() == criterion);
            !of_record || self.selection.shows(Kind::Control, criterion)
        };
        let coverage = coverage.into_iter().filter(|row| told(row.criterion)).map(|row| {
            let ids = |ids: Vec<&str>| ids.into_iter().filter(|id| shows(id)).map(str::to_owned).collect::<Vec<_>>();
            json!({ "criterion": row.criterion, "done": ids(row.done), "planned": ids(row.planned) })
        });
        json!({ "coverage": coverage.collect::<Vec<_>>(), "owner": self.named_owner(programme.owner.as_ref()) })
    }
}
