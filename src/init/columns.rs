//! Guesses what a column is, by its head and by what stands in its cells.

use std::collections::BTreeSet;

use super::fields::{Field, Holds};
use super::words::{COMMON, DAYS, HEADS, meant, normal, truth};
use crate::record::Kind;

/// A column of a table: its name as the configuration calls it, and its cells.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) name: String,
    pub(super) head: String,
    /// The texts of its cells; empty where a cell is.
    pub(super) cells: Vec<String>,
}

impl Source {
    pub(super) fn filled(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(String::as_str).filter(|cell| !cell.is_empty())
    }

    pub(super) fn full(&self) -> bool {
        self.cells.iter().all(|cell| !cell.is_empty())
    }

    fn distinct(&self) -> BTreeSet<&str> {
        self.filled().collect()
    }
}

/// How a column becomes a field.
#[derive(Debug, Clone, Default)]
pub(super) struct Fit {
    /// Fields, or a pattern with them.
    pub(super) fields: Vec<String>,
    pub(super) pattern: Option<String>,
    /// Words of the column; the record's word for each, none where it was not understood; whether that is a guess.
    pub(super) values: Vec<(String, Option<String>, bool)>,
    /// The words that the field takes.
    pub(super) words: Vec<String>,
    pub(super) split: Option<&'static str>,
    pub(super) date: Option<&'static str>,
    /// Days that another order of day and month would fit too.
    pub(super) ambiguous: bool,
    pub(super) why: String,
}

/// What a head may mean, best first: a weight, the field, and why.
pub(super) fn candidates<'f>(kind: Kind, fields: &'f [Field], head: &str) -> Vec<(u32, &'f Field, String)> {
    let plain = normal(head);
    if plain.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(u32, &Field, String)> = Vec::new();
    let field = |path: &str| fields.iter().find(|field| field.path == path);
    let common = |field: &Field| COMMON.contains(&field.path.as_str());
    let own = kind.label().rsplit(' ').next().unwrap_or_default();
    let without = [normal(kind.label()), own.to_owned(), "ai".to_owned()]
        .iter()
        .find_map(|label| plain.strip_prefix(&format!("{label} ")).map(str::to_owned));
    for (text, stripped) in [Some((plain.clone(), false)), without.map(|text| (text, true))].into_iter().flatten() {
        for exact in fields.iter().filter(|field| field.name == text) {
            let weight = match (stripped, common(exact)) {
                (true, _) => 4,
                (false, false) => 3,
                (false, true) => 1,
            };
            let why = if stripped {
                format!("head \"{head}\" is a {}'s {}", kind.label(), exact.name)
            } else {
                format!("head \"{head}\" is the field's name")
            };
            found.push((weight * 10 + 5, exact, why));
        }
        for (collection, _, path) in HEADS.iter().filter(|(collection, head, _)| {
            *head == text && (collection.is_empty() || *collection == kind.collection())
        }) {
            if let Some(listed) = field(path) {
                let weight = if collection.is_empty() { 1 } else { 3 };
                found.push((weight * 10 + 3, listed, format!("guessed: head \"{head}\" is often used for {path}")));
            }
        }
    }
    if found.is_empty() && plain.chars().count() >= 5 {
        let near = crate::diagnostic::nearest(&plain, fields.iter().map(|field| field.name.as_str()));
        if let Some(near) = near.and_then(|near| fields.iter().find(|field| field.name == near)) {
            found.push((10, near, format!("guessed: head \"{head}\" is like {}", near.path)));
        }
    }
    found.sort_by_key(|(weight, field, _)| (std::cmp::Reverse(*weight), field.path.clone()));
    found
}

