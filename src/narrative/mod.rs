//! Markdown to a tree: CommonMark with GitHub's tables, task lists, footnotes, strikethrough and alerts.
//!
//! Text never becomes Typst source. Three things guard what Markdown could lose or disguise:
//!
//! 1. A second reader (pulldown-cmark) reads the same text. Where it sees another structure or other words, a portal
//!    may show something else than the sealed page, and that is a finding.
//! 2. Markdown drops some texts by its own rules: cells beyond a table's head, a line that reads as a link definition
//!    that nothing uses. Letters and digits of the source that no node holds are a finding.
//! 3. Links that lead elsewhere than to `https:` or `mailto:`, and nesting beyond [`MAX_DEPTH`], are shown as text and
//!    are findings.
//!
//! What stays as the standard has it: an ordered list counts on from its first number, whatever the later ones say.

mod compare;
mod kept;
mod policy;
mod primary;
mod second;
mod tree;

use crate::diagnostic::{Code, Finding};

pub use policy::MAX_DEPTH;
pub use tree::{Align, Block, Inline, Item, plain};

/// Reads Markdown. Headings begin at `base_level`, whatever their level in the source, and skip none; findings have no place and no subject yet, for only the caller
/// knows which field of which item this is.
pub fn parse(source: &str, base_level: u8) -> (Vec<Block>, Vec<Finding>) {
    if is_plain(source) {
        let text = source.trim_matches([' ', '\n']);
        let blocks = if text.is_empty() { vec![] } else { vec![Block::Paragraph { c: vec![Inline::text(text)] }] };
        return (blocks, vec![]);
    }
    let mut findings = Vec::new();
    let Some(mut blocks) = primary::read(source) else {
        return (literally(source), vec![policy::too_deep()]);
    };
    let opinion = second::read(source);
    if let Some(difference) = compare::first_difference(&blocks, &opinion.blocks) {
        findings.push(
            Finding::new(Code::AmbiguousMarkdown, format!("two readers of Markdown differ: {difference}"))
                .help("put a blank line around lists, tables and quotes, and a backslash before marks meant as text"),
        );
    } else if let Some(lost) = kept::first_lost(source, &blocks, &opinion) {
        findings.push(
            Finding::new(Code::DroppedMarkdown, format!("Markdown would not show {lost}"))
                .help("a row with more cells than its head, or a line such as `[name]: text`: put a backslash before the first mark"),
        );
    }
    policy::apply(&mut blocks, base_level, &mut findings);
    (blocks, findings)
}

/// A text as it was typed, line by line: for one that is nested so deep that no reader should try.
fn literally(source: &str) -> Vec<Block> {
    let mut c = Vec::new();
    for line in source.lines() {
        if !c.is_empty() {
            c.push(Inline::Break);
        }
        c.push(Inline::text(line));
    }
    vec![Block::Paragraph { c }]
}

/// Whether a text is one line without anything that Markdown could read as a mark, which most fields of a record are.
/// It must be right, not complete: a text that is not known to be plain takes the long way.
fn is_plain(source: &str) -> bool {
    let text = source.trim_matches([' ', '\n']);
    if source.starts_with("    ") || source.starts_with('\n') && text.len() < source.len() {
        return text.is_empty();
    }
    let marks = |byte| {
        matches!(
            byte,
            b'\n' | b'\r' | b'\t' | b'*' | b'_' | b'`' | b'[' | b']' | b'<' | b'>' | b'&' | b'\\' | b'~' | b'|' | 0
        )
    };
    if text.bytes().any(marks) {
        return false;
    }
    // What means something only at the start of a line: a heading, a list, a setext rule, a table of one column.
    let first = text.split(' ').next().unwrap_or_default();
    let listed = first.trim_end_matches(['.', ')']);
    let numbered = listed.len() < first.len() && listed.bytes().all(|byte| byte.is_ascii_digit());
    !(numbered || first.starts_with(['#', '-', '+', '=', ':']))
}
