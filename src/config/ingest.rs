//! `[ingest.<collection>]`: how a register that the organisation keeps becomes a collection of the record.
//!
//! ```toml
//! [ingest.risks]
//! file = "registers/risks.xlsx"    # in the record
//! sheet = "Register"
//! header-row = 3
//! columns = { "Risk no." = "id", "Risk" = ["title", "description"], "L" = "inherent.likelihood" }
//! patterns = { "Rating" = "{inherent.level}: {inherent.rating}" }
//! values = { status = { "In Progress" = "in_treatment", "Done" = "treated" } }
//! split = { controls = "," }
//! set = { assessment = "RA-2026" }
//! custom = ["Observations"]        # or "rest"
//! ignore = ["Print area"]
//! ```
//!
//! A column that is neither mapped, kept nor ignored is a finding, unless another mapping of the same table says what
//! becomes of it. Several registers of one collection are several `[[ingest.risks]]`. With `into = "measurements"` and
//! `parent = "{Objective}"` the rows become entries of a list in the item that `parent` names; with `merge = true`
//! their fields are added to the item with the same id.

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::pattern::Pattern;
use super::reader::{At, Reader};
use crate::diagnostic::{Place, nearest};
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

const ENCODINGS: &[(&str, Encoding)] = &[
    ("utf-8", Encoding::Utf8),
    ("utf-16le", Encoding::Utf16Le),
    ("utf-16be", Encoding::Utf16Be),
    ("windows-1252", Encoding::Windows1252),
];
const DELIMITERS: &[(&str, u8)] = &[(",", b','), (";", b';'), ("\t", b'\t'), ("|", b'|')];
const KEYS: &[&str] = &[
    "file",
    "root",
    "outside",
    "sheet",
    "table",
    "header-row",
    "heads",
    "encoding",
    "delimiter",
    "text",
    "columns",
    "patterns",
    "values",
    "split",
    "dates",
    "set",
    "id",
    "custom",
    "ignore",
    "except",
    "into",
    "parent",
    "merge",
];

/// Reads the section.
pub(super) fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Vec<Mapping> {
    let Some(table) = reader.table(value) else { return Vec::new() };
    let mut mappings = Vec::new();
    let root = table.get("root").and_then(|root| reader.text(root)).map(|root| root.value);
    let outside = table.get("outside").and_then(|flag| reader.flag(flag)).unwrap_or_default();
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        if matches!(name, "root" | "outside") {
            continue;
        }
        let Some(kind) = Kind::from_collection(name) else {
            let help = nearest(name, Kind::ALL.iter().map(|kind| kind.collection()))
                .map(|near| format!("did you mean `{near}`?"));
            reader.fault(key.span(), format!("`{name}` is no collection of a record"), help);
            continue;
        };
        let entries = match value.get_ref() {
            DeValue::Array(entries) => entries.iter().collect(),
            _ => vec![value],
        };
        for entry in entries {
            if let Some(table) = reader.table(entry) {
                mappings.extend(mapping(kind, key, table, (&root, outside), reader));
            }
        }
    }
    // The order of the file, which is the order of the items.
    mappings.sort_by_key(|mapping| mapping.place.line.zip(mapping.place.column));
    mappings
}

