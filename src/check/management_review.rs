//! Are management reviews held, by whom, on what, and with what result (ISO/IEC 42001 9.3)?
//!
//! What a review says is judged of the newest and of the one before it: what was missed years ago can't be put right.

use std::collections::BTreeSet;

use super::Subject;
use super::cadence::{running_since, runs};
use super::governance::{NAMED, of_record};
use super::phrase::listed_up_to;
use super::standing::months_over;
use crate::diagnostic::{Code, Finding};
use crate::record::improvement::ActionItem;
use crate::record::review::{DecisionKind, ManagementReviewItem, ReviewDecision};
use crate::record::risk::WorkState;
use crate::record::{Date, Item as _, Kind, Markdown};

pub(super) fn check(subject: &mut Subject<'_>) {
    let record = subject.record;
    let mut held: Vec<&ManagementReviewItem> = subject.present(&record.management_reviews).collect();
    held.sort_by_key(|review| review.date);
    overdue(subject, held.last().copied());
    let judged = held.len().saturating_sub(2);
    for (nth, review) in held.iter().enumerate().skip(judged) {
        let is_first = nth == 0 && review.previous.is_none();
        inputs(subject, review, is_first);
        attendance(subject, review);
        minutes(subject, review);
        decisions(subject, review);
    }
    if let [.., previous, newest] = held.as_slice() {
        forgotten(subject, previous, newest);
    }
}

/// Is a review held when it is due (9.3.1)?
fn overdue(subject: &mut Subject<'_>, newest: Option<&ManagementReviewItem>) {
    let (as_of, months) = (subject.as_of, subject.policy.thresholds.management_review_months);
    let Some(newest) = newest else {
        // A young AIMS has not reached its first review.
        if runs(subject) && running_since(subject).is_none_or(|since| months_over(since, months, as_of)) {
            let message = format!("no management review up to {as_of} is on record");
            let finding = Finding::new(Code::ManagementReviewOverdue, message).help(
                "have top management hold one, and add it to `management-reviews` with inputs, decisions and minutes",
            );
            of_record(subject, finding);
        }
        return;
    };
    let id = &newest.id;
    match newest.next_date {
        Some(next) if next < as_of && next > newest.date => {
            let message = format!("management review {id} set the next one for {next}, and none was held since");
            let finding = Finding::new(Code::ManagementReviewOverdue, message)
                .help("hold it, and add it to `management-reviews`; or have a new day set, and say why");
            subject.report(newest, "next_date", finding);
        }
        Some(next) if next > newest.date => {}
        _ if months_over(newest.date, months, as_of) => {
            let message = format!(
                "the last management review, {id}, was held on {}, more than {months} months before {as_of}",
                newest.date
            );
            let finding = Finding::new(Code::ManagementReviewOverdue, message)
                .help("hold one, or record in `next_date` the day that was set for it");
            subject.report(newest, "date", finding);
        }
        _ => {}
    }
}

/// Does the review look at what it must (9.3.2)? "No change" is an answer, silence is none.
fn inputs(subject: &mut Subject<'_>, review: &ManagementReviewItem, is_first: bool) {
    let said = |text: Option<&Markdown>| text.is_some_and(|text| !text.as_str().trim().is_empty());
    let of = review.inputs.as_ref();
    let asked = [
        // Before the first review there was none whose actions could be followed up.
        ("the actions of earlier reviews", is_first || said(of.and_then(|of| of.earlier_actions.as_ref()))),
        ("changes outside and inside", said(of.and_then(|of| of.changes.as_ref()))),
        ("what interested parties now want", said(of.and_then(|of| of.interested_parties.as_ref()))),
        ("the trend of nonconformities and corrective actions", said(of.and_then(|of| of.nonconformities.as_ref()))),
        ("the results of monitoring and measurement", said(of.and_then(|of| of.monitoring.as_ref()))),
        ("what audits found", said(of.and_then(|of| of.audits.as_ref()))),
        ("where the AIMS can be improved", said(of.and_then(|of| of.improvement.as_ref()))),
    ];
    let missing: Vec<String> = asked.iter().filter(|(_, said)| !said).map(|(name, _)| (*name).to_owned()).collect();
    if !missing.is_empty() {
        let message = format!("management review {} says nothing of {}", review.id, listed_up_to(NAMED, &missing));
        let finding = Finding::new(Code::ManagementReviewIncomplete, message)
            .help("add to `inputs` what was looked at, or take it up in the next review; \"no change\" is an answer");
        subject.report(review, "inputs", finding);
    }
}

/// Did top management take part (9.3.1)?
fn attendance(subject: &mut Subject<'_>, review: &ManagementReviewItem) {
    let record = subject.record;
    let id = &review.id;
    let present: Vec<&str> = review.chair.iter().chain(&review.attendees).map(|reference| reference.as_str()).collect();
    if present.is_empty() {
        let message =
            format!("management review {id} does not say who attended: that top management took part can't be shown");
        let finding = Finding::new(Code::TopManagementAbsent, message)
            .help("name those who were there under `attendees`, and who chaired it under `chair`");
        subject.report(review, "attendees", finding);
        return;
    }
    // Where the record says of nobody that they belong to top management, or names people it does not know, who was
    // missing can't be told.
    let told = record.people.iter().any(|person| person.top_management == Some(true));
    let people: Vec<_> = present.iter().filter_map(|id| subject.index.person(id)).collect();
    if told && people.len() == present.len() && people.iter().all(|person| person.top_management != Some(true)) {
        let message = format!("nobody of top management attended management review {id}");
        let finding = Finding::new(Code::TopManagementAbsent, message)
            .help("hold it with top management; or correct `attendees`, or `top_management` of a person");
        subject.report(review, "attendees", finding);
    }
}

