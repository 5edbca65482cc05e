//! The file itself: valid, the same every time, made from what the template may see and nothing else.

use aims_report::diagnostic::Code;
use aims_report::pdf::{PdfOptions, Rendered, TemplateFiles, render};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use serde_json::{Value, json};

use super::{PROBE, options, template};

fn sample() -> Value {
    let markdown = "# Heading\n\nText with **bold**, *emphasis*, ~~struck~~, `code`, a [link](https://example.com/a \"T\") \
        and <https://example.com>.[^a] Again.[^a]\n\n[^a]: A note with `code`.\n\n> A quote\n\n> [!WARNING]\n> An alert\n\n\
        - [ ] open\n- [x] done\n  1. one\n  2. two\n\n| a | b |\n|:--|--:|\n| 1[^b] | [x](https://example.org) |\n\n[^b]: In a table.\n\n\
        ```rust\nfn main() {}\n```\n\n---\n\n<b>raw</b>\n";
    json!({
        "attach": true,
        "fields": { "value": { "markdown": markdown }, "emoji": "⚠️ 👩‍💻 ✓", "long": "x".repeat(400) },
        "rows": [{ "id": "R-1", "text": { "markdown": markdown }, "note": "note" }],
    })
}

fn rendered() -> Rendered {
    let attach = Some(("record.json".to_owned(), b"{\"a\":1}".to_vec()));
    render(&template(PROBE), sample(), &PdfOptions { attach, ..options() }).unwrap()
}

#[test]
fn it_is_pdf_a_3a_and_pdf_ua_1() {
    let rendered = rendered();
    for profile in [ValidationProfile::PdfA3a, ValidationProfile::PdfUa1] {
        let report = validate_pdf_bytes(&rendered.pdf, &ValidationOptions::default().profile(profile)).unwrap();
        assert!(report.is_compliant, "{profile}: {:#?}", report.failures);
    }
}

#[test]
fn it_says_what_it_is() {
    let rendered = rendered();
    let document = lopdf::Document::load_mem(&rendered.pdf).unwrap();
    let info = document.trailer.get(b"Info").and_then(|info| document.dereference(info)).unwrap().1.as_dict().unwrap();
    let text = |key: &[u8]| String::from_utf8_lossy(info.get(key).unwrap().as_str().unwrap()).into_owned();
    assert_eq!(text(b"CreationDate"), "D:20260930000000Z");
    assert!(text(b"Creator").starts_with("aims-report "), "{}", text(b"Creator"));
}

#[test]
fn the_same_input_gives_the_same_bytes_on_any_thread() {
    let first = rendered().pdf;
    let others: Vec<_> = (0..2).map(|_| std::thread::spawn(|| rendered().pdf)).collect();
    for other in others {
        assert!(first == other.join().unwrap());
    }
}

#[test]
fn a_template_sees_nothing_else() {
    for call in [
        "read(\"/etc/passwd\")",
        "read(\"../../Cargo.toml\")",
        "read(\"/probe/other.typ\")",
        "include \"@preview/cetz:0.3.0\"",
        "image(\"/logo.png\")",
    ] {
        let failure = render(&template(&format!("#{call}")), json!({}), &options()).unwrap_err();
        assert!(failure.0.iter().all(|finding| finding.code == Code::Typesetting), "{failure}");
    }
    let failure = TemplateFiles::new("r/report.typ", [("../outside.typ".to_owned(), vec![])]).err().unwrap();
    assert_eq!(failure.0[0].code, Code::Template);
}

#[test]
fn the_typesetters_complaints_have_a_place() {
    let report = "#set document(title: \"x\")\n#let x = 1\n  #x.missing\n";
    let failure = render(&template(report), json!({}), &options()).unwrap_err();
    let place = failure.0[0].place.clone().unwrap();
    assert_eq!((place.file.as_str(), place.line, place.column), ("probe/report.typ", Some(3), Some(6)));
    assert_eq!(place.source.as_deref(), Some("  #x.missing"));
}

#[test]
fn warnings_are_errors() {
    let report = "#set document(title: \"x\")\n#set text(font: \"No Such Font\")\nWords\n";
    let failure = render(&template(report), json!({}), &options()).unwrap_err();
    assert!(failure.to_string().contains("the typesetter warns: unknown font family"), "{failure}");
}

#[test]
fn what_pdf_ua_refuses_is_an_error() {
    let failure = render(&template("no title"), json!({}), &options()).unwrap_err();
    assert!(failure.0.iter().all(|finding| finding.code == Code::Typesetting), "{failure}");
}
