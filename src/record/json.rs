//! A record as one JSON object, whose canonical form is digested.

use serde_json::{Map, Value};

use super::{Item, Kind, Record};

/// Drops what says nothing, so that a field the model gains later changes no digest.
pub(super) fn without_empty(value: Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(key, field)| (key, without_empty(field)))
                .filter(|(_, field)| !is_empty(field))
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(without_empty).collect()),
        other => other,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

impl Record {
    /// The record as one JSON object: an object or a list per collection that holds something.
    pub fn to_json(&self) -> Value {
        self.assemble(|item| Some(item.to_json()))
    }

    /// The record as one JSON object of what `show` gives of each item.
    pub(crate) fn assemble(&self, show: impl Fn(&dyn Item) -> Option<Value>) -> Value {
        let mut object = Map::new();
        for kind in Kind::ALL {
            let shown = self.of_kind(*kind).into_iter().filter_map(&show);
            let mut items: Vec<_> = shown.map(without_empty).collect();
            if items.is_empty() {
                continue;
            }
            let content = if kind.is_single() { items.remove(0) } else { Value::Array(items) };
            object.insert(kind.collection().to_owned(), content);
        }
        if !self.classes.is_empty() {
            let classes =
                self.classes.iter().map(|(kind, class)| (kind.collection().to_owned(), class.as_str().into()));
            object.insert("classification".to_owned(), Value::Object(classes.collect()));
        }
        Value::Object(object)
    }
}
