//! End-to-end tests, in one binary: linking Typst is slow.

#[cfg(feature = "xlsx")]
mod xlsx;
