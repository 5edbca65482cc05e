//! Targets and results as people write them: `at least 95 %`, `≥ 0.80`, `97 of 100 in time`.

use crate::record::Decimal;

/// A target that a text states.
pub(super) struct Target {
    at_least: bool,
    value: Decimal,
    percent: bool,
    text: String,
}

/// A result that misses a target.
pub(super) struct Missed {
    /// The target as it was written.
    pub(super) target: String,
    /// The value as it was written.
    pub(super) value: String,
}

/// What stands before a number that a value must reach, or must not pass.
const COMPARISONS: [(&str, bool); 14] = [
    ("≥", true),
    (">=", true),
    ("at least", true),
    ("no less than", true),
    ("not below", true),
    ("not under", true),
    ("minimum of", true),
    ("≤", false),
    ("<=", false),
    ("at most", false),
    ("no more than", false),
    ("not over", false),
    ("not above", false),
    ("maximum of", false),
];

impl Target {
    /// The one target in a text; none where there is none, or more than one.
    pub(super) fn in_text(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let mut found = Vec::new();
        for (words, at_least) in COMPARISONS {
            for (at, _) in lower.match_indices(words) {
                let rest = &lower[at + words.len()..];
                if let Some((value, length, percent)) = number(rest) {
                    let text = lower[at..at + words.len() + length].trim().to_owned();
                    found.push(Self { at_least, value, percent, text });
                }
            }
        }
        let target = found.pop()?;
        found.is_empty().then_some(target)
    }

    /// The target that a text is, and nothing beside it: of `≥ 0.80 for each group` only a person knows what it means.
    pub(super) fn alone(text: &str) -> Option<Self> {
        Self::in_text(text).filter(|target| target.text.chars().count() == text.trim().chars().count())
    }

    /// Does a value miss it?
    pub(super) fn is_missed_by(&self, value: &Decimal) -> bool {
        let order = value.compare(&self.value);
        if self.at_least { order.is_lt() } else { order.is_gt() }
    }

    /// The value of a result, where it is the only one in the same unit and misses the target.
    pub(super) fn missed_in(&self, result: &str) -> Option<Missed> {
        let mut values = Vec::new();
        let mut rest = result;
        while let Some(at) = rest.find(|character: char| character.is_ascii_digit()) {
            // A digit inside a word is part of a name, such as F-02 or A.6.
            let before = rest[..at].chars().next_back();
            let (value, length, percent) = number(&rest[at..])?;
            let name = before.is_some_and(|character| character.is_alphanumeric() || ".-_/".contains(character));
            if !name && percent == self.percent {
                values.push((value, rest[at..at + length].trim().to_owned()));
            }
            rest = &rest[at + length..];
        }
        let (value, text) = values.pop()?;
        (values.is_empty() && self.is_missed_by(&value)).then(|| Missed { target: self.text.clone(), value: text })
    }
}

/// The number at the start of a text, how long it is, and whether it is a percentage.
fn number(text: &str) -> Option<(Decimal, usize, bool)> {
    let start = text.len() - text.trim_start().len();
    let digits = text[start..].find(|character: char| !(character.is_ascii_digit() || ".,".contains(character)));
    let end = digits.map_or(text.len(), |length| start + length);
    let written = text[start..end].trim_end_matches(['.', ',']);
    let end = start + written.len();
    let value = Decimal::parse(&written.replace(',', "."))?;
    let rest = &text[end..];
    let sign =
        ["%", " %", "\u{a0}%", "\u{202f}%", " percent", " per cent"].iter().find(|sign| rest.starts_with(**sign));
    Some((value, end + sign.map_or(0, |sign| sign.len()), sign.is_some()))
}

#[cfg(test)]
mod tests {
    use super::Target;

    fn missed(method: &str, result: &str) -> Option<(String, String)> {
        Target::in_text(method)?.missed_in(result).map(|missed| (missed.target, missed.value))
    }

    #[test]
    fn a_result_short_of_its_target_is_seen_and_nothing_is_read_into_a_text() {
        let found = missed("Share answered in time, at least 95 %", "90 % in September.");
        assert_eq!(found, Some(("at least 95 %".to_owned(), "90 %".to_owned())));
        assert_eq!(missed("error rate ≤ 2.5%", "2.6%"), Some(("≤ 2.5%".to_owned(), "2.6%".to_owned())));
        for (method, result) in [
            ("at least 95 %", "95 %"),
            ("at least 95 %", "96.5 % of all"),
            ("at least 95 %", "Six languages at 93 % or better, Czech 80 %"),
            ("at least 95 %", "Eleven of 12 in F-02"),
            ("at least 3 of 4 and at most 2 open", "1"),
            ("sample of 20", "19"),
            ("at most 2", "1 of A.6.2"),
        ] {
            assert_eq!(missed(method, result), None, "{method} / {result}");
        }
    }

    #[test]
    fn a_threshold_with_a_condition_is_left_to_people() {
        assert!(Target::alone("≥ 0.80").is_some());
        assert!(Target::alone("≥ 0.80 for each group").is_none());
    }
}
