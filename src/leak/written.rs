//! How a name or an id must be written to count as one, and which ids can be told from words at all.

use super::text::Text;
use crate::standards;

/// How a phrase must be written.
#[derive(Debug, Clone)]
pub(super) enum How {
    /// In any way.
    AnyCase,
    /// With a capital at the head of each word, where the script has capitals.
    Capitals,
    /// Exactly so.
    Written(String),
    /// As an id: the same but for the case and the kind of its dashes, and no part of a longer id.
    Token(String),
    /// As an id that is the whole of its text.
    Whole(String),
}

impl How {
    /// Is the phrase from one word to another written so?
    pub(super) fn accepts(&self, text: &Text<'_>, first: usize, last: usize) -> bool {
        let written = text.written(first, last);
        match self {
            Self::AnyCase => true,
            Self::Capitals => (first..=last)
                .all(|at| text.written(at, at).chars().next().is_some_and(|letter| !letter.is_lowercase())),
            Self::Written(wanted) => written == wanted,
            Self::Token(id) => plain(written) == *id && is_whole(text.around(first, last)),
            Self::Whole(id) => text.raw.len() <= 4 * (id.len() + 8) && plain(text.raw.trim()) == *id,
        }
    }
}

/// An id as it is compared: lower case, and one kind of dash.
fn plain(id: &str) -> String {
    let dash = |c| if matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}') { '-' } else { c };
    id.trim_matches(|c: char| !c.is_alphanumeric()).chars().map(dash).flat_map(char::to_lowercase).collect()
}

/// Is what stands here no part of a longer id? `SYS-1` is none of `SYS-1.2`, `SYS-1-B` and `EU_SYS-1`, and it stands in
/// `SYS-1.` and `SYS-1-related`.
fn is_whole((before, after): (&str, &str)) -> bool {
    let mut back = before.chars().rev();
    let joined_before = match back.next() {
        Some('_') => true,
        Some('-' | '.') => back.next().is_some_and(char::is_alphanumeric),
        Some(other) => other.is_alphanumeric(),
        None => false,
    };
    let mut on = after.chars();
    let joined_after = match on.next() {
        Some('_') => on.next().is_some_and(char::is_alphanumeric),
        Some('-') => on.next().is_some_and(|next| next.is_ascii_digit() || next.is_uppercase()),
        Some('.') => on.next().is_some_and(|next| next.is_ascii_digit()),
        Some(other) => other.is_alphanumeric(),
        None => false,
    };
    !joined_before && !joined_after
}

/// First words of the names of public texts: `GDPR-22` says nothing about the organisation.
const PUBLIC: [&str; 15] = [
    "iso",
    "iec",
    "en",
    "gdpr",
    "art",
    "article",
    "annex",
    "recital",
    "nist",
    "owasp",
    "clause",
    "rfc",
    "dora",
    "nis2",
    "regulation",
];

/// How an id is sought in texts; none where it can't be told from a word, a number, a version or the name of a public
/// text. One of letters alone, such as `legal`, is never sought; one of letters with marks, such as `risk-owner`, only
/// where it is the whole text.
pub(super) fn id_is_sought(id: &str) -> Option<How> {
    let id = plain(id);
    let letters = id.chars().any(char::is_alphabetic);
    let digits = id.chars().any(|character| character.is_numeric());
    let marks = id.contains(['-', '_', '.']);
    let version = id.strip_prefix(['v', 'r']).unwrap_or(&id).chars().all(|c| c.is_ascii_digit() || c == '.');
    if !letters || version || !(digits || marks) || is_public(&id) {
        return None;
    }
    Some(if digits { How::Token(id) } else { How::Whole(id) })
}

/// Is the id that of a public text, or of an entry of one?
fn is_public(id: &str) -> bool {
    let first = id.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let upper = id.to_uppercase();
    PUBLIC.contains(&first)
        || standards::control(&upper).is_some()
        || standards::annex_a().objectives.iter().any(|objective| objective.id == upper)
        || standards::owasp().entries.iter().any(|entry| entry.id.starts_with(&upper))
}
