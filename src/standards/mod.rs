//! The catalogues that the program ships, as data: clauses and controls of ISO/IEC 42001, management review, internal
//! audit, Statement of Applicability, the EU AI Act, and the crosswalk to other frameworks.
//!
//! Identifiers are facts of the standards and of the law. Titles and descriptions are our own short words; the
//! standards' text is not ours to print. Where something is not sure, the data says so, and a document that prints it
//! must say so too. Each catalogue is parsed when it is first asked for.

use serde::de::DeserializeOwned;

/// Declares the accessor of a catalogue.
macro_rules! catalogue {
    ($(#[$meta:meta])* $name:ident: $type:ty = $file:literal) => {
        $(#[$meta])*
        pub fn $name() -> &'static $type {
            static CATALOGUE: std::sync::LazyLock<$type> = std::sync::LazyLock::new(|| crate::standards::read($file));
            &CATALOGUE
        }
    };
}

pub mod ai_act;
mod annex_a;
pub mod applicability;
pub mod audit;
pub mod clauses;
mod crosswalk;
pub mod disclosure;
mod owasp;
pub mod review;
mod words;

#[cfg(test)]
mod tests;

pub use annex_a::{AnnexA, Control, Objective, SubObjective, annex_a, control};
pub use applicability::applicability;
pub use audit::audit;
pub use clauses::{clauses, subclause};
pub use crosswalk::{Crosswalk, CrosswalkRow, Framework, Related, crosswalk};
pub use disclosure::disclosure;
pub use owasp::{Owasp, OwaspEntry, owasp};
pub use review::review;
pub use words::{Roles, Words, words};

/// The edition that the catalogues speak of.
pub const ISO_42001: &str = "ISO/IEC 42001:2023";
/// The AI Act's name in the crosswalk.
pub const AI_ACT: &str = "Regulation (EU) 2024/1689";

/// Every catalogue with its source, sorted by name.
const SOURCES: [(&str, &str); 20] = [
    ("ai_act/classification.json", include_str!("ai_act/classification.json")),
    ("ai_act/declaration.json", include_str!("ai_act/declaration.json")),
    ("ai_act/duties.json", include_str!("ai_act/duties.json")),
    ("ai_act/incidents.json", include_str!("ai_act/incidents.json")),
    ("ai_act/instructions.json", include_str!("ai_act/instructions.json")),
    ("ai_act/law.json", include_str!("ai_act/law.json")),
    ("ai_act/models.json", include_str!("ai_act/models.json")),
    ("ai_act/penalties.json", include_str!("ai_act/penalties.json")),
    ("ai_act/practices.json", include_str!("ai_act/practices.json")),
    ("ai_act/registration.json", include_str!("ai_act/registration.json")),
    ("ai_act/technical-documentation.json", include_str!("ai_act/technical-documentation.json")),
    ("annex-a.json", include_str!("annex-a.json")),
    ("applicability.json", include_str!("applicability.json")),
    ("audit.json", include_str!("audit.json")),
    ("clauses.json", include_str!("clauses.json")),
    ("crosswalk.json", include_str!("crosswalk.json")),
    ("disclosure.json", include_str!("disclosure.json")),
    ("owasp.json", include_str!("owasp.json")),
    ("review.json", include_str!("review.json")),
    ("words.json", include_str!("words.json")),
];

/// The names under which documents ask for catalogues, and the sources of each.
const NAMED: [(&str, &str); 16] = [
    ("annex-iv", "ai_act/technical-documentation.json"),
    ("annex-v", "ai_act/declaration.json"),
    ("annex-viii", "ai_act/registration.json"),
    ("applicability", "applicability.json"),
    ("audit", "audit.json"),
    ("classification", "ai_act/classification.json"),
    ("clauses", "clauses.json"),
    ("dates", "ai_act/law.json"),
    ("disclosure", "disclosure.json"),
    ("duties", "ai_act/duties.json"),
    ("incidents", "ai_act/incidents.json"),
    ("instructions", "ai_act/instructions.json"),
    ("models", "ai_act/models.json"),
    ("penalties", "ai_act/penalties.json"),
    ("practices", "ai_act/practices.json"),
    ("review", "review.json"),
];

/// A catalogue as data, by the name under which documents ask for it.
pub fn catalogue(name: &str) -> Option<serde_json::Value> {
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, source)| read(source))
}

/// The names of the catalogues, sorted.
pub fn catalogue_names() -> impl Iterator<Item = &'static str> {
    NAMED.iter().map(|(name, _)| *name)
}

/// Parses a shipped catalogue.
fn read<T: DeserializeOwned>(name: &str) -> T {
    let source = SOURCES.iter().find(|(known, _)| *known == name).map_or("", |(_, source)| source);
    serde_json::from_str(source).expect("the shipped catalogues are tested")
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
    for (name, source) in SOURCES {
        for part in [name, source] {
            // Lengths first, so that no other split of the same bytes has this digest.
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
