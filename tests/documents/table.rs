//! The rows of a Statement of Applicability, taken from the record and from each of its three forms in one shape.

use std::collections::{BTreeMap, BTreeSet};

use aims_report::record::{Date, Kind, Record};
use calamine::{Data, Range, Reader, Xlsx};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;

use super::Made;
use crate::support::pdf::squeeze;

/// One control, as far as all forms say it. Texts are squeezed, days are ISO 8601.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) id: String,
    title: String,
    applicable: bool,
    /// `Implemented`, `Partial`, …; none of an excluded control.
    status: Option<String>,
    justification: String,
    owner: Option<String>,
    /// Day by id.
    evidence: BTreeMap<String, String>,
    newest_evidence: Option<String>,
}

/// Text without marks of lists and boxes, which each form draws in its own way.
pub(super) fn bare(text: &str) -> String {
    let text = squeeze(text).replace("[x]", "").replace("[]", "");
    text.chars().filter(|c| !matches!(c, '•' | '‣' | '◦' | '–' | '☑' | '☐')).collect()
}

/// What a reader sees of Markdown, as another parser than the program's understands it.
pub(super) fn seen(markdown: &str) -> String {
    let mut text = String::new();
    let (mut numbers, mut links) = (Vec::new(), Vec::new());
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(part) | Event::Code(part) | Event::Html(part) | Event::InlineHtml(part) => text.push_str(&part),
            Event::Start(Tag::List(first)) => numbers.push(first),
            Event::End(TagEnd::List(_)) => drop(numbers.pop()),
            Event::Start(Tag::Item) => {
                if let Some(Some(number)) = numbers.last_mut() {
                    text.push_str(&format!("{number}."));
                    *number += 1;
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => links.push((text.len(), dest_url)),
            Event::End(TagEnd::Link) => {
                let (start, url) = links.pop().unwrap();
                if text[start..] != *url && url.strip_prefix("mailto:") != Some(&text[start..]) {
                    text.push_str(&format!("({url})"));
                }
            }
            _ => {}
        }
    }
    bare(&text)
}

fn label(status: &str) -> String {
    match status {
        "implemented" => "Implemented",
        "partial" => "Partial",
        "planned" => "Planned",
        "not_started" => "Notstarted",
        other => panic!("{other}"),
    }
    .to_owned()
}

/// The title of each control of Annex A.
fn catalogue() -> BTreeMap<String, String> {
    let file: Value = serde_json::from_str(include_str!("../../src/standards/annex-a.json")).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    file["controls"].as_array().unwrap().iter().map(|control| (text(&control["id"]), text(&control["title"]))).collect()
}

/// What the record says.
pub(super) fn of_record(made: &Made) -> Vec<Row> {
    let record: &Record = &made.record;
    let catalogue = catalogue();
    let dated = |id: &str| record.evidence.iter().find(|item| item.id.as_str() == id).unwrap();
    let mut rows: Vec<Row> = Vec::new();
    for control in &record.controls {
        let id = control.id.as_str().to_owned();
        let measures = control.measures.iter().flat_map(|measure| &measure.evidence);
        let named: BTreeSet<&str> = control.evidence.iter().chain(measures).map(|id| id.as_str()).collect();
        let on_the_day = named.iter().map(|id| dated(id)).filter(|item| item.date.is_none_or(|day| day <= made.as_of));
        let day = |date: Option<Date>| date.map(|date| date.to_string());
        rows.push(Row {
            title: squeeze(control.title.as_ref().unwrap_or_else(|| &catalogue[&id])),
            applicable: control.applicable,
            status: control.status.filter(|_| control.applicable).map(|status| label(status.as_str())),
            justification: seen(control.justification.as_str()),
            owner: control.owner.as_ref().map(|owner| squeeze(&made.name_of(owner.as_str()))),
            evidence: on_the_day
                .clone()
                .filter(|item| made.is_internal(*item))
                .map(|item| (item.id.as_str().to_owned(), day(item.date).unwrap()))
                .collect(),
            newest_evidence: day(on_the_day.filter_map(|item| item.date).max()),
            id,
        });
    }
    sorted(rows)
}

/// What the JSON says.
pub(super) fn of_json(made: &Made) -> Vec<Row> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let row = |control: &Value| Row {
        id: text(&control["id"]).unwrap(),
        title: squeeze(control["derived"]["title"].as_str().unwrap()),
        applicable: control["applicable"].as_bool().unwrap(),
        status: control["status"].as_str().filter(|_| control["applicable"] == true).map(label),
        justification: seen(control["justification"]["markdown"].as_str().unwrap_or_default()),
        owner: control["derived"]["owner"]["name"].as_str().map(squeeze),
        evidence: control["derived"]["evidence"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| (text(&item["id"]).unwrap(), text(&item["date"]).unwrap()))
            .collect(),
        newest_evidence: text(&control["derived"]["last_evidence_date"]),
    };
    sorted(made.view["controls"].as_array().unwrap().iter().map(row).collect())
}

