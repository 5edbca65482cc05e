//! The layout of a sheet: widths and heights that its text needs, and the lines above its table.
//!
//! Heights are set and not left to the reader's program: LibreOffice does not fit rows when it converts a file, and
//! text would lie on text.

use super::cell::Cell;
use super::grid::{Grid, Row};
use super::links::MOST_LINKS;
use super::text;
use super::words::Words;
use crate::template::sheet::{CellStyle, CellType, Column, Sheet};

/// Lines that a row can show: 409 points of height over 15 points a line.
const MOST_LINES: usize = 27;

/// Points of a line, and around the lines of a row.
const LINE: f64 = 15.0;
const AROUND: f64 = 3.0;

/// Points of a row that has one line.
pub(super) const ONE_LINE: f64 = LINE + AROUND;

/// Characters across a printed page that are still read with ease.
const PAGE: usize = 230;

/// Width of the column that says which part of a text a row is.
const CONTINUATION: usize = 18;

/// How a sheet is laid out.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) notices: Vec<String>,
    /// Width of each column, in characters.
    pub(super) widths: Vec<usize>,
    /// Height of each row in points, where it has more than one line.
    pub(super) heights: Vec<Option<f64>>,
    pub(super) head_height: f64,
    /// Last column that a notice spans, and its width in characters.
    pub(super) prose: (usize, usize),
}

impl Layout {
    /// Lays a sheet out. The rows' addresses hang on it, so it comes before any drawing.
    pub(super) fn new(sheet: &Sheet, grid: &Grid, words: &Words) -> Self {
        let mut widths: Vec<usize> =
            sheet.columns.iter().enumerate().map(|(index, column)| fit(column, index, grid)).collect();
        let lines: Vec<usize> = grid.rows.iter().map(|row| lines(row, sheet, &widths)).collect();
        let mut notices: Vec<String> = grid.note.iter().filter(|note| !note.is_empty()).cloned().collect();
        if lines.iter().any(|lines| *lines > MOST_LINES) {
            notices.push(words.tall.to_owned());
        }
        // Targets that lead nowhere are counted too: a notice too many is better than one too few.
        if grid.rows.iter().map(|row| row.links.iter().flatten().count()).sum::<usize>() >= MOST_LINKS {
            notices.push(words.unlinked.to_owned());
        }
        let heads = sheet.columns.iter().zip(&widths).map(|(column, width)| text::lines(&column.title, width - 3));
        let head_height = height(heads.max().unwrap_or(1)) + AROUND;
        if grid.is_continued() {
            widths.push(CONTINUATION);
        }
        let heights = lines.into_iter().map(|lines| (lines > 1).then(|| height(lines))).collect();
        let prose = prose(&widths);
        Self { notices, widths, heights, head_height, prose }
    }

    /// Row of the table's head, from 0: under the title, the notices and the way back.
    pub(super) fn head(&self) -> usize {
        self.notices.len() + 2
    }

    /// Height of a notice.
    pub(super) fn notice_height(&self, notice: &str) -> f64 {
        height(text::lines(notice, self.prose.1))
    }

    /// Pages side by side in print, so that letters stay legible.
    pub(super) fn pages_wide(&self, portrait: bool) -> u16 {
        let page = if portrait { PAGE * 2 / 3 } else { PAGE };
        u16::try_from(self.widths.iter().sum::<usize>().div_ceil(page)).unwrap_or(u16::MAX).max(1)
    }
}

fn height(lines: usize) -> f64 {
    LINE * u32::try_from(lines.min(MOST_LINES)).map_or(1.0, f64::from) + AROUND
}

/// Lines of the row's tallest cell.
fn lines(row: &Row, sheet: &Sheet, widths: &[usize]) -> usize {
    let cells = row.cells.iter().zip(&sheet.columns).zip(widths);
    let lines = cells.map(|((cell, column), width)| match (cell.text(), column.style) {
        (None, _) => 1,
        (Some(text), CellStyle::Line) => text.split('\n').count(),
        // Bold and fixed-width letters are wider than the digits that columns are measured in.
        (Some(text), CellStyle::Code | CellStyle::Strong) => text::lines(text, width.saturating_sub(2)),
        (Some(text), _) => text::lines(text, width.saturating_sub(1)),
    });
    lines.max().unwrap_or(1)
}

/// A notice takes the room of the table, or of a page where the table is wider.
fn prose(widths: &[usize]) -> (usize, usize) {
    let mut spanned = (0, 0);
    for (index, column) in widths.iter().enumerate() {
        if index > 0 && spanned.1 + column > 140 {
            break;
        }
        spanned = (index, spanned.1 + column);
    }
    spanned
}

/// Width of a column, in characters.
fn fit(column: &Column, index: usize, grid: &Grid) -> usize {
    if let Some(width) = column.width {
        return usize::from(width).max(4);
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
        // Half a SHA-256.
        CellStyle::Code => 36,
        _ if column.kind == CellType::Markdown => 60,
        _ => 44,
    };
    // The head wraps at words, and its filter button takes room.
    let head = column.title.split_whitespace().map(text::width).max().unwrap_or(0) + 4;
    (longest.max().unwrap_or(0) + 2).min(bound).max(head).max(8)
}
