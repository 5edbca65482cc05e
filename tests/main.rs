//! End-to-end tests, in one binary: linking Typst is slow.

mod seal;
