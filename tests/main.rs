//! End-to-end tests, in one binary: linking Typst is slow.

#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "xlsx")]
mod xlsx;
