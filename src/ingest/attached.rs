//! Digests the evidence files that lie in the record.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Component, Path};

use sha2::{Digest as _, Sha256};

use super::Places;
use crate::diagnostic::{Code, Finding};
use crate::record::{Item as _, Kind, Record};

/// What is known of a file in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFact {
    /// SHA-256 in lower-case hex.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
}

/// Digests each file that an evidence item names, and compares what the item declares.
pub(super) fn facts(
    record: &Record,
    root: &Path,
    places: &Places,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, FileFact> {
    let mut facts = BTreeMap::new();
    for item in &record.evidence {
        let Some(file) = &item.file else { continue };
        let report = |code, message: String, help: &str, field: &str| {
            let mut finding = Finding::new(code, message).help(help).about(format!("evidence item {}", item.id()));
            finding.place = places.of(Kind::Evidence, item.id().as_str(), field, 0);
            finding
        };
        if !stays_inside(file) {
            findings.push(report(
                Code::PathEscape,
                format!("`{file}` leads out of the record"),
                "name a file in the record, relative to it and with `/`; for others give `location:`",
                "file",
            ));
            continue;
        }
        match digest(root, file) {
            Ok(fact) => {
                if let Some(declared) = &item.sha256
                    && !declared.eq_ignore_ascii_case(&fact.sha256)
                {
                    findings.push(report(
                        Code::EvidenceChanged,
                        format!("`{file}` is not the file that was registered: its SHA-256 is {}", fact.sha256),
                        "restore the file, or register the new one as evidence of its own",
                        "sha256",
                    ));
                }
                facts.insert(file.clone(), fact);
            }
            Err(Refusal::Link) => findings.push(report(
                Code::PathEscape,
                format!("`{file}` is, or lies behind, a symbolic link"),
                "put the file itself into the record",
                "file",
            )),
            Err(Refusal::Io(error)) => findings.push(report(
                Code::EvidenceMissing,
                format!("the evidence file `{file}` can't be read: {error}"),
                "put the file into the record, or give its `location:` instead",
                "file",
            )),
        }
    }
    facts
}

/// Is the path relative, without `..`, and the same on every system?
fn stays_inside(file: &str) -> bool {
    !file.is_empty()
        && !file.contains(['\\', ':', '\0'])
        && Path::new(file).components().all(|part| matches!(part, Component::Normal(_)))
}

enum Refusal {
    Link,
    Io(std::io::Error),
}

fn digest(root: &Path, file: &str) -> Result<FileFact, Refusal> {
    let mut path = root.to_owned();
    for part in Path::new(file).components() {
        path.push(part);
        let kind = fs::symlink_metadata(&path).map_err(Refusal::Io)?;
        if kind.is_symlink() {
            return Err(Refusal::Link);
        }
    }
    let mut reader = fs::File::open(&path).map_err(Refusal::Io)?;
    let mut hash = Sha256::new();
    let mut bytes = 0;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = reader.read(&mut buffer).map_err(Refusal::Io)?;
        if read == 0 {
            break;
        }
        hash.update(&buffer[..read]);
        bytes += read as u64;
    }
    let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(FileFact { sha256, bytes })
}
