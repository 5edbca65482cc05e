//! The sections of a narrative: `narrative.en.md` is split at its lines `## key`.

/// One section, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section<'a> {
    /// Its name.
    pub key: &'a str,
    /// Line of the first line of the text.
    pub line: u32,
    /// Its words, with their placeholders.
    pub text: &'a str,
}

impl<'a> Section<'a> {
    /// Splits at lines `## key`; what stands before the first is a note to the writer.
    pub fn all(text: &'a str) -> Vec<Self> {
        let mut sections: Vec<Self> = Vec::new();
        let mut start = 0;
        let mut offset = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            if let Some(key) = line.strip_prefix("## ") {
                if let Some(last) = sections.last_mut() {
                    last.text = &text[start..offset];
                }
                start = offset + line.len();
                sections.push(Self { key: key.trim(), line: u32::try_from(number + 2).unwrap_or(1), text: "" });
            }
            offset += line.len();
        }
        if let Some(last) = sections.last_mut() {
            last.text = &text[start..];
        }
        sections
    }
}

#[cfg(test)]
mod tests {
    use super::Section;

    #[test]
    fn sections_are_split_at_their_keys() {
        let sections = Section::all("note\n## one\nfirst\n\nmore\n## two\nlast");
        let read: Vec<_> = sections.iter().map(|section| (section.key, section.line, section.text)).collect();
        assert_eq!(read, [("one", 3, "first\n\nmore\n"), ("two", 7, "last")]);
    }
}
