//! Does the Act reach a system (Art. 2)? Only what the record says counts: silence is no yes.

use crate::record::Record;
use crate::record::act::ActClass;
use crate::record::system::AiSystem;

/// Member States of the Union, by ISO 3166-1 alpha-2 code and English name.
const MEMBER_STATES: [(&str, &str); 27] = [
    ("AT", "austria"),
    ("BE", "belgium"),
    ("BG", "bulgaria"),
    ("CY", "cyprus"),
    ("CZ", "czechia"),
    ("DE", "germany"),
    ("DK", "denmark"),
    ("EE", "estonia"),
    ("ES", "spain"),
    ("FI", "finland"),
    ("FR", "france"),
    ("GR", "greece"),
    ("HR", "croatia"),
    ("HU", "hungary"),
    ("IE", "ireland"),
    ("IT", "italy"),
    ("LT", "lithuania"),
    ("LU", "luxembourg"),
    ("LV", "latvia"),
    ("MT", "malta"),
    ("NL", "netherlands"),
    ("PL", "poland"),
    ("PT", "portugal"),
    ("RO", "romania"),
    ("SE", "sweden"),
    ("SI", "slovenia"),
    ("SK", "slovakia"),
];

/// Whom the Act reaches, by what the record says.
pub(super) struct Reach {
    organisation: bool,
}

impl Reach {
    pub(super) fn of(record: &Record) -> Self {
        let jurisdictions = record.organisation.iter().flat_map(|organisation| &organisation.jurisdictions);
        let geographies = record.scope.iter().flat_map(|scope| &scope.geographies);
        Self { organisation: jurisdictions.chain(geographies).any(|place| in_union(place)) }
    }

    /// Is the organisation as a whole in its reach?
    pub(super) fn organisation(&self) -> bool {
        self.organisation
    }

    /// Is the system? One that the record places outside the Act is not; its reasons are looked at all the same.
    pub(super) fn covers(&self, system: &AiSystem) -> bool {
        self.organisation
            || system.eu_ai_act.is_some()
            || !system.member_states.is_empty()
            || system.regions.iter().any(|region| in_union(region))
    }
}

/// Was the system found to be outside the Act?
pub(super) fn is_outside(system: &AiSystem) -> bool {
    system.eu_ai_act.as_ref().is_some_and(|act| act.class == ActClass::OutOfScope)
}

/// Is the place the Union, or in it? Codes count alone only: in a sentence `IT` is something else.
fn in_union(place: &str) -> bool {
    let place = place.trim();
    if MEMBER_STATES.iter().any(|(code, _)| *code == place) {
        return true;
    }
    let mut words = place.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    if words.any(|word| word == "EU" || word == "EEA") {
        return true;
    }
    let lower = place.to_lowercase();
    // Northern Ireland is not in the Union, though its name ends like a Member State's.
    let lower = lower.replace("northern ireland", "");
    lower.contains("european union")
        || lower.contains("czech republic")
        || MEMBER_STATES.iter().any(|(_, name)| is_word_of(name, &lower))
}

fn is_word_of(name: &str, text: &str) -> bool {
    text.split(|character: char| !character.is_alphanumeric()).any(|word| word == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_the_union_are_known() {
        for place in
            ["IE", "EU", "European Union", "Germany and Austria", "EU, UK", "Czech Republic", "The Netherlands"]
        {
            assert!(in_union(place), "{place}");
        }
        for place in ["CH", "GB", "United Kingdom", "Northern Ireland", "worldwide, IT services", "Europe"] {
            assert!(!in_union(place), "{place}");
        }
    }
}
