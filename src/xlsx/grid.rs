//! The grid: the rows of a sheet with typed cells, before anything is drawn.

use std::collections::BTreeSet;

use super::cell::{Cell, cell};
use super::order;
use super::plan::{ColumnPlan, SheetPlan};
use super::text;
use crate::diagnostic::{Code, Finding};
use crate::expression::{Helpers, Value, helpers, scope};

/// The rows of a sheet.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) title: String,
    pub(super) note: Option<String>,
    /// What to say where there are no rows.
    pub(super) empty: Option<String>,
    pub(super) rows: Vec<Row>,
    /// Rows of the table, not counting those that only continue one.
    pub(super) count: usize,
}

/// One row.
#[derive(Debug)]
pub(super) struct Row {
    /// What links call it.
    pub(super) key: Option<String>,
    pub(super) cells: Vec<Cell>,
    /// Where each cell leads, as its template says it; empty where no column has links.
    pub(super) links: Vec<Option<String>>,
    /// Which part of how many, where a text was too long for one cell.
    pub(super) part: Option<(usize, usize)>,
}

impl Grid {
    /// Does some row continue another?
    pub(super) fn is_continued(&self) -> bool {
        self.rows.iter().any(|row| row.part.is_some())
    }
}

/// What a row becomes whose text is too long for a cell of a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LongText {
    /// Several rows.
    Continued,
    /// One row: the form has no such limit.
    Whole,
}

/// Evaluates the rows of a sheet. What is wrong goes to `found`.
pub(super) fn evaluate(plan: &SheetPlan<'_>, lent: &Helpers, long: LongText, found: &mut Vec<Finding>) -> Grid {
    let blank = scope([]);
    let mut phrase = |phrase: Option<&crate::expression::Phrase<'_>>| match phrase?.render(&blank) {
        Ok(text) => Some(text),
        Err(finding) => {
            found.push(finding);
            None
        }
    };
    let mut grid = Grid {
        title: phrase(plan.title.as_ref()).unwrap_or_else(|| plan.sheet.name.clone()),
        note: phrase(plan.note.as_ref()),
        empty: phrase(plan.empty.as_ref()),
        ..Grid::default()
    };
    let scopes = match selected(plan) {
        Ok(scopes) => scopes,
        Err(finding) => {
            found.push(finding);
            return grid;
        }
    };
    let mut maker = Maker { plan, lent, found, failed: BTreeSet::new() };
    for (index, names) in scopes.into_iter().enumerate() {
        let row = maker.row(index, names);
        grid.count += 1;
        match long {
            LongText::Continued => push_parts(row, usize::from(plan.sheet.freeze_columns).max(1), &mut grid.rows),
            LongText::Whole => grid.rows.push(row),
        }
    }
    grid
}

/// The names of each row that the sheet shows, in its order.
fn selected(plan: &SheetPlan<'_>) -> Result<Vec<Vec<(&'static str, Value)>>, Finding> {
    let mut rows = Vec::new();
    for row in plan.rows.list(&scope([]))? {
        let names = vec![("row", row)];
        match &plan.each {
            None => rows.push(names),
            Some(each) => {
                let parts = each.list(&scope(names.iter().cloned()))?;
                rows.extend(parts.into_iter().map(|part| [names.as_slice(), &[("each", part)]].concat()));
            }
        }
    }
    if let Some(condition) = &plan.condition {
        let mut kept = Vec::new();
        for names in rows {
            if condition.is_true(&scope(names.iter().cloned()))? {
                kept.push(names);
            }
        }
        rows = kept;
    }
    if plan.sort.is_empty() {
        return Ok(rows);
    }
    let mut keyed = Vec::new();
    for names in rows {
        let names_of_row = scope(names.iter().cloned());
        let keys = plan.sort.iter().map(|(by, _)| by.eval(&names_of_row)).collect::<Result<Vec<_>, _>>()?;
        keyed.push((keys, names));
    }
    keyed.sort_by(|(a, _), (b, _)| {
        let orders = a.iter().zip(b).zip(&plan.sort).map(|((a, b), (_, descending))| order::compare(a, b, *descending));
        orders.into_iter().find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
    });
    Ok(keyed.into_iter().map(|(_, names)| names).collect())
}

struct Maker<'p, 'e, 'f> {
    plan: &'p SheetPlan<'e>,
    lent: &'p Helpers,
    found: &'f mut Vec<Finding>,
    /// Expressions that failed: the first row tells as much as ten thousand.
    failed: BTreeSet<String>,
}

