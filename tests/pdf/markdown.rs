//! Markdown: what it may do, and what is said when it would lose or disguise.

use aims_report::diagnostic::Code;
use aims_report::narrative::{Block, MAX_DEPTH, parse, plain};
use serde_json::json;

use super::{field, findings, text};

fn codes(source: &str) -> Vec<Code> {
    parse(source, 1).1.into_iter().map(|finding| finding.code).collect()
}

#[test]
fn the_tree_is_what_the_kit_expects() {
    let (blocks, findings) = parse("Some *words* and a [link](https://example.com).\n\n3. a\n4. b\n", 1);
    assert!(findings.is_empty());
    assert_eq!(
        serde_json::to_value(&blocks).unwrap(),
        json!([
            { "t": "paragraph", "c": [
                { "t": "text", "text": "Some " },
                { "t": "em", "c": [{ "t": "text", "text": "words" }] },
                { "t": "text", "text": " and a " },
                { "t": "link", "url": "https://example.com", "title": "", "c": [{ "t": "text", "text": "link" }] },
                { "t": "text", "text": "." },
            ] },
            { "t": "list", "ordered": true, "start": 3, "tight": true, "items": [
                { "task": null, "c": [{ "t": "paragraph", "c": [{ "t": "text", "text": "a" }] }] },
                { "task": null, "c": [{ "t": "paragraph", "c": [{ "t": "text", "text": "b" }] }] },
            ] },
        ])
    );
}

#[test]
fn plain_text_keeps_every_word() {
    let source = "# Title\n\nText[^n] with [a link](https://x.org).\n\n- [x] done\n- open\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^n]: Note.\n";
    assert_eq!(
        plain(&parse(source, 1).0),
        "Title\nText[n] with a link (https://x.org). [n: Note.]\n[x] done\n• open\na\tb\n1\t2"
    );
}

#[test]
fn plain_lines_take_the_short_way_to_the_same_tree() {
    // Each is equal to itself with a mark escaped at the end, which takes the long way.
    for line in [
        "Plain words, with 3 numbers.",
        "1984 was a year",
        "a - b + c = d # e",
        "  indented",
        "\u{e9}t\u{e9}",
        "3.5 percent",
    ] {
        let short = plain(&parse(line, 1).0);
        let long = plain(&parse(&format!("{line} \\*"), 1).0);
        assert_eq!(format!("{short} *"), long);
    }
    for line in ["1. one", "- one", "# one", "+ one", "    code", "12) x"] {
        assert_ne!(serde_json::to_value(parse(line, 1).0).unwrap()[0]["t"], "paragraph", "{line}");
    }
}

#[test]
fn two_readers_must_agree() {
    for source in [
        "words\nA | B\n---|---\n1 | 2\n",
        "This~is~struck\n",
        "~~one ~two~~\n",
        "| a |\n|---|\n| `\\\\|` |\n",
        "> [!NOTE]\nlazy words\n",
    ] {
        assert_eq!(codes(source), [Code::AmbiguousMarkdown], "{source}");
    }
}

#[test]
fn what_markdown_would_not_show_is_found() {
    for source in [
        "| a | b |\n|---|---|\n| 1 | 2 | three |\n",
        "[AIR-01]: accepted\n",
        "Risk:\n\n[AIR-02]: <accepted by the board>\n\nMore.\n",
        "[a]\n\n[a]: https://example.com/1\n[a]: https://example.com/2\n",
    ] {
        assert_eq!(codes(source), [Code::DroppedMarkdown], "{source}");
    }
    for source in [
        "[a][b] and [b]\n\n[b]: https://example.com\n",
        "A note[^1].\n\n[^1]: The note.\n",
        "[^unused]: Shown where it stands.\n",
        "3. three\n1. one\n",
        "- [x] done &amp; dusted &#65;\n\n> [!TIP]\n> text\n",
        "a\\\nb  \nc\n\n<!-- a comment -->\n\nline <br> break\n",
    ] {
        assert_eq!(codes(source), [], "{source}");
    }
}

#[test]
fn comments_and_html_are_shown() {
    let rendered =
        field(json!({ "markdown": "before <!-- hidden --> after\n\n<div onclick=\"x()\">\nblock\n</div>\n" })).unwrap();
    let text = text(&rendered);
    assert!(text.contains("<!--hidden-->") && text.contains("<divonclick=\"x()\">block</div>"), "{text}");
}

#[test]
fn links_lead_to_the_web_or_to_mail_alone() {
    for url in [
        "javascript:alert(1)",
        "http://example.com",
        "file:///etc/passwd",
        "data:text/html,x",
        "relative/path",
        "#anchor",
        "//host/x",
    ] {
        let source = format!("see [words]({url}) here");
        assert_eq!(codes(&source), [Code::UnsafeLink], "{url}");
        let text = plain(&parse(&source, 1).0);
        assert_eq!(text, format!("see words ({url}) here"));
    }
    assert_eq!(codes("[a](https://example.com) <mailto:a@example.com> <a@example.com>"), []);
    assert_eq!(codes("![chart](chart.png)"), [Code::UnsafeLink]);
}

