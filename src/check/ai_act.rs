//! Does the record hold what Regulation (EU) 2024/1689 asks for on the day?

use super::Subject;

pub(super) fn check(_subject: &mut Subject<'_>) {}
