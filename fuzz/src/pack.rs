//! Packs: only the pack that was sealed is trusted.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;
use std::sync::LazyLock;

use aims_report::pack::{Content, Digest, Entry, FileSet, Kind, zip};
use aims_report::seal::statement::{Checks, Tool};
use aims_report::seal::{self, PackFacts, Sequence, SigningKey, files};
use aims_report::verify::{self, Conclusion, Demands, Trust, TrustedKey, Verdict};

use crate::{Folder, calm, is_json};

/// A key that protects nothing: it is printed here.
pub const KEY: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIEXumg5i8oQmyrZyf1+hAICYuPvBB0fe/r2fN8RE0//a
-----END PRIVATE KEY-----
";

/// What is signed.
pub static GOOD: LazyLock<Good> = LazyLock::new(Good::make);
static HERE: LazyLock<Folder> = LazyLock::new(|| Folder::new("pack"));

/// A sound pack.
pub struct Good {
    /// Its files.
    pub files: BTreeMap<String, Vec<u8>>,
    /// All of them in an archive.
    pub archive: Vec<u8>,
    /// Digest of its `SHA256SUMS`.
    pub sums: Digest,
}

/// The signing key.
pub fn key() -> SigningKey {
    SigningKey::from_pem(KEY, None).expect("the key is sound")
}

/// Facts with every field that there is.
pub fn facts(record: &[u8]) -> PackFacts {
    let digest = |name: &str| Digest::of(name.as_bytes());
    PackFacts {
        organisation: "Acme Mobility GmbH".to_owned(),
        pack_id: "acme-2026-Q3".to_owned(),
        period: "2026-Q3".to_owned(),
        as_of: crate::record::AS_OF,
        audience: "management".to_owned(),
        draft: false,
        sequence: Some(Sequence(7)),
        previous: Some(digest("previous")),
        record_digest: Digest::of(record),
        templates: BTreeMap::from([("management-review".to_owned(), digest("template"))]),
        brand: Some(digest("brand")),
        fonts: BTreeMap::from([("font.ttf".to_owned(), digest("font"))]),
        checks: Checks {
            configuration: digest("configuration"),
            catalogues: BTreeMap::from([("iso".to_owned(), digest("iso"))]),
            findings: BTreeMap::from([("warning".to_owned(), 3)]),
            waivers: 1,
        },
        tool: Tool { name: "aims-report".to_owned(), version: "0.1.0".to_owned() },
        engines: BTreeMap::from([("typst".to_owned(), "0.15.1".to_owned())]),
        expires: Some(jiff::civil::date(2027, 9, 30)),
    }
}

impl Good {
    fn make() -> Self {
        let record = br#"{"risks":[{"id":"AIR-01"}]}"#;
        let mut set = FileSet::new();
        let mut add = |path: &str, kind, bytes: &[u8]| {
            set.add(Entry {
                path: path.to_owned(),
                media_type: "application/octet-stream".to_owned(),
                title: format!("Title of {path}"),
                kind,
                content: Content::Bytes(bytes.to_vec()),
                made_from: BTreeMap::from([("data".to_owned(), Digest::of(b"data"))]),
            })
            .expect("the name is sound");
        };
        add("record.json", Kind::Record, record);
        add("documents/Ü.pdf", Kind::Document, &b"%PDF-1.7 not really ".repeat(20));
        add("evidence/empty.log", Kind::Evidence, b"");
        let sealed =
            seal::seal(set, &facts(record), &key(), "aims@acme.example", "preparer").expect("it can be sealed");
        let files = sealed.tree().iter().map(|(path, stored)| {
            let mut bytes = Vec::new();
            stored.content.open().and_then(|mut reader| reader.read_to_end(&mut bytes)).expect("it is in memory");
            (path.to_owned(), bytes)
        });
        let archive = zip(sealed.tree()).expect("it can be packed");
        Self { files: files.collect(), archive, sums: sealed.sums_digest() }
    }
}

/// Verifies, and asserts of the verdict what must hold of each.
pub fn check(path: &Path, trusted: bool) -> Verdict {
    let key = TrustedKey { key: key().public(), identities: Vec::new() };
    let trust = if trusted { Trust::Keys(vec![key]) } else { Trust::Nobody };
    let demands = Demands { today: Some(crate::record::AS_OF), threads: 1, ..Demands::default() };
    let verdict = verify::verify(path, &trust, &demands);
    calm(&verify::human(&verdict));
    is_json(&verify::json(&verdict, path));
    let fine = matches!(verdict.conclusion, Conclusion::Trusted | Conclusion::NotTrusted);
    assert_eq!(verdict.problems.is_empty(), fine, "{:?} for {:?}", verdict.conclusion, verdict.problems);
    assert!(verdict.conclusion != Conclusion::Trusted || trusted, "trusted by nobody");
    verdict
}

