//! The view: exactly the data that a report declares, for one audience, on one day, with what follows from it.
//!
//! A view is one JSON object. Keys are in snake case; every item has all its fields, null or empty where they say
//! nothing; a Markdown text is `{"markdown": "source"}`; days are ISO 8601; decimals are text.
//!
//! | key | holds |
//! | --- | --- |
//! | `meta` | report, title, subject and focus (system, release, audit), language, audience, period, day, draft, versions, digest |
//! | a collection | its items in order, each with `derived` where something follows from the record |
//! | `brand` | the organisation's colour, fonts, logo, footer and words for classes |
//! | `catalogue` | objectives and controls of ISO/IEC 42001 Annex A, and what crosswalk codes mean |
//! | `undecided`, `expected` | controls of Annex A that the record decides neither way; these and the decided ones |
//! | `figures` | the numbers that the template declares, each with the ids it counts |
//! | `index`, `sources` | every item by `kind:id`; every item with the digest of what the document shows of it |
//! | `narrative` | the words, by section |
//! | `findings`, `missing`, `integrity` | what the check found; what is missing and who owes it; in a draft, what keeps it one |
//! | `policy` | inside the organisation: levels that it set, waivers with reason and approver, and what they concern |
//! | `later`, `withheld` | what was left out, by kind: dated after the day, or not for this audience |
//!
//! Readers outside the organisation (`customer`, `public`) get pseudonyms for its ids, no findings, nothing of what is later,
//! and of what is withheld one statement that is the same whatever the record has. A template that is made for them lists
//! what it publishes; then there are no `sources`, `index`, `undecided` and `expected` either.

mod catalogue;
mod derive;
mod fields;
mod figure;
mod findings;
mod focus;
mod index;
mod outside;
mod part;
mod period;
mod pseudonym;
mod redact;
mod rows;
mod schema;
mod scope;
mod select;
mod shipped;
mod words;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

pub use focus::Focus;
pub use part::{Part, parts};
pub use period::{NotAPeriod, Period};
pub use schema::schema;
pub use shipped::{joined, published, shipped};

use crate::check;
use crate::diagnostic::{Code, Failure, Finding, nearest};
use crate::expression::{Engine, Helpers};
use crate::record::{self, Class, Date, Kind, Record};
use crate::standards;
use crate::template::Template;
use derive::Facts;
use redact::Redactions;
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
    /// What the organisation's policy did to the findings: lowered levels and waivers.
    pub policy: Option<check::Applied>,
    /// The system, release and audit that was asked for.
    pub focus: Focus,
}

impl Request {
    /// The whole record for a period, on its last day, in English, for each report's own audience.
    pub fn of(period: Period) -> Self {
        let as_of = period.until();
        let (language, focus) = ("en".to_owned(), Focus::default());
        Self { period, as_of, audience: None, language, draft: false, policy: None, focus }
    }

    /// Whom a document of the template is for.
    pub fn audience(&self, template: &Template) -> Class {
        self.audience.unwrap_or(template.declaration.audience)
    }

    fn lens(&self, template: &Template, system: Option<&str>) -> Lens {
        Lens {
            audience: self.audience(template),
            compartments: template.declaration.compartments.clone(),
            as_of: Some(self.as_of),
            system: system.map(str::to_owned),
        }
    }

    fn facts<'a>(
        &'a self,
        record: &'a Record,
        selection: &'a Selection,
        redactions: &'a Redactions<'a>,
        lens: &Lens,
    ) -> Facts<'a> {
        static NONE: std::sync::LazyLock<check::Cadences> = std::sync::LazyLock::new(check::Cadences::default);
        let cadences = self.policy.as_ref().map_or(&*NONE, |policy| &policy.cadences);
        Facts { record, selection, redactions, as_of: self.as_of, inside: lens.inside(), cadences }
    }
}

/// A path through a view for readers outside, with the item's own id in place of its pseudonym, for messages to those who
/// keep the record.
pub fn named_inside(record: &Record, path: &str) -> String {
    pseudonym::Pseudonyms::new(record).put_back(path)
}

