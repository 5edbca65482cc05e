//! Is each Annex A control decided, argued, and carried by evidence or a plan (ISO/IEC 42001 6.1.3)?

use std::collections::BTreeMap;

use super::index::Index;
use super::standing::months_over;
use super::{Subject, is_stale, subject};
use crate::diagnostic::{Code, Finding};
use crate::record::control::{ControlItem, ControlSource, ControlStatus, EvidenceItem};
use crate::record::organisation::Role;
use crate::record::risk::{Treatment, WorkState};
use crate::record::{Date, Kind};
use crate::standards;

pub(super) fn check(subject: &mut Subject<'_>) {
    if subject.record.controls.is_empty() {
        return;
    }
    undecided(subject);
    for control in &subject.record.controls {
        argued(subject, control);
        carried(subject, control);
    }
    copied(subject);
    doubtful_exclusions(subject);
    excluded_in_use(subject);
    overdue(subject);
    approval(subject);
}

/// SOA-C01: each of the 38 controls is decided.
fn undecided(subject: &mut Subject<'_>) {
    for control in &standards::annex_a().controls {
        if !subject.record.controls.iter().any(|item| item.id.as_str() == control.id) {
            let message =
                format!("control {} ({}) is not decided: it is neither in nor out", control.id, control.title);
            let mut finding = Finding::new(Code::ControlUndecided, message);
            finding = finding.help("decide it in `controls`, with `applicable: true` or `false` and a justification");
            finding.subject = Some(super::subject(Kind::Control, &control.id));
            subject.findings.push(finding);
        }
    }
}

/// SOA-C02, C05: the justification says something of its own.
fn argued(subject: &mut Subject<'_>, control: &ControlItem) {
    let words = control.justification.as_str().split_whitespace().count();
    if words == 0 {
        let message = format!("control {} has no justification", control.id);
        let finding = Finding::new(Code::JustificationMissing, message)
            .help("say which risk, impact, law, contract or role puts it in or leaves it out");
        subject.report(control, "justification", finding);
    } else if words < subject.policy.thresholds.justification_words as usize {
        let text = control.justification.as_str().trim();
        let message = format!("the justification of control {} says only `{text}`", control.id);
        let finding = Finding::new(Code::JustificationVague, message)
            .help("say which risk, impact, law, contract or role puts it in or leaves it out");
        subject.report(control, "justification", finding);
    }
}

/// SOA-C03, C04, C13, C15: evidence, plan, age and drivers of a control that is in.
fn carried(subject: &mut Subject<'_>, control: &ControlItem) {
    if !control.applicable {
        return;
    }
    let id = &control.id;
    match control.status {
        None => {
            let finding = Finding::new(Code::StatusMissing, format!("control {id} is applicable and has no status"));
            subject.report(
                control,
                "status",
                finding.help("give `status: implemented`, `partial`, `planned` or `not_started`"),
            );
        }
        Some(ControlStatus::Implemented)
            if !evidence_of(&subject.index, control).is_empty() && undated(&subject.index, control) =>
        {
            let finding = Finding::new(Code::EvidenceUndated, format!("the evidence of control {id} bears no date"));
            subject.report(control, "evidence", finding.help("give each evidence item the day on which it was made"));
        }
        Some(ControlStatus::Implemented) if evidence_days(&subject.index, control, subject.as_of).is_empty() => {
            let message =
                format!("control {id} is called implemented, and there is no evidence of it up to {}", subject.as_of);
            let finding = Finding::new(Code::EvidenceAbsent, message);
            subject.report(control, "evidence", finding.help("name the evidence, or change the status"));
        }
        Some(ControlStatus::Partial | ControlStatus::Planned | ControlStatus::NotStarted)
            if control.treatment.is_empty() =>
        {
            let message = format!("control {id} is not fully in place, and no treatment plan entry will complete it");
            let finding = Finding::new(Code::TreatmentMissing, message);
            subject.report(
                control,
                "treatment",
                finding.help("add an entry with owner and due date to `treatment-plan`"),
            );
        }
        _ => {}
    }
    let cadence = control.cadence.or_else(|| subject.policy.cadences.of(id.as_str()));
    if let Some(newest) = evidence_days(&subject.index, control, subject.as_of).into_iter().max() {
        let months = subject.policy.thresholds.evidence_months;
        let message = match cadence {
            Some(cadence) if is_stale(newest, Some(cadence), subject.as_of) == Some(true) => {
                let cadence = cadence.as_str();
                format!("the newest evidence of control {id} is of {newest}, older than its cadence ({cadence}) allows")
            }
            None if control.status == Some(ControlStatus::Implemented)
                && months_over(newest, months, subject.as_of) =>
            {
                format!("the newest evidence of control {id} is of {newest}, more than {months} months ago")
            }
            _ => String::new(),
        };
        if !message.is_empty() {
            let finding = Finding::new(Code::EvidenceStale, message);
            subject.report(control, "cadence", finding.help("collect new evidence, or correct the cadence"));
        }
    }
    let namings = subject.index.named_by(Kind::Control, id.as_str());
    let driven = namings.iter().any(|naming| naming.by.kind() == Kind::Risk && naming.field() == "controls");
    if control.drivers.is_empty() && !driven {
        let finding =
            Finding::new(Code::ControlUndriven, format!("no risk, assessment or obligation drives control {id}"));
        subject.report(
            control,
            "drivers",
            finding.help("name what calls for it in `drivers`, or question whether it is needed"),
        );
    }
}

