//! Does a nonconformity lead to a cause, an action and a verified effect (ISO/IEC 42001 10.2)?

use super::Subject;

pub(super) fn check(_subject: &mut Subject<'_>) {}
