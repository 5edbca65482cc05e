//! What is called finished, met or in place, against what is open or fell short.

use super::super::Subject;
use super::super::improvement::{actions_of, is_open};
use super::target::Target;
use crate::diagnostic::{Code, Finding};
use crate::record::audit::Grade;
use crate::record::control::{ControlItem, ControlStatus, DocumentStatus};
use crate::record::improvement::{EffectivenessCheck, NonconformityStatus};
use crate::record::incident::IncidentStatus;
use crate::record::policy::{AimsObjective, Direction};
use crate::record::release::Verdict;
use crate::record::risk::{RiskStatus, WorkState};
use crate::record::system::Stage;
use crate::record::{Date, Item, Kind};

pub(super) fn check(subject: &mut Subject<'_>) {
    open_actions(subject);
    effects(subject);
    objectives(subject);
    tests(subject);
    controls(subject);
    states(subject);
}

/// A nonconformity, incident or risk that is closed while work on it is open.
fn open_actions(subject: &mut Subject<'_>) {
    let as_of = subject.as_of;
    for item in subject.present(&subject.record.nonconformities) {
        let on = item.closed.unwrap_or(as_of);
        if item.status == NonconformityStatus::Closed && on <= as_of {
            let open: Vec<_> = actions_of(subject, item).into_iter().filter(|action| is_open(action, on)).collect();
            let ids: Vec<_> = open.iter().map(|action| action.id.as_str()).collect();
            closed_early(subject, item, "action", &ids);
        }
    }
    for item in subject.present(&subject.record.incidents) {
        if item.status == Some(IncidentStatus::Closed) {
            let naming = subject.index.named_by(Kind::Incident, item.id.as_str()).iter();
            let naming = naming.filter(|naming| naming.field() == "source").map(|naming| naming.by.id().as_str());
            let ids: std::collections::BTreeSet<_> = naming.chain(item.actions.iter().map(|id| id.as_str())).collect();
            let open = ids.into_iter().filter_map(|id| subject.index.action(id));
            let ids: Vec<_> = open.filter(|action| is_open(action, as_of)).map(|action| action.id.as_str()).collect();
            closed_early(subject, item, "action", &ids);
        }
    }
    for item in subject.present(&subject.record.risks) {
        // Of a treated risk the residual rating holds, and more may be planned; of a closed one nothing is left to do.
        if item.status != Some(RiskStatus::Closed) {
            continue;
        }
        let naming = subject.index.named_by(Kind::Risk, item.id.as_str()).iter().map(|naming| naming.by.id().as_str());
        let ids: std::collections::BTreeSet<_> =
            naming.chain(item.treatment_entries.iter().map(|id| id.as_str())).collect();
        let entries = ids.into_iter().filter_map(|id| subject.index.treatment(id));
        let open = entries.filter(|entry| matches!(entry.state, WorkState::NotStarted | WorkState::InProgress));
        let ids: Vec<_> = open.map(|entry| entry.id.as_str()).collect();
        closed_early(subject, item, "treatment plan entry", &ids);
    }
}

fn closed_early(subject: &mut Subject<'_>, item: &dyn Item, what: &str, open: &[&str]) {
    let (noun, verb) = match open {
        [] => return,
        [_] => (what.to_owned(), "is"),
        _ => (what.replace("entry", "entrie") + "s", "are"),
    };
    let who = item.kind().named(item.id().as_str());
    let message = format!("{who} is closed while {noun} {} {verb} open", open.join(", "));
    let finding = Finding::new(Code::ClosedWithOpenAction, message);
    subject.report(item, "status", finding.help("finish the work first, or say that it is still open"));
}

/// A closure on a check that failed, or that fell short of its own target.
fn effects(subject: &mut Subject<'_>) {
    for item in subject.present(&subject.record.nonconformities) {
        if item.status == NonconformityStatus::Closed {
            if let Some(check) = &item.effectiveness {
                short_check(subject, item, check, "and it is closed");
            }
            for action in actions_of(subject, item) {
                if let Some(check) = &action.effectiveness {
                    let rest = format!("and nonconformity {} is closed", item.id);
                    short_check(subject, action, check, &rest);
                }
            }
        }
    }
    for action in subject.present(&subject.record.actions) {
        if let Some(check) = action.effectiveness.as_ref().filter(|check| check.effective == Some(true)) {
            short_check(subject, action, check, "and it is called effective");
        }
    }
}

