//! What comes round: reviews, evidence, measurements, and what ends on a day.

use std::collections::BTreeMap;

use super::Gather;
use crate::check::due;
use crate::record::control::DocumentStatus;
use crate::record::organisation::{Approval, Cadence};
use crate::record::risk::RiskStatus;
use crate::record::time::When;
use crate::record::{AnyOwner, Date, Item, Ref};

pub(super) fn gather(gather: &mut Gather<'_>) {
    assessments(gather);
    risks(gather);
    documents(gather);
    others(gather);
    management_reviews(gather);
    evidence(gather);
    measurements(gather);
    obligations(gather);
    endings(gather);
}

fn review(
    gather: &mut Gather<'_>,
    item: &dyn Item,
    day: Option<Date>,
    last: Option<&When>,
    owner: Option<&Ref<AnyOwner>>,
) {
    // A review that was held on the day or later is behind it, though nobody has set the next one yet.
    let held = |day: Date| last.is_some_and(|last| last.first() >= day && last.first() <= gather.as_of);
    if let Some(day) = day.filter(|day| !held(*day)) {
        gather.owe(item, "next_review", "review", Some(day), owner);
    }
}

/// An assessment that a newer one has taken the place of needs no review of its own.
fn assessments(gather: &mut Gather<'_>) {
    let mut newest: BTreeMap<&str, Date> = BTreeMap::new();
    for assessment in gather.present(&gather.record.risk_assessments) {
        for system in &assessment.systems {
            let day = newest.entry(system.as_str()).or_insert(assessment.date);
            *day = assessment.date.max(*day);
        }
    }
    for assessment in gather.present(&gather.record.risk_assessments) {
        let replaced = !assessment.systems.is_empty()
            && assessment.systems.iter().all(|one| newest.get(one.as_str()).is_some_and(|day| *day > assessment.date));
        if !replaced {
            let owner = assessment.approval.as_ref().map(|approval| &approval.by);
            review(gather, assessment, assessment.next_review, None, owner);
        }
    }
    let mut newest: BTreeMap<&str, Option<Date>> = BTreeMap::new();
    for assessment in gather.present(&gather.record.impact_assessments) {
        let day = newest.entry(assessment.system.as_str()).or_insert(assessment.date);
        *day = assessment.date.max(*day);
    }
    let replaced: Vec<&str> = gather
        .present(&gather.record.impact_assessments)
        .filter_map(|assessment| assessment.supersedes.as_ref())
        .map(Ref::as_str)
        .collect();
    for assessment in gather.present(&gather.record.impact_assessments) {
        let newer = newest.get(assessment.system.as_str()).is_some_and(|day| *day > assessment.date);
        if !newer && !replaced.contains(&assessment.id.as_str()) {
            review(gather, assessment, assessment.next_review, None, assessment.assessors.first());
        }
    }
}

fn risks(gather: &mut Gather<'_>) {
    for risk in gather.present(&gather.record.risks) {
        let reopened = risk.closed.as_ref().is_some_and(|day| day.first() > gather.as_of);
        if risk.status == Some(RiskStatus::Closed) && !reopened {
            continue;
        }
        review(gather, risk, risk.next_review, risk.last_review.as_ref(), risk.owner.as_ref());
        let acceptance = risk.acceptance.as_ref().filter(|one| one.on.is_none_or(|day| day <= gather.as_of));
        if let Some(until) = acceptance.and_then(|acceptance| acceptance.until) {
            let owner = risk.owner.as_ref();
            gather.owe(risk, "acceptance.until", "renew the acceptance, or treat the risk", Some(until), owner);
        }
    }
}

/// Is a document in force, or on its way there?
fn lives(status: Option<DocumentStatus>) -> bool {
    !matches!(status, Some(DocumentStatus::Superseded | DocumentStatus::Withdrawn))
}

/// The day of a review that the record states, or else the one that its cadence asks for.
fn paced(
    next: Option<Date>,
    cadence: Option<Cadence>,
    last: Option<&When>,
    approval: Option<&Approval>,
) -> Option<Date> {
    next.or_else(|| {
        let last = last.map(When::last).into_iter().chain(approval.and_then(|approval| approval.on)).max()?;
        due(last, cadence?)
    })
}

fn documents(gather: &mut Gather<'_>) {
    let record = gather.record;
    for policy in record.policies.iter().filter(|policy| lives(policy.status)) {
        let last = policy.last_review.as_ref();
        let day = paced(policy.next_review, policy.review_cadence, last, policy.approval.as_ref());
        review(gather, policy, day, last, policy.owner.as_ref());
    }
    for document in record.documents.iter().filter(|document| lives(document.status)) {
        let approved = document.approved.as_ref();
        let day = paced(document.next_review, document.review_cadence, approved, document.approval.as_ref());
        review(gather, document, day, None, document.owner.as_ref());
    }
    if let Some(soa) = &record.soa {
        review(gather, soa, soa.next_review, None, soa.prepared_by.as_ref());
    }
    if let Some(header) = &record.treatment_plan_header {
        review(gather, header, header.next_review, None, header.prepared_by.as_ref());
    }
    if let Some(scope) = &record.scope {
        review(gather, scope, scope.next_review, None, scope.approval.as_ref().map(|approval| &approval.by));
    }
    if let Some(method) = &record.method {
        review(gather, method, method.next_review, None, method.approval.as_ref().map(|approval| &approval.by));
    }
}

