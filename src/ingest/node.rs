//! A tree of values with their places, which YAML and JSON are read into.

use std::borrow::Cow;

/// Where a value stands in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Mark {
    /// Line, from 1; 0 where unknown.
    pub(crate) line: u32,
    /// Column, from 1, in characters.
    pub(crate) column: u32,
    /// Length on that line, in characters.
    pub(crate) length: u32,
}

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) mark: Mark,
}

/// A value as the file has it. A plain scalar keeps its lexeme: only the field it lands in knows whether `1.10`
/// is a version or a number, and `no` a country or an answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// A scalar without quotes (YAML).
    Plain(String),
    /// Text.
    Text(String),
    /// Nothing (JSON).
    Null,
    /// A truth value (JSON).
    Bool(bool),
    /// A number (JSON).
    Number(serde_json::Number),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order of the file.
    Map(Vec<(Key, Node)>),
}

/// A key of a mapping and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) name: String,
    pub(crate) mark: Mark,
}

impl Node {
    /// The field with this name, if this is a mapping that has it.
    pub(crate) fn get(&self, name: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(fields) => fields.iter().find(|(key, _)| key.name == name).map(|(_, node)| node),
            _ => None,
        }
    }

    /// The scalar as text, if it is one.
    pub(crate) fn scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Plain(text) | Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The scalar as text, if it is one that an id or a name may be: JSON writes some as numbers.
    pub(crate) fn word(&self) -> Option<Cow<'_, str>> {
        match &self.value {
            _ if self.is_null() => None,
            Value::Plain(text) | Value::Text(text) => Some(Cow::Borrowed(text)),
            Value::Number(number) => Some(Cow::Owned(number.to_string())),
            _ => None,
        }
    }

    /// Is it YAML's or JSON's way to say nothing?
    pub(crate) fn is_null(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Plain(text) => matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"),
            _ => false,
        }
    }

    /// Follows a path such as `inherent.likelihood` or `findings[2].grade` as far as there is something.
    pub(crate) fn follow(&self, path: &str) -> &Node {
        let mut node = self;
        for segment in path.split(['.', '[']).filter(|segment| !segment.is_empty()) {
            let next = match (segment.strip_suffix(']'), &node.value) {
                (Some(index), Value::List(items)) => match index.parse::<usize>() {
                    Ok(index) => items.get(index),
                    // The entries of some lists have ids.
                    Err(_) => items.iter().find(|item| item.get("id").and_then(Node::scalar) == Some(index)),
                },
                (None, _) => node.get(segment),
                _ => None,
            };
            let Some(next) = next else { break };
            node = next;
        }
        node
    }

    /// Removes what the path names; returns whether anything was there.
    pub(crate) fn prune(&mut self, path: &[Step]) -> bool {
        let Some((first, rest)) = path.split_first() else { return false };
        match (first, &mut self.value) {
            (Step::Key(name), Value::Map(fields)) => {
                let Some(position) = fields.iter().position(|(key, _)| key.name == *name) else { return false };
                if rest.is_empty() || !fields[position].1.prune(rest) {
                    fields.remove(position);
                }
                true
            }
            (Step::Index(index), Value::List(items)) if *index < items.len() => {
                if rest.is_empty() || !items[*index].prune(rest) {
                    items.remove(*index);
                }
                true
            }
            _ => false,
        }
    }

    /// What it is, for a message.
    pub(crate) fn describe(&self) -> String {
        match &self.value {
            _ if self.is_null() => "nothing".to_owned(),
            Value::Plain(text) | Value::Text(text) => format!("`{}`", shorten(text)),
            Value::Null => "nothing".to_owned(),
            Value::Bool(flag) => format!("`{flag}`"),
            Value::Number(number) => format!("`{number}`"),
            Value::List(_) => "a list".to_owned(),
            Value::Map(_) => "a mapping".to_owned(),
        }
    }
}

/// The beginning of a text, short enough to be quoted in a message.
pub(crate) fn shorten(text: &str) -> String {
    const LONGEST: usize = 40;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

/// One step of a path to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// Into a mapping.
    Key(String),
    /// Into a list.
    Index(usize),
}

/// Writes a path the way messages show it: `findings[2].grade`.
pub(crate) fn path_text(path: &[Step]) -> String {
    let mut out = String::new();
    for step in path {
        match step {
            Step::Key(name) => {
                if !out.is_empty() {
                    out.push('.');
                }
                out.push_str(name);
            }
            Step::Index(index) => out.push_str(&format!("[{index}]")),
        }
    }
    out
}
