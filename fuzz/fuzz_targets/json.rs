//! A record in one JSON file. What is no JSON is refused.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| aims_report_fuzz::record::one_file("aims.json", bytes));