/// Does none of the control's evidence say when it was made?
fn undated(index: &Index<'_>, control: &ControlItem) -> bool {
    evidence_of(index, control).iter().all(|item| item.date.is_none())
}

/// Days of the control's evidence that exists on the day.
fn evidence_days(index: &Index<'_>, control: &ControlItem, as_of: Date) -> Vec<Date> {
    let days = evidence_of(index, control).into_iter().filter_map(|item| item.date);
    days.filter(|date| *date <= as_of).collect()
}

/// The evidence of a control: what it or its measures name, and what names it.
fn evidence_of<'a>(index: &Index<'a>, control: &ControlItem) -> Vec<&'a EvidenceItem> {
    let named = control.evidence.iter().chain(control.measures.iter().flat_map(|measure| &measure.evidence));
    let naming = index.named_by(Kind::Control, control.id.as_str()).iter().map(|naming| naming.by);
    let naming = naming.filter(|item| item.kind() == Kind::Evidence).map(|item| item.id().as_str());
    named.map(|id| id.as_str()).chain(naming).filter_map(|id| index.evidence(id)).collect()
}

/// SOA-C05: one text on several rows.
fn copied(subject: &mut Subject<'_>) {
    let mut rows: BTreeMap<String, Vec<&ControlItem>> = BTreeMap::new();
    for control in &subject.record.controls {
        let text = control.justification.as_str().split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if !text.is_empty() {
            rows.entry(text).or_default().push(control);
        }
    }
    for controls in rows.values().filter(|controls| controls.len() > 1) {
        for control in &controls[1..] {
            let message = format!("control {} has the same justification as control {}", control.id, controls[0].id);
            let finding =
                Finding::new(Code::JustificationCopied, message).help("say what is particular to this control");
            subject.report(*control, "justification", finding);
        }
    }
}

/// SOA-C06 to C12: exclusions that the rest of the record speaks against.
fn doubtful_exclusions(subject: &mut Subject<'_>) {
    let record = subject.record;
    let plays = |roles: &[Role]| {
        record.organisation.iter().flat_map(|org| &org.roles_played).any(|played| roles.contains(&played.role))
    };
    for control in
        record.controls.iter().filter(|control| !control.applicable && control.source == ControlSource::AnnexA)
    {
        let id = control.id.as_str();
        let against = if matches!(id, "A.5.2" | "A.5.3" | "A.5.4" | "A.5.5") {
            Some("clauses 6.1.4 and 8.4 ask every organisation for impact assessments")
        } else if matches!(id, "A.2.2" | "A.3.2") {
            Some("clauses 5.2 and 5.3 ask every organisation for a policy and for roles")
        } else if (id.starts_with("A.6.1.") || matches!(id, "A.6.2.2" | "A.6.2.3" | "A.6.2.4"))
            && plays(&[Role::Provider, Role::Developer])
        {
            Some("the organisation plays the role of provider or developer")
        } else if id.starts_with("A.7.") && !record.datasets.is_empty() {
            Some("the record holds datasets")
        } else if matches!(id, "A.8.2" | "A.8.3" | "A.8.4")
            && record.systems.iter().any(|system| system.outside_users == Some(true))
        {
            Some("a system has outside users")
        } else if id.starts_with("A.9.") && plays(&[Role::Deployer, Role::User]) {
            Some("the organisation plays the role of deployer or user")
        } else if id == "A.10.3" && !record.suppliers.is_empty() {
            Some("the record holds suppliers")
        } else if id == "A.10.4" && !record.customers.is_empty() {
            Some("the record holds customers")
        } else {
            None
        };
        if let Some(reason) = against {
            let finding = Finding::new(Code::ExclusionDoubtful, format!("control {id} is excluded although {reason}"));
            subject.report(
                control,
                "applicable",
                finding.help("include the control, or argue the exclusion against this fact"),
            );
        }
    }
}

