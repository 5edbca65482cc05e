//! Claims that no document for outsiders may make (TD-C1 to TD-C7), and words that belong inside: security findings,
//! instructions to the model, and what lawyers said.
//!
//! A phrase counts where it is said, by the rule of [`super::sentence`]. The claims are data of the standards; each has
//! longer phrases that are innocent, and words that make it concrete.

use std::sync::LazyLock;

use super::phrases::{Phrases, expanded};
use super::sentence::{holds, is_said};
use super::text::Text;
use crate::standards::disclosure;
use crate::standards::disclosure::RefusedClaim;

enum Meaning {
    Claim(&'static RefusedClaim),
    /// What lawyers said.
    Legal,
    /// Instructions to the model follow.
    Prompt,
    /// The words claim nothing here.
    Innocent,
}

/// How is spoken of what lawyers said (TD-L11). That a tool gives no legal advice, or is not to be asked for it, may be
/// said to everyone.
const LEGAL: [&str; 7] = [
    "(on|upon|under|per|following|after|given) (the|our|external|internal|) legal advice",
    "(according to|based on|in line with) (the|our|external|internal|) legal advice",
    "(our|external|internal|confidential|privileged) legal advice",
    "legal advice (of|from|received|obtained|dated|was|says|said|states|concludes)",
    "(legally privileged|legal privilege|legal professional privilege)",
    "(attorney|lawyer|solicitor) client (privilege|privileged)",
    "privileged and confidential",
];
/// How instructions to a model begin (TD-L2). That there are some is no secret.
const PROMPT: [&str; 3] = [
    "you are (a|an) (helpful|ai|expert|professional|friendly) (ai|) (assistant|agent|recruiter|expert|model)",
    "(system prompt|system prompts|system message) (is|says|reads|begins|starts|contains|text)",
    "ignore (all|any) (previous|prior|earlier) instructions",
];

static PHRASES: LazyLock<Phrases<Meaning>> = LazyLock::new(|| {
    let mut phrases = Phrases::new();
    let mut add = |pattern: &str, meaning: fn() -> Meaning| {
        for phrase in expanded(pattern) {
            phrases.add(&phrase, meaning());
        }
    };
    LEGAL.iter().for_each(|pattern| add(pattern, || Meaning::Legal));
    PROMPT.iter().for_each(|pattern| add(pattern, || Meaning::Prompt));
    for claim in &disclosure().refused_claims {
        for phrase in claim.patterns.iter().flat_map(|pattern| expanded(pattern)) {
            phrases.add(&phrase, Meaning::Claim(claim));
        }
        for phrase in claim.innocent.iter().flat_map(|pattern| expanded(pattern)) {
            phrases.add(&phrase, Meaning::Innocent);
        }
    }
    phrases
});

/// What a text says that it must not.
pub(super) struct Said<'t> {
    /// The claim, and the words by which it is made.
    pub(super) claim: Option<(&'static RefusedClaim, &'t str)>,
    /// What belongs inside, and its words.
    pub(super) inside: Option<(&'static str, &'t str)>,
}

/// The first claim and the first thing of the inside that a text says.
pub(super) fn find<'t>(text: &'t Text<'_>) -> Said<'t> {
    let hits = PHRASES.find(text);
    let mut said = Said { claim: None, inside: None };
    for (nth, hit) in hits.iter().enumerate() {
        // What covers a hit begins at most one phrase before it, and hits are in the order of their first words.
        let innocent = super::phrases::around(&hits, nth)
            .any(|other| matches!(other.meaning, Meaning::Innocent) && other.covers(hit));
        if innocent {
            continue;
        }
        let words = text.written(hit.first, hit.last);
        match hit.meaning {
            Meaning::Claim(claim)
                if said.claim.is_none()
                    && is_said(text, hit.first, hit.last)
                    && !holds(text, hit.first, &claim.concrete) =>
            {
                said.claim = Some((claim, words));
            }
            Meaning::Legal if said.inside.is_none() && is_said(text, hit.first, hit.last) => {
                said.inside = Some(("speaks of what lawyers said", words));
            }
            Meaning::Prompt if said.inside.is_none() => said.inside = Some(("has instructions to the model", words)),
            _ => {}
        }
    }
    said.inside = said.inside.or_else(|| vulnerability(text));
    said
}

/// A vector of CVSS, or the number of a weakness or a vulnerability (TD-L3): denied or not, it says where to look.
fn vulnerability<'t>(text: &'t Text<'_>) -> Option<(&'static str, &'t str)> {
    (0..text.len().saturating_sub(1)).find_map(|at| {
        let number = |index: usize| {
            let word = text.word(index);
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
        };
        let (what, last) = match (text.word(at), text.gap(at + 1)) {
            ("cve", gap) if is_dash(gap) && number(at + 1) && is_dash(text.gap(at + 2)) && number(at + 2) => {
                ("names a vulnerability", at + 2)
            }
            ("cwe", gap) if is_dash(gap) && number(at + 1) => ("names a weakness", at + 1),
            ("cvss", ":") if number(at + 1) => ("has a CVSS vector", at + 1),
            ("av", ":") if matches!(text.word(at + 1), "n" | "a" | "l" | "p") && text.word(at + 2) == "ac" => {
                ("has a CVSS vector", at + 2)
            }
            _ => return None,
        };
        Some((what, text.written(at, last)))
    })
}

fn is_dash(gap: &str) -> bool {
    matches!(gap, "-" | "\u{2010}" | "\u{2011}" | "\u{2012}" | "–" | "\u{2212}" | " ")
}
