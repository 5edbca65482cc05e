//! What `check` prints for programs, judged by the schemas of others.

use std::fs;

use crate::support::judges;
use crate::support::program::{copy, program, replace, run, sample};

#[test]
fn logs_of_findings_are_sarif() {
    let folder = tempfile::tempdir().unwrap();
    let copied = folder.path().join("record");
    copy(&sample("meridian"), &copied);
    replace(&copied.join("risks.yaml"), "id: AIR-07\n", "id: AIR-06\n");
    for record in [sample("meridian"), sample("minimal"), copied] {
        let ran = run(program().arg("check").arg(&record).args(["--as-of", "2026-09-30", "--format", "sarif"]));
        assert!(ran.code < 2, "{}", ran.stderr);
        let log = folder.path().join("log.sarif");
        fs::write(&log, &ran.stdout).unwrap();
        if let Some(verdict) = judges::sarif(&log) {
            verdict.unwrap_or_else(|complaints| panic!("{}: {complaints}", record.display()));
        }
        let broken = ran.stdout.replacen("\"version\":\"2.1.0\"", "\"version\":\"2.2\"", 1);
        assert_ne!(broken, ran.stdout);
        fs::write(&log, broken).unwrap();
        if let Some(verdict) = judges::sarif(&log) {
            assert!(verdict.unwrap_err().contains("2.2"), "a version that is none is refused");
        }
    }
}
