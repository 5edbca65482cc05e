//! Explains articles, annexes and points of the AI Act.

use std::sync::LazyLock;

use super::find::{Framework, slug};
use super::other::grouped;
use super::page::Page;
use crate::standards::{self, ai_act};

const ASKED: &str = "What is asked, in our words";
const NOTE: &str = "To know";
const DATES: &str = "From when";

/// Something numbered, with what is said of it.
struct Line {
    id: String,
    text: String,
    more: Vec<(&'static str, String)>,
    kinds: Vec<String>,
}

static LINES: LazyLock<Vec<Line>> = LazyLock::new(lines);

/// Ids of everything below articles and annexes.
pub(super) fn ids() -> Vec<String> {
    LINES.iter().map(|line| line.id.clone()).collect()
}

/// The answer, where the AI Act has this id.
pub(super) fn explain(query: &str) -> Option<Page> {
    let law = ai_act::law();
    let articles = law.articles.iter().map(|own| (own.id.as_str(), own.heading.as_str()));
    let wholes = || articles.clone().chain(law.annexes.iter().map(|own| (own.id.as_str(), own.heading.as_str())));
    let id = wholes().map(|(id, _)| id).chain(LINES.iter().map(|line| line.id.as_str()));
    let part_of_annex_iii = LINES.iter().find(|line| slug(&line.id).starts_with(&format!("{query}-")));
    let id = id.into_iter().find(|id| slug(id) == query).map(str::to_owned).or_else(|| {
        // `Art. 13(3)` has no line of its own; its points have.
        let line = part_of_annex_iii?;
        let end = line.id.char_indices().map(|(at, c)| at + c.len_utf8()).find(|end| {
            slug(&line.id[..*end]) == query && !line.id[*end..].starts_with(|c: char| c.is_alphanumeric())
        })?;
        let open = line.id[..end].matches('(').count() > line.id[..end].matches(')').count();
        Some(line.id[..end + usize::from(open)].to_owned())
    })?;
    let heading = wholes().find(|(whole, _)| ai_act::within(&id, whole)).map_or("", |(_, heading)| heading);
    let framework = format!("{}, the EU AI Act", standards::AI_ACT);
    let mut page = Page::new(&id, &framework, Framework::AiAct.ask(&id), heading);
    for line in LINES.iter().filter(|line| ai_act::within(&line.id, &id)) {
        if line.id == id {
            page.text(ASKED, line.text.clone());
            line.more.iter().for_each(|(name, text)| page.pair(ASKED, *name, text.clone()));
        } else {
            page.pair(ASKED, line.id.clone(), line.text.clone());
        }
    }
    whole(&mut page, &id);
    let mut kinds: Vec<String> =
        LINES.iter().filter(|line| ai_act::within(&line.id, &id)).flat_map(|line| line.kinds.clone()).collect();
    kinds.sort();
    kinds.dedup();
    page.served(&kinds, &[]);
    dates(&mut page, &id);
    related(&mut page, &id);
    Some(page)
}

/// What holds for an article as a whole.
fn whole(page: &mut Page, id: &str) {
    let duties = ai_act::duties();
    let incidents = ai_act::incidents();
    let classification = ai_act::classification();
    match ai_act::article_of(id).as_deref() {
        Some("Art. 5") => ai_act::practices().screening_rules.iter().for_each(|rule| page.text(NOTE, rule.clone())),
        Some("Art. 6") if id == "Art. 6" => {
            page.pair(NOTE, "tiers", classification.tiers.join("; "));
            page.text(NOTE, classification.tiers_note.clone());
        }
        Some("Art. 6") if id == "Annex I" => {
            page.pair(ASKED, "Section A", classification.annex_i.section_a.clone());
            page.pair(ASKED, "Section B", classification.annex_i.section_b.clone());
            page.pair(NOTE, "not certain", classification.annex_i.certainty.clone());
        }
        Some("Art. 11") => {
            let documentation = ai_act::documentation();
            page.pair(NOTE, "basis", documentation.basis.clone());
            page.pair(NOTE, "small companies", documentation.simplified_form.clone());
            page.pair(NOTE, "kept", documentation.retention.clone());
        }
        Some("Art. 17") => page.text(NOTE, duties.quality_management_note.clone()),
        Some("Art. 18") => {
            let kept = &duties.documents;
            page.pair(NOTE, "kept", format!("{} years {}", kept.years, kept.starts));
            page.pair(NOTE, "day not known", kept.start_unknown.clone());
            page.pair(NOTE, "two days known", kept.both_dates_known.clone());
        }
        Some("Art. 19" | "Art. 12" | "Art. 26") if !id.contains('(') || id == "Art. 26(6)" => {
            page.pair(NOTE, "logs, provider", duties.logs.provider.clone());
            page.pair(NOTE, "logs, deployer", duties.logs.deployer.clone());
            page.pair(NOTE, "logs, both", duties.logs.both.clone());
        }
        Some("Art. 27") => {
            page.pair(NOTE, "who", duties.fria.who.clone());
            page.pair(NOTE, "when", duties.fria.when.clone());
        }
        Some("Art. 43") => {
            let routes = &duties.assessment;
            page.pair(ASKED, "Annex III points 2 to 8", routes.annex_iii_2_to_8.clone());
            page.pair(ASKED, "Annex III point 1", routes.annex_iii_1.clone());
            page.pair(ASKED, "when Annex VII", routes.annex_iii_1_annex_vii_cases.clone());
            page.pair(ASKED, "authorities", routes.annex_iii_1_authorities.clone());
            page.pair(ASKED, "Annex I Section A", routes.annex_i_section_a.clone());
            page.pair(ASKED, "substantial modification", routes.substantial_modification.clone());
        }
        Some("Art. 47") => {
            let declaration = ai_act::declaration();
            page.text(NOTE, declaration.duty.clone());
            page.pair(NOTE, "needs", declaration.data_needed.join("; "));
        }
        Some("Art. 49") => page.text(NOTE, ai_act::registration().caution.clone()),
        Some("Art. 50") => page.text(NOTE, ai_act::instructions().code_of_practice.clone()),
        Some("Art. 73") => {
            page.pair(NOTE, "to whom", incidents.to_whom.clone());
            page.pair(NOTE, "deployers", incidents.deployer.clone());
            page.pair(NOTE, "several cases", incidents.several_cases.clone());
            page.pair(NOTE, "limited", incidents.limited_cases.clone());
            page.pair(NOTE, "needs", incidents.data_needed.join("; "));
            let days = "How days are counted, which is not settled";
            page.text(days, incidents.days_note.clone());
            page.pair(days, "plain", incidents.days_counting.plain.clone());
            page.pair(days, "1182/71", incidents.days_counting.rule_1182_71.clone());
            page.pair(days, "not certain", incidents.days_counting.certainty.clone());
            page.pair(days, "printed", incidents.days_counting.print.clone());
            page.pair(days, "alarm", incidents.days_counting.alarm.clone());
        }
        Some("Art. 99") => page.text(NOTE, ai_act::penalties().note.clone()),
        _ => {}
    }
}

fn dates(page: &mut Page, id: &str) {
    let law = ai_act::law();
    let article = ai_act::article_of(id);
    for date in ai_act::applies(id) {
        let certainty = date.certainty.as_ref().map_or(String::new(), |text| format!("; certainty: {text}"));
        let text = format!("{} ({}; {}{certainty})", date.what, date.basis, date.status);
        let name = if date.replaced_by.is_some() { format!("not {}", date.date) } else { date.date.to_string() };
        page.pair(DATES, name, text);
    }
    if ai_act::applies(id).is_empty() {
        page.text(DATES, "The catalogue holds no day for it.");
    }
    let unsettled =
        law.articles.iter().find(|own| Some(&own.id) == article.as_ref()).and_then(|own| own.unsettled.as_ref());
    page.pair(DATES, "not settled", unsettled.cloned().unwrap_or_default());
    let (base, amending) = (&law.instrument.base, &law.instrument.amending);
    let source = format!(
        "{} ({}) as amended by {} ({}); text as of {}. {}",
        base.number, base.oj, amending.number, amending.oj, law.text_as_of, law.text_note
    );
    page.pair(DATES, "source", source);
    // A note on certainty names what was read by number.
    let notes = certainties(id);
    for (index, read) in law.sources.iter().enumerate() {
        let number = index + 1;
        if notes.contains(&format!("source {number}"))
            || notes.contains(&format!("and {number},"))
            || (number == 1 && notes.contains("sources 1"))
        {
            page.pair(DATES, format!("source {number}"), read.clone());
        }
    }
}

/// What is said of how sure the provision is.
fn certainties(id: &str) -> String {
    let mut notes: Vec<String> = ai_act::applies(id).iter().filter_map(|date| date.certainty.clone()).collect();
    notes.extend(
        LINES
            .iter()
            .filter(|line| ai_act::within(&line.id, id))
            .flat_map(|line| line.more.iter().filter(|(name, _)| *name == "not certain").map(|(_, text)| text.clone())),
    );
    if id == "Annex I" {
        notes.push(ai_act::classification().annex_i.certainty.clone());
    }
    notes.join(" ")
}

fn related(page: &mut Page, id: &str) {
    let mut found: Vec<(&str, &str)> = Vec::new();
    for row in &standards::crosswalk().rows {
        for related in row.related.iter().filter(|related| related.framework == standards::AI_ACT) {
            if related.ids.iter().any(|own| ai_act::within(own, id) || ai_act::within(id, own)) {
                found.push((&row.iso_42001, &related.basis));
            }
        }
    }
    page.related(grouped(&found));
}

fn line(id: &str, text: &str, kinds: &[String]) -> Line {
    Line { id: id.to_owned(), text: text.to_owned(), more: Vec::new(), kinds: kinds.to_vec() }
}

fn lines() -> Vec<Line> {
    let mut lines = Vec::new();
    for own in ai_act::provisions() {
        let mut one = line(&own.id, &own.paraphrase, &own.record_kinds);
        one.more.push(("needs", own.data_needed.join("; ")));
        one.more.push(("changed", own.status.clone().unwrap_or_default()));
        one.more.push(("before the change", own.base.clone().unwrap_or_default()));
        one.more.push(("note", own.note.clone().unwrap_or_default()));
        lines.push(one);
    }
    for own in &ai_act::practices().practices {
        let mut one = line(&own.id, &own.paraphrase, &ai_act::practices().record_kinds);
        one.more.push(("screening question", own.screen.clone()));
        one.more.push(("limits", own.limits.clone().unwrap_or_default()));
        one.more.push(("changed", own.status.clone().unwrap_or_default()));
        lines.push(one);
    }
    for own in &ai_act::classification().article_6 {
        let mut one = line(&own.id, &own.paraphrase, &own.record_kinds);
        let conditions: Vec<_> = own.conditions.iter().map(|(letter, text)| format!("({letter}) {text}")).collect();
        one.more.push(("conditions", conditions.join("; ")));
        one.more.push(("how met", own.conditions_note.clone().unwrap_or_default()));
        one.more.push(("profiling", own.profiling.clone().unwrap_or_default()));
        one.more.push(("needs", own.data_needed.join("; ")));
        one.more.push(("changed", own.status.clone().unwrap_or_default()));
        lines.push(one);
    }
    for area in &ai_act::classification().annex_iii {
        // Point 2 has one use, which bears its own number.
        let whole = area.uses.iter().find(|own| own.id == area.id);
        let text = whole.map_or(area.area.clone(), |own| format!("{}: {}", area.area, own.what));
        lines.push(line(&area.id, &text, &[]));
        for own in area.uses.iter().filter(|own| own.id != area.id) {
            lines.push(line(&own.id, &own.what, &[]));
        }
    }
    for own in ai_act::registration().sections.iter().flat_map(|section| &section.points) {
        let mut one = line(&own.id, &own.what, &[]);
        one.more.push(("changed", own.status.clone().unwrap_or_default()));
        lines.push(one);
    }
    for own in &ai_act::incidents().deadlines {
        let text = format!("{}: {}, at the latest {} days after {}", own.case, own.rule, own.latest_days, own.clock);
        lines.push(line(&own.id, &text, &ai_act::incidents().record_kinds));
    }
    for own in &ai_act::penalties().penalties {
        let sum = match (own.max_eur, own.max_percent_turnover) {
            (Some(euros), Some(percent)) => format!("up to EUR {euros} or {percent} % of worldwide yearly turnover, "),
            _ => String::new(),
        };
        lines.push(line(&own.id, &format!("{}: {sum}{}", own.breach, own.rule), &[]));
    }
    for own in &ai_act::penalties().legacy {
        let mut one = line(&own.id, &own.paraphrase, &own.record_kinds);
        let day = |date: Option<crate::record::Date>| date.map(|date| date.to_string()).unwrap_or_default();
        one.more.push(("Annex III systems", day(own.cut_off_annex_iii)));
        one.more.push(("Annex I systems", day(own.cut_off_annex_i)));
        one.more.push(("in the base text", day(own.cut_off_base_text)));
        one.more.push(("public authorities", own.public_authorities.clone().unwrap_or_default()));
        one.more.push(("needs", own.data_needed.join("; ")));
        one.more.push(("not certain", own.certainty.clone().unwrap_or_default()));
        lines.push(one);
    }
    for own in &ai_act::law().definitions {
        let mut one = line(&own.id, &format!("defines: {}", own.term), &[]);
        one.more.push(("note", own.note.clone().unwrap_or_default()));
        lines.push(one);
    }
    let codes = &ai_act::models().codes;
    for own in codes.biometrics.iter().chain(&codes.technology) {
        lines.push(line(&format!("{} {}", codes.basis, own.id), &own.what, &[]));
    }
    // As a reader counts: 73(2) before 73(5), whichever catalogue they stand in.
    lines.sort_by_key(|line| standards::sort_key(&line.id.replace('(', ".").replace(')', "")));
    lines
}
