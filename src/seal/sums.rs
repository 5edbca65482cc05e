//! `SHA256SUMS`: the one list of a pack's files.
//!
//! Each line is 64 lower-case hex digits, two spaces, a name and LF. Lines are sorted by the bytes of their names,
//! and no name needs the escapes that `sha256sum` knows, since the rule for names allows none of what they are for.
//! The reader refuses what `sha256sum` would skip or read in another way: comments, CRLF, a byte-order mark, the
//! binary marker `*`, upper case, other algorithms. So the signed bytes have one meaning.

use std::collections::BTreeMap;

use super::files;
use crate::diagnostic::{Code, Finding, Place};
use crate::pack::name::{self, Names};
use crate::pack::{Digest, Tree};

/// Longest `SHA256SUMS` that is read, in bytes: about a million files.
pub const LONGEST: u64 = 128 * 1024 * 1024;

/// Lists every file of a tree.
pub fn write(tree: &Tree) -> String {
    tree.iter().map(|(path, stored)| format!("{}  {path}\n", stored.digest)).collect()
}

/// Reads a list: each name with the digest that its file must have.
///
/// # Errors
///
/// Everything that is wrong with it, each line with its own code.
pub fn parse(bytes: &[u8]) -> Result<BTreeMap<String, Digest>, Vec<Finding>> {
    let found = |code, message: String| Finding::new(code, message).at(Place::file(files::SUMS));
    let one = |code, message: &str| Err(vec![found(code, message.to_owned())]);
    if bytes.is_empty() {
        return one(Code::SumsEmpty, "the list of files is empty");
    }
    if bytes.starts_with(b"\xef\xbb\xbf") {
        return one(Code::SumsByteOrderMark, "the list begins with a byte-order mark");
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return one(Code::SumsMalformed, "the list is not UTF-8");
    };
    if text.contains('\r') {
        return one(Code::SumsLineEnds, "the list has CR line ends; a mail program or an editor may have changed it");
    }
    let Some(body) = text.strip_suffix('\n') else {
        return one(Code::SumsLineEnds, "the last line does not end in LF; the list may have been cut");
    };

    let mut problems = Vec::new();
    let mut sums = BTreeMap::new();
    let mut names = Names::default();
    let mut last = "";
    for (index, line) in body.split('\n').enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let place = Place { file: files::SUMS.to_owned(), line: Some(number), ..Place::default() };
        let mut problem = |code, message: String| problems.push(Finding::new(code, message).at(place.clone()));
        let (path, digest) = match parse_line(line) {
            Ok(parts) => parts,
            Err((code, message)) => {
                problem(code, message);
                continue;
            }
        };
        if let Err(reason) = name::check(path) {
            problem(Code::UnsafeName, format!("the name `{path}` {reason}"));
            continue;
        }
        if files::UNLISTED.contains(&path) {
            problem(Code::SumsSealFile, format!("`{path}` is a file of the seal and can't vouch for itself"));
            continue;
        }
        if sums.insert(path.to_owned(), digest).is_some() {
            problem(Code::DuplicateName, format!("`{path}` is listed twice"));
        } else if let Err(other) = names.add(path) {
            problem(Code::NameCollision, format!("`{path}` and `{other}` are one name on some systems"));
        } else if path < last {
            problem(Code::SumsUnsorted, format!("`{path}` stands after `{last}`; lines must be sorted by name"));
        }
        last = path;
    }
    if problems.is_empty() { Ok(sums) } else { Err(problems) }
}

fn parse_line(line: &str) -> Result<(&str, Digest), (Code, String)> {
    if line.is_empty() {
        return Err((Code::SumsMalformed, "the line is empty".to_owned()));
    }
    if line.contains(" (") && line.contains(") = ") {
        return Err((
            Code::SumsAlgorithm,
            "the line names its algorithm; only plain SHA-256 lines are read".to_owned(),
        ));
    }
    let Some((digits, path)) = line.split_once("  ") else {
        let message = "the line is not a digest, two spaces and a name".to_owned();
        return Err((Code::SumsMalformed, message));
    };
    let digest = digits.parse().map_err(|_| match digits.len() {
        64 => (Code::SumsDigest, format!("the digest of `{path}` has a character that is not a lower-case hex digit")),
        32 | 40 | 56 | 96 | 128 if digits.bytes().all(|digit| digit.is_ascii_hexdigit()) => {
            (Code::SumsAlgorithm, format!("the digest of `{path}` is of another algorithm than SHA-256"))
        }
        length => (Code::SumsDigest, format!("the digest of `{path}` has {length} characters; SHA-256 has 64")),
    })?;
    Ok((path, digest))
}
