//! JSON Schema of a record, derived from the types that read it, with their comments as descriptions.
//!
//! An editor that is given the schema completes fields and shows what they hold. It is as lenient as the reader: text
//! may be written as a number, a list may be left empty. What a schema can't say, such as whether an id resolves, is
//! left to the checks.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::{Class, Decimal, Kind, Markdown, Moment, Ref, Target, When};

/// Schema of a record in one file, and of `aims.yaml` in a folder.
pub fn record() -> Value {
    let mut generator = generator();
    let mut properties = Map::new();
    for kind in Kind::ALL {
        properties.insert(kind.collection().to_owned(), content(*kind, &mut generator));
    }
    properties.insert("$schema".to_owned(), json!({ "type": "string", "description": "Where this schema lies." }));
    let body = json!({
        "title": "Record of an AI management system",
        "description": "A record in one file, or the `aims.yaml` of a record in a folder: collections and their content.",
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": false,
    });
    finish(body, generator)
}

/// Schema of one collection's file, such as `risks.yaml`.
pub fn collection(kind: Kind) -> Value {
    let mut generator = generator();
    let mut body = content(kind, &mut generator);
    body["title"] = json!(format!("The collection `{}` of a record", kind.collection()));
    finish(body, generator)
}

/// Schema of a file in a collection's folder, which holds one item.
pub fn item(kind: Kind) -> Value {
    let mut generator = generator();
    let body = one(kind, &mut generator);
    finish(body, generator)
}

/// Names of the fields that an item of a kind may have.
pub fn fields(kind: Kind) -> Vec<String> {
    let mut generator = generator();
    let reference = kind.schema(&mut generator).to_value();
    let definition = reference["$ref"].as_str().and_then(|path| path.rsplit('/').next().map(str::to_owned));
    let definitions = generator.take_definitions(true);
    let schema = definition.and_then(|name| definitions.get(&name).cloned()).unwrap_or(reference);
    schema["properties"].as_object().map(|fields| fields.keys().cloned().collect()).unwrap_or_default()
}

/// Paths of the fields that an item of a kind may have and of their parts, as `conformity.status`; lists have no index.
pub fn paths(kind: Kind) -> Vec<String> {
    fn walk(root: &Value, schema: &Value, path: &str, depth: usize, found: &mut Vec<String>) {
        let schema = match schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
            // One text, though it may be written as the name of a file.
            Some("Markdown") => return,
            Some(name) => &root["$defs"][name],
            None => schema,
        };
        for choice in schema["anyOf"].as_array().into_iter().flatten() {
            walk(root, choice, path, depth, found);
        }
        if schema["items"].is_object() {
            walk(root, &schema["items"], path, depth, found);
        }
        let part = schema["properties"].as_object().filter(|_| depth < 5);
        for (name, field) in part.into_iter().flatten() {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            found.push(path.clone());
            walk(root, field, &path, depth + 1, found);
        }
    }
    let root = item(kind);
    let mut found = Vec::new();
    walk(&root, &root, "", 0, &mut found);
    found.sort();
    found.dedup();
    found
}

fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().into_generator()
}

fn finish(mut body: Value, mut generator: SchemaGenerator) -> Value {
    body["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    body["$defs"] = Value::Object(generator.take_definitions(true));
    body
}

/// What may stand under a collection's name: an item where there is one only; else a list, or the list with the class
/// of the whole.
fn content(kind: Kind, generator: &mut SchemaGenerator) -> Value {
    if kind.is_single() {
        return one(kind, generator);
    }
    let list = json!({ "type": "array", "items": one(kind, generator) });
    let classed = json!({
        "type": "object",
        "properties": { "classification": generator.subschema_for::<Class>(), "items": list },
        "additionalProperties": false,
    });
    json!({ "anyOf": [list, classed, { "type": "null" }] })
}

fn one(kind: Kind, generator: &mut SchemaGenerator) -> Value {
    let reference = kind.schema(generator);
    if !kind.is_single() {
        return reference.to_value();
    }
    // There is one of it, so it needs no id: the only field that its definition demands beyond what the reader does.
    let name = reference.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next());
    let definition = name.and_then(|name| generator.definitions_mut().get_mut(name));
    if let Some(required) = definition.and_then(|found| found.get_mut("required")).and_then(Value::as_array_mut) {
        required.retain(|field| field != "id");
    }
    reference.to_value()
}

/// What the field types of items and parts are called where their schema is made. `item!` and `part!` derive it from a
/// copy of the structure in which these names mean the types below: `Date` is not ours to describe, and the reader is
/// more lenient than Rust's types are.
pub(crate) mod names {
    pub(crate) use super::{Day as Date, List as Vec, Text as String};
}

macro_rules! described {
    ($(#[$meta:meta])* $name:ident $($generic:ident: $bound:path)? => $schema:expr) => {
        $(#[$meta])*
        pub(crate) struct $name$(<$generic>(std::marker::PhantomData<$generic>))?;
        described!(impl $name $($generic: $bound)? => $schema);
    };
    (impl $name:ident $($generic:ident: $bound:path)? => $schema:expr) => {
        impl$(<$generic: $bound>)? JsonSchema for $name$(<$generic>)? {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let make: fn(&mut SchemaGenerator) -> Schema = $schema;
                make(generator)
            }
        }
    };
}

described!(
    /// Text, which may be written like a number or a word that YAML knows, such as the version `1.10`.
    Text => |_| json_schema!({ "type": ["string", "number", "boolean"] })
);
described!(
    /// A day.
    Day => |_| json_schema!({ "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "examples": ["2026-09-30"] })
);
described!(
    /// A list, which may be left empty.
    List T: JsonSchema => |generator| {
        json_schema!({ "type": ["array", "null"], "items": generator.subschema_for::<T>() })
    }
);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(std::marker::PhantomData)
    }
}

described!(impl When => |_| json_schema!({
    "type": ["string", "integer"],
    "pattern": r"^\d{4}(-\d{2}(-\d{2})?|-Q[1-4])?$",
    "examples": ["2026-09-30", "2026-09", "2026-Q3", 2026],
}));
described!(impl Moment => |_| json_schema!({
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}.*)?$",
    "examples": ["2026-05-18T10:20:00Z", "2026-05-18"],
}));
described!(impl Decimal => |_| json_schema!({
    "type": ["string", "number"], "pattern": r"^-?\d+(\.\d+)?$", "examples": ["12", "0.85"],
}));
impl JsonSchema for Markdown {
    fn schema_name() -> Cow<'static, str> {
        "Markdown".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Text in Markdown, or the name of a file that holds it.",
            "anyOf": [
                { "type": ["string", "number", "boolean"] },
                {
                    "type": "object",
                    "properties": { "file": { "type": "string", "pattern": r"^text/.+\.md$" } },
                    "required": ["file"],
                    "additionalProperties": false,
                },
            ],
        })
    }
}

impl JsonSchema for super::Id {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "number"] })
    }
}

impl<T: Target> JsonSchema for Ref<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Ref".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let labels: std::vec::Vec<_> = T::KINDS.iter().map(|kind| kind.label()).collect();
        json_schema!({ "type": ["string", "number"], "x-refers-to": labels })
    }
}
