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
//!
//! ```no_run
//! # #[cfg(feature = "report")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use aims_report::document::{self, Format};
//! use aims_report::template::Catalogue;
//! use aims_report::view::Request;
//! use aims_report::{check, ingest};
//!
//! let as_of = "2026-09-30".parse()?;
//! let ingested = ingest::read("samples/minimal".as_ref())?;
//! let findings = check::check(&ingested, as_of);
//! assert!(check::blocking(&findings).is_empty());
//!
//! let catalogue = Catalogue::embedded();
//! let template = catalogue.get(catalogue.ids()[0])?;
//! let templates = [template];
//! let request = Request::of("2026-Q3".parse()?);
//! for job in document::jobs(&ingested.record, &templates, &request)? {
//!     let made = document::make(&ingested.record, &findings, &job, &request, &[Format::Pdf])?;
//!     std::fs::write(&made.documents[0].name, &made.documents[0].bytes)?;
//! }
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "report"))]
//! # fn main() {}
//! ```

#[cfg(feature = "ingest")]
pub mod approve;
#[cfg(any(feature = "pdf", feature = "xlsx"))]
pub mod assets;
pub mod canonical;
#[cfg(feature = "ingest")]
pub mod check;
pub mod cli;
#[cfg(feature = "ingest")]
pub mod config;
#[cfg(feature = "ingest")]
pub mod csv;
pub mod diagnostic;
#[cfg(feature = "report")]
pub mod document;
#[cfg(feature = "ingest")]
pub mod explain;
#[cfg(any(feature = "pdf", feature = "xlsx"))]
pub mod expression;
#[cfg(feature = "ingest")]
pub mod ingest;
#[cfg(feature = "ingest")]
pub mod init;
#[cfg(any(feature = "pdf", feature = "xlsx"))]
pub mod leak;
#[cfg(feature = "narrative")]
pub mod narrative;
pub mod pack;
#[cfg(feature = "pdf")]
pub mod pdf;
#[cfg(feature = "ingest")]
pub mod readability;
#[cfg(feature = "ingest")]
pub mod record;
#[cfg(feature = "ingest")]
pub mod sample;
pub mod seal;
#[cfg(feature = "ingest")]
pub mod standards;
#[cfg(any(feature = "pdf", feature = "xlsx"))]
pub mod template;
pub mod text;
#[cfg(feature = "ingest")]
pub mod todo;
#[cfg(feature = "ingest")]
pub mod trace;
pub mod verify;
#[cfg(any(feature = "pdf", feature = "xlsx"))]
pub mod view;
#[cfg(feature = "xlsx")]
pub mod xlsx;
