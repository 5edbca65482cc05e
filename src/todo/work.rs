//! Work that was begun or decided on and is not done.

use super::Gather;
use crate::record::audit::Grade;
use crate::record::context::OpportunityStatus;
use crate::record::disclosure::FeedbackItem;
use crate::record::improvement::{EffectivenessCheck, NonconformityStatus};
use crate::record::incident::{IncidentStatus, MatterStatus};
use crate::record::monitoring::FindingStatus;
use crate::record::release::ChangeStatus;
use crate::record::review::ProposalStatus;
use crate::record::risk::WorkState;
use crate::record::{AnyOwner, Date, Item, Ref};

pub(super) fn gather(gather: &mut Gather<'_>) {
    measures(gather);
    nonconformities(gather);
    audits(gather);
    reviews_and_proposals(gather);
    conditions(gather);
    matters(gather);
    security(gather);
    changes(gather);
}

/// Is a measure unfinished on the day? One that was done later still was.
fn is_open(state: WorkState, done: Option<Date>, as_of: Date) -> bool {
    match state {
        WorkState::NotStarted | WorkState::InProgress => true,
        WorkState::Done => done.is_some_and(|day| day > as_of),
        WorkState::Dropped => false,
    }
}

fn measures(gather: &mut Gather<'_>) {
    for action in gather.present(&gather.record.actions) {
        if is_open(action.state, action.done, gather.as_of) {
            gather.owe(action, "due", "carry out the action", action.due, action.owner.as_ref());
        }
        effectiveness(gather, action, action.effectiveness.as_ref(), action.owner.as_ref());
    }
    for entry in &gather.record.treatment_plan {
        if is_open(entry.state, entry.done, gather.as_of) {
            gather.owe(entry, "due", "carry out the treatment", entry.due, entry.owner.as_ref());
        }
    }
}

fn effectiveness(
    gather: &mut Gather<'_>,
    item: &dyn Item,
    check: Option<&EffectivenessCheck>,
    owner: Option<&Ref<AnyOwner>>,
) {
    if let Some(check) = check.filter(|check| !gather.happened(check.date.as_ref()) && check.effective.is_none()) {
        gather.owe(item, "effectiveness.due", "check the effectiveness", check.due, check.by.as_ref().or(owner));
    }
}

fn nonconformities(gather: &mut Gather<'_>) {
    for item in gather.present(&gather.record.nonconformities) {
        let reopened = item.closed.is_some_and(|day| day > gather.as_of);
        if item.status != NonconformityStatus::Closed || reopened {
            gather.owe(item, "status", "close the nonconformity", None, item.owner.as_ref());
        }
        effectiveness(gather, item, item.effectiveness.as_ref(), item.owner.as_ref());
    }
}

fn audits(gather: &mut Gather<'_>) {
    for audit in gather.present(&gather.record.audits) {
        let mut unanswered = false;
        for finding in &audit.findings {
            let needs = matches!(finding.grade, Grade::MajorNonconformity | Grade::MinorNonconformity);
            let response = finding.response.as_ref();
            // An answer without a day was given on a day that nobody noted.
            let answered = response.is_some_and(|one| one.date.is_none() || gather.happened(one.date.as_ref()));
            if !answered {
                let owner = response.and_then(|one| one.owner.as_ref());
                match finding.response_due {
                    Some(due) => {
                        let field = format!("findings[{}].response_due", finding.number);
                        gather.owe(audit, field, "answer the audit finding", Some(due), owner);
                        gather.about(&format!("{}: {}", finding.number, finding.statement.as_str()));
                    }
                    None => unanswered |= needs,
                }
            }
            // Where actions carry the answer, they are owed themselves.
            if let Some(response) = response.filter(|one| answered && one.due.is_some() && one.actions.is_empty())
                && !finding.verification.as_ref().is_some_and(|seen| gather.happened(seen.on.as_ref()))
            {
                let field = format!("findings[{}].response.due", finding.number);
                gather.owe(audit, field, "do what the answer promised", response.due, response.owner.as_ref());
                gather.about(&format!("{}: {}", finding.number, finding.statement.as_str()));
            }
        }
        if let Some(due) =
            audit.response_due.filter(|_| unanswered && !gather.happened(audit.response_received.as_ref()))
        {
            gather.owe::<AnyOwner>(audit, "response_due", "answer the audit", Some(due), None);
        }
    }
}

