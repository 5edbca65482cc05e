//! Is what was planned held when it was planned, or is this a one-off project (ISO/IEC 42001 6.2, 7.2, 9.2, 9.3)?

use super::Subject;

pub(super) fn check(_subject: &mut Subject<'_>) {}
