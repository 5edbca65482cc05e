//! The archive of a pack: whole, or the sound one with edits.
#![no_main]

use aims_report_fuzz::pack;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") { pack::archive(bytes) } else { pack::archive(&pack::edited(bytes)) }
});
