//! The EU declaration of conformity (Art. 47, Annex V).

use serde::{Deserialize, Serialize};

use super::Provision;

/// What the declaration holds.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Declaration {
    /// What the texts are.
    pub about: String,
    /// What it rests on.
    pub basis: String,
    /// What Art. 47 asks for.
    pub duty: String,
    /// What it needs beside the points of Annex V.
    pub data_needed: Vec<String>,
    /// The points of Annex V.
    pub points: Vec<Provision>,
}

catalogue! {
    /// What the declaration holds.
    declaration: Declaration = "ai_act/declaration.json"
}