/// SOA-C14, C17: risks that name no control, and excluded controls that something still names.
fn excluded_in_use(subject: &mut Subject<'_>) {
    let record = subject.record;
    for risk in
        record.risks.iter().filter(|risk| risk.treatment == Some(Treatment::Mitigate) && risk.controls.is_empty())
    {
        let message = format!("risk {} is to be mitigated and names no control", risk.id);
        let finding = Finding::new(Code::RiskWithoutControl, message);
        subject.report(risk, "controls", finding.help("name the controls that reduce it, or choose another treatment"));
    }
    for control in record.controls.iter().filter(|control| !control.applicable) {
        let id = control.id.as_str();
        let named: Vec<_> = subject
            .index
            .named_by(Kind::Control, id)
            .iter()
            .filter(|naming| naming.by.kind() != Kind::Control)
            .map(|naming| (naming.by, naming.path.clone()))
            .collect();
        for (item, field) in named {
            let who = super::subject(item.kind(), item.id().as_str());
            let message = format!("control {id} is excluded, and {who} still names it");
            let finding = Finding::new(Code::ExcludedControlInUse, message);
            subject.report(item, &field, finding.help("include the control, or take the reference out"));
        }
    }
}

/// Entries of the treatment plan whose day has passed (8.3).
fn overdue(subject: &mut Subject<'_>) {
    for entry in &subject.record.treatment_plan {
        let open = matches!(entry.state, WorkState::NotStarted | WorkState::InProgress);
        if let Some(due) = entry.due.filter(|due| open && *due < subject.as_of) {
            let message = format!(
                "treatment plan entry {} was due on {due} and is {}",
                entry.id,
                entry.state.as_str().replace('_', " ")
            );
            let finding = Finding::new(Code::TreatmentOverdue, message);
            subject.report(entry, "due", finding.help("finish it, or have a new date approved and say why"));
        }
    }
}

/// SOA-C16: the Statement of Applicability has a version and an approval newer than the newest risk assessment.
fn approval(subject: &mut Subject<'_>) {
    let record = subject.record;
    let as_of = subject.as_of;
    let Some(soa) = &record.soa else {
        let mut finding = Finding::new(Code::SoaUncontrolled, "the Statement of Applicability has no document control")
            .help("add `soa:` with version, status, prepared_by and approval to `aims.yaml`");
        finding.subject = Some(subject_of_soa());
        subject.findings.push(finding);
        return;
    };
    if soa.version.is_none() {
        let finding = Finding::new(Code::SoaUncontrolled, "the Statement of Applicability has no version");
        subject.report(soa, "version", finding.help("give `version:` under `soa:`"));
    }
    let newest = record.risk_assessments.iter().map(|assessment| assessment.date).filter(|date| *date <= as_of).max();
    match (
        soa.approval
            .as_ref()
            .filter(|approval| approval.is_granted())
            .and_then(|approval| approval.on)
            .filter(|on| *on <= as_of),
        newest,
    ) {
        (None, _) => {
            let message = format!("the Statement of Applicability is not approved on {as_of}");
            let finding = Finding::new(Code::SoaUncontrolled, message);
            subject.report(
                soa,
                "approval",
                finding.help("have it approved, and record `approval:` with `by:` and `on:`"),
            );
        }
        (Some(on), Some(newest)) if on < newest => {
            let message = format!(
                "the Statement of Applicability was approved on {on}, before the newest risk assessment of {newest}"
            );
            let finding = Finding::new(Code::SoaUncontrolled, message);
            subject.report(
                soa,
                "approval.on",
                finding.help("review it against the new assessment and approve it again"),
            );
        }
        _ => {}
    }
}

fn subject_of_soa() -> String {
    subject(Kind::Soa, "soa")
}
