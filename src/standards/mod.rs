//! The catalogues that the program ships: the controls of ISO/IEC 42001 Annex A and the crosswalk.
//!
//! Identifiers are facts of the standards. Titles and intents are our own short words; the standards' text is not
//! ours to print.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// The edition that the catalogue speaks of.
pub const ISO_42001: &str = "ISO/IEC 42001:2023";

/// Annex A of ISO/IEC 42001.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AnnexA {
    /// The edition.
    pub framework: String,
    /// What the texts are.
    pub about: String,
    /// Its nine objectives, in order.
    pub objectives: Vec<Objective>,
    /// Its 38 controls, in order.
    pub controls: Vec<Control>,
}

/// An objective that controls serve.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// Its number, such as `A.2`.
    pub id: String,
    /// Its title in our words.
    pub title: String,
    /// What it is for, in our words.
    pub intent: String,
    /// How many controls serve it.
    pub control_count: usize,
    /// Its parts, where it has any.
    pub sub_objectives: Vec<SubObjective>,
}

/// A part of an objective.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SubObjective {
    /// Its number, such as `A.6.1`.
    pub id: String,
    /// Its title in our words.
    pub title: String,
}

/// A control.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// Its number, such as `A.6.2.6`.
    pub id: String,
    /// The objective it serves.
    pub objective: String,
    /// Its title in our words.
    pub title: String,
    /// What it asks for, in our words.
    pub intent: String,
    /// Does the control itself ask for something written?
    pub asks_for_something_written: bool,
    /// What organisations usually show.
    pub typical_evidence: Vec<String>,
    /// How often evidence is usually expected, in words.
    pub suggested_cadence: String,
    /// What to know about it.
    #[serde(default)]
    pub note: Option<String>,
}

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
}

static ANNEX_A: LazyLock<AnnexA> =
    LazyLock::new(|| serde_json::from_str(include_str!("annex-a.json")).expect("the shipped catalogue is tested"));

static CROSSWALK: LazyLock<Crosswalk> =
    LazyLock::new(|| serde_json::from_str(include_str!("crosswalk.json")).expect("the shipped catalogue is tested"));

/// Annex A of ISO/IEC 42001.
pub fn annex_a() -> &'static AnnexA {
    &ANNEX_A
}

/// The crosswalk.
pub fn crosswalk() -> &'static Crosswalk {
    &CROSSWALK
}

/// The control of Annex A with this number.
pub fn control(id: &str) -> Option<&'static Control> {
    ANNEX_A.controls.iter().find(|control| control.id == id)
}

/// A key that sorts ids by number, part by part: A.2 before A.10, and 10.1 after 9.3.3.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey(Vec<Part>);

/// A part of an id between its separators.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(u64),
    Word(String),
}

/// The key by which an id is sorted.
pub fn sort_key(id: &str) -> SortKey {
    let part = |text: &str| text.parse().map_or_else(|_| Part::Word(text.to_owned()), Part::Number);
    SortKey(id.split(['.', '-', ' ']).map(part).collect())
}

/// SHA-256 of the shipped catalogues, for the seal: which catalogues a document was checked against.
pub fn digest() -> String {
    use sha2::{Digest as _, Sha256};
    let mut hash = Sha256::new();
    for catalogue in [include_str!("annex-a.json"), include_str!("crosswalk.json")] {
        hash.update((catalogue.len() as u64).to_be_bytes());
        hash.update(catalogue);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{annex_a, control, crosswalk, sort_key};

    #[test]
    fn annex_a_has_38_controls_under_9_objectives() {
        let annex = annex_a();
        assert_eq!(annex.controls.len(), 38);
        assert_eq!(annex.objectives.len(), 9);
        for objective in &annex.objectives {
            let count = annex.controls.iter().filter(|control| control.objective == objective.id).count();
            assert_eq!(count, objective.control_count, "{}", objective.id);
        }
        let ids: BTreeSet<_> = annex.controls.iter().map(|control| &control.id).collect();
        assert_eq!(ids.len(), 38);
        assert!(annex.controls.is_sorted_by_key(|control| sort_key(&control.id)));
    }

    #[test]
    fn crosswalk_rows_resolve_and_state_their_basis() {
        let crosswalk = crosswalk();
        for row in &crosswalk.rows {
            let clause = !row.iso_42001.starts_with("A.");
            assert!(clause || control(&row.iso_42001).is_some(), "{}", row.iso_42001);
            for related in &row.related {
                assert!(crosswalk.frameworks.iter().any(|framework| framework.name == related.framework));
                assert!(crosswalk.basis.contains_key(&related.basis), "{}", related.basis);
                assert!(!related.ids.is_empty());
            }
        }
    }

    #[test]
    fn ids_sort_by_number() {
        let mut ids = ["A.10.2", "A.2.2", "10.1", "9.3.3", "A.6.2.10", "A.6.2.2", "MTS-C1"];
        ids.sort_by_key(|id| sort_key(id));
        assert_eq!(ids, ["9.3.3", "10.1", "A.2.2", "A.6.2.2", "A.6.2.10", "A.10.2", "MTS-C1"]);
    }
}
