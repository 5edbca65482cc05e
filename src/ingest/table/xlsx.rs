//! Reads a sheet of a workbook with calamine, cell by cell, as people see it.
//!
//! - A day is an ISO day; a time of day is kept beside it where it is not midnight: `2026-09-30T14:30:00`.
//! - A number is written with the 15 digits that workbooks show, without `.0`; where its format shows percent, the
//!   number of percent and `%`, for nobody who reads `95 %` means `0.95`.
//! - A formula is its last computed value. One that was never computed, or an error, is a fault.
//! - A merged cell holds for each row and column that it covers.
//! - Hidden rows, columns and sheets are read like all others, and noted.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{
    CellErrorType, DataRef, Dimensions, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError,
};

use super::super::node::{Mark, shorten};
use super::super::{Fault, limits};
use super::package::Package;
use super::survey::Rows;
use super::{Cell, Raw, Reading, Sheet};
use crate::config::ingest::Mapping;
use crate::diagnostic::{Code, nearest};

type Workbook<'b> = Xlsx<Cursor<&'b [u8]>>;

/// Cells by row and column, from 1.
type Cells = BTreeMap<(u32, u32), String>;

pub(super) fn read(bytes: Vec<u8>, mapping: &Mapping) -> Result<Reading, Fault> {
    let mut package = Package::open(&bytes)?;
    let mut workbook: Workbook<'_> = Xlsx::new(Cursor::new(bytes.as_slice())).map_err(|error| broken(&error))?;
    let mut faults = Vec::new();
    let sheet = choose(&workbook, mapping, &mut faults)?;
    let mut cells = read_cells(&mut workbook, &sheet, &mut faults)?;
    let merged = workbook.merge_cells_by_sheet_name(&sheet).map_err(|error| broken(&error))?;
    spread(&mut cells, &merged)?;
    let hidden = package.hidden(&sheet);
    let within = |rows: &(u32, u32)| cells.keys().any(|(_, column)| (rows.0..=rows.1).contains(column));
    note_hidden(&hidden.rows, &hidden.columns.iter().copied().filter(within).collect::<Vec<_>>(), &mut faults);
    let table = Raw { rows: rows(&cells)? }.table(&mapping.header_rows, false, &mut faults)?;
    let shown = cells.into_iter().map(|(place, text)| (place, shorten(&text))).collect();
    Ok(Reading { table, text: String::new(), sheet: Some(Sheet { name: sheet, cells: shown }), faults })
}

/// Every sheet: its name, whether it is hidden, and its rows. What can't be read in them is passed over.
pub(super) fn survey(bytes: &[u8]) -> Result<Vec<(String, bool, Rows)>, Fault> {
    Package::open(bytes)?;
    let mut workbook: Workbook<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let sheets: Vec<(String, bool)> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    let mut found = Vec::new();
    for (name, hidden) in sheets {
        let mut cells = read_cells(&mut workbook, &name, &mut Vec::new())?;
        let merged = workbook.merge_cells_by_sheet_name(&name).map_err(|error| broken(&error))?;
        spread(&mut cells, &merged)?;
        found.push((name, hidden, rows(&cells)?));
    }
    Ok(found)
}

fn broken(error: &XlsxError) -> Fault {
    Fault::new(Code::Syntax, Mark::default(), format!("this workbook can't be read: {error}"))
        .help("open it in a spreadsheet program and save it as .xlsx, without a password")
}

fn mark(row: u32, column: u32) -> Mark {
    Mark { line: row, column, length: 1, source: 0 }
}

