//! Explains ids of ISO/IEC 42001: clauses, controls, and our labels for reviews, audits and the statement.

use super::find::{Framework, slug};
use super::page::Page;
use crate::diagnostic::{Code, page as page_of};
use crate::standards::{self, clauses, subclause};

const ASKED: &str = "What is asked, in our words";
const SERVES: &str = "What serves it";
const NOTE: &str = "To know";

/// The answer, where ISO/IEC 42001 or one of our labels has this id.
pub(super) fn explain(query: &str) -> Option<Page> {
    // Annex B has one entry of guidance for each control, with the same number.
    let guidance = query.strip_prefix("b-").map(|rest| format!("a-{rest}"));
    let wanted = guidance.as_deref().unwrap_or(query);
    let is = |id: &str| slug(id) == wanted;
    let page = control(&is)
        .or_else(|| objective(&is))
        .or_else(|| clause(&is))
        .or_else(|| part(&is))
        .or_else(|| review_input(&is))
        .or_else(|| review_result(&is))
        .or_else(|| audit_field(&is))
        .or_else(|| told_to_customers(&is))
        .or_else(|| statement(&is))?;
    Some(match guidance {
        Some(_) => {
            let mut page = page;
            page.text(
                NOTE,
                "Annex B gives guidance on each control under the same number. 6.1.3 e) asks to consider it; \
                             by B.1 the Statement of Applicability need not justify whether it is used.",
            );
            page
        }
        None => page,
    })
}

fn page(id: &str, kind: &str, title: &str) -> Page {
    Page::new(id, &format!("{}, {kind}", standards::ISO_42001), Framework::Iso42001.ask(id), title)
}

/// A label that is ours, for something that a clause asks for.
fn label(id: &str, kind: &str, title: &str) -> Page {
    Page::new(id, &format!("our label, {kind}"), Framework::Iso42001.ask(id), title)
}

/// Codes of findings whose page names the clause or label.
fn checks(id: &str) -> String {
    let names = |basis: &str| basis.split([' ', ',', ';']).any(|word| word == id);
    let codes: Vec<&str> =
        Code::ALL.iter().filter(|code| names(page_of(**code).basis)).map(|code| code.as_str()).collect();
    codes.join(", ")
}

fn related(page: &mut Page, id: &str) {
    let row = standards::crosswalk().rows.iter().find(|row| row.iso_42001 == id);
    let rows = row.into_iter().flat_map(|row| &row.related);
    let owasp = standards::owasp().entries.iter().filter_map(|entry| {
        let ours = entry.related.iter().find(|related| related.framework == standards::ISO_42001)?;
        ours.ids.iter().any(|own| own == id).then_some((entry.id.as_str(), ours.basis.as_str()))
    });
    let owasp: Vec<_> = owasp.collect();
    let mut all: Vec<(&str, Vec<&str>, &str)> = rows
        .filter(|related| owasp.is_empty() || related.framework != Framework::Owasp.name())
        .map(|related| {
            (related.framework.as_str(), related.ids.iter().map(String::as_str).collect(), related.basis.as_str())
        })
        .collect();
    for basis in ["own", "egj"] {
        let ids: Vec<&str> = owasp.iter().filter(|(_, own)| *own == basis).map(|(id, _)| *id).collect();
        if !ids.is_empty() {
            all.push((Framework::Owasp.name(), ids, basis));
        }
    }
    page.related(all);
    if let Some(note) = row.and_then(|row| row.note.as_ref()) {
        page.text("Related elsewhere", note.clone());
    }
}

fn control(is: &dyn Fn(&str) -> bool) -> Option<Page> {
    let control = standards::annex_a().controls.iter().find(|control| is(&control.id))?;
    let mut page = page(&control.id, "Annex A control", &control.title);
    page.text(ASKED, control.intent.clone());
    let written =
        if control.asks_for_something_written { "The control itself asks" } else { "The control itself does not ask" };
    page.text(ASKED, format!("{written} for something written."));
    let objective = standards::annex_a().objectives.iter().find(|objective| objective.id == control.objective)?;
    page.text(ASKED, format!("It serves objective {} ({}).", objective.id, objective.title));
    page.served(&control.record_kinds, &control.feeds);
    page.pair(SERVES, "evidence", control.typical_evidence.join("; "));
    page.pair(SERVES, "cadence", control.suggested_cadence.clone());
    page.pair(SERVES, "checks", checks("6.1.3"));
    if let Some(note) = &control.note {
        page.text(NOTE, note.clone());
    }
    related(&mut page, &control.id);
    Some(page)
}

