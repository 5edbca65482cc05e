//! The plan: every expression of the declarations compiled, so that all mistakes are told before any row is looked at.

use crate::diagnostic::{Failure, Finding};
use crate::expression::{Engine, Expression, Origin, Phrase};
use crate::template::sheet::{CellType, Column, Sheet, Sheets};

/// A workbook, compiled.
#[derive(Debug)]
pub(super) struct Plan<'e> {
    pub(super) cover: Vec<Line<'e>>,
    pub(super) sheets: Vec<SheetPlan<'e>>,
}

/// A line of the cover, compiled.
#[derive(Debug)]
pub(super) struct Line<'e> {
    pub(super) label: &'e str,
    pub(super) value: Expression<'e>,
    pub(super) kind: CellType,
}

/// A sheet, compiled.
#[derive(Debug)]
pub(super) struct SheetPlan<'e> {
    pub(super) sheet: &'e Sheet,
    pub(super) title: Option<Phrase<'e>>,
    pub(super) note: Option<Phrase<'e>>,
    pub(super) empty: Option<Phrase<'e>>,
    pub(super) rows: Expression<'e>,
    pub(super) each: Option<Expression<'e>>,
    pub(super) condition: Option<Expression<'e>>,
    /// Expressions to sort by, and whether each is turned round.
    pub(super) sort: Vec<(Expression<'e>, bool)>,
    pub(super) key: Option<Expression<'e>>,
    pub(super) columns: Vec<ColumnPlan<'e>>,
}

/// A column, compiled.
#[derive(Debug)]
pub(super) struct ColumnPlan<'e> {
    pub(super) column: &'e Column,
    pub(super) value: Expression<'e>,
    pub(super) link: Option<Expression<'e>>,
}

/// Compiles the declarations of `file`.
///
/// # Errors
/// Every text that is no expression.
pub(super) fn compile<'e>(engine: &'e Engine, sheets: &'e Sheets, file: &str) -> Result<Plan<'e>, Failure> {
    let mut compiler = Compiler { engine, file, found: Vec::new() };
    let cover: Vec<Option<Line<'e>>> = sheets
        .cover
        .iter()
        .map(|line| {
            let value = compiler.expression(&line.value, format!("cover.{}.value", line.label))?;
            Some(Line { label: &line.label, value, kind: line.kind })
        })
        .collect();
    let planned: Vec<Option<SheetPlan<'e>>> = sheets.sheets.iter().map(|sheet| compiler.sheet(sheet)).collect();
    if compiler.found.is_empty() {
        Ok(Plan { cover: cover.into_iter().flatten().collect(), sheets: planned.into_iter().flatten().collect() })
    } else {
        Err(Failure(compiler.found))
    }
}

struct Compiler<'e, 'f> {
    engine: &'e Engine,
    file: &'f str,
    found: Vec<Finding>,
}

impl<'e> Compiler<'e, '_> {
    fn sheet(&mut self, sheet: &'e Sheet) -> Option<SheetPlan<'e>> {
        let at = |key: &str| format!("sheets.{}.{key}", sheet.name);
        let title = self.phrase(sheet.title.as_deref(), at("title"));
        let note = self.phrase(sheet.note.as_deref(), at("note"));
        let empty = self.phrase(sheet.empty.as_deref(), at("empty"));
        let rows = self.expression(&sheet.rows, at("rows"));
        let each = self.optional(sheet.each.as_deref(), at("each"));
        let condition = self.optional(sheet.condition.as_deref(), at("where"));
        let key = self.optional(sheet.key.as_deref(), at("key"));
        let sort: Vec<_> = sheet
            .sort
            .iter()
            .filter_map(|source| {
                let (source, descending) =
                    source.trim().strip_suffix(" desc").map_or((source.as_str(), false), |source| (source, true));
                self.expression(source, at("sort")).map(|expression| (expression, descending))
            })
            .collect();
        let columns: Vec<_> = sheet.columns.iter().map(|column| self.column(sheet, column)).collect();
        Some(SheetPlan {
            sheet,
            title,
            note,
            empty,
            rows: rows?,
            each,
            condition,
            sort,
            key,
            columns: columns.into_iter().collect::<Option<Vec<_>>>()?,
        })
    }

    fn column(&mut self, sheet: &'e Sheet, column: &'e Column) -> Option<ColumnPlan<'e>> {
        let at = |key: &str| format!("sheets.{}.columns.{}.{key}", sheet.name, column.title);
        let value = self.expression(&column.value, at("value"));
        let link = self.optional(column.link.as_deref(), at("link"));
        Some(ColumnPlan { column, value: value?, link })
    }

    fn expression(&mut self, source: &str, key: String) -> Option<Expression<'e>> {
        self.keep(Expression::compile(self.engine, source, Origin::new(self.file, key)))
    }

    fn optional(&mut self, source: Option<&str>, key: String) -> Option<Expression<'e>> {
        source.and_then(|source| self.expression(source, key))
    }

    fn phrase(&mut self, source: Option<&str>, key: String) -> Option<Phrase<'e>> {
        source.and_then(|source| self.keep(Phrase::compile(self.engine, source, Origin::new(self.file, key))))
    }

    fn keep<T>(&mut self, result: Result<T, Finding>) -> Option<T> {
        result.map_err(|finding| self.found.push(finding)).ok()
    }
}
