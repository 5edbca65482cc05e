//! What is owed, as Markdown for people and as CSV for other tools.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Duty;
use crate::csv;
use crate::diagnostic::visible;
use crate::record::Date;

/// Markdown: one table for each who owes, those with the oldest duty first.
pub fn markdown(duties: &[Duty], names: &BTreeMap<&str, &str>, as_of: Date) -> String {
    let mut text = format!("# What is owed on {as_of}\n\n");
    let overdue = duties.iter().filter(|duty| duty.overdue(as_of).is_some()).count();
    let _ = match duties.len() {
        0 => writeln!(text, "Nothing."),
        count => writeln!(text, "{count} open, {overdue} of them overdue."),
    };
    // The duties are sorted, so that the first of each tells the order.
    let mut owners: Vec<Option<&str>> = Vec::new();
    let mut of: BTreeMap<Option<&str>, Vec<&Duty>> = BTreeMap::new();
    for duty in duties {
        let owner = duty.owner.as_deref();
        let own = of.entry(owner).or_default();
        if own.is_empty() {
            owners.push(owner);
        }
        own.push(duty);
    }
    // What nobody owes needs a name first, and stands where it is seen.
    owners.sort_by_key(Option::is_none);
    for owner in owners {
        let head = match owner {
            Some(id) => names.get(id).map_or_else(|| inline(id), |name| format!("{} ({})", inline(name), inline(id))),
            None => "Nobody is named".to_owned(),
        };
        let _ = writeln!(text, "\n## {head}\n\n| Due | | To do | Item |\n| --- | --- | --- | --- |");
        for duty in &of[&owner] {
            let due = duty.due.map_or_else(|| "no day".to_owned(), |day| day.to_string());
            let late = duty.overdue(as_of).map_or_else(String::new, |days| {
                format!("**overdue by {days} day{}**", if days == 1 { "" } else { "s" })
            });
            let item = inline(&duty.kind.named(&duty.id));
            let _ = writeln!(text, "| {due} | {late} | {}: {} | {item} |", capital(duty.what), inline(&duty.title));
        }
    }
    text
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// Text of the record in one line of Markdown, where it means nothing but itself.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in visible(&text.replace(['\n', '\r'], " ")).chars() {
        if matches!(character, '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' | '~' | '&') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// One row for each duty.
pub fn comma_separated(duties: &[Duty], names: &BTreeMap<&str, &str>, as_of: Date) -> String {
    let head = ["due", "overdue_days", "owner", "owner_name", "to_do", "title", "kind", "id", "field"];
    let mut text = csv::row(head);
    for duty in duties {
        let due = duty.due.map(|day| day.to_string()).unwrap_or_default();
        let late = duty.overdue(as_of).map(|days| days.to_string()).unwrap_or_default();
        let owner = duty.owner.as_deref().unwrap_or_default();
        let name = names.get(owner).copied().unwrap_or_default();
        let kind = duty.kind.field_singular();
        text.push_str(&csv::row([&due, &late, owner, name, duty.what, &duty.title, &kind, &duty.id, &duty.field]));
    }
    text
}
