//! What a policy takes out of the findings is said in the document: bad news may be accepted, and not hidden.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::fs;

use crate::support::pdf::Pdf;
use crate::support::program::{REPORT, copy, must, program, sample};

const POLICY: &str = r#"
[levels]
treatment-overdue = "off"

[[waivers]]
finding = "evidence-stale"
subject = "control A.7.2"
reason = "the new run is booked for November"
approver = "z.brandt"
until = "2026-12-31"
"#;

#[test]
fn waived_and_turned_off_findings_are_printed() {
    let folder = tempfile::tempdir().unwrap();
    let (record, out) = (folder.path().join("record"), folder.path().join("out"));
    copy(&sample("meridian"), &record);
    fs::write(record.join("aims-report.toml"), POLICY).unwrap();
    must(program().arg("render").arg(&record).args(["--report", REPORT, "--period", "2026-Q3", "--out"]).arg(&out));

    let view: serde_json::Value =
        serde_json::from_slice(&fs::read(out.join(format!("{REPORT}.json"))).unwrap()).unwrap();
    assert_eq!((view["policy"]["waived"].as_u64(), view["policy"]["off"].as_u64()), (Some(1), Some(3)));
    let pdf = Pdf::read(&fs::read(out.join(format!("{REPORT}.pdf"))).unwrap());
    for section in ["At a glance", "Gaps, omissions and findings"] {
        assert!(pdf.section(section).contains("waived1finding,turnedoff3andlowered0"), "{section}");
    }
    let gaps = pdf.section("Gaps, omissions and findings");
    for said in ["controlA.7.2", "thenewrunisbookedforNovember", "z.brandt", "31Dec2026", "treatment-overdue"] {
        assert!(gaps.contains(said), "{said}: {gaps}");
    }
}
