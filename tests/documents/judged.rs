//! Programs by others on what was made.

use std::path::PathBuf;

use super::table::of_record;
use super::{Made, meridian, meridian_in_november, minimal};
use crate::support::judges;
use crate::support::pdf::squeeze;

fn all() -> [&'static Made; 3] {
    [meridian(), minimal(), meridian_in_november()]
}

#[test]
fn verapdf_finds_pdf_a_3a_and_pdf_ua_1() {
    // One start of the JVM for all files.
    let files: Vec<(PathBuf, &str)> = [meridian(), minimal()]
        .iter()
        .flat_map(|made| ["3a", "ua1"].map(|flavour| (made.path("pdf"), flavour)))
        .collect();
    let Some(verdicts) = judges::verapdf(&files) else { return };
    for verdict in verdicts {
        assert!(verdict.compliant, "{verdict}");
    }
}

#[test]
fn qpdf_finds_no_fault_of_syntax() {
    for made in all() {
        if let Some(verdict) = judges::qpdf_check(&made.path("pdf")) {
            verdict.unwrap();
        }
    }
}

#[test]
fn pdftotext_finds_every_control() {
    for made in all() {
        let Some(text) = judges::pdftotext(&made.path("pdf")) else { return };
        let text = squeeze(&text);
        for row in of_record(made) {
            assert!(text.contains(&squeeze(&row.id)), "{}", row.id);
        }
        // Names in scripts that few fonts have.
        for person in &made.record.people {
            let owns = made
                .record
                .controls
                .iter()
                .any(|control| control.owner.as_ref().is_some_and(|owner| owner.as_str() == person.id.as_str()));
            assert!(!owns || text.contains(&squeeze(&person.name)), "{}", person.name);
        }
    }
}

#[test]
fn pdfinfo_and_pdfdetach_find_what_it_says_of_itself() {
    for made in all() {
        if let Some(info) = judges::pdfinfo(&made.path("pdf")) {
            assert_eq!(
                (info["Tagged"].as_str(), info["JavaScript"].as_str(), info["Encrypted"].as_str()),
                ("yes", "no", "no")
            );
            assert!(info["Title"].starts_with("Statement of Applicability – "), "{info:?}");
        }
        let folder = tempfile::tempdir().unwrap();
        if let Some(files) = judges::pdf_attachments(&made.path("pdf"), folder.path()) {
            assert_eq!(files.len(), 1);
            assert!(std::fs::read(&files[0]).unwrap() == std::fs::read(made.path("json")).unwrap());
        }
    }
}

#[test]
fn openxml_audit_finds_no_fault() {
    for made in all() {
        if let Some(verdict) = judges::openxml_audit(&made.path("xlsx")) {
            verdict.unwrap();
        }
    }
}

#[test]
fn libreoffice_opens_the_workbook() {
    for made in [meridian(), minimal()] {
        let folder = tempfile::tempdir().unwrap();
        let Some(opened) = judges::libreoffice_opens(&made.path("xlsx"), folder.path()) else { return };
        let pdf = opened.unwrap();
        if let Some(text) = judges::pdftotext(&pdf) {
            let text = squeeze(&text);
            assert!(of_record(made).iter().all(|row| text.contains(&squeeze(&row.id))));
            assert!(!text.contains("#REF!") && !text.contains("#NAME?") && !text.contains("Err:5"));
        }
    }
}
