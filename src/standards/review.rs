//! Management review (ISO/IEC 42001 9.3): what goes in, what comes out. The labels `MR-IN-01` and so on are ours.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a management review looks at and decides.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The clause it serves.
    pub clause: String,
    /// What the texts are.
    pub about: String,
    /// Whose the labels are.
    pub labels: String,
    /// What each part of the clause is about.
    pub holding: BTreeMap<String, String>,
    /// How often it is held.
    pub frequency: Frequency,
    /// What stands at the head of the documents.
    pub header_fields: Vec<String>,
    /// What goes in.
    pub inputs: Vec<ReviewInput>,
    /// What each value of [`ReviewInput::basis`] means.
    pub basis: BTreeMap<String, String>,
    /// What comes out.
    pub results: Vec<ReviewResult>,
    /// Rules of the documents.
    pub rules: Vec<String>,
    /// What auditors often find.
    pub common_findings: Vec<String>,
    /// Where ISO/IEC 27001 asks for more.
    pub iso_27001_difference: String,
}

/// How often a review is held.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Frequency {
    /// What the clause asks for.
    pub rule: String,
    /// What is common.
    pub common: String,
    /// What is checked.
    pub check: String,
}

/// Something a management review looks at.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewInput {
    /// Our label.
    pub id: String,
    /// Does clause 9.3.2 ask for it?
    pub required: bool,
    /// The clause or control it comes from, several with `/`; `none` where no clause asks for it.
    pub clause: String,
    /// What it rests on, a key of [`Review::basis`].
    pub basis: String,
    /// The question that it answers.
    pub ask: String,
    /// What the answer needs.
    pub data_needed: Vec<String>,
    /// The kinds of record that serve it.
    pub record_kinds: Vec<String>,
    /// How it is shown.
    pub show: String,
    /// When it is complete.
    pub complete_when: String,
}

/// Something a management review decides.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewResult {
    /// Our label.
    pub id: String,
    /// Does clause 9.3.3 ask for it?
    pub required: bool,
    /// The clause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// What it is.
    pub ask: String,
    /// What it must state.
    pub fields: Vec<String>,
}

catalogue! {
    /// What a management review looks at and decides.
    review: Review = "review.json"
}
