//! Duties of those who use systems, and of everyone: logs, fundamental rights, literacy, transparency.

use std::collections::BTreeSet;

use super::market::{self, Entry};
use super::{applies_from, named, number, plays, reach};
use crate::check::Subject;
use crate::diagnostic::{Code, Finding};
use crate::record::act::{ActClass, ActClassification};
use crate::record::organisation::Role;
use crate::record::release::ReleaseItem;
use crate::record::system::{AiSystem, Stage};
use crate::record::{Date, Kind};
use crate::standards::ai_act;

/// Does a provision bind a high-risk system on the day? Not one that was there before and has not changed.
fn binds(
    provision: &str,
    system: &AiSystem,
    act: &ActClassification,
    releases: &[&ReleaseItem],
    as_of: Date,
) -> Option<String> {
    let start = market::start(provision, act).filter(|start| start.day <= as_of)?;
    (market::entry(system, releases, start.day, as_of) != Entry::Before).then(|| start.told())
}

/// Logs are kept for at least six months (Art. 19(1), 26(6)).
pub(super) fn logs_kept(subject: &mut Subject<'_>, system: &AiSystem, releases: &[&ReleaseItem]) {
    let Some(act) = system.eu_ai_act.as_ref().filter(|act| act.class == ActClass::HighRisk) else { return };
    let Some(months) = system.log_retention_months else { return };
    let least = ai_act::duties().logs.months_minimum;
    if months >= u16::from(least) {
        return;
    }
    let provision = if plays(system, Role::Provider) {
        "Art. 19(1)"
    } else if plays(system, Role::Deployer) {
        "Art. 26(6)"
    } else {
        return;
    };
    let Some(since) = binds(provision, system, act, releases, subject.as_of) else { return };
    let kept = if months == 1 { "1 month".to_owned() } else { format!("{months} months") };
    let message = format!("the logs of {} are kept for {kept}; the Act asks for at least {least}", named(system));
    let finding = Finding::new(Code::LogsTooShort, message).help(format!(
        "keep them longer, or name the law that sets the shorter period and have it waived ({provision}; for this class \
         since {since})"
    ));
    subject.report(system, "log_retention_months", finding);
}

/// Certain deployers assess what a use does to fundamental rights before it begins (Art. 27).
pub(super) fn fundamental_rights(subject: &mut Subject<'_>, system: &AiSystem, releases: &[&ReleaseItem]) {
    let Some(act) = system.eu_ai_act.as_ref().filter(|act| act.class == ActClass::HighRisk) else { return };
    let point = act.annex_iii.as_deref().map(number).unwrap_or_default();
    let listed = matches!(point.as_str(), "5b" | "5c");
    let public = system.for_public_authorities == Some(true);
    // Critical infrastructure (Annex III point 2) is left out, and so are products of Annex I.
    if !plays(system, Role::Deployer)
        || point.is_empty()
        || point == "2"
        || !(listed || public)
        || !in_use(system, subject.as_of)
    {
        return;
    }
    let Some(since) = binds("Art. 27", system, act, releases, subject.as_of) else { return };
    let assessed = subject.index.named_by(Kind::System, system.id.as_str()).iter().any(|naming| {
        let assessment = match naming.by.kind() {
            Kind::ImpactAssessment => subject.index.impact_assessment(naming.by.id().as_str()),
            _ => None,
        };
        assessment.is_some_and(|assessment| assessment.fria.is_some() || assessment.fundamental_rights.is_some())
    });
    if assessed {
        return;
    }
    let why = if listed { "its use is of Annex III 5(b) or 5(c)" } else { "it is meant for public authorities" };
    let message = format!("{} is used without a fundamental rights impact assessment, and {why}", named(system));
    let finding = Finding::new(Code::FundamentalRightsUnassessed, message).help(format!(
        "assess it, and record the elements of Art. 27(1) under `fria` of an impact assessment (Art. 27; for this class \
         since {since})"
    ));
    subject.report(system, "eu_ai_act", finding);
}

/// Measures on AI literacy are on record (Art. 4): one finding for the whole record.
pub(super) fn literate(subject: &mut Subject<'_>, reached: bool) {
    let as_of = subject.as_of;
    let Some(from) = applies_from("Art. 4").filter(|from| *from <= as_of) else { return };
    let record = subject.record;
    if !reached || subject.present(&record.competence).any(|entry| entry.ai_literacy == Some(true)) {
        return;
    }
    let message = format!("no competence entry up to {as_of} is about AI literacy");
    let finding = Finding::new(Code::LiteracyAbsent, message).help(format!(
        "record the training or other measure in `competence` with `ai_literacy: true` (Art. 4, since {from})"
    ));
    match &record.organisation {
        Some(organisation) => subject.report(organisation, "name", finding),
        None => subject.findings.push(finding.about(Kind::Competence.label())),
    }
}

/// What was disclosed that the references to a system do not show.
pub(super) struct Disclosures<'a> {
    /// Those that were taken back by the day.
    withdrawn: BTreeSet<&'a str>,
    /// Is there one of the organisation as a whole, which may be about each of its systems?
    at_large: bool,
}

impl<'a> Disclosures<'a> {
    pub(super) fn new(subject: &Subject<'a>) -> Self {
        let mut disclosures = Self { withdrawn: BTreeSet::new(), at_large: false };
        for item in subject.present(&subject.record.disclosures) {
            if item.withdrawn_on.as_ref().is_some_and(|on| on.first() <= subject.as_of) {
                disclosures.withdrawn.insert(item.id.as_str());
            } else {
                disclosures.at_large |= item.system.is_none();
            }
        }
        disclosures
    }
}

/// Outside users are told about the system (ISO/IEC 42001 A.8.2; Art. 50).
pub(super) fn disclosed(subject: &mut Subject<'_>, system: &AiSystem, disclosures: &Disclosures<'_>) {
    let as_of = subject.as_of;
    if disclosures.at_large || system.outside_users != Some(true) || !in_use(system, as_of) {
        return;
    }
    let told =
        subject.index.named_by(Kind::System, system.id.as_str()).iter().any(|naming| {
            naming.by.kind() == Kind::Disclosure && !disclosures.withdrawn.contains(naming.by.id().as_str())
        });
    if told {
        return;
    }
    let message = format!("{} has outside users, and no disclosure to them is on record", named(system));
    let owed = system.eu_ai_act.as_ref().is_some_and(|act| {
        act.class == ActClass::Transparency || act.transparency.iter().any(|duty| number(duty) == "501")
    });
    let from = applies_from("Art. 50(1)").filter(|from| owed && *from <= as_of && !reach::is_outside(system));
    let basis = from.map(|from| format!("; Art. 50 since {from}")).unwrap_or_default();
    let finding = Finding::new(Code::DisclosureMissing, message)
        .help(format!("record what they are told, where and since when in `disclosures` (ISO/IEC 42001 A.8.2{basis})"));
    subject.report(system, "outside_users", finding);
}

/// Is the system in use on the day, by its stage or by its dates?
fn in_use(system: &AiSystem, as_of: Date) -> bool {
    let dates = [&system.in_use_since, &system.placed_on_market];
    system.stage == Some(Stage::Operation) || dates.into_iter().flatten().any(|since| since.first() <= as_of)
}
