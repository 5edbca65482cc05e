//! The `aims-report` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    aims_report::cli::run(std::env::args_os())
}
