//! A pack in a folder, of which one file is replaced.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| aims_report_fuzz::pack::one_file(bytes));
