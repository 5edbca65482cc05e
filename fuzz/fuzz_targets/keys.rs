//! Keys: what is trusted (SPKI, OpenSSH lines) and what signs (PKCS#8). What is accepted reads back as the same key.
//!
//! The first byte says what the others are: `P` DER of a public key, `K` of a private one, `E` of an encrypted one, `S`
//! the blob of an OpenSSH key; else all of them are text.
#![no_main]

use aims_report::seal::{PublicKey, SigningKey};
use aims_report::verify::Trust;
use base64ct::{Base64, Encoding as _};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let pem = |label: &str, der: &[u8]| {
        let base64 = Base64::encode_string(der);
        let lines: Vec<&str> =
            base64.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).expect("base64 is text")).collect();
        format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
    };
    let text = match bytes.split_first() {
        Some((b'P', der)) => pem("PUBLIC KEY", der),
        Some((b'K', der)) => pem("PRIVATE KEY", der),
        Some((b'E', der)) => pem("ENCRYPTED PRIVATE KEY", der),
        Some((b'S', blob)) => format!("a@b.example ssh-ed25519 {}\n", Base64::encode_string(blob)),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => return,
        },
    };
    match Trust::read(&text, "keys") {
        Ok(Trust::Nobody) => panic!("a file of keys names nobody"),
        Ok(Trust::Keys(keys)) => {
            assert!(!keys.is_empty());
            for trusted in keys {
                let key = trusted.key;
                assert_eq!(PublicKey::from_pem(&key.to_pem()), Ok(key));
                let line = key.to_openssh();
                let Ok(Trust::Keys(again)) = Trust::read(&line, "again") else { panic!("`{line}` is refused") };
                assert_eq!(again[0].key, key);
            }
        }
        Err(failure) => {
            assert!(!failure.0.is_empty(), "a refusal without a reason");
            aims_report_fuzz::told(&failure.0);
        }
    }
    match SigningKey::from_pem(&text, Some("passphrase")) {
        Ok(key) => {
            let written = key.to_pem(None).expect("a key can be written");
            let again = SigningKey::from_pem(&written, None).expect("what is written can be read");
            assert_eq!(again.public(), key.public());
        }
        Err(failure) => aims_report_fuzz::told(&failure.0),
    }
});
