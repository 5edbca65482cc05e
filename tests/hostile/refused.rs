//! What can't be shown is refused, by item, field and place, and nothing is written.

use super::sample::{Sample, Text};

/// The findings of an output, a paragraph each.
fn paragraphs(said: &str) -> Vec<&str> {
    said.split("\n\n")
        .filter(|paragraph| paragraph.starts_with("error[") || paragraph.starts_with("warning["))
        .collect()
}

fn names(paragraph: &str, text: &Text) -> bool {
    let item = format!("= in: {}", text.kind.named(&text.id));
    let head = paragraph.lines().next().unwrap_or_default();
    paragraph.lines().any(|line| line.trim() == item) && head.contains(&format!("]: {}: ", text.field()))
}

/// Plants a character in every text that the report reads.
fn planted(character: &str) -> (Sample, Vec<&'static Text>) {
    let mut sample = Sample::minimal();
    let mut texts = Vec::new();
    for (index, text) in Sample::texts().iter().enumerate() {
        sample.set(text, format!("Z{index}Y words {character} and more words of it"));
        texts.push(text);
    }
    (sample, texts)
}

/// A script that no font has: the findings come from the typesetting stage, and are found again in the record.
#[test]
fn a_script_without_a_font_is_named_where_it_stands() {
    let (sample, texts) = planted("שלום");
    let rendered = sample.render();
    assert_eq!(rendered.status, 2, "{}", rendered.said);
    assert!(rendered.files.is_empty());
    let paragraphs = paragraphs(&rendered.said);
    let read = [
        "organisation",
        "scope",
        "soa",
        "method",
        "controls",
        "risks",
        "systems",
        "evidence",
        "roles",
        "objectives",
        "treatment-plan",
        "audits",
    ];
    for text in texts.iter().filter(|text| {
        !text.pointer.starts_with("/registers/") && !sample.is_withheld(text) && read.contains(&text.kind.collection())
    }) {
        let found = paragraphs.iter().find(|paragraph| paragraph.contains("[missing-glyph]") && names(paragraph, text));
        let found = found.unwrap_or_else(|| panic!("{text:?} is not named in\n{}", rendered.said));
        assert!(found.contains("U+05") && found.contains("record.json:"), "{found}");
    }
}

/// Characters that would vanish, reverse or deceive are found before anything is rendered.
#[test]
fn what_deceives_is_named_where_it_stands() {
    for character in
        ["\u{7}", "\r", "\u{0}", "\u{202e}", "\u{2066}", "\u{e000}", "\u{378}", "\u{feff}", "\u{200f}", "\u{e0041}"]
    {
        let (sample, texts) = planted(character);
        let findings = sample.check();
        for text in &texts {
            let subject = text.kind.named(&text.id);
            let found = findings.iter().find(|finding| {
                finding.subject.as_deref() == Some(&subject)
                    && finding.message.starts_with(&format!("{}: ", text.field()))
            });
            let found = found.unwrap_or_else(|| panic!("{text:?} with {character:?} is not named"));
            let place = found.place.as_ref().unwrap();
            assert!(place.line.is_some() && place.source.as_ref().unwrap().contains("words"), "{place:?}");
        }
    }
    let (sample, _) = planted("\u{202e}");
    let rendered = sample.render();
    assert_eq!(rendered.status, 2);
    assert!(rendered.files.is_empty());
    assert!(rendered.said.ends_with("make a draft with --draft\n"), "{}", rendered.said);
}

/// Markdown that two readers see differently, that drops a part of itself, or that is nested too deeply.
#[test]
fn markdown_that_would_be_lost_is_named_where_it_stands() {
    let deep = format!("{} words", "> ".repeat(60));
    let cases =
        ["| a |\n|---|\n| b | lost |\n", "[a]: https://example.com \"lost\"\n", "[x](javascript:alert(1))", &deep];
    for markdown in cases {
        let mut sample = Sample::minimal();
        let text = Sample::texts().iter().find(|text| text.markdown && text.field() == "how_implemented").unwrap();
        sample.set(text, markdown.to_owned());
        let rendered = sample.render();
        assert_eq!(rendered.status, 2, "{markdown}: {}", rendered.said);
        assert!(rendered.files.is_empty());
        let named = paragraphs(&rendered.said)
            .iter()
            .any(|paragraph| names(paragraph, text) && paragraph.contains("record.json:"));
        assert!(named, "{markdown}: {}", rendered.said);
    }
}
