//! Limits that keep a hostile record from exhausting its reader. Each is far above any real register.

/// Largest file, in bytes.
pub(crate) const FILE_BYTES: u64 = 256 * 1024 * 1024;
/// Most files in a record.
pub(crate) const FILES: usize = 100_000;
/// Deepest nesting of lists and mappings, and of folders.
pub(crate) const DEPTH: usize = 64;
/// Most values in one file, each repetition by a YAML alias counted.
pub(crate) const NODES: usize = 20_000_000;
/// Most text in one file once its YAML aliases are written out, in bytes.
pub(crate) const TEXT_BYTES: usize = 1024 * 1024 * 1024;
