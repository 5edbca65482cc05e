//! One bit changed anywhere is noticed.

use super::*;
use aims_report::pack::zip;

fn trusts(path: &Path) -> bool {
    verify::verify(path, &trusted(), &Demands { threads: 1, ..Demands::default() }).conclusion == Conclusion::Trusted
}

#[test]
fn any_byte_of_any_file() {
    let loose = Loose::good();
    let pack = loose.write();
    assert!(trusts(&pack.root));
    for (name, bytes) in &loose.0 {
        let path = pack.root.join(name);
        // All of the seal's files; of those that are only hashed, a few bytes.
        let step = if names::UNLISTED.contains(&name.as_str()) { 1 } else { 61 };
        for at in (0..bytes.len()).step_by(step) {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << (at % 8);
            fs::write(&path, changed).unwrap();
            assert!(!trusts(&pack.root), "byte {at} of `{name}` was changed and nothing noticed");
        }
        fs::write(&path, bytes).unwrap();
    }
    assert!(trusts(&pack.root));
}

#[test]
fn any_byte_of_an_archive() {
    let good = zip(sealed().tree()).unwrap();
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("pack.zip");
    let mut unnoticed = 0;
    for at in 0..good.len() {
        let mut changed = good.clone();
        changed[at] ^= 1 << (at % 8);
        fs::write(&path, changed).unwrap();
        unnoticed += usize::from(trusts(&path));
    }
    // The last byte of a compressed file has up to seven bits that mean nothing; each file can hide one flip.
    let files = sealed().tree().len();
    assert!(unnoticed <= files, "{unnoticed} changed bytes were not noticed");
}

#[test]
fn any_end_cut_off() {
    let good = zip(sealed().tree()).unwrap();
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("pack.zip");
    for length in (0..good.len()).step_by(7) {
        fs::write(&path, &good[..length]).unwrap();
        assert!(!trusts(&path), "an archive cut to {length} bytes was trusted");
    }
}
