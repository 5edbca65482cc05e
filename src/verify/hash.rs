//! Hashes the listed files, a few at once, in memory that does not grow with their size.

use std::io::{self, Read as _};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::contents::Contents;
use super::source::{Found, Reader, Source, unreadable};
use super::verdict::Verdict;
use crate::diagnostic::{Code, Finding, Place};
use crate::pack::{Digest, hash_reader};

/// Compares each listed file that is there with its digest.
pub(super) fn compare(source: &Source, contents: &Contents, found: &Found, threads: usize, verdict: &mut Verdict) {
    let Some(sums) = &contents.sums else { return };
    let work: Vec<(&str, Digest, u64)> =
        sums.iter().filter_map(|(name, digest)| found.get(name).map(|&size| (name.as_str(), *digest, size))).collect();
    let most = if threads == 0 { thread::available_parallelism().map_or(1, usize::from).min(8) } else { threads };
    let next = AtomicUsize::new(0);
    let problems = thread::scope(|scope| {
        let workers: Vec<_> =
            (0..most.min(work.len())).map(|_| scope.spawn(|| hash_some(source, contents, &work, &next))).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("hashing does not panic")).collect::<Vec<_>>()
    });
    verdict.shown.hashed = problems.is_empty() && work.len() == sums.len();
    verdict.problems.extend(problems);
    verdict.checked.push(format!("content: SHA-256 of {} files", work.len()));
}

fn hash_some(source: &Source, contents: &Contents, work: &[(&str, Digest, u64)], next: &AtomicUsize) -> Vec<Finding> {
    let mut problems = Vec::new();
    let mut reader = match source.reader() {
        Ok(reader) => reader,
        Err(error) => return vec![unreadable(".", &error)],
    };
    while let Some(&(name, expected, size)) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
        // What was read for its meaning must be what is hashed, though the disk may hold something else by now.
        let result = match contents.get(name) {
            Some(bytes) => Ok((Digest::of(bytes), bytes.len() as u64)),
            None => hash(&mut reader, name, size),
        };
        match result {
            Ok((digest, _)) if digest == expected => {}
            Ok((_, length)) if length != size => {
                problems.push(changed(name, "has another length than it was listed with"))
            }
            Ok(_) => problems.push(changed(name, "is not the file that was sealed")),
            Err(error) => problems.push(unreadable(name, &error)),
        }
    }
    problems
}

/// Reads one byte past the announced length at most: an archive's entry may hold more than its header admits.
fn hash(reader: &mut Reader<'_>, name: &str, size: u64) -> io::Result<(Digest, u64)> {
    hash_reader(&mut reader.open(name)?.take(size.saturating_add(1)), |_| Ok(()))
}

fn changed(name: &str, how: &str) -> Finding {
    Finding::new(Code::FileChanged, format!("`{name}` {how}"))
        .at(Place::file(name))
        .help("do not rely on it; get the pack again")
}
