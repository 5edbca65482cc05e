//! Does the chain from a system to its evidence hold (ISO/IEC 42001 6.1.2, 6.1.4, 8.2, 8.4)?

use std::collections::BTreeSet;

use super::Subject;
use super::phrase::listed;
use super::standing::{is_alive, is_in_use, is_material, is_open};
use crate::diagnostic::{Code, Finding};
use crate::record::impact::{Impact, ImpactAssessmentItem, ImpactScope};
use crate::record::risk::{RiskItem, Treatment};
use crate::record::system::AiSystem;
use crate::record::{Item as _, Kind, Markdown};

pub(super) fn check(subject: &mut Subject<'_>) {
    let record = subject.record;
    let as_of = subject.as_of;
    let evidenced = evidenced(subject);
    let superseded: BTreeSet<&str> = subject
        .present(&record.impact_assessments)
        .filter_map(|assessment| assessment.supersedes.as_ref().map(|earlier| earlier.as_str()))
        .collect();
    let whole = Whole {
        risks: subject.is_whole(&[Kind::Risk, Kind::RiskAssessment]),
        impacts: subject.is_whole(&[Kind::ImpactAssessment]),
        chain: subject.is_whole(&[Kind::Risk, Kind::Control, Kind::Evidence]),
    };
    let named: BTreeSet<&str> = record.scope.iter().flat_map(|scope| &scope.systems).map(|id| id.as_str()).collect();
    let scope = scope_in_words(subject);
    for system in record.systems.iter().filter(|system| is_alive(system, as_of)) {
        outside_scope(subject, system, &named, &scope);
        let assessments = impact_assessments(subject, system, &superseded);
        incomplete(subject, &assessments);
        if is_material(system) {
            if whole.risks {
                unassessed(subject, system);
            }
            if whole.impacts && assessments.is_empty() {
                without_impact_assessment(subject, system);
            }
            if whole.chain {
                broken(subject, system, &evidenced);
            }
            unowned(subject, system);
        }
    }
    orphaned(subject);
}

/// Were all items read of the kinds that a check looks for? What could not be read may be what it misses.
struct Whole {
    risks: bool,
    impacts: bool,
    chain: bool,
}

/// 6.1.2, 8.2: some risk assessment or some risk speaks of the system.
fn unassessed(subject: &mut Subject<'_>, system: &AiSystem) {
    let named = subject.index.named_by(Kind::System, system.id.as_str());
    if named.iter().any(|naming| naming.by.kind() == Kind::RiskAssessment) || !risks_of(subject, system).is_empty() {
        return;
    }
    let message = format!("no risk assessment lists AI system {}, and no risk names it", system.id);
    let finding = Finding::new(Code::SystemUnassessed, message).help(
        "assess its risks; where that was done, name the system under `systems` of the assessment and of its risks",
    );
    subject.report(system, "name", finding);
}

/// The risks of a system that there are on the day: those that name it, and those that it names itself.
fn risks_of<'a>(subject: &Subject<'a>, system: &AiSystem) -> Vec<&'a RiskItem> {
    let naming = subject.index.named_by(Kind::System, system.id.as_str()).iter();
    let naming = naming.filter(|naming| naming.by.kind() == Kind::Risk);
    let mut risks: Vec<_> = naming.filter_map(|naming| subject.index.risk(naming.by.id().as_str())).collect();
    let named = system.unintended_outcomes.iter().flat_map(|outcome| &outcome.risks);
    let named = named.filter_map(|id| subject.index.risk(id.as_str()));
    risks.extend(named.filter(|risk| {
        let names_it = risk.systems.iter().any(|id| id.as_str() == system.id.as_str());
        !names_it && risk.dated().is_none_or(|day| day <= subject.as_of)
    }));
    risks
}

/// The impact assessments of a system that there are on the day, without those that another one replaced.
fn impact_assessments<'a>(
    subject: &Subject<'a>,
    system: &AiSystem,
    superseded: &BTreeSet<&str>,
) -> Vec<&'a ImpactAssessmentItem> {
    let naming = subject.index.named_by(Kind::System, system.id.as_str()).iter();
    naming
        .filter(|naming| naming.by.kind() == Kind::ImpactAssessment)
        .filter_map(|naming| subject.index.impact_assessment(naming.by.id().as_str()))
        .filter(|assessment| !superseded.contains(assessment.id.as_str()))
        .collect()
}

