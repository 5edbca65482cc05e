//! Draws one sheet: the lines above, the table, its marks, lists and charts, and how it prints.

use rust_xlsxwriter::{IgnoreError, Table, TableColumn, TableStyle, Workbook, Worksheet, XlsxError};

use super::cell::{Cell, serial};
use super::chart;
use super::grid::{Grid, Row};
use super::links::{Addresses, MOST_LINKS, internal};
use super::page;
use super::rules::{self, Lists};
use super::style::{self, Styles};
use super::text;
use super::words::Words;
use crate::template::sheet::{CellStyle, CellType, Column, Sheet, table_name};

/// Lines that a row can show: 409 points of height over 15 points a line.
const MOST_LINES: usize = 27;

/// UTF-16 units of an alternative text.
pub(super) const MOST_ALT: usize = 255;

/// What the sheets of one workbook share.
pub(super) struct Book<'b> {
    pub(super) words: &'b Words,
    pub(super) addresses: &'b Addresses,
    pub(super) styles: Styles,
    pub(super) lists: Lists,
    pub(super) page: page::Page,
    pub(super) as_of: jiff::civil::Date,
}

/// Lines above a sheet's table, besides the way back to the cover.
#[derive(Debug)]
pub(super) struct Layout {
    notices: Vec<String>,
    widths: Vec<usize>,
}

impl Layout {
    /// Lays a sheet out. The rows' addresses hang on it, so it comes before any drawing.
    pub(super) fn new(sheet: &Sheet, grid: &Grid, words: &Words) -> Self {
        let widths: Vec<usize> =
            sheet.columns.iter().enumerate().map(|(index, column)| fit(column, index, grid)).collect();
        let is_tall = |row: &Row| {
            let lines = row
                .cells
                .iter()
                .zip(&widths)
                .map(|(cell, width)| cell.text().map_or(1, |text| text::lines(text, *width)));
            lines.max().unwrap_or(1) > MOST_LINES
        };
        let mut notices: Vec<String> = grid.note.iter().filter(|note| !note.is_empty()).cloned().collect();
        if grid.rows.iter().any(is_tall) {
            notices.push(words.tall.to_owned());
        }
        // Targets that lead nowhere are counted too: a notice too many is better than one too few.
        if grid.rows.iter().map(|row| row.links.iter().flatten().count()).sum::<usize>() >= MOST_LINKS {
            notices.push(words.unlinked.to_owned());
        }
        Self { notices, widths }
    }

    /// Row of the table's head, from 0: under the title, the notices and the way back.
    pub(super) fn head(&self) -> usize {
        self.notices.len() + 2
    }
}

/// Width of a column, in characters.
fn fit(column: &Column, index: usize, grid: &Grid) -> usize {
    if let Some(width) = column.width {
        return usize::from(width);
    }
    let longest = grid.rows.iter().filter_map(|row| row.cells.get(index)).map(|cell| match cell {
        Cell::Text(text) => text.split('\n').map(text::width).max().unwrap_or(0),
        Cell::Day(_) => 10,
        Cell::Number(number, digits) => {
            format!("{number:.digits$}").len() + column.unit.as_ref().map_or(2, |unit| unit.len() + 4)
        }
        Cell::Flag(_) => 6,
        Cell::Empty => 0,
    });
    let bound = match column.style {
        CellStyle::Line => 80,
        CellStyle::Code => 34,
        _ if column.kind == CellType::Markdown => 60,
        _ => 44,
    };
    // The head wraps at words, and its filter button takes room.
    let head = column.title.split_whitespace().map(text::width).max().unwrap_or(0) + 4;
    (longest.max().unwrap_or(0) + 2).min(bound).max(head).max(8)
}

