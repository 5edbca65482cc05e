//! Explains codes of this program, and ids of frameworks that the crosswalk alone knows.

use super::find::{Framework, slug};
use super::page::Page;
use crate::diagnostic::{Code, page as page_of};
use crate::standards;

/// The page of a code.
pub(super) fn code(query: &str) -> Option<Page> {
    let name = query.trim().to_lowercase().replace(' ', "-");
    let code = *Code::ALL.iter().find(|code| code.as_str() == name)?;
    let doc = page_of(code);
    let framework = format!("{} finding, {}", code.class().as_str(), code.level());
    let mut page = Page::new(code.as_str(), &framework, Framework::Program.ask(code.as_str()), code.summary());
    page.text("What it means", doc.meaning);
    page.code("For example", doc.example);
    page.text("Put it right", doc.remedy);
    page.text("From", doc.basis);
    Some(page)
}

/// An id of a framework whose text is not ours: what of ISO/IEC 42001 is related to it.
pub(super) fn foreign(framework: Framework, query: &str) -> Option<Page> {
    if framework == Framework::Owasp
        && let Some(page) = owasp(query)
    {
        return Some(page);
    }
    let name = framework.name();
    let rows = standards::crosswalk().rows.iter().flat_map(|row| row.related.iter().map(move |related| (row, related)));
    let mut id = None;
    let mut found: Vec<(&str, &str)> = Vec::new();
    for (row, related) in rows.filter(|(_, related)| related.framework == name) {
        if let Some(own) = related.ids.iter().find(|own| slug(own) == query) {
            id = Some(own);
            found.push((&row.iso_42001, &related.basis));
        }
    }
    let id = id?;
    let title = "An id of another framework, whose text this program does not ship.";
    let mut page = Page::new(id, name, framework.ask(id), title);
    page.related(grouped(&found));
    Some(page)
}

/// One line for each basis.
pub(super) fn grouped<'a>(found: &[(&'a str, &'a str)]) -> Vec<(&'a str, Vec<&'a str>, &'a str)> {
    ["airc", "own+scf", "own", "egj"]
        .into_iter()
        .filter_map(|basis| {
            let ids: Vec<&str> = found.iter().filter(|(_, own)| *own == basis).map(|(id, _)| *id).collect();
            (!ids.is_empty()).then_some((standards::ISO_42001, ids, basis))
        })
        .collect()
}

fn owasp(query: &str) -> Option<Page> {
    let list = standards::owasp();
    let entry = list.entries.iter().find(|entry| {
        let own = slug(&entry.id);
        own == query || own.strip_suffix("-2025") == Some(query)
    })?;
    let mut page = Page::new(&entry.id, &list.framework, Framework::Owasp.ask(&entry.id), &entry.name);
    page.text("What it is, in our words", entry.paraphrase.clone());
    page.pair("To know", "in the list of 2023", entry.name_in_2023_list.clone());
    page.pair("To know", "weaknesses", format!("{} [{}]", entry.cwe_examples.join(", "), entry.cwe_basis));
    page.text("To know", list.note.clone());
    page.related(entry.related.iter().map(|related| {
        (related.framework.as_str(), related.ids.iter().map(String::as_str).collect(), related.basis.as_str())
    }));
    for note in entry.related.iter().filter_map(|related| related.note.as_ref()) {
        page.text("Related elsewhere", note.clone());
    }
    Some(page)
}
