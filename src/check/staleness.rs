//! When is evidence due again, and when is it stale?

use jiff::ToSpan as _;

use crate::record::Date;
use crate::record::organisation::Cadence;

/// The day by which newer evidence is due; none where an event sets the pace.
pub fn due(newest: Date, cadence: Cadence) -> Option<Date> {
    let months = i64::from(cadence.months()?);
    newest.checked_add(months.months()).ok()
}

/// Is the newest evidence older than its cadence allows on the day `as_of`? None where no cadence tells.
pub fn is_stale(newest: Date, cadence: Option<Cadence>, as_of: Date) -> Option<bool> {
    due(newest, cadence?).map(|due| due < as_of)
}
