//! Do the classes of single fields name fields that there are?

use super::Subject;
use crate::diagnostic::{Code, Finding, nearest};

pub(super) fn check(subject: &mut Subject<'_>) {
    for item in subject.record.items() {
        if item.common().field_classes.is_empty() {
            continue;
        }
        let fields = item.to_json();
        let names: Vec<&str> =
            fields.as_object().into_iter().flat_map(|fields| fields.keys().map(String::as_str)).collect();
        for field in item.common().field_classes.keys().filter(|field| !names.contains(&field.as_str())) {
            // A misspelt name would leave the field that is meant open to everyone.
            let message =
                format!("{} has no field `{field}` that could have a class of its own", item.kind().with_article());
            let help = match nearest(field, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`? a class holds for a whole field of the item"),
                None => "name a field of the item itself; a class holds for the whole of it".to_owned(),
            };
            let finding = Finding::new(Code::UnknownKey, message).help(help);
            subject.report(item, &format!("field_classes.{field}"), finding);
        }
    }
}
