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

pub mod canonical;
pub mod cli;
pub mod diagnostic;
pub mod pack;
#[cfg(feature = "ingest")]
pub mod record;
pub mod seal;
pub mod verify;