/// Is there evidence of the results (9.3.3)?
fn minutes(subject: &mut Subject<'_>, review: &ManagementReviewItem) {
    let as_of = subject.as_of;
    // Nobody writes minutes before the meeting is over.
    if review.date == as_of {
        return;
    }
    let written = review.minutes.as_ref().is_some_and(|minutes| {
        let evidence = subject.index.evidence(minutes.as_str());
        evidence.is_none_or(|evidence| evidence.date.is_none_or(|date| date <= as_of))
    });
    let approvals = review.approval.iter().chain(&review.approvals);
    let signed =
        approvals.filter(|approval| approval.on.is_none_or(|on| on <= as_of)).any(|approval| approval.is_granted());
    if !written && !signed {
        let message =
            format!("management review {} has neither minutes nor an approval of its results up to {as_of}", review.id);
        let finding = Finding::new(Code::MinutesMissing, message).help(
            "file the minutes as evidence and name them under `minutes`, or record who signed them under `approval`",
        );
        subject.report(review, "minutes", finding);
    }
}

/// Will somebody carry out what was decided, by a day (9.3.3)?
fn decisions(subject: &mut Subject<'_>, review: &ManagementReviewItem) {
    for (nth, decision) in review.decisions.iter().enumerate() {
        let lacks = match (&decision.owner, &decision.due) {
            (Some(_), Some(_)) => continue,
            (None, Some(_)) => "who carries it out",
            (Some(_), None) => "by when it is carried out",
            (None, None) => "who carries it out nor by when",
        };
        if !calls_for_work(review, decision) {
            continue;
        }
        let name = decision.number.clone().unwrap_or_else(|| (nth + 1).to_string());
        let does_not = if decision.owner.is_none() && decision.due.is_none() { "says neither" } else { "does not say" };
        let message = format!("decision {name} of management review {} {does_not} {lacks}", review.id);
        let finding = Finding::new(Code::DecisionUnowned, message).help(
            "give `owner` and `due`, or the `actions` that carry it out; where nothing is to be done, say so by `kind: approval` \
             or `kind: other`",
        );
        subject.report(review, &format!("decisions[{nth}]"), finding);
    }
}

/// Must somebody do something because of a decision? Where its kind is not given, an owner or a day alone tells that
/// somebody must, and actions of the review may carry out what has neither.
fn calls_for_work(review: &ManagementReviewItem, decision: &ReviewDecision) -> bool {
    if !decision.actions.is_empty() {
        return false;
    }
    match decision.kind {
        Some(DecisionKind::Improvement | DecisionKind::Change | DecisionKind::Resources) => true,
        Some(DecisionKind::RiskAcceptance | DecisionKind::Approval | DecisionKind::Other) => false,
        None => decision.owner.is_some() || decision.due.is_some() || review.actions.is_empty(),
    }
}

/// Does a review account for what the one before it set in motion (9.3.2)?
fn forgotten(subject: &mut Subject<'_>, previous: &ManagementReviewItem, newest: &ManagementReviewItem) {
    if newest.inputs.as_ref().is_none_or(|inputs| inputs.earlier_actions.is_none()) {
        return;
    }
    let text = newest.to_json().to_string();
    let words: BTreeSet<&str> = text
        .split(|character: char| !character.is_alphanumeric() && !matches!(character, '-' | '_' | '.' | '/'))
        .map(|word| word.trim_matches('.'))
        .collect();
    // A text that counts actions and names none of them can't be compared with the register.
    if !words.iter().any(|word| subject.index.action(word).is_some()) {
        return;
    }
    let own = previous.actions.iter().chain(previous.decisions.iter().flat_map(|decision| &decision.actions));
    let mut ids: BTreeSet<String> = own.map(|action| action.as_str().to_owned()).collect();
    let named = subject.index.named_by(Kind::ManagementReview, previous.id.as_str());
    let sourced = named.iter().filter(|naming| naming.by.kind() == Kind::Action && naming.field() == "source");
    ids.extend(sourced.map(|naming| naming.by.id().as_str().to_owned()));
    let open = ids.iter().filter(|id| !words.contains(id.as_str()));
    let open = open.filter(|id| subject.index.action(id).is_some_and(|action| was_open(action, newest.date)));
    let open: Vec<String> = open.cloned().collect();
    if !open.is_empty() {
        let message = format!(
            "management review {} does not say where {} {}, which came of the review before it, {}",
            newest.id,
            listed_up_to(NAMED, &open.iter().map(|id| super::subject(Kind::Action, id)).collect::<Vec<_>>()),
            if open.len() == 1 { "stands" } else { "stand" },
            previous.id
        );
        let finding = Finding::new(Code::ReviewActionForgotten, message)
            .help("say under `inputs`, `earlier_actions`, where each action of the previous review stands");
        subject.report(newest, "inputs.earlier_actions", finding);
    }
}

/// Was an action open on a day, as far as the record can tell?
fn was_open(action: &ActionItem, day: Date) -> bool {
    let raised = action.raised.as_ref().is_none_or(|raised| raised.first() <= day);
    raised
        && match (action.state, action.done) {
            (_, Some(done)) => done > day,
            (WorkState::NotStarted | WorkState::InProgress, None) => true,
            (WorkState::Done | WorkState::Dropped, None) => false,
        }
}
