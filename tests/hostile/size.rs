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

#[test]
fn long_texts_are_whole() {
    let long = [
        (text("justification", 0), words("wort", 10_000)),
        (text("how_implemented", 1), "x".repeat(50_000)),
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
            assert!(pdf.matches('x').count() >= value.len(), "{text:?}");
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
