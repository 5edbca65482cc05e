//! The SSH signature: its text, or the bytes in it. Only one signature of the key over the list is accepted.
#![no_main]

use aims_report::seal::{files, sshsig};
use aims_report_fuzz::pack::{GOOD, key, signed};
use base64ct::{Base64, Encoding as _};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = if bytes.starts_with(b"-") { bytes.to_vec() } else { armor(bytes) };
    match sshsig::parse(&text) {
        Ok(signature) => {
            let accepted = signature.verify(signed()).is_ok() && signature.key == key().public();
            assert_eq!(accepted, text == GOOD.files[files::SSH_SIGNATURE]);
        }
        Err(finding) => aims_report_fuzz::told(&[finding]),
    }
});

fn armor(bytes: &[u8]) -> Vec<u8> {
    let base64 = Base64::encode_string(bytes);
    let mut text = b"-----BEGIN SSH SIGNATURE-----\n".to_vec();
    for line in base64.as_bytes().chunks(70) {
        text.extend(line);
        text.push(b'\n');
    }
    text.extend(b"-----END SSH SIGNATURE-----\n");
    text
}
