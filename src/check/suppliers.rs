//! Is enough known and agreed about those that systems depend on (ISO/IEC 42001 A.10)?

use super::Subject;

pub(super) fn check(_subject: &mut Subject<'_>) {}
