//! Clauses 4 to 10 of ISO/IEC 42001: what each asks for, and what must be kept in writing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The clauses of the standard that an organisation must meet.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Clauses {
    /// The edition.
    pub framework: String,
    /// What the texts are.
    pub about: String,
    /// What each value of [`DocumentedInformation::requirement`] means.
    pub requirements: BTreeMap<String, String>,
    /// Clauses 4 to 10.
    pub clauses: Vec<Clause>,
    /// Their parts, in order.
    pub subclauses: Vec<Subclause>,
}

/// One of the seven clauses.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Its number.
    pub id: String,
    /// Its title in our words.
    pub title: String,
}

/// A numbered part of a clause.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Subclause {
    /// Its number, such as `9.3.2`.
    pub id: String,
    /// The clause it is part of.
    pub clause: String,
    /// Its heading in our words.
    pub heading: String,
    /// Its parts, where it is a heading only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<String>,
    /// What it asks for, in our words; none where it is a heading only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<String>,
    /// What must be kept in writing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documented_information: Option<DocumentedInformation>,
    /// What organisations usually show.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub typical_evidence: Vec<String>,
    /// The kinds of record that serve it, keys of the shared words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub record_kinds: Vec<String>,
    /// The documents that speak of it, codes of the shared words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub feeds: Vec<String>,
    /// What to know about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What a clause asks to be kept in writing.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentedInformation {
    /// Whether, and as what.
    pub requirement: Requirement,
    /// What, in our words.
    pub what: String,
}

/// Whether a clause asks for something written, and as what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Requirement {
    /// A document that is kept up to date.
    Document,
    /// Evidence that is retained.
    Record,
    /// Rules for documents and records.
    Both,
    /// As much as gives confidence.
    AsNeeded,
    /// Not said, but hard to show otherwise.
    Implicit,
    /// Nothing by the clause itself.
    NoneExplicit,
}

impl Requirement {
    /// Its key in [`Clauses::requirements`].
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Record => "record",
            Self::Both => "both",
            Self::AsNeeded => "as_needed",
            Self::Implicit => "implicit",
            Self::NoneExplicit => "none_explicit",
        }
    }
}

catalogue! {
    /// Clauses 4 to 10 of ISO/IEC 42001.
    clauses: Clauses = "clauses.json"
}

/// The part of a clause with this number.
pub fn subclause(id: &str) -> Option<&'static Subclause> {
    clauses().subclauses.iter().find(|subclause| subclause.id == id)
}
