//! Reads one table of a Markdown file. comrak finds the tables, so that a fenced example is none; the cells are taken
//! from the lines themselves, so that each keeps its place and its Markdown.

use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::super::Fault;
use super::super::node::Mark;
use super::survey::Rows;
use super::{Cell, Raw, Reading, encoding};
use crate::config::ingest::{Choice, Mapping};
use crate::diagnostic::{Code, nearest};

/// A table of the file: the heading above it, its first line and its last one.
struct Found {
    heading: String,
    first: usize,
    last: usize,
}

pub(super) fn read(bytes: Vec<u8>, mapping: &Mapping) -> Result<Reading, Fault> {
    let text = encoding::decode(&bytes, mapping.encoding)?;
    let tables = find(&text);
    let found = choose(&tables, mapping)?;
    let rows = rows(&text, found);
    let mut faults = Vec::new();
    let mut table = Raw { rows }.table(&[], true, &mut faults)?;
    table.markdown = true;
    Ok(Reading { table, text, sheet: None, faults })
}

/// Every table: the heading above it, and its rows.
pub(super) fn survey(text: &str) -> Vec<(String, Rows)> {
    find(text).into_iter().map(|found| (found.heading.clone(), rows(text, &found))).collect()
}

fn rows(text: &str, found: &Found) -> Rows {
    let mut rows = Vec::new();
    for (offset, line) in text.lines().enumerate().take(found.last).skip(found.first - 1) {
        // The second line of a table draws the rule under its head.
        if offset != found.first {
            let number = u32::try_from(offset + 1).unwrap_or(u32::MAX);
            rows.push((number, cells(line, number)));
        }
    }
    rows
}

fn find(text: &str) -> Vec<Found> {
    let mut options = Options::default();
    options.extension.table = true;
    let arena = Arena::new();
    let root = parse_document(&arena, text, &options);
    let mut heading = String::new();
    let mut tables = Vec::new();
    for node in root.descendants() {
        let data = node.data();
        match &data.value {
            NodeValue::Heading(_) => heading = plain(node),
            NodeValue::Table(_) => tables.push(Found {
                heading: heading.clone(),
                first: data.sourcepos.start.line,
                last: data.sourcepos.end.line,
            }),
            _ => {}
        }
    }
    tables
}

fn plain(heading: Node<'_>) -> String {
    let mut text = String::new();
    for node in heading.descendants() {
        match &node.data().value {
            NodeValue::Text(part) => text.push_str(part),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            _ => {}
        }
    }
    super::head_name(&text)
}

fn choose<'t>(tables: &'t [Found], mapping: &Mapping) -> Result<&'t Found, Fault> {
    let fault = |message: String| Fault::new(Code::UnmatchedMapping, Mark::default(), message);
    let headings = || {
        let names = tables.iter().map(|table| format!("`{}`", table.heading)).collect::<Vec<_>>().join(", ");
        format!("its tables stand under {names}")
    };
    if tables.is_empty() {
        return Err(fault("the file has no table".to_owned()).help("a table has a head and a line such as `|---|---|`"));
    }
    match &mapping.table {
        None if tables.len() == 1 => Ok(&tables[0]),
        None => {
            let message = format!("the file has {} tables, and nothing says which is meant", tables.len());
            Err(fault(message).help(format!("add `table = \"HEADING\"` or `table = 1`; {}", headings())))
        }
        Some(at) => match &at.value {
            Choice::Number(number) => tables.get(*number as usize - 1).ok_or_else(|| {
                fault(format!("there is no table {number}: the file has {}", tables.len())).help(headings())
            }),
            Choice::Heading(name) => {
                tables.iter().find(|table| table.heading == super::head_name(name)).ok_or_else(|| {
                    let near = nearest(name, tables.iter().map(|table| table.heading.as_str()));
                    let help = near.map_or_else(headings, |near| format!("did you mean `{near}`?"));
                    fault(format!("no table stands under a heading `{name}`")).help(help)
                })
            }
        },
    }
}

/// The cells of a line. A pipe divides unless a backslash stands before it, also inside code.
fn cells(line: &str, number: u32) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut text = String::new();
    let mut start = None;
    let mut end = 0;
    let mut column = 0;
    let mut escaped = false;
    let mut cells_begun = false;
    let mut close = |text: &mut String, start: &mut Option<u32>, end: u32, column: u32| {
        let begin = start.take().unwrap_or(column);
        let mark = Mark { line: number, column: begin, length: end.saturating_sub(begin).max(1), source: 0 };
        cells.push(Cell { text: broken(text.trim()), mark });
        text.clear();
    };
    let trimmed = line.trim_end();
    for character in trimmed.chars() {
        column += 1;
        if character == '|' && !escaped {
            // The pipe that opens the line divides nothing.
            if cells_begun || !text.trim().is_empty() {
                close(&mut text, &mut start, end, column);
            }
            text.clear();
            cells_begun = true;
            continue;
        }
        if character == '|' {
            text.pop();
        }
        text.push(character);
        escaped = character == '\\' && !escaped;
        if !character.is_whitespace() {
            start.get_or_insert(column);
            end = column + 1;
        }
    }
    if !text.trim().is_empty() {
        close(&mut text, &mut start, end, column);
    }
    cells
}

/// A cell is one line of the file; `<br>` is how people break lines in it.
fn broken(text: &str) -> String {
    let mut out = text.to_owned();
    for tag in ["<br>", "<br/>", "<br />", "<BR>"] {
        out = out.replace(tag, "\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{cells, find};

    #[test]
    fn cells_keep_their_columns() {
        let found = |line| cells(line, 7).into_iter().map(|cell| (cell.text, cell.mark.column)).collect::<Vec<_>>();
        let own = |cells: &[(&str, u32)]| cells.iter().map(|(t, c)| ((*t).to_owned(), *c)).collect::<Vec<_>>();
        assert_eq!(found("| A | bc |"), own(&[("A", 3), ("bc", 7)]));
        assert_eq!(found("A | b"), own(&[("A", 1), ("b", 5)]));
        assert_eq!(found("  | A || c |"), own(&[("A", 5), ("", 8), ("c", 10)]));
        assert_eq!(found("|| x |"), own(&[("", 2), ("x", 4)]));
        assert_eq!(found(r"| a \| b | `x \| y`<br>z |"), own(&[("a | b", 3), ("`x | y`\nz", 12)]));
    }

    #[test]
    fn an_example_is_no_table() {
        let text = "# Risks\n\n```\n| a | b |\n|---|---|\n```\n\n## The `real` one\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nafter\n";
        let tables = find(text);
        assert_eq!(tables.len(), 1);
        assert_eq!((tables[0].heading.as_str(), tables[0].first, tables[0].last), ("The real one", 10, 12));
    }
}