fn mapping(
    kind: Kind,
    name: &Spanned<DeString<'_>>,
    table: &DeTable<'_>,
    (root, outside): (&Option<String>, bool),
    reader: &mut Reader<'_>,
) -> Option<Mapping> {
    let span = table.iter().map(|(key, _)| key.span()).min_by_key(|span| span.start).unwrap_or_else(|| name.span());
    for key in table.keys().filter(|key| !KEYS.contains(&key.get_ref().as_ref())) {
        reader.unknown(key, &format!("`[ingest.{}]`", kind.collection()), KEYS);
    }
    let Some(file) = table.get("file") else {
        let help = Some("add `file = \"NAME\"`, relative to the record".to_owned());
        reader.fault(span, format!("`[ingest.{}]` names no file", kind.collection()), help);
        return None;
    };
    let file = reader.text(file)?;
    let mut mapping = Mapping { root: root.clone(), outside, ..Mapping::of(kind, reader.place(span), file) };
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "root" => mapping.root = reader.text(value).map(|text| text.value),
            "outside" => mapping.outside = reader.flag(value).unwrap_or_default(),
            "sheet" => mapping.sheet = reader.text(value),
            "table" => {
                mapping.table = match value.get_ref() {
                    DeValue::Integer(_) => {
                        reader.number(value).map(|number| reader.at(value.span(), Choice::Number(number)))
                    }
                    _ => reader.text(value).map(|text| At { value: Choice::Heading(text.value), place: text.place }),
                }
            }
            "header-row" => mapping.header_rows = reader.numbers(value),
            "heads" => mapping.heads_left = reader.choice(value, &[("top", false), ("left", true)]) == Some(true),
            "encoding" => mapping.encoding = reader.choice(value, ENCODINGS),
            "delimiter" => mapping.delimiter = reader.choice(value, DELIMITERS),
            "text" => mapping.markdown = reader.choice(value, &[("plain", false), ("markdown", true)]),
            "columns" => mapping.columns = each(value, reader, |value, reader| Some(reader.texts(value))),
            "patterns" => mapping.patterns = each(value, reader, |value, reader| Some(patterns(value, reader))),
            "values" => mapping.values = each(value, reader, words),
            "split" => mapping.split = each(value, reader, |value, reader| reader.text(value).map(|text| text.value)),
            "dates" => mapping.dates = each(value, reader, |value, reader| reader.text(value).map(|text| text.value)),
            "set" => mapping.set = each(value, reader, |value, reader| Some(fills(value, reader))),
            "id" => mapping.id = column_or_pattern(value, reader),
            "parent" => mapping.parent = fills(value, reader).pop(),
            "custom" => match value.get_ref() {
                DeValue::String(word) if word == "rest" => mapping.custom_rest = true,
                DeValue::String(_) => {
                    let help = Some("write `custom = \"rest\"`, or a list of columns in brackets".to_owned());
                    reader.fault(value.span(), "`custom` takes a list of columns, or the word `rest`", help);
                }
                _ => mapping.custom = reader.texts(value),
            },
            "ignore" => mapping.ignore = reader.texts(value),
            "except" => {
                mapping.except = each(value, reader, |value, reader| {
                    Some(reader.texts(value).into_iter().map(|text| text.value).collect())
                });
            }
            "into" => mapping.into = reader.text(value),
            "merge" => mapping.merge = reader.flag(value).unwrap_or_default(),
            _ => {}
        }
    }
    Some(mapping)
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

type Value<'i> = Spanned<DeValue<'i>>;

/// Each entry of a table, by its key.
fn each<T>(
    value: &Value<'_>,
    reader: &mut Reader<'_>,
    mut read: impl FnMut(&Value<'_>, &mut Reader<'_>) -> Option<T>,
) -> Vec<(At<String>, T)> {
    let Some(table) = reader.table(value) else { return Vec::new() };
    table.iter().filter_map(|(key, value)| read(value, reader).map(|read| (reader.key(key), read))).collect()
}

fn words(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Words> {
    let table = reader.table(value)?;
    Some(table.iter().filter_map(|(key, value)| Some((key.get_ref().to_string(), reader.word(value)?))).collect())
}

fn pattern(text: &At<String>, span: std::ops::Range<usize>, reader: &mut Reader<'_>) -> Option<At<Pattern>> {
    match Pattern::parse(&text.value) {
        Ok(pattern) => Some(At { value: pattern, place: text.place.clone() }),
        Err(reason) => {
            let help = Some("a slot is written `{field}`, a brace itself `{{` or `}}`".to_owned());
            reader.fault(span, format!("`{}` is no pattern: {reason}", text.value), help);
            None
        }
    }
}

/// Patterns that take cells apart.
fn patterns(value: &Value<'_>, reader: &mut Reader<'_>) -> Vec<At<Pattern>> {
    let texts = reader.texts(value);
    let mut read = Vec::new();
    for text in texts {
        let Some(pattern) = pattern(&text, value.span(), reader) else { continue };
        if pattern.value.ambiguous() {
            let message = format!("two slots of `{}` touch, so nobody can say where the first ends", text.value);
            reader.fault(value.span(), message, Some("put the text that stands between them into the pattern".into()));
        } else {
            read.push(pattern);
        }
    }
    read
}

/// Patterns to fill in: text, a number or a truth value, or a list of them.
fn fills(value: &Value<'_>, reader: &mut Reader<'_>) -> Vec<At<Pattern>> {
    let values: Vec<&Value<'_>> = match value.get_ref() {
        DeValue::Array(values) => values.iter().collect(),
        _ => vec![value],
    };
    let mut read = Vec::new();
    for value in values {
        let Some(word) = reader.word(value) else { continue };
        let text = reader.at(value.span(), word);
        read.extend(pattern(&text, value.span(), reader));
    }
    read
}

/// `id = "Column"` is short for `id = "{Column}"`.
fn column_or_pattern(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<At<Pattern>> {
    let text = reader.text(value)?;
    let short = !text.value.contains(['{', '}']);
    let text = if short { At { value: format!("{{{}}}", text.value), place: text.place } } else { text };
    pattern(&text, value.span(), reader)
}