/// Fits the cells into the field; none where they do not fit.
pub(super) fn fit(kind: Kind, fields: &[Field], field: &Field, source: &Source, why: &str) -> Option<Fit> {
    let mut fit = Fit { fields: vec![field.path.clone()], why: why.to_owned(), ..Fit::default() };
    if source.filled().next().is_none() {
        return (field.path != "id").then_some(fit);
    }
    if field.path == "id" {
        let like_a_control = |cell: &str| {
            let mut characters = cell.chars();
            characters.next().is_some_and(char::is_alphabetic)
                && cell.contains('.')
                && cell.chars().any(|character| character.is_ascii_digit())
                && !cell.contains(char::is_whitespace)
        };
        let short = source.filled().all(|cell| cell.chars().count() <= 40 && !cell.contains('\n'));
        let right = kind != Kind::Control || source.filled().all(like_a_control);
        return (source.full() && short && right).then_some(fit);
    }
    let rating = field.path.rsplit_once('.').filter(|(_, last)| matches!(*last, "rating" | "level"));
    if let Some((part, _)) = rating
        && let Some(rated) = rating_and_level(part, fields, source, why)
    {
        return Some(rated);
    }
    if field.list {
        fit.split = divider(source);
    }
    let entries = || -> BTreeSet<&str> {
        let cells = source.filled();
        match (field.list, fit.split) {
            (false, _) => cells.collect(),
            (true, Some(split)) => cells.flat_map(|cell| cell.split(split)).map(str::trim).collect(),
            (true, None) => cells.flat_map(|cell| cell.split([';', '\n'])).map(str::trim).collect(),
        }
    };
    match &field.holds {
        Holds::Number => source.filled().all(|cell| cell.parse::<f64>().is_ok()).then_some(fit),
        Holds::Truth => {
            let entries = entries();
            let known = entries.iter().filter(|entry| truth(entry).is_some()).count();
            if known * 2 < entries.len() || entries.len() > 12 {
                return None;
            }
            fit.words = vec!["true".to_owned(), "false".to_owned()];
            for entry in entries.into_iter().filter(|entry| !matches!(*entry, "true" | "false")) {
                fit.values.push((entry.to_owned(), truth(entry).map(|truth| truth.to_string()), false));
            }
            Some(fit)
        }
        Holds::Words(words) => {
            let entries = entries();
            let known = entries.iter().filter(|entry| meant(entry, words).is_some()).count();
            if known * 2 < entries.len() || entries.len() > 24 {
                return None;
            }
            fit.words.clone_from(words);
            for entry in entries.into_iter().filter(|entry| !words.iter().any(|word| word == entry)) {
                let found = meant(entry, words);
                fit.values.push((
                    entry.to_owned(),
                    found.map(|(word, _)| word.to_owned()),
                    found.is_some_and(|found| found.1),
                ));
            }
            Some(fit)
        }
        Holds::Day => {
            let days = source.distinct();
            if days.iter().all(|day| day.parse::<jiff::civil::Date>().is_ok()) {
                return Some(fit);
            }
            let parses = |format: &str| {
                days.iter()
                    .all(|day| jiff::fmt::strtime::parse(format, day).is_ok_and(|parsed| parsed.to_date().is_ok()))
            };
            let mut formats = DAYS.iter().filter(|format| parses(format));
            fit.date = Some(formats.next()?);
            fit.ambiguous = formats.next().is_some();
            Some(fit)
        }
        Holds::When => source.filled().all(|cell| crate::record::When::parse(cell).is_some()).then_some(fit),
        Holds::Text if field.refers => {
            let id = |entry: &&str| {
                entry.chars().count() <= 24
                    && !entry.contains(char::is_whitespace)
                    && entry.chars().any(|character| character.is_ascii_digit())
            };
            entries().iter().all(id).then_some(fit)
        }
        Holds::Text => Some(fit),
    }
}

/// What divides the entries of the lists, where it is neither `;` nor the end of a line.
fn divider(source: &Source) -> Option<&'static str> {
    let usual = source.filled().any(|cell| cell.contains([';', '\n']));
    (!usual && source.filled().any(|cell| cell.contains(','))).then_some(",")
}

/// `High: 12` and `12 (High)` are a level and a rating; `High` is a level, and `12` a rating.
fn rating_and_level(part: &str, fields: &[Field], source: &Source, why: &str) -> Option<Fit> {
    let has = |name: &str| fields.iter().any(|field| field.path == format!("{part}.{name}"));
    if !(has("rating") && has("level")) {
        return None;
    }
    let number = |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let word = |text: &str| !text.is_empty() && !text.chars().any(|character| character.is_ascii_digit());
    let all = |test: &dyn Fn(&str) -> bool| source.filled().all(test);
    let one = |name: &str| Fit { fields: vec![format!("{part}.{name}")], why: why.to_owned(), ..Fit::default() };
    if all(&number) {
        return Some(one("rating"));
    }
    if all(&word) {
        return Some(one("level"));
    }
    for divider in [": ", " - ", " – ", " / "] {
        let both = |first: &dyn Fn(&str) -> bool, second: &dyn Fn(&str) -> bool| {
            all(&|cell: &str| cell.split_once(divider).is_some_and(|(left, right)| first(left) && second(right)))
        };
        let names = if both(&word, &number) {
            ("level", "rating")
        } else if both(&number, &word) {
            ("rating", "level")
        } else {
            continue;
        };
        let pattern = format!("{{{part}.{}}}{divider}{{{part}.{}}}", names.0, names.1);
        return Some(Fit { pattern: Some(pattern), ..one("rating") });
    }
    for (first, second, names) in [
        (&number as &dyn Fn(&str) -> bool, &word as &dyn Fn(&str) -> bool, ("rating", "level")),
        (&word, &number, ("level", "rating")),
    ] {
        let fits = |cell: &str| {
            let parts = cell.strip_suffix(')').and_then(|cell| cell.split_once(" ("));
            parts.is_some_and(|(left, right)| first(left) && second(right))
        };
        if all(&fits) {
            let pattern = format!("{{{part}.{}}} ({{{part}.{}}})", names.0, names.1);
            return Some(Fit { pattern: Some(pattern), ..one("rating") });
        }
    }
    None
}
