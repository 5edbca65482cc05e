//! Templates: what a folder under `templates/` declares.

#[cfg(feature = "xlsx")]
pub mod sheet;
