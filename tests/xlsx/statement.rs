//! The workbook of a Statement of Applicability.

use calamine::{Data, Reader};
use serde_json::json;

use super::controls::CONTROLS;
use super::{draw, open, part, row, sheet, view};

const DECLARED: &str = include_str!("statement.toml");

fn drawn() -> Vec<u8> {
    draw(&view::soa(), DECLARED).unwrap_or_else(|failure| panic!("{failure}"))
}

#[test]
fn same_view_same_bytes() {
    let first = drawn();
    assert!(first == drawn());
    std::fs::write(concat!(env!("CARGO_TARGET_TMPDIR"), "/statement.xlsx"), first).unwrap();
}

#[test]
fn every_control_is_in_one_row() {
    let bytes = drawn();
    let names = open(&bytes).sheet_names();
    assert_eq!(
        names,
        [
            "Cover",
            "Summary",
            "Controls",
            "Exclusions",
            "Control evidence",
            "Evidence",
            "Treatment plan",
            "Gaps",
            "Sources"
        ]
    );
    let (controls, exclusions) = (sheet(&bytes, "Controls"), sheet(&bytes, "Exclusions"));
    let ids = |range: &calamine::Range<Data>| {
        let head = row(range, "Control") as usize;
        range.rows().skip(head + 1).map(|row| row[0].to_string()).collect::<Vec<_>>()
    };
    let mut all = ids(&controls);
    // In the order that people count in, not that of letters.
    assert!(all.iter().position(|id| id == "A.6.2.8") < all.iter().position(|id| id == "A.10.2"));
    all.extend(ids(&exclusions));
    all.sort();
    let mut wanted: Vec<&str> = CONTROLS.iter().map(|row| row[2]).collect();
    wanted.sort();
    assert_eq!(all, wanted);
    assert_eq!(ids(&exclusions).len(), 3);
}

#[test]
fn cells_have_types() {
    let bytes = drawn();
    let controls = sheet(&bytes, "Controls");
    let (head, at) = (row(&controls, "Control"), row(&controls, "A.2.2"));
    let cell = |title: &str| {
        let column = (0..controls.width() as u32).find(|column| controls[(head as usize, *column as usize)] == title);
        &controls[(at as usize, column.unwrap_or_else(|| panic!("{title}")) as usize)]
    };
    assert_eq!(cell("Status"), "Implemented");
    assert_eq!(cell("Owner"), "AI compliance officer");
    assert_eq!(cell("Evidence"), "EV-001\nEV-006");
    assert_eq!(cell("Crosswalk"), "A.5.1\nArt. 17(1)(a)");
    assert_eq!(cell("Stale"), &Data::Bool(true));
    assert_eq!(cell("Treatment"), &Data::Empty);
    let Data::DateTime(day) = cell("Next due") else { panic!("{:?}", cell("Next due")) };
    assert_eq!(day.to_ymd_hms_milli(), (2026, 8, 2, 0, 0, 0, 0));
    let plan = sheet(&bytes, "Treatment plan");
    let progress = &plan[(row(&plan, "TP-07") as usize, 6)];
    assert_eq!(progress, &Data::Float(40.0));
}

#[test]
fn the_cover_says_what_it_is() {
    let cover = sheet(&drawn(), "Cover");
    let value = |label: &str| cover[(row(&cover, label) as usize, 1)].to_string();
    assert_eq!(value("Organisation"), "Nordlicht Claims Automation GmbH");
    assert_eq!(value("Period"), "2026-Q3 (2026-07-01 to 2026-09-30)");
    assert_eq!(value("Approved by"), "Dr. Ingrid Solberg");
    assert_eq!(value("State"), "Final");
    assert!(value("SHA-256 of the record").starts_with("9f86d081"));
    assert_eq!(cover[(row(&cover, "Controls") as usize, 2)], Data::Float(35.0));
}

#[test]
fn a_draft_says_so_on_the_cover_and_on_paper() {
    let mut view = view::soa();
    view["meta"]["draft"] = json!(true);
    view["soa"]["approval"] = json!(null);
    let bytes = draw(&view, DECLARED).unwrap();
    let cover = sheet(&bytes, "Cover");
    assert_eq!(cover[(2, 0)], "DRAFT: not for issue");
    assert_eq!(cover[(row(&cover, "Approved by") as usize, 1)], "–");
    assert!(part(&bytes, "xl/worksheets/sheet3.xml").contains("DRAFT: not for issue"));
}

#[test]
fn evidence_leads_to_its_row_and_back() {
    let bytes = drawn();
    let evidence = row(&sheet(&bytes, "Evidence"), "EV-006") + 1;
    let control = row(&sheet(&bytes, "Controls"), "A.2.2") + 1;
    assert!(part(&bytes, "xl/worksheets/sheet3.xml").contains(&format!("location=\"'Evidence'!A{evidence}\"")));
    assert!(part(&bytes, "xl/worksheets/sheet5.xml").contains(&format!("location=\"'Controls'!A{control}\"")));
    assert!(part(&bytes, "xl/worksheets/_rels/sheet6.xml.rels").contains("https://dms.example/ev-003"));
}

#[test]
fn the_chart_has_its_numbers_in_words() {
    let drawing = part(&drawn(), "xl/drawings/drawing1.xml");
    let words = "descr=\"Status of the controls, by objective. In all: Implemented 18, Partial 8, Planned 8, Not started 1, \
                 Excluded 3. Each Objective has its row in the table of this sheet.\"";
    assert!(drawing.contains(words), "{drawing}");
}

#[test]
fn properties_are_dated_by_the_view() {
    let core = part(&drawn(), "docProps/core.xml");
    assert!(core.contains("2026-09-30T00:00:00Z"), "{core}");
    assert!(core.contains("<dc:creator>Nordlicht Claims Automation GmbH</dc:creator>"), "{core}");
}
