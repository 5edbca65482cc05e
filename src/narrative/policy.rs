//! What of a tree may reach a page: levels of headings, depth, links, images.

use super::tree::{Block, Inline, same_address};
use crate::diagnostic::{Code, Finding};

/// How deep lists, quotes and alerts may stand in one another. Typst ends at 16 quotes or 30 lists, and a page has no
/// room long before that. What is deeper is shown at this depth, with its marks as text.
pub const MAX_DEPTH: usize = 8;

/// How deep marks within a line may stand in one another. The marks of what is deeper are left out, its text is not.
const MAX_INLINE_DEPTH: usize = 8;

/// Applies the rules to a tree and reports what it changed.
pub(super) fn apply(blocks: &mut Vec<Block>, base_level: u8, findings: &mut Vec<Finding>) {
    let mut policy = Policy { base_level, open: Vec::new(), deep: false, findings };
    policy.blocks(blocks, 0);
    if policy.deep {
        findings.push(too_deep());
    }
}

/// The finding for a text that is nested too deep.
pub(super) fn too_deep() -> Finding {
    Finding::new(Code::DeepMarkdown, format!("lists, quotes or marks stand more than {MAX_DEPTH} deep in one another"))
        .help("flatten the text; what is deeper is shown without indentation")
}

struct Policy<'f> {
    base_level: u8,
    /// The levels in the source of the headings that the next one may stand under.
    open: Vec<u8>,
    deep: bool,
    findings: &'f mut Vec<Finding>,
}

impl Policy<'_> {
    fn blocks(&mut self, blocks: &mut Vec<Block>, depth: usize) {
        for mut block in std::mem::take(blocks) {
            if depth == MAX_DEPTH && matches!(block, Block::Quote { .. } | Block::Alert { .. } | Block::List { .. }) {
                self.deep = true;
                let mut flat = flatten(block);
                self.blocks(&mut flat, depth);
                blocks.append(&mut flat);
                continue;
            }
            match &mut block {
                Block::Paragraph { c } => self.inlines(c, 0),
                // PDF/UA refuses an empty heading, and it says nothing.
                Block::Heading { c, .. } if c.is_empty() => continue,
                Block::Heading { level, c } => {
                    *level = self.relevel(*level);
                    self.inlines(c, 0);
                }
                Block::Quote { c } | Block::Alert { c, .. } => self.blocks(c, depth + 1),
                Block::List { items, .. } => items.iter_mut().for_each(|item| self.blocks(&mut item.c, depth + 1)),
                Block::Table { head, rows, .. } => {
                    std::iter::once(head).chain(rows).flatten().for_each(|cell| self.inlines(cell, 0));
                }
                Block::Code { .. } | Block::Rule | Block::Html { .. } => {}
            }
            blocks.push(block);
        }
    }

    /// The level of a heading in the document: the first is at the base, and none is skipped, which PDF/UA refuses.
    fn relevel(&mut self, level: u8) -> u8 {
        while self.open.last().is_some_and(|&open| open >= level) {
            self.open.pop();
        }
        let depth = u8::try_from(self.open.len()).unwrap_or(u8::MAX);
        self.open.push(level);
        self.base_level.saturating_add(depth).clamp(1, 6)
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>, depth: usize) {
        for mut inline in std::mem::take(inlines) {
            match &mut inline {
                Inline::Em { c } | Inline::Strong { c } | Inline::Strike { c } if depth >= MAX_INLINE_DEPTH => {
                    self.deep = true;
                    let mut inner = std::mem::take(c);
                    self.inlines(&mut inner, depth);
                    inlines.append(&mut inner);
                    continue;
                }
                Inline::Em { c } | Inline::Strong { c } | Inline::Strike { c } => self.inlines(c, depth + 1),
                Inline::Link { url, title, c } => {
                    self.inlines(c, depth + 1);
                    if !is_safe(url) {
                        self.findings.push(
                            Finding::new(Code::UnsafeLink, format!("a link leads to {url:?}"))
                                .help("link to an https: or mailto: address; this one is shown as text"),
                        );
                        let shown = as_text(url, title, std::mem::take(c));
                        inlines.extend(shown);
                        continue;
                    }
                }
                Inline::Image { src, .. } => self.findings.push(
                    Finding::new(Code::UnsafeLink, format!("an image is taken from {src:?}"))
                        .help("images in texts are not shown: name the file as evidence, and describe it in words"),
                ),
                Inline::Note { c, .. } => self.blocks(c, MAX_DEPTH - 2),
                Inline::Text { .. } | Inline::Code { .. } | Inline::Soft | Inline::Break | Inline::Html { .. } => {}
            }
            inlines.push(inline);
        }
    }
}

fn is_safe(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once(':') else { return false };
    let known = scheme.eq_ignore_ascii_case("https") && rest.starts_with("//") || scheme.eq_ignore_ascii_case("mailto");
    known && !rest.chars().any(char::is_control)
}

fn as_text(url: &str, title: &str, mut c: Vec<Inline>) -> Vec<Inline> {
    let words = super::primary::alt(&c);
    let title = if title.is_empty() { String::new() } else { format!(" \"{title}\"") };
    if !same_address(&words, url) || !title.is_empty() {
        c.push(Inline::text(format!(" ({url}{title})")));
    }
    c
}

/// The blocks of a container, without it; list items keep their mark as text.
fn flatten(block: Block) -> Vec<Block> {
    match block {
        Block::Quote { c } => c,
        Block::Alert { kind, title, mut c } => {
            c.insert(0, Block::Paragraph { c: vec![Inline::text(title.unwrap_or_else(|| kind.to_owned()))] });
            c
        }
        Block::List { ordered, start, items, .. } => (start..)
            .zip(items)
            .flat_map(|(number, item)| {
                let mark = match item.task {
                    Some(true) => "[x] ".to_owned(),
                    Some(false) => "[ ] ".to_owned(),
                    None if ordered => format!("{number}. "),
                    None => "• ".to_owned(),
                };
                let mut c = item.c;
                match c.first_mut() {
                    Some(Block::Paragraph { c }) => c.insert(0, Inline::text(mark)),
                    _ => c.insert(0, Block::Paragraph { c: vec![Inline::text(mark)] }),
                }
                c
            })
            .collect(),
        other => vec![other],
    }
}
