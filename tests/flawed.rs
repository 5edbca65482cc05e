//! The flawed samples: all that `check` can find, found once each, and nothing found where nothing is wrong.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use aims_report::diagnostic::{Class, Code};
use serde_json::Value;

use crate::support::program::{Ran, copy, program, run, sample};

/// Found, but not in a record that can be read beside others.
const ELSEWHERE: [(Code, &str); 15] = [
    (Code::Configuration, "nothing is read by half a configuration; see `a_broken_configuration_stops_everything`"),
    (Code::MissingCollection, "a template asks for a collection, not a record"),
    (Code::MissingGlyph, "only rendering knows the fonts"),
    (Code::LostText, "only rendering lays text out"),
    (Code::AmbiguousMarkdown, "only rendering reads Markdown"),
    (Code::DroppedMarkdown, "only rendering reads Markdown"),
    (Code::DeepMarkdown, "only rendering reads Markdown"),
    (Code::UnsafeLink, "only rendering follows links"),
    (Code::LeakedSecret, PUBLISHED),
    (Code::LeakedAddress, PUBLISHED),
    (Code::LeakedPerson, PUBLISHED),
    (Code::LeakedCustomer, PUBLISHED),
    (Code::LeakedId, PUBLISHED),
    (Code::LeakedDetail, PUBLISHED),
    (Code::RefusedClaim, PUBLISHED),
];

/// Why a record as such leaks nothing.
const PUBLISHED: &str = "only what is about to be published can leak; see `reports::leaks`";

fn check(record: &Path, day: &str) -> Ran {
    run(program().arg("check").arg(record).args(["--as-of", day, "--format", "json"]))
}

/// A line for each finding: its code, what it is about, and its file where that is asked for.
fn lines(ran: &Ran, files: bool) -> String {
    let log: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}", ran.stderr));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let line = |finding: &Value| {
        let file = if files { format!("\t{}", text(&finding["place"]["file"])) } else { String::new() };
        format!("{}\t{}{file}\n", text(&finding["code"]), text(&finding["subject"]))
    };
    let mut lines: Vec<String> = log["findings"].as_array().unwrap().iter().map(line).collect();
    lines.sort();
    lines.concat()
}

/// What is expected is changed by hand: a finding more or less has to be understood first.
fn expected(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/flawed").join(name)).unwrap()
}

fn codes(lines: &str) -> Vec<&str> {
    lines.lines().filter_map(|line| line.split('\t').next()).collect()
}

#[test]
fn each_defect_is_found_once_and_nothing_else() {
    for (name, day, file) in [("flawed", "2026-09-30", "expected.txt"), ("flawed-later", "2028-03-31", "later.txt")] {
        let ran = check(&sample(name), day);
        assert_eq!(ran.code, 1, "{name}: {}", ran.stderr);
        let wanted = expected(file);
        same_lines(&wanted, &lines(&ran, true), name);
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for code in codes(&wanted) {
            *counts.entry(code).or_default() += 1;
        }
        counts.retain(|_, count| *count > 1);
        assert!(counts.is_empty(), "{name}: more than once: {counts:?}");
    }
}

/// Two long lists are compared line by line: what is missing and what is new is all that anybody wants to know.
fn same_lines(wanted: &str, found: &str, name: &str) {
    let set = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let (want, have) = (set(wanted), set(found));
    let missing: Vec<_> = want.difference(&have).collect();
    let new: Vec<_> = have.difference(&want).collect();
    assert!(missing.is_empty() && new.is_empty(), "{name}: not found: {missing:#?}, not expected: {new:#?}");
    assert_eq!(wanted, found, "{name}");
}

#[test]
fn every_code_of_a_check_has_its_defect() {
    let (flawed, later) = (expected("expected.txt"), expected("later.txt"));
    let planted: BTreeSet<&str> = codes(&flawed).into_iter().chain(codes(&later)).collect();
    for code in Code::ALL.iter().filter(|code| matches!(code.class(), Class::Conformity | Class::Integrity)) {
        let elsewhere = ELSEWHERE.iter().find(|(other, _)| other == code);
        let stands = planted.contains(code.as_str());
        assert!(stands || elsewhere.is_some(), "plant a defect for {code} in samples/flawed, or say why there is none");
        assert!(!(stands && elsewhere.is_some()), "{code} is found after all: take it out of the exceptions");
    }
    let read_me = fs::read_to_string(sample("flawed").join("README.md")).unwrap();
    for code in codes(&flawed) {
        assert!(read_me.contains(&format!("`{code}`")), "README.md of samples/flawed does not speak of {code}");
    }
}

#[test]
fn a_broken_configuration_stops_everything() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record");
    copy(&sample("minimal"), &record);
    fs::write(record.join("aims-report.toml"), "[levels]\nevidence-stael = \"note\"\n").unwrap();
    let ran = check(&record, "2026-09-30");
    assert_eq!(ran.code, 2, "{}", ran.stdout);
    assert!(ran.stderr.contains("error[configuration]"), "{}", ran.stderr);
}

#[test]
fn the_other_samples_hold_what_they_say() {
    let meridian = check(&sample("meridian"), "2026-09-30");
    assert_eq!(meridian.code, 0, "{}", meridian.stderr);
    same_lines(&expected("meridian.txt"), &lines(&meridian, false), "meridian");
    let minimal = check(&sample("minimal"), "2026-09-30");
    assert_eq!((minimal.code, lines(&minimal, true)), (0, String::new()), "{}", minimal.stderr);
}

#[test]
fn waivers_hold_end_and_miss() {
    let ran = check(&sample("flawed"), "2026-09-30");
    let log: Value = serde_json::from_str(&ran.stdout).unwrap();
    let states: Vec<_> = log["policy"]["waivers"].as_array().unwrap().iter().map(|waiver| &waiver["state"]).collect();
    assert_eq!(states, ["applied", "expired", "unused"]);
}
