//! A register in a workbook: a whole one, or its parts.
#![no_main]

use aims_report_fuzz::{record, workbook};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    record::register("xlsx", &[&[*first], workbook::of(rest).as_slice()].concat());
});
