//! Puts an approval into the YAML file where an item stands, and leaves every other byte as it is.
//!
//! The new text is read again before anybody writes it: but for the approval it must hold what the old one held. What
//! people write in YAML has too many forms to trust an edit of lines without that.

use super::node::{Node, Step, Value};
use super::{Format, Places, yaml};
use crate::diagnostic::{Code, Finding, Place};
use crate::record::Kind;

/// A file with an approval put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// Its path in the record.
    pub file: String,
    /// The text that was read.
    pub old: String,
    /// The text to write.
    pub new: String,
}

const APPROVAL: &str = "approval";
const APPROVALS: &str = "approvals";

impl Places {
    /// Makes the new text of an item's file. `entry` is the approval, field by field, as YAML scalars. An approval that
    /// is there already goes to the end of `approvals`, where the kind has that field (`several`).
    ///
    /// # Errors
    /// A [`Code::Refused`] finding where the item stands in a form that can't be edited line by line.
    pub fn approve(&self, kind: Kind, id: &str, entry: &[(&str, String)], several: bool) -> Result<Edited, Finding> {
        let name = kind.named(id);
        let [origin] = self.origins(kind, id) else {
            let message = format!("{name} does not stand in one place of the record");
            return Err(Finding::new(Code::Refused, message).help("give each item an id of its own"));
        };
        let source = self.source(origin.source);
        let place = self.of(kind, id, "", 0).unwrap_or_else(|| Place::file(&source.name));
        let by_hand: Vec<String> = entry.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        let by_hand = format!("add it by hand: `approval: {{{}}}`", by_hand.join(", "));
        let refuse = |why: &str| {
            let message = format!("an approval of {name} can't be written here: {why}");
            Finding::new(Code::Refused, message).at(place.clone()).about(name.clone()).help(by_hand.clone())
        };
        match source.format {
            Format::Yaml => {}
            Format::Json => return Err(refuse("the item stands in a JSON file, and only YAML is edited")),
            Format::Table => return Err(refuse("the item is a row of a register, and only YAML is edited")),
        }
        let unsafe_form = || refuse("the YAML around it is written in a form that can't be edited safely");
        let tree = yaml::read(&source.text).map_err(|_| unsafe_form())?;
        let item = find(&tree, &origin.path).ok_or_else(unsafe_form)?;
        let mut lines = Lines::new(&source.text);
        if lines.at(item.mark.line, item.mark.column) == Some('{') {
            return Err(refuse("the item is written in one line with braces (flow style)"));
        }
        let shape = Shape::of(item, &lines).ok_or_else(unsafe_form)?;
        let former = item.get(APPROVAL).filter(|node| !node.is_null());
        if former.is_some() && !several {
            let message = format!("{name} has an approval already, and {} keeps one", kind.with_article());
            let finding = Finding::new(Code::Refused, message).at(place).about(name);
            return Err(finding.help("take the former one out of `approval:`, or keep what it says in the `history:`"));
        }
        let fresh: Vec<String> = std::iter::once(format!("{}{APPROVAL}:", shape.indent))
            .chain(entry.iter().map(|(key, value)| format!("{}  {key}: {value}", shape.indent)))
            .collect();
        let candidates = match (shape.field(APPROVAL), former) {
            (None, _) => {
                let mut positions = vec![shape.end];
                positions
                    .extend(shape.fields.last().filter(|field| field.start > shape.start).map(|field| field.start));
                positions.into_iter().map(|at| vec![Change { from: at, until: at, lines: fresh.clone() }]).collect()
            }
            (Some(_), None) => return Err(refuse("its `approval:` is empty; take that line out first")),
            (Some(field), Some(former)) => match moved(&shape, field, former, item, &lines) {
                Ok((until, entry_lines, at)) => vec![changes(field, until, fresh, entry_lines, at, &shape.indent)],
                Err(why) => return Err(refuse(why)),
            },
        };
        for changes in candidates {
            let new = lines.with(changes);
            if yaml::read(&new).is_ok_and(|after| adds_only(&tree, &after, &origin.path, entry)) {
                return Ok(Edited { file: source.name.clone(), old: source.text.clone(), new });
            }
        }
        Err(unsafe_form())
    }
}

/// Lines `from..until`, counted from 0, replaced by others.
struct Change {
    from: usize,
    until: usize,
    lines: Vec<String>,
}

/// The lines of a text with their ends.
struct Lines {
    lines: Vec<String>,
    end: &'static str,
    /// Does the last line have its end?
    ended: bool,
}

