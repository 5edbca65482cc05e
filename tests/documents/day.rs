//! The day that a document speaks of: what is dated later is in none of its forms, and is counted.

use super::workbook::parts;
use super::{Made, meridian, meridian_in_november};
use crate::support::program::{must, program, run, sample};

/// Dated after 30 September 2026.
const LATER: [&str; 3] = ["EV-053", "EV-054", "AUD-2026-03"];

/// The forms of a document as their readers find them.
fn forms(made: &Made) -> [(&'static str, String); 3] {
    let workbook = parts(&made.xlsx).into_iter().map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned());
    [("PDF", made.pdf.text()), ("workbook", workbook.collect()), ("JSON", made.view.to_string())]
}

fn later(made: &Made, kind: &str) -> u64 {
    let listed = made.view["later"].as_array().unwrap().iter().find(|line| line["kind"] == kind);
    listed.map_or(0, |line| line["count"].as_u64().unwrap())
}

#[test]
fn what_is_dated_later_is_left_out_and_counted() {
    let made = meridian();
    for (form, text) in forms(made) {
        for id in LATER {
            assert!(!text.contains(id), "{id} is in the {form}");
        }
        assert!(text.contains("EV-021") && text.contains("AUD-2026-01"), "{form}");
    }
    // EV-054 is withheld from this audience besides, and told as that.
    assert_eq!((later(made, "evidence item"), later(made, "audit")), (1, 1));
    let gaps = made.pdf.section("Gaps, omissions and findings");
    let told = &gaps[gaps.rfind("Datedaftertheas-ofdate").unwrap()..gaps.rfind("Withheldfromthisaudience").unwrap()];
    assert!(told.contains("30September2026") && told.contains("Audit:1") && told.contains("Evidenceitem:1"), "{told}");
}

#[test]
fn it_appears_when_its_day_has_come() {
    let made = meridian_in_november();
    for (form, text) in forms(made) {
        assert!(text.contains("EV-053"), "{form}");
        // Of a compartment that is not granted.
        assert!(!text.contains("EV-054"), "{form}");
        assert!(text.contains("AUD-2026-03"), "{form}");
    }
    assert_eq!((later(made, "evidence item"), later(made, "audit")), (0, 0));
    // What carries a control is judged for the new day.
    let newest = |made: &Made| {
        let rows = made.view["controls"].as_array().unwrap();
        rows.iter().find(|row| row["id"] == "A.5.4").unwrap()["derived"]["last_evidence_date"].clone()
    };
    assert_eq!((newest(meridian()), newest(made)), ("2026-08-07".into(), "2026-10-22".into()));
}

#[test]
fn a_period_that_is_not_over_asks_for_a_day() {
    let folder = tempfile::tempdir().unwrap();
    let render = |more: &[&str]| {
        let mut command = program();
        command.arg("render").arg(sample("minimal")).args([
            "--report",
            "statement-of-applicability",
            "--format",
            "json",
        ]);
        command.args(["--out"]).arg(folder.path()).args(more);
        command
    };
    let ran = run(&mut render(&["--period", "2999-Q1"]));
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("is not over") && ran.stderr.contains("--as-of"), "{}", ran.stderr);
    must(&mut render(&["--period", "2999-Q1", "--as-of", "2026-09-30"]));
}
