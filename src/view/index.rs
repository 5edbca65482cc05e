//! Where every id of a document leads: what it is called, and the digest of the item it names.

use serde_json::{Map, Value, json};

use super::derive;
use crate::record::{self, Kind};

/// Titles by `kind:id`, and the list of sources, for the collections of the view.
pub(super) fn index(view: &Map<String, Value>, kinds: &[Kind]) -> (Value, Value) {
    let mut index = Map::new();
    let mut sources = Vec::new();
    // A log is no source that a document cites: it is shown whole where it is shown, and would drown the others here.
    for kind in kinds.iter().filter(|kind| **kind != Kind::Activity) {
        let items = match view.get(&kind.in_view()) {
            Some(Value::Array(items)) => items.iter().collect(),
            Some(Value::Object(fields)) if !fields.is_empty() => view.get(&kind.in_view()).into_iter().collect(),
            _ => Vec::new(),
        };
        for item in items {
            let id = item.get("id").and_then(Value::as_str).unwrap_or_default();
            let catalogued = item.get("derived").and_then(|derived| derived.get("title")).and_then(Value::as_str);
            let title = catalogued.map(str::to_owned).or_else(|| derive::title(item));
            // What has no title of its own, such as the scope, is named by its kind.
            let title = title.unwrap_or_else(|| kind.label().to_owned());
            let singular = kind.field_singular();
            index.insert(format!("{singular}:{id}"), json!({ "kind": singular, "id": id, "title": title }));
            let date = ["date", "until", "updated"].iter().find_map(|field| item.get(*field).and_then(Value::as_str));
            sources.push(json!({
                "kind": singular, "kind_label": kind.label(), "id": id, "title": title,
                "digest": digest(item), "date": date,
            }));
        }
    }
    (Value::Object(index), Value::Array(sources))
}

/// The first 12 hex digits of the SHA-256 of the item as the document shows it, without what was derived.
fn digest(item: &Value) -> String {
    let mut own = item.clone();
    if let Value::Object(fields) = &mut own {
        fields.remove("derived");
    }
    let mut hex = record::digest(&own);
    hex.truncate(12);
    hex
}
