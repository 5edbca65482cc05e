//! Many phrases sought in one go: a tree of words, in which a step takes the next word of the text.
//!
//! The time is linear in the text, whatever the number of phrases: a phrase has [`LONGEST`] words at most.

use std::collections::BTreeMap;

use super::text::Text;

/// Most words of a phrase; of a longer one the first are sought.
const LONGEST: usize = 16;

/// Phrases, each with what it means.
pub(super) struct Phrases<T> {
    nodes: Vec<Node<T>>,
}

struct Node<T> {
    next: BTreeMap<String, usize>,
    meanings: Vec<T>,
}

impl<T> Node<T> {
    fn new() -> Self {
        Self { next: BTreeMap::new(), meanings: Vec::new() }
    }
}

/// A phrase that stands in a text, by the numbers of its first and last word.
pub(super) struct Hit<'a, T> {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) meaning: &'a T,
}

impl<T> Hit<'_, T> {
    /// Does the other lie in this one?
    pub(super) fn covers(&self, other: &Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }
}

impl<T> Phrases<T> {
    pub(super) fn new() -> Self {
        Self { nodes: vec![Node::new()] }
    }

    /// Adds a phrase of folded words; one without words is never found.
    pub(super) fn add<W: AsRef<str>>(&mut self, words: &[W], meaning: T) {
        let mut at = 0;
        for word in words.iter().take(LONGEST) {
            let new = self.nodes.len();
            at = *self.nodes[at].next.entry(word.as_ref().to_owned()).or_insert(new);
            if at == new {
                self.nodes.push(Node::new());
            }
        }
        if at > 0 {
            self.nodes[at].meanings.push(meaning);
        }
    }

    /// Every phrase that stands in a text, by where it begins and then by length.
    pub(super) fn find(&self, text: &Text<'_>) -> Vec<Hit<'_, T>> {
        let mut hits = Vec::new();
        for first in 0..text.len() {
            let mut at = 0;
            for last in first..text.len() {
                if last > first && !text.is_joined(last) {
                    break;
                }
                let Some(next) = self.nodes[at].next.get(text.word(last)) else { break };
                at = *next;
                hits.extend(self.nodes[at].meanings.iter().map(|meaning| Hit { first, last, meaning }));
            }
        }
        hits
    }
}

/// The hits that may cover the nth one or be covered by it: those that begin within the longest phrase.
pub(super) fn around<'a, 'b, T>(hits: &'b [Hit<'a, T>], nth: usize) -> impl Iterator<Item = &'b Hit<'a, T>> {
    let first = hits.get(nth).map_or(0, |hit| hit.first);
    let from = hits.partition_point(|hit| hit.first + LONGEST <= first);
    let to = hits.partition_point(|hit| hit.first <= first);
    hits.get(from..to).unwrap_or_default().iter()
}

/// Every phrase that a pattern stands for: `(is|are) (fully|) safe` is four. Words are folded as a text's are.
pub(super) fn expanded(pattern: &str) -> Vec<Vec<String>> {
    let mut made: Vec<Vec<String>> = vec![Vec::new()];
    let mut rest = pattern;
    while !rest.is_empty() {
        let (choices, after): (Vec<&str>, &str) = match rest.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
            Some((inner, after)) => (inner.split('|').collect(), after),
            None => {
                let end = rest.find('(').unwrap_or(rest.len()).max(1);
                let end = (end..=rest.len()).find(|at| rest.is_char_boundary(*at)).unwrap_or(rest.len());
                (vec![&rest[..end]], &rest[end..])
            }
        };
        made = made
            .iter()
            .flat_map(|so_far| {
                choices.iter().map(move |choice| {
                    so_far.iter().cloned().chain(super::text::words(choice)).collect::<Vec<String>>()
                })
            })
            .collect();
        rest = after;
    }
    made
}

#[cfg(test)]
mod tests {
    use super::{Phrases, expanded};
    use crate::leak::text::{Text, words};

    #[test]
    fn patterns_stand_for_all_their_phrases() {
        let made: Vec<String> = expanded("(is|are) (fully|) CE-marked").iter().map(|words| words.join(" ")).collect();
        assert_eq!(made, ["is fully ce marked", "is ce marked", "are fully ce marked", "are ce marked"]);
        assert_eq!(expanded("(open"), [["open"]]);
    }

    #[test]
    fn phrases_are_found_where_they_stand() {
        let mut phrases = Phrases::new();
        phrases.add(&words("Anna Novak"), 1);
        phrases.add(&words("Novak"), 2);
        phrases.add::<&str>(&[], 3);
        let found = |text: &str| -> Vec<(usize, usize, i32)> {
            phrases.find(&Text::new(text)).iter().map(|hit| (hit.first, hit.last, *hit.meaning)).collect()
        };
        assert_eq!(found("by ANNA\u{a0}Nóvak"), [(1, 2, 1), (2, 2, 2)]);
        assert_eq!(found("Anna. Novak"), [(1, 1, 2)]);
        assert_eq!(found("Anna\n\nNovaks"), []);
    }
}
