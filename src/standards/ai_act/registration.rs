//! Registration in the EU database (Art. 49, Annex VIII).

use serde::{Deserialize, Serialize};

use super::Provision;

/// Who registers what.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Registration {
    /// What the texts are.
    pub about: String,
    /// The paragraphs of Art. 49.
    pub duties: Vec<Provision>,
    /// A cross-reference that leads nowhere.
    pub caution: String,
    /// Sections A to C of Annex VIII.
    pub sections: Vec<Section>,
}

/// A section of Annex VIII.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its name.
    pub id: String,
    /// Its points.
    pub points: Vec<Entry>,
}

/// Something to be registered.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its point.
    pub id: String,
    /// What, in our words.
    pub what: String,
    /// Whether the amending regulation took it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
}

catalogue! {
    /// Who registers what.
    registration: Registration = "ai_act/registration.json"
}
