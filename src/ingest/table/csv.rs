//! Reads CSV: `csv-core` finds the fields, and says where each begins and ends in the file.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::super::node::Mark;
use super::super::{Fault, limits};
use super::survey::Rows;
use super::{Cell, Raw, Reading, encoding};
use crate::config::ingest::Mapping;
use crate::diagnostic::Code;

/// The delimiters that are told apart. Where two would do, the first one counts.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Reads the file as one table.
pub(super) fn read(bytes: Vec<u8>, mapping: &Mapping) -> Result<Reading, Fault> {
    let text = encoding::decode(&bytes, mapping.encoding)?;
    drop(bytes);
    let mut faults = Vec::new();
    let delimiter = match mapping.delimiter {
        Some(delimiter) => delimiter,
        None => detect(&text),
    };
    let rows = records(&text, delimiter, &mut faults)?;
    let table = Raw { rows }.table(&mapping.header_rows, true, &mut faults)?;
    Ok(Reading { table, text, sheet: None, faults })
}

/// The rows of a text, by the delimiter that is guessed.
pub(super) fn survey(text: &str) -> Result<Rows, Fault> {
    records(text, detect(text), &mut Vec::new())
}

/// The delimiter that gives the first rows the same number of fields, and the most.
fn detect(text: &str) -> u8 {
    let sample: String = text.split_inclusive('\n').take(200).collect();
    let score = |delimiter: u8| {
        let mut ignored = Vec::new();
        let Ok(rows) = records(&sample, delimiter, &mut ignored) else { return (0, 0) };
        let Some((_, head)) = rows.first() else { return (0, 0) };
        let same = rows.iter().filter(|(_, row)| row.len() == head.len()).count();
        if head.len() > 1 { (same * 100 / rows.len(), head.len()) } else { (0, 0) }
    };
    let mut best = (DELIMITERS[0], (0, 0));
    for delimiter in DELIMITERS {
        let found = score(delimiter);
        if found > best.1 {
            best = (delimiter, found);
        }
    }
    best.0
}

/// Where the reader stands in the text.
struct Cursor<'t> {
    rest: &'t str,
    line: u32,
    column: u32,
}

impl Cursor<'_> {
    /// Goes over what a field took, and gives the place where it began.
    fn pass(&mut self, bytes: usize) -> Mark {
        let (passed, rest) = self.rest.split_at(bytes);
        let body = passed.lines().next().unwrap_or_default();
        let length = u32::try_from(body.chars().count()).unwrap_or(u32::MAX).max(1);
        let mark = Mark { line: self.line, column: self.column, length, source: 0 };
        let newlines = u32::try_from(passed.matches('\n').count()).unwrap_or(u32::MAX);
        self.line += newlines;
        let last = passed.rsplit_once('\n').map_or(passed, |(_, last)| last);
        let width = u32::try_from(last.chars().count()).unwrap_or(u32::MAX);
        self.column = if newlines > 0 { width + 1 } else { self.column.saturating_add(width) };
        self.rest = rest;
        mark
    }
}

fn records(text: &str, delimiter: u8, faults: &mut Vec<Fault>) -> Result<Vec<(u32, Vec<Cell>)>, Fault> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut cursor = Cursor { rest: text, line: 1, column: 1 };
    let mut rows: Vec<(u32, Vec<Cell>)> = Vec::new();
    let mut row: Vec<Cell> = Vec::new();
    let mut cells = 0;
    loop {
        // Blank lines make no row; passing them here keeps the place of the next field exact.
        if row.is_empty() {
            let blank = cursor.rest.len() - cursor.rest.trim_start_matches(['\r', '\n']).len();
            cursor.pass(blank);
        }
        let Some((raw, value, ends)) = field(&mut reader, cursor.rest) else { break };
        let raw_text = cursor.rest.get(..raw).unwrap_or_default().to_owned();
        let mut mark = cursor.pass(raw);
        let written = raw_text.trim_end_matches(['\r', '\n']);
        let written = if ends { written } else { written.strip_suffix(char::from(delimiter)).unwrap_or(written) };
        mark.length = u32::try_from(written.lines().next().unwrap_or_default().chars().count()).unwrap_or(1).max(1);
        if let Some(fault) = quotes(written, mark) {
            faults.push(fault);
        }
        let text = value.trim().replace("\r\n", "\n").replace('\r', "\n");
        row.push(Cell { text, mark });
        cells += 1;
        if cells > limits::NODES {
            return Err(
                Fault::new(Code::Limit, mark, format!("more than {} cells", limits::NODES)).help("split the file")
            );
        }
        if ends {
            let number = row.first().map_or(0, |cell| cell.mark.line);
            rows.push((number, std::mem::take(&mut row)));
        }
    }
    Ok(rows)
}