fn short_check(subject: &mut Subject<'_>, item: &dyn Item, check: &EffectivenessCheck, rest: &str) {
    let who = item.kind().named(item.id().as_str());
    let result = check.result.as_ref().map_or("", |result| result.as_str());
    let message = if check.effective == Some(false) {
        format!("{who} was found not effective, {rest}")
    } else if let Some(missed) = Target::in_text(&check.method).and_then(|target| target.missed_in(result)) {
        format!("the check of {who} asks for {}, its result is {}, {rest}", missed.target, missed.value)
    } else {
        return;
    };
    if subject.findings.iter().any(|finding| finding.message == message) {
        return;
    }
    let finding = Finding::new(Code::ShortOfTarget, message);
    subject.report(
        item,
        "effectiveness",
        finding.help("open it again, or have the target changed and say who approved that"),
    );
}

/// An objective that is called reached, on a value that misses its target.
fn objectives(subject: &mut Subject<'_>) {
    for objective in subject.present(&subject.record.objectives) {
        let Some((value, target)) = missed(objective, subject.as_of) else { continue };
        let said = objective.assessment.as_ref().map_or("", |text| text.as_str());
        if calls_it_reached(said) {
            let message =
                format!("objective {} is called reached, with {value} where the target is {target}", objective.id);
            let finding = Finding::new(Code::ShortOfTarget, message);
            subject.report(
                objective,
                "assessment",
                finding.help("correct the judgement or the value, or have the target changed"),
            );
        }
    }
}

/// The newest value and the target of an objective, where the first misses the second.
fn missed(objective: &AimsObjective, as_of: Date) -> Option<(&str, &str)> {
    let newest =
        objective.measurements.iter().filter(|one| one.date.first() <= as_of).max_by_key(|one| one.date.last())?;
    let target = objective.target.as_ref()?;
    let order = newest.value.compare(target);
    let short = match objective.direction? {
        Direction::Up => order.is_lt(),
        Direction::Down => order.is_gt(),
    };
    short.then(|| (newest.value.as_str(), target.as_str()))
}

/// Says the text that it was reached, without a word that takes it back?
fn calls_it_reached(text: &str) -> bool {
    let words: Vec<String> = text.split(|character: char| !character.is_alphabetic()).map(str::to_lowercase).collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    has(&["reached", "met", "achieved", "fulfilled", "attained"])
        && !has(&["not", "nearly", "almost", "partly", "missed", "never", "un", "no", "close", "unless", "until", "if"])
}

/// A result that is called met, on a value that misses its threshold.
fn tests(subject: &mut Subject<'_>) {
    let systems = subject.present(&subject.record.systems);
    let of_systems = systems.flat_map(|system| {
        let metrics = system.performance.iter().enumerate();
        metrics.map(move |(index, metric)| {
            (
                system as &dyn Item,
                format!("performance[{index}]."),
                metric.metric.as_str(),
                &metric.threshold,
                &metric.results,
            )
        })
    });
    let tests = subject.present(&subject.record.tests);
    let of_tests =
        tests.map(|test| (test as &dyn Item, String::new(), test.metric.as_str(), &test.threshold, &test.results));
    for (item, prefix, metric, threshold, results) in of_systems.chain(of_tests).collect::<Vec<_>>() {
        let Some(target) = threshold.as_deref().and_then(Target::alone) else { continue };
        for (index, result) in results.iter().enumerate().filter(|(_, result)| result.result == Some(Verdict::Met)) {
            if target.is_missed_by(&result.value) {
                let group = result.group.as_ref().map(|group| format!(" for {group}")).unwrap_or_default();
                let who = item.kind().named(item.id().as_str());
                let message = format!(
                    "{who}: {metric}{group} is {}, called met, and the threshold is {}",
                    result.value.as_str(),
                    threshold.as_deref().unwrap_or_default()
                );
                let finding = Finding::new(Code::ShortOfTarget, message);
                subject.report(
                    item,
                    &format!("{prefix}results[{index}].result"),
                    finding.help("say `not_met`, or correct the value"),
                );
            }
        }
    }
}

/// A control called implemented, whose last judgement or an open major nonconformity says otherwise (8.1).
fn controls(subject: &mut Subject<'_>) {
    let as_of = subject.as_of;
    for control in subject.record.controls.iter().filter(|control| control.status == Some(ControlStatus::Implemented)) {
        if let Some(judged) = judged_ineffective(control, as_of) {
            let message = format!("control {} is called implemented, and {judged}", control.id);
            disproved(subject, control, message);
        }
        let namings = subject.index.named_by(Kind::Control, control.id.as_str());
        let open: Vec<String> = namings
            .iter()
            .filter_map(|naming| {
                subject.index.nonconformity(naming.by.id().as_str()).filter(|_| naming.by.kind() == Kind::Nonconformity)
            })
            .filter(|item| {
                item.status == NonconformityStatus::Open && grade(subject, item) == Some(Grade::MajorNonconformity)
            })
            .map(|item| item.id.to_string())
            .collect();
        for id in open {
            let message = format!(
                "control {} is called implemented, and the major nonconformity {id} about it is open",
                control.id
            );
            disproved(subject, control, message);
        }
    }
}

