//! Hostile values: whatever stands in a field is shown as it is, or refused by name.

use aims_report::diagnostic::Code;
use aims_report::pdf::{PdfOptions, render};
use serde_json::json;

use super::{PROBE, field, findings, options, probe, squeeze, template, text};

#[test]
fn what_looks_like_code_is_shown_literally() {
    for value in [
        "#panic(\"no\") #import \"/data.json\" #read(\"/etc/passwd\")",
        "$x^2$ @reference <label> *bold* _it_ `raw` = heading - item + item / term: x",
        "a -- b --- c ... d ~ e \\ f // comment /* comment */ https://example.com/a_b",
        "\"quotes\" and 'quotes' it's",
        "{{ 7*7 }} {% for x in y %} {# comment #} ${HOME} %n %s",
        "=1+1 +cmd|' /C calc'!A0 -2+3 @SUM(1)",
        "<script>alert(1)</script> &amp; &lt; \\u202e",
        "**not bold** [not](https://a.link) | not | a | table |",
    ] {
        let rendered = field(value).unwrap();
        assert!(text(&rendered).contains(&squeeze(value)), "{value}\n{}", text(&rendered));
        assert!(rendered.findings.is_empty(), "{:?}", rendered.findings);
    }
}

#[test]
fn europe_and_common_signs_have_glyphs() {
    for value in [
        "Zoë Łukasz Đặng Nguyễn Ğöçşüı Ελλάδα Україна Ђорђе ő ű ẞ ß æ ø å þ ð",
        "→ ← ↔ ⇒ ⇔ ✓ ✗ ✔ ✘ ☐ ☑ ☒ ● ○ ■ □ ▲ △ ▼ ◆ ◇ ★ ☆ • ‣ ◦",
        "≤ ≥ ≠ ≈ ± × ÷ ∞ √ ∑ ∂ ∈ ∉ ∪ ∩ ∧ ∨ ¬ ∀ ∃ ° ′ ″ µ ‰ €  £ ¥ ₴ ₽ ₹ ½ ² ₃ № § ¶ † © ® ™",
        "„Zitat“ «citation» ‚a‘ – — … ‑ ‐ ─ │ ┌ ┐",
        "decomposed: e\u{301} a\u{323}\u{302} n\u{303}",
    ] {
        let rendered = field(value).unwrap();
        assert!(rendered.findings.is_empty(), "{value}: {:?}", rendered.findings);
    }
}

#[test]
fn emoji_are_drawn_with_their_joiners_and_selectors() {
    let rendered = field("⚠️ 👩‍💻 👨‍👩‍👧 👍🏽 1️⃣ 🇩🇪 🔴🟢🟡 ✅ ❌ ℹ️ 🏳️‍🌈").unwrap();
    assert!(rendered.findings.is_empty(), "{:?}", rendered.findings);
}

#[test]
fn what_would_not_be_seen_is_refused_by_name() {
    for (value, code) in [
        ("a\u{202e}b", Code::HiddenCharacter),
        ("a\u{2066}b\u{2069}", Code::HiddenCharacter),
        ("a\u{200f}b", Code::HiddenCharacter),
        ("a\u{0}b", Code::HiddenCharacter),
        ("a\u{7}b\u{1b}[31m", Code::HiddenCharacter),
        ("a\rb", Code::HiddenCharacter),
        ("a\u{85}b", Code::HiddenCharacter),
        ("\u{feff}a", Code::HiddenCharacter),
        ("a\u{e000}b", Code::HiddenCharacter),
        ("a\u{10ffff}b", Code::HiddenCharacter),
        ("a\u{378}b", Code::HiddenCharacter),
        ("a\u{fdd0}b", Code::HiddenCharacter),
        ("a\u{e0041}b", Code::HiddenCharacter),
        ("a\u{200d}b", Code::HiddenCharacter),
        ("a\u{fe0f}b", Code::HiddenCharacter),
        ("a\u{3164}b", Code::HiddenCharacter),
        ("a\u{2028}b", Code::HiddenCharacter),
        ("中文", Code::MissingGlyph),
        ("עברית", Code::MissingGlyph),
        ("𓀀", Code::MissingGlyph),
    ] {
        for value in [json!(value), json!({ "markdown": value })] {
            let found = findings(field(value.clone()));
            assert!(!found.is_empty(), "{value:?} was rendered");
            for (found, subject) in found {
                assert_eq!(subject.as_deref(), Some("fields.value"), "{value:?}");
                assert!(found == code || value.is_object(), "{value:?} {found}");
            }
        }
    }
}

#[test]
fn character_references_hide_nothing() {
    for source in ["a&#x202e;b", "a&#8203;b &#xfeff;", "&#x4e2d;", "&ZeroWidthSpace;&#xe0041;"] {
        assert!(!findings(field(json!({ "markdown": source }))).is_empty(), "{source}");
    }
}

#[test]
fn findings_name_the_item_and_the_character() {
    let data = json!({ "fields": {}, "rows": [
        { "id": "A.5.2", "text": { "markdown": "fine" }, "note": "" },
        { "id": "A.5.3", "text": { "markdown": "one **日** two" }, "note": "" },
    ] });
    let failure = probe(data).unwrap_err();
    assert_eq!(failure.0.len(), 1);
    let finding = &failure.0[0];
    assert_eq!(finding.subject.as_deref(), Some("rows[A.5.3].text"));
    assert_eq!(finding.message, "no font has a glyph for '日' (U+65E5) in \"日\"");
}

#[test]
fn marks_that_only_break_lines_are_warnings() {
    let rendered = field("Donau\u{ad}dampf\u{200b}schiff").unwrap();
    assert_eq!(rendered.findings.len(), 2);
    assert!(text(&rendered).replace(['\u{ad}', '\u{200b}'], "").contains("Donaudampfschiff"));
}

#[test]
fn tabs_become_spaces_and_lines_stay() {
    let rendered = field("a\tb\r\nc").unwrap();
    assert!(text(&rendered).contains("abc"));
}

#[test]
fn a_draft_writes_out_what_would_not_be_seen() {
    let draft = PdfOptions { draft: true, ..options() };
    let data = json!({ "fields": { "value": "a\u{202e}b 中 c", "text": { "markdown": "x\u{0}y [l](javascript:z)" } } });
    let rendered = render(&template(PROBE), data, &draft).unwrap();
    let text = text(&rendered);
    assert!(text.contains("a[U+202E]b[U+4E2D]c") && text.contains("(javascript:z)"), "{text}");
    assert_eq!(rendered.findings.len(), 4, "{:?}", rendered.findings);
}
