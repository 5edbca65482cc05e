//! The same record, day and key give the same bytes, wherever and however the program runs.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use crate::support::program::{IDENTITY, REPORT, copy, files, keygen, must, program, sample};

/// One way to run the program.
struct Way {
    name: &'static str,
    settings: &'static [(&'static str, &'static str)],
    /// The one processor that it may use, where the system can be told so.
    pinned: bool,
    /// A copy of the record, at another path and of other times.
    moved: bool,
}

const WAYS: [Way; 3] = [
    Way {
        name: "plain",
        settings: &[("RAYON_NUM_THREADS", "2"), ("TZ", "UTC"), ("LC_ALL", "C"), ("LANG", "C")],
        pinned: false,
        moved: false,
    },
    Way {
        name: "elsewhere",
        settings: &[
            ("RAYON_NUM_THREADS", "1"),
            // Fourteen hours ahead: always another day than far in the west.
            ("TZ", "Pacific/Kiritimati"),
            ("LC_ALL", "de_DE.UTF-8"),
            ("LANG", "de_DE.UTF-8"),
            ("SOURCE_DATE_EPOCH", "1"),
            ("HOME", "/nonexistent"),
        ],
        pinned: false,
        moved: true,
    },
    Way { name: "pinned", settings: &[("TZ", "Pacific/Pago_Pago")], pinned: true, moved: true },
];

/// Packs the sample in one way, from a working folder of its own, as a folder or an archive.
fn pack(folder: &Path, way: &Way, key: Option<&Path>, zip: bool) -> PathBuf {
    let here = folder.join(way.name);
    fs::create_dir_all(&here).unwrap();
    let record = if way.moved {
        let moved = here.join("a copy of the record");
        if !moved.exists() {
            copy(&sample("meridian"), &moved);
            age(&moved);
        }
        // Named relative to the working folder.
        PathBuf::from("a copy of the record")
    } else {
        sample("meridian")
    };
    let program = program();
    let mut command = match on_path("taskset").filter(|_| way.pinned) {
        Some(taskset) => {
            let mut command = Command::new(taskset);
            command.args(["-c", "0"]).arg(program.get_program());
            command
        }
        None => program,
    };
    command.env_remove("AIMS_REPORT_KEY_FILE").current_dir(&here).envs(way.settings.iter().copied());
    command.arg("pack").arg(record).args(["--report", REPORT, "--period", "2026-Q3", "--identity", IDENTITY]);
    let out = match (key, zip) {
        (None, _) => "thrown away",
        (_, true) => "archive",
        (_, false) => "kept",
    };
    command.args(["--out", out]);
    if let Some(key) = key {
        command.arg("--key").arg(key);
    }
    if zip {
        command.arg("--zip");
    }
    here.join(must(&mut command).trim_end())
}

/// Sets the times of all files far back, each to another.
fn age(folder: &Path) {
    for (index, path) in files(folder).into_keys().enumerate() {
        let file = fs::File::options().write(true).open(folder.join(path)).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(86_400 * (index as u64 + 1))).unwrap();
    }
}

#[allow(clippy::disallowed_methods, reason = "tests may read the environment; the library may not")]
fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn differing(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names: std::collections::BTreeSet<_> = a.keys().chain(b.keys()).collect();
    names.into_iter().filter(|name| a.get(*name) != b.get(*name)).cloned().collect()
}

#[test]
fn one_key_gives_the_same_pack_and_archive_in_every_way() {
    let folder = tempfile::tempdir().unwrap();
    let key = keygen(&folder.path().join("key"));
    let (first, others) = WAYS.split_first().unwrap();
    let (made, archive) = (pack(folder.path(), first, Some(&key), false), pack(folder.path(), first, Some(&key), true));
    let made = files(&made);
    assert!(made.len() > 25);
    for way in others {
        let other = pack(folder.path(), way, Some(&key), false);
        assert_eq!(differing(&made, &files(&other)), <[String; 0]>::default(), "{}", way.name);
        let other = pack(folder.path(), way, Some(&key), true);
        assert_eq!(archive.file_name(), other.file_name());
        assert!(fs::read(&archive).unwrap() == fs::read(&other).unwrap(), "the archives differ: {}", way.name);
    }
}

#[test]
fn a_key_thrown_away_changes_signatures_and_key_alone() {
    let folder = tempfile::tempdir().unwrap();
    let [first, second] = [&WAYS[0], &WAYS[1]].map(|way| files(&pack(folder.path(), way, None, false)));
    let signed = ["SHA256SUMS.ed25519", "SHA256SUMS.sig", "allowed_signers", "key.pem", "pack.sigstore.json"];
    assert_eq!(differing(&first, &second), signed);
    // The folder that is there is no archive, and does not stand for one.
    let archive = pack(folder.path(), &WAYS[0], None, true);
    assert!(archive.extension().is_some_and(|ending| ending == "zip") && archive.is_file(), "{}", archive.display());
}

#[test]
fn a_second_run_finds_the_pack_there_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let key = keygen(&folder.path().join("key"));
    let run = || {
        let mut command = program();
        command.arg("pack").arg(sample("minimal")).args(["--report", REPORT, "--period", "2026-Q3", "--out"]);
        crate::support::program::run(command.arg(folder.path().join("out")).arg("--key").arg(&key))
    };
    let first = run();
    let root = PathBuf::from(first.stdout.trim_end());
    let times = |root: &Path| {
        files(root)
            .into_keys()
            .map(|name| fs::metadata(root.join(name)).unwrap().modified().unwrap())
            .collect::<Vec<_>>()
    };
    let before = times(&root);
    let second = run();
    assert_eq!((second.code, &second.stdout), (0, &first.stdout));
    assert!(second.stderr.contains("identical"), "{}", second.stderr);
    assert_eq!(times(&root), before);
    // Another key makes another pack, which is not written over this one.
    let other = keygen(&folder.path().join("other"));
    let mut command = program();
    command.arg("pack").arg(sample("minimal")).args(["--report", REPORT, "--period", "2026-Q3", "--out"]);
    let third = crate::support::program::run(command.arg(folder.path().join("out")).arg("--key").arg(other));
    assert_eq!(third.code, 2, "{}", third.stderr);
    assert!(third.stderr.contains("target-exists"), "{}", third.stderr);
    assert_eq!(times(&root), before);
}
