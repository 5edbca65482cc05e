//! Is what was planned held when it was planned, or is this a one-off project (ISO/IEC 42001 5.2, 7.2, 7.5.2, 8.2, 8.4)?
//!
//! Management reviews, audits and objectives have files of their own.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;

use super::{Subject, is_stale};
use crate::diagnostic::{Code, Finding};
use crate::record::audit::{AuditItem, AuditStatus};
use crate::record::control::DocumentStatus;
use crate::record::organisation::{Approval, Cadence};
use crate::record::risk::{RiskAssessmentItem, RiskItem, RiskStatus};
use crate::record::support::{Certificate, CompetenceEntry};
use crate::record::system::{AiSystem, Stage};
use crate::record::{Date, Item, When};

pub(super) fn check(subject: &mut Subject<'_>) {
    reviews(subject);
    competence(subject);
    certificates(subject);
}

/// Something that is reviewed at times.
struct Reviewed<'a> {
    item: &'a dyn Item,
    /// The day that was set for the next review.
    next: Option<Date>,
    /// How often it is reviewed.
    cadence: Option<Cadence>,
    /// When it was last reviewed or approved, up to the day.
    held: Option<Date>,
}

/// Reviews that were due and were not held (5.2, 6.1, 7.5.2, 8.2, 8.4). Suppliers have a check of their own.
fn reviews(subject: &mut Subject<'_>) {
    for reviewed in reviewed(subject) {
        let Reviewed { item, next, cadence, held } = reviewed;
        let article = if item.kind().is_single() { "the " } else { "" };
        let name = format!("{article}{}", super::subject(item.kind(), item.id().as_str()));
        match (next, cadence, held) {
            // A review that was held on the day or later leaves a date behind that nobody moved.
            (Some(next), _, held) if next < subject.as_of && held.is_none_or(|held| held < next) => {
                let message = format!("{name} was to be reviewed by {next}, and no review since then is on record");
                let finding = Finding::new(Code::ReviewOverdue, message);
                subject.report(item, "next_review", finding.help("review it, and set the day of the next review"));
            }
            (None, Some(cadence), Some(held)) if is_stale(held, Some(cadence), subject.as_of) == Some(true) => {
                let message = format!(
                    "{name} was last approved or reviewed on {held}, longer ago than its cadence ({}) allows",
                    cadence.as_str()
                );
                let finding = Finding::new(Code::ReviewOverdue, message);
                subject.report(
                    item,
                    "review_cadence",
                    finding.help("review it and record the day, or correct the cadence"),
                );
            }
            _ => {}
        }
    }
}

