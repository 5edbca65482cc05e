//! Plain text as Markdown that shows exactly that text. A cell of a workbook is not Markdown: `5*3*2` there is no
//! emphasis, and its line breaks are meant.

use std::fmt::Write as _;

/// Escapes what Markdown would read as markup, and keeps the lines.
pub(super) fn as_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            // Two lines of one paragraph need a hard break; an empty line divides paragraphs by itself.
            let hard = !line.is_empty() && !lines[index - 1].is_empty();
            out.push_str(if hard { "\\\n" } else { "\n" });
        }
        escape_line(line, &mut out);
    }
    out
}

fn escape_line(line: &str, out: &mut String) {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mut characters = line.char_indices().peekable();
    let mut before = None;
    while let Some((at, character)) = characters.next() {
        let after = characters.peek().map(|(_, next)| *next);
        let markup = match character {
            '\\' | '*' | '`' | '[' | ']' | '<' | '~' | '|' => true,
            // Inside a word it is itself.
            '_' => !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)),
            '&' => entity(&line[at + 1..]),
            '#' | '-' | '+' | '=' | '>' => at == 0,
            '.' | ')' => digits > 0 && at == digits && after.is_none_or(char::is_whitespace),
            _ => false,
        };
        let _ = if markup { write!(out, "\\{character}") } else { write!(out, "{character}") };
        before = Some(character);
    }
}

/// Does a character by name or number follow, as in `&amp;`?
fn entity(rest: &str) -> bool {
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    length > 0 && name[length..].starts_with(';')
}

#[cfg(test)]
mod tests {
    use super::as_markdown;

    #[test]
    fn markup_is_escaped_and_lines_are_kept() {
        assert_eq!(as_markdown("5*3*2 in snake_case, R&D"), r"5\*3\*2 in snake_case, R&D");
        assert_eq!(as_markdown("1. Review\n2. Examine\n\n- done"), "1\\. Review\\\n2\\. Examine\n\n\\- done");
        assert_eq!(as_markdown("<b> &amp; [x](y) _a_"), r"\<b> \&amp; \[x\](y) \_a\_");
        assert_eq!(as_markdown("version 1.2 of 3"), "version 1.2 of 3");
    }
}
