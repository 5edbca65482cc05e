//! The transparency disclosure to customers: what a good one says, and what must never be in it. The labels `TD-2.1`,
//! `TD-L1`, `TD-C1` and so on are ours.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a disclosure says and does not say.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosure {
    /// What the texts are.
    pub about: String,
    /// Whose the labels are.
    pub labels: String,
    /// The circles of readers, the widest first.
    pub tiers: Vec<DisclosureTier>,
    /// The sections, by their ids, which are no order of print.
    pub sections: Vec<DisclosureSection>,
    /// The order in which they are printed.
    pub print_order: Vec<String>,
    /// Sections that are owed under a condition only, with it.
    pub where_applicable: BTreeMap<String, String>,
    /// How it is written.
    pub writing_rules: Vec<String>,
    /// Claims that are refused.
    pub refused_claims: Vec<RefusedClaim>,
    /// What must never be in it.
    pub leaks: Vec<Leak>,
    /// What may be attached, and what is said of what is withheld.
    pub attached_data: Vec<String>,
    /// What must agree before it is signed.
    pub consistency: Vec<String>,
    /// Where the sections of a model card stand here.
    pub model_card: Vec<ModelCardSection>,
    /// What it shows of each control of Annex A.
    pub controls: BTreeMap<String, String>,
}

/// A circle of readers.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct DisclosureTier {
    /// Our label.
    pub id: String,
    /// The class of what it may see.
    pub audience: String,
    /// Who reads.
    pub reader: String,
    /// Sections that it does not get.
    pub without: Vec<String>,
}

/// A section of a disclosure.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct DisclosureSection {
    /// Our label.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What stands in it.
    pub content: String,
    /// Articles of the AI Act and controls that it rests on; `practice` where no text asks for it.
    pub basis: Vec<String>,
    /// Kinds of record that it is made from.
    pub record_kinds: Vec<String>,
}

/// A claim that is refused, and what can be said in its place.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RefusedClaim {
    /// Our label.
    pub id: String,
    /// The claim.
    pub claim: String,
    /// Why it can't be made.
    pub because: String,
    /// What can be said.
    pub instead: String,
    /// The words by which it is made; `(a|b|)` is one of these words, or none.
    pub patterns: Vec<String>,
    /// Longer phrases that hold the same words and do not make it.
    pub innocent: Vec<String>,
    /// Words that make it concrete where one of them stands in the same sentence.
    pub concrete: Vec<String>,
}

/// Something that must never reach a customer.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Leak {
    /// Our label.
    pub id: String,
    /// What it is.
    pub never: String,
    /// What it would do.
    pub why: String,
    /// How it is looked for.
    pub check: String,
    /// What its readers are told, where it is a kind of content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Withheld>,
}

/// A kind of content that a disclosure never holds, in words for its readers.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Withheld {
    /// The kind.
    pub kind: String,
    /// Why it is left out.
    pub reason: String,
}

/// A section of a model card (Mitchell et al., 2019).
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ModelCardSection {
    /// Its name there.
    pub section: String,
    /// The sections here.
    pub here: Vec<String>,
}

catalogue! {
    /// What a transparency disclosure says, and what must never be in it.
    disclosure: Disclosure = "disclosure.json"
}