/// Verifies the pack with one file replaced. The first byte says which; it is intact only with its own content.
pub fn one_file(bytes: &[u8]) {
    let Some((first, bytes)) = bytes.split_first() else { return };
    static WRITTEN: LazyLock<()> = LazyLock::new(|| {
        GOOD.files.iter().for_each(|(name, bytes)| drop(HERE.write(&format!("p/{name}"), bytes)));
    });
    *WRITTEN;
    let at = usize::from(*first) % GOOD.files.len();
    let (name, own) = GOOD.files.iter().nth(at).expect("it is below their number");
    let name = format!("p/{name}");
    HERE.write(&name, bytes);
    let verdict = check(&HERE.path().join("p"), first & 0x80 == 0);
    HERE.write(&name, own);
    assert_eq!(verdict.problems.is_empty(), own == bytes, "{name} with {:?}", verdict.problems);
}

/// Verifies an archive. One that is intact holds the files of the pack, also to a program that reads its directory.
pub fn archive(bytes: &[u8]) {
    let path = HERE.write("a.zip", bytes);
    let verdict = check(&path, true);
    if !verdict.problems.is_empty() {
        return;
    }
    assert_eq!(verdict.facts.sums, Some(GOOD.sums));
    let mut archive = ::zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("it was read");
    assert_eq!(archive.len(), GOOD.files.len(), "a trusted archive has another number of files");
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("it was read");
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("it was read");
        let name = file.name().expect("it was read").into_owned();
        assert_eq!(GOOD.files.get(&name), Some(&content), "a trusted archive has another `{name}`");
    }
}

/// The archive with edits, of eight bytes each: what is done, to which entry, at which place, with which value.
pub fn edited(edits: &[u8]) -> Vec<u8> {
    let mut bytes = GOOD.archive.clone();
    for edit in edits.chunks_exact(8).take(16) {
        let Some(end) = bytes.len().checked_sub(22) else { break };
        let long = |at: usize| bytes.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize);
        let place = usize::from(u16::from_le_bytes([edit[2], edit[3]]));
        let value = [edit[4], edit[5], edit[6], edit[7]];
        // Where the headers of the entry begin, in the directory and before the file.
        let mut central = long(end + 16).unwrap_or(0);
        for _ in 0..edit[1] % 16 {
            let name =
                bytes.get(central + 28..central + 30).map_or(0, |b| usize::from(u16::from_le_bytes([b[0], b[1]])));
            let next = central + 46 + name;
            if bytes.get(next..next + 4) == Some(b"PK\x01\x02") {
                central = next;
            }
        }
        let local = long(central + 42).unwrap_or(0);
        let mut put = |at: usize, value: &[u8]| {
            if let Some(there) = bytes.get_mut(at..at + value.len()) {
                there.copy_from_slice(value);
            }
        };
        let size = 1 + usize::from(edit[0] >> 6);
        match edit[0] & 7 {
            0 => put(place, &value[..size]),
            1 => put(local + place % 80, &value[..size]),
            2 => put(central + place % 96, &value[..size]),
            3 => {
                // The same field of both headers.
                put(local + 4 + place % 60, &value[..size]);
                put(central + 6 + place % 60, &value[..size]);
            }
            4 => put(end + place % 22, &value[..size]),
            5 => {
                let at = if edit[1] & 0x80 == 0 { local } else { place }.min(bytes.len());
                let _ = bytes.splice(at..at, value[..size].iter().copied());
            }
            6 => {
                let at = place.min(bytes.len());
                let _ = bytes.drain(at..(at + usize::from(value[0])).min(bytes.len()));
            }
            _ => {
                // What one entry is stored as, in the place of another.
                let (from, to) = (place % bytes.len(), usize::from(u16::from_le_bytes([value[0], value[1]])));
                let taken = bytes[from..(from + usize::from(value[2])).min(bytes.len())].to_vec();
                if let Some(there) = bytes.get_mut(to..to + taken.len()) {
                    there.copy_from_slice(&taken);
                }
            }
        }
    }
    bytes
}

/// The signed list.
pub fn signed() -> &'static [u8] {
    &GOOD.files[files::SUMS]
}
