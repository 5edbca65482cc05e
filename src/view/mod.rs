//! The view: exactly the data that a report declares, for one audience, on one day, with what follows from it.
//!
//! A view is one JSON object. Keys are in snake case; every item has all its fields, null or empty where they say
//! nothing; a Markdown text is `{"markdown": "source"}`; days are ISO 8601; decimals are text.
//!
//! | key | holds |
//! | --- | --- |
//! | `meta` | report, title, language, audience, period, day, draft flag, versions, record digest |
//! | a collection | its items in order, each with `derived` where something follows from the record |
//! | `catalogue` | objectives and controls of ISO/IEC 42001 Annex A, and what crosswalk codes mean |
//! | `undecided`, `expected` | controls of Annex A that the record decides neither way; these and the decided ones |
//! | `figures` | the numbers that the template declares, each with the ids it counts |
//! | `index`, `sources` | every item by `kind:id`; every item with the digest of what the document shows of it |
//! | `narrative` | the words, by section |
//! | `findings`, `missing`, `integrity` | what the check found; what is missing and who owes it; in a draft, what keeps it one |
//! | `later`, `withheld` | what was left out, by kind: dated after the day, or not for this audience |

mod derive;
mod figure;
mod index;
mod period;
mod select;
mod words;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

pub use period::{NotAPeriod, Period};

use crate::check;
use crate::diagnostic::{Class as FindingClass, Code, Failure, Finding, nearest};
use crate::expression::{Engine, Helpers};
use crate::record::{self, Class, Date, Kind, Record};
use crate::standards;
use crate::template::Template;
use derive::Facts;
use select::{Lens, Selection};

/// What a document is to be about.
#[derive(Debug, Clone)]
pub struct Request {
    /// The period it covers.
    pub period: Period,
    /// The day it speaks of.
    pub as_of: Date,
    /// Whom it is for; the template's audience where absent.
    pub audience: Option<Class>,
    /// Its language, as a BCP 47 tag.
    pub language: String,
    /// Made although the record has integrity findings.
    pub draft: bool,
}

/// Builds the view of a record for a template.
///
/// # Errors
/// A collection that the template requires and the record lacks, or a declaration that is wrong.
pub fn build(
    record: &Record,
    findings: &[Finding],
    template: &Template,
    request: &Request,
    helpers: &Helpers,
) -> Result<Value, Failure> {
    let declaration = &template.declaration;
    let audience = request.audience.unwrap_or(declaration.audience);
    let lens = Lens { audience, compartments: declaration.compartments.clone(), as_of: Some(request.as_of) };
    let kinds = kinds(record, template)?;
    let selection = Selection::new(record, &lens);
    let inside = audience >= Class::Internal;
    let facts = Facts { record, selection: &selection, as_of: request.as_of, inside };

    let mut view = Map::new();
    view.insert("meta".to_owned(), meta(record, template, request, &lens)?);
    for kind in &kinds {
        view.insert(kind.field(), collection(*kind, &facts, &lens));
    }
    view.insert("catalogue".to_owned(), catalogue());
    let undecided = undecided(record);
    view.insert("expected".to_owned(), expected(&view, &undecided));
    view.insert("undecided".to_owned(), undecided);
    view.insert(
        "later".to_owned(),
        left_out(&selection.later, &kinds, "dated after the day that the document speaks of"),
    );
    let reason = format!("for a narrower circle than the audience of this document ({})", lens.audience.as_str());
    view.insert("withheld".to_owned(), left_out(&selection.withheld, &kinds, &reason));
    let (index, sources) = index::index(&view, &kinds);
    view.insert("index".to_owned(), index);
    view.insert("sources".to_owned(), sources);
    view.insert("figures".to_owned(), figure::count(template, &view, helpers)?);
    let printed = printed_findings(findings, template, &facts);
    view.insert("missing".to_owned(), missing(&printed));
    view.insert("findings".to_owned(), Value::Array(printed));
    let integrity = if request.draft { check::blocking(findings) } else { Vec::new() };
    view.insert("integrity".to_owned(), integrity.iter().map(|finding| finding_json(finding, None, None)).collect());
    let whole = Value::Object(view);
    let narrative = words::sections(template, &request.language, &Engine::for_view(&whole, helpers))?;
    let Value::Object(mut view) = whole else { unreachable!("built as an object above") };
    view.insert("narrative".to_owned(), narrative);
    Ok(Value::Object(view))
}

/// The record as an audience may see it, which is what a pack ships: its canonical form is digested and sealed.
pub fn shipped(record: &Record, audience: Class, compartments: &[String]) -> Value {
    let lens = Lens { audience, compartments: compartments.to_vec(), as_of: None };
    let selection = Selection::new(record, &lens);
    record.assemble(|item| selection.shows(item.kind(), item.id().as_str()).then(|| selection.item(item, &lens)))
}

