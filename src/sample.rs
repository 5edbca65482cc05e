//! An audit sample that anyone can draw again.
//!
//! Each item of the population is ranked by the SHA-256 of the seed, a zero byte and its id; the first n are drawn.
//! Nobody can steer the choice who fixed the seed before the register, and an auditor needs `sha256sum` alone to redo it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::diagnostic::{Code, Finding, nearest};
use crate::record::{Date, Item, Kind, Record};

/// How a sample is drawn, in a sentence.
pub const RULE: &str =
    "rank by the SHA-256 of the UTF-8 of the seed, a zero byte and the id; the first n, in the order of the record";

/// The form of the JSON output.
pub const SAMPLE: &str = "aims-report/sample/1";

/// A sample: who is in it, and what it was drawn from.
#[derive(Debug)]
pub struct Sample<'a> {
    /// The kind of the items.
    pub kind: Kind,
    /// The seed.
    pub seed: String,
    /// What narrows the population, where something does.
    pub condition: Option<String>,
    /// Ids of the whole population, in the order of the record.
    pub population: Vec<&'a str>,
    /// What was drawn, in the order of the record.
    pub drawn: Vec<Drawn<'a>>,
}

/// An item of a sample.
pub struct Drawn<'a> {
    /// The item.
    pub item: &'a dyn Item,
    /// Its rank, from 1.
    pub rank: usize,
    /// The digest that ranks it, in hex.
    pub digest: String,
}

impl std::fmt::Debug for Drawn<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.rank, self.item.id())
    }
}

/// Draws a sample of the items of a collection that there are on the day.
///
/// # Errors
/// [`Code::Usage`] where the collection holds one item only by its nature, the condition names no field, an id stands
/// twice, or the population is smaller than the sample.
pub fn draw<'a>(
    record: &'a Record,
    kind: Kind,
    n: usize,
    seed: &str,
    condition: Option<&str>,
    as_of: Date,
) -> Result<Sample<'a>, Finding> {
    if kind.is_single() {
        let message = format!("a record has one {}, and nothing can be drawn from it", kind.label());
        return Err(Finding::new(Code::Usage, message).help("name a collection of many items, such as `controls`"));
    }
    let present = record.of_kind(kind).into_iter().filter(|item| item.dated().is_none_or(|day| day <= as_of));
    let mut items: Vec<&dyn Item> = present.collect();
    if let Some(condition) = condition {
        items = narrowed(items, condition)?;
    }
    let mut ids = BTreeSet::new();
    if let Some(twice) = items.iter().find(|item| !ids.insert(item.id().as_str())) {
        let message = format!("the id `{}` stands twice in `{}`", twice.id(), kind.collection());
        return Err(
            Finding::new(Code::Usage, message).help("give one of the items an id of its own; `check` shows both")
        );
    }
    let size = items.len();
    if n > size {
        let message = format!("a sample of {n} can't be drawn from {size} item{}", if size == 1 { "" } else { "s" });
        let help = match size {
            0 => "the population is empty on that day and under that condition".to_owned(),
            _ => format!("N is {size}: ask for that many or fewer"),
        };
        return Err(Finding::new(Code::Usage, message).help(help));
    }
    let mut ranked: Vec<(String, usize)> =
        items.iter().enumerate().map(|(index, item)| (digest(seed, item.id().as_str()), index)).collect();
    ranked.sort();
    let mut drawn: Vec<(usize, Drawn<'a>)> = Vec::with_capacity(n);
    for (rank, (digest, index)) in ranked.into_iter().take(n).enumerate() {
        drawn.push((index, Drawn { item: items[index], rank: rank + 1, digest }));
    }
    drawn.sort_by_key(|(index, _)| *index);
    Ok(Sample {
        kind,
        seed: seed.to_owned(),
        condition: condition.map(str::to_owned),
        population: items.iter().map(|item| item.id().as_str()).collect(),
        drawn: drawn.into_iter().map(|(_, drawn)| drawn).collect(),
    })
}

/// The digest that ranks an id.
fn digest(seed: &str, id: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(seed.as_bytes());
    hash.update([0]);
    hash.update(id.as_bytes());
    hash.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The items of which a field is true, or is the word after `=`.
fn narrowed<'a>(items: Vec<&'a dyn Item>, condition: &str) -> Result<Vec<&'a dyn Item>, Finding> {
    let (field, wanted) = condition.split_once('=').map_or((condition, "true"), |(field, value)| (field, value));
    let field = field.trim().replace('-', "_");
    let wanted = wanted.trim();
    let mut kept = Vec::new();
    for item in items {
        let json = item.to_json();
        let Some(value) = json.get(&field) else {
            let fields = json.as_object().into_iter().flat_map(|fields| fields.keys()).map(String::as_str);
            let kind = item.kind().with_article();
            let finding = Finding::new(Code::Usage, format!("{kind} has no field `{field}` by which to choose"));
            return Err(finding.help(nearest(&field, fields).map_or_else(
                || "name a field of the items, such as `applicable`, or `status=implemented`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            )));
        };
        let is = match value {
            serde_json::Value::Bool(flag) => flag.to_string() == wanted,
            serde_json::Value::String(word) => word == wanted,
            serde_json::Value::Number(number) => number.to_string() == wanted,
            serde_json::Value::Array(list) => list.iter().any(|entry| entry.as_str() == Some(wanted)),
            _ => false,
        };
        if is {
            kept.push(item);
        }
    }
    Ok(kept)
}

/// The command that ranks one id, for a shell.
pub fn command(seed: &str, id: &str) -> String {
    format!("printf '%s\\0%s' {} {} | sha256sum", quoted(seed), quoted(id))
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rank_is_what_sha256sum_says() {
        // A zero byte alone.
        assert_eq!(digest("", ""), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        assert_eq!(command("it's", "A.2.2"), r"printf '%s\0%s' 'it'\''s' 'A.2.2' | sha256sum");
    }
}
