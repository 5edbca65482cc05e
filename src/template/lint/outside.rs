//! Reports for readers outside: data that no such document may hold. What and why, the catalogue of disclosures says; here
//! stands where a record keeps it.

use super::reading::Reading;
use crate::diagnostic::{Code, Finding};
use crate::record::{Class, Kind};
use crate::standards;

/// Collections that are nothing else, by the label of the leak.
const COLLECTIONS: [(&str, Kind); 11] = [
    ("TD-L3", Kind::Finding),
    ("TD-L6", Kind::Person),
    ("TD-L6", Kind::Competence),
    ("TD-L6", Kind::Concern),
    ("TD-L6", Kind::Activity),
    ("TD-L7", Kind::Customer),
    ("TD-L7", Kind::Incident),
    ("TD-L7", Kind::Feedback),
    ("TD-L12", Kind::Nonconformity),
    ("TD-L12", Kind::Action),
    ("TD-L12", Kind::AuditProgramme),
];

/// Fields, by the label of the leak.
const FIELDS: [(&str, Kind, &[&str]); 10] = [
    ("TD-L4", Kind::Dataset, &["access", "location"]),
    ("TD-L4", Kind::Evidence, &["file", "location"]),
    ("TD-L6", Kind::ImpactAssessment, &["assessors"]),
    ("TD-L6", Kind::Test, &["signed_by"]),
    (
        "TD-L8",
        Kind::Supplier,
        &["contract", "contract_clauses", "due_diligence", "evaluation_results", "open_requests", "review_result"],
    ),
    ("TD-L9", Kind::System, &["architecture"]),
    ("TD-L11", Kind::Risk, &["acceptance", "inherent", "registers", "residual"]),
    ("TD-L11", Kind::RiskAssessment, &["result"]),
    ("TD-L11", Kind::ImpactAssessment, &["dissent"]),
    (
        "TD-L12",
        Kind::Audit,
        &["conclusion", "conclusions", "diverging_opinions", "evidence", "findings", "participants", "samples"],
    ),
];

/// What stands in many kinds of item, by the label of the leak.
const ANYWHERE: [(&str, &str); 2] = [("TD-L6", "approval.by"), ("TD-L13", "history")];

/// Compartments, by the label of the leak.
const COMPARTMENTS: [(&str, &str); 4] =
    [("TD-L3", "security"), ("TD-L6", "personal"), ("TD-L8", "supplier-confidential"), ("TD-L11", "legal-privilege")];

pub(super) fn lint(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let declaration = &reading.template.declaration;
    if declaration.audience >= Class::Internal {
        return;
    }
    for compartment in &declaration.compartments {
        if let Some((leak, _)) = COMPARTMENTS.iter().find(|(_, name)| name == compartment) {
            let what = format!("the compartment `{compartment}`");
            let finding = refused(&what, leak, "take it out of `compartments`");
            found.push(finding.at(reading.declared(&["compartments".to_owned()], compartment)));
        }
    }
    for name in declaration.data.names() {
        let Some(kind) = Kind::from_collection(name) else { continue };
        let place = reading.declared(&["[data]".to_owned()], name);
        if let Some((leak, _)) = COLLECTIONS.iter().find(|(_, held)| *held == kind) {
            found.push(refused(&format!("`{name}`"), leak, "take it out of `[data]`").at(place));
            continue;
        }
        let Some(list) = declaration.data.fields.get(name) else {
            let message = format!("a report for readers outside must list what it publishes of `{name}`");
            let help = format!("add `{name} = […]` under `[data.fields]`");
            found.push(Finding::new(Code::Template, message).at(place).help(help));
            continue;
        };
        for path in list {
            if let Some(leak) = leak(kind, path) {
                let before = ["[data.fields]".to_owned(), format!("{name} = ")];
                let finding = refused(&format!("`{path}` of `{name}`"), leak, "take it out of the list");
                found.push(finding.at(reading.declared(&before, path)));
            }
        }
    }
}

/// The leak that a published path would be.
fn leak(kind: Kind, path: &str) -> Option<&'static str> {
    // A path holds all that is below it.
    let below = |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('.'));
    let touches = |held: &str| path == held || below(path, held) || below(held, path);
    let of_kind = FIELDS.iter().filter(|(_, of, _)| *of == kind);
    let field = of_kind.into_iter().find(|(_, _, held)| held.iter().any(|held| touches(held))).map(|(leak, ..)| *leak);
    field.or_else(|| ANYWHERE.iter().find(|(_, held)| touches(held)).map(|(leak, _)| *leak))
}

fn refused(what: &str, leak: &str, help: &str) -> Finding {
    let known = standards::disclosure().leaks.iter().find(|known| known.id == leak);
    let (never, why) = known.map_or(("", ""), |leak| (leak.never.as_str(), leak.why.as_str()));
    let message = format!("a report for readers outside may not hold {what}: {never} ({leak})");
    Finding::new(Code::Template, message).help(format!("{help}: {why}"))
}

#[cfg(test)]
mod tests {
    use super::{COLLECTIONS, COMPARTMENTS, FIELDS, leak};
    use crate::record::{Kind, schema};
    use crate::standards;

    #[test]
    fn what_is_refused_is_in_the_catalogue_and_in_the_record() {
        let known = |leak: &str| standards::disclosure().leaks.iter().any(|known| known.id == leak);
        assert!(COLLECTIONS.iter().all(|(leak, _)| known(leak)));
        assert!(COMPARTMENTS.iter().all(|(leak, _)| known(leak)));
        for (leak, kind, fields) in FIELDS {
            assert!(known(leak), "{leak}");
            let has = schema::fields(kind);
            let gone: Vec<_> = fields.iter().filter(|field| !has.iter().any(|known| known == *field)).collect();
            assert!(gone.is_empty(), "{kind:?}: {gone:?}");
        }
    }

    #[test]
    fn a_path_is_refused_with_what_is_below_it() {
        for (kind, path, wanted) in [
            (Kind::Risk, "residual", Some("TD-L11")),
            (Kind::Risk, "residual.level", Some("TD-L11")),
            (Kind::Risk, "title", None),
            (Kind::Disclosure, "approval", Some("TD-L6")),
            (Kind::Disclosure, "approval.by", Some("TD-L6")),
            (Kind::Disclosure, "approval.on", None),
            (Kind::System, "architecture", Some("TD-L9")),
        ] {
            assert_eq!(leak(kind, path), wanted, "{path}");
        }
    }
}
