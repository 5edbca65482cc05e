//! Text in cells: characters that can't be carried, parts of what is too long, and how much room it takes.

use unicode_normalization::char::is_combining_mark;

/// UTF-16 units that a cell can hold.
pub(super) const MOST_UNITS: usize = 32_767;

/// How far before the limit a good place to part a text is looked for.
const LOOK_BACK: usize = 400;

/// The first character that XML 1.0 can't carry.
pub(super) fn unwritable(text: &str) -> Option<char> {
    text.chars()
        .find(|c| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'))
}

/// Parts a text so that each part fits a cell; put together, they are the text.
pub(super) fn parts(text: &str) -> Vec<&str> {
    // A UTF-8 byte is at most one UTF-16 unit.
    if text.len() <= MOST_UNITS {
        return vec![text];
    }
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(end) = first_part(rest) {
        let (part, after) = rest.split_at(end);
        parts.push(part);
        rest = after;
    }
    parts.push(rest);
    parts
}

/// Where the first part ends, in bytes; none where all of it fits.
fn first_part(text: &str) -> Option<usize> {
    let mut units = 0;
    let mut limit = None;
    for (index, character) in text.char_indices() {
        units += character.len_utf16();
        if units > MOST_UNITS {
            limit = Some(index);
            break;
        }
    }
    let limit = limit?;
    let head = text.get(..limit)?;
    let near: Vec<(usize, char)> = head.char_indices().rev().take(LOOK_BACK).collect();
    let after = |wanted: fn(char) -> bool| {
        near.iter().find(|(_, character)| wanted(*character)).map(|(index, character)| index + character.len_utf8())
    };
    let space = after(|character| character == '\n').or_else(|| after(char::is_whitespace)).filter(|end| *end < limit);
    space.or_else(|| Some(whole_character(text, limit, &near)))
}

/// The last place at or before `limit` that doesn't tear a composed character apart.
fn whole_character(text: &str, limit: usize, near: &[(usize, char)]) -> usize {
    let mut next = text.get(limit..).and_then(|rest| rest.chars().next());
    let mut end = limit;
    for (index, before) in near {
        let joined = *before == '\u{200d}'
            || next.is_some_and(|next| {
                is_combining_mark(next) || matches!(next, '\u{200d}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
            });
        if !joined {
            return end;
        }
        (end, next) = (*index, Some(*before));
    }
    limit
}

/// Width of one line, in characters of body text.
pub(super) fn width(line: &str) -> usize {
    line.chars().map(|c| if is_combining_mark(c) || c == '\u{200d}' { 0 } else { 1 + usize::from(is_wide(c)) }).sum()
}

fn is_wide(character: char) -> bool {
    matches!(u32::from(character), 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3fffd)
}

/// A text within so many UTF-16 units, cut with an ellipsis where it is longer. Only for what is said elsewhere too.
pub(super) fn within(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut used = 1;
    let kept = text.chars().take_while(|c| {
        used += c.len_utf16();
        used <= most
    });
    kept.chain(['…']).collect()
}

/// Lines that a text takes in a column so wide, about.
pub(super) fn lines(text: &str, column: usize) -> usize {
    text.split('\n').map(|line| width(line).div_ceil(column.max(1)).max(1)).sum()
}