fn others(gather: &mut Gather<'_>) {
    let record = gather.record;
    for item in &record.suppliers {
        review(gather, item, item.next_review, item.last_review.as_ref(), item.owner.as_ref());
    }
    for item in gather.present(&record.context_issues) {
        review(gather, item, item.next_review, item.reviewed.as_ref(), item.owner.as_ref());
    }
    for item in &record.interested_parties {
        review(gather, item, item.next_review, item.reviewed.as_ref(), item.owner.as_ref());
    }
    for item in gather.present(&record.disclosures) {
        if !gather.happened(item.withdrawn_on.as_ref()) {
            review(gather, item, item.next_review, None, item.owner.as_ref());
        }
    }
}

fn management_reviews(gather: &mut Gather<'_>) {
    let newest = gather.present(&gather.record.management_reviews).max_by_key(|review| review.date);
    if let Some((review, day)) = newest.and_then(|review| Some((review, review.next_date?))) {
        gather.owe(review, "next_date", "hold the next management review", Some(day), review.chair.as_ref());
    }
}

/// New evidence of controls that are said to be in place, by the cadence of the control or of the organisation.
fn evidence(gather: &mut Gather<'_>) {
    let dated = gather.present(&gather.record.evidence).filter_map(|item| Some((item.id.as_str(), item.date?)));
    let days: BTreeMap<&str, Date> = dated.collect();
    for control in gather.record.controls.iter().filter(|control| control.applicable) {
        let named = control.evidence.iter().chain(control.measures.iter().flat_map(|measure| &measure.evidence));
        let newest = named.filter_map(|id| days.get(id.as_str())).max();
        let cadence = control.cadence.or_else(|| gather.cadences.of(control.id.as_str()));
        if let Some(day) = newest.zip(cadence).and_then(|(newest, cadence)| due(*newest, cadence)) {
            gather.owe(control, "evidence", "collect new evidence", Some(day), control.owner.as_ref());
        }
    }
}

fn measurements(gather: &mut Gather<'_>) {
    for signal in &gather.record.monitoring {
        let runs = signal.runs.iter().filter(|run| gather.happened(Some(&run.date)));
        let newest = runs.map(|run| run.date.last()).max();
        if let Some(day) = newest.zip(signal.cadence).and_then(|(newest, cadence)| due(newest, cadence)) {
            gather.owe(signal, "runs", "measure", Some(day), signal.owner.as_ref());
        }
    }
    for objective in &gather.record.objectives {
        let values = objective.measurements.iter().filter(|value| gather.happened(Some(&value.date)));
        let newest = values.map(|value| value.date.last()).max();
        // After its day an objective is reached or missed, which the check tells.
        let over = objective.due.is_some_and(|day| day < gather.as_of);
        if let Some(day) = newest.zip(objective.cadence).and_then(|(newest, cadence)| due(newest, cadence))
            && !over
        {
            gather.owe(objective, "measurements", "measure", Some(day), objective.owner.as_ref());
        }
        if let Some(day) = objective.due.filter(|_| !over) {
            gather.owe(objective, "due", "reach the objective", Some(day), objective.owner.as_ref());
        }
    }
}

fn obligations(gather: &mut Gather<'_>) {
    for obligation in &gather.record.obligations {
        // The state is in the organisation's own words; `met in part` is not met.
        let status = obligation.status.as_deref().unwrap_or_default().trim().to_lowercase();
        let met = ["met", "fulfilled", "complied with", "closed", "not applicable"].contains(&status.as_str());
        // Where no state is given, a day that is past and a text or evidence of how it is met speak for themselves.
        let shown = status.is_empty() && (obligation.met_by.is_some() || !obligation.evidence.is_empty());
        let behind = obligation.due.is_some_and(|day| day < gather.as_of) && shown;
        if let Some(day) = obligation.due.filter(|_| !met && !behind) {
            gather.owe(obligation, "due", "meet the obligation", Some(day), obligation.owner.as_ref());
        }
    }
}

fn endings(gather: &mut Gather<'_>) {
    let record = gather.record;
    for supplier in &record.suppliers {
        if let Some(day) = supplier.contract_until.as_ref().map(When::last) {
            let owner = supplier.owner.as_ref();
            gather.owe(supplier, "contract_until", "renew the contract, or end it", Some(day), owner);
        }
    }
    for entry in record.competence.iter().filter(|entry| entry.met == Some(false)) {
        if let Some(day) = entry.due {
            gather.owe(entry, "due", "close the gap in competence", Some(day), entry.person.as_ref());
        }
    }
    for entry in gather.present(&record.competence) {
        if let Some(day) = entry.expiry.as_ref().map(When::last) {
            gather.owe(entry, "expiry", "renew the competence", Some(day), entry.person.as_ref());
        }
    }
    for certificate in gather.present(&record.certificates) {
        if let Some(day) = certificate.valid_until {
            gather.owe::<AnyOwner>(certificate, "valid_until", "renew the certificate", Some(day), None);
        }
    }
}
