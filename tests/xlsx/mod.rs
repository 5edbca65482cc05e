//! Workbooks: drawn from a view, read back cell by cell.

#![allow(clippy::unwrap_used, reason = "helpers of tests may fail a test")]

mod controls;
mod declarations;
mod expressions;
mod hostile;
mod size;
mod statement;
mod view;

use std::io::Cursor;

use aims_report::diagnostic::Failure;
use aims_report::expression::Helpers;
use aims_report::template::sheet::Sheets;
use aims_report::xlsx::render;
use calamine::{Data, Range, Reader, Xlsx};
use serde_json::Value;

/// Draws the sheets that a text declares.
fn draw(view: &Value, declared: &str) -> Result<Vec<u8>, Failure> {
    let sheets: Sheets = toml::from_str(declared).expect("the declaration is read");
    render(view, &sheets, "test/template.toml", &Helpers::default())
}

/// Opens a workbook as another program would.
fn open(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).expect("the workbook is read")
}

/// A sheet's cells.
fn sheet(bytes: &[u8], name: &str) -> Range<Data> {
    open(bytes).worksheet_range(name).expect("the sheet is there")
}

/// The number of the row, from 0, whose first cell is this text.
fn row(range: &Range<Data>, first: &str) -> u32 {
    let found = range.rows().position(|row| row[0] == *first);
    u32::try_from(found.unwrap_or_else(|| panic!("a row begins with {first}"))).unwrap()
}

/// One part of the file.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is an archive");
    let file = archive.by_name(name).unwrap_or_else(|_| panic!("the workbook has {name}"));
    std::io::read_to_string(file).expect("parts are text")
}
