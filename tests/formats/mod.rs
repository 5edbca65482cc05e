//! Registers from CSV files, workbooks and Markdown tables: what becomes of them, and what is refused.

mod configuration;
mod csv;
mod made;
mod markdown;
mod parts;
mod round_trip;
mod workbook;

use std::fs;

use aims_report::diagnostic::{self, Finding};
use aims_report::ingest::{self, Ingested};
use tempfile::TempDir;

/// A record's folder with these files in it.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be written");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a temporary folder can be written"))
            .expect("a temporary folder can be written");
        fs::write(path, bytes).expect("a temporary folder can be written");
    }
    folder
}

/// The record of a folder with these files.
fn read(files: &[(&str, &[u8])]) -> Ingested {
    let folder = folder(files);
    ingest::read(folder.path()).unwrap_or_else(|failure| panic!("{failure}"))
}

/// What is said, one line each, with the help behind it.
fn told(findings: &[Finding]) -> Vec<String> {
    let mut findings = findings.to_vec();
    diagnostic::sort(&mut findings);
    findings
        .iter()
        .map(|finding| match &finding.help {
            Some(help) => format!("{finding} ({help})"),
            None => finding.to_string(),
        })
        .collect()
}

/// What is said about a configuration that is refused as a whole.
fn refused(files: &[(&str, &[u8])]) -> Vec<String> {
    let folder = folder(files);
    let failure = ingest::read(folder.path()).expect_err("the configuration is refused");
    told(&failure.0)
}

/// Asserts that one line is said, which has all of these parts.
#[track_caller]
fn said(lines: &[String], parts: &[&str]) {
    assert!(lines.iter().any(|line| parts.iter().all(|part| line.contains(part))), "{parts:?} is not in {lines:#?}");
}