/// What the workbook says. A cell of another type than its column's fails the test.
pub(super) fn of_workbook(made: &Made) -> Vec<Row> {
    let mut evidence: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for row in Sheet::open(made, "Control evidence").rows() {
        evidence
            .entry(row.text("Control").unwrap())
            .or_default()
            .insert(row.text("Evidence").unwrap(), row.day("Date").unwrap());
    }
    let controls = Sheet::open(made, "Controls");
    let rows = controls.rows().map(|row| {
        let id = row.text("Control").unwrap();
        let listed = row.text("Evidence").unwrap_or_default();
        let listed: BTreeSet<String> =
            listed.split(['\n', ',']).map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()).collect();
        let evidence = evidence.remove(&id).unwrap_or_default();
        assert_eq!(listed, evidence.keys().cloned().collect(), "the two sheets differ on the evidence of {id}");
        Row {
            title: squeeze(&row.text("Title").unwrap()),
            applicable: row.boolean("Applicable").unwrap(),
            status: row.text("Status").map(|status| squeeze(&status)),
            justification: bare(&row.text("Justification").unwrap_or_default()),
            owner: row.text("Owner").map(|owner| squeeze(&owner)),
            evidence,
            newest_evidence: row.day("Newest evidence"),
            id,
        }
    });
    sorted(rows.collect())
}

/// What the PDF says: each control's own entry, and its row in the overview.
pub(super) fn of_pdf(made: &Made) -> Vec<Row> {
    let known: Vec<Row> = of_record(made);
    let overview = made.pdf.section("Overview of all controls");
    let entries = ["Controls by objective", "Excluded controls", "Own controls"].map(|title| made.pdf.section(title));
    let entries = entries.concat();
    // An entry begins with its heading and the decision; an excluded control is only named among its objective.
    let mut starts: Vec<(usize, bool, &Row)> = Vec::new();
    for row in &known {
        for (word, applicable) in [("Applicable", true), ("Notapplicable", false)] {
            let head = format!("{}{}{word}", row.id, row.title);
            starts.extend(entries.match_indices(&head).map(|(at, _)| (at, applicable, row)));
        }
    }
    starts.sort_by_key(|start| start.0);
    let ends = starts.iter().skip(1).map(|start| start.0).chain([entries.len()]).collect::<Vec<_>>();
    let rows = starts.iter().zip(ends).map(|((at, applicable, named), end)| {
        let entry = &entries[*at..end];
        let head = part(entry, "", "Justification");
        let statuses = ["Implemented", "Partlyimplemented", "Planned", "Notstarted"];
        let status = statuses.into_iter().find(|status| head.contains(&format!("{status}Source:")));
        let from_owner = from_owner(made, entry);
        Row {
            id: named.id.clone(),
            title: named.title.clone(),
            applicable: *applicable,
            status: status.map(|status| if status == "Partlyimplemented" { "Partial" } else { status }.to_owned()),
            justification: bare(part(entry, "Justification", "Calledforby")),
            owner: named_first(made, from_owner),
            evidence: evidence_in(made, from_owner.find("Cadence").map_or(from_owner, |end| &from_owner[..end])),
            newest_evidence: first_day(overview_row(&overview, &known, named)),
        }
    });
    sorted(rows.collect())
}

/// The text between two words, the first occurrence of each; to the end where the second is empty.
fn part<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let start = text.find(from).unwrap_or_else(|| panic!("no `{from}` in {text}")) + from.len();
    let rest = &text[start..];
    if to.is_empty() { rest } else { &rest[..rest.find(to).unwrap_or_else(|| panic!("no `{to}` in {text}"))] }
}

/// The entry from the name of its owner on. Measures have owners too, after a colon.
fn from_owner<'a>(made: &Made, entry: &'a str) -> &'a str {
    let mut lines = entry.match_indices("Owner").map(|(at, word)| &entry[at + word.len()..]);
    let found = lines.find(|rest| rest.starts_with("notstated") || named_first(made, rest).is_some());
    found.unwrap_or_else(|| panic!("no owner in {entry}"))
}

/// Whoever of the record is named at the beginning of a text.
fn named_first(made: &Made, text: &str) -> Option<String> {
    let kinds = [Kind::Person, Kind::Role, Kind::Body];
    let items = kinds.into_iter().flat_map(|kind| made.record.of_kind(kind));
    let names = items.map(|item| squeeze(&made.name_of(item.id().as_str())));
    names.filter(|name| text.starts_with(name.as_str())).max_by_key(String::len)
}

