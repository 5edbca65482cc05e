//! Turns the files' trees into the typed record, item by item.

use super::attach::{self, Tree};
use super::de::{Context, De, UnknownKey};
use super::folder::Contents;
use super::node::{Key, Mark, Node, Step, Value, path_text};
use super::place::{Origin, Places};
use super::registers::Register;
use super::{Fault, Format};
use crate::diagnostic::{Code, Finding, Place, nearest};
use crate::record::{Class, Kind, Record};

pub(super) struct Collected {
    pub(super) record: Record,
    pub(super) places: Places,
}

/// Reads every file's items, those of registers last.
pub(super) fn collect(
    contents: Contents,
    registers: Vec<Register>,
    mut places: Places,
    findings: &mut Vec<Finding>,
) -> Collected {
    let mut trees = Vec::new();
    for (kind, one_item, source) in contents.data {
        match source.parse() {
            Ok(node) => {
                trees.push(Tree { kind, one_item, source: places.add_source(source, Some(Node::NOTHING)), node })
            }
            Err(faults) => {
                places.mark_lost(kind);
                findings.extend(faults.into_iter().map(|fault| fault.into_finding(&source)));
            }
        }
    }
    let lists = attach::attach(registers, &mut trees, &places, findings);
    let context = Context { texts: contents.texts, ..Context::default() };
    let mut collector = Collector { record: Record::default(), places, context, findings };
    for Tree { kind, one_item, source, node } in trees {
        collector.places.set_tree(source, node.clone());
        match kind {
            Some(kind) if one_item => collector.item(kind, node, source, Vec::new()),
            Some(kind) => collector.collection(kind, node, source, Vec::new()),
            None => collector.collections(node, source),
        }
    }
    for (kind, source, items) in lists {
        let mark = items.first().map(|item| item.mark).unwrap_or_default();
        collector.places.set_tree(source, Node { value: Value::List(items.clone()), mark });
        collector.list(kind, items, source, &[]);
    }
    collector.unused_texts();
    Collected { record: collector.record, places: collector.places }
}

struct Collector<'a> {
    record: Record,
    places: Places,
    context: Context,
    findings: &'a mut Vec<Finding>,
}

