//! Patterns such as `{inherent.level}: {inherent.rating}`: text with named slots, to take a cell apart or to fill in.
//!
//! A slot ends where the text after it begins for the first time; the last slot ends with the cell. There is nothing
//! to repeat or to go back over, so a pattern can't be slow. `{{` and `}}` stand for the braces themselves.

/// Text with named slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Slot(String),
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// In words, what keeps the text from being a pattern.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '{' | '}' if characters.peek() == Some(&character) => {
                    characters.next();
                    literal.push(character);
                }
                '{' => {
                    let mut name = String::new();
                    loop {
                        match characters.next() {
                            Some('}') => break,
                            Some('{') | None => return Err(format!("the slot `{{{name}` is not closed")),
                            Some(character) => name.push(character),
                        }
                    }
                    if name.trim().is_empty() {
                        return Err("a slot has no name between its braces".to_owned());
                    }
                    if !literal.is_empty() {
                        parts.push(Part::Text(std::mem::take(&mut literal)));
                    }
                    parts.push(Part::Slot(name.trim().to_owned()));
                }
                '}' => return Err("a brace is closed that was not opened; a brace itself is written `}}`".to_owned()),
                _ => literal.push(character),
            }
        }
        if !literal.is_empty() {
            parts.push(Part::Text(literal));
        }
        Ok(Self { parts })
    }

    /// Names of the slots, in order.
    pub fn slots(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Slot(name) => Some(name.as_str()),
            Part::Text(_) => None,
        })
    }

    /// Do two slots touch? Then nobody can say where one ends.
    pub fn ambiguous(&self) -> bool {
        self.parts.windows(2).any(|pair| matches!(pair, [Part::Slot(_), Part::Slot(_)]))
    }

    /// Takes a text apart; none where it does not follow the pattern.
    pub fn take<'t>(&self, text: &'t str) -> Option<Vec<(&str, &'t str)>> {
        let mut rest = text.trim();
        let mut found = Vec::new();
        let mut open: Option<&str> = None;
        for (index, part) in self.parts.iter().enumerate() {
            match part {
                Part::Slot(name) => open = Some(name),
                Part::Text(literal) => {
                    let position = match open {
                        None => rest.starts_with(literal.as_str()).then_some(0)?,
                        Some(_) if index + 1 == self.parts.len() => {
                            rest.ends_with(literal.as_str()).then(|| rest.len() - literal.len())?
                        }
                        Some(_) => rest.find(literal.as_str())?,
                    };
                    if let Some(name) = open.take() {
                        found.push((name, rest[..position].trim()));
                    }
                    rest = &rest[position + literal.len()..];
                }
            }
        }
        match open {
            Some(name) => found.push((name, rest.trim())),
            None if !rest.is_empty() => return None,
            None => {}
        }
        Some(found)
    }

    /// Fills the slots; none where `value` has nothing for one of them.
    pub fn fill(&self, mut value: impl FnMut(&str) -> Option<String>) -> Option<String> {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Slot(name) => out.push_str(&value(name)?),
            }
        }
        Some(out)
    }

    /// The text, where the pattern has no slot.
    pub fn literal(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [] => Some(""),
            [Part::Text(text)] => Some(text),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn takes_cells_apart() {
        let pattern = Pattern::parse("{level}: {rating}").unwrap();
        assert_eq!(pattern.take("High: 12"), Some(vec![("level", "High"), ("rating", "12")]));
        assert_eq!(pattern.take("High 12"), None);
        let pattern = Pattern::parse("{target}%").unwrap();
        assert_eq!(pattern.take("95%"), Some(vec![("target", "95")]));
        assert_eq!(pattern.take("95% or higher"), None);
        let pattern = Pattern::parse("[{a}] {{x}}").unwrap();
        assert_eq!(pattern.take("[1] {x}"), Some(vec![("a", "1")]));
        assert_eq!(Pattern::parse("v{n}").unwrap().take("w1"), None);
    }

    #[test]
    fn refuses_what_is_no_pattern() {
        for text in ["{a", "a}", "{}", "{a{b}}"] {
            assert!(Pattern::parse(text).is_err(), "{text}");
        }
        assert!(Pattern::parse("{a}{b}").unwrap().ambiguous());
    }
}