/// The next field: how many bytes it takes with its delimiter, its value, and whether its record ends with it.
fn field(reader: &mut Reader, rest: &str) -> Option<(usize, String, bool)> {
    let mut value = Vec::new();
    let mut buffer = [0_u8; 4096];
    let mut taken = 0;
    loop {
        let (result, read, written) = reader.read_field(&rest.as_bytes()[taken..], &mut buffer);
        taken += read;
        value.extend_from_slice(&buffer[..written]);
        let ends = match result {
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => continue,
            ReadFieldResult::Field { record_end } => record_end,
            ReadFieldResult::End => return None,
        };
        return Some((taken, String::from_utf8(value).ok()?, ends));
    }
}

/// A field that begins with a quote must end with one, and have each inner quote twice.
fn quotes(written: &str, mark: Mark) -> Option<Fault> {
    let inner = written.strip_prefix('"')?;
    let sound = inner.strip_suffix('"').is_some_and(|inner| !inner.replace("\"\"", "").contains('"'));
    (!sound).then(|| {
        Fault::new(Code::Syntax, mark, "this field begins with a quote and does not end with one")
            .help("close the quote; a quote inside a quoted field is written twice")
    })
}

#[cfg(test)]
mod tests {
    use super::{detect, records};

    /// A cell's text, and its line and column.
    type Cells = Vec<Vec<(String, u32, u32)>>;

    fn cells(text: &str, delimiter: u8) -> (Cells, Vec<String>) {
        let mut faults = Vec::new();
        let rows = records(text, delimiter, &mut faults).unwrap();
        let rows = rows
            .into_iter()
            .map(|(_, row)| row.into_iter().map(|cell| (cell.text, cell.mark.line, cell.mark.column)).collect())
            .collect();
        (
            rows,
            faults
                .into_iter()
                .map(|fault| format!("{}:{} {}", fault.mark.line, fault.mark.column, fault.message))
                .collect(),
        )
    }

    fn at(text: &str, line: u32, column: u32) -> (String, u32, u32) {
        (text.to_owned(), line, column)
    }

    #[test]
    fn fields_keep_their_places() {
        for end in ["\n", "\r\n"] {
            let text = format!("id,title{end}{end}A1,\"two{end}lines, \"\"quoted\"\"\",x{end}Ä2,b");
            let (rows, faults) = cells(&text, b',');
            assert!(faults.is_empty(), "{faults:?}");
            assert_eq!(rows[0], [at("id", 1, 1), at("title", 1, 4)]);
            assert_eq!(rows[1], [at("A1", 3, 1), at("two\nlines, \"quoted\"", 3, 4), at("x", 4, 20)]);
            assert_eq!(rows[2], [at("Ä2", 5, 1), at("b", 5, 4)]);
        }
    }

    #[test]
    fn quotes_that_do_not_close_are_found() {
        let (_, faults) = cells("a,b\n1,\"open\n2,c\n", b',');
        assert_eq!(faults, ["2:3 this field begins with a quote and does not end with one"]);
        let (_, faults) = cells("a,b\n1,\"shut\" twice\n", b',');
        assert_eq!(faults.len(), 1);
    }

    #[test]
    fn delimiters_are_told_apart() {
        assert_eq!(detect("id,title;x\nA,b;c\n"), b',');
        assert_eq!(detect("id;title\nA;b, c\nB;\"d;\ne\"\n"), b';');
        assert_eq!(detect("id\ttitle\nA\tb, c\n"), b'\t');
        assert_eq!(detect("id|title\nA|b\n"), b'|');
        assert_eq!(detect("id\nA\n"), b',');
    }
}
