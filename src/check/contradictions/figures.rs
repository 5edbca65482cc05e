//! Reported figures against the registers that they count.

use std::cmp::Ordering;

use super::super::Subject;
use super::super::improvement::is_open;
use crate::diagnostic::{Code, Finding};
use crate::record::policy::RegisterFigure;
use crate::record::risk::WorkState;
use crate::record::system::{AiSystem, Stage};
use crate::record::{Date, Decimal, Item, Record};

pub(super) fn check(subject: &mut Subject<'_>) {
    for objective in subject.present(&subject.record.objectives) {
        let values: Vec<_> = objective.measurements.iter().map(|one| (one.date.last(), &one.value)).collect();
        if let Some(figure) = objective.counts {
            disagrees(subject, objective, "measurements", figure, &values);
        }
    }
    for signal in &subject.record.monitoring {
        let values: Vec<_> =
            signal.runs.iter().filter_map(|run| Some((run.date.last(), run.value.as_ref()?))).collect();
        if let Some(figure) = signal.counts {
            disagrees(subject, signal, "runs", figure, &values);
        }
    }
    for review in subject.present(&subject.record.management_reviews) {
        let said = review.inputs.as_ref().and_then(|inputs| inputs.earlier_actions.as_ref());
        if let Some(claim) = said.and_then(|text| claimed_share(text.as_str())) {
            minutes(subject, review, review.date, &claim);
        }
    }
}

/// What a figure is of the record on a day: a count, or so many of so many.
enum Counted {
    Count(usize),
    Share(usize, usize),
}

/// Counts by the days in the registers, so that a figure of an earlier day can be counted again.
fn count(record: &Record, figure: RegisterFigure, day: Date) -> Counted {
    let by = |when: Option<&crate::record::When>| when.is_none_or(|when| when.first() <= day);
    let actions: Vec<_> = record
        .actions
        .iter()
        .filter(|action| by(action.raised.as_ref()) && action.state != WorkState::Dropped)
        .collect();
    let done = |done: Option<Date>, state: WorkState| state == WorkState::Done && done.is_none_or(|done| done <= day);
    let nonconformities: Vec<_> = record.nonconformities.iter().filter(|item| by(item.raised.as_ref())).collect();
    let closed = nonconformities.iter().filter(|item| item.closed.is_some_and(|closed| closed <= day)).count();
    let plan: Vec<_> = record.treatment_plan.iter().filter(|entry| entry.state != WorkState::Dropped).collect();
    match figure {
        RegisterFigure::ActionsOverdue => Counted::Count(
            actions.iter().filter(|action| is_open(action, day) && action.due.is_some_and(|due| due < day)).count(),
        ),
        RegisterFigure::ActionsDonePercent => {
            Counted::Share(actions.iter().filter(|action| done(action.done, action.state)).count(), actions.len())
        }
        RegisterFigure::NonconformitiesOpen => Counted::Count(nonconformities.len() - closed),
        RegisterFigure::NonconformitiesClosedPercent => Counted::Share(closed, nonconformities.len()),
        RegisterFigure::TreatmentDonePercent => {
            Counted::Share(plan.iter().filter(|entry| done(entry.done, entry.state)).count(), plan.len())
        }
        RegisterFigure::SystemsAssessedPercent => {
            let systems: Vec<_> = record.systems.iter().filter(|system| in_use(system, day)).collect();
            let assessed = systems.iter().filter(|system| {
                record.impact_assessments.iter().any(|assessment| {
                    assessment.system.as_str() == system.id.as_str() && assessment.date.is_some_and(|date| date <= day)
                })
            });
            Counted::Share(assessed.count(), systems.len())
        }
        RegisterFigure::IncidentsSerious => Counted::Count(
            record
                .incidents
                .iter()
                .filter(|item| item.serious == Some(true) && item.dated().is_none_or(|dated| dated <= day))
                .count(),
        ),
    }
}

/// Is it a material system that is in use on the day?
fn in_use(system: &AiSystem, day: Date) -> bool {
    let retired = system.retired_on.as_ref().is_some_and(|when| when.last() <= day);
    let since = system.in_use_since.as_ref().is_none_or(|when| when.first() <= day);
    let stage = system.stage.is_none_or(|stage| matches!(stage, Stage::Deployment | Stage::Operation));
    system.material != Some(false) && !retired && since && stage
}

/// The newest value is what the register gives for its day.
fn disagrees(
    subject: &mut Subject<'_>,
    item: &dyn Item,
    list: &str,
    figure: RegisterFigure,
    values: &[(Date, &Decimal)],
) {
    let as_of = subject.as_of;
    let newest = values.iter().enumerate().filter(|(_, (day, _))| *day <= as_of).max_by_key(|(_, (day, _))| *day);
    let Some((index, (day, stated))) = newest else { return };
    let (given, how) = match count(subject.record, figure, *day) {
        Counted::Count(count) => (Decimal::parse(&count.to_string()), count.to_string()),
        Counted::Share(_, 0) => return,
        Counted::Share(part, whole) => (percent(part, whole, places(stated.as_str())), format!("{part} of {whole}")),
    };
    let Some(given) = given.filter(|given| given.compare(stated) != Ordering::Equal) else { return };
    let who = item.kind().named(item.id().as_str());
    let unit = if matches!(count(subject.record, figure, *day), Counted::Share(..)) { " %" } else { "" };
    let share = if unit.is_empty() { String::new() } else { format!(" ({how})") };
    let message = format!(
        "{who} states {}{unit} for {day}; the register gives {}{unit}{share} for `{}` on that day",
        stated.as_str(),
        given.as_str(),
        figure.as_str()
    );
    let finding = Finding::new(Code::FigureDisagrees, message);
    subject.report(
        item,
        &format!("{list}[{index}].value"),
        finding.help("correct the value, or the days in the register"),
    );
}

