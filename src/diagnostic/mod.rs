//! Findings: what is wrong, where, and what to do.
//!
//! Every stage reports in [`Finding`]s and never prints. A finding has a [`Code`] that does not change between
//! versions, a level, a [`Place`] where one is known, one sentence that starts in lower case, and a line of help.

mod code;
mod human;
#[cfg(feature = "ingest")]
mod json;
#[cfg(feature = "ingest")]
mod page;
mod reason;
#[cfg(feature = "ingest")]
mod sarif;

use std::fmt;

pub use code::{Class, Code};
pub use human::render as human;
pub(crate) use human::visible;
#[cfg(feature = "ingest")]
pub use json::{Counts, FINDINGS, json};
#[cfg(feature = "ingest")]
pub use page::{Page, page};
pub(crate) use reason::reason;
#[cfg(feature = "ingest")]
pub use sarif::sarif;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Worth knowing.
    Note,
    /// Should be looked at.
    Warning,
    /// Must be put right.
    Error,
}

impl Level {
    /// The word that messages begin with.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where in a file something stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// The file, relative to the record where it is in one.
    pub file: String,
    /// The sheet, where the file is a workbook: the line is then a row, and the column one of the sheet.
    pub sheet: Option<String>,
    /// Line, from 1; none where the whole file is meant.
    pub line: Option<u32>,
    /// Column, from 1, in characters.
    pub column: Option<u32>,
    /// How many characters to mark.
    pub length: u32,
    /// The line itself, or the part of a long one around the column.
    pub source: Option<String>,
    /// How many characters of the line lie before that part.
    pub skipped: u32,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }

    /// The cell of a sheet as workbooks name it, such as `F17`; the row alone where no column is meant.
    pub fn cell(&self) -> Option<String> {
        let row = self.line.filter(|_| self.sheet.is_some())?;
        Some(format!("{}{row}", self.column.map(column_letters).unwrap_or_default()))
    }
}

/// The letters of a sheet's column, from 1: `A`, `Z`, `AA`.
fn column_letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or_default()));
        column /= 26;
    }
    letters.iter().rev().collect()
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(sheet) = &self.sheet {
            write!(f, ":{sheet}")?;
            return match self.cell() {
                Some(cell) => write!(f, "!{cell}"),
                None => Ok(()),
            };
        }
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = self.column {
            write!(f, ":{column}")?;
        }
        Ok(())
    }
}

/// Something found wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing is wrong.
    pub code: Code,
    /// How much it weighs.
    pub level: Level,
    /// Where.
    pub place: Option<Place>,
    /// What exactly, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The item concerned, such as `risk AIR-01`, and its field.
    pub subject: Option<String>,
}

impl Finding {
    /// A finding at the level of its code.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, level: code.level(), place: None, message: message.into(), help: None, subject: None }
    }

    /// Adds the place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the item concerned.
    #[must_use]
    pub fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "{}[{}]: {}", self.level, self.code, self.message)
    }
}

/// Findings that kept a stage from making its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(pub Vec<Finding>);

impl From<Finding> for Failure {
    fn from(finding: Finding) -> Self {
        Self(vec![finding])
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            finding.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}

/// Sorts findings by place, code and text, so that their order never depends on how they were found.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
}

/// The word of `known` that is nearest to `word`, if any is near enough to be meant.
#[cfg(feature = "ingest")]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.chars().count() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The id of `known` that is near enough to `id` to be meant: `P-1` for `P-01`. Ids with other numbers name other
/// things, however alike they look.
#[cfg(feature = "ingest")]
pub fn nearest_id<'a>(id: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let numbers = |text: &str| -> Vec<String> {
        let runs = text.split(|character: char| !character.is_ascii_digit()).filter(|run| !run.is_empty());
        runs.map(|run| run.trim_start_matches('0').to_owned()).collect()
    };
    let wanted = numbers(id);
    nearest(id, known.into_iter().filter(|candidate| numbers(candidate) == wanted))
}
