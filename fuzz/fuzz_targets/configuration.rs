//! `aims-report.toml`, and a record that is judged by it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| aims_report_fuzz::record::configuration(bytes));
