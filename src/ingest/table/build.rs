//! Builds an item out of paths and values.

use std::collections::BTreeMap;

use super::super::node::{Key, Mark, Node, Step, Value};

/// A value that is being built.
#[derive(Debug, Default)]
pub(super) enum Build {
    /// Nothing yet.
    #[default]
    Nothing,
    Leaf(Node),
    Fields(Vec<(String, Build)>),
    /// Entries by their number; those that nothing was put into are left out at the end.
    Entries(BTreeMap<usize, Build>),
}

impl Build {
    /// Puts a value where the path leads.
    pub(super) fn put(&mut self, path: &[Step], node: Node) {
        match path.split_first() {
            None => *self = Self::Leaf(node),
            Some((Step::Key(name), rest)) => {
                if !matches!(self, Self::Fields(_)) {
                    *self = Self::Fields(Vec::new());
                }
                let Self::Fields(fields) = self else { return };
                if let Some((_, inner)) = fields.iter_mut().find(|(own, _)| own == name) {
                    inner.put(rest, node);
                } else {
                    let mut inner = Self::Nothing;
                    inner.put(rest, node);
                    fields.push((name.clone(), inner));
                }
            }
            Some((Step::Index(index), rest)) => {
                if !matches!(self, Self::Entries(_)) {
                    *self = Self::Entries(BTreeMap::new());
                }
                if let Self::Entries(entries) = self {
                    entries.entry(*index).or_default().put(rest, node);
                }
            }
        }
    }

    /// What was built. Mappings and lists have the place of their first value, the whole has `here`.
    pub(super) fn node(self, here: Mark) -> Option<Node> {
        let mut node = self.inner()?;
        node.mark = here;
        Some(node)
    }

    fn inner(self) -> Option<Node> {
        match self {
            Self::Nothing => None,
            Self::Leaf(node) => Some(node),
            Self::Fields(fields) => {
                let fields: Vec<(Key, Node)> = fields
                    .into_iter()
                    .filter_map(|(name, build)| build.inner().map(|node| (Key { name, mark: node.mark }, node)))
                    .collect();
                let mark = fields.first().map(|(_, node)| node.mark)?;
                Some(Node { value: Value::Map(fields), mark })
            }
            Self::Entries(entries) => {
                let entries: Vec<Node> = entries.into_values().filter_map(Self::inner).collect();
                let mark = entries.first().map(|node| node.mark)?;
                Some(Node { value: Value::List(entries), mark })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::shape::path;
    use super::{Build, Mark, Node, Value};

    #[test]
    fn empty_entries_are_left_out() {
        let mut build = Build::default();
        let leaf = |text: &str| Node { value: Value::Plain(text.to_owned()), mark: Mark::default() };
        build.put(&path("scores[1].value").unwrap(), leaf("4"));
        build.put(&path("scores[3].value").unwrap(), leaf("5"));
        build.put(&path("id").unwrap(), leaf("A"));
        let node = build.node(Mark::default()).unwrap();
        assert_eq!(node.follow("scores[1].value").scalar(), Some("5"));
        assert!(matches!(&node.get("scores").unwrap().value, Value::List(scores) if scores.len() == 2));
        assert_eq!(node.follow("id").scalar(), Some("A"));
    }
}
