//! `aims-report render`: documents without a seal.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Outcome;
use super::reports::{self, ReportArguments};
use crate::diagnostic::Failure;
use crate::pack::unwritable;

/// Makes documents from a record.
///
/// Exit code 0: made. 2: could not be made.
#[derive(Debug, Args)]
pub(super) struct Render {
    #[command(flatten)]
    reports: ReportArguments,
    /// Folder to write the documents to; it is made where it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(super) fn run(arguments: &Render) -> Result<Outcome, Failure> {
    let run = reports::make(&arguments.reports)?;
    fs::create_dir_all(&arguments.out).map_err(|error| unwritable(&arguments.out, &error))?;
    for (_, document) in &run.documents {
        let path = arguments.out.join(&document.name);
        replace(&path, &document.bytes)?;
        super::put(&format!("{}\n", path.display()));
    }
    Ok(Outcome::Clean)
}

/// Writes a file beside its target and renames it: whoever looks sees the old file or the new one, whole.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    let write = || {
        let mut file = fs::File::create(&beside)?;
        std::io::Write::write_all(&mut file, bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&beside, path)
    };
    write().map_err(|error| {
        // The target is as it was; what was half written beside it is of no use to anyone.
        let _ = fs::remove_file(&beside);
        unwritable(path, &error).into()
    })
}
