//! Says in plain words what keeps a file from being YAML or JSON, and what to do about it.
//!
//! The parsers' own messages speak of scanners and scalars, and point to where they gave up, not to the fault.

use super::node::{Mark, shorten};
use super::{Fault, limits};
use crate::diagnostic::Code;

/// A complaint of the YAML parser. `open` are the lists and mappings that it was in, from the outside in.
pub(super) fn yaml(info: &str, mark: Mark, open: &[Mark], text: &str) -> Fault {
    let fault = |mark, message: &str, help: &str| Fault::new(Code::Syntax, mark, message).help(help);
    let says = |what: &str| info.contains(what);
    if says("tab") {
        let tab = Mark { column: line(text, mark).find('\t').map_or(mark.column, |at| narrow(at + 1)), ..mark };
        return fault(tab, "a tab stands where YAML allows spaces alone", "indent with spaces");
    }
    if says("unknown anchor") {
        let word: String = line(text, mark).chars().skip(mark.column as usize - 1).take_while(|c| *c != ' ').collect();
        let mark = Mark { length: narrow(word.chars().count()).max(1), ..mark };
        let message = format!("`{word}` repeats a value that was given this name before, and none was");
        let help = "put quotes around the text if it only begins with `*`";
        return fault(mark, &message, help);
    }
    // A bracket that is never closed is noticed lines below it.
    let bracket = open.iter().rev().find_map(|open| match character(text, *open)? {
        opening @ ('[' | '{') => Some((*open, opening)),
        _ => None,
    });
    if let Some((open, opening)) = bracket {
        let closing = if opening == '[' { ']' } else { '}' };
        let message = format!("this `{opening}` is not closed before line {}", mark.line.max(open.line + 1));
        let later = mark.line > open.line || says("stream") || says("eof");
        let help = format!("add `{closing}`, or put quotes around text that begins with `{opening}`");
        if later {
            return fault(Mark { length: 1, ..open }, &message, &help);
        }
        let message = format!("what stands between `{opening}` and `{closing}` can't be read here");
        return fault(mark, &message, "separate entries with commas, and put quotes around text with signs");
    }
    if says("quoted scalar") && (says("indentation") || says("stream") || says("document indicator")) {
        let help = "close it on the same line, or indent the lines that it goes on in";
        return fault(mark, "this quote is not closed", help);
    }
    if says("escape character") || says("escape code") || says("hexadecimal") {
        let help = "write `\\\\` for a backslash, or use single quotes, in which a backslash is itself";
        return fault(mark, "a backslash in double quotes begins an escape that YAML does not have", help);
    }
    if says("trailing content") {
        let help = "put quotes around the whole text, and write a quote inside it as `\\\"`";
        return fault(mark, "something follows the closing quote", help);
    }
    if let Some(sign) = info.strip_prefix("unexpected character: `").and_then(|rest| rest.chars().next()) {
        let message = format!("a value can't begin with `{sign}`");
        return fault(mark, &message, "put quotes around the text");
    }
    if says("mapping values are not allowed") {
        let help = "put quotes around text that holds `: `, or indent the line as its siblings are";
        return fault(mark, "a colon begins a value here, where none can begin", help);
    }
    if says("expected key") || says("'-' indicator") || says("block sequence entries") || says("indentation") {
        let help = "begin the fields of one item in the same column, and indent what belongs to a field further";
        return fault(mark, "the indentation of this line fits nothing above it", help);
    }
    if says("simple key") {
        // The parser takes the line before for the beginning of a long key.
        let above = text.lines().nth((mark.line as usize).wrapping_sub(2)).unwrap_or_default();
        let word = above.trim();
        let help = "write `name: value`, or put the text into quotes";
        if !word.is_empty() && !word.contains(':') {
            let column = narrow(above.chars().take_while(|character| *character == ' ').count() + 1);
            let mark = Mark { line: mark.line - 1, column, length: narrow(word.chars().count()) };
            return fault(mark, &format!("a colon is missing after `{}`", shorten(word)), help);
        }
        return fault(mark, "a colon is missing after this, or before it", help);
    }
    fault(mark, &format!("this is not YAML: {info}"), "look at indentation, colons and quotes on this line")
}

