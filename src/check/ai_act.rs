//! Is each system screened, classed and watched as the EU AI Act asks (Regulation (EU) 2024/1689, as amended)?
//!
//! Days and deadlines come from the catalogue of the law. Nothing is asked before the day from which it applies, and
//! nothing where the record does not say that the Act reaches.

mod classification;
mod duties;
pub(super) mod incidents;
mod market;
mod practices;
mod reach;
mod uses;

use std::collections::BTreeMap;

use super::Subject;
use crate::record::organisation::Role;
use crate::record::release::ReleaseItem;
use crate::record::system::{AiSystem, Stage};
use crate::record::{Date, Kind};
use crate::standards::ai_act;
use reach::Reach;

pub(super) fn check(subject: &mut Subject<'_>) {
    let reach = Reach::of(subject.record);
    let releases = releases(subject);
    let disclosures = duties::Disclosures::new(subject);
    let mut reached = false;
    for system in &subject.record.systems {
        if is_retired(system, subject.as_of) {
            continue;
        }
        duties::disclosed(subject, system, &disclosures);
        if !reach.covers(system) {
            continue;
        }
        reached = true;
        practices::screened(subject, system);
        classification::determined(subject, system);
        classification::consistent(subject, system);
        classification::exempted(subject, system);
        let releases = releases.get(system.id.as_str()).map_or(&[][..], Vec::as_slice);
        market::declared(subject, system, releases);
        market::registered(subject, system, releases);
        duties::logs_kept(subject, system, releases);
        duties::fundamental_rights(subject, system, releases);
    }
    incidents::judged(subject, &reach);
    incidents::reported(subject, &reach);
    duties::literate(subject, reached);
}

/// The releases that there are on the day, by system.
fn releases<'a>(subject: &Subject<'a>) -> BTreeMap<&'a str, Vec<&'a ReleaseItem>> {
    let mut by_system: BTreeMap<&str, Vec<&ReleaseItem>> = BTreeMap::new();
    for release in subject.present(&subject.record.releases) {
        by_system.entry(release.system.as_str()).or_default().push(release);
    }
    by_system
}

/// Is the system out of use on the day? Its stage says so where no day does.
fn is_retired(system: &AiSystem, as_of: Date) -> bool {
    match &system.retired_on {
        Some(on) => on.first() <= as_of,
        None => system.stage == Some(Stage::Retired),
    }
}

fn plays(system: &AiSystem, role: Role) -> bool {
    system.roles.contains(&role)
}

/// The first day from which a provision applies, by the catalogue.
fn applies_from(provision: &str) -> Option<Date> {
    ai_act::applies(provision).into_iter().find(|date| date.replaced_by.is_none()).map(|date| date.date)
}

/// How findings name a system in a sentence.
fn named(system: &AiSystem) -> String {
    Kind::System.named(system.id.as_str())
}

/// A number of the Act without its spelling: `5(1)(ba)`, `Art. 5(1)(ba)` and `5.1.ba` are the same.
fn number(text: &str) -> String {
    let text = text.trim().to_lowercase();
    let text = ["article", "art", "annex iii", "point"].iter().fold(text.as_str(), |text, word| {
        text.strip_prefix(word).unwrap_or(text).trim_start_matches(['.', ',', ':', ' '])
    });
    text.chars().filter(|character| character.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_number_are_the_same() {
        for text in ["5(1)(ba)", "Art. 5(1)(ba)", "Article 5 (1)(ba)", "5.1.ba"] {
            assert_eq!(number(text), "51ba", "{text}");
        }
        for text in ["4(a)", "Annex III 4(a)", "Annex III, point 4(a)", "point 4 (a)"] {
            assert_eq!(number(text), "4a", "{text}");
        }
    }
}
