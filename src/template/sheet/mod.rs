//! What `template.toml` declares of a workbook: its sheets, their columns, formats and charts, and the cover.
//!
//! ```toml
//! [[cover]]                              # a line of the cover sheet, after those that every workbook has
//! label = "Version"
//! value = "view.soa.version"
//!
//! [[sheets]]
//! name = "Controls"
//! rows = "view.controls"                 # each is `row` in the expressions below
//! where = "row.applicable"
//! sort = ["row.id"]
//! key = "'control:' ~ row.id"            # what links from other cells lead to
//! freeze-columns = 1
//!
//! [[sheets.columns]]
//! title = "Status"
//! value = "row.status | label"
//! values = ["Implemented", "Partial", "Planned", "Not started"]
//!
//! [[sheets.conditional]]
//! column = "Status"
//! equals = "Implemented"
//! tone = "good"
//! ```
//!
//! Expressions are minijinja's ([`crate::expression`]); `title`, `note` and `empty` are phrases with placeholders.
//! Keys that are not listed here are refused.

mod check;

use serde::Deserialize;

pub use check::table_name;

/// The workbook that a template declares.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Sheets {
    /// Lines of the cover sheet beside those that every workbook has.
    #[serde(default)]
    pub cover: Vec<CoverLine>,
    /// The sheets, in their order.
    #[serde(default)]
    pub sheets: Vec<Sheet>,
}

/// One line of the cover sheet. A line whose value is empty shows a dash: what is missing is said.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CoverLine {
    /// What the line says, such as `Approved by`.
    pub label: String,
    /// Expression over `view`.
    pub value: String,
    /// Type of the cell.
    #[serde(default, rename = "type")]
    pub kind: CellType,
}

/// One sheet: lines above, one table, and charts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Sheet {
    /// Name on the tab: 1 to 31 characters, none of `[ ] : * ? / \`, no apostrophe at either end.
    pub name: String,
    /// Line above the table, as a phrase; the name where absent.
    pub title: Option<String>,
    /// What a reader must know about the rows, as a phrase; stands under the title.
    pub note: Option<String>,
    /// Expression giving the list of rows, such as `view.controls`.
    pub rows: String,
    /// Expression giving a list inside each `row`: one row of the table per entry, which is then `each`.
    pub each: Option<String>,
    /// Condition that a row must meet.
    #[serde(rename = "where")]
    pub condition: Option<String>,
    /// Expressions to sort by, the first first; ` desc` after one turns it round. Numbers inside text count as
    /// numbers, so `A.2.10` follows `A.2.9`; empty values come last. Without it, the order of the view.
    #[serde(default)]
    pub sort: Vec<String>,
    /// Expression giving a text that stands for the row in links, such as `'control:' ~ row.id`.
    pub key: Option<String>,
    /// What a table without rows says, as a phrase.
    pub empty: Option<String>,
    /// Name of a CSV file that holds the rows too; there is none where absent.
    pub csv: Option<String>,
    /// How many columns stay in sight when scrolling sideways.
    #[serde(default)]
    pub freeze_columns: u16,
    /// Portrait instead of landscape in print.
    #[serde(default)]
    pub portrait: bool,
    /// The columns, in their order. Titles are unique within the sheet.
    pub columns: Vec<Column>,
    /// Marks on cells.
    #[serde(default)]
    pub conditional: Vec<Conditional>,
    /// Charts of the table's columns.
    #[serde(default)]
    pub charts: Vec<Chart>,
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Column {
    /// Head of the column, 1 to 255 characters.
    pub title: String,
    /// Expression giving the cell, over `row`, `each`, `number` (the row's number, from 1) and `view`.
    pub value: String,
    /// Type of the cells.
    #[serde(default, rename = "type")]
    pub kind: CellType,
    /// Width in characters of body text, 1 to 255; fitted to the content, within bounds, where absent.
    pub width: Option<u8>,
    /// How the cells look.
    #[serde(default)]
    pub style: CellStyle,
    /// What the cells may hold: a list to choose from, also on some rows below the table.
    #[serde(default)]
    pub values: Vec<String>,
    /// Expression giving where the cell leads: the key of a row (`'evidence:' ~ row.id`), `#` and the name of a
    /// sheet, or an `https:` or `mailto:` address. Nothing is linked where it is empty or leads to no row.
    pub link: Option<String>,
    /// What stands between the parts of a list; `", "` where absent.
    pub separator: Option<String>,
    /// Decimals shown, 0 to 10, of `decimal` and `percent`; as many as each value has where absent.
    pub digits: Option<u8>,
    /// Unit shown after each number, such as `EUR`.
    pub unit: Option<String>,
    /// What a reader should know of the column: shown when a cell of it is chosen (at most 255 characters).
    pub hint: Option<String>,
}

