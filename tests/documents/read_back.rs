//! The workbook that a document comes with can be edited in a spreadsheet and read back as the register.

use std::fmt::Write as _;
use std::fs;

use aims_report::ingest;
use aims_report::record::control::ControlItem;

use super::meridian;
use crate::support::program::{copy, sample};

const MAPPING: &str = r#"
[ingest.controls]
file = "soa.xlsx"
sheet = "Controls"
header-row = 5
text = "markdown"
ignore = ["Objective", "Withheld evidence", "Newest evidence", "Next due", "Stale", "Last audit result", "Crosswalk"]
[ingest.controls.columns]
"Control" = "id"
"Title" = "title"
"Framework" = "framework"
"Source" = "source"
"Applicable" = "applicable"
"Justification" = "justification"
"Drivers" = "drivers"
"Status" = "status"
"How it is implemented" = "how_implemented"
"AI systems" = "systems"
"Owner" = "owner"
"Evidence" = "evidence"
"Cadence" = "cadence"
"Treatment" = "treatment"
"Objectives" = "objectives"
[ingest.controls.split]
evidence = ","
treatment = ","
[ingest.controls.values]
systems = { "All in scope" = "" }
source = { "Annex A" = "annex_a", "Custom" = "custom", "Law" = "law", "Contract" = "contract" }
status = { "Implemented" = "implemented", "Partial" = "partial", "Planned" = "planned", "Not started" = "not_started" }
cadence = { "Continuous" = "continuous", "Monthly" = "monthly", "Quarterly" = "quarterly", "Half yearly" = "half_yearly", "Annual" = "annual", "Biennial" = "biennial", "Per release" = "per_release", "Per event" = "per_event" }
"#;

#[test]
fn the_workbook_is_a_register_again() {
    let made = meridian();
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record");
    copy(&sample("meridian"), &record);
    fs::remove_file(record.join("controls.yaml")).unwrap();
    fs::write(record.join("soa.xlsx"), &made.xlsx).unwrap();
    // People are named in the sheet, and referred to by their ids in the record.
    let owners: std::collections::BTreeSet<_> =
        made.record.controls.iter().filter_map(|control| control.owner.as_ref()).map(|owner| owner.as_str()).collect();
    let mut mapping = format!("{MAPPING}owner = {{ ");
    for (index, id) in owners.into_iter().enumerate() {
        let separator = if index > 0 { ", " } else { "" };
        let _ = write!(mapping, "{separator}{:?} = {id:?}", made.name_of(id));
    }
    fs::write(record.join("aims-report.toml"), mapping + " }\n").unwrap();

    let read = ingest::read(&record).unwrap();
    // Long texts are in the cells now, and their files are named by nothing.
    let spared = ["hidden-cells", "unused-file"];
    let errors: Vec<_> = read.findings.iter().filter(|finding| !spared.contains(&finding.code.as_str())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let said = |control: &ControlItem| {
        // The sheet sorts them.
        let ids = |mut ids: Vec<&str>| {
            ids.sort_unstable();
            ids.join(" ")
        };
        (
            control.id.to_string(),
            control.applicable,
            control.status,
            control.cadence,
            control.owner.as_ref().map(|owner| owner.as_str().to_owned()),
            ids(control.treatment.iter().map(|id| id.as_str()).collect()),
            // A cell shows Markdown without its marks.
            control.justification.as_str().chars().filter(|sign| sign.is_alphanumeric()).collect::<String>(),
        )
    };
    let (before, after) = (&made.record.controls, &read.record.controls);
    assert_eq!(before.len(), after.len());
    for control in after {
        let original = before.iter().find(|one| one.id == control.id).unwrap();
        assert_eq!(said(control), said(original));
        // The sheet adds the risks that name the control.
        let named = |id: &str| control.drivers.iter().any(|driver| driver.as_str() == id);
        assert!(original.drivers.iter().all(|driver| named(driver.as_str())), "{}", control.id);
    }
}
