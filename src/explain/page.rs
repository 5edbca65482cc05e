//! An answer: a heading and sections, written as text of a fixed width.

use std::collections::BTreeMap;

use crate::standards;
use crate::text::wrap;

/// An answer.
#[derive(Debug, Clone)]
pub(super) struct Page {
    /// The id as its framework writes it.
    pub(super) id: String,
    /// Whose id it is.
    pub(super) framework: String,
    /// How to ask for this answer alone.
    pub(super) ask: String,
    title: String,
    sections: Vec<(String, Vec<Line>)>,
}

#[derive(Debug, Clone)]
enum Line {
    Text(String),
    Pair(String, String),
    Code(String),
}

impl Page {
    pub(super) fn new(id: &str, framework: &str, ask: String, title: &str) -> Self {
        Self { id: id.to_owned(), framework: framework.to_owned(), ask, title: title.to_owned(), sections: Vec::new() }
    }

    fn lines(&mut self, section: &str) -> &mut Vec<Line> {
        if self.sections.last().is_none_or(|(name, _)| name != section) {
            self.sections.push((section.to_owned(), Vec::new()));
        }
        &mut self.sections.last_mut().expect("one was just put there").1
    }

    /// A paragraph of a section.
    pub(super) fn text(&mut self, section: &str, text: impl Into<String>) {
        self.lines(section).push(Line::Text(text.into()));
    }

    /// A line with a name before it.
    pub(super) fn pair(&mut self, section: &str, name: impl Into<String>, text: impl Into<String>) {
        let text: String = text.into();
        if !text.is_empty() {
            self.lines(section).push(Line::Pair(name.into(), text));
        }
    }

    /// Lines that keep their form.
    pub(super) fn code(&mut self, section: &str, text: &str) {
        self.lines(section).push(Line::Code(text.to_owned()));
    }

    /// The collections and documents that serve it.
    pub(super) fn served(&mut self, kinds: &[String], feeds: &[String]) {
        let words = standards::words();
        let mut collections: Vec<&str> =
            kinds.iter().filter_map(|kind| words.record_kinds.get(kind)).flatten().map(String::as_str).collect();
        collections.dedup();
        let documents: Vec<&str> =
            feeds.iter().filter_map(|code| words.documents.get(code)).map(String::as_str).collect();
        self.pair("What serves it", "collections", collections.join(", "));
        self.pair("What serves it", "documents", documents.join("; "));
    }

    /// What is related to it: framework, ids, basis.
    pub(super) fn related<'a>(&mut self, related: impl IntoIterator<Item = (&'a str, Vec<&'a str>, &'a str)>) {
        let mut basis: BTreeMap<&str, &str> = BTreeMap::new();
        let section = "Related elsewhere";
        for (framework, ids, code) in related {
            self.pair(section, framework, format!("{} [{code}]", ids.join(", ")));
            basis.insert(code, standards::crosswalk().basis.get(code).map_or("", String::as_str));
        }
        for (code, meaning) in &basis {
            self.pair(section, format!("[{code}]"), *meaning);
        }
        if !basis.is_empty() {
            self.text(section, standards::crosswalk().about.clone());
        }
    }

    /// Says what else has this name.
    pub(super) fn with_namesakes(mut self, others: &[Self]) -> Self {
        for other in others {
            let text = format!("{} has {} too: {}", other.framework, other.id, other.title);
            self.pair("The same id elsewhere", format!("explain {}", other.ask), text);
        }
        if !others.is_empty() {
            self.text(
                "The same id elsewhere",
                "Print an id with its framework: the same one means another thing there.",
            );
        }
        self
    }

    pub(super) fn render(&self) -> String {
        let mut out = format!("{}  ({})\n", self.id, self.framework);
        wrap(&mut out, "", "", &self.title);
        for (name, lines) in &self.sections {
            out.push_str(&format!("\n{name}\n"));
            let width = lines.iter().map(|line| if let Line::Pair(name, _) = line { name.chars().count() } else { 0 });
            let width = width.max().unwrap_or(0).min(28);
            for line in lines {
                match line {
                    Line::Text(text) => wrap(&mut out, "  ", "  ", text),
                    Line::Pair(name, text) => {
                        let first = format!("  {name:width$}  ");
                        wrap(&mut out, &first, &" ".repeat(width + 4), text);
                    }
                    Line::Code(text) => {
                        for line in text.lines() {
                            out.push_str(format!("    {line}").trim_end());
                            out.push('\n');
                        }
                    }
                }
            }
        }
        out
    }
}
