//! Marks on cells that meet a condition, lists to choose from, and hints.

use rust_xlsxwriter::{
    ConditionalFormatBlank, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatFormula,
    ConditionalFormatText, ConditionalFormatTextRule, DataValidation, DataValidationErrorStyle, Formula, Workbook,
    Worksheet, XlsxError,
};

use super::links::quoted;
use super::style;
use super::table::{Book, column_number, row_number};
use crate::template::sheet::{CellType, Column, Conditional, Sheet};

/// Rows under a table on which its lists are offered too.
const ROWS_BELOW: u32 = 200;

/// The last row of a sheet, from 0.
const LAST_ROW: u32 = 1_048_575;

/// Name of the hidden sheet that holds lists too long for a cell's own.
pub(super) const LISTS: &str = "Lists";

/// Lists that stand on a sheet of their own.
#[derive(Debug, Default)]
pub(super) struct Lists(Vec<Vec<String>>);

impl Lists {
    /// Writes the lists, where there are some.
    pub(super) fn draw(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        if self.0.is_empty() {
            return Ok(());
        }
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(LISTS)?.set_hidden(true);
        for (column, list) in self.0.iter().enumerate() {
            for (row, value) in list.iter().enumerate() {
                worksheet.write_string(row_number(row), column_number(column), value)?;
            }
        }
        Ok(())
    }

    fn range(&mut self, values: &[String]) -> Formula {
        let column = self.0.iter().position(|list| list == values).unwrap_or_else(|| {
            self.0.push(values.to_vec());
            self.0.len() - 1
        });
        let name = rust_xlsxwriter::utility::column_number_to_name(column_number(column));
        Formula::new(format!("={}!${name}$1:${name}${}", quoted(LISTS), values.len()))
    }
}

/// Adds a sheet's marks, lists and hints to the rows of its table.
pub(super) fn add(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    first: u32,
    last: u32,
    book: &mut Book<'_>,
) -> Result<(), XlsxError> {
    for (index, column) in sheet.columns.iter().enumerate() {
        let at = column_number(index);
        if let Some(validation) = validation(column, &mut book.lists)? {
            worksheet.add_data_validation(first, at, last.saturating_add(ROWS_BELOW).min(LAST_ROW), at, &validation)?;
        }
        for rule in sheet.conditional.iter().filter(|rule| rule.column == column.title) {
            mark(worksheet, rule, column, (first, last), at, book.as_of)?;
        }
    }
    Ok(())
}

fn validation(column: &Column, lists: &mut Lists) -> Result<Option<DataValidation>, XlsxError> {
    if column.values.is_empty() && column.hint.is_none() {
        return Ok(None);
    }
    let mut validation = DataValidation::new().allow_any_value();
    if !column.values.is_empty() {
        let units: usize = column.values.iter().map(|value| value.encode_utf16().count() + 1).sum();
        let awkward = column.values.iter().any(|value| value.contains([',', '"']) || value.trim() != value);
        validation = if awkward || units > 250 {
            validation.allow_list_formula(lists.range(&column.values))
        } else {
            validation.allow_list_strings(&column.values)?
        };
        validation = validation.set_error_style(DataValidationErrorStyle::Warning);
    }
    if let Some(hint) = &column.hint {
        // Titles of hints are short; the column's own stands at its head anyway.
        if column.title.encode_utf16().count() <= 32 {
            validation = validation.set_input_title(&column.title)?;
        }
        validation = validation.set_input_message(hint)?;
    }
    Ok(Some(validation))
}

fn mark(
    worksheet: &mut Worksheet,
    rule: &Conditional,
    column: &Column,
    (first, last): (u32, u32),
    at: u16,
    as_of: jiff::civil::Date,
) -> Result<(), XlsxError> {
    let format = style::mark(rule.tone);
    let cell = format!("{}{}", rust_xlsxwriter::utility::column_number_to_name(at), first + 1);
    // Empty cells count as nought, so numbers and days ask for a number first.
    let number = |condition: String| {
        ConditionalFormatFormula::new().set_rule(format!("=AND(ISNUMBER({cell}),{cell}{condition})").as_str())
    };
    if let Some(text) = &rule.equals {
        if column.kind == CellType::Boolean {
            // An empty cell is equal to FALSE.
            let rule = format!("=AND(ISLOGICAL({cell}),{cell}={})", if is_yes(text) { "TRUE" } else { "FALSE" });
            let is = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(format);
            worksheet.add_conditional_format(first, at, last, at, &is)?;
        } else {
            let is = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo(text.as_str()));
            worksheet.add_conditional_format(first, at, last, at, &is.set_format(format))?;
        }
    } else if let Some(text) = &rule.contains {
        let contains = ConditionalFormatText::new().set_rule(ConditionalFormatTextRule::Contains(text.clone()));
        worksheet.add_conditional_format(first, at, last, at, &contains.set_format(format))?;
    } else if let Some(day) = &rule.before {
        let day = day.parse().unwrap_or(as_of);
        let before = number(format!("<DATE({},{},{})", day.year(), day.month(), day.day()));
        worksheet.add_conditional_format(first, at, last, at, &before.set_format(format))?;
    } else if let Some(limit) = rule.over {
        worksheet.add_conditional_format(first, at, last, at, &number(format!(">{limit}")).set_format(format))?;
    } else if let Some(limit) = rule.under {
        worksheet.add_conditional_format(first, at, last, at, &number(format!("<{limit}")).set_format(format))?;
    } else if let Some(empty) = rule.empty {
        let blank = if empty { ConditionalFormatBlank::new() } else { ConditionalFormatBlank::new().invert() };
        worksheet.add_conditional_format(first, at, last, at, &blank.set_format(format))?;
    }
    Ok(())
}

fn is_yes(text: &str) -> bool {
    text.eq_ignore_ascii_case("true")
}
