//! Finds the place of a value, when a finding needs it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::node::{Mark, Node, Step, Value};
use super::{Format, Source};
use crate::diagnostic::Place;
use crate::record::Kind;

/// Where each item of a record stands.
#[derive(Debug, Default)]
pub struct Places {
    sources: Vec<Located>,
    origins: BTreeMap<(Kind, String), Vec<Origin>>,
    /// Kinds of which a file could not be read.
    lost: BTreeSet<Kind>,
    /// The long texts, by path.
    pub(super) texts: BTreeMap<String, String>,
}

#[derive(Debug)]
struct Located {
    source: Source,
    tree: OnceLock<Option<Node>>,
}

/// The file of an item, and the way to it inside the file.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    pub(super) source: usize,
    pub(super) path: Vec<Step>,
    /// Could the item be read? One that could not is in no collection of the record.
    pub(super) read: bool,
}

impl Places {
    pub(super) fn add_source(&mut self, source: Source, tree: Option<Node>) -> usize {
        let cell = OnceLock::new();
        // A tree read from YAML or from a table has places already; one from JSON is read again when it is asked for.
        if source.format == Format::Yaml || tree.is_none() {
            let _ = cell.set(tree);
        }
        self.sources.push(Located { source, tree: cell });
        self.sources.len() - 1
    }

    /// Gives a source the tree that its items stand in.
    pub(super) fn set_tree(&mut self, index: usize, tree: Node) {
        if self.sources[index].source.format != Format::Json {
            self.sources[index].tree = OnceLock::from(Some(tree));
        }
    }

    pub(super) fn add_item(&mut self, kind: Kind, id: &str, origin: Origin) {
        self.origins.entry((kind, id.to_owned())).or_default().push(origin);
    }

    /// The item that was added last under this id is in the record.
    pub(super) fn mark_read(&mut self, kind: Kind, id: &str) {
        if let Some(origin) = self.origins.get_mut(&(kind, id.to_owned())).and_then(|origins| origins.last_mut()) {
            origin.read = true;
        }
    }

    pub(super) fn source(&self, index: usize) -> &Source {
        &self.sources[index].source
    }

    /// Place of a field of the item with this id; of the item where the field has none.
    /// `nth` tells items apart that wrongly share an id.
    pub fn of(&self, kind: Kind, id: &str, field: &str, nth: usize) -> Option<Place> {
        let origin = self.origins(kind, id).iter().filter(|origin| origin.read).nth(nth)?;
        Some(self.locate(origin.source, &origin.path, field))
    }

    /// Place of a character of a text, counted from 1: in the text's own file where it has one.
    pub fn of_character(&self, kind: Kind, id: &str, field: &str, nth: usize, position: usize) -> Option<Place> {
        let origin = self.origins(kind, id).iter().filter(|origin| origin.read).nth(nth)?;
        let file = self.node(origin.source, &origin.path).and_then(|node| node.follow(field).get("file")?.scalar());
        let Some((name, text)) = file.and_then(|file| self.texts.get_key_value(file)) else {
            return Some(self.locate(origin.source, &origin.path, field));
        };
        let before: String = text.chars().take(position.saturating_sub(1)).collect();
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let line = before.matches('\n').count();
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
        Some(Place {
            file: name.clone(),
            sheet: None,
            line: Some(narrow(line + 1)),
            column: Some(narrow(column + 1)),
            length: 1,
            source: text.lines().nth(line).map(str::to_owned),
            skipped: 0,
        })
    }

    /// Is the id given to an item of the kind, be it one that could not be read?
    pub fn knows(&self, kind: Kind, id: &str) -> bool {
        !self.origins(kind, id).is_empty()
    }

    /// Says that a file could not be read which may hold items of a kind; of any kind where none is named.
    pub(super) fn mark_lost(&mut self, kind: Option<Kind>) {
        match kind {
            Some(kind) => drop(self.lost.insert(kind)),
            None => self.lost.extend(Kind::ALL),
        }
    }

