//! Puts the rows of registers into the items that they belong to: entries of a list, or more fields of the same item.

use super::node::{Key, Node, Step, Value};
use super::place::{self, Places};
use super::registers::Register;
use super::shape;
use crate::diagnostic::{Code, Finding, Place};
use crate::record::Kind;

/// The content of a file that is not a register, before it is collected.
pub(super) struct Tree {
    pub(super) kind: Option<Kind>,
    pub(super) one_item: bool,
    pub(super) source: usize,
    pub(super) node: Node,
}

/// The items that registers give, by kind: one list for each kind, with the source of its first register.
pub(super) type Lists = Vec<(Kind, usize, Vec<Node>)>;

/// Brings registers and trees together.
pub(super) fn attach(
    registers: Vec<Register>,
    trees: &mut [Tree],
    places: &Places,
    findings: &mut Vec<Finding>,
) -> Lists {
    let mut lists: Lists = Vec::new();
    let (parts, whole): (Vec<Register>, Vec<Register>) =
        registers.into_iter().partition(|register| register.mapping.into.is_some() || register.mapping.merge);
    for register in whole {
        let kind = register.mapping.kind;
        let nodes = register.rows.into_iter().map(|row| row.node);
        match lists.iter_mut().find(|(own, ..)| *own == kind) {
            Some((_, _, list)) => list.extend(nodes),
            None => lists.push((kind, register.source, nodes.collect())),
        }
    }
    for register in parts {
        let kind = register.mapping.kind;
        for row in register.rows {
            let mark = row.node.mark;
            let whole =
                |message: String| Finding::new(Code::UnmatchedMapping, message).at(places.at(register.source, mark));
            let id = match &register.mapping.into {
                Some(_) => row.parent.or_else(|| kind.is_single().then(|| kind.collection().to_owned())),
                None => row.node.get("id").and_then(Node::scalar).map(str::to_owned),
            };
            let Some(id) = id.filter(|id| !id.is_empty()) else {
                findings.push(
                    whole(format!("the row does not say which {} it belongs to", kind.label()))
                        .help("name its id with `parent = \"{Column}\"` or, with `merge`, with `id`"),
                );
                continue;
            };
            let listed = lists.iter_mut().filter(|(own, ..)| *own == kind).flat_map(|(_, _, list)| list.iter_mut());
            let found = listed
                .into_iter()
                .find(|node| is(node, kind, &id))
                .or_else(|| trees.iter_mut().find_map(|tree| find(tree, kind, &id)));
            let Some(item) = found else {
                let message = format!("the row belongs to the {} `{id}`, which the record does not have", kind.label());
                findings.push(whole(message).help("correct the id, or add the item"));
                continue;
            };
            match register.mapping.into.as_ref().and_then(|into| shape::path(&into.value)) {
                Some(path) => {
                    if !append(item, &path, row.node) {
                        findings
                            .push(whole(format!("the {} `{id}` has something else than a list there", kind.label())));
                    }
                }
                None => merge(item, row.node, &mut |name| {
                    let message = format!("the field `{name}` of the {} `{id}` is there already", kind.label());
                    let finding = Finding::new(Code::DuplicateKey, message).at(places.at(register.source, mark));
                    findings.push(finding.help("keep one; the other value would be lost"));
                }),
            }
        }
    }
    lists
}

fn is(node: &Node, kind: Kind, id: &str) -> bool {
    match node.get("id").and_then(Node::scalar) {
        Some(own) => own == id,
        None => kind.is_single() && id == kind.collection(),
    }
}

/// The item in a file's tree.
fn find<'t>(tree: &'t mut Tree, kind: Kind, id: &str) -> Option<&'t mut Node> {
    if tree.kind.is_some_and(|own| own != kind) {
        return None;
    }
    let content = match tree.kind {
        Some(_) => &mut tree.node,
        None => field(&mut tree.node, |name| Kind::from_collection(name) == Some(kind))?,
    };
    if tree.one_item || kind.is_single() {
        return is(content, kind, id).then_some(content);
    }
    let list = if content.get("items").is_some() { field(content, |name| name == "items")? } else { content };
    match &mut list.value {
        Value::List(items) => items.iter_mut().find(|item| is(item, kind, id)),
        _ => None,
    }
}

fn field(node: &mut Node, matches: impl Fn(&str) -> bool) -> Option<&mut Node> {
    match &mut node.value {
        Value::Map(fields) => fields.iter_mut().find(|(key, _)| matches(&key.name)).map(|(_, node)| node),
        _ => None,
    }
}

/// Appends an entry to the list at the path, which is made where it is not there.
fn append(item: &mut Node, path: &[Step], entry: Node) -> bool {
    let Some((step, rest)) = path.split_first() else {
        return match &mut item.value {
            Value::List(entries) => {
                entries.push(entry);
                true
            }
            _ => false,
        };
    };
    match (step, &mut item.value) {
        (Step::Key(name), Value::Map(fields)) => {
            let index = fields.iter().position(|(key, _)| key.name == *name).unwrap_or_else(|| {
                let value = if rest.is_empty() { Value::List(Vec::new()) } else { Value::Map(Vec::new()) };
                let node = Node { value, mark: entry.mark };
                fields.push((Key { name: name.clone(), mark: entry.mark }, node));
                fields.len() - 1
            });
            append(&mut fields[index].1, rest, entry)
        }
        (Step::Index(index), Value::List(entries)) => {
            entries.get_mut(*index).is_some_and(|inner| append(inner, rest, entry))
        }
        _ => false,
    }
}

/// Adds fields; those that are there already are told, except the id, by which the two were found.
fn merge(item: &mut Node, more: Node, double: &mut dyn FnMut(&str)) {
    let Value::Map(more) = more.value else { return };
    let Value::Map(fields) = &mut item.value else { return };
    for (key, value) in more {
        match fields.iter_mut().find(|(own, _)| own.name == key.name) {
            Some(_) if key.name == "id" => {}
            Some((_, own)) if matches!((&own.value, &value.value), (Value::Map(_), Value::Map(_))) => {
                merge(own, value, double);
            }
            Some(_) => double(&key.name),
            None => fields.push((key, value)),
        }
    }
}

impl Places {
    /// The place of a mark of this source, or of the source that the mark names.
    pub(super) fn at(&self, source: usize, mark: super::node::Mark) -> Place {
        let own = mark.source.checked_sub(1).map_or(source, |own| own as usize);
        place::at(self.source(own), mark)
    }
}
