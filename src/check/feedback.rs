//! Does what is watched and reported lead to something (ISO/IEC 42001 9.1, 10.1, A.3.3, A.6.2.6, A.8.3)?

use super::Subject;

pub(super) fn check(_subject: &mut Subject<'_>) {}
