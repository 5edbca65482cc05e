//! Findings of the check as a document prints them, what is missing with who owes it, and the organisation's policy.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Request;
use super::derive::Facts;
use crate::diagnostic::{Class as FindingClass, Code, Finding};
use crate::record::Kind;
use crate::standards;
use crate::template::Template;

/// Fields that name who answers for an item, in the order in which they are asked.
const OWNERS: [&str; 6] = ["owner", "prepared_by", "assessors", "person", "chair", "collected_by"];

/// The conformity findings about items of the collections that the template names, worst first.
pub(super) fn printed(findings: &[Finding], template: &Template, facts: &Facts<'_>) -> Vec<Value> {
    let about: Vec<Kind> =
        template.declaration.findings.about.iter().filter_map(|name| Kind::from_collection(name)).collect();
    let mut printed: Vec<(&Finding, Value, Option<Value>)> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.code.class() == FindingClass::Conformity) {
        let Some(subject) = &finding.subject else { continue };
        // `risk assessment RA-1` is about no risk: the longest name is meant.
        let names = |kind: &&Kind| {
            subject == kind.label() || subject.strip_prefix(kind.label()).is_some_and(|rest| rest.starts_with(' '))
        };
        let Some(kind) = Kind::ALL.iter().filter(names).max_by_key(|kind| kind.label().len()) else { continue };
        if !about.contains(kind) {
            continue;
        }
        let id = subject[kind.label().len()..].trim_start();
        let item = facts.record.of_kind(*kind).into_iter().find(|item| item.id().as_str() == id);
        // What is not shown is not spoken of either.
        if item.is_some() && !facts.selection.shows(*kind, id) {
            continue;
        }
        let owner = item.and_then(|item| {
            let json = item.to_json();
            let named = |field: &str| json.get(field).and_then(|value| value.as_str().or_else(|| value[0].as_str()));
            facts.owner(OWNERS.iter().find_map(|field| named(field))?)
        });
        let id = if kind.is_single() { item.map_or("", |item| item.id().as_str()) } else { id };
        let about = json!({ "kind": kind.field_singular(), "id": id });
        printed.push((finding, about, owner));
    }
    printed.sort_by(|(a, ..), (b, ..)| b.level.cmp(&a.level).then_with(|| key(a).cmp(&key(b))));
    if printed.is_empty() {
        return Vec::new();
    }
    let hidden = Hidden::of(facts);
    let told = |(finding, about, owner): (&Finding, Value, Option<Value>)| {
        let mut told = as_json(finding, Some(about), owner);
        if hidden.is_told_by(finding) {
            told["message"] =
                format!("{}; the details concern what this audience may not see", finding.code.summary()).into();
            told["help"] = Value::Null;
        }
        told
    };
    printed.into_iter().map(told).collect()
}

/// What findings about shown items could tell of what is not shown: ids of items, and texts of withheld fields.
struct Hidden {
    ids: BTreeSet<String>,
    texts: Vec<String>,
}

impl Hidden {
    fn of(facts: &Facts<'_>) -> Self {
        let mut hidden = Self { ids: facts.selection.hidden_ids(), texts: Vec::new() };
        for item in facts.record.items().filter(|item| facts.selection.shows(item.kind(), item.id().as_str())) {
            for field in facts.selection.concealed(item) {
                texts(&field, &mut hidden.texts);
            }
        }
        hidden
    }

    fn is_told_by(&self, finding: &Finding) -> bool {
        let told = [Some(finding.message.as_str()), finding.help.as_deref()];
        told.into_iter().flatten().any(|told| {
            let parts = |at: char| !(at.is_alphanumeric() || matches!(at, '-' | '_' | '.' | ':' | '/'));
            let mut words = told.split(parts).flat_map(|word| [word, word.trim_end_matches(['.', ':', '/'])]);
            words.any(|word| self.ids.contains(word)) || self.texts.iter().any(|text| told.contains(text.as_str()))
        })
    }
}

/// The texts in a value that are long enough to tell something.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.chars().count() > 2 => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| texts(field, found)),
        _ => {}
    }
}

fn key(finding: &Finding) -> (Code, standards::SortKey) {
    (finding.code, standards::sort_key(finding.subject.as_deref().unwrap_or_default()))
}

pub(super) fn as_json(finding: &Finding, about: Option<Value>, owner: Option<Value>) -> Value {
    json!({
        "about": about,
        "code": finding.code.as_str(),
        "level": finding.level.as_str(),
        "message": finding.message,
        "subject": finding.subject,
        "help": finding.help,
        "summary": finding.code.summary(),
        "owed_by": owner,
    })
}

/// What the organisation's policy did to the findings. Outside it would tell how many there are, so it is null there;
/// waivers of items that are not shown are left out.
pub(super) fn policy(request: &Request, facts: &Facts<'_>) -> Value {
    let Some(applied) = request.policy.as_ref().filter(|_| facts.inside) else { return Value::Null };
    let mut applied = applied.clone();
    applied.waivers.retain(|waiver| {
        facts.record.items().all(|item| {
            let id = item.id().as_str();
            let meant = waiver.subject == id || waiver.subject == item.kind().named(id);
            !meant || facts.selection.shows(item.kind(), id)
        })
    });
    serde_json::to_value(applied).unwrap_or_default()
}

/// What is missing or not evaluated, with who owes it. Since when can be told by earlier sealed packs alone.
pub(super) fn missing(findings: &[Value]) -> Value {
    const ABSENT: [Code; 6] = [
        Code::ControlUndecided,
        Code::JustificationMissing,
        Code::StatusMissing,
        Code::EvidenceAbsent,
        Code::TreatmentMissing,
        Code::SoaUncontrolled,
    ];
    let absent = |finding: &&Value| ABSENT.iter().any(|code| finding["code"] == code.as_str());
    findings
        .iter()
        .filter(absent)
        .map(|finding| {
            json!({
                "what": finding["subject"], "why": finding["message"], "owed_by": finding["owed_by"], "since": null,
            })
        })
        .collect()
}
