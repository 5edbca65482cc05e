//! The data before the layout: Markdown becomes trees, strings become what can be set, and every string is checked.

use std::fmt;

use serde_json::{Map, Value};

use super::coverage;
use super::fonts::Fonts;
use crate::diagnostic::{Code, Finding};
use crate::narrative;

/// Strings that must be in the laid-out document, with the path of each.
pub(super) type Needles = Vec<(String, String)>;

/// Prepares data in place and returns what it found and which texts must come out of the layout.
///
/// An object `{"markdown": "source"}` becomes `{"blocks": [...]}`. Paths in findings name an element of a list by its
/// `id` where it has one: `controls[A.5.2].justification`.
/// For a draft, characters that would not be seen are written out by number.
pub(super) fn prepare(data: &mut Value, fonts: &Fonts, printed: &[String], draft: bool) -> (Vec<Finding>, Needles) {
    let patterns = printed.iter().map(|pattern| pattern.split('.').collect()).collect();
    let mut stage = Stage { fonts, draft, patterns, findings: Vec::new(), needles: Vec::new() };
    stage.value(data, &Trail { parent: None, step: Step::Root });
    (stage.findings, stage.needles)
}

struct Stage<'a> {
    fonts: &'a Fonts,
    draft: bool,
    patterns: Vec<Vec<&'a str>>,
    findings: Vec<Finding>,
    needles: Needles,
}

impl Stage<'_> {
    fn value(&mut self, value: &mut Value, trail: &Trail<'_>) {
        match value {
            Value::String(text) => self.string(text, trail),
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    let id = item.get("id").and_then(Value::as_str).map(str::to_owned);
                    self.value(item, &Trail { parent: Some(trail), step: Step::Element(index, id) });
                }
            }
            Value::Object(map) => match markdown(map) {
                Some(source) => {
                    let (blocks, findings) = narrative::parse(&source, 1);
                    self.findings.extend(findings.into_iter().map(|finding| finding.about(trail.to_string())));
                    let mut blocks = serde_json::to_value(blocks).unwrap_or_default();
                    let before = self.findings.len();
                    self.blocks(&mut blocks, trail);
                    // Readers of Markdown drop a byte order mark and replace a NUL before anyone sees them.
                    if self.findings.len() == before {
                        let mut source = source;
                        clean(&mut source);
                        coverage::check(&source, self.fonts, trail, &mut self.findings);
                    }
                    *map = Map::from_iter([("blocks".to_owned(), blocks)]);
                }
                None => {
                    for (key, item) in map.iter_mut() {
                        let trail = Trail { parent: Some(trail), step: Step::Key(key) };
                        // Names of an organisation's own fields are printed too.
                        coverage::check(key, self.fonts, &trail, &mut self.findings);
                        self.value(item, &trail);
                    }
                }
            },
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// Every string of a tree is the field's own.
    fn blocks(&mut self, value: &mut Value, trail: &Trail<'_>) {
        match value {
            Value::String(text) => self.string(text, trail),
            Value::Array(items) => items.iter_mut().for_each(|item| self.blocks(item, trail)),
            Value::Object(map) => {
                for (key, item) in map.iter_mut() {
                    match key.as_str() {
                        "t" | "kind" | "align" => {}
                        // Addresses, titles and labels are shown in ways of the kit's own.
                        "url" | "title" | "src" | "label" | "lang" => {
                            if let Value::String(text) = item {
                                self.check(text, trail);
                            }
                        }
                        _ => self.blocks(item, trail),
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn check(&mut self, text: &mut String, trail: &Trail<'_>) {
        clean(text);
        coverage::check(text, self.fonts, trail, &mut self.findings);
        if self.draft
            && let Some(shown) = coverage::written_out(text, self.fonts)
        {
            *text = shown;
        }
    }

    fn string(&mut self, text: &mut String, trail: &Trail<'_>) {
        self.check(text, trail);
        if self.patterns.iter().any(|pattern| trail.matches(pattern)) && !text.trim().is_empty() {
            self.needles.push((trail.to_string(), text.clone()));
        }
    }
}

/// The source of a Markdown value, which is an object with that one key.
fn markdown(map: &Map<String, Value>) -> Option<String> {
    let source = map.get("markdown").filter(|_| map.len() == 1)?;
    source.as_str().map(str::to_owned)
}

/// A tab has no width of its own on paper, and a line ends one way.
fn clean(text: &mut String) {
    if text.contains(['\t', '\r']) {
        *text = text.replace("\r\n", "\n").replace('\t', "    ");
    }
}

/// The way to a value, kept on the stack: it is written out only for a finding.
pub(super) struct Trail<'a> {
    parent: Option<&'a Trail<'a>>,
    step: Step<'a>,
}

enum Step<'a> {
    Root,
    Key(&'a str),
    Element(usize, Option<String>),
}

impl Trail<'_> {
    /// Whether the value is what a pattern such as `controls.*.justification` names, or in it.
    fn matches(&self, pattern: &[&str]) -> bool {
        let mut steps = Vec::new();
        let mut trail = Some(self);
        while let Some(here) = trail {
            steps.push(&here.step);
            trail = here.parent;
        }
        steps.pop();
        steps.reverse();
        steps.len() >= pattern.len()
            && pattern.iter().zip(steps).all(|(wanted, step)| match step {
                Step::Key(key) => *wanted == "*" || wanted == key,
                Step::Element(..) => *wanted == "*",
                Step::Root => false,
            })
    }
}

impl fmt::Display for Trail<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(parent) = self.parent else { return Ok(()) };
        parent.fmt(f)?;
        match &self.step {
            Step::Root => Ok(()),
            Step::Key(key) if matches!(parent.step, Step::Root) => f.write_str(key),
            Step::Key(key) => write!(f, ".{key}"),
            Step::Element(_, Some(id)) => write!(f, "[{id}]"),
            Step::Element(index, None) => write!(f, "[{index}]"),
        }
    }
}

/// A finding about a value that can't be shown.
pub(super) fn finding(code: Code, message: String, trail: &Trail<'_>) -> Finding {
    Finding::new(code, message).about(trail.to_string())
}
