//! Lists a pack that is a folder, taking nothing for a file that is not plainly one.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use super::source::{Found, unreadable};
use crate::diagnostic::{Code, Finding, Place};
use crate::pack::name::{self, Names};

/// Most files and folders that are looked at.
const MOST: usize = 1_000_000;
/// Deepest folder that is looked into; names end at the same depth.
const DEEPEST: usize = 32;

pub(super) fn list(root: &Path, problems: &mut Vec<Finding>) -> Found {
    let mut walk = Walk { found: Found::new(), names: Names::default(), seen: 0, problems };
    walk.folder(root, "", 0);
    walk.found
}

struct Walk<'a> {
    found: Found,
    names: Names,
    seen: usize,
    problems: &'a mut Vec<Finding>,
}

impl Walk<'_> {
    fn problem(&mut self, code: Code, name: &str, message: String) {
        self.problems.push(Finding::new(code, message).at(Place::file(name)));
    }

    fn folder(&mut self, folder: &Path, prefix: &str, depth: usize) {
        let entries = match fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
            Ok(entries) => entries,
            Err(error) => return self.problems.push(unreadable(if prefix.is_empty() { "." } else { prefix }, &error)),
        };
        if entries.is_empty() && !prefix.is_empty() {
            self.problem(
                Code::FolderUnlisted,
                prefix,
                format!("the folder `{prefix}` is empty; no pack has empty folders"),
            );
        }
        let mut paths: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).collect();
        paths.sort();
        for path in paths {
            self.seen += 1;
            if self.seen > MOST {
                return self.problem(Code::PackLimit, prefix, format!("the pack has more than {MOST} files"));
            }
            self.entry(&path, prefix, depth);
        }
    }

    fn entry(&mut self, path: &Path, prefix: &str, depth: usize) {
        let last = path.file_name().unwrap_or_default();
        let shown = format!("{prefix}{}", last.to_string_lossy());
        let Some(last) = last.to_str() else {
            return self.problem(Code::UnsafeName, &shown, format!("the name `{shown}` is not UTF-8"));
        };
        let name = format!("{prefix}{last}");
        if let Err(reason) = name::check(&name) {
            return self.problem(Code::UnsafeName, &name, format!("the name `{name}` {reason}"));
        }
        // Not followed: a link is looked at, never through.
        let metadata = match fs::symlink_metadata(path) {
            Ok(metadata) => metadata,
            Err(error) => return self.problems.push(unreadable(&name, &error)),
        };
        let kind = metadata.file_type();
        if kind.is_symlink() {
            self.problem(Code::SymbolicLink, &name, format!("`{name}` is a symbolic link"));
        } else if kind.is_dir() {
            if depth + 1 >= DEEPEST {
                return self.problem(Code::PackLimit, &name, format!("`{name}` is deeper than {DEEPEST} folders"));
            }
            self.folder(path, &format!("{name}/"), depth + 1);
        } else if !kind.is_file() {
            self.problem(Code::SpecialFile, &name, format!("`{name}` is a device, socket or pipe"));
        } else {
            if links(&metadata) > 1 {
                let message = format!("`{name}` is a hard link: it has another name, by which it can be changed");
                self.problem(Code::HardLink, &name, message);
            }
            if let Err(other) = self.names.add(&name) {
                self.problem(
                    Code::NameCollision,
                    &name,
                    format!("`{name}` and `{other}` are one name on some systems"),
                );
            }
            self.found.insert(name, metadata.len());
        }
    }
}

#[cfg(unix)]
fn links(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

/// Elsewhere the standard library does not tell.
#[cfg(not(unix))]
fn links(_: &Metadata) -> u64 {
    1
}
