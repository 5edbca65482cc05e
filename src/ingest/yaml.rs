//! Reads YAML 1.2 into a tree of nodes with places.

use std::collections::{BTreeMap, BTreeSet};

use saphyr_parser::{Event, Parser, ScalarStyle, Span, Tag};

use super::node::{Key, Mark, Node, Value};
use super::{Fault, limits, syntax};
use crate::diagnostic::Code;

/// Reads one document.
///
/// # Errors
/// What the YAML breaks, with its place: syntax, a second document, a key twice, or a limit.
pub(crate) fn read(text: &str) -> Result<Node, Vec<Fault>> {
    let mut builder = Builder::default();
    let mut parser = Parser::new_from_str(text);
    loop {
        match parser.next_event() {
            None => break,
            Some(Err(error)) => {
                let open: Vec<Mark> = builder.stack.iter().map(|open| open.node.mark).collect();
                builder.faults.push(syntax::yaml(error.info(), mark(*error.marker(), 1), &open, text));
                return Err(builder.faults);
            }
            Some(Ok((Event::StreamEnd, _))) => break,
            Some(Ok((event, span))) => {
                if let Err(fault) = builder.event(event, span) {
                    builder.faults.push(fault);
                    return Err(builder.faults);
                }
            }
        }
    }
    let root = builder.root.take();
    if builder.faults.is_empty() {
        Ok(root.unwrap_or(Node { value: Value::Null, mark: Mark { line: 1, column: 1, length: 1 } }))
    } else {
        Err(builder.faults)
    }
}

fn mark(marker: saphyr_parser::Marker, length: usize) -> Mark {
    let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Mark { line: narrow(marker.line()), column: narrow(marker.col() + 1), length: narrow(length) }
}

fn span_mark(span: Span) -> Mark {
    let length = if span.start.line() == span.end.line() { span.len().max(1) } else { 1 };
    mark(span.start, length)
}

/// A list or mapping that is still open.
struct Open {
    node: Node,
    anchor: usize,
    key: Option<Key>,
    names: BTreeSet<String>,
}

#[derive(Default)]
struct Builder {
    stack: Vec<Open>,
    root: Option<Node>,
    anchors: BTreeMap<usize, (Node, usize, usize)>,
    documents: usize,
    nodes: usize,
    repeated_nodes: usize,
    repeated_bytes: usize,
    faults: Vec<Fault>,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Fault> {
        let here = span_mark(span);
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(Fault::new(Code::Syntax, here, "a second YAML document begins here; a file holds one")
                        .help("put the second document into a file of its own"));
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                untagged(tag.as_deref(), &["str"], here)?;
                let plain = style == ScalarStyle::Plain && tag.is_none_or(|tag| tag.suffix != "str");
                self.spend(here)?;
                let text = text.into_owned();
                let value = if plain { Value::Plain(text) } else { Value::Text(text) };
                self.close(Node { value, mark: here }, anchor)?;
            }
            Event::SequenceStart(anchor, tag) => {
                untagged(tag.as_deref(), &["seq"], here)?;
                self.open(Value::List(Vec::new()), anchor, here)?;
            }
            Event::MappingStart(anchor, tag) => {
                untagged(tag.as_deref(), &["map"], here)?;
                self.open(Value::Map(Vec::new()), anchor, here)?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.stack.pop() {
                    self.close(open.node, open.anchor)?;
                }
            }
            Event::Alias(anchor) => {
                let Some((node, nodes, bytes)) = self.anchors.get(&anchor).cloned() else {
                    return Err(Fault::new(Code::Syntax, here, "this alias stands inside the value it repeats")
                        .help("write out what it stands for; a value can't hold itself"));
                };
                self.repeat(nodes, bytes, here)?;
                self.close(node, 0)?;
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn spend(&mut self, here: Mark) -> Result<(), Fault> {
        self.nodes += 1;
        if self.nodes > limits::NODES {
            let message = format!("the file holds more than {} values", limits::NODES);
            return Err(Fault::new(Code::Limit, here, message).help("split the collection into a folder"));
        }
        Ok(())
    }

    fn repeat(&mut self, nodes: usize, bytes: usize, here: Mark) -> Result<(), Fault> {
        self.repeated_nodes = self.repeated_nodes.saturating_add(nodes);
        self.repeated_bytes = self.repeated_bytes.saturating_add(bytes);
        if self.repeated_nodes > limits::REPEATED_NODES || self.repeated_bytes > limits::REPEATED_BYTES {
            let message = format!(
                "the aliases of this file repeat more than {} values or {} MB of text",
                limits::REPEATED_NODES,
                limits::REPEATED_BYTES / (1024 * 1024)
            );
            return Err(Fault::new(Code::Limit, here, message).help("write the values out"));
        }
        Ok(())
    }

    fn open(&mut self, value: Value, anchor: usize, here: Mark) -> Result<(), Fault> {
        self.spend(here)?;
        if self.stack.len() >= limits::DEPTH {
            return Err(syntax::too_deep(here));
        }
        self.stack.push(Open { node: Node { value, mark: here }, anchor, key: None, names: BTreeSet::new() });
        Ok(())
    }

    /// Puts a finished value where it belongs.
    fn close(&mut self, node: Node, anchor: usize) -> Result<(), Fault> {
        if anchor > 0 {
            let (nodes, bytes) = weigh(&node);
            self.anchors.insert(anchor, (node.clone(), nodes, bytes));
        }
        let Some(open) = self.stack.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match &mut open.node.value {
            Value::List(items) => items.push(node),
            Value::Map(fields) => match open.key.take() {
                None => {
                    let here = node.mark;
                    let Some(name) = node.scalar() else {
                        return Err(Fault::new(Code::Syntax, here, "a key must be a word, not a list or a mapping")
                            .help("put quotes around text that begins with `[`, `{` or `?`"));
                    };
                    if !open.names.insert(name.to_owned()) {
                        let message = format!("the key `{name}` stands twice in this mapping");
                        let fault = Fault::new(Code::DuplicateKey, here, message);
                        self.faults.push(fault.help("keep one; the other value would be lost"));
                    }
                    open.key = Some(Key { name: name.to_owned(), mark: here });
                }
                Some(key) => fields.push((key, node)),
            },
            _ => {}
        }
        Ok(())
    }
}

/// A tag such as `!!binary` or `!vault` asks for another reading of a value; it is not passed over.
fn untagged(tag: Option<&Tag>, known: &[&str], here: Mark) -> Result<(), Fault> {
    match tag.filter(|tag| !known.contains(&tag.suffix.as_str())) {
        None => Ok(()),
        Some(tag) => {
            let message = format!("the tag `{}` has no meaning in a record", tag.suffix);
            Err(Fault::new(Code::Syntax, here, message)
                .help("take it out, or put quotes around text that begins with `!`"))
        }
    }
}

/// Number of values in a node, and bytes of text.
fn weigh(node: &Node) -> (usize, usize) {
    match &node.value {
        Value::Plain(text) | Value::Text(text) => (1, text.len()),
        Value::List(items) => items.iter().map(weigh).fold((1, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1)),
        Value::Map(fields) => fields
            .iter()
            .map(|(key, node)| {
                let (nodes, bytes) = weigh(node);
                (nodes + 1, bytes + key.name.len())
            })
            .fold((1, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1)),
        _ => (1, 0),
    }
}
