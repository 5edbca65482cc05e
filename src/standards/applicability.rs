//! The Statement of Applicability (ISO/IEC 42001 6.1.3): what it holds, and how it is checked.

use serde::{Deserialize, Serialize};

/// What a Statement of Applicability is made of.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Applicability {
    /// The clause it serves.
    pub clause: String,
    /// What the texts are.
    pub about: String,
    /// How it comes about, in order.
    pub derivation: Vec<String>,
    /// What it holds.
    pub must_contain: Vec<Content>,
    /// What stands at its head.
    pub header_fields: Vec<String>,
    /// In which sense roles are meant.
    pub roles_note: String,
    /// What each row states.
    pub row_fields: Vec<RowField>,
    /// How it is checked.
    pub checks: Vec<SoaCheck>,
    /// When controls are usually excluded.
    pub typical_exclusions: Vec<Exclusion>,
    /// What is counted.
    pub summary_fields: Vec<String>,
    /// What is shown between two versions.
    pub difference: String,
}

/// Something the statement holds.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// Our label.
    pub id: String,
    /// What it is.
    pub what: String,
    /// What it rests on.
    pub basis: String,
    /// What to know about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A field of a row.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RowField {
    /// Its name.
    pub field: String,
    /// Whether it is required.
    pub need: String,
    /// What it says.
    pub rule: String,
}

/// A check of the statement.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SoaCheck {
    /// Our label.
    pub id: String,
    /// `error` or `warning`.
    pub severity: String,
    /// What is found.
    pub check: String,
    /// What the finding speaks of, where it is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
}

/// A situation in which controls are usually excluded.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// The situation.
    pub situation: String,
    /// The controls.
    pub controls: Vec<String>,
    /// What may bring them back.
    pub caution: String,
}

catalogue! {
    /// What a Statement of Applicability is made of.
    applicability: Applicability = "applicability.json"
}
