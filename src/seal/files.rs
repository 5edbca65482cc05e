//! The names that the seal gives to its own files.
//!
//! The list is closed: a file of a pack is either listed in `SHA256SUMS` or named here, and whatever is neither is
//! refused. Two of the seal's files are listed themselves, because no signature is needed to make them.

/// The one list of a pack's files and their digests. Signatures are made over its bytes.
pub const SUMS: &str = "SHA256SUMS";
/// SSHSIG over [`SUMS`], for `ssh-keygen -Y verify`.
pub const SSH_SIGNATURE: &str = "SHA256SUMS.sig";
/// The 64 bytes of a pure Ed25519 signature over [`SUMS`], for `openssl pkeyutl`.
pub const RAW_SIGNATURE: &str = "SHA256SUMS.ed25519";
/// Sigstore bundle: a DSSE envelope with the in-toto statement.
pub const BUNDLE: &str = "pack.sigstore.json";
/// The public key, as SPKI in PEM. In a pack it is a hint, and no proof of whose key it is.
pub const PUBLIC_KEY: &str = "key.pem";
/// The public key as a line for `ssh-keygen -f`. A hint as well.
pub const ALLOWED_SIGNERS: &str = "allowed_signers";

/// Every file that the seal adds and [`SUMS`] does not list. All of them must be in a pack.
pub const UNLISTED: [&str; 6] = [SUMS, SSH_SIGNATURE, RAW_SIGNATURE, BUNDLE, PUBLIC_KEY, ALLOWED_SIGNERS];

/// Titles, sizes and media types of the files. Listed in [`SUMS`].
pub const MANIFEST: &str = "manifest.json";
/// How to check the pack, for people. Listed in [`SUMS`].
pub const INSTRUCTIONS: &str = "VERIFY.txt";

/// Says whether a name is one of the seal's own, listed or not.
pub fn is_reserved(path: &str) -> bool {
    UNLISTED.contains(&path) || [MANIFEST, INSTRUCTIONS].contains(&path)
}
