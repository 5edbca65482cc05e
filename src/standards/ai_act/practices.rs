//! Prohibited practices (Art. 5), each with the question that screens a system for it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The prohibited practices.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Practices {
    /// What the texts are.
    pub about: String,
    /// The ten practices.
    pub practices: Vec<Practice>,
    /// What a screening needs.
    pub data_needed: Vec<String>,
    /// How a screening is done.
    pub screening_rules: Vec<String>,
    /// The kinds of record that serve it.
    pub record_kinds: Vec<String>,
}

/// A prohibited practice.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    /// Its point.
    pub id: String,
    /// What is prohibited, in our words.
    pub paraphrase: String,
    /// The question to ask of each system.
    pub screen: String,
    /// Day from which it is prohibited.
    pub applies_from: Date,
    /// Whether the amending regulation added it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Where it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<String>,
}

catalogue! {
    /// The prohibited practices.
    practices: Practices = "ai_act/practices.json"
}
