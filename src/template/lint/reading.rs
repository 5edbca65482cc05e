//! Everything that a report reads: its layouts and those of the kit that they import, its expressions, its words.

use std::collections::BTreeSet;

use serde_json::json;

use super::super::catalogue;
use super::scan::{Scan, Syntax, scan};
use crate::diagnostic::{Finding, Place};
use crate::expression::{Engine, Expression, Helpers, Origin, Phrase};
use crate::record::Kind;
use crate::template::{Section, Template};

/// A layout.
pub(super) struct Layout {
    pub(super) file: String,
    pub(super) scan: Scan,
}

/// An expression of the declaration.
pub(super) struct Read {
    /// Where it stands, such as `sheets.Controls.columns.Owner.value`.
    pub(super) key: String,
    pub(super) place: Place,
    /// What its rows are, where they are items of one collection.
    pub(super) row: Option<Kind>,
    /// It chooses among the items of the record, before those fields are taken out that are not published.
    pub(super) chooses: bool,
    /// The names that it may begin with.
    pub(super) known: &'static [&'static str],
    /// The paths that it reads.
    pub(super) paths: BTreeSet<String>,
    pub(super) scan: Scan,
}

/// A section of the words in one language.
pub(super) struct Words {
    pub(super) key: String,
    /// Where its head stands.
    pub(super) place: Place,
    /// The paths that it reads.
    pub(super) paths: BTreeSet<String>,
    pub(super) scan: Scan,
}

/// The words in one language.
pub(super) struct Narrative {
    pub(super) language: String,
    pub(super) file: String,
    pub(super) sections: Vec<Words>,
}

/// What a report reads.
pub(super) struct Reading<'a> {
    pub(super) template: &'a Template,
    /// The report's own layouts, as far as `report.typ` leads to them.
    pub(super) own: Vec<Layout>,
    /// The layouts of the kit that these lead to.
    pub(super) kit: Vec<Layout>,
    /// Every file that they lead to.
    pub(super) reached: BTreeSet<String>,
    pub(super) expressions: Vec<Read>,
    pub(super) narratives: Vec<Narrative>,
    /// Expressions and words that can't be read.
    pub(super) faults: Vec<Finding>,
}

impl<'a> Reading<'a> {
    pub(super) fn of(template: &'a Template) -> Self {
        let mut reading = Self {
            template,
            own: Vec::new(),
            kit: Vec::new(),
            reached: BTreeSet::new(),
            expressions: Vec::new(),
            narratives: Vec::new(),
            faults: Vec::new(),
        };
        reading.follow(template.main());
        let with_view = Engine::for_view(&json!({}), &Helpers::default());
        reading.rows(&Engine::new(&Helpers::default()));
        reading.sheets(&with_view);
        reading.words(&with_view);
        reading
    }

    /// The place of a text in quotes in the declaration, behind other texts in their order.
    pub(super) fn declared(&self, before: &[String], quoted: &str) -> Place {
        let file = self.template.declaration_file();
        let text = self.template.text(&file).unwrap_or_default();
        let after = |from: usize, wanted: &str| Some(from + text.get(from..)?.find(wanted)?);
        let start = before.iter().try_fold(0, |from, wanted| after(from, wanted));
        match start.and_then(|start| after(start, &format!("\"{quoted}\""))) {
            Some(at) => catalogue::place(&file, text, at, quoted.chars().count() + 2),
            None => self.template.place_of(quoted),
        }
    }

    /// A place in a layout.
    pub(super) fn place(&self, layout: &Layout, at: usize, length: usize) -> Place {
        let text = self.template.text(&layout.file).unwrap_or_default();
        catalogue::place(&layout.file, text, at, length)
    }

    /// Layouts of the report and of the kit.
    pub(super) fn layouts(&self) -> impl Iterator<Item = &Layout> {
        self.own.iter().chain(&self.kit)
    }

    /// The kinds of item that the report declares.
    pub(super) fn kinds(&self) -> BTreeSet<Kind> {
        self.template.declaration.data.names().filter_map(Kind::from_collection).collect()
    }

