//! One case: what it is given, the command, and what it says.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// Is the test asked to write what the program says now, by `UPDATE=1`?
#[allow(clippy::disallowed_methods, reason = "a test is asked for new expectations")]
pub(crate) fn updating() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// A case, as its file has it.
pub(crate) struct Case<'a> {
    /// Everything before the first line `=> `.
    pub(crate) given: &'a str,
    /// The rest: what is expected.
    pub(crate) expected: &'a str,
    arguments: Vec<&'a str>,
    /// Codes of the findings that are compared; all where empty.
    only: Vec<&'a str>,
    steps: Vec<(&'a str, String)>,
}

impl<'a> Case<'a> {
    pub(crate) fn parse(text: &'a str) -> Self {
        let end = if text.starts_with("=> ") { 0 } else { text.find("\n=> ").map_or(text.len(), |at| at + 1) };
        let (given, expected) = text.split_at(end);
        let mut case = Self { given, expected, arguments: Vec::new(), only: Vec::new(), steps: Vec::new() };
        for line in given.split_inclusive('\n') {
            let bare = line.strip_suffix('\n').unwrap_or(line);
            if let Some(head) = bare.strip_prefix("== ") {
                case.steps.push((head, String::new()));
            } else if let Some((_, body)) = case.steps.last_mut() {
                body.push_str(line);
            } else if let Some(arguments) = bare.strip_prefix("$ aims-report") {
                case.arguments = arguments.split_whitespace().collect();
            } else if let Some(codes) = bare.strip_prefix("only ") {
                case.only = codes.split_whitespace().collect();
            } else {
                assert!(bare.starts_with("# "), "`{bare}` is no line of a case");
            }
        }
        case
    }

    /// The same case, with everything compared that it says.
    pub(crate) fn whole(&self) -> Self {
        Self { only: Vec::new(), arguments: self.arguments.clone(), steps: self.steps.clone(), ..*self }
    }

    /// Lays out the files, runs the command among them, and writes down what it says and leaves.
    pub(crate) fn run(&self) -> String {
        let folder = TempDir::new().unwrap();
        for (head, body) in &self.steps {
            step(folder.path(), head, body);
        }
        let before = files(folder.path());
        let output = Command::new(env!("CARGO_BIN_EXE_aims-report"))
            .args(&self.arguments)
            .current_dir(folder.path())
            .env_clear()
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let mut said = format!("=> status {}\n", output.status.code().unwrap());
        for (name, bytes) in [("stdout", output.stdout), ("stderr", output.stderr)] {
            let text = self.picked(&String::from_utf8(bytes).unwrap());
            if !text.is_empty() {
                let _ = write!(said, "=> {name}\n{text}");
            }
        }
        let left: Vec<_> = files(folder.path()).difference(&before).cloned().collect();
        if !left.is_empty() {
            let _ = writeln!(said, "=> left\n{}", left.join("\n"));
        }
        said
    }

    /// The findings that the case is about.
    fn picked(&self, text: &str) -> String {
        if self.only.is_empty() {
            return text.to_owned();
        }
        let wanted = |paragraph: &&str| self.only.iter().any(|code| paragraph.contains(&format!("[{code}]: ")));
        text.split("\n\n").filter(wanted).map(|paragraph| format!("{}\n", paragraph.trim_end())).collect()
    }
}

/// Writes, copies, changes or links a file.
fn step(root: &Path, head: &str, body: &str) {
    let two = |rest: &str| {
        let (first, second) = rest.split_once(" to ").unwrap();
        (first.to_owned(), second.to_owned())
    };
    if let Some(rest) = head.strip_prefix("copy ") {
        let (from, to) = two(rest);
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(from), &root.join(to));
    } else if let Some(rest) = head.strip_prefix("link ") {
        let (name, target) = two(rest);
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        symlink(target, path).unwrap();
    } else if let Some(name) = head.strip_prefix("folder ") {
        fs::create_dir_all(root.join(name)).unwrap();
    } else if let Some(name) = head.strip_prefix("change ") {
        let path = root.join(name);
        let mut text = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = body.lines().collect();
        for pair in lines.chunks(2) {
            let (old, new) = (pair[0].strip_prefix("- ").unwrap(), pair[1].strip_prefix("+ ").unwrap());
            assert!(text.contains(old), "`{name}` has no `{old}`");
            text = text.replacen(old, new, 1);
        }
        fs::write(path, text).unwrap();
    } else {
        let (name, bytes) = match head.strip_suffix(" (escaped)") {
            Some(name) => (name, unescaped(body)),
            None => (head, body.as_bytes().to_vec()),
        };
        let path = root.join(std::ffi::OsStr::from_bytes(&unescaped(name)));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        if name.ends_with(".pem") {
            fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Text with `\t`, `\r`, `\\`, `\xe9` and `\u{202e}` written out.
fn unescaped(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        rest = &rest[at + 1..];
        let hex = |digits: &str| u32::from_str_radix(digits, 16).unwrap();
        let used = match rest.as_bytes()[0] {
            b't' => {
                out.push(b'\t');
                1
            }
            b'r' => {
                out.push(b'\r');
                1
            }
            b'x' => {
                out.push(u8::try_from(hex(&rest[1..3])).unwrap());
                3
            }
            b'u' => {
                let end = rest.find('}').unwrap();
                let character = char::from_u32(hex(&rest[2..end])).unwrap();
                out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                end + 1
            }
            _ => {
                out.push(b'\\');
                1
            }
        };
        rest = &rest[used..];
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

/// Every file and empty folder below a folder.
fn files(root: &Path) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        let inside: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        if inside.is_empty() && folder != root {
            all.insert(format!("{}/", folder.strip_prefix(root).unwrap().display()));
        }
        for path in inside {
            if path.is_dir() && !path.is_symlink() {
                open.push(path);
            } else {
                all.insert(path.strip_prefix(root).unwrap().display().to_string());
            }
        }
    }
    all
}
