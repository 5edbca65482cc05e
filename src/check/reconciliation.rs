//! Do the AI, enterprise and information security registers agree?

use super::Subject;
use super::bands::{self, Bands};
use super::phrase::on;
use super::standing::{is_open, months_over};
use crate::diagnostic::{Code, Finding};
use crate::record::risk::{Rating, RegisterReference, RiskItem};

pub(super) fn check(subject: &mut Subject<'_>) {
    let record = subject.record;
    let as_of = subject.as_of;
    let bands = record.method.as_ref().map(Bands::new);
    for risk in subject.present(&record.risks).filter(move |risk| is_open(risk, as_of)) {
        if let Some(bands) = &bands {
            unreconciled(subject, risk, bands);
        }
        for (position, reference) in risk.registers.iter().enumerate() {
            stale(subject, risk, position, reference);
            if let Some(bands) = &bands {
                differs(subject, risk, position, reference, bands);
            }
        }
    }
}

/// The rating in force: what remains, or else what there was at first.
fn rating(risk: &RiskItem) -> Option<&Rating> {
    risk.residual.as_ref().or(risk.inherent.as_ref())
}

/// A risk that the whole organisation should know of stands in one of its other registers.
fn unreconciled(subject: &mut Subject<'_>, risk: &RiskItem, bands: &Bands<'_>) {
    let Some(rating) = rating(risk).filter(|_| risk.registers.is_empty()) else { return };
    let Some(rank) = bands.of_rating(rating) else { return };
    let category = risk.category.as_deref().unwrap_or_default();
    let appetite = bands.appetite(category).filter(|appetite| rank > *appetite);
    let in_highest = bands.bands.len() > 1 && rank == bands.bands.len() - 1;
    if appetite.is_none() && !in_highest {
        return;
    }
    let mut message = format!("risk {} is rated {}", risk.id, bands.bands[rank].label);
    if let Some(number) = bands::number(rating) {
        message = format!("{message} ({number})");
    }
    if let Some(appetite) = appetite {
        message = format!("{message}, over the appetite for `{category}` ({}),", bands.bands[appetite].label);
    }
    let finding = Finding::new(Code::RegisterUnreconciled, format!("{message} and is linked to no other register"));
    subject.report(
        risk,
        "registers",
        finding.help(
            "enter it in the enterprise or the information security register, and name its id there in `registers`",
        ),
    );
}

/// The two registers were compared, and not too long ago.
fn stale(subject: &mut Subject<'_>, risk: &RiskItem, position: usize, reference: &RegisterReference) {
    let months = subject.policy.thresholds.reconciliation_months;
    let (id, there, register) = (&risk.id, &reference.id, &reference.register);
    let message = match &reference.reconciled {
        None => format!("nothing says when risk {id} was compared with {there} in the {register} register"),
        Some(day) if months_over(day.last(), months, subject.as_of) => format!(
            "risk {id} was last compared with {there} in the {register} register {}, more than {months} months ago",
            on(day)
        ),
        Some(_) => return,
    };
    let finding = Finding::new(Code::RegisterStale, message)
        .help("compare the two, and give the day in `reconciled` and the rating there in `rating`");
    subject.report(risk, &format!("registers[{position}].reconciled"), finding);
}

/// The two registers rate the risk alike, or something says why not.
fn differs(
    subject: &mut Subject<'_>,
    risk: &RiskItem,
    position: usize,
    reference: &RegisterReference,
    bands: &Bands<'_>,
) {
    let explained = reference.note.as_ref().is_some_and(|note| !note.as_str().trim().is_empty());
    // A comparison that was made later says nothing of the day.
    let later = reference.reconciled.as_ref().is_some_and(|day| day.first() > subject.as_of);
    let Some(text) = reference.rating.as_deref().filter(|_| !explained && !later) else { return };
    let (Some(here), Some(there)) = (rating(risk).and_then(|rating| bands.of_rating(rating)), bands.of_text(text))
    else {
        return;
    };
    if here == there {
        return;
    }
    let message = format!(
        "risk {} is rated {} here and `{}` as {} in the {} register, and nothing says why",
        risk.id,
        bands.bands[here].label,
        text.trim(),
        reference.id,
        reference.register
    );
    let finding = Finding::new(Code::RegisterDiffers, message)
        .help("bring the two to one rating, or say in `note` why they differ");
    subject.report(risk, &format!("registers[{position}].rating"), finding);
}
