//! What people read when something is wrong. Each case is a file: a record, a command, and exactly what it says.
//!
//! ```text
//! # What is wrong, in a sentence.
//! $ aims-report check . --as-of 2026-09-30
//! == aims.yaml
//! organisation:
//!   nmae: Acme
//! => status 1
//! => stdout
//! error[unknown-key]: ...
//! ```
//!
//! A case is added by adding a file; `UPDATE=1 cargo test errors` writes what it says now. Read it aloud.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod full;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::case::{Case, updating};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors/cases")
}

/// Runs every case of a folder, and tells all that differ.
fn run(group: &str) {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder().join(group)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut wrong = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let case = Case::parse(&text);
        let said = case.run();
        // Whatever a record holds, a terminal obeys nothing of it.
        let obeyed = said.chars().find(|character| character.is_control() && *character != '\n');
        assert_eq!(obeyed, None, "{} writes a control character", file.display());
        if updating() {
            fs::write(&file, format!("{}{said}", case.given)).unwrap();
        } else if said != case.expected {
            wrong.push(format!("{}\n--- expected\n{}--- said\n{said}", file.display(), case.expected));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

macro_rules! groups {
    ($($group:ident)*) => {
        $(#[test]
        fn $group() {
            run(stringify!($group));
        })*

        #[test]
        fn every_folder_of_cases_is_run() {
            let known = BTreeSet::from([$(stringify!($group).to_owned()),*]);
            let there = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
            assert_eq!(there.collect::<BTreeSet<_>>(), known);
        }
    };
}

groups!(command evidence files forgery ids keys syntax templates values);
