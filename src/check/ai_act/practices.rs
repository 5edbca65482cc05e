//! Practices that are prohibited (Art. 5).

use std::collections::BTreeMap;

use super::{named, number, reach};
use crate::check::Subject;
use crate::diagnostic::{Code, Finding};
use crate::record::Date;
use crate::record::act::{PracticeAnswer, PracticeScreening};
use crate::record::system::{AiSystem, Stage};
use crate::standards::ai_act;

/// The newest answer to each practice that there is on the day, with its place in the list.
pub(super) fn answers(system: &AiSystem, as_of: Date) -> BTreeMap<String, (usize, &PracticeScreening)> {
    let mut newest: BTreeMap<String, (usize, &PracticeScreening)> = BTreeMap::new();
    for (place, screening) in system.prohibited_practices.iter().enumerate() {
        let day = |screening: &PracticeScreening| screening.date.as_ref().map(|date| date.first());
        if day(screening).is_some_and(|day| day > as_of) {
            continue;
        }
        let key = number(&screening.practice);
        if newest.get(&key).is_none_or(|(_, known)| day(known) <= day(screening)) {
            newest.insert(key, (place, screening));
        }
    }
    newest
}

/// Does a practice that is prohibited on the day apply?
pub(super) fn is_prohibited(screening: &PracticeScreening, as_of: Date) -> bool {
    screening.answer == PracticeAnswer::Applies && prohibited_from(&screening.practice).is_none_or(|from| from <= as_of)
}

fn prohibited_from(practice: &str) -> Option<Date> {
    let key = number(practice);
    let practices = &ai_act::practices().practices;
    practices.iter().find(|known| number(&known.id) == key).map(|known| known.applies_from)
}

/// Each practice that is prohibited on the day is answered, and the answer is no.
pub(super) fn screened(subject: &mut Subject<'_>, system: &AiSystem) {
    if reach::is_outside(system) {
        return;
    }
    let as_of = subject.as_of;
    let answers = answers(system, as_of);
    unscreened(subject, system, &answers);
    for (place, screening) in answers.values() {
        let practice = screening.practice.trim().trim_start_matches("Art. ");
        let field = format!("prohibited_practices[{place}]");
        if is_prohibited(screening, as_of) {
            let message = format!("practice {practice} of Art. 5 applies to {}, and it is prohibited", named(system));
            let finding = Finding::new(Code::PracticeProhibited, message).help(
                "stop the practice: the system must not be placed on the market, put into service or used for it; ask counsel",
            );
            subject.report(system, &field, finding);
        } else if screening.answer == PracticeAnswer::Unclear {
            let from = prohibited_from(&screening.practice);
            let since = match from {
                Some(from) if from > as_of => format!("; it is prohibited from {from} on"),
                _ => String::new(),
            };
            let message =
                format!("whether practice {practice} of Art. 5 applies to {} is not settled{since}", named(system));
            let finding = Finding::new(Code::PracticeUnclear, message)
                .help("settle it and record the reason; until then it is an open point, not a no");
            subject.report(system, &field, finding);
        }
    }
}

fn unscreened(subject: &mut Subject<'_>, system: &AiSystem, answers: &BTreeMap<String, (usize, &PracticeScreening)>) {
    // What is only an idea is not placed on the market, put into service or used.
    if system.stage == Some(Stage::Inception) {
        return;
    }
    let as_of = subject.as_of;
    let in_force: Vec<_> =
        ai_act::practices().practices.iter().filter(|practice| practice.applies_from <= as_of).collect();
    let missing: Vec<&str> = in_force
        .iter()
        .filter(|practice| !answers.contains_key(&number(&practice.id)))
        .map(|practice| practice.id.trim_start_matches("Art. "))
        .collect();
    let total = in_force.len();
    let message = match missing.len() {
        0 => return,
        count if count == total => {
            format!(
                "{} was not screened for any of the {total} practices that Art. 5 prohibits on {as_of}",
                named(system)
            )
        }
        count => format!(
            "{} was not screened for {count} of the {total} practices that Art. 5 prohibits on {as_of}: {}",
            named(system),
            missing.join(", ")
        ),
    };
    let finding = Finding::new(Code::PracticeUnscreened, message)
        .help("answer each under `prohibited_practices`, with reason and day; `unclear` is an answer");
    subject.report(system, "prohibited_practices", finding);
}
