//! Reads TOML values of a wanted type, and reports what is of another, with its place.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::FILE;
use crate::diagnostic::{self, Code, Failure, Finding, Place};

/// A value and the place where the configuration says it.
#[derive(Debug, Clone, PartialEq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub place: Place,
}

/// Collects what is wrong while a configuration is read.
pub(crate) struct Reader<'a> {
    text: &'a str,
    findings: Vec<Finding>,
}

type Value<'i> = Spanned<DeValue<'i>>;
type Key<'i> = Spanned<DeString<'i>>;

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, findings: Vec::new() }
    }

    pub(super) fn finish<T>(mut self, value: T) -> Result<T, Failure> {
        diagnostic::sort(&mut self.findings);
        if self.findings.is_empty() { Ok(value) } else { Err(Failure(self.findings)) }
    }

    /// The place of a range of bytes.
    pub(crate) fn place(&self, span: Range<usize>) -> Place {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = self.text[start..].lines().next().unwrap_or_default();
        let marked = self.text.get(span).and_then(|text| text.lines().next()).unwrap_or_default();
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Place {
            file: FILE.to_owned(),
            line: Some(narrow(before.matches('\n').count() + 1)),
            column: Some(narrow(before[start..].chars().count() + 1)),
            length: narrow(marked.chars().count().max(1)),
            source: Some(line.to_owned()),
            skipped: 0,
            ..Place::default()
        }
    }

    /// Reports a fault.
    pub(crate) fn fault(&mut self, span: Range<usize>, message: impl Into<String>, help: Option<String>) {
        let mut finding = Finding::new(Code::Configuration, message).at(self.place(span));
        finding.help = help;
        self.findings.push(finding);
    }

    /// Reports a key that is not among the known ones.
    pub(crate) fn unknown(&mut self, key: &Key<'_>, what: &str, known: &[&str]) {
        let name = key.get_ref();
        let help = diagnostic::nearest(name, known.iter().copied()).map_or_else(
            || {
                let names = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                format!("{what} knows {names}")
            },
            |near| format!("did you mean `{near}`?"),
        );
        self.fault(key.span(), format!("{what} has no key `{name}`"), Some(help));
    }

    fn wrong(&mut self, value: &Value<'_>, wanted: &str) {
        self.fault(value.span(), format!("{wanted} is wanted here"), None);
    }

    /// A value with its place.
    pub(crate) fn at<T>(&self, span: Range<usize>, value: T) -> At<T> {
        At { value, place: self.place(span) }
    }

    /// A key with its place.
    pub(crate) fn key(&self, key: &Key<'_>) -> At<String> {
        self.at(key.span(), key.get_ref().to_string())
    }

    pub(crate) fn table<'v, 'i>(&mut self, value: &'v Value<'i>) -> Option<&'v DeTable<'i>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => {
                self.wrong(value, "a table of keys and values");
                None
            }
        }
    }

    pub(crate) fn text(&mut self, value: &Value<'_>) -> Option<At<String>> {
        match value.get_ref() {
            DeValue::String(text) => Some(self.at(value.span(), text.to_string())),
            _ => {
                self.wrong(value, "text in quotes");
                None
            }
        }
    }

    /// One text, or a list of them.
    pub(crate) fn texts(&mut self, value: &Value<'_>) -> Vec<At<String>> {
        match value.get_ref() {
            DeValue::Array(values) => values.iter().filter_map(|value| self.text(value)).collect(),
            _ => self.text(value).into_iter().collect(),
        }
    }

    /// Text, a number or a truth value, as the word it is in a record.
    pub(crate) fn word(&mut self, value: &Value<'_>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Boolean(flag) => Some(flag.to_string()),
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
            _ => {
                self.wrong(value, "text in quotes, a whole number, `true` or `false`");
                None
            }
        }
    }

    pub(crate) fn flag(&mut self, value: &Value<'_>) -> Option<bool> {
        match value.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => {
                self.wrong(value, "`true` or `false`");
                None
            }
        }
    }

    /// A whole number from 1.
    pub(crate) fn number(&mut self, value: &Value<'_>) -> Option<u32> {
        let number = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok().filter(|n| *n > 0),
            _ => None,
        };
        if number.is_none() {
            self.wrong(value, "a whole number from 1");
        }
        number
    }

    /// One whole number, or a list of them.
    pub(crate) fn numbers(&mut self, value: &Value<'_>) -> Vec<u32> {
        match value.get_ref() {
            DeValue::Array(values) => values.iter().filter_map(|value| self.number(value)).collect(),
            _ => self.number(value).into_iter().collect(),
        }
    }

    /// One of a few words.
    pub(crate) fn choice<T: Copy>(&mut self, value: &Value<'_>, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text(value)?;
        let found = choices.iter().find(|(word, _)| *word == text.value).map(|(_, choice)| *choice);
        if found.is_none() {
            let words = choices.iter().map(|(word, _)| format!("`{word}`")).collect::<Vec<_>>().join(", ");
            let help = diagnostic::nearest(&text.value, choices.iter().map(|(word, _)| *word))
                .map(|near| format!("did you mean `{near}`?"));
            self.fault(value.span(), format!("one of {words} is wanted here"), help);
        }
        found
    }
}
