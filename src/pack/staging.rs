//! Writing beside the target, so that a run killed at any moment leaves a whole pack or none.
//!
//! Everything is written to `.NAME.PID-N.partial` next to the target and moved by one rename. A lock file,
//! `.NAME.PID-N.partial.lock`, is held meanwhile. The system lets go of a lock when its process dies, so the next run
//! can tell what a killed run left from what another run is writing at this moment, and removes only the former.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Finding, Place, reason};

const PARTIAL: &str = ".partial";
const LOCK: &str = ".partial.lock";

/// A place to write in, removed when dropped before [`Staging::commit`].
#[derive(Debug)]
pub(super) struct Staging {
    partial: PathBuf,
    lock_path: PathBuf,
    parent: PathBuf,
    target: PathBuf,
    /// Holds the lock; closing it lets go.
    _lock: File,
}

impl Staging {
    /// Removes what killed runs left beside the target, and takes a place to write in.
    pub(super) fn beside(target: &Path) -> Result<Self, Finding> {
        let name = target.file_name().ok_or_else(|| {
            Finding::new(Code::Unwritable, format!("`{}` names no file or folder", target.display()))
                .help("give a path that ends in the pack's name")
        })?;
        let parent = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        fs::create_dir_all(&parent).map_err(|error| unwritable(&parent, &error))?;
        clean(&parent, name).map_err(|error| unwritable(&parent, &error))?;
        for attempt in 0_u32.. {
            let mut stem = prefix(name);
            stem.push(format!("{}-{attempt}", std::process::id()));
            let lock_path = parent.join(with(&stem, LOCK));
            let lock = match OpenOptions::new().write(true).create_new(true).open(&lock_path) {
                Ok(lock) => lock,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < 1000 => continue,
                Err(error) => return Err(unwritable(&parent, &error)),
            };
            lock.lock().map_err(|error| unwritable(&parent, &error))?;
            // Between making and locking it, another run may have taken it for a leftover and removed it.
            if !lock_path.exists() {
                continue;
            }
            let partial = parent.join(with(&stem, PARTIAL));
            return Ok(Self { partial, lock_path, parent, target: target.to_owned(), _lock: lock });
        }
        unreachable!("the loop ends by returning")
    }

    /// The path to write at; nothing is there yet.
    pub(super) fn path(&self) -> &Path {
        &self.partial
    }

    /// Moves what was written to the target.
    pub(super) fn commit(self) -> Result<(), Finding> {
        fs::rename(&self.partial, &self.target).map_err(|error| unwritable(&self.target, &error))?;
        // A rename that is not on disk yet could be undone by a power cut, though we said it was done.
        sync_folder(&self.parent).map_err(|error| unwritable(&self.parent, &error))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Nothing better can be done where this fails; the next run cleans up.
        let _ = remove(&self.partial);
        let _ = fs::remove_file(&self.lock_path);
    }
}

fn prefix(name: &OsStr) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(name);
    prefix.push(".");
    prefix
}

fn with(stem: &OsStr, ending: &str) -> OsString {
    let mut name = stem.to_owned();
    name.push(ending);
    name
}

fn clean(parent: &Path, name: &OsStr) -> io::Result<()> {
    let prefix = prefix(name);
    for entry in fs::read_dir(parent)? {
        let path = entry?.path();
        let file_name = path.file_name().unwrap_or_default().as_encoded_bytes();
        let Some(rest) = file_name.strip_prefix(prefix.as_encoded_bytes()) else { continue };
        let Some(middle) = rest.strip_suffix(LOCK.as_bytes()) else { continue };
        if !is_ours(middle) {
            continue;
        }
        let lock = match File::open(&path) {
            Ok(lock) => lock,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        if lock.try_lock().is_ok() {
            remove(&path.with_extension(""))?;
            let _ = fs::remove_file(&path);
        }
    }
    Ok(())
}

/// Only `PID-N` between the name and the ending: `.acme.2-3.partial.lock` is no leftover of `acme-old`.
fn is_ours(middle: &[u8]) -> bool {
    let mut parts = middle.split(|&byte| byte == b'-');
    let number = |part: Option<&[u8]>| part.is_some_and(|part| !part.is_empty() && part.iter().all(u8::is_ascii_digit));
    number(parts.next()) && number(parts.next()) && parts.next().is_none()
}

fn remove(path: &Path) -> io::Result<()> {
    let result = match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Makes the entries of a folder durable. Windows has no such call and keeps its own journal.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Says in words what kept a pack from being written.
pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Finding {
    let (what, help) = match error.kind() {
        io::ErrorKind::StorageFull => ("the disk is full".to_owned(), "free some space, or give another --out"),
        io::ErrorKind::QuotaExceeded => {
            ("your disk quota is used up".to_owned(), "free some space, or give another --out")
        }
        io::ErrorKind::ReadOnlyFilesystem => ("the file system is read-only".to_owned(), "give another --out"),
        io::ErrorKind::PermissionDenied => {
            ("you have no permission to write there".to_owned(), "give a folder that you may write in")
        }
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            ("a file is in the way".to_owned(), "move it away, or give another --out")
        }
        io::ErrorKind::IsADirectory => ("a folder is in the way".to_owned(), "move it away, or give another --out"),
        io::ErrorKind::NotFound => {
            ("a folder on the way to it is not there".to_owned(), "give a folder that is there, or can be made")
        }
        _ => (reason(error), "put right what the system complains of, then run again"),
    };
    Finding::new(Code::Unwritable, format!("`{}` can't be written: {what}", path.display()))
        .at(Place::file(path.display().to_string()))
        .help(format!("{help}; nothing was left behind"))
}
