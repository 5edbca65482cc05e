//! Markdown tables.

use super::{read, said, told};

const REGISTER: &str = "# Register

```
| ID | Example |
|---|---|
```

## Method

| Parameter | Our way |
|---|---|
| Name | Likelihood times impact |
| Low | 1 to 8 |
| High | 9 to 25 |

## Risks

| ID | Threat | L | Rating | Measures | State |
|---|---|---:|---|---|---|
| R-1 | Wrong *advice* | 3 | High: 12 | testing, review | In Progress |
| R-2 | a \\| b | 2 | Low: 2 | | Implemented |
";

const MAPPING: &str = r#"
[ingest.risks]
file = "register.md"
table = "Risks"
columns = { ID = "id", Threat = ["title", "description"], L = "inherent.likelihood", State = "status" }
patterns = { Rating = "{inherent.level}: {inherent.rating}" }
values = { status = { "In Progress" = "in_treatment", Implemented = "treated" } }
set = { treatment = "mitigate" }
custom = "rest"

[ingest.method]
file = "register.md"
table = 1
heads = "left"
columns = { Name = "title" }
patterns = { Low = "{bands[0].from} to {custom.low}", High = "{bands[1].from} to {custom.high}" }
set = { "bands[0].label" = "low", "bands[1].label" = "high" }
"#;

#[test]
fn tables_become_collections() {
    let ingested = read(&[("register.md", REGISTER.as_bytes()), ("aims-report.toml", MAPPING.as_bytes())]);
    assert_eq!(told(&ingested.findings), [] as [&str; 0]);
    let risks = &ingested.record.risks;
    let inherent = risks[0].inherent.as_ref().unwrap();
    assert_eq!((inherent.likelihood, inherent.rating, inherent.level.as_deref()), (Some(3), Some(12), Some("High")));
    assert_eq!(risks[0].status.unwrap().as_str(), "in_treatment");
    assert_eq!(risks[0].description.as_ref().unwrap().as_str(), "Wrong *advice*");
    assert_eq!(risks[0].custom["Measures"], "testing, review");
    assert_eq!(risks[1].title, "a | b");
    assert!(!risks[1].custom.contains_key("Measures"));
    let method = ingested.record.method.as_ref().unwrap();
    assert_eq!(method.title, "Likelihood times impact");
    assert_eq!(
        method.bands.iter().map(|band| (band.label.as_str(), band.from)).collect::<Vec<_>>(),
        [("low", 1), ("high", 9)]
    );
    let place = ingested.places.of(aims_report::record::Kind::Risk, "R-2", "status", 0).unwrap();
    assert_eq!(place.to_string(), "register.md:21:33");
}

#[test]
fn what_can_not_be_mapped_is_found() {
    let broken = MAPPING
        .replace("Implemented = \"treated\"", "Implementd = \"treated\"")
        .replace("Rating = \"{inherent.level}:", "Rating = \"{inherent.levl}-");
    let ingested = read(&[("register.md", REGISTER.as_bytes()), ("aims-report.toml", broken.as_bytes())]);
    let lines = told(&ingested.findings);
    said(&lines, &["aims-report.toml:6:", "[unmatched-mapping]", "inherent.levl", "did you mean `inherent.level`?"]);
    said(&lines, &["register.md:20:30: error[unreadable-cell]", "`Rating`"]);
    said(&lines, &["register.md:21:33: error[wrong-type]", "status", "`Implemented`", "`values`"]);
}

#[test]
fn the_table_must_be_clear() {
    let lines = |table: &str| {
        let mapping = MAPPING.replace("table = \"Risks\"", table);
        told(&read(&[("register.md", REGISTER.as_bytes()), ("aims-report.toml", mapping.as_bytes())]).findings)
    };
    said(&lines(""), &["[unmatched-mapping]", "2 tables", "`Method`, `Risks`"]);
    said(&lines("table = \"Riks\""), &["aims-report.toml:3:", "did you mean `Risks`?"]);
    said(&lines("table = 3"), &["there is no table 3", "2"]);
}

#[test]
fn ragged_rows_are_found() {
    let text = "| id | title |\n|---|---|\n| R-1 |\n| R-2 | Two | lost |\n";
    let mapping = b"[ingest.risks]\nfile = \"r.md\"\n";
    let lines = told(&read(&[("r.md", text.as_bytes()), ("aims-report.toml", mapping)]).findings);
    said(&lines, &["r.md:3:3: error[ragged-row]"]);
    said(&lines, &["r.md:4:15: error[ragged-row]", "`lost`"]);
}