/// What of the record is reviewed at times and still in force on the day.
fn reviewed<'a>(subject: &Subject<'a>) -> Vec<Reviewed<'a>> {
    let (record, as_of) = (subject.record, subject.as_of);
    let mut all: Vec<Reviewed<'a>> = Vec::new();
    let mut add = |item: &'a dyn Item, next: Option<Date>, cadence: Option<Cadence>, held: Option<Date>| {
        all.push(Reviewed { item, next, cadence, held });
    };
    if let Some(scope) = record.scope.as_ref().filter(|scope| in_force(scope.status)) {
        add(scope, scope.next_review, None, approved(scope.approval.as_ref(), &scope.approvals, as_of));
    }
    if let Some(method) = &record.method {
        add(method, method.next_review, None, approved(method.approval.as_ref(), &method.approvals, as_of));
    }
    if let Some(soa) = record.soa.as_ref().filter(|soa| in_force(soa.status)) {
        add(soa, soa.next_review, None, approved(soa.approval.as_ref(), &soa.approvals, as_of));
    }
    if let Some(plan) = record.treatment_plan_header.as_ref().filter(|plan| in_force(plan.status)) {
        add(plan, plan.next_review, None, approved(plan.approval.as_ref(), &plan.approvals, as_of));
    }
    for policy in record.policies.iter().filter(|policy| in_force(policy.status)) {
        let approval = approved(policy.approval.as_ref(), &policy.approvals, as_of);
        let held = [approval, known(policy.last_review.as_ref(), as_of), known(policy.in_force_since.as_ref(), as_of)];
        add(policy, policy.next_review, policy.review_cadence, held.into_iter().flatten().max());
    }
    for document in record.documents.iter().filter(|document| in_force(document.status)) {
        let approval = approved(document.approval.as_ref(), &document.approvals, as_of);
        let held = approval.max(known(document.approved.as_ref(), as_of));
        add(document, document.next_review, document.review_cadence, held);
    }
    for risk in subject.present(&record.risks).filter(|risk| !is_closed(risk, as_of)) {
        add(risk, risk.next_review, None, known(risk.last_review.as_ref(), as_of));
    }
    let replaced: BTreeSet<&str> = subject
        .present(&record.impact_assessments)
        .filter_map(|assessment| assessment.supersedes.as_ref())
        .map(|reference| reference.as_str())
        .collect();
    let mut assessed: BTreeMap<&str, Date> = BTreeMap::new();
    for assessment in subject.present(&record.impact_assessments) {
        if let Some(date) = assessment.date {
            let newest = assessed.entry(assessment.system.as_str()).or_insert(date);
            *newest = date.max(*newest);
        }
    }
    for assessment in subject.present(&record.impact_assessments) {
        let system = assessment.system.as_str();
        // A newer assessment of the same system is the review of the older one.
        let followed = assessment.date.is_some_and(|date| assessed.get(system).is_some_and(|newest| *newest > date));
        let retired = subject.index.system(system).is_some_and(|system| is_retired(system, as_of));
        if !followed && !retired && !replaced.contains(assessment.id.as_str()) {
            add(assessment, assessment.next_review, None, None);
        }
    }
    for assessment in unfollowed(subject) {
        add(assessment, assessment.next_review, None, None);
    }
    for issue in subject.present(&record.context_issues) {
        add(issue, issue.next_review, None, known(issue.reviewed.as_ref(), as_of));
    }
    for party in &record.interested_parties {
        add(party, party.next_review, None, known(party.reviewed.as_ref(), as_of));
    }
    let replaced: BTreeSet<&str> = subject
        .present(&record.disclosures)
        .filter_map(|disclosure| disclosure.supersedes.as_ref())
        .map(|reference| reference.as_str())
        .collect();
    for disclosure in subject.present(&record.disclosures) {
        let withdrawn = disclosure.withdrawn_on.as_ref().is_some_and(|day| day.first() <= as_of);
        if !withdrawn && !replaced.contains(disclosure.id.as_str()) {
            let held = approved(disclosure.approval.as_ref(), &disclosure.approvals, as_of);
            add(disclosure, disclosure.next_review, None, held);
        }
    }
    all
}

/// Risk assessments that no newer one of the same systems, or of the whole, has taken the place of.
fn unfollowed<'a>(subject: &Subject<'a>) -> Vec<&'a RiskAssessmentItem> {
    let record = subject.record;
    let mut whole: Option<Date> = None;
    let mut newest: BTreeMap<&str, Date> = BTreeMap::new();
    for assessment in subject.present(&record.risk_assessments) {
        if assessment.systems.is_empty() {
            whole = whole.max(Some(assessment.date));
        }
        for system in &assessment.systems {
            let day = newest.entry(system.as_str()).or_insert(assessment.date);
            *day = assessment.date.max(*day);
        }
    }
    let running: Vec<&str> = record
        .systems
        .iter()
        .filter(|system| !is_retired(system, subject.as_of))
        .map(|system| system.id.as_str())
        .collect();
    // What the oldest of the newest assessments of the running systems is, is all that one of the whole needs to know.
    let everywhere = running.iter().map(|system| newest.get(system).copied()).min().flatten();
    let followed = |assessment: &RiskAssessmentItem| {
        let day = assessment.date;
        let in_turn = if assessment.systems.is_empty() {
            everywhere.is_some_and(|oldest| oldest > day)
        } else {
            assessment.systems.iter().all(|system| {
                let retired =
                    subject.index.system(system.as_str()).is_some_and(|system| is_retired(system, subject.as_of));
                retired || newest.get(system.as_str()).is_some_and(|newest| *newest > day)
            })
        };
        in_turn || whole.is_some_and(|whole| whole > day)
    };
    subject.present(&record.risk_assessments).filter(|assessment| !followed(assessment)).collect()
}

