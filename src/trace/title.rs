//! What an item is called and how it stands, for a line of text.

use serde_json::Value;

use crate::record::{Date, Item, Kind};
use crate::standards;

/// Fields that say what an item is, the most telling first.
const NAMES: [&str; 13] = [
    "title",
    "name",
    "what",
    "action",
    "signal",
    "statement",
    "subject",
    "party",
    "activity",
    "description",
    "metric",
    "standard",
    "requirement",
];

/// Longest title in a line, in characters.
const LONGEST: usize = 100;

/// What an item is called; empty where nothing says it.
pub fn title(item: &dyn Item) -> String {
    let json = item.to_json();
    let text = |name: &str| json.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    let pair = |first: &str, second: &str| {
        let parts: Vec<&str> = [text(first), text(second)].into_iter().flatten().collect();
        parts.join(" ")
    };
    let said = match item.kind() {
        // A person has a post as well, which is called `title`.
        Kind::Person => text("name").unwrap_or_default().to_owned(),
        Kind::Opportunity => text("description").unwrap_or_default().to_owned(),
        Kind::Release => pair("system", "version"),
        Kind::LifecycleRecord => pair("system", "stage"),
        Kind::Competence => pair("person", "role"),
        Kind::Crosswalk => pair("iso_42001", "framework"),
        Kind::ManagementReview if text("title").is_none() => pair("place", "date"),
        Kind::Control if text("title").is_none() => {
            standards::control(item.id().as_str()).map(|control| control.title.clone()).unwrap_or_default()
        }
        _ => NAMES.iter().find_map(|name| text(name)).unwrap_or_default().to_owned(),
    };
    let first = said.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    if first.chars().count() <= LONGEST {
        return first.to_owned();
    }
    first.chars().take(LONGEST).collect::<String>().trim_end().to_owned() + "…"
}

/// How an item stands on a day, in a few words with the days that matter: `in progress, due 2026-08-31`.
pub fn state(item: &dyn Item, as_of: Date) -> String {
    let json = item.to_json();
    let text = |name: &str| json.get(name).and_then(Value::as_str);
    let day = |name: &str| text(name).and_then(|text| text.parse::<Date>().ok());
    let mut parts = Vec::new();
    if json.get("applicable") == Some(&Value::Bool(false)) {
        parts.push("not applicable".to_owned());
    } else if let Some(word) = ["status", "state", "stage"].iter().find_map(|name| text(name)) {
        let word = word.lines().next().unwrap_or_default().trim();
        parts.push(if word.contains(' ') { word.to_owned() } else { word.replace('_', " ") });
    }
    if let Some(dated) = item.dated().filter(|day| *day <= as_of) {
        // A month or a quarter stays what was written.
        let written = ["raised", "found", "identified", "date", "published_on", "until"].iter().find_map(|n| text(n));
        parts.push(written.filter(|text| text.len() < 10).map_or_else(|| dated.to_string(), str::to_owned));
    }
    let ended = ["done", "closed", "fixed"].into_iter().find_map(|name| Some((name, day(name)?)));
    match ended.filter(|(_, day)| *day <= as_of) {
        Some((_, day)) => parts.push(format!("ended {day}")),
        None => parts.extend(day("due").map(|due| format!("due {due}"))),
    }
    if let Some(on) = json.pointer("/approval/on").and_then(Value::as_str).and_then(|on| on.parse::<Date>().ok()) {
        let outcome = json.pointer("/approval/outcome").and_then(Value::as_str).unwrap_or("approved");
        if on <= as_of {
            parts.push(format!("{} {on}", outcome.replace('_', " ")));
        }
    }
    parts.dedup();
    parts.join(", ")
}
