//! Reads JSON into a tree of nodes. Places are looked up only when a finding needs one.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::node::{Key, Mark, Node, Value};
use super::{Fault, limits, syntax};
use crate::diagnostic::Code;

/// Reads one document.
///
/// # Errors
/// What the JSON breaks, with its place: syntax, a key twice, or a limit.
pub(crate) fn read(text: &str) -> Result<Node, Vec<Fault>> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let lexemes = Lexemes { text, at: Cell::new(0) };
    let seed = Seed { depth: 0, lexemes: &lexemes };
    seed.deserialize(&mut reader).and_then(|node| reader.end().map(|()| node)).map_err(|error| {
        let full = error.to_string();
        let message = full.split(" at line ").next().unwrap_or(&full);
        let mark = mark(text, error.line(), error.column());
        let fault = if message.contains(TWICE) {
            Fault::new(Code::DuplicateKey, syntax::key_before(text, mark), message)
                .help("keep one; the other value would be lost")
        } else if message == DEEP {
            syntax::too_deep(mark)
        } else {
            syntax::json(message, mark, text)
        };
        vec![fault]
    })
}

/// The parser counts columns in bytes.
fn mark(text: &str, line: usize, column: usize) -> Mark {
    let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let source = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let before = source.char_indices().take_while(|(at, _)| *at < column).count();
    Mark { line: narrow(line.max(1)), column: narrow(before.max(1)), length: 1 }
}

const TWICE: &str = "stands twice in this object";
const DEEP: &str = "nested too deeply";

/// The numbers of a text as they are written, in order, but for the whole numbers that the parser keeps exactly.
/// `1.10` and a price with twenty digits are text to a record; as floating-point numbers they would change.
struct Lexemes<'a> {
    text: &'a str,
    at: Cell<usize>,
}

impl<'a> Lexemes<'a> {
    /// The next one, in a text that is known to be JSON as far as it goes.
    fn next(&self) -> Option<&'a str> {
        let bytes = self.text.as_bytes();
        let mut at = self.at.get();
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'"' => {
                    at += 1;
                    while *bytes.get(at)? != b'"' {
                        at += if bytes.get(at) == Some(&b'\\') { 2 } else { 1 };
                    }
                    at += 1;
                }
                b'-' | b'0'..=b'9' => {
                    let length = bytes[at..]
                        .iter()
                        .take_while(|byte| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9'))
                        .count();
                    let number = &self.text[at..at + length];
                    at += length;
                    let kept = number != "-0" && (number.parse::<i64>().is_ok() || number.parse::<u64>().is_ok());
                    if !kept {
                        self.at.set(at);
                        return Some(number);
                    }
                }
                _ => at += 1,
            }
        }
        None
    }
}

#[derive(Clone, Copy)]
struct Seed<'a> {
    depth: usize,
    lexemes: &'a Lexemes<'a>,
}

impl Seed<'_> {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth >= limits::DEPTH {
            return Err(E::custom(DEEP));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

fn node(value: Value) -> Node {
    Node { value, mark: Mark::default() }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
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

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<Node, E> {
        let lexeme = self.lexemes.next().ok_or_else(|| E::custom("a number can't be found again"))?;
        Ok(node(Value::Plain(lexeme.to_owned())))
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
