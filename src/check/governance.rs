//! Do scope, policy, roles and owners stand, so that somebody answers for the AIMS (ISO/IEC 42001 4.3, 5.2, 5.3)?

use super::Subject;
use super::cadence::approved;
use super::phrase::listed_up_to;
use crate::diagnostic::{Code, Finding};
use crate::record::control::DocumentStatus;
use crate::record::organisation::{Approval, ApprovalOutcome};
use crate::record::policy::Policy;
use crate::record::{Date, Item, Kind};

pub(super) fn check(subject: &mut Subject<'_>) {
    scope(subject);
    ai_policy(subject);
    approvals(subject);
    owners(subject);
    roles(subject);
}

/// Reports a finding about the record as a whole, which has no place in it. It is about the organisation.
pub(super) fn of_record(subject: &mut Subject<'_>, finding: Finding) {
    subject.findings.push(finding.about(Kind::Organisation.named("")));
}

/// So many names are said; a person or a review may concern a dozen items.
pub(super) const NAMED: usize = 12;

/// Is there an AIMS that a scope and a policy would belong to, and not a list of something else?
fn is_aims(subject: &Subject<'_>) -> bool {
    let record = subject.record;
    !record.policies.is_empty() || !record.controls.is_empty() || !record.systems.is_empty()
}

/// The scope is stated (4.3).
fn scope(subject: &mut Subject<'_>) {
    let record = subject.record;
    match &record.scope {
        Some(scope) if scope.statement.as_str().trim().is_empty() => {
            let finding = Finding::new(Code::ScopeMissing, "the scope of the AIMS has no statement")
                .help("say in `statement` which activities, units, sites and systems the AIMS covers");
            subject.report(scope, "statement", finding);
        }
        None if is_aims(subject) => {
            let finding = Finding::new(Code::ScopeMissing, "the scope of the AIMS is not stated").help(
                "add `scope:` with a `statement` to `aims.yaml`: which activities, units, sites and systems it covers",
            );
            subject.findings.push(finding.about(Kind::Scope.named("")));
        }
        _ => {}
    }
}

/// There is a policy on AI, in force (5.2, A.2.2).
fn ai_policy(subject: &mut Subject<'_>) {
    let (record, as_of) = (subject.record, subject.as_of);
    if !is_aims(subject) {
        return;
    }
    let ended =
        |policy: &&Policy| matches!(policy.status, Some(DocumentStatus::Superseded | DocumentStatus::Withdrawn));
    let mut policies =
        record.policies.iter().filter(|policy| !ended(policy) && (is_on_ai(&policy.topic) || is_on_ai(&policy.title)));
    let Some(first) = policies.clone().next() else {
        let finding = Finding::new(Code::PolicyMissing, "the organisation has no AI policy on record")
            .help("add it to `policies` with `topic: AI`, its version, and who approved it when");
        of_record(subject, finding);
        return;
    };
    // A draft of the next version does not undo the approval of the one in force.
    let stands = |policy: &Policy| {
        !matches!(policy.status, Some(DocumentStatus::Draft | DocumentStatus::InReview))
            || approved(policy.approval.as_ref(), &policy.approvals, as_of).is_some()
    };
    if !policies.any(stands) {
        let state = first.status.map_or("", DocumentStatus::as_str).replace('_', " ");
        let message = format!("the AI policy, policy {}, is not in force: it is called {state}", first.id);
        let finding = Finding::new(Code::PolicyMissing, message)
            .help("have top management approve it, and record `status: approved` and the approval");
        subject.report(first, "status", finding);
    }
}

/// Does a title or topic say AI, in the languages that records are often kept in?
fn is_on_ai(text: &str) -> bool {
    let text = text.to_lowercase();
    let mut words = text.split(|character: char| !character.is_alphanumeric());
    words.any(|word| matches!(word, "ai" | "ki" | "ia" | "aims"))
        || ["artificial intelligence", "künstliche", "intelligence artificielle", "inteligencia artificial"]
            .iter()
            .any(|name| text.contains(name))
}

