//! Redactions that a report declares: fields that are left out of it, or stand under a pseudonym, whoever reads.
//!
//! What is redacted is gone from the view, and so from pages, workbook and data. A name that stands under a pseudonym does so
//! wherever the item is named by it; free text that mentions the name is not looked through.

use serde_json::{Value, json};

use super::pseudonym::Pseudonyms;
use crate::diagnostic::{Code, Failure, Finding, nearest};
use crate::record::{Item, Kind, Record, schema};
use crate::template::{Redacted, Redaction, Template};

/// The redactions of a report, ready to be applied.
#[derive(Debug)]
pub(super) struct Redactions<'a> {
    rules: Vec<Rule<'a>>,
    /// Absent where no rule asks for pseudonyms.
    pseudonyms: Option<Pseudonyms>,
}

#[derive(Debug)]
struct Rule<'a> {
    kind: Kind,
    path: Vec<&'a str>,
    declared: &'a Redaction,
}

impl<'a> Redactions<'a> {
    /// Reads what the template declares.
    ///
    /// # Errors
    /// A field that is none of the report.
    pub(super) fn declared(template: &'a Template, kinds: &[Kind], record: &Record) -> Result<Self, Failure> {
        let mut rules = Vec::new();
        let mut findings = Vec::new();
        for declared in &template.declaration.redactions {
            match rule(declared, kinds) {
                Ok(rule) => rules.push(rule),
                Err(finding) => findings.push(finding.at(template.place_of(&declared.field))),
            }
        }
        if !findings.is_empty() {
            return Err(Failure(findings));
        }
        let wanted = rules.iter().any(|rule| rule.declared.how == Redacted::Pseudonym);
        Ok(Self { rules, pseudonyms: wanted.then(|| Pseudonyms::new(record)) })
    }

    /// Redacts an item of the view.
    pub(super) fn apply(&self, kind: Kind, item: &dyn Item, value: &mut Value) {
        for rule in self.rules.iter().filter(|rule| rule.kind == kind) {
            redact(value, &rule.path, &|text| match rule.declared.how {
                Redacted::Removed => Value::Null,
                Redacted::Pseudonym if text.is_null() => Value::Null,
                Redacted::Pseudonym => self.pseudonym(kind, item.id().as_str()).into(),
            });
        }
    }

    /// What each rule left out: how many items have something in the field that is not shown.
    pub(super) fn told(&self, record: &Record, shows: impl Fn(Kind, &str) -> bool, inside: bool) -> Vec<Value> {
        let told = self.rules.iter().filter_map(|rule| {
            let items = record.of_kind(rule.kind).into_iter();
            let count =
                items.filter(|item| shows(rule.kind, item.id().as_str()) && holds(&item.to_json(), &rule.path)).count();
            // Outside, it is said whether anything is there or not.
            (count > 0 || !inside).then(|| {
                let how = if rule.declared.how == Redacted::Pseudonym { " (under a pseudonym)" } else { "" };
                let kind = format!("{} of {}{how}", rule.path.join(" "), rule.kind.with_article()).replace('_', " ");
                json!({ "kind": kind, "count": inside.then_some(count), "reason": rule.declared.reason })
            })
        });
        told.collect()
    }

    fn pseudonym(&self, kind: Kind, id: &str) -> String {
        self.pseudonyms.as_ref().map_or_else(String::new, |pseudonyms| pseudonyms.of(kind, id))
    }
}

fn rule<'a>(declared: &'a Redaction, kinds: &[Kind]) -> Result<Rule<'a>, Finding> {
    let mut path = declared.field.split('.');
    let collection = path.next().unwrap_or_default();
    let Some(kind) = Kind::from_collection(collection).filter(|kind| kinds.contains(kind)) else {
        let finding = Finding::new(
            Code::Template,
            format!("`{}` is no field of a collection that the report reads", declared.field),
        );
        return Err(finding.help("write the collection and the field, such as `people.email`"));
    };
    let path: Vec<&str> = path.collect();
    let known = schema::fields(kind);
    let first = path.first().copied().unwrap_or_default();
    if first == "id" || !known.iter().any(|field| field == first) {
        let finding =
            Finding::new(Code::Template, format!("no {} has a field `{first}` that can be redacted", kind.label()));
        let near = nearest(first, known.iter().map(String::as_str));
        return Err(finding.help(near.map_or_else(
            || "`aims-report schema` lists the fields".to_owned(),
            |near| format!("did you mean `{near}`?"),
        )));
    }
    Ok(Rule { kind, path, declared })
}

/// Replaces what stands at a path, which goes through lists without an index.
fn redact(value: &mut Value, path: &[&str], with: &dyn Fn(&Value) -> Value) {
    match (path, value) {
        ([], value) => *value = with(value),
        (path, Value::Array(items)) => items.iter_mut().for_each(|item| redact(item, path, with)),
        ([first, rest @ ..], Value::Object(fields)) => {
            if let Some(field) = fields.get_mut(*first) {
                redact(field, rest, with);
            }
        }
        _ => {}
    }
}

/// Does anything stand at the path?
fn holds(value: &Value, path: &[&str]) -> bool {
    match (path, value) {
        (_, Value::Null) => false,
        ([], Value::Array(items)) => !items.is_empty(),
        ([], _) => true,
        (path, Value::Array(items)) => items.iter().any(|item| holds(item, path)),
        ([first, rest @ ..], Value::Object(fields)) => fields.get(*first).is_some_and(|field| holds(field, rest)),
        _ => false,
    }
}
