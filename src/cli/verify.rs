//! `aims-report verify`: checks a sealed pack.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::Outcome;
use crate::diagnostic::{Code, Failure, Finding, Place};
use crate::verify::{self, Conclusion, Demands, Trust};

/// Checks that a pack is whole, unchanged and signed by whom you trust.
///
/// Exit code 0: intact and trusted. 1: refused. 2: could not be checked, or nobody was trusted.
#[derive(Debug, Args)]
pub(super) struct Verify {
    /// The pack: a folder, or a .zip
    pack: PathBuf,
    /// Trust this public key: PEM, an OpenSSH .pub file, or an allowed_signers file; not one from the pack
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Refuse the pack if it has another number in its sequence
    #[arg(long, value_name = "N")]
    expect_sequence: Option<u64>,
    /// Accept a draft
    #[arg(long)]
    allow_draft: bool,
    /// How to write the verdict
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Text for people
    Human,
    /// Canonical JSON, one code for each problem
    Json,
}

pub(super) fn run(arguments: &Verify) -> Result<Outcome, Failure> {
    let trust = match &arguments.key {
        Some(key) => read_trust(key, &arguments.pack)?,
        None => Trust::Nobody,
    };
    let demands = Demands {
        today: Some(super::today()),
        sequence: arguments.expect_sequence,
        drafts: arguments.allow_draft,
        threads: 0,
    };
    let verdict = verify::verify(&arguments.pack, &trust, &demands);
    super::put(&match arguments.format {
        Format::Human => verify::human(&verdict),
        Format::Json => verify::json(&verdict, &arguments.pack),
    });
    Ok(match verdict.conclusion {
        Conclusion::Trusted => Outcome::Clean,
        Conclusion::Refused => Outcome::Findings,
        Conclusion::NotTrusted | Conclusion::NotChecked => Outcome::Unchecked,
    })
}

/// Reads the keys to trust, which must not come out of the pack that they are to vouch for.
fn read_trust(key: &Path, pack: &Path) -> Result<Trust, Failure> {
    let file = key.display().to_string();
    let unreadable = |error: std::io::Error| {
        Finding::new(Code::Unreadable, format!("`{file}` can't be read: {error}"))
            .at(Place::file(&file))
            .help("give a file with the public key that you got from the organisation")
    };
    let real = fs::canonicalize(key).map_err(unreadable)?;
    if fs::canonicalize(pack).is_ok_and(|pack| real.starts_with(pack)) {
        return Err(Finding::new(Code::TrustFromPack, format!("`{file}` is in the pack that it should vouch for"))
            .at(Place::file(&file))
            .help("whoever made a false pack put a false key into it; get the key from the organisation by another way")
            .into());
    }
    Trust::read(&fs::read_to_string(key).map_err(unreadable)?, &file)
}
