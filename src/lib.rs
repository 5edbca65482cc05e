//! Turns the record of an AI management system (ISO/IEC 42001) into sealed documents.
//!
//! One direction, one module per stage:
//!
//! ```text
//! ingest -> record -> check -> view -> narrative -> pdf | xlsx | json -> pack -> seal        verify
//! ```
//!
//! A stage takes the value that the stage before it made, and nothing else. Stages never print, never read the
//! clock or the environment, and report in [`diagnostic::Finding`]s. [`verify`] shares only the formats of [`seal`]:
//! with `--no-default-features` the crate is a small verifier without a typesetter.

#[cfg(any(feature = "pdf", feature = "xlsx"))]
pub mod assets;
pub mod canonical;
#[cfg(feature = "ingest")]
pub mod check;
pub mod cli;
pub mod diagnostic;
#[cfg(feature = "report")]
pub mod document;
#[cfg(any(feature = "pdf", feature = "xlsx"))]
pub mod expression;
#[cfg(feature = "ingest")]
pub mod ingest;
#[cfg(feature = "narrative")]
pub mod narrative;
pub mod pack;
#[cfg(feature = "pdf")]
pub mod pdf;
#[cfg(feature = "ingest")]
pub mod record;
pub mod seal;
#[cfg(feature = "ingest")]
pub mod standards;
#[cfg(any(feature = "pdf", feature = "xlsx"))]
pub mod template;
pub mod text;
pub mod verify;
#[cfg(any(feature = "pdf", feature = "xlsx"))]
pub mod view;
#[cfg(feature = "xlsx")]
pub mod xlsx;