impl Lines {
    fn new(text: &str) -> Self {
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        let ended = text.ends_with('\n');
        if let Some(last) = lines.last_mut().filter(|_| !ended) {
            last.push_str(end);
        }
        Self { lines, end, ended }
    }

    /// The character at a line and column, both from 1.
    fn at(&self, line: u32, column: u32) -> Option<char> {
        let line = self.lines.get((line as usize).checked_sub(1)?)?;
        line.chars().nth((column as usize).checked_sub(1)?)
    }

    fn indent(&self, line: usize) -> usize {
        self.lines[line].chars().take_while(|character| *character == ' ').count()
    }

    /// A line without content of its own: blank, or a comment no further in than the fields.
    fn is_idle(&self, line: usize, column: usize) -> bool {
        let text = self.lines[line].trim();
        text.is_empty() || text.starts_with('#') && self.indent(line) <= column
    }

    /// The text with some lines replaced. Changes are given from the last to the first.
    fn with(&mut self, mut changes: Vec<Change>) -> String {
        let mut lines = self.lines.clone();
        changes.sort_by_key(|change| std::cmp::Reverse(change.from));
        for change in changes {
            let ended = change
                .lines
                .into_iter()
                .map(|line| if line.ends_with('\n') { line } else { format!("{line}{}", self.end) });
            lines.splice(change.from..change.until, ended);
        }
        let mut text = lines.concat();
        if !self.ended {
            text.truncate(text.len() - self.end.len());
        }
        text
    }
}

/// Where the fields of an item stand, in lines from 0.
struct Shape {
    indent: String,
    start: usize,
    end: usize,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    start: usize,
    end: usize,
}

impl Shape {
    /// None where two fields share a line, or are not below each other.
    fn of(item: &Node, lines: &Lines) -> Option<Self> {
        let Value::Map(keys) = &item.value else { return None };
        let (first, _) = keys.first()?;
        let column = (first.mark.column as usize).checked_sub(1)?;
        let mut starts = Vec::new();
        for (index, (key, _)) in keys.iter().enumerate() {
            let line = (key.mark.line as usize).checked_sub(1)?;
            let own = index == 0 || (key.mark.column as usize == column + 1 && lines.indent(line) == column);
            if !own || starts.last().is_some_and(|(_, last)| *last >= line) {
                return None;
            }
            starts.push((key.name.clone(), line));
        }
        let start = starts.first()?.1;
        let last = starts.last()?.1;
        let outside = |line: usize| {
            let text = lines.lines[line].trim_end();
            let ends = column == 0 && (text.starts_with("...") || text.starts_with("---"));
            ends || (lines.indent(line) < column && !text.trim().is_empty() && !text.trim().starts_with('#'))
        };
        let end = (last + 1..lines.lines.len()).find(|line| outside(*line)).unwrap_or(lines.lines.len());
        let trimmed = |from: usize, mut until: usize| {
            while until > from + 1 && lines.is_idle(until - 1, column) {
                until -= 1;
            }
            until
        };
        let bounds: Vec<usize> = starts.iter().skip(1).map(|(_, line)| *line).chain([end]).collect();
        let fields = starts.into_iter().zip(bounds);
        let fields = fields.map(|((name, start), until)| Field { name, start, end: trimmed(start, until) });
        let fields: Vec<Field> = fields.collect();
        let end = fields.last()?.end;
        Some(Self { indent: " ".repeat(column), start, end, fields })
    }

    fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// The lines of the former approval as an entry of a list, and where they go: after a line of `approvals`, or none
/// where that list has to be begun.
type Moved = (usize, Vec<String>, Option<usize>);

fn moved(shape: &Shape, field: &Field, former: &Node, item: &Node, lines: &Lines) -> Result<Moved, &'static str> {
    const FORM: &str = "its `approval:` is written in a form that can't be moved to `approvals:` safely";
    let head = lines.lines[field.start].trim_end();
    let rest = head.strip_prefix(&format!("{}{APPROVAL}:", shape.indent)).ok_or(FORM)?.trim_start();
    let column = shape.indent.len();
    let Value::Map(parts) = &former.value else { return Err(FORM) };
    let block = rest.is_empty();
    let (first_line, first_column) = match parts.first() {
        Some((key, _)) if block => ((key.mark.line as usize).checked_sub(1), (key.mark.column as usize).checked_sub(1)),
        _ => (Some(field.start), Some(column + 2)),
    };
    let (first_line, first_column) = first_line.zip(first_column).ok_or(FORM)?;
    if !block && !rest.starts_with('{') || block && first_line != field.start + 1 {
        return Err(FORM);
    }
    let (dash, at) = match (shape.field(APPROVALS), item.get(APPROVALS)) {
        (Some(list), Some(node)) => {
            // A list may begin in the column of its key, and the reader then marks no dash: its first entry has a line.
            const LIST: &str = "its `approvals:` is no list with one entry for each line";
            let Value::List(entries) = &node.value else { return Err(LIST) };
            let line = entries.first().and_then(|entry| (entry.mark.line as usize).checked_sub(1)).ok_or(LIST)?;
            if !lines.lines.get(line).is_some_and(|text| text.trim_start().starts_with("- ")) {
                return Err(LIST);
            }
            (lines.indent(line), Some(list.end))
        }
        _ => (if block { first_column } else { column + 2 }, None),
    };
    let margin = " ".repeat(dash);
    let mut entry = Vec::new();
    if block {
        for line in first_line..field.end {
            let text = &lines.lines[line];
            let lead = if line == first_line { "- " } else { "  " };
            match text.get(first_column..).filter(|_| lines.indent(line) >= first_column) {
                Some(content) => entry.push(format!("{margin}{lead}{content}")),
                None if text.trim().is_empty() => entry.push(text.clone()),
                None => return Err(FORM),
            }
        }
    } else {
        entry.push(format!("{margin}- {rest}"));
        entry.extend(lines.lines[field.start + 1..field.end].iter().map(|line| format!("{margin}  {line}")));
    }
    Ok((field.end, entry, at))
}

fn changes(
    field: &Field,
    until: usize,
    mut fresh: Vec<String>,
    entry: Vec<String>,
    at: Option<usize>,
    indent: &str,
) -> Vec<Change> {
    match at {
        Some(at) => {
            vec![Change { from: field.start, until, lines: fresh }, Change { from: at, until: at, lines: entry }]
        }
        None => {
            fresh.push(format!("{indent}{APPROVALS}:"));
            fresh.extend(entry);
            vec![Change { from: field.start, until, lines: fresh }]
        }
    }
}

fn find<'t>(tree: &'t Node, path: &[Step]) -> Option<&'t Node> {
    path.iter().try_fold(tree, |node, step| match (step, &node.value) {
        (Step::Key(name), _) => node.get(name),
        (Step::Index(index), Value::List(items)) => items.get(*index),
        _ => None,
    })
}

/// Is the second tree the first with the approval, and the former one moved behind the others?
fn adds_only(before: &Node, after: &Node, path: &[Step], entry: &[(&str, String)]) -> bool {
    let (Some(old), Some(new)) = (find(before, path), find(after, path)) else { return false };
    let Some(Value::Map(fields)) = new.get(APPROVAL).map(|node| &node.value) else { return false };
    let wanted = fields.len() == entry.len()
        && fields.iter().zip(entry).all(|((key, node), (name, _))| key.name == *name && node.scalar().is_some());
    let list = |node: &Node| match node.get(APPROVALS).map(|list| &list.value) {
        Some(Value::List(entries)) => entries.iter().map(plain).collect(),
        _ => Vec::new(),
    };
    let mut expected: Vec<Value> = list(old);
    expected.extend(old.get(APPROVAL).filter(|node| !node.is_null()).map(plain));
    wanted && list(new) == expected && without(before, path) == without(after, path)
}

/// A tree without the approvals of one item, and without places.
fn without(tree: &Node, path: &[Step]) -> Value {
    fn item<'t>(node: &'t mut Value, path: &[Step]) -> Option<&'t mut Value> {
        let Some((step, rest)) = path.split_first() else { return Some(node) };
        match (step, node) {
            (Step::Key(name), Value::Map(fields)) => {
                let (_, inner) = fields.iter_mut().find(|(key, _)| key.name == *name)?;
                item(&mut inner.value, rest)
            }
            (Step::Index(index), Value::List(items)) => item(&mut items.get_mut(*index)?.value, rest),
            _ => None,
        }
    }
    let mut bare = plain(tree);
    if let Some(Value::Map(fields)) = item(&mut bare, path) {
        fields.retain(|(key, _)| key.name != APPROVAL && key.name != APPROVALS);
    }
    bare
}

/// A value with all places left out.
fn plain(node: &Node) -> Value {
    let bare = |node: &Node| Node { value: plain(node), ..Node::NOTHING };
    match &node.value {
        Value::List(items) => Value::List(items.iter().map(bare).collect()),
        Value::Map(fields) => {
            let key = |name: &str| super::node::Key { name: name.to_owned(), mark: Node::NOTHING.mark };
            Value::Map(fields.iter().map(|(name, node)| (key(&name.name), bare(node))).collect())
        }
        other => other.clone(),
    }
}
