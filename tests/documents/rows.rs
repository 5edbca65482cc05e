//! Every control of the record, in all three forms, saying the same.

use super::table::{Row, Sheet, of_json, of_pdf, of_record, of_workbook};
use super::{Made, meridian, minimal, planted};
use crate::support::program::sample;

#[track_caller]
fn compare(form: &str, found: &[Row], wanted: &[Row]) {
    let ids = |rows: &[Row]| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(found), ids(wanted), "{form}: other controls");
    for (found, wanted) in found.iter().zip(wanted) {
        assert_eq!(found, wanted, "{form} (left) and record differ on {}", wanted.id);
    }
}

fn agree(made: &Made) {
    let wanted = of_record(made);
    compare("JSON", &of_json(made), &wanted);
    compare("workbook", &of_workbook(made), &wanted);
    compare("PDF", &of_pdf(made), &wanted);
}

#[test]
fn the_three_forms_say_what_the_record_of_meridian_says() {
    agree(meridian());
}

#[test]
fn the_three_forms_say_what_the_minimal_record_says() {
    agree(minimal());
}

#[test]
fn a_planted_control_turns_up_in_all_three() {
    let made = planted();
    agree(made);
    let is_it = |rows: Vec<Row>| rows.iter().any(|row| row.id == "MTS-C9");
    assert!(is_it(of_json(made)) && is_it(of_workbook(made)) && is_it(of_pdf(made)));
    assert!(made.pdf.section("Own controls").contains("MTS-C9Canarycontrolnine"));
    assert_eq!(made.view["figures"]["own_controls"]["value"], 3);
    assert_eq!(made.view["figures"]["total"]["value"], 41);
}

/// The reader of the record is the program's own; the file itself is looked at here.
#[test]
fn no_control_of_the_file_is_lost_in_reading() {
    for (made, name) in [(meridian(), "meridian"), (minimal(), "minimal")] {
        let text = std::fs::read_to_string(sample(name).join("controls.yaml")).unwrap();
        let ids = text.lines().filter_map(|line| line.strip_prefix("- id: "));
        let mut ids: Vec<_> = ids.map(|rest| rest.split('#').next().unwrap().trim().to_owned()).collect();
        ids.sort();
        assert_eq!(of_json(made).into_iter().map(|row| row.id).collect::<Vec<_>>(), ids);
    }
}

#[test]
fn the_figures_count_what_is_listed() {
    for made in [meridian(), minimal(), planted()] {
        let record = &made.record;
        let figure = |name: &str| made.view["figures"][name]["value"].as_u64().unwrap() as usize;
        let of_status = |name: &str| {
            let counts = |control: &&aims_report::record::control::ControlItem| {
                control.applicable && control.status.is_some_and(|status| status.as_str() == name)
            };
            record.controls.iter().filter(counts).count()
        };
        assert_eq!(figure("total"), record.controls.len());
        assert_eq!(figure("applicable"), record.controls.iter().filter(|control| control.applicable).count());
        assert_eq!(figure("excluded"), record.controls.iter().filter(|control| !control.applicable).count());
        for status in ["implemented", "partial", "planned", "not_started"] {
            assert_eq!(figure(status), of_status(status), "{status}");
        }
        // The sheet of sums, and those that it sums.
        let sheet = Sheet::open(made, "Summary");
        let sum = |title: &str| sheet.rows().map(|row| row.number(title)).sum::<f64>() as usize;
        let titles = ["Applicable", "Excluded", "Implemented", "Partial", "Planned", "Not started", "Stale evidence"];
        let figures = ["applicable", "excluded", "implemented", "partial", "planned", "not_started", "stale_evidence"];
        for (title, name) in titles.into_iter().zip(figures) {
            assert_eq!(sum(title), figure(name), "the sheet Summary on {title}");
        }
        assert_eq!(Sheet::open(made, "Exclusions").rows().count(), figure("excluded"));
    }
}

#[test]
fn every_figure_leads_to_its_sources() {
    for made in [meridian(), minimal()] {
        let sources = made.view["sources"].as_array().unwrap();
        let figures = made.view["figures"].as_object().unwrap();
        assert!(figures.len() >= 11);
        for (name, figure) in figures {
            let value = figure["value"].as_u64().unwrap() as usize;
            let named: Vec<_> = figure["sources"].as_array().unwrap().iter().collect();
            assert_eq!(named.len(), value, "{name}");
            for id in &named {
                let listed = |kind: &serde_json::Value| {
                    sources.iter().filter(|source| &source["kind"] == kind && source["id"] == **id).count()
                };
                // What nobody decided has no item in the record; its id is one of the catalogue.
                let undecided = || made.view["undecided"].as_array().unwrap().iter().any(|row| row["id"] == **id);
                let found = match &figure["kind"] {
                    serde_json::Value::Null => listed(&"control".into()) == 1 || undecided(),
                    kind => listed(kind) == 1,
                };
                assert!(found, "{name}: {id} leads nowhere");
            }
            let groups = figure["groups"].as_array().unwrap();
            let sum: u64 = groups.iter().map(|group| group["value"].as_u64().unwrap()).sum();
            assert!(groups.is_empty() || sum as usize == value, "{name}: the groups make {sum}");
            for group in groups {
                assert_eq!(group["sources"].as_array().unwrap().len() as u64, group["value"].as_u64().unwrap());
                assert!(group["sources"].as_array().unwrap().iter().all(|id| named.contains(&id)), "{name}");
            }
        }
        // What is in the list is printed, with its digest.
        let printed = made.pdf.section("Sources");
        for source in sources {
            let (id, digest) = (source["id"].as_str().unwrap(), source["digest"].as_str().unwrap());
            assert!(printed.contains(&crate::support::pdf::squeeze(id)) && printed.contains(digest), "{id}");
        }
    }
}
