//! Which ids of other frameworks are related to clauses and controls. Related, never equivalent or sufficient.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Which ids of other frameworks are related to clauses and controls of ISO/IEC 42001.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Crosswalk {
    /// What a mapping says and does not say.
    pub about: String,
    /// The frameworks, with their editions.
    pub frameworks: Vec<Framework>,
    /// What each basis code means.
    pub basis: BTreeMap<String, String>,
    /// The rows.
    pub rows: Vec<CrosswalkRow>,
}

/// A framework of the crosswalk.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Framework {
    /// Its short name.
    pub name: String,
    /// The edition mapped.
    pub edition: String,
}

/// What is related to one clause or control.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CrosswalkRow {
    /// The clause or control of ISO/IEC 42001.
    pub iso_42001: String,
    /// What is related to it.
    pub related: Vec<Related>,
    /// What to know about the row.
    #[serde(default)]
    pub note: Option<String>,
}

/// Ids of one framework, with what the mapping rests on.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Related {
    /// The framework's short name.
    pub framework: String,
    /// The ids there.
    pub ids: Vec<String>,
    /// What the mapping rests on, a code of [`Crosswalk::basis`].
    pub basis: String,
    /// What to know about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

catalogue! {
    /// The crosswalk.
    crosswalk: Crosswalk = "crosswalk.json"
}
