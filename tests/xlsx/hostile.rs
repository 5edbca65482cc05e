//! Values that a careless writer would obey, change or lose.

use aims_report::diagnostic::Code;
use calamine::Data;
use serde_json::{Value, json};

use super::{draw, part, row, sheet};

const DECLARED: &str = r#"
[[sheets]]
name = "Rows"
rows = "view.rows"
freeze-columns = 1
[[sheets.columns]]
title = "Id"
value = "row.id"
[[sheets.columns]]
title = "Text"
value = "row.text"
"#;

fn view(texts: &[&str]) -> Value {
    let rows: Vec<Value> =
        texts.iter().enumerate().map(|(index, text)| json!({"id": format!("R{index}"), "text": text})).collect();
    json!({"meta": {"as_of": "2026-09-30", "title": "Test"}, "organisation": {"name": "=HYPERLINK(\"x\")"}, "rows": rows})
}

#[test]
fn texts_come_back_as_they_were() {
    let texts = [
        "=1+1",
        "+49 30 1234",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "012",
        "1e5",
        "TRUE",
        "2026-09-30",
        "https://example.org/?a=1&b=2",
        "{{ 7*7 }}",
        "{% raw %}",
        "_x0041_",
        "_x005F_",
        "_x0041_x0042_",
        "_X0041_",
        " kept ",
        "a\nb",
        "\u{1f9d1}\u{200d}\u{2696}\u{fe0f} e\u{301} ß",
        "<b>&amp;</b>",
        "'quoted",
        "\"",
        "#REF!",
        "\u{2028}",
        "\u{fffd}\u{10ffff}",
    ];
    let bytes = draw(&view(&texts), DECLARED).unwrap();
    let range = sheet(&bytes, "Rows");
    let first = row(&range, "R0") as usize;
    for (index, text) in texts.iter().enumerate() {
        assert_eq!(range[(first + index, 1)], Data::String((*text).to_owned()));
    }
    let xml = part(&bytes, "xl/worksheets/sheet2.xml");
    assert!(!xml.contains("<f>"), "no text is a formula");
    assert!(!xml.contains("r:id=\"rId2\""), "no address is a link unless a template says so");
}

#[test]
fn line_ends_become_those_of_cells() {
    let bytes = draw(&view(&["\r=1", "a\r\nb"]), DECLARED).unwrap();
    let range = sheet(&bytes, "Rows");
    let first = row(&range, "R0") as usize;
    assert_eq!(range[(first, 1)], "\n=1");
    assert_eq!(range[(first + 1, 1)], "a\nb");
}

#[test]
fn characters_that_xml_lacks_are_findings() {
    for (text, name) in [("a\u{7}b", "U+0007"), ("\u{fffe}", "U+FFFE"), ("\0", "U+0000"), ("\u{b}", "U+000B")] {
        let failure = draw(&view(&["fine", text]), DECLARED).unwrap_err();
        assert_eq!(failure.0.len(), 1);
        assert_eq!(failure.0[0].code, Code::HiddenCharacter);
        let wanted = format!("sheet `Rows`, row `R1`, column `Text` holds {name}, which no workbook can carry");
        assert_eq!(failure.0[0].message, wanted);
    }
}

#[test]
fn a_long_text_continues_in_the_rows_below() {
    // A pair of UTF-16 units at the edge must not be torn apart.
    let long = format!("{}{}", "x".repeat(32_766), "😀é ".repeat(12_000));
    let words = "seven words that make up one sentence ".repeat(1_100);
    let bytes = draw(&view(&["before", &long, &words, "after"]), DECLARED).unwrap();
    let range = sheet(&bytes, "Rows");
    let first = row(&range, "R1") as usize;
    let of = |id: &str| -> Vec<Vec<String>> {
        let rows = range.rows().skip(first - 1).filter(|row| row[0] == id);
        rows.map(|row| row.iter().map(ToString::to_string).collect()).collect()
    };
    for (id, text) in [("R1", &long), ("R2", &words)] {
        let parts = of(id);
        assert_eq!(parts.iter().map(|row| row[1].as_str()).collect::<String>(), *text);
        assert!(parts.iter().all(|row| row[1].encode_utf16().count() <= 32_767));
        assert_eq!(parts[0][2], format!("1 of {}", parts.len()));
        assert_eq!(parts[1][2], format!("continued 2 of {}", parts.len()));
    }
    assert!(of("R2")[0][1].ends_with(' '), "a text parts between words where it can");
    assert_eq!(of("R3"), [["R3", "after", ""]]);
}

#[test]
fn numbers_that_would_be_rounded_stay_text() {
    let declared = DECLARED.replace("value = \"row.text\"", "value = \"row.text\"\ntype = \"decimal\"");
    let bytes = draw(&view(&["12.50", "-0.001", "12345678901234567.89", "00.5"]), &declared).unwrap();
    let range = sheet(&bytes, "Rows");
    let first = row(&range, "R0") as usize;
    let cells: Vec<&Data> = (0..4).map(|index| &range[(first + index, 1)]).collect();
    let text = Data::String("12345678901234567.89".to_owned());
    assert_eq!(cells, [&Data::Float(12.5), &Data::Float(-0.001), &text, &Data::Float(0.5)]);
    let failure = draw(&view(&["n/a"]), &declared).unwrap_err();
    assert!(failure.0[0].message.ends_with("sheet `Rows`, row `R0`, column `Text`: `n/a` is no number"));
}

#[test]
fn links_over_the_limit_keep_their_text() {
    let declared = DECLARED.replace("value = \"row.text\"", "value = \"row.text\"\nlink = \"row.text\"");
    let texts = vec!["https://example.org/"; 65_600];
    let bytes = draw(&view(&texts), &declared).unwrap();
    let xml = part(&bytes, "xl/worksheets/sheet2.xml");
    assert_eq!(xml.matches("<hyperlink ").count(), 65_530);
    let range = sheet(&bytes, "Rows");
    assert_eq!(range[(row(&range, "R65599") as usize, 1)], "https://example.org/");
    assert!(range[(1, 0)].to_string().contains("65,530 links"));
}

#[test]
fn unsafe_links_are_not_links() {
    let declared = DECLARED.replace("value = \"row.text\"", "value = \"row.text\"\nlink = \"row.text\"");
    let texts =
        ["javascript:alert(1)", "file:///etc/passwd", "http://example.org", "internal:Cover!A1", "https://e.org/a b"];
    let bytes = draw(&view(&texts), &declared).unwrap();
    assert_eq!(part(&bytes, "xl/worksheets/sheet2.xml").matches("<hyperlink ").count(), 1);
}
