//! The cover sheet of every workbook: what it is, on what it rests, and what is in it.

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::cell::{Cell, serial};
use super::links::internal;
use super::meta::Meta;
use super::style;
use super::table::{Book, row_number};
use super::text;
use crate::template::sheet::{CellType, Column};

/// Width of the column of values, in characters.
const VALUES: usize = 84;

/// A line of the cover.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) label: String,
    pub(super) cell: Cell,
    pub(super) kind: CellType,
    /// Name that formulas can call the value by. With a point in it, as no table's name has.
    pub(super) name: Option<&'static str>,
}

/// A sheet, as the cover lists it.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) rows: usize,
}

/// The lines that every cover has.
pub(super) fn lines(meta: &Meta, words: &super::words::Words) -> (Vec<Line>, Vec<Line>) {
    let text = |label: &str, value: &str, name| Line {
        label: label.to_owned(),
        cell: if value.is_empty() { Cell::Empty } else { Cell::Text(value.to_owned()) },
        kind: CellType::Text,
        name,
    };
    let state = if meta.draft { words.draft } else { words.final_ };
    let before = vec![
        text(words.organisation, &meta.organisation, Some("cover.organisation")),
        text(words.document, &meta.title, Some("cover.document")),
        text(words.period, &meta.period, Some("cover.period")),
        Line {
            label: words.as_of.to_owned(),
            cell: meta.as_of_cell(),
            kind: CellType::Date,
            name: Some("cover.as_of"),
        },
        text(words.audience, &meta.audience, None),
        text(words.classification, &meta.classification, Some("cover.classification")),
        text(words.state, state, None),
    ];
    let mut after =
        vec![text(words.digest, &meta.record_digest, Some("cover.record_digest")), text(words.tool, &meta.tool, None)];
    if !meta.issued_by.is_empty() {
        after.insert(0, text(words.issued_by, &meta.issued_by, None));
    }
    (before, after)
}

/// Draws the cover.
pub(super) fn draw(
    workbook: &mut Workbook,
    meta: &Meta,
    lines: &[Line],
    entries: &[Entry],
    book: &mut Book<'_>,
) -> Result<(), XlsxError> {
    let words = book.words;
    let mut names = Vec::new();
    let worksheet = workbook.add_worksheet();
    worksheet.set_name(words.cover)?;
    worksheet.set_column_width(0, 27)?.set_column_width(1, VALUES as u32)?.set_column_width(2, 10)?;
    worksheet.write_string_with_format(0, 0, &meta.title, &style::title(20))?;
    worksheet.set_row_height(0, 32)?;
    worksheet.write_string_with_format(1, 0, &meta.organisation, &style::title(12))?;
    let mut row = 3;
    if meta.draft {
        worksheet.merge_range(2, 0, 2, 1, "", &style::alarm())?;
        worksheet.write_string_with_format(2, 0, words.draft, &style::alarm())?;
    }
    for line in lines {
        worksheet.write_string_with_format(row, 0, &line.label, &style::label())?;
        value(worksheet, row, line, book)?;
        if let Some(name) = line.name {
            names.push((name, row));
        }
        row += 1;
    }
    row = contents(worksheet, row + 1, entries, book)?;
    worksheet.write_string_with_format(row, 0, words.reading, &style::title(12))?;
    for notice in [words.links, words.continues, words.literal] {
        row += 1;
        worksheet.merge_range(row, 0, row, 1, "", &style::prose())?;
        worksheet.write_string_with_format(row, 0, notice, &style::prose())?;
        worksheet.set_row_height(row, 15.0 * text::lines(notice, VALUES + 40) as f64 + 2.0)?;
    }
    book.page.apply(worksheet, words.cover, true, words)?;
    for (name, row) in names {
        workbook.define_name(name, &format!("='{}'!$B${}", words.cover, row + 1))?;
    }
    Ok(())
}

fn value(worksheet: &mut Worksheet, row: u32, line: &Line, book: &mut Book<'_>) -> Result<(), XlsxError> {
    let column = Column::of_type(line.kind);
    let format: &Format = book.styles.of(&column, &line.cell, false, true);
    let format = &format.clone().set_align(rust_xlsxwriter::FormatAlign::Left);
    match &line.cell {
        Cell::Empty => worksheet.write_string_with_format(row, 1, "–", format)?,
        Cell::Text(text) => worksheet.write_string_with_format(row, 1, text, format)?,
        Cell::Number(number, _) => worksheet.write_number_with_format(row, 1, *number, format)?,
        Cell::Day(day) => worksheet.write_number_with_format(row, 1, serial(*day), format)?,
        Cell::Flag(flag) => worksheet.write_boolean_with_format(row, 1, *flag, format)?,
    };
    Ok(())
}

/// Lists the sheets; gives the next free row.
fn contents(worksheet: &mut Worksheet, row: u32, entries: &[Entry], book: &Book<'_>) -> Result<u32, XlsxError> {
    let words = book.words;
    worksheet.set_row_height(row, 20)?;
    for (column, title) in [(0, words.sheet), (1, words.holds), (2, words.rows)] {
        worksheet.write_string_with_format(row, column, title, &style::head())?;
    }
    for (index, entry) in entries.iter().enumerate() {
        let at = row + 1 + row_number(index);
        let target = internal(&entry.name, 1);
        worksheet.write_url_with_options(at, 0, target.as_str(), &entry.name, "", Some(&style::link()))?;
        worksheet.write_string_with_format(at, 1, &entry.title, &style::prose())?;
        worksheet.write_number_with_format(
            at,
            2,
            entry.rows as f64,
            &Format::new().set_align(rust_xlsxwriter::FormatAlign::Top),
        )?;
    }
    Ok(row + row_number(entries.len()) + 2)
}