/// How many digits stand after the point.
fn places(number: &str) -> usize {
    number.split_once('.').map_or(0, |(_, fraction)| fraction.len())
}

/// A share in percent with so many digits after the point, half rounded up.
fn percent(part: usize, whole: usize, places: usize) -> Option<Decimal> {
    let scale = 10_u128.checked_pow(u32::try_from(places).ok()?)?;
    let (part, whole) = (part as u128, whole as u128);
    let scaled = (part * 200 * scale + whole) / (whole * 2);
    let (units, rest) = (scaled / scale, scaled % scale);
    Decimal::parse(&if places == 0 { units.to_string() } else { format!("{units}.{rest:0places$}") })
}

/// A share that minutes state of actions done.
#[derive(Debug, PartialEq, Eq)]
struct Claim {
    percent: u128,
    text: String,
}

/// The share of actions done that a text states, such as `0 % of actions are closed` or `all actions closed`. None where
/// it states none, or several.
fn claimed_share(text: &str) -> Option<Claim> {
    const DONE: [&str; 6] = ["closed", "done", "completed", "complete", "implemented", "finished"];
    let mut claims = Vec::new();
    for sentence in text.split(['.', ';', '\n', '!']) {
        let lower = sentence.to_lowercase();
        let words: Vec<&str> = lower
            .split(|character: char| !(character.is_alphanumeric() || character == '%'))
            .filter(|word| !word.is_empty())
            .collect();
        let about = words.iter().any(|word| word.starts_with("action")) && words.iter().any(|word| DONE.contains(word));
        if !about || words.contains(&"not") {
            continue;
        }
        let shares = words.iter().enumerate().filter_map(|(index, word)| {
            let (number, sign) = word.strip_suffix('%').map_or((*word, false), |number| (number, true));
            let sign = sign || words.get(index + 1).is_some_and(|next| *next == "%" || *next == "percent");
            number.parse::<u128>().ok().filter(|_| sign)
        });
        let mut shares: Vec<u128> = shares.collect();
        match words.first() {
            Some(&"all") if shares.is_empty() => shares.push(100),
            Some(&"no" | &"none") if shares.is_empty() => shares.push(0),
            _ => {}
        }
        claims.extend(shares.into_iter().map(|percent| Claim { percent, text: sentence.trim().to_owned() }));
    }
    let claim = claims.pop()?;
    claims.is_empty().then_some(claim)
}

/// Minutes that state a share of actions done are held against the register, as it was on the day of the review.
fn minutes(subject: &mut Subject<'_>, review: &dyn Item, day: Date, claim: &Claim) {
    let Counted::Share(part, whole) = count(subject.record, RegisterFigure::ActionsDonePercent, day) else { return };
    if whole == 0 {
        return;
    }
    let (part, whole) = (part as u128, whole as u128);
    // Minutes round as they please.
    if (part * 100).abs_diff(claim.percent * whole) <= whole {
        return;
    }
    let message = format!(
        "the minutes of {} say `{}`; the register has {part} of {whole} actions done on {day}",
        review.kind().named(review.id().as_str()),
        claim.text
    );
    let finding = Finding::new(Code::MinutesDisagree, message);
    let help = "say which actions are counted, or correct the minutes or the register";
    subject.report(review, "inputs.earlier_actions", finding.help(help));
}

#[cfg(test)]
mod tests {
    use super::{claimed_share, percent};

    #[test]
    fn a_share_is_taken_from_words_that_state_one() {
        let share = |text: &str| claimed_share(text).map(|claim| claim.percent);
        assert_eq!(share("0 % of corrective actions closed."), Some(0));
        assert_eq!(share("Corrective actions: 85% completed"), Some(85));
        assert_eq!(share("All actions of the last review are done; two risks are new."), Some(100));
        assert_eq!(share("First review with three earlier actions; all done."), None);
        assert_eq!(share("One done, one late, one in time, one half done."), None);
        assert_eq!(share("50 % of actions done, 20 % of actions closed"), None);
        assert_eq!(share("Not all actions are done"), None);
    }

    #[test]
    fn a_share_is_rounded_to_the_digits_that_are_stated() {
        let text = |part, whole, places| percent(part, whole, places).map(|share| share.as_str().to_owned());
        assert_eq!(text(2, 3, 0).as_deref(), Some("67"));
        assert_eq!(text(2, 3, 1).as_deref(), Some("66.7"));
        assert_eq!(text(1, 8, 1).as_deref(), Some("12.5"));
        assert_eq!(text(3, 3, 2).as_deref(), Some("100.00"));
    }
}
