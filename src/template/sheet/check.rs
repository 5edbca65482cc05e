//! Checks what a template declares of a workbook, before any value is looked at.

use std::collections::BTreeMap;

use super::{Chart, Column, Conditional, Sheet, Sheets};
use crate::diagnostic::{self, Code, Finding};
use crate::expression::Origin;

/// Columns that a sheet of the format can have, one of which may be taken by the note on continued rows.
const MOST_COLUMNS: usize = 16_384 - 1;

impl Sheets {
    /// What is wrong with the declarations of `file`; `reserved` are names of sheets that are made without them.
    pub fn check(&self, file: &str, reserved: &[&str]) -> Vec<Finding> {
        let mut found = Vec::new();
        let mut names: BTreeMap<String, String> =
            reserved.iter().map(|name| (folded(name), (*name).to_owned())).collect();
        let mut tables = BTreeMap::new();
        for (index, sheet) in self.sheets.iter().enumerate() {
            let at = |key: &str| Origin::new(file, format!("sheets.{}.{key}", sheet.name));
            if let Some(reason) = bad_sheet_name(&sheet.name) {
                let origin = Origin::new(file, format!("sheets[{index}].name"));
                let finding = origin.finding(Code::Template, format!("`{}` can't name a sheet: {reason}", sheet.name));
                found.push(finding.help("choose a short name of letters, digits and spaces"));
            }
            if names.insert(folded(&sheet.name), sheet.name.clone()).is_some() {
                let finding = at("name").finding(Code::Template, format!("two sheets are named `{}`", sheet.name));
                found.push(finding.help("names of sheets differ in more than upper and lower case"));
            }
            let other = tables.insert(folded(&table_name(&sheet.name)), sheet.name.clone());
            if let Some(other) = other.filter(|other| folded(other) != folded(&sheet.name)) {
                let message = format!("its table has the same name as that of `{other}`, `{}`", table_name(&other));
                found.push(at("name").finding(Code::Template, message).help("change a letter of one name"));
            }
            one(sheet, &at, &mut found);
        }
        found
    }
}

fn one(sheet: &Sheet, at: &impl Fn(&str) -> Origin, found: &mut Vec<Finding>) {
    if sheet.columns.is_empty() || sheet.columns.len() > MOST_COLUMNS {
        let message = format!("has {} columns; a sheet has 1 to {MOST_COLUMNS}", sheet.columns.len());
        found.push(at("columns").finding(Code::Template, message));
    }
    if usize::from(sheet.freeze_columns) > sheet.columns.len() {
        let message = format!("freezes {} of {} columns", sheet.freeze_columns, sheet.columns.len());
        found.push(at("freeze-columns").finding(Code::Template, message));
    }
    let mut titles = BTreeMap::new();
    for column in &sheet.columns {
        if titles.insert(folded(&column.title), ()).is_some() {
            let message = format!("two columns are titled `{}`", column.title);
            found.push(at("columns").finding(Code::Template, message).help("a table tells its columns apart by title"));
        }
        check_column(column, &|key: &str| at(&format!("columns.{}.{key}", column.title)), found);
    }
    let known = || sheet.columns.iter().map(|column| column.title.as_str());
    let mut refer = |key: &str, title: &str| {
        if !known().any(|known| known == title) {
            let finding = at(key).finding(Code::Template, format!("the sheet has no column `{title}`"));
            found.push(match diagnostic::nearest(title, known()) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help(format!("its columns: {}", known().collect::<Vec<_>>().join(", "))),
            });
        }
    };
    for conditional in &sheet.conditional {
        refer("conditional.column", &conditional.column);
    }
    for chart in &sheet.charts {
        refer("charts.categories", &chart.categories);
        chart.series.iter().for_each(|title| refer("charts.series", title));
    }
    sheet.conditional.iter().for_each(|conditional| check_conditional(conditional, at, found));
    sheet.charts.iter().for_each(|chart| check_chart(chart, at, found));
}

