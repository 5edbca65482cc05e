//! `aims-report explain`: what a code, clause, control, article or label means.

use clap::Args;

use super::Outcome;
use crate::diagnostic::Failure;
use crate::explain;

/// Explains a code, a clause, a control or an article.
///
/// Lists all codes where none is named. Exit code 0: explained. 2: nothing is called so.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// Such as evidence-stale, 9.3.2, A.6.2.6, art-73, annex-iv.2.e, MR-IN-03; iso27001:A.5.2 picks a framework
    #[arg(value_name = "CODE|CLAUSE|CONTROL|ARTICLE")]
    what: Vec<String>,
}

pub(super) fn run(arguments: &Explain) -> Result<Outcome, Failure> {
    // `explain Art. 73` comes as two words.
    let what = arguments.what.join(" ");
    let text = if what.is_empty() { explain::codes() } else { explain::explain(&what)? };
    super::put(&text);
    Ok(Outcome::Clean)
}
