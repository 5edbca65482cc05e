//! Serious incidents (Art. 3(49), 73).

use jiff::ToSpan as _;

use super::market;
use super::reach::Reach;
use super::{applies_from, plays};
use crate::check::Subject;
use crate::diagnostic::{Code, Finding};
use crate::record::act::ActClass;
use crate::record::incident::{CausalLink, IncidentItem, SeriousLimb};
use crate::record::organisation::Role;
use crate::record::system::AiSystem;
use crate::record::{Date, Item as _};
use crate::standards::ai_act;
use crate::standards::ai_act::incidents::Deadline;

/// The systems that an incident touched.
fn touched<'a>(subject: &Subject<'a>, incident: &'a IncidentItem) -> Vec<&'a AiSystem> {
    let ids = incident.system.iter().chain(&incident.systems);
    ids.filter_map(|id| subject.index.system(id.as_str())).collect()
}

/// Somebody judged whether the incident is serious (Art. 3(49)).
pub(super) fn judged(subject: &mut Subject<'_>, reach: &Reach) {
    let Some(from) = applies_from("Art. 3(49)") else { return };
    for incident in subject.present(&subject.record.incidents) {
        if incident.serious.is_some() || incident.dated().is_some_and(|day| day < from) {
            continue;
        }
        let systems = touched(subject, incident);
        // Art. 73 is about high-risk systems; where no class is known, it may be one.
        let may_be = |system: &&AiSystem| {
            reach.covers(system)
                && system.eu_ai_act.as_ref().is_none_or(|act| {
                    matches!(act.class, ActClass::HighRisk | ActClass::Prohibited | ActClass::NotEvaluated)
                })
        };
        if !(systems.iter().any(may_be) || systems.is_empty() && reach.organisation()) {
            continue;
        }
        let message = "nobody has judged whether the incident is serious";
        let finding = Finding::new(Code::SeriousnessUnjudged, message).help(
            "give `serious: true` or `false` with the reason under `serious_reasoning`, against each limb of Art. 3(49); \
             the clock of Art. 73 does not wait",
        );
        subject.report(incident, "serious", finding);
    }
}

/// The authority is told of a serious incident by the deadline (Art. 73(2) to (5)).
pub(super) fn reported(subject: &mut Subject<'_>, reach: &Reach) {
    let Some(from) = applies_from("Art. 73") else { return };
    let as_of = subject.as_of;
    for incident in subject.present(&subject.record.incidents) {
        let Some(aware) = incident.aware_at.as_ref().map(|moment| moment.day()) else { continue };
        let excluded = incident.causal_link == Some(CausalLink::Excluded);
        if incident.serious != Some(true) || excluded || aware < from {
            continue;
        }
        let systems = touched(subject, incident);
        let owing = systems.iter().filter(|system| reach.covers(system)).find_map(|system| {
            // A deployer tells the provider, who reports.
            let act = system.eu_ai_act.as_ref().filter(|act| act.class == ActClass::HighRisk)?;
            (system.roles.is_empty() || plays(system, Role::Provider)).then_some(act)
        });
        let Some(act) = owing else { continue };
        let Some((due, deadline)) = report_deadline(incident) else { continue };
        let rule = format!("{} days by {}", deadline.latest_days, deadline.id);
        let (message, field) = match told(incident, as_of) {
            Some(day) if day > due => (
                format!("the authority was told on {day}; it was due on {due}: aware on {aware}, {rule}"),
                "initial_report_at",
            ),
            None if due < as_of => (
                format!("no report to the authority is on record; it was due on {due}: aware on {aware}, {rule}"),
                "aware_at",
            ),
            _ => continue,
        };
        // Before Art. 6 applies it is not settled whether Art. 73 binds, and a report that was missed cannot be made up.
        let unsettled = market::start("Art. 73", act).filter(|start| aware < start.day);
        let unsettled = unsettled.map(|start| {
            format!("; whether Art. 73 binds before Art. 6 applies ({}) is not settled, ask counsel", start.told())
        });
        let help = format!(
            "report at once, even if incomplete (Art. 73(5)), and record it under `initial_report_at`; days are counted from \
             the day after awareness, weekends included{}",
            unsettled.unwrap_or_default()
        );
        subject.report(incident, field, Finding::new(Code::IncidentReportLate, message).help(help));
    }
}

/// The day by which the authority is to be told of a serious incident, and the rule that sets it. None where it is not
/// serious, nothing was caused by the system, or nobody says when it became known.
pub(crate) fn report_deadline(incident: &IncidentItem) -> Option<(Date, &'static Deadline)> {
    let aware = incident.aware_at.as_ref()?.day();
    if incident.serious != Some(true) || incident.causal_link == Some(CausalLink::Excluded) {
        return None;
    }
    let rule = rule(incident)?;
    Some((aware.checked_add(i64::from(rule.latest_days).days()).ok()?, rule))
}

/// The rule that holds: of several that with the shortest time.
fn rule(incident: &IncidentItem) -> Option<&'static Deadline> {
    let mut cases = vec!["Art. 73(2)"];
    if incident.widespread == Some(true) || incident.limbs.contains(&SeriousLimb::B) {
        cases.push("Art. 73(3)");
    }
    if incident.death == Some(true) {
        cases.push("Art. 73(4)");
    }
    let deadlines = &ai_act::incidents().deadlines;
    deadlines
        .iter()
        .filter(|deadline| cases.contains(&deadline.id.as_str()))
        .min_by_key(|deadline| deadline.latest_days)
}

/// The day on which the authority was first told. A report that has a kind is one to an authority.
pub(crate) fn told(incident: &IncidentItem, as_of: Date) -> Option<Date> {
    let reports = incident.reports.iter().filter(|report| report.kind.is_some()).map(|report| &report.sent_at);
    let reports = incident.initial_report_at.iter().chain(&incident.complete_report_at).chain(reports);
    reports.map(|moment| moment.day()).filter(|day| *day <= as_of).min()
}
