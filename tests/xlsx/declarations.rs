//! Mistakes in what a template declares.

use aims_report::diagnostic::human;
use aims_report::template::sheet::Sheets;
use serde_json::{Value, json};

use super::draw;

fn view() -> Value {
    let row =
        json!({"id": "A.2.2", "owner": "ROL-01", "status": "planned", "due": "soon", "approval": null, "tags": ["a"]});
    json!({"meta": {"as_of": "2026-09-30", "title": "Test"}, "controls": [row, {"id": "A.2.3"}]})
}

fn with_column(column: &str) -> String {
    format!("[[sheets]]\nname = \"Controls\"\nrows = \"view.controls[:1]\"\n[[sheets.columns]]\n{column}\n")
}

/// The findings, as people read them.
fn told(declared: &str) -> String {
    human(&draw(&view(), declared).expect_err("it is refused").0)
}

#[test]
fn an_unknown_key_is_refused() {
    let error = toml::from_str::<Sheets>(&with_column("title = \"A\"\nvalue = \"row.id\"\nwidht = 3")).unwrap_err();
    assert!(error.message().starts_with("unknown field `widht`, expected one of `title`, `value`, `type`"), "{error}");
}

#[test]
fn an_undefined_name_is_told_with_the_nearest() {
    insta::assert_snapshot!(told(&with_column("title = \"Owner\"\nvalue = \"row.ownr\"")), @"");
    insta::assert_snapshot!(told(&with_column("title = \"Owner\"\nvalue = \"rows.id ~ '!'\"")), @"");
    insta::assert_snapshot!(told(&with_column("title = \"Owner\"\nvalue = \"row.zebra == 'x'\"")), @"");
}

#[test]
fn what_is_no_expression_is_told() {
    insta::assert_snapshot!(told(&with_column("title = \"Owner\"\nvalue = \"row.id |\"")), @"");
    insta::assert_snapshot!(told(&with_column("title = \"Owner\"\nvalue = \"row.id | upperr\"")), @"");
    insta::assert_snapshot!(told(&with_column("title = \"Due\"\nvalue = \"row.due\"\ntype = \"date\"")), @"");
    insta::assert_snapshot!(told(&with_column("title = \"Who\"\nvalue = \"find('controlls', row.id)\"")), @"");
    insta::assert_snapshot!(told(&with_column("title = \"Who\"\nvalue = \"row\"")), @"");
}

#[test]
fn a_field_of_something_empty_is_empty() {
    let column =
        "title = \"By\"\nvalue = \"row.approval.by\"\n[[sheets.columns]]\ntitle = \"If\"\nvalue = \"row.id if false\"";
    draw(&view(), &with_column(column)).unwrap();
}

#[test]
fn names_are_checked() {
    let column = "[[sheets.columns]]\ntitle = \"Id\"\nvalue = \"row.id\"\n";
    let sheet = |name: &str| format!("[[sheets]]\nname = \"{name}\"\nrows = \"view.controls\"\n{column}");
    for name in ["", "a name that is longer than 31 characters", "a/b", "'a", "History", "cover"] {
        assert!(draw(&view(), &sheet(name)).is_err(), "{name}");
    }
    insta::assert_snapshot!(told(&format!("{}{}", sheet("Controls"), sheet("controls"))), @"");
    insta::assert_snapshot!(told(&format!("{}{column}", sheet("Controls"))), @"");
    let conditional = "[[sheets.conditional]]\ncolumn = \"Idd\"\nequals = \"a\"\nempty = true\ntone = \"good\"\n";
    insta::assert_snapshot!(told(&format!("{}{conditional}", sheet("Controls"))), @"");
    for name in ["A1", "R1C1", "R", "c", "Größe & Maß", "2026", "XFD12"] {
        draw(&view(), &sheet(name)).unwrap_or_else(|failure| panic!("{name}: {failure}"));
    }
}

#[test]
fn a_view_without_a_day_is_refused() {
    insta::assert_snapshot!(human(&draw(&json!({"meta": {}}), "").unwrap_err().0), @"");
}
