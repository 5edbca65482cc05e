//! A pack's content: each file's name with where its bytes are and what they must hash to.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use super::digest::{Digest, hash_reader};
use super::name::{self, Names};
use crate::diagnostic::{Code, Failure, Finding, Place};

/// Where the bytes of a file are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// In memory.
    Bytes(Vec<u8>),
    /// In a file elsewhere, which is copied when the pack is written.
    File(PathBuf),
}

impl Content {
    /// Opens the bytes for reading.
    ///
    /// # Errors
    ///
    /// What opening the file fails with.
    pub fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(match self {
            Self::Bytes(bytes) => Box::new(bytes.as_slice()),
            Self::File(path) => Box::new(File::open(path)?),
        })
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::Bytes(text.into_bytes())
    }
}

/// A file of a pack with its digest, taken when it was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Where the bytes are.
    pub content: Content,
    /// What they hash to. Writing compares: a file that changed after it was sealed never reaches a pack.
    pub digest: Digest,
    /// How many there are.
    pub size: u64,
}

/// Every file of a pack, sorted by name. All names keep to [`name::check`], and no two collide.
#[derive(Debug, Default)]
pub struct Tree {
    files: BTreeMap<String, Stored>,
    names: Names,
}

impl Tree {
    /// Adds a file, reading it once to hash it.
    ///
    /// # Errors
    ///
    /// [`Code::UnsafeName`] and [`Code::NameCollision`] for its name, [`Code::Unreadable`] for its content.
    pub fn insert(&mut self, path: &str, content: Content) -> Result<&Stored, Failure> {
        if let Err(reason) = name::check(path) {
            return Err(Finding::new(Code::UnsafeName, format!("the name `{path}` {reason}"))
                .help("rename the file; a pack's names must mean the same on every system")
                .into());
        }
        let (digest, size) =
            content.open().and_then(|mut reader| hash_reader(&mut reader, |_| Ok(()))).map_err(|error| {
                let finding = Finding::new(Code::Unreadable, format!("`{path}` of the pack can't be read: {error}"));
                match &content {
                    Content::File(file) => finding.at(Place::file(file.display().to_string())),
                    Content::Bytes(_) => finding,
                }
            })?;
        if let Err(other) = self.names.add(path) {
            return Err(Finding::new(
                Code::NameCollision,
                format!("`{path}` and `{other}` are one name on some systems"),
            )
            .help("rename one of them")
            .into());
        }
        Ok(self.files.entry(path.to_owned()).or_insert(Stored { content, digest, size }))
    }

    /// Walks the files in order of their names' bytes.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Stored)> {
        self.files.iter().map(|(path, stored)| (path.as_str(), stored))
    }

    /// Looks a file up.
    pub fn get(&self, path: &str) -> Option<&Stored> {
        self.files.get(path)
    }

    /// Counts the files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Says whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
