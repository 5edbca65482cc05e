//! Public keys: how they are read, told apart and shown.
//!
//! A key is Ed25519 and nothing else. A small-order point verifies signatures that nobody made, and OpenSSL,
//! `ssh-keygen` and browsers accept one, so it is refused wherever a key is read. So is an encoding of a point that is
//! not its shortest: one key must have one fingerprint.

use base64ct::{Base64, Encoding as _};
use ed25519_dalek::VerifyingKey;
use pkcs8::der::pem::LineEnding;
use pkcs8::{DecodePublicKey as _, EncodePublicKey as _};

use crate::diagnostic::{Code, Finding};
use crate::pack::Digest;

/// DER of an Ed25519 SubjectPublicKeyInfo up to the key's 32 bytes (RFC 8410, 4).
const SPKI_PREFIX: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// What OpenSSH calls the algorithm.
pub(super) const SSH_NAME: &[u8] = b"ssh-ed25519";

/// An Ed25519 public key, known to be neither weak nor oddly encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Reads the 32 bytes of a key.
    ///
    /// # Errors
    ///
    /// [`Code::KeyMalformed`], [`Code::KeyNonCanonical`] or [`Code::KeyWeak`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Finding> {
        let malformed = |what: &str| Finding::new(Code::KeyMalformed, what.to_owned());
        let exact: &[u8; 32] =
            bytes.try_into().map_err(|_| malformed("the key does not have the 32 bytes of an Ed25519 key"))?;
        let key = VerifyingKey::from_bytes(exact).map_err(|_| malformed("the key is no point of the curve"))?;
        if key.to_edwards().compress().as_bytes() != exact {
            return Err(Finding::new(
                Code::KeyNonCanonical,
                "the key is encoded in a way that gives it two fingerprints",
            ));
        }
        if key.is_weak() {
            return Err(Finding::new(Code::KeyWeak, "the key is of small order: anyone can sign in its name"));
        }
        Ok(Self(key))
    }

    /// Reads a PEM block `PUBLIC KEY` (SPKI), as `openssl pkey -pubout` writes it.
    ///
    /// # Errors
    ///
    /// Those of [`PublicKey::from_bytes`].
    pub fn from_pem(text: &str) -> Result<Self, Finding> {
        let key = VerifyingKey::from_public_key_pem(text.trim_ascii_end()).map_err(|error| {
            Finding::new(Code::KeyMalformed, format!("the PEM holds no Ed25519 public key: {error}"))
        })?;
        Self::from_bytes(key.as_bytes())
    }

    /// Reads the base64 of an OpenSSH key, the second word of a `.pub` file.
    ///
    /// # Errors
    ///
    /// Those of [`PublicKey::from_bytes`].
    pub fn from_openssh(base64: &str) -> Result<Self, Finding> {
        let blob = Base64::decode_vec(base64)
            .map_err(|_| Finding::new(Code::KeyMalformed, "the OpenSSH key is not base64".to_owned()))?;
        Self::from_ssh_blob(&blob)
    }

    /// Reads the binary form that OpenSSH puts into its files.
    pub(super) fn from_ssh_blob(blob: &[u8]) -> Result<Self, Finding> {
        let head = [&[0, 0, 0, 11], SSH_NAME, &[0, 0, 0, 32]].concat();
        match blob.strip_prefix(head.as_slice()) {
            Some(bytes) => Self::from_bytes(bytes),
            None => Err(Finding::new(Code::KeyMalformed, "the OpenSSH key is not an Ed25519 key".to_owned())),
        }
    }

    /// Gives the 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Hashes the SPKI: what people compare, and what `openssl pkey -pubin -outform DER | sha256sum` prints.
    pub fn fingerprint(&self) -> Digest {
        Digest::of(&[&SPKI_PREFIX[..], self.as_bytes()].concat())
    }

    /// Writes the key as `openssl pkey -pubout` does.
    pub fn to_pem(&self) -> String {
        self.0.to_public_key_pem(LineEnding::LF).expect("32 bytes always fit an SPKI")
    }

    pub(super) fn to_ssh_blob(self) -> Vec<u8> {
        [&[0, 0, 0, 11], SSH_NAME, &[0, 0, 0, 32], self.as_bytes()].concat()
    }

    /// Writes the key as OpenSSH does, without a comment: `ssh-ed25519 AAAA…`.
    pub fn to_openssh(&self) -> String {
        format!("ssh-ed25519 {}", Base64::encode_string(&self.to_ssh_blob()))
    }

    /// Writes a line of an `allowed_signers` file. It has no validity dates, which OpenSSH knows only since 8.7;
    /// Windows 10 comes with 8.1.
    pub fn to_allowed_signers(&self, identity: &str) -> String {
        format!("{identity} namespaces=\"{}\" {}\n", super::sshsig::NAMESPACE, self.to_openssh())
    }

    /// Checks a pure Ed25519 signature, strictly.
    ///
    /// # Errors
    ///
    /// [`Code::SignatureMalformed`] for its length, [`Code::SignatureNonCanonical`] for S ≥ L, and
    /// [`Code::SignatureWrong`] where it is not this key's signature over these bytes.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), Finding> {
        let exact: &[u8; 64] = signature.try_into().map_err(|_| {
            let length = signature.len();
            Finding::new(Code::SignatureMalformed, format!("the signature has {length} bytes; Ed25519 has 64"))
        })?;
        if !is_reduced(&exact[32..]) {
            return Err(Finding::new(
                Code::SignatureNonCanonical,
                "the signature was altered into another form of itself",
            ));
        }
        let signature = ed25519_dalek::Signature::from_bytes(exact);
        self.0.verify_strict(message, &signature).map_err(|_| {
            Finding::new(Code::SignatureWrong, "the signature is not this key's over these bytes".to_owned())
        })
    }
}

/// The order of the group, L, with its least byte first.
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/// Is S below L? Without this rule, anyone can turn a signature into another valid one.
fn is_reduced(scalar: &[u8]) -> bool {
    scalar.iter().rev().lt(ORDER.iter().rev())
}
