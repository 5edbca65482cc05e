//! The documents that a report is made of: one, or one for each of the rows that it declares.

use std::collections::BTreeMap;

use serde_json::Value;

use super::fields;
use super::focus::Focus;
use super::redact::Redactions;
use super::select::Selection;
use super::{Request, derive};
use crate::diagnostic::{Code, Failure, Finding};
use crate::expression::{Engine, Expression, Helpers, Origin, scope};
use crate::record::{Kind, Record};
use crate::template::{Each, Template};

/// One document of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// What it is about.
    pub focus: Focus,
    /// What its row is called; absent where the report is one document.
    pub subject: Option<String>,
    /// What tells its file from those of the report's other documents.
    pub name: Option<String>,
}

impl Part {
    /// The name of the document, without its ending.
    pub fn document(&self, report: &str) -> String {
        match &self.name {
            Some(name) => format!("{report}-{name}"),
            None => report.to_owned(),
        }
    }
}

/// The documents of a report, in the order of their rows. None where no row is one that it is made for.
///
/// # Errors
/// A declaration that is wrong, or two documents of one name.
pub fn parts(record: &Record, template: &Template, request: &Request, helpers: &Helpers) -> Result<Vec<Part>, Failure> {
    let Some(each) = &template.declaration.each else {
        return Ok(vec![Part { focus: request.focus.clone(), ..Part::default() }]);
    };
    let kind = kind_of(template, each)?;
    let lens = request.lens(template, request.focus.system.as_deref());
    let selection = Selection::new(record, &lens);
    let kinds = super::kinds(record, template)?;
    let redactions = Redactions::declared(template, &kinds, record)?;
    let facts = request.facts(record, &selection, &redactions, &lens);
    let engine = Engine::new(helpers);
    let origin = |key: &str| Origin::new(template.declaration_file(), format!("each.{key}"));
    let condition =
        each.condition.as_ref().map(|text| Expression::compile(&engine, text, origin("where"))).transpose()?;
    let name = Expression::compile(&engine, &each.name, origin("name"))?;
    let lists = fields::declared(template, &kinds)?;
    let mut parts = Vec::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for (index, item) in record.of_kind(kind).into_iter().enumerate() {
        let id = item.id().as_str();
        if !selection.shows(kind, id) || !asked(&request.focus, kind, id) {
            continue;
        }
        let mut row = selection.item(item, &lens);
        facts.redactions.apply(kind, item, &mut row);
        row["derived"] = facts.of(item, index).unwrap_or_default();
        let subject = derive::title(&row);
        let names_of_row = scope([("row", minijinja::Value::from(minijinja::value::Serde(&row)))]);
        if let Some(condition) = &condition
            && !condition.is_true(&names_of_row)?
        {
            continue;
        }
        if let Some(list) = lists.get(&kind) {
            // The name of a file is read by whoever gets it.
            fields::keep(&mut row, list);
        }
        let names_of_row = scope([("row", minijinja::Value::from(minijinja::value::Serde(&row)))]);
        let name = file_name(&name.json(&names_of_row)?);
        if name.is_empty() {
            let message = format!("`each.name` gives {id} no name with a letter or digit from A to Z in it");
            let finding = Finding::new(Code::Template, message).at(template.place_of(&each.name));
            return Err(finding.help("name the documents by what always has one, such as `row.id`").into());
        }
        if let Some(other) = names.insert(name.to_lowercase(), id.to_owned()) {
            let message =
                format!("`each.name` gives `{name}` for {other} and for {id}: one document would replace the other");
            let finding = Finding::new(Code::Template, message).at(template.place_of(&each.name));
            return Err(finding.help("name the documents by what differs, such as `row.id`").into());
        }
        parts.push(Part { focus: focused(record, &request.focus, kind, id), subject, name: Some(name) });
    }
    Ok(parts)
}

fn kind_of(template: &Template, each: &Each) -> Result<Kind, Failure> {
    let kind = Kind::from_collection(&each.over);
    if let Some(kind @ (Kind::System | Kind::Release | Kind::Audit)) = kind {
        return Ok(kind);
    }
    let message = format!("a report can't be made for each of `{}`", each.over);
    let finding = Finding::new(Code::Template, message).at(template.place_of(&each.over));
    Err(finding.help("`each.over` is `systems`, `releases` or `audits`").into())
}

/// Is the row one that was asked for?
fn asked(focus: &Focus, kind: Kind, id: &str) -> bool {
    let wanted = match kind {
        Kind::System => &focus.system,
        Kind::Release => &focus.release,
        _ => &focus.audit,
    };
    wanted.as_deref().is_none_or(|wanted| wanted == id)
}

fn focused(record: &Record, focus: &Focus, kind: Kind, id: &str) -> Focus {
    let mut focus = focus.clone();
    match kind {
        Kind::System => focus.system = Some(id.to_owned()),
        Kind::Release => {
            focus.release = Some(id.to_owned());
            let release = record.releases.iter().find(|release| release.id.as_str() == id);
            focus.system = release.map(|release| release.system.as_str().to_owned());
        }
        _ => focus.audit = Some(id.to_owned()),
    }
    focus
}

/// A value as it can stand in the name of a file on any system.
fn file_name(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    crate::text::slug(&text)
}
