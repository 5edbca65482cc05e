//! Turns the rows of a table into items, as the configuration says and the model allows.

use std::collections::BTreeMap;

use super::super::Fault;
use super::super::node::{Mark, Node, Step, Value};
use super::super::shape::{self, Shape};
use super::build::Build;
use super::{Cell, Table, head_name, plain};
use crate::config::ingest::Mapping;
use crate::config::pattern::Pattern;
use crate::diagnostic::{Code, Finding};

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
pub(super) struct Target {
    pub(super) path: Vec<Step>,
    pub(super) name: String,
    pub(super) shape: Shape,
}

/// What is done with a column.
#[derive(Debug, Default)]
pub(super) struct Column {
    /// The column is used, if only to name things or on purpose not.
    pub(super) used: bool,
    pub(super) targets: Vec<Target>,
    pub(super) patterns: Vec<(Pattern, Vec<Target>)>,
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
        let rows = if number == 1 {
            "1 row is left out by its".to_owned()
        } else {
            format!("{number} rows are left out by their")
        };
        let message = format!("{rows} value of `{column}`, as the configuration says");
        mapper.out.faults.push(Fault::new(Code::RowsLeftOut, table.heads[0].mark, message));
    }
    mapper.out
}

/// The names of the columns; the second of two heads that are the same is `Head [2]`.
pub(super) fn names(heads: &[Cell]) -> Vec<String> {
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

/// Maps one table.
pub(super) struct Mapper<'m> {
    pub(super) mapping: &'m Mapping,
    pub(super) names: Vec<String>,
    pub(super) columns: Vec<Column>,
    markdown: bool,
    /// The list that rows are entries of, seen from the item.
    pub(super) prefix: Vec<Step>,
    pub(super) out: Mapped,
}

impl Mapper<'_> {
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
            Shape::Day | Shape::When => self.day(target, text, mark),
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
pub(super) fn row_width(slot: &str) -> Option<usize> {
    match slot.strip_prefix("row")? {
        "" => Some(0),
        rest => rest.strip_prefix(':')?.parse().ok().filter(|width| *width <= 12),
    }
}
