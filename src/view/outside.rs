//! What a document for readers outside the organisation says of what it does not hold.
//!
//! The statement is the same whatever the record has, so that it tells neither that a thing exists nor how many there are.

use serde_json::{Value, json};

use crate::standards;

/// The kinds of content that no document for such readers holds.
pub(super) fn withheld() -> Vec<Value> {
    let leaks = &standards::disclosure().leaks;
    leaks.iter().map(|leak| json!({ "kind": leak.never, "count": null, "reason": leak.why })).collect()
}

/// Takes from figures what they were counted from.
pub(super) fn without_sources(figures: &mut Value) {
    match figures {
        Value::Array(items) => items.iter_mut().for_each(without_sources),
        Value::Object(fields) => {
            fields.remove("sources");
            fields.values_mut().for_each(without_sources);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
