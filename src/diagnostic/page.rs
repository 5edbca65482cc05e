//! The page of each code: what it means, an example, how to put it right, what it comes from.
//!
//! The pages are Markdown files beside this one, one per family, with one section per code. They are embedded, and a
//! test fails where a code has no page.

use std::sync::LazyLock;

use super::Code;

const FAMILIES: [&str; 20] = [
    include_str!("pages/reading.md"),
    include_str!("pages/registers.md"),
    include_str!("pages/references.md"),
    include_str!("pages/applicability.md"),
    include_str!("pages/traceability.md"),
    include_str!("pages/method.md"),
    include_str!("pages/reconciliation.md"),
    include_str!("pages/suppliers.md"),
    include_str!("pages/feedback.md"),
    include_str!("pages/cadence.md"),
    include_str!("pages/governance.md"),
    include_str!("pages/audits.md"),
    include_str!("pages/ai-act.md"),
    include_str!("pages/contradictions.md"),
    include_str!("pages/improvement.md"),
    include_str!("pages/rendering.md"),
    include_str!("pages/publishing.md"),
    include_str!("pages/packing.md"),
    include_str!("pages/verify-files.md"),
    include_str!("pages/verify-seal.md"),
];

/// The page of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// The whole page without its heading.
    pub markdown: &'static str,
    /// What the code means.
    pub meaning: &'static str,
    /// An example that triggers it.
    pub example: &'static str,
    /// How to put it right.
    pub remedy: &'static str,
    /// What it comes from: a clause, an article, or a promise of this program.
    pub basis: &'static str,
}

static PAGES: LazyLock<Vec<(&'static str, Page)>> = LazyLock::new(|| FAMILIES.into_iter().flat_map(pages).collect());

/// The page of a code; an empty one where there is none, which a test rules out.
pub fn page(code: Code) -> Page {
    let empty = Page { markdown: "", meaning: "", example: "", remedy: "", basis: "" };
    PAGES.iter().find(|(name, _)| *name == code.as_str()).map_or(empty, |(_, page)| *page)
}

impl Page {
    /// The page as plain text: Markdown without the marks of its fences.
    pub fn text(&self) -> String {
        let lines = self.markdown.lines().filter(|line| !line.starts_with("```"));
        lines.collect::<Vec<_>>().join("\n").trim().to_owned()
    }
}

/// The sections of a family: `## code`, then the meaning, a fenced example, `Put it right:` and `From:`.
fn pages(family: &'static str) -> Vec<(&'static str, Page)> {
    let sections = family.split("\n## ").skip(1);
    sections
        .filter_map(|section| {
            let (name, body) = section.split_once('\n')?;
            let markdown = body.trim();
            let (meaning, rest) = markdown.split_once("\n```").unwrap_or((markdown, ""));
            let (example, rest) = rest.split_once("\n```").unwrap_or((rest, ""));
            // The word after the opening fence is the language.
            let example = example.split_once('\n').map_or("", |(_, example)| example);
            let (_, rest) = rest.split_once("Put it right:")?;
            let (remedy, basis) = rest.split_once("\n\nFrom:")?;
            Some((
                name.trim(),
                Page { markdown, meaning: meaning.trim(), example, remedy: remedy.trim(), basis: basis.trim() },
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{FAMILIES, PAGES, page, pages};
    use crate::diagnostic::Code;

    #[test]
    fn each_code_has_a_page_with_all_parts() {
        for code in Code::ALL {
            let page = page(*code);
            for (part, text) in
                [("meaning", page.meaning), ("example", page.example), ("remedy", page.remedy), ("basis", page.basis)]
            {
                assert!(!text.is_empty(), "the page of `{code}` has no {part}: add a section to src/diagnostic/pages/");
            }
        }
    }

    #[test]
    fn each_page_belongs_to_a_code_and_stands_once() {
        let mut names = BTreeSet::new();
        for (name, _) in PAGES.iter() {
            assert!(Code::ALL.iter().any(|code| code.as_str() == *name), "no code is called `{name}`");
            assert!(names.insert(*name), "`{name}` has two pages");
        }
        for family in FAMILIES {
            assert_eq!(family.matches("\n## ").count(), pages(family).len(), "a page lacks a part:\n{}", &family[..40]);
        }
    }
}