/// Every evidence item of the record that a text lists, with the day it gives. What it should not list is found too.
fn evidence_in(made: &Made, text: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for item in &made.record.evidence {
        let line = format!("{}{}", item.id.as_str(), squeeze(&item.title));
        if let Some(at) = text.find(&line) {
            // The kind of the item stands in brackets between title and day.
            found.insert(item.id.as_str().to_owned(), first_day(&text[at + line.len()..]).unwrap_or_default());
        }
    }
    found
}

fn overview_row<'a>(overview: &'a str, all: &[Row], row: &Row) -> &'a str {
    let head = |row: &Row| {
        // An id that is also one of Annex A is followed by its framework.
        ["Yes", "No"].into_iter().find_map(|word| overview.find(&format!("{}{}{word}", row.id, row.title)))
    };
    let start = head(row).unwrap_or_else(|| panic!("{} is not in the overview: {overview}", row.id));
    let end = all.iter().filter_map(head).filter(|at| *at > start).min();
    let skipped = start + row.id.len() + row.title.len();
    &overview[skipped..end.unwrap_or(overview.len())]
}

/// The first day in a squeezed text, `6August2026` or `6Aug2026`, as ISO 8601.
pub(super) fn first_day(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut best: Option<(usize, String)> = None;
    for (index, month) in MONTHS.iter().enumerate() {
        for name in [*month, &month[..3]] {
            for (at, _) in text.match_indices(name) {
                let before = &text[..at];
                let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
                let day = &before[before.len() - digits.min(2)..];
                let year = text[at + name.len()..].get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()));
                if let (Ok(day), Some(year)) = (day.parse::<u8>(), year)
                    && best.as_ref().is_none_or(|(first, _)| at < *first)
                {
                    best = Some((at, format!("{year}-{:02}-{day:02}", index + 1)));
                }
            }
        }
    }
    best.map(|(_, day)| day)
}

fn sorted(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    rows
}

/// The table of one sheet.
pub(super) struct Sheet {
    range: Range<Data>,
    head: usize,
}

/// A row of a sheet, whose cells are asked for by the title of their column.
pub(super) struct SheetRow<'a> {
    sheet: &'a Sheet,
    cells: &'a [Data],
}

impl Sheet {
    pub(super) fn open(made: &Made, name: &str) -> Self {
        let mut workbook = Xlsx::new(std::io::Cursor::new(made.xlsx.clone())).unwrap();
        let range = workbook.worksheet_range(name).unwrap();
        // Its table begins where each cell of the row has a title.
        let full = |row: &[Data]| row.len() > 1 && row.iter().all(|cell| matches!(cell, Data::String(_)));
        let head = range.rows().position(full).unwrap_or_else(|| panic!("`{name}` has no table"));
        Self { range, head }
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = SheetRow<'_>> {
        self.range.rows().skip(self.head + 1).map(|cells| SheetRow { sheet: self, cells })
    }
}

impl SheetRow<'_> {
    #[track_caller]
    fn cell(&self, title: &str) -> &Data {
        let head = self.sheet.range.rows().nth(self.sheet.head).unwrap();
        &self.cells[head.iter().position(|cell| cell == title).unwrap_or_else(|| panic!("no column `{title}`"))]
    }

    #[track_caller]
    pub(super) fn text(&self, title: &str) -> Option<String> {
        match self.cell(title) {
            Data::String(text) => Some(text.clone()),
            Data::Empty => None,
            other => panic!("`{title}` holds {other:?}, not text"),
        }
    }

    #[track_caller]
    pub(super) fn boolean(&self, title: &str) -> Option<bool> {
        match self.cell(title) {
            Data::Bool(value) => Some(*value),
            Data::Empty => None,
            other => panic!("`{title}` holds {other:?}, not true or false"),
        }
    }

    #[track_caller]
    pub(super) fn number(&self, title: &str) -> f64 {
        match self.cell(title) {
            Data::Float(value) => *value,
            Data::Int(value) => *value as f64,
            other => panic!("`{title}` holds {other:?}, not a number"),
        }
    }

    #[track_caller]
    pub(super) fn day(&self, title: &str) -> Option<String> {
        match self.cell(title) {
            Data::DateTime(day) => {
                let (year, month, day, ..) = day.to_ymd_hms_milli();
                Some(format!("{year}-{month:02}-{day:02}"))
            }
            Data::Empty => None,
            other => panic!("`{title}` holds {other:?}, not a day"),
        }
    }
}
