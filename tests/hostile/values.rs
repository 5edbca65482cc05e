//! Syntax of every language that a text passes through, and the scripts of the world.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use serde_json::Value;

use super::sample::{Rendered, Sample, Text};

/// Values that begin as a formula does.
const BEGINNINGS: [&str; 8] = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\t\t@x", "'", "012"];

/// Plants a text with a number of its own in every field, and gives what each must come out as.
fn plant(payload: &str) -> (Sample, Vec<(&'static Text, String, String)>) {
    let mut sample = Sample::minimal();
    let mut planted = Vec::new();
    for (index, text) in Sample::texts().iter().enumerate() {
        let beginning = BEGINNINGS[index % BEGINNINGS.len()];
        let literal = format!("{beginning} Z{index}Y {payload} Z{index}X");
        let source = if text.markdown { escaped(literal.trim_start()) } else { literal.clone() };
        sample.set(text, source.clone());
        planted.push((text, literal, source));
    }
    (sample, planted)
}

/// Markdown that says the text literally.
fn escaped(text: &str) -> String {
    text.chars().flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c])).collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace() && *character != '\u{fe0f}').collect()
}

/// The text of a PDF, as a reader that trusts nobody here extracts it, without spaces.
fn pdf_text(bytes: &[u8]) -> String {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    squeezed(&document.extract_text(&pages).unwrap())
}

/// The same by poppler, where it is installed.
fn other_reader(bytes: &[u8]) -> Option<String> {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("a.pdf");
    std::fs::write(&file, bytes).unwrap();
    let output = std::process::Command::new("pdftotext").arg(&file).arg("-").output().ok()?;
    Some(unhyphenated(&squeezed(&String::from_utf8(output.stdout).unwrap())))
}

/// Poppler takes a hyphen at the end of a line for one that the typesetter put there.
fn unhyphenated(text: &str) -> String {
    text.replace('-', "")
}

/// Every text cell of a workbook; a formula fails the test.
fn cells(bytes: &[u8]) -> Vec<String> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut cells = Vec::new();
    for name in workbook.sheet_names() {
        let formulas = workbook.worksheet_formula(&name).unwrap();
        let formula = formulas.used_cells().find(|(_, _, formula)| !formula.is_empty());
        assert_eq!(formula, None, "sheet {name}");
        let range = workbook.worksheet_range(&name).unwrap();
        cells.extend(range.used_cells().filter_map(|(_, _, cell)| match cell {
            Data::String(text) => Some(text.clone()),
            _ => None,
        }));
    }
    cells
}

/// Everything that is shown of a planted text must be all of it.
fn all_or_nothing(rendered: &Rendered, planted: &[(&Text, String, String)], least: [usize; 2]) {
    assert_eq!(rendered.status, 0, "{}", rendered.said);
    let pdf = pdf_text(&rendered.files["pdf"]);
    let other: Vec<String> = other_reader(&rendered.files["pdf"]).into_iter().collect();
    let cells: Vec<String> = cells(&rendered.files["xlsx"]).iter().map(|cell| squeezed(cell)).collect();
    let view: Value = serde_json::from_slice(&rendered.files["json"]).unwrap();
    let mut seen = [0; 3];
    for (index, (text, literal, source)) in planted.iter().enumerate() {
        let begin = format!("Z{index}Y");
        let whole = squeezed(literal);
        let whole = &whole[whole.find(&begin).unwrap()..];
        let plain = unhyphenated(whole);
        for (form, shown) in [std::slice::from_ref(&pdf), cells.as_slice(), other.as_slice()].into_iter().enumerate() {
            let whole = if form == 2 { plain.as_str() } else { whole };
            for shown in shown.iter().filter(|shown| shown.contains(&begin)) {
                assert!(
                    is_whole(shown, whole),
                    "{text:?} is not whole in form {form}: {whole}\n{}",
                    near(shown, &begin)
                );
                seen[form] += 1;
            }
        }
        // The view holds each field as it is, for the collections that the report reads.
        let collection = &view[text.kind.field()];
        let item = match collection {
            Value::Array(items) => items.iter().find(|item| item["id"] == text.id.as_str()),
            Value::Object(_) => Some(collection),
            _ => None,
        };
        if let Some(item) = item {
            let value = item.pointer(&text.pointer).unwrap();
            let value = value.get("markdown").unwrap_or(value);
            assert_eq!(value, source.as_str(), "{text:?}");
        }
    }
    assert!(seen[0] >= least[0] && seen[1] >= least[1], "only {seen:?} texts are shown");
}

/// Is the text there, in one piece, or in a few where the row goes over a page?
fn is_whole(shown: &str, whole: &str) -> bool {
    if shown.contains(whole) {
        return true;
    }
    let mut rest = whole;
    let mut after = 0;
    for _ in 0..8 {
        let Some(head) = rest.get(..rest.char_indices().nth(4).map_or(rest.len(), |(at, _)| at)) else { return false };
        let Some(at) =
            shown[after..].match_indices(head).map(|(at, _)| after + at).max_by_key(|at| common(&shown[*at..], rest))
        else {
            return false;
        };
        let length = common(&shown[at..], rest);
        (after, rest) = (at + length, &rest[length..]);
        if rest.is_empty() {
            return true;
        }
    }
    false
}

/// How many bytes two texts have in common at their beginning.
fn common(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum()
}

fn near<'a>(text: &'a str, mark: &str) -> &'a str {
    let start = text.find(mark).unwrap();
    let end = text[start..].char_indices().nth(400).map_or(text.len(), |(at, _)| start + at);
    &text[start..end]
}

#[test]
fn syntax_is_text() {
    let payload = r#"#panic("x") $x^2$ @ref <label> *b* _i_ \n // /* c */ `c` {{ 7*7 }} {% for a in b %} {# c #} ${x} %s
        & < > " ' &amp; <!-- --> ]]> <b>t</b> [l](javascript:x) ![i](http://x) # h | a | ~~~ ^[f] &#x41; _x0041_"#;
    let payload = payload.split_whitespace().collect::<Vec<_>>().join(" ");
    let (sample, planted) = plant(&payload);
    let rendered = sample.render();
    all_or_nothing(&rendered, &planted, [150, 150]);
}

#[test]
fn scripts_are_text() {
    let payload = "Ελλάδα Україна Đặng Nguyễn Łódź İstanbul e\u{301}a\u{308} ½ € № ⚠️ ✅ 🙂 „quote“ — ≤ √ 100 ‰";
    let (sample, planted) = plant(payload);
    all_or_nothing(&sample.render(), &planted, [150, 150]);
}

/// Text that has no meaning in Markdown may have one in Typst or minijinja.
#[test]
fn markdown_is_no_other_language() {
    let payload = "#panic() #{1+1} $x$ @ref {{ 7*7 }} {% raw %} // =1+1 a/*b";
    let mut sample = Sample::minimal();
    let mut planted = Vec::new();
    for (index, text) in Sample::texts().iter().enumerate() {
        let literal = format!("Z{index}Y {payload} Z{index}X");
        sample.set(text, literal.clone());
        planted.push((text, literal.clone(), literal));
    }
    all_or_nothing(&sample.render(), &planted, [150, 150]);
}
