//! Instructions for use (Art. 13(3)) and transparency duties (Art. 50).

use serde::{Deserialize, Serialize};

use super::Provision;

/// What deployers and people are told.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Instructions {
    /// What the texts are.
    pub about: String,
    /// What it rests on.
    pub basis: String,
    /// The items of Art. 13(3).
    pub items: Vec<Provision>,
    /// The duties of Art. 50.
    pub disclosures: Vec<Provision>,
    /// The code of practice under Art. 50(7).
    pub code_of_practice: String,
}

catalogue! {
    /// What deployers and people are told.
    instructions: Instructions = "ai_act/instructions.json"
}
