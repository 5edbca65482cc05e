//! After the layout, every frame: text off its page, cut by a clip, drawn over other text, or without a glyph.
//!
//! Typst places what does not fit where nobody sees it and says nothing. Positions are exact, so this is no heuristic
//! but for one thing: cells have no frames of their own in the finished document, so text that runs out of its cell
//! is found where it meets other text.

use std::collections::BTreeMap;

use typst::layout::{Abs, Frame, FrameItem, GroupItem, Point, Rect, Size, Transform};
use typst::text::TextItem;
use typst_layout::PagedDocument;

use super::coverage::{around, is_unseen};
use crate::diagnostic::{Code, Finding};

/// Rounding, and the overhang of slanted letters.
const TOLERANCE: f64 = 1.0;

/// What the frames of a document hold.
pub(super) struct Walked {
    pub(super) findings: Vec<Finding>,
    pub(super) laid: Laid,
}

/// All text in the order of the frames, without spaces and without what is not drawn.
#[derive(Default)]
pub(super) struct Laid {
    pub(super) text: String,
    /// Where runs of glyphs end in it, ascending.
    pub(super) ends: Vec<usize>,
}

/// Walks all frames.
pub(super) fn walk(document: &PagedDocument) -> Walked {
    let mut walked = Walked { findings: Vec::new(), laid: Laid::default() };
    for (index, page) in document.pages().iter().enumerate() {
        let mut walk = Page {
            number: index + 1,
            size: page.frame.size(),
            walked: &mut walked,
            boxes: Vec::new(),
            lost: BTreeMap::new(),
        };
        walk.frame(&page.frame, Transform::identity(), None);
        walk.report();
        walk.collisions();
    }
    walked
}

struct Page<'a> {
    number: usize,
    size: Size,
    walked: &'a mut Walked,
    boxes: Vec<TextBox>,
    /// What is wrong, with the first run it is wrong with and the number of runs.
    lost: BTreeMap<Loss, (String, usize)>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Loss {
    NoGlyph,
    OffPage,
    Cut,
}

/// Where the letters of a run are, without ascenders and descenders.
struct TextBox {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    text: String,
}

