//! Whether every text that must be printed is in the frames, whole.
//!
//! Spaces are left out on both sides, so lines may break anywhere. A text that goes over a page or column stands there
//! in pieces, with other cells and the page's foot and head between them. The layout breaks at the end of a line, so
//! each piece but the last ends where a run of glyphs ends, and each but the first begins where one begins. That
//! makes false alarms and false comfort rare, also in a register whose rows say nearly the same.
//!
//! A short text is found easily, perhaps where another field printed the same word. The check is against the layout
//! losing text, and a lost text of more than a line is not found by chance.

use std::collections::BTreeMap;

use super::coverage::{around, is_unseen};
use super::prepare::Needles;
use super::walk::Laid;
use crate::diagnostic::{Code, Finding};

/// How far from the last text found the next is looked for before the whole document is: data is mostly printed in
/// its own order, a row at a time.
const NEAR: [usize; 3] = [1 << 9, 1 << 11, 1 << 14];

/// How far a broken text is looked for before the whole document is.
const FAR: usize = 1 << 16;

/// How many ends of runs are tried for a piece, from the last that matches back. More than one is needed where the
/// text beside a piece happens to begin as the next piece does.
const ENDS: usize = 4;

/// How many bytes are compared for one text before it counts as lost. A text that is there takes a small part.
const BUDGET: usize = 1 << 26;

/// Reports the texts that are not in the laid-out document.
pub(super) fn missing(needles: &Needles, laid: &Laid) -> Vec<Finding> {
    let mut search = Search { laid: laid.text.as_bytes(), ends: &laid.ends, cursor: 0, starts: None, budget: 0 };
    let mut findings = Vec::new();
    for (path, text) in needles {
        let wanted: String = text.chars().filter(|&character| !is_unseen(character)).collect();
        if let Err(kept) = search.find(wanted.as_bytes()) {
            let kept = wanted.char_indices().take_while(|(at, _)| *at < kept).count();
            let message =
                format!("the layout left out a part of this text, from \"{}\" on", around(text, nth_seen(text, kept)));
            findings.push(
                Finding::new(Code::LostText, message)
                    .about(path.clone())
                    .help("let the template break this block or cell over pages, and print the field literally"),
            );
        }
    }
    findings
}

/// The place of the character that follows `count` visible ones.
fn nth_seen(text: &str, count: usize) -> usize {
    text.char_indices().filter(|(_, character)| !is_unseen(*character)).nth(count).map_or(text.len(), |(at, _)| at)
}

struct Search<'a> {
    laid: &'a [u8],
    /// Where runs of glyphs end, ascending.
    ends: &'a [usize],
    cursor: usize,
    /// Where runs begin, by their first byte; made for the first text that is in pieces.
    starts: Option<BTreeMap<u8, Vec<usize>>>,
    budget: usize,
}

/// A match: where it begins and how long it is.
type Piece = (usize, usize);

