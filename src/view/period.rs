//! Reporting periods: `2026-Q3`, `2026-07`, `2026`, or two days.

use std::fmt;
use std::str::FromStr;

use crate::record::{Date, day};

/// A period, from its first to its last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    label: String,
    from: Date,
    until: Date,
}

impl Period {
    /// The period as it was written.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Its first day.
    pub fn from(&self) -> Date {
        self.from
    }

    /// Its last day.
    pub fn until(&self) -> Date {
        self.until
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label)
    }
}

/// Why a text is no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}; write a quarter `2026-Q3`, a month `2026-07`, a year `2026`, or days `2026-07-01..2026-09-30`")]
pub struct NotAPeriod(String);

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let (from, until) = days(text).ok_or_else(|| NotAPeriod("it is no period".to_owned()))?;
        if from > until {
            return Err(NotAPeriod("its last day comes before its first".to_owned()));
        }
        Ok(Self { label: text.to_owned(), from, until })
    }
}

fn days(text: &str) -> Option<(Date, Date)> {
    if let Some((from, until)) = text.split_once("..") {
        return Some((day(from).ok()?, day(until).ok()?));
    }
    let (year, rest) = match text.split_once('-') {
        Some((year, rest)) => (year, Some(rest)),
        None => (text, None),
    };
    if year.len() != 4 {
        return None;
    }
    let year: i16 = year.parse().ok()?;
    let (first, months) = match rest {
        None => (1, 12),
        Some(rest) => match rest.strip_prefix(['Q', 'q']) {
            Some(quarter) => (quarter.parse::<i8>().ok().filter(|quarter| (1..=4).contains(quarter))? * 3 - 2, 3),
            None if rest.len() == 2 => (rest.parse().ok()?, 1),
            None => return None,
        },
    };
    let from = Date::new(year, first, 1).ok()?;
    let until = Date::new(year, first + months - 1, 1).ok()?.last_of_month();
    Some((from, until))
}

#[cfg(test)]
mod tests {
    use super::Period;

    #[test]
    fn periods_have_their_days() {
        for (text, from, until) in [
            ("2026-Q3", "2026-07-01", "2026-09-30"),
            ("2025-Q4", "2025-10-01", "2025-12-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2026", "2026-01-01", "2026-12-31"),
            ("2026-07-15..2026-08-15", "2026-07-15", "2026-08-15"),
        ] {
            let period: Period = text.parse().unwrap();
            assert_eq!((period.from().to_string().as_str(), period.until().to_string().as_str()), (from, until));
        }
        for text in ["", "Q3", "2026-Q5", "2026-Q0", "2026-13", "26-Q3", "2026-09-30..2026-07-01", "2026-7", "last"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
