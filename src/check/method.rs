//! Do ratings follow the declared method, and is what is accepted within the appetite (ISO/IEC 42001 6.1)?

use super::Subject;
use super::bands::{Bands, number};
use super::standing::is_open;
use crate::diagnostic::{Code, Finding};
use crate::record::method::{Method, ScaleStep};
use crate::record::risk::{Acceptance, Rating, RiskItem, RiskStatus, Treatment, WorkState};
use crate::record::{Item, Kind};

pub(super) fn check(subject: &mut Subject<'_>) {
    let method = subject.record.method.as_ref();
    let risks: Vec<_> = subject.present(&subject.record.risks).collect();
    if method.is_none_or(|method| method.bands.is_empty())
        && let Some(risk) = risks.iter().find(|risk| risk.inherent.is_some() || risk.residual.is_some())
    {
        let message = "risks are rated, and the record holds no method with bands by which the ratings could be judged";
        let finding = Finding::new(Code::MethodMissing, message)
            .help("give `method:` in `aims.yaml` its scales and `bands:` (6.1.2)");
        subject.report(*risk, "inherent", finding);
    }
    let bands = method.map(Bands::new);
    for risk in risks {
        owned(subject, risk);
        rated(subject, risk);
        if let Some(bands) = &bands {
            for (field, rating) in [("inherent", &risk.inherent), ("residual", &risk.residual)] {
                if let Some(rating) = rating {
                    by_the_method(subject, risk, field, rating, bands);
                }
            }
            appetite(subject, risk, bands);
        }
        accepted(subject, risk, bands.as_ref());
    }
    if let Some(method) = method {
        impacts(subject, method);
    }
}

/// Each risk has an owner, who approves its treatment (6.1.3).
fn owned(subject: &mut Subject<'_>, risk: &RiskItem) {
    if risk.owner.is_none() && is_open(risk, subject.as_of) {
        let finding = Finding::new(Code::RiskUnowned, format!("nobody owns risk {}", risk.id));
        subject.report(risk, "owner", finding.help("name who answers for it in `owner:`"));
    }
}

/// Each risk is rated before treatment, and after it where it is treated or accepted (6.1.2).
fn rated(subject: &mut Subject<'_>, risk: &RiskItem) {
    if !is_open(risk, subject.as_of) {
        return;
    }
    let said = |rating: &Option<Rating>| {
        rating.as_ref().is_some_and(|rating| number(rating).is_some() || rating.level.is_some())
    };
    let settled = matches!(risk.status, Some(RiskStatus::Treated | RiskStatus::Accepted));
    let lacks = match (said(&risk.inherent), said(&risk.residual)) {
        (false, false) => "neither before nor after treatment",
        (true, false) if settled => "not after treatment, although it is called treated or accepted",
        _ => return,
    };
    let field = if said(&risk.inherent) { "residual" } else { "inherent" };
    let finding = Finding::new(Code::RiskUnrated, format!("risk {} is rated {lacks}", risk.id));
    subject.report(risk, field, finding.help("rate it by the declared method; not evaluated is not low"));
}

/// Values are on the scale, the rating is their product, and the level is that of its band.
fn by_the_method(subject: &mut Subject<'_>, risk: &RiskItem, field: &str, rating: &Rating, bands: &Bands<'_>) {
    let method = bands.method;
    for (name, value, scale) in
        [("likelihood", rating.likelihood, &method.likelihood), ("impact", rating.impact, &method.impact)]
    {
        off_the_scale(subject, risk, &format!("{field}.{name}"), name, value, scale);
    }
    if let (Some(likelihood), Some(impact), Some(stated)) = (rating.likelihood, rating.impact, rating.rating) {
        let product = u16::from(likelihood) * u16::from(impact);
        if product != stated {
            let message = format!(
                "the {field} rating of risk {} is stated as {stated}; likelihood {likelihood} times impact {impact} gives {product}",
                risk.id
            );
            let finding = Finding::new(Code::RatingMismatch, message);
            subject.report(risk, &format!("{field}.rating"), finding.help("correct whichever of the three is wrong"));
        }
    }
    let product = rating.likelihood.zip(rating.impact).map(|(one, two)| u16::from(one) * u16::from(two));
    if let (Some(level), Some(number)) = (&rating.level, product.or(rating.rating))
        && let Some(given) = bands.of_number(number)
        && bands.of_label(level) != Some(given)
    {
        let given = &bands.bands[given].label;
        let known = bands.of_label(level).is_some();
        let message = format!(
            "the {field} level of risk {} is stated as {level}; the method gives {given} for a rating of {number}",
            risk.id
        );
        let help = if known {
            "correct the level or the values; if the method was changed, assess the risk again by the new one"
                .to_owned()
        } else {
            format!("the method has the bands {}", labels(bands))
        };
        subject.report(risk, &format!("{field}.level"), Finding::new(Code::LevelMismatch, message).help(help));
    }
    if field == "residual"
        && let (Some(before), Some(after)) = (risk.inherent.as_ref().and_then(number), number(rating))
        && after > before
    {
        let message = format!("risk {} is rated {after} after treatment and {before} before it", risk.id);
        let finding = Finding::new(Code::ResidualOverInherent, message);
        let help = "correct the values, or say in `status_note` why treatment made it worse and assess it again";
        subject.report(risk, field, finding.help(help));
    }
}

