//! Finds a line of a file, and the part of it around a place, in a file of any size.
//!
//! A register that a machine wrote may be one line of fifty megabytes, with a thousand findings on it. To count lines
//! and characters from the start for each would cost the square of the file.

/// Longest excerpt of a line, in characters on either side of the place.
const AROUND: usize = 300;
/// How many bytes lie between two places of which the number of characters is known.
const BLOCK: usize = 1024;

/// Where the lines of a text begin, and how many characters lie before each of its blocks.
#[derive(Debug)]
pub(super) struct Lines {
    starts: Vec<usize>,
    characters: Vec<usize>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(breaks).collect();
        let mut characters = vec![0];
        let mut count = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            count += block.iter().filter(|byte| is_start(**byte)).count();
            characters.push(count);
        }
        Self { starts, characters }
    }

    /// The part of a line around a column, both from 1, and how many characters of the line lie before it. None where
    /// the text has no such line.
    pub(super) fn excerpt(&self, text: &str, line: u32, column: u32) -> Option<(String, u32)> {
        let index = usize::try_from(line).ok()?.checked_sub(1)?;
        let start = *self.starts.get(index)?;
        let end = self.starts.get(index + 1).map_or(text.len(), |next| next - 1);
        let whole = &text[start..end];
        let whole = whole.strip_suffix('\r').unwrap_or(whole);
        // A text that ends with a line break has no line after it.
        if index > 0 && start == text.len() {
            return None;
        }
        if whole.len() <= 2 * AROUND {
            return Some((whole.to_owned(), 0));
        }
        let column = usize::try_from(column).ok()?.saturating_sub(1);
        let skipped = column.saturating_sub(AROUND);
        let first = self.characters_before(text, start);
        let from = self.byte_of(text, first + skipped).min(start + whole.len());
        let excerpt: String = text[from..start + whole.len()].chars().take(column - skipped + AROUND).collect();
        Some((excerpt, u32::try_from(skipped).unwrap_or(u32::MAX)))
    }

    fn characters_before(&self, text: &str, byte: usize) -> usize {
        let block = byte / BLOCK;
        let rest = &text.as_bytes()[block * BLOCK..byte];
        self.characters.get(block).copied().unwrap_or_default() + rest.iter().filter(|byte| is_start(**byte)).count()
    }

    /// Where a character begins, counted from the start of the text; the end of the text where it has fewer.
    fn byte_of(&self, text: &str, character: usize) -> usize {
        let block = self.characters.partition_point(|before| *before <= character).saturating_sub(1);
        let left = character - self.characters.get(block).copied().unwrap_or_default();
        let bytes = text.as_bytes().get(block * BLOCK..).unwrap_or_default();
        let within = bytes.iter().enumerate().filter(|(_, byte)| is_start(**byte)).map(|(at, _)| at).nth(left);
        within.map_or(text.len(), |at| block * BLOCK + at)
    }
}

/// Does a character begin with this byte of UTF-8?
fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::{AROUND, Lines};

    #[test]
    fn a_short_line_is_whole_and_a_long_one_is_cut_around_the_place() {
        let long: String = (0..5_000).map(|index| if index % 7 == 0 { 'ß' } else { 'x' }).collect();
        let text = format!("first\r\n{long}\nthird");
        let lines = Lines::of(&text);
        assert_eq!(lines.excerpt(&text, 1, 2), Some(("first".to_owned(), 0)));
        assert_eq!(lines.excerpt(&text, 3, 1), Some(("third".to_owned(), 0)));
        assert_eq!(lines.excerpt(&text, 4, 1), None);
        assert_eq!(Lines::of("a\n").excerpt("a\n", 2, 1), None);
        for column in [1, 2, 299, 300, 301, 302, 2_500, 4_999, 5_000] {
            let (excerpt, skipped) = lines.excerpt(&text, 2, column).unwrap();
            let skipped = skipped as usize;
            let expected: String = long.chars().skip(skipped).take(excerpt.chars().count()).collect();
            assert_eq!(excerpt, expected, "{column}");
            assert_eq!(skipped, (column as usize - 1).saturating_sub(AROUND));
            assert!(excerpt.chars().count() > column as usize - 1 - skipped, "the place itself is in it");
        }
    }
}
