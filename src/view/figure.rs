//! Figures: numbers that a template declares, each counted from items and leading back to them.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::diagnostic::{Code, Failure, Finding};
use crate::expression::{Engine, Expression, Helpers, Origin, scope};
use crate::record::Kind;
use crate::standards;
use crate::template::{Figure, Template};

/// Counts every figure of the template.
pub(super) fn count(template: &Template, view: &Map<String, Value>, helpers: &Helpers) -> Result<Value, Failure> {
    let engine = Engine::new(helpers);
    let mut figures = Map::new();
    let mut findings = Vec::new();
    for (name, figure) in &template.declaration.figures {
        match one(template, name, figure, view, &engine) {
            Ok(value) => {
                figures.insert(name.clone(), value);
            }
            Err(finding) => findings.push(finding),
        }
    }
    if findings.is_empty() { Ok(Value::Object(figures)) } else { Err(Failure(findings)) }
}

struct Group {
    label: Option<Value>,
    sources: Vec<String>,
}

fn one(
    template: &Template,
    name: &str,
    figure: &Figure,
    view: &Map<String, Value>,
    engine: &Engine,
) -> Result<Value, Finding> {
    let file = template.declaration_file();
    let origin = |key: &str| Origin::new(&file, format!("figures.{name}.{key}"));
    let compile = |key: &str, source: &Option<String>| {
        source.as_ref().map(|source| Expression::compile(engine, source, origin(key))).transpose()
    };
    let condition = compile("where", &figure.condition)?;
    let group_by = compile("group-by", &figure.group_by)?;
    let label = compile("label", &figure.label)?;
    let Some(rows) = view.get(&figure.over).and_then(Value::as_array) else {
        let finding =
            Finding::new(Code::Template, format!("figures.{name}: the report reads no collection `{}`", figure.over));
        return Err(finding.at(template.place_of(&figure.over)).help("declare it under `[data]`"));
    };
    let kind = Kind::from_view(&figure.over).map(Kind::field_singular);
    let mut sources = Vec::new();
    let mut groups: BTreeMap<(standards::SortKey, String), Group> = BTreeMap::new();
    for row in rows {
        let names = scope([("row", minijinja::Value::from(minijinja::value::Serde(row)))]);
        if let Some(condition) = &condition
            && !condition.is_true(&names)?
        {
            continue;
        }
        let id = row.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        if let Some(group_by) = &group_by {
            let key = match group_by.json(&names)? {
                Value::String(text) => text,
                Value::Null => String::new(),
                other => other.to_string(),
            };
            let entry = groups
                .entry((standards::sort_key(&key), key))
                .or_insert_with(|| Group { label: None, sources: Vec::new() });
            if entry.label.is_none() {
                entry.label = label.as_ref().map(|label| label.json(&names)).transpose()?;
            }
            entry.sources.push(id.clone());
        }
        sources.push(id);
    }
    let groups: Vec<_> = groups
        .into_iter()
        .map(|((_, key), group)| {
            json!({ "key": key, "label": group.label, "value": group.sources.len(), "sources": group.sources })
        })
        .collect();
    Ok(json!({ "title": figure.title, "kind": kind, "value": sources.len(), "sources": sources, "groups": groups }))
}