/// A complaint of the JSON parser.
pub(super) fn json(message: &str, mark: Mark, text: &str) -> Fault {
    let fault = |mark, message: &str, help: &str| Fault::new(Code::Syntax, mark, message).help(help);
    let here = character(text, mark);
    if message.starts_with("EOF") {
        let what = message.rsplit(' ').next().unwrap_or("value");
        let article = if what == "object" { "an" } else { "a" };
        let last = text.trim_end();
        let number = last.lines().count().max(1);
        let column = last.lines().next_back().unwrap_or_default().chars().count().max(1);
        let mark = Mark { line: narrow(number), column: narrow(column), length: 1 };
        let message = format!("the file ends inside {article} {what}");
        return fault(mark, &message, "add what is missing; perhaps the file was cut off when it was saved or copied");
    }
    match (message, here) {
        ("trailing comma", _) => fault(
            comma_before(text, mark).unwrap_or(mark),
            "a comma stands after the last entry",
            "take the comma out: JSON has them between entries alone",
        ),
        ("trailing characters", _) => {
            fault(mark, "something follows the end of the JSON", "a file holds one object or list")
        }
        (_, Some('/' | '#')) => {
            fault(mark, "a comment stands here, and JSON has none", "take it out, or write the file as YAML")
        }
        (_, Some('\'')) => fault(mark, "JSON has no single quotes", "use double quotes"),
        ("key must be a string", _) => {
            fault(mark, "a key in double quotes is expected here", "write `\"name\": value`")
        }
        ("number out of range", _) => {
            fault(mark, "a number is too large to be kept", "write it in double quotes if it is no quantity")
        }
        (message, _) if message.starts_with("control character") => fault(
            mark,
            "a line end, tab or control character stands inside this text",
            "write it as an escape, such as `\\n`, or take it out",
        ),
        ("invalid escape", _) => fault(mark, "a backslash begins an escape that JSON does not have", "write `\\\\`"),
        (message, _) if message.starts_with("expected `") => {
            let sign = message.trim_start_matches("expected ");
            let help = "put it at the end of what stands before this";
            fault(mark, &format!("{sign} is expected before this"), help)
        }
        _ => {
            let message = format!("this is not JSON: {message}");
            fault(mark, &message, "look at commas, colons and quotes on this line and the one before")
        }
    }
}

/// Lists and mappings are nested too deeply.
pub(super) fn too_deep(mark: Mark) -> Fault {
    Fault::new(Code::Limit, mark, format!("lists and mappings are nested deeper than {} levels", limits::DEPTH))
        .help("no record needs so many; look for one bracket too many")
}

/// Where the JSON parser stands at the end of a key, the whole key with its quotes.
pub(super) fn key_before(text: &str, mark: Mark) -> Mark {
    let before: Vec<char> = line(text, mark).chars().take(mark.column as usize).collect();
    let quote = before.iter().rev().skip(1).position(|character| *character == '"');
    match quote {
        Some(back) => Mark { column: narrow(before.len() - 1 - back), length: narrow(back + 2), ..mark },
        None => mark,
    }
}

fn comma_before(text: &str, mark: Mark) -> Option<Mark> {
    let lines: Vec<&str> = text.lines().take(mark.line as usize).collect();
    for (index, whole) in lines.iter().enumerate().rev() {
        let most = if index + 1 == lines.len() { mark.column.saturating_sub(1) as usize } else { usize::MAX };
        let shown: Vec<char> = whole.chars().take(most).collect();
        if let Some(column) = shown.iter().rposition(|character| *character == ',') {
            return Some(Mark { line: narrow(index + 1), column: narrow(column + 1), length: 1 });
        }
    }
    None
}

fn line(text: &str, mark: Mark) -> &str {
    text.lines().nth((mark.line as usize).saturating_sub(1)).unwrap_or_default()
}

fn character(text: &str, mark: Mark) -> Option<char> {
    line(text, mark).chars().nth((mark.column as usize).checked_sub(1)?)
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
