//! The seal's own files, read once, and what they say compared with one another and with what is there.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read as _};

use super::source::{Found, Source, unreadable};
use super::verdict::Verdict;
use crate::diagnostic::{Code, Finding, Place};
use crate::pack::{Digest, Kind};
use crate::seal::{Predicate, files, manifest, sums};

/// Longest file of the seal that is read, but for the two that grow with the pack.
const LONGEST: u64 = 4 * 1024 * 1024;

/// What is held in memory of a pack.
pub(super) struct Contents {
    files: BTreeMap<&'static str, Vec<u8>>,
    /// Each listed name with the digest that its file must have; none where the list can't be read.
    pub(super) sums: Option<BTreeMap<String, Digest>>,
}

impl Contents {
    /// Reads the seal's files, each once.
    pub(super) fn read(source: &Source, found: &Found, problems: &mut Vec<Finding>) -> Self {
        let mut held = BTreeMap::new();
        for name in files::UNLISTED.into_iter().chain([files::MANIFEST]) {
            let place = Place::file(name);
            let Some(&size) = found.get(name) else {
                problems.push(
                    Finding::new(Code::SealFileMissing, format!("`{name}` of the seal is not there"))
                        .at(place)
                        .help("the pack is not complete; get it again"),
                );
                continue;
            };
            let longest = if [files::SUMS, files::MANIFEST].contains(&name) { sums::LONGEST } else { LONGEST };
            if size > longest {
                problems.push(Finding::new(Code::PackLimit, format!("`{name}` has {size} bytes")).at(place));
                continue;
            }
            match read(source, name, longest) {
                Ok(bytes) => {
                    held.insert(name, bytes);
                }
                Err(error) => problems.push(unreadable(name, &error)),
            }
        }
        let sums = held.get(files::SUMS).and_then(|bytes| match sums::parse(bytes) {
            Ok(sums) => Some(sums),
            Err(mut wrong) => {
                problems.append(&mut wrong);
                None
            }
        });
        Self { files: held, sums }
    }

    /// Gives the bytes of one of the seal's files.
    pub(super) fn get(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(Vec::as_slice)
    }
}

fn read(source: &Source, name: &str, longest: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut reader = source.reader()?;
    reader.open(name)?.take(longest + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > longest {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it is longer than it said"));
    }
    Ok(bytes)
}

/// Compares list, manifest, statement and what is there; digests of files come later.
pub(super) fn compare(contents: &Contents, found: &Found, predicate: Option<&Predicate>, verdict: &mut Verdict) {
    let Some(sums) = &contents.sums else {
        verdict.not_checked.push("which files belong to the pack: the list of files can't be read".to_owned());
        return;
    };
    for name in sums.keys().filter(|name| !found.contains_key(*name)) {
        verdict.problems.push(
            Finding::new(Code::FileMissing, format!("`{name}` is listed and not there"))
                .at(Place::file(name))
                .help("the pack is not complete; get it again"),
        );
    }
    for name in found.keys().filter(|name| !sums.contains_key(*name) && !files::UNLISTED.contains(&name.as_str())) {
        let help = if is_litter(name) {
            "your system's file viewer leaves such files; delete it and verify again"
        } else {
            "someone added it after the pack was sealed; do not rely on it"
        };
        verdict
            .problems
            .push(Finding::new(Code::FileUnlisted, format!("`{name}` is not listed")).at(Place::file(name)).help(help));
    }
    for name in [files::MANIFEST, files::INSTRUCTIONS].into_iter().filter(|name| !sums.contains_key(*name)) {
        let message = format!("`{name}` is not in the list of files");
        verdict.problems.push(Finding::new(Code::SealFileMissing, message).at(Place::file(files::SUMS)));
    }
    verdict.shown.listed = true;
    verdict.checked.push(format!("completeness: {} listed files against what is there", sums.len()));
    if let Some(bytes) = contents.get(files::MANIFEST) {
        match manifest::parse(bytes) {
            Ok(manifest) => compare_manifest(&manifest, sums, found, predicate, verdict),
            Err(finding) => verdict.problems.push(super::at(finding, files::MANIFEST)),
        }
    }
}

/// What file viewers leave in folders that they were shown.
fn is_litter(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    last.starts_with("._") || [".DS_Store", "Thumbs.db", "desktop.ini"].contains(&last)
}

fn compare_manifest(
    manifest: &manifest::Manifest,
    sums: &BTreeMap<String, Digest>,
    found: &Found,
    predicate: Option<&Predicate>,
    verdict: &mut Verdict,
) {
    // Of a file that changed, the length is no second problem.
    let places = verdict.problems.iter().filter_map(|problem| problem.place.as_ref());
    let told: BTreeSet<String> = places.map(|place| place.file.clone()).collect();
    let mut differs = |message: String| {
        let finding = Finding::new(Code::ManifestDiffers, message).at(Place::file(files::MANIFEST));
        verdict.problems.push(finding.help("two parts of the seal contradict each other; do not rely on the pack"));
    };
    let mut expected: BTreeMap<&str, Digest> = sums.iter().map(|(name, digest)| (name.as_str(), *digest)).collect();
    expected.remove(files::MANIFEST);
    expected.remove(files::INSTRUCTIONS);
    for file in &manifest.files {
        let name = &file.path;
        if expected.remove(name.as_str()) != Some(file.sha256) {
            differs(format!("the manifest says of `{name}` what the list of files does not"));
        } else if !told.contains(name) && found.get(name).is_some_and(|&size| size != file.size) {
            differs(format!("the manifest gives `{name}` another length than it has"));
        }
    }
    for name in expected.keys() {
        differs(format!("the manifest leaves out `{name}`"));
    }
    let Some(predicate) = predicate else { return };
    if manifest.pack != predicate.pack {
        differs("the manifest says of the pack what the statement does not".to_owned());
    }
    let mut records = manifest.files.iter().filter(|file| file.kind == Kind::Record).peekable();
    if records.peek().is_none() {
        verdict.not_checked.push("the record's digest: this pack carries no record".to_owned());
    }
    for record in records.filter(|record| record.sha256 != predicate.pack.record_digest) {
        let message = format!("`{}` is not the record that the statement speaks of", record.path);
        verdict.problems.push(Finding::new(Code::RecordDiffers, message).at(Place::file(&record.path)));
    }
    verdict.checked.push("manifest: against the list of files and the statement".to_owned());
}
