//! End-to-end tests, in one binary: linking Typst is slow.

#[cfg(feature = "ingest")]
mod approve;
#[cfg(feature = "ingest")]
mod checks;
#[cfg(feature = "report")]
mod documents;
#[cfg(feature = "report")]
mod errors;
#[cfg(feature = "ingest")]
mod findings;
#[cfg(feature = "ingest")]
mod flawed;
#[cfg(feature = "ingest")]
mod formats;
#[cfg(feature = "report")]
mod hostile;
#[cfg(feature = "ingest")]
mod init;
mod judges;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "report")]
mod readme;
#[cfg(feature = "report")]
mod reports {
    mod added;
    mod all;
    mod canaries;
    mod focus;
    mod internal_audit;
    mod leaks;
    mod management_review;
    mod requirements;
}
#[cfg(feature = "report")]
mod same_bytes;
#[cfg(feature = "ingest")]
mod sample;
#[cfg(feature = "report")]
mod schema;
mod seal;
#[cfg(feature = "report")]
mod structure;
mod support {
    #[cfg(feature = "ingest")]
    pub(crate) mod case;
    pub(crate) mod judges;
    pub(crate) mod pdf;
    pub(crate) mod program;
    #[cfg(feature = "ingest")]
    pub(crate) mod yaml;
}
#[cfg(any(feature = "pdf", feature = "xlsx"))]
mod templates;
#[cfg(feature = "ingest")]
mod todo;
#[cfg(feature = "ingest")]
mod trace;
#[cfg(feature = "xlsx")]
mod xlsx;