fn objective(is: &dyn Fn(&str) -> bool) -> Option<Page> {
    let annex = standards::annex_a();
    let objectives = annex.objectives.iter().map(|own| (&own.id, &own.title, Some(&own.intent)));
    let parts = annex.objectives.iter().flat_map(|own| &own.sub_objectives).map(|own| (&own.id, &own.title, None));
    let (id, title, intent) = objectives.chain(parts).find(|(id, ..)| is(id))?;
    let mut page = page(id, "Annex A objective", title);
    if let Some(intent) = intent {
        page.text(ASKED, intent.clone());
    }
    for control in annex.controls.iter().filter(|control| control.id.starts_with(&format!("{id}."))) {
        page.pair("Its controls", control.id.clone(), control.title.clone());
    }
    Some(page)
}

fn clause(is: &dyn Fn(&str) -> bool) -> Option<Page> {
    let clause = clauses().clauses.iter().find(|clause| is(&clause.id))?;
    let mut page = page(&clause.id, "clause", &clause.title);
    for part in clauses().subclauses.iter().filter(|part| part.clause == clause.id) {
        page.pair("Its parts", part.id.clone(), part.heading.clone());
    }
    Some(page)
}

fn part(is: &dyn Fn(&str) -> bool) -> Option<Page> {
    let part = clauses().subclauses.iter().find(|part| is(&part.id))?;
    let mut page = page(&part.id, "clause", &part.heading);
    for child in part.children.iter().filter_map(|child| subclause(child)) {
        page.pair("Its parts", child.id.clone(), child.heading.clone());
    }
    if let Some(intent) = &part.intent {
        page.text(ASKED, intent.clone());
    }
    if let Some(written) = &part.documented_information {
        let meaning = clauses().requirements.get(written.requirement.as_str()).map_or("", String::as_str);
        let section = "What must be kept in writing";
        page.text(section, format!("{}: {meaning}.", written.requirement.as_str().replace('_', " ")));
        page.text(section, written.what.clone());
    }
    page.served(&part.record_kinds, &part.feeds);
    page.pair(SERVES, "evidence", part.typical_evidence.join("; "));
    page.pair(SERVES, "checks", checks(&part.id));
    let review = standards::review();
    for input in review.inputs.iter().filter(|input| input.clause.split('/').any(|clause| clause == part.id)) {
        page.pair("In a management review", input.id.clone(), input.ask.clone());
    }
    for result in review.results.iter().filter(|result| result.clause.as_deref() == Some(part.id.as_str())) {
        page.pair("In a management review", result.id.clone(), result.ask.clone());
    }
    if let Some(note) = &part.note {
        page.text(NOTE, note.clone());
    }
    related(&mut page, &part.id);
    Some(page)
}

fn review_input(is: &dyn Fn(&str) -> bool) -> Option<Page> {
    let review = standards::review();
    let input = review.inputs.iter().find(|input| is(&input.id))?;
    let mut page = label(&input.id, "management review input, ISO/IEC 42001 9.3.2", &input.ask);
    let need = if input.required { "required" } else { "recommended" };
    let clause = if input.clause == "none" { "no clause".to_owned() } else { input.clause.replace('/', " and ") };
    page.text(ASKED, format!("A {need} input, from {clause}. {}.", review.basis.get(&input.basis)?));
    page.pair(ASKED, "needs", input.data_needed.join("; "));
    page.pair(ASKED, "shown as", input.show.clone());
    page.pair(ASKED, "complete when", input.complete_when.clone());
    page.served(&input.record_kinds, &["mrp".to_owned()]);
    page.text(NOTE, review.labels.clone());
    Some(page)
}

