//! The samples read without a finding.

use std::path::Path;

#[test]
fn samples_read_without_a_finding() {
    for name in ["minimal", "meridian"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name);
        let ingested = super::read(&folder).expect("the sample can be read");
        assert!(ingested.findings.is_empty(), "{name}: {}", crate::diagnostic::human(&ingested.findings));
    }
}
