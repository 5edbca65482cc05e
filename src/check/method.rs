//! Do ratings follow the declared method, and is what is accepted within the appetite (ISO/IEC 42001 6.1)?

use super::Subject;

pub(super) fn check(_subject: &mut Subject<'_>) {}
