//! Workbooks.

use super::made::{Sheet, number, row, sheet, text, workbook};
use super::{read, said, told};

fn one(xml: &str) -> Vec<u8> {
    workbook(&[Sheet { name: "Register", state: "visible", xml }], &[])
}

fn heads(names: &[&str]) -> String {
    let cells: Vec<String> = names.iter().zip('A'..).map(|(name, column)| text(&format!("{column}1"), name)).collect();
    row(1, "", &cells)
}

#[test]
fn cells_are_read_as_people_see_them() {
    let xml = sheet(&[
        heads(&[
            "id",
            "title",
            "inherent.likelihood",
            "next_review",
            "custom.share",
            "custom.met",
            "custom.sum",
            "custom.at",
        ]),
        row(
            2,
            "",
            &[
                text("A2", "R-1"),
                text("B2", " Two\nlines "),
                number("C2", "3", 0),
                number("D2", "46295", 1),
                number("E2", "0.285", 3),
                r#"<c r="F2" t="b"><v>1</v></c>"#.to_owned(),
                r#"<c r="G2"><f>0.1+0.2</f><v>0.30000000000000004</v></c>"#.to_owned(),
                number("H2", "46295.604166666664", 2),
            ],
        ),
    ]);
    let ingested = read(&[("risks.xlsx", &one(&xml))]);
    assert_eq!(told(&ingested.findings), [] as [&str; 0]);
    let risk = &ingested.record.risks[0];
    assert_eq!(risk.title, "Two\nlines");
    assert_eq!(risk.inherent.as_ref().unwrap().likelihood, Some(3));
    assert_eq!(risk.next_review.unwrap().to_string(), "2026-09-30");
    assert_eq!(risk.custom["share"], "28.5%");
    assert_eq!(risk.custom["met"], true);
    assert_eq!(risk.custom["sum"], "0.3");
    assert_eq!(risk.custom["at"], "2026-09-30T14:30:00");
    let place = ingested.places.of(aims_report::record::Kind::Risk, "R-1", "next_review", 0).unwrap();
    assert_eq!(place.to_string(), "risks.xlsx:Register!D2");
}

#[test]
fn cells_that_say_nothing_are_found() {
    let xml = sheet(&[
        heads(&["id", "title", "next_review", "owner"]),
        row(
            2,
            "",
            &[
                text("A2", "R-1"),
                r#"<c r="B2" t="e"><v>#REF!</v></c>"#.to_owned(),
                number("C2", "46295.5", 2),
                r#"<c r="D2"><f>A2</f></c>"#.to_owned(),
            ],
        ),
        row(3, "", &[text("A3", "R-2"), text("B3", "Two"), text("C3", "soon"), text("F3", "lost")]),
    ]);
    let lines = told(&read(&[("risks.xlsx", &one(&xml))]).findings);
    said(&lines, &["risks.xlsx:Register!B2: error[unreadable-cell]", "#REF!"]);
    said(&lines, &["risks.xlsx:Register!C2: error[unreadable-cell]", "12:00:00"]);
    said(&lines, &["risks.xlsx:Register!D2: error[unreadable-cell]", "never computed"]);
    said(&lines, &["risks.xlsx:Register!C3: error[wrong-type]", "next_review"]);
    said(&lines, &["risks.xlsx:Register!F3: error[ragged-row]", "`lost`"]);
}

