//! Which clauses and controls the audits of a programme cover, plan or explain (ISO/IEC 42001 9.2.2).

use std::collections::BTreeSet;

use super::programme::is_internal;
use crate::record::audit::{AuditItem, AuditProgramme, AuditStatus};
use crate::record::{Date, Markdown, Record};
use crate::standards;

/// A clause or control that a programme must cover, and what takes it up.
#[derive(Debug)]
pub(crate) struct Coverage<'a> {
    /// Its id.
    pub(crate) criterion: &'a str,
    /// Is it a control, and not a clause?
    pub(crate) is_control: bool,
    /// Audits held that cover it.
    pub(crate) done: Vec<&'a str>,
    /// Audits planned that will.
    pub(crate) planned: Vec<&'a str>,
    /// The programme itself, or what an audit left out, speaks of it.
    pub(crate) explained: bool,
}

impl Coverage<'_> {
    /// Does nothing take it up?
    pub(crate) fn is_open(&self) -> bool {
        self.done.is_empty() && self.planned.is_empty() && !self.explained
    }
}

/// Each part of clauses 4 to 10 and each applicable control, in the order of the standard.
pub(crate) fn programme_coverage<'a>(record: &'a Record, programme: &AuditProgramme, as_of: Date) -> Vec<Coverage<'a>> {
    let mut explained = Covered::default();
    for text in programme.coverage.iter().chain(&programme.planning) {
        explained.read(text.as_str());
    }
    let mut audits: Vec<(&AuditItem, Covered)> = Vec::new();
    for audit in record.audits.iter().filter(|audit| in_cycle(audit, programme, as_of)) {
        // What is named as left out is explained there.
        if let Some(text) = &audit.not_covered {
            explained.read_ids(text.as_str());
        }
        audits.push((audit, covered_by(audit)));
    }
    let clauses = standards::clauses().subclauses.iter().filter(|part| part.children.is_empty());
    let clauses = clauses.map(|part| (part.id.as_str(), false));
    let controls = record.controls.iter().filter(|control| control.applicable);
    let controls = controls.map(|control| (control.id.as_str(), true));
    let row = |(criterion, is_control): (&'a str, bool)| {
        let has =
            |covered: &Covered| if is_control { covered.has_control(criterion) } else { covered.has_clause(criterion) };
        let taken_up = audits.iter().filter(|(_, covered)| has(covered)).map(|(audit, _)| *audit);
        let (planned, done): (Vec<_>, Vec<_>) = taken_up.partition(|audit| audit.status == Some(AuditStatus::Planned));
        let ids = |audits: Vec<&'a AuditItem>| audits.into_iter().map(|audit| audit.id.as_str()).collect();
        Coverage { criterion, is_control, done: ids(done), planned: ids(planned), explained: has(&explained) }
    };
    clauses.chain(controls).map(row).collect()
}

/// Is the audit one of the programme's cycle that was held by the day, or that is planned?
fn in_cycle(audit: &AuditItem, programme: &AuditProgramme, as_of: Date) -> bool {
    let from = programme.from.as_ref().map(|from| from.first());
    let named = audit.programme.as_ref().map(|id| id.as_str() == programme.id.as_str());
    let of_cycle = named.unwrap_or_else(|| is_internal(audit) && from.is_none_or(|from| audit.until >= from));
    // What is still to come counts where it is called planned.
    let counts = match audit.status {
        Some(AuditStatus::Cancelled) => false,
        Some(AuditStatus::Planned) => true,
        _ => audit.until <= as_of,
    };
    of_cycle && counts
}

fn covered_by(audit: &AuditItem) -> Covered {
    let mut covered = Covered::default();
    let scope = audit.scope.iter().map(Markdown::as_str);
    for text in audit.criteria.iter().map(String::as_str).chain(scope) {
        covered.read(text);
    }
    let findings = audit.findings.iter();
    let controls = audit.controls.iter().chain(findings.clone().flat_map(|finding| &finding.controls));
    covered.ids.extend(controls.map(|control| control.as_str().to_owned()));
    for finding in findings {
        covered.read_ids(&finding.requirement);
    }
    covered
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
