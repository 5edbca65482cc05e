//! What ISO/IEC 42001 6.1.3 and practice ask of a Statement of Applicability is in the PDF, in the section where a reader
//! looks for it.

use super::table::{bare, first_day, seen};
use super::{Made, meridian, minimal};
use crate::support::pdf::squeeze;

/// Fields of the head: what is looked for in the section that is named.
fn header(made: &Made) -> Vec<(&'static str, &'static str, String)> {
    let record = &made.record;
    let (organisation, scope) = (record.organisation.as_ref().unwrap(), record.scope.as_ref().unwrap());
    let soa = record.soa.as_ref().unwrap();
    let approval = soa.approval.as_ref().unwrap();
    let name = |id: &str| made.name_of(id);
    let mut fields = vec![
        ("organisation", CONTROL, organisation.legal_name.clone().unwrap_or_else(|| organisation.name.clone())),
        (
            "scope_ref",
            CONTROL,
            format!("Scope Scope of the AI management system, version {}", scope.version.as_deref().unwrap()),
        ),
        ("standard_edition", CONTROL, "ISO/IEC 42001:2023, clause 6.1.3".to_owned()),
        ("version", CONTROL, format!("Version {} Status", soa.version.as_deref().unwrap())),
        ("status", CONTROL, "Status Approved Date".to_owned()),
        ("date", CONTROL, format!("Date {}", words(soa.date.unwrap()))),
        ("prepared_by", CONTROL, format!("Prepared by {}", name(soa.prepared_by.as_ref().unwrap().as_str()))),
        ("approved_by", CONTROL, format!("Approved by {}", name(approval.by.as_str()))),
        ("approval_date", CONTROL, format!("on {}", words(approval.on.unwrap()))),
        ("treatment_plan_ref", CONTROL, format!("Treatment plan {}", soa.treatment_plan.as_deref().unwrap())),
        ("classification", CONTROL, "Classification Internal".to_owned()),
    ];
    fields.push(match &soa.supersedes {
        Some(before) => ("supersedes", CONTROL, format!("Supersedes {before}")),
        None => ("supersedes", CONTROL, "Supersedes not stated".to_owned()),
    });
    for assessment in &soa.risk_assessments {
        fields.push(("risk_assessment_ref", CONTROL, assessment.as_str().to_owned()));
    }
    for role in &organisation.roles_played {
        let role = serde_json::to_value(role).unwrap();
        fields.push(("roles_played", "Scope and roles", capital(role["role"].as_str().unwrap())));
        if let Some(reason) = role["reason"].as_str() {
            fields.push(("roles_played", "Scope and roles", reason.to_owned()));
        }
    }
    fields
}

const CONTROL: &str = "Document control";

/// Every field that the content rules of the document name for its head.
const HEADER_FIELDS: [&str; 14] = [
    "organisation",
    "scope_ref",
    "standard_edition",
    "version",
    "status",
    "date",
    "prepared_by",
    "approved_by",
    "approval_date",
    "supersedes",
    "risk_assessment_ref",
    "treatment_plan_ref",
    "roles_played",
    "classification",
];

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..].replace('_', " ")
}

