//! What follows for work that is to be done: treatment, actions, nonconformities.

use serde_json::{Value, json};

use super::Facts;
use crate::check;
use crate::record::improvement::{ActionItem, NonconformityItem, NonconformityStatus};
use crate::record::risk::{TreatmentEntry, WorkState};
use crate::record::{Date, Kind};

impl Facts<'_> {
    pub(super) fn treatment_entry(&self, entry: &TreatmentEntry) -> Value {
        json!({ "overdue": self.overdue(entry.state, entry.due), "owner": self.named_owner(entry.owner.as_ref()) })
    }

    pub(super) fn action(&self, action: &ActionItem) -> Value {
        let open = check::is_open(action, self.as_of);
        // What was done late was late, until it was done.
        let end = action.done.filter(|done| *done <= self.as_of).unwrap_or(self.as_of);
        let late = action.due.filter(|due| *due < end && action.state != WorkState::Dropped);
        json!({
            "open": open,
            "overdue": open && action.due.is_some_and(|due| due < self.as_of),
            "days_late": late.map(|due| days(due, end)),
            "age_days": action.raised.as_ref().map(|raised| days(raised.first(), end)),
            "owner": self.named_owner(action.owner.as_ref()),
        })
    }

    pub(super) fn nonconformity(&self, item: &NonconformityItem) -> Value {
        let closed = item.closed.filter(|day| *day <= self.as_of);
        let open = match item.closed {
            Some(day) => day > self.as_of,
            None => item.status != NonconformityStatus::Closed,
        };
        let answers = |action: &&ActionItem| {
            let named = item.actions.iter().any(|id| id.as_str() == action.id.as_str());
            let naming = action.source.as_ref().is_some_and(|source| source.as_str() == item.id.as_str());
            (named || naming) && self.selection.shows(Kind::Action, action.id.as_str())
        };
        let actions = self.record.actions.iter().filter(answers).map(|action| {
            json!({
                "id": action.id, "what": action.what, "state": action.state,
                "due": action.due.map(|day| day.to_string()), "done": action.done.map(|day| day.to_string()),
                "open": check::is_open(action, self.as_of),
                "overdue": check::is_open(action, self.as_of) && action.due.is_some_and(|due| due < self.as_of),
                "owner": self.named_owner(action.owner.as_ref()),
            })
        });
        json!({
            "open": open,
            "age_days": item.raised.as_ref().map(|raised| days(raised.first(), closed.unwrap_or(self.as_of))),
            "actions": actions.collect::<Vec<_>>(),
            "owner": self.named_owner(item.owner.as_ref()),
        })
    }

    pub(super) fn overdue(&self, state: WorkState, due: Option<Date>) -> bool {
        matches!(state, WorkState::NotStarted | WorkState::InProgress) && due.is_some_and(|due| due < self.as_of)
    }
}

/// The days from one day to another.
fn days(from: Date, until: Date) -> i32 {
    from.until(until).map_or(0, |span| span.get_days())
}
