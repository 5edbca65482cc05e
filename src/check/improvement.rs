//! Does a nonconformity lead to a cause, an action and a verified effect (ISO/IEC 42001 10.2)?

use jiff::Span;

use super::Subject;
use crate::diagnostic::{Code, Finding};
use crate::record::improvement::{ActionItem, EffectivenessCheck, NonconformityItem, NonconformityStatus};
use crate::record::risk::WorkState;
use crate::record::{Date, Kind};

pub(super) fn check(subject: &mut Subject<'_>) {
    for nonconformity in subject.present(&subject.record.nonconformities) {
        let actions = actions_of(subject, nonconformity);
        cause(subject, nonconformity);
        answered(subject, nonconformity, &actions);
        verified(subject, nonconformity, &actions);
    }
    for action in subject.present(&subject.record.actions) {
        owned(subject, action);
        in_time(subject, action);
        looked_after(subject, action);
    }
}

/// The actions that answer a nonconformity: those that it names, and those that name it.
pub(super) fn actions_of<'a>(subject: &Subject<'a>, nonconformity: &NonconformityItem) -> Vec<&'a ActionItem> {
    let naming = subject.index.named_by(Kind::Nonconformity, nonconformity.id.as_str()).iter();
    let naming = naming.filter(|naming| naming.field() == "source").map(|naming| naming.by.id().as_str());
    let ids: std::collections::BTreeSet<_> =
        naming.chain(nonconformity.actions.iter().map(|action| action.as_str())).collect();
    ids.into_iter().filter_map(|id| subject.index.action(id)).collect()
}

/// Is work on it still to be done on the day? An action that was done later was open then.
pub(crate) fn is_open(action: &ActionItem, as_of: Date) -> bool {
    match action.state {
        WorkState::NotStarted | WorkState::InProgress => true,
        WorkState::Done => action.done.is_some_and(|done| done > as_of),
        WorkState::Dropped => false,
    }
}

/// The days that have passed by `as_of` since the last day that something may mean.
fn days_since(day: Date, as_of: Date) -> i32 {
    day.until(as_of).map_or(0, |span| span.get_days())
}

/// The cause is known once there was time to find it, and in any case before closing.
fn cause(subject: &mut Subject<'_>, item: &NonconformityItem) {
    if item.root_cause.as_ref().is_some_and(|cause| !cause.as_str().trim().is_empty()) {
        return;
    }
    let limit = i32::try_from(subject.policy.thresholds.root_cause_days).unwrap_or(i32::MAX);
    let waited = item.raised.as_ref().map(|raised| days_since(raised.last(), subject.as_of));
    let message = match (item.status, waited) {
        (NonconformityStatus::Closed, _) => format!("nonconformity {} is closed without a root cause", item.id),
        (_, Some(days)) if days > limit => {
            format!("nonconformity {} has no root cause {days} days after it was raised", item.id)
        }
        (NonconformityStatus::AwaitingVerification, _) => {
            format!("nonconformity {} was acted on before its root cause was found", item.id)
        }
        _ => return,
    };
    let finding = Finding::new(Code::RootCauseMissing, message);
    subject.report(item, "root_cause", finding.help("find out why it happened, and write it in `root_cause:`"));
}

/// An action answers it, once its cause is known.
fn answered(subject: &mut Subject<'_>, item: &NonconformityItem, actions: &[&ActionItem]) {
    let cause = item.root_cause.as_ref().is_some_and(|cause| !cause.as_str().trim().is_empty());
    if !actions.is_empty() || !(cause || item.status != NonconformityStatus::Open) {
        return;
    }
    let finding = Finding::new(Code::ActionMissing, format!("no action answers nonconformity {}", item.id));
    let help = format!(
        "add one to `actions` with `source: {}`, owner and due date; if none is needed, say why in `containment` and waive this",
        item.id
    );
    subject.report(item, "actions", finding.help(help));
}

