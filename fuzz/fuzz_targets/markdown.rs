//! A register in a Markdown table.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| aims_report_fuzz::record::register("md", bytes));
