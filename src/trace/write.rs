//! A trace as text for people, as JSON, as CSV and as a picture for Graphviz.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::chain::{Chain, Line, Says};
use super::{Edge, Graph, Target, state, title};
use crate::csv;
use crate::diagnostic::{Code, visible};
use crate::record::{Item, Kind};

/// The form of the JSON output. A change that could break a reader gets another number.
pub const TRACE: &str = "aims-report/trace/1";

/// The chain as an indented tree, with what was found where it was found.
pub fn human(graph: &Graph<'_>, chain: &Chain) -> String {
    let mut text = String::new();
    let root = graph.item(chain.root);
    let _ = writeln!(text, "{}", line(graph, chain.root));
    let people = graph.ties[chain.root].iter().filter(|(other, _)| {
        matches!(graph.item(**other).kind(), Kind::Person | Kind::Role | Kind::Body)
            && !chain.beside.iter().any(|beside| beside.number == **other)
    });
    for (other, ties) in people {
        let person = graph.item(*other);
        let fields: Vec<&str> = ties.iter().map(|tie| tie.field.as_str()).collect();
        let (name, id) = (visible(&title(person)), visible(person.id().as_str()));
        let _ = writeln!(text, "  {}: {name} ({id})", fields.join(", ").replace('_', " ").replace('.', ": "));
    }
    lines(graph, &chain.own, 1, &mut text);
    remarks(graph, chain.root, 1, &mut text);
    for (head, side) in [("rests on", &chain.up), ("leads to", &chain.down)] {
        if !side.is_empty() {
            let _ = writeln!(text, "\n{head}");
            lines(graph, side, 1, &mut text);
        }
    }
    if !chain.beside.is_empty() {
        let _ = writeln!(text, "\nbeside it");
        for beside in &chain.beside {
            let _ = writeln!(text, "  {} [{}]", line(graph, beside.number), beside.ties.join(", "));
        }
    }
    if chain.up.is_empty() && chain.down.is_empty() && chain.beside.is_empty() {
        let _ = writeln!(text, "\nnothing names it, and it names nothing");
    }
    let _ = write!(text, "\nas of {}", graph.as_of);
    if chain.narrowed {
        let _ = write!(text, "; what speaks of other systems alone is left out of the chain of {}", root.id());
    }
    text.push('\n');
    text
}

fn lines(graph: &Graph<'_>, lines: &[Line], indent: usize, text: &mut String) {
    for Line { depth, says } in lines {
        let margin = "  ".repeat(depth + indent);
        match says {
            Says::Item { number, above: true } => {
                let _ = writeln!(text, "{margin}{} (above)", name(graph.item(*number)));
            }
            Says::Item { number, above: false } => {
                let _ = writeln!(text, "{margin}{}", line(graph, *number));
                remarks(graph, *number, depth + indent + 1, text);
            }
            Says::Gap(gap) => {
                let _ = writeln!(text, "{margin}! {gap}");
            }
            Says::Loose(edge) => {
                let Edge { field, to, .. } = &graph.edges()[*edge];
                let (id, why) = match to {
                    Target::Dangling(id) => (id, "dangling id"),
                    Target::Unread(id) => (id, "could not be read"),
                    Target::Item(_) => continue,
                };
                let _ = writeln!(text, "{margin}! {field}: {} ({why})", visible(id));
            }
        }
    }
}

fn remarks(graph: &Graph<'_>, number: usize, depth: usize, text: &mut String) {
    for remark in graph.remarks(number) {
        // The reference itself is shown as dangling.
        if remark.finding.code == Code::UnknownId {
            continue;
        }
        let waived = if remark.waived { " (waived)" } else { "" };
        let (code, message) = (remark.finding.code, visible(&remark.finding.message));
        let _ = writeln!(text, "{}! {code}{waived}: {message}", "  ".repeat(depth));
    }
}

fn name(item: &dyn Item) -> String {
    visible(&item.kind().named(item.id().as_str()))
}

fn line(graph: &Graph<'_>, number: usize) -> String {
    let item = graph.item(number);
    let (title, state) = (visible(&title(item)), visible(&state(item, graph.as_of)));
    let mut text = name(item);
    if !title.is_empty() {
        let _ = write!(text, ": {title}");
    }
    if !state.is_empty() {
        let _ = write!(text, " ({state})");
    }
    text
}

/// The edges of some items, or of all where none are named.
fn edges<'g>(graph: &'g Graph<'_>, only: Option<&'g BTreeSet<usize>>) -> impl Iterator<Item = &'g Edge> {
    graph.edges().iter().filter(move |edge| {
        only.is_none_or(|only| only.contains(&edge.from) && !matches!(edge.to, Target::Item(to) if !only.contains(&to)))
    })
}

/// Kind, id and title of what an edge leads to. What leads nowhere has an id alone.
fn target(graph: &Graph<'_>, to: &Target) -> (String, String, String) {
    match to {
        Target::Item(number) => {
            let item = graph.item(*number);
            (item.kind().field_singular(), item.id().0.clone(), title(item))
        }
        Target::Dangling(id) | Target::Unread(id) => (String::new(), id.clone(), String::new()),
    }
}

