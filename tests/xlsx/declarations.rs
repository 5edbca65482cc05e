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
    insta::assert_snapshot!(told(&with_column("title = \"Owner\"\nvalue = \"row.ownr\"")), @r#"
        error[expression]: `sheets.Controls.columns.Owner.value`: `row` has no `ownr`
         --> test/template.toml
          = in: sheet `Controls`, row `A.2.2`, column `Owner`
          = help: did you mean `row.owner`?
        "#);
    insta::assert_snapshot!(told(&with_column("title = \"Owner\"\nvalue = \"rows.id ~ '!'\"")), @r#"
        error[expression]: `sheets.Controls.columns.Owner.value`: `rows` is not defined in `rows.id ~ '!'`
         --> test/template.toml
          = in: sheet `Controls`, row `A.2.2`, column `Owner`
          = help: did you mean `row`?
        "#);
    insta::assert_snapshot!(told(&with_column("title = \"Owner\"\nvalue = \"row.zebra == 'x'\"")), @r#"
        error[expression]: `sheets.Controls.columns.Owner.value`: `row` has no `zebra` in `row.zebra == 'x'`
         --> test/template.toml
          = in: sheet `Controls`, row `A.2.2`, column `Owner`
          = help: defined there: approval, due, id, owner, status, tags
        "#);
}

#[test]
fn what_is_no_expression_is_told() {
    insta::assert_snapshot!(told(&with_column("title = \"Owner\"\nvalue = \"row.id |\"")), @r#"
        error[expression]: `sheets.Controls.columns.Owner.value`: `row.id |` is no expression: unexpected end of input, expected identifier
         --> test/template.toml
          = help: write a minijinja expression without braces, such as `row.id`
        "#);
    insta::assert_snapshot!(told(&with_column("title = \"Owner\"\nvalue = \"row.id | upperr\"")), @r#"
        error[expression]: `sheets.Controls.columns.Owner.value`: `row.id | upperr` failed: filter upperr is unknown
         --> test/template.toml
          = in: sheet `Controls`, row `A.2.2`, column `Owner`
          = help: besides minijinja's own there are: title_of, find, find_all, figure, join, plain, date, label, days_between
        "#);
    insta::assert_snapshot!(told(&with_column("title = \"Due\"\nvalue = \"row.due\"\ntype = \"date\"")), @r#"
        error[workbook]: `sheets.Controls.columns.Due.value`: sheet `Controls`, row `A.2.2`, column `Due`: `soon` is no day (YYYY-MM-DD)
         --> test/template.toml
          = help: mend the expression, or give the column the type `text`
        "#);
    insta::assert_snapshot!(told(&with_column("title = \"Who\"\nvalue = \"find('controlls', row.id)\"")), @r#"
        error[expression]: `sheets.Controls.columns.Who.value`: `find('controlls', row.id)` failed: the view has no collection `controlls`, did you mean `controls`?
         --> test/template.toml
          = in: sheet `Controls`, row `A.2.2`, column `Who`
        "#);
    insta::assert_snapshot!(told(&with_column("title = \"Who\"\nvalue = \"row\"")), @r#"
        error[workbook]: `sheets.Controls.columns.Who.value`: sheet `Controls`, row `A.2.2`, column `Who`: a mapping (approval, due, id, owner, status, tags) is no text
         --> test/template.toml
          = help: mend the expression, or give the column the type `text`
        "#);
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
    insta::assert_snapshot!(told(&format!("{}{}", sheet("Controls"), sheet("controls"))), @r#"
        error[template]: `sheets.controls.name`: two sheets are named `controls`
         --> test/template.toml
          = help: names of sheets differ in more than upper and lower case
        "#);
    insta::assert_snapshot!(told(&format!("{}{column}", sheet("Controls"))), @r#"
        error[template]: `sheets.Controls.columns`: two columns are titled `Id`
         --> test/template.toml
          = help: a table tells its columns apart by title
        "#);
    let conditional = "[[sheets.conditional]]\ncolumn = \"Idd\"\nequals = \"a\"\nempty = true\ntone = \"good\"\n";
    insta::assert_snapshot!(told(&format!("{}{conditional}", sheet("Controls"))), @r#"
        error[template]: `sheets.Controls.conditional.column`: the sheet has no column `Idd`
         --> test/template.toml
          = help: did you mean `Id`?

        error[template]: `sheets.Controls.conditional`: the mark on `Idd` has 2 conditions
         --> test/template.toml
          = help: give exactly one of `equals`, `contains`, `before`, `over`, `under` and `empty`
        "#);
    for name in ["A1", "R1C1", "R", "c", "Größe & Maß", "2026", "XFD12"] {
        draw(&view(), &sheet(name)).unwrap_or_else(|failure| panic!("{name}: {failure}"));
    }
}

#[test]
fn a_view_without_a_day_is_refused() {
    insta::assert_snapshot!(human(&draw(&json!({"meta": {}}), "").unwrap_err().0), @r#"
        error[workbook]: the view's `meta.as_of` is ``, not a day
          = help: a workbook is dated by the day that it speaks of: write YYYY-MM-DD
        "#);
}
