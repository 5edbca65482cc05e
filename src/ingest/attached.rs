//! Digests the evidence files that lie in the record.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read as _;
use std::path::{Component, Path};

use sha2::{Digest as _, Sha256};

use super::{Places, limits};
use crate::diagnostic::{Code, Finding, Place, nearest, reason};
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
        let report = |code, message: String, help: &str, field: &str| {
            let mut finding = Finding::new(code, message).help(help).about(format!("evidence item {}", item.id()));
            finding.place = places.of(Kind::Evidence, item.id().as_str(), field, 0);
            finding
        };
        let malformed = |digest: &&String| digest.len() != 64 || !digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        if let Some(digest) = item.sha256.as_ref().filter(malformed) {
            let message = format!("`{digest}` is no SHA-256: that has 64 hexadecimal digits and nothing else");
            findings.push(report(Code::WrongType, message, "run `sha256sum` on the file", "sha256"));
            continue;
        }
        let Some(file) = &item.file else {
            if item.sha256.is_some() && item.location.is_none() {
                let message = "a digest is given, and no file that it is the digest of".to_owned();
                let help = "name the `file:` in the record, or the `location:` of one outside";
                findings.push(report(Code::EvidenceMissing, message, help, "sha256"));
            }
            continue;
        };
        if let Some((message, help)) = no_path(file) {
            findings.push(report(Code::PathEscape, message, &help, "file"));
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
            Err(Refusal::Io(error)) => {
                let (message, help) = unread(root, file, &error);
                findings.push(report(Code::EvidenceMissing, message, &help, "file"));
            }
        }
    }
    unused(root, record, findings);
    facts
}

/// What keeps a path from being relative, inside the record, and the same on every system; and what to do.
fn no_path(file: &str) -> Option<(String, String)> {
    let normal = |part: Component<'_>| matches!(part, Component::Normal(_));
    if file.is_empty() {
        return Some(("the path is empty".to_owned(), "name a file in the record, or take the field out".to_owned()));
    }
    if file.contains(['\\', ':', '\0']) {
        let message = format!("`{file}` is no path that every system reads alike");
        let help = match file.replace('\\', "/") {
            path if Path::new(&path).components().all(normal) && !path.contains([':', '\0']) => {
                format!("write `{path}`")
            }
            _ => "name a file in the record, relative to it and with `/`; for others give `location:`".to_owned(),
        };
        return Some((message, help));
    }
    if !Path::new(file).components().all(normal) {
        let plain = file.strip_prefix("./").unwrap_or_default();
        if !plain.is_empty() && Path::new(plain).components().all(normal) {
            return Some((format!("`{file}` is another name of `{plain}`"), format!("write `{plain}`")));
        }
        let help = "name a file in the record, relative to it and with `/`; for others give `location:`";
        return Some((format!("`{file}` leads out of the record"), help.to_owned()));
    }
    // `a//b` and `a/` are other names of `a/b` and `a`: one file has one name under the seal.
    let plain: Vec<_> = Path::new(file).iter().map(|part| part.to_string_lossy()).collect();
    let plain = plain.join("/");
    (plain != file).then(|| (format!("`{file}` is another name of `{plain}`"), format!("write `{plain}`")))
}

/// Why a file can't be read, and what to do.
fn unread(root: &Path, file: &str, error: &std::io::Error) -> (String, String) {
    match error.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => {
            let names = files(root, "evidence", 0);
            let help = nearest(file, names.iter().map(String::as_str)).map_or_else(
                || "put the file into the record, or give its `location:` instead".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            (format!("there is no file `{file}` in the record"), help)
        }
        std::io::ErrorKind::IsADirectory => {
            let help = "name one file; several go into an archive, or into an evidence item each";
            (format!("`{file}` is a folder, and evidence is a file"), help.to_owned())
        }
        _ => (format!("`{file}` can't be read: {}", reason(error)), "check the permissions of the file".to_owned()),
    }
}

/// Names the files of the evidence folder that no item registers: nobody would know of them.
fn unused(root: &Path, record: &Record, findings: &mut Vec<Finding>) {
    let named: BTreeSet<&str> = record.evidence.iter().filter_map(|item| item.file.as_deref()).collect();
    for name in files(root, "evidence", 0) {
        if !named.contains(name.as_str()) {
            let finding = Finding::new(Code::UnusedFile, format!("no evidence item names the file `{name}`"));
            findings.push(
                finding.at(Place::file(&name)).help("register it in `evidence`, or take it out; it is in no pack"),
            );
        }
    }
}

/// The files below a folder, sorted; hidden ones are passed over.
fn files(root: &Path, folder: &str, depth: usize) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root.join(folder)).into_iter().flatten().flatten() {
        let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth < limits::DEPTH => names.extend(files(root, &name, depth + 1)),
            _ => names.push(name),
        }
    }
    names.sort();
    names
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
