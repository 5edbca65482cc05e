//! Are the nonconformities of an audit supported, raised, answered, and free of names (ISO/IEC 42001 9.2, 10.2)?

use std::collections::{BTreeMap, BTreeSet};

use super::auditors::People;
use super::{Subject, nonconformities, says};
use crate::diagnostic::{Code, Finding};
use crate::record::Kind;
use crate::record::audit::{AuditFinding, AuditItem, Grade};
use crate::record::improvement::{NonconformityItem, NonconformityStatus};

/// The register of nonconformities, by the audit that each names as its source.
pub(super) struct Register<'a> {
    by_audit: BTreeMap<&'a str, Vec<&'a NonconformityItem>>,
}

impl<'a> Register<'a> {
    pub(super) fn new(subject: &Subject<'a>) -> Self {
        let mut by_audit: BTreeMap<&str, Vec<&NonconformityItem>> = BTreeMap::new();
        for item in subject.present(&subject.record.nonconformities) {
            if let Some(source) = &item.source {
                by_audit.entry(source.as_str()).or_default().push(item);
            }
        }
        Self { by_audit }
    }

    /// What was raised from a finding: what it names, or else what names its audit and number, or its audit alone
    /// where no other finding has it.
    fn raised(
        &self,
        subject: &Subject<'a>,
        audit: &AuditItem,
        finding: &AuditFinding,
    ) -> Option<&'a NonconformityItem> {
        if let Some(named) = &finding.nonconformity {
            return subject.index.nonconformity(named.as_str());
        }
        let from_audit = self.by_audit.get(audit.id.as_str())?;
        let taken: BTreeSet<&str> =
            audit.findings.iter().filter_map(|finding| Some(finding.nonconformity.as_ref()?.as_str())).collect();
        let mut free = from_audit.iter().filter(|item| !taken.contains(item.id.as_str()));
        free.find(|item| item.source_detail.as_deref().is_none_or(|detail| is_word_of(&finding.number, detail)))
            .copied()
    }
}

/// Is the number one of the words of the text?
fn is_word_of(number: &str, text: &str) -> bool {
    let number = number.trim();
    text.trim() == number || words(text).any(|word| word == number)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| character.is_whitespace() || ",;:/#()".contains(character))
        .filter(|word| !word.is_empty())
}

/// A nonconformity has a criterion and evidence, or it cannot be graded.
pub(super) fn supported(subject: &mut Subject<'_>, audit: &AuditItem) {
    for (place, finding) in nonconformities(audit) {
        let as_of = subject.as_of;
        let shown = says(finding.evidence.as_ref())
            || finding.evidence_items.iter().any(|id| {
                // An id that leads nowhere has a finding of its own.
                subject.index.evidence(id.as_str()).is_none_or(|item| item.date.is_none_or(|date| date <= as_of))
            });
        let lacks = match (finding.requirement.trim().is_empty(), shown) {
            (false, true) => continue,
            (true, true) => "no criterion",
            (false, false) => "no evidence",
            (true, false) => "neither a criterion nor evidence",
        };
        let grade = finding.grade.as_str().replace('_', " ");
        let message = format!("finding {} is graded {grade} and rests on {lacks}", finding.number);
        let report = Finding::new(Code::AuditFindingUnsupported, message).help(
            "name the clause or control under `requirement`, and what was seen under `evidence`; or grade it lower",
        );
        subject.report(audit, &format!("findings[{place}]"), report);
    }
}

/// Each nonconformity stands in the register (10.2).
pub(super) fn raised(subject: &mut Subject<'_>, audit: &AuditItem, register: &Register<'_>) {
    for (place, finding) in nonconformities(audit) {
        if finding.nonconformity.is_some() || register.raised(subject, audit, finding).is_some() {
            continue;
        }
        let grade = finding.grade.as_str().replace('_', " ");
        let message =
            format!("finding {} is a {grade}, and the register of nonconformities does not have it", finding.number);
        let report = Finding::new(Code::FindingNotRaised, message)
            .help("add it to `nonconformities`, and name it under `nonconformity` of the finding");
        subject.report(audit, &format!("findings[{place}]"), report);
    }
}

