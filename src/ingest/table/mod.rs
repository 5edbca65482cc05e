//! Tables: what CSV files, sheets of workbooks and Markdown tables have in common.

mod build;
mod csv;
mod encoding;
pub(super) mod map;
mod markdown;
mod package;
mod plain;
mod plan;
pub(super) mod survey;
mod xlsx;

use std::collections::BTreeMap;

use super::Fault;
use super::node::Mark;
use crate::config::ingest::Mapping;

/// The text of a cell, without the blanks around it, and its place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) mark: Mark,
}

/// A table with its heads. Each row has as many cells as there are heads.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) heads: Vec<Cell>,
    pub(super) rows: Vec<Vec<Cell>>,
    /// Is the text of the cells Markdown by the format's own rules?
    pub(super) markdown: bool,
}

/// The sheet that a table stands on.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) name: String,
    /// The beginnings of its cells, by row and column from 1, to be shown in messages.
    pub(super) cells: BTreeMap<(u32, u32), String>,
}

/// A table, where it comes from, and what was found wrong with it.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) table: Table,
    /// The text of the file, where it is one of lines.
    pub(super) text: String,
    /// The sheet, where the file is a workbook.
    pub(super) sheet: Option<Sheet>,
    pub(super) faults: Vec<Fault>,
}

/// Reads the table that a mapping names; an error where there is none.
pub(super) fn read(name: &str, bytes: Vec<u8>, mapping: &Mapping) -> Result<Reading, Fault> {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
    let mut reading = match extension.as_str() {
        "csv" | "tsv" | "txt" => csv::read(bytes, mapping)?,
        "xlsx" | "xlsm" => xlsx::read(bytes, mapping)?,
        "md" | "markdown" => markdown::read(bytes, mapping)?,
        _ => {
            let message = format!("a register is a `.csv`, `.xlsx` or `.md` file, and `{name}` is none by its name");
            return Err(Fault::new(crate::diagnostic::Code::Syntax, Mark::default(), message)
                .help("save it as one of these; an older `.xls` or an `.ods` as `.xlsx`"));
        }
    };
    if mapping.heads_left {
        reading.table = turn(std::mem::take(&mut reading.table));
    }
    Ok(reading)
}

/// Makes the first column the heads, and each further column a row.
fn turn(table: Table) -> Table {
    let heads: Vec<Cell> = table.rows.iter().filter_map(|row| row.first().cloned()).collect();
    let rows = (1..table.heads.len())
        .map(|column| table.rows.iter().filter_map(|row| row.get(column).cloned()).collect())
        .collect();
    Table { heads, rows, markdown: table.markdown }
}

/// A head as it is compared: one line, single blanks.
pub(super) fn head_name(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rows of a file, the head's and those below it, from rows of cells of any length.
struct Raw {
    rows: Vec<(u32, Vec<Cell>)>,
}

impl Raw {
    /// Takes the head off and brings each row to its width. Rows that differ from it are faults, and so are cells
    /// that would be lost.
    fn table(self, header_rows: &[u32], strict: bool, faults: &mut Vec<Fault>) -> Result<Table, Fault> {
        use crate::diagnostic::Code;
        let filled = |row: &[Cell]| row.iter().any(|cell| !cell.text.is_empty());
        let header_rows = match header_rows {
            [] => self.rows.iter().find(|(_, row)| filled(row)).map(|(number, _)| vec![*number]).unwrap_or_default(),
            rows => rows.to_vec(),
        };
        let last = header_rows.iter().copied().max().unwrap_or_default();
        let mut heads: Vec<Cell> = Vec::new();
        for wanted in &header_rows {
            let Some((_, row)) = self.rows.iter().find(|(number, row)| number == wanted && filled(row)) else {
                let message = format!("row {wanted}, which should hold the heads, is empty");
                return Err(Fault::new(Code::UnmatchedMapping, Mark::default(), message)
                    .help("give the row of the heads with `header-row`"));
            };
            heads.resize(heads.len().max(row.len()), Cell::default());
            for (head, cell) in heads.iter_mut().zip(row) {
                let text = head_name(&cell.text);
                if head.mark.line == 0 {
                    head.mark = cell.mark;
                }
                if !text.is_empty() && head.text != text {
                    head.mark = cell.mark;
                    head.text = head_name(&format!("{} {text}", head.text));
                }
            }
        }
        let mut rows = Vec::new();
        for (number, mut row) in self.rows {
            if number <= last || !filled(&row) {
                continue;
            }
            if row.len() > heads.len() {
                let beyond: Vec<&Cell> = row[heads.len()..].iter().filter(|cell| !cell.text.is_empty()).collect();
                if let Some(cell) = beyond.first() {
                    let message = format!(
                        "the row has a cell `{}` beyond the {} columns of the head",
                        super::node::shorten(&cell.text),
                        heads.len()
                    );
                    let fault = Fault::new(Code::RaggedRow, cell.mark, message);
                    faults.push(fault.help("give the column a head, or put text with a delimiter in it in quotes"));
                } else if strict {
                    let message = format!("the row has {} cells, and the head has {}", row.len(), heads.len());
                    faults.push(ragged(&row, message));
                }
            } else if strict && row.len() < heads.len() {
                let message = format!("the row has {} cells, and the head has {}", row.len(), heads.len());
                faults.push(ragged(&row, message));
            }
            let mark = row.first().map(|cell| cell.mark).unwrap_or_default();
            row.resize(heads.len(), Cell { text: String::new(), mark });
            rows.push(row);
        }
        Ok(Table { heads, rows, markdown: false })
    }
}

fn ragged(row: &[Cell], message: String) -> Fault {
    let mark = row.first().map(|cell| cell.mark).unwrap_or_default();
    Fault::new(crate::diagnostic::Code::RaggedRow, mark, message)
        .help("give each row as many cells as the head has; text with a delimiter in it stands in quotes")
}