fn labels(bands: &Bands<'_>) -> String {
    bands.bands.iter().map(|band| format!("`{}`", band.label)).collect::<Vec<_>>().join(", ")
}

fn off_the_scale(
    subject: &mut Subject<'_>,
    item: &dyn Item,
    field: &str,
    name: &str,
    value: Option<u8>,
    scale: &[ScaleStep],
) {
    let steps = scale.iter().map(|step| step.value);
    let (Some(value), Some(lowest), Some(highest)) = (value, steps.clone().min(), steps.max()) else { return };
    // Steps between the ends may go unnamed.
    if (lowest..=highest).contains(&value) {
        return;
    }
    let who = item.kind().named(item.id().as_str());
    let message =
        format!("the {name} {value} of {who} is not on the method's scale, which goes from {lowest} to {highest}");
    let finding = Finding::new(Code::ScaleExceeded, message);
    subject.report(item, field, finding.help("rate it on the declared scale, or declare the step"));
}

/// Severities and likelihoods of impacts are on their scales too (6.1.4).
fn impacts(subject: &mut Subject<'_>, method: &Method) {
    let severity = if method.severity.is_empty() { &method.impact } else { &method.severity };
    for assessment in subject.present(&subject.record.impact_assessments) {
        for (index, impact) in assessment.impacts.iter().enumerate() {
            for (name, value, scale) in [
                ("severity", impact.severity, severity),
                ("likelihood", impact.likelihood, &method.likelihood),
                ("residual_severity", impact.residual_severity, severity),
                ("residual_likelihood", impact.residual_likelihood, &method.likelihood),
            ] {
                let field = format!("impacts[{index}].{name}");
                off_the_scale(subject, assessment, &field, &name.replace('_', " "), value, scale);
            }
        }
    }
}

/// A residual risk over the appetite of its category is accepted by somebody, or work on it goes on (6.1.3).
fn appetite(subject: &mut Subject<'_>, risk: &RiskItem, bands: &Bands<'_>) {
    let as_of = subject.as_of;
    let Some((given, highest)) = over_appetite(risk, bands) else { return };
    let accepted = risk.acceptance.as_ref().is_some_and(|acceptance| {
        acceptance.on.is_none_or(|on| on <= as_of) && acceptance.until.is_none_or(|until| until >= as_of)
    });
    let plans = subject.index.named_by(Kind::Risk, risk.id.as_str()).iter().map(|naming| naming.by.id().as_str());
    let planned = plans
        .chain(risk.treatment_entries.iter().map(|entry| entry.as_str()))
        .filter_map(|id| subject.index.treatment(id))
        .any(|entry| matches!(entry.state, WorkState::NotStarted | WorkState::InProgress));
    if is_open(risk, subject.as_of) && !accepted && !planned {
        let message = format!(
            "the residual level of risk {} is {given}, over the appetite of {highest} for {}, and it is neither accepted nor being treated",
            risk.id,
            risk.category.as_deref().unwrap_or("its category"),
        );
        let finding = Finding::new(Code::AppetiteExceeded, message);
        let help = "add an open entry to `treatment-plan` that serves it, or have it accepted by somebody who may";
        subject.report(risk, "residual", finding.help(help));
    }
}

/// The level of the residual risk and the highest acceptable one, where the first is over the second.
fn over_appetite<'m>(risk: &RiskItem, bands: &Bands<'m>) -> Option<(&'m str, &'m str)> {
    let given = bands.of_rating(risk.residual.as_ref()?)?;
    let highest = bands.appetite(risk.category.as_deref()?)?;
    (given > highest).then(|| (bands.bands[given].label.as_str(), bands.bands[highest].label.as_str()))
}