/// The sheet that is meant.
fn choose(workbook: &Workbook<'_>, mapping: &Mapping, faults: &mut Vec<Fault>) -> Result<String, Fault> {
    let sheets: Vec<_> = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).collect();
    let visible: Vec<_> = sheets.iter().filter(|sheet| sheet.visible == SheetVisible::Visible).collect();
    let list = || {
        let names = sheets.iter().map(|sheet| format!("`{}`", sheet.name)).collect::<Vec<_>>().join(", ");
        format!("its sheets are {names}")
    };
    let fault = |message: String| Fault::new(Code::UnmatchedMapping, Mark::default(), message);
    let found = match &mapping.sheet {
        Some(name) => sheets.iter().find(|sheet| sheet.name == name.value).ok_or_else(|| {
            let near = nearest(&name.value, sheets.iter().map(|sheet| sheet.name.as_str()));
            let help = near.map_or_else(list, |near| format!("did you mean `{near}`?"));
            fault(format!("the workbook has no sheet `{}`", name.value)).help(help)
        })?,
        None => {
            let collection = mapping.kind.collection();
            let named = sheets.iter().find(|sheet| sheet.name.to_lowercase().replace([' ', '_'], "-") == collection);
            match (named, visible.as_slice()) {
                (Some(sheet), _) => sheet,
                (None, [sheet]) => *sheet,
                _ => {
                    let message = format!("the workbook has {} sheets, and nothing says which is meant", sheets.len());
                    return Err(fault(message).help(format!("add `sheet = \"NAME\"`; {}", list())));
                }
            }
        }
    };
    if found.visible != SheetVisible::Visible {
        faults.push(Fault::new(
            Code::HiddenCells,
            Mark::default(),
            format!("the sheet `{}` is hidden; it was read", found.name),
        ));
    }
    Ok(found.name.clone())
}

fn read_cells(workbook: &mut Workbook<'_>, sheet: &str, faults: &mut Vec<Fault>) -> Result<Cells, Fault> {
    let percent = percent_cells(workbook, sheet)?;
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(|error| broken(&error))?;
    let mut cells = Cells::new();
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(|error| broken(&error))? {
        let (row, column) = (cell.pos.0.saturating_add(1), cell.pos.1.saturating_add(1));
        let here = mark(row, column);
        let text = match &cell.value {
            DataRef::Error(error) => {
                let message = format!("the cell holds the error {}", error_text(error));
                faults.push(
                    Fault::new(Code::UnreadableCell, here, message).help("mend the formula, and save the workbook"),
                );
                continue;
            }
            DataRef::Empty if cell.formula.is_some() => {
                let fault = Fault::new(Code::UnreadableCell, here, "the formula of this cell was never computed");
                faults.push(fault.help("open the workbook in a spreadsheet program, which computes it, and save it"));
                continue;
            }
            DataRef::Float(number) if percent.contains(&cell.pos) => format!("{}%", number_text(number * 100.0)),
            DataRef::Int(number) if percent.contains(&cell.pos) => format!("{}%", number * 100),
            value => value_text(value),
        };
        if text.is_empty() {
            continue;
        }
        if column > limits::COLUMNS {
            return Err(Fault::new(Code::Limit, here, format!("the sheet is wider than {} columns", limits::COLUMNS)));
        }
        if cells.len() >= limits::NODES {
            return Err(Fault::new(Code::Limit, here, format!("more than {} cells", limits::NODES)));
        }
        cells.insert((row, column), text);
    }
    Ok(cells)
}

/// The cells whose number is shown in percent.
fn percent_cells(workbook: &mut Workbook<'_>, sheet: &str) -> Result<std::collections::BTreeSet<(u32, u32)>, Fault> {
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(|error| broken(&error))?;
    let percent: Vec<bool> = reader
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().is_some_and(|format| format.format_code.contains('%')))
        .collect();
    let mut cells = std::collections::BTreeSet::new();
    if !percent.contains(&true) {
        return Ok(cells);
    }
    while let Some((row, column, style)) = reader.next_style_id().map_err(|error| broken(&error))? {
        if percent.get(style) == Some(&true) {
            cells.insert((row, column));
        }
    }
    Ok(cells)
}

