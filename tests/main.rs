//! End-to-end tests, in one binary: linking Typst is slow.

#[cfg(feature = "pdf")]
mod pdf;
mod seal;
#[cfg(feature = "xlsx")]
mod xlsx;