fn review_result(is: &dyn Fn(&str) -> bool) -> Option<Page> {
    let review = standards::review();
    let result = review.results.iter().find(|result| is(&result.id))?;
    let mut page = label(&result.id, "management review result, ISO/IEC 42001 9.3.3", &result.ask);
    let need = match &result.clause {
        Some(clause) => format!("A required result, from {clause}."),
        None => "A recommended result; clause 9.3.3 does not ask for it.".to_owned(),
    };
    page.text(ASKED, need);
    page.pair(ASKED, "states", result.fields.join(", "));
    page.text(NOTE, review.labels.clone());
    Some(page)
}

fn audit_field(is: &dyn Fn(&str) -> bool) -> Option<Page> {
    let audit = standards::audit();
    let field = audit.report_fields.iter().find(|field| is(&field.id))?;
    let mut page =
        label(&field.id, "part of an internal audit report, ISO/IEC 42001 9.2", &field.field.replace('_', " "));
    page.text(ASKED, format!("{} ({}, by our rule).", field.content, field.need));
    if let Some(header) = audit.header_fields.iter().find(|header| header.see == field.id) {
        page.text(ASKED, format!("At the head of the report: {}. {}", header.rule, audit.header_rule));
    }
    page.text(NOTE, format!("{}. {}", audit.guidance, audit.guidance_note));
    Some(page)
}

fn told_to_customers(is: &dyn Fn(&str) -> bool) -> Option<Page> {
    let disclosure = standards::disclosure();
    if let Some(section) = disclosure.sections.iter().find(|section| is(&section.id)) {
        let mut page = label(&section.id, "section of a transparency disclosure", &section.title);
        page.text(ASKED, format!("{}.", section.content));
        page.pair(ASKED, "from", section.basis.join("; "));
        if let Some(condition) = disclosure.where_applicable.get(&section.id) {
            page.pair(ASKED, "owed", condition.clone());
        }
        for tier in disclosure.tiers.iter().filter(|tier| tier.without.contains(&section.id)) {
            page.pair(ASKED, "not for", format!("{} ({})", tier.reader, tier.audience));
        }
        page.served(&section.record_kinds, &[]);
        page.text(NOTE, disclosure.labels.clone());
        return Some(page);
    }
    if let Some(claim) = disclosure.refused_claims.iter().find(|claim| is(&claim.id)) {
        let mut page = label(&claim.id, "claim that no document for outsiders makes", &format!("\"{}\"", claim.claim));
        page.text(ASKED, format!("{}.", claim.because));
        page.pair(ASKED, "instead", claim.instead.clone());
        page.text(NOTE, disclosure.labels.clone());
        return Some(page);
    }
    let leak = disclosure.leaks.iter().find(|leak| is(&leak.id))?;
    let mut page = label(&leak.id, "never in a transparency disclosure", &leak.never);
    page.text(ASKED, format!("{}.", leak.why));
    page.pair(ASKED, "looked for by", leak.check.clone());
    page.text(NOTE, disclosure.labels.clone());
    Some(page)
}

fn statement(is: &dyn Fn(&str) -> bool) -> Option<Page> {
    let soa = standards::applicability();
    if let Some(content) = soa.must_contain.iter().find(|content| is(&content.id)) {
        let mut page =
            label(&content.id, "content of the Statement of Applicability, ISO/IEC 42001 6.1.3", &content.what);
        page.text(ASKED, format!("It rests on: {}.", content.basis));
        page.pair(SERVES, "checks", checks(&content.id));
        if let Some(note) = &content.note {
            page.text(NOTE, note.clone());
        }
        return Some(page);
    }
    let check = soa.checks.iter().find(|check| is(&check.id))?;
    let mut page = label(&check.id, "check of the Statement of Applicability, ISO/IEC 42001 6.1.3", &check.check);
    page.text(ASKED, format!("Found, it is an {}.", check.severity).replace("an warning", "a warning"));
    page.pair(SERVES, "checks", checks(&check.id));
    Some(page)
}