/// A day as documents write it.
fn words(day: aims_report::record::Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

#[test]
fn every_field_of_the_head_is_there() {
    for made in [meridian(), minimal()] {
        let fields = header(made);
        for name in HEADER_FIELDS {
            assert!(fields.iter().any(|(field, ..)| *field == name), "nothing is looked for `{name}`");
        }
        for (field, section, wanted) in fields {
            let text = made.pdf.section(section);
            // A reason is Markdown; the others have no marks that it would take.
            let wanted = if field == "roles_played" { seen(&wanted) } else { squeeze(&wanted) };
            assert!(text.contains(&wanted), "{field}: no `{wanted}` in {section}: {text}");
        }
    }
}

#[test]
fn the_cover_says_what_the_document_is() {
    let made = meridian();
    let text = made.pdf.text();
    let cover = &text[..text.find("Contents").unwrap()];
    for wanted in [
        "Statement of Applicability",
        "ISO/IEC 42001:2023, clause 6.1.3",
        "Meridian Talent Systems GmbH",
        "Version 3.2",
        "Status Approved",
        "Approved by Zoë Brandt, on 10 September 2026",
        "As of 30 September 2026",
        "Audience Internal",
    ] {
        assert!(cover.contains(&squeeze(wanted)), "{wanted}: {cover}");
    }
}

/// Fields of a row, with the line of a control's entry that holds each. `control_id` and `title` are its heading, and
/// `applicable` and `status` the line below; the comparison of all rows looks at their values.
const ROW_FIELDS: [(&str, &str); 17] = [
    ("control_id", ""),
    ("title", ""),
    ("source", "Source:"),
    ("applicable", "Applicable"),
    ("justification", "Justification"),
    ("drivers", "Called for by"),
    ("status", ""),
    ("ai_systems", "Systems"),
    ("how_implemented", "How implemented"),
    ("owner", "Owner"),
    ("evidence", "Evidence"),
    ("last_evidence_date", ""),
    ("cadence", "Cadence"),
    ("next_due", ""),
    ("last_audit_result", "Audit results"),
    ("treatment_ref", ""),
    ("crosswalk", ""),
];

#[test]
fn every_field_of_a_row_is_there() {
    for made in [meridian(), minimal()] {
        let section = ["Controls by objective", "Own controls"].map(|title| made.pdf.section(title)).concat();
        let applicable: Vec<_> =
            made.view["controls"].as_array().unwrap().iter().filter(|row| row["applicable"] == true).collect();
        for control in &applicable {
            let (id, derived) = (control["id"].as_str().unwrap(), &control["derived"]);
            let head = squeeze(&format!("{id}{}Applicable", derived["title"].as_str().unwrap()));
            let at = section.find(&head).unwrap_or_else(|| panic!("{id} has no entry"));
            let rest = &section[at..];
            // To the heading of the next entry, of whatever kind.
            let ends = applicable.iter().filter_map(|other| {
                let id = other["id"].as_str().unwrap();
                rest[1..].find(&squeeze(&format!("{id}{}Applicable", other["derived"]["title"].as_str().unwrap())))
            });
            let entry = &rest[..ends.min().map_or(rest.len(), |end| end + 1)];
            for (field, label) in ROW_FIELDS {
                assert!(entry.contains(&squeeze(label)), "{id}: no `{label}` for {field}");
            }
            let text = |value: &serde_json::Value| squeeze(value.as_str().unwrap());
            for driver in derived["driver_items"].as_array().unwrap() {
                assert!(entry.contains(&(text(&driver["id"]) + &text(&driver["title"]))), "{id}: {driver}");
            }
            for system in control["systems"].as_array().unwrap() {
                assert!(entry.contains(&text(system)), "{id}: {system}");
            }
            if let Some(how) = control["how_implemented"]["markdown"].as_str() {
                assert!(bare(entry).contains(&seen(how)), "{id}: {how}");
            }
            for audit in derived["audit_results"].as_array().unwrap() {
                assert!(entry.contains(&text(&audit["audit"])), "{id}: {audit}");
            }
            for treatment in derived["treatment"].as_array().unwrap() {
                let line = text(&treatment["id"]) + &text(&treatment["action"]);
                assert!(entry.contains(&line), "{id}: {treatment}");
            }
            if let Some(due) = derived["next_due"].as_str() {
                let printed = entry.find("nextdue").and_then(|at| first_day(&entry[at..]));
                assert_eq!(printed.as_deref(), Some(due), "{id}");
            }
        }
        // Related requirements stand in a section of their own.
        let crosswalk = made.pdf.section("Related requirements in other frameworks");
        for control in made.view["controls"].as_array().unwrap() {
            for related in control["derived"]["crosswalk"].as_array().unwrap() {
                for id in related["ids"].as_array().unwrap() {
                    assert!(crosswalk.contains(&squeeze(id.as_str().unwrap())), "{}: {id}", control["id"]);
                }
            }
        }
    }
}

/// Sums that the document opens with, by the name that the content rules give them.
const SUMMARY: [(&str, &str, &str); 9] = [
    ("total", "total", "Controls decided"),
    ("applicable", "applicable", "Applicable"),
    ("excluded", "excluded", "Excluded"),
    ("implemented", "implemented", "Implemented"),
    ("partial", "partial", "Partly implemented"),
    ("planned", "planned", "Planned"),
    ("not_started", "not_started", "Not started"),
    ("stale_evidence", "stale_evidence", "With stale evidence"),
    ("custom_controls", "own_controls", "Own controls"),
];

#[test]
fn the_summary_is_at_a_glance() {
    for made in [meridian(), minimal()] {
        let text = made.pdf.section("At a glance");
        for (field, figure, title) in SUMMARY {
            let wanted = format!("{}{}", made.view["figures"][figure]["value"], squeeze(title));
            assert!(text.contains(&wanted), "{field}: no `{wanted}` in {text}");
        }
    }
}

#[test]
fn every_part_of_the_document_has_a_bookmark() {
    for made in [meridian(), minimal()] {
        let bookmarks = made.pdf.bookmarks();
        let first: Vec<_> = bookmarks.iter().filter(|mark| mark.level == 1).map(|mark| mark.title.as_str()).collect();
        assert_eq!(
            first,
            [
                "Document control",
                "At a glance",
                "Scope and roles",
                "Overview of all controls",
                "Controls by objective",
                "Excluded controls",
                "Own controls",
                "Related requirements in other frameworks",
                "Gaps, omissions and findings",
                "Sources",
            ]
        );
        assert!(bookmarks.iter().all(|mark| mark.page.is_some()), "{bookmarks:?}");
        // Each control is found from the outline, once among its objective or the own controls.
        for control in made.view["controls"].as_array().unwrap() {
            let wanted = squeeze(&format!(
                "{}{}",
                control["id"].as_str().unwrap(),
                control["derived"]["title"].as_str().unwrap()
            ));
            assert!(bookmarks.iter().any(|mark| squeeze(&mark.title) == wanted), "{wanted}");
        }
    }
}
