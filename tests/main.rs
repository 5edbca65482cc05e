//! End-to-end tests, in one binary: linking Typst is slow.

mod judges;
#[cfg(feature = "pdf")]
mod pdf;
mod seal;
mod support {
    pub(crate) mod judges;
}
#[cfg(feature = "xlsx")]
mod xlsx;
