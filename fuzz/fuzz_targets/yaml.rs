//! A record in one YAML file.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| aims_report_fuzz::record::one_file("aims.yaml", bytes));
