//! What `template.toml` says of a report.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::sheet::{CoverLine, Sheet, Sheets};
use crate::record::Class;

/// The content of `template.toml`. Keys that are not listed here are refused.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Declaration {
    /// Title by language tag, such as `en`.
    pub title: BTreeMap<String, String>,
    /// What the report is for, in a sentence.
    pub summary: String,
    /// Clauses and articles that ask for it.
    #[serde(default)]
    pub clauses: Vec<String>,
    /// Whom it is for; what only narrower circles may see is left out.
    pub audience: Class,
    /// Compartments that this audience is granted.
    #[serde(default)]
    pub compartments: Vec<String>,
    /// PDF standards, by the names that Typst has for them.
    #[serde(default)]
    pub standards: Vec<String>,
    /// Which of a release and an audit it can be about; a system it always can.
    #[serde(default)]
    pub about: Vec<About>,
    /// What it is made once for, where that is not the whole record.
    pub each: Option<Each>,
    /// What it reads.
    pub data: Data,
    /// Fields that it leaves out or gives a pseudonym, whoever reads.
    #[serde(default)]
    pub redactions: Vec<Redaction>,
    /// Paths of the view whose every text must be found in the finished layout.
    #[serde(default)]
    pub printed: Vec<String>,
    /// Which findings of the check are printed in it.
    #[serde(default)]
    pub findings: Findings,
    /// Figures that it shows, each with the items it counts.
    #[serde(default)]
    pub figures: BTreeMap<String, Figure>,
    /// Lines of the workbook's cover sheet.
    #[serde(default)]
    pub cover: Vec<CoverLine>,
    /// Sheets of the workbook; none where the report has no workbook.
    #[serde(default)]
    pub sheets: Vec<Sheet>,
}

impl Declaration {
    /// The workbook that the report declares, if any.
    pub fn workbook(&self) -> Option<Sheets> {
        (!self.sheets.is_empty()).then(|| Sheets { cover: self.cover.clone(), sheets: self.sheets.clone() })
    }
}

/// Which collections of the record a report reads.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Data {
    /// Collections without which the report can't be made.
    #[serde(default)]
    pub required: Vec<String>,
    /// Collections that it shows where there are any.
    #[serde(default)]
    pub optional: Vec<String>,
    /// Catalogues of standards and law that it prints from, such as `annex-iv`, or a key of one: `disclosure.sections`.
    #[serde(default)]
    pub catalogues: Vec<String>,
    /// Conditions on the items of collections, over a `row`, the `focus` of the document (`system`, `release`, `audit`) and
    /// its `audience`; what does not meet them does not reach its data.
    #[serde(default)]
    pub rows: BTreeMap<String, String>,
    /// What it publishes of each collection; nothing else reaches its data. A report for readers outside needs it.
    #[serde(default)]
    pub fields: BTreeMap<String, Vec<String>>,
}

impl Data {
    /// The collections that it reads.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.required.iter().chain(&self.optional).map(String::as_str)
    }
}

/// What a report can be about, beside the whole record and one AI system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// One release, by `--release`.
    Release,
    /// One audit, by `--audit`.
    Audit,
}

/// Rows for each of which a report is made, such as the systems that are high-risk.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Each {
    /// Collection of the rows: `systems`, `releases` or `audits`.
    pub over: String,
    /// Condition on each `row`; all rows count where absent.
    #[serde(rename = "where")]
    pub condition: Option<String>,
    /// Expression over a row, for the name of its document.
    pub name: String,
}

/// A field that a report does not show as it is.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Redaction {
    /// The collection and the field: `people.email`. The path goes through lists without an index.
    pub field: String,
    /// What becomes of it.
    pub how: Redacted,
    /// Why, as the document says it.
    pub reason: String,
}

/// What becomes of a redacted field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Redacted {
    /// It is left out.
    Removed,
    /// A pseudonym stands in its place, the same wherever the item is named by it in all documents of a pack.
    Pseudonym,
}

/// Which findings of the check a report prints.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Findings {
    /// Collections whose items' findings are printed.
    #[serde(default)]
    pub about: Vec<String>,
}

/// A number that a report shows, counted from items: every one leads to its records.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Figure {
    /// What it counts.
    pub title: String,
    /// Collection that is counted.
    pub over: String,
    /// Condition on each `row`, which may ask the document's `meta`; all rows count where absent.
    #[serde(rename = "where")]
    pub condition: Option<String>,
    /// Expression by whose value the rows are grouped, such as `row.derived.objective`.
    pub group_by: Option<String>,
    /// Expression giving a group's label, over one of its rows.
    pub label: Option<String>,
}
