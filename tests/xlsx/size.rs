//! Large registers.

use serde_json::{Value, json};

use super::{draw, sheet};

#[test]
fn ten_thousand_rows_are_all_there() {
    let rows: Vec<Value> = (0..10_000)
        .map(|n| json!({"id": format!("AIR-{n:05}"), "title": format!("Risk number {n}"), "due": "2026-09-30", "score": n, "open": n % 2 == 0}))
        .collect();
    let view = json!({"meta": {"as_of": "2026-09-30", "title": "Risks"}, "rows": rows});
    let mut declared = String::from("[[sheets]]\nname = \"Risks\"\nrows = \"view.rows\"\n");
    for n in 0..4 {
        for (title, value, kind) in
            [("Id", "row.title", "text"), ("Due", "row.due", "date"), ("Score", "row.score", "integer")]
        {
            declared +=
                &format!("[[sheets.columns]]\ntitle = \"{title} {n}\"\nvalue = \"{value}\"\ntype = \"{kind}\"\n");
        }
    }
    let bytes = draw(&view, &declared).unwrap();
    assert_eq!(sheet(&bytes, "Risks").height(), 10_003);
}
