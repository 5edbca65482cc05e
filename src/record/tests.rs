//! Every kind of item, with every field filled, comes back as it was; and each says what dates it.

use serde_json::{Map, Value, json};

use super::{Item, Kind, Leaf, Record, schema};

/// A value that the schema describes, with every field filled. What a schema leaves open is the first it names.
fn filled(schema: &Value, definitions: &Value) -> Value {
    if let Some(path) = schema.get("$ref").and_then(Value::as_str) {
        return filled(&definitions[path.rsplit('/').next().expect("a reference names a definition")], definitions);
    }
    if let Some(choices) = ["anyOf", "oneOf"].iter().find_map(|key| schema.get(key)?.as_array()) {
        return filled(&choices[0], definitions);
    }
    for fixed in ["const", "enum", "examples"] {
        match schema.get(fixed) {
            Some(Value::Array(values)) => return values[0].clone(),
            Some(value) => return value.clone(),
            None => {}
        }
    }
    let first = match &schema["type"] {
        Value::Array(types) => &types[0],
        one => one,
    };
    match first.as_str().unwrap_or_default() {
        "object" => match schema.get("properties").and_then(Value::as_object) {
            Some(fields) => fields
                .iter()
                .map(|(name, field)| (name.clone(), filled(field, definitions)))
                .collect::<Map<_, _>>()
                .into(),
            None => match &schema["additionalProperties"] {
                value @ Value::Object(_) => json!({ "key": filled(value, definitions) }),
                _ => json!({ "key": ["of", { "the": "organisation" }, 1] }),
            },
        },
        "array" => json!([filled(&schema["items"], definitions)]),
        "integer" => json!(1),
        "boolean" => json!(true),
        "string" => json!("text"),
        other => panic!("{other:?} of {schema} can't be filled"),
    }
}

fn example(kind: Kind) -> Value {
    let schema = schema::item(kind);
    filled(&schema, &schema["$defs"])
}

fn read(kind: Kind, value: &Value) -> Record {
    let mut record = Record::default();
    record.push(kind, value.clone()).unwrap_or_else(|error| panic!("{kind:?}: {error}: {value:#}"));
    record
}

#[test]
fn every_field_of_every_kind_comes_back_as_it_was() {
    for kind in Kind::ALL {
        let value = example(*kind);
        assert!(value["history"][0]["change"].is_string(), "{kind:?} is not filled");
        let record = read(*kind, &value);
        let item = record.of_kind(*kind)[0];
        assert_eq!(item.kind(), *kind);
        assert_eq!(item.to_json(), value, "{kind:?}");
        assert_eq!(read(*kind, &item.to_json()), record, "{kind:?}");
    }
}

#[test]
fn every_field_but_a_few_may_be_left_out() {
    for kind in Kind::ALL {
        let schema = schema::item(*kind);
        let definition = &schema["$defs"][schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()).unwrap()];
        let full = example(*kind);
        let needed = definition.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
        assert!(needed.len() <= 5, "{kind:?} demands {needed:?}");
        let names = needed.iter().filter_map(Value::as_str).chain(["id"]);
        let least: Map<_, _> = names.map(|name| (name.to_owned(), full[name].clone())).collect();
        let record = read(*kind, &least.clone().into());
        assert_eq!(read(*kind, &record.of_kind(*kind)[0].to_json()), record, "{kind:?}");
        for name in needed.iter().filter_map(Value::as_str) {
            let mut less = least.clone();
            less.remove(name);
            assert!(Record::default().push(*kind, Value::from(less)).is_err(), "{kind:?} can be read without {name}");
        }
    }
}

#[test]
fn each_kind_says_which_field_dates_it() {
    let dated = |kind: Kind, fields: Value| {
        let mut value = example(kind);
        // Only what is given here may date it.
        let names: Vec<_> = value.as_object().unwrap().keys().cloned().collect();
        for name in &names {
            let is_day = value[name.as_str()] == json!("2026-09-30");
            if is_day && fields.get(name).is_none() && !required(kind, name) {
                value[name.as_str()] = Value::Null;
            }
        }
        for (name, field) in fields.as_object().unwrap() {
            value[name.as_str()] = field.clone();
        }
        read(kind, &value).of_kind(kind)[0].dated().map(|day| day.to_string())
    };
    for (kind, fields, day) in [
        (Kind::Audit, json!({ "from": "2026-05-18", "until": "2026-05-22" }), Some("2026-05-22")),
        (Kind::Evidence, json!({ "date": "2026-03-01", "period_until": "2027-01-01" }), Some("2026-03-01")),
        (Kind::Risk, json!({ "raised": "2026-01", "next_review": "2027-01-01" }), Some("2026-01-01")),
        (Kind::Concern, json!({ "date": "2026-Q2" }), Some("2026-04-01")),
        (Kind::Disclosure, json!({ "published_on": "2026" }), Some("2026-01-01")),
        (
            Kind::Incident,
            json!({ "occurred_at": "2026-03-31T23:30:00Z", "aware_at": "2026-04-02T08:00:00Z" }),
            Some("2026-03-31"),
        ),
        (Kind::Incident, json!({ "occurred_at": null, "aware_at": "2026-04-02" }), Some("2026-04-02")),
        (Kind::Policy, json!({ "next_review": "2027-01-01" }), None),
        (Kind::Person, json!({ "appointed": "2026-01-01" }), None),
        (Kind::Soa, json!({ "date": "2026-09-08" }), None),
    ] {
        assert_eq!(dated(kind, fields).as_deref(), day, "{kind:?}");
    }
}

fn required(kind: Kind, field: &str) -> bool {
    let schema = schema::item(kind);
    let name = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()).unwrap();
    schema["$defs"][name]["required"].as_array().is_some_and(|names| names.iter().any(|name| name == field))
}

#[test]
fn parts_say_from_which_day_on_they_exist() {
    let value = json!({
        "id": "POL-01", "title": "AI policy", "topic": "AI", "version": "2",
        "approval": { "by": "a", "on": "2026-01-20" },
        "approvals": [{ "by": "b" }, { "by": "c", "on": "2026-02-01", "outcome": "noted" }],
        "history": [{ "date": "2025-01-01", "change": "First" }],
    });
    let record = read(Kind::Policy, &value);
    let mut days = Vec::new();
    record.policies[0].leaves(&mut |path, leaf| {
        if let Leaf::Dated(day) = leaf {
            days.push(format!("{path} {day}"));
        }
    });
    assert_eq!(days, ["approval 2026-01-20", "approvals[1] 2026-02-01", "history[0] 2025-01-01"]);
    assert!(record.policies[0].approvals[0].is_granted() && !record.policies[0].approvals[1].is_granted());
}
