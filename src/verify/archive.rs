//! Lists a pack that is a `.zip`, and refuses every archive that two programs could read differently.
//!
//! An archive says everything twice, in a header before each file and in a directory at its end, and unpackers differ
//! in which they believe. Only archives are read in which there is nothing to choose: entries stand one after the other
//! from the first byte, the directory follows them, one end record follows the directory and ends the file, and both
//! headers of an entry agree in every field. Extra fields and comments, in which a second meaning could hide, are
//! refused. `pack` writes exactly such archives; an archive made anew by another program is better unpacked first.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::source::Found;
use crate::diagnostic::{Code, Finding, Place};
use crate::pack::name::{self, Names};
use crate::pack::{HIGHEST_RATIO, RATIO_FROM};

const END: &[u8; 4] = b"PK\x05\x06";
const CENTRAL: &[u8; 4] = b"PK\x01\x02";
const LOCAL: &[u8; 4] = b"PK\x03\x04";
/// Most bytes that an archive may unpack to.
const MOST: u64 = 64 << 30;
/// Longest directory that is read.
const LONGEST_DIRECTORY: u64 = 128 << 20;
/// Unix file types, in the upper half of the external attributes.
const TYPE: u32 = 0o170_000;
const REGULAR: u32 = 0o100_000;
const LINK: u32 = 0o120_000;
const FOLDER: u32 = 0o040_000;

/// A regular file that its owner may write and everyone read.
const ORDINARY: u32 = (REGULAR | 0o644) << 16;
/// Made on Unix, in the upper half; the lower half repeats the version that is needed.
const UNIX: u16 = 0x0300;

const UNPACK: &str = "if you trust how it was packed, unpack it into an empty folder and verify the folder";

/// Lists the entries; none where the archive has more than one meaning.
pub(super) fn list(path: &Path, problems: &mut Vec<Finding>) -> Option<Found> {
    match open(path).and_then(|(file, length)| List { file, length, problems: &mut *problems, sound: true }.read()) {
        Ok(found) => found,
        Err(error) => {
            let cut = error.kind() == io::ErrorKind::UnexpectedEof;
            let code = if cut { Code::ZipStructure } else { Code::Unreadable };
            let message = format!("`{}` can't be read: {error}", path.display());
            problems.push(Finding::new(code, message).at(Place::file(path.display().to_string())));
            None
        }
    }
}

fn open(path: &Path) -> io::Result<(BufReader<File>, u64)> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    Ok((BufReader::new(file), length))
}

/// What a header says of an entry, in the order in which both kinds of header say it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Header {
    /// Version needed, flags, method, time, date: compared, and two of them judged.
    words: [u16; 5],
    crc: u32,
    packed: u32,
    size: u32,
    name: Vec<u8>,
}

struct List<'a> {
    file: BufReader<File>,
    length: u64,
    problems: &'a mut Vec<Finding>,
    sound: bool,
}

