//! Every reason to refuse a pack has a test.

use super::*;
use aims_report::diagnostic::Class;

#[test]
fn every_refusal_has_a_test() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/seal");
    let tests: String =
        fs::read_dir(folder).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    let refusals = Code::ALL.iter().filter(|code| code.class() == Class::Refusal);
    let untested: Vec<_> = refusals.filter(|code| !tests.contains(&format!("Code::{code:?}"))).collect();
    assert!(untested.is_empty(), "no test in tests/seal/ names {untested:?}");
}

#[test]
fn every_code_has_a_name_of_its_own() {
    let names: std::collections::BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(names.len(), Code::ALL.len());
}
