//! Draws one sheet: the lines above, the table, its marks, lists and charts, and how it prints.

use rust_xlsxwriter::{IgnoreError, Table, TableColumn, TableStyle, Workbook, Worksheet, XlsxError};

use super::cell::{Cell, serial};
use super::chart;
use super::grid::{Grid, Row};
use super::layout::{self, Layout};
use super::links::{Addresses, MOST_LINKS, internal};
use super::page;
use super::rules::{self, Lists};
use super::style::{self, Styles};
use super::text;
use super::words::Words;
use crate::template::sheet::{Sheet, table_name};

/// UTF-16 units of an alternative text.
pub(super) const MOST_ALT: usize = 255;

/// Rows that still fit a page together with a chart.
const MOST_WITH_CHARTS: usize = 30;

/// What the sheets of one workbook share.
pub(super) struct Book<'b> {
    pub(super) words: &'b Words,
    pub(super) addresses: &'b Addresses,
    pub(super) styles: Styles,
    pub(super) lists: Lists,
    pub(super) page: page::Page,
    pub(super) as_of: jiff::civil::Date,
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

    worksheet.set_default_row_height(layout::ONE_LINE);
    worksheet.set_row_height(head, layout.head_height)?;
    let mut links = 1;
    for (index, (row, height)) in grid.rows.iter().zip(&layout.heights).enumerate() {
        let at = first + row_number(index);
        if let Some(height) = height {
            worksheet.set_row_height(at, *height)?;
        }
        draw_row(worksheet, (at, height.is_none()), row, sheet, book, &mut links)?;
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
    // A page may break through a chart; a short sheet with charts goes on one.
    let tall = u16::from(!sheet.charts.is_empty() && grid.rows.len() <= MOST_WITH_CHARTS);
    worksheet.set_print_fit_to_pages(layout.pages_wide(sheet.portrait), tall);
    worksheet.set_repeat_rows(head, head)?;
    if sheet.freeze_columns > 0 {
        worksheet.set_repeat_columns(0, sheet.freeze_columns - 1)?;
    }
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
    let across = column_number(layout.prose.0).min(last_column);
    for (index, notice) in layout.notices.iter().enumerate() {
        let row = row_number(index + 1);
        if across == 0 {
            worksheet.write_string(row, 0, notice)?;
            continue;
        }
        worksheet.merge_range(row, 0, row, across, "", &style::prose())?;
        worksheet.write_string_with_format(row, 0, notice, &style::prose())?;
        worksheet.set_row_height(row, layout.notice_height(notice))?;
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
    (at, single): (u32, bool),
    row: &Row,
    sheet: &Sheet,
    book: &mut Book<'_>,
    links: &mut usize,
) -> Result<(), XlsxError> {
    for (index, (cell, column)) in row.cells.iter().zip(&sheet.columns).enumerate() {
        let target = row.links.get(index).and_then(Option::as_deref).filter(|_| *links < MOST_LINKS);
        let url = target.and_then(|target| book.addresses.resolve(target));
        let format = book.styles.of(column, cell, url.is_some(), single);
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
