//! Finds which name of an expression is not there, and what its author may have meant.

use minijinja::Value;

use super::Origin;
use crate::diagnostic::{self, Code, Finding};

/// Most names that a help line lists.
const LISTED: usize = 16;

/// Why a path leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Blame {
    /// Something on the way is empty, and so is what would be in it.
    Empty {
        /// The part that was reached, which is empty.
        parent: String,
        /// The name that would be in it.
        name: String,
    },
    /// A name is not there.
    Missing {
        /// The path as written.
        path: String,
        /// The part that was reached; empty where not even the first name is known.
        parent: String,
        /// The name that is not in it.
        name: String,
        /// The names that are.
        known: Vec<String>,
    },
}

impl Blame {
    /// The finding that names template, key, expression and what was undefined.
    pub(super) fn finding(&self, origin: &Origin, source: &str) -> Finding {
        let (path, parent, name, known) = match self {
            Self::Missing { path, parent, name, known } => (path, parent, name, known),
            Self::Empty { parent, name } => {
                let message = format!("`{parent}` is empty, so it has no `{name}`, in `{source}`");
                let help = format!("say what is shown then: `... if {parent} else ...`");
                return origin.finding(Code::Expression, message).help(help);
            }
        };
        let what =
            if parent.is_empty() { format!("`{name}` is not defined") } else { format!("`{parent}` has no `{name}`") };
        let within = if source.trim() == path { String::new() } else { format!(" in `{source}`") };
        let finding = origin.finding(Code::Expression, format!("{what}{within}"));
        let full = |name: &str| if parent.is_empty() { name.to_owned() } else { format!("{parent}.{name}") };
        match diagnostic::nearest(name, known.iter().map(String::as_str)) {
            Some(near) => finding.help(format!("did you mean `{}`?", full(near))),
            None if known.is_empty() => finding.help("nothing is defined there"),
            None => {
                let more = if known.len() > LISTED { ", …" } else { "" };
                let listed: Vec<&str> = known.iter().take(LISTED).map(String::as_str).collect();
                finding.help(format!("defined there: {}{more}", listed.join(", ")))
            }
        }
    }
}

/// Walks each path and says why the first that leads nowhere does so. A missing name outweighs an empty one.
pub(super) fn blame<'a>(
    paths: impl Iterator<Item = &'a str>,
    root: impl Fn(&str) -> Option<Value>,
    roots: impl Fn() -> Vec<String>,
) -> Option<Blame> {
    let mut empty = None;
    for path in paths {
        match walk(path, &root, &roots) {
            Some(missing @ Blame::Missing { .. }) => return Some(missing),
            Some(blame) => empty = empty.or(Some(blame)),
            None => {}
        }
    }
    empty
}

fn walk(path: &str, root: &impl Fn(&str) -> Option<Value>, roots: &impl Fn() -> Vec<String>) -> Option<Blame> {
    let mut parts = path.split('.');
    let first = parts.next()?;
    let missing = |parent: &str, name: &str, known| {
        Some(Blame::Missing { path: path.to_owned(), parent: parent.to_owned(), name: name.to_owned(), known })
    };
    let Some(mut value) = root(first) else { return missing("", first, roots()) };
    let mut reached = first.to_owned();
    for part in parts {
        if value.is_none() {
            return Some(Blame::Empty { parent: reached, name: part.to_owned() });
        }
        match value.get_attr(part) {
            Ok(inner) if !inner.is_undefined() => value = inner,
            _ => return missing(&reached, part, names(&value)),
        }
        reached = format!("{reached}.{part}");
    }
    None
}

/// The names that a mapping holds.
pub(super) fn names(value: &Value) -> Vec<String> {
    if value.kind() != minijinja::value::ValueKind::Map {
        return Vec::new();
    }
    let keys = value.try_iter().into_iter().flatten();
    keys.filter_map(|key| key.as_str().map(str::to_owned)).collect()
}
