//! Signing keys: made, read and written. They are never printed, and wiped from memory when dropped.

use std::fmt;

use ed25519_dalek::Signer as _;
use ed25519_dalek::pkcs8::ALGORITHM_ID;
use pkcs8::der::pem::LineEnding;
use pkcs8::pkcs5::{EncryptionScheme, pbes2};
use pkcs8::{EncryptedPrivateKeyInfoRef, PrivateKeyInfoRef, SecretDocument};
use zeroize::Zeroizing;

use super::public::PublicKey;
use crate::diagnostic::{Code, Failure, Finding};

/// PBKDF2 rounds for a key at rest: what OWASP asks of SHA-256.
const ROUNDS: u32 = 600_000;

/// Most PBKDF2 rounds that are done to open a key: seconds, where a key's file could ask for an hour.
const MOST_ROUNDS: u32 = 10_000_000;
/// Most work and memory that is done to open a key with scrypt, as N·r·p: 512 MiB.
const MOST_BLOCKS: u64 = 1 << 22;

/// DER of an Ed25519 PKCS#8 key, version 1, up to the seed's 32 bytes (RFC 8410, 7).
const PKCS8_PREFIX: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

const MAKE_ONE: &str = "make a key with `aims-report keygen`, or with `openssl genpkey -algorithm ed25519`";

/// An Ed25519 signing key.
pub struct SigningKey {
    key: ed25519_dalek::SigningKey,
    throw_away: bool,
}

/// Shows nothing of the key.
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("throw_away", &self.throw_away).finish_non_exhaustive()
    }
}

