//! Limits that keep a hostile record from exhausting its reader. Each is far above any real register.

/// Largest file, in bytes.
pub(crate) const FILE_BYTES: u64 = 256 * 1024 * 1024;
/// Most files in a record.
pub(crate) const FILES: usize = 100_000;
/// Deepest nesting of lists and mappings, and of folders.
pub(crate) const DEPTH: usize = 64;
/// Most values in one file.
pub(crate) const NODES: usize = 20_000_000;
/// Most values that the YAML aliases of one file repeat: a few lines can ask for billions.
pub(crate) const REPEATED_NODES: usize = 1_000_000;
/// Most text that the YAML aliases of one file repeat, in bytes.
pub(crate) const REPEATED_BYTES: usize = 64 * 1024 * 1024;
