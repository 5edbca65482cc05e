//! Bytes to text: UTF-8 and UTF-16 by their first bytes, anything else only where the configuration says so.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::super::Fault;
use super::super::node::Mark;
use crate::config::ingest::Encoding;
use crate::diagnostic::Code;

/// Decodes a file.
///
/// # Errors
/// Bytes that the encoding does not have: nothing is replaced.
pub(super) fn decode(bytes: &[u8], stated: Option<Encoding>) -> Result<String, Fault> {
    let marked = encoding_rs::Encoding::for_bom(bytes);
    let encoding = match (marked, stated) {
        (Some((encoding, _)), _) => encoding,
        (None, None | Some(Encoding::Utf8)) => UTF_8,
        (None, Some(Encoding::Utf16Le)) => UTF_16LE,
        (None, Some(Encoding::Utf16Be)) => UTF_16BE,
        (None, Some(Encoding::Windows1252)) => WINDOWS_1252,
    };
    let body = marked.map_or(bytes, |(_, length)| &bytes[length..]);
    match encoding.decode_without_bom_handling_and_without_replacement(body) {
        Some(text) => Ok(text.into_owned()),
        None => {
            let good = std::str::from_utf8(body).map_or_else(|error| error.valid_up_to(), str::len);
            let line =
                if encoding == UTF_8 { 1 + body[..good].iter().filter(|byte| **byte == b'\n').count() } else { 1 };
            let mark = Mark { line: u32::try_from(line).unwrap_or(u32::MAX), column: 1, length: 1, source: 0 };
            let fault = Fault::new(Code::Syntax, mark, format!("the text is not {}", encoding.name()));
            Err(fault.help("save the file as UTF-8, or say `encoding = \"windows-1252\"` if that is what it is"))
        }
    }
}
