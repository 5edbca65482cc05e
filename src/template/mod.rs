//! Templates: what a folder under `templates/` holds and declares.
//!
//! A report is a folder: `template.toml` says what it is, whom it is for and what it needs; `report.typ` is the
//! layout; `narrative.en.md` holds the words. `_kit/` holds what reports share. One more report is one more folder.

pub mod brand;
mod catalogue;
pub mod declaration;
pub mod lint;
pub mod profile;
mod section;
pub mod sheet;

use crate::diagnostic::Place;
pub use brand::Brand;
pub use catalogue::Catalogue;
pub use declaration::{About, Declaration, Each, Figure, Redacted, Redaction};
pub use section::Section;

/// A report that can be rendered.
#[derive(Debug, Clone)]
pub struct Template {
    /// Name of the folder.
    pub id: String,
    /// What `template.toml` declares.
    pub declaration: Declaration,
    /// The brand that it is printed in.
    pub brand: Brand,
    /// The report's files and the kit's, by path below `templates/`.
    pub files: Vec<(String, Vec<u8>)>,
    /// SHA-256 over the paths and bytes of the files, in lower-case hex.
    pub digest: String,
}

impl Template {
    /// Path of the layout, below `templates/`.
    pub fn main(&self) -> String {
        format!("{}/report.typ", self.id)
    }

    /// Path of the declaration, for messages.
    pub fn declaration_file(&self) -> String {
        format!("{}/template.toml", self.id)
    }

    /// The words in one language: the path of the file and its text.
    pub fn narrative(&self, language: &str) -> Option<(String, &str)> {
        let path = format!("{}/narrative.{language}.md", self.id);
        let (_, bytes) = self.files.iter().find(|(file, _)| *file == path)?;
        std::str::from_utf8(bytes).ok().map(|text| (path, text))
    }

    /// The place in the declaration where a text stands in quotes first.
    pub fn place_of(&self, quoted: &str) -> Place {
        let file = self.declaration_file();
        let text = self.text(&file).unwrap_or_default();
        match text.find(&format!("\"{quoted}\"")) {
            Some(start) => catalogue::place(&file, text, start, quoted.chars().count() + 2),
            None => Place::file(file),
        }
    }

    /// A file of the report or the kit, as text.
    pub fn text(&self, path: &str) -> Option<&str> {
        let (_, bytes) = self.files.iter().find(|(file, _)| file == path)?;
        std::str::from_utf8(bytes).ok()
    }
}
