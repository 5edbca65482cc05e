//! The chain around one item: upwards to what it rests on, downwards to what carries it out and proves it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Graph, Target};
use crate::record::Kind;

/// Where a kind stands in the line from what is asked, over systems, risks and controls, to evidence. Kinds that stand
/// nowhere in it, such as people, are shown beside the item alone.
fn rank(kind: Kind) -> Option<u8> {
    Some(match kind {
        Kind::ContextIssue | Kind::InterestedParty | Kind::Policy => 0,
        Kind::Objective | Kind::Obligation => 1,
        Kind::System => 2,
        Kind::Supplier | Kind::Dataset | Kind::RiskAssessment => 3,
        Kind::Risk => 4,
        Kind::ImpactAssessment => 5,
        Kind::Control => 6,
        Kind::Audit
        | Kind::Incident
        | Kind::Monitoring
        | Kind::Feedback
        | Kind::Concern
        | Kind::Finding
        | Kind::ManagementReview
        | Kind::Change
        | Kind::Release
        | Kind::Test => 7,
        Kind::Treatment | Kind::Nonconformity | Kind::Opportunity => 8,
        Kind::Action => 9,
        Kind::Evidence => 10,
        _ => return None,
    })
}

/// One line of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How far it is indented.
    pub depth: usize,
    /// What it says.
    pub says: Says,
}

/// What a line of the chain says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// An item, by number; `above` where it was shown with all that follows from it already.
    Item {
        /// Number in the graph.
        number: usize,
        /// Is it a repeat?
        above: bool,
    },
    /// What is missing here.
    Gap(&'static str),
    /// A reference that leads nowhere, by the number of its edge.
    Loose(usize),
}

impl Line {
    fn item(&self) -> Option<usize> {
        match self.says {
            Says::Item { number, .. } => Some(number),
            _ => None,
        }
    }
}

/// An item that is tied to the first and stands outside the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// Number in the graph.
    pub number: usize,
    /// How they are tied: `owner`, or `controls of it`.
    pub ties: Vec<String>,
}

/// The chain around one item.
#[derive(Debug)]
pub struct Chain {
    /// The item.
    pub root: usize,
    /// What is missing at the item itself, and what it names that is not there.
    pub own: Vec<Line>,
    /// What it rests on.
    pub up: Vec<Line>,
    /// What carries it out and proves it.
    pub down: Vec<Line>,
    /// What else names it or is named by it.
    pub beside: Vec<Beside>,
    /// Was anything passed over because it speaks of other systems alone?
    pub narrowed: bool,
}

impl Chain {
    /// Numbers of the items shown.
    pub fn items(&self) -> BTreeSet<usize> {
        let lines = self.up.iter().chain(&self.down).filter_map(Line::item);
        lines.chain(self.beside.iter().map(|beside| beside.number)).chain([self.root]).collect()
    }
}

/// Walks from an item in both directions.
pub fn chain(graph: &Graph<'_>, root: usize) -> Chain {
    let scope = (graph.item(root).kind() == Kind::System).then_some(root);
    let mut walk = Walk { graph, root, scope, narrowed: false, shown: BTreeMap::new(), lines: Vec::new() };
    walk.remark(root, 0);
    let own = std::mem::take(&mut walk.lines);
    let [up, down] = [false, true].map(|down| {
        walk.shown.clear();
        walk.step(root, down, 0);
        std::mem::take(&mut walk.lines)
    });
    let narrowed = walk.narrowed;
    let on_line: BTreeSet<usize> = up.iter().chain(&down).filter_map(Line::item).collect();
    let hides_people = rank(graph.item(root).kind()).is_some();
    let beside = graph.ties[root].iter().filter(|(other, _)| !on_line.contains(other) && **other != root);
    // Who owns an item in the line is said with the item, and a person has nothing else to do in its chain.
    let beside = beside.filter(|(other, _)| {
        !(hides_people && matches!(graph.item(**other).kind(), Kind::Person | Kind::Role | Kind::Body))
    });
    let beside = beside.map(|(other, ties)| Beside {
        number: *other,
        ties: ties
            .iter()
            .map(|tie| if tie.inwards { format!("names it as {}", tie.field) } else { tie.field.clone() })
            .collect(),
    });
    Chain { root, own, up, down, beside: beside.collect(), narrowed }
}

struct Walk<'g, 'a> {
    graph: &'g Graph<'a>,
    root: usize,
    scope: Option<usize>,
    narrowed: bool,
    /// The order in which items were shown.
    shown: BTreeMap<usize, usize>,
    lines: Vec<Line>,
}

impl Walk<'_, '_> {
    /// Shows what follows an item on one side. Ranks only grow or only fall, so the walk ends.
    fn step(&mut self, from: usize, down: bool, depth: usize) {
        let kind = self.graph.item(from).kind();
        let Some(here) = rank(kind) else { return };
        // What gathers many things ties those to each other by nothing: that one audit looked at two controls, or one
        // assessment at two systems, says nothing of either. They lead on from the item that was asked for alone.
        let gathers = match kind {
            Kind::Audit | Kind::ManagementReview => true,
            Kind::RiskAssessment | Kind::System => !down,
            _ => false,
        };
        if gathers && from != self.root {
            return;
        }
        let started = self.shown.len();
        let mut next: Vec<(u8, usize)> = Vec::new();
        for other in self.graph.ties[from].keys().copied() {
            match rank(self.graph.item(other).kind()) {
                Some(there) if (down && there > here) || (!down && there < here) => next.push((there, other)),
                _ => {}
            }
        }
        // The nearest first: what lies further off is then shown below it, where it belongs.
        next.sort_by_key(|(rank, other)| (if down { *rank } else { u8::MAX - rank }, *other));
        for (_, other) in next {
            if !self.concerns(other) {
                self.narrowed = true;
                continue;
            }
            match self.shown.get(&other) {
                // It stands further in below this very item.
                Some(at) if *at >= started => {}
                Some(_) => self.lines.push(Line { depth, says: Says::Item { number: other, above: true } }),
                None => {
                    self.shown.insert(other, self.shown.len());
                    self.lines.push(Line { depth, says: Says::Item { number: other, above: false } });
                    self.remark(other, depth + 1);
                    self.step(other, down, depth + 1);
                }
            }
        }
    }

    /// In the chain of a system, what speaks of other systems alone has no place.
    fn concerns(&self, other: usize) -> bool {
        let Some(system) = self.scope else { return true };
        let mut systems = self.graph.tied_to(other, Kind::System).peekable();
        systems.peek().is_none() || systems.any(|one| one == system) || other == self.root
    }

    fn remark(&mut self, number: usize, depth: usize) {
        for gap in self.graph.gaps(number) {
            self.lines.push(Line { depth, says: Says::Gap(gap) });
        }
        for edge in &self.graph.loose[number] {
            debug_assert!(!matches!(self.graph.edges()[*edge].to, Target::Item(_)));
            self.lines.push(Line { depth, says: Says::Loose(*edge) });
        }
    }
}
