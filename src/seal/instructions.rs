//! `VERIFY.txt`: how to check a pack, with its own names filled in.
//!
//! It stands in `SHA256SUMS`, so its bytes may not depend on a key that is thrown away: two runs with such keys
//! must differ in signatures alone.

use super::PublicKey;
use super::statement::{Custody, PackFacts, Signer};
use crate::diagnostic::visible;

const TEXT: &str = include_str!("instructions.txt");

const KEPT: &str = "\
1. WHOSE KEY IS IT?

   The key in this pack (key.pem, allowed_signers) is only a hint: whoever made
   a false pack would have put a false key into it. Ask the organisation for its
   key by a way that you trust: its web site, a letter, a number that you have.
   It should be this one, told in either form:

     SHA-256 of the key  {fingerprint}
     OpenSSH             {openssh}

   This text is in the pack too, so do not compare the pack with it. Compare what
   the organisation tells you with the last two words of allowed_signers, or with
   what one of these prints:

     Linux:    sed '1d;$d' key.pem | base64 -d | sha256sum
     macOS:    sed '1d;$d' key.pem | base64 -d | shasum -a 256
     cmd.exe:  certutil -decode key.pem %TEMP%\\key.der && certutil -hashfile %TEMP%\\key.der SHA256

   Best keep the key that the organisation gave you, and use your own copy in
   place of the pack's in the commands below.
";

const THROWN_AWAY: &str = "\
1. WHOSE KEY IS IT?

   NOBODY'S. The key was made for this pack alone and thrown away. The checks
   below prove INTEGRITY ONLY: that nothing was changed since the pack was made.
   They do NOT prove WHO MADE IT: anyone could have made another pack like this
   one with another such key. To know where it comes from, get the SHA-256 of
   the file SHA256SUMS from the organisation by a way that you trust, and compare
   it with what one of these prints:

     Linux:    sha256sum SHA256SUMS
     macOS:    shasum -a 256 SHA256SUMS
     Windows:  certutil -hashfile SHA256SUMS SHA256
";

/// Writes the instructions for a pack of so many files in all.
pub(super) fn write(facts: &PackFacts, signer: &Signer, key: &PublicKey, count: usize) -> String {
    let kept = signer.key == Custody::Kept;
    let whose = if kept { KEPT } else { THROWN_AWAY };
    let who = if kept { "the holder of the key of step 1" } else { "whoever held the key that was thrown away" };
    let key_option = if kept { " --key KEY-FROM-THE-ORGANISATION.pem" } else { "" };
    let draft = if facts.draft { "\n  THIS IS A DRAFT. It was not issued and should not be relied on.\n" } else { "" };
    let sequence = facts.sequence.map(|number| format!(" (this is number {number})")).unwrap_or_default();
    // Placeholders are filled in one pass, so that a value which looks like one stays as it is.
    let mut out = String::new();
    let mut rest = TEXT.replace("{whose}", whose);
    while let Some((before, tail)) = rest.split_once('{') {
        out.push_str(before);
        let after = match tail.split_once('}') {
            Some((name, after)) => {
                let value = match name {
                    "pack" => visible(&facts.pack_id),
                    "organisation" => visible(&facts.organisation),
                    "period" => visible(&facts.period),
                    "as_of" => facts.as_of.to_string(),
                    "audience" => visible(&facts.audience),
                    "draft" => draft.to_owned(),
                    "identity" => signer.identity.clone(),
                    "who" => who.to_owned(),
                    "count" => count.to_string(),
                    "key_option" => key_option.to_owned(),
                    "sequence" => sequence.clone(),
                    "fingerprint" => key.fingerprint().to_string(),
                    "openssh" => key.to_openssh(),
                    // A brace of a PowerShell line.
                    _ => {
                        out.push('{');
                        rest = tail.to_owned();
                        continue;
                    }
                };
                out.push_str(&value);
                after
            }
            None => tail,
        };
        rest = after.to_owned();
    }
    out.push_str(&rest);
    out
}
