//! What a layout or an expression says, without running it: its texts in quotes with the calls they are handed to, and
//! the paths it names. It need not know the grammar; what it can't tell, it leaves out.

/// How brackets and quotes are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    /// Typst: `[…]` is content, `//` and `/* */` are comments.
    Layout,
    /// minijinja: `[…]` is a list, `'…'` is a text too.
    Expression,
}

/// A text in quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Literal {
    pub(super) text: String,
    /// Where its first quote stands, in bytes.
    pub(super) at: usize,
    /// The call whose argument it is, or is part of.
    pub(super) call: Option<usize>,
    /// Compared with something: it is no name that is looked up.
    pub(super) compared: bool,
    /// Something is added at its end: it is how names begin.
    pub(super) begins: bool,
    /// Looked for in the view, as in `"soa" in view`.
    pub(super) in_view: bool,
    /// The first argument of its call.
    pub(super) first: bool,
    /// Something follows it in its call or list.
    pub(super) more: bool,
    /// A key of a dictionary, the value of one, or an argument with a name.
    pub(super) keyed: bool,
}

/// A call, such as `rows(`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Call {
    /// What is called, with what stands before it: `view.at`.
    pub(super) name: String,
    pub(super) at: usize,
    /// `let name(` defines it.
    pub(super) defined: bool,
}

impl Call {
    /// Where its arguments begin, in bytes.
    pub(super) fn at_arguments(&self) -> usize {
        self.at + self.name.len() + 1
    }
}

/// Names joined by dots: `view.soa.version`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) names: Vec<String>,
    pub(super) at: usize,
    /// What is called on it, which is not one of the names.
    pub(super) method: Option<String>,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Scan {
    pub(super) literals: Vec<Literal>,
    pub(super) calls: Vec<Call>,
    /// Paths of two names or more, and `view`.
    pub(super) paths: Vec<Path>,
}

impl Scan {
    /// The texts that are handed to a call.
    pub(super) fn handed(&self, call: usize) -> impl Iterator<Item = &Literal> {
        self.literals.iter().filter(move |literal| literal.call == Some(call))
    }

    /// The name of the call that a text is handed to.
    pub(super) fn callee(&self, literal: &Literal) -> Option<&str> {
        literal.call.map(|call| self.calls[call].name.as_str())
    }

    /// The calls of a name that are no definition, by number.
    pub(super) fn called<'a>(&'a self, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        let named = move |(_, call): &(usize, &Call)| call.name == name && !call.defined;
        self.calls.iter().enumerate().filter(named).map(|(number, _)| number)
    }
}

/// An open bracket: the call that a round one belongs to.
struct Open {
    bracket: char,
    call: Option<usize>,
    at: usize,
}

/// Reads a text.
pub(super) fn scan(text: &str, syntax: Syntax) -> Scan {
    let mut scan = Scan::default();
    let mut open: Vec<Open> = Vec::new();
    // The path that ends where the reader stands, and whether `let` or a comparison comes before.
    let mut name: Option<(usize, String)> = None;
    let mut word = String::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if let Some(length) = passed_over(text, at, syntax) {
            at += length;
            continue;
        }
        if starts_name(first) {
            let length = path_length(rest, syntax);
            let path = &rest[..length];
            if word == "let" && path != "let" {
                name = Some((at, format!("let {path}")));
            } else {
                name = Some((at, path.to_owned()));
            }
            let is_call = rest[length..].starts_with('(');
            let mut names: Vec<String> = path.split('.').map(str::to_owned).collect();
            let method = if is_call { names.pop() } else { None };
            if names.len() > 1 || names.len() == 1 && names[0] == "view" {
                scan.paths.push(Path { names, at, method });
            }
            path.clone_into(&mut word);
            at += length;
            continue;
        }
        if first == '"' || first == '\'' && syntax == Syntax::Expression {
            let is_code = syntax == Syntax::Expression || in_code(text, at, &open);
            if let Some((content, length)) = quoted(rest, first).filter(|_| is_code) {
                let after = rest[length..].trim_start();
                let compared = ["==", "!=", "in "].iter().any(|sign| after.starts_with(sign))
                    || word == "in"
                    || text[..at].trim_end().ends_with("==")
                    || text[..at].trim_end().ends_with("!=");
                let in_view = after
                    .strip_prefix("in view")
                    .is_some_and(|rest| !rest.starts_with(|c: char| starts_name(c) || c == '.' || c == '-'));
                let call = innermost(&open, syntax);
                let begins = after.starts_with(['+', '~']);
                let first = call.is_some_and(|call| text[..at].trim_end().len() == scan.calls[call].at_arguments());
                let more = after.starts_with(',');
                let keyed = after.starts_with(':') || text[..at].trim_end().ends_with(':');
                scan.literals.push(Literal { text: content, at, call, compared, begins, in_view, first, more, keyed });
                at += length;
            } else {
                at += first.len_utf8();
            }
            (name, word) = (None, String::new());
            continue;
        }
        match first {
            '(' => {
                let call = name.take().map(|(at, name)| {
                    let (defined, name) = name.strip_prefix("let ").map_or((false, name.as_str()), |name| (true, name));
                    scan.calls.push(Call { name: name.to_owned(), at, defined });
                    scan.calls.len() - 1
                });
                open.push(Open { bracket: '(', call, at });
            }
            '[' | '{' => open.push(Open { bracket: first, call: None, at }),
            ')' | ']' | '}' => close(&mut open, first),
            _ => {}
        }
        name = None;
        if !first.is_whitespace() {
            word.clear();
        }
        at += first.len_utf8();
    }
    scan
}

