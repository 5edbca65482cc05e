//! Classes of systems (Art. 6, Annexes I and III).

use super::{named, number, practices, reach, uses};
use crate::check::Subject;
use crate::check::phrase::joined;
use crate::diagnostic::{Code, Finding};
use crate::record::act::{ActClass, ActClassification};
use crate::record::system::{AiSystem, Stage};
use crate::standards::ai_act;

/// The class is determined.
pub(super) fn determined(subject: &mut Subject<'_>, system: &AiSystem) {
    // What is only an idea has no purpose yet that could be classed.
    if system.stage == Some(Stage::Inception) {
        return;
    }
    let message = match &system.eu_ai_act {
        None => format!("the class of {} under the EU AI Act is not stated", named(system)),
        Some(act) if act.class == ActClass::NotEvaluated => {
            format!("the class of {} under the EU AI Act was not evaluated", named(system))
        }
        Some(_) => return,
    };
    let finding = Finding::new(Code::ClassUndetermined, message).help(
        "go through Art. 5, Art. 6 with Annexes I and III, and Art. 50, and give `eu_ai_act` its class and reasoning",
    );
    subject.report(system, "eu_ai_act", finding);
}

/// The class fits what else the record says.
pub(super) fn consistent(subject: &mut Subject<'_>, system: &AiSystem) {
    let Some(act) = &system.eu_ai_act else { return };
    let class = act.class.as_str().replace('_', " ");
    let name = named(system);
    let mut found: Vec<(String, &str)> = Vec::new();
    if let Some((_, screening)) = practices::answers(system, subject.as_of)
        .values()
        .find(|(_, screening)| act.class != ActClass::Prohibited && practices::is_prohibited(screening, subject.as_of))
    {
        let practice = screening.practice.trim().trim_start_matches("Art. ");
        found.push((
            format!("{name} is classed {class}, and its screening says that practice {practice} of Art. 5 applies"),
            "class it `prohibited`, or correct the answer of the screening",
        ));
    }
    if act.profiling == Some(true) && act.exemption.is_some() {
        found.push((
            format!("{name} profiles people and relies on {}; Art. 6(3) keeps such a system high-risk", exemption(act)),
            "class it `high_risk` and drop `exemption`, or correct `profiling` (Art. 6(3), last subparagraph)",
        ));
    }
    if act.class == ActClass::HighRisk
        && act.annex_iii.is_none()
        && act.annex_i.is_none()
        && act.safety_component.is_none()
    {
        found.push((
            format!("{name} is classed high risk, and neither a point of Annex III nor a law of Annex I is named"),
            "give `annex_iii` or `annex_i`; one of them makes a system high-risk (Art. 6(1), (2))",
        ));
    }
    if is_lower(act.class) && act.exemption.is_none() {
        if let Some(point) = &act.annex_iii {
            let point = number_of_point(point);
            found.push((
                format!("{name} is named as Annex III {point} and classed {class}, without a condition of Art. 6(3)"),
                "class it `high_risk`, or give the condition relied on under `exemption` and document it (Art. 6(3), (4))",
            ));
        } else if let Some((point, term)) = described(system, act) {
            found.push((
                format!("{name} is classed {class}, and its described use reads like {point}: it says `{term}`"),
                "class it anew, or say in the `reasoning` why Annex III does not list this use (Art. 6(2))",
            ));
        }
    }
    for (message, help) in found {
        let finding = Finding::new(Code::ClassContradicted, message).help(help);
        subject.report(system, "eu_ai_act", finding);
    }
}

fn is_lower(class: ActClass) -> bool {
    matches!(class, ActClass::Transparency | ActClass::Minimal | ActClass::OutOfScope)
}

fn number_of_point(point: &str) -> &str {
    point.trim().trim_start_matches("Annex III").trim_start_matches([',', ' '])
}

fn exemption(act: &ActClassification) -> String {
    let text = act.exemption.as_deref().unwrap_or_default().trim();
    format!("Art. {}", text.trim_start_matches("Art. "))
}

/// The use of Annex III that purpose and intended use describe, where the reasoning does not speak of the annex.
fn described(system: &AiSystem, act: &ActClassification) -> Option<(&'static str, &'static str)> {
    let argued = act.reasoning.as_ref().is_some_and(|text| text.as_str().to_lowercase().contains("annex iii"));
    if argued {
        return None;
    }
    let texts = [system.purpose.as_ref(), system.intended_use.as_ref()];
    let texts: Vec<&str> = texts.into_iter().flatten().map(|text| text.as_str()).collect();
    uses::read(&texts)
}

/// A use of Annex III that is called not high-risk has its condition and its documentation (Art. 6(3), (4)).
pub(super) fn exempted(subject: &mut Subject<'_>, system: &AiSystem) {
    let Some(act) = &system.eu_ai_act else { return };
    let Some(condition) = &act.exemption else { return };
    if act.class == ActClass::HighRisk || reach::is_outside(system) {
        return;
    }
    let mut lacks = Vec::new();
    let rule = ai_act::classification().article_6.iter().find(|rule| !rule.conditions.is_empty());
    let known = rule.is_none_or(|rule| {
        let base = number(&rule.id);
        rule.conditions
            .keys()
            .any(|letter| number(condition) == format!("{base}{letter}") || condition.trim() == letter)
    });
    if !known {
        lacks.push("which of the conditions (a) to (d) it meets");
    }
    if act.annex_iii.is_none() {
        lacks.push("the point of Annex III that it is exempt from");
    }
    if act.no_significant_risk.is_none() && act.reasoning.is_none() {
        lacks.push("why it poses no significant risk");
    }
    if act.profiling.is_none() {
        lacks.push("whether it profiles people");
    }
    let as_of = subject.as_of;
    if act.documented_on.as_ref().is_none_or(|on| on.first() > as_of) {
        lacks.push("when the assessment was documented");
    }
    if lacks.is_empty() {
        return;
    }
    let message = format!("{} relies on {} and does not say {}", named(system), exemption(act), joined(&lacks));
    let finding = Finding::new(Code::ExemptionUndocumented, message).help(
        "complete `eu_ai_act`: the provider documents the assessment before the system is placed on the market (Art. 6(4))",
    );
    subject.report(system, "eu_ai_act.exemption", finding);
}
