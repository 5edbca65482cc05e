//! The tree that Markdown becomes: what `_kit/markdown.typ` lays out and what cells take their text from.

use serde::Serialize;

/// A block: something that stands on lines of its own. `c` is what it contains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "t", rename_all = "lowercase")]
#[allow(missing_docs, reason = "the fields are named as in the kit, and the variants say what they are")]
pub enum Block {
    /// Running text.
    Paragraph { c: Vec<Inline> },
    /// A heading, from 1 on; the caller's base level is already added.
    Heading { level: u8, c: Vec<Inline> },
    /// Quoted blocks.
    Quote { c: Vec<Block> },
    /// A GitHub alert: `note`, `tip`, `important`, `warning` or `caution`.
    Alert { kind: &'static str, title: Option<String>, c: Vec<Block> },
    /// A list, numbered from `start` where it is ordered; `tight` where no blank lines stand between its items.
    List { ordered: bool, start: u64, tight: bool, items: Vec<Item> },
    /// Code, with the words after the fence.
    Code { lang: String, text: String },
    /// A table: a row of heads, then rows of cells.
    Table { align: Vec<Align>, head: Vec<Vec<Inline>>, rows: Vec<Vec<Vec<Inline>>> },
    /// A thematic break.
    Rule,
    /// Raw HTML, shown as the text that it is.
    Html { text: String },
}

/// One item of a list. `task` is none where it has no box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Whether its box is checked.
    pub task: Option<bool>,
    /// What it holds.
    pub c: Vec<Block>,
}

/// How a column of a table is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Not said.
    None,
    /// To the left.
    Left,
    /// Centred.
    Center,
    /// To the right.
    Right,
}

/// Something within a line. `c` is what it contains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "t", rename_all = "lowercase")]
#[allow(missing_docs, reason = "the fields are named as in the kit, and the variants say what they are")]
pub enum Inline {
    /// Text, to be shown literally.
    Text { text: String },
    /// Emphasis.
    Em { c: Vec<Inline> },
    /// Strong emphasis.
    Strong { c: Vec<Inline> },
    /// Text struck through.
    Strike { c: Vec<Inline> },
    /// Code.
    Code { text: String },
    /// A link.
    Link { url: String, title: String, c: Vec<Inline> },
    /// An image, shown by its alternative text.
    Image { src: String, alt: String, title: String },
    /// A line end in the source that means a space.
    Soft,
    /// A line end that is meant.
    Break,
    /// Raw HTML, shown as the text that it is.
    Html { text: String },
    /// A footnote. Its blocks stand at the first reference; later references have none and say so by `again`.
    Note { label: String, again: bool, c: Vec<Block> },
}

impl Inline {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }
}

/// The text of a tree without its marks: for cells and comparisons. Blocks are on lines of their own; list items have
/// their number, dot or box; cells are divided by tabs; a note follows its paragraph in brackets.
pub fn plain(blocks: &[Block]) -> String {
    let mut out = String::new();
    write_blocks(blocks, &mut out);
    out.truncate(out.trim_end_matches('\n').len());
    out
}

fn write_blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph { c } | Block::Heading { c, .. } => line(c, out),
            Block::Quote { c } => write_blocks(c, out),
            Block::Alert { kind, title, c } => {
                out.push_str(title.as_deref().unwrap_or(kind));
                out.push('\n');
                write_blocks(c, out);
            }
            Block::List { ordered, start, items, .. } => {
                for (number, item) in (*start..).zip(items) {
                    match item.task {
                        Some(true) => out.push_str("[x] "),
                        Some(false) => out.push_str("[ ] "),
                        None if *ordered => out.push_str(&format!("{number}. ")),
                        None => out.push_str("• "),
                    }
                    let before = out.len();
                    write_blocks(&item.c, out);
                    if out.len() == before {
                        out.push('\n');
                    }
                }
            }
            Block::Code { text, .. } | Block::Html { text } => {
                out.push_str(text.trim_end_matches('\n'));
                out.push('\n');
            }
            Block::Table { head, rows, .. } => {
                for row in std::iter::once(head).chain(rows) {
                    let mut notes = String::new();
                    for (index, cell) in row.iter().enumerate() {
                        if index > 0 {
                            out.push('\t');
                        }
                        write_inlines(cell, out, &mut notes);
                    }
                    out.push_str(&notes);
                    out.push('\n');
                }
            }
            Block::Rule => out.push_str("———\n"),
        }
    }
}

fn line(inlines: &[Inline], out: &mut String) {
    let mut notes = String::new();
    write_inlines(inlines, out, &mut notes);
    out.push_str(&notes);
    out.push('\n');
}

fn write_inlines(inlines: &[Inline], out: &mut String, notes: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text } | Inline::Code { text } | Inline::Html { text } => out.push_str(text),
            Inline::Em { c } | Inline::Strong { c } | Inline::Strike { c } => write_inlines(c, out, notes),
            Inline::Link { url, c, .. } => {
                let before = out.len();
                write_inlines(c, out, notes);
                let shown = out.get(before..).unwrap_or_default();
                if !same_address(shown, url) {
                    out.push_str(&format!(" ({url})"));
                }
            }
            Inline::Image { alt, .. } => out.push_str(alt),
            Inline::Soft => out.push(' '),
            Inline::Break => out.push('\n'),
            Inline::Note { label, again, c } => {
                out.push_str(&format!("[{label}]"));
                if !again {
                    notes.push_str(&format!(" [{label}: {}]", plain(c)));
                }
            }
        }
    }
}

/// Whether the words of a link already show where it leads.
pub(super) fn same_address(shown: &str, url: &str) -> bool {
    shown == url || url.strip_prefix("mailto:") == Some(shown)
}
