//! A pack as one archive: the same files, sorted, and nothing that depends on when or where it was made.
//!
//! Each entry is written by the same rule (deflate, 1980-01-01, a regular file that its owner may write, no extra
//! field, no comment), one after the other without a gap. That makes the bytes the same on every run, and lets the
//! verifier refuse every archive that two programs could read differently.

use std::fs::OpenOptions;
use std::io::{self, Cursor, Seek, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::Written;
use super::digest::hash_reader;
use super::folder::{changed, exists, unreadable};
use super::staging::{Staging, unwritable};
use super::tree::{Stored, Tree};
use crate::diagnostic::{Code, Failure, Finding};

/// How many times a file may shrink; above it is stored as it is. Verifiers take more for an attack on their disk.
pub(crate) const HIGHEST_RATIO: u64 = 100;
/// Below this size the ratio says nothing.
pub(crate) const RATIO_FROM: u64 = 1024 * 1024;

/// Makes a pack's archive in memory.
///
/// # Errors
///
/// [`Code::Limit`] over 65,535 files or 4 GiB, [`Code::Unreadable`] and [`Code::ContentChanged`] for its files.
pub fn zip(tree: &Tree) -> Result<Vec<u8>, Failure> {
    let mut out = Cursor::new(Vec::new());
    pack_into(tree, &mut out, Path::new("archive"))?;
    Ok(out.into_inner())
}

/// Writes a pack as an archive. The target appears whole or not at all.
///
/// # Errors
///
/// Those of [`zip()`], [`Code::TargetExists`] where something else is there, and [`Code::Unwritable`]. Nothing is left.
pub fn write_zip(tree: &Tree, target: &Path) -> Result<Written, Failure> {
    let staging = Staging::beside(target)?;
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .open(staging.path())
        .map_err(|error| unwritable(target, &error))?;
    pack_into(tree, &mut file, target)?;
    file.sync_all().map_err(|error| unwritable(target, &error))?;
    if std::fs::symlink_metadata(target).is_ok() {
        return if same(staging.path(), target).map_err(|error| unwritable(target, &error))? {
            Ok(Written::Identical)
        } else {
            Err(exists(target).into())
        };
    }
    drop(file);
    staging.commit()?;
    Ok(Written::New)
}

fn same(written: &Path, target: &Path) -> io::Result<bool> {
    if !std::fs::symlink_metadata(target)?.is_file() {
        return Ok(false);
    }
    let hash = |path: &Path| hash_reader(&mut std::fs::File::open(path)?, |_| Ok(()));
    Ok(hash(written)? == hash(target)?)
}

fn pack_into<W: Write + Seek>(tree: &Tree, out: &mut W, target: &Path) -> Result<(), Failure> {
    let total: u64 = tree.iter().map(|(path, stored)| stored.size + path.len() as u64 * 2 + 128).sum();
    // Past these, an archive needs ZIP64 fields, which old unpackers do not know.
    if tree.len() >= usize::from(u16::MAX) || total >= u64::from(u32::MAX) {
        return Err(Finding::new(
            Code::Limit,
            format!("a pack of {} files and {total} bytes is too big for a .zip", tree.len()),
        )
        .help("hand it over as a folder")
        .into());
    }
    let mut archive = ZipWriter::new(out);
    for (path, stored) in tree.iter() {
        add(&mut archive, path, stored, target)?;
    }
    archive.finish().map_err(|error| unwritable(target, &error.into()))?;
    Ok(())
}

fn add<W: Write + Seek>(archive: &mut ZipWriter<W>, path: &str, stored: &Stored, target: &Path) -> Result<(), Failure> {
    let method = if shrinks_too_much(stored).map_err(|error| unwritable(target, &error))? {
        CompressionMethod::Stored
    } else {
        CompressionMethod::Deflated
    };
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .compression_level(None)
        .last_modified_time(DateTime::default())
        .system(System::Unix)
        .unix_permissions(0o644)
        .large_file(false);
    archive.start_file(path, options).map_err(|error| unwritable(target, &error.into()))?;
    let mut reader = stored.content.open().map_err(|error| unreadable(Path::new(path), &error))?;
    let (digest, _) =
        hash_reader(&mut reader, |piece| archive.write_all(piece)).map_err(|error| unwritable(target, &error))?;
    if digest != stored.digest {
        return Err(changed(path).into());
    }
    Ok(())
}

/// Packs a big file once into nothing, to see whether it shrinks as only an attack would.
fn shrinks_too_much(stored: &Stored) -> io::Result<bool> {
    if stored.size < RATIO_FROM {
        return Ok(false);
    }
    let mut reader = stored.content.open()?;
    let mut probe = ZipWriter::new_stream(Count(0));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    probe.start_file("probe", options)?;
    hash_reader(&mut reader, |piece| probe.write_all(piece))?;
    let packed = probe.finish()?.into_inner().0;
    // The probe's own headers are counted in, which only matters to files that shrink a thousand times.
    Ok(stored.size / HIGHEST_RATIO >= packed.saturating_sub(512))
}

/// Counts what is written to it.
struct Count(u64);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