impl Column {
    /// A column of which only the type is said, for cells outside tables.
    pub fn of_type(kind: CellType) -> Self {
        Self {
            title: String::new(),
            value: String::new(),
            kind,
            width: None,
            style: CellStyle::default(),
            values: Vec::new(),
            link: None,
            separator: None,
            digits: None,
            unit: None,
            hint: None,
        }
    }
}

/// What a column's cells are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CellType {
    /// Text as it stands: `012` stays `012`, and `=1+1` is no formula.
    #[default]
    Text,
    /// Markdown, shown as plain text.
    Markdown,
    /// A day, shown as `2026-09-30`; days before 1900 are text.
    Date,
    /// A whole number; one that a spreadsheet would round is text.
    Integer,
    /// A decimal number, from text such as `12.50`; one that a spreadsheet would round is text.
    Decimal,
    /// A share, as a fraction: `0.25` is shown as 25%.
    Percent,
    /// True or false.
    Boolean,
    /// A list, its parts joined by `separator`.
    List,
    /// A text that is its own link, such as an `https:` address.
    Link,
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CellStyle {
    /// Wrapped at the column's edge.
    #[default]
    Wrap,
    /// On one line.
    Line,
    /// In a fixed-width font, for digests and the like.
    Code,
    /// Bold, for what names a row.
    Strong,
    /// Grey, for what is beside the point.
    Muted,
}

/// A mark on the cells of a column that meet exactly one condition.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Conditional {
    /// Title of the column.
    pub column: String,
    /// The cell is this text, without regard to case; or `true` or `false` in a column of booleans.
    pub equals: Option<String>,
    /// The cell has this text in it, without regard to case.
    pub contains: Option<String>,
    /// The day is before this one; `as-of` is the day that the document speaks of.
    pub before: Option<String>,
    /// The number is over this one.
    pub over: Option<f64>,
    /// The number is under this one.
    pub under: Option<f64>,
    /// The cell is empty (`true`) or not (`false`).
    pub empty: Option<bool>,
    /// What the mark says.
    pub tone: Tone,
}

/// What a colour says. Each differs in lightness too, so that it survives grey printing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// As it should be.
    Good,
    /// Needs a look.
    Warn,
    /// Must be put right.
    Bad,
    /// Of no weight.
    Muted,
    /// Neither good nor bad.
    Info,
}

/// A native chart of columns of the table.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Chart {
    /// Shape.
    pub kind: ChartKind,
    /// Title, as plain text.
    pub title: String,
    /// Title of the column that names the bars or points.
    pub categories: String,
    /// Titles of the columns that give the numbers.
    pub series: Vec<String>,
    /// Colour of each series, in their order; a neutral palette where absent.
    #[serde(default)]
    pub tones: Vec<Tone>,
    /// Where it stands.
    #[serde(default)]
    pub position: Position,
    /// Words before the numbers in the alternative text; the title where absent. The numbers are added where the
    /// format has room for them (255 characters), else their totals.
    pub alt: Option<String>,
    /// Width in pixels.
    #[serde(default = "chart_width")]
    pub width: u32,
    /// Height in pixels; from the number of categories where absent.
    pub height: Option<u32>,
}

fn chart_width() -> u32 {
    720
}

/// The shape of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChartKind {
    /// Bars to the right, side by side.
    Bar,
    /// Bars to the right, one after the other.
    StackedBar,
    /// Bars upward, side by side.
    Column,
    /// Bars upward, one on the other.
    StackedColumn,
    /// A line through points.
    Line,
}

/// Where a chart stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// Under the table.
    #[default]
    Below,
    /// Right of the table.
    Right,
}
