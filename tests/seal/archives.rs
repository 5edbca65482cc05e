//! Archives that two programs could read differently (group 5). Each is a good one with a few bytes changed.

use super::*;
use aims_report::pack::zip;

/// The bytes of an archive, with places to damage.
struct Archive(Vec<u8>);

impl Archive {
    fn good() -> Self {
        Self(zip(sealed().tree()).unwrap())
    }

    fn long(&self, at: usize) -> usize {
        u32::from_le_bytes(self.0[at..at + 4].try_into().unwrap()) as usize
    }

    fn set_long(&mut self, at: usize, value: usize) {
        self.0[at..at + 4].copy_from_slice(&u32::try_from(value).unwrap().to_le_bytes());
    }

    fn end(&self) -> usize {
        self.0.len() - 22
    }

    fn directory(&self) -> usize {
        self.long(self.end() + 16)
    }

    /// Where the directory's header of an entry begins.
    fn central(&self, name: &str) -> usize {
        self.positions(name).into_iter().find(|at| *at > self.directory()).unwrap() - 46
    }

    /// Where the header before an entry begins.
    fn local(&self, name: &str) -> usize {
        self.positions(name)[0] - 30
    }

    /// Where its name stands in headers.
    fn positions(&self, name: &str) -> Vec<usize> {
        let name = name.as_bytes();
        let header = |at: usize| {
            at.checked_sub(30).is_some_and(|at| self.0[at..].starts_with(b"PK\x03\x04"))
                || at.checked_sub(46).is_some_and(|at| self.0[at..].starts_with(b"PK\x01\x02"))
        };
        (0..self.0.len()).filter(|at| self.0[*at..].starts_with(name) && header(*at)).collect()
    }

    /// Puts bytes in and moves the offset of the directory, and of the entries behind, along.
    fn insert(&mut self, at: usize, bytes: &[u8]) {
        let directory = self.directory();
        let mut entry = directory;
        while self.0[entry..].starts_with(b"PK\x01\x02") {
            let offset = self.long(entry + 42);
            if offset >= at {
                self.set_long(entry + 42, offset + bytes.len());
            }
            entry += 46 + usize::from(u16::from_le_bytes([self.0[entry + 28], self.0[entry + 29]]));
        }
        if directory >= at {
            let end = self.end();
            self.set_long(end + 16, directory + bytes.len());
        }
        self.0.splice(at..at, bytes.iter().copied());
    }

    /// Changes a field of both headers of an entry: the place in the local one, and in the directory's.
    fn both(&mut self, name: &str, local: usize, bytes: &[u8]) {
        for at in [self.local(name) + local, self.central(name) + local + 2] {
            self.0[at..at + bytes.len()].copy_from_slice(bytes);
        }
    }

    fn rename(&mut self, from: &str, to: &str) {
        assert_eq!(from.len(), to.len());
        for at in self.positions(from) {
            self.0[at..at + to.len()].copy_from_slice(to.as_bytes());
        }
    }

    #[track_caller]
    fn refused_with(&self, codes: &[Code]) {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("pack.zip");
        fs::write(&path, &self.0).unwrap();
        refused_with(&path, codes);
    }
}

const LOG: &str = "evidence/empty.log";
const BOOK: &str = "documents/review.xlsx";

#[test]
fn leading_bytes() {
    let mut archive = Archive::good();
    archive.0.splice(0..0, *b"#!/bin/sh\n");
    archive.refused_with(&[Code::ZipStructure]);
}

#[test]
fn leading_bytes_with_offsets_moved() {
    let mut archive = Archive::good();
    archive.insert(0, b"#!/bin/sh\n");
    archive.refused_with(&[Code::ZipStructure]);
}

#[test]
fn trailing_bytes() {
    let mut archive = Archive::good();
    archive.0.extend(b"more");
    archive.refused_with(&[Code::ZipStructure]);
}

#[test]
fn comment() {
    let mut archive = Archive::good();
    let end = archive.end();
    archive.0[end + 20] = 4;
    archive.0.extend(b"more");
    archive.refused_with(&[Code::ZipStructure]);
}

#[test]
fn bytes_between_entries() {
    let mut archive = Archive::good();
    let at = archive.local(LOG);
    archive.insert(at, b"hidden");
    archive.refused_with(&[Code::ZipStructure]);
}

#[test]
fn bytes_before_the_directory() {
    let mut archive = Archive::good();
    let at = archive.directory();
    archive.insert(at, b"hidden");
    archive.refused_with(&[Code::ZipStructure]);
}

#[test]
fn overlapping_entries() {
    let mut archive = Archive::good();
    let (first, second) = (archive.local(BOOK), archive.central(LOG));
    archive.set_long(second + 42, first);
    archive.refused_with(&[Code::ZipStructure]);
}

#[test]
fn two_end_records() {
    let mut archive = Archive::good();
    let record = archive.0[archive.end()..].to_vec();
    archive.0.extend(record);
    archive.refused_with(&[Code::ZipEndRecord]);
}

#[test]
fn cut_off() {
    let mut archive = Archive::good();
    archive.0.truncate(archive.directory());
    archive.refused_with(&[Code::ZipEndRecord]);
}

#[test]
fn no_archive() {
    Archive(b"this is a letter and no archive".to_vec()).refused_with(&[Code::ZipEndRecord]);
    Archive(Vec::new()).refused_with(&[Code::ZipEndRecord]);
}

#[test]
fn entry_left_out_of_the_directory() {
    let mut archive = Archive::good();
    let end = archive.end();
    let count = archive.0[end + 8] - 1;
    archive.0[end + 8] = count;
    archive.0[end + 10] = count;
    archive.refused_with(&[Code::ZipStructure]);
}

