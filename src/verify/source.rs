//! Where a pack is read from: a folder or an archive. Both give the same names and bytes.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{archive, folder};
use crate::diagnostic::{Code, Finding, Place};

/// Every regular file that was found, by name, with its length.
pub(super) type Found = BTreeMap<String, u64>;

/// A pack as it was handed over.
pub(super) enum Source {
    /// A folder.
    Folder(PathBuf),
    /// An archive.
    Archive(PathBuf),
}

impl Source {
    /// Looks at what is there.
    pub(super) fn open(pack: &Path) -> Result<Self, Finding> {
        let unreadable = |what: String| {
            Finding::new(Code::Unreadable, format!("`{}` {what}", pack.display()))
                .at(Place::file(pack.display().to_string()))
                .help("give the folder or the .zip of a pack")
        };
        let metadata = fs::metadata(pack).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => unreadable("is not there".to_owned()),
            _ => unreadable(format!("can't be read: {error}")),
        })?;
        if metadata.is_dir() {
            Ok(Self::Folder(pack.to_owned()))
        } else if metadata.is_file() {
            Ok(Self::Archive(pack.to_owned()))
        } else {
            Err(unreadable("is neither a folder nor a file".to_owned()))
        }
    }

    /// Lists the files; none where an archive can be read in more than one way.
    pub(super) fn list(&self, problems: &mut Vec<Finding>) -> Option<Found> {
        match self {
            Self::Folder(root) => Some(folder::list(root, problems)),
            Self::Archive(path) => archive::list(path, problems),
        }
    }

    /// Gives a reader of files; each thread takes its own.
    pub(super) fn reader(&self) -> io::Result<Reader<'_>> {
        Ok(match self {
            Self::Folder(root) => Reader::Folder(root),
            Self::Archive(path) => {
                Reader::Archive(Box::new(zip::ZipArchive::new(io::BufReader::new(File::open(path)?))?))
            }
        })
    }
}

/// Reads the files of a pack one by one.
pub(super) enum Reader<'a> {
    Folder(&'a Path),
    Archive(Box<zip::ZipArchive<io::BufReader<File>>>),
}

impl Reader<'_> {
    /// Opens a file that was listed.
    pub(super) fn open(&mut self, name: &str) -> io::Result<Box<dyn Read + '_>> {
        Ok(match self {
            Self::Folder(root) => Box::new(File::open(root.join(name))?),
            Self::Archive(archive) => {
                let index = archive.index_for_name_raw(name.as_bytes()).ok_or(io::ErrorKind::NotFound)?;
                Box::new(archive.by_index(index)?)
            }
        })
    }
}

/// Says why a file of the pack could not be read. A damaged archive is the pack's fault; a denied folder is not.
pub(super) fn unreadable(name: &str, error: &io::Error) -> Finding {
    let (code, what) = match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
            (Code::ZipDamaged, format!("`{name}` can't be unpacked: {error}"))
        }
        _ => (Code::Unreadable, format!("`{name}` can't be read: {error}")),
    };
    Finding::new(code, what).at(Place::file(name))
}