impl Search<'_> {
    /// Finds a text, in one piece or several; otherwise says how many of its bytes were found.
    fn find(&mut self, wanted: &[u8]) -> Result<(), usize> {
        for reach in NEAR {
            let from = self.cursor.saturating_sub(reach);
            let near = self.laid.get(from..(self.cursor + reach).min(self.laid.len())).unwrap_or_default();
            if let Some(at) = position(near, wanted) {
                self.cursor = from + at + wanted.len();
                return Ok(());
            }
        }
        self.budget = BUDGET;
        let near = self.cursor.saturating_sub(FAR)..(self.cursor + FAR).min(self.laid.len());
        self.pieces(wanted, near).or_else(|_| self.pieces(wanted, 0..self.laid.len()))
    }

    /// Finds a text that begins in a range, going on elsewhere after that.
    fn pieces(&mut self, wanted: &[u8], range: std::ops::Range<usize>) -> Result<(), usize> {
        let Some(&first) = wanted.first() else { return Ok(()) };
        let mut beginnings = Vec::new();
        for place in range {
            if self.laid.get(place) == Some(&first) {
                beginnings.push((place, self.common(wanted, place)));
            }
        }
        // For each length of text found, the earliest place where so much of it ends.
        let mut reached: BTreeMap<usize, usize> = BTreeMap::new();
        let mut deepest = 0;
        for beginning in in_order(beginnings) {
            let mut stack = Vec::new();
            if self.step(wanted, 0, vec![beginning], &mut stack, &mut reached) {
                return Ok(());
            }
            while let Some((done, after)) = stack.pop() {
                deepest = deepest.max(done);
                let rest = wanted.get(done..).unwrap_or_default();
                let found = self.continuations(rest, after);
                if self.step(wanted, done, found, &mut stack, &mut reached) {
                    return Ok(());
                }
                if self.budget == 0 {
                    return Err(deepest);
                }
            }
        }
        Err(deepest)
    }

    /// Takes pieces that follow what is done, and puts on the stack where each may end. True when one ends the text.
    fn step(
        &mut self,
        wanted: &[u8],
        done: usize,
        found: Vec<Piece>,
        stack: &mut Vec<(usize, usize)>,
        reached: &mut BTreeMap<usize, usize>,
    ) -> bool {
        for (place, length) in in_order(found).into_iter().rev() {
            if done + length == wanted.len() {
                self.cursor = place + length;
                return true;
            }
            let last = self.ends.partition_point(|&end| end <= place + length);
            let first = self.ends.partition_point(|&end| end <= place).max(last.saturating_sub(ENDS));
            for &end in self.ends.get(first..last).unwrap_or_default() {
                let now = done + end - place;
                if reached.get(&now).is_none_or(|&earlier| end < earlier) {
                    reached.insert(now, end);
                    stack.push((now, end));
                }
            }
        }
        false
    }

    /// The runs at or after a place that begin as the text does.
    fn continuations(&mut self, rest: &[u8], after: usize) -> Vec<Piece> {
        let (Some(first), laid, ends) = (rest.first(), self.laid, self.ends) else { return vec![] };
        let starts = self.starts.get_or_insert_with(|| {
            let mut starts: BTreeMap<u8, Vec<usize>> = BTreeMap::new();
            for &start in std::iter::once(&0).chain(ends) {
                if let Some(&byte) = laid.get(start) {
                    starts.entry(byte).or_default().push(start);
                }
            }
            starts
        });
        let places = starts.get(first).map(Vec::as_slice).unwrap_or_default();
        let places = places.get(places.partition_point(|&start| start < after)..).unwrap_or_default().to_vec();
        places.into_iter().map(|place| (place, self.common(rest, place))).collect()
    }

    /// How many bytes of a text stand at a place.
    fn common(&mut self, wanted: &[u8], place: usize) -> usize {
        let there = self.laid.get(place..).unwrap_or_default();
        let length = wanted.iter().zip(there).take(self.budget).take_while(|(wanted, there)| wanted == there).count();
        self.budget = self.budget.saturating_sub(length + 1);
        length
    }
}

/// Puts pieces in the order to try: first the earliest of those that are about the longest. In a text that repeats
/// itself a later place can match further, but then what stands before it is never found.
fn in_order(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let longest = pieces.iter().map(|(_, length)| *length).max().unwrap_or_default();
    pieces.sort_by_key(|&(place, length)| (length * 2 < longest, place));
    pieces
}

fn position(hay: &[u8], needle: &[u8]) -> Option<usize> {
    let (first, rest) = needle.split_first()?;
    let mut from = 0;
    while let Some(at) = hay.get(from..)?.iter().position(|byte| byte == first) {
        let start = from + at;
        if hay.get(start + 1..).is_some_and(|tail| tail.starts_with(rest)) {
            return Some(start);
        }
        from = start + 1;
    }
    None
}