impl Maker<'_, '_, '_> {
    fn row(&mut self, index: usize, mut names: Vec<(&'static str, Value)>) -> Row {
        let id = names.first().and_then(|(_, row)| row.get_attr("id").ok());
        let id = id.and_then(|id| id.as_str().map(str::to_owned));
        names.push(("number", Value::from(index + 1)));
        let names = scope(names);
        let plan = self.plan;
        let key = plan.key.as_ref().and_then(|key| self.evaluated(key, &names, "key", id.as_deref(), index));
        let key = key.filter(|key| !key.is_none()).map(|key| key.to_string());
        let name = id.or_else(|| key.clone());
        let cells = plan.columns.iter().map(|column| self.cell(column, &names, name.as_deref(), index)).collect();
        let links = if plan.columns.iter().any(|column| column.link.is_some() || is_link(column)) {
            plan.columns.iter().map(|column| self.link(column, &names, name.as_deref(), index)).collect()
        } else {
            Vec::new()
        };
        Row { key, cells, links, part: None }
    }

    fn cell(&mut self, column: &ColumnPlan<'_>, names: &Value, row: Option<&str>, index: usize) -> Cell {
        let title = &column.column.title;
        let Some(value) = self.evaluated(&column.value, names, title, row, index) else { return Cell::Empty };
        match cell(&value, column.column, self.lent) {
            Ok(cell) => {
                if let Some(character) = cell.text().and_then(text::unwritable) {
                    let message = format!(
                        "{} holds U+{:04X}, which no workbook can carry",
                        self.place(title, row, index),
                        u32::from(character)
                    );
                    let finding = Finding::new(Code::HiddenCharacter, message).about(self.place(title, row, index));
                    self.found.push(finding.help("remove the character from the record"));
                }
                cell
            }
            Err(reason) => {
                let message = format!("{}: {reason}", self.place(title, row, index));
                let finding = column.value.origin().finding(Code::Workbook, message);
                self.found.push(finding.help("mend the expression, or give the column the type `text`"));
                Cell::Empty
            }
        }
    }

    fn link(&mut self, column: &ColumnPlan<'_>, names: &Value, row: Option<&str>, index: usize) -> Option<String> {
        let expression = match &column.link {
            Some(link) => link,
            None if is_link(column) => &column.value,
            None => return None,
        };
        let value = self.evaluated(expression, names, &column.column.title, row, index)?;
        helpers::text(&value, "", self.lent).ok().filter(|target| !target.is_empty())
    }

    fn evaluated(
        &mut self,
        expression: &crate::expression::Expression<'_>,
        names: &Value,
        column: &str,
        row: Option<&str>,
        index: usize,
    ) -> Option<Value> {
        match expression.eval(names) {
            Ok(value) => Some(value),
            Err(finding) => {
                if self.failed.insert(finding.message.clone()) {
                    self.found.push(finding.about(self.place(column, row, index)));
                }
                None
            }
        }
    }

    fn place(&self, column: &str, row: Option<&str>, index: usize) -> String {
        let row = row.map_or_else(|| format!("row {}", index + 1), |row| format!("row `{row}`"));
        format!("sheet `{}`, {row}, column `{column}`", self.plan.sheet.name)
    }
}

fn is_link(column: &ColumnPlan<'_>) -> bool {
    column.column.kind == crate::template::sheet::CellType::Link
}

/// Adds a row, and below it rows that hold what did not fit its cells. They repeat the first `repeated` columns, so
/// that a filter on a row's id shows all of it.
fn push_parts(row: Row, repeated: usize, rows: &mut Vec<Row>) {
    let parts: Vec<Vec<&str>> = row.cells.iter().map(|cell| cell.text().map(text::parts).unwrap_or_default()).collect();
    let count = parts.iter().map(Vec::len).max().unwrap_or(1).max(1);
    if count == 1 {
        rows.push(row);
        return;
    }
    let mut made = Vec::new();
    for number in 0..count {
        let cells = row.cells.iter().zip(&parts).enumerate().map(|(column, (cell, parts))| match parts.get(number) {
            Some(part) => Cell::Text((*part).to_owned()),
            None if number == 0 || (column < repeated && parts.len() <= 1) => cell.clone(),
            None => Cell::Empty,
        });
        made.push(Row {
            key: row.key.clone().filter(|_| number == 0),
            cells: cells.collect(),
            links: if number == 0 { row.links.clone() } else { Vec::new() },
            part: Some((number + 1, count)),
        });
    }
    rows.extend(made);
}
