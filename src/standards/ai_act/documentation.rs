//! Technical documentation (Art. 11, Annex IV) and the requirements that it shows to be met (Art. 8 to 15).

use serde::{Deserialize, Serialize};

use super::Provision;

/// What technical documentation holds.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Documentation {
    /// What the texts are.
    pub about: String,
    /// What it rests on.
    pub basis: String,
    /// The points of Annex IV.
    pub points: Vec<Provision>,
    /// How many there are.
    pub leaf_count: usize,
    /// Why the whole of Annex IV is printed for small companies too.
    pub simplified_form: String,
    /// When one file serves two laws.
    pub single_file: String,
    /// How long it is kept.
    pub retention: String,
    /// Art. 8 to 15.
    pub requirements: Vec<Provision>,
}

catalogue! {
    /// What technical documentation holds.
    documentation: Documentation = "ai_act/technical-documentation.json"
}
