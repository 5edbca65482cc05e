//! What a template can see: its folder, `_kit/`, the brand, the fonts, and the data. All of it is in memory.
//!
//! There is no path check that could be got round: a file that is not in the map does not exist. Packages, the
//! network, the clock and the environment are not there either.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt as _, World};

use super::fonts::Fonts;
use crate::assets;
use crate::diagnostic::{Code, Failure, Finding};

/// The file that holds the data of a document.
pub const DATA: &str = "data.json";

/// Never given inputs: the library's hash is part of every key of Typst's memo.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    // `pdf.header-cell`, which the tables of the kit need for PDF/UA, is behind this feature.
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

/// The files and fonts of one report, parsed. Cheap to share between documents and threads.
pub struct TemplateFiles {
    main: FileId,
    sources: BTreeMap<String, Source>,
    files: BTreeMap<String, Bytes>,
    pub(super) fonts: Arc<Fonts>,
}

impl TemplateFiles {
    /// Takes a report's files and parses its Typst sources. Paths are relative to the templates folder, such as
    /// `REPORT/report.typ`, `_kit/markdown.typ` or `brand/logo.svg`; fonts among them are loaded.
    ///
    /// Paths become ids that are never freed and of which there are 65,536: name files, never make a path from data.
    ///
    /// # Errors
    ///
    /// `Template` where the main file is missing, a path leads out of the folder, or a source is not UTF-8.
    pub fn new(main: &str, files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Self, Failure> {
        let mut sources = BTreeMap::new();
        let mut others = BTreeMap::new();
        let mut fonts = Vec::new();
        for (path, bytes) in files {
            if super::fonts::is_font(&path) {
                fonts.push((path, bytes));
                continue;
            }
            let id = file_id(&path)?;
            if path.ends_with(".typ") {
                let text = String::from_utf8(bytes).map_err(|error| {
                    Finding::new(Code::Template, format!("{path} is not UTF-8: {error}")).help("save it as UTF-8")
                })?;
                sources.insert(key(id).to_owned(), Source::new(id, text));
            } else {
                others.insert(key(id).to_owned(), Bytes::new(bytes));
            }
        }
        let id = file_id(main)?;
        if !sources.contains_key(key(id)) {
            return Err(Finding::new(Code::Template, format!("`{main}` is missing: the report has no layout"))
                .help("add the layout under that name, or leave `pdf` out of --format")
                .into());
        }
        Ok(Self { main: id, sources, files: others, fonts: Fonts::with_brand(&fonts)? })
    }

    /// Takes an embedded report, with the kit.
    ///
    /// # Errors
    ///
    /// `Template` where the program carries no such report.
    pub fn embedded(report: &str) -> Result<Self, Failure> {
        let files = assets::templates(report).chain(assets::templates("_kit"));
        Self::new(&format!("{report}/report.typ"), files.map(|(path, bytes)| (path.to_owned(), bytes.to_vec())))
    }
}

/// A report's files with the data of one document.
pub(super) struct Shelf<'a> {
    template: &'a TemplateFiles,
    data: BTreeMap<String, Bytes>,
    today: Option<Datetime>,
}

impl<'a> Shelf<'a> {
    pub(super) fn new(template: &'a TemplateFiles, today: Option<Datetime>) -> Self {
        Self { template, data: BTreeMap::new(), today }
    }

    /// Adds a file beside the template's own, which it can't replace.
    pub(super) fn add(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), Failure> {
        let id = file_id(path)?;
        if self.template.files.contains_key(key(id)) || self.template.sources.contains_key(key(id)) {
            return Err(Finding::new(
                Code::Template,
                format!("the template has a file named {path}, which is reserved"),
            )
            .help("rename the file")
            .into());
        }
        self.data.insert(key(id).to_owned(), Bytes::new(bytes));
        Ok(())
    }
}

impl World for Shelf<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.template.fonts.book
    }

    fn main(&self) -> FileId {
        self.template.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.template.sources.get(key(id)).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if let Some(bytes) = self.data.get(key(id)).or_else(|| self.template.files.get(key(id))) {
            return Ok(bytes.clone());
        }
        self.template
            .sources
            .get(key(id))
            .map(|source| Bytes::from_string(source.clone()))
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.template.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}

/// The path of a file, which files are kept under: ids have no order.
fn key(id: FileId) -> &'static str {
    let path = id.get();
    match path.root() {
        VirtualRoot::Project => path.vpath().get_without_slash(),
        // No file has an empty name, so nothing of a package is ever found.
        VirtualRoot::Package(_) => "",
    }
}

fn file_id(path: &str) -> Result<FileId, Failure> {
    let path = VirtualPath::new(path).map_err(|error| {
        Finding::new(Code::Template, format!("{path} is no path inside the templates folder: {error:?}"))
            .help("name files with letters, digits, '-', '_' and '.'")
    })?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}
