//! What a report needs and what it gives: its declaration, in the order in which people ask.

mod write;

use std::collections::BTreeMap;

use serde::Serialize;

use super::{About, Template};
use crate::record::Class;
pub use write::list;

/// What is told of a report. Lists are in the order of the declaration.
#[derive(Debug, Clone, Serialize)]
pub struct Profile {
    /// Name of the folder, by which it is asked for.
    pub id: String,
    /// Title by language.
    pub title: BTreeMap<String, String>,
    /// What it is for.
    pub summary: String,
    /// Clauses and articles that ask for it.
    pub clauses: Vec<String>,
    /// Whom it is for.
    pub audience: Class,
    /// Compartments that this audience is granted.
    pub compartments: Vec<String>,
    /// The forms that it comes in: `pdf`, `xlsx`, `csv`, `json`.
    pub forms: Vec<&'static str>,
    /// Languages in which it has a title and words.
    pub languages: Vec<String>,
    /// What it is made once for, where that is not the whole record.
    pub each: Option<EachRow>,
    /// Collections without which it can't be made.
    pub required: Vec<String>,
    /// Collections that it shows where there are any.
    pub optional: Vec<String>,
    /// Conditions on the items of collections.
    pub rows: BTreeMap<String, String>,
    /// Options that change what it says.
    pub options: Vec<&'static str>,
    /// Catalogues that it prints from.
    pub catalogues: Vec<String>,
    /// The fields that it publishes, where nothing else leaves.
    pub published: BTreeMap<String, Vec<String>>,
    /// Fields that it does not show as they are.
    pub redacted: Vec<RedactedField>,
    /// Its numbers.
    pub figures: Vec<Counted>,
    /// The sheets of its workbook.
    pub sheets: Vec<SheetShape>,
    /// PDF standards that it meets.
    pub standards: Vec<String>,
    /// SHA-256 over its files and those of the kit.
    pub digest: String,
}

/// The rows for each of which a report is made.
#[derive(Debug, Clone, Serialize)]
pub struct EachRow {
    /// Their collection.
    pub over: String,
    /// Which of them; all where absent.
    #[serde(rename = "where")]
    pub condition: Option<String>,
    /// What tells the names of the documents apart.
    pub name: String,
}

/// A field that is redacted.
#[derive(Debug, Clone, Serialize)]
pub struct RedactedField {
    /// Collection and field.
    pub field: String,
    /// Why.
    pub reason: String,
}

/// A figure.
#[derive(Debug, Clone, Serialize)]
pub struct Counted {
    /// Its id.
    pub id: String,
    /// What it counts, in words.
    pub title: String,
    /// The collection that is counted.
    pub over: String,
    /// Which of its items; all where absent.
    #[serde(rename = "where")]
    pub condition: Option<String>,
    /// By what they are grouped.
    pub group_by: Option<String>,
}

/// A sheet.
#[derive(Debug, Clone, Serialize)]
pub struct SheetShape {
    /// Its name.
    pub name: String,
    /// How many columns it has.
    pub columns: usize,
    /// How many charts it has.
    pub charts: usize,
}

impl Profile {
    /// What a template declares.
    pub fn of(template: &Template) -> Self {
        let declaration = &template.declaration;
        let data = &declaration.data;
        let has_csv = declaration.sheets.iter().any(|sheet| sheet.csv.is_some());
        let forms = [("pdf", true), ("xlsx", !declaration.sheets.is_empty()), ("csv", has_csv), ("json", true)];
        let needs_words =
            template.files.iter().any(|(path, _)| path.starts_with(&format!("{}/narrative.", template.id)));
        let languages = declaration.title.keys().filter(|tag| !needs_words || template.narrative(tag).is_some());
        let about = |what: About| declaration.about.contains(&what);
        let options = [("--system", true), ("--release", about(About::Release)), ("--audit", about(About::Audit))];
        let given = |(name, there): (&'static str, bool)| there.then_some(name);
        Self {
            id: template.id.clone(),
            title: declaration.title.clone(),
            summary: declaration.summary.clone(),
            clauses: declaration.clauses.clone(),
            audience: declaration.audience,
            compartments: declaration.compartments.clone(),
            forms: forms.into_iter().filter_map(given).collect(),
            languages: languages.cloned().collect(),
            each: declaration.each.as_ref().map(|each| EachRow {
                over: each.over.clone(),
                condition: each.condition.clone(),
                name: each.name.clone(),
            }),
            required: data.required.clone(),
            optional: data.optional.clone(),
            rows: data.rows.clone(),
            options: options.into_iter().filter_map(given).collect(),
            catalogues: data.catalogues.clone(),
            published: data.fields.clone(),
            redacted: declaration
                .redactions
                .iter()
                .map(|one| RedactedField { field: one.field.clone(), reason: one.reason.clone() })
                .collect(),
            figures: declaration
                .figures
                .iter()
                .map(|(id, figure)| Counted {
                    id: id.clone(),
                    title: figure.title.clone(),
                    over: figure.over.clone(),
                    condition: figure.condition.clone(),
                    group_by: figure.group_by.clone(),
                })
                .collect(),
            sheets: declaration
                .sheets
                .iter()
                .map(|sheet| SheetShape {
                    name: sheet.name.clone(),
                    columns: sheet.columns.len(),
                    charts: sheet.charts.len(),
                })
                .collect(),
            standards: declaration.standards.clone(),
            digest: template.digest.clone(),
        }
    }

    /// The title, in English where it has one.
    pub fn name(&self) -> &str {
        let title = self.title.get("en").or_else(|| self.title.values().next());
        title.map_or(self.id.as_str(), String::as_str)
    }
}

/// The form of [`json`]. A change that could break a reader gets another number.
const REPORTS: &str = "aims-report/reports/1";

/// Reports as one line of JSON, for programs.
pub fn json(profiles: &[Profile]) -> String {
    let whole = serde_json::json!({
        "schema": REPORTS, "tool": "aims-report", "version": env!("CARGO_PKG_VERSION"), "reports": profiles,
    });
    format!("{whole}\n")
}