impl SigningKey {
    /// Makes a key from the system's randomness.
    ///
    /// # Errors
    ///
    /// [`Code::NoRandomness`] where the system gives none.
    pub fn generate() -> Result<Self, Failure> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(seed.as_mut_slice()).map_err(no_randomness)?;
        Ok(Self { key: ed25519_dalek::SigningKey::from_bytes(&seed), throw_away: false })
    }

    /// Makes a key for one pack that nobody keeps. The pack says so: such a seal shows integrity and no origin.
    ///
    /// # Errors
    ///
    /// [`Code::NoRandomness`] where the system gives none.
    pub fn throw_away() -> Result<Self, Failure> {
        Ok(Self { throw_away: true, ..Self::generate()? })
    }

    /// Says whether PEM text holds a key that needs a passphrase.
    pub fn is_encrypted(pem: &str) -> bool {
        pem.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----")
    }

    /// Reads a key from PKCS#8 in PEM, which `openssl genpkey -algorithm ed25519` writes too.
    ///
    /// # Errors
    ///
    /// [`Code::SigningKey`] where the text is no such key, or the passphrase is missing or wrong.
    pub fn from_pem(pem: &str, passphrase: Option<&str>) -> Result<Self, Failure> {
        let refuse = |message: &str, help: &str| Failure::from(Finding::new(Code::SigningKey, message).help(help));
        // OpenSSL leaves a line feed after the last line, and editors leave more.
        let pem = pem.trim_ascii_end();
        if pem.contains("-----BEGIN PUBLIC KEY-----") {
            return Err(refuse(
                "this is a public key; signing needs the private one",
                "give the file that `keygen --out` named",
            ));
        }
        if pem.contains("-----BEGIN OPENSSH PRIVATE KEY-----") {
            return Err(refuse("this is an OpenSSH private key; PKCS#8 is read", MAKE_ONE));
        }
        let no_key = || refuse("the file holds no Ed25519 private key in PKCS#8 PEM", MAKE_ONE);
        let (label, mut document) = SecretDocument::from_pem(pem).map_err(|_| no_key())?;
        match label {
            "PRIVATE KEY" => {}
            "ENCRYPTED PRIVATE KEY" => {
                let passphrase = passphrase.ok_or_else(|| {
                    refuse("the signing key is encrypted and no passphrase was given", "give --passphrase-file")
                })?;
                let info = EncryptedPrivateKeyInfoRef::try_from(document.as_bytes()).map_err(|_| no_key())?;
                if !is_bearable(&info.encryption_algorithm) {
                    return Err(refuse(
                        "opening the signing key would take far more work than any program asks for",
                        MAKE_ONE,
                    ));
                }
                document = info.decrypt(passphrase).map_err(|_| {
                    refuse(
                        "the signing key can't be opened with this passphrase",
                        "check the passphrase; `openssl pkey -in FILE` tells whether the file itself is in order",
                    )
                })?;
            }
            _ => return Err(no_key()),
        }
        let info = PrivateKeyInfoRef::try_from(document.as_bytes()).map_err(|_| no_key())?;
        if info.algorithm != ALGORITHM_ID {
            return Err(no_key());
        }
        // The key is an octet string within the octet string (RFC 8410, 7).
        let seed = info.private_key.as_bytes().strip_prefix(&[0x04, 0x20]).and_then(|seed| seed.try_into().ok());
        let key = ed25519_dalek::SigningKey::from_bytes(seed.ok_or_else(no_key)?);
        let named = info.public_key.map(|bits| bits.as_bytes() == Some(key.verifying_key().as_bytes().as_slice()));
        if named == Some(false) {
            return Err(refuse("the two halves of the signing key do not belong together", MAKE_ONE));
        }
        Ok(Self { key, throw_away: false })
    }

    /// Writes the key as PKCS#8 in PEM, encrypted where there is a passphrase.
    ///
    /// PBKDF2 with HMAC-SHA-256 and AES-256-CBC: every `openssl` since 1.1 opens it, and FIPS modules do, which have
    /// no scrypt. The public half is left out: OpenSSL before 3.2 refuses keys that carry it.
    ///
    /// # Errors
    ///
    /// [`Code::NoRandomness`] where the system gives none.
    pub fn to_pem(&self, passphrase: Option<&str>) -> Result<Zeroizing<String>, Failure> {
        let unencodable = |_| Failure::from(Finding::new(Code::SigningKey, "the signing key can't be encoded"));
        let der = Zeroizing::new([&PKCS8_PREFIX[..], self.key.as_bytes()].concat());
        let Some(passphrase) = passphrase else {
            let document = SecretDocument::try_from(der.as_slice()).map_err(unencodable)?;
            return document.to_pem("PRIVATE KEY", LineEnding::LF).map_err(unencodable);
        };
        let mut salt = [0; 16];
        let mut vector = [0; 16];
        getrandom::fill(&mut salt).map_err(no_randomness)?;
        getrandom::fill(&mut vector).map_err(no_randomness)?;
        let parameters = pbes2::Parameters::generate_pbkdf2_sha256_aes256cbc(ROUNDS, &salt, vector)
            .map_err(|_| Finding::new(Code::SigningKey, "the signing key can't be encrypted"))?;
        let encrypted = PrivateKeyInfoRef::try_from(der.as_slice())
            .and_then(|info| info.encrypt_with_params(parameters, passphrase))
            .map_err(|_| Finding::new(Code::SigningKey, "the signing key can't be encrypted"))?;
        encrypted.to_pem("ENCRYPTED PRIVATE KEY", LineEnding::LF).map_err(unencodable)
    }

    /// Gives the public half.
    pub fn public(&self) -> PublicKey {
        PublicKey::from_bytes(self.key.verifying_key().as_bytes()).expect("a key made from a seed is sound")
    }

    /// Says whether the key is made for one pack and kept by nobody.
    pub fn is_throw_away(&self) -> bool {
        self.throw_away
    }

    /// Signs bytes with pure Ed25519.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }
}

/// Does a key ask for no more work or memory than programs that write keys do?
fn is_bearable(scheme: &EncryptionScheme) -> bool {
    match scheme.pbes2().map(|parameters| &parameters.kdf) {
        Some(pbes2::Kdf::Pbkdf2(asked)) => asked.iteration_count <= MOST_ROUNDS,
        Some(pbes2::Kdf::Scrypt(asked)) => {
            let lanes = u64::from(asked.block_size) * u64::from(asked.parallelization);
            asked.cost_parameter.checked_mul(lanes).is_some_and(|blocks| blocks <= MOST_BLOCKS)
        }
        // Any other is refused when it is tried.
        _ => true,
    }
}

fn no_randomness(error: getrandom::Error) -> Finding {
    Finding::new(Code::NoRandomness, format!("the system gives no randomness: {error}"))
        .help("run where /dev/urandom or the system's own source is available")
}