impl List<'_> {
    /// A problem after which the archive's content has no one meaning.
    fn unsound(&mut self, code: Code, message: String) {
        self.sound = false;
        self.problems.push(Finding::new(code, message).help(UNPACK));
    }

    fn read(&mut self) -> io::Result<Option<Found>> {
        let Some((count, start, size)) = self.end_record()? else { return Ok(None) };
        self.file.seek(SeekFrom::Start(start))?;
        let mut directory = vec![0; usize::try_from(size).unwrap_or(usize::MAX)];
        self.file.read_exact(&mut directory)?;
        let mut rest = directory.as_slice();
        let mut position = 0;
        let mut total = 0;
        let mut found = Found::new();
        let mut names = Names::default();
        for index in 0..count {
            let Some((header, attributes, offset)) = self.central(&mut rest, index) else { return Ok(None) };
            if offset != position {
                let what = if offset < position {
                    "overlaps the entry before it"
                } else {
                    "does not follow the entry before it"
                };
                self.unsound(Code::ZipStructure, format!("entry {} of the archive {what}", index + 1));
                return Ok(None);
            }
            let Some(after) = self.local(&header, offset, start)? else { return Ok(None) };
            position = after;
            total += u64::from(header.size);
            self.judge(&header, attributes, &mut found, &mut names);
        }
        if !rest.is_empty() {
            self.unsound(Code::ZipStructure, "the archive's directory has bytes after its last entry".to_owned());
        }
        if position != start {
            self.unsound(
                Code::ZipStructure,
                "the archive has bytes between its last entry and its directory".to_owned(),
            );
        }
        if total > MOST {
            self.unsound(Code::ZipBomb, format!("the archive would unpack to {total} bytes"));
        }
        Ok(self.sound.then_some(found))
    }

    /// Finds the one end record: number of entries, start and length of the directory.
    fn end_record(&mut self) -> io::Result<Option<(u16, u64, u64)>> {
        let tail_length = self.length.min(22 + 65_535);
        self.file.seek(SeekFrom::Start(self.length - tail_length))?;
        let mut tail = vec![0; usize::try_from(tail_length).unwrap_or(usize::MAX)];
        self.file.read_exact(&mut tail)?;
        let record = tail.len().checked_sub(22).map(|at| &tail[at..]).filter(|record| record.starts_with(END));
        let Some(record) = record else {
            if tail.windows(4).any(|window| window == END) {
                self.unsound(Code::ZipStructure, "the archive has bytes after its end record".to_owned());
            } else {
                self.unsound(Code::ZipEndRecord, "the file is no .zip, or its end was cut off".to_owned());
            }
            return Ok(None);
        };
        let (disk, first_disk, here, count) = (word(record, 4), word(record, 6), word(record, 8), word(record, 10));
        let (size, start) = (u64::from(long(record, 12)), u64::from(long(record, 16)));
        if (disk, first_disk) != (0, 0) || here != count || count == u16::MAX || start == u64::from(u32::MAX) {
            self.unsound(Code::ZipUnsupported, "the archive is split, or needs ZIP64".to_owned());
            return Ok(None);
        }
        if word(record, 20) != 0 {
            self.unsound(
                Code::ZipStructure,
                "the archive's end record announces a comment that is not there".to_owned(),
            );
            return Ok(None);
        }
        let end = self.length - 22;
        if start + size != end {
            let gap_at = usize::try_from(tail_length - 22).unwrap_or(0).checked_sub(22);
            let two = gap_at.is_some_and(|at| tail[at..].starts_with(END));
            if two {
                self.unsound(Code::ZipEndRecord, "the archive has two end records".to_owned());
            } else {
                self.unsound(Code::ZipStructure, "the archive's directory is not where its end record says".to_owned());
            }
            return Ok(None);
        }
        if size > LONGEST_DIRECTORY {
            self.unsound(Code::PackLimit, format!("the archive's directory has {size} bytes"));
            return Ok(None);
        }
        Ok(Some((count, start, size)))
    }

    /// Reads the next entry of the directory: its header, attributes and offset.
    fn central(&mut self, rest: &mut &[u8], index: u16) -> Option<(Header, u32, u64)> {
        let number = index + 1;
        let Some((fixed, after)) = rest.split_at_checked(46).filter(|(fixed, _)| fixed.starts_with(CENTRAL)) else {
            self.unsound(Code::ZipStructure, format!("entry {number} of the archive's directory can't be read"));
            return None;
        };
        let Some((name, after)) = after.split_at_checked(usize::from(word(fixed, 28))) else {
            self.unsound(Code::ZipStructure, format!("the name of entry {number} of the archive's directory is cut"));
            return None;
        };
        // Lengths of extra field and comment, disk, internal attributes.
        if word(fixed, 4) != UNIX | word(fixed, 6) || [30, 32, 34, 36].iter().any(|at| word(fixed, *at) != 0) {
            let name = String::from_utf8_lossy(name);
            self.unsound(
                Code::ZipUnsupported,
                format!("`{name}` has an extra field, a comment or a mark in the archive"),
            );
            return None;
        }
        *rest = after;
        Some((header(&fixed[6..], name), long(fixed, 38), u64::from(long(fixed, 42))))
    }

    /// Compares the header before a file with the directory's; gives where the next entry must begin.
    fn local(&mut self, central: &Header, offset: u64, start: u64) -> io::Result<Option<u64>> {
        let shown = String::from_utf8_lossy(&central.name).into_owned();
        self.file.seek(SeekFrom::Start(offset))?;
        let mut fixed = [0; 30];
        self.file.read_exact(&mut fixed)?;
        if !fixed.starts_with(LOCAL) {
            let what = if offset == 0 { "bytes before its first entry" } else { "no entry where its directory says" };
            self.unsound(Code::ZipStructure, format!("the archive has {what} (`{shown}`)"));
            return Ok(None);
        }
        let mut name = vec![0; usize::from(word(&fixed, 26))];
        self.file.read_exact(&mut name)?;
        if word(&fixed, 28) != 0 {
            self.unsound(Code::ZipUnsupported, format!("`{shown}` has an extra field in the archive"));
            return Ok(None);
        }
        let local = header(&fixed[4..], &name);
        if local != *central {
            self.unsound(Code::ZipHeadersDiffer, format!("the two headers of `{shown}` in the archive differ"));
            return Ok(None);
        }
        let after = offset + 30 + name.len() as u64 + u64::from(local.packed);
        if after > start {
            self.unsound(Code::ZipStructure, format!("`{shown}` reaches into the archive's directory"));
            return Ok(None);
        }
        Ok(Some(after))
    }

    fn judge(&mut self, header: &Header, attributes: u32, found: &mut Found, names: &mut Names) {
        let shown = String::from_utf8_lossy(&header.name).into_owned();
        let [_, flags, method, ..] = header.words;
        if flags & 1 != 0 || flags & 0x2040 != 0 {
            return self.unsound(Code::ZipEncrypted, format!("`{shown}` is encrypted"));
        }
        // Bit 11 says that the name is UTF-8; no other flag leaves the bytes with one meaning.
        if flags & !0x0800 != 0 || ![0, 8].contains(&method) {
            return self.unsound(Code::ZipUnsupported, format!("`{shown}` uses flags or a method that no pack uses"));
        }
        if method == 0 && header.packed != header.size {
            return self.unsound(Code::ZipHeadersDiffer, format!("`{shown}` is stored and has two lengths"));
        }
        // 1980-01-01, which says nothing; another time says something that is not under the seal.
        let version = if method == 0 { 10 } else { 20 };
        if header.words[0] != version || header.words[3..] != [0, 0x21] {
            return self.unsound(Code::ZipUnsupported, format!("`{shown}` has a time or a version that no pack has"));
        }
        let size = u64::from(header.size);
        if size >= RATIO_FROM && size / HIGHEST_RATIO > u64::from(header.packed) {
            return self
                .unsound(Code::ZipBomb, format!("`{shown}` would unpack to {size} bytes from {}", header.packed));
        }
        let problem = |code, message: String| Finding::new(code, message).at(Place::file(shown.clone()));
        match (attributes >> 16) & TYPE {
            REGULAR if attributes == ORDINARY && !shown.ends_with('/') => {}
            LINK => return self.problems.push(problem(Code::SymbolicLink, format!("`{shown}` is a symbolic link"))),
            0 | REGULAR | FOLDER => {
                let message = format!("`{shown}` is a folder or has permissions that no file of a pack has");
                return self.problems.push(problem(Code::ZipUnsupported, message).help(UNPACK));
            }
            _ => {
                return self
                    .problems
                    .push(problem(Code::SpecialFile, format!("`{shown}` is a device, socket or pipe")));
            }
        }
        let name = match std::str::from_utf8(&header.name) {
            Ok(name) if name.is_ascii() == (flags == 0) => name,
            _ => {
                return self
                    .problems
                    .push(problem(Code::UnsafeName, format!("the name `{shown}` is not marked as UTF-8")));
            }
        };
        if let Err(reason) = name::check(name) {
            return self.problems.push(problem(Code::UnsafeName, format!("the name `{name}` {reason}")));
        }
        if found.insert(name.to_owned(), size).is_some() {
            // Which of the two a program takes is its own choice.
            return self.unsound(Code::DuplicateName, format!("`{name}` stands twice in the archive"));
        }
        if let Err(other) = names.add(name) {
            let message = format!("`{name}` and `{other}` are one name on some systems");
            self.problems.push(problem(Code::NameCollision, message));
        }
    }
}

/// Reads the fields that both headers have in the same order.
fn header(fields: &[u8], name: &[u8]) -> Header {
    Header {
        words: [word(fields, 0), word(fields, 2), word(fields, 4), word(fields, 6), word(fields, 8)],
        crc: long(fields, 10),
        packed: long(fields, 14),
        size: long(fields, 18),
        name: name.to_owned(),
    }
}

fn word(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn long(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