/// The controls of Annex A that the record decides neither way. What is not decided must not read as a pass.
fn undecided(record: &Record) -> Value {
    let annex = standards::annex_a();
    let open =
        annex.controls.iter().filter(|control| !record.controls.iter().any(|item| item.id.as_str() == control.id));
    open.map(|control| {
        let objective = annex.objectives.iter().find(|objective| objective.id == control.objective);
        json!({
            "id": control.id, "title": control.title, "intent": control.intent, "objective": control.objective,
            "objective_title": objective.map(|objective| &objective.title),
        })
    })
    .collect()
}

/// Every control that the statement has or should have, with its objective, so that what is missing is counted too.
fn expected(view: &Map<String, Value>, undecided: &Value) -> Value {
    let decided = view.get("controls").and_then(Value::as_array).into_iter().flatten().map(|control| {
        let derived = &control["derived"];
        json!({ "id": control["id"], "objective": derived["objective"], "objective_title": derived["objective_title"] })
    });
    let open = undecided.as_array().into_iter().flatten().map(|control| {
        json!({ "id": control["id"], "objective": control["objective"], "objective_title": control["objective_title"] })
    });
    decided.chain(open).collect()
}

/// How many items of each kind that the template reads were left out, and why.
fn left_out(counts: &BTreeMap<Kind, usize>, kinds: &[Kind], reason: &str) -> Value {
    let read = counts.iter().filter(|(kind, _)| kinds.contains(kind));
    read.map(|(kind, count)| json!({ "kind": kind.label(), "count": count, "reason": reason })).collect()
}

