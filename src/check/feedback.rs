//! Does what is seen and heard in operation lead to something (ISO/IEC 42001 9.1, 10.1, A.3.3, A.6.2.6, A.8.3)?

use std::cmp::Ordering;

use super::phrase::on;
use super::standing::{days_over, is_in_operation, is_material};
use super::{Subject, due, is_stale};
use crate::diagnostic::{Code, Finding};
use crate::record::disclosure::FeedbackItem;
use crate::record::improvement::{ActionItem, NonconformityItem};
use crate::record::incident::{ConcernItem, IncidentItem, IncidentStatus, MatterStatus};
use crate::record::monitoring::{MonitoringRun, MonitoringSignal};
use crate::record::system::AiSystem;
use crate::record::{Date, Kind, Markdown, When};

pub(super) fn check(subject: &mut Subject<'_>) {
    let record = subject.record;
    let as_of = subject.as_of;
    for signal in &record.monitoring {
        for (position, run) in signal.runs.iter().enumerate().filter(|(_, run)| run.date.first() <= as_of) {
            if run.breached == Some(true) {
                followed_up(subject, signal, position, run);
            } else {
                marked(subject, signal, position, run);
            }
        }
        measured(subject, signal);
    }
    if subject.is_whole(&[Kind::Monitoring, Kind::Objective]) {
        for system in record.systems.iter().filter(|system| is_material(system) && is_in_operation(system, as_of)) {
            watched(subject, system);
        }
    }
    for incident in subject.present(&record.incidents) {
        learned_from(subject, incident);
    }
    for concern in subject.present(&record.concerns) {
        concern_answered(subject, concern);
    }
    for feedback in subject.present(&record.feedback) {
        feedback_answered(subject, feedback);
    }
}

/// 10.1: a breach led to something, or something says why it did not.
fn followed_up(subject: &mut Subject<'_>, signal: &MonitoringSignal, position: usize, run: &MonitoringRun) {
    if !run.led_to.is_empty() || says(run.no_follow_up.as_ref()) || named_as_source(subject, signal, run) {
        return;
    }
    let message =
        format!("the breach of monitoring signal {} {} led to nothing, and nothing says why", signal.id, on(&run.date));
    let finding = Finding::new(Code::BreachWithoutFollowUp, message).help(
        "name in `led_to` the risk, assessment, action or nonconformity that it led to, or say in `no_follow_up` why \
         there is none",
    );
    subject.report(signal, &format!("runs[{position}].breached"), finding);
}

/// Does an action or a nonconformity name the signal as its source, and was not there before the breach?
fn named_as_source(subject: &Subject<'_>, signal: &MonitoringSignal, run: &MonitoringRun) -> bool {
    let mut namings = subject.index.named_by(Kind::Monitoring, signal.id.as_str()).iter();
    let after = |raised: Option<&When>| raised.is_none_or(|raised| raised.last() >= run.date.first());
    namings.any(|naming| {
        let id = naming.by.id().as_str();
        let raised = match naming.by.kind() {
            Kind::Action => subject.index.action(id).map(|ActionItem { raised, .. }| raised),
            Kind::Nonconformity => subject.index.nonconformity(id).map(|NonconformityItem { raised, .. }| raised),
            _ => None,
        };
        naming.field() == "source" && raised.is_some_and(|raised| after(raised.as_ref()))
    })
}

/// 9.1: a value outside the limits is a breach, whatever is said of it.
fn marked(subject: &mut Subject<'_>, signal: &MonitoringSignal, position: usize, run: &MonitoringRun) {
    let Some(value) = &run.value else { return };
    let beyond = |limit: &Option<_>, side| limit.as_ref().filter(|limit| value.compare(limit) == side).cloned();
    let (relation, limit) =
        match (beyond(&signal.lower_limit, Ordering::Less), beyond(&signal.upper_limit, Ordering::Greater)) {
            (Some(limit), _) => ("under its lower limit", limit),
            (None, Some(limit)) => ("over its upper limit", limit),
            (None, None) => return,
        };
    let said = if run.breached.is_some() { "marked as no breach" } else { "not marked as a breach" };
    let message = format!(
        "monitoring signal {} was {} {}, {relation} of {}, and this is {said}",
        signal.id,
        value.as_str(),
        on(&run.date),
        limit.as_str()
    );
    let finding = Finding::new(Code::BreachUnmarked, message)
        .help("set `breached: true` and say in `led_to` what it led to, or correct the value or the limit");
    subject.report(signal, &format!("runs[{position}].value"), finding);
}