fn value_text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) => text.trim().replace("\r\n", "\n").replace("_x000D_\n", "\n"),
        DataRef::SharedString(text) => text.trim().replace("\r\n", "\n").replace("_x000D_\n", "\n"),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(date) => date_text(*date),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.strip_suffix("T00:00:00").unwrap_or(text).to_owned()
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// A number as workbooks show it: with 15 digits, of which the last ones tell no more than how doubles are made.
fn number_text(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    // `Display` writes doubles without an exponent, and whole ones without a point.
    format!("{rounded}")
}

fn date_text(date: ExcelDateTime) -> String {
    if date.is_duration() {
        let seconds = (date.as_f64() * 86_400.0).round();
        let (hours, rest) = ((seconds / 3600.0).trunc(), seconds % 3600.0);
        return format!("{hours}:{:02}:{:02}", (rest / 60.0).trunc(), rest % 60.0);
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    match (date.as_f64() < 1.0, time == "00:00:00") {
        (true, _) => time,
        (false, true) => day,
        (false, false) => format!("{day}T{time}"),
    }
}

fn error_text(error: &CellErrorType) -> String {
    format!("`{error}`")
}

/// A merged cell holds for all that it covers. Heads over several columns so become part of each column's name.
fn spread(cells: &mut Cells, merged: &[Dimensions]) -> Result<(), Fault> {
    let mut added = 0;
    for region in merged {
        let Some(text) = cells.get(&(region.start.0 + 1, region.start.1 + 1)).cloned() else { continue };
        // A region may be declared over a million rows; it says something about those that hold cells.
        let last = cells.last_key_value().map_or(0, |((row, _), _)| *row).min(region.end.0 + 1);
        for row in region.start.0 + 1..=last {
            for column in region.start.1 + 1..=(region.end.1 + 1).min(limits::COLUMNS) {
                added += 1;
                if added > limits::MERGED {
                    let message = format!("merged cells cover more than {} cells", limits::MERGED);
                    return Err(Fault::new(Code::Limit, mark(region.start.0 + 1, region.start.1 + 1), message));
                }
                cells.entry((row, column)).or_insert_with(|| text.clone());
            }
        }
    }
    Ok(())
}

fn note_hidden(rows: &[u32], columns: &[(u32, u32)], faults: &mut Vec<Fault>) {
    if let Some(first) = rows.first() {
        let message = match rows.len() {
            1 => format!("row {first} is hidden; it was read"),
            number => format!("{number} rows are hidden, the first is row {first}; they were read"),
        };
        faults.push(Fault::new(Code::HiddenCells, mark(*first, 0), message));
    }
    for (first, last) in columns {
        let number = u64::from(*last - *first) + 1;
        let message = if number == 1 {
            "a column is hidden; it was read".to_owned()
        } else {
            format!("{number} columns are hidden; they were read")
        };
        faults.push(Fault::new(Code::HiddenCells, mark(1, *first), message));
    }
}

fn rows(cells: &Cells) -> Result<Vec<(u32, Vec<Cell>)>, Fault> {
    let mut made = 0;
    let mut rows: Vec<(u32, Vec<Cell>)> = Vec::new();
    for ((row, column), text) in cells {
        if rows.last().is_none_or(|(number, _)| number != row) {
            rows.push((*row, Vec::new()));
        }
        if let Some((_, row_cells)) = rows.last_mut() {
            while row_cells.len() < *column as usize {
                let next = u32::try_from(row_cells.len() + 1).unwrap_or(u32::MAX);
                row_cells.push(Cell { text: String::new(), mark: mark(*row, next) });
                made += 1;
                if made > limits::NODES {
                    let message = format!("more than {} cells, counting empty ones", limits::NODES);
                    return Err(Fault::new(Code::Limit, mark(*row, next), message));
                }
            }
            row_cells[*column as usize - 1].text = text.clone();
        }
    }
    Ok(rows)
}
