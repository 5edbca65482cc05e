//! A register in CSV.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| aims_report_fuzz::record::register("csv", bytes));
