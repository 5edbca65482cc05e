//! Are internal audits planned as a programme, held, and do they cover the whole over a cycle (ISO/IEC 42001 9.2)?

use std::collections::BTreeSet;

use super::Subject;
use super::cadence::{running_since, runs};
use super::governance::{NAMED, of_record};
use super::phrase::listed_up_to;
use super::standing::months_over;
use crate::diagnostic::{Code, Finding};
use crate::record::Markdown;
use crate::record::audit::{AuditItem, AuditProgramme, AuditStatus};
use crate::standards;

pub(super) fn check(subject: &mut Subject<'_>) {
    let programme = running(subject);
    overdue(subject, programme);
    settled(subject, programme);
    not_held(subject);
    if let Some(programme) = programme {
        coverage(subject, programme);
    }
}

/// The programme of the day: of those that have begun and not ended, the one that began last.
fn running<'a>(subject: &Subject<'a>) -> Option<&'a AuditProgramme> {
    let as_of = subject.as_of;
    let begun = subject.record.audit_programmes.iter().filter(move |programme| {
        programme.from.as_ref().is_none_or(|from| from.first() <= as_of)
            && programme.until.as_ref().is_none_or(|until| until.last() >= as_of)
    });
    begun.max_by_key(|programme| programme.from.as_ref().map(|from| from.first()))
}

/// Is it an audit of the organisation by itself or on its behalf (9.2)? One that says nothing else is.
fn is_internal(audit: &AuditItem) -> bool {
    audit.kind.as_ref().is_none_or(|kind| {
        let kind = kind.to_lowercase();
        kind.contains("intern") || kind.contains("first party") || kind.contains("first-party")
    })
}

/// An internal audit was held within the cadence of the programme (9.2.2).
fn overdue(subject: &mut Subject<'_>, programme: Option<&AuditProgramme>) {
    let (record, as_of) = (subject.record, subject.as_of);
    let (months, by) = match programme.and_then(|programme| Some((programme, programme.cadence?))) {
        Some((programme, cadence)) => {
            // Where an event sets the pace, it may not have come yet.
            let Some(months) = cadence.months() else { return };
            let allows = format!(
                "longer ago than the cadence ({}) of audit programme {} allows",
                cadence.as_str(),
                programme.id
            );
            (u32::from(months), allows)
        }
        // How often is said in words, which can't be counted.
        None if programme.is_some_and(|programme| programme.frequency.is_some()) => return,
        None => {
            let months = subject.policy.thresholds.audit_months;
            (months, format!("more than {months} months before {as_of}"))
        }
    };
    let held = subject.present(&record.audits).filter(|audit| is_internal(audit));
    let held = held.filter(|audit| !matches!(audit.status, Some(AuditStatus::Planned | AuditStatus::Cancelled)));
    match held.max_by_key(|audit| audit.until) {
        Some(newest) if months_over(newest.until, months, as_of) => {
            let message = format!("the last internal audit, {}, ended on {}, {by}", newest.id, newest.until);
            let finding = Finding::new(Code::AuditOverdue, message)
                .help("hold the next one; or correct the cadence of the programme, and have that approved");
            subject.report(newest, "until", finding);
        }
        // A young AIMS has not reached its first audit.
        None if runs(subject) && running_since(subject).is_none_or(|since| months_over(since, months, as_of)) => {
            let finding = Finding::new(Code::AuditOverdue, format!("no internal audit up to {as_of} is on record"))
                .help("have one held by somebody who is impartial, and add it to `audits`");
            of_record(subject, finding);
        }
        _ => {}
    }
}

