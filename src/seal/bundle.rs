//! `pack.sigstore.json`: a Sigstore bundle v0.3 around a DSSE envelope around the statement.
//!
//! DSSE signs `PAE(type, payload)`, so that one payload can't be taken for another type. `keyid` is always written,
//! since some tools look keys up by it; it is never believed: the key decides, and `keyid` must be its fingerprint.

use base64ct::{Base64, Encoding as _};
use serde::{Deserialize, Serialize};

use super::public::PublicKey;
use super::secret::SigningKey;
use super::statement::not_canonical;
use crate::canonical::{canonical_json, parse_canonical};
use crate::diagnostic::{Code, Finding};

/// The media type of the bundle.
pub const BUNDLE_TYPE: &str = "application/vnd.dev.sigstore.bundle.v0.3+json";
/// The type of the payload.
pub const PAYLOAD_TYPE: &str = "application/vnd.in-toto+json";

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Bundle {
    dsse_envelope: Envelope,
    media_type: String,
    verification_material: Material,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Envelope {
    payload: String,
    payload_type: String,
    signatures: Vec<Signature>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signature {
    keyid: String,
    sig: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Material {
    public_key: Hint,
    /// Sigstore's tools want the list to be there, and for a key of one's own to be empty.
    tlog_entries: [(); 0],
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Hint {
    hint: String,
}

/// An envelope as it was read. Its payload means nothing before [`Signed::verify`] gives it out.
#[derive(Debug)]
pub struct Signed {
    payload: Vec<u8>,
    signature: Vec<u8>,
    key_id: String,
}

impl Signed {
    /// Checks the signature, and gives the very bytes that were signed: nobody reads the envelope a second time.
    ///
    /// # Errors
    ///
    /// [`Code::KeyIdDiffers`], or those of [`PublicKey::verify`].
    pub fn verify(self, key: &PublicKey) -> Result<Vec<u8>, Finding> {
        key.verify(&pae(PAYLOAD_TYPE, &self.payload), &self.signature)?;
        if self.key_id != key.fingerprint().to_string() {
            let message = format!("the envelope names the key `{}`, which did not sign it", self.key_id);
            return Err(Finding::new(Code::KeyIdDiffers, message));
        }
        Ok(self.payload)
    }
}

/// The bytes that DSSE signs.
pub fn pae(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let mut out = format!("DSSEv1 {} {payload_type} {} ", payload_type.len(), payload.len()).into_bytes();
    out.extend(payload);
    out
}

/// Signs a payload and wraps it up.
pub fn write(payload: &str, key: &SigningKey) -> String {
    let key_id = key.public().fingerprint().to_string();
    let signature = key.sign(&pae(PAYLOAD_TYPE, payload.as_bytes()));
    let bundle = Bundle {
        dsse_envelope: Envelope {
            payload: Base64::encode_string(payload.as_bytes()),
            payload_type: PAYLOAD_TYPE.to_owned(),
            signatures: vec![Signature { keyid: key_id.clone(), sig: Base64::encode_string(&signature) }],
        },
        media_type: BUNDLE_TYPE.to_owned(),
        verification_material: Material { public_key: Hint { hint: key_id }, tlog_entries: [] },
    };
    canonical_json(&serde_json::to_value(bundle).expect("a bundle has only text keys"))
}

/// Reads a bundle.
///
/// # Errors
///
/// [`Code::JsonMalformed`], [`Code::JsonDuplicateKey`], [`Code::JsonNotCanonical`], [`Code::BundleMalformed`],
/// [`Code::BundleType`], [`Code::PayloadType`], [`Code::SignatureMissing`] or [`Code::SignatureCount`].
pub fn parse(bytes: &[u8]) -> Result<Signed, Finding> {
    let malformed = |what: String| Finding::new(Code::BundleMalformed, what);
    let value = parse_canonical(bytes).map_err(|reason| not_canonical("the bundle", &reason))?;
    let bundle: Bundle =
        serde_json::from_value(value).map_err(|error| malformed(format!("the bundle can't be understood: {error}")))?;
    if bundle.media_type != BUNDLE_TYPE {
        let message = format!("the bundle is of type `{}`, not `{BUNDLE_TYPE}`", bundle.media_type);
        return Err(Finding::new(Code::BundleType, message));
    }
    let envelope = bundle.dsse_envelope;
    if envelope.payload_type != PAYLOAD_TYPE {
        let message = format!("the payload is of type `{}`, not `{PAYLOAD_TYPE}`", envelope.payload_type);
        return Err(Finding::new(Code::PayloadType, message));
    }
    let signature = match envelope.signatures.as_slice() {
        [one] => one,
        [] => return Err(Finding::new(Code::SignatureMissing, "the envelope has no signature")),
        more => {
            let message = format!("the envelope has {} signatures; a bundle has one", more.len());
            return Err(Finding::new(Code::SignatureCount, message));
        }
    };
    if bundle.verification_material.public_key.hint != signature.keyid {
        return Err(Finding::new(Code::KeyIdDiffers, "the bundle and its envelope name different keys"));
    }
    let decode = |what: &str, text: &str| {
        Base64::decode_vec(text).map_err(|_| malformed(format!("the {what} in the bundle is not base64")))
    };
    Ok(Signed {
        payload: decode("payload", &envelope.payload)?,
        signature: decode("signature", &signature.sig)?,
        key_id: signature.keyid.clone(),
    })
}
