//! Does one part of the record say otherwise than another?
//!
//! Each part may be right by itself; an auditor lays them side by side. [`closures`] holds what is called finished
//! against what is still open or fell short; [`dates`] days against those of their causes; [`figures`] reported figures
//! against the registers that they count; [`texts`] assessments against each other, and approvals against what they
//! approved.

mod closures;
mod dates;
mod figures;
mod target;
mod texts;

use super::Subject;

pub(super) fn check(subject: &mut Subject<'_>) {
    closures::check(subject);
    dates::check(subject);
    figures::check(subject);
    texts::check(subject);
}
