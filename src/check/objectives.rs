//! Are objectives measured, and reached by their day (ISO/IEC 42001 6.2, 9.1)?

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::cadence::known;
use super::{Subject, is_stale};
use crate::diagnostic::{Code, Finding};
use crate::record::organisation::Cadence;
use crate::record::policy::{AimsObjective, Direction, Measurement};
use crate::record::{Date, Decimal};

/// Objectives that nobody measured, and objectives whose day has passed short of their target (6.2, 9.1).
pub(super) fn check(subject: &mut Subject<'_>) {
    let record = subject.record;
    // Signals give values to objectives that then need none of their own.
    let mut signals: BTreeMap<&str, Date> = BTreeMap::new();
    for signal in &record.monitoring {
        let runs = signal.runs.iter().filter(|run| run.value.is_some());
        if let Some(day) = runs.filter_map(|run| known(Some(&run.date), subject.as_of)).max() {
            for objective in &signal.objectives {
                let newest = signals.entry(objective.as_str()).or_insert(day);
                *newest = day.max(*newest);
            }
        }
    }
    for objective in &record.objectives {
        measured(subject, objective, signals.get(objective.id.as_str()).copied());
        reached(subject, objective);
    }
}

/// Was the objective measured, and within its cadence?
fn measured(subject: &mut Subject<'_>, objective: &AimsObjective, signal: Option<Date>) {
    let id = &objective.id;
    let own = objective.measurements.iter().filter_map(|value| known(Some(&value.date), subject.as_of)).max();
    // Once its day has passed, an objective is reached or missed, and no longer measured.
    let until = objective.due.map_or(subject.as_of, |due| due.min(subject.as_of));
    match (own.max(signal), objective.cadence) {
        // Where an event sets the pace, it may not have come yet.
        (None, Some(Cadence::PerEvent | Cadence::PerRelease)) => {}
        (None, _) => {
            let message = format!("objective {id} has no measured value up to {}", subject.as_of);
            let finding = Finding::new(Code::ObjectiveUnmeasured, message)
                .help("measure it and add the value to `measurements`, or name it in the signal that gives its values");
            subject.report(objective, "measurements", finding);
        }
        (Some(newest), Some(cadence)) if is_stale(newest, Some(cadence), until) == Some(true) => {
            let message = format!(
                "objective {id} was last measured on {newest}, longer ago than its cadence ({}) allows",
                cadence.as_str()
            );
            let finding = Finding::new(Code::ObjectiveUnmeasured, message);
            subject.report(objective, "cadence", finding.help("measure it again, or correct the cadence"));
        }
        _ => {}
    }
}

/// Was the target reached by its day?
fn reached(subject: &mut Subject<'_>, objective: &AimsObjective) {
    let (Some(due), Some(target), Some(direction)) = (objective.due, &objective.target, objective.direction) else {
        return;
    };
    let Some(newest) = newest_value(objective, subject.as_of) else { return };
    // On its last day an objective may still be reached, unless it was measured then.
    if due > subject.as_of || (due == subject.as_of && newest.date.last() < due) {
        return;
    }
    let side = match direction {
        Direction::Up => "below",
        Direction::Down => "over",
    };
    if is_met(objective, subject.as_of) == Some(false) {
        let unit = match objective.unit.as_deref() {
            Some("%") => " %".to_owned(),
            Some(unit) => format!(" {unit}"),
            None => String::new(),
        };
        let message = format!(
            "objective {} was to be reached by {due}: its newest value, {}{unit} of {}, is {side} the target of {}{unit}",
            objective.id,
            newest.value.as_str(),
            newest.date,
            target.as_str()
        );
        let finding = Finding::new(Code::ObjectiveMissed, message)
            .help("decide what follows: what will be done until which new day, or another target, and why");
        subject.report(objective, "due", finding);
    }
}

/// The newest value that was measured by the day.
pub(crate) fn newest_value(objective: &AimsObjective, as_of: Date) -> Option<&Measurement> {
    let past = objective.measurements.iter().filter(|value| value.date.first() <= as_of);
    past.max_by_key(|value| value.date.last())
}

/// Is the newest value on the right side of the target? None where there is no value, target or direction.
pub(crate) fn is_met(objective: &AimsObjective, as_of: Date) -> Option<bool> {
    let (newest, target) = (newest_value(objective, as_of)?, objective.target.as_ref()?);
    let wrong = match objective.direction? {
        Direction::Up => Ordering::Less,
        Direction::Down => Ordering::Greater,
    };
    Some(compare(&newest.value, target) != wrong)
}

/// Compares two decimals exactly.
fn compare(left: &Decimal, right: &Decimal) -> Ordering {
    let parts = |number: &Decimal| {
        let text = number.as_str();
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let whole = whole.trim_start_matches('0').to_owned();
        let fraction = fraction.trim_end_matches('0').to_owned();
        let negative = text.starts_with('-') && !(whole.is_empty() && fraction.is_empty());
        // A longer whole part without leading zeros is the greater one; fractions compare digit by digit.
        (negative, (whole.len(), whole, fraction))
    };
    match (parts(left), parts(right)) {
        ((true, _), (false, _)) => Ordering::Less,
        ((false, _), (true, _)) => Ordering::Greater,
        ((false, left), (false, right)) => left.cmp(&right),
        ((true, left), (true, right)) => right.cmp(&left),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_compare_by_what_they_are_worth() {
        let number = |text: &str| serde_json::from_value::<Decimal>(text.into()).expect("this is a number");
        for (left, right, expected) in [
            ("9", "10", Ordering::Less),
            ("0.9", "0.85", Ordering::Greater),
            ("92.0", "92", Ordering::Equal),
            ("007", "7.00", Ordering::Equal),
            ("-1.5", "1", Ordering::Less),
            ("-2", "-10", Ordering::Greater),
            ("-0.0", "0", Ordering::Equal),
        ] {
            assert_eq!(compare(&number(left), &number(right)), expected, "{left} and {right}");
        }
    }
}
