//! Turns the files' trees into the typed record, item by item.

use super::de::{Context, De};
use super::folder::Contents;
use super::node::{Key, Mark, Node, Step, Value, path_text};
use super::place::{Origin, Places};
use super::{Fault, place};
use crate::diagnostic::{Code, Finding, nearest};
use crate::record::{Class, Kind, Record};

pub(super) struct Collected {
    pub(super) record: Record,
    pub(super) places: Places,
}

/// Reads every file's items.
pub(super) fn collect(contents: Contents, findings: &mut Vec<Finding>) -> Collected {
    let context = Context { texts: contents.texts, ..Context::default() };
    let mut collector = Collector { record: Record::default(), places: Places::default(), context, findings };
    for (kind, one_item, source) in contents.data {
        let tree = match source.parse() {
            Ok(tree) => tree,
            Err(faults) => {
                collector.findings.extend(faults.into_iter().map(|fault| fault.into_finding(&source)));
                continue;
            }
        };
        let index = collector.places.add_source(source, Some(tree.clone()));
        match kind {
            Some(kind) if one_item => collector.item(kind, tree, index, Vec::new()),
            Some(kind) => collector.collection(kind, tree, index, Vec::new()),
            None => collector.collections(tree, index),
        }
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
        let place = if fault.mark.line == 0 {
            self.places.locate(source, path, "")
        } else {
            place::at(self.places.source(source), fault.mark)
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
        let message = format!("`{}` is no collection of a record", key.name);
        let names = Kind::ALL.iter().map(|kind| kind.collection());
        let help = nearest(&key.name, names).map_or_else(
            || "an item's own fields go under its `custom:`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        self.fault(source, path, Fault::new(Code::UnknownCollection, key.mark, message).help(help));
    }

    /// The content of one collection: a list, or a mapping with the class of the whole and the items.
    fn collection(&mut self, kind: Kind, content: Node, source: usize, path: Vec<Step>) {
        if kind.is_single() {
            return self.item(kind, content, source, path);
        }
        let mark = content.mark;
        match content.value {
            Value::List(items) => self.list(kind, items, source, &path),
            Value::Map(fields) => {
                for (key, value) in fields {
                    let mut inner = path.clone();
                    inner.push(Step::Key(key.name.clone()));
                    match (key.name.as_str(), value.value) {
                        ("items", Value::List(items)) => self.list(kind, items, source, &inner),
                        ("classification", Value::Plain(word) | Value::Text(word)) => match Class::from_word(&word) {
                            Some(class) => {
                                self.record.classes.insert(kind, class);
                            }
                            None => {
                                let message = format!("`{word}` is no class");
                                let fault = Fault::new(Code::WrongType, value.mark, message)
                                    .help("the classes are `public`, `customer`, `internal` and `restricted`");
                                self.fault(source, &inner, fault);
                            }
                        },
                        _ => {
                            let message = format!("`{}` is not known here", key.name);
                            let fault = Fault::new(Code::UnknownKey, key.mark, message)
                                .help("beside a collection's `items:` stands its `classification:`, and nothing else");
                            self.fault(source, &inner, fault);
                        }
                    }
                }
            }
            _ if content_is_nothing(&content.value) => {}
            _ => {
                let message = format!("a list of {} is wanted here", kind.collection());
                let fault = Fault::new(Code::WrongType, mark, message);
                self.fault(source, &path, fault.help("begin each item with `- id: …`"));
            }
        }
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
        if let Value::Map(fields) = &mut node.value
            && kind.is_single()
            && !fields.iter().any(|(key, _)| key.name == "id")
        {
            // There is one of it, so it needs no id of its own.
            let id = Node { value: Value::Text(kind.collection().to_owned()), mark: node.mark };
            fields.insert(0, (Key { name: "id".to_owned(), mark: node.mark }, id));
        }
        let id = node.get("id").and_then(Node::scalar).unwrap_or_default().to_owned();
        let subject = format!("{} {id}", kind.label());
        if !id.is_empty() {
            self.places.add_item(kind, &id, Origin { source, path: path.clone() });
        }
        let mut first = true;
        loop {
            let result = self.record.push(kind, De { node: &node, context: &self.context, path: Vec::new() });
            for unknown in self.context.take_unknown().into_iter().filter(|_| first) {
                let message = format!("a {} has no field `{}`", kind.label(), path_text(&unknown.path));
                let help = match unknown.nearest {
                    Some(near) => format!("did you mean `{near}`? a field of your own goes under `custom:`"),
                    None => "a field of your own goes under `custom:`".to_owned(),
                };
                let fault = Fault::new(Code::UnknownKey, unknown.mark, message).help(help);
                self.item_fault(source, &path, &unknown.path, fault, &subject);
            }
            first = false;
            let Err(error) = result else { return };
            let inside = error.path();
            let message = match inside.last() {
                Some(_) => format!("{}: {}", path_text(&inside), error.message),
                None => format!("{}: {}", if id.is_empty() { kind.label() } else { &subject }, error.message),
            };
            let mut fault = Fault::new(error.code, error.mark.unwrap_or_default(), message);
            fault.help = error.help;
            let missing = error.code == Code::MissingField;
            self.item_fault(source, &path, &inside, fault, &subject);
            if missing && inside.is_empty() || !node.prune(&inside) {
                return;
            }
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
            let mark = Mark::default();
            let _ = mark;
            self.findings.push(
                Finding::new(Code::UnusedFile, format!("no field of the record names the text `{path}`"))
                    .at(crate::diagnostic::Place::file(path))
                    .help(format!("name it where it belongs, as `{{ file: {path} }}`, or take it out")),
            );
        }
    }
}

fn content_is_nothing(value: &Value) -> bool {
    Node { value: value.clone(), mark: Mark::default() }.is_null()
}
