//! The second reader, pulldown-cmark: the same text into the same tree, by another author's code.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::primary::{alt, unused};
use super::tree::{Align, Block, Inline, Item};

/// What the second reader sees.
pub(super) struct Opinion {
    pub(super) blocks: Vec<Block>,
    /// Labels of link definitions, of references to them and of notes: names that are meant not to be shown.
    pub(super) labels: String,
}

/// Reads Markdown into a tree.
pub(super) fn read(source: &str) -> Opinion {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let parser = Parser::new_ext(source, options);
    let mut labels: Vec<String> = parser.reference_definitions().iter().map(|(label, _)| label.to_owned()).collect();
    let events: Vec<Event<'_>> = parser.collect();
    for event in &events {
        if let Event::Start(
            Tag::Link { link_type: LinkType::Reference, id, .. }
            | Tag::Image { link_type: LinkType::Reference, id, .. }
            | Tag::FootnoteDefinition(id),
        ) = event
        {
            labels.push(id.to_string());
        }
    }
    let referenced = events
        .iter()
        .filter_map(|event| if let Event::FootnoteReference(label) = event { Some(label.to_lowercase()) } else { None })
        .collect();
    let mut reader =
        Reader { events: events.into_iter().peekable(), referenced, definitions: BTreeMap::new(), task: None };
    let mut blocks = reader.blocks(None);
    let mut shown = BTreeSet::new();
    place_notes(&mut blocks, &reader.definitions, &mut shown);
    Opinion { blocks, labels: labels.join(" ") }
}

struct Reader<'a> {
    events: std::iter::Peekable<std::vec::IntoIter<Event<'a>>>,
    referenced: BTreeSet<String>,
    definitions: BTreeMap<String, Vec<Block>>,
    task: Option<bool>,
}

impl<'a> Reader<'a> {
    /// Reads blocks up to and with the end of the tag they stand in.
    fn blocks(&mut self, end: Option<TagEnd>) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some(event) = self.events.peek() {
            match event {
                Event::End(tag) if Some(*tag) == end => {
                    self.events.next();
                    break;
                }
                Event::Start(tag) if is_block(tag) => {
                    let Some(Event::Start(tag)) = self.events.next() else { break };
                    self.block(tag, &mut blocks);
                }
                Event::Rule => {
                    self.events.next();
                    blocks.push(Block::Rule);
                }
                Event::End(_) => {
                    // An end that does not match: skip, so that reading always goes on.
                    self.events.next();
                }
                // In a tight list the text of an item has no paragraph around it.
                _ => blocks.push(Block::Paragraph { c: self.inlines(None) }),
            }
        }
        blocks
    }

    fn block(&mut self, tag: Tag<'a>, blocks: &mut Vec<Block>) {
        let end = tag.to_end();
        let block = match tag {
            Tag::Paragraph => Block::Paragraph { c: self.inlines(Some(end)) },
            Tag::Heading { level, .. } => Block::Heading { level: level as u8, c: self.inlines(Some(end)) },
            Tag::BlockQuote(None) => Block::Quote { c: self.blocks(Some(end)) },
            Tag::BlockQuote(Some(alert)) => Block::Alert { kind: kind(alert), title: None, c: self.blocks(Some(end)) },
            Tag::CodeBlock(code) => {
                let lang = match code {
                    CodeBlockKind::Indented => String::new(),
                    CodeBlockKind::Fenced(lang) => lang.trim().to_owned(),
                };
                Block::Code { lang, text: self.literal(end) }
            }
            Tag::HtmlBlock => Block::Html { text: self.literal(end) },
            Tag::List(start) => {
                Block::List { ordered: start.is_some(), start: start.unwrap_or(1), tight: true, items: self.items(end) }
            }
            Tag::Table(alignments) => {
                let mut rows = self.rows(end);
                let head = if rows.is_empty() { vec![] } else { rows.remove(0) };
                Block::Table { align: alignments.into_iter().map(align).collect(), head, rows }
            }
            Tag::FootnoteDefinition(label) => {
                let inner = self.blocks(Some(end));
                let key = label.to_lowercase();
                if self.referenced.contains(&key) && !self.definitions.contains_key(&key) {
                    self.definitions.insert(key, inner);
                } else {
                    blocks.extend(unused(&label, inner));
                }
                return;
            }
            _ => Block::Paragraph { c: self.inlines(Some(end)) },
        };
        blocks.push(block);
    }

    fn items(&mut self, end: TagEnd) -> Vec<Item> {
        let mut items = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => {
                    self.task = None;
                    let before = self.events.peek().cloned();
                    if let Some(Event::TaskListMarker(done)) = before {
                        self.events.next();
                        items.push(Item { task: Some(done), c: self.blocks(Some(TagEnd::Item)) });
                    } else {
                        let c = self.blocks(Some(TagEnd::Item));
                        items.push(Item { task: self.task.take(), c });
                    }
                }
                Event::End(tag) if tag == end => break,
                _ => {}
            }
        }
        items
    }

    fn rows(&mut self, end: TagEnd) -> Vec<Vec<Vec<Inline>>> {
        let mut rows = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let cell = self.inlines(Some(TagEnd::TableCell));
                    if let Some(row) = rows.last_mut() {
                        row.push(cell);
                    }
                }
                Event::End(tag) if tag == end => break,
                _ => {}
            }
        }
        rows
    }

    /// The text up to the end of a block that holds nothing else.
    fn literal(&mut self, end: TagEnd) -> String {
        let mut out = String::new();
        for event in self.events.by_ref() {
            match event {
                Event::End(tag) if tag == end => break,
                Event::Text(text) | Event::Html(text) => out.push_str(&text),
                _ => {}
            }
        }
        out
    }

    /// Reads inlines up to and with the end, or, without one, up to whatever starts or ends a block.
    fn inlines(&mut self, end: Option<TagEnd>) -> Vec<Inline> {
        let mut out = Vec::new();
        while let Some(event) = self.events.peek() {
            match (event, end) {
                (Event::End(tag), Some(end)) if *tag == end => {
                    self.events.next();
                    break;
                }
                (Event::End(_) | Event::Rule, None) => break,
                (Event::Start(tag), None) if is_block(tag) => break,
                _ => {}
            }
            let Some(event) = self.events.next() else { break };
            out.extend(self.inline(event));
        }
        out
    }

    fn inline(&mut self, event: Event<'a>) -> Option<Inline> {
        Some(match event {
            Event::Text(text) => Inline::text(text.into_string()),
            Event::Code(text) => Inline::Code { text: text.into_string() },
            Event::Html(text) | Event::InlineHtml(text) => Inline::Html { text: text.into_string() },
            Event::InlineMath(text) | Event::DisplayMath(text) => Inline::text(text.into_string()),
            Event::SoftBreak => Inline::Soft,
            Event::HardBreak => Inline::Break,
            Event::FootnoteReference(label) => Inline::Note { label: label.into_string(), again: false, c: vec![] },
            Event::TaskListMarker(done) => {
                self.task = Some(done);
                return None;
            }
            Event::Start(tag) => {
                let end = Some(tag.to_end());
                match tag {
                    Tag::Emphasis => Inline::Em { c: self.inlines(end) },
                    Tag::Strong => Inline::Strong { c: self.inlines(end) },
                    Tag::Strikethrough => Inline::Strike { c: self.inlines(end) },
                    Tag::Link { link_type, dest_url, title, .. } => {
                        let mail = link_type == LinkType::Email;
                        let url = if mail { format!("mailto:{dest_url}") } else { dest_url.into_string() };
                        Inline::Link { url, title: title.into_string(), c: self.inlines(end) }
                    }
                    Tag::Image { dest_url, title, .. } => Inline::Image {
                        src: dest_url.into_string(),
                        title: title.into_string(),
                        alt: alt(&self.inlines(end)),
                    },
                    _ => return None,
                }
            }
            Event::End(_) | Event::Rule => return None,
        })
    }
}