impl Page<'_> {
    fn frame(&mut self, frame: &Frame, transform: Transform, clip: Option<Rect>) {
        for (position, item) in frame.items() {
            let here = transform.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => self.group(group, here, clip),
                FrameItem::Text(text) => self.text(text, here, clip),
                FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    fn group(&mut self, group: &GroupItem, transform: Transform, clip: Option<Rect>) {
        let transform = transform.pre_concat(group.transform);
        let clip = match &group.clip {
            None => clip,
            Some(curve) => {
                let own = transformed(curve.bbox(None), transform);
                Some(clip.map_or(own, |outer| Rect::new(outer.min.max(own.min), outer.max.min(own.max))))
            }
        };
        self.frame(&group.frame, transform, clip);
    }

    fn text(&mut self, item: &TextItem, transform: Transform, clip: Option<Rect>) {
        let laid = &mut self.walked.laid;
        laid.text.extend(item.text.chars().filter(|&character| !is_unseen(character)));
        if laid.ends.last() != Some(&laid.text.len()) {
            laid.ends.push(laid.text.len());
        }
        let page = Rect::new(Point::zero(), self.size.to_point());
        let whole = transformed(letters(item.size, Abs::zero(), item.width()), transform);
        let inside = is_inside(whole, page) && clip.is_none_or(|clip| is_inside(whole, clip));
        let drawn = item.glyphs.iter().all(|glyph| glyph.id != 0);
        if !(inside && drawn) {
            self.glyphs(item, transform, page, clip);
        }
        if transform.is_only_translate() && item.text.chars().any(|character| !is_unseen(character)) {
            let visible = item.text.trim_end();
            let hanging: Abs = item
                .glyphs
                .iter()
                .filter(|glyph| glyph.range().start >= visible.len())
                .map(|glyph| glyph.x_advance.at(item.size))
                .sum();
            self.boxes.push(TextBox {
                left: whole.min.x.to_pt(),
                right: (whole.max.x - hanging).to_pt(),
                top: whole.min.y.to_pt(),
                bottom: whole.max.y.to_pt(),
                text: item.text.to_string(),
            });
        }
    }

    /// Finds the first glyph of a run that is not where it can be seen.
    fn glyphs(&mut self, item: &TextItem, transform: Transform, page: Rect, clip: Option<Rect>) {
        let mut cursor = Abs::zero();
        for glyph in &item.glyphs {
            let width = glyph.x_advance.at(item.size);
            let own = transformed(letters(item.size, cursor, width), transform);
            cursor += width;
            let range = glyph.range();
            let text = item.text.get(range.clone()).unwrap_or_default();
            if text.chars().all(is_unseen) {
                continue;
            }
            let loss = if glyph.id == 0 {
                Loss::NoGlyph
            } else if !is_inside(own, page) {
                Loss::OffPage
            } else if clip.is_some_and(|clip| !is_inside(own, clip)) {
                Loss::Cut
            } else {
                continue;
            };
            let first = || format!("\"{text}\" in \"{}\"", around(&item.text, range.start));
            self.lost.entry(loss).or_insert_with(|| (first(), 0)).1 += 1;
            return;
        }
    }

    /// One finding for each kind of loss on the page, however much is lost.
    fn report(&mut self) {
        for (loss, (first, count)) in std::mem::take(&mut self.lost) {
            let (code, what) = match loss {
                Loss::NoGlyph => (Code::MissingGlyph, "has no glyph"),
                Loss::OffPage => (Code::LostText, "lies outside the page"),
                Loss::Cut => (Code::LostText, "is cut off by its frame"),
            };
            let help = match loss {
                Loss::NoGlyph => "write it in another way, or add a font that has it to the brand",
                Loss::OffPage | Loss::Cut => "let the template break this block or cell over pages, or give it room",
            };
            let more = if count > 1 { format!(", and so do {} more runs of text", count - 1) } else { String::new() };
            let more = if loss == Loss::Cut { more.replace("so do", "so are") } else { more };
            let message = format!("{first} on page {} {what}{more}", self.number);
            self.walked.findings.push(Finding::new(code, message).help(help));
        }
    }

    /// Finds runs that are drawn over one another: a text that is too wide for its cell.
    fn collisions(&mut self) {
        self.boxes.sort_by(|a, b| a.top.total_cmp(&b.top).then(a.left.total_cmp(&b.left)));
        for (index, first) in self.boxes.iter().enumerate() {
            for second in self.boxes.iter().skip(index + 1).take_while(|second| second.top < first.bottom) {
                let across = first.right.min(second.right) - first.left.max(second.left);
                let down = first.bottom.min(second.bottom) - second.top;
                let smaller = (first.bottom - first.top).min(second.bottom - second.top);
                if across > smaller / 2.0 && down > smaller / 2.0 {
                    let message = format!(
                        "\"{}\" and \"{}\" are drawn over one another on page {}",
                        around(&first.text, 0),
                        around(&second.text, 0),
                        self.number
                    );
                    self.walked.findings.push(
                        Finding::new(Code::LostText, message)
                            .help("a text is too wide for its cell: give the column room, or let the text break"),
                    );
                    return;
                }
            }
        }
    }
}

/// The box of letters without ascenders and descenders, in a run's own coordinates: they may touch other lines.
fn letters(size: Abs, start: Abs, width: Abs) -> Rect {
    Rect::new(Point::new(start, -0.5 * size), Point::new(start + width, Abs::zero()))
}

fn transformed(rect: Rect, transform: Transform) -> Rect {
    let corners = [rect.min, Point::new(rect.min.x, rect.max.y), Point::new(rect.max.x, rect.min.y), rect.max];
    let [first, rest @ ..] = corners.map(|corner| corner.transform(transform));
    let (min, max) = rest.iter().fold((first, first), |(min, max), &corner| (min.min(corner), max.max(corner)));
    Rect::new(min, max)
}

fn is_inside(inner: Rect, outer: Rect) -> bool {
    let slack = Point::splat(Abs::pt(TOLERANCE));
    let (min, max) = (outer.min - slack, outer.max + slack);
    inner.min.x >= min.x && inner.min.y >= min.y && inner.max.x <= max.x && inner.max.y <= max.y
}
