//! Files that are changed, missing, added, linked, or named to deceive (groups 1 to 3).

use super::*;

#[test]
fn a_changed_byte() {
    let mut loose = Loose::good();
    let mut bytes = loose.get("documents/review.xlsx").to_vec();
    *bytes.last_mut().unwrap() ^= 1;
    loose.set("documents/review.xlsx", bytes);
    loose.refused_with(&[Code::FileChanged]);
}

#[test]
fn a_byte_added() {
    let mut loose = Loose::good();
    loose.set("evidence/empty.log", "x");
    loose.refused_with(&[Code::FileChanged]);
}

#[test]
fn two_files_exchanged() {
    let mut loose = Loose::good();
    let (a, b) = (loose.get("record.json").to_vec(), loose.get("documents/review.xlsx").to_vec());
    loose.set("record.json", b);
    loose.set("documents/review.xlsx", a);
    loose.refused_with(&[Code::FileChanged]);
}

#[test]
fn instructions_changed() {
    let mut loose = Loose::good();
    loose.replace(names::INSTRUCTIONS, "only a hint", "all you need");
    loose.refused_with(&[Code::FileChanged]);
}

#[test]
fn a_file_missing() {
    let mut loose = Loose::good();
    loose.0.remove("documents/review.xlsx");
    loose.refused_with(&[Code::FileMissing]);
}

#[test]
fn a_file_added() {
    let mut loose = Loose::good();
    loose.set("documents/addendum.pdf", "%PDF");
    loose.refused_with(&[Code::FileUnlisted]);
}

#[test]
fn a_hidden_file_added() {
    let mut loose = Loose::good();
    loose.set("documents/.DS_Store", "x");
    loose.refused_with(&[Code::FileUnlisted]);
}

#[test]
fn an_empty_folder_added() {
    let pack = Loose::good().write();
    fs::create_dir(pack.root.join("annexes")).unwrap();
    refused_with(&pack.root, &[Code::FolderUnlisted]);
}

#[test]
fn each_file_of_the_seal_missing() {
    for name in names::UNLISTED {
        let mut loose = Loose::good();
        loose.0.remove(name);
        loose.refused_with(&[Code::SealFileMissing]);
    }
}

#[test]
fn a_file_of_the_seal_without_end() {
    let mut loose = Loose::good();
    loose.set(names::BUNDLE, vec![b' '; 5 << 20]);
    loose.refused_with(&[Code::PackLimit]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf8() {
    let pack = Loose::good().write();
    let name = <std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(b"caf\xe9.txt");
    fs::write(pack.root.join(name), "x").unwrap();
    refused_with(&pack.root, &[Code::UnsafeName]);
}

#[test]
fn not_a_pack_at_all() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("letter.txt"), "dear regulator").unwrap();
    refused_with(folder.path(), &[Code::SealFileMissing]);
}

#[test]
fn nothing_there_is_not_checked_and_not_refused() {
    let verdict = check(Path::new("/nowhere/at/all"), &trusted());
    assert_eq!((verdict.conclusion, verdict.conclusion.exit_code()), (Conclusion::NotChecked, 2));
    assert_eq!(codes(&verdict), [Code::Unreadable]);
}

#[cfg(unix)]
#[test]
fn names_that_mean_other_files_elsewhere() {
    for name in ["NUL", "aux.txt", "a\\b", "c:d", "line\nbreak", "bell\u{7}", "dot.", "space ", "\u{202e}fdp.exe"] {
        let mut loose = Loose::good();
        loose.set(name, "x");
        loose.relist(facts());
        loose.refused_with(&match name {
            // A line break makes two lines, neither of which is one.
            "line\nbreak" => vec![Code::UnsafeName, Code::SumsMalformed],
            _ => vec![Code::UnsafeName],
        });
    }
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_one_elsewhere() {
    for (first, second) in [("a.txt", "A.txt"), ("straße", "STRASSE"), ("Annex/a", "annex/b")] {
        let mut loose = Loose::good();
        loose.set(first, "x");
        loose.set(second, "y");
        loose.relist(facts());
        loose.refused_with(&[Code::NameCollision]);
    }
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_to_the_same_bytes() {
    let pack = Loose::good().write();
    let (file, aside) = (pack.root.join("record.json"), pack.root.with_file_name("aside"));
    fs::rename(&file, &aside).unwrap();
    std::os::unix::fs::symlink(&aside, &file).unwrap();
    refused_with(&pack.root, &[Code::SymbolicLink, Code::FileMissing]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_a_symbolic_link() {
    let pack = Loose::good().write();
    let (folder, aside) = (pack.root.join("evidence"), pack.root.with_file_name("aside"));
    fs::rename(&folder, &aside).unwrap();
    std::os::unix::fs::symlink(&aside, &folder).unwrap();
    refused_with(&pack.root, &[Code::SymbolicLink, Code::FileMissing]);
}

#[cfg(unix)]
#[test]
fn a_hard_link() {
    let pack = Loose::good().write();
    fs::hard_link(pack.root.join("record.json"), pack.root.with_file_name("aside")).unwrap();
    refused_with(&pack.root, &[Code::HardLink]);
}

#[cfg(unix)]
#[test]
fn a_socket() {
    let pack = Loose::good().write();
    let _socket = std::os::unix::net::UnixListener::bind(pack.root.join("socket")).unwrap();
    refused_with(&pack.root, &[Code::SpecialFile]);
}
