//! Days against those of what they follow from.
//!
//! A month may hold the day: only what lies before its cause whatever day is meant is a finding.

use super::super::Subject;
use crate::diagnostic::{Code, Finding};
use crate::record::improvement::NonconformityStatus;
use crate::record::organisation::Approval;
use crate::record::{Date, Item, Moment, When};

/// A day, or the span of days that it may be.
#[derive(Clone, Copy)]
struct Span<'a> {
    first: Date,
    last: Date,
    text: &'a dyn std::fmt::Display,
}

impl<'a> From<&'a Date> for Span<'a> {
    fn from(day: &'a Date) -> Self {
        Self { first: *day, last: *day, text: day }
    }
}

impl<'a> From<&'a When> for Span<'a> {
    fn from(when: &'a When) -> Self {
        Self { first: when.first(), last: when.last(), text: when }
    }
}

/// What was found of one item: the later day's field, and the two with their names.
struct Order<'a> {
    item: &'a dyn Item,
    found: Vec<(String, String)>,
}

impl<'a> Order<'a> {
    fn of(item: &'a dyn Item) -> Self {
        Self { item, found: Vec::new() }
    }

    /// `what`, which stands in `field`, can't lie before `cause`.
    fn after<C: Into<Span<'a>>, E: Into<Span<'a>>>(
        &mut self,
        cause: Option<C>,
        cause_name: &str,
        field: &str,
        effect: Option<E>,
        effect_name: &str,
    ) {
        let (Some(cause), Some(effect)) = (cause.map(Into::into), effect.map(Into::into)) else { return };
        if effect.last < cause.first {
            let message = format!("{effect_name} on {}, before it {cause_name} on {}", effect.text, cause.text);
            self.found.push((field.to_owned(), message));
        }
    }

    /// Moments are compared by the clock where both were read, else by their days.
    fn moments(
        &mut self,
        cause: Option<&Moment>,
        cause_name: &str,
        field: &str,
        effect: Option<&Moment>,
        effect_name: &str,
    ) {
        let (Some(cause), Some(effect)) = (cause, effect) else { return };
        let before = match (cause.instant(), effect.instant()) {
            (Some(cause), Some(effect)) => effect < cause,
            _ => effect.day() < cause.day(),
        };
        if before {
            self.found
                .push((field.to_owned(), format!("{effect_name} on {effect}, before it {cause_name} on {cause}")));
        }
    }

    fn approval(
        &mut self,
        cause: Option<impl Into<Span<'a>> + Copy>,
        cause_name: &str,
        approvals: &'a [Approval],
        one: Option<&'a Approval>,
    ) {
        let own = one.map(|approval| ("approval.on".to_owned(), approval));
        let more = approvals.iter().enumerate().map(|(index, approval)| (format!("approvals[{index}].on"), approval));
        for (field, approval) in own.into_iter().chain(more) {
            self.after(cause, cause_name, &field, approval.on.as_ref(), "was approved");
        }
    }

    fn tell(self, subject: &mut Subject<'_>) {
        let who = self.item.kind().named(self.item.id().as_str());
        for (field, message) in self.found {
            let finding = Finding::new(Code::DateBeforeCause, format!("{who} {message}"));
            subject.report(self.item, &field, finding.help("correct the day that is wrong"));
        }
    }
}

pub(super) fn check(subject: &mut Subject<'_>) {
    improvement(subject);
    risks(subject);
    events(subject);
    life(subject);
    periods(subject);
}

fn improvement(subject: &mut Subject<'_>) {
    for item in &subject.record.nonconformities {
        let mut order = Order::of(item);
        order.after(item.raised.as_ref(), "was raised", "closed", item.closed.as_ref(), "was closed");
        if let Some(audit) = item.source.as_ref().and_then(|source| subject.index.audit(source.as_str())) {
            order.after(
                Some(&audit.from),
                &format!("could be found by audit {}", audit.id),
                "raised",
                item.raised.as_ref(),
                "was raised",
            );
        }
        if item.status == NonconformityStatus::Closed {
            for action in super::super::improvement::actions_of(subject, item) {
                let name = format!("was answered by action {}, which was done", action.id);
                order.after(action.done.as_ref(), &name, "closed", item.closed.as_ref(), "was closed");
            }
        }
        order.tell(subject);
    }
    for item in &subject.record.actions {
        let mut order = Order::of(item);
        order.after(item.raised.as_ref(), "was decided", "done", item.done.as_ref(), "was done");
        let checked = item.effectiveness.as_ref().and_then(|check| check.date.as_ref());
        order.after(item.done.as_ref(), "was done", "effectiveness.date", checked, "was checked for its effect");
        order.tell(subject);
    }
}

fn risks(subject: &mut Subject<'_>) {
    for item in &subject.record.risks {
        let mut order = Order::of(item);
        order.after(item.raised.as_ref(), "was entered", "closed", item.closed.as_ref(), "was closed");
        if let Some(acceptance) = &item.acceptance {
            order.after(item.raised.as_ref(), "was entered", "acceptance.on", acceptance.on.as_ref(), "was accepted");
            order.after(
                acceptance.on.as_ref(),
                "was accepted",
                "acceptance.until",
                acceptance.until.as_ref(),
                "ceased to be accepted",
            );
        }
        order.tell(subject);
    }
    for item in &subject.record.risk_assessments {
        let mut order = Order::of(item);
        order.approval(Some(&item.date), "was concluded", &item.approvals, item.approval.as_ref());
        order.tell(subject);
    }
    for item in &subject.record.impact_assessments {
        let mut order = Order::of(item);
        order.approval(item.date.as_ref(), "was concluded", &item.approvals, item.approval.as_ref());
        order.tell(subject);
    }
}