/// There is a programme, and it settles what it must (9.2.2).
fn settled(subject: &mut Subject<'_>, programme: Option<&AuditProgramme>) {
    let (record, as_of) = (subject.record, subject.as_of);
    let Some(programme) = programme else {
        let ended = record.audit_programmes.iter().filter_map(|programme| Some((programme, programme.until.as_ref()?)));
        let newest = ended.filter(|(_, until)| until.last() < as_of).max_by_key(|(_, until)| until.last());
        if let Some((programme, until)) = newest {
            let message = format!("audit programme {} ended with {until}, and none follows it", programme.id);
            let finding = Finding::new(Code::AuditProgrammeIncomplete, message)
                .help("plan the next cycle and add it to `audit-programmes`");
            subject.report(programme, "until", finding);
        } else if runs(subject) {
            let finding = Finding::new(Code::AuditProgrammeIncomplete, "there is no programme of internal audits on record")
                .help("add one to `audit-programmes`: how often, by which methods, who is responsible, how planned and reported");
            of_record(subject, finding);
        }
        return;
    };
    let said = |text: Option<&Markdown>| text.is_some_and(|text| !text.as_str().trim().is_empty());
    let often = programme.cadence.is_some() || programme.frequency.as_ref().is_some_and(|text| !text.trim().is_empty());
    let asked = [
        ("how often audits are held (`cadence` or `frequency`)", often),
        ("by which methods (`methods`)", said(programme.methods.as_ref())),
        ("who is responsible (`owner`)", programme.owner.is_some()),
        ("what planning needs (`planning`)", said(programme.planning.as_ref())),
        ("how results are reported (`reporting`)", said(programme.reporting.as_ref())),
        (
            "how the importance of processes and earlier results were considered (`considerations`)",
            said(programme.considerations.as_ref()),
        ),
    ];
    let missing: Vec<String> = asked.iter().filter(|(_, said)| !said).map(|(name, _)| (*name).to_owned()).collect();
    if !missing.is_empty() {
        let message = format!("audit programme {} does not settle {}", programme.id, listed_up_to(NAMED, &missing));
        let finding = Finding::new(Code::AuditProgrammeIncomplete, message)
            .help("settle it, and have the programme approved again");
        subject.report(programme, "title", finding);
    }
}

/// Planned audits are held, or called off (9.2.2).
fn not_held(subject: &mut Subject<'_>) {
    let (record, as_of) = (subject.record, subject.as_of);
    for audit in subject.present(&record.audits) {
        if audit.status == Some(AuditStatus::Planned) && audit.until < as_of {
            let days = if audit.from == audit.until {
                audit.until.to_string()
            } else {
                format!("{} to {}", audit.from, audit.until)
            };
            let message = format!("audit {} was planned for {days} and is still called planned", audit.id);
            let finding = Finding::new(Code::AuditNotHeld, message).help(
                "hold it and record what came of it; or set new days, or call it `cancelled` and say why in `process`",
            );
            subject.report(audit, "status", finding);
        }
    }
}

/// What audits and programmes speak of: ids of clauses and controls, each standing for its parts too.
#[derive(Default)]
struct Covered {
    ids: BTreeSet<String>,
    every_clause: bool,
    every_control: bool,
}

impl Covered {
    fn has(&self, id: &str) -> bool {
        let mut part = id;
        loop {
            if self.ids.contains(part) {
                return true;
            }
            match part.rsplit_once('.') {
                Some((whole, _)) => part = whole,
                None => return false,
            }
        }
    }

    fn has_clause(&self, id: &str) -> bool {
        self.every_clause || self.has(id)
    }

    fn has_control(&self, id: &str) -> bool {
        self.every_control || self.has(id)
    }

    /// Reads the ids and ranges of ids in a text. Are there any?
    fn read_ids(&mut self, text: &str) -> bool {
        // A bare `9` is a clause only where the text speaks of clauses; `9.2` and `A.5` speak for themselves.
        let bare = text.to_lowercase().contains("clause") || text.trim().parse::<u8>().is_ok();
        let text = text.replace(['–', '—', '-'], " to ");
        let words = text.split(|character: char| !character.is_alphanumeric() && character != '.');
        let (mut found, mut last, mut ranging) = (false, None, false);
        for word in words.map(|word| word.trim_matches('.')).filter(|word| !word.is_empty()) {
            if is_control(word) || is_clause(word, bare) {
                if let (true, Some(first)) = (ranging, last) {
                    self.read_range(first, word);
                }
                self.ids.insert(word.to_owned());
                (found, last, ranging) = (true, Some(word), false);
            } else {
                match word.to_lowercase().as_str() {
                    "to" | "through" | "until" => ranging = last.is_some(),
                    "up" | "clause" | "clauses" | "control" | "controls" => {}
                    _ => (last, ranging) = (None, false),
                }
            }
        }
        found
    }

    fn read_range(&mut self, first: &str, last: &str) {
        let (from, until) = (standards::sort_key(first), standards::sort_key(last));
        let clauses = standards::clauses().subclauses.iter().map(|subclause| subclause.id.as_str());
        let controls = standards::annex_a().controls.iter().map(|control| control.id.as_str());
        // Letters sort apart from numbers, so that no range of clauses runs into the controls.
        let inside = clauses.chain(controls).filter(|id| is_control(id) == is_control(first)).filter(|id| {
            let key = standards::sort_key(id);
            from <= key && (key <= until || id.strip_prefix(last).is_some_and(|rest| rest.starts_with('.')))
        });
        self.ids.extend(inside.map(str::to_owned));
    }