/// Is the residual level over the appetite of its category? None where there is no level, or no appetite is declared.
#[cfg(any(feature = "pdf", feature = "xlsx"))]
pub(crate) fn is_over_appetite(risk: &RiskItem, bands: &Bands<'_>) -> Option<bool> {
    bands.of_rating(risk.residual.as_ref()?)?;
    bands.appetite(risk.category.as_deref()?)?;
    Some(over_appetite(risk, bands).is_some())
}

/// An acceptance says who and when, holds on the day, and comes from somebody who may (6.1.3).
fn accepted(subject: &mut Subject<'_>, risk: &RiskItem, bands: Option<&Bands<'_>>) {
    let as_of = subject.as_of;
    let claimed = risk.status == Some(RiskStatus::Accepted)
        || (risk.treatment == Some(Treatment::Accept)
            && is_open(risk, subject.as_of)
            && risk.status != Some(RiskStatus::Open));
    let acceptance = match &risk.acceptance {
        None if claimed => {
            let finding = Finding::new(
                Code::AcceptanceMissing,
                format!("risk {} is called accepted, and nobody has accepted it", risk.id),
            );
            subject.report(risk, "acceptance", finding.help("record `acceptance:` with `by:`, `on:` and `until:`"));
            return;
        }
        None => return,
        Some(acceptance) => acceptance,
    };
    if acceptance.on.is_none() {
        let finding = Finding::new(Code::AcceptanceMissing, format!("the acceptance of risk {} bears no day", risk.id));
        subject.report(risk, "acceptance", finding.help("record the day of the decision in `on:`"));
    }
    if let Some(until) = acceptance.until.filter(|until| *until < as_of && is_open(risk, subject.as_of)) {
        let message = format!("the acceptance of risk {} ended on {until}; it is accepted by nobody now", risk.id);
        let finding = Finding::new(Code::AcceptanceExpired, message);
        subject.report(risk, "acceptance.until", finding.help("have it accepted again, or treat the risk"));
    }
    if let Some(bands) = bands {
        authorised(subject, risk, acceptance, bands);
    }
}

/// Who accepts may accept risks of that band: the person, role or body that the band names, one who holds that role or
/// sits on that body, or whoever may accept higher ones.
fn authorised(subject: &mut Subject<'_>, risk: &RiskItem, acceptance: &Acceptance, bands: &Bands<'_>) {
    let Some(given) = risk.residual.as_ref().and_then(|rating| bands.of_rating(rating)) else { return };
    let may: Vec<&str> =
        bands.bands[given..].iter().filter_map(|band| band.accepted_by.as_ref().map(|owner| owner.as_str())).collect();
    let by = acceptance.by.as_str();
    // Without anybody named for the band, nobody can be told apart from those who may; a method that names someone
    // below and no one here says that no one may.
    let silent = bands.bands.iter().all(|band| band.accepted_by.is_none());
    if silent || may.iter().any(|owner| stands_for(subject, by, owner)) || owns_by_role(subject, risk, by, &may) {
        return;
    }
    let label = &bands.bands[given].label;
    let message = match &bands.bands[given].accepted_by {
        Some(owner) => format!(
            "{by} accepted risk {}, whose residual level is {label}; the method leaves that to {}",
            risk.id,
            owner.as_str()
        ),
        None => format!(
            "{by} accepted risk {}, whose residual level is {label}; the method lets nobody accept that",
            risk.id
        ),
    };
    let finding = Finding::new(Code::AcceptanceUnauthorised, message);
    subject.report(risk, "acceptance.by", finding.help("have it decided by whom the method names, or treat the risk"));
}

/// Is it the same, or a person who holds that role or sits on that body?
fn stands_for(subject: &Subject<'_>, by: &str, owner: &str) -> bool {
    by == owner
        || subject.index.role(owner).is_some_and(|role| role.holders.iter().any(|holder| holder.as_str() == by))
        || subject.index.body(owner).is_some_and(|body| body.chair.as_ref().is_some_and(|chair| chair.as_str() == by))
}

/// A role such as `risk owner`, which nobody holds by name: whoever owns the risk has it.
fn owns_by_role(subject: &Subject<'_>, risk: &RiskItem, by: &str, may: &[&str]) -> bool {
    let owner = risk.owner.as_ref().is_some_and(|owner| owner.as_str() == by);
    owner && may.iter().any(|id| subject.index.role(id).is_some_and(|role| role.holders.is_empty()))
}
