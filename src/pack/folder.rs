//! A pack as a folder: written beside its target, made durable, and moved there whole.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::Written;
use super::digest::hash_reader;
use super::staging::{Staging, sync_folder, unwritable};
use super::tree::{Stored, Tree};
use crate::diagnostic::{Code, Failure, Finding, Place};

/// Writes a pack as a folder. The target appears whole or not at all.
///
/// # Errors
///
/// [`Code::TargetExists`] where something else is there, [`Code::Unwritable`] where the system refuses,
/// [`Code::ContentChanged`] where a file is not what it was when it was sealed. Nothing is left in any of these cases.
pub fn write_folder(tree: &Tree, target: &Path) -> Result<Written, Failure> {
    let staging = Staging::beside(target)?;
    if fs::symlink_metadata(target).is_ok() {
        return if same(tree, target).map_err(|error| unreadable(target, &error))? {
            Ok(Written::Identical)
        } else {
            Err(exists(target).into())
        };
    }
    let root = staging.path();
    let mut folders = BTreeSet::from([root.to_owned()]);
    fs::create_dir(root).map_err(|error| unwritable(target, &error))?;
    for (path, stored) in tree.iter() {
        let file = root.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(|error| unwritable(&target.join(path), &error))?;
            folders.extend(folder.ancestors().take_while(|folder| *folder != root).map(Path::to_owned));
        }
        write_file(&file, path, stored, target)?;
    }
    // Deepest first: a folder is durable when what is in it is.
    for folder in folders.iter().rev() {
        sync_folder(folder).map_err(|error| unwritable(target, &error))?;
    }
    staging.commit()?;
    Ok(Written::New)
}

fn write_file(file: &Path, path: &str, stored: &Stored, target: &Path) -> Result<(), Finding> {
    let shown = target.join(path);
    let mut reader = stored.content.open().map_err(|error| unreadable(&shown, &error))?;
    let mut out =
        OpenOptions::new().write(true).create_new(true).open(file).map_err(|error| unwritable(&shown, &error))?;
    let (digest, _) =
        hash_reader(&mut reader, |piece| out.write_all(piece)).map_err(|error| unwritable(&shown, &error))?;
    if digest != stored.digest {
        return Err(changed(path));
    }
    out.sync_all().map_err(|error| unwritable(&shown, &error))
}

/// Says that a source file changed between sealing and writing.
pub(super) fn changed(path: &str) -> Finding {
    Finding::new(Code::ContentChanged, format!("`{path}` changed after it was sealed"))
        .help("make sure that nothing writes to the record while a pack is made, then run again")
}

/// Says that a target is taken.
pub(super) fn exists(target: &Path) -> Finding {
    Finding::new(Code::TargetExists, format!("`{}` exists and is not the same pack", target.display()))
        .at(Place::file(target.display().to_string()))
        .help(
            "a pack is never overwritten: move it away, or give another --out; \
             two packs sealed without --key are never the same, since each has a key of its own",
        )
}

/// Says that a source, or what is at a target, can't be read.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> Finding {
    Finding::new(Code::Unreadable, format!("`{}` can't be read: {error}", path.display()))
        .at(Place::file(path.display().to_string()))
}

/// Is the folder exactly this pack?
fn same(tree: &Tree, target: &Path) -> io::Result<bool> {
    if !fs::symlink_metadata(target)?.is_dir() {
        return Ok(false);
    }
    let mut waiting: Vec<(PathBuf, String)> = vec![(target.to_owned(), String::new())];
    let mut found = 0;
    while let Some((folder, prefix)) = waiting.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let Some(path) = entry.file_name().to_str().map(|name| format!("{prefix}{name}")) else { return Ok(false) };
            let kind = entry.file_type()?;
            if kind.is_dir() {
                waiting.push((entry.path(), format!("{path}/")));
                continue;
            }
            let Some(stored) = tree.get(&path).filter(|_| kind.is_file()) else { return Ok(false) };
            let (digest, _) = hash_reader(&mut File::open(entry.path())?, |_| Ok(()))?;
            if digest != stored.digest {
                return Ok(false);
            }
            found += 1;
        }
    }
    Ok(found == tree.len())
}