fn check_column(column: &Column, at: &impl Fn(&str) -> Origin, found: &mut Vec<Finding>) {
    let units = column.title.encode_utf16().count();
    if units == 0 || units > 255 || column.title.chars().any(char::is_control) || column.title.contains("_x") {
        found.push(at("title").finding(Code::Template, "a title is one line of 1 to 255 characters, without `_x`"));
    }
    if column.width == Some(0) {
        found.push(at("width").finding(Code::Template, "a column is 1 to 255 characters wide"));
    }
    if column.digits.is_some_and(|digits| digits > 10) {
        found.push(at("digits").finding(Code::Template, "at most 10 decimals are shown"));
    }
    if column.hint.as_ref().is_some_and(|hint| hint.encode_utf16().count() > 255) {
        found.push(at("hint").finding(Code::Template, "a hint has at most 255 characters"));
    }
}

fn check_conditional(rule: &Conditional, at: &impl Fn(&str) -> Origin, found: &mut Vec<Finding>) {
    let given = [
        rule.equals.is_some(),
        rule.contains.is_some(),
        rule.before.is_some(),
        rule.over.is_some(),
        rule.under.is_some(),
        rule.empty.is_some(),
    ];
    let count = given.into_iter().filter(|given| *given).count();
    if count != 1 {
        let message = format!("the mark on `{}` has {count} conditions", rule.column);
        let help = "give exactly one of `equals`, `contains`, `before`, `over`, `under` and `empty`";
        found.push(at("conditional").finding(Code::Template, message).help(help));
    }
    let no_day = |day: &&String| *day != "as-of" && day.parse::<jiff::civil::Date>().is_err();
    if let Some(day) = rule.before.as_ref().filter(no_day) {
        let finding = at("conditional.before").finding(Code::Template, format!("`{day}` is no day"));
        found.push(finding.help("write YYYY-MM-DD, or `as-of`"));
    }
}

fn check_chart(chart: &Chart, at: &impl Fn(&str) -> Origin, found: &mut Vec<Finding>) {
    if chart.series.is_empty() {
        found.push(at("charts.series").finding(Code::Template, format!("the chart `{}` has no series", chart.title)));
    }
    if !chart.tones.is_empty() && chart.tones.len() != chart.series.len() {
        let message = format!("{} tones for {} series", chart.tones.len(), chart.series.len());
        found.push(at("charts.tones").finding(Code::Template, message).help("give one for each series, or none"));
    }
}

/// Excel compares names without regard to case.
fn folded(name: &str) -> String {
    name.to_lowercase()
}

fn bad_sheet_name(name: &str) -> Option<&'static str> {
    let units = name.encode_utf16().count();
    if name.trim().is_empty() {
        Some("it is empty")
    } else if units > 31 {
        Some("it has more than 31 characters")
    } else if name.contains(['[', ']', ':', '*', '?', '/', '\\']) || name.chars().any(char::is_control) {
        Some("it has one of [ ] : * ? / \\ or a control character")
    } else if name.starts_with('\'') || name.ends_with('\'') {
        Some("it begins or ends with an apostrophe")
    } else if folded(name) == "history" {
        Some("Excel keeps `History` for itself")
    } else {
        None
    }
}

/// Name of a sheet's table: that of the sheet as far as formulas can say it.
pub fn table_name(sheet: &str) -> String {
    let mut name: String = sheet.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    // `AB12`, `R1C1`, `R` and `C` would be read as cells.
    let letters = name.chars().take_while(char::is_ascii_alphabetic).count();
    let cell =
        letters <= 3 && name.chars().skip(letters).all(|c| c.is_ascii_digit() || matches!(c, 'C' | 'c' | 'R' | 'r'));
    if cell || !name.starts_with(char::is_alphabetic) {
        name.insert(0, '_');
    }
    name
}
