//! The workbook stage: draws the sheets that a template declares from a view.
//!
//! ```text
//! declarations -> plan -> grids -> layouts and addresses -> sheets
//! ```
//!
//! A `plan` holds the compiled expressions, a `grid` the typed cells of a sheet; once all grids are laid out, links
//! know where they lead, and the sheets are drawn in order. Nothing is dropped on the way: a value that a cell can't
//! hold is a finding, and so is a sheet that the format can't hold.

mod cell;
mod chart;
mod cover;
mod csv;
mod grid;
mod layout;
mod links;
mod meta;
mod order;
mod page;
mod plan;
mod rules;
mod style;
mod table;
mod text;
mod words;

pub use csv::csv;
use rust_xlsxwriter::{Workbook, XlsxError};

use crate::diagnostic::{Code, Failure, Finding};
use crate::expression::{Engine, Helpers, Value, scope};
use crate::template::sheet::{Column, Sheets};
use grid::{Grid, LongText};
use layout::Layout;
use links::Addresses;
use meta::Meta;
use plan::Plan;
use table::Book;

/// Rows that a sheet of the format has.
const MOST_ROWS: usize = 1_048_576;

/// Draws the workbook of a view. `file` is where `sheets` are declared, for messages.
///
/// # Errors
/// Findings about the declarations, about values that a cell can't hold, and about limits of the format.
pub fn render(view: &serde_json::Value, sheets: &Sheets, file: &str, helpers: &Helpers) -> Result<Vec<u8>, Failure> {
    let words = &words::ENGLISH;
    let found = sheets.check(file, &[words.cover, rules::LISTS]);
    if !found.is_empty() {
        return Err(Failure(found));
    }
    let meta = Meta::of(view)?;
    let engine = Engine::for_view(view, helpers);
    let plan = plan::compile(&engine, sheets, file)?;

    let mut found = Vec::new();
    let lines = cover_lines(&plan, &meta, words, helpers, &mut found);
    let grids: Vec<Grid> =
        plan.sheets.iter().map(|sheet| grid::evaluate(sheet, helpers, LongText::Continued, &mut found)).collect();
    let layouts: Vec<Layout> =
        plan.sheets.iter().zip(&grids).map(|(plan, grid)| Layout::new(plan.sheet, grid, words)).collect();
    let mut addresses = Addresses::default();
    for ((planned, grid), layout) in plan.sheets.iter().zip(&grids).zip(&layouts) {
        let last = layout.head() + 1 + grid.rows.len();
        if last > MOST_ROWS {
            let message = format!("sheet `{}` needs {last} rows; a sheet has {MOST_ROWS}", planned.sheet.name);
            let help = "narrow it with `where`, or declare several sheets that share the rows out";
            found.push(Finding::new(Code::Workbook, message).help(help));
        }
        addresses.add(&planned.sheet.name, layout.head() + 1, grid);
    }
    if !found.is_empty() {
        return Err(Failure(found));
    }

    let page = page::Page {
        document: meta.title.clone(),
        organisation: meta.organisation.clone(),
        classification: meta.classification.clone(),
        as_of: meta.as_of.to_string(),
        draft: meta.draft,
    };
    let styles = style::Styles::default();
    let lists = rules::Lists::default();
    let book = Book { words, addresses: &addresses, styles, lists, page, as_of: meta.as_of };
    draw(&plan, &grids, &layouts, &lines, &meta, book).map_err(|error| {
        let finding = Finding::new(Code::Workbook, format!("the workbook of {file} can't be written: {error}"));
        Failure::from(finding.help("look at the declaration that the message names"))
    })
}

fn draw(
    plan: &Plan<'_>,
    grids: &[Grid],
    layouts: &[Layout],
    lines: &[cover::Line],
    meta: &Meta,
    mut book: Book<'_>,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&meta.properties()?);
    let entries: Vec<cover::Entry> = plan
        .sheets
        .iter()
        .zip(grids)
        .map(|(plan, grid)| cover::Entry { name: plan.sheet.name.clone(), title: grid.title.clone(), rows: grid.count })
        .collect();
    cover::draw(&mut workbook, meta, lines, &entries, &mut book)?;
    for ((planned, grid), layout) in plan.sheets.iter().zip(grids).zip(layouts) {
        table::draw(&mut workbook, planned.sheet, grid, layout, &mut book)?;
    }
    book.lists.draw(&mut workbook)?;
    workbook.save_to_buffer()
}

/// The lines of the cover: those that every workbook has around those that the template declares.
fn cover_lines(
    plan: &Plan<'_>,
    meta: &Meta,
    words: &words::Words,
    helpers: &Helpers,
    found: &mut Vec<Finding>,
) -> Vec<cover::Line> {
    let (mut lines, after) = cover::lines(meta, words);
    let blank: Value = scope([]);
    for line in &plan.cover {
        let column = Column::of_type(line.kind);
        let made = line.value.eval(&blank).and_then(|value| {
            cell::cell(&value, &column, helpers).map_err(|reason| line.value.origin().finding(Code::Workbook, reason))
        });
        match made {
            Ok(cell) => lines.push(cover::Line { label: line.label.to_owned(), cell, kind: line.kind, name: None }),
            Err(finding) => found.push(finding),
        }
    }
    lines.extend(after);
    for line in &lines {
        if let Some(character) = line.cell.text().and_then(text::unwritable) {
            let place = format!("sheet `{}`, line `{}`", words.cover, line.label);
            let message = format!("{place} holds U+{:04X}, which no workbook can carry", u32::from(character));
            found.push(
                Finding::new(Code::HiddenCharacter, message).about(place).help("remove the character from the record"),
            );
        }
    }
    lines
}