/// Is a document in force, as far as its state tells? A draft has no review that could be overdue.
fn in_force(status: Option<DocumentStatus>) -> bool {
    !matches!(status, Some(DocumentStatus::Draft | DocumentStatus::Superseded | DocumentStatus::Withdrawn))
}

/// The day of the newest approval up to the day.
pub(super) fn approved(first: Option<&Approval>, further: &[Approval], as_of: Date) -> Option<Date> {
    let granted = first.into_iter().chain(further).filter(|approval| approval.is_granted());
    granted.filter_map(|approval| approval.on).filter(|on| *on <= as_of).max()
}

/// The last day that a span may mean, where it has begun.
pub(super) fn known(when: Option<&When>, as_of: Date) -> Option<Date> {
    when.filter(|when| when.first() <= as_of).map(|when| when.last().min(as_of))
}

fn is_closed(risk: &RiskItem, as_of: Date) -> bool {
    match &risk.closed {
        Some(closed) => closed.first() <= as_of,
        None => risk.status == Some(RiskStatus::Closed),
    }
}

fn is_retired(system: &AiSystem, as_of: Date) -> bool {
    match &system.retired_on {
        Some(day) => day.first() <= as_of,
        None => system.stage == Some(Stage::Retired),
    }
}

/// What a competence is about: whose it is, for which role, and what is required.
fn what_for(entry: &CompetenceEntry) -> (&str, &str, &str) {
    let role = entry.role.as_deref().or_else(|| entry.aims_role.as_ref().map(|role| role.as_str()));
    let required = entry.required.as_ref().map(|text| text.as_str());
    let person = entry.person.as_ref().map(|person| person.as_str());
    (person.unwrap_or_default(), role.unwrap_or_default(), required.unwrap_or_default())
}

/// Competences that ran out, and gaps that were to be closed (7.2).
fn competence(subject: &mut Subject<'_>) {
    let (record, as_of) = (subject.record, subject.as_of);
    let lapsed = |entry: &CompetenceEntry| entry.expiry.as_ref().is_some_and(|expiry| expiry.last() < as_of);
    let is_gap = |entry: &CompetenceEntry| entry.met == Some(false) || (entry.met.is_none() && entry.date.is_none());
    // A newer entry for the same person and purpose takes the place of one that ran out.
    let renewed: BTreeSet<_> = subject
        .present(&record.competence)
        .filter(|entry| entry.date.is_some() && entry.met != Some(false) && !lapsed(entry))
        .map(what_for)
        .collect();
    for entry in subject.present(&record.competence) {
        let person = entry.person.as_ref().and_then(|person| subject.index.person(person.as_str()));
        if person.and_then(|person| person.left.as_ref()).is_some_and(|left| left.last() < as_of)
            || renewed.contains(&what_for(entry))
        {
            continue;
        }
        let purpose = entry.role.as_ref().map_or_else(String::new, |role| format!(" ({role})"));
        if let Some(expiry) = entry.expiry.as_ref().filter(|expiry| expiry.last() < as_of) {
            let message = format!("competence entry {}{purpose} ran out on {expiry}", entry.id);
            let finding = Finding::new(Code::CompetenceExpired, message)
                .help("have it renewed and record the new day, or take the duty from the person until then");
            subject.report(entry, "expiry", finding);
        } else if let Some(due) = entry.due.filter(|due| *due < as_of && is_gap(entry)) {
            let message =
                format!("the gap in competence entry {}{purpose} was to be closed by {due} and is open", entry.id);
            let finding = Finding::new(Code::CompetenceExpired, message)
                .help("close it, and record the day and what shows it; or have a new day approved");
            subject.report(entry, "due", finding);
        }
    }
}

