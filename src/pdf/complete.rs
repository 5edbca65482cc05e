//! Whether every text that must be printed is in the frames, whole.
//!
//! Spaces are left out on both sides, so lines may break anywhere. A text that goes over a page or column is found in
//! pieces, each after the one before; between them stand other cells and the page's foot and head. A text that is
//! short is found easily, perhaps where another field printed the same word: the check is against loss of text by the
//! layout, and loses none that is longer than a few words.

use super::coverage::{around, is_unseen};
use super::prepare::Needles;
use crate::diagnostic::{Code, Finding};

/// How many bytes of a text are looked up at once; a piece of a broken text is at least as long, but for the last.
const KEY: usize = 8;

/// How far from the last text found the next is looked for before the whole document is: data is mostly printed in
/// its own order, a row at a time.
const NEAR: [usize; 3] = [1 << 9, 1 << 11, 1 << 14];

/// How many places that begin alike are tried for one piece.
const TRIES: usize = 256;

/// Reports the texts that are not in the laid-out document.
pub(super) fn missing(needles: &Needles, laid: &str) -> Vec<Finding> {
    let mut search = Search { laid: laid.as_bytes(), cursor: 0, index: None };
    let mut findings = Vec::new();
    for (path, text) in needles {
        let wanted: String = text.chars().filter(|&character| !is_unseen(character)).collect();
        if let Err(kept) = search.find(wanted.as_bytes()) {
            let at = nth_seen(text, wanted.get(..kept).map_or(0, |kept| kept.chars().count()));
            let message = format!("the layout left out a part of this text, from \"{}\" on", around(text, at));
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
    cursor: usize,
    /// Every place by the bytes that begin there, made when a text is not near the last one.
    index: Option<Vec<(u64, u32)>>,
}

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
        let mut rest = wanted;
        let mut after = 0;
        while !rest.is_empty() {
            let Some((at, length)) = self.piece(rest, after) else { return Err(wanted.len() - rest.len()) };
            after = at + length;
            rest = rest.get(length..).unwrap_or_default();
        }
        self.cursor = after;
        Ok(())
    }

    /// A long piece that the text begins with, at or after a place.
    fn piece(&mut self, wanted: &[u8], after: usize) -> Option<(usize, usize)> {
        let Some(key) = key(wanted) else {
            return position(self.laid.get(after..)?, wanted).map(|at| (after + at, wanted.len()));
        };
        let laid = self.laid;
        let index = self.index.get_or_insert_with(|| build(laid));
        let first = index.partition_point(|&entry| entry < (key, u32::try_from(after).unwrap_or(u32::MAX)));
        let places = index.iter().skip(first).take_while(|(other, _)| *other == key).take(TRIES);
        let common = |place: usize| {
            let there = laid.get(place..).unwrap_or_default();
            wanted.iter().zip(there).take_while(|(wanted, there)| wanted == there).count()
        };
        // The earliest of those that are about the longest: in a text that repeats itself, a later place can match
        // further, but then what stands before it is never found.
        let found: Vec<(usize, usize)> = places.map(|&(_, place)| (place as usize, common(place as usize))).collect();
        let longest = found.iter().map(|(_, length)| *length).max()?;
        found.into_iter().find(|(_, length)| length * 2 >= longest)
    }
}

fn key(bytes: &[u8]) -> Option<u64> {
    bytes.first_chunk::<KEY>().map(|chunk| u64::from_be_bytes(*chunk))
}

fn build(laid: &[u8]) -> Vec<(u64, u32)> {
    let mut index: Vec<(u64, u32)> = laid
        .windows(KEY)
        .enumerate()
        .filter_map(|(at, window)| Some((key(window)?, u32::try_from(at).ok()?)))
        .collect();
    index.sort_unstable();
    index
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
