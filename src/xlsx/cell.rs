//! Cells: what a value becomes in a column of some type.

use jiff::civil::Date;
use minijinja::value::ValueKind;

use crate::expression::helpers::{markdown, text};
use crate::expression::{Helpers, Value};
use crate::template::sheet::{CellType, Column};

/// Significant digits that a spreadsheet's numbers keep.
const EXACT_DIGITS: usize = 15;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Nothing.
    Empty,
    /// Text, which nothing will read as a formula.
    Text(String),
    /// A number, and how many of its decimals are shown.
    Number(f64, usize),
    /// A day.
    Day(Date),
    /// True or false.
    Flag(bool),
}

impl Cell {
    /// The text of a text cell.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Makes the cell of a value.
///
/// # Errors
/// Why the value is not of the column's type.
pub(super) fn cell(value: &Value, column: &Column, helpers: &Helpers) -> Result<Cell, String> {
    if value.is_none() {
        return Ok(Cell::Empty);
    }
    let shown = || text(value, column.separator.as_deref().unwrap_or(", "), helpers);
    let written = || shown().map_err(|error| error.detail().unwrap_or("it is no text").to_owned());
    match column.kind {
        CellType::Text | CellType::Markdown | CellType::List | CellType::Link => {
            let written = match (column.kind, value.as_str()) {
                (CellType::Markdown, Some(source)) => (helpers.plain)(source),
                _ => written()?,
            };
            Ok(if written.is_empty() { Cell::Empty } else { Cell::Text(lines(&written)) })
        }
        CellType::Boolean if value.kind() == ValueKind::Bool => Ok(Cell::Flag(value.is_true())),
        CellType::Boolean => Err(format!("`{}` is neither true nor false", written()?)),
        CellType::Date => day(&written()?),
        CellType::Integer | CellType::Decimal | CellType::Percent => {
            let scalar = value.is_number() || (value.as_str().is_some() && markdown(value).is_none());
            if scalar { number(&written()?, column) } else { Err(format!("`{}` is no number", written()?)) }
        }
    }
}

/// Line ends as a cell has them: XML readers would change a carriage return on their own.
fn lines(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

fn day(text: &str) -> Result<Cell, String> {
    if text.is_empty() {
        return Ok(Cell::Empty);
    }
    let day: Date = text.parse().map_err(|_| format!("`{text}` is no day (YYYY-MM-DD)"))?;
    // A spreadsheet's calendar begins in 1900.
    Ok(if day.year() < 1900 { Cell::Text(text.to_owned()) } else { Cell::Day(day) })
}

/// A day as a spreadsheet counts it.
pub(super) fn serial(day: Date) -> f64 {
    // Day 60 is a 29 February 1900 that never was, so the count is one ahead from March 1900 on.
    let march = jiff::civil::date(1900, 3, 1);
    let start = if day < march { jiff::civil::date(1899, 12, 31) } else { jiff::civil::date(1899, 12, 30) };
    day.since(start).map_or(0.0, |span| f64::from(span.get_days()))
}

fn number(text: &str, column: &Column) -> Result<Cell, String> {
    if text.is_empty() {
        return Ok(Cell::Empty);
    }
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(decimals) || (decimals.is_empty() && unsigned.contains('.')) {
        return Err(format!("`{text}` is no number"));
    }
    let fraction = decimals.trim_end_matches('0');
    if column.kind == CellType::Integer && !fraction.is_empty() {
        return Err(format!("`{text}` is no whole number"));
    }
    let significant = format!("{whole}{fraction}").trim_start_matches('0').len();
    let Ok(value) = text.parse::<f64>() else { return Err(format!("`{text}` is no number")) };
    if significant > EXACT_DIGITS {
        return Ok(Cell::Text(text.to_owned()));
    }
    let shown = match column.kind {
        CellType::Integer => 0,
        CellType::Percent => column.digits.map_or(decimals.len().saturating_sub(2), usize::from),
        _ => column.digits.map_or(decimals.len(), usize::from),
    };
    Ok(Cell::Number(value, shown.min(10)))
}
