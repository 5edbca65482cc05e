//! End-to-end tests, in one binary: linking Typst is slow.

#[cfg(feature = "report")]
mod errors;
#[cfg(feature = "report")]
mod hostile;
mod judges;
#[cfg(feature = "pdf")]
mod pdf;
mod seal;
mod support {
    pub(crate) mod judges;
}
#[cfg(feature = "xlsx")]
mod xlsx;