/// Edges as CSV (RFC 4180). An empty `to_kind` marks a reference that leads nowhere.
pub fn comma_separated(graph: &Graph<'_>, only: Option<&BTreeSet<usize>>) -> String {
    let mut text = csv::row(["from_kind", "from_id", "field", "to_kind", "to_id", "to_title"]);
    for edge in edges(graph, only) {
        let from = graph.item(edge.from);
        let (kind, id, title) = target(graph, &edge.to);
        text.push_str(&csv::row([&from.kind().field_singular(), from.id().as_str(), &edge.field, &kind, &id, &title]));
    }
    text
}

/// Items, edges and findings as one line of JSON. `root` is the item that was asked for, if one was.
pub fn machine(graph: &Graph<'_>, root: Option<usize>, only: Option<&BTreeSet<usize>>) -> String {
    let naming = |item: &dyn Item| json!({"kind": item.kind().field_singular(), "id": item.id().as_str()});
    let shown = (0..graph.items().len()).filter(|number| only.is_none_or(|only| only.contains(number)));
    let items = shown.map(|number| {
        let item = graph.item(number);
        let findings = graph.remarks(number).iter().map(|remark| {
            json!({
                "code": remark.finding.code.as_str(),
                "level": remark.finding.level.as_str(),
                "message": remark.finding.message,
                "waived": remark.waived,
            })
        });
        json!({
            "kind": item.kind().field_singular(),
            "id": item.id().as_str(),
            "title": title(item),
            "state": state(item, graph.as_of),
            "dated": item.dated().map(|day| day.to_string()),
            "gaps": graph.gaps(number),
            "findings": findings.collect::<Vec<_>>(),
        })
    });
    let items: Vec<Value> = items.collect();
    let edges = edges(graph, only).map(|edge| {
        let from = graph.item(edge.from);
        let (kind, id, title) = target(graph, &edge.to);
        let found = matches!(edge.to, Target::Item(_));
        json!({
            "from_kind": from.kind().field_singular(),
            "from_id": from.id().as_str(),
            "field": edge.field,
            "to_kind": found.then_some(kind),
            "to_id": id,
            "to_title": found.then_some(title),
            "dangling": matches!(edge.to, Target::Dangling(_)),
        })
    });
    let output = json!({
        "schema": TRACE,
        "tool": "aims-report",
        "version": env!("CARGO_PKG_VERSION"),
        "as_of": graph.as_of.to_string(),
        "root": root.map(|root| naming(graph.item(root))),
        "items": items,
        "edges": edges.collect::<Vec<_>>(),
    });
    format!("{output}\n")
}

/// Items and edges for Graphviz, grouped by kind.
pub fn dot(graph: &Graph<'_>, only: Option<&BTreeSet<usize>>) -> String {
    let node = |item: &dyn Item| format!("{}:{}", item.kind().field_singular(), item.id());
    let mut kinds: BTreeMap<Kind, BTreeSet<usize>> = BTreeMap::new();
    let mut ends: BTreeMap<&Edge, (String, String)> = BTreeMap::new();
    let mut nowhere: BTreeSet<&str> = BTreeSet::new();
    for edge in edges(graph, only) {
        let from = graph.item(edge.from);
        kinds.entry(from.kind()).or_default().insert(edge.from);
        let to = match &edge.to {
            Target::Item(to) => {
                kinds.entry(graph.item(*to).kind()).or_default().insert(*to);
                node(graph.item(*to))
            }
            Target::Dangling(id) | Target::Unread(id) => {
                nowhere.insert(id);
                format!("?:{id}")
            }
        };
        ends.insert(edge, (node(from), to));
    }
    for number in only.into_iter().flatten() {
        kinds.entry(graph.item(*number).kind()).or_default().insert(*number);
    }
    let mut text = String::from("digraph aims {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n");
    for (kind, numbers) in &kinds {
        let _ = writeln!(text, "  subgraph {} {{", quoted(&format!("cluster_{}", kind.field_singular())));
        let _ = writeln!(text, "    label={};", label(kind.label()));
        for number in numbers {
            let item = graph.item(*number);
            let shown = [item.id().0.clone(), title(item)].into_iter().filter(|part| !part.is_empty());
            let shown: Vec<String> = shown.map(|part| visible(&part)).collect();
            let _ = writeln!(text, "    {} [label={}];", quoted(&node(item)), label(&shown.join("\n")));
        }
        text.push_str("  }\n");
    }
    for id in nowhere {
        let (name, shown) = (quoted(&format!("?:{id}")), label(&format!("{}\ndangling id", visible(id))));
        let _ = writeln!(text, "  {name} [label={shown}, style=dashed];");
    }
    for (edge, (from, to)) in &ends {
        let _ = writeln!(text, "  {} -> {} [label={}];", quoted(from), quoted(to), label(&edge.field));
    }
    text.push_str("}\n");
    text
}

/// An id of Graphviz in quotes. In those, `\"` alone is an escape, and a `\` before the end would escape the quote.
fn quoted(text: &str) -> String {
    format!("\"{}\"", visible(text).replace('\\', "\\\\").replace('"', "\\\""))
}

/// A label: there, `\N` and such stand for other things unless the `\` is doubled.
fn label(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}
