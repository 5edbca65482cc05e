//! Findings for people: the line itself, the place marked, and what to do.

use std::fmt::Write as _;

use unicode_normalization::char::is_combining_mark;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

use super::{Finding, Place};

/// Writes findings as text, one paragraph each. The caller sorts and prints.
pub fn render(findings: &[Finding]) -> String {
    let mut out = String::new();
    for (index, finding) in findings.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        one(finding, &mut out);
    }
    out
}

fn one(finding: &Finding, out: &mut String) {
    let _ = writeln!(out, "{}[{}]: {}", finding.level, finding.code, visible(&finding.message));
    let gutter = finding.place.as_ref().and_then(label).map_or(1, |label| label.len());
    if let Some(place) = &finding.place {
        let _ = writeln!(out, "{:gutter$}--> {}", "", visible(&place.to_string()));
        excerpt(place, gutter, out);
    }
    if let Some(subject) = &finding.subject {
        let _ = writeln!(out, "{:gutter$} = in: {}", "", visible(subject));
    }
    if let Some(help) = &finding.help {
        let _ = writeln!(out, "{:gutter$} = help: {}", "", visible(help));
    }
}

/// Longest excerpt of a line, in characters: a register's cell may hold ten thousand words.
const WINDOW: usize = 100;

/// What stands beside the excerpt: the number of the line, or the cell of a sheet.
fn label(place: &Place) -> Option<String> {
    place.cell().or_else(|| place.line.map(|line| line.to_string()))
}

fn excerpt(place: &Place, gutter: usize, out: &mut String) {
    let (Some(line), Some(source)) = (label(place), &place.source) else { return };
    if place.sheet.is_some() {
        // A cell is shown alone, and there is nothing in it to point at.
        let shown: String = source.lines().next().unwrap_or_default().chars().take(WINDOW).collect();
        let more = if shown.len() < source.len() { "…" } else { "" };
        let _ = writeln!(out, "{:gutter$} |\n{line} | {}{more}", "", visible(&shown));
        return;
    }
    let column = place.column.map_or(0, |column| column.saturating_sub(1).saturating_sub(place.skipped) as usize);
    let characters: Vec<char> = source.chars().collect();
    let start = if column > WINDOW * 3 / 4 { column - WINDOW / 2 } else { 0 };
    let end = characters.len().min(start + WINDOW);
    let shown: String = characters.get(start..end).unwrap_or_default().iter().collect();
    let lead = if start > 0 || place.skipped > 0 { "…" } else { "" };
    let tail = if end < characters.len() { "…" } else { "" };
    let _ = writeln!(out, "{:gutter$} |", "");
    let _ = writeln!(out, "{line} | {lead}{}{tail}", visible(&shown));
    if place.column.is_some() {
        let before = characters.get(start..column.min(end)).unwrap_or_default();
        let offset = lead.chars().count() + width(before);
        let marked = characters.get(column..(column + place.length.max(1) as usize).min(end)).unwrap_or_default();
        let _ = writeln!(out, "{:gutter$} | {:offset$}{}", "", "", "^".repeat(width(marked).max(1)));
    }
}

fn width(characters: &[char]) -> usize {
    characters.iter().map(|&c| visible_char(c).map_or(usize::from(!is_combining_mark(c)), |text| text.len())).sum()
}

/// Shows characters that a terminal would obey or hide as `<U+202E>`: a message must not be forged by a record.
pub(crate) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match visible_char(character) {
            Some(shown) => out.push_str(&shown),
            None => out.push(character),
        }
    }
    out
}

fn visible_char(character: char) -> Option<String> {
    match character {
        ' '..='~' => None,
        '\t' => Some(" ".to_owned()),
        _ => match character.general_category() {
            GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
            | GeneralCategory::PrivateUse
            | GeneralCategory::Unassigned => Some(format!("<U+{:04X}>", u32::from(character))),
            _ => None,
        },
    }
}
