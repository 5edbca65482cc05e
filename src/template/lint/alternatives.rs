//! Pictures and charts without alternative text. Whoever can't see one gets nothing (ISO 14289-1, 7.3); the typesetter
//! refuses an image without it, and takes a drawn chart in a figure that has none.

use super::reading::Reading;
use crate::diagnostic::{Code, Finding};
use crate::template::catalogue;

/// What needs an `alt`.
const NEEDING: [&str; 2] = ["figure", "image"];

pub(super) fn lint(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for layout in &reading.own {
        let Some(text) = reading.template.text(&layout.file) else { continue };
        for call in layout.scan.calls.iter().filter(|call| NEEDING.contains(&call.name.as_str()) && !call.defined) {
            let line = text[..call.at].lines().next_back().unwrap_or_default().trim_end();
            // `set figure(gap: 0mm)` draws nothing.
            if line.ends_with("set") {
                continue;
            }
            let arguments = arguments(&text[call.at_arguments()..]);
            // What is handed on with `..` may hold it.
            if arguments.contains("alt:") || arguments.contains("..") {
                continue;
            }
            let message = format!("this `{}` has no alternative text", call.name);
            let place = catalogue::place(&layout.file, text, call.at, call.name.len());
            let help = "say in `alt:` what it shows, with its numbers; take the charts of the kit where one fits";
            found.push(Finding::new(Code::Template, message).at(place).help(help));
        }
    }
}

/// The text up to the bracket that ends the call.
fn arguments(text: &str) -> &str {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => return &text[..at],
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
    }
    text
}
