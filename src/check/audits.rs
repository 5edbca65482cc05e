//! Can an audit report be relied on (ISO/IEC 42001 9.2)?
//!
//! Conclusions, samples and content are asked of reports on internal audits that are issued: another body's report
//! follows its own rules. What the auditee does later is never asked of a report.

mod auditors;
mod findings;

use super::Subject;
use super::phrase::joined;
use crate::diagnostic::{Code, Finding};
use crate::record::Markdown;
use crate::record::audit::{AuditFinding, AuditItem, AuditStatus, Conclusion, Grade};
use crate::standards;

pub(super) fn check(subject: &mut Subject<'_>) {
    let register = findings::Register::new(subject);
    let people = auditors::People::new(subject);
    for audit in subject.present(&subject.record.audits) {
        auditors::independent(subject, audit, &people);
        if !is_issued(audit) {
            continue;
        }
        findings::raised(subject, audit, &register);
        findings::answered(subject, audit, &register);
        if is_internal(audit) {
            concluded(subject, audit);
            sampled(subject, audit);
            complete(subject, audit);
            findings::supported(subject, audit);
            findings::impersonal(subject, audit, &people);
            findings::repeated(subject, audit);
        }
    }
}

/// Is the report out? Where no status says so, results do.
fn is_issued(audit: &AuditItem) -> bool {
    match audit.status {
        Some(status) => status == AuditStatus::Reported,
        None => !audit.findings.is_empty() || audit.conclusion.is_some() || audit.conclusions.is_some(),
    }
}

fn is_internal(audit: &AuditItem) -> bool {
    audit.kind.as_deref().is_none_or(|kind| kind.to_lowercase().contains("internal"))
}

fn is_nonconformity(finding: &AuditFinding) -> bool {
    matches!(finding.grade, Grade::MajorNonconformity | Grade::MinorNonconformity)
}

/// The nonconformities of an audit, each with its place in the list of findings.
fn nonconformities(audit: &AuditItem) -> impl Iterator<Item = (usize, &AuditFinding)> {
    audit.findings.iter().enumerate().filter(|(_, finding)| is_nonconformity(finding))
}

fn says(text: Option<&Markdown>) -> bool {
    text.is_some_and(|text| !text.as_str().trim().is_empty())
}

fn names(text: Option<&String>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}

/// The three conclusions of 9.2.1, apart.
fn concluded(subject: &mut Subject<'_>, audit: &AuditItem) {
    let given = |part: &str| {
        let conclusions = audit.conclusions.as_ref();
        let conclusion: Option<&Conclusion> = conclusions.and_then(|conclusions| match part {
            "own_requirements" => conclusions.own_requirements.as_ref(),
            "iso42001" => conclusions.iso_42001.as_ref(),
            _ => conclusions.effectiveness.as_ref(),
        });
        conclusion.is_some_and(|conclusion| conclusion.answer.is_some() || says(conclusion.reason.as_ref()))
    };
    let parts = &standards::audit().conclusion_parts;
    let missing: Vec<&str> = parts
        .iter()
        .filter(|part| !given(&part.part))
        .map(|part| match part.part.as_str() {
            "own_requirements" => "conformity with the organisation's own requirements",
            "iso42001" => "conformity with ISO/IEC 42001",
            _ => "effectiveness",
        })
        .collect();
    if missing.is_empty() {
        return;
    }
    let message = if missing.len() == parts.len() && says(audit.conclusion.as_ref()) {
        format!("the report has one overall conclusion, and none apart on {}", joined(&missing))
    } else {
        format!("the report has no conclusion on {}", joined(&missing))
    };
    let finding = Finding::new(Code::AuditConclusionMissing, message).help(
        "answer `own_requirements`, `iso_42001` and `effectiveness` under `conclusions`, each with its reason; \
         `not_determinable` is an answer",
    );
    subject.report(audit, "conclusions", finding);
}

/// Samples as n of N, and how they were drawn. That N is unknown is an answer.
fn sampled(subject: &mut Subject<'_>, audit: &AuditItem) {
    let help =
        "give `population`, `population_size` (leave it out where it is unknown), `sample_size` and `how_chosen`";
    if audit.samples.is_empty() && !audit.findings.iter().any(|finding| names(finding.sample.as_ref())) {
        let message = "the report states no sample, so nobody can tell how much was looked at";
        let finding = Finding::new(Code::AuditSampleUnstated, message);
        subject.report(audit, "samples", finding.help(format!("add `samples`: {help}")));
    }
    for (place, sample) in audit.samples.iter().enumerate() {
        let lacks: Vec<&str> = [
            (sample.sample_size.is_none(), "how many were looked at"),
            (!names(sample.how_chosen.as_ref()), "how they were chosen"),
        ]
        .into_iter()
        .filter_map(|(lacks, what)| lacks.then_some(what))
        .collect();
        if !lacks.is_empty() {
            let message = format!("the sample of `{}` does not say {}", sample.population.trim(), joined(&lacks));
            let finding = Finding::new(Code::AuditSampleUnstated, message);
            subject.report(audit, &format!("samples[{place}]"), finding.help(help));
        }
    }
}

/// What a report must hold by our list of its content, which findings, conclusions and samples do not check already.
fn complete(subject: &mut Subject<'_>, audit: &AuditItem) {
    let team = names(audit.lead_auditor.as_ref()) || !audit.team.is_empty() || !audit.members.is_empty();
    let diverging = says(audit.diverging_opinions.as_ref())
        || audit.findings.iter().any(|finding| says(finding.diverging_opinion.as_ref()));
    let mut lacks = Vec::new();
    let mut fields = Vec::new();
    for required in standards::audit().report_fields.iter().filter(|field| field.need == "required") {
        let parts: &[(bool, &str, &str)] = match required.field.as_str() {
            "identification" => &[(names(audit.report.as_ref()), "its number and version", "report")],
            "objectives" => &[(says(audit.objective.as_ref()), "why the audit was done", "objective")],
            "scope" => &[(says(audit.scope.as_ref()), "its scope", "scope")],
            "audit_client" => &[(names(audit.client.as_ref()), "who asked for it", "client")],
            "criteria" => &[(!audit.criteria.is_empty(), "its criteria", "criteria")],
            "team" => &[
                (team, "who audited", "lead_auditor"),
                (says(audit.independence.as_ref()), "how independence was secured", "independence"),
            ],
            "auditee_participants" => {
                &[(!audit.participants.is_empty(), "who took part or was interviewed", "participants")]
            }
            "dates_and_places" => &[(!audit.sites.is_empty(), "where it was held", "sites")],
            "method_and_sampling" => &[(says(audit.method.as_ref()), "its method", "method")],
            "degree_of_fulfilment" => {
                &[(says(audit.degree_of_fulfilment.as_ref()), "how far the criteria are met", "degree_of_fulfilment")]
            }
            "diverging_opinions" => &[(diverging, "whether opinions differ", "diverging_opinions")],
            "not_covered" => &[(says(audit.not_covered.as_ref()), "what was not covered", "not_covered")],
            "confidentiality" => &[(says(audit.confidentiality.as_ref()), "who may read it", "confidentiality")],
            _ => &[],
        };
        for (_, what, field) in parts.iter().filter(|(there, ..)| !there) {
            lacks.push(*what);
            fields.push(format!("`{field}`"));
        }
    }
    if lacks.is_empty() {
        return;
    }
    let finding = Finding::new(Code::AuditReportIncomplete, format!("the report does not say {}", joined(&lacks)));
    let help = format!("fill in {}; where there is nothing to tell, say `none`", joined(&fields));
    subject.report(audit, "title", finding.help(help));
}
