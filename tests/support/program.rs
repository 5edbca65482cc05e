//! Runs the built program as people do, on the samples and on copies of them.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The report that the tests make.
pub(crate) const REPORT: &str = "statement-of-applicability";

/// What a run printed, and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The program, with nothing of the user's own set.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aims-report"));
    command.env_remove("AIMS_REPORT_KEY_FILE").env_remove("AIMS_REPORT_PASSPHRASE_FILE").stdin(Stdio::null());
    command
}

pub(crate) fn run(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Runs what must end with 0, and gives what it printed to standard output.
#[track_caller]
pub(crate) fn must(command: &mut Command) -> String {
    let ran = run(command);
    assert_eq!(ran.code, 0, "{command:?}\n{}{}", ran.stdout, ran.stderr);
    ran.stdout
}

/// A record that comes with the program.
pub(crate) fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)
}

/// Copies a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target)
        } else {
            drop(fs::copy(entry.path(), target))
        }
    }
}

/// Adds text at the end of a file.
pub(crate) fn append(file: &Path, text: &str) {
    fs::write(file, fs::read_to_string(file).unwrap() + text).unwrap();
}

/// Replaces text in a file; it must be there once.
#[track_caller]
pub(crate) fn replace(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert_eq!(text.matches(from).count(), 1, "`{from}` in {}", file.display());
    fs::write(file, text.replace(from, to)).unwrap();
}

/// Makes a key that opens without a passphrase; its public half is beside it with `.pub.pem`.
pub(crate) fn keygen(folder: &Path) -> PathBuf {
    fs::create_dir_all(folder).unwrap();
    let key = folder.join("key.pem");
    must(program().args(["keygen", "--no-passphrase", "--identity", IDENTITY, "--out"]).arg(&key));
    key
}

/// Who signs in these tests.
pub(crate) const IDENTITY: &str = "aims@example.org";

/// Packs a record and gives the path that the program printed.
#[track_caller]
pub(crate) fn pack<S: AsRef<OsStr>>(record: &Path, out: &Path, more: &[S]) -> PathBuf {
    let mut command = program();
    command.arg("pack").arg(record).args(["--report", REPORT, "--identity", IDENTITY, "--out"]).arg(out).args(more);
    PathBuf::from(must(&mut command).trim_end())
}

/// Every file below a folder by its path there, with `/`.
pub(crate) fn files(root: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    fn walk(folder: &Path, prefix: &str, found: &mut std::collections::BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                walk(&entry.path(), &format!("{path}/"), found);
            } else {
                found.insert(path, fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut found = std::collections::BTreeMap::new();
    walk(root, "", &mut found);
    found
}
