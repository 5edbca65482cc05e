//! What the system's errors mean, without its numbers.

use std::io::{self, ErrorKind};

/// Why a file or folder can't be read or written, in words.
pub(crate) fn reason(error: &io::Error) -> String {
    let words = match error.kind() {
        ErrorKind::NotFound => "it is not there",
        ErrorKind::PermissionDenied => "that is not permitted",
        ErrorKind::AlreadyExists => "something else is there",
        ErrorKind::NotADirectory => "a file stands where a folder should be",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        ErrorKind::InvalidData => "it is not UTF-8 text",
        _ => {
            let full = error.to_string();
            return full.split(" (os error").next().unwrap_or(&full).to_lowercase();
        }
    };
    words.to_owned()
}
