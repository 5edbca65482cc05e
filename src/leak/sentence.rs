//! Whether a phrase is said, or only spoken of: denied, asked, or made a condition.
//!
//! The rule is simple, so that a writer can foresee it. A phrase counts as said unless
//!
//! 1. one of the six words before it, in the same clause, denies it or makes it a condition (`not`, `no`, `whether`,
//!    `if`); `not only`, `no doubt` and the like deny nothing; or
//! 2. its sentence ends with a question mark.
//!
//! A clause ends at `,` `;` `:` a dash or a bracket, at the end of the sentence, and at `but` and `and`.

use super::text::Text;

/// How many words before a phrase may deny it.
const REACH: usize = 6;

/// How many words of a sentence are read to each side.
const SENTENCE: usize = 80;

const DENIALS: [&str; 14] = [
    "not", "no", "never", "nor", "neither", "none", "nobody", "cannot", "without", "t", "whether", "if", "unless",
    "until",
];

/// What takes a denial back: `not only`, `no doubt`.
const TAKEN_BACK: [&str; 9] = ["only", "just", "merely", "simply", "doubt", "question", "less", "longer", "matter"];

/// Is the phrase that begins with the word `first` and ends with `last` said, and not denied or asked?
pub(super) fn is_said(text: &Text<'_>, first: usize, last: usize) -> bool {
    !is_denied(text, first) && !is_asked(text, last)
}

fn is_denied(text: &Text<'_>, first: usize) -> bool {
    for back in 1..=REACH.min(first) {
        let at = first - back;
        if ends_clause(text.gap(at + 1)) || matches!(text.word(at), "but" | "and") {
            return false;
        }
        // A `t` denies in `isn't` alone.
        let is_denial = DENIALS.contains(&text.word(at)) && (text.word(at) != "t" || matches!(text.gap(at), "'" | "’"));
        if is_denial && !TAKEN_BACK.contains(&text.word(at + 1)) {
            return true;
        }
    }
    false
}

fn ends_clause(gap: &str) -> bool {
    let hyphen = gap == "-";
    !hyphen && gap.contains([',', ';', ':', '!', '?', '(', ')', '–', '—', '-', '|'])
        || gap.contains(". ")
        || gap.contains(".\n")
        || gap.contains("\n\n")
}

fn is_asked(text: &Text<'_>, last: usize) -> bool {
    let end = sentence(text, last).1;
    text.gap(end + 1).trim_start_matches([')', '"', '”', '*', '_']).starts_with('?')
}

/// Does the sentence of a word hold one of these words?
pub(super) fn holds(text: &Text<'_>, index: usize, words: &[String]) -> bool {
    let (first, last) = sentence(text, index);
    (first..=last).any(|at| words.iter().any(|word| word == text.word(at)))
}

/// The first and last word of a sentence, as far as it is read.
fn sentence(text: &Text<'_>, index: usize) -> (usize, usize) {
    let ends = |at: usize| text.ends_sentence_before(at);
    let first = (index.saturating_sub(SENTENCE).max(1)..=index).rev().find(|at| ends(*at));
    let last = (index + 1..text.len().min(index + SENTENCE)).find(|at| ends(*at));
    (
        first.unwrap_or(index.saturating_sub(SENTENCE)),
        last.unwrap_or(text.len().min(index + SENTENCE)).saturating_sub(1),
    )
}

#[cfg(test)]
mod tests {
    use super::{is_said, sentence};
    use crate::leak::text::Text;

    #[test]
    fn what_is_denied_asked_or_conditional_is_not_said() {
        let said = |text: &str| {
            let text = Text::new(text);
            let at = text.folded().position(|word| word == "fair").expect("the word of the test");
            is_said(&text, at, at)
        };
        for text in [
            "It is fair.",
            "No data is kept, and it is fair",
            "It is not only fast but fair",
            "There is no doubt that it is fair",
            "We never sleep. It is fair",
            "We never sleep - it is fair",
            "No. It is fair",
            "(not tested) fair",
        ] {
            assert!(said(text), "{text}");
        }
        for text in [
            "It is not fair",
            "It isn’t fair",
            "This is no claim of being fair",
            "We can't say that it is fair",
            "We do not say it is well-known and it's fair? or fair",
            "Is it fair?",
            "\"Is it fair\"?",
            "Ask whether it is fair",
            "Nobody says it is fair",
        ] {
            assert!(!said(text), "{text}");
        }
    }

    #[test]
    fn sentences_end_where_they_end() {
        let text = Text::new("It runs v4.3.1, e.g. today. Is it safe? Yes");
        assert_eq!(sentence(&text, 1), (0, 6));
        assert_eq!(sentence(&text, text.len() - 2), (8, 10));
        assert_eq!(sentence(&text, text.len() - 1), (11, 11));
        assert_eq!(sentence(&Text::new(""), 0), (0, 0));
    }
}
