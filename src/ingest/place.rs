//! Finds the place of a value, when a finding needs it.

use std::collections::BTreeMap;
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
}

impl Places {
    pub(super) fn add_source(&mut self, source: Source, tree: Option<Node>) -> usize {
        let cell = OnceLock::new();
        // A tree read from YAML has places already; one from JSON is read again when it is asked for.
        if source.format == Format::Yaml {
            let _ = cell.set(tree);
        }
        self.sources.push(Located { source, tree: cell });
        self.sources.len() - 1
    }

    pub(super) fn add_item(&mut self, kind: Kind, id: &str, origin: Origin) {
        self.origins.entry((kind, id.to_owned())).or_default().push(origin);
    }

    pub(super) fn source(&self, index: usize) -> &Source {
        &self.sources[index].source
    }

    /// Place of a field of the item with this id; of the item where the field has none.
    /// `nth` tells items apart that wrongly share an id.
    pub fn of(&self, kind: Kind, id: &str, field: &str, nth: usize) -> Option<Place> {
        let origin = self.origins.get(&(kind, id.to_owned()))?.get(nth)?;
        Some(self.locate(origin.source, &origin.path, field))
    }

    /// How many items of a kind share an id.
    pub fn count(&self, kind: Kind, id: &str) -> usize {
        self.origins.get(&(kind, id.to_owned())).map_or(0, Vec::len)
    }

    /// Place of what lies `path` deep in a file, or of the last part of the way that exists.
    pub(super) fn locate(&self, source: usize, path: &[Step], field: &str) -> Place {
        let located = &self.sources[source];
        let Some(mut node) = located.tree.get_or_init(|| located.source.parse_with_marks()).as_ref() else {
            return Place::file(&located.source.name);
        };
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
        let mark = node.follow(field).map_or(node.mark, |found| found.mark);
        at(&located.source, mark)
    }
}

/// The place of a mark, with its line.
pub(super) fn at(source: &Source, mark: Mark) -> Place {
    if mark.line == 0 {
        return Place::file(&source.name);
    }
    Place {
        file: source.name.clone(),
        line: Some(mark.line),
        column: Some(mark.column),
        length: mark.length,
        source: source.text.lines().nth(mark.line as usize - 1).map(str::to_owned),
    }
}