/// Puts the blocks of each footnote at its first reference in reading order.
fn place_notes(blocks: &mut [Block], notes: &BTreeMap<String, Vec<Block>>, shown: &mut BTreeSet<String>) {
    for block in blocks {
        match block {
            Block::Paragraph { c } | Block::Heading { c, .. } => place_inline(c, notes, shown),
            Block::Quote { c } | Block::Alert { c, .. } => place_notes(c, notes, shown),
            Block::List { items, .. } => {
                for item in items {
                    place_notes(&mut item.c, notes, shown);
                }
            }
            Block::Table { head, rows, .. } => {
                for cell in std::iter::once(head).chain(rows).flatten() {
                    place_inline(cell, notes, shown);
                }
            }
            Block::Code { .. } | Block::Rule | Block::Html { .. } => {}
        }
    }
}

fn place_inline(inlines: &mut [Inline], notes: &BTreeMap<String, Vec<Block>>, shown: &mut BTreeSet<String>) {
    for inline in inlines {
        match inline {
            Inline::Em { c } | Inline::Strong { c } | Inline::Strike { c } | Inline::Link { c, .. } => {
                place_inline(c, notes, shown);
            }
            Inline::Note { label, again, c } => {
                let key = label.to_lowercase();
                *again = true;
                if let Some(blocks) = notes.get(&key).filter(|_| shown.insert(key.clone())) {
                    *again = false;
                    *c = blocks.clone();
                    place_notes(c, notes, shown);
                }
            }
            _ => {}
        }
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::List(_)
            | Tag::Item
            | Tag::FootnoteDefinition(_)
            | Tag::Table(_)
    )
}

fn kind(alert: BlockQuoteKind) -> &'static str {
    match alert {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}

fn align(align: Alignment) -> Align {
    match align {
        Alignment::None => Align::None,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}
