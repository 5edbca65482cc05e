//! The workbook as people use it: tables that filter, heads that stay, lists to choose from, and nothing that computes.

use std::io::{Cursor, Read as _};

use super::{Made, meridian, minimal};
use crate::support::judges;

const SHEETS: [&str; 10] = [
    "Cover",
    "Summary",
    "Controls",
    "Exclusions",
    "Control evidence",
    "Evidence",
    "Treatment plan",
    "Crosswalk",
    "Gaps",
    "Sources",
];

/// Every part of the file, by name.
pub(super) fn parts(xlsx: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(xlsx)).unwrap();
    let count = archive.len();
    let part = |index| {
        let mut file = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    };
    (0..count).map(part).collect()
}

#[test]
fn each_table_filters_and_nothing_computes() {
    for made in [meridian(), minimal()] {
        let parts = parts(&made.xlsx);
        let text = |name: &str| {
            let part = parts.iter().find(|(part, _)| part == name).unwrap_or_else(|| panic!("no {name}"));
            String::from_utf8(part.1.clone()).unwrap()
        };
        let tables: Vec<_> = parts.iter().filter(|(name, _)| name.starts_with("xl/tables/")).collect();
        assert!(tables.len() >= SHEETS.len() - 4, "{}", tables.len());
        for (name, _) in &tables {
            assert!(text(name).contains("<autoFilter ref="), "{name}");
        }
        for index in 1..=SHEETS.len() {
            let sheet = text(&format!("xl/worksheets/sheet{index}.xml"));
            assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "a formula in sheet {index}");
        }
        assert!(parts.iter().all(|(name, _)| !name.contains("vba") && !name.contains("externalLink")));
    }
}

#[test]
fn openpyxl_finds_tables_heads_lists_and_properties() {
    for made in [meridian(), minimal()] {
        let Some(dump) = judges::openpyxl_dump(&made.path("xlsx")) else { return };
        let sheets = dump["sheets"].as_array().unwrap();
        assert_eq!(sheets.iter().map(|sheet| sheet["name"].as_str().unwrap()).collect::<Vec<_>>(), SHEETS);
        for sheet in sheets {
            let (name, cells) = (sheet["name"].as_str().unwrap(), sheet["cells"].as_object().unwrap());
            for (place, cell) in cells {
                assert!(!["formula", "error"].contains(&cell["type"].as_str().unwrap()), "{name}!{place}: {cell}");
            }
            // Of an empty list nothing can be filtered.
            let rows = rows_of(made, name);
            if name == "Cover" || rows == 0 {
                continue;
            }
            let tables = sheet["tables"].as_array().unwrap();
            assert_eq!(tables.len(), 1, "{name}");
            let range = tables[0]["ref"].as_str().unwrap();
            let line =
                |cell: &str| cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse::<usize>().unwrap();
            let (from, to) = range.split_once(':').unwrap();
            assert_eq!(line(to) - line(from), rows, "{name}: rows of the table {range}");
            let frozen = sheet["freeze_panes"].as_str().unwrap_or_else(|| panic!("{name}: its head does not stay"));
            assert_eq!(line(frozen), line(from) + 1, "{name}");
            let titles = sheet["print_titles"].as_str().unwrap_or_default();
            assert!(titles.contains(&format!("${}", line(from))), "{name}: the head is not printed on each page");
        }
        let controls = sheets.iter().find(|sheet| sheet["name"] == "Controls").unwrap();
        let lists: Vec<_> =
            controls["validations"].as_array().unwrap().iter().filter(|rule| rule["type"] == "list").collect();
        assert_eq!(lists.len(), 1);
        assert_eq!(lists[0]["formula1"], "\"Implemented,Partial,Planned,Not started\"");
        let organisation = made.record.organisation.as_ref().unwrap();
        let properties = &dump["properties"];
        assert_eq!(properties["title"], "Statement of Applicability");
        assert_eq!(properties["creator"], organisation.name.as_str());
        assert_eq!((&properties["created"], &properties["modified"]), (&DAY.into(), &DAY.into()));
        assert_eq!(dump["custom_properties"]["Record SHA-256"], made.view["meta"]["record_digest"]);
        assert_eq!(dump["custom_properties"]["Classification"], "internal");
    }
}

const DAY: &str = "2026-09-30T00:00:00";

/// How many rows the view has for a sheet.
fn rows_of(made: &Made, sheet: &str) -> usize {
    let view = &made.view;
    let list = |name: &str| view[name].as_array().unwrap();
    let per_control =
        |field: &str| list("controls").iter().map(|row| row["derived"][field].as_array().unwrap().len()).sum();
    match sheet {
        "Cover" => 0,
        "Summary" => view["figures"]["applicable"]["groups"].as_array().unwrap().len(),
        "Controls" => list("controls").len(),
        "Exclusions" => list("controls").iter().filter(|row| row["applicable"] == false).count(),
        "Control evidence" => per_control("evidence"),
        "Crosswalk" => per_control("crosswalk"),
        "Evidence" => list("evidence").len(),
        "Treatment plan" => list("treatment_plan").len(),
        "Gaps" => list("findings").len(),
        "Sources" => list("sources").len(),
        other => panic!("sheet {other}"),
    }
}