/// Certificates that are past their last day, or whose surveillance audit was not held.
fn certificates(subject: &mut Subject<'_>) {
    let (record, as_of) = (subject.record, subject.as_of);
    let valid: BTreeSet<&str> = subject
        .present(&record.certificates)
        .filter(|certificate| certificate.valid_until.is_some_and(|until| until >= as_of))
        .map(|certificate| certificate.standard.as_str())
        .collect();
    for certificate in subject.present(&record.certificates) {
        let (id, standard) = (&certificate.id, &certificate.standard);
        if let Some(until) = certificate.valid_until.filter(|until| *until < as_of) {
            // The one that follows it has an entry of its own.
            if !valid.contains(standard.as_str()) {
                let message =
                    format!("certificate {id} ({standard}) ended on {until}, and none that is valid follows it");
                let finding = Finding::new(Code::CertificateExpired, message)
                    .help("add the new certificate, and claim none until there is one");
                subject.report(certificate, "valid_until", finding);
            }
            continue;
        }
        for (nth, day) in certificate.surveillance.iter().enumerate().filter(|(_, day)| day.last() < as_of) {
            // Whoever lists no audits under a certificate keeps them elsewhere.
            if !certificate.audits.is_empty() && !held_around(subject, certificate, day) {
                let message = format!(
                    "the surveillance audit of certificate {id} ({standard}) was due on {day}, and none of the audits that it \
                     names was held around then"
                );
                let finding = Finding::new(Code::CertificateExpired, message)
                    .help("have it held, and name it under `audits`; the certificate may be suspended without it");
                subject.report(certificate, &format!("surveillance[{nth}]"), finding);
            }
        }
    }
}

/// Was an audit that the certificate names held within three months of the day?
fn held_around(subject: &Subject<'_>, certificate: &Certificate, day: &When) -> bool {
    let (first, last) = (day.first().checked_sub(3.months()), day.last().checked_add(3.months()));
    let near = |audit: &AuditItem| {
        first.as_ref().is_ok_and(|first| audit.until >= *first) && last.as_ref().is_ok_and(|last| audit.from <= *last)
    };
    let mut named = certificate.audits.iter().filter_map(|audit| subject.index.audit(audit.as_str()));
    named.any(|audit| {
        let held = !matches!(audit.status, Some(AuditStatus::Planned | AuditStatus::Cancelled));
        held && audit.until <= subject.as_of && near(audit)
    })
}

/// The first day of which the record shows that the AIMS was at work: nothing that recurs can be overdue at once.
pub(super) fn running_since(subject: &Subject<'_>) -> Option<Date> {
    let (record, as_of) = (subject.record, subject.as_of);
    let policies = record.policies.iter().flat_map(|policy| policy.approval.iter().chain(&policy.approvals));
    let single = record.scope.iter().flat_map(|scope| scope.approval.iter().chain(&scope.approvals));
    let soa = record.soa.iter().flat_map(|soa| soa.approval.iter().chain(&soa.approvals));
    let approvals = policies.chain(single).chain(soa).filter(|approval| approval.is_granted());
    let assessments = record.risk_assessments.iter().map(|assessment| assessment.date);
    let audits = record.audits.iter().map(|audit| audit.until);
    let days = approvals.filter_map(|approval| approval.on).chain(assessments).chain(audits);
    days.filter(|day| *day <= as_of).min()
}

/// Does the record hold an AIMS that runs, and not its first lines?
pub(super) fn runs(subject: &Subject<'_>) -> bool {
    let record = subject.record;
    !record.audits.is_empty() || !record.risks.is_empty() || !record.controls.is_empty()
}
