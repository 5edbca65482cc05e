//! Do the classes of single fields name fields that there are?

use std::collections::BTreeMap;

use super::Subject;
use crate::diagnostic::{Code, Finding, nearest};
use crate::record::{Kind, schema};

pub(super) fn check(subject: &mut Subject<'_>) {
    let mut paths: BTreeMap<Kind, Vec<String>> = BTreeMap::new();
    for item in subject.record.items() {
        if item.common().field_classes.is_empty() {
            continue;
        }
        let known = paths.entry(item.kind()).or_insert_with(|| schema::paths(item.kind()));
        for field in item.common().field_classes.keys().filter(|field| !is_known(known, field)) {
            // A misspelt name would leave the field that is meant open to everyone.
            let message =
                format!("{} has no field `{field}` that could have a class of its own", item.kind().with_article());
            let help = match nearest(field, known.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`? a class holds for all that is below"),
                None => "name a field, or a part of one as `conformity.status`; a class holds for all that is below"
                    .to_owned(),
            };
            let finding = Finding::new(Code::UnknownKey, message).help(help);
            subject.report(item, &format!("field_classes.{field}"), finding);
        }
    }
}

/// Is the path a field, a part of one, or something of the organisation's own?
fn is_known(known: &[String], path: &str) -> bool {
    known.iter().any(|field| field == path) || path.starts_with("custom.")
}
