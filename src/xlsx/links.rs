//! Links: what a cell's target is in the finished workbook.

use std::collections::BTreeMap;

use rust_xlsxwriter::Url;

use super::grid::Grid;

/// Links that a sheet can hold.
pub(super) const MOST_LINKS: usize = 65_530;

/// UTF-16 units that an address can have.
const MOST_UNITS: usize = 2_080;

/// Where rows and sheets lie.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    rows: BTreeMap<String, String>,
    sheets: BTreeMap<String, String>,
}

impl Addresses {
    /// Notes where a sheet's rows lie; `first` is its first row under the head, from 0. A key that stands twice
    /// leads to its first row.
    pub(super) fn add(&mut self, name: &str, first: usize, grid: &Grid) {
        self.sheets.insert(name.to_owned(), internal(name, 1));
        for (index, row) in grid.rows.iter().enumerate() {
            if let Some(key) = &row.key {
                self.rows.entry(key.clone()).or_insert_with(|| internal(name, first + index + 1));
            }
        }
    }

    /// The link to a target as templates write it; none where it leads nowhere.
    pub(super) fn resolve(&self, target: &str) -> Option<Url> {
        if let Some(name) = target.strip_prefix('#') {
            return self.sheets.get(name).map(Url::new);
        }
        if let Some(address) = self.rows.get(target) {
            return Some(Url::new(address));
        }
        let fits = target.encode_utf16().count() <= MOST_UNITS;
        let plain = !target.chars().any(|c| c.is_control() || c.is_whitespace());
        let known = target.starts_with("https://") || target.starts_with("mailto:");
        (known && fits && plain).then(|| Url::new(target))
    }
}

/// The address of a row (from 1) of a sheet.
pub(super) fn internal(sheet: &str, row: usize) -> String {
    format!("internal:{}!A{row}", quoted(sheet))
}

/// A sheet's name as formulas write it.
pub(super) fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}
