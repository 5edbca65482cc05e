//! A pack of real documents, checked with the tools that its reader has, and refused when anything in it is not as it was.

use std::fs;
use std::path::{Path, PathBuf};

use super::meridian;
use crate::support::judges;
use crate::support::program::{IDENTITY, Ran, copy, files, program, run};

fn verify(pack: &Path, key: Option<&Path>) -> Ran {
    let mut command = program();
    command.arg("verify").arg(pack);
    if let Some(key) = key {
        command.arg("--key").arg(key);
    }
    run(&mut command)
}

/// A copy of the pack, to be damaged.
fn copied(folder: &Path) -> PathBuf {
    let root = folder.join(meridian().root.file_name().unwrap());
    copy(&meridian().root, &root);
    root
}

#[test]
fn it_is_trusted_with_the_key_and_not_without() {
    let made = meridian();
    let ran = verify(&made.root, Some(&made.public_key));
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    assert!(ran.stdout.starts_with("TRUSTED"), "{}", ran.stdout);
    let ran = verify(&made.root, None);
    assert_eq!(ran.code, 2, "{}", ran.stdout);
    assert!(!ran.stdout.starts_with("TRUSTED"), "{}", ran.stdout);
    // The key of somebody else.
    let folder = tempfile::tempdir().unwrap();
    let other = crate::support::program::keygen(folder.path()).with_extension("pem.pub.pem");
    let ran = verify(&made.root, Some(&other));
    assert_eq!(ran.code, 1, "{}", ran.stdout);
    assert!(ran.stdout.contains("key-untrusted"), "{}", ran.stdout);
}

#[test]
fn every_route_of_the_instructions_is_open() {
    let made = meridian();
    let (root, key) = (&made.root, &made.public_key);
    let at = |name: &str| root.join(name);
    let (signers, sums, bundle) = (at("allowed_signers"), at("SHA256SUMS"), at("pack.sigstore.json"));
    let ssh = |data: &Path| judges::ssh_keygen_verify(&signers, IDENTITY, "aims-report", &at("SHA256SUMS.sig"), data);
    let openssl = |data: &Path| judges::openssl_verify(key, data, &at("SHA256SUMS.ed25519"));
    for verdict in [
        ssh(&sums),
        openssl(&sums),
        judges::sha256sum_check(root),
        judges::securesystemslib_verify(&bundle, key),
        judges::sigstore_verify(&bundle, key),
    ]
    .into_iter()
    .flatten()
    {
        verdict.unwrap();
    }
    // The statement in the bundle is about this list of files.
    if let Some(Ok(payload)) = judges::securesystemslib_verify(&bundle, key) {
        let statement: serde_json::Value = serde_json::from_str(&payload).unwrap();
        let digest = aims_report::pack::Digest::of(&fs::read(&sums).unwrap()).to_string();
        assert_eq!(statement["subject"][0]["digest"]["sha256"], digest.as_str());
    }

    // And each says no where there is something to refuse.
    let folder = tempfile::tempdir().unwrap();
    let wrong = folder.path().join("SHA256SUMS");
    fs::write(&wrong, fs::read_to_string(&sums).unwrap().replacen('0', "1", 1)).unwrap();
    let stranger = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/judges/stranger.pem");
    let damaged = copied(folder.path());
    fs::write(damaged.join("record.json"), "{}").unwrap();
    for verdict in [
        ssh(&wrong),
        openssl(&wrong),
        judges::sha256sum_check(&damaged),
        judges::securesystemslib_verify(&bundle, &stranger),
        judges::sigstore_verify(&bundle, &stranger),
    ]
    .into_iter()
    .flatten()
    {
        verdict.unwrap_err();
    }
}

#[test]
fn the_instructions_say_what_is_in_the_pack() {
    let root = &meridian().root;
    let text = fs::read_to_string(root.join("VERIFY.txt")).unwrap();
    let count = files(root).len();
    assert!(text.contains(&format!("must print {count}.")), "{text}");
    for said in ["Meridian Talent Systems", "2026-Q3, as of 2026-09-30", "audience      internal", IDENTITY] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

/// Refused with 1, and the file is named.
#[track_caller]
fn refused(pack: &Path, name: &str) {
    let ran = verify(pack, Some(&meridian().public_key));
    assert_eq!(ran.code, 1, "{name}\n{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains(name), "{name} is not named:\n{}", ran.stdout);
}

#[test]
fn one_changed_byte_in_any_file_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let root = copied(folder.path());
    let all = files(&root);
    assert!(all.len() > 25);
    for (name, bytes) in &all {
        let mut changed = bytes.clone();
        // In the middle, where a file has its substance.
        let at = changed.len() / 2;
        changed[at] ^= 1;
        fs::write(root.join(name), &changed).unwrap();
        refused(&root, name);
        fs::write(root.join(name), bytes).unwrap();
    }
    assert_eq!(verify(&root, Some(&meridian().public_key)).code, 0, "it is whole again");
}

#[test]
fn any_file_removed_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let root = copied(folder.path());
    for (name, bytes) in &files(&root) {
        fs::remove_file(root.join(name)).unwrap();
        refused(&root, name);
        fs::write(root.join(name), bytes).unwrap();
    }
}

#[test]
fn whatever_is_added_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let root = copied(folder.path());
    for name in ["added.txt", "documents/added.pdf", ".hidden", "documents/new/folder/added"] {
        fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
        fs::write(root.join(name), "").unwrap();
        refused(&root, name);
        fs::remove_file(root.join(name)).unwrap();
    }
    refused(&root, "documents/new");
    fs::remove_dir_all(root.join("documents/new")).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("record.json", root.join("link")).unwrap();
        refused(&root, "link");
        fs::remove_file(root.join("link")).unwrap();
        // What a link stands for may change after it was checked, also where it is the right file now.
        fs::rename(root.join("record.json"), folder.path().join("elsewhere")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("elsewhere"), root.join("record.json")).unwrap();
        refused(&root, "record.json");
    }
}
