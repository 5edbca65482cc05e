//! Where two readers of one text differ.
//!
//! Trees are compared as lists of marks and words. Adjacent texts are one text; the space at the ends of a line, the
//! spacing of lists and the line end of a code block are not content, and the readers may write them as they like.

use super::tree::{Block, Inline};

/// The first difference in words, if there is one.
pub(super) fn first_difference(first: &[Block], second: &[Block]) -> Option<String> {
    let (first, second) = (flatten(first), flatten(second));
    let at = (0..first.len().max(second.len())).find(|&index| first.get(index) != second.get(index))?;
    let show = |marks: &[String]| marks.get(at).map_or("the end of the text".to_owned(), |mark| shorten(mark));
    let before = at.checked_sub(1).and_then(|index| first.get(index)).map(|mark| format!(" after {}", shorten(mark)));
    Some(format!("one sees {}, the other {}{}", show(&first), show(&second), before.unwrap_or_default()))
}

fn shorten(mark: &str) -> String {
    match mark.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", mark.get(..at).unwrap_or_default()),
        None => mark.to_owned(),
    }
}

/// A tree as a list of marks (`a list`) and texts (`"words"`).
fn flatten(blocks: &[Block]) -> Vec<String> {
    let mut flat = Flat { marks: Vec::new(), text: String::new() };
    flat.blocks(blocks);
    flat.finish();
    flat.marks
}

struct Flat {
    marks: Vec<String>,
    text: String,
}

impl Flat {
    fn finish(&mut self) {
        let text = std::mem::take(&mut self.text);
        let lines: Vec<&str> = text.trim_matches([' ', '\n']).split('\n').map(|line| line.trim_matches(' ')).collect();
        let text = lines.join("\n");
        if !text.is_empty() {
            self.marks.push(format!("{text:?}"));
        }
    }

    fn mark(&mut self, mark: impl Into<String>) {
        self.finish();
        self.marks.push(mark.into());
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph { c } => {
                self.finish();
                let before = self.marks.len();
                self.inlines(c);
                self.finish();
                if self.marks.len() > before {
                    self.marks.insert(before, "a paragraph".to_owned());
                }
            }
            Block::Heading { level, c } => {
                self.mark(format!("a heading of level {level}"));
                self.inlines(c);
            }
            Block::Quote { c } => self.inside("a quote", c),
            Block::Alert { kind, title, c } => {
                // pulldown-cmark knows no titles: one that is given is for the kit, and its words are in the source.
                let title = title.as_deref().map(|title| format!(" titled {title:?}")).unwrap_or_default();
                self.inside(&format!("an alert of kind {kind}{title}"), c);
            }
            Block::List { ordered, start, items, .. } => {
                self.mark(if *ordered { format!("a list from {start}") } else { "a list".to_owned() });
                for item in items {
                    let task = match item.task {
                        None => "an item",
                        Some(true) => "an item with a checked box",
                        Some(false) => "an item with an empty box",
                    };
                    self.inside(task, &item.c);
                }
                self.mark("the end of the list");
            }
            Block::Code { lang, text } => {
                let text = text.strip_suffix('\n').unwrap_or(text);
                self.mark(format!("code in {lang:?} {text:?}"));
            }
            Block::Table { align, head, rows } => {
                self.mark(format!("a table of {} columns", align.len()));
                for row in std::iter::once(head).chain(rows) {
                    self.mark("a row");
                    for cell in row {
                        self.mark("a cell");
                        self.inlines(cell);
                    }
                }
                self.mark("the end of the table");
            }
            Block::Rule => self.mark("a rule"),
            Block::Html { text } => self.mark(format!("HTML {:?}", text.trim_matches(['\n', ' ']))),
        }
    }

    fn inside(&mut self, mark: &str, blocks: &[Block]) {
        self.mark(mark);
        self.blocks(blocks);
        self.mark(format!("the end of {mark}"));
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { text } => self.text.push_str(text),
                Inline::Soft => self.text.push('\n'),
                Inline::Break => self.mark("a line break"),
                Inline::Em { c } => self.around("emphasis", c),
                Inline::Strong { c } => self.around("strong emphasis", c),
                Inline::Strike { c } => self.around("struck text", c),
                Inline::Code { text } => self.mark(format!("code {text:?}")),
                Inline::Link { url, title, c } => self.around(&format!("a link to {url:?} titled {title:?}"), c),
                Inline::Image { src, alt, title } => {
                    self.mark(format!("an image {src:?} of {alt:?} titled {title:?}"));
                }
                Inline::Html { text } => self.mark(format!("HTML {text:?}")),
                Inline::Note { label, again, c } => {
                    self.mark(format!("a reference to note {:?}", label.to_lowercase()));
                    if !again {
                        self.blocks(c);
                        self.mark("the end of the note");
                    }
                }
            }
        }
    }

    fn around(&mut self, mark: &str, c: &[Inline]) {
        self.mark(mark);
        self.inlines(c);
        self.mark(format!("the end of {mark}"));
    }
}
