//! The fields that a report for readers outside publishes: those that its declaration lists, and no other.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::diagnostic::{Code, Failure, Finding, nearest};
use crate::record::{Class, Kind, schema};
use crate::template::Template;

/// What every item keeps, so that others can name it.
const ALWAYS: [&str; 1] = ["id"];

/// Lists of fields by collection, as paths: `purpose`, `results.value`. A path goes through lists without an index.
pub(super) type Lists = BTreeMap<Kind, Vec<String>>;

/// The lists of a template.
///
/// # Errors
/// A list for what is no collection of the report, a field that no item of its kind has, and a collection without a list
/// in a report that is for readers outside: what nobody listed must not leave.
pub(super) fn declared(template: &Template, kinds: &[Kind]) -> Result<Lists, Failure> {
    let declaration = &template.declaration;
    let mut lists = Lists::new();
    let mut findings = Vec::new();
    for (name, paths) in &declaration.data.fields {
        let Some(kind) = Kind::from_collection(name).filter(|kind| kinds.contains(kind)) else {
            let message = format!("`{name}` under `[data.fields]` is no collection that the report reads");
            let finding = Finding::new(Code::Template, message).at(template.place_of(name));
            findings.push(finding.help("name it under `[data]` too, or take the list out"));
            continue;
        };
        let known = schema::fields(kind);
        for path in paths {
            let first = path.split('.').next().unwrap_or_default();
            if first != "derived" && !known.iter().any(|field| field == first) {
                let message = format!("no {} has a field `{first}`", kind.label());
                let finding = Finding::new(Code::Template, message).at(template.place_of(path));
                let near = nearest(first, known.iter().map(String::as_str));
                findings.push(finding.help(near.map_or_else(
                    || "`aims-report schema` lists the fields".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                )));
            }
        }
        lists.insert(kind, paths.clone());
    }
    if declaration.audience < Class::Internal {
        for kind in kinds.iter().filter(|kind| !lists.contains_key(kind)) {
            let message =
                format!("a report for readers outside must list what it publishes of `{}`", kind.collection());
            let help = format!("add `{} = […]` under `[data.fields]`", kind.collection());
            findings.push(Finding::new(Code::Template, message).at(template.place_of(kind.collection())).help(help));
        }
    }
    if findings.is_empty() { Ok(lists) } else { Err(Failure(findings)) }
}

/// The item with nothing in it but what is listed.
pub(super) fn keep(item: &mut Value, paths: &[String]) {
    let paths: Vec<Vec<&str>> =
        paths.iter().map(String::as_str).chain(ALWAYS).map(|path| path.split('.').collect()).collect();
    prune(item, &paths.iter().map(Vec::as_slice).collect::<Vec<_>>());
}

fn prune(value: &mut Value, paths: &[&[&str]]) {
    // A path that ends here keeps all that is below.
    if paths.iter().any(|path| path.is_empty()) {
        return;
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| prune(item, paths)),
        Value::Object(fields) => {
            let mut kept = Map::new();
            for (key, mut field) in std::mem::take(fields) {
                let below: Vec<&[&str]> = paths.iter().filter(|path| path[0] == key).map(|path| &path[1..]).collect();
                if !below.is_empty() {
                    prune(&mut field, &below);
                    kept.insert(key, field);
                }
            }
            *fields = kept;
        }
        Value::String(_) | Value::Number(_) | Value::Bool(_) => *value = Value::Null,
        Value::Null => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::keep;

    #[test]
    fn nothing_is_kept_that_is_not_listed() {
        let mut item = json!({
            "id": "X", "name": "N", "secret": 1, "derived": { "owner": { "id": "P", "name": "R" }, "late": true },
            "results": [{ "value": "1", "note": "n" }, { "value": "2" }], "purpose": { "markdown": "p" },
        });
        let paths = ["name", "purpose", "results.value", "derived.owner.name"].map(str::to_owned);
        keep(&mut item, &paths);
        assert_eq!(
            item,
            json!({
                "id": "X", "name": "N", "derived": { "owner": { "name": "R" } },
                "results": [{ "value": "1" }, { "value": "2" }], "purpose": { "markdown": "p" },
            })
        );
    }

    #[test]
    fn a_path_into_a_plain_value_keeps_nothing_of_it() {
        let mut item = json!({ "id": "X", "name": "secret" });
        keep(&mut item, &["name.part".to_owned()]);
        assert_eq!(item, json!({ "id": "X", "name": null }));
    }
}
