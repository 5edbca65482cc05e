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
    let mut characters = text.chars().enumerate().peekable();
    let (position, character) = std::iter::from_fn(|| {
        let (position, character) = characters.next()?;
        let ends_line = character == '\r' && characters.peek().is_some_and(|(_, next)| *next == '\n');
        Some((position, character, ends_line))
    })
    .find(|(_, character, ends_line)| !ends_line && describe(*character).is_some())
    .map(|(position, character, _)| (position, character))?;
    let around = text.chars().skip(position.saturating_sub(12)).take(25).filter(|c| describe(*c).is_none());
    let around = around.map(|character| if character.is_whitespace() { ' ' } else { character });
    let around = around.collect::<String>().trim().to_owned();
    Some(Hidden { character, position: position + 1, around })
}

fn describe(character: char) -> Option<&'static str> {
    match character {
        '\n' | '\t' => None,
        '\r' => Some("a carriage return without a line feed"),
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

/// A name as it can stand in file names and commands: ASCII letters, digits and single hyphens, letters without their
/// marks. Empty where nothing is left.
pub fn slug(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let plain = name.nfkd().filter(|character| !unicode_normalization::char::is_combining_mark(*character));
    let mut slug = String::new();
    for character in plain {
        if character.is_ascii_alphanumeric() {
            slug.push(character);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// How wide texts for a terminal are, in characters.
const WIDTH: usize = 100;

/// Writes a text on lines of a fixed width, the first of which begins with `first` and the others with `rest`. A word that
/// is longer has a line for itself.
pub fn wrap(out: &mut String, first: &str, rest: &str, text: &str) {
    let mut line = first.to_owned();
    let mut empty = true;
    for word in text.split_whitespace() {
        if !empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            out.push_str(line.trim_end());
            out.push('\n');
            rest.clone_into(&mut line);
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    out.push_str(line.trim_end());
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::{hidden, slug};

    #[test]
    fn a_slug_is_safe_in_a_name() {
        for (name, expected) in [("Zoë & Söhne GmbH", "Zoe-Sohne-GmbH"), ("../SYS-003/", "SYS-003"), ("Ελλάδα", "")]
        {
            assert_eq!(slug(name), expected);
        }
    }

    #[test]
    fn what_deceives_is_found_and_what_is_plain_is_not() {
        for plain in
            ["", "plain", "Zoë Łukasz Nguyễn", "Ελλάδα", "Україна", "two\nlines\r\nand\ttabs", "✅ done", "100 €"]
        {
            assert_eq!(hidden(plain), None, "{plain}");
        }
        for deceiving in
            ["a\u{202e}b", "a\u{0}b", "a\u{7}", "\u{feff}a", "a\u{e000}", "a\u{0378}", "a\u{2066}b", "\u{85}", "a\rb"]
        {
            assert!(hidden(deceiving).is_some(), "{deceiving:?}");
        }
    }
}
