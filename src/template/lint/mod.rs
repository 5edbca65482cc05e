//! What authors of templates get wrong and would see late or never: words that are never said, figures that nobody
//! shows, data that is declared and not read, or read and not declared. One file for each idea; none needs a record.
//!
//! A lint looks at text, and does not run a layout. Where it can't tell, it says nothing.

mod alternatives;
mod catalogues;
mod collections;
mod fields;
mod figures;
mod files;
mod outside;
mod page;
mod reading;
mod scan;
mod sections;
#[cfg(test)]
mod tests;

use super::Template;
use crate::diagnostic::{self, Finding, nearest};
use reading::Reading;

/// The keys of every view beside its collections, as [`crate::view`] describes them.
pub const VIEW_KEYS: [&str; 15] = [
    "brand",
    "catalogue",
    "expected",
    "figures",
    "findings",
    "index",
    "integrity",
    "later",
    "meta",
    "missing",
    "narrative",
    "policy",
    "sources",
    "undecided",
    "withheld",
];

/// What is wrong with a report, sorted.
pub fn lint(template: &Template) -> Vec<Finding> {
    let mut reading = Reading::of(template);
    let mut found = std::mem::take(&mut reading.faults);
    alternatives::lint(&reading, &mut found);
    catalogues::lint(&reading, &mut found);
    collections::lint(&reading, &mut found);
    fields::lint(&reading, &mut found);
    figures::lint(&reading, &mut found);
    files::lint(&reading, &mut found);
    outside::lint(&reading, &mut found);
    page::lint(&reading, &mut found);
    sections::lint(&reading, &mut found);
    diagnostic::sort(&mut found);
    found.dedup();
    found
}

/// Asks back for the nearest of the known names, or says what to do.
fn help<'a>(name: &str, known: impl IntoIterator<Item = &'a str>, otherwise: impl Into<String>) -> String {
    nearest(name, known).map_or_else(|| otherwise.into(), |near| format!("did you mean `{near}`?"))
}