    /// Reads a text that says what is covered, which may be the whole.
    fn read(&mut self, text: &str) {
        let whole = !self.read_ids(text);
        let lower = text.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        // A standard named as the criterion, and no part of it, is meant as a whole.
        self.every_clause |= says(&["all clauses", "every clause", "each clause"]) || (whole && says(&["42001"]));
        self.every_control |= says(&[
            "all controls",
            "every control",
            "each control",
            "all applicable controls",
            "every applicable control",
            "each applicable control",
        ]) || (whole && says(&["annex a"]));
    }
}

fn is_control(word: &str) -> bool {
    word.strip_prefix("A.").is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
}

fn is_clause(word: &str, bare: bool) -> bool {
    let mut parts = word.split('.');
    let number = |part: &str| part.parse::<u8>().ok().filter(|number| !part.starts_with(['0', '+']) && *number > 0);
    let first = parts.next().and_then(number);
    first.is_some_and(|first| (4..=10).contains(&first))
        && (bare || word.contains('.'))
        && parts.all(|part| number(part).is_some())
}

/// Every part of clauses 4 to 10 and every applicable control is audited, planned or explained over the cycle.
fn coverage(subject: &mut Subject<'_>, programme: &AuditProgramme) {
    let (record, as_of) = (subject.record, subject.as_of);
    let mut covered = Covered::default();
    for text in programme.coverage.iter().chain(&programme.planning) {
        covered.read(text.as_str());
    }
    let from = programme.from.as_ref().map(|from| from.first());
    for audit in &record.audits {
        let named = audit.programme.as_ref().map(|id| id.as_str() == programme.id.as_str());
        let in_cycle = named.unwrap_or_else(|| is_internal(audit) && from.is_none_or(|from| audit.until >= from));
        // What is still to come counts where it is called planned.
        let counts = match audit.status {
            Some(AuditStatus::Cancelled) => false,
            Some(AuditStatus::Planned) => true,
            _ => audit.until <= as_of,
        };
        if !in_cycle || !counts {
            continue;
        }
        let scope = audit.scope.iter().map(Markdown::as_str);
        for text in audit.criteria.iter().map(String::as_str).chain(scope) {
            covered.read(text);
        }
        // What is named as left out is explained there.
        if let Some(text) = &audit.not_covered {
            covered.read_ids(text.as_str());
        }
        let findings = audit.findings.iter();
        let controls = audit.controls.iter().chain(findings.clone().flat_map(|finding| &finding.controls));
        covered.ids.extend(controls.map(|control| control.as_str().to_owned()));
        for finding in findings {
            covered.read_ids(&finding.requirement);
        }
    }
    let clauses = standards::clauses().subclauses.iter().filter(|part| part.children.is_empty());
    let clauses: Vec<String> =
        clauses.filter(|part| !covered.has_clause(&part.id)).map(|part| part.id.clone()).collect();
    let controls = record.controls.iter().filter(|control| control.applicable);
    let controls: Vec<String> =
        controls.map(|control| control.id.as_str()).filter(|id| !covered.has_control(id)).map(str::to_owned).collect();
    let mut open = Vec::new();
    for (one, many, ids) in [("clause", "clauses", clauses), ("control", "controls", controls)] {
        if !ids.is_empty() {
            open.push(format!("{} {}", if ids.len() == 1 { one } else { many }, listed_up_to(NAMED, &ids)));
        }
    }
    if !open.is_empty() {
        let message = format!(
            "no audit of the cycle of audit programme {} covers, plans or explains {}",
            programme.id,
            open.join(", nor ")
        );
        let finding = Finding::new(Code::AuditCoverage, message).help(
            "plan them in `coverage` or in an audit with `status: planned`, or say why the cycle leaves them out",
        );
        let field = if programme.coverage.is_some() { "coverage" } else { "title" };
        subject.report(programme, field, finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_covers() {
        let read = |text: &str| {
            let mut covered = Covered::default();
            covered.read(text);
            covered
        };
        let all = read("Clauses 4 to 10; 21 of 36 applicable controls");
        assert!(standards::clauses().subclauses.iter().all(|part| all.has_clause(&part.id)));
        assert!(!all.has_control("A.2.2"));
        let some = read("Releases, 9.1, clause 8 and A.5-A.6.1.3, July to 10 October");
        assert!(["9.1", "8.4", "A.5.5", "A.6.1.2", "A.6.1.3"].iter().all(|id| some.has(id)));
        assert!(["9.2.1", "6.2", "A.6.2.2", "A.7.2"].iter().all(|id| !some.has(id)));
        assert!(read("ISO/IEC 42001:2023").has_clause("7.5.1"));
        assert!(!read("ISO/IEC 42001:2023, A.6.1.3").has_clause("7.5.1"));
        assert!(!read("Release process, SoA 3.1").has_clause("9.1"));
        assert!(read("All applicable controls").has_control("A.10.4"));
    }
}
