//! JSON Schema of a view, for portals that load the JSON of a document.
//!
//! The items of collections are those of the record, with three differences: a field may be null where the audience may not
//! see it, Markdown is an object that says so, and `derived` holds what follows from the record.

use serde_json::{Map, Value, json};

use crate::record::{Kind, schema};

/// The version of the view's form. It rises when a key is taken away or means something else.
pub const VERSION: u32 = 1;

/// Schema of every view, whatever the report.
pub fn schema() -> Value {
    let mut record = schema::record();
    let mut definitions = record["$defs"].take();
    if let Value::Object(definitions) = &mut definitions {
        for (name, definition) in definitions.iter_mut() {
            if name == "Markdown" {
                *definition = markdown();
            } else {
                as_shown(definition);
            }
        }
    }
    let mut properties = Map::new();
    for kind in Kind::ALL {
        let content = &record["properties"][kind.collection()];
        let content = if kind.is_single() {
            json!({ "anyOf": [content, { "type": "null" }] })
        } else {
            content["anyOf"][0].clone()
        };
        properties.insert(kind.in_view(), content);
    }
    properties.extend(own().as_object().cloned().unwrap_or_default());
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("View of a record, version {VERSION}"),
        "description": "The data of one document: what its pages and its workbook show, for one audience on one day.",
        "type": "object",
        "properties": properties,
        "required": ["meta", "brand", "catalogue", "later", "withheld", "index", "sources", "figures", "missing", "findings", "policy", "integrity", "narrative"],
        "additionalProperties": false,
        "$defs": definitions,
    })
}

/// Markdown in a view.
fn markdown() -> Value {
    json!({
        "description": "Markdown (CommonMark with the tables, task lists, footnotes and strikethrough of GFM).",
        "type": ["object", "null"],
        "properties": { "markdown": { "type": "string" } },
        "required": ["markdown"],
        "additionalProperties": false,
    })
}

/// An item or a part as a view shows it: any field may be null or left out, and something may be derived.
fn as_shown(definition: &mut Value) {
    let Value::Object(definition) = definition else { return };
    let Some(Value::Object(properties)) = definition.get_mut("properties") else { return };
    let is_item = properties.contains_key("id") && properties.contains_key("classification");
    for property in properties.values_mut() {
        let shown = property.take();
        *property = json!({ "anyOf": [shown, { "type": "null" }] });
    }
    if is_item {
        properties
            .insert("derived".to_owned(), json!({ "type": "object", "description": "What follows from the record." }));
        definition.insert("required".to_owned(), json!(["id"]));
    } else {
        definition.remove("required");
    }
}

/// The keys that are no collections.
fn own() -> Value {
    let text = json!({ "type": "string" });
    let maybe = json!({ "type": ["string", "null"] });
    let day = json!({ "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$" });
    let count = json!({ "type": ["integer", "null"], "minimum": 0 });
    let named = json!({
        "type": ["object", "null"],
        "properties": { "kind": text, "id": text, "name": maybe },
        "required": ["kind", "id", "name"], "additionalProperties": false,
    });
    let finding = json!({
        "type": "object",
        "properties": {
            "about": {}, "code": text, "level": { "enum": ["error", "warning", "note"] }, "message": text,
            "subject": maybe, "help": maybe, "summary": text, "owed_by": named,
        },
        "required": ["code", "level", "message"], "additionalProperties": false,
    });
    let left_out = json!({
        "type": "array",
        "items": {
            "type": "object",
            "properties": { "kind": text, "count": count, "reason": text },
            "required": ["kind", "count", "reason"], "additionalProperties": false,
        },
    });
    let control = json!({ "type": "array", "items": { "type": "object", "required": ["id", "objective"] } });
    json!({
        "meta": {
            "type": "object",
            "properties": {
                "schema": { "const": VERSION },
                "report": text, "title": text, "subject": maybe, "lang": text, "audience": text, "classification": text,
                "focus": {
                    "type": "object",
                    "properties": { "system": maybe, "release": maybe, "audit": maybe },
                    "required": ["system", "release", "audit"], "additionalProperties": false,
                },
                "clauses": { "type": "array", "items": text },
                "period": {
                    "type": "object",
                    "properties": { "label": text, "from": day, "until": day },
                    "required": ["label", "from", "until"], "additionalProperties": false,
                },
                "as_of": day, "draft": { "type": "boolean" }, "tool": text, "engine": text,
                "record_digest": { "type": "string", "pattern": "^[0-9a-f]{64}$" }, "document_id": text,
            },
            "required": ["schema", "report", "title", "lang", "audience", "classification", "period", "as_of", "draft", "record_digest", "document_id"],
            "additionalProperties": false,
        },
        "brand": { "type": "object" },
        "catalogue": { "type": "object", "description": "Catalogues of standards and law that the report prints from." },
        "undecided": control,
        "expected": control,
        "figures": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "properties": {
                    "title": text, "kind": maybe, "value": { "type": "integer", "minimum": 0 },
                    "sources": { "type": "array", "items": text },
                    "groups": { "type": "array", "items": {
                        "type": "object",
                        "properties": {
                            "key": text, "label": {}, "value": { "type": "integer", "minimum": 0 },
                            "sources": { "type": "array", "items": text },
                        },
                        "required": ["key", "value"], "additionalProperties": false,
                    } },
                },
                "required": ["title", "value", "groups"], "additionalProperties": false,
            },
        },
        "index": {
            "type": "object",
            "additionalProperties": {
                "type": "object", "properties": { "kind": text, "id": text, "title": text },
                "required": ["kind", "id", "title"], "additionalProperties": false,
            },
        },
        "sources": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "kind": text, "kind_label": text, "id": text, "title": text,
                    "digest": { "type": "string", "pattern": "^[0-9a-f]{12}$" }, "date": maybe,
                },
                "required": ["kind", "id", "title", "digest"], "additionalProperties": false,
            },
        },
        "narrative": { "type": "object", "additionalProperties": { "$ref": "#/$defs/Markdown" } },
        "findings": { "type": "array", "items": finding },
        "integrity": { "type": "array", "items": finding },
        "missing": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": { "what": maybe, "why": text, "owed_by": named, "since": maybe },
                "required": ["what", "why", "owed_by", "since"], "additionalProperties": false,
            },
        },
        "policy": { "type": ["object", "null"] },
        "later": left_out,
        "withheld": left_out,
    })
}

#[cfg(test)]
mod tests {
    use super::own;
    use crate::record::Kind;
    use crate::template::lint::VIEW_KEYS;

    #[test]
    fn the_lints_know_the_keys_that_are_no_collections() {
        let own = own();
        let keys: Vec<&str> = own.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect();
        let (mut keys, mut known) = (keys, VIEW_KEYS.to_vec());
        keys.sort_unstable();
        known.sort_unstable();
        assert_eq!(keys, known);
        assert!(VIEW_KEYS.iter().all(|key| Kind::from_view(key).is_none()));
    }
}
