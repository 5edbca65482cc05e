//! What the targets share: what must hold of every record and of every pack, whatever the bytes are.

pub mod pack;
pub mod record;
pub mod workbook;

use std::fs;
use std::path::{Path, PathBuf};

use aims_report::diagnostic::{self, Finding};

/// A folder of this run alone, below `TMPDIR`.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes an empty folder.
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("aims-report-fuzz-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a temporary folder can be written");
        Self(path)
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file, and the folders that it lies in.
    pub fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a temporary folder can be written");
        fs::write(&path, bytes).expect("a temporary folder can be written");
        path
    }

    /// Removes a file.
    pub fn remove(&self, name: &str) {
        fs::remove_file(self.0.join(name)).expect("a temporary folder can be written");
    }
}

/// Findings can be told to people and to programs, and no text in them reaches a terminal as a command.
pub fn told(findings: &[Finding]) {
    calm(&diagnostic::human(findings));
    is_json(&diagnostic::json(findings, &[], "2026-09-30", &serde_json::Value::Null));
    is_json(&diagnostic::sarif(findings, &[]));
}

/// No character is one that a terminal obeys.
pub fn calm(text: &str) {
    let obeyed = text.chars().find(|character| character.is_control() && *character != '\n');
    assert_eq!(obeyed, None, "a terminal would obey {text:?}");
}

/// The text is JSON.
pub fn is_json(text: &str) {
    serde_json::from_str::<serde_json::Value>(text).expect("what is written for programs is JSON");
}
