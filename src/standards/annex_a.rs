//! Annex A of ISO/IEC 42001: nine objectives, 38 controls.

use serde::{Deserialize, Serialize};

/// Annex A of ISO/IEC 42001.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AnnexA {
    /// The edition.
    pub framework: String,
    /// What the texts are.
    pub about: String,
    /// Its nine objectives, in order.
    pub objectives: Vec<Objective>,
    /// Its 38 controls, in order.
    pub controls: Vec<Control>,
}

/// An objective that controls serve.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// Its number, such as `A.2`.
    pub id: String,
    /// Its title in our words.
    pub title: String,
    /// What it is for, in our words.
    pub intent: String,
    /// How many controls serve it.
    pub control_count: usize,
    /// Its parts, where it has any.
    pub sub_objectives: Vec<SubObjective>,
}

/// A part of an objective.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SubObjective {
    /// Its number, such as `A.6.1`.
    pub id: String,
    /// Its title in our words.
    pub title: String,
}

/// A control.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// Its number, such as `A.6.2.6`.
    pub id: String,
    /// The objective it serves.
    pub objective: String,
    /// Its title in our words.
    pub title: String,
    /// What it asks for, in our words.
    pub intent: String,
    /// Does the control itself ask for something written?
    pub asks_for_something_written: bool,
    /// What organisations usually show.
    pub typical_evidence: Vec<String>,
    /// How often evidence is usually expected, in words.
    pub suggested_cadence: String,
    /// The kinds of record that serve it, keys of the shared words. Not for documents: templates show what a record holds.
    #[serde(skip_serializing)]
    pub record_kinds: Vec<String>,
    /// The documents that speak of it, codes of the shared words.
    #[serde(skip_serializing)]
    pub feeds: Vec<String>,
    /// What to know about it.
    #[serde(default)]
    pub note: Option<String>,
}

catalogue! {
    /// Annex A of ISO/IEC 42001.
    annex_a: AnnexA = "annex-a.json"
}

/// The control of Annex A with this number.
pub fn control(id: &str) -> Option<&'static Control> {
    annex_a().controls.iter().find(|control| control.id == id)
}
