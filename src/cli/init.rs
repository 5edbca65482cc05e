//! `aims-report init`: begins a record.

use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use crate::diagnostic::{self, Failure};
use crate::init;

/// Begins a record in a new folder.
///
/// The folder holds an example with comments, for you to write over. With --from it holds your own register instead,
/// and an `aims-report.toml` that proposes what becomes of each column: a proposal that loses no cell, and that you
/// need to look through.
#[derive(Debug, Args)]
pub(super) struct Init {
    /// Folder to make; it may be there if it is empty
    dir: PathBuf,
    /// Register to begin with: a .xlsx, .csv or .md file, which is copied into the folder
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
}

pub(super) fn run(arguments: &Init) -> Result<Outcome, Failure> {
    let dir = diagnostic::visible(&arguments.dir.display().to_string());
    let Some(register) = &arguments.from else {
        init::example(&arguments.dir)?;
        eprintln!("A record was begun in {dir}. It is that of an invented firm; nothing in it is true of you.\n");
        eprintln!("Next:");
        eprintln!(
            "  1. Write your own over it: aims.yaml first; README.md has the order. The comments explain each field."
        );
        eprintln!("  2. aims-report check {dir}                        what is wrong or missing as of today");
        eprintln!("     aims-report check {dir} --as-of 2026-09-30     the example on the day that it speaks of");
        return Ok(Outcome::Clean);
    };
    let proposal = init::from_register(&arguments.dir, register)?;
    eprintln!("A record was begun in {dir}.\n");
    for line in proposal.summary.lines() {
        eprintln!("{}", diagnostic::visible(line));
    }
    eprintln!("\nNext:");
    if proposal.sections == 0 {
        eprintln!(
            "  No table was understood well enough to be read. {dir}/aims-report.toml says why, and is yours to write."
        );
    }
    eprintln!("  1. Look through {dir}/aims-report.toml: it is a proposal, with a reason at each line.");
    eprintln!("  2. aims-report check {dir}     what is wrong or missing as of today");
    eprintln!("  3. Say who you are in {dir}/aims.yaml; `aims-report init OTHER` gives a whole example to look at.");
    Ok(Outcome::Clean)
}