/// Closing needs to have seen that what was done worked.
fn verified(subject: &mut Subject<'_>, item: &NonconformityItem, actions: &[&ActionItem]) {
    if item.status != NonconformityStatus::Closed || item.closed.is_some_and(|closed| closed > subject.as_of) {
        return;
    }
    let own = item.effectiveness.as_ref().is_some_and(|check| is_checked(check, subject.as_of));
    let done: Vec<_> = actions.iter().filter(|action| action.state == WorkState::Done).collect();
    let all = !done.is_empty()
        && done
            .iter()
            .all(|action| action.effectiveness.as_ref().is_some_and(|check| is_checked(check, subject.as_of)));
    // Where nothing was done, the missing action is the finding.
    if own || all || done.is_empty() {
        return;
    }
    let unchecked: Vec<_> = done
        .iter()
        .filter(|action| !action.effectiveness.as_ref().is_some_and(|check| is_checked(check, subject.as_of)))
        .map(|action| action.id.as_str())
        .collect();
    let message =
        format!("nonconformity {} is closed, and nobody checked that {} worked", item.id, unchecked.join(", "));
    let finding = Finding::new(Code::EffectivenessUnverified, message);
    subject.report(
        item,
        "status",
        finding.help("check the effect and record it in `effectiveness:`, or open it again"),
    );
}

/// Was the check made by the day, with a result?
fn is_checked(check: &EffectivenessCheck, as_of: Date) -> bool {
    check.date.as_ref().is_none_or(|date| date.first() <= as_of)
        && (check.effective.is_some() || check.result.is_some())
}

/// Somebody answers for an open action, by a day.
fn owned(subject: &mut Subject<'_>, action: &ActionItem) {
    if !is_open(action, subject.as_of) {
        return;
    }
    let lacks = match (action.owner.is_none(), action.due.is_none()) {
        (true, true) => "neither owner nor due date",
        (true, false) => "no owner",
        (false, true) => "no due date",
        (false, false) => return,
    };
    let field = if action.owner.is_none() { "owner" } else { "due" };
    let finding = Finding::new(Code::ActionUnowned, format!("action {} is open and has {lacks}", action.id));
    subject.report(action, field, finding.help("say who does it, and by which day"));
}

/// It is done by its day, and a day that was moved is shown with the first one.
fn in_time(subject: &mut Subject<'_>, action: &ActionItem) {
    if !is_open(action, subject.as_of) {
        return;
    }
    if let Some(due) = action.due.filter(|due| *due < subject.as_of) {
        let days = days_since(due, subject.as_of);
        let message = format!("action {} was due on {due}, {days} day{} ago, and is not done", action.id, plural(days));
        let finding = Finding::new(Code::ActionOverdue, message);
        subject.report(
            action,
            "due",
            finding.help("do it, or have a later day approved and keep the first in `first_due:`"),
        );
    }
    if let (Some(first), Some(due)) = (action.first_due, action.due)
        && first < due
    {
        let message = format!("action {} was due on {first} at first and is due on {due} now", action.id);
        let finding = Finding::new(Code::ActionPostponed, message);
        subject.report(action, "first_due", finding.help("say in `history:` who approved the later day, and why"));
    }
}

fn plural(days: i32) -> &'static str {
    if days == 1 { "" } else { "s" }
}

/// What was done is looked at again: on the day set for it, else within the days that the organisation allows.
fn looked_after(subject: &mut Subject<'_>, action: &ActionItem) {
    let as_of = subject.as_of;
    let Some(done) = action.done.filter(|done| action.state == WorkState::Done && *done <= as_of) else { return };
    // Only what answers a nonconformity or an incident has an effect that 10.2 asks to be reviewed.
    let corrective = action.source.as_ref().is_some_and(|source| {
        subject.index.nonconformity(source.as_str()).is_some_and(|item| item.status != NonconformityStatus::Closed)
    });
    if !corrective || action.effectiveness.as_ref().is_some_and(|check| is_checked(check, as_of)) {
        return;
    }
    let set = action.effectiveness.as_ref().and_then(|check| check.due);
    let allowed = i64::from(subject.policy.thresholds.effectiveness_days);
    // More days than the calendar has are never over.
    let due = set.or_else(|| done.checked_add(Span::new().try_days(allowed).ok()?).ok());
    if let Some(due) = due.filter(|due| *due < as_of) {
        let message =
            format!("action {} was done on {done}, and nobody has checked by {due} that it worked", action.id);
        let finding = Finding::new(Code::EffectivenessUnverified, message);
        subject.report(action, "effectiveness", finding.help("check the effect and record it in `effectiveness:`"));
    }
}
