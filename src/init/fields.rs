//! The fields that columns can become, read off the schema of the model, so that no second list of them is kept.

use serde_json::Value;

use super::words::normal;
use crate::record::{Kind, schema};

/// What a field takes, as far as guessing needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Holds {
    Text,
    Number,
    Truth,
    /// A day.
    Day,
    /// A day, a month, a quarter or a year.
    When,
    /// One of these words.
    Words(Vec<String>),
}

/// A field of an item, or of a part of it.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) path: String,
    /// The path as words.
    pub(super) name: String,
    pub(super) holds: Holds,
    pub(super) list: bool,
    /// Does it name another item by its id? People, roles and bodies may be named in words.
    pub(super) refers: bool,
    pub(super) required: bool,
}

/// The fields of a kind that a cell can hold.
pub(super) fn of(kind: Kind) -> Vec<Field> {
    let schema = schema::item(kind);
    let mut fields = Vec::new();
    add(&schema, resolve(&schema, &schema), "", &mut fields);
    fields
}

/// Fields that are kept by the tool or by people with a purpose of their own, and that no column is guessed to be.
const LEFT_OUT: &[&str] = &["custom", "field_classes", "history", "compartments", "classification", "updated"];

fn add(schema: &Value, item: &Value, before: &str, fields: &mut Vec<Field>) {
    let required = |name: &str| {
        let list = item.get("required").and_then(Value::as_array);
        before.is_empty() && list.is_some_and(|list| list.iter().any(|field| field == name))
    };
    let Some(properties) = item.get("properties").and_then(Value::as_object) else { return };
    for (name, node) in properties {
        if before.is_empty() && LEFT_OUT.contains(&name.as_str()) {
            continue;
        }
        let path = format!("{before}{name}");
        let markdown = is_markdown(node);
        let mut node = resolve(schema, node);
        let list = types(node).contains(&"array");
        if list {
            let Some(items) = node.get("items") else { continue };
            node = resolve(schema, items);
        }
        let holds = if markdown { Some(Holds::Text) } else { holds(node) };
        match holds {
            Some(holds) => {
                let refers = node.get("x-refers-to").and_then(Value::as_array).is_some_and(|labels| {
                    !labels.iter().any(|label| matches!(label.as_str(), Some("person" | "role" | "body")))
                });
                let required = required(name);
                fields.push(Field { name: normal(&path), path, holds, list, refers, required });
            }
            // One level: `inherent.likelihood`. Deeper fields are seldom columns.
            None if before.is_empty() && !list => add(schema, node, &format!("{name}."), fields),
            None => {}
        }
    }
}

fn is_markdown(node: &Value) -> bool {
    let named = |node: &Value| node.get("$ref").and_then(Value::as_str) == Some("#/$defs/Markdown");
    named(node) || node.get("anyOf").and_then(Value::as_array).is_some_and(|nodes| nodes.iter().any(named))
}

/// Follows references, and goes through the choice between something and nothing.
fn resolve<'s>(schema: &'s Value, mut node: &'s Value) -> &'s Value {
    for _ in 0..8 {
        if let Some(name) = node.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next()) {
            let Some(found) = schema.get("$defs").and_then(|all| all.get(name)) else { return node };
            node = found;
        } else if let Some(choices) = node.get("anyOf").and_then(Value::as_array) {
            let mut something = choices.iter().filter(|choice| types(choice) != ["null"]);
            match (something.next(), something.next()) {
                (Some(only), None) => node = only,
                _ => return node,
            }
        } else {
            return node;
        }
    }
    node
}

fn types(node: &Value) -> Vec<&str> {
    match node.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn holds(node: &Value) -> Option<Holds> {
    let mut words: Vec<String> = Vec::new();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let listed = |node: &Value| -> Vec<String> {
        let list = node.get("enum").and_then(Value::as_array).into_iter().flatten();
        list.chain(node.get("const")).filter_map(text).collect()
    };
    words.extend(listed(node));
    words.extend(node.get("oneOf").and_then(Value::as_array).into_iter().flatten().flat_map(listed));
    if !words.is_empty() {
        return Some(Holds::Words(words));
    }
    let pattern = node.get("pattern").and_then(Value::as_str).unwrap_or_default();
    let types = types(node);
    let has = |name| types.contains(&name);
    if has("object") || has("array") {
        None
    } else if pattern == r"^\d{4}-\d{2}-\d{2}$" {
        Some(Holds::Day)
    } else if pattern.starts_with(r"^\d{4}") {
        Some(Holds::When)
    } else if has("string") {
        Some(Holds::Text)
    } else if has("integer") || has("number") {
        Some(Holds::Number)
    } else {
        has("boolean").then_some(Holds::Truth)
    }
}
