//! A document for readers outside is refused when what it would publish holds what must stay inside, whoever classed it so:
//! the message names the code, the item and the line, and nothing is written.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::path::Path;

use crate::support::program::{Ran, copy, program, replace, run, sample};

/// What stands in the published text of a system, and the code that refuses it.
const LEAKS: &[(&str, &str)] = &[
    ("The key is AKIA1234567890ABCDEF for now.", "leaked-secret"),
    ("Log in with password=hunter2hunter2 there.", "leaked-secret"),
    ("It runs on ranker01.prod.internal at night.", "leaked-address"),
    ("Files lie under 10.20.30.40 only.", "leaked-address"),
    ("Ask Inês Duarte about it.", "leaked-person"),
    ("Ask i.duarte about it.", "leaked-person"),
    ("The risk AIR-01 is open.", "leaked-id"),
    ("It concerns SYS-003 too.", "leaked-id"),
    ("Rank is AI Act compliant.", "refused-claim"),
    ("The order is unbiased.", "refused-claim"),
    ("Found as CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H last week.", "leaked-detail"),
];

/// What looks like it and is none.
const INNOCENT: &[&str] = &[
    "We make no claim that the order is unbiased.",
    "It runs on servers in Frankfurt, version 4.3.1.2.",
    "Write to ai-governance@meridian-talent.example.",
    "Annex A control A.8.2 and Art. 13 are meant.",
];

fn render(text: &str, out: &Path) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record");
    copy(&sample("meridian"), &record);
    let purpose = "Help a recruiter to read the applications for a vacancy in a sensible order.";
    replace(&record.join("systems/SYS-001.yaml"), purpose, &format!("\"{text}\""));
    let mut command = program();
    command.arg("render").arg(&record).args(["--report", "transparency-disclosure", "--system", "SYS-001"]);
    run(command.args(["--period", "2026-Q3", "--format", "json", "--out"]).arg(out))
}

#[test]
fn what_must_stay_inside_is_refused_with_its_place() {
    for (text, code) in LEAKS {
        let out = tempfile::tempdir().unwrap();
        let ran = render(text, out.path());
        assert_eq!(ran.code, 2, "{text}: {}", ran.stderr);
        assert!(ran.stderr.contains(&format!("error[{code}]")), "{text}: {}", ran.stderr);
        assert!(ran.stderr.contains("systems/SYS-001.yaml:"), "{text} has no place: {}", ran.stderr);
        assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 0, "{text}: something was written");
    }
}

#[test]
fn a_customer_of_the_record_is_named_to_no_other() {
    let customers = aims_report::ingest::read(&sample("meridian")).unwrap().record.customers;
    assert!(!customers.is_empty());
    let out = tempfile::tempdir().unwrap();
    let ran = render(&format!("As used at {} since 2024.", customers[0].name), out.path());
    assert!(ran.code == 2 && ran.stderr.contains("error[leaked-customer]"), "{}", ran.stderr);
    // The message itself need not be kept from others, but says no more than it must.
    assert!(ran.stderr.contains("purpose"), "{}", ran.stderr);
}

#[test]
fn what_only_looks_like_it_is_published() {
    for text in INNOCENT {
        let out = tempfile::tempdir().unwrap();
        let ran = render(text, out.path());
        assert_eq!(ran.code, 0, "{text}: {}", ran.stderr);
    }
}
