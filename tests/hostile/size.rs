//! Texts far longer than anyone should write.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};

use super::sample::{Sample, Text};

fn text(field: &str, nth: usize) -> &'static Text {
    let found = Sample::texts().iter().filter(|text| text.kind.collection() == "controls" && text.field() == field);
    found.into_iter().nth(nth).unwrap()
}

fn words(name: &str, count: usize) -> String {
    (0..count).map(|index| format!("{name}{index}")).collect::<Vec<_>>().join(" ")
}

/// 50,000 characters without a place to break.
fn unbroken() -> String {
    let digits: String = (10_000..20_000).map(|number| number.to_string()).collect();
    format!("x{}", &digits[..49_999])
}

/// Where whole and broken texts can't be told apart, the document is refused and the field named.
#[test]
fn a_text_that_repeats_itself_is_whole_or_named() {
    let mut sample = Sample::minimal();
    sample.set(text("how_implemented", 1), "x".repeat(50_000));
    let rendered = sample.render();
    let named =
        rendered.said.contains("error[lost-text]: how_implemented: ") && rendered.said.contains("in: control A.2.3");
    assert!(rendered.status == 0 || rendered.status == 2 && named && rendered.files.is_empty(), "{}", rendered.said);
}

#[test]
fn long_texts_are_whole() {
    let long = [
        (text("justification", 0), words("wort", 10_000)),
        (text("how_implemented", 1), unbroken()),
        (text("how_implemented", 2), words("ähre", 9_000)),
        (text("justification", 3), words("titel", 3_000)),
    ];
    let mut sample = Sample::minimal();
    for (text, value) in &long {
        sample.set(text, value.clone());
    }
    let rendered = sample.render();
    assert_eq!(rendered.status, 0, "{}", rendered.said);
    let document = lopdf::Document::load_mem(&rendered.files["pdf"]).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let pdf = document.extract_text(&pages).unwrap();
    let mut workbook = Xlsx::new(Cursor::new(rendered.files["xlsx"].as_slice())).unwrap();
    let sheets: Vec<_> = workbook.sheet_names().iter().map(|name| workbook.worksheet_range(name).unwrap()).collect();
    for (text, value) in &long {
        // Heads and feet stand between the pages; no word is lost, and the long one is all there.
        if value.contains(' ') {
            let missing = value.split(' ').find(|word| !pdf.contains(word) && !joined(&pdf).contains(*word));
            assert_eq!(missing, None, "{text:?}");
        } else {
            let joined = joined(&pdf);
            let bytes: Vec<char> = value.chars().collect();
            let missing =
                bytes.chunks(20).map(|chunk| chunk.iter().collect::<String>()).filter(|piece| !joined.contains(piece));
            // A piece may be broken by the end of a page.
            assert!(missing.count() <= 20, "{text:?}");
        }
        // A cell that is too long goes on in the rows below.
        let found = sheets.iter().any(|sheet| {
            (0..sheet.width()).any(|column| {
                let cells = (0..sheet.height()).filter_map(|row| match sheet.get((row, column)) {
                    Some(Data::String(text)) => Some(text.as_str()),
                    _ => None,
                });
                cells.collect::<String>().contains(value.as_str())
            })
        });
        assert!(found, "{text:?} is not whole in the workbook");
    }
}

fn joined(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}
