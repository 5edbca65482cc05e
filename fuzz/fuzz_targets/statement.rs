//! The in-toto statement: one that is accepted is the one way to write what it says.
#![no_main]

use aims_report::seal::statement;
use aims_report_fuzz::pack::GOOD;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| match statement::parse(bytes, GOOD.sums) {
    Ok(predicate) => assert_eq!(statement::write(&predicate, GOOD.sums).as_bytes(), bytes),
    Err(finding) => aims_report_fuzz::told(&[finding]),
});
