//! Turns the rows of a table into items, as the configuration says and the model allows.

use std::collections::BTreeMap;

use super::super::Fault;
use super::super::node::{Mark, Node, Step, Value, path_text};
use super::super::shape::{self, Shape};
use super::build::Build;
use super::{Cell, Table, head_name, plain};
use crate::config::At;
use crate::config::ingest::Mapping;
use crate::config::pattern::Pattern;
use crate::diagnostic::{Code, Finding, nearest};

/// A row as an item, or as an entry of a list in another item.
#[derive(Debug)]
pub(in crate::ingest) struct Row {
    pub(in crate::ingest) node: Node,
    /// Id of the item that the row is to be put into.
    pub(in crate::ingest) parent: Option<String>,
}

/// What became of a table.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Mapped {
    pub(in crate::ingest) rows: Vec<Row>,
    /// Faults of the table.
    pub(in crate::ingest) faults: Vec<Fault>,
    /// Faults of the configuration.
    pub(in crate::ingest) findings: Vec<Finding>,
}

/// A field that cells are put into.
#[derive(Debug, Clone)]
struct Target {
    path: Vec<Step>,
    name: String,
    shape: Shape,
}

/// What is done with a column.
#[derive(Debug, Default)]
struct Column {
    /// The column is used, if only to name things or on purpose not.
    used: bool,
    targets: Vec<Target>,
    patterns: Vec<(Pattern, Vec<Target>)>,
}

/// Maps every row of a table. `others` are the mappings of the same table; none where nothing is configured.
pub(in crate::ingest) fn apply(mapping: &Mapping, table: &Table, others: Option<&[&Mapping]>) -> Mapped {
    let mut mapper = Mapper {
        mapping,
        names: names(&table.heads),
        columns: Vec::new(),
        markdown: mapping.markdown.unwrap_or(table.markdown),
        prefix: Vec::new(),
        out: Mapped::default(),
    };
    mapper.columns.resize_with(table.heads.len(), Column::default);
    if let Some(into) = &mapping.into {
        mapper.prefix = shape::path(&into.value).unwrap_or_default();
        mapper.prefix.push(Step::Index(0));
    }
    let set = mapper.plan(table, others);
    let mut left_out = BTreeMap::new();
    for (index, row) in table.rows.iter().enumerate() {
        match mapper.excepted(row) {
            Some(column) => *left_out.entry(column).or_insert(0_usize) += 1,
            None => mapper.row(row, index + 1, &set),
        }
    }
    for (column, number) in left_out {
        let rows = if number == 1 { "1 row is".to_owned() } else { format!("{number} rows are") };
        let message = format!("{rows} left out by its value of `{column}`, as the configuration says");
        mapper.out.faults.push(Fault::new(Code::RowsLeftOut, table.heads[0].mark, message));
    }
    mapper.out
}

/// The names of the columns; the second of two heads that are the same is `Head [2]`.
fn names(heads: &[Cell]) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    heads
        .iter()
        .map(|head| {
            let name = head_name(&head.text);
            let count = seen.entry(name.clone()).or_default();
            *count += 1;
            if *count == 1 || name.is_empty() { name } else { format!("{name} [{count}]") }
        })
        .collect()
}

struct Mapper<'m> {
    mapping: &'m Mapping,
    names: Vec<String>,
    columns: Vec<Column>,
    markdown: bool,
    /// The list that rows are entries of, seen from the item.
    prefix: Vec<Step>,
    out: Mapped,
}

