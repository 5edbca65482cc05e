//! The command line: one file per command. The only module that prints, asks, or reads the clock.
//!
//! Exit codes: 0 done and clean, 1 findings at or over the deny level or a pack refused, 2 could not run.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is where results and talk go out")]

#[cfg(feature = "ingest")]
mod approve;
#[cfg(any(feature = "pdf", feature = "xlsx"))]
mod catalogue;
#[cfg(feature = "ingest")]
mod check;
#[cfg(feature = "ingest")]
mod explain;
#[cfg(feature = "ingest")]
mod init;
mod keygen;
#[cfg(feature = "report")]
mod pack;
#[cfg(feature = "ingest")]
mod record;
#[cfg(feature = "report")]
mod render;
#[cfg(feature = "report")]
mod reports;
#[cfg(feature = "ingest")]
mod sample;
#[cfg(feature = "ingest")]
mod schema;
mod signing_key;
#[cfg(feature = "ingest")]
mod todo;
#[cfg(feature = "ingest")]
mod trace;
mod verify;

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::diagnostic::{self, Failure};

/// Turns the record of an AI management system (ISO/IEC 42001) into sealed documents.
#[derive(Debug, Parser)]
#[command(name = "aims-report", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[cfg(feature = "ingest")]
    Init(init::Init),
    #[cfg(feature = "ingest")]
    Check(check::Check),
    #[cfg(feature = "ingest")]
    Explain(explain::Explain),
    #[cfg(feature = "ingest")]
    Trace(trace::Trace),
    #[cfg(feature = "ingest")]
    Todo(todo::Todo),
    #[cfg(feature = "ingest")]
    Sample(sample::Sample),
    #[cfg(feature = "ingest")]
    Approve(approve::Approve),
    #[cfg(any(feature = "pdf", feature = "xlsx"))]
    Reports(catalogue::Reports),
    #[cfg(feature = "report")]
    Render(render::Render),
    #[cfg(feature = "report")]
    Pack(pack::Pack),
    #[cfg(feature = "ingest")]
    Schema(schema::Schema),
    Keygen(keygen::Keygen),
    Verify(verify::Verify),
}

/// How a command ended, where it did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Done and clean.
    Clean,
    /// Findings, or a pack refused.
    Findings,
    /// A pack could not be checked, or nobody was trusted.
    Unchecked,
}

/// Runs the program with these arguments, the first of which is its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are results; anything else is talk. A closed pipe changes nothing.
            if error.use_stderr() {
                // An argument is shown as it was given, and may come out of a file.
                let text = error.render().to_string();
                let shown: Vec<String> = text.lines().map(diagnostic::visible).collect();
                eprintln!("{}", shown.join("\n"));
            } else {
                let _ = error.print();
            }
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let result: Result<Outcome, Failure> = match &cli.command {
        #[cfg(feature = "ingest")]
        Command::Init(arguments) => init::run(arguments),
        #[cfg(feature = "ingest")]
        Command::Check(arguments) => check::run(arguments),
        #[cfg(feature = "ingest")]
        Command::Explain(arguments) => explain::run(arguments),
        #[cfg(feature = "ingest")]
        Command::Trace(arguments) => trace::run(arguments),
        #[cfg(feature = "ingest")]
        Command::Todo(arguments) => todo::run(arguments),
        #[cfg(feature = "ingest")]
        Command::Sample(arguments) => sample::run(arguments),
        #[cfg(feature = "ingest")]
        Command::Approve(arguments) => approve::run(arguments),
        #[cfg(any(feature = "pdf", feature = "xlsx"))]
        Command::Reports(arguments) => catalogue::run(arguments),
        #[cfg(feature = "report")]
        Command::Render(arguments) => render::run(arguments),
        #[cfg(feature = "report")]
        Command::Pack(arguments) => pack::run(arguments),
        #[cfg(feature = "ingest")]
        Command::Schema(arguments) => schema::run(arguments),
        Command::Keygen(arguments) => keygen::run(arguments),
        Command::Verify(arguments) => verify::run(arguments),
    };
    match result {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::Unchecked) => ExitCode::from(2),
        Err(failure) => {
            eprint!("{}", diagnostic::human(&failure.0));
            ExitCode::from(2)
        }
    }
}

/// Writes a result to standard output. A reader that went away, such as `head`, is no failure.
fn put(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

#[allow(clippy::disallowed_methods, reason = "the clock is read here, as the day on which a pack is relied on")]
fn today() -> jiff::civil::Date {
    jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date()
}
