//! General-purpose models (Art. 51 to 55, Annexes XI and XII) and the codes of Annex XIV.

use serde::{Deserialize, Serialize};

use super::Provision;

/// What providers of general-purpose models owe.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Models {
    /// What the texts are.
    pub about: String,
    /// Articles and annexes.
    pub provisions: Vec<Provision>,
    /// What it is good for in a record.
    pub use_here: String,
    /// Codes of Annex XIV.
    pub codes: Codes,
}

/// Codes that scope a notified body.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Codes {
    /// The annex.
    pub basis: String,
    /// What they are for.
    pub what: String,
    /// Codes of products.
    pub product: String,
    /// Codes of biometrics.
    pub biometrics: Vec<TechnologyCode>,
    /// Codes of technology.
    pub technology: Vec<TechnologyCode>,
}

/// A code.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TechnologyCode {
    /// The code.
    pub id: String,
    /// What it stands for.
    pub what: String,
}

catalogue! {
    /// What providers of general-purpose models owe.
    models: Models = "ai_act/models.json"
}