/// The collections that the template reads, in the order of documents.
fn kinds(record: &Record, template: &Template) -> Result<Vec<Kind>, Failure> {
    let data = &template.declaration.data;
    let mut findings = Vec::new();
    let mut kinds = Vec::new();
    for (name, required) in
        data.required.iter().map(|name| (name, true)).chain(data.optional.iter().map(|name| (name, false)))
    {
        let Some(kind) = Kind::from_collection(name) else {
            let finding = Finding::new(Code::Template, format!("`{name}` under `[data]` is no collection of a record"));
            let near = nearest(name, Kind::ALL.iter().map(|kind| kind.collection()));
            let help = near.map_or_else(
                || "collections are named as the files of a record, such as `risks` or `treatment-plan`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            findings.push(finding.at(template.place_of(name)).help(help));
            continue;
        };
        if required && record.of_kind(kind).is_empty() {
            let title = template.declaration.title.values().next().map_or(template.id.as_str(), String::as_str);
            let message = format!("the record has no `{}`, and the {title} can't be made without", kind.collection());
            let help = if kind.is_single() {
                format!("add `{}:` to `aims.yaml`", kind.collection())
            } else {
                format!("add a file `{}.yaml`", kind.collection())
            };
            findings.push(Finding::new(Code::MissingCollection, message).help(help));
        }
        kinds.push(kind);
    }
    for name in template.declaration.findings.about.iter().filter(|name| Kind::from_collection(name).is_none()) {
        let message = format!("`{name}` under `[findings]` is no collection of a record");
        let near = nearest(name, Kind::ALL.iter().map(|kind| kind.collection()));
        let help =
            near.map_or("name a collection that the report reads".to_owned(), |near| format!("did you mean `{near}`?"));
        findings.push(Finding::new(Code::Template, message).at(template.place_of(name)).help(help));
    }
    kinds.sort();
    kinds.dedup();
    if findings.is_empty() { Ok(kinds) } else { Err(Failure(findings)) }
}

fn collection(kind: Kind, facts: &Facts<'_>, lens: &Lens) -> Value {
    let mut items: Vec<Value> = Vec::new();
    for (index, item) in facts.record.of_kind(kind).into_iter().enumerate() {
        if !facts.selection.shows(kind, item.id().as_str()) {
            continue;
        }
        let mut value = facts.selection.item(item, lens);
        select::mark_markdown(item, &mut value);
        if let (Value::Object(fields), Some(derived)) = (&mut value, facts.of(kind, index)) {
            fields.insert("derived".to_owned(), derived);
        }
        items.push(value);
    }
    if kind.is_single() {
        return items.into_iter().next().unwrap_or(Value::Null);
    }
    if kind == Kind::Control {
        // By objective and number; an organisation's own controls follow.
        let key = |control: &Value| {
            let own = control["source"] != "annex_a";
            (own, standards::sort_key(control["id"].as_str().unwrap_or_default()))
        };
        items.sort_by_key(key);
    }
    Value::Array(items)
}

fn meta(record: &Record, template: &Template, request: &Request, lens: &Lens) -> Result<Value, Failure> {
    let titles = &template.declaration.title;
    let Some(title) = titles.get(&request.language) else {
        let known: Vec<_> = titles.keys().map(String::as_str).collect();
        let message = format!("the report `{}` is not written in `{}`", template.id, request.language);
        return Err(Finding::new(Code::Usage, message).help(format!("its languages are {}", known.join(", "))).into());
    };
    Ok(json!({
        "report": template.id,
        "title": title,
        "clauses": template.declaration.clauses,
        "lang": request.language,
        "audience": lens.audience,
        "classification": lens.audience,
        "period": {
            "label": request.period.label(),
            "from": request.period.from().to_string(),
            "until": request.period.until().to_string(),
        },
        "as_of": request.as_of.to_string(),
        "draft": request.draft,
        "tool": concat!("aims-report ", env!("CARGO_PKG_VERSION")),
        "engine": ENGINE,
        "record_digest": record::digest(&shipped(record, lens.audience, &lens.compartments)),
        "document_id": format!("{}-{}", request.period.label(), template.id),
    }))
}

/// The engine that lays documents out; its version decides bytes.
pub const ENGINE: &str = "typst 0.15.1";

fn catalogue() -> Value {
    let annex = standards::annex_a();
    let crosswalk = standards::crosswalk();
    let mut basis = crosswalk.basis.clone();
    basis.insert("record".to_owned(), "the organisation's own mapping, from its record".to_owned());
    json!({
        "framework": annex.framework,
        "about": annex.about,
        "objectives": annex.objectives,
        "controls": annex.controls,
        "crosswalk_note": crosswalk.about,
        "frameworks": crosswalk.frameworks,
        "basis": basis,
    })
}

/// The conformity findings about items of the collections that the template names, worst first.
fn printed_findings(findings: &[Finding], template: &Template, facts: &Facts<'_>) -> Vec<Value> {
    let about: Vec<Kind> =
        template.declaration.findings.about.iter().filter_map(|name| Kind::from_collection(name)).collect();
    let mut printed: Vec<(&Finding, Value, Option<Value>)> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.code.class() == FindingClass::Conformity) {
        let Some(subject) = &finding.subject else { continue };
        let Some(kind) = about.iter().find(|kind| {
            subject == kind.label() || subject.strip_prefix(kind.label()).is_some_and(|rest| rest.starts_with(' '))
        }) else {
            continue;
        };
        let id = subject[kind.label().len()..].trim_start();
        let item = facts.record.of_kind(*kind).into_iter().find(|item| item.id().as_str() == id);
        // What is not shown is not spoken of either.
        if item.is_some() && !facts.selection.shows(*kind, id) {
            continue;
        }
        let owner = item.and_then(|item| {
            let json = item.to_json();
            let owner = json.get("owner").or_else(|| json.get("prepared_by"))?.as_str()?.to_owned();
            facts.owner(&owner)
        });
        let id = if kind.is_single() { item.map_or("", |item| item.id().as_str()) } else { id };
        let about = json!({ "kind": kind.field_singular(), "id": id });
        printed.push((finding, about, owner));
    }
    printed.sort_by(|(a, ..), (b, ..)| b.level.cmp(&a.level).then_with(|| key(a).cmp(&key(b))));
    printed.into_iter().map(|(finding, about, owner)| finding_json(finding, Some(about), owner)).collect()
}

fn key(finding: &Finding) -> (Code, standards::SortKey) {
    (finding.code, standards::sort_key(finding.subject.as_deref().unwrap_or_default()))
}

fn finding_json(finding: &Finding, about: Option<Value>, owner: Option<Value>) -> Value {
    json!({
        "about": about,
        "code": finding.code.as_str(),
        "level": finding.level.as_str(),
        "message": finding.message,
        "subject": finding.subject,
        "help": finding.help,
        "summary": finding.code.summary(),
        "owed_by": owner,
    })
}

/// What is missing or not evaluated, with who owes it. Since when can be told by earlier sealed packs alone.
fn missing(findings: &[Value]) -> Value {
    const ABSENT: [Code; 6] = [
        Code::ControlUndecided,
        Code::JustificationMissing,
        Code::StatusMissing,
        Code::EvidenceAbsent,
        Code::TreatmentMissing,
        Code::SoaUncontrolled,
    ];
    let absent = |finding: &&Value| ABSENT.iter().any(|code| finding["code"] == code.as_str());
    findings
        .iter()
        .filter(absent)
        .map(|finding| {
            json!({
                "what": finding["subject"], "why": finding["message"], "owed_by": finding["owed_by"], "since": null,
            })
        })
        .collect()
}