/// Builds the view of a record for one document of a template.
///
/// # Errors
/// A collection that the template requires and the record lacks, or a declaration that is wrong.
pub fn build(
    record: &Record,
    findings: &[Finding],
    template: &Template,
    request: &Request,
    part: &Part,
    helpers: &Helpers,
) -> Result<Value, Failure> {
    let lens = request.lens(template, part.focus.system.as_deref());
    let kinds = kinds(record, template)?;
    let lists = fields::declared(template, &kinds)?;
    let selection = Selection::new(record, &lens);
    let redactions = Redactions::declared(template, &kinds, record)?;
    let facts = request.facts(record, &selection, &redactions, &lens);

    let shown = |id: &str| selection.shows(Kind::Release, id);
    let mut focus = json!(part.focus.with_release(record, request.as_of, shown));
    if let Some(pseudonyms) = &selection.pseudonyms {
        pseudonyms.put(&mut focus);
    }
    let engine = Engine::new(helpers);
    let conditions = rows::Conditions::declared(template, &kinds, &focus, lens.audience, &engine)?;
    let mut view = Map::new();
    for kind in &kinds {
        let listed = lists.get(kind).map(Vec::as_slice);
        view.insert(kind.in_view(), collection(*kind, &facts, &lens, &conditions, listed)?);
    }
    let digest = if lens.inside() {
        record::digest(&shipped(record, lens.audience, &lens.compartments, request.focus.system.as_deref()))
    } else {
        record::digest(&Value::Object(view.clone()))
    };
    view.insert("meta".to_owned(), meta(template, request, part, focus, digest)?);
    view.insert("brand".to_owned(), template.brand.view());
    view.insert("catalogue".to_owned(), catalogue::catalogue(template, !lists.is_empty())?);
    if lists.is_empty() {
        let undecided = undecided(record);
        view.insert("expected".to_owned(), expected(&view, &undecided));
        view.insert("undecided".to_owned(), undecided);
    }
    let redacted = redactions.told(record, |kind, id| selection.shows(kind, id), lens.inside());
    if lens.inside() {
        let later = "dated after the day that the document speaks of";
        view.insert("later".to_owned(), left_out(&selection.later, "", &kinds, later).into());
        let reason = format!("for a narrower circle than the audience of this document ({})", lens.audience.as_str());
        let mut withheld = left_out(&selection.withheld, "", &kinds, &reason);
        withheld.extend(left_out(&selection.withheld_fields, "field of ", &kinds, &reason));
        withheld.extend(redacted);
        view.insert("withheld".to_owned(), withheld.into());
    } else {
        view.insert("later".to_owned(), json!([]));
        let withheld = outside::withheld().into_iter().chain(redacted);
        view.insert("withheld".to_owned(), withheld.collect());
    }
    // A report that lists what it publishes, publishes nothing else.
    let (index, sources) = if lists.is_empty() { index::index(&view, &kinds) } else { (json!({}), json!([])) };
    view.insert("index".to_owned(), index);
    view.insert("sources".to_owned(), sources);
    let mut figures = figure::count(template, &view, helpers)?;
    if !lists.is_empty() {
        outside::without_sources(&mut figures);
    }
    view.insert("figures".to_owned(), figures);
    let printed = if lens.inside() { findings::printed(findings, template, &facts) } else { Vec::new() };
    view.insert("missing".to_owned(), findings::missing(&printed));
    view.insert("findings".to_owned(), Value::Array(printed));
    view.insert("policy".to_owned(), findings::policy(request, &facts));
    let integrity = if request.draft && lens.inside() { check::blocking(findings) } else { Vec::new() };
    let integrity = integrity.iter().map(|finding| findings::as_json(finding, None, None)).collect();
    view.insert("integrity".to_owned(), integrity);
    let whole = Value::Object(view);
    let narrative = words::sections(template, &request.language, &Engine::for_view(&whole, helpers))?;
    let Value::Object(mut view) = whole else { unreachable!("built as an object above") };
    view.insert("narrative".to_owned(), narrative);
    Ok(Value::Object(view))
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

/// How many items, or fields of items, of each kind that the template reads were left out, and why.
fn left_out(counts: &BTreeMap<Kind, usize>, what: &str, kinds: &[Kind], reason: &str) -> Vec<Value> {
    let read = counts.iter().filter(|(kind, _)| kinds.contains(kind));
    read.map(|(kind, count)| {
        let kind = if what.is_empty() { kind.label().to_owned() } else { format!("{what}{}", kind.with_article()) };
        json!({ "kind": kind, "count": count, "reason": reason })
    })
    .collect()
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

fn collection(
    kind: Kind,
    facts: &Facts<'_>,
    lens: &Lens,
    conditions: &rows::Conditions<'_>,
    listed: Option<&[String]>,
) -> Result<Value, Finding> {
    let mut items: Vec<Value> = Vec::new();
    for (index, item) in facts.record.of_kind(kind).into_iter().enumerate() {
        if !facts.selection.shows(kind, item.id().as_str()) {
            continue;
        }
        let mut value = facts.selection.item(item, lens);
        select::mark_markdown(item, &mut value);
        facts.redactions.apply(kind, item, &mut value);
        if let (Value::Object(fields), Some(mut derived)) = (&mut value, facts.of(item, index)) {
            if let Some(pseudonyms) = &facts.selection.pseudonyms {
                pseudonyms.put(&mut derived);
            }
            fields.insert("derived".to_owned(), derived);
        }
        if !conditions.meets(kind, &value)? {
            continue;
        }
        if let Some(listed) = listed {
            fields::keep(&mut value, listed);
        }
        items.push(value);
    }
    if kind.is_single() {
        return Ok(items.into_iter().next().unwrap_or(Value::Null));
    }
    if kind == Kind::Control {
        // By objective and number; an organisation's own controls follow.
        let key = |control: &Value| {
            let own = control["source"] != "annex_a";
            (own, standards::sort_key(control["id"].as_str().unwrap_or_default()))
        };
        items.sort_by_key(key);
    }
    Ok(Value::Array(items))
}

fn meta(template: &Template, request: &Request, part: &Part, focus: Value, digest: String) -> Result<Value, Failure> {
    let titles = &template.declaration.title;
    let Some(title) = titles.get(&request.language) else {
        let known: Vec<_> = titles.keys().map(String::as_str).collect();
        let message = format!("the report `{}` is not written in `{}`", template.id, request.language);
        return Err(Finding::new(Code::Usage, message).help(format!("its languages are {}", known.join(", "))).into());
    };
    let audience = request.audience(template);
    Ok(json!({
        "schema": schema::VERSION,
        "report": template.id,
        "title": title,
        "subject": part.subject,
        "focus": focus,
        "clauses": template.declaration.clauses,
        "lang": request.language,
        "audience": audience,
        "classification": audience,
        "period": {
            "label": request.period.label(),
            "from": request.period.from().to_string(),
            "until": request.period.until().to_string(),
        },
        "as_of": request.as_of.to_string(),
        "draft": request.draft,
        "tool": concat!("aims-report ", env!("CARGO_PKG_VERSION")),
        "engine": ENGINE,
        "record_digest": digest,
        "document_id": format!("{}-{}", request.period.label(), part.document(&template.id)),
    }))
}

/// The engine that lays documents out; its version decides bytes.
pub const ENGINE: &str = "typst 0.15.1";
