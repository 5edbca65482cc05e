//! Writing packs: names that are refused, targets that are taken, disks that refuse.

use super::*;
use aims_report::diagnostic::Failure;
use aims_report::pack::{Written, write_folder, write_zip};

#[track_caller]
fn fails_with<T: std::fmt::Debug>(result: Result<T, Failure>, code: Code) -> String {
    let Failure(findings) = result.unwrap_err();
    assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), [code]);
    findings[0].to_string()
}

/// What is in a folder, hidden files too.
fn inside(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn an_unsafe_name_is_refused() {
    for name in ["../x", "/x", "a\\b", "NUL", "C:/x", "a\nb", "a."] {
        fails_with(FileSet::new().add(entry(name, Kind::Document, b"x")), Code::UnsafeName);
    }
}

#[test]
fn names_that_collide_are_refused() {
    let mut set = file_set();
    fails_with(set.add(entry("RECORD.json", Kind::Record, RECORD)), Code::NameCollision);
    fails_with(set.add(entry("record.json", Kind::Record, RECORD)), Code::NameCollision);
}

#[test]
fn a_name_of_the_seal_is_refused() {
    for name in ["SHA256SUMS", "sha256sums", "manifest.json", "VERIFY.txt", "key.pem"] {
        let mut set = file_set();
        set.add(entry(name, Kind::Evidence, b"x")).unwrap();
        fails_with(seal::seal(set, &facts(), &key(), IDENTITY, "preparer"), Code::NameCollision);
    }
}

#[test]
fn a_pack_id_or_identity_that_a_shell_would_obey_is_refused() {
    for id in ["a b", "$(x)", "a'b", "a/b", "..", ""] {
        let facts = PackFacts { pack_id: id.to_owned(), ..facts() };
        fails_with(seal::seal(file_set(), &facts, &key(), IDENTITY, "preparer"), Code::UnsafeName);
    }
    for identity in ["", "a b", "*", "a,b", "-x", "\"x\""] {
        fails_with(seal::seal(file_set(), &facts(), &key(), identity, "preparer"), Code::UnsafeName);
    }
}

#[test]
fn another_record_than_the_one_sealed_is_refused() {
    let facts = PackFacts { record_digest: Digest::of(b"another"), ..facts() };
    fails_with(seal::seal(file_set(), &facts, &key(), IDENTITY, "preparer"), Code::RecordDiffers);
}

#[test]
fn an_identical_pack_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let (root, archive) = (folder.path().join("pack"), folder.path().join("pack.zip"));
    for expected in [Written::New, Written::Identical] {
        assert_eq!(write_folder(sealed().tree(), &root).unwrap(), expected);
        assert_eq!(write_zip(sealed().tree(), &archive).unwrap(), expected);
    }
    assert_eq!(inside(folder.path()), ["pack", "pack.zip"]);
}

#[test]
fn something_else_is_never_overwritten() {
    let folder = TempDir::new().unwrap();
    let (root, archive) = (folder.path().join("pack"), folder.path().join("pack.zip"));
    write_folder(sealed().tree(), &root).unwrap();
    fs::write(root.join("notes.txt"), "mine").unwrap();
    fs::write(&archive, "mine").unwrap();
    let message = fails_with(write_folder(sealed().tree(), &root), Code::TargetExists);
    assert!(message.contains("exists and is not the same pack"), "{message}");
    fails_with(write_zip(sealed().tree(), &archive), Code::TargetExists);
    fs::remove_file(root.join("notes.txt")).unwrap();
    fs::write(root.join("record.json"), "{}").unwrap();
    fails_with(write_folder(sealed().tree(), &root), Code::TargetExists);
    fs::remove_file(root.join("record.json")).unwrap();
    fails_with(write_folder(sealed().tree(), &root), Code::TargetExists);
    assert_eq!(fs::read(&archive).unwrap(), b"mine");
    assert_eq!(inside(folder.path()), ["pack", "pack.zip"]);
}

#[test]
fn a_file_that_changed_after_sealing_reaches_no_pack() {
    let folder = TempDir::new().unwrap();
    let source = folder.path().join("log");
    fs::write(&source, "before").unwrap();
    let mut set = file_set();
    set.add(Entry { content: Content::File(source.clone()), ..entry("evidence/log", Kind::Evidence, b"") }).unwrap();
    let sealed = seal::seal(set, &facts(), &key(), IDENTITY, "preparer").unwrap();
    fs::write(&source, "after!").unwrap();
    fails_with(write_folder(sealed.tree(), &folder.path().join("pack")), Code::ContentChanged);
    fails_with(write_zip(sealed.tree(), &folder.path().join("pack.zip")), Code::ContentChanged);
    assert_eq!(inside(folder.path()), ["log"]);
}

#[test]
fn a_file_in_place_of_the_folder_is_told() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("out"), "a file").unwrap();
    let message = fails_with(write_folder(sealed().tree(), &folder.path().join("out/pack")), Code::Unwritable);
    assert!(message.contains("a file is in the way"), "{message}");
}

/// `/dev/full` is a disk without space; a pack can't be put there, but its error is the one of a full disk.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_nobody_may_write_in_is_told() {
    let message = fails_with(write_folder(sealed().tree(), Path::new("/proc/aims-report/pack")), Code::Unwritable);
    assert!(message.contains("can't be written"), "{message}");
}