#[test]
fn deep_nesting_is_flattened_and_loses_nothing() {
    for mark in ["> ", "- "] {
        let source = format!("{}deep *words*", mark.repeat(40));
        let (blocks, findings) = parse(&source, 1);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].code, Code::DeepMarkdown);
        assert!(plain(&blocks).contains("deep words"));
    }
    let hostile = format!("{}x", "> ".repeat(20_000));
    assert_eq!(codes(&hostile), [Code::DeepMarkdown]);
    let emphasis = format!("{}x{}", "*a ".repeat(3_000), "*".repeat(3_000));
    assert!(codes(&emphasis).contains(&Code::DeepMarkdown));
}

#[test]
fn the_deepest_nesting_that_is_allowed_can_be_set() {
    for mark in ["> ", "- "] {
        let source = format!("{}deep words", mark.repeat(MAX_DEPTH));
        assert_eq!(codes(&source), []);
        assert!(text(&field(json!({ "markdown": source })).unwrap()).contains("deepwords"));
    }
}

#[test]
fn headings_begin_at_the_base_and_skip_no_level() {
    let (blocks, _) = parse("### a\n\n# b\n\n##### c\n\n## d\n\n#\n\n###### e\n", 2);
    let levels: Vec<u8> = blocks
        .iter()
        .filter_map(|block| if let Block::Heading { level, .. } = block { Some(*level) } else { None })
        .collect();
    assert_eq!(levels, [2, 2, 3, 3, 4]);
    let report = "#import \"/_kit/markdown.typ\": literal, md\n#set document(title: \"x\")\n#show: literal\n= Top\n#md(json(\"/data.json\").fields.value, headings: 2)\n";
    let data = json!({ "fields": { "value": { "markdown": "### a\n\n# b\n\n##### c\n\ntext\n" } } });
    aims_report::pdf::render(&super::template(report), data, &super::options()).unwrap();
}

#[test]
fn findings_name_the_field() {
    let found = findings(field(json!({ "markdown": "[x](javascript:y)" })));
    assert_eq!(found, [(Code::UnsafeLink, Some("fields.value".to_owned()))]);
}

/// Texts of marks and words put together at random, always the same ones.
fn random(seed: u64) -> String {
    const PARTS: &[&str] = &[
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```\n",
        "[",
        "]",
        "(https://a.org)",
        "](https://b.org \"t\")",
        "![",
        "[^1]",
        "[^1]: ",
        "\n",
        "\n\n",
        "    ",
        "> ",
        "- ",
        "1. ",
        "# ",
        "| a | b |\n|---|---|\n",
        "| c ",
        "|",
        "---\n",
        "===\n",
        "<b>",
        "<!--",
        "-->",
        "<div>\n",
        "&amp;",
        "\\",
        "[x] ",
        "- [ ] ",
        "> [!NOTE]\n> ",
        "word ",
        "Zo\u{eb} ",
        "  \n",
        "\t",
        "https://c.org ",
        "[d]: /e\n",
    ];
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut out = String::new();
    for _ in 0..seed % 40 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        out.push_str(PARTS[(state % PARTS.len() as u64) as usize]);
    }
    out
}

#[test]
fn any_text_is_set_or_refused_and_nothing_else_happens() {
    let mut set = 0;
    for seed in 0..400 {
        let sources: Vec<String> =
            (0..10).map(|n| random(seed * 10 + n)).filter(|source| codes(source).is_empty()).collect();
        set += sources.len();
        let fields: serde_json::Map<_, _> = sources
            .into_iter()
            .enumerate()
            .map(|(n, source)| (format!("f{n}"), json!({ "markdown": source })))
            .collect();
        let shown = format!("{fields:#?}");
        super::probe(json!({ "fields": fields })).unwrap_or_else(|failure| panic!("{shown}\n{failure}"));
    }
    assert!(set > 500, "{set}");
}

#[test]
fn every_construct_in_every_place_passes() {
    let inline = "t **s** *e* ~~d~~ ~~[l](https://a.org)~~ [~~k~~ *m* `c`](https://b.org) `code` <i> n[^n] o[^n]";
    let note = "\n\n[^n]: note **s** [l](https://c.org)[^m]\n\n    second\n\n    - list\n\n[^m]: inner\n";
    for block in [
        format!("{inline}{note}"),
        format!("# {inline}{note}"),
        format!("#\n\n{inline}{note}"),
        format!("> {inline}{note}"),
        format!("> [!TIP]\n> {inline}{note}"),
        format!("- {inline}\n-\n- [ ] {inline}{note}"),
        format!("1. {inline}\n\n   {inline}\n\n2. ```\n   x\n   ```{note}"),
        format!("| {inline} | |\n|---|---|\n| {inline} | |{note}"),
        format!("1. > - > 1. {inline}{note}"),
        "| |\n|-|\n".to_owned(),
        "> \n".to_owned(),
        "```\n```\n".to_owned(),
        "-\n-\n".to_owned(),
    ] {
        let data = json!({
            "fields": { "value": { "markdown": block } },
            "rows": [{ "id": "R", "text": { "markdown": block }, "note": "" }],
        });
        super::probe(data).unwrap_or_else(|failure| panic!("{block}\n{failure}"));
    }
}
