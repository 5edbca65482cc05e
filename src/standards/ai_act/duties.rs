//! Duties of providers and deployers: quality management, keeping documents and logs, assessment, oversight.

use serde::{Deserialize, Serialize};

use super::Provision;

/// Duties of providers and deployers.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Duties {
    /// What the texts are.
    pub about: String,
    /// How long logs are kept.
    pub logs: LogRetention,
    /// How long documents are kept.
    pub documents: DocumentRetention,
    /// Duties of providers.
    pub provider: Vec<Provision>,
    /// What to know about Art. 17.
    pub quality_management_note: String,
    /// What an answer to an authority needs (Art. 21).
    pub requests: Requests,
    /// Routes of conformity assessment (Art. 43).
    pub assessment: Assessment,
    /// Duties of deployers.
    pub deployer: Vec<Provision>,
    /// Who assesses fundamental rights, and when (Art. 27).
    pub fria: Fria,
    /// Duties that fall on more than one.
    pub others: Vec<Provision>,
}

/// How long logs are kept.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LogRetention {
    /// At least so many months.
    pub months_minimum: u8,
    /// By providers.
    pub provider: String,
    /// By deployers.
    pub deployer: String,
    /// What can set another period.
    pub both: String,
}

/// How long documents are kept.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentRetention {
    /// The article.
    pub id: String,
    /// So many years.
    pub years: u8,
    /// After what.
    pub starts: String,
    /// What holds where that day is not known.
    pub start_unknown: String,
    /// Which of two days counts.
    pub both_dates_known: String,
}

/// What an answer to an authority needs.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Requests {
    /// What it needs.
    pub data_needed: Vec<String>,
    /// The kinds of record that serve it.
    pub record_kinds: Vec<String>,
}

/// Routes of conformity assessment.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// The article.
    pub id: String,
    /// Annex III points 2 to 8.
    pub annex_iii_2_to_8: String,
    /// Annex III point 1, biometrics.
    pub annex_iii_1: String,
    /// When a notified body is needed there.
    pub annex_iii_1_annex_vii_cases: String,
    /// Who takes its place for authorities.
    pub annex_iii_1_authorities: String,
    /// Products of Annex I Section A.
    pub annex_i_section_a: String,
    /// When a new assessment is needed.
    pub substantial_modification: String,
    /// What is checked.
    pub check: String,
}

/// A fundamental rights impact assessment.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Fria {
    /// Who makes one.
    pub who: String,
    /// When.
    pub when: String,
}

catalogue! {
    /// Duties of providers and deployers.
    duties: Duties = "ai_act/duties.json"
}
