//! What Markdown leaves out of a text by its own rules.
//!
//! GitHub's tables drop the cells beyond the head; a line that reads as a link definition is never shown. Rather than
//! know every such rule, count: each letter, digit and sign beyond ASCII of the source must be in some node, as often
//! as it stands in the source. Marks of lists, boxes and alerts, character references and labels of links are taken
//! off first, for they are meant to go.

use std::collections::BTreeMap;

use super::second::Opinion;
use super::tree::{Block, Inline};

/// Names the first words of the source that no node of the tree holds.
pub(super) fn first_lost(source: &str, blocks: &[Block], opinion: &Opinion) -> Option<String> {
    let mut shown = String::new();
    gather(blocks, &mut shown);
    let meant = without_marks(source);
    let mut count: BTreeMap<char, i64> = BTreeMap::new();
    for (text, weight) in [(shown.as_str(), 1), (opinion.labels.as_str(), 1), (meant.as_str(), -1)] {
        for character in text.chars().filter(|&character| counts(character)) {
            *count.entry(character).or_default() += weight;
        }
    }
    if count.values().all(|&left| left >= 0) {
        return None;
    }
    let word = meant
        .split(|character: char| !counts(character))
        .find(|word| !word.is_empty() && !shown.contains(word) && !opinion.labels.contains(word))
        .map(|word| format!("\"{word}\""));
    Some(word.unwrap_or_else(|| {
        let lost: String =
            count.iter().filter(|(_, left)| **left < 0).map(|(character, _)| *character).take(12).collect();
        format!("some of its characters, among them \"{lost}\"")
    }))
}

fn counts(character: char) -> bool {
    character.is_ascii_alphanumeric() || !character.is_ascii() && !character.is_whitespace()
}

/// The source without what stands at the start of lines as a mark, and without character references.
fn without_marks(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    for line in source.split(['\n', '\r']) {
        let mut rest = line;
        loop {
            let next = rest.trim_start_matches([' ', '\t', '>', '-', '*', '+']);
            let next = after_number(next).unwrap_or(next);
            let next = after_box(next).unwrap_or(next);
            if next.len() == rest.len() {
                break;
            }
            rest = next;
        }
        while let Some(at) = rest.find('&') {
            let (before, reference) = rest.split_at(at);
            out.push_str(before);
            let end = reference.find(';').filter(|&end| {
                reference.get(1..end).is_some_and(|name| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#'))
            });
            rest = reference.get(end.map_or(1, |end| end + 1)..).unwrap_or_default();
        }
        out.push_str(rest);
        out.push('\n');
    }
    out
}

/// What follows `12. ` or `12) `.
fn after_number(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|character: char| character.is_ascii_digit());
    (rest.len() < text.len())
        .then_some(rest)?
        .strip_prefix(['.', ')'])
        .filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// What follows the box of a task or the mark of an alert.
fn after_box(text: &str) -> Option<&str> {
    let (mark, rest) = text.strip_prefix('[')?.split_once(']')?;
    let alert = mark.strip_prefix('!').is_some_and(|kind| {
        ["note", "tip", "important", "warning", "caution"].iter().any(|known| kind.eq_ignore_ascii_case(known))
    });
    (alert || matches!(mark, "x" | "X")).then_some(rest).filter(|rest| !rest.starts_with(['(', ':', '[']))
}

fn gather(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph { c } | Block::Heading { c, .. } => gather_inlines(c, out),
            Block::Quote { c } => gather(c, out),
            Block::Alert { title, c, .. } => {
                out.push_str(title.as_deref().unwrap_or_default());
                gather(c, out);
            }
            Block::List { items, .. } => items.iter().for_each(|item| gather(&item.c, out)),
            Block::Code { lang, text } => {
                out.push_str(lang);
                out.push_str(text);
            }
            Block::Table { head, rows, .. } => {
                std::iter::once(head).chain(rows).flatten().for_each(|cell| gather_inlines(cell, out));
            }
            Block::Rule => {}
            Block::Html { text } => out.push_str(text),
        }
        out.push('\n');
    }
}

fn gather_inlines(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text } | Inline::Code { text } | Inline::Html { text } => out.push_str(text),
            Inline::Em { c } | Inline::Strong { c } | Inline::Strike { c } => gather_inlines(c, out),
            Inline::Link { url, title, c } => {
                gather_inlines(c, out);
                out.push_str(&format!(" {url} {title} "));
            }
            Inline::Image { src, alt, title } => out.push_str(&format!("{alt} {src} {title} ")),
            Inline::Soft | Inline::Break => out.push('\n'),
            Inline::Note { label, c, .. } => {
                out.push_str(label);
                gather(c, out);
            }
        }
    }
}
