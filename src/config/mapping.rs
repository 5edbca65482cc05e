//! One register of `[ingest.<collection>]`, as the configuration says it.

use super::pattern::Pattern;
use super::reader::At;
use crate::diagnostic::Place;
use crate::record::Kind;

/// Words of a register, each with the word that the record has for it.
pub type Words = Vec<(String, String)>;

/// One register, and how its columns become fields.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// The collection.
    pub kind: Kind,
    /// Where the configuration begins to speak of it.
    pub place: Place,
    /// The file: below `root`, or in the record where there is none.
    pub file: At<String>,
    /// Folder that `file` is relative to.
    pub root: Option<String>,
    /// May the file lie outside the record?
    pub outside: bool,
    /// The sheet of a workbook.
    pub sheet: Option<At<String>>,
    /// The table of a Markdown file.
    pub table: Option<At<Choice>>,
    /// Rows that hold the heads; the first that is not empty where none is given.
    pub header_rows: Vec<u32>,
    /// Does the first column hold the heads, and each further column an item?
    pub heads_left: bool,
    /// Encoding of a CSV file, where its first bytes don't say.
    pub encoding: Option<Encoding>,
    /// Delimiter of a CSV file, where it should not be guessed.
    pub delimiter: Option<u8>,
    /// Is the text in cells Markdown? Where not, what looks like Markdown is escaped. By default that of Markdown
    /// files is, and that of CSV files and workbooks is not.
    pub markdown: Option<bool>,
    /// Columns and the fields they become.
    pub columns: Vec<(At<String>, Vec<At<String>>)>,
    /// Columns that are taken apart; the first pattern that a cell follows counts.
    pub patterns: Vec<(At<String>, Vec<At<Pattern>>)>,
    /// Words of a register and the words of the record, by field.
    pub values: Vec<(At<String>, Words)>,
    /// Text that divides the entries of a list, by field.
    pub split: Vec<(At<String>, String)>,
    /// How days are written, by field, in the letters of `strftime`.
    pub dates: Vec<(At<String>, String)>,
    /// Fields that are the same in each row, or made of its columns; several patterns make a list.
    pub set: Vec<(At<String>, Vec<At<Pattern>>)>,
    /// The id: a column, or a pattern with columns and `{row}`.
    pub id: Option<At<Pattern>>,
    /// Columns kept under `custom`.
    pub custom: Vec<At<String>>,
    /// Are all columns that have no other place kept under `custom`?
    pub custom_rest: bool,
    /// Columns left out on purpose.
    pub ignore: Vec<At<String>>,
    /// Rows left out on purpose: those whose column has one of these values.
    pub except: Vec<(At<String>, Vec<String>)>,
    /// List in another item that the rows are entries of.
    pub into: Option<At<String>>,
    /// Id of that item.
    pub parent: Option<At<Pattern>>,
    /// Are the fields added to the item with the same id?
    pub merge: bool,
}

/// Which table of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// The n-th, from 1.
    Number(u32),
    /// The first under the heading with this text.
    Heading(String),
}

/// An encoding that can't be told from a file's first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252.
    Windows1252,
}

impl Mapping {
    /// A mapping of this file with nothing said about its columns.
    pub fn of(kind: Kind, place: Place, file: At<String>) -> Self {
        Self {
            kind,
            place,
            file,
            root: None,
            outside: false,
            sheet: None,
            table: None,
            header_rows: Vec::new(),
            heads_left: false,
            encoding: None,
            delimiter: None,
            markdown: None,
            columns: Vec::new(),
            patterns: Vec::new(),
            values: Vec::new(),
            split: Vec::new(),
            dates: Vec::new(),
            set: Vec::new(),
            id: None,
            custom: Vec::new(),
            custom_rest: false,
            ignore: Vec::new(),
            except: Vec::new(),
            into: None,
            parent: None,
            merge: false,
        }
    }
}

impl Mapping {
    /// Does it say what becomes of the column with this head?
    pub(crate) fn speaks_of(&self, head: &str) -> bool {
        let is = |name: &str| name.split_whitespace().eq(head.split_whitespace());
        let patterns = self.id.iter().chain(&self.parent).chain(self.set.iter().flat_map(|(_, set)| set));
        self.custom_rest
            || self.columns.iter().any(|(column, _)| is(&column.value))
            || self.patterns.iter().any(|(column, _)| is(&column.value))
            || self.custom.iter().chain(&self.ignore).any(|column| is(&column.value))
            || patterns.into_iter().any(|pattern| pattern.value.slots().any(is))
    }

    /// Do the two read the same table?
    pub(crate) fn same_table(&self, other: &Self) -> bool {
        let key = |mapping: &Self| {
            let sheet = mapping.sheet.as_ref().map(|sheet| sheet.value.clone());
            let table = mapping.table.as_ref().map(|table| table.value.clone());
            (mapping.root.clone(), mapping.file.value.clone(), sheet, table, mapping.heads_left)
        };
        key(self) == key(other)
    }
}
