//! Which items of a collection a report takes: those that meet the condition that it declares.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagnostic::{Code, Failure, Finding};
use crate::expression::{Engine, Expression, Origin, scope};
use crate::record::{Class, Kind};
use crate::template::Template;

/// The conditions of a template, compiled.
pub(super) struct Conditions<'e> {
    conditions: BTreeMap<Kind, Expression<'e>>,
    focus: minijinja::Value,
    audience: &'static str,
}

impl<'e> Conditions<'e> {
    /// Compiles what the template declares under `[data.rows]`.
    ///
    /// # Errors
    /// A condition on what is no list of the report, or a text that is no expression.
    pub(super) fn declared(
        template: &Template,
        kinds: &[Kind],
        focus: &Value,
        audience: Class,
        engine: &'e Engine,
    ) -> Result<Self, Failure> {
        let mut conditions = BTreeMap::new();
        let mut findings = Vec::new();
        for (name, source) in &template.declaration.data.rows {
            let listed = Kind::from_collection(name).filter(|kind| kinds.contains(kind) && !kind.is_single());
            let Some(kind) = listed else {
                let message = format!("`{name}` under `[data.rows]` is no list that the report reads");
                let finding = Finding::new(Code::Template, message).at(template.place_of(source));
                findings.push(finding.help("name it under `[data]` too, or take the condition out"));
                continue;
            };
            let origin = Origin::new(template.declaration_file(), format!("data.rows.{name}"));
            match Expression::compile(engine, source, origin) {
                Ok(condition) => {
                    conditions.insert(kind, condition);
                }
                Err(finding) => findings.push(finding),
            }
        }
        let focus = minijinja::Value::from(minijinja::value::Serde(focus));
        if findings.is_empty() {
            Ok(Self { conditions, focus, audience: audience.as_str() })
        } else {
            Err(Failure(findings))
        }
    }

    /// Does the report take the item?
    pub(super) fn meets(&self, kind: Kind, item: &Value) -> Result<bool, Finding> {
        let Some(condition) = self.conditions.get(&kind) else { return Ok(true) };
        let row = minijinja::Value::from(minijinja::value::Serde(item));
        condition.is_true(&scope([("row", row), ("focus", self.focus.clone()), ("audience", self.audience.into())]))
    }
}