    /// Reads a layout, and all that it names.
    fn follow(&mut self, file: String) {
        if !self.template.files.iter().any(|(path, _)| *path == file) || !self.reached.insert(file.clone()) {
            return;
        }
        let Some(text) = self.template.text(&file).filter(|_| file.ends_with(".typ")) else { return };
        let scan = scan(text, Syntax::Layout);
        let named: Vec<String> = scan.literals.iter().map(|literal| resolved(&file, &literal.text)).collect();
        let own = file.starts_with(&format!("{}/", self.template.id));
        if own { &mut self.own } else { &mut self.kit }.push(Layout { file, scan });
        named.into_iter().for_each(|path| self.follow(path));
    }

    /// Conditions and names over the rows of collections.
    fn rows(&mut self, engine: &Engine) {
        const ROW: &[&str] = &["row"];
        const TAKEN: &[&str] = &["row", "focus", "audience"];
        let declaration = &self.template.declaration;
        if let Some(each) = &declaration.each {
            let (before, row) = (["[each]".to_owned()], Kind::from_collection(&each.over));
            for (key, source) in [("where", each.condition.as_ref()), ("name", Some(&each.name))] {
                self.expression(engine, source, format!("each.{key}"), &before, row, ROW);
            }
        }
        for (name, condition) in &declaration.data.rows {
            let row = Kind::from_collection(name);
            let before = ["[data.rows]".to_owned(), format!("{name} = ")];
            self.expression(engine, Some(condition), format!("data.rows.{name}"), &before, row, TAKEN);
        }
        for (name, figure) in &declaration.figures {
            let row = Kind::from_view(&figure.over);
            let before = [heading(self.template, name)];
            let parts = [("where", &figure.condition), ("group-by", &figure.group_by), ("label", &figure.label)];
            for (key, source) in parts {
                self.expression(engine, source.as_ref(), format!("figures.{name}.{key}"), &before, row, ROW);
            }
        }
    }

    /// The workbook.
    fn sheets(&mut self, engine: &Engine) {
        const VIEW: &[&str] = &["view"];
        const ROW: &[&str] = &["view", "row", "number"];
        const PART: &[&str] = &["view", "row", "number", "each"];
        let declaration = &self.template.declaration;
        for line in &declaration.cover {
            let before = [format!("label = \"{}\"", line.label)];
            self.expression(engine, Some(&line.value), format!("cover.{}", line.label), &before, None, VIEW);
        }
        for sheet in &declaration.sheets {
            let before = [format!("name = \"{}\"", sheet.name)];
            let key = |part: &str| format!("sheets.{}.{part}", sheet.name);
            for (part, source) in [("title", &sheet.title), ("note", &sheet.note), ("empty", &sheet.empty)] {
                self.phrase(engine, source.as_ref(), key(part), &before);
            }
            self.expression(engine, Some(&sheet.rows), key("rows"), &before, None, VIEW);
            let (row, known) = (row_kind(&sheet.rows), if sheet.each.is_some() { PART } else { ROW });
            let mut one = |source: Option<&String>, key: String| {
                self.expression(engine, source, key, &before, row, known);
            };
            one(sheet.each.as_ref(), key("each"));
            one(sheet.condition.as_ref(), key("where"));
            one(sheet.key.as_ref(), key("key"));
            for by in &sheet.sort {
                one(Some(&by.strip_suffix(" desc").unwrap_or(by).to_owned()), key("sort"));
            }
            for column in &sheet.columns {
                let before = [before[0].clone(), format!("title = \"{}\"", column.title)];
                for (part, source) in [("value", Some(&column.value)), ("link", column.link.as_ref())] {
                    let key = key(&format!("columns.{}.{part}", column.title));
                    self.expression(engine, source, key, &before, row, known);
                }
            }
        }
    }