/// Draws a sheet.
pub(super) fn draw(
    workbook: &mut Workbook,
    sheet: &Sheet,
    grid: &Grid,
    layout: &Layout,
    book: &mut Book<'_>,
) -> Result<(), XlsxError> {
    let continued = grid.is_continued();
    let last_column = column_number(sheet.columns.len() + usize::from(continued)) - 1;
    let head = row_number(layout.head());
    let first = head + 1;
    let last = first + row_number(grid.rows.len().max(1)) - 1;
    let worksheet = workbook.add_worksheet();
    worksheet.set_name(&sheet.name)?;
    for (index, width) in layout.widths.iter().enumerate() {
        worksheet.set_column_width(column_number(index), u32::try_from(*width).unwrap_or(u32::MAX))?;
    }
    if continued {
        worksheet.set_column_width(last_column, 18)?;
    }
    above(worksheet, grid, layout, last_column, book)?;

    let mut links = 1;
    for (index, row) in grid.rows.iter().enumerate() {
        draw_row(worksheet, first + row_number(index), row, sheet, book, &mut links)?;
    }
    if grid.rows.is_empty() {
        let text = grid.empty.as_deref().unwrap_or(book.words.none);
        worksheet.write_string_with_format(first, 0, text, &style::prose().set_italic())?;
    }
    let titles = sheet.columns.iter().map(|column| column.title.as_str());
    let titles = titles.chain(continued.then_some(book.words.continuation));
    let columns: Vec<TableColumn> =
        titles.map(|title| TableColumn::new().set_header(title).set_header_format(style::head())).collect();
    let table = Table::new()
        .set_name(table_name(&sheet.name))
        .set_style(TableStyle::Light1)
        .set_alt_text_title(text::within(&grid.title, MOST_ALT))
        .set_alt_text(text::within(grid.note.as_deref().unwrap_or(&grid.title), MOST_ALT))
        .set_columns(&columns);
    worksheet.add_table(head, 0, last, last_column, &table)?;
    // An id such as `012` is text on purpose.
    worksheet.ignore_error_range(first, 0, last, last_column, IgnoreError::NumberStoredAsText)?;
    worksheet.set_freeze_panes(first, sheet.freeze_columns)?;

    rules::add(worksheet, sheet, first, last, book)?;
    let mut place = (last + 2, last_column + 2);
    for declared in &sheet.charts {
        chart::add(worksheet, sheet, grid, declared, (first, last), head, &mut place)?;
    }
    book.page.apply(worksheet, &grid.title, sheet.portrait, book.words)?;
    worksheet.set_repeat_rows(head, head)?;
    Ok(())
}

fn above(
    worksheet: &mut Worksheet,
    grid: &Grid,
    layout: &Layout,
    last_column: u16,
    book: &Book<'_>,
) -> Result<(), XlsxError> {
    worksheet.write_string_with_format(0, 0, &grid.title, &style::title(15))?;
    worksheet.set_row_height(0, 24)?;
    // A notice takes the room of the table, or of a page where the table is wider.
    let mut across = 0;
    let mut width = 0;
    for (index, column) in layout.widths.iter().enumerate() {
        if index > 0 && width + column > 140 {
            break;
        }
        (across, width) = (column_number(index).min(last_column), width + column);
    }
    for (index, notice) in layout.notices.iter().enumerate() {
        let row = row_number(index + 1);
        if across == 0 {
            worksheet.write_string(row, 0, notice)?;
            continue;
        }
        worksheet.merge_range(row, 0, row, across, "", &style::prose())?;
        worksheet.write_string_with_format(row, 0, notice, &style::prose())?;
        let height = 15.0 * text::lines(notice, width).min(MOST_LINES) as f64 + 3.0;
        worksheet.set_row_height(row, height)?;
    }
    let back = row_number(layout.head() - 1);
    worksheet.write_url_with_options(
        back,
        0,
        internal(book.words.cover, 1).as_str(),
        book.words.back,
        "",
        Some(&style::link()),
    )?;
    Ok(())
}

fn draw_row(
    worksheet: &mut Worksheet,
    at: u32,
    row: &Row,
    sheet: &Sheet,
    book: &mut Book<'_>,
    links: &mut usize,
) -> Result<(), XlsxError> {
    for (index, (cell, column)) in row.cells.iter().zip(&sheet.columns).enumerate() {
        let target = row.links.get(index).and_then(Option::as_deref).filter(|_| *links < MOST_LINKS);
        let url = target.and_then(|target| book.addresses.resolve(target));
        let format = book.styles.of(column, cell, url.is_some());
        let at_column = column_number(index);
        match cell {
            Cell::Empty => worksheet.write_blank(at, at_column, format)?,
            Cell::Number(number, _) => worksheet.write_number_with_format(at, at_column, *number, format)?,
            Cell::Day(day) => worksheet.write_number_with_format(at, at_column, serial(*day), format)?,
            Cell::Flag(flag) => worksheet.write_boolean_with_format(at, at_column, *flag, format)?,
            Cell::Text(text) => match url {
                Some(url) => {
                    *links += 1;
                    worksheet.write_url_with_options(at, at_column, url, text, "", Some(format))?
                }
                None => worksheet.write_string_with_format(at, at_column, text, format)?,
            },
        };
    }
    if let Some((number, count)) = row.part {
        let words = if number == 1 { format!("1 of {count}") } else { format!("continued {number} of {count}") };
        worksheet.write_string_with_format(at, column_number(row.cells.len()), words, &style::label())?;
    }
    Ok(())
}

/// A row as the format counts it; limits were checked before.
pub(super) fn row_number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// A column as the format counts it; limits were checked before.
pub(super) fn column_number(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}
