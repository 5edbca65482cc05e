//! The PDF as a file: what it says of itself, what is attached, where its links lead.

use lopdf::Object;
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use super::{meridian, minimal};
use crate::support::program::REPORT;

#[test]
fn it_is_pdf_a_3a_and_pdf_ua_1() {
    for made in [meridian(), minimal()] {
        let bytes = std::fs::read(made.path("pdf")).unwrap();
        for profile in [ValidationProfile::PdfA3a, ValidationProfile::PdfUa1] {
            let report = validate_pdf_bytes(&bytes, &ValidationOptions::default().profile(profile)).unwrap();
            // Its one known false alarm: a stream whose last byte is 0x0D.
            let failures: Vec<_> =
                report.failures.iter().filter(|failure| !format!("{failure:?}").contains("6.1.7.1")).collect();
            assert!(failures.is_empty(), "{profile}: {failures:#?}");
        }
    }
}

#[test]
fn it_says_its_title_language_and_that_it_is_tagged() {
    for (made, title) in [
        (meridian(), "Statement of Applicability – Meridian Talent Systems GmbH"),
        (minimal(), "Statement of Applicability – "),
    ] {
        let pdf = &made.pdf;
        let info = pdf.follow(pdf.document.trailer.get(b"Info").unwrap()).as_dict().unwrap();
        let found = lopdf::decode_text_string(info.get(b"Title").unwrap()).unwrap();
        assert!(found.starts_with(title), "{found}");
        assert_eq!(lopdf::decode_text_string(pdf.catalogue("Lang")).unwrap(), "en-GB");
        let marks = pdf.catalogue("MarkInfo").as_dict().unwrap();
        assert_eq!(marks.get(b"Marked").unwrap(), &Object::Boolean(true));
        let viewer = pdf.catalogue("ViewerPreferences").as_dict().unwrap();
        assert_eq!(viewer.get(b"DisplayDocTitle").unwrap(), &Object::Boolean(true));
        let date = lopdf::decode_text_string(info.get(b"CreationDate").unwrap()).unwrap();
        assert!(date.starts_with("D:20260930000000"), "{date}");
    }
}

#[test]
fn its_data_is_attached_as_its_source() {
    for made in [meridian(), minimal()] {
        let attached = made.pdf.attachments();
        assert_eq!(attached.len(), 1, "{:?}", attached.iter().map(|file| &file.name).collect::<Vec<_>>());
        let file = &attached[0];
        assert_eq!((file.relationship.as_str(), file.media_type.as_str()), ("Source", "application/json"));
        assert!(file.bytes == std::fs::read(made.path("json")).unwrap(), "it is not documents/{REPORT}.json");
    }
}

#[test]
fn every_link_leads_somewhere() {
    for (made, least) in [(meridian(), 300), (minimal(), 100)] {
        let links = made.pdf.links();
        let inner = links.iter().filter(|link| link.is_err()).count();
        assert!(inner >= least, "only {inner} links within the document");
        assert_eq!(links.iter().filter(|link| matches!(link, Err(None))).count(), 0, "links lead nowhere");
        for address in links.iter().flatten() {
            assert!(address.starts_with("https://") || address.starts_with("mailto:"), "{address}");
        }
    }
}
