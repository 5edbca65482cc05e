//! Checks a sealed pack as an adversary would read it.
//!
//! Nothing in a pack is believed before it is checked, and what was checked is never read a second time: the list of
//! files, the signatures and the statement are read once into memory. All problems are reported, not the first.
//!
//! A pack is *refused* where something is wrong with it, *trusted* where nothing is and a key that the verifier brought
//! vouches for it, and *not trusted* where nothing is wrong and the verifier brought no key.

mod archive;
mod contents;
mod folder;
mod hash;
mod report;
mod signatures;
mod source;
mod trust;
mod verdict;

use std::path::Path;

use jiff::civil::Date;

pub use report::{human, json};
pub use trust::{Trust, TrustedKey};
pub use verdict::{Conclusion, Facts, Verdict};

use crate::diagnostic::{self, Code, Finding};
use crate::seal::files;
use contents::Contents;
use source::Source;

/// What a verifier demands beside integrity and trust.
#[derive(Debug, Clone, Default)]
pub struct Demands {
    /// The day on which the pack is relied on; without it, expiry is not checked.
    pub today: Option<Date>,
    /// The number in the sequence that the pack must have.
    pub sequence: Option<u64>,
    /// Is a draft good enough?
    pub drafts: bool,
    /// Most threads that hash at once; 0 takes one for each processor, up to eight.
    pub threads: usize,
}

/// Checks the pack in this folder or archive.
pub fn verify(pack: &Path, trust: &Trust, demands: &Demands) -> Verdict {
    let mut verdict = Verdict::default();
    let source = match Source::open(pack) {
        Ok(source) => source,
        Err(finding) => return verdict.stop(finding),
    };
    let Some(found) = source.list(&mut verdict.problems) else {
        verdict.not_checked.push("everything else: the archive can be read in more than one way".to_owned());
        return verdict.conclude(trust);
    };
    verdict.facts.files = found.len() as u64;
    verdict.facts.bytes = found.values().sum();
    if !looks_like_a_pack(&found) && verdict.problems.is_empty() {
        let what = format!("`{}` is no sealed pack: it has none of the files of a seal", pack.display());
        verdict
            .problems
            .push(Finding::new(Code::SealFileMissing, what).help("give the folder that holds SHA256SUMS, or its .zip"));
        return verdict.conclude(trust);
    }
    verdict
        .checked
        .push("names and kinds of files: what means another file elsewhere, links, devices, sockets".to_owned());

    let contents = Contents::read(&source, &found, &mut verdict.problems);
    let predicate = signatures::check(&contents, trust, &mut verdict);
    hash::compare(&source, &contents, &found, demands.threads, &mut verdict);
    contents::compare(&contents, &found, predicate.as_ref(), &mut verdict);
    if let Some(predicate) = predicate {
        against_demands(&predicate.pack, demands, &mut verdict);
        verdict.facts.signer = Some(predicate.signer);
        verdict.facts.pack = Some(predicate.pack);
    }
    if demands.sequence.is_none() {
        verdict.not_checked.push("whether there is a newer pack: no number in its sequence was expected".to_owned());
    }
    verdict.not_checked.push("whether what the documents say is true".to_owned());
    verdict.conclude(trust)
}

fn looks_like_a_pack(found: &source::Found) -> bool {
    files::UNLISTED.iter().any(|name| found.contains_key(*name))
}

fn against_demands(facts: &crate::seal::PackFacts, demands: &Demands, verdict: &mut Verdict) {
    if facts.draft && !demands.drafts {
        verdict.problems.push(
            Finding::new(Code::Draft, "the pack is a draft; it was not issued")
                .help("ask for the issued pack, or give --allow-draft"),
        );
    }
    match (facts.expires, demands.today) {
        (Some(expires), Some(today)) if today > expires => verdict
            .problems
            .push(Finding::new(Code::Expired, format!("the pack expired on {expires}")).help("ask for a newer pack")),
        (Some(_), None) => verdict.not_checked.push("whether the pack has expired: no day was given".to_owned()),
        _ => {}
    }
    let Some(expected) = demands.sequence else { return };
    match facts.sequence {
        Some(number) if number.0 == expected => {
            verdict.checked.push(format!("sequence: the pack is number {expected}, as expected"));
        }
        number => {
            let is = number.map_or("has no number".to_owned(), |number| format!("is number {number}"));
            verdict.problems.push(
                Finding::new(Code::SequenceUnexpected, format!("the pack {is} in its sequence, not number {expected}"))
                    .help("an older pack may have been handed over as the current one; ask for the right one"),
            );
        }
    }
}

/// Adds the file that a finding is about.
fn at(finding: Finding, file: &str) -> Finding {
    if finding.place.is_some() { finding } else { finding.at(diagnostic::Place::file(file)) }
}