/// 6.1.4, 8.4: the system has an impact assessment, or a reason for having none.
fn without_impact_assessment(subject: &mut Subject<'_>, system: &AiSystem) {
    if says(system.no_impact_assessment.as_ref()) {
        return;
    }
    let message = format!("AI system {} has no impact assessment, and nothing says why", system.id);
    let finding = Finding::new(Code::ImpactUnassessed, message).help(
        "assess its impact on people and society, or say in `no_impact_assessment` who decided against it and why",
    );
    subject.report(system, "name", finding);
}

/// 6.1.4, A.5.4, A.5.5: the assessments in force of a system speak of people and of society, and the newest says what
/// was decided. Together they need to: an assessment of a change does not repeat what did not change.
fn incomplete(subject: &mut Subject<'_>, assessments: &[&ImpactAssessmentItem]) {
    let Some(newest) = assessments.iter().copied().max_by_key(|assessment| assessment.date) else { return };
    let impacts: Vec<&Impact> = assessments.iter().flat_map(|assessment| &assessment.impacts).collect();
    let id = &newest.id;
    let mut report = |field: &str, message: String, help: &str| {
        subject.report(newest, field, Finding::new(Code::ImpactIncomplete, message).help(help));
    };
    if impacts.is_empty() {
        let help = "list under `impacts` whom the system affects and how: individuals, groups and society";
        report("impacts", format!("impact assessment {id} judges no impact"), help);
    } else {
        if !impacts.iter().any(|impact| on_people(impact)) {
            let help = "judge what the system does to the individuals and groups it affects";
            report("impacts", format!("impact assessment {id} judges no impact on individuals or groups"), help);
        }
        if !impacts.iter().any(|impact| on_society(impact)) {
            let help = "judge what the system does to society, though it be nothing; \
                        `scope: society` marks an impact that is one on society under another name";
            report("impacts", format!("impact assessment {id} judges no impact on society"), help);
        }
    }
    if !says(newest.decision.as_ref()) {
        let help = "say in `decision` whether the system may be used, and on which conditions";
        report("decision", format!("impact assessment {id} does not say what was decided"), help);
    }
}

fn on_people(impact: &Impact) -> bool {
    let alone = ["society", "societies", "society at large", "society as a whole"];
    match impact.scope {
        Some(scope) => scope != ImpactScope::Society,
        None => !alone.contains(&impact.affected.trim().to_lowercase().as_str()),
    }
}

fn on_society(impact: &Impact) -> bool {
    // Where no scope is given, a name that may mean society is taken to mean it.
    let roots = ["societ", "public", "communit", "environment", "climate", "democra", "econom", "cultur"];
    impact.scope.map_or_else(
        || roots.iter().any(|root| impact.affected.to_lowercase().contains(root)),
        |scope| scope == ImpactScope::Society,
    )
}

/// The controls of which there is evidence on the day, whichever of the two names the other.
fn evidenced<'a>(subject: &Subject<'a>) -> BTreeSet<&'a str> {
    let record = subject.record;
    let mut evidenced = BTreeSet::new();
    for item in subject.present(&record.evidence) {
        evidenced.extend(item.controls.iter().map(|id| id.as_str()));
    }
    let exists = |id: &str| {
        let item = subject.index.evidence(id);
        item.is_some_and(|item| item.dated().is_none_or(|day| day <= subject.as_of))
    };
    for control in &record.controls {
        let measures = control.measures.iter().flat_map(|measure| &measure.evidence);
        if control.evidence.iter().chain(measures).any(|id| exists(id.as_str())) {
            evidenced.insert(control.id.as_str());
        }
    }
    evidenced
}

