//! Packs, seals and verdicts. Most cases are rejections: each damages one thing and names the one code it must give.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod archives;
mod commands;
mod coverage;
mod envelopes;
mod files;
mod flipped;
mod good;
mod judges;
mod killed;
mod lists;
mod signatures;
mod trust;
mod writing;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use aims_report::diagnostic::Code;
use aims_report::pack::{Content, Digest, Entry, FileSet, Kind, Tree};
use aims_report::seal::statement::{Checks, Tool};
use aims_report::seal::{
    self, Custody, PackFacts, Predicate, SealedSet, Sequence, Signer, SigningKey, bundle, files as names, sshsig,
    statement,
};
use aims_report::verify::{self, Conclusion, Demands, Trust, TrustedKey, Verdict};
use tempfile::TempDir;

const IDENTITY: &str = "aims@acme.example";

/// Keys that protect nothing: they are printed here.
const KEY: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIEXumg5i8oQmyrZyf1+hAICYuPvBB0fe/r2fN8RE0//a
-----END PRIVATE KEY-----
";
const OTHER_KEY: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEILDChvt+tT5N+TlfpJZTZkvkV7geq47kN4agYOZQCaBM
-----END PRIVATE KEY-----
";

fn key() -> SigningKey {
    SigningKey::from_pem(KEY, None).unwrap()
}

fn other_key() -> SigningKey {
    SigningKey::from_pem(OTHER_KEY, None).unwrap()
}

/// Trust in the key that packs here are sealed with.
fn trusted() -> Trust {
    Trust::Keys(vec![TrustedKey { key: key().public(), identities: Vec::new() }])
}

const RECORD: &[u8] = br#"{"risks":[{"id":"AIR-01"}]}"#;

fn facts() -> PackFacts {
    PackFacts {
        organisation: "Acme Mobility GmbH".to_owned(),
        pack_id: "acme-2026-Q3-management".to_owned(),
        period: "2026-Q3".to_owned(),
        as_of: "2026-09-30".parse().unwrap(),
        audience: "management".to_owned(),
        draft: false,
        sequence: Some(Sequence(7)),
        previous: Some(Digest::of(b"the pack before")),
        record_digest: Digest::of(RECORD),
        templates: BTreeMap::from([("management-review".to_owned(), Digest::of(b"template"))]),
        brand: None,
        fonts: BTreeMap::new(),
        checks: Checks {
            configuration: Digest::of(b"configuration"),
            catalogues: BTreeMap::new(),
            findings: BTreeMap::from([("warning".to_owned(), 3)]),
            waivers: 1,
        },
        tool: Tool { name: "aims-report".to_owned(), version: "0.1.0".to_owned() },
        engines: BTreeMap::from([("typst".to_owned(), "0.15.1".to_owned())]),
        expires: None,
    }
}

fn entry(path: &str, kind: Kind, bytes: &[u8]) -> Entry {
    Entry {
        path: path.to_owned(),
        media_type: "application/octet-stream".to_owned(),
        title: format!("Title of {path}"),
        kind,
        content: Content::Bytes(bytes.to_vec()),
        made_from: BTreeMap::from([("data".to_owned(), Digest::of(b"data"))]),
    }
}

fn file_set() -> FileSet {
    let mut set = FileSet::new();
    set.add(entry("record.json", Kind::Record, RECORD)).unwrap();
    set.add(entry("documents/Überprüfung 2026-Q3.pdf", Kind::Document, &b"%PDF-1.7 not really ".repeat(500))).unwrap();
    set.add(entry("documents/review.xlsx", Kind::Document, b"PK\x03\x04 not really")).unwrap();
    set.add(entry("evidence/empty.log", Kind::Evidence, b"")).unwrap();
    set
}

fn sealed() -> SealedSet {
    seal::seal(file_set(), &facts(), &key(), IDENTITY, "preparer").unwrap()
}

/// A pack as loose bytes, to be damaged and written without any of the writer's care.
struct Loose(BTreeMap<String, Vec<u8>>);

impl Loose {
    fn good() -> Self {
        Self::of(sealed().tree())
    }

    fn of(tree: &Tree) -> Self {
        Self(
            tree.iter()
                .map(|(path, stored)| {
                    let mut bytes = Vec::new();
                    std::io::Read::read_to_end(&mut stored.content.open().unwrap(), &mut bytes).unwrap();
                    (path.to_owned(), bytes)
                })
                .collect(),
        )
    }

    fn get(&self, name: &str) -> &[u8] {
        &self.0[name]
    }

    fn text(&self, name: &str) -> String {
        String::from_utf8(self.0[name].clone()).unwrap()
    }

    fn set(&mut self, name: &str, bytes: impl Into<Vec<u8>>) {
        self.0.insert(name.to_owned(), bytes.into());
    }

    /// Replaces text in a file; it must be there.
    fn replace(&mut self, name: &str, from: &str, to: &str) {
        let text = self.text(name);
        assert!(text.contains(from), "`{name}` has no `{from}`");
        self.set(name, text.replace(from, to));
    }

    /// Signs this list of files as the owner of the key would.
    fn resign(&mut self, sums: impl Into<Vec<u8>>, facts: PackFacts) {
        let sums = sums.into();
        let signer = Signer { identity: IDENTITY.to_owned(), role: "preparer".to_owned(), key: Custody::Kept };
        let statement = statement::write(&Predicate { pack: facts, signer }, Digest::of(&sums));
        self.set(names::SSH_SIGNATURE, sshsig::sign(&sums, &key()));
        self.set(names::RAW_SIGNATURE, key().sign(&sums));
        self.set(names::BUNDLE, bundle::write(&statement, &key()));
        self.set(names::SUMS, sums);
    }

    /// Lists the files as they are now and signs the list.
    fn relist(&mut self, facts: PackFacts) {
        let listed = self.0.iter().filter(|(name, _)| !names::UNLISTED.contains(&name.as_str()));
        let sums: String = listed.map(|(name, bytes)| format!("{}  {name}\n", Digest::of(bytes))).collect();
        self.resign(sums, facts);
    }

    fn write(&self) -> Pack {
        let folder = TempDir::new().unwrap();
        let root = folder.path().join("pack");
        for (name, bytes) in &self.0 {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        Pack { root, _folder: folder }
    }

    /// Writes and verifies it with trust in its key, and expects these codes and no others.
    #[track_caller]
    fn refused_with(&self, codes: &[Code]) {
        refused_with(&self.write().root, codes);
    }
}

/// A pack on disk, gone when dropped.
struct Pack {
    root: PathBuf,
    _folder: TempDir,
}

fn check(path: &Path, trust: &Trust) -> Verdict {
    verify::verify(path, trust, &Demands { today: Some("2026-11-01".parse().unwrap()), ..Demands::default() })
}

/// The codes of a verdict, without repetition, as they are listed in [`Code`].
fn codes(verdict: &Verdict) -> Vec<Code> {
    let mut codes: Vec<Code> = verdict.problems.iter().map(|problem| problem.code).collect();
    codes.sort();
    codes.dedup();
    codes
}

/// Verifies with trust in the key, and without any: what is damaged is refused either way.
#[track_caller]
fn refused_with(path: &Path, expected: &[Code]) {
    let mut expected = expected.to_vec();
    expected.sort();
    for trust in [trusted(), Trust::Nobody] {
        let verdict = check(path, &trust);
        assert_eq!(codes(&verdict), expected, "{}", verify::human(&verdict));
        assert_eq!(verdict.conclusion, Conclusion::Refused);
        assert_eq!(verdict.conclusion.exit_code(), 1);
    }
}
