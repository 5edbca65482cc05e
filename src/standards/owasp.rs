//! The OWASP Top 10 for LLM Applications 2025, and what is related to each entry.

use serde::{Deserialize, Serialize};

use super::crosswalk::Related;

/// The list.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Owasp {
    /// Its short name, as in the crosswalk.
    pub framework: String,
    /// What the texts are.
    pub about: String,
    /// What to know about its editions.
    pub note: String,
    /// Its ten entries.
    pub entries: Vec<OwaspEntry>,
}

/// An entry.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct OwaspEntry {
    /// Its id, such as `LLM06:2025`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is, in our words.
    pub paraphrase: String,
    /// What it was called in the list of 2023.
    pub name_in_2023_list: String,
    /// Weaknesses that can lead to it.
    pub cwe_examples: Vec<String>,
    /// What these examples rest on.
    pub cwe_basis: String,
    /// What is related to it in other frameworks.
    pub related: Vec<Related>,
}

catalogue! {
    /// The OWASP Top 10 for LLM Applications 2025.
    owasp: Owasp = "owasp.json"
}