/// System, risk, control, evidence: some control of the risks that are to be reduced has evidence. Risks that are
/// accepted, avoided or handed on need none.
fn broken(subject: &mut Subject<'_>, system: &AiSystem, evidenced: &BTreeSet<&str>) {
    let risks: Vec<&RiskItem> = risks_of(subject, system)
        .into_iter()
        .filter(|risk| is_open(risk, subject.as_of) && matches!(risk.treatment, None | Some(Treatment::Mitigate)))
        .collect();
    if risks.is_empty() {
        return;
    }
    let naming = subject.index.named_by(Kind::System, system.id.as_str()).iter();
    let naming = naming.filter(|naming| naming.by.kind() == Kind::Control).map(|naming| naming.by.id().as_str());
    let of_risks = risks.iter().flat_map(|risk| &risk.controls).map(|id| id.as_str());
    let mut seen = BTreeSet::new();
    let controls: Vec<&str> = of_risks
        .chain(naming)
        .filter(|id| seen.insert(*id) && subject.index.control(id).is_some_and(|control| control.applicable))
        .collect();
    if controls.iter().any(|id| evidenced.contains(id)) {
        return;
    }
    let (message, help) = if controls.is_empty() {
        let ids: Vec<&str> = risks.iter().map(|risk| risk.id.as_str()).collect();
        let (risks, name) = if ids.len() == 1 { ("risk", "names") } else { ("risks", "name") };
        let message = format!(
            "the {risks} of AI system {} ({}) {name} no applicable control, and no control names the system",
            system.id,
            listed(&ids)
        );
        (message, "name under `controls` of each risk what reduces it")
    } else {
        let message = format!(
            "no control of the risks of AI system {} has evidence up to {} (looked at: {})",
            system.id,
            subject.as_of,
            listed(&controls)
        );
        (message, "name under `evidence` of the controls what shows that they work")
    };
    subject.report(system, "name", Finding::new(Code::ChainBroken, message).help(help));
}

/// What the scope says in words, in which a system may be named or left out.
fn scope_in_words(subject: &Subject<'_>) -> String {
    let scope = subject.record.scope.iter();
    let texts = scope.flat_map(|scope| {
        let exclusions =
            scope.exclusions.iter().flat_map(|exclusion| [exclusion.what.as_str(), exclusion.reason.as_str()]);
        exclusions.chain([scope.statement.as_str()])
    });
    texts.collect::<Vec<_>>().join("\n").to_lowercase()
}

/// 4.3: the scope names the systems in use, or leaves them out. A scope that lists no system speaks of them in words,
/// which a person has to read.
fn outside_scope(subject: &mut Subject<'_>, system: &AiSystem, named: &BTreeSet<&str>, words: &str) {
    if named.is_empty() || named.contains(system.id.as_str()) || !is_in_use(system, subject.as_of) {
        return;
    }
    let mut names = system.also_known_as.iter().chain([&system.name, &system.id.0]).filter(|name| !name.is_empty());
    if names.any(|name| words.contains(&name.to_lowercase())) {
        return;
    }
    let message = format!("AI system {} is in use, and the scope of the AIMS neither names nor excludes it", system.id);
    let finding = Finding::new(Code::SystemOutsideScope, message)
        .help("add it to `systems` of the scope, or to its `exclusions` with the reason");
    subject.report(system, "name", finding);
}

/// 5.3, A.3.2: somebody answers for the system.
fn unowned(subject: &mut Subject<'_>, system: &AiSystem) {
    if system.owner.is_some() || system.technical_owner.is_some() || system.risk_owner.is_some() {
        return;
    }
    let finding = Finding::new(Code::SystemUnowned, format!("AI system {} has no owner", system.id))
        .help("name in `owner` the person, role or body that answers for it");
    subject.report(system, "owner", finding);
}

/// 7.5: evidence says what it is evidence of, or something else does.
fn orphaned(subject: &mut Subject<'_>) {
    let record = subject.record;
    let named = |id: &str| !subject.index.named_by(Kind::Evidence, id).is_empty();
    let mut orphans: Vec<_> = subject
        .present(&record.evidence)
        .filter(|item| item.controls.is_empty() && item.systems.is_empty() && item.suppliers.is_empty())
        .filter(|item| !named(item.id.as_str()))
        .collect();
    if orphans.is_empty() {
        return;
    }
    // What is dated later may already have its evidence.
    let mut later = BTreeSet::new();
    for item in record.items().filter(|item| item.dated().is_some_and(|day| day > subject.as_of)) {
        item.references(&mut |_, kinds, id| {
            if kinds.contains(&Kind::Evidence) {
                later.insert(id.to_owned());
            }
        });
    }
    orphans.retain(|item| !later.contains(item.id.as_str()));
    for item in orphans {
        let message = format!("nothing names evidence item {}, and it names no control, system or supplier", item.id);
        let finding = Finding::new(Code::EvidenceOrphaned, message)
            .help("name under `controls`, `systems` or `suppliers` what it is evidence of, or take it out");
        subject.report(item, "id", finding);
    }
}

fn says(text: Option<&Markdown>) -> bool {
    text.is_some_and(|text| !text.as_str().trim().is_empty())
}
