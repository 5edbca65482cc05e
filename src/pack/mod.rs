//! Packs: what goes into one, under which names, and how it reaches the disk.
//!
//! [`FileSet`] gathers what was made; the seal turns it into a [`Tree`], which is everything that a pack holds; a
//! tree is written as a folder by [`write_folder`] or as one archive by [`write_zip`], whole or not at all.

mod digest;
mod folder;
pub mod name;
mod set;
mod staging;
mod tree;
mod zip;

pub use digest::{Digest, hash_reader};
pub use folder::write_folder;
pub use set::{Entry, FileSet, Kind};
#[cfg(feature = "report")]
pub(crate) use staging::unwritable;
pub use tree::{Content, Stored, Tree};
pub(crate) use zip::{HIGHEST_RATIO, RATIO_FROM};
pub use zip::{write_zip, zip};

/// What became of a pack that was to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It was not there and now is.
    New,
    /// It exists and is identical; nothing was touched.
    Identical,
}
