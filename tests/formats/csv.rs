//! CSV files.

use super::{read, said, told};

const HEADS: &str = "id,title,inherent.likelihood,controls,next_review\n";

fn utf16(text: &str, little: bool) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

#[test]
fn a_file_named_after_a_collection_needs_no_configuration() {
    let text = format!("{HEADS}R-1,\"Wrong, and\nlong\",3,A.2.2; A.6.2.4,2026-09-30\nR-2,Ünfair,,,\n");
    let ingested = read(&[("risks.csv", text.as_bytes())]);
    assert_eq!(told(&ingested.findings), [] as [&str; 0]);
    let risks = &ingested.record.risks;
    assert_eq!((risks[0].title.as_str(), risks[1].title.as_str()), ("Wrong, and\nlong", "Ünfair"));
    assert_eq!(risks[0].inherent.as_ref().unwrap().likelihood, Some(3));
    assert_eq!(risks[0].controls.iter().map(|control| control.as_str()).collect::<Vec<_>>(), ["A.2.2", "A.6.2.4"]);
    assert_eq!(risks[0].next_review.unwrap().to_string(), "2026-09-30");
    assert!(risks[1].inherent.is_none() && risks[1].controls.is_empty());
    let place = ingested.places.of(aims_report::record::Kind::Risk, "R-1", "inherent.likelihood", 0).unwrap();
    assert_eq!(place.to_string(), "risks.csv:3:7");
}

#[test]
fn encodings_are_known_by_their_mark_or_by_being_stated() {
    let text = "id;title\nR-1;Größe – é\n";
    for bytes in [utf16(text, true), utf16(text, false), [b"\xef\xbb\xbf", text.as_bytes()].concat()] {
        let ingested = read(&[("risks.csv", &bytes)]);
        assert_eq!(told(&ingested.findings), [] as [&str; 0]);
        assert_eq!(ingested.record.risks[0].title, "Größe – é");
    }
    let windows = b"id;title\nR-1;Gr\xf6\xdfe \x96 \xe9\n";
    said(&told(&read(&[("risks.csv", windows)]).findings), &["risks.csv:2", "[syntax]", "not UTF-8", "windows-1252"]);
    let stated = b"[ingest.risks]\nfile = \"old.csv\"\nencoding = \"windows-1252\"\n";
    let ingested = read(&[("old.csv", windows), ("aims-report.toml", stated)]);
    assert_eq!(told(&ingested.findings), [] as [&str; 0]);
    assert_eq!(ingested.record.risks[0].title, "Größe – é");
}

#[test]
fn wrong_cells_are_shown_where_they_are() {
    let text = format!("{HEADS}R-1,One,often,,30.9.2026\n");
    let lines = told(&read(&[("risks.csv", text.as_bytes())]).findings);
    said(&lines, &["risks.csv:2:9: error[wrong-type]", "inherent.likelihood", "`often`", "`values`"]);
    said(&lines, &["risks.csv:2:16: error[wrong-type]", "next_review"]);
}

#[test]
fn ragged_rows_are_found() {
    let lines = told(&read(&[("risks.csv", b"id,title,asset\nR-1,One\nR-2,Two,x,lost\nR-3,Three,x\n")]).findings);
    assert_eq!(lines.len(), 2, "{lines:#?}");
    said(&lines, &["risks.csv:2:1: error[ragged-row]", "2 cells", "3"]);
    said(&lines, &["risks.csv:3:11: error[ragged-row]", "`lost`", "beyond the 3 columns"]);
}

#[test]
fn an_open_quote_is_found() {
    let lines = told(&read(&[("risks.csv", b"id,title\nR-1,\"open\nR-2,Two\n")]).findings);
    said(&lines, &["risks.csv:2:5: error[syntax]", "does not end with one"]);
}

#[test]
fn a_column_that_goes_nowhere_is_found_with_the_nearest_field() {
    let lines = told(&read(&[("risks.csv", b"id,titel,Mood\nR-1,One,good\n")]).findings);
    said(&lines, &["risks.csv:1:4: error[unmapped-column]", "`titel`", "`title`"]);
    said(&lines, &["risks.csv:1:10: error[unmapped-column]", "`Mood`", "`custom`", "`ignore`"]);
}

#[test]
fn plain_text_does_not_become_markup() {
    let ingested = read(&[("risks.csv", b"id,title,description\nR-1,5*3*2,\"5*3*2\n1. first\"\n")]);
    let risk = &ingested.record.risks[0];
    assert_eq!(risk.title, "5*3*2");
    assert_eq!(risk.description.as_ref().unwrap().as_str(), "5\\*3\\*2\\\n1\\. first");
}

#[test]
fn a_word_that_means_nothing_in_yaml_is_a_word_in_a_cell() {
    let ingested = read(&[("risks.csv", b"id,title\nR-1,null\nR-2,~\n")]);
    assert_eq!(told(&ingested.findings), [] as [&str; 0]);
    assert_eq!(ingested.record.risks[0].title, "null");
}
