//! How systems and risks stand on a day.
//!
//! A record says how things are when it is written. The day of a report may lie before that: where a day is known, it
//! decides, and not the state.

use jiff::Span;

use crate::record::Date;
use crate::record::risk::{RiskItem, RiskStatus};
use crate::record::system::{AiSystem, Stage};

/// Must the chain from risk to evidence be complete for the system? Yes where nothing is said.
pub(super) fn is_material(system: &AiSystem) -> bool {
    system.material != Some(false)
}

/// Is the system more than an idea, and not retired yet?
pub(crate) fn is_alive(system: &AiSystem, as_of: Date) -> bool {
    let begun = match system.stage {
        Some(Stage::Inception) => false,
        Some(Stage::Development | Stage::Verification) => true,
        // Before the day it went into use it may have been anything.
        _ => system.in_use_since.as_ref().is_none_or(|day| day.first() <= as_of),
    };
    let retired = system.retired_on.as_ref().map_or(system.stage == Some(Stage::Retired), |day| day.first() <= as_of);
    begun && !retired
}

/// Is the system being rolled out, or in use?
pub(crate) fn is_in_use(system: &AiSystem, as_of: Date) -> bool {
    let reached = match system.stage {
        Some(Stage::Deployment | Stage::Operation | Stage::Retired) => true,
        Some(_) => false,
        None => system.in_use_since.is_some(),
    };
    reached && is_alive(system, as_of)
}

/// Is the system certainly in operation, and not just being rolled out?
pub(super) fn is_in_operation(system: &AiSystem, as_of: Date) -> bool {
    matches!(system.stage, Some(Stage::Operation | Stage::Retired))
        && system.in_use_since.as_ref().is_none_or(|day| day.last() <= as_of)
        && is_alive(system, as_of)
}

/// Is the risk still there?
pub(crate) fn is_open(risk: &RiskItem, as_of: Date) -> bool {
    risk.closed.as_ref().map_or(risk.status != Some(RiskStatus::Closed), |day| day.first() > as_of)
}

/// Are so many months over on the day? A number of months beyond the calendar never is.
pub(super) fn months_over(since: Date, months: u32, as_of: Date) -> bool {
    is_over(since, Span::new().try_months(i64::from(months)), as_of)
}

/// Are so many days over on the day?
pub(super) fn days_over(since: Date, days: u32, as_of: Date) -> bool {
    is_over(since, Span::new().try_days(i64::from(days)), as_of)
}

fn is_over(since: Date, span: Result<Span, jiff::Error>, as_of: Date) -> bool {
    span.and_then(|span| since.checked_add(span)).is_ok_and(|end| end < as_of)
}