/// How long what stands here is that says nothing: a comment, an escaped character, raw text.
fn passed_over(text: &str, at: usize, syntax: Syntax) -> Option<usize> {
    let rest = &text[at..];
    if syntax == Syntax::Expression {
        return None;
    }
    // `https://` in content is no comment.
    if rest.starts_with("//") && !text[..at].ends_with(':') {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if let Some(comment) = rest.strip_prefix("/*") {
        return Some(comment.find("*/").map_or(rest.len(), |end| end + 4));
    }
    if let Some(escaped) = rest.strip_prefix('\\') {
        return Some(1 + escaped.chars().next().map_or(0, char::len_utf8));
    }
    let raw = rest.strip_prefix('`')?;
    let line = raw.lines().next().unwrap_or_default();
    Some(line.find('`').map_or(1, |end| end + 2))
}

fn starts_name(character: char) -> bool {
    character.is_alphabetic() || character == '_'
}

/// The length of names joined by dots. A `-` belongs to a name in layouts, and is a sign in expressions.
fn path_length(text: &str, syntax: Syntax) -> usize {
    let within = |c: char| c.is_alphanumeric() || c == '_' || c == '-' && syntax == Syntax::Layout;
    let mut length = 0;
    loop {
        let rest = &text[length..];
        length += rest.find(|c: char| !within(c)).unwrap_or(rest.len());
        match text[length..].strip_prefix('.') {
            Some(next) if next.starts_with(starts_name) => length += 1,
            _ => return length,
        }
    }
}

/// A text in quotes that ends on its line: what it says, and its length with the quotes.
fn quoted(text: &str, quote: char) -> Option<(String, usize)> {
    let mut content = String::new();
    let mut characters = text.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '\n' => return None,
            '\\' => content.extend(characters.next().map(|(_, escaped)| escaped)),
            _ if character == quote => return Some((content, at + quote.len_utf8())),
            _ => content.push(character),
        }
    }
    None
}

/// Does a quote in a layout begin a text? In content it does behind a `#`; else it is a quotation mark.
fn in_code(text: &str, at: usize, open: &[Open]) -> bool {
    let begin = match open.last() {
        Some(bracket) if bracket.bracket != '[' => return true,
        Some(bracket) => bracket.at,
        None => 0,
    };
    let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    text[begin.max(line)..at].contains('#')
}

/// The call whose arguments stand here. Content of a layout is no argument of the call around it.
fn innermost(open: &[Open], syntax: Syntax) -> Option<usize> {
    for bracket in open.iter().rev() {
        if bracket.bracket == '[' && syntax == Syntax::Layout {
            return None;
        }
        if bracket.call.is_some() {
            return bracket.call;
        }
    }
    None
}

/// Closes a bracket. In content, a bracket may stand alone.
fn close(open: &mut Vec<Open>, closing: char) {
    let opening = match closing {
        ')' => '(',
        ']' => '[',
        _ => '{',
    };
    match open.iter().rposition(|bracket| bracket.bracket == opening) {
        // A `)` in content closes nothing around it.
        Some(at) if closing != ')' || at + 1 == open.len() => open.truncate(at),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{Scan, Syntax, scan};

    /// Each text with what it is handed to.
    fn handed(scan: &Scan) -> Vec<String> {
        let one = |literal| format!("{}({})", scan.callee(literal).unwrap_or_default(), literal.text);
        scan.literals.iter().map(one).collect()
    }

    #[test]
    fn texts_are_found_with_what_they_are_handed_to() {
        let layout = "#import \"../_kit/view.typ\": rows\n// say(\"comment\") \n#let f(id) = figure-of(id)\n\
                      #stacked-bars((\"a\", \"b\"), labels: x) https://x \\\"\n/* say(\"no\") */\n\
                      [It says 5\" (or so: #say(\"words\") `rows(\"raw\")`] #if kind == \"audit\" { say(\"role_\" + kind) }\n\
                      #from-view(\"soa\", \"version\") #say(if draft { \"one\" } else { \"two\" }) #(\"x\" in view)";
        let found = scan(layout, Syntax::Layout);
        let wanted = [
            "(../_kit/view.typ)",
            "stacked-bars(a)",
            "stacked-bars(b)",
            "say(words)",
            "(audit)",
            "say(role_)",
            "from-view(soa)",
            "from-view(version)",
            "say(one)",
            "say(two)",
            "(x)",
        ];
        assert_eq!(handed(&found), wanted);
        let with = |flag: fn(&super::Literal) -> bool| -> Vec<&str> {
            found.literals.iter().filter(|literal| flag(literal)).map(|literal| literal.text.as_str()).collect()
        };
        assert_eq!(with(|literal| literal.begins), ["role_"]);
        assert_eq!(with(|literal| literal.in_view), ["x"]);
        assert_eq!(with(|literal| literal.compared), ["audit", "x"]);
        let defined: Vec<&str> =
            found.calls.iter().filter(|call| call.defined).map(|call| call.name.as_str()).collect();
        assert_eq!(defined, ["f"]);
    }

    #[test]
    fn paths_end_before_the_method_that_is_called() {
        let found = scan("#view.figures.total.value #view.risks.filter(x => x.id) #view.at(\"soa\")", Syntax::Layout);
        let paths: Vec<String> = found.paths.iter().map(|path| path.names.join(".")).collect();
        assert_eq!(paths, ["view.figures.total.value", "view.risks", "x.id", "view"]);
        assert_eq!(handed(&found), ["view.at(soa)"]);
    }

    #[test]
    fn expressions_have_two_quotes_and_lists() {
        let found = scan("title_of(['role', \"body\"], row.owner) ~ figure('a', row.key)", Syntax::Expression);
        assert_eq!(handed(&found), ["title_of(role)", "title_of(body)", "figure(a)"]);
    }
}
