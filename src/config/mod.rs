//! `aims-report.toml` in a record's folder: what an organisation says to the tool about its record.
//!
//! Each section has a file of its own here, which reads it through a `Reader`: every fault is reported with its
//! line, unknown keys with the nearest one that is known. `SECTIONS` lists them.
//!
//! [`ingest`] says how registers that the organisation already keeps (CSV, workbooks, Markdown tables) become
//! collections of the record. [`policy`] says how findings are judged: facts are found first; what the organisation
//! makes of them is applied afterwards, is counted, and is printed.

pub mod ingest;
mod mapping;
pub mod pattern;
pub mod policy;
mod reader;

use std::fs;
use std::io::Read as _;
use std::path::Path;

pub use policy::{Policy, Setting, Waiver};
pub use reader::At;
pub(crate) use reader::Reader;
use toml::de::DeTable;

use crate::diagnostic::{Code, Failure, Finding, Place};

/// Name of the file.
pub const FILE: &str = "aims-report.toml";
/// Largest configuration, in bytes.
const BYTES: u64 = 4 * 1024 * 1024;
/// The sections that are known.
const SECTIONS: &[&str] = &["cadences", "check", "ingest", "levels", "thresholds", "waivers"];

/// What the configuration says.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Registers to read, and how.
    pub ingest: Vec<ingest::Mapping>,
    /// How findings are judged.
    pub policy: Policy,
}

/// Reads the configuration of the record in this folder; the default where it has none.
///
/// # Errors
/// Everything that is wrong with it, each with its place.
pub fn load(root: &Path) -> Result<Config, Failure> {
    let path = root.join(FILE);
    // A link is reported, and not followed, by the reader of the folder.
    if !fs::symlink_metadata(&path).is_ok_and(|kind| kind.is_file()) {
        return Ok(Config::default());
    }
    let failed = |message: String| Failure::from(Finding::new(Code::Configuration, message).at(Place::file(FILE)));
    let mut bytes = Vec::new();
    fs::File::open(&path)
        .and_then(|file| file.take(BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| failed(format!("the configuration can't be read: {error}")))?;
    if bytes.len() as u64 > BYTES {
        return Err(failed(format!("the configuration is larger than {} MB", BYTES / (1024 * 1024))));
    }
    let text = String::from_utf8(bytes).map_err(|_| failed("the configuration is not UTF-8".to_owned()))?;
    parse(&text)
}

/// Reads a configuration from its text.
pub(crate) fn parse(text: &str) -> Result<Config, Failure> {
    let mut reader = Reader::new(text);
    let mut config = Config::default();
    match DeTable::parse(text) {
        Err(error) => {
            let message = format!("this is not TOML: {}", error.message().lines().next().unwrap_or_default());
            reader.fault(error.span().unwrap_or_default(), message, None);
        }
        Ok(root) => {
            for (key, value) in root.get_ref() {
                match key.get_ref().as_ref() {
                    "ingest" => config.ingest = ingest::read(value, &mut reader),
                    "cadences" => config.policy.read_cadences(value, &mut reader),
                    "check" => config.policy.read_check(value, &mut reader),
                    "levels" => config.policy.read_levels(value, &mut reader),
                    "thresholds" => config.policy.read_thresholds(value, &mut reader),
                    "waivers" => config.policy.read_waivers(value, &mut reader),
                    _ => reader.unknown(key, "the configuration", SECTIONS),
                }
            }
        }
    }
    reader.finish(config)
}
