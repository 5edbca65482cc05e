//! Canonical JSON (RFC 8785): one way to write a value, and a reader that accepts no other.
//!
//! Records, manifests and statements are written like this, so that their digests mean one thing. The reader refuses
//! whatever the writer would not have written: white space, a key twice, another order of keys. Two programs
//! can't read two things from text that passed it.

use std::fmt::{self, Write as _};

use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use sha2::{Digest, Sha256};

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

/// Hashes the canonical form with SHA-256; the result is lower-case hex. Of a record, it is the record digest.
pub fn digest(value: &Value) -> String {
    let hash = Sha256::digest(canonical_json(value).as_bytes());
    hash.iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Why text is not canonical JSON.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotCanonical {
    /// It is no JSON that every reader understands alike: wrong syntax, a fraction, an integer past 2^53, or a key twice.
    #[error("{0}")]
    Syntax(String),
    /// A key stands twice in one object.
    #[error("the key `{0}` stands twice in one object")]
    DuplicateKey(String),
    /// It is JSON, written in another way than RFC 8785 demands.
    #[error("it is not written as RFC 8785 demands (sorted keys, no white space)")]
    Form,
}

/// Reads canonical JSON and nothing else.
///
/// # Errors
///
/// [`NotCanonical`] where the bytes are anything but what [`canonical_json`] writes for the value that they hold.
pub fn parse_canonical(bytes: &[u8]) -> Result<Value, NotCanonical> {
    let text = std::str::from_utf8(bytes).map_err(|_| NotCanonical::Syntax("it is not UTF-8".to_owned()))?;
    let mut duplicate = None;
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Strict(&mut duplicate).deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    match (value, duplicate) {
        (_, Some(key)) => Err(NotCanonical::DuplicateKey(key)),
        (Err(error), None) => Err(NotCanonical::Syntax(error.to_string())),
        (Ok(value), None) if canonical_json(&value).as_bytes() == bytes => Ok(value),
        (Ok(_), None) => Err(NotCanonical::Form),
    }
}

/// Builds a value and notes the first key that stands twice; serde_json by itself keeps the last in silence.
struct Strict<'a>(&'a mut Option<String>);

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Past this, readers that hold numbers as doubles see another integer.
const EXACT: u64 = 1 << 53;

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value without fractions")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Value, E> {
        if number > EXACT {
            return Err(E::custom(format!("the number {number} is past 2^53")));
        }
        Ok(Value::Number(Number::from(number)))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Value, E> {
        if number.unsigned_abs() > EXACT {
            return Err(E::custom(format!("the number {number} is past 2^53")));
        }
        Ok(Value::Number(Number::from(number)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(Strict(&mut *self.0))? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = fields.next_key::<String>()? {
            let field = fields.next_value_seed(Strict(&mut *self.0))?;
            if object.contains_key(&key) && self.0.is_none() {
                *self.0 = Some(key.clone());
            }
            object.insert(key, field);
        }
        Ok(Value::Object(object))
    }
}
