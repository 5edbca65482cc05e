//! Checks the signatures, that they are all of one key, and whose key it is.

use super::at;
use super::contents::Contents;
use super::trust::Trust;
use super::verdict::Verdict;
use crate::diagnostic::{Code, Finding, Place};
use crate::pack::Digest;
use crate::seal::{Predicate, PublicKey, bundle, files, sshsig, statement};

/// Checks all signatures; gives the statement where its signature is right and it is about this pack.
pub(super) fn check(contents: &Contents, trust: &Trust, verdict: &mut Verdict) -> Option<Predicate> {
    let sums = contents.get(files::SUMS);
    verdict.facts.sums = sums.map(Digest::of);

    let ssh =
        contents.get(files::SSH_SIGNATURE).and_then(|bytes| keep(sshsig::parse(bytes), files::SSH_SIGNATURE, verdict));
    let hint = contents.get(files::PUBLIC_KEY).and_then(|bytes| keep(public_key(bytes), files::PUBLIC_KEY, verdict));
    let key = which_key(ssh.as_ref().map(|ssh| ssh.key), hint, trust, verdict)?;
    verdict.facts.key = Some(key.fingerprint());

    let ssh = ssh.zip(sums).and_then(|(ssh, sums)| keep(ssh.verify(sums), files::SSH_SIGNATURE, verdict));
    let raw = contents
        .get(files::RAW_SIGNATURE)
        .zip(sums)
        .and_then(|(raw, sums)| keep(key.verify(sums, raw), files::RAW_SIGNATURE, verdict));
    let signed = contents.get(files::BUNDLE).and_then(|bytes| keep(bundle::parse(bytes), files::BUNDLE, verdict));
    let payload = signed.and_then(|signed| keep(signed.verify(&key), files::BUNDLE, verdict));
    let predicate = payload
        .zip(verdict.facts.sums)
        .and_then(|(payload, sums)| keep(statement::parse(&payload, sums), files::BUNDLE, verdict));

    verdict.shown.signed = ssh.is_some() && raw.is_some() && predicate.is_some();
    compare_hints(contents, &key, predicate.as_ref(), verdict);
    whose(&key, predicate.as_ref(), trust, verdict);
    verdict
        .checked
        .push("signatures: SSH, raw and DSSE, whether all are by one key over this list of files".to_owned());
    predicate
}

fn keep<T>(result: Result<T, Finding>, file: &str, verdict: &mut Verdict) -> Option<T> {
    result.map_err(|finding| verdict.problems.push(at(finding, file))).ok()
}

fn public_key(bytes: &[u8]) -> Result<PublicKey, Finding> {
    let text = std::str::from_utf8(bytes).map_err(|_| Finding::new(Code::KeyMalformed, "the key is not text"))?;
    PublicKey::from_pem(text)
}

/// Finds the key that every signature must be of: a trusted one where the pack names it, else the one it names.
fn which_key(
    ssh: Option<PublicKey>,
    hint: Option<PublicKey>,
    trust: &Trust,
    verdict: &mut Verdict,
) -> Option<PublicKey> {
    if let (Some(ssh), Some(hint)) = (ssh, hint)
        && ssh != hint
    {
        let message = format!("`{}` is of another key than `{}`", files::SSH_SIGNATURE, files::PUBLIC_KEY);
        verdict.problems.push(Finding::new(Code::KeysDiffer, message).at(Place::file(files::PUBLIC_KEY)));
    }
    let named = [ssh, hint].into_iter().flatten();
    let key = named.clone().find(|key| trust.find(key).is_some()).or_else(|| named.clone().next());
    if key.is_none() {
        verdict.not_checked.push("signatures: the pack names no usable key".to_owned());
    }
    key
}

/// Compares the hints, byte for byte, with what the seal writes for this key.
fn compare_hints(contents: &Contents, key: &PublicKey, predicate: Option<&Predicate>, verdict: &mut Verdict) {
    let pem = (files::PUBLIC_KEY, Some(key.to_pem()));
    let line = (files::ALLOWED_SIGNERS, predicate.map(|predicate| key.to_allowed_signers(&predicate.signer.identity)));
    for (file, expected) in [pem, line] {
        let (Some(is), Some(expected)) = (contents.get(file), expected) else { continue };
        let told =
            verdict.problems.iter().any(|problem| problem.place.as_ref().is_some_and(|place| place.file == file));
        if is != expected.as_bytes() && !told {
            let message = format!("`{file}` does not hold the key that signed, in the form that the seal gives it");
            verdict.problems.push(
                Finding::new(Code::KeysDiffer, message)
                    .at(Place::file(file))
                    .help("someone who follows VERIFY.txt would check with another key"),
            );
        }
    }
}

/// Compares the key with those that the verifier brought.
fn whose(key: &PublicKey, predicate: Option<&Predicate>, trust: &Trust, verdict: &mut Verdict) {
    if *trust == Trust::Nobody {
        verdict.not_checked.push("who made it: no key was given that vouches for it".to_owned());
        return;
    }
    let Some(trusted) = trust.find(key) else {
        let given: Vec<String> = trust.fingerprints().iter().map(ToString::to_string).collect();
        let message = format!("the pack is signed with key {}, which is not trusted", key.fingerprint());
        verdict.problems.push(Finding::new(Code::KeyUntrusted, message).help(format!(
            "trusted is {}; ask the organisation, by a way that you trust, which key is its own",
            given.join(", ")
        )));
        return;
    };
    let named = predicate.map(|predicate| predicate.signer.identity.as_str());
    match named {
        Some(name) if !trusted.identities.is_empty() && !trusted.identities.iter().any(|known| known == name) => {
            let message =
                format!("the pack names `{name}` as signer; the trusted key is of {}", trusted.identities.join(", "));
            verdict.problems.push(Finding::new(Code::SignerDiffers, message).at(Place::file(files::BUNDLE)));
        }
        _ => {
            verdict.shown.vouched = true;
            verdict.checked.push(format!("origin: signatures against the trusted key {}", key.fingerprint()));
        }
    }
}
