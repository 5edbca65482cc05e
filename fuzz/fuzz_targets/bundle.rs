//! The Sigstore bundle. Only one bundle of the key over the statement is accepted.
#![no_main]

use aims_report::seal::{bundle, files};
use aims_report_fuzz::pack::{GOOD, key};

libfuzzer_sys::fuzz_target!(
    |bytes: &[u8]| match bundle::parse(bytes).and_then(|signed| signed.verify(&key().public())) {
        Ok(_) => assert_eq!(bytes, GOOD.files[files::BUNDLE]),
        Err(finding) => aims_report_fuzz::told(&[finding]),
    }
);