impl Mapper<'_> {
    fn misfit<T>(&mut self, at: &At<T>, message: String, help: Option<String>) {
        let mut finding = Finding::new(Code::UnmatchedMapping, message).at(at.place.clone());
        finding.help = help;
        self.out.findings.push(finding);
    }

    /// The column with this head; a finding where there is none.
    fn column(&mut self, at: &At<String>) -> Option<usize> {
        let wanted = head_name(&at.value);
        let found = self.names.iter().position(|name| *name == wanted);
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
    fn plan(&mut self, table: &Table, others: Option<&[&Mapping]>) -> Vec<(Target, Vec<Pattern>)> {
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

    /// The column by whose value a row is left out.
    fn excepted(&self, row: &[Cell]) -> Option<String> {
        self.mapping.except.iter().find_map(|(column, values)| {
            let name = head_name(&column.value);
            let index = self.names.iter().position(|own| *own == name)?;
            values.contains(&row[index].text).then_some(name)
        })
    }

    fn row(&mut self, row: &[Cell], number: usize, set: &[(Target, Vec<Pattern>)]) {
        let first = row.iter().find(|cell| !cell.text.is_empty()).or(row.first());
        let mut here = first.map(|cell| cell.mark).unwrap_or_default();
        here.length = here.length.max(1);
        let mut build = Build::default();
        for (index, cell) in row.iter().enumerate() {
            let column = std::mem::take(&mut self.columns[index]);
            for target in &column.targets {
                self.put(target, &cell.text, cell.mark, &mut build);
            }
            if !cell.text.is_empty() && !column.patterns.is_empty() {
                let taken =
                    column.patterns.iter().find_map(|(pattern, targets)| Some((pattern.take(&cell.text)?, targets)));
                match taken {
                    Some((found, targets)) => {
                        for (slot, text) in found {
                            if let Some(target) = targets.iter().find(|target| target.name == slot) {
                                self.put(target, text, cell.mark, &mut build);
                            }
                        }
                    }
                    None => {
                        let message = format!(
                            "the cell does not follow the pattern that `{}` has in aims-report.toml",
                            self.names[index]
                        );
                        let fault = Fault::new(Code::UnreadableCell, cell.mark, message);
                        self.out
                            .faults
                            .push(fault.help("correct the cell, or give a list of patterns that has one for it"));
                    }
                }
            }
            self.columns[index] = column;
        }
        for (target, patterns) in set {
            let mut nodes = Vec::new();
            let texts: Vec<String> = patterns.iter().filter_map(|pattern| self.fill(pattern, row, number)).collect();
            for text in texts {
                nodes.extend(self.value(target, &text, here));
            }
            let list = matches!(target.shape, Shape::List(_)) || patterns.len() > 1;
            let entries = nodes.iter().flat_map(|node| match &node.value {
                Value::List(entries) => entries.clone(),
                _ => vec![node.clone()],
            });
            let node =
                if list { Some(Node { value: Value::List(entries.collect()), mark: here }) } else { nodes.pop() };
            if let Some(node) = node {
                build.put(&target.path, node);
            }
        }
        let parent = self.mapping.parent.as_ref().and_then(|parent| self.fill(&parent.value, row, number));
        let node = build.node(here).unwrap_or(Node { value: Value::Map(Vec::new()), mark: here });
        self.out.rows.push(Row { node, parent });
    }

    /// Fills the slots of a pattern from the row; nothing where all its slots are empty.
    fn fill(&self, pattern: &Pattern, row: &[Cell], number: usize) -> Option<String> {
        let mut any = pattern.literal().is_some();
        let text = pattern.fill(|slot| {
            if let Some(width) = row_width(slot) {
                any = true;
                return Some(format!("{number:0width$}"));
            }
            let name = head_name(slot);
            let index = self.names.iter().position(|own| *own == name)?;
            any |= !row[index].text.is_empty();
            Some(row[index].text.clone())
        })?;
        any.then_some(text)
    }

    fn put(&mut self, target: &Target, text: &str, mark: Mark, build: &mut Build) {
        if let Some(node) = self.value(target, text, mark) {
            build.put(&target.path, node);
        }
    }

    /// The value that a cell has in a field; none where it is empty.
    fn value(&mut self, target: &Target, text: &str, mark: Mark) -> Option<Node> {
        let words = self.mapping.values.iter().find(|(field, _)| field.value == target.name).map(|(_, words)| words);
        let translated = |text: &str| {
            let found = words.and_then(|words| words.iter().find(|(from, _)| head_name(from) == head_name(text)));
            found.map_or_else(|| text.to_owned(), |(_, to)| to.clone())
        };
        let split = self.mapping.split.iter().find(|(field, _)| field.value == target.name).map(|(_, split)| split);
        let inner = match &target.shape {
            Shape::List(inner) => Some(inner.as_ref()),
            Shape::Any if split.is_some() => Some(&Shape::Any),
            _ => None,
        };
        if let Some(inner) = inner {
            let whole = translated(text);
            let entries: Vec<&str> = match split {
                Some(split) => whole.split(split.as_str()).collect(),
                None => whole.split([';', '\n']).collect(),
            };
            let nodes: Vec<Node> = entries
                .into_iter()
                .map(|entry| translated(entry.trim()))
                .filter(|entry| !entry.is_empty())
                .map(|entry| self.scalar(target, inner, &entry, mark))
                .collect();
            return (!nodes.is_empty()).then_some(Node { value: Value::List(nodes), mark });
        }
        let text = translated(text.trim());
        (!text.is_empty()).then(|| self.scalar(target, &target.shape, &text, mark))
    }

    fn scalar(&mut self, target: &Target, shape: &Shape, text: &str, mark: Mark) -> Node {
        let text = match shape {
            Shape::Markdown if !self.markdown => plain::as_markdown(text),
            Shape::Day => self.day(target, text, mark),
            _ => text.to_owned(),
        };
        let node = Node { value: Value::Plain(text), mark };
        // `null` in a cell is a word, not nothing.
        match node.value {
            Value::Plain(text) if (Node { value: Value::Plain(text.clone()), mark }).is_null() => {
                Node { value: Value::Text(text), mark }
            }
            value => Node { value, mark },
        }
    }

    /// A day, as it is written in this register.
    fn day(&mut self, target: &Target, text: &str, mark: Mark) -> String {
        if let Some((_, format)) = self.mapping.dates.iter().find(|(field, _)| field.value == target.name)
            && let Ok(day) = jiff::fmt::strtime::parse(format, text).and_then(|parsed| parsed.to_date())
        {
            return day.to_string();
        }
        // Reading a day from a point in time would leave the time out in silence.
        if let Some((day, time)) =
            text.split_once(['T', ' ']).filter(|(day, time)| day.len() == 10 && time.contains(':'))
        {
            let message = format!("`{}` is a day, and the cell holds the time {time} as well", target.name);
            let fault = Fault::new(Code::UnreadableCell, mark, message);
            self.out
                .faults
                .push(fault.help(format!("leave the time out, as in `{day}`, or keep the column under `custom`")));
            return day.to_owned();
        }
        text.to_owned()
    }
}

/// The width of `{row}` or `{row:3}`; none for any other slot.
fn row_width(slot: &str) -> Option<usize> {
    match slot.strip_prefix("row")? {
        "" => Some(0),
        rest => rest.strip_prefix(':')?.parse().ok().filter(|width| *width <= 12),
    }
}