    fn expression(
        &mut self,
        engine: &Engine,
        source: Option<&String>,
        key: String,
        before: &[String],
        row: Option<Kind>,
        known: &'static [&'static str],
    ) {
        let Some(source) = source else { return };
        let place = self.declared(before, source);
        let compiled =
            Expression::compile(engine, source, Origin::new(&place.file, &key)).map(|expression| expression.reads());
        self.keep(compiled, source, key, place, row, known);
    }

    fn phrase(&mut self, engine: &Engine, source: Option<&String>, key: String, before: &[String]) {
        let Some(source) = source else { return };
        let place = self.declared(before, source);
        let compiled = Phrase::compile(engine, source, Origin::new(&place.file, &key)).map(|phrase| phrase.reads());
        self.keep(compiled, &placeholders(source), key, place, None, &["view"]);
    }

    fn keep(
        &mut self,
        compiled: Result<BTreeSet<String>, Finding>,
        source: &str,
        key: String,
        place: Place,
        row: Option<Kind>,
        known: &'static [&'static str],
    ) {
        match compiled {
            Ok(paths) => {
                let scan = scan(source, Syntax::Expression);
                let chooses = key == "each.where" || key.starts_with("data.rows.");
                self.expressions.push(Read { key, place, row, chooses, known, paths, scan });
            }
            Err(finding) => self.faults.push(finding.at(place)),
        }
    }

    fn words(&mut self, engine: &Engine) {
        let prefix = format!("{}/narrative.", self.template.id);
        for (file, bytes) in &self.template.files {
            let language = file.strip_prefix(&prefix).and_then(|rest| rest.strip_suffix(".md"));
            let Some((language, text)) = language.zip(std::str::from_utf8(bytes).ok()) else { continue };
            let mut sections = Vec::new();
            for Section { key, line, text } in Section::all(text) {
                let place = Place {
                    line: Some(line - 1),
                    column: Some(4),
                    length: u32::try_from(key.chars().count()).unwrap_or(1),
                    source: Some(format!("## {key}")),
                    ..Place::file(file)
                };
                match Phrase::compile(engine, text, Origin::new(file, key)) {
                    Ok(phrase) => {
                        let scan = scan(&placeholders(text), Syntax::Expression);
                        sections.push(Words { key: key.to_owned(), place, paths: phrase.reads(), scan });
                    }
                    Err(finding) => self.faults.push(finding.at(place)),
                }
            }
            self.narratives.push(Narrative { language: language.to_owned(), file: file.clone(), sections });
        }
    }
}

/// The head of a figure's table, as it is written.
pub(super) fn heading(template: &Template, figure: &str) -> String {
    let text = template.text(&template.declaration_file()).unwrap_or_default();
    let forms = [format!("[figures.{figure}]"), format!("[figures.\"{figure}\"]")];
    let [plain, quoted] = forms;
    if text.contains(&plain) { plain } else { quoted }
}

/// What the rows of a sheet are, where filters only choose among the items of a collection.
fn row_kind(rows: &str) -> Option<Kind> {
    const CHOOSING: [&str; 6] = ["selectattr", "rejectattr", "select", "reject", "sort", "list"];
    let mut parts = rows.split('|').map(str::trim);
    let name = parts.next()?.strip_prefix("view.")?;
    let kind = Kind::from_view(name).filter(|kind| !kind.is_single())?;
    parts.all(|filter| CHOOSING.contains(&filter.split('(').next().unwrap_or_default().trim())).then_some(kind)
}

/// What stands in the braces of a text, alone.
fn placeholders(text: &str) -> String {
    let mut inside = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        let body = &rest[start + 2..];
        let end = body.find("}}").into_iter().chain(body.find("%}")).min().unwrap_or(body.len());
        inside.push_str(&body[..end]);
        inside.push('\n');
        rest = &body[end..];
    }
    inside
}

/// The file that a text in a layout names, by its path below `templates/`.
fn resolved(from: &str, named: &str) -> String {
    let mut parts: Vec<&str> = match named.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.split('/').collect(),
    };
    if !named.starts_with('/') {
        parts.pop();
    }
    for part in named.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}