/// A day is set for the auditee's answer, and the answer came by it.
pub(super) fn answered(subject: &mut Subject<'_>, audit: &AuditItem, register: &Register<'_>) {
    let as_of = subject.as_of;
    let received = audit.response_received.as_ref().is_some_and(|when| when.first() <= as_of);
    for (place, finding) in nonconformities(audit) {
        let answer = finding.response.as_ref();
        // An answer without a day has come; one of a later day has not come yet.
        let own = answer.is_some_and(|answer| answer.date.as_ref().is_none_or(|date| date.first() <= as_of));
        let verified = finding.verification.as_ref().and_then(|verification| verification.on.as_ref());
        let verified = verified.is_some_and(|on| on.first() <= as_of);
        let in_register = register.raised(subject, audit, finding).is_some_and(|item| {
            item.status != NonconformityStatus::Open
                || says(item.root_cause.as_ref())
                || says(item.containment.as_ref())
        });
        if received || own || verified || in_register {
            continue;
        }
        match finding.response_due.or(audit.response_due) {
            None => {
                let message = format!("finding {} sets no day by which the auditee must answer", finding.number);
                let report = Finding::new(Code::ResponseUndated, message)
                    .help("give `response_due`, in the finding or once for the audit");
                subject.report(audit, &format!("findings[{place}]"), report);
            }
            Some(due) if due < as_of => {
                let message = format!("the answer to finding {} was due on {due} and is not there", finding.number);
                let report = Finding::new(Code::ResponseOverdue, message).help(
                    "record the auditee's answer under `response`, or in the nonconformity; where a later day was agreed, \
                     give that",
                );
                subject.report(audit, &format!("findings[{place}].response_due"), report);
            }
            Some(_) => {}
        }
    }
}

/// A statement says what is required and what was seen, and blames nobody.
pub(super) fn impersonal(subject: &mut Subject<'_>, audit: &AuditItem, people: &People<'_>) {
    for (place, finding) in nonconformities(audit) {
        if let Some(person) = people.in_text(finding.statement.as_str()) {
            let who = Kind::Person.named(person.id.as_str());
            let message = format!("the statement of finding {} names {who}", finding.number);
            let report = Finding::new(Code::FindingNamesPerson, message)
                .help("name the role or the process; say what is required, what was seen and why that is a gap");
            subject.report(audit, &format!("findings[{place}].statement"), report);
        }
    }
}

/// A minor nonconformity that comes back is a candidate for a major one, and the report says so.
pub(super) fn repeated(subject: &mut Subject<'_>, audit: &AuditItem) {
    for (place, finding) in nonconformities(audit) {
        if finding.grade != Grade::MinorNonconformity || weighed(finding) {
            continue;
        }
        let Some(earlier) = earlier_minor(subject, finding) else { continue };
        let message = format!("finding {} repeats {earlier}, and is graded minor again", finding.number);
        let report = Finding::new(Code::FindingRepeated, message)
            .help("grade it major, or say in the statement why it is not a major nonconformity");
        subject.report(audit, &format!("findings[{place}].grade"), report);
    }
}

/// Does the finding say that the higher grade was thought of?
fn weighed(finding: &AuditFinding) -> bool {
    let texts = [Some(&finding.statement), finding.diverging_opinion.as_ref(), finding.risk.as_ref()];
    texts.into_iter().flatten().any(|text| text.as_str().to_lowercase().contains("major"))
}

/// The earlier minor nonconformity that a finding says it repeats, by itself or through its nonconformity.
fn earlier_minor(subject: &Subject<'_>, finding: &AuditFinding) -> Option<String> {
    if let Some(text) = &finding.repeat_of {
        let audit = words(text).find_map(|word| subject.index.audit(word))?;
        let earlier = audit.findings.iter().find(|earlier| is_word_of(&earlier.number, text))?;
        let is_minor = earlier.grade == Grade::MinorNonconformity;
        return is_minor.then(|| format!("finding {} of {}", earlier.number, Kind::Audit.named(audit.id.as_str())));
    }
    let item = subject.index.nonconformity(finding.nonconformity.as_ref()?.as_str())?;
    let earlier = subject.index.nonconformity(item.repeat_of.as_ref()?.as_str())?;
    let is_minor = earlier.grade == Some(Grade::MinorNonconformity);
    is_minor.then(|| Kind::Nonconformity.named(earlier.id.as_str()))
}