impl Collector<'_> {
    fn fault(&mut self, source: usize, path: &[Step], fault: Fault) {
        let keyed = matches!(fault.code, Code::UnknownKey | Code::UnknownCollection);
        let place = match fault.mark.line {
            0 if keyed => self.places.locate_key(source, path),
            0 => self.places.locate(source, path, ""),
            _ => self.places.at(source, fault.mark),
        };
        let mut finding = Finding::new(fault.code, fault.message).at(place);
        finding.help = fault.help;
        self.findings.push(finding);
    }

    /// A mapping from collections to their content.
    fn collections(&mut self, tree: Node, source: usize) {
        let mark = tree.mark;
        let Value::Map(fields) = tree.value else {
            if !tree.is_null() {
                let fault =
                    Fault::new(Code::WrongType, mark, "a mapping from collections to their content is wanted here")
                        .help("begin with a line such as `organisation:`");
                self.fault(source, &[], fault);
            }
            return;
        };
        for (key, content) in fields {
            let step = vec![Step::Key(key.name.clone())];
            match Kind::from_collection(&key.name) {
                Some(kind) => self.collection(kind, content, source, step),
                // An editor finds the schema by this key; it says nothing about the organisation.
                None if key.name == "$schema" => {}
                None => self.unknown_collection(&key, source, &step),
            }
        }
    }

    fn unknown_collection(&mut self, key: &Key, source: usize, path: &[Step]) {
        // Whatever is meant, its items are not there.
        self.places.mark_lost(None);
        let message = format!("`{}` is no collection of a record", key.name);
        let names = Kind::ALL.iter().map(|kind| kind.collection());
        let help = nearest(&key.name, names).map_or_else(
            || "collections are `risks`, `controls` and such; your own fields go under an item's `custom:`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        self.fault(source, path, Fault::new(Code::UnknownCollection, key.mark, message).help(help));
    }

    /// The content of one collection: a list, or a mapping with the class of the whole and the items.
    fn collection(&mut self, kind: Kind, content: Node, source: usize, path: Vec<Step>) {
        if kind.is_single() {
            return self.item(kind, content, source, path);
        }
        if content.is_null() {
            return;
        }
        let mark = content.mark;
        let wanted = |help: &str| {
            let message = format!("a list of {} is wanted here", kind.collection());
            Fault::new(Code::WrongType, mark, message).help(help)
        };
        match content.value {
            Value::List(items) => self.list(kind, items, source, &path),
            Value::Map(fields) if fields.iter().any(|(key, _)| key.name == "id") => {
                let help = "put `- ` before the first field of the item, and indent the others by two";
                self.fault(source, &path, wanted(help));
            }
            Value::Map(fields) if fields.iter().all(|(_, value)| matches!(value.value, Value::Map(_))) => {
                let id = fields.first().map_or("…", |(key, _)| key.name.as_str());
                let help = format!("write each item as `- id: {id}`, with its fields below");
                self.fault(source, &path, wanted(&help));
            }
            Value::Map(fields) => {
                for (key, value) in fields {
                    self.collection_field(kind, &key, value, source, &path);
                }
            }
            _ => self.fault(source, &path, wanted("begin each item with `- id: …`")),
        }
    }

    /// What may stand beside the items of a collection.
    fn collection_field(&mut self, kind: Kind, key: &Key, value: Node, source: usize, path: &[Step]) {
        let mut inner = path.to_vec();
        inner.push(Step::Key(key.name.clone()));
        let fault = match key.name.as_str() {
            "items" => match value.value {
                Value::List(items) => return self.list(kind, items, source, &inner),
                _ if value.is_null() => return,
                _ => Fault::new(
                    Code::WrongType,
                    value.mark,
                    format!("items: a list is wanted here, and this is {}", value.describe()),
                )
                .help("begin each item with `- id: …`"),
            },
            "classification" => match value.scalar().and_then(Class::from_word) {
                Some(class) => {
                    self.record.classes.insert(kind, class);
                    return;
                }
                None => Fault::new(Code::WrongType, value.mark, format!("{} is no class", value.describe()))
                    .help("the classes are `public`, `customer`, `internal` and `restricted`"),
            },
            name => {
                let help = nearest(name, ["items", "classification"]).map_or_else(
                    || "beside a collection's `items:` stands its `classification:`, and nothing else".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                Fault::new(Code::UnknownKey, key.mark, format!("a collection has no field `{name}`")).help(help)
            }
        };
        self.fault(source, &inner, fault);
    }

    fn list(&mut self, kind: Kind, items: Vec<Node>, source: usize, path: &[Step]) {
        for (index, item) in items.into_iter().enumerate() {
            let mut inner = path.to_vec();
            inner.push(Step::Index(index));
            self.item(kind, item, source, inner);
        }
    }

    /// One item. What is wrong in it is taken out and reported, until the rest can be read or nothing is left.
    fn item(&mut self, kind: Kind, mut node: Node, source: usize, path: Vec<Step>) {
        if let Err(fault) = self.begins_well(kind, &mut node) {
            return self.fault(source, &path, fault);
        }
        let id = node.get("id").and_then(Node::word).unwrap_or_default().into_owned();
        let subject = kind.named(&id);
        if !id.is_empty() {
            self.places.add_item(kind, &id, Origin { source, path: path.clone(), read: false });
        }
        // Fields that were taken out, or whose name is misspelt: that they are missing goes without saying.
        let mut gone: Vec<Vec<Step>> = Vec::new();
        let mut removed: Vec<Vec<Step>> = Vec::new();
        let mut first = true;
        loop {
            let result = self.record.push(kind, De { node: &node, context: &self.context, path: Vec::new() });
            for unknown in self.context.take_unknown().into_iter().filter(|_| first) {
                let (fault, meant) = unknown_key(kind, &unknown);
                gone.extend(meant);
                self.item_fault(source, &path, &unknown.path, fault, &subject);
            }
            first = false;
            let Err(error) = result else {
                self.places.mark_read(kind, &id);
                return;
            };
            let current = error.path();
            let inside = original(&current, &removed);
            let at = if inside.is_empty() { String::new() } else { format!("{}: ", path_text(&inside)) };
            let mark = match error.missing {
                // It is the item that lacks the field, and an item is shown by its id.
                Some(_) if inside.is_empty() => Mark::default(),
                _ => error.mark.unwrap_or_default(),
            };
            let mut absent = inside.clone();
            absent.extend(error.missing.map(|name| Step::Key(name.to_owned())));
            if error.missing.is_none() || !gone.contains(&absent) {
                let mut fault = Fault::new(error.code, mark, format!("{at}{}", error.message));
                fault.help = error.help;
                if self.places.source(source).format == Format::Table && error.code == Code::WrongType {
                    let more = "or give the cell's word another one under `values` in aims-report.toml";
                    fault.help = Some(fault.help.map_or_else(|| more.to_owned(), |help| format!("{help}; {more}")));
                }
                self.item_fault(source, &path, &inside, fault, &subject);
            }
            if inside.is_empty() || !node.prune(&current) {
                return;
            }
            if let Some(Step::Index(_)) = inside.last() {
                removed.push(inside.clone());
            }
            gone.push(inside);
        }
    }

    /// Is there an item at all, with an id that can be referred to?
    fn begins_well(&self, kind: Kind, node: &mut Node) -> Result<(), Fault> {
        let mark = node.mark;
        let label = kind.with_article();
        let begin = if kind.is_single() {
            "write its fields below, each as `name: value`"
        } else {
            "begin it with `- id: …`"
        };
        let description = node.describe();
        let empty = node.is_null();
        let Value::Map(fields) = &mut node.value else {
            let (message, help) = if empty {
                (format!("{label} is begun here, and nothing is said of it"), "write its fields, or take the line out")
            } else {
                (format!("{label} is wanted here, with its fields, and this is {description}"), begin)
            };
            return Err(Fault::new(Code::WrongType, mark, message).help(help));
        };
        if kind.is_single() {
            if let Some(first) = self.places.first(kind) {
                let message = format!("a record has one {}, and the first is at {first}", kind.label());
                return Err(Fault::new(Code::DuplicateId, mark, message).help("keep one of them"));
            }
            if !fields.iter().any(|(key, _)| key.name == "id") {
                // There is one of it, so it needs no id of its own.
                let id = Node { value: Value::Text(kind.collection().to_owned()), mark: Mark::default() };
                fields.insert(0, (Key { name: "id".to_owned(), mark: Mark::default() }, id));
            }
        }
        let Some(id) = fields.iter().find(|(key, _)| key.name == "id").map(|(_, id)| id) else { return Ok(()) };
        match id.word() {
            Some(word) if word.trim().is_empty() => Err(Fault::new(Code::MissingField, id.mark, "the id is empty")
                .help("give it an id of your own, such as `R-01`, and keep it once a document was issued with it")),
            Some(word) if word.contains(['\n', '\r', '\t']) => {
                let message = format!("the id `{word}` has a line end or a tab in it");
                Err(Fault::new(Code::WrongType, id.mark, message).help("write it on one line, as it is printed"))
            }
            Some(word) if word.trim() != word => {
                let message = format!("the id `{word}` has space around it");
                let help = format!("write `{}`; references would not find it", word.trim());
                Err(Fault::new(Code::WrongType, id.mark, message).help(help))
            }
            _ => Ok(()),
        }
    }

    fn item_fault(&mut self, source: usize, item: &[Step], inside: &[Step], fault: Fault, subject: &str) {
        let whole: Vec<Step> = item.iter().chain(inside).cloned().collect();
        let count = self.findings.len();
        self.fault(source, &whole, fault);
        for finding in &mut self.findings[count..] {
            finding.subject = Some(subject.to_owned());
        }
    }

    fn unused_texts(&mut self) {
        let used = self.context.used.take();
        for path in self.context.texts.keys().filter(|path| !used.contains(*path)) {
            self.findings.push(
                Finding::new(Code::UnusedFile, format!("no field of the record names the text `{path}`"))
                    .at(Place::file(path))
                    .help(format!("name it where it belongs, as `{{ file: {path} }}`, or take it out")),
            );
        }
        self.places.texts = std::mem::take(&mut self.context.texts);
    }
}

/// A path as it is in the file, where entries of lists were taken out.
fn original(path: &[Step], removed: &[Vec<Step>]) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::with_capacity(path.len());
    for step in path {
        out.push(match step {
            Step::Key(_) => step.clone(),
            Step::Index(index) => {
                let siblings = removed.iter().filter_map(|gone| match gone.split_last()? {
                    (Step::Index(index), list) if list == out.as_slice() => Some(*index),
                    _ => None,
                });
                let mut siblings: Vec<usize> = siblings.collect();
                siblings.sort_unstable();
                Step::Index(siblings.into_iter().fold(*index, |index, gone| index + usize::from(gone <= index)))
            }
        });
    }
    out
}

