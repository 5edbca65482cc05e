//! `aims-report keygen`: makes a signing key.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;

use super::Outcome;
use super::signing_key::{self, DEFAULT_IDENTITY};
use crate::diagnostic::{Code, Failure, Finding, Place};
use crate::seal::SigningKey;

/// Makes an Ed25519 key to seal packs with.
///
/// The private key is written as PKCS#8 PEM, which `openssl` opens too, encrypted with a passphrase; the public key is
/// written beside it with `.pub.pem` added to the name.
#[derive(Debug, Args)]
pub(super) struct Keygen {
    /// File for the private key; it must not exist
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Take the passphrase from this file, or from standard input if it is `-`
    #[arg(long, value_name = "FILE", conflicts_with = "no_passphrase")]
    passphrase_file: Option<PathBuf>,
    /// Do not encrypt the private key
    #[arg(long)]
    no_passphrase: bool,
    /// Name of the signer in the `allowed_signers` line
    #[arg(long, value_name = "NAME", default_value = DEFAULT_IDENTITY)]
    identity: String,
}

pub(super) fn run(arguments: &Keygen) -> Result<Outcome, Failure> {
    crate::seal::check_identity(&arguments.identity)?;
    let out = &arguments.out;
    let public_out = public_path(out);
    // Before a passphrase is asked for. What decides is the exclusive creation below.
    for path in [out, &public_out] {
        if fs::symlink_metadata(path).is_ok() {
            return Err(exists(path).into());
        }
    }
    let passphrase = match (&arguments.passphrase_file, arguments.no_passphrase) {
        (_, true) => None,
        (Some(file), false) => Some(signing_key::read_passphrase(file)?),
        (None, false) => Some(signing_key::ask_new_passphrase()?),
    };
    let key = SigningKey::generate()?;
    let pem = key.to_pem(passphrase.as_ref().map(|text| text.as_str()))?;
    create(out, pem.as_bytes(), true)?;
    if let Err(finding) = create(&public_out, key.public().to_pem().as_bytes(), false) {
        // A private key whose public half nobody has is of no use, and would be in the way of the next run.
        let _ = fs::remove_file(out);
        return Err(finding.into());
    }
    if arguments.no_passphrase {
        eprintln!("WARNING: the private key in `{}` is NOT ENCRYPTED.", out.display());
        eprintln!("Whoever reads that file can sign in your name. Leave out --no-passphrase to protect it.");
    }
    let public = key.public();
    super::put(&format!(
        "private key      {}\npublic key       {}\nfingerprint      {}\nOpenSSH          {}\nallowed_signers  {}",
        out.display(),
        public_out.display(),
        public.fingerprint(),
        public.to_openssh(),
        public.to_allowed_signers(&arguments.identity),
    ));
    Ok(Outcome::Clean)
}

fn public_path(out: &Path) -> PathBuf {
    let mut path = out.as_os_str().to_owned();
    path.push(".pub.pem");
    PathBuf::from(path)
}

fn exists(path: &Path) -> Finding {
    Finding::new(Code::TargetExists, format!("`{}` exists; a key is never overwritten", path.display()))
        .at(Place::file(path.display().to_string()))
        .help("give another --out; if the old key is really of no use, delete its file yourself")
}

fn create(path: &Path, bytes: &[u8], private: bool) -> Result<(), Finding> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if private { 0o600 } else { 0o644 });
    let written = options.open(path).and_then(|mut file| {
        file.write_all(bytes).and_then(|()| file.sync_all()).inspect_err(|_| {
            let _ = fs::remove_file(path);
        })
    });
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => exists(path),
        _ => Finding::new(Code::Unwritable, format!("`{}` can't be written: {error}", path.display()))
            .at(Place::file(path.display().to_string()))
            .help("give a folder that exists and that you may write in"),
    })
}
