//! Are internal audits planned as a programme, held, and do they cover the whole over a cycle (ISO/IEC 42001 9.2)?

use super::Subject;
use super::cadence::{running_since, runs};
use super::coverage::programme_coverage;
use super::governance::{NAMED, of_record};
use super::phrase::listed_up_to;
use super::standing::months_over;
use crate::diagnostic::{Code, Finding};
use crate::record::Markdown;
use crate::record::audit::{AuditItem, AuditProgramme, AuditStatus};

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
pub(super) fn is_internal(audit: &AuditItem) -> bool {
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

/// Every part of clauses 4 to 10 and every applicable control is audited, planned or explained over the cycle.
fn coverage(subject: &mut Subject<'_>, programme: &AuditProgramme) {
    let rows = programme_coverage(subject.record, programme, subject.as_of);
    let open_rows = |control: bool| -> Vec<String> {
        let open = rows.iter().filter(|row| row.is_control == control && row.is_open());
        open.map(|row| row.criterion.to_owned()).collect()
    };
    let mut open = Vec::new();
    for (one, many, ids) in [("clause", "clauses", open_rows(false)), ("control", "controls", open_rows(true))] {
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
