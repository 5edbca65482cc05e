//! What tables a file holds, before anybody has said what is in them.

use super::super::Fault;
use super::super::node::Mark;
use super::{Cell, csv, encoding, map, markdown, xlsx};
use crate::config::ingest::Encoding;
use crate::diagnostic::{Code, Failure, Finding, Place};

/// Rows with their numbers in the file, from 1.
pub(super) type Rows = Vec<(u32, Vec<Cell>)>;

/// A cell: its text without the blanks around it, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The text.
    pub text: String,
    /// Line or row, from 1.
    pub line: u32,
    /// Column, from 1: of the sheet, or of the line in characters.
    pub column: u32,
}

/// One table of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tabular {
    /// The sheet, where the file is a workbook.
    pub sheet: Option<String>,
    /// Is that sheet hidden?
    pub hidden: bool,
    /// Its number and the heading above it, where the file is Markdown.
    pub section: Option<(usize, String)>,
    /// Its rows, of any width, with their numbers. None is empty.
    pub rows: Vec<(u32, Vec<Seen>)>,
}

/// The tables of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// The tables, in the order of the file.
    pub tables: Vec<Tabular>,
    /// Is the text read as Windows-1252, because it is not UTF-8?
    pub windows: bool,
}

/// Lists the tables of a CSV file, a workbook or a Markdown file.
///
/// # Errors
/// A file of another kind, or one that can't be read.
pub fn survey(name: &str, bytes: &[u8]) -> Result<Survey, Failure> {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
    read(&extension, bytes).map_err(|fault| {
        let mut finding = Finding::new(fault.code, fault.message).at(Place::file(name));
        finding.place =
            finding.place.map(|place| Place { line: Some(fault.mark.line).filter(|line| *line > 0), ..place });
        finding.help = fault.help;
        finding.into()
    })
}

fn read(extension: &str, bytes: &[u8]) -> Result<Survey, Fault> {
    let plain = |section, rows: Rows| Tabular { sheet: None, hidden: false, section, rows: seen(rows) };
    match extension {
        "xlsx" | "xlsm" => {
            let sheets = xlsx::survey(bytes)?.into_iter();
            let tables = sheets.map(|(sheet, hidden, rows)| Tabular {
                sheet: Some(sheet),
                hidden,
                section: None,
                rows: seen(rows),
            });
            Ok(Survey { tables: tables.collect(), windows: false })
        }
        "csv" | "tsv" | "txt" => {
            let (text, windows) = decode(bytes)?;
            Ok(Survey { tables: vec![plain(None, csv::survey(&text)?)], windows })
        }
        "md" | "markdown" => {
            let (text, windows) = decode(bytes)?;
            let tables = markdown::survey(&text).into_iter().enumerate();
            let tables = tables.map(|(index, (heading, rows))| plain(Some((index + 1, heading)), rows)).collect();
            Ok(Survey { tables, windows })
        }
        _ => Err(Fault::new(Code::Usage, Mark::default(), "registers are read from .xlsx, .csv and .md files")
            .help("save it as one of these; an older `.xls` or an `.ods` as `.xlsx`")),
    }
}

/// The text, and whether it had to be taken for Windows-1252.
fn decode(bytes: &[u8]) -> Result<(String, bool), Fault> {
    match encoding::decode(bytes, None) {
        Ok(text) => Ok((text, false)),
        Err(_) => encoding::decode(bytes, Some(Encoding::Windows1252)).map(|text| (text, true)),
    }
}

/// The names by which a configuration calls the columns with these heads.
pub fn column_names(heads: &[String]) -> Vec<String> {
    let cells: Vec<Cell> = heads.iter().map(|head| Cell { text: head.clone(), mark: Mark::default() }).collect();
    let names = map::names(&cells).into_iter().enumerate();
    names.map(|(index, name)| if name.is_empty() { format!("[{}]", index + 1) } else { name }).collect()
}

fn seen(rows: Rows) -> Vec<(u32, Vec<Seen>)> {
    let filled = rows.into_iter().filter(|(_, row)| row.iter().any(|cell| !cell.text.is_empty()));
    filled
        .map(|(number, row)| {
            let cells = row.into_iter();
            (
                number,
                cells.map(|cell| Seen { text: cell.text, line: cell.mark.line, column: cell.mark.column }).collect(),
            )
        })
        .collect()
}
