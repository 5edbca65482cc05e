//! The words that the catalogues share: kinds of record and the collections that hold them, documents, roles.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Words that the catalogues share.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// What it is.
    pub about: String,
    /// The collections of a record that hold each kind that the catalogues name.
    pub record_kinds: BTreeMap<String, Vec<String>>,
    /// The document behind each code in `feeds`.
    pub documents: BTreeMap<String, String>,
    /// The words for who plays which part.
    pub roles: Roles,
    /// Why an id is printed with its framework.
    pub collision_warning: String,
    /// Why a role is printed with its vocabulary.
    pub role_word_warning: String,
}

/// Role names of three vocabularies. The same word can mean another role in another one.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    /// Names in ISO/IEC 22989.
    pub iso_22989: Vec<String>,
    /// Names in the AI Act.
    pub ai_act: Vec<String>,
    /// Names in a record.
    pub record: Vec<String>,
    /// What each name of a record is nearest to.
    pub mapping: BTreeMap<String, String>,
    /// What the mapping rests on.
    pub mapping_basis: String,
    /// Why `deployer` needs its vocabulary beside it.
    pub deployer_warning: String,
}

catalogue! {
    /// The words that the catalogues share.
    words: Words = "words.json"
}
