//! The canonical form of a record: RFC 8785 JSON, and its SHA-256.

use std::fmt::Write as _;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::{Kind, Record};

/// Writes a value as RFC 8785 JSON: keys sorted by UTF-16, no white space, shortest escapes.
///
/// Numbers must be integers within ±2^53: the record keeps decimals as text, so that no reader can round them.
pub fn canonical_json(value: &Value) -> String {
    let mut out = String::new();
    write_value(value, &mut out);
    out
}

fn write_value(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => {
            let _ = write!(out, "{number}");
        }
        Value::String(text) => write_string(text, out),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_value(item, out);
            }
            out.push(']');
        }
        Value::Object(fields) => {
            let mut sorted: Vec<_> = fields.iter().collect();
            sorted.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (index, (key, field)) in sorted.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_string(key, out);
                out.push(':');
                write_value(field, out);
            }
            out.push('}');
        }
    }
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            control if control < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

/// Drops what says nothing, so that a field the model gains later changes no digest.
fn without_empty(value: Value) -> Value {
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
        let mut object = Map::new();
        for kind in Kind::ALL {
            let mut items: Vec<_> = self.of_kind(*kind).into_iter().map(|item| without_empty(item.to_json())).collect();
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

/// SHA-256 of the canonical form, in lower-case hex: the record digest.
pub fn digest(value: &Value) -> String {
    let hash = Sha256::digest(canonical_json(value).as_bytes());
    hash.iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
