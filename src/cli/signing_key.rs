//! Where commands get a signing key from: a file, standard input, or nowhere, and then one is made and thrown away.
//!
//! A key or a passphrase is never taken from an argument or from a variable itself, where every other program could
//! read it; only from a file that they name.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};

use clap::Args;
use zeroize::Zeroizing;

use crate::diagnostic::{self, Code, Failure, Finding, Place};
use crate::seal::SigningKey;

/// The signer's name where none is given.
pub(super) const DEFAULT_IDENTITY: &str = "issuer";
/// Names the key's file where `--key` does not.
const KEY_FILE: &str = "AIMS_REPORT_KEY_FILE";
/// Names the passphrase's file where `--passphrase-file` does not.
const PASSPHRASE_FILE: &str = "AIMS_REPORT_PASSPHRASE_FILE";
/// No key or passphrase is longer.
const LONGEST: u64 = 64 * 1024;

/// Arguments of every command that signs.
#[derive(Debug, Args)]
pub(super) struct KeyArguments {
    /// Sign with this key (PKCS#8 PEM), or with one from standard input if it is `-`; else the file that
    /// AIMS_REPORT_KEY_FILE names; else with a key that is thrown away
    #[arg(long, value_name = "FILE")]
    pub(super) key: Option<PathBuf>,
    /// Take the key's passphrase from this file, or from standard input if it is `-`; else from the file that
    /// AIMS_REPORT_PASSPHRASE_FILE names; else it is asked for
    #[arg(long, value_name = "FILE")]
    pub(super) passphrase_file: Option<PathBuf>,
    /// Name of the signer, as verifiers know it
    #[arg(long, value_name = "NAME", default_value = DEFAULT_IDENTITY)]
    pub(super) identity: String,
}

/// Loads the key that the arguments name, or makes one to be thrown away.
#[allow(dead_code, reason = "for the commands that sign")]
pub(super) fn load(arguments: &KeyArguments) -> Result<SigningKey, Failure> {
    let Some(file) = arguments.key.clone().or_else(|| file_of(KEY_FILE)) else {
        if let Some(passphrase) = &arguments.passphrase_file {
            let message = format!("`{}` holds a passphrase, and there is no key that it opens", passphrase.display());
            return Err(Finding::new(Code::Usage, message).help("give --key FILE too, or leave it out").into());
        }
        return SigningKey::throw_away();
    };
    let passphrase_file = arguments.passphrase_file.clone().or_else(|| file_of(PASSPHRASE_FILE));
    let dash = Path::new("-");
    if file == dash && passphrase_file.as_deref() == Some(dash) {
        let finding = Finding::new(Code::Usage, "key and passphrase can't both come from standard input");
        return Err(finding.help("give one of them as a file").into());
    }
    let pem = read(&file)?;
    warn_if_readable(&file);
    let passphrase = match passphrase_file {
        _ if !SigningKey::is_encrypted(&pem) => {
            if let Some(given) = &arguments.passphrase_file {
                let (key, given) = (shown(&file), shown(given));
                eprintln!("warning: the key `{key}` is not encrypted; the passphrase in `{given}` opens nothing");
            }
            None
        }
        Some(path) => Some(read_passphrase(&path)?),
        None => Some(ask(&format!("Passphrase for {}: ", file.display()))?),
    };
    SigningKey::from_pem(&pem, passphrase.as_ref().map(|text| text.as_str())).map_err(|Failure(findings)| {
        Failure(findings.into_iter().map(|finding| finding.at(Place::file(file.display().to_string()))).collect())
    })
}

/// Reads a passphrase from a file, or from standard input if it is `-`; a line end after it is not part of it.
pub(super) fn read_passphrase(file: &Path) -> Result<Zeroizing<String>, Failure> {
    let text = read(file)?;
    let line = text.strip_suffix('\n').unwrap_or(&text);
    let passphrase = Zeroizing::new(line.strip_suffix('\r').unwrap_or(line).to_owned());
    if passphrase.is_empty() {
        let finding = Finding::new(Code::Usage, format!("the passphrase in `{}` is empty", file.display()));
        return Err(finding
            .help("write it into the file; `keygen --no-passphrase` makes a key that needs none")
            .into());
    }
    Ok(passphrase)
}

/// Asks for a new passphrase, twice.
pub(super) fn ask_new_passphrase() -> Result<Zeroizing<String>, Failure> {
    let first = ask("Passphrase for the new key: ")?;
    if first.is_empty() {
        let finding = Finding::new(Code::Usage, "the passphrase is empty");
        return Err(finding.help("type one, or say --no-passphrase for a key without one").into());
    }
    if *first != *ask("Once more: ")? {
        return Err(Finding::new(Code::Usage, "the two passphrases differ").help("run again").into());
    }
    Ok(first)
}

fn ask(prompt: &str) -> Result<Zeroizing<String>, Failure> {
    let nobody = |why: String| {
        Failure::from(
            Finding::new(Code::Usage, format!("a passphrase is needed and nobody can be asked: {why}"))
                .help("give --passphrase-file FILE, or `-` for standard input"),
        )
    };
    if !io::stdin().is_terminal() {
        return Err(nobody("standard input is no terminal".to_owned()));
    }
    rpassword::prompt_password(prompt).map(Zeroizing::new).map_err(|error| nobody(error.to_string()))
}

#[allow(clippy::disallowed_methods, reason = "the environment enters here, as the name of a file")]
fn file_of(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}

fn read(file: &Path) -> Result<Zeroizing<String>, Failure> {
    let mut text = Zeroizing::new(String::with_capacity(4096));
    let result = if file == Path::new("-") {
        io::stdin().lock().take(LONGEST).read_to_string(&mut text)
    } else {
        File::open(file).and_then(|file| file.take(LONGEST).read_to_string(&mut text))
    };
    result.map_err(|error| {
        let message = format!("`{}` can't be read: {}", file.display(), diagnostic::reason(&error));
        Finding::new(Code::Unreadable, message)
            .at(Place::file(file.display().to_string()))
            .help("give a file that is there and that you may read")
    })?;
    Ok(text)
}

/// A path in a message, without what a terminal would obey.
fn shown(file: &Path) -> String {
    diagnostic::visible(&file.display().to_string())
}

/// A private key that others can read may already be theirs.
fn warn_if_readable(file: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let open = std::fs::metadata(file)
            .is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o077 != 0);
        if open {
            eprintln!("warning: others on this machine can read the key `{0}`; run `chmod 600 {0}`", shown(file));
        }
    }
}