    /// May there be items of the kind in a file that could not be read? Then nothing can be said of what is absent.
    pub fn is_lost(&self, kind: Kind) -> bool {
        self.lost.contains(&kind)
    }

    /// Could all items of a kind be read?
    pub fn all_read(&self, kind: Kind) -> bool {
        if self.is_lost(kind) {
            return false;
        }
        let origins = self.origins.range((kind, String::new())..).take_while(|((found, _), _)| *found == kind);
        origins.flat_map(|(_, origins)| origins).all(|origin| origin.read)
    }

    /// The ids that several items of a kind have, with the place of each item's id.
    pub fn shared(&self) -> impl Iterator<Item = (Kind, &str, Vec<Place>)> {
        let several = self.origins.iter().filter(|((kind, _), origins)| !kind.is_single() && origins.len() > 1);
        several.map(|((kind, id), origins)| {
            let places = origins.iter().map(|origin| self.locate(origin.source, &origin.path, "id"));
            (*kind, id.as_str(), places.collect())
        })
    }

    pub(super) fn origins(&self, kind: Kind, id: &str) -> &[Origin] {
        self.origins.get(&(kind, id.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// Place of the first item of a kind.
    pub(super) fn first(&self, kind: Kind) -> Option<Place> {
        let (_, origins) =
            self.origins.range((kind, String::new())..).next().filter(|((found, _), _)| *found == kind)?;
        origins.first().map(|origin| self.locate(origin.source, &origin.path, "id"))
    }

    /// Place of what lies `path` deep in a file, or of the last part of the way that exists.
    pub(super) fn locate(&self, source: usize, path: &[Step], field: &str) -> Place {
        let located = &self.sources[source];
        let Some(item) = self.node(source, path) else { return Place::file(&located.source.name) };
        let found = item.follow(field);
        // An item is known by its id; the mark of a mapping is that of its first letter.
        let mark = match found.get("id").filter(|_| std::ptr::eq(item, found)) {
            Some(id) if id.mark.line > 0 && !id.is_null() => id.mark,
            _ => found.mark,
        };
        self.at(source, mark)
    }

    /// Place of the key that a path ends in.
    pub(super) fn locate_key(&self, source: usize, path: &[Step]) -> Place {
        if let Some((Step::Key(name), parent)) = path.split_last()
            && let Some(Node { value: Value::Map(fields), .. }) = self.node(source, parent)
            && let Some((key, _)) = fields.iter().find(|(key, _)| key.name == *name)
        {
            return self.at(source, key.mark);
        }
        self.locate(source, path, "")
    }

    fn node(&self, source: usize, path: &[Step]) -> Option<&Node> {
        let located = &self.sources[source];
        let mut node = located.tree.get_or_init(|| located.source.parse_with_marks()).as_ref()?;
        for step in path {
            let next = match (step, &node.value) {
                (Step::Key(name), _) => node.get(name),
                (Step::Index(index), Value::List(items)) => items.get(*index),
                _ => None,
            };
            match next {
                Some(next) => node = next,
                None => break,
            }
        }
        Some(node)
    }
}

/// The place of a mark, with its line.
pub(super) fn at(source: &Source, mark: Mark) -> Place {
    if mark.line == 0 {
        return Place::file(&source.name);
    }
    if let Some(sheet) = &source.sheet {
        return Place {
            file: source.name.clone(),
            sheet: Some(sheet.name.clone()),
            line: Some(mark.line),
            column: Some(mark.column).filter(|column| *column > 0),
            length: mark.length,
            source: sheet.cells.get(&(mark.line, mark.column)).cloned(),
            skipped: 0,
        };
    }
    let (excerpt, skipped) = source.excerpt(mark.line, mark.column).unzip();
    Place {
        file: source.name.clone(),
        sheet: None,
        line: Some(mark.line),
        column: Some(mark.column),
        length: mark.length,
        source: excerpt,
        skipped: skipped.unwrap_or_default(),
    }
}
