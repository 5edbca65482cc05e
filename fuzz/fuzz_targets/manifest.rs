//! `manifest.json`: one that is accepted is the one way to write what it says.
#![no_main]

use aims_report::seal::manifest;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| match manifest::parse(bytes) {
    Ok(read) => assert_eq!(manifest::write(&read).as_bytes(), bytes),
    Err(finding) => aims_report_fuzz::told(&[finding]),
});
