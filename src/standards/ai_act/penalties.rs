//! Penalties (Art. 99 to 101), and what holds for systems that were there before (Art. 111).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Penalties and legacy systems.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Penalties {
    /// What the texts are.
    pub about: String,
    /// The penalties.
    pub penalties: Vec<Penalty>,
    /// Why the wording of documents matters.
    pub note: String,
    /// What holds for systems that were there before.
    pub legacy: Vec<Legacy>,
}

/// A penalty.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Penalty {
    /// Its paragraph.
    pub id: String,
    /// What it is for.
    pub breach: String,
    /// At most so many euros.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_eur: Option<u32>,
    /// At most so many per cent of worldwide yearly turnover.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_percent_turnover: Option<u8>,
    /// Which of the two counts.
    pub rule: String,
}

/// A rule for systems that were there before.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Legacy {
    /// Its paragraph.
    pub id: String,
    /// What it says, in our words.
    pub paraphrase: String,
    /// The day for Annex III systems.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_off_annex_iii: Option<Date>,
    /// The day for Annex I systems.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_off_annex_i: Option<Date>,
    /// The day in the base text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_off_base_text: Option<Date>,
    /// What holds for public authorities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_authorities: Option<String>,
    /// What it needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data_needed: Vec<String>,
    /// The kinds of record that serve it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub record_kinds: Vec<String>,
    /// How sure it is, where that is in doubt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<String>,
}

catalogue! {
    /// Penalties and legacy systems.
    penalties: Penalties = "ai_act/penalties.json"
}
