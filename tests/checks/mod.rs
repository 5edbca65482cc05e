//! Each check that finds a fact about an organisation has a record in which it finds it, and one in which it does not.
//!
//! `cases/CODE/found.txt` and `cases/CODE/clean.txt` are cases in the form of the errors' cases, with `only CODE`. The
//! second is the first put right, so that the difference between the two is what the check sees.
//! `UPDATE=1 cargo test checks` writes what the program says now. Read it aloud.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::fs;
use std::path::{Path, PathBuf};

use aims_report::diagnostic::{Class, Code};

use crate::support::case::{Case, updating};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks/cases")
}

/// What an organisation's record can be found to be; findings about templates and packs have tests of their own.
fn codes() -> impl Iterator<Item = Code> {
    Code::ALL.iter().copied().filter(|code| code.class() == Class::Conformity)
}

#[test]
fn each_check_finds_what_it_is_for_and_nothing_else() {
    let mut wrong = Vec::new();
    for code in codes() {
        for (name, finds) in [("found", true), ("clean", false)] {
            let file = folder().join(code.as_str()).join(format!("{name}.txt"));
            let Ok(text) = fs::read_to_string(&file) else {
                wrong.push(format!("{} is not there", file.display()));
                continue;
            };
            let case = Case::parse(&text);
            let said = case.run();
            // What could not be read can't be found wanting: such a case would be clean whatever the check does.
            let whole = case.whole().run();
            let unread = Code::ALL.iter().filter(|code| code.class() != Class::Conformity);
            for code in unread.filter(|code| whole.contains(&format!("[{code}]: "))) {
                wrong.push(format!("{}: the record itself is wrong: {code}", file.display()));
            }
            if said.contains(&format!("[{code}]: ")) != finds {
                wrong.push(format!("{}: {said}", file.display()));
            }
            if updating() {
                fs::write(&file, format!("{}{said}", case.given)).unwrap();
            } else if said != case.expected {
                wrong.push(format!("{}\n--- expected\n{}--- said\n{said}", file.display(), case.expected));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_case_belongs_to_a_code() {
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(codes().any(|code| code.as_str() == name), "no check is called `{name}`");
    }
}