fn events(subject: &mut Subject<'_>) {
    for item in &subject.record.incidents {
        let mut order = Order::of(item);
        let (began, aware) = (item.occurred_at.as_ref(), item.aware_at.as_ref());
        order.moments(began, "began", "ended_at", item.ended_at.as_ref(), "ended");
        order.moments(began, "began", "aware_at", aware, "was noticed");
        order.moments(aware, "was noticed", "initial_report_at", item.initial_report_at.as_ref(), "was reported");
        order.moments(
            item.initial_report_at.as_ref(),
            "was first reported",
            "complete_report_at",
            item.complete_report_at.as_ref(),
            "was reported in full",
        );
        for (index, report) in item.reports.iter().enumerate() {
            let told = format!("was told to {}", report.to);
            order.moments(began, "began", &format!("reports[{index}].sent_at"), Some(&report.sent_at), &told);
        }
        order.tell(subject);
    }
    for item in &subject.record.audits {
        let mut order = Order::of(item);
        order.after(Some(&item.from), "began", "until", Some(&item.until), "ended");
        order.after(Some(&item.from), "began", "signed_on", item.signed_on.as_ref(), "was signed");
        order.after(Some(&item.from), "began", "response_received", item.response_received.as_ref(), "was answered");
        order.tell(subject);
    }
    for item in &subject.record.management_reviews {
        let mut order = Order::of(item);
        order.after(
            item.period_from.as_ref(),
            "looks back to",
            "period_until",
            item.period_until.as_ref(),
            "looks back until",
        );
        order.approval(Some(&item.date), "was held", &item.approvals, item.approval.as_ref());
        order.tell(subject);
    }
    for item in &subject.record.findings {
        let mut order = Order::of(item);
        order.after(item.found.as_ref(), "was found", "fixed", item.fixed.as_ref(), "was fixed");
        order.tell(subject);
    }
}

fn life(subject: &mut Subject<'_>) {
    for item in &subject.record.systems {
        let mut order = Order::of(item);
        order.after(item.in_use_since.as_ref(), "went into use", "retired_on", item.retired_on.as_ref(), "was retired");
        order.tell(subject);
    }
    for item in &subject.record.releases {
        let mut order = Order::of(item);
        // The approval is the cause here: a release that went out before it had none.
        let approved =
            item.approval.as_ref().filter(|approval| approval.is_granted()).and_then(|approval| approval.on.as_ref());
        order.after(approved, "was approved", "date", item.date.as_ref(), "went out");
        order.after(
            approved,
            "was approved",
            "placed_on_market",
            item.placed_on_market.as_ref(),
            "was placed on the market",
        );
        if let Some(assessment) =
            item.impact_assessment.as_ref().and_then(|id| subject.index.impact_assessment(id.as_str()))
        {
            let name = format!("was informed by impact assessment {}, which was concluded", assessment.id);
            order.after(assessment.date.as_ref(), &name, "date", item.date.as_ref(), "went out");
        }
        order.tell(subject);
    }
    for item in &subject.record.tests {
        let mut order = Order::of(item);
        order.after(item.date.as_ref(), "was made", "signed_on", item.signed_on.as_ref(), "was signed");
        // A threshold that is set after the result is known measures nothing (AI Act Art. 9(8)).
        order.after(item.threshold_set.as_ref(), "had its threshold set", "date", item.date.as_ref(), "was made");
        order.tell(subject);
    }
}

fn periods(subject: &mut Subject<'_>) {
    for item in &subject.record.evidence {
        let mut order = Order::of(item);
        order.after(
            item.period_from.as_ref(),
            "begins to speak",
            "period_until",
            item.period_until.as_ref(),
            "ceases to speak",
        );
        order.tell(subject);
    }
    for item in &subject.record.certificates {
        let mut order = Order::of(item);
        order.after(
            item.valid_from.as_ref(),
            "became valid",
            "valid_until",
            item.valid_until.as_ref(),
            "ceased to be valid",
        );
        order.tell(subject);
    }
    for item in &subject.record.suppliers {
        let mut order = Order::of(item);
        order.after(
            item.contract_from.as_ref(),
            "came under contract",
            "contract_until",
            item.contract_until.as_ref(),
            "went out of it",
        );
        order.tell(subject);
    }
    for item in &subject.record.policies {
        let mut order = Order::of(item);
        let approved =
            item.approval.as_ref().filter(|approval| approval.is_granted()).and_then(|approval| approval.on.as_ref());
        // A policy that was approved again may have been in force before.
        let first = item.approvals.is_empty() && item.history.is_empty() && item.supersedes.is_none();
        order.after(
            approved.filter(|_| first),
            "was approved",
            "in_force_since",
            item.in_force_since.as_ref(),
            "came into force",
        );
        order.tell(subject);
    }
}
