//! `manifest.json`: what the files of a pack are, for people's programs.
//!
//! `SHA256SUMS` says which files there are; the manifest adds title, media type, size and what each was made from. It is
//! listed in `SHA256SUMS`, so it is under the seal, and it lists every file but itself and those of the seal.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::statement::{PackFacts, not_canonical};
use crate::canonical::{canonical_json, parse_canonical};
use crate::diagnostic::{Code, Finding};
use crate::pack::{Digest, Kind};

/// Names the form of the manifest; another version gets another name.
pub const FORMAT: &str = "https://aims-report.org/manifest/v1";

/// The manifest of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Manifest {
    /// Its form: [`FORMAT`].
    pub format: String,
    /// The same facts that the predicate holds.
    pub pack: PackFacts,
    /// Every file of the pack that is no file of the seal, sorted by name.
    pub files: Vec<File>,
}

/// A file of the pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct File {
    /// Its name.
    pub path: String,
    /// What people call it.
    pub title: String,
    /// What it is.
    pub kind: Kind,
    /// Its media type.
    pub media_type: String,
    /// Its length in bytes.
    pub size: u64,
    /// Its digest.
    pub sha256: Digest,
    /// Digests of what it was made from, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub made_from: BTreeMap<String, Digest>,
}

/// Writes a manifest.
pub fn write(manifest: &Manifest) -> String {
    canonical_json(&serde_json::to_value(manifest).expect("a manifest has only text keys"))
}

/// Reads a manifest.
///
/// # Errors
///
/// [`Code::JsonMalformed`], [`Code::JsonDuplicateKey`], [`Code::JsonNotCanonical`] or [`Code::ManifestMalformed`].
pub fn parse(bytes: &[u8]) -> Result<Manifest, Finding> {
    let value = parse_canonical(bytes).map_err(|reason| not_canonical("the manifest", &reason))?;
    let manifest: Manifest = serde_json::from_value(value)
        .map_err(|error| Finding::new(Code::ManifestMalformed, format!("the manifest can't be understood: {error}")))?;
    if manifest.format != FORMAT {
        let message = format!("the manifest is of form `{}`, not `{FORMAT}`", manifest.format);
        return Err(Finding::new(Code::ManifestMalformed, message));
    }
    Ok(manifest)
}
