//! SSHSIG: the signature format of `ssh-keygen -Y sign` (OpenSSH, PROTOCOL.sshsig).
//!
//! The reader takes exactly what the writer writes: version 1, our namespace, SHA-512, Ed25519, lines of 70 characters.
//! After reading, the bytes are written again and compared, so that nothing can hide between the fields.

use base64ct::{Base64, Encoding as _};
use sha2::{Digest as _, Sha512};

use super::public::{PublicKey, SSH_NAME};
use super::secret::SigningKey;
use crate::diagnostic::{Code, Finding};

/// What the signature is for. It keeps a signature made for git or mail from passing as a seal.
pub const NAMESPACE: &str = "aims-report";

const MAGIC: &[u8; 6] = b"SSHSIG";
const VERSION: u32 = 1;
const HASH: &[u8] = b"sha512";
const BEGIN: &str = "-----BEGIN SSH SIGNATURE-----\n";
const END: &str = "-----END SSH SIGNATURE-----\n";
const LINE: usize = 70;

/// A signature with the key that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SshSignature {
    /// The key it claims to be of.
    pub key: PublicKey,
    /// The raw Ed25519 signature.
    pub signature: [u8; 64],
}

/// Signs bytes.
pub fn sign(message: &[u8], key: &SigningKey) -> String {
    armor(&SshSignature { key: key.public(), signature: key.sign(&signed_bytes(message)) })
}

impl SshSignature {
    /// Checks the signature with the key that it names. Whose key that is, is another question.
    ///
    /// # Errors
    ///
    /// Those of [`PublicKey::verify`].
    pub fn verify(&self, message: &[u8]) -> Result<(), Finding> {
        self.key.verify(&signed_bytes(message), &self.signature)
    }
}

/// What is signed: the purpose and the hash of the message, not the message itself.
fn signed_bytes(message: &[u8]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    put(&mut out, NAMESPACE.as_bytes());
    put(&mut out, b"");
    put(&mut out, HASH);
    put(&mut out, &Sha512::digest(message));
    out
}

fn armor(signature: &SshSignature) -> String {
    let mut raw = Vec::new();
    put(&mut raw, SSH_NAME);
    put(&mut raw, &signature.signature);
    let mut blob = MAGIC.to_vec();
    blob.extend(VERSION.to_be_bytes());
    put(&mut blob, &signature.key.to_ssh_blob());
    put(&mut blob, NAMESPACE.as_bytes());
    put(&mut blob, b"");
    put(&mut blob, HASH);
    put(&mut blob, &raw);
    let base64 = Base64::encode_string(&blob);
    let mut out = BEGIN.to_owned();
    let mut rest = base64.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(LINE));
        out.push_str(line);
        out.push('\n');
        rest = after;
    }
    out.push_str(END);
    out
}

fn put(out: &mut Vec<u8>, field: &[u8]) {
    let length = u32::try_from(field.len()).expect("fields of a signature are short");
    out.extend(length.to_be_bytes());
    out.extend(field);
}

/// Reads a signature.
///
/// # Errors
///
/// [`Code::SshsigMalformed`], [`Code::SshsigVersion`], [`Code::SshsigNamespace`], [`Code::SshsigHash`],
/// [`Code::SshsigTrailing`], [`Code::SignatureMalformed`], or what [`PublicKey::from_bytes`] refuses a key for.
pub fn parse(bytes: &[u8]) -> Result<SshSignature, Finding> {
    let malformed = |what: &str| Finding::new(Code::SshsigMalformed, what.to_owned());
    let text = std::str::from_utf8(bytes).map_err(|_| malformed("the SSH signature is not text"))?;
    let body =
        text.strip_prefix(BEGIN).ok_or_else(|| malformed("the SSH signature does not begin with its own line"))?;
    let Some((base64, after)) = body.split_once(END) else {
        return Err(malformed("the SSH signature does not end with its own line; it may have been cut"));
    };
    if !after.is_empty() {
        return Err(Finding::new(Code::SshsigTrailing, "something follows the SSH signature"));
    }
    let blob =
        Base64::decode_vec(&base64.replace('\n', "")).map_err(|_| malformed("the SSH signature is not base64"))?;

    let mut fields = Fields(&blob);
    if fields.take(MAGIC.len()) != Some(MAGIC) {
        return Err(malformed("the SSH signature does not begin with SSHSIG"));
    }
    let short = || malformed("the SSH signature ends inside a field");
    let version = fields.number().ok_or_else(short)?;
    if version != VERSION {
        return Err(Finding::new(
            Code::SshsigVersion,
            format!("the SSH signature is of version {version}; 1 is known"),
        ));
    }
    let key = fields.string().ok_or_else(short)?;
    let namespace = fields.string().ok_or_else(short)?;
    let reserved = fields.string().ok_or_else(short)?;
    let hash = fields.string().ok_or_else(short)?;
    let raw = fields.string().ok_or_else(short)?;
    if namespace != NAMESPACE.as_bytes() {
        let other = String::from_utf8_lossy(namespace);
        let message = format!("the SSH signature was made for `{other}`, not for `{NAMESPACE}`");
        return Err(Finding::new(Code::SshsigNamespace, message));
    }
    if hash != HASH {
        let other = String::from_utf8_lossy(hash);
        return Err(Finding::new(
            Code::SshsigHash,
            format!("the SSH signature hashes with `{other}`, not with `sha512`"),
        ));
    }
    if !fields.0.is_empty() {
        return Err(Finding::new(Code::SshsigTrailing, "bytes follow the last field of the SSH signature"));
    }
    if !reserved.is_empty() {
        return Err(malformed("the SSH signature uses its reserved field"));
    }
    let key = PublicKey::from_ssh_blob(key)?;
    let mut raw = Fields(raw);
    if raw.string() != Some(SSH_NAME) {
        return Err(malformed("the SSH signature is not an Ed25519 signature"));
    }
    let signature = raw.string().ok_or_else(short)?;
    if !raw.0.is_empty() {
        return Err(Finding::new(Code::SshsigTrailing, "bytes follow the Ed25519 signature in the SSH signature"));
    }
    let signature = signature.try_into().map_err(|_| {
        let length = signature.len();
        Finding::new(Code::SignatureMalformed, format!("the signature has {length} bytes; Ed25519 has 64"))
    })?;
    let read = SshSignature { key, signature };
    if armor(&read) != text {
        return Err(malformed("the SSH signature is broken into lines in another way than `ssh-keygen` does"));
    }
    Ok(read)
}

/// The rest of a blob, field by field.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_be_bytes)
    }

    fn string(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        self.take(usize::try_from(length).ok()?)
    }
}