#[test]
fn hidden_rows_columns_and_sheets_are_read_and_noted() {
    let xml = format!(
        r#"<cols><col min="2" max="2" hidden="1"/></cols>{}"#,
        sheet(&[
            heads(&["id", "title"]),
            row(2, "", &[text("A2", "R-1"), text("B2", "One")]),
            row(3, r#"hidden="1""#, &[text("A3", "R-2"), text("B3", "Two")]),
        ])
    );
    let book = workbook(
        &[
            Sheet { name: "Notes", state: "visible", xml: "<sheetData/>" },
            Sheet { name: "Risks", state: "hidden", xml: &xml },
        ],
        &[],
    );
    let ingested = read(&[("risks.xlsx", &book)]);
    assert_eq!(ingested.record.risks.len(), 2);
    let lines = told(&ingested.findings);
    said(&lines, &["risks.xlsx:Risks!3: note[hidden-cells]", "row 3"]);
    said(&lines, &["risks.xlsx:Risks!B1: note[hidden-cells]", "a column"]);
    said(&lines, &["note[hidden-cells]", "the sheet `Risks` is hidden"]);
}

/// No sheet has such rows and columns, but a file may say so.
#[test]
fn rows_and_columns_beyond_every_sheet_are_counted() {
    let xml = format!(
        r#"<cols><col min="0" max="4294967295" hidden="1"/></cols>{}"#,
        sheet(&[
            heads(&["id", "title"]),
            row(2, "", &[text("A2", "R-1"), text("B2", "One")]),
            row(u32::MAX, "", &[]),
            "<row/>".to_owned(),
        ])
    );
    let ingested = read(&[("risks.xlsx", &one(&xml))]);
    assert_eq!(ingested.record.risks.len(), 1);
    said(&told(&ingested.findings), &["note[hidden-cells]", "4294967296 columns are hidden"]);
}

#[test]
fn merged_heads_and_cells_hold_for_all_that_they_cover() {
    let xml = format!(
        r#"{}<mergeCells count="3"><mergeCell ref="A2:A3"/><mergeCell ref="C2:D2"/><mergeCell ref="B4:B5"/></mergeCells>"#,
        sheet(&[
            row(1, "", &[text("A1", "Our register")]),
            row(2, "", &[text("A2", "id"), text("B2", "Risk"), text("C2", "Inherent")]),
            row(3, "", &[text("C3", "L"), text("D3", "I")]),
            row(4, "", &[text("A4", "R-1"), text("B4", "One"), number("C4", "3", 0), number("D4", "4", 0)]),
            row(5, "", &[text("A5", "R-2"), number("C5", "1", 0), number("D5", "2", 0)]),
        ])
    );
    let mapping = br#"
[ingest.risks]
file = "registers/r.xlsx"
header-row = [2, 3]
columns = { "Risk" = "title", "Inherent L" = "inherent.likelihood", "Inherent I" = "inherent.impact" }
"#;
    let ingested = read(&[("registers/r.xlsx", &one(&xml)), ("aims-report.toml", mapping)]);
    assert_eq!(told(&ingested.findings), [] as [&str; 0]);
    let risks = &ingested.record.risks;
    assert_eq!((risks[0].title.as_str(), risks[1].title.as_str()), ("One", "One"));
    assert_eq!(risks[1].inherent.as_ref().unwrap().impact, Some(2));
}

#[test]
fn the_sheet_must_be_clear() {
    let xml = sheet(&[heads(&["id", "title"])]);
    let sheet = |name| Sheet { name, state: "visible", xml: &xml };
    let book = workbook(&[sheet("One"), sheet("Two")], &[]);
    said(&told(&read(&[("risks.xlsx", &book)]).findings), &["[unmatched-mapping]", "2 sheets", "`One`, `Two`"]);
    let mapping = b"[ingest.risks]\nfile = \"r.xlsx\"\nsheet = \"Twoo\"\n";
    let lines = told(&read(&[("r.xlsx", &book), ("aims-report.toml", mapping)]).findings);
    said(&lines, &["no sheet `Twoo`", "did you mean `Two`?"]);
}

#[test]
fn bombs_and_broken_files_are_refused() {
    let zeros = vec![b' '; 20 * 1024 * 1024];
    let xml = sheet(&[heads(&["id", "title"])]);
    let bomb = workbook(&[Sheet { name: "A", state: "visible", xml: &xml }], &[("xl/media/x.bin", &zeros)]);
    said(&told(&read(&[("risks.xlsx", &bomb)]).findings), &["[limit]", "xl/media/x.bin", "times its size"]);
    said(&told(&read(&[("risks.xlsx", b"PK nothing")]).findings), &["[syntax]", "not a workbook"]);
    let far = one(&sheet(&[heads(&["id"]), row(2, "", &[text("XFD2", "far")])]));
    said(&told(&read(&[("risks.xlsx", &far)]).findings), &["[limit]", "wider than"]);
    let merged = format!(
        r#"{}<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>"#,
        sheet(&[heads(&["id"]), row(1_048_576, "", &[text("A1048576", "x")])])
    );
    said(&told(&read(&[("risks.xlsx", &one(&merged))]).findings), &["[limit]", "merged cells"]);
}
