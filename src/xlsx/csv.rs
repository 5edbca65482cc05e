//! Sheets as CSV, for those that declare a name for it: what other programs load, such as the log of activity.

use super::cell::Cell;
use super::grid::{self, LongText};
use super::{Sheets, plan};
use crate::csv;
use crate::diagnostic::{Code, Failure, Finding};
use crate::expression::{Engine, Helpers};

/// The sheets that declare `csv`, each with that name and the bytes of its file: UTF-8, RFC 4180, a head of the columns'
/// titles. Days are ISO 8601, numbers have a point and no grouping, and a cell that begins like a formula gets a `'`.
///
/// # Errors
/// Findings about the declarations, and about values that are not of a column's type.
pub fn csv(
    view: &serde_json::Value,
    sheets: &Sheets,
    file: &str,
    helpers: &Helpers,
) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let engine = Engine::for_view(view, helpers);
    let plan = plan::compile(&engine, sheets, file)?;
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut found = Vec::new();
    for planned in &plan.sheets {
        let Some(name) = &planned.sheet.csv else { continue };
        if crate::text::slug(name) != *name || files.iter().any(|(other, _)| other == name) {
            let message = format!("`{name}` can't be the name of a CSV file of its own");
            let help = "write letters, digits and single hyphens, and a name that no other sheet has";
            found.push(Finding::new(Code::Template, message).help(help));
            continue;
        }
        let grid = grid::evaluate(planned, helpers, LongText::Whole, &mut found);
        let mut text = csv::row(planned.sheet.columns.iter().map(|column| column.title.as_str()));
        for row in &grid.rows {
            let cells: Vec<String> = row.cells.iter().map(written).collect();
            text += &csv::row(cells.iter().map(String::as_str));
        }
        files.push((name.clone(), text.into_bytes()));
    }
    if found.is_empty() { Ok(files) } else { Err(Failure(found)) }
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number, decimals) => format!("{number:.decimals$}"),
        Cell::Day(day) => day.to_string(),
        Cell::Flag(flag) => flag.to_string(),
    }
}