/// Policies in force are approved (5.2).
fn approvals(subject: &mut Subject<'_>) {
    let (record, as_of) = (subject.record, subject.as_of);
    for policy in &record.policies {
        let in_force = match policy.status {
            Some(DocumentStatus::Approved) => true,
            // Neither called a draft nor called approved: it is in force unless its dates say that it came later.
            None => {
                let later = |approval: &Approval| approval.on.is_some_and(|on| on > as_of);
                let mut all = policy.approval.iter().chain(&policy.approvals);
                policy.in_force_since.is_some() || !all.any(later)
            }
            Some(_) => false,
        };
        let begun = policy.in_force_since.as_ref().is_none_or(|since| since.first() <= as_of);
        if !in_force || !begun || is_approved(policy, as_of) {
            continue;
        }
        let message = match policy.status {
            Some(_) => format!("policy {} is called approved, and no approval of it stands on {as_of}", policy.id),
            None => format!("policy {} is not called a draft, and no approval of it stands on {as_of}", policy.id),
        };
        let finding = Finding::new(Code::PolicyUnapproved, message)
            .help("have it approved, and record `approval:` with `by:` and `on:`; or say `status: draft`");
        subject.report(policy, "approval", finding);
    }
}

/// Was the policy approved, with no later decision that took it back? An approval without a day counts here; documents
/// say that it proves little.
fn is_approved(policy: &Policy, as_of: Date) -> bool {
    let past = policy.approval.iter().chain(&policy.approvals);
    let past: Vec<&Approval> = past.filter(|approval| approval.on.is_none_or(|on| on <= as_of)).collect();
    let granted = past.iter().filter(|approval| approval.is_granted()).map(|approval| approval.on).max();
    let withdrawn = past.iter().filter(|approval| approval.outcome == Some(ApprovalOutcome::Withdrawn));
    let withdrawn = withdrawn.map(|approval| approval.on).max();
    granted.is_some_and(|granted| withdrawn.is_none_or(|withdrawn| withdrawn < granted))
}

/// Words by which items of any kind say that nothing is to be done about them any more.
const OVER: [&str; 10] = [
    "closed",
    "declined",
    "done",
    "dropped",
    "false_positive",
    "fixed",
    "retired",
    "superseded",
    "withdrawn",
    "cancelled",
];

/// Days from which such a word holds.
const OVER_SINCE: [&str; 5] = ["closed", "done", "fixed", "retired_on", "withdrawn_on"];

/// Is an item open or in use on the day, so that it needs an owner?
fn needs_owner(item: &dyn Item, as_of: Date) -> bool {
    let fields = item.to_json();
    let text = |field: &str| fields.get(field).and_then(serde_json::Value::as_str);
    if fields.get("applicable").and_then(serde_json::Value::as_bool) == Some(false) {
        return false;
    }
    if let Some(day) = OVER_SINCE.iter().find_map(|field| text(field)) {
        // Days in this form sort as text, and a month before the days of it.
        return *day > *as_of.to_string();
    }
    let over = |field: &str| text(field).is_some_and(|word| OVER.contains(&word));
    !(over("status") || over("state") || over("stage"))
}

/// Nobody who has left owns what is open or in use (5.3).
fn owners(subject: &mut Subject<'_>) {
    let (record, as_of) = (subject.record, subject.as_of);
    for person in &record.people {
        // On the last day they are still there.
        let Some(left) = person.left.as_ref().filter(|left| left.last() < as_of) else { continue };
        let namings = subject.index.named_by(Kind::Person, person.id.as_str());
        let owned = namings.iter().filter(|naming| {
            let owns = naming.field().ends_with("owner") || matches!(naming.field(), "accountable" | "handled_by");
            owns && needs_owner(naming.by, as_of)
        });
        let mut owned: Vec<String> =
            owned.map(|naming| super::subject(naming.by.kind(), naming.by.id().as_str())).collect();
        owned.dedup();
        if !owned.is_empty() {
            let message = format!("person {} left on {left} and still owns {}", person.id, listed_up_to(NAMED, &owned));
            let finding = Finding::new(Code::OwnerLeft, message).help("name another owner of each");
            subject.report(person, "left", finding);
        }
    }
}

/// Each role is held by somebody (5.3, A.3.2).
fn roles(subject: &mut Subject<'_>) {
    let (record, as_of) = (subject.record, subject.as_of);
    // A record that names no people does not say who holds its roles, which is not the same as nobody.
    if record.people.is_empty() {
        return;
    }
    for role in &record.roles {
        let gone = role.holders.iter().map(|holder| {
            let left = subject.index.person(holder.as_str()).and_then(|person| person.left.as_ref());
            left.filter(|left| left.last() < as_of).map(|left| format!("{} left on {left}", holder.as_str()))
        });
        let Some(gone) = gone.collect::<Option<Vec<String>>>() else { continue };
        let why = if gone.is_empty() { String::new() } else { format!(": {}", listed_up_to(NAMED, &gone)) };
        let message = format!("nobody holds role {} ({}){why}", role.id, role.title);
        let finding = Finding::new(Code::RoleVacant, message)
            .help("name who holds it under `holders`, or who stands in until somebody does");
        subject.report(role, "holders", finding);
    }
}