#[test]
fn headers_with_two_names() {
    let mut archive = Archive::good();
    let at = archive.local(LOG) + 30;
    archive.0[at] = b'E';
    archive.refused_with(&[Code::ZipHeadersDiffer]);
}

#[test]
fn headers_with_two_lengths() {
    let mut archive = Archive::good();
    let at = archive.local(BOOK) + 22;
    archive.set_long(at, 3);
    archive.refused_with(&[Code::ZipHeadersDiffer]);
}

#[test]
fn headers_with_two_methods() {
    let mut archive = Archive::good();
    let at = archive.local(BOOK) + 8;
    archive.0[at] = 0;
    archive.refused_with(&[Code::ZipHeadersDiffer]);
}

#[test]
fn headers_with_two_times() {
    let mut archive = Archive::good();
    let at = archive.local(BOOK) + 10;
    archive.0[at] ^= 1;
    archive.refused_with(&[Code::ZipHeadersDiffer]);
}

#[test]
fn encrypted() {
    let mut archive = Archive::good();
    archive.both(BOOK, 6, &[1]);
    archive.refused_with(&[Code::ZipEncrypted]);
}

#[test]
fn length_after_the_file() {
    let mut archive = Archive::good();
    archive.both(BOOK, 6, &[8]);
    archive.refused_with(&[Code::ZipUnsupported]);
}

#[test]
fn another_compression() {
    let mut archive = Archive::good();
    archive.both(BOOK, 8, &[12]);
    archive.refused_with(&[Code::ZipUnsupported]);
}

#[test]
fn extra_field_before_the_file() {
    let mut archive = Archive::good();
    let at = archive.local(BOOK) + 28;
    archive.0[at] = 4;
    archive.refused_with(&[Code::ZipUnsupported]);
}

#[test]
fn extra_field_in_the_directory() {
    let mut archive = Archive::good();
    let at = archive.central(BOOK) + 30;
    archive.0[at] = 4;
    archive.refused_with(&[Code::ZipUnsupported]);
}

#[test]
fn a_time_of_its_own() {
    let mut archive = Archive::good();
    archive.both(BOOK, 12, &[0x22]);
    archive.refused_with(&[Code::ZipUnsupported]);
}

#[test]
fn permissions_of_its_own() {
    let mut archive = Archive::good();
    let at = archive.central(BOOK) + 38;
    archive.set_long(at, 0o104_755 << 16);
    archive.refused_with(&[Code::ZipUnsupported, Code::FileMissing]);
}

#[test]
fn symbolic_link() {
    let mut archive = Archive::good();
    let at = archive.central(BOOK) + 38;
    archive.set_long(at, 0o120_777 << 16);
    archive.refused_with(&[Code::SymbolicLink, Code::FileMissing]);
}

#[test]
fn device() {
    let mut archive = Archive::good();
    let at = archive.central(BOOK) + 38;
    archive.set_long(at, 0o060_644 << 16);
    archive.refused_with(&[Code::SpecialFile, Code::FileMissing]);
}

#[test]
fn folder_entry() {
    let mut archive = Archive::good();
    archive.rename(LOG, "evidence/empty.lo/");
    archive.refused_with(&[Code::ZipUnsupported, Code::FileMissing]);
}

#[test]
fn slipping_path() {
    for name in
        ["../../../empty.log", "/vidence/empty.log", "evidence\\empty.log", "C:\\dence/empty.log", "evidence/../../.lo"]
    {
        let mut archive = Archive::good();
        archive.rename(LOG, name);
        archive.refused_with(&[Code::UnsafeName, Code::FileMissing]);
    }
}

#[test]
fn one_name_twice() {
    let mut archive = Archive::good();
    // As long as each other.
    archive.rename("SHA256SUMS.ed25519", LOG);
    archive.refused_with(&[Code::DuplicateName]);
}

#[test]
fn names_that_collide() {
    let mut archive = Archive::good();
    archive.rename("SHA256SUMS.ed25519", "Evidence/empty.log");
    archive.refused_with(&[Code::NameCollision, Code::FileUnlisted, Code::SealFileMissing]);
}

#[test]
fn another_content_of_the_same_length() {
    let mut loose = Loose::good();
    loose.set(BOOK, "PK\x03\x04 but really!");
    let mut tree = Tree::default();
    for (name, bytes) in loose.0 {
        tree.insert(&name, Content::Bytes(bytes)).unwrap();
    }
    Archive(zip(&tree).unwrap()).refused_with(&[Code::FileChanged]);
}

#[test]
fn damaged_content() {
    let mut archive = Archive::good();
    let at = archive.local("record.json") + 30 + "record.json".len() + 5;
    archive.0[at] ^= 0x55;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("pack.zip");
    fs::write(&path, &archive.0).unwrap();
    let codes = codes(&check(&path, &trusted()));
    assert!([vec![Code::ZipDamaged], vec![Code::FileChanged]].contains(&codes), "{codes:?}");
}

#[test]
fn wrong_checksum() {
    let mut archive = Archive::good();
    archive.both(BOOK, 14, &[1, 2, 3, 4]);
    archive.refused_with(&[Code::ZipDamaged]);
}

#[test]
fn holds_more_than_its_header_says() {
    let mut archive = Archive::good();
    archive.both(BOOK, 22, &[3, 0, 0, 0]);
    archive.refused_with(&[Code::ZipDamaged]);
}

#[test]
fn bomb() {
    let mut archive = Archive::good();
    archive.both(BOOK, 22, &(1_u32 << 30).to_le_bytes());
    archive.refused_with(&[Code::ZipBomb]);
}
