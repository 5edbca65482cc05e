//! Can every text be shown literally?

use serde_json::Value;

use super::{Copies, Subject};
use crate::diagnostic::{Code, Finding};
use crate::text::{self, Hidden};

pub(super) fn check(subject: &mut Subject<'_>) {
    let mut seen = Copies::default();
    for item in subject.record.items() {
        let nth = seen.nth(item);
        let mut found = Vec::new();
        walk(&item.to_json(), &mut String::new(), &mut found);
        for (path, hidden) in found {
            let mut finding = Finding::new(Code::HiddenCharacter, format!("{path}: {hidden}"))
                .help("take the character out, or write out what it stands for");
            let (kind, id) = (item.kind(), item.id().as_str());
            finding.place = subject.places.of_character(kind, id, &path, nth, hidden.position);
            finding.subject = Some(kind.named(id));
            subject.findings.push(finding);
        }
    }
}

fn walk(value: &Value, path: &mut String, found: &mut Vec<(String, Hidden)>) {
    match value {
        Value::String(text) => found.extend(text::hidden(text).map(|hidden| (path.clone(), hidden))),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let length = path.len();
                path.push_str(&format!("[{index}]"));
                walk(item, path, found);
                path.truncate(length);
            }
        }
        Value::Object(fields) => {
            for (key, field) in fields {
                let length = path.len();
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
                // The names of an organisation's own fields are printed as well.
                found.extend(text::hidden(key).map(|hidden| (path.clone(), hidden)));
                walk(field, path, found);
                path.truncate(length);
            }
        }
        _ => {}
    }
}
