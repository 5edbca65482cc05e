//! Good packs verify, as folder and as archive, and come out the same each time.

use super::*;
use aims_report::pack::{Written, write_folder, write_zip, zip};

#[test]
fn folder_and_archive_are_trusted() {
    let folder = TempDir::new().unwrap();
    let sealed = sealed();
    let (root, archive) = (folder.path().join("pack"), folder.path().join("pack.zip"));
    assert_eq!(write_folder(sealed.tree(), &root).unwrap(), Written::New);
    assert_eq!(write_zip(sealed.tree(), &archive).unwrap(), Written::New);
    for path in [root, archive] {
        let verdict = check(&path, &trusted());
        assert_eq!(verdict.conclusion, Conclusion::Trusted, "{}", verify::human(&verdict));
        assert_eq!(verdict.facts.pack, Some(facts()));
        assert_eq!(verdict.facts.key, Some(key().public().fingerprint()));
        assert_eq!(verdict.facts.sums, Some(sealed.sums_digest()));
        assert_eq!(verdict.facts.files, 12);
    }
}

#[test]
fn nobody_trusted_is_neither_trusted_nor_refused() {
    let verdict = check(&Loose::good().write().root, &Trust::Nobody);
    assert_eq!((verdict.conclusion, verdict.conclusion.exit_code()), (Conclusion::NotTrusted, 2));
    assert!(verify::human(&verdict).starts_with("INTACT, but nobody was trusted: give --key\n"));
}

#[test]
fn a_key_thrown_away_is_said_to_be_nobodys() {
    let key = SigningKey::throw_away().unwrap();
    let sealed = seal::seal(file_set(), &facts(), &key, IDENTITY, "preparer").unwrap();
    let loose = Loose::of(sealed.tree());
    let verdict = check(&loose.write().root, &Trust::Nobody);
    assert_eq!(verdict.conclusion.exit_code(), 2);
    let text = verify::human(&verdict);
    assert!(text.starts_with("INTACT; signed with a key nobody vouches for\n"), "{text}");
    assert!(!text.contains(IDENTITY), "a throw-away key must not name a signer: {text}");
    assert!(loose.text(names::INSTRUCTIONS).contains("INTEGRITY ONLY"));
}

#[test]
fn with_keys_thrown_away_only_signatures_bundle_and_key_differ() {
    let run = || {
        let key = SigningKey::throw_away().unwrap();
        Loose::of(seal::seal(file_set(), &facts(), &key, IDENTITY, "preparer").unwrap().tree())
    };
    let (first, second) = (run(), run());
    let differ: Vec<&str> =
        first.0.keys().map(String::as_str).filter(|name| first.get(name) != second.get(name)).collect();
    let mut expected = names::UNLISTED.to_vec();
    expected.retain(|name| *name != names::SUMS);
    expected.sort_unstable();
    assert_eq!(differ, expected);
}

#[test]
fn with_one_key_every_byte_is_the_same() {
    assert_eq!(Loose::good().0, Loose::good().0);
    assert_eq!(zip(sealed().tree()).unwrap(), zip(sealed().tree()).unwrap());
}

#[test]
fn one_thread_and_many_say_the_same() {
    let mut loose = Loose::good();
    for name in ["record.json", "documents/review.xlsx", "evidence/empty.log"] {
        loose.set(name, "changed");
    }
    let pack = loose.write();
    let with =
        |threads| verify::human(&verify::verify(&pack.root, &trusted(), &Demands { threads, ..Demands::default() }));
    assert_eq!(with(1), with(8));
}

#[test]
fn all_problems_are_told_at_once() {
    let mut loose = Loose::good();
    loose.set("record.json", "{}");
    loose.set("added.txt", "new");
    loose.0.remove("evidence/empty.log");
    loose.set(names::RAW_SIGNATURE, [0; 63]);
    loose.refused_with(&[Code::FileChanged, Code::FileUnlisted, Code::FileMissing, Code::SignatureMalformed]);
}

#[test]
fn json_has_one_code_for_each_problem() {
    let mut loose = Loose::good();
    loose.set("added.txt", "new");
    let pack = loose.write();
    let json: serde_json::Value =
        serde_json::from_str(&verify::json(&check(&pack.root, &trusted()), &pack.root)).unwrap();
    assert_eq!(json["format"], "https://aims-report.org/verdict/v1");
    assert_eq!((&json["verdict"], &json["exitCode"]), (&"refused".into(), &1.into()));
    assert_eq!(json["problems"].as_array().unwrap().len(), 1);
    assert_eq!(json["problems"][0]["code"], "file-unlisted");
    assert_eq!(json["problems"][0]["file"], "added.txt");
    assert_eq!(json["facts"]["pack"]["sequence"], "7");
}

#[test]
fn files_that_shrink_a_thousand_times_are_stored_and_verify() {
    let mut set = file_set();
    set.add(entry("evidence/zeros.bin", Kind::Evidence, &vec![0; 3 << 20])).unwrap();
    let sealed = seal::seal(set, &facts(), &key(), IDENTITY, "preparer").unwrap();
    let folder = TempDir::new().unwrap();
    let archive = folder.path().join("pack.zip");
    write_zip(sealed.tree(), &archive).unwrap();
    assert!(fs::metadata(&archive).unwrap().len() > 3 << 20);
    assert_eq!(check(&archive, &trusted()).conclusion, Conclusion::Trusted);
}
