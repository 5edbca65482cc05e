//! The small values that records are made of: ids, references, Markdown, decimals, classes.

use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Kind;
use super::time::When;

/// A day in ISO 8601 form, `2026-09-30`.
pub type Date = jiff::civil::Date;

/// Why a text is no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}; {help}")]
pub struct NotADay {
    /// What is wrong with it.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

/// Reads a day, `2026-09-30`, and nothing else: the hour of `2026-09-30T10:00` would be lost.
///
/// # Errors
/// A text of another form, or a day that the calendar does not have.
pub fn day(text: &str) -> Result<Date, NotADay> {
    let shaped = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
    if shaped {
        return text.parse().map_err(|_| NotADay {
            message: format!("the calendar has no day `{text}`"),
            help: "check the month and the day".to_owned(),
        });
    }
    if When::parse(text).is_some() {
        return Err(NotADay {
            message: format!("`{text}` is no day"),
            help: "what is counted or proved here is counted in days; write the day, such as `2026-09-30`".to_owned(),
        });
    }
    let help = meant(text).map_or_else(
        || "write year-month-day, such as `2026-09-30`".to_owned(),
        |day| format!("write year-month-day, and nothing after it: `{day}`"),
    );
    Err(NotADay { message: format!("`{text}` is no day"), help })
}

/// The day that other ways of writing it mean, where there is no doubt.
fn meant(text: &str) -> Option<Date> {
    if let Some(day) = text.get(..10).filter(|_| text.len() > 10).and_then(|head| day(head).ok()) {
        return Some(day);
    }
    let parts: Vec<&str> = text.split(['.', '-', '/']).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let (year, month, day) = match (first.len(), third.len()) {
        (4, _) => (first, second, third),
        // 09/10/2026 is a day in October or in September.
        (_, 4) if text.contains('.') => (third, second, first),
        _ => return None,
    };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The organisation's own identifier of an item, such as `AIR-01`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub struct Id(pub String);

impl Id {
    /// Borrows the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names the kinds of item that a reference may point to.
pub trait Target {
    /// The kinds, in the order in which a message names them.
    const KINDS: &'static [Kind];
}

/// A reference: the id of an item of the kinds that `T` names.
pub struct Ref<T> {
    id: String,
    target: PhantomData<fn() -> T>,
}

impl<T> Ref<T> {
    /// The id that the reference names.
    pub fn as_str(&self) -> &str {
        &self.id
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Self { id: self.id.clone(), target: PhantomData }
    }
}

impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.id, f)
    }
}

impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl<T> Serialize for Ref<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.id)
    }
}

impl<'de, T> Deserialize<'de> for Ref<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { id: String::deserialize(deserializer)?, target: PhantomData })
    }
}

/// Text in CommonMark with GFM tables, task lists, footnotes and strikethrough. Raw HTML is shown as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
#[serde(transparent)]
pub struct Markdown(pub String);

/// A reader may give a long text by the name of its file, so the newtype keeps its name when it is read.
impl<'de> Deserialize<'de> for Markdown {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> serde::de::Visitor<'de> for Text {
            type Value = Markdown;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("Markdown text")
            }

            fn visit_str<E>(self, text: &str) -> Result<Markdown, E> {
                Ok(Markdown(text.to_owned()))
            }

            fn visit_string<E>(self, text: String) -> Result<Markdown, E> {
                Ok(Markdown(text))
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Markdown, D::Error> {
                String::deserialize(deserializer).map(Markdown)
            }
        }
        deserializer.deserialize_newtype_struct("Markdown", Text)
    }
}

impl Markdown {
    /// Borrows the source text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A person's name that only named people may see, whatever the class of the item that it stands in: somebody who was
/// interviewed spoke to the auditor, and not to everyone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct RestrictedName(pub String);

/// An exact decimal number, kept as it was written; canonical JSON holds it as a string,
/// because RFC 8785 knows only doubles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Decimal(String);

impl Decimal {
    /// The number as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Compares the values, exactly: `1.0` is as much as `1`, which it does not equal as it was written.
    pub fn compare(&self, other: &Self) -> Ordering {
        let ((negative, size), (other_negative, other_size)) = (self.parts(), other.parts());
        match (negative, other_negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => size.cmp(&other_size),
            (true, true) => other_size.cmp(&size),
        }
    }

    /// The sign, and what orders numbers without one: digits before the point, which are more the longer they are, and
    /// digits after it, both without the noughts that say nothing.
    fn parts(&self) -> (bool, (usize, &str, &str)) {
        let digits = self.0.strip_prefix('-').unwrap_or(&self.0);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        let negative = digits.len() < self.0.len() && !(whole.is_empty() && fraction.is_empty());
        (negative, (whole.len(), whole, fraction))
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (digits, None),
        };
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        (all_digits(whole) && fraction.is_none_or(all_digits)).then(|| Self(text.to_owned()))
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format_args!("`{text}` is not a decimal number such as `12` or `0.85`"))
        })
    }
}

/// Who may see a thing, from the widest circle to the narrowest.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Anyone.
    Public,
    /// Customers, under their contract.
    Customer,
    /// Everyone in the organisation: what holds where nothing is said.
    #[default]
    Internal,
    /// Named people only.
    Restricted,
}

impl Class {
    /// The class with this name.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Public, Self::Customer, Self::Internal, Self::Restricted]
            .into_iter()
            .find(|class| class.as_str() == word)
    }

    /// The word used in files and on covers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Customer => "customer",
            Self::Internal => "internal",
            Self::Restricted => "restricted",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_compared_by_value() {
        let decimal = |text: &str| Decimal::parse(text).expect("this is a decimal number");
        let rising = ["-10", "-9.5", "-0.51", "-0.5", "0", "0.05", "0.5", "0.55", "9", "10", "10.000000000000000001"];
        for (at, low) in rising.iter().enumerate() {
            for high in &rising[at + 1..] {
                assert_eq!(decimal(low).compare(&decimal(high)), Ordering::Less, "{low} {high}");
                assert_eq!(decimal(high).compare(&decimal(low)), Ordering::Greater, "{high} {low}");
            }
        }
        for (one, other) in [("1", "1.0"), ("007.50", "7.5"), ("-0.0", "0"), ("-1.10", "-01.1")] {
            assert_eq!(decimal(one).compare(&decimal(other)), Ordering::Equal, "{one} {other}");
        }
    }
}
