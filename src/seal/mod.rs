//! The seal: a list of digests, and signatures over it in the forms that stock tools check.
//!
//! ```text
//! documents/… evidence/… record.json     what was made
//! manifest.json VERIFY.txt               what the files are; how to check them
//! SHA256SUMS                             digests of all of the above
//! SHA256SUMS.sig                         signature for ssh-keygen
//! SHA256SUMS.ed25519                     signature for openssl
//! pack.sigstore.json                     signature for Sigstore and in-toto tools, over the facts of the pack
//! key.pem allowed_signers                the public key: a hint, not a proof
//! ```
//!
//! Everything above the line of `SHA256SUMS.sig` depends only on what was made and on the signer's public key where it
//! is kept; with a throw-away key it depends on nothing but what was made.

pub mod bundle;
pub mod files;
mod instructions;
pub mod manifest;
mod public;
mod secret;
pub mod sshsig;
pub mod statement;
pub mod sums;

pub use public::PublicKey;
pub use secret::SigningKey;
pub use statement::{Checks, Custody, PackFacts, Predicate, Sequence, Signer, Tool};

use crate::diagnostic::{Code, Failure, Finding, Place};
use crate::pack::{Content, Digest, FileSet, Kind, Tree, name};
use manifest::{File, Manifest};

/// A pack with its seal, ready to be written.
#[derive(Debug)]
pub struct SealedSet {
    tree: Tree,
    sums: Digest,
    key: PublicKey,
}

impl SealedSet {
    /// Gives every file of the pack, for [`write_folder`](crate::pack::write_folder) and
    /// [`write_zip`](crate::pack::write_zip).
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Gives the digest of `SHA256SUMS`, which the next pack names as its `previous`.
    pub fn sums_digest(&self) -> Digest {
        self.sums
    }

    /// Gives the public key whose signatures are on it.
    pub fn key(&self) -> &PublicKey {
        &self.key
    }
}

/// Seals files: adds manifest, instructions, list of digests and signatures.
///
/// `identity` and `role` are the signer's; where the key is thrown away, nobody is named.
///
/// # Errors
///
/// [`Code::UnsafeName`] for a pack id or identity that can't stand in a file name or command,
/// [`Code::NameCollision`] where a file has a name that the seal needs, [`Code::RecordDiffers`] where the record among
/// the files is not the one of the facts.
pub fn seal(
    set: FileSet,
    facts: &PackFacts,
    key: &SigningKey,
    identity: &str,
    role: &str,
) -> Result<SealedSet, Failure> {
    let signer = signer(key, identity, role)?;
    if let Err(reason) = name::check(&facts.pack_id) {
        return Err(unusable("pack id", &facts.pack_id, reason).into());
    }
    if facts.pack_id.contains(['/', '\'', '$', '`', '!', '%', ' ']) {
        return Err(unusable("pack id", &facts.pack_id, "has a character that a command line would act on").into());
    }
    let (mut tree, about) = set.into_parts();
    for (path, stored) in tree.iter() {
        if about.get(path).is_some_and(|about| about.kind == Kind::Record) && stored.digest != facts.record_digest {
            let message = format!("`{path}` is not the record whose digest is to be sealed");
            return Err(Finding::new(Code::RecordDiffers, message).at(Place::file(path)).into());
        }
    }
    let files = tree.iter().filter_map(|(path, stored)| {
        let about = about.get(path)?.clone();
        Some(File {
            path: path.to_owned(),
            title: about.title,
            kind: about.kind,
            media_type: about.media_type,
            size: stored.size,
            sha256: stored.digest,
            made_from: about.made_from,
        })
    });
    let manifest = Manifest { format: manifest::FORMAT.to_owned(), pack: facts.clone(), files: files.collect() };
    // Beside what is in the tree: manifest and instructions, and what the list does not list.
    let count = tree.len() + 2 + files::UNLISTED.len();
    let instructions = instructions::write(facts, &signer, &key.public(), count);
    tree.insert(files::MANIFEST, Content::from(manifest::write(&manifest)))?;
    tree.insert(files::INSTRUCTIONS, Content::from(instructions))?;

    let sums = sums::write(&tree);
    let digest = Digest::of(sums.as_bytes());
    let allowed = key.public().to_allowed_signers(&signer.identity);
    let statement = statement::write(&Predicate { pack: facts.clone(), signer }, digest);
    let message = sums.as_bytes();
    tree.insert(files::SSH_SIGNATURE, Content::from(sshsig::sign(message, key)))?;
    tree.insert(files::RAW_SIGNATURE, Content::from(key.sign(message).to_vec()))?;
    tree.insert(files::BUNDLE, Content::from(bundle::write(&statement, key)))?;
    tree.insert(files::PUBLIC_KEY, Content::from(key.public().to_pem()))?;
    tree.insert(files::ALLOWED_SIGNERS, Content::from(allowed))?;
    tree.insert(files::SUMS, Content::from(sums))?;
    Ok(SealedSet { tree, sums: digest, key: key.public() })
}

/// Stands in commands and in `allowed_signers` where a key belongs to nobody.
const NOBODY: &str = "nobody";

fn signer(key: &SigningKey, identity: &str, role: &str) -> Result<Signer, Finding> {
    if key.is_throw_away() {
        return Ok(Signer { identity: NOBODY.to_owned(), role: role.to_owned(), key: Custody::ThrownAway });
    }
    check_identity(identity)?;
    Ok(Signer { identity: identity.to_owned(), role: role.to_owned(), key: Custody::Kept })
}

/// Says whether a signer's identity can stand in commands and in an `allowed_signers` line.
///
/// # Errors
///
/// [`Code::UnsafeName`] with the reason.
pub fn check_identity(identity: &str) -> Result<(), Finding> {
    // It stands unquoted in an `allowed_signers` line, where commas and wildcards mean more than themselves.
    let plain = |character: char| character.is_ascii_alphanumeric() || "@.-_+".contains(character);
    if identity.is_empty() || identity.starts_with('-') || !identity.chars().all(plain) {
        let reason = "has a character other than letters, digits and @ . - _ +";
        return Err(unusable("signer's identity", identity, reason));
    }
    Ok(())
}

fn unusable(what: &str, value: &str, reason: &str) -> Finding {
    Finding::new(Code::UnsafeName, format!("the {what} `{value}` {reason}"))
        .help("it stands in file names and commands that people copy; use letters, digits, `-` and `.`")
}
