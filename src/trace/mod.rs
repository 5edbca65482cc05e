//! What an item of the record is tied to: the chain from a system to its evidence, and every edge of the record.
//!
//! [`Graph`] knows which item names which, on one day. [`chain`] walks it from one item, upwards to what the item rests
//! on and downwards to what carries it out; [`mod@write`] puts it on paper.

pub mod chain;
mod gap;
mod title;
pub mod write;

use std::collections::{BTreeMap, BTreeSet};

pub use title::{state, title};

use crate::check::Judged;
use crate::diagnostic::Finding;
use crate::ingest::Ingested;
use crate::record::item::Leaf;
use crate::record::{Date, Item, Kind};

/// What a reference leads to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// An item, by its number in the graph.
    Item(usize),
    /// No item has the id.
    Dangling(String),
    /// The item with this id stands in the record and could not be read.
    Unread(String),
}

/// One item names another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// Who names, by number.
    pub from: usize,
    /// In which field, without the numbers of list entries: `impacts.risks`.
    pub field: String,
    /// What is named.
    pub to: Target,
}

/// A finding about an item, and whether a waiver accepts it.
#[derive(Debug, Clone, Copy)]
pub struct Remark<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// Is it accepted for a time?
    pub waived: bool,
}

/// The items that there are on a day, and what ties them.
pub struct Graph<'a> {
    /// The day.
    pub as_of: Date,
    items: Vec<&'a dyn Item>,
    numbers: BTreeMap<(Kind, &'a str), usize>,
    edges: Vec<Edge>,
    /// Neighbours of each item with the fields that tie them, whoever names whom.
    ties: Vec<BTreeMap<usize, BTreeSet<Tie>>>,
    /// References of each item that lead to no item.
    loose: Vec<Vec<usize>>,
    remarks: BTreeMap<&'a str, Vec<Remark<'a>>>,
}

/// How two items are tied, from the side of one of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tie {
    /// Does the other one do the naming?
    pub inwards: bool,
    /// The field of the one that names.
    pub field: String,
}

impl std::fmt::Debug for Graph<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} items and {} edges on {}", self.items.len(), self.edges.len(), self.as_of)
    }
}

impl<'a> Graph<'a> {
    /// Reads the references of every item that there is on the day.
    pub fn new(ingested: &'a Ingested, judged: &'a Judged, as_of: Date) -> Self {
        let items: Vec<&dyn Item> =
            ingested.record.items().filter(|item| item.dated().is_none_or(|day| day <= as_of)).collect();
        let mut numbers = BTreeMap::new();
        for (number, item) in items.iter().enumerate() {
            numbers.entry((item.kind(), item.id().as_str())).or_insert(number);
        }
        let read: BTreeSet<(Kind, &str)> =
            ingested.record.items().map(|item| (item.kind(), item.id().as_str())).collect();
        let mut edges = BTreeSet::new();
        for (from, item) in items.iter().enumerate() {
            // Parts of later days, such as an approval that is still to come. A part is visited before what it holds.
            let mut later: Vec<String> = Vec::new();
            item.leaves(&mut |path, leaf| match leaf {
                Leaf::Dated(day) if day > as_of => later.push(format!("{path}.")),
                Leaf::Reference { kinds, id } if !later.iter().any(|part| path.starts_with(part.as_str())) => {
                    let field = without_numbers(path);
                    let mut known = false;
                    for kind in kinds {
                        known |= read.contains(&(*kind, id));
                        if let Some(to) = numbers.get(&(*kind, id)) {
                            edges.insert(Edge { from, field: field.clone(), to: Target::Item(*to) });
                        }
                    }
                    if !known {
                        let unread = kinds.iter().any(|kind| ingested.places.knows(*kind, id));
                        let to = if unread { Target::Unread(id.to_owned()) } else { Target::Dangling(id.to_owned()) };
                        edges.insert(Edge { from, field, to });
                    }
                }
                _ => {}
            });
        }
        let edges: Vec<Edge> = edges.into_iter().collect();
        let mut ties: Vec<BTreeMap<usize, BTreeSet<Tie>>> = vec![BTreeMap::new(); items.len()];
        let mut loose = vec![Vec::new(); items.len()];
        for (index, Edge { from, field, to }) in edges.iter().enumerate() {
            if let Target::Item(to) = to {
                let tie = |inwards| Tie { inwards, field: field.clone() };
                ties[*from].entry(*to).or_default().insert(tie(false));
                ties[*to].entry(*from).or_default().insert(tie(true));
            } else {
                loose[*from].push(index);
            }
        }
        let mut remarks: BTreeMap<&str, Vec<Remark<'a>>> = BTreeMap::new();
        let waived = judged.waived.iter().map(|(finding, _)| Remark { finding, waived: true });
        for remark in judged.findings.iter().map(|finding| Remark { finding, waived: false }).chain(waived) {
            if let Some(subject) = &remark.finding.subject {
                remarks.entry(subject).or_default().push(remark);
            }
        }
        Self { as_of, items, numbers, edges, ties, loose, remarks }
    }

    /// The number of an item; none where there is no such item on the day.
    pub fn number(&self, kind: Kind, id: &str) -> Option<usize> {
        self.numbers.get(&(kind, id)).copied()
    }

    /// The item with this number.
    pub fn item(&self, number: usize) -> &'a dyn Item {
        self.items[number]
    }

    /// Every edge, by the item that names, in the order of the record, then by field.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// Every item, by number.
    pub fn items(&self) -> &[&'a dyn Item] {
        &self.items
    }

    /// What was found about an item.
    pub fn remarks(&self, number: usize) -> &[Remark<'a>] {
        let item = self.items[number];
        self.remarks.get(item.kind().named(item.id().as_str()).as_str()).map_or(&[], Vec::as_slice)
    }

    /// Neighbours of one kind.
    fn tied_to(&self, number: usize, kind: Kind) -> impl Iterator<Item = usize> {
        self.ties[number].keys().copied().filter(move |other| self.items[*other].kind() == kind)
    }
}

/// `impacts[2].risks[0]` without its numbers: `impacts.risks`.
fn without_numbers(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut inside = false;
    for character in path.chars() {
        match character {
            '[' => inside = true,
            ']' => inside = false,
            _ if !inside => out.push(character),
            _ => {}
        }
    }
    out
}
