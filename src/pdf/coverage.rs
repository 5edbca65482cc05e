//! Characters that would not be seen: those that no font can draw, and those that are made not to be seen.
//!
//! Typst's own complaint about a missing glyph has no place, for values come from JSON. Looking before the layout
//! gives the field and the id.

use std::collections::BTreeSet;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

use super::fonts::Fonts;
use super::prepare::{Trail, finding};
use crate::diagnostic::{Code, Finding, Level};

/// A text with every character that would not be seen written out as `[U+202E]`; none where there is no such one.
pub(super) fn written_out(text: &str, fonts: &Fonts) -> Option<String> {
    let unseen = |(at, character): (usize, char)| {
        !matches!(character, '\n' | ' '..='~')
            && !is_joined(text, at, character)
            && hidden(character).map_or(!fonts.covers(character), |(_, level)| level == Level::Error)
    };
    if !text.char_indices().any(unseen) {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 16);
    for (at, character) in text.char_indices() {
        if unseen((at, character)) {
            out.push_str(&format!("[U+{:04X}]", u32::from(character)));
        } else {
            out.push(character);
        }
    }
    Some(out)
}

/// Reports the characters of a text that would not be seen, each once.
pub(super) fn check(text: &str, fonts: &Fonts, trail: &Trail<'_>, findings: &mut Vec<Finding>) {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return;
    }
    let mut seen = BTreeSet::new();
    let mut missing: Vec<(usize, char)> = Vec::new();
    for (at, character) in text.char_indices() {
        if matches!(character, '\n' | ' '..='~') || is_joined(text, at, character) {
            continue;
        }
        if let Some((what, level)) = hidden(character) {
            if seen.insert(character) {
                let message = format!("{what} U+{:04X} stands in \"{}\"", u32::from(character), around(text, at));
                let mut finding = finding(Code::HiddenCharacter, message, trail);
                finding.level = level;
                findings.push(
                    finding.help("delete it: the page can't show it, and what is read aloud or copied may differ"),
                );
            }
        } else if !fonts.covers(character) && seen.insert(character) {
            missing.push((at, character));
        }
    }
    // A script that no font has is one thing to mend, not one for each of its letters.
    if let Some((at, character)) = missing.first() {
        let others = match missing.len() - 1 {
            0 => String::new(),
            1 => " and another character".to_owned(),
            more => format!(" and {more} more characters"),
        };
        let message = format!(
            "no font has a glyph for '{character}' (U+{:04X}){others} in \"{}\"",
            u32::from(*character),
            around(text, *at)
        );
        findings.push(
            finding(Code::MissingGlyph, message, trail)
                .help("write it in another way, or add a font that has it to the brand"),
        );
    }
}

/// What an invisible character is, where it is one. Those that only say where a line may break do no harm to what is
/// read; they are warnings.
fn hidden(character: char) -> Option<(&'static str, Level)> {
    Some(match character {
        '\u{feff}' => ("a byte order mark", Level::Error),
        '\u{ad}' => ("a soft hyphen", Level::Warning),
        '\u{200b}' | '\u{200c}' | '\u{2060}' => ("an invisible break mark", Level::Warning),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => ("a bidirectional override", Level::Error),
        '\u{61c}' | '\u{200e}' | '\u{200f}' => ("a directional mark", Level::Error),
        '\u{2028}' | '\u{2029}' => ("a line separator", Level::Error),
        '\u{e0000}'..='\u{e0fff}' => ("an invisible tag character", Level::Error),
        '\u{200d}' => ("a joiner without an emoji on both sides", Level::Error),
        '\u{fe00}'..='\u{fe0f}' => ("a variation selector without an emoji", Level::Error),
        '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' => {
            ("an invisible character", Level::Error)
        }
        '\u{2061}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{ffa0}' => {
            ("an invisible character", Level::Error)
        }
        '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' => ("an invisible character", Level::Error),
        _ => match character.general_category() {
            GeneralCategory::Control => ("a control character", Level::Error),
            GeneralCategory::PrivateUse => ("a private-use character", Level::Error),
            GeneralCategory::Unassigned => ("an unassigned code point", Level::Error),
            _ => return None,
        },
    })
}

/// Whether an invisible character is part of an emoji: a variation selector after one, or a joiner between two. They
/// are not drawn themselves; the emoji are.
fn is_joined(text: &str, at: usize, character: char) -> bool {
    let before = || text.get(..at).and_then(|text| text.chars().next_back());
    let after = || text.get(at + character.len_utf8()..).and_then(|text| text.chars().next());
    match character {
        '\u{fe0e}' | '\u{fe0f}' => before().is_some_and(|before| {
            is_emoji(before) || matches!(before, '0'..='9' | '#' | '*') && after() == Some('\u{20e3}')
        }),
        '\u{200d}' => {
            before().is_some_and(|before| before == '\u{fe0f}' || is_emoji(before)) && after().is_some_and(is_emoji)
        }
        _ => false,
    }
}

fn is_emoji(character: char) -> bool {
    matches!(
        character,
        '©' | '®' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{2bff}' | '\u{3030}' | '\u{303d}'
            | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}'
    )
}

/// Whether a character is left out of a comparison of what went in with what came out: space, and what is not drawn.
pub(super) fn is_unseen(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{200d}')
        || hidden(character).is_some()
}

/// A few words around a place in a text. Messages show invisible characters by number.
pub(super) fn around(text: &str, at: usize) -> String {
    const REACH: usize = 20;
    let before: Vec<char> = text.get(..at).unwrap_or_default().chars().rev().take(REACH + 1).collect();
    let after: Vec<char> = text.get(at..).unwrap_or_default().chars().take(REACH + 1).collect();
    let lead = if before.len() > REACH { "…" } else { "" };
    let tail = if after.len() > REACH { "…" } else { "" };
    let middle: String = before.iter().take(REACH).rev().chain(after.iter().take(REACH)).collect();
    format!("{lead}{}{tail}", middle.replace('\n', " "))
}
