//! Canaries: documents that lose text must fail, and the same content laid out well must not.

use aims_report::diagnostic::Code;
use aims_report::pdf::{PdfOptions, render};
use serde_json::{Value, json};

use super::{field, findings, options, probe, squeeze, template, text};

const HEAD: &str = "#import \"/_kit/markdown.typ\": literal
#let data = json(\"/data.json\")
#set document(title: \"Canary\")
#set page(margin: 2cm)
#show: literal
= Canary
";

fn words(count: usize) -> String {
    (0..count).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ")
}

fn canary(body: &str, value: &str) -> Vec<Code> {
    let data = json!({ "fields": { "value": value } });
    let found = findings(render(&template(&format!("{HEAD}{body}")), data, &options()));
    found.into_iter().map(|(code, _)| code).collect()
}

#[test]
fn long_content_comes_out_whole() {
    let value = words(10_000);
    let rendered = field(value.as_str()).unwrap();
    assert!(rendered.pages > 5);
    let found = text(&rendered);
    for number in [0, 1_234, 5_000, 9_999] {
        assert!(found.contains(&format!("word{number}")), "word{number}");
    }
    let row = json!({ "fields": {}, "rows": [{ "id": "R-1", "text": { "markdown": value }, "note": "beside" }] });
    assert!(probe(row).unwrap().pages > 10);
}

#[test]
fn a_string_without_a_space_breaks_and_stays_whole() {
    let value: String = (0..50_000_u32).map(|n| char::from(b'a' + (n * 7_919 % 26) as u8)).collect();
    let rendered = field(value.as_str()).unwrap();
    assert!(text(&rendered).contains(&squeeze(&value[..200])));
    let row = json!({ "fields": {}, "rows": [
        { "id": "R-1", "text": { "markdown": "x".repeat(5_000) }, "note": "y".repeat(500) },
    ] });
    probe(row).unwrap();
    let code = json!({ "fields": { "value": { "markdown": format!("```\n{}\n```\n\n`{0}`", "z".repeat(3_000)) } } });
    probe(code).unwrap();
}

#[test]
fn text_off_the_page_is_lost() {
    assert_eq!(canary("#block(breakable: false, data.fields.value)", &words(10_000)), [Code::LostText]);
    assert_eq!(canary("#place(dx: 30cm, data.fields.value)", "gone"), [Code::LostText]);
    assert_eq!(canary("#rotate(90deg, origin: left, move(dx: -20cm, data.fields.value))", "gone"), [Code::LostText]);
    assert_eq!(canary("#scale(x: 5000%, data.fields.value)", "gone"), [Code::LostText]);
}

#[test]
fn text_in_a_cell_that_can_not_break_is_lost() {
    let body = "#table(columns: 2, table.cell(breakable: false, data.fields.value), [b])";
    assert_eq!(canary(body, &words(10_000)), [Code::LostText]);
    let body = "#table(columns: (1fr, 1fr), rows: 2cm, data.fields.value, [b], [c], [d])";
    assert!(canary(body, &words(300)).contains(&Code::LostText));
}

#[test]
fn text_cut_by_a_frame_is_lost() {
    assert_eq!(canary("#block(height: 1cm, clip: true, data.fields.value)", &words(100)), [Code::LostText]);
    assert_eq!(
        canary("#box(width: 1cm, clip: true, box(width: 9cm, data.fields.value))", "a few words"),
        [Code::LostText]
    );
}

#[test]
fn text_over_other_text_is_lost() {
    let body = "#table(columns: (1cm, 3cm), data.fields.value, [neighbour])";
    assert_eq!(canary(body, "Untersuchungskommission"), [Code::LostText]);
}

#[test]
fn text_that_is_not_printed_is_lost() {
    assert_eq!(canary("nothing", "a justification"), [Code::LostText]);
    assert_eq!(canary("#data.fields.value.slice(0, 40)", &words(20)), [Code::LostText]);
    assert_eq!(canary("#hide(data.fields.value)", "a justification"), [Code::LostText]);
    let silent = PdfOptions { printed: vec![], ..options() };
    let data: Value = json!({ "fields": { "value": "a justification" } });
    render(&template(&format!("{HEAD}nothing")), data, &silent).unwrap();
}

#[test]
fn text_without_a_glyph_is_found() {
    // The template's own words are in no data: the walk sees the empty glyph.
    assert_eq!(canary("#data.fields.value \u{4e2d}", "value"), [Code::MissingGlyph]);
}

#[test]
fn repeated_and_similar_texts_are_told_apart() {
    let rows: Vec<Value> = (0..400)
        .map(|n| json!({ "id": format!("R-{n}"), "text": { "markdown": format!("The same words for every row, but number {n} at the end of them all.") }, "note": "same" }))
        .collect();
    probe(json!({ "fields": {}, "rows": rows })).unwrap();
}
