//! Do the AI, enterprise and information security registers agree?

use super::Subject;
use super::phrase::on;
use super::standing::{is_open, months_over};
use crate::diagnostic::{Code, Finding};
use crate::record::method::{Band, Method};
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

/// The bands of the method, lowest first. A rank is a position among them.
struct Bands<'a> {
    method: &'a Method,
    bands: Vec<&'a Band>,
    /// The highest rating that the scales allow; none where the method has no scales.
    highest: Option<u16>,
}

impl<'a> Bands<'a> {
    fn new(method: &'a Method) -> Self {
        let mut bands: Vec<&Band> = method.bands.iter().collect();
        bands.sort_by_key(|band| band.from);
        let likelihood = method.likelihood.iter().map(|step| u16::from(step.value)).max();
        let impact = method.impact.iter().map(|step| u16::from(step.value)).max();
        let highest = likelihood.zip(impact).map(|(likelihood, impact)| likelihood * impact);
        Self { method, bands, highest }
    }

    fn of_number(&self, number: u16) -> Option<usize> {
        self.bands.iter().rposition(|band| band.from <= number)
    }

    fn of_label(&self, label: &str) -> Option<usize> {
        let label = label.trim().to_lowercase();
        self.bands.iter().position(|band| band.label.to_lowercase() == label)
    }

    fn of_rating(&self, rating: &Rating) -> Option<usize> {
        number(rating).map_or_else(
            || rating.level.as_deref().and_then(|level| self.of_label(level)),
            |number| self.of_number(number),
        )
    }

    /// The highest band that is acceptable in a category.
    fn appetite(&self, category: &str) -> Option<usize> {
        let appetite = &self.method.appetite;
        let lower = category.trim().to_lowercase();
        let of_another_case = || appetite.iter().find(|(name, _)| name.to_lowercase() == lower).map(|(_, band)| band);
        self.of_label(appetite.get(category).or_else(of_another_case)?)
    }

    /// The band that a rating in another register means here, where that is plain: a band of the same name, a number of
    /// the same scale (`12 of 25`), or a number alone that the scale here has.
    fn of_text(&self, text: &str) -> Option<usize> {
        let words: Vec<&str> = text.split(|character: char| !character.is_alphanumeric()).collect();
        for window in words.windows(3) {
            if let [number, "of", whole] = window
                && let (Ok(number), Ok(whole)) = (number.parse(), whole.parse::<u16>())
            {
                return self.of_number(number).filter(|_| Some(whole) == self.highest);
            }
        }
        if let Ok(number) = text.trim().parse() {
            return self.of_number(number).filter(|_| self.highest.is_some_and(|highest| number <= highest));
        }
        self.of_label(text.split('(').next().unwrap_or_default())
    }
}

/// The rating in force: what remains, or else what there was at first.
fn rating(risk: &RiskItem) -> Option<&Rating> {
    risk.residual.as_ref().or(risk.inherent.as_ref())
}

fn number(rating: &Rating) -> Option<u16> {
    let product = || Some(u16::from(rating.likelihood?) * u16::from(rating.impact?));
    rating.rating.or_else(product)
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
    if let Some(number) = number(rating) {
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
