//! `todo`: what each person owes, in three forms.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::support::program::{must, program, run, sample};

fn todo(more: &[&str]) -> String {
    must(program().arg("todo").arg(sample("meridian")).args(["--as-of", "2026-09-30"]).args(more))
}

const RECORD: &str = "\
people:
  - {id: ann, name: Ann One}
  - {id: bob, name: Bob Two}
roles:
  - {id: ROL-A, title: Keeper, holders: [ann]}
bodies:
  - {id: BOD-B, name: Board, members: [ann, bob]}
actions:
  - {id: ACT-1, what: 'Do; this, \\\\ äöü and very much more than could ever stand in seventy-five octets of a line', state: in_progress, owner: ROL-A, due: 2026-09-01}
  - {id: ACT-2, what: Done since, state: done, done: 2026-09-20, owner: ann, due: 2026-09-01}
  - {id: ACT-3, what: Done later, state: done, done: 2026-10-05, owner: bob, due: 2026-09-15}
  - {id: ACT-4, what: Not yet there, state: not_started, owner: ann, raised: 2026-10-02, due: 2026-11-01}
  - {id: ACT-5, what: Nobody's, state: not_started}
risks:
  - {id: R-1, title: Accepted for a time, owner: ann, acceptance: {by: BOD-B, on: 2026-01-01, until: 2026-12-31}}
  - {id: R-2, title: Closed, status: closed, owner: ann, next_review: 2026-02-01}
proposals:
  - {id: P-1, title: More people, asked_of: BOD-B, decide_by: 2026-10-10}
obligations:
  - {id: OB-1, title: Met in words, kind: law, requirement: Do it., owner: ann, due: 2026-01-01, met_by: By doing it.}
  - {id: OB-2, title: Met in part, kind: law, requirement: Do it., owner: ann, due: 2026-01-01, status: met in part}
";

fn made(more: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("aims.yaml");
    fs::write(&file, RECORD).unwrap();
    must(program().arg("todo").arg(file).args(["--as-of", "2026-09-30"]).args(more))
}

#[test]
fn what_is_owed_is_listed_and_what_is_done_is_not() {
    let csv = made(&["--format", "csv"]);
    let ids: Vec<&str> = csv.lines().skip(1).map(|line| line.rsplit(',').nth(1).unwrap()).collect();
    assert_eq!(ids, ["OB-2", "ACT-1", "ACT-3", "P-1", "R-1", "ACT-5"], "by day, overdue first:\n{csv}");
    let markdown = made(&[]);
    assert!(markdown.starts_with("# What is owed on 2026-09-30\n\n6 open, 3 of them overdue.\n"), "{markdown}");
    assert!(
        markdown.contains("| 2026-09-15 | **overdue by 15 days** | Carry out the action: Done later"),
        "{markdown}"
    );
    assert!(markdown.contains("## Nobody is named"), "{markdown}");
}

#[test]
fn a_person_owes_by_roles_and_bodies_too() {
    for who in ["ann", "Ann One", "ann one"] {
        let csv = made(&["--format", "csv", "--owner", who]);
        for (id, owes) in [("ACT-1", true), ("P-1", true), ("R-1", true), ("ACT-3", false), ("ACT-5", false)] {
            assert_eq!(csv.contains(&format!(",{id},")), owes, "{who} {id}\n{csv}");
        }
    }
    assert_eq!(made(&["--format", "csv", "--owner", "BOD-B"]).lines().count(), 2);
    let ran = run(program().arg("todo").arg(sample("meridian")).args(["--owner", "z.brand", "--as-of", "2026-09-30"]));
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("did you mean `z.brandt`?"), "{}", ran.stderr);
}

/// Tasks of a calendar by RFC 5545: properties by name, unfolded and unescaped.
fn tasks(text: &str) -> Vec<BTreeMap<String, String>> {
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "each line ends with CRLF");
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
    }
    let unfolded = text.replace("\r\n ", "");
    let mut lines = unfolded.split("\r\n");
    assert_eq!(lines.next(), Some("BEGIN:VCALENDAR"));
    let (mut tasks, mut open) = (Vec::new(), None::<BTreeMap<String, String>>);
    for line in lines {
        match (line, &mut open) {
            ("BEGIN:VTODO", None) => open = Some(BTreeMap::new()),
            ("END:VTODO", Some(_)) => tasks.extend(open.take()),
            (line, Some(task)) => {
                let (name, value) = line.split_once(':').unwrap();
                let mut plain = String::new();
                let mut characters = value.chars();
                while let Some(c) = characters.next() {
                    match c {
                        '\\' => match characters.next() {
                            Some('n') => plain.push('\n'),
                            Some(escaped @ ('\\' | ';' | ',')) => plain.push(escaped),
                            other => panic!("{other:?} needs no escape: {line}"),
                        },
                        ';' | ',' => panic!("`{c}` needs an escape: {line}"),
                        c => plain.push(c),
                    }
                }
                assert!(task.insert(name.to_owned(), plain).is_none(), "twice: {line}");
            }
            _ => {}
        }
    }
    assert!(open.is_none());
    tasks
}

#[test]
fn tasks_are_read_by_calendars() {
    let made = tasks(&made(&["--format", "ics"]));
    let first = made.iter().find(|task| task["SUMMARY"].starts_with("ACT-1 - ")).unwrap();
    assert!(first["SUMMARY"].contains("Do; this, \\\\ äöü and very much"), "{first:?}");
    assert_eq!(first["DUE;VALUE=DATE"], "20260901");
    assert_eq!(first["DTSTAMP"], "20260930T000000Z");
    assert!(first["DESCRIPTION"].contains("owner: Keeper (ROL-A)"), "{first:?}");
    assert!(made.iter().any(|task| !task.contains_key("DUE;VALUE=DATE")), "what has no day has none");
    let text = todo(&["--format", "ics"]);
    assert_eq!(text, todo(&["--format", "ics"]), "the same record gives the same bytes");
    let all = tasks(&text);
    let ids: BTreeSet<&str> = all.iter().map(|task| task["UID"].as_str()).collect();
    assert_eq!(ids.len(), all.len(), "each task has a UID of its own");
    assert_eq!(all.len() + 1, todo(&["--format", "csv"]).lines().count());
}

#[test]
fn a_uid_outlives_the_day() {
    let uids = |day: &str| -> BTreeSet<String> {
        let text = must(program().arg("todo").arg(sample("meridian")).args(["--as-of", day, "--format", "ics"]));
        tasks(&text).into_iter().map(|task| task["UID"].clone()).collect()
    };
    assert!(uids("2026-09-30").intersection(&uids("2026-09-29")).count() > 100);
}

#[test]
fn nothing_owed_is_a_calendar_still() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("aims.yaml");
    fs::write(&file, "people:\n  - {id: ann, name: Ann}\n").unwrap();
    let text = must(program().arg("todo").arg(&file).args(["--format", "ics", "--as-of", "2026-09-30"]));
    assert!(tasks(&text).is_empty() && text.contains("BEGIN:VTIMEZONE"), "{text}");
    assert!(must(program().arg("todo").arg(&file)).contains("\n\nNothing.\n"));
}
