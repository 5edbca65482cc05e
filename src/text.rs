//! Which characters can be shown literally, and which would vanish, reverse or deceive.

use std::fmt;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

/// A character that a page can't show as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// The character.
    pub character: char,
    /// Its position in the text, in characters from 1.
    pub position: usize,
    /// The text around it, without it.
    pub around: String,
}

impl fmt::Display for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = u32::from(self.character);
        let what = describe(self.character).unwrap_or("a character that can't be shown");
        write!(f, "U+{code:04X}, {what}, at character {} near `{}`", self.position, self.around)
    }
}

/// The first character of the text that can't be shown literally.
///
/// Line feeds and tabs are layout: they become breaks and spaces. Bidirectional overrides and isolates reverse
/// what is extracted from a page although validators pass it; control, private-use and unassigned characters have
/// no look that two readers would share.
pub fn hidden(text: &str) -> Option<Hidden> {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte) || byte == b'\n') {
        return None;
    }
    let (position, character) = text.chars().enumerate().find(|(_, character)| describe(*character).is_some())?;
    let around = text.chars().skip(position.saturating_sub(12)).take(25).filter(|c| describe(*c).is_none());
    let around = around.map(|character| if character.is_whitespace() { ' ' } else { character });
    let around = around.collect::<String>().trim().to_owned();
    Some(Hidden { character, position: position + 1, around })
}

fn describe(character: char) -> Option<&'static str> {
    match character {
        '\n' | '\r' | '\t' => None,
        '\0' => Some("a NUL"),
        '\u{feff}' => Some("a byte order mark"),
        '\u{61c}' | '\u{200e}' | '\u{200f}' => Some("a directional mark, which moves text"),
        '\u{2028}' | '\u{2029}' => Some("a line separator"),
        '\u{e0000}'..='\u{e0fff}' => Some("an invisible tag"),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some("a bidirectional control, which reverses text"),
        _ => match character.general_category() {
            GeneralCategory::Control => Some("a control character"),
            GeneralCategory::PrivateUse => Some("a private-use character"),
            GeneralCategory::Unassigned => Some("a code point that Unicode has not assigned"),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::hidden;

    #[test]
    fn what_deceives_is_found_and_what_is_plain_is_not() {
        for plain in ["", "plain", "Zoë Łukasz Nguyễn", "Ελλάδα", "Україна", "two\nlines\tand tabs", "✅ done", "100 €"]
        {
            assert_eq!(hidden(plain), None, "{plain}");
        }
        for deceiving in
            ["a\u{202e}b", "a\u{0}b", "a\u{7}", "\u{feff}a", "a\u{e000}", "a\u{0378}", "a\u{2066}b", "\u{85}"]
        {
            assert!(hidden(deceiving).is_some(), "{deceiving:?}");
        }
    }
}
