//! Reads JSON into a tree of nodes. Places are looked up only when a finding needs one.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::Fault;
use super::limits;
use super::node::{Key, Mark, Node, Value};
use crate::diagnostic::Code;

/// Reads one document.
///
/// # Errors
/// What the JSON breaks, with its place: syntax, a key twice, or a limit.
pub(crate) fn read(text: &str) -> Result<Node, Vec<Fault>> {
    let mut reader = serde_json::Deserializer::from_str(text);
    Seed { depth: 0 }.deserialize(&mut reader).and_then(|node| reader.end().map(|()| node)).map_err(|error| {
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let mark = Mark { line: narrow(error.line().max(1)), column: narrow(error.column().max(1)), length: 1 };
        let full = error.to_string();
        let message = full.split(" at line ").next().unwrap_or(&full);
        let fault = if message.contains(TWICE) {
            Fault::new(Code::DuplicateKey, mark, message).help("keep one; the other value would be lost")
        } else if message.contains(DEEP) {
            Fault::new(Code::Limit, mark, message)
        } else {
            Fault::new(Code::Syntax, mark, format!("this is not JSON: {message}"))
        };
        vec![fault]
    })
}

const TWICE: &str = "stands twice in this object";
const DEEP: &str = "nested deeper than";

#[derive(Clone, Copy)]
struct Seed {
    depth: usize,
}

impl Seed {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth >= limits::DEPTH {
            return Err(E::custom(format_args!("{DEEP} {} levels", limits::DEPTH)));
        }
        Ok(Self { depth: self.depth + 1 })
    }
}

fn node(value: Value) -> Node {
    Node { value, mark: Mark::default() }
}

impl<'de> DeserializeSeed<'de> for Seed {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(node(Value::Null))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Node, E> {
        Ok(node(Value::Bool(flag)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(node(Value::Number(number.into())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(node(Value::Number(number.into())))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Node, E> {
        let number = serde_json::Number::from_f64(number).ok_or_else(|| E::custom("a number out of range"))?;
        Ok(node(Value::Number(number)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(node(Value::Text(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Node, E> {
        Ok(node(Value::Text(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(node(Value::List(items)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let inner = self.deeper()?;
        let mut fields = Vec::new();
        let mut names = BTreeSet::new();
        while let Some(name) = access.next_key::<String>()? {
            if !names.insert(name.clone()) {
                return Err(A::Error::custom(format_args!("the key `{name}` {TWICE}")));
            }
            let value = access.next_value_seed(inner)?;
            fields.push((Key { name, mark: Mark::default() }, value));
        }
        Ok(node(Value::Map(fields)))
    }
}