fn reviews_and_proposals(gather: &mut Gather<'_>) {
    for review in gather.present(&gather.record.management_reviews) {
        let decisions = review.decisions.iter().enumerate();
        // A decision has no state. The actions that carry it out have one, and are owed themselves.
        for (index, decision) in decisions.filter(|(_, one)| one.actions.is_empty() && one.due.is_some()) {
            let number = decision.number.clone().unwrap_or_else(|| (index + 1).to_string());
            let field = format!("decisions[{number}].due");
            gather.owe(review, field, "carry out the decision", decision.due, decision.owner.as_ref());
            gather.about(&format!("{number}: {}", decision.decision.as_str()));
        }
    }
    for proposal in gather.present(&gather.record.proposals) {
        let open = matches!(proposal.status, None | Some(ProposalStatus::Open | ProposalStatus::Deferred));
        let later = proposal.decided_on.as_ref().is_some_and(|day| day.first() > gather.as_of);
        if (open && proposal.decided_on.is_none()) || later {
            gather.owe(proposal, "decide_by", "decide", proposal.decide_by, proposal.asked_of.as_ref());
        }
    }
}

fn conditions(gather: &mut Gather<'_>) {
    for assessment in gather.present(&gather.record.impact_assessments) {
        for (index, condition) in assessment.conditions.iter().enumerate() {
            if !gather.happened(condition.met_on.as_ref()) {
                let field = format!("conditions[{}].due", index + 1);
                gather.owe(assessment, field, "meet the condition", condition.due, condition.owner.as_ref());
                gather.about(condition.condition.as_str());
            }
        }
    }
}

fn matters(gather: &mut Gather<'_>) {
    for item in gather.present(&gather.record.feedback) {
        if !is_answered(gather, item) {
            gather.owe(item, "due", "answer the feedback", item.due, item.owner.as_ref());
        }
    }
    for item in gather.present(&gather.record.concerns) {
        if item.status == Some(MatterStatus::Open) {
            gather.owe(item, "status", "handle the concern", None, item.handled_by.as_ref());
        }
    }
    for item in gather.present(&gather.record.incidents) {
        let reported = item.initial_report_at.as_ref().or(item.complete_report_at.as_ref());
        if let Some(deadline) = item.deadline.filter(|_| reported.is_none_or(|at| at.day() > gather.as_of)) {
            gather.owe(item, "deadline", "tell the authority", Some(deadline), item.owner.as_ref());
        }
        if matches!(item.status, Some(IncidentStatus::Ongoing | IncidentStatus::Contained)) {
            gather.owe(item, "status", "close the incident", None, item.owner.as_ref());
        }
    }
    for item in gather.present(&gather.record.opportunities) {
        if matches!(item.status, Some(OpportunityStatus::Open | OpportunityStatus::Accepted)) && item.actions.is_empty()
        {
            gather.owe(item, "due", "decide on or seize the opportunity", item.due, item.owner.as_ref());
        }
    }
}

fn is_answered(gather: &Gather<'_>, item: &FeedbackItem) -> bool {
    match &item.responded_on {
        Some(day) => day.first() <= gather.as_of,
        None => matches!(item.status, Some(MatterStatus::Answered | MatterStatus::Closed)) || item.status.is_none(),
    }
}

fn security(gather: &mut Gather<'_>) {
    for item in gather.present(&gather.record.findings) {
        let later = item.fixed.as_ref().is_some_and(|day| day.first() > gather.as_of);
        if matches!(item.status, FindingStatus::Open | FindingStatus::InProgress) || later {
            gather.owe(item, "due", "fix the security finding", item.due, item.owner.as_ref());
        }
        let exception = item.exception.as_ref().filter(|_| item.status == FindingStatus::Exception);
        if let Some(until) = exception.and_then(|exception| exception.until) {
            gather.owe(item, "exception.until", "fix it, or renew the exception", Some(until), item.owner.as_ref());
        }
    }
}

fn changes(gather: &mut Gather<'_>) {
    for item in gather.record.changes.iter().filter(|item| item.status == Some(ChangeStatus::Planned)) {
        if !gather.happened(item.date.as_ref()) {
            let day = item.planned_for.as_ref().or(item.date.as_ref()).map(|day| day.last());
            gather.owe(item, "planned_for", "make the change", day, item.owner.as_ref());
        }
    }
}
