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
//! | key | says |
//! | --- | --- |
//! | `file`, `root`, `outside` | where the register lies: in the record, or outside it where `outside = true` |
//! | `sheet`, `table` | which sheet of a workbook; which table of a Markdown file, by heading or number |
//! | `header-row` | the row of the heads, or `[2, 3]` where two rows make them up; `heads = "left"` where a column does |
//! | `encoding`, `delimiter` | of a CSV file, where its first bytes and rows don't tell |
//! | `text` | `"markdown"` or `"plain"`: is the text in cells markup, or meant as it stands? |
//! | `columns` | head to field, or to several: `inherent.likelihood`, `measurements[0].value`, `custom.note` |
//! | `patterns` | head to a pattern that takes its cells apart, or to several, of which the first that fits counts |
//! | `values` | by field, the register's words and the record's |
//! | `split` | by field, what divides the entries of a list; `;` and line ends otherwise |
//! | `dates` | by field, how days are written: `"%d/%m/%Y"` |
//! | `set` | fields that are the same in each row, or made of columns: `"{First} {Second}"` |
//! | `id` | a column, or a pattern with columns and `{row}` (`{row:3}` is `007`); ids by row change when rows move |
//! | `custom`, `ignore` | columns kept under `custom` by their heads (`"rest"`: all others); columns left out on purpose |
//! | `except` | by column, the values whose rows are left out; how many were is noted |
//! | `into`, `parent` | rows as entries of a list (`into = "measurements"`) in the item `parent = "{Objective}"` names |
//! | `merge` | rows as more fields of the items with the same id |
//!
//! A column that is neither mapped, kept nor ignored is a finding, unless its head is the name of a field or another
//! mapping of the same table says what becomes of it. So is an entry that names no column or field. Several registers
//! of one collection are several `[[ingest.risks]]`. Of two columns with one head the second is `Head [2]`; a column
//! without a head is named by its number, as in `"[7]"`.
//!
//! # A workbook that `render` made, edited and read back
//!
//! The sheet of controls goes back by a mapping like this one; owners are shown there by name, so their names need
//! `values` as well. What the sheet does not show can't come back: effectiveness judgements, measures, history,
//! classes, custom fields, evidence withheld from the sheet's audience. Emphasis and the order of drivers are lost.
//! So keep `controls.yaml` as the record where it says more than the sheet.
//!
//! ```toml
//! [ingest.controls]
//! file = "REPORT.xlsx"
//! sheet = "Controls"
//! header-row = 5
//! ignore = ["Objective", "Withheld evidence", "Newest evidence", "Next due", "Stale", "Last audit result", "Crosswalk"]
//! split = { evidence = ",", treatment = "," }
//!
//! [ingest.controls.columns]
//! "Control" = "id"
//! "Title" = "title"
//! "Framework" = "framework"
//! "Source" = "source"
//! "Applicable" = "applicable"
//! "Justification" = "justification"
//! "Drivers" = "drivers"
//! "Status" = "status"
//! "How it is implemented" = "how_implemented"
//! "AI systems" = "systems"
//! "Owner" = "owner"
//! "Evidence" = "evidence"
//! "Cadence" = "cadence"
//! "Treatment" = "treatment"
//! "Objectives" = "objectives"
//!
//! [ingest.controls.values]
//! systems = { "All in scope" = "" }
//! source = { "Annex a" = "annex_a", "Custom" = "custom", "Law" = "law", "Contract" = "contract" }
//! status = { "Implemented" = "implemented", "Partial" = "partial", "Planned" = "planned", "Not started" = "not_started" }
//! cadence = { "Monthly" = "monthly", "Quarterly" = "quarterly", "Half yearly" = "half_yearly", "Annual" = "annual" }
//! owner = { "Zoë Brandt" = "z.brandt" }
//! ```

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

pub use super::mapping::{Choice, Encoding, Mapping, Words};
use super::pattern::Pattern;
use super::reader::{At, Reader};
use crate::diagnostic::nearest;
use crate::record::Kind;

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
