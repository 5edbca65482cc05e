//! Days as exactly as a register knows them, and moments of the clock.
//!
//! Where a deadline is counted or an approval proved, a record wants a day ([`Date`]), and a month there is an error
//! that says so. Where it tells what happened, registers often know the month only, `2026-01`, or the quarter, which
//! may also be written on purpose to protect a reporter. To make a day up would be a false statement: [`When`] keeps
//! what was written, and knows the first and the last day that it may mean.

use std::fmt;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::value::Date;

/// A day, month, quarter or year: `2026-09-30`, `2026-09`, `2026-Q3` or `2026`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    text: String,
    first: Date,
    last: Date,
}

impl When {
    /// The span of days as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The first day that it may mean.
    pub fn first(&self) -> Date {
        self.first
    }

    /// The last day that it may mean.
    pub fn last(&self) -> Date {
        self.last
    }

    /// Is it known to the day?
    pub fn is_day(&self) -> bool {
        self.first == self.last
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        if !text.is_ascii() {
            return None;
        }
        let (first, last) = match text.len() {
            10 => {
                let day: Date = text.parse().ok()?;
                (day, day)
            }
            7 if &text[4..6] == "-Q" => {
                let quarter: i8 = text[6..].parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
                months(year(&text[..4])?, quarter * 3 - 2, 3)?
            }
            7 if text.as_bytes()[4] == b'-' => months(year(&text[..4])?, digits(&text[5..])?, 1)?,
            4 => months(year(text)?, 1, 12)?,
            _ => return None,
        };
        Some(Self { text: text.to_owned(), first, last })
    }
}

fn digits<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

fn year(text: &str) -> Option<i16> {
    digits(text)
}

fn months(year: i16, first: i8, count: i8) -> Option<(Date, Date)> {
    let start = Date::new(year, first, 1).ok()?;
    Some((start, Date::new(year, first + count - 1, 1).ok()?.last_of_month()))
}

impl From<Date> for When {
    fn from(day: Date) -> Self {
        Self { text: day.to_string(), first: day, last: day }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// What a [`When`] expects of its text, by which the reader of registers knows such a field.
pub(crate) const EXPECTED: &str = "a day, month, quarter or year";

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Span;
        impl Visitor<'_> for Span {
            type Value = When;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(EXPECTED)
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<When, E> {
                When::parse(text).ok_or_else(|| {
                    E::custom(format_args!(
                        "`{text}` is no {} such as `2026-09-30`, `2026-09`, `2026-Q3` or `2026`",
                        EXPECTED.trim_start_matches("a ")
                    ))
                })
            }
        }
        deserializer.deserialize_string(Span)
    }
}

/// A moment of the clock with its offset from UTC, `2026-05-18T10:20:00Z`, or the day alone where no clock was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    text: String,
    day: Date,
    instant: Option<jiff::Timestamp>,
}

impl Moment {
    /// The moment as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The day as it was written, in the offset that it was written with.
    pub fn day(&self) -> Date {
        self.day
    }

    /// The instant, where the clock was read.
    pub fn instant(&self) -> Option<jiff::Timestamp> {
        self.instant
    }

    fn parse(text: &str) -> Option<Self> {
        let day = text.get(..10)?.parse().ok()?;
        let instant = match text.len() {
            10 => None,
            _ => Some(text.parse().ok()?),
        };
        Some(Self { text: text.to_owned(), day, instant })
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format_args!(
                "`{text}` is no moment such as `2026-05-18T10:20:00Z` or `2026-05-18T12:20:00+02:00`, nor a day"
            ))
        })
    }
}

/// A value that dates what holds it.
///
/// A month that holds the day a document speaks of may have begun before it: the first day decides.
pub(crate) trait Dated {
    /// The first day that it may mean.
    fn first_day(&self) -> Option<Date>;
}

impl Dated for Date {
    fn first_day(&self) -> Option<Date> {
        Some(*self)
    }
}

impl Dated for When {
    fn first_day(&self) -> Option<Date> {
        Some(self.first)
    }
}

impl Dated for Moment {
    fn first_day(&self) -> Option<Date> {
        Some(self.day)
    }
}

impl<T: Dated> Dated for Option<T> {
    fn first_day(&self) -> Option<Date> {
        self.as_ref().and_then(Dated::first_day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(text: &str) -> Option<(String, String)> {
        let when: When = serde_json::from_value(text.into()).ok()?;
        Some((when.first().to_string(), when.last().to_string()))
    }

    #[test]
    fn a_span_of_days_is_kept_as_it_was_written() {
        for (text, first, last) in [
            ("2026-09-30", "2026-09-30", "2026-09-30"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2026-Q4", "2026-10-01", "2026-12-31"),
            ("2026", "2026-01-01", "2026-12-31"),
        ] {
            assert_eq!(when(text), Some((first.to_owned(), last.to_owned())), "{text}");
        }
        for text in
            ["2026-9", "2026-13", "2026-Q5", "2026-Q0", "26-01-01", "2026/09", "+202", "2026-+1", "äää2", "2026-1ä", ""]
        {
            assert_eq!(when(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_needs_its_offset() {
        let moment = |text: &str| serde_json::from_value::<Moment>(text.into());
        let known = moment("2026-05-18T00:20:00+02:00").expect("this is a moment");
        assert_eq!(known.day().to_string(), "2026-05-18");
        assert_eq!(known.instant().map(|instant| instant.to_string()).as_deref(), Some("2026-05-17T22:20:00Z"));
        assert_eq!(moment("2026-05-18").expect("a day will do").instant(), None);
        assert!(moment("2026-05-18T10:20:00").is_err());
        assert!(moment("18 May 2026").is_err());
    }
}
