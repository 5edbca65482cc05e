//! What the seal says: an in-toto Statement v1 whose one subject is `SHA256SUMS`, and whose predicate is ours.
//!
//! The predicate holds the facts of the pack that no file digest can hold: whose it is, which of a sequence, for whom,
//! made with what. It is canonical JSON with a closed set of fields; a verifier that meets a field it does not know
//! can't tell what it agrees to, and refuses.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::files;
use crate::canonical::{NotCanonical, canonical_json, parse_canonical};
use crate::diagnostic::{Code, Finding};
use crate::pack::Digest;

/// The type of statement.
pub const STATEMENT_TYPE: &str = "https://in-toto.io/Statement/v1";
/// The type of our predicate. Another version gets another name.
pub const PREDICATE_TYPE: &str = "https://aims-report.org/seal/v1";

/// A pack's number in the sequence of its kind, from 1. JSON holds it as a decimal string, which no reader rounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sequence(pub u64);

impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for Sequence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sequence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let number: u64 = text.parse().map_err(|_| de::Error::custom("the sequence is not a decimal number"))?;
        // `+7` and `007` parse too, and would be another text for the same pack.
        if number == 0 || number.to_string() != text {
            return Err(de::Error::custom("the sequence is not a decimal number from 1 without leading zeros"));
        }
        Ok(Self(number))
    }
}

/// The facts of a pack that are sealed with it, and stand in its manifest too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PackFacts {
    /// The organisation whose record it is.
    pub organisation: String,
    /// The pack's own id, which is also the name of its folder, such as `acme-2026-Q3-management`.
    pub pack_id: String,
    /// The period reported on, such as `2026-Q3`.
    pub period: String,
    /// The day the documents speak of.
    pub as_of: Date,
    /// Whom it is for.
    pub audience: String,
    /// Was it made from a record with integrity findings, or otherwise not for issue?
    pub draft: bool,
    /// Its number in the sequence of packs of its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<Sequence>,
    /// Digest of the `SHA256SUMS` of the pack before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Digest>,
    /// Digest of the canonical record that is in the pack.
    pub record_digest: Digest,
    /// Digest of each report's effective template, by report.
    pub templates: BTreeMap<String, Digest>,
    /// Digest of the effective brand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand: Option<Digest>,
    /// Digest of each font file, by name.
    pub fonts: BTreeMap<String, Digest>,
    /// What was checked, and how it came out.
    pub checks: Checks,
    /// Program and version that made the pack.
    pub tool: Tool,
    /// Version of each engine that decides bytes, by name, such as `typst`.
    pub engines: BTreeMap<String, String>,
    /// Last day on which the pack should be relied on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
}

/// Which checks ran, and how they came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Checks {
    /// Digest of the effective check configuration: levels, waivers, cadences.
    pub configuration: Digest,
    /// Digest of each catalogue that was checked against, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub catalogues: BTreeMap<String, Digest>,
    /// Findings at each level, by name of the level; a level without findings may be left out.
    pub findings: BTreeMap<String, u64>,
    /// Findings that the organisation waived.
    pub waivers: u64,
}

/// A program and its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// Who signs, and as what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signer {
    /// The name that `ssh-keygen` takes for `-I`: an address such as `aims@acme.example`, without spaces.
    pub identity: String,
    /// The role that the signer signs in, such as `preparer`.
    pub role: String,
    /// Is the key kept, or was it made for this pack alone?
    pub key: Custody,
}

/// What becomes of a signing key after signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Custody {
    /// Its owner keeps it.
    Kept,
    /// It is gone; the signature shows that nothing changed, and not who made it.
    ThrownAway,
}

/// Our predicate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Predicate {
    /// The facts of the pack.
    pub pack: PackFacts,
    /// Who signs.
    pub signer: Signer,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Statement {
    #[serde(rename = "_type")]
    statement_type: String,
    predicate: Predicate,
    predicate_type: String,
    subject: Vec<Subject>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Subject {
    digest: BTreeMap<String, String>,
    name: String,
}

/// Writes the statement over a `SHA256SUMS` with this digest.
pub fn write(predicate: &Predicate, sums: Digest) -> String {
    let statement = Statement {
        statement_type: STATEMENT_TYPE.to_owned(),
        predicate: predicate.clone(),
        predicate_type: PREDICATE_TYPE.to_owned(),
        subject: vec![Subject {
            digest: BTreeMap::from([("sha256".to_owned(), sums.to_string())]),
            name: files::SUMS.to_owned(),
        }],
    };
    canonical_json(&serde_json::to_value(statement).expect("a statement has only text keys"))
}

/// Reads a statement that must be about a `SHA256SUMS` with this digest.
///
/// # Errors
///
/// [`Code::JsonDuplicateKey`], [`Code::JsonNotCanonical`], [`Code::StatementType`], [`Code::PredicateType`],
/// [`Code::SubjectCount`], [`Code::SubjectDiffers`] or [`Code::PredicateMalformed`].
pub fn parse(payload: &[u8], sums: Digest) -> Result<Predicate, Finding> {
    let value = parse_canonical(payload).map_err(|reason| not_canonical("the statement", &reason))?;
    let text = |field: &str| value.get(field).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    // Types first: what another type's fields mean is not ours to say.
    let statement_type = text("_type");
    if statement_type != STATEMENT_TYPE {
        let message = format!("the statement is of type `{statement_type}`, not `{STATEMENT_TYPE}`");
        return Err(Finding::new(Code::StatementType, message));
    }
    let predicate_type = text("predicateType");
    if predicate_type != PREDICATE_TYPE {
        let message = format!("the predicate is of type `{predicate_type}`, not `{PREDICATE_TYPE}`");
        return Err(
            Finding::new(Code::PredicateType, message).help("a newer aims-report may know it; see its release notes")
        );
    }
    let subjects = value.get("subject").and_then(serde_json::Value::as_array).map_or(0, Vec::len);
    if subjects != 1 {
        let message = format!("the statement speaks of {subjects} subjects, not of SHA256SUMS alone");
        return Err(Finding::new(Code::SubjectCount, message));
    }
    let statement: Statement = serde_json::from_value(value).map_err(|error| {
        Finding::new(Code::PredicateMalformed, format!("the statement can't be understood: {error}"))
    })?;
    let subject = &statement.subject[0];
    let expected = BTreeMap::from([("sha256".to_owned(), sums.to_string())]);
    if subject.name != files::SUMS || subject.digest != expected {
        return Err(Finding::new(Code::SubjectDiffers, "the statement is about another SHA256SUMS than the pack's"));
    }
    Ok(statement.predicate)
}

/// Says in a finding why JSON was refused.
pub(crate) fn not_canonical(what: &str, reason: &NotCanonical) -> Finding {
    let code = match reason {
        NotCanonical::DuplicateKey(_) => Code::JsonDuplicateKey,
        NotCanonical::Form => Code::JsonNotCanonical,
        NotCanonical::Syntax(_) => Code::JsonMalformed,
    };
    Finding::new(code, format!("{what} can't be read: {reason}"))
}
