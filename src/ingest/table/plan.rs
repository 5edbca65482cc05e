//! Decides what each column of a table becomes, before its rows are read.

use std::collections::BTreeMap;

use super::super::Fault;
use super::super::node::{Step, path_text};
use super::super::shape::{self, Shape};
use super::map::{Mapper, Target, row_width};
use super::{Table, head_name};
use crate::config::At;
use crate::config::ingest::Mapping;
use crate::config::pattern::Pattern;
use crate::diagnostic::{Code, Finding, nearest};

impl Mapper<'_> {
    fn misfit<T>(&mut self, at: &At<T>, message: String, help: Option<String>) {
        let mut finding = Finding::new(Code::UnmatchedMapping, message).at(at.place.clone());
        finding.help = help;
        self.out.findings.push(finding);
    }

    /// The column with this head; a finding where there is none.
    fn column(&mut self, at: &At<String>) -> Option<usize> {
        let wanted = head_name(&at.value);
        let found = self.names.iter().position(|name| *name == wanted).or_else(|| {
            // A column without a head is named by its number: `[7]`.
            let number: usize = wanted.strip_prefix('[')?.strip_suffix(']')?.parse().ok()?;
            let index = number.checked_sub(1)?;
            self.names.get(index).is_some_and(String::is_empty).then_some(index)
        });
        match found {
            Some(index) => self.columns[index].used = true,
            None => {
                let help = nearest(&wanted, self.names.iter().map(String::as_str)).map_or_else(
                    || {
                        let names = self.names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
                        format!("its columns are {}", names.join(", "))
                    },
                    |near| format!("did you mean `{near}`?"),
                );
                let message = format!("`{}` has no column `{wanted}`", self.mapping.file.value);
                self.misfit(at, message, Some(help));
            }
        }
        found
    }

    /// The field with this path; a finding where there is none, or where it can't hold a cell.
    fn target(&mut self, at: &At<String>) -> Option<Target> {
        let Some(path) = shape::path(&at.value) else {
            let message = format!("`{}` is no path of a field", at.value);
            self.misfit(
                at,
                message,
                Some("a path is like `inherent.likelihood` or `measurements[0].value`".to_owned()),
            );
            return None;
        };
        let whole: Vec<Step> = self.prefix.iter().chain(&path).cloned().collect();
        match shape::of(self.mapping.kind, &whole) {
            Ok(Shape::Fields) => {
                let message = format!("`{}` has fields of its own and can't hold a cell", at.value);
                self.misfit(at, message, Some(format!("name one of them, as in `{}.FIELD`", at.value)));
                None
            }
            Ok(shape) => Some(Target { name: path_text(&path), path, shape }),
            Err(no) => {
                self.misfit(at, no.message, no.help);
                None
            }
        }
    }

    /// Decides what each column becomes. Gives what is the same in each row.
    pub(super) fn plan(&mut self, table: &Table, others: Option<&[&Mapping]>) -> Vec<(Target, Vec<Pattern>)> {
        let mapping = self.mapping;
        for (column, fields) in &mapping.columns {
            let index = self.column(column);
            let targets: Vec<Target> = fields.iter().filter_map(|field| self.target(field)).collect();
            if let Some(index) = index {
                self.columns[index].targets.extend(targets);
            }
        }
        for (column, patterns) in &mapping.patterns {
            let index = self.column(column);
            for pattern in patterns {
                let slots: Vec<String> = pattern.value.slots().map(str::to_owned).collect();
                let at = |value: String| At { value, place: pattern.place.clone() };
                let targets = slots.into_iter().filter_map(|slot| self.target(&at(slot))).collect();
                if let Some(index) = index {
                    self.columns[index].patterns.push((pattern.value.clone(), targets));
                }
            }
        }
        for column in &mapping.custom {
            if let Some(index) = self.column(column) {
                self.keep(index, column);
            }
        }
        for column in mapping.ignore.iter().chain(mapping.except.iter().map(|(column, _)| column)) {
            self.column(column);
        }
        for pattern in mapping.id.iter().chain(&mapping.parent).chain(mapping.set.iter().flat_map(|(_, set)| set)) {
            for slot in pattern.value.slots().filter(|slot| row_width(slot).is_none()) {
                self.column(&At { value: slot.to_owned(), place: pattern.place.clone() });
            }
        }
        let mut set = Vec::new();
        for (field, patterns) in &mapping.set {
            if let Some(target) = self.target(field) {
                set.push((target, patterns.iter().map(|pattern| pattern.value.clone()).collect()));
            }
        }
        if let Some(id) = &mapping.id
            && let Some(target) = self.target(&At { value: "id".to_owned(), place: id.place.clone() })
        {
            set.push((target, vec![id.value.clone()]));
        }
        self.rest(table, others);
        self.doubles(&set);
        self.fields_of("values", mapping.values.iter().map(|(field, _)| field).collect(), &set);
        self.fields_of("split", mapping.split.iter().map(|(field, _)| field).collect(), &set);
        self.fields_of("dates", mapping.dates.iter().map(|(field, _)| field).collect(), &set);
        set
    }

    /// Keeps a column under `custom`, by its head.
    fn keep(&mut self, index: usize, at: &At<String>) {
        let path = vec![Step::Key("custom".to_owned()), Step::Key(self.names[index].clone())];
        let whole: Vec<Step> = self.prefix.iter().chain(&path).cloned().collect();
        if let Err(no) = shape::of(self.mapping.kind, &whole) {
            self.misfit(
                at,
                no.message,
                Some("an entry of a list has no `custom`; map the column, or ignore it".to_owned()),
            );
            return;
        }
        self.columns[index].used = true;
        self.columns[index].targets.push(Target { name: path_text(&path), path, shape: Shape::Any });
    }

    /// Columns that nothing was said about: a head may be a field's name, all others may be kept, or are a fault.
    fn rest(&mut self, table: &Table, others: Option<&[&Mapping]>) {
        let configured = others.is_some();
        for index in 0..self.names.len() {
            if self.columns[index].used {
                continue;
            }
            let name = self.names[index].clone();
            let head = &table.heads[index];
            let folded = name.to_lowercase().replace([' ', '-'], "_");
            let field = if configured { &name } else { &folded };
            if let Some(target) = self.own_name(field, configured) {
                self.columns[index].used = true;
                self.columns[index].targets.push(target);
            } else if self.mapping.custom_rest && !name.is_empty() {
                let at = At { value: name.clone(), place: self.mapping.place.clone() };
                self.keep(index, &at);
            } else if others.is_some_and(|others| others.iter().any(|other| other.speaks_of(&name))) {
                self.columns[index].used = true;
            } else if let Some(mark) = match name.is_empty() {
                false => Some(head.mark),
                // A column without a head is nothing, unless a cell in it says something.
                true => {
                    table.rows.iter().map(|row| &row[index]).find(|cell| !cell.text.is_empty()).map(|cell| cell.mark)
                }
            } {
                let message = if name.is_empty() {
                    "a column without a head holds values that go nowhere".to_owned()
                } else {
                    format!("the column `{name}` goes nowhere")
                };
                let mut help = format!(
                    "map it under `[ingest.{}]` in aims-report.toml, keep it with `custom`, or leave it out with `ignore`",
                    self.mapping.kind.collection()
                );
                if let Some(near) = self.near_field(&folded) {
                    help = format!("did you mean the field `{near}`? otherwise {help}");
                }
                self.out.faults.push(Fault::new(Code::UnmappedColumn, mark, message).help(help));
            }
        }
    }

    /// The field that a head names, if it does.
    fn own_name(&self, field: &str, configured: bool) -> Option<Target> {
        let path = shape::path(field)?;
        let whole: Vec<Step> = self.prefix.iter().chain(&path).cloned().collect();
        match shape::of(self.mapping.kind, &whole) {
            Ok(Shape::Fields) | Err(_) => None,
            // Where fields are not typed any head would be one; who maps some columns should say so of all.
            Ok(Shape::Any) if configured => None,
            Ok(shape) => Some(Target { name: path_text(&path), path, shape }),
        }
    }

    fn near_field(&self, field: &str) -> Option<String> {
        let path = shape::path(field)?;
        let whole: Vec<Step> = self.prefix.iter().chain(&path).cloned().collect();
        let no = shape::of(self.mapping.kind, &whole).err()?;
        no.help?.strip_prefix("did you mean `")?.split('`').next().map(str::to_owned)
    }

    /// Two columns can't be one field.
    fn doubles(&mut self, set: &[(Target, Vec<Pattern>)]) {
        let mut owners: BTreeMap<String, String> = BTreeMap::new();
        let mut doubles = Vec::new();
        let columns = self.columns.iter().enumerate().flat_map(|(index, column)| {
            let own = format!("the column `{}`", self.names[index]);
            column.targets.iter().map(move |target| (target.name.clone(), own.clone()))
        });
        let set = set.iter().map(|(target, _)| (target.name.clone(), "`set` or `id`".to_owned()));
        for (name, owner) in columns.chain(set) {
            if let Some(first) = owners.get(&name) {
                doubles.push(format!("the field `{name}` comes from {first} and from {owner}"));
            } else {
                owners.insert(name, owner);
            }
        }
        for message in doubles {
            let at = At { value: (), place: self.mapping.place.clone() };
            self.misfit(&at, message, Some("map one of them elsewhere, or keep it under `custom`".to_owned()));
        }
    }

    /// `values`, `split` and `dates` must speak of fields that something is put into.
    fn fields_of(&mut self, key: &str, named: Vec<&At<String>>, set: &[(Target, Vec<Pattern>)]) {
        let known: Vec<String> = self
            .columns
            .iter()
            .flat_map(|column| column.targets.iter().chain(column.patterns.iter().flat_map(|(_, targets)| targets)))
            .chain(set.iter().map(|(target, _)| target))
            .map(|target| target.name.clone())
            .collect();
        for field in named {
            if !known.contains(&field.value) {
                let help = nearest(&field.value, known.iter().map(String::as_str))
                    .map_or_else(|| "map a column to it first".to_owned(), |near| format!("did you mean `{near}`?"));
                let message = format!("`{key}` speaks of `{}`, which no column is mapped to", field.value);
                self.misfit(field, message, Some(help));
            }
        }
    }
}
