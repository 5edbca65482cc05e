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
/// Largest workbook once unpacked, in bytes.
pub(crate) const UNPACKED_BYTES: u64 = 512 * 1024 * 1024;
/// Most that a part of a workbook may grow when it is unpacked; parts below [`SMALL_PART`] are not counted.
pub(crate) const UNPACKED_RATIO: u64 = 250;
/// Size, unpacked, from which a part's growth counts.
pub(crate) const SMALL_PART: u64 = 16 * 1024 * 1024;
/// Most parts of a workbook.
pub(crate) const PARTS: usize = 10_000;
/// Widest sheet that is read, in columns.
pub(crate) const COLUMNS: u32 = 2_000;
/// Most cells that merged cells cover.
pub(crate) const MERGED: usize = 1_000_000;
