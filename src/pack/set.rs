//! What was made for a pack, each file with what a reader wants to know of it, before the seal is put on.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::digest::Digest;
use super::tree::{Content, Tree};
use crate::diagnostic::Failure;

/// What a file of a pack is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Made for people to read: a report, a workbook.
    Document,
    /// Cited by a document and carried along.
    Evidence,
    /// The record itself, as the audience may see it.
    Record,
}

/// A file for a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name in the pack: a relative path with `/`.
    pub path: String,
    /// Its media type, such as `application/pdf`.
    pub media_type: String,
    /// What people call it.
    pub title: String,
    /// What it is.
    pub kind: Kind,
    /// Its bytes.
    pub content: Content,
    /// Digests of what it was made from, by name, such as `template` and `data`. They are printed in the manifest.
    pub made_from: BTreeMap<String, Digest>,
}

/// The files of a pack before the seal, sorted by name.
#[derive(Debug, Default)]
pub struct FileSet {
    tree: Tree,
    about: BTreeMap<String, About>,
}

/// What the manifest says of a file beside its digest.
#[derive(Debug, Clone)]
pub(crate) struct About {
    pub(crate) media_type: String,
    pub(crate) title: String,
    pub(crate) kind: Kind,
    pub(crate) made_from: BTreeMap<String, Digest>,
}

impl FileSet {
    /// Starts with no files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file, reading it once to hash it.
    ///
    /// # Errors
    ///
    /// [`UnsafeName`](crate::diagnostic::Code::UnsafeName), [`NameCollision`](crate::diagnostic::Code::NameCollision)
    /// or [`Unreadable`](crate::diagnostic::Code::Unreadable); the set is then as it was before.
    pub fn add(&mut self, entry: Entry) -> Result<(), Failure> {
        let Entry { path, media_type, title, kind, content, made_from } = entry;
        self.tree.insert(&path, content)?;
        self.about.insert(path, About { media_type, title, kind, made_from });
        Ok(())
    }

    /// Gives the files alone.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Takes the set apart for sealing.
    pub(crate) fn into_parts(self) -> (Tree, BTreeMap<String, About>) {
        (self.tree, self.about)
    }
}
