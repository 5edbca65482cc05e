//! Expressions on their own.

use aims_report::expression::{Engine, Expression, Helpers, Origin, Phrase, Value, scope};
use serde_json::json;

fn engine() -> Engine {
    let view = json!({
        "meta": {"lang": "en"},
        "controls": [{"id": "A.2.2", "title": "Policy"}, {"id": "A.2.3", "title": "{{ 7 * 7 }}"}],
        "index": {"control:A.2.2": {"title": "Policy"}},
        "figures": {"open": {"value": 3, "groups": [{"key": "A.2", "value": 2}]}},
    });
    Engine::for_view(&view, &Helpers::default())
}

fn eval(source: &str) -> Result<String, String> {
    let engine = engine();
    let row = json!({"id": "A.2.2", "text": {"markdown": " *a* "}, "parts": ["x", null, "y"], "from": "2026-01-31", "none": null});
    let names = scope([("row", Value::from(minijinja::value::Serde(row)))]);
    let compiled = Expression::compile(&engine, source, Origin::new("t.toml", "key")).map_err(|e| e.message)?;
    compiled.eval(&names).map(|value| value.to_string()).map_err(|finding| finding.message)
}

#[test]
fn helpers_are_there() {
    for (source, wanted) in [
        ("title_of('control', row.id)", "Policy"),
        ("title_of(['risk', 'control'], row.id)", "Policy"),
        ("title_of('control', 'A.9')", "A.9"),
        ("find('controls', 'A.2.3').title", "{{ 7 * 7 }}"),
        ("find('controls', 'A.9') or 'no such item'", "no such item"),
        ("(['A.2.3', 'x', 'A.2.2'] | find_all('controls') | map(attribute='id') | list)", "['A.2.3', 'A.2.2']"),
        ("figure('open') ~ figure('open', 'A.2')", "32"),
        ("figure('open', 'A.9') or 0", "0"),
        ("row.parts | join('+')", "x+y"),
        ("row.text | plain", "*a*"),
        ("'not_started' | label", "Not started"),
        ("row.from | date", "2026-01-31"),
        ("days_between(row.from, '2026-03-01')", "29"),
        ("days_between(row.none, '2026-03-01') is none", "True"),
    ] {
        assert_eq!(eval(source).as_deref(), Ok(wanted), "{source}");
    }
}

#[test]
fn failures_are_told() {
    assert!(eval("figure('opem')").unwrap_err().contains("no figure `opem`, did you mean `open`?"));
    assert!(eval("'soon' | date").unwrap_err().contains("`soon` is no day"));
    assert!(eval("view.controls | map(attribute='idd') | join").is_err());
    assert!(eval("include('x')").is_err());
    assert!(eval("range(100000)").is_err());
}

#[test]
fn work_is_bounded() {
    let engine = engine();
    let rows: Vec<u32> = (0..10_000).collect();
    let names = scope([("rows", Value::from(minijinja::value::Serde(rows)))]);
    let source = "{% for a in rows %}{% for b in rows %}{% endfor %}{% endfor %}";
    let phrase = Phrase::compile(&engine, source, Origin::new("t.toml", "key")).unwrap();
    let finding = phrase.render(&names).unwrap_err();
    assert!(finding.help.unwrap().starts_with("it does more work than one value may cost"));
}

#[test]
fn an_expression_says_what_it_reads() {
    let engine = engine();
    let origin = || Origin::new("t.toml", "key");
    let expression = Expression::compile(&engine, "title_of('role', row.owner) or view.meta.title", origin()).unwrap();
    assert_eq!(expression.reads().into_iter().collect::<Vec<_>>(), ["row.owner", "view.meta.title"]);
    let phrase = Phrase::compile(&engine, "{{ row.id }}: {{ figure('open') }}", origin()).unwrap();
    assert_eq!(phrase.reads().into_iter().collect::<Vec<_>>(), ["row.id"]);
}

#[test]
fn phrases_are_filled_in_once() {
    let engine = engine();
    let origin = || Origin::new("t.toml", "key");
    let phrase = Phrase::compile(&engine, "{{ view.controls[1].title }} of {{ row }}{{ none }}", origin()).unwrap();
    let names = scope([("row", Value::from(vec!["<a>", "b"]))]);
    assert_eq!(phrase.render(&names).unwrap(), "{{ 7 * 7 }} of <a>, b");
    let phrase = Phrase::compile(&engine, "{{ view.meta.lnag }}", origin()).unwrap();
    let finding = phrase.render(&names).unwrap_err();
    assert_eq!(finding.message, "`key`: `view.meta` has no `lnag` in `{{ view.meta.lnag }}`");
    assert_eq!(finding.help.as_deref(), Some("did you mean `view.meta.lang`?"));
}
