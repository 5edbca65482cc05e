//! A text as the scan reads it: without what is not seen, and in words that are compared without case and accents.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Most bytes between two words of one phrase: a blank, a hyphen, a comma, the wall of a table's cell.
const APART: usize = 4;

/// A text and its words.
pub(super) struct Text<'a> {
    /// The text without characters that are not seen: with them in it a name would look the same and be another.
    pub(super) raw: Cow<'a, str>,
    folded: String,
    words: Vec<Word>,
}

/// Where a word stands: in the text, and in the folded text.
#[derive(Debug, Clone, Copy)]
struct Word {
    start: usize,
    end: usize,
    from: usize,
    to: usize,
}

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let raw = if text.is_ascii() || !text.contains(is_unseen) {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(text.replace(is_unseen, ""))
        };
        let mut folded = String::with_capacity(raw.len());
        let mut words = Vec::new();
        for (start, end) in bounds(&raw) {
            let from = folded.len();
            fold(&raw[start..end], &mut folded);
            words.push(Word { start, end, from, to: folded.len() });
        }
        Self { raw, folded, words }
    }

    /// How many words it has.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// A word, folded; an empty one beyond the last.
    pub(super) fn word(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |word| &self.folded[word.from..word.to])
    }

    /// All words, folded.
    pub(super) fn folded(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| &self.folded[word.from..word.to])
    }

    /// The words from one to another as they are written, with what is between them.
    pub(super) fn written(&self, first: usize, last: usize) -> &str {
        match (self.words.get(first), self.words.get(last)) {
            (Some(first), Some(last)) if first.start <= last.end => &self.raw[first.start..last.end],
            _ => "",
        }
    }

    /// What stands between a word and the one before it; all that precedes the first word, and follows the last.
    pub(super) fn gap(&self, before: usize) -> &str {
        let start = before.checked_sub(1).and_then(|index| self.words.get(index)).map_or(0, |word| word.end);
        let end = self.words.get(before).map_or(self.raw.len(), |word| word.start);
        &self.raw[start.min(end)..end]
    }

    /// May a phrase go on from the word before this one to this one?
    pub(super) fn is_joined(&self, index: usize) -> bool {
        let gap = self.gap(index);
        gap.len() <= APART && !gap.contains("\n\n") && !ends_sentence(gap)
    }

    /// What stands before a word in its line of characters, and after another.
    pub(super) fn around(&self, first: usize, last: usize) -> (&str, &str) {
        let start = self.words.get(first).map_or(0, |word| word.start);
        let end = self.words.get(last).map_or(self.raw.len(), |word| word.end);
        (&self.raw[..start], &self.raw[end..])
    }

    /// Does a sentence end before a word?
    pub(super) fn ends_sentence_before(&self, index: usize) -> bool {
        let gap = self.gap(index);
        ends_sentence(gap) || gap.contains("\n\n")
    }
}

/// The words of a text, folded.
pub(super) fn words(text: &str) -> Vec<String> {
    Text::new(text).folded().map(str::to_owned).collect()
}

/// Does what stands between two words end a sentence?
fn ends_sentence(gap: &str) -> bool {
    let mut characters = gap.char_indices();
    characters.any(|(at, character)| {
        matches!(character, '!' | '?' | '…' | '。')
            || character == '.' && gap[at + 1..].chars().next().is_some_and(char::is_whitespace)
    })
}

/// Where words begin and end. Scripts that write no blanks between words have one word for each sign.
fn bounds(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for (at, character) in text.char_indices() {
        let alone = is_sign(character);
        let inside = !alone && (character.is_alphanumeric() || open.is_some() && is_combining_mark(character));
        if !inside && let Some(start) = open.take() {
            found.push((start, at));
        }
        if alone {
            found.push((at, at + character.len_utf8()));
        } else if inside && open.is_none() {
            open = Some(at);
        }
    }
    found.extend(open.map(|start| (start, text.len())));
    found
}

/// A sign of a script without blanks between words: Chinese and Japanese.
fn is_sign(character: char) -> bool {
    matches!(
        character,
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

/// A character that leaves no mark where it stands.
fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Appends a word in lower case and without accents, in letters that are compared: `Wiśniewski` and `wisniewski`,
/// `Kjærgaard` and `kjaergaard` are one.
fn fold(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
        return;
    }
    let lower = word.nfkd().flat_map(char::to_lowercase).nfkd();
    for character in lower.filter(|character| !is_combining_mark(*character)) {
        match character {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ð' | 'đ' => out.push('d'),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'ħ' => out.push('h'),
            'ŧ' => out.push('t'),
            'ı' => out.push('i'),
            'ς' => out.push('σ'),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_the_same_however_they_are_written() {
        for (one, other) in [
            ("Łukasz Wiśniewski", "lukasz WISNIEWSKI"),
            ("Søren Kjærgaard", "soren kjaergaard"),
            ("Þórdís Vigfúsdóttir", "Thordis Vigfusdottir"),
            ("Straße", "STRASSE"),
            ("No\u{ad}vak", "novak"),
            ("e\u{301}tude", "étude"),
            ("Ｎｏｖａｋ", "novak"),
            ("ΟΔΟΣ", "οδος"),
        ] {
            assert_eq!(words(one), words(other), "{one}");
        }
        assert_eq!(words("王小明"), ["王", "小", "明"]);
        assert_eq!(words("— , .\n"), [""; 0]);
    }
}
