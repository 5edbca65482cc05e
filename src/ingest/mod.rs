//! Reads a record from a folder or from one file, YAML or JSON; and registers from CSV, workbooks and Markdown.
//!
//! A record is a folder: `aims.yaml` maps collections to their content, every other collection is a file named after
//! it (`risks.yaml`, `controls.json`) or a folder with one item per file. Or it is one file like `aims.yaml`.
//! A register may also be a `.csv` or `.xlsx` file named after its collection, whose heads are the names of fields
//! (`title`, `inherent.likelihood`; a list's entries are divided by `;` or line ends). Any other CSV file, workbook or
//! Markdown table becomes a collection by `aims-report.toml`: see [`crate::config::ingest`].
//! Long texts may lie in `text/*.md` and are named by `{ file: text/NAME.md }`.
//!
//! Reading goes on after a fault: one bad item hides no other. What was found wrong comes back with the record.

mod attach;
mod attached;
mod collect;
mod de;
mod edit;
mod folder;
mod json;
mod limits;
mod lines;
mod node;
mod place;
mod registers;
#[cfg(test)]
mod samples;
mod shape;
mod syntax;
mod table;
mod yaml;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

pub use attached::FileFact;
pub use edit::Edited;
pub use place::Places;
pub use table::survey::{Seen, Survey, Tabular, column_names, survey};

use crate::config::{self, Config, Policy};
use crate::diagnostic::{Code, Failure, Finding, reason};
use crate::record::Record;
use node::{Mark, Node};

/// What was read, and what was found wrong on the way.
#[derive(Debug)]
pub struct Ingested {
    /// The record, without what could not be read.
    pub record: Record,
    /// What was found wrong, unsorted.
    pub findings: Vec<Finding>,
    /// Where each item stands.
    pub places: Places,
    /// Digest and size of each evidence file in the record, by its path.
    pub files: std::collections::BTreeMap<String, FileFact>,
    /// The folder that evidence files lie in.
    pub root: PathBuf,
    /// How the organisation has its findings judged; the default where the record is one file.
    pub policy: Policy,
}

/// A file of the record, read.
#[derive(Debug)]
struct Source {
    /// Path relative to the record, with `/`.
    name: String,
    text: String,
    format: Format,
    /// The sheet, where the file is a workbook.
    sheet: Option<table::Sheet>,
    /// Where its lines begin, once a place is asked for.
    lines: OnceLock<lines::Lines>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Yaml,
    Json,
    /// A register, which has been read into a table already.
    Table,
}

impl Format {
    fn of(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1 {
            "yaml" | "yml" => Some(Self::Yaml),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

impl Source {
    fn new(name: String, text: String, format: Format) -> Self {
        Self { name, text, format, sheet: None, lines: OnceLock::new() }
    }

    /// The line of a place, or the part of a long one around it, and how many characters of it lie before.
    fn excerpt(&self, line: u32, column: u32) -> Option<(String, u32)> {
        self.lines.get_or_init(|| lines::Lines::of(&self.text)).excerpt(&self.text, line, column)
    }

    fn parse(&self) -> Result<Node, Vec<Fault>> {
        match self.format {
            Format::Yaml => yaml::read(&self.text),
            Format::Json => json::read(&self.text),
            Format::Table => Ok(Node::NOTHING),
        }
    }

    /// The tree with places, also where the format's own reader keeps none: JSON is YAML in flow style.
    fn parse_with_marks(&self) -> Option<Node> {
        yaml::read(&self.text).ok()
    }
}

/// Something wrong at a place of a file that is still to be named.
#[derive(Debug)]
struct Fault {
    code: Code,
    mark: Mark,
    message: String,
    help: Option<String>,
}

impl Fault {
    fn new(code: Code, mark: Mark, message: impl Into<String>) -> Self {
        Self { code, mark, message: message.into(), help: None }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn into_finding(self, source: &Source) -> Finding {
        let mut finding = Finding::new(self.code, self.message).at(place::at(source, self.mark));
        finding.help = self.help;
        finding
    }
}

/// Reads the record at `path`.
///
/// # Errors
/// A [`Code::Unreadable`] finding where nothing can be read at all. Everything else is in [`Ingested::findings`].
pub fn read(path: &Path) -> Result<Ingested, Failure> {
    let kind = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    let mut findings = Vec::new();
    let config = if kind.is_dir() { config::load(path)? } else { Config::default() };
    let (root, mut contents) = if kind.is_dir() {
        (path.to_owned(), folder::read(path, &registers::named(&config.ingest), &mut findings)?)
    } else {
        let root = path.parent().unwrap_or(Path::new("")).to_owned();
        (root.clone(), folder::read_single(path, &root, &mut findings)?)
    };
    let mut places = Places::default();
    let tables = std::mem::take(&mut contents.tables);
    let registers = registers::read(&root, &config.ingest, tables, &mut places, &mut findings);
    let collected = collect::collect(contents, registers, places, &mut findings);
    let files = attached::facts(&collected.record, &root, &collected.places, &mut findings);
    Ok(Ingested { record: collected.record, findings, places: collected.places, files, root, policy: config.policy })
}

fn unreadable(path: &Path, error: &std::io::Error) -> Finding {
    let shown = path.display();
    match error.kind() {
        std::io::ErrorKind::NotFound => Finding::new(Code::Unreadable, format!("there is no file or folder `{shown}`"))
            .help("name the folder that holds `aims.yaml`, or one file with the whole record"),
        std::io::ErrorKind::PermissionDenied => {
            Finding::new(Code::Unreadable, format!("reading `{shown}` is not permitted"))
                .help("check the permissions of the file and of its folders")
        }
        _ => Finding::new(Code::Unreadable, format!("`{shown}` can't be read: {}", reason(error)))
            .help("check that it is a file or folder, and that the disk is in order"),
    }
}
