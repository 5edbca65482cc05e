//! `SHA256SUMS`: a list that is accepted is the one way to write what it lists.
#![no_main]

use aims_report::seal::sums;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| match sums::parse(bytes) {
    Ok(list) => {
        let written: String = list.iter().map(|(name, digest)| format!("{digest}  {name}\n")).collect();
        assert_eq!(written.as_bytes(), bytes);
    }
    Err(findings) => {
        assert!(!findings.is_empty(), "a refusal without a reason");
        aims_report_fuzz::told(&findings);
    }
});