/// The grade that a nonconformity has itself, or that the audit gave the finding it was raised from.
fn grade(subject: &Subject<'_>, item: &crate::record::improvement::NonconformityItem) -> Option<Grade> {
    item.grade.or_else(|| {
        let audit = subject.index.audit(item.source.as_ref()?.as_str())?;
        let raised = audit.findings.iter().find(|finding| {
            finding.nonconformity.as_ref().is_some_and(|id| id.as_str() == item.id.as_str())
                || item.source_detail.as_deref() == Some(finding.number.as_str())
        });
        raised.map(|finding| finding.grade)
    })
}

fn judged_ineffective(control: &ControlItem, as_of: Date) -> Option<String> {
    let newest =
        control.effectiveness.iter().filter(|one| one.date.first() <= as_of).max_by_key(|one| one.date.last())?;
    let result = newest.result.to_lowercase();
    let bad = ["ineffective", "not effective", "failed", "fail"].iter().any(|word| {
        result == *word || result.starts_with(&format!("{word} ")) || result.starts_with(&format!("{word},"))
    });
    bad.then(|| format!("its last judgement of {} is `{}`", newest.date, newest.result))
}

fn disproved(subject: &mut Subject<'_>, control: &ControlItem, message: String) {
    let finding = Finding::new(Code::ImplementedDisproved, message);
    subject.report(
        control,
        "status",
        finding.help("say `partial` until it is put right, with an entry in the treatment plan"),
    );
}

/// States that their own days or progress contradict.
fn states(subject: &mut Subject<'_>) {
    let as_of = subject.as_of;
    let mut found: Vec<(&dyn Item, &str, String)> = Vec::new();
    for item in subject.present(&subject.record.actions) {
        work(&mut found, item, item.state, item.done, None);
    }
    for item in &subject.record.treatment_plan {
        work(&mut found, item, item.state, item.done, item.progress.as_ref().map(|share| share.as_str()));
    }
    for item in subject.present(&subject.record.nonconformities) {
        match (item.status, item.closed) {
            (NonconformityStatus::Closed, None) => {
                found.push((item, "closed", "is closed, and no day says when".to_owned()))
            }
            (NonconformityStatus::Open | NonconformityStatus::AwaitingVerification, Some(day)) if day <= as_of => {
                found.push((item, "status", format!("was closed on {day}, and its status says that it is not")));
            }
            _ => {}
        }
    }
    for item in subject.present(&subject.record.risks) {
        let closed = item.closed.as_ref().filter(|day| day.first() <= as_of);
        if let Some(day) = closed.filter(|_| item.status.is_some_and(|status| status != RiskStatus::Closed)) {
            found.push((item, "status", format!("was closed on {day}, and its status says that it is not")));
        }
    }
    for item in subject.present(&subject.record.systems) {
        let retired = item.retired_on.as_ref().filter(|day| day.first() <= as_of);
        match (item.stage, retired) {
            (Some(Stage::Retired), None) => {
                found.push((item, "stage", "is retired, and no day says since when".to_owned()))
            }
            (Some(stage), Some(day)) if stage != Stage::Retired => {
                found.push((item, "stage", format!("was retired on {day}, and its stage is {}", stage.as_str())));
            }
            _ => {}
        }
    }
    for item in subject.present(&subject.record.documents) {
        let approved = item.approved.is_some() || item.approval.is_some() || !item.approvals.is_empty();
        if item.status == Some(DocumentStatus::Approved) && !approved {
            found.push((item, "status", "is called approved, and nothing says by whom or when".to_owned()));
        }
    }
    for (item, field, message) in found {
        let who = item.kind().named(item.id().as_str());
        let finding = Finding::new(Code::StateContradicted, format!("{who} {message}"));
        subject.report(item, field, finding.help("correct the one that is wrong"));
    }
}

fn work<'a>(
    found: &mut Vec<(&'a dyn Item, &'static str, String)>,
    item: &'a dyn Item,
    state: WorkState,
    done: Option<Date>,
    progress: Option<&str>,
) {
    let open = matches!(state, WorkState::NotStarted | WorkState::InProgress);
    if state == WorkState::Done && done.is_none() {
        found.push((item, "done", "is done, and no day says when".to_owned()));
    }
    if let Some(day) = done.filter(|_| open) {
        found.push((item, "state", format!("was done on {day}, and its state is {}", state.as_str())));
    }
    if let Some(share) = progress.filter(|share| state == WorkState::Done && *share != "100") {
        found.push((item, "progress", format!("is done, and its progress is {share} %")));
    }
}