/// What is wrong with a key that no field has, and the way to the field that is meant by it.
fn unknown_key(kind: Kind, unknown: &UnknownKey) -> (Fault, Option<Vec<Step>>) {
    let (last, within) = match unknown.path.split_last() {
        Some((Step::Key(last), within)) => (last.as_str(), within),
        _ => ("", unknown.path.as_slice()),
    };
    let owner = if within.is_empty() { kind.with_article() } else { format!("`{}`", path_text(within)) };
    let near = nearest(last, unknown.known.iter().copied());
    let own = if within.is_empty() { "a field of your own goes under `custom:`" } else { OWN_FIELDS };
    let help = match near {
        _ if last == "<<" => "YAML 1.2 has no merge keys; write the fields out".to_owned(),
        Some(near) => format!("did you mean `{near}`? {own}"),
        None if !within.is_empty() => {
            let known: Vec<_> = unknown.known.iter().map(|name| format!("`{name}`")).collect();
            format!("its fields are {}; {own}", known.join(", "))
        }
        None => own.to_owned(),
    };
    let meant = near.map(|near| within.iter().cloned().chain([Step::Key(near.to_owned())]).collect());
    (Fault::new(Code::UnknownKey, unknown.mark, format!("{owner} has no field `{last}`")).help(help), meant)
}

const OWN_FIELDS: &str = "fields of your own go under `custom:` of the whole item";
