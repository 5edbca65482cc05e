//! The record beside the documents: what a pack ships of it.

use serde_json::{Value, json};

use super::select::{Lens, Selection};
use crate::record::{Class, Kind, Record};

/// The record as an audience may see it, which is what a pack ships: its canonical form is digested and sealed.
pub fn shipped(record: &Record, audience: Class, compartments: &[String], system: Option<&str>) -> Value {
    let lens = Lens { audience, compartments: compartments.to_vec(), as_of: None, system: system.map(str::to_owned) };
    let selection = Selection::new(record, &lens);
    record.assemble(|item| selection.shows(item.kind(), item.id().as_str()).then(|| selection.item(item, &lens)))
}

/// What a document for readers outside publishes of the record: the collections in it.
pub fn published(view: &Value) -> Value {
    let of_record = Kind::ALL.iter().filter_map(|kind| Some((*kind, view.get(kind.in_view())?.clone())));
    Value::Object(of_record.map(|(kind, content)| (kind.collection().to_owned(), content)).collect())
}

/// What several documents publish, as one record: each item once, with all that any of them says of it.
pub fn joined(published: &[Value]) -> Value {
    fn join(into: &mut Value, from: &Value) {
        match (into, from) {
            (Value::Object(into), Value::Object(from)) => {
                for (key, value) in from {
                    join(into.entry(key).or_insert(Value::Null), value);
                }
            }
            (Value::Array(into), Value::Array(from)) => {
                for item in from {
                    let known = into.iter().position(|known| match &item["id"] {
                        Value::Null => known == item,
                        id => known["id"] == *id,
                    });
                    match known {
                        Some(known) => join(&mut into[known], item),
                        None => into.push(item.clone()),
                    }
                }
            }
            (into, from) => {
                if into.is_null() {
                    *into = from.clone();
                }
            }
        }
    }
    let mut whole = json!({});
    published.iter().for_each(|one| join(&mut whole, one));
    whole
}
