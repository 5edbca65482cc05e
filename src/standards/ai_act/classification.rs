//! Which systems are high-risk (Art. 6, Annexes I and III).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How systems are classed.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Classification {
    /// What the texts are.
    pub about: String,
    /// The tiers; a system can be in several.
    pub tiers: Vec<String>,
    /// What to know about them.
    pub tiers_note: String,
    /// The rules of Art. 6.
    pub article_6: Vec<Rule>,
    /// Product laws.
    pub annex_i: AnnexI,
    /// The eight areas of Annex III.
    pub annex_iii: Vec<Area>,
}

/// A rule of classification.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its paragraph.
    pub id: String,
    /// What it says, in our words.
    pub paraphrase: String,
    /// Conditions (a) to (d) of Art. 6(3).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub conditions: BTreeMap<String, String>,
    /// How the conditions are met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conditions_note: Option<String>,
    /// What profiling of people means for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profiling: Option<String>,
    /// What it needs.
    pub data_needed: Vec<String>,
    /// The kinds of record that serve it.
    pub record_kinds: Vec<String>,
    /// Whether the amending regulation added it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
}

/// Product laws that make a system high-risk.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AnnexI {
    /// Section A.
    pub section_a: String,
    /// Section B.
    pub section_b: String,
    /// How sure this is.
    pub certainty: String,
}

/// An area of Annex III.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Its point.
    pub id: String,
    /// What it is about.
    pub area: String,
    /// The uses listed.
    pub uses: Vec<Use>,
}

/// A use that makes a system high-risk.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Use {
    /// Its point.
    pub id: String,
    /// The use, in our words.
    #[serde(rename = "use")]
    pub what: String,
}

catalogue! {
    /// How systems are classed.
    classification: Classification = "ai_act/classification.json"
}