/// 9.1: a signal is measured as often as it says.
fn measured(subject: &mut Subject<'_>, signal: &MonitoringSignal) {
    let as_of = subject.as_of;
    let system = signal.system.as_ref().map(|id| subject.index.system(id.as_str()));
    let idle = system.is_some_and(|system| system.is_none_or(|system| !is_in_operation(system, as_of)));
    let Some(cadence) = signal.cadence.filter(|_| !idle) else { return };
    let taken = |run: &&MonitoringRun| run.value.is_some() || run.breached.is_some();
    let newest = signal.runs.iter().filter(taken).filter(|run| run.date.first() <= as_of).map(|run| &run.date);
    let (since, message) = match newest.max_by_key(|when| when.last()) {
        Some(newest) => (newest.last(), format!("monitoring signal {} was last measured {}", signal.id, on(newest))),
        // When a signal that was never measured began to be watched, only its system can tell.
        None if signal.runs.is_empty() => match system.flatten().and_then(|system| system.in_use_since.as_ref()) {
            Some(begin) => (
                begin.last(),
                format!(
                    "monitoring signal {} was never measured, and its system has been in use since {begin}",
                    signal.id
                ),
            ),
            None => return,
        },
        None => return,
    };
    if is_stale(since, Some(cadence), as_of) != Some(true) {
        return;
    }
    let due = due(since, cadence).map_or(String::new(), |due| format!(", and was due again by {due}"));
    let due = if signal.runs.is_empty() { String::new() } else { due };
    let message = format!("{message}{due} (cadence: {})", cadence.as_str().replace('_', " "));
    let finding = Finding::new(Code::MonitoringOverdue, message)
        .help("measure it and add the measurement to `runs`, or correct the cadence");
    subject.report(signal, "cadence", finding);
}

/// 9.1, A.6.2.6: something is watched of each system in operation, be it the measure of an objective.
fn watched(subject: &mut Subject<'_>, system: &AiSystem) {
    let namings = subject.index.named_by(Kind::System, system.id.as_str());
    let watched = namings.iter().any(|naming| matches!(naming.by.kind(), Kind::Monitoring | Kind::Objective));
    if watched || !system.monitoring.is_empty() {
        return;
    }
    let message = format!("AI system {} is in operation, and no monitoring signal or objective names it", system.id);
    let finding = Finding::new(Code::MonitoringAbsent, message)
        .help("add to `monitoring` what is watched of it, how often, and from which value on something is done");
    subject.report(system, "name", finding);
}

/// 10.1, 10.2: the organisation learns from an incident before it closes it.
fn learned_from(subject: &mut Subject<'_>, incident: &IncidentItem) {
    let later = incident.closure.as_ref().and_then(|closure| closure.on).is_some_and(|on| on > subject.as_of);
    if incident.status != Some(IncidentStatus::Closed) || later {
        return;
    }
    let led = !incident.actions.is_empty()
        || !incident.risks.is_empty()
        || !incident.nonconformities.is_empty()
        || says(incident.action.as_ref());
    let mut namings = subject.index.named_by(Kind::Incident, incident.id.as_str()).iter();
    let kinds = [Kind::Action, Kind::Nonconformity, Kind::Opportunity, Kind::Change, Kind::Proposal];
    if led || namings.any(|naming| kinds.contains(&naming.by.kind())) {
        return;
    }
    let message = format!("incident {} is closed, and led to no risk, action or nonconformity", incident.id);
    let finding = Finding::new(Code::IncidentWithoutFollowUp, message).help(
        "name in `actions`, `risks` or `nonconformities` what it led to, or say in `action` why nothing has to be done",
    );
    subject.report(incident, "status", finding);
}

/// A.3.3: a concern is answered in time.
fn concern_answered(subject: &mut Subject<'_>, concern: &ConcernItem) {
    let answered = match concern.status {
        Some(status) => status != MatterStatus::Open,
        None => says(concern.outcome.as_ref()) || concern.reporter_told == Some(true),
    };
    if !answered {
        waiting(subject, concern, concern.date.as_ref(), None);
    }
}

/// A.8.3: a report from outside is answered in time, or by the day that was set for it.
fn feedback_answered(subject: &mut Subject<'_>, feedback: &FeedbackItem) {
    let answered = match (&feedback.responded_on, feedback.status) {
        (Some(day), _) => day.first() <= subject.as_of,
        (None, Some(status)) => status != MatterStatus::Open,
        (None, None) => says(feedback.response.as_ref()),
    };
    if !answered {
        waiting(subject, feedback, feedback.date.as_ref(), feedback.due);
    }
}

fn waiting(subject: &mut Subject<'_>, item: &dyn crate::record::Item, came: Option<&When>, due: Option<Date>) {
    let days = subject.policy.thresholds.answer_days;
    let who = super::subject(item.kind(), item.id().as_str());
    let (field, message) = match (due, came) {
        (Some(due), _) if due < subject.as_of => ("due", format!("{who} was to be answered by {due} and is not")),
        // The days are counted from the last day that the date may mean: a quarter may protect a reporter.
        (None, Some(came)) if days_over(came.last(), days, subject.as_of) => {
            ("date", format!("{who} of {came} is not answered after {days} days"))
        }
        _ => return,
    };
    let finding = Finding::new(Code::MatterUnanswered, message)
        .help("answer it, and record the answer and the state `answered` or `closed`");
    subject.report(item, field, finding);
}

fn says(text: Option<&Markdown>) -> bool {
    text.is_some_and(|text| !text.as_str().trim().is_empty())
}
