//! What a verifier brings along: the keys that it trusts. Nothing from a pack ever becomes one.

use crate::diagnostic::{Code, Failure, Finding, Place};
use crate::pack::Digest;
use crate::seal::{PublicKey, sshsig};

/// Whom a verifier trusts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trust {
    /// Nobody: integrity can be checked, and origin can't.
    Nobody,
    /// The holders of these keys.
    Keys(Vec<TrustedKey>),
}

/// A key that is trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustedKey {
    /// The key.
    pub key: PublicKey,
    /// Whose it is; empty where its file does not say. A signer that the pack names must be among them.
    pub identities: Vec<String>,
}

impl Trust {
    /// Reads a file of keys: PEM as `keygen` and `openssl` write it, OpenSSH `.pub` lines, or `allowed_signers` lines.
    ///
    /// # Errors
    ///
    /// [`Code::Trust`] with the line at fault, or what [`PublicKey::from_bytes`] refuses a key for.
    pub fn read(text: &str, file: &str) -> Result<Self, Failure> {
        let whole = |finding: Finding| Failure::from(finding.at(Place::file(file)));
        if text.contains("PRIVATE KEY-----") {
            let finding = Finding::new(Code::Trust, "this is a private key; verifying needs the public one");
            return Err(whole(
                finding.help("give the file that ends in .pub.pem, and keep the private key to yourself"),
            ));
        }
        if text.contains("-----BEGIN") {
            let key = PublicKey::from_pem(text).map_err(whole)?;
            return Ok(Self::Keys(vec![TrustedKey { key, identities: Vec::new() }]));
        }
        let mut keys = Vec::new();
        let mut problems = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match parse_line(line) {
                Ok(key) => keys.push(key),
                Err(finding) => problems.push(finding.at(Place {
                    file: file.to_owned(),
                    line: u32::try_from(index + 1).ok(),
                    ..Place::default()
                })),
            }
        }
        if keys.is_empty() && problems.is_empty() {
            let finding = Finding::new(Code::Trust, format!("`{file}` holds no key"));
            return Err(whole(finding.help("give a PEM, an OpenSSH .pub file or an allowed_signers file")));
        }
        if problems.is_empty() { Ok(Self::Keys(keys)) } else { Err(Failure(problems)) }
    }

    /// Finds a key among the trusted ones.
    pub(super) fn find(&self, key: &PublicKey) -> Option<&TrustedKey> {
        match self {
            Self::Nobody => None,
            Self::Keys(keys) => keys.iter().find(|trusted| trusted.key == *key),
        }
    }

    /// Gives the fingerprints of all trusted keys.
    pub(super) fn fingerprints(&self) -> Vec<Digest> {
        match self {
            Self::Nobody => Vec::new(),
            Self::Keys(keys) => keys.iter().map(|trusted| trusted.key.fingerprint()).collect(),
        }
    }
}

/// Reads `[principals [options]] ssh-ed25519 BASE64 [comment]`.
fn parse_line(line: &str) -> Result<TrustedKey, Finding> {
    let words: Vec<&str> = line.split_ascii_whitespace().collect();
    let bad = |what: String, help: &str| Err(Finding::new(Code::Trust, what).help(help));
    let Some(at) = words.iter().position(|word| *word == "ssh-ed25519").filter(|at| *at <= 2) else {
        return bad(
            "the line holds no Ed25519 key".to_owned(),
            "it should read `ssh-ed25519 AAAA…`, with a name before it in an allowed_signers file",
        );
    };
    let Some(base64) = words.get(at + 1) else {
        return bad("the line ends before its key".to_owned(), "copy the whole line");
    };
    if let Some(options) = words.get(1).filter(|_| at == 2) {
        let namespaces = options.strip_prefix("namespaces=\"").and_then(|rest| rest.strip_suffix('"'));
        match namespaces {
            Some(list) if list.split(',').any(|namespace| namespace == sshsig::NAMESPACE) => {}
            Some(list) => {
                let what = format!("the key is allowed for `{list}`, not for `{}`", sshsig::NAMESPACE);
                return bad(what, "ask whoever wrote the line whether the key is meant for packs");
            }
            None => {
                let what = format!("the option `{options}` is not known");
                return bad(what, "only namespaces=\"aims-report\" is read; validity needs a trust file");
            }
        }
    }
    let identities = if at == 0 { Vec::new() } else { words[0].split(',').map(str::to_owned).collect() };
    if let Some(pattern) = identities.iter().find(|identity| identity.contains(['*', '?', '!', '"'])) {
        return bad(format!("the name `{pattern}` is a pattern"), "name the signers one by one");
    }
    Ok(TrustedKey { key: PublicKey::from_openssh(base64)?, identities })
}
