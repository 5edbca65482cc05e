//! Rows that belong to items: entries of their lists, more of their fields, ids made from columns.

use super::{read, said, told};

fn config(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

#[test]
fn rows_become_entries_of_items_in_other_registers_and_files() {
    let mapping = config(
        r#"
[[ingest.objectives]]
file = "kpi.csv"
id = "OBJ-{Key}"
columns = { "Aim" = "statement" }
[[ingest.objectives]]
file = "values.csv"
into = "measurements"
parent = "OBJ-{Aim}"
columns = { "Day" = "date", "Value" = "value" }
dates = { date = "%d/%m/%Y" }
[ingest.scope]
file = "out.csv"
into = "exclusions"
columns = { "What" = "what", "Why" = "reason" }
"#,
    );
    let files: &[(&str, &[u8])] = &[
        ("aims.yaml", b"scope:\n  statement: All.\n"),
        ("kpi.csv", b"Key;Aim\n1;Fair\n2;Right\n"),
        ("values.csv", b"Aim;Day;Value\n2;30/06/2026;95.5\n2;30/09/2026;96\n3;30/09/2026;1\n1;tomorrow;1\n"),
        ("out.csv", b"What,Why\nToys,No use\n"),
        ("aims-report.toml", &mapping),
    ];
    let ingested = read(files);
    let objectives = &ingested.record.objectives;
    let values = |index: usize| {
        let measurements = &objectives[index].measurements;
        measurements.iter().map(|one| format!("{} {}", one.date, one.value.as_str())).collect::<Vec<_>>()
    };
    assert_eq!(
        (objectives[1].id.as_str(), values(1)),
        ("OBJ-2", vec!["2026-06-30 95.5".into(), "2026-09-30 96".into()])
    );
    assert_eq!(values(0), [] as [&str; 0]);
    assert_eq!(ingested.record.scope.as_ref().unwrap().exclusions[0].what, "Toys");
    let lines = told(&ingested.findings);
    assert_eq!(lines.len(), 2, "{lines:#?}");
    said(&lines, &["values.csv:4:1: error[unmatched-mapping]", "`OBJ-3`"]);
    said(&lines, &["values.csv:5:3: error[wrong-type]", "measurements[0].date"]);
    let place = ingested.places.of(aims_report::record::Kind::Objective, "OBJ-2", "measurements[1].value", 0).unwrap();
    assert_eq!(place.to_string(), "values.csv:3:14");
}

#[test]
fn rows_add_to_items_and_never_overwrite() {
    let mapping = config(
        r#"
[ingest.risks]
file = "more.csv"
merge = true
columns = { "R" = "id", "Who" = "owner", "Name" = "title" }
"#,
    );
    let files: &[(&str, &[u8])] = &[
        ("risks.yaml", b"- id: R-1\n  title: One\n"),
        ("more.csv", b"R,Who,Name\nR-1,Ann,Other\n"),
        ("aims-report.toml", &mapping),
    ];
    let ingested = read(files);
    assert_eq!(ingested.record.risks[0].title, "One");
    assert_eq!(ingested.record.risks[0].owner.as_ref().unwrap().as_str(), "Ann");
    said(&told(&ingested.findings), &["more.csv:2:1: error[duplicate-key]", "`title`", "R-1"]);
}

#[test]
fn one_table_can_feed_two_collections_and_leave_rows_out() {
    let mapping = config(
        r#"
[ingest.risks]
file = "all.csv"
columns = { "Id" = "id", "Risk" = "title" }
except = { "Risk" = ["Total"] }
[ingest.treatment-plan]
file = "all.csv"
id = "TP-{row:2}"
columns = { "Id" = "serves", "Plan" = "action" }
set = { state = "in_progress" }
except = { "Plan" = [""] }
"#,
    );
    let text = b"Id,Risk,Plan\nR-1,One,Do it\nR-2,Two,\n,Total,\n";
    let ingested = read(&[("all.csv", text), ("aims-report.toml", &mapping)]);
    assert_eq!(ingested.record.risks.len(), 2);
    assert_eq!(ingested.record.treatment_plan[0].id.as_str(), "TP-01");
    assert_eq!(ingested.record.treatment_plan[0].serves[0].as_str(), "R-1");
    let lines = told(&ingested.findings);
    assert_eq!(lines.len(), 2, "{lines:#?}");
    said(&lines, &["note[rows-left-out]", "1 row is left out", "`Risk`"]);
    said(&lines, &["note[rows-left-out]", "2 rows are left out", "`Plan`"]);
}
