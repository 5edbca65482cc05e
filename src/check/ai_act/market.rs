//! Placing on the market: declaration of conformity (Art. 47) and registration (Art. 49).
//!
//! Both attach to systems that are high-risk under Art. 6, which applies from a day of its own for each annex. Before
//! that day it is not settled whether they bind, so nothing is called missing.

use super::{applies_from, named, number, plays};
use crate::check::Subject;
use crate::diagnostic::{Code, Finding};
use crate::record::Date;
use crate::record::act::{ActClass, ActClassification};
use crate::record::organisation::Role;
use crate::record::release::ReleaseItem;
use crate::record::system::AiSystem;
use crate::standards::ai_act;

/// When a system came under the rules for high-risk systems.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// It was there before, and its design has not changed significantly since (Art. 111(2)).
    Before,
    /// On this day.
    On(Date),
    /// The record does not say.
    Unknown,
}

/// The day from which the rules for high-risk systems apply, by the annex that makes a system one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    pub(super) day: Date,
    /// The day before it was moved.
    original: Option<Date>,
}

impl Start {
    /// The day in a sentence, with the one that it took the place of: readers may still know that one.
    pub(super) fn told(self) -> String {
        match self.original {
            Some(original) if original != self.day => format!("{}, moved from {original}", self.day),
            _ => self.day.to_string(),
        }
    }
}

/// From when a provision that attaches to high-risk systems binds this one. None where the Act leaves it to the product
/// law (Annex I Section B, Art. 2(2)).
pub(super) fn start(provision: &str, act: &ActClassification) -> Option<Start> {
    let annex_i = act.annex_i.as_deref();
    if act.annex_iii.is_none() && annex_i.is_some_and(|law| law.to_lowercase().contains("section b")) {
        return None;
    }
    let days: Vec<_> = ai_act::applies("Art. 6").into_iter().filter(|date| date.replaced_by.is_none()).collect();
    let of = |annex: &str| days.iter().find(|date| date.what.starts_with(&format!("{annex} "))).copied();
    let found = match (act.annex_iii.is_some(), annex_i.is_some()) {
        (true, false) => of("Annex III"),
        (false, true) => of("Annex I"),
        (true, true) => [of("Annex III"), of("Annex I")].into_iter().flatten().min_by_key(|date| date.date),
        // Which annex it is is not said: the later day wrongs nobody.
        (false, false) => days.iter().copied().max_by_key(|date| date.date),
    }?;
    let own = applies_from(provision)?;
    Some(Start { day: found.date.max(own), original: found.original })
}

/// When the system, or a release that changed its design significantly, came to the market under these rules.
pub(super) fn entry(system: &AiSystem, releases: &[&ReleaseItem], start: Date, as_of: Date) -> Entry {
    let placed = releases.iter().filter_map(|release| release.placed_on_market.as_ref());
    let placed = system.placed_on_market.iter().chain(placed).map(|when| when.first());
    let Some(first) = placed.filter(|day| *day <= as_of).min() else {
        let used = system.in_use_since.as_ref().map(|since| since.first());
        return if used.is_some_and(|day| day < start) { Entry::Before } else { Entry::Unknown };
    };
    if first >= start {
        return Entry::On(first);
    }
    let changed = releases.iter().filter(|release| release.significant_design_change == Some(true));
    let changed = changed.filter_map(|release| release.placed_on_market.as_ref().or(release.date.as_ref()));
    match changed.map(|when| when.first()).filter(|day| *day >= start && *day <= as_of).min() {
        Some(day) => Entry::On(day),
        None => Entry::Before,
    }
}

/// The EU declaration of conformity is drawn up before the system is placed on the market (Art. 16(g), 47).
pub(super) fn declared(subject: &mut Subject<'_>, system: &AiSystem, releases: &[&ReleaseItem]) {
    let Some(act) = system.eu_ai_act.as_ref().filter(|act| act.class == ActClass::HighRisk) else { return };
    let as_of = subject.as_of;
    let Some(start) = start("Art. 47", act).filter(|_| plays(system, Role::Provider)) else { return };
    let Entry::On(placed) = entry(system, releases, start.day, as_of) else { return };
    let since = start.told();
    let message = match system.declaration.as_ref().map(|declaration| declaration.date) {
        // A declaration without a day is there; when it was signed is not stated.
        Some(None) => return,
        Some(Some(signed)) if signed <= placed => return,
        Some(Some(signed)) if signed <= as_of => format!(
            "the declaration of conformity of {} is of {signed}, after it came to the market on {placed}",
            named(system)
        ),
        _ => format!(
            "{} came to the market on {placed}, and no EU declaration of conformity is on record",
            named(system)
        ),
    };
    let finding = Finding::new(Code::DeclarationMissing, message)
        .help(format!("draw it up and record it under `declaration` (Art. 16(g), 47; for this class since {since})"));
    subject.report(system, "declaration", finding);
}

/// The system is registered before it is placed on the market (Art. 16(i), 49).
pub(super) fn registered(subject: &mut Subject<'_>, system: &AiSystem, releases: &[&ReleaseItem]) {
    let Some(act) = &system.eu_ai_act else { return };
    let Some(point) = act.annex_iii.as_deref().filter(|_| plays(system, Role::Provider)) else { return };
    let paragraph = match act.class {
        // Critical infrastructure is registered with the Member State.
        ActClass::HighRisk if number(point) == "2" => "Art. 49(5)",
        ActClass::HighRisk => "Art. 49(1)",
        ActClass::Minimal | ActClass::Transparency if act.exemption.is_some() => "Art. 49(2)",
        _ => return,
    };
    let as_of = subject.as_of;
    let Some(start) = start(paragraph, act) else { return };
    let Entry::On(placed) = entry(system, releases, start.day, as_of) else { return };
    let filed: Vec<_> = system
        .registrations
        .iter()
        .filter(|entry| entry.number.is_some() || entry.registered_on.is_some())
        .map(|entry| entry.registered_on.as_ref().map(|on| on.first()))
        .filter(|on| on.is_none_or(|on| on <= as_of))
        .collect();
    let message = match filed.iter().min() {
        // An entry without a day, which sorts first, is there; when it was filed is not stated.
        Some(None) => return,
        Some(Some(on)) if *on <= placed => return,
        Some(Some(on)) => {
            format!("{} was registered on {on}, after it came to the market on {placed}", named(system))
        }
        None => format!("{} came to the market on {placed}, and no registration is on record", named(system)),
    };
    let since = start.told();
    let finding = Finding::new(Code::RegistrationMissing, message).help(format!(
        "register it and record the entry under `registrations` ({paragraph}; for this class since {since})"
    ));
    subject.report(system, "registrations", finding);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(fields: &str) -> ActClassification {
        serde_json::from_str(fields).expect("this is a classification")
    }

    #[test]
    fn each_annex_has_its_day_and_the_one_before_it() {
        let told = |fields: &str| start("Art. 47", &act(fields)).map(Start::told);
        let annex_iii = told(r#"{"class": "high_risk", "annex_iii": "4(a)"}"#);
        assert_eq!(annex_iii.as_deref(), Some("2027-12-02, moved from 2026-08-02"));
        let annex_i = told(r#"{"class": "high_risk", "annex_i": "Section A, point 11"}"#);
        assert_eq!(annex_i.as_deref(), Some("2028-08-02, moved from 2027-08-02"));
        assert_eq!(told(r#"{"class": "high_risk", "annex_i": "Section B, point 21"}"#), None);
        assert_eq!(told(r#"{"class": "high_risk"}"#), annex_i);
    }
}
