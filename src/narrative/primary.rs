//! The first reader, comrak: its nodes become our tree, whatever their depth or links. `policy` judges afterwards.

use std::collections::BTreeMap;

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{AlertType, ListType, Node, NodeValue, TableAlignment};
use comrak::{Arena, Options, parse_document};

use super::tree::{Align, Block, Inline, Item};

/// Deeper than this no tree is built, for building, comparing and freeing one takes stack for each level.
const MAX_TREE_DEPTH: usize = 100;

/// Reads Markdown into a tree; none where it is nested deeper than anyone means.
pub(super) fn read(source: &str) -> Option<Vec<Block>> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    // Otherwise a note that nothing refers to would vanish.
    options.parse.leave_footnote_definitions = true;
    let arena = Arena::new();
    let root = parse_document(&arena, source, &options);
    if depth(root) > MAX_TREE_DEPTH {
        return None;
    }
    let mut reader = Reader { notes: BTreeMap::new() };
    for node in root.descendants() {
        if let NodeValue::FootnoteDefinition(note) = &node.data().value {
            reader.notes.entry(key(&note.name)).or_insert(Note { node, used: note.total_references > 0, shown: false });
        }
    }
    Some(reader.blocks(root))
}

fn depth(root: Node<'_>) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(_) => depth += 1,
            NodeEdge::End(_) => depth = depth.saturating_sub(1),
        }
        deepest = deepest.max(depth);
    }
    deepest
}

struct Note<'a> {
    node: Node<'a>,
    used: bool,
    shown: bool,
}

struct Reader<'a> {
    notes: BTreeMap<String, Note<'a>>,
}

/// Footnote labels are matched without regard to case.
fn key(label: &str) -> String {
    label.to_lowercase()
}

impl<'a> Reader<'a> {
    fn blocks(&mut self, parent: Node<'a>) -> Vec<Block> {
        let mut blocks = Vec::new();
        for node in parent.children() {
            self.block(node, &mut blocks);
        }
        blocks
    }

    fn block(&mut self, node: Node<'a>, blocks: &mut Vec<Block>) {
        let value = node.data().value.clone();
        let block = match value {
            NodeValue::Paragraph => Block::Paragraph { c: self.inlines(node) },
            NodeValue::Heading(heading) => Block::Heading { level: heading.level, c: self.inlines(node) },
            NodeValue::BlockQuote => Block::Quote { c: self.blocks(node) },
            NodeValue::Alert(alert) => {
                Block::Alert { kind: kind(alert.alert_type), title: alert.title, c: self.blocks(node) }
            }
            NodeValue::List(list) => Block::List {
                ordered: list.list_type == ListType::Ordered,
                start: if list.list_type == ListType::Ordered { list.start as u64 } else { 1 },
                tight: list.tight,
                items: node.children().map(|item| self.item(item)).collect(),
            },
            NodeValue::CodeBlock(code) => Block::Code { lang: code.info.trim().to_owned(), text: code.literal },
            NodeValue::HtmlBlock(html) => Block::Html { text: html.literal },
            NodeValue::ThematicBreak => Block::Rule,
            NodeValue::Table(table) => {
                let mut rows: Vec<Vec<Vec<Inline>>> =
                    node.children().map(|row| row.children().map(|cell| self.inlines(cell)).collect()).collect();
                let head = if rows.is_empty() { vec![] } else { rows.remove(0) };
                Block::Table { align: table.alignments.iter().copied().map(align).collect(), head, rows }
            }
            NodeValue::FootnoteDefinition(note) => {
                let first = self.notes.get(&key(&note.name)).is_none_or(|known| std::ptr::eq(known.node, node));
                let used = self.notes.get(&key(&note.name)).is_some_and(|known| known.used);
                if !(first && used) {
                    blocks.extend(unused(&note.name, self.blocks(node)));
                }
                return;
            }
            // Text that stands where a block is expected: nothing in CommonMark does this, but nothing may be lost.
            other => Block::Paragraph { c: self.inline(node, other) },
        };
        blocks.push(block);
    }

    fn item(&mut self, node: Node<'a>) -> Item {
        let task = match &node.data().value {
            NodeValue::TaskItem(task) => Some(task.symbol.is_some()),
            _ => None,
        };
        Item { task, c: self.blocks(node) }
    }

    fn inlines(&mut self, parent: Node<'a>) -> Vec<Inline> {
        let mut inlines = Vec::new();
        for node in parent.children() {
            let value = node.data().value.clone();
            inlines.extend(self.inline(node, value));
        }
        inlines
    }

    fn inline(&mut self, node: Node<'a>, value: NodeValue) -> Vec<Inline> {
        let inline = match value {
            NodeValue::Text(text) => Inline::Text { text: text.into_owned() },
            NodeValue::SoftBreak => Inline::Soft,
            NodeValue::LineBreak => Inline::Break,
            NodeValue::Code(code) => Inline::Code { text: code.literal },
            NodeValue::HtmlInline(text) => Inline::Html { text },
            NodeValue::Emph => Inline::Em { c: self.inlines(node) },
            NodeValue::Strong => Inline::Strong { c: self.inlines(node) },
            NodeValue::Strikethrough => Inline::Strike { c: self.inlines(node) },
            NodeValue::Link(link) => Inline::Link { url: link.url, title: link.title, c: self.inlines(node) },
            NodeValue::Image(link) => Inline::Image { src: link.url, alt: alt(&self.inlines(node)), title: link.title },
            NodeValue::FootnoteReference(reference) => return vec![self.note(&reference.name)],
            _ => return self.inlines(node),
        };
        vec![inline]
    }

    fn note(&mut self, label: &str) -> Inline {
        let again = Inline::Note { label: label.to_owned(), again: true, c: vec![] };
        let Some(note) = self.notes.get_mut(&key(label)) else { return again };
        if note.shown {
            return again;
        }
        note.shown = true;
        let node = note.node;
        Inline::Note { label: label.to_owned(), again: false, c: self.blocks(node) }
    }
}

/// The blocks of a note that nothing refers to, in its place with its label.
pub(super) fn unused(label: &str, mut blocks: Vec<Block>) -> Vec<Block> {
    let mark = Inline::text(format!("[^{label}]: "));
    match blocks.first_mut() {
        Some(Block::Paragraph { c }) => c.insert(0, mark),
        _ => blocks.insert(0, Block::Paragraph { c: vec![mark] }),
    }
    blocks
}

/// The alternative text of an image: its inlines without marks.
pub(super) fn alt(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text { text } | Inline::Code { text } | Inline::Html { text } => out.push_str(text),
            Inline::Em { c } | Inline::Strong { c } | Inline::Strike { c } | Inline::Link { c, .. } => {
                out.push_str(&alt(c));
            }
            Inline::Image { alt, .. } => out.push_str(alt),
            Inline::Soft | Inline::Break => out.push(' '),
            Inline::Note { label, .. } => out.push_str(&format!("[^{label}]")),
        }
    }
    out
}

fn kind(alert: AlertType) -> &'static str {
    match alert {
        AlertType::Note => "note",
        AlertType::Tip => "tip",
        AlertType::Important => "important",
        AlertType::Warning => "warning",
        AlertType::Caution => "caution",
    }
}

fn align(align: TableAlignment) -> Align {
    match align {
        TableAlignment::None => Align::None,
        TableAlignment::Left => Align::Left,
        TableAlignment::Center => Align::Center,
        TableAlignment::Right => Align::Right,
    }
}
