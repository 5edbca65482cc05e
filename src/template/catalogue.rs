//! The reports there are: those that the program carries, and those of a folder laid over them.

use std::collections::BTreeMap;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::{Declaration, Template};
use crate::assets;
use crate::diagnostic::{Code, Failure, Finding, Place, nearest};

/// What every report shares; an overlay may replace single files of it.
const KIT: &str = "_kit";

/// Largest overlay file, in bytes: a font or a logo is far smaller.
const LARGEST: u64 = 32 * 1024 * 1024;

/// Every file of every report, by path below `templates/`.
#[derive(Debug, Clone)]
pub struct Catalogue {
    files: BTreeMap<String, Vec<u8>>,
}

impl Catalogue {
    /// The reports that the program carries.
    pub fn embedded() -> Self {
        let reports = assets::reports().into_iter().chain([KIT]);
        let files = reports.flat_map(assets::templates).map(|(path, bytes)| (path.to_owned(), bytes.to_vec()));
        Self { files: files.collect() }
    }

    /// Lays a folder over the reports: each of its files adds or replaces the one of the same path.
    ///
    /// # Errors
    /// A folder that can't be read, a symbolic link, or a file that is too large.
    pub fn overlay(&mut self, folder: &Path) -> Result<(), Failure> {
        self.add(folder, "", 0)
    }

    fn add(&mut self, folder: &Path, prefix: &str, depth: usize) -> Result<(), Failure> {
        let unreadable = |path: &Path, error: &std::io::Error| {
            Finding::new(Code::Unreadable, format!("`{}` can't be read: {error}", path.display()))
                .help("--templates names a folder with one folder per report")
        };
        if depth > 8 {
            return Err(Finding::new(Code::Limit, format!("`{}` is nested too deeply", folder.display())).into());
        }
        let listing = std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
        for entry in listing {
            let entry = entry.map_err(|error| unreadable(folder, &error))?;
            let path = entry.path();
            let Ok(name) = entry.file_name().into_string() else {
                return Err(Finding::new(Code::Template, format!("`{}` is not named in UTF-8", path.display())).into());
            };
            if name.starts_with('.') {
                continue;
            }
            let inner = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
            let kind = entry.metadata().map_err(|error| unreadable(&path, &error))?;
            if kind.is_symlink() {
                let finding = Finding::new(Code::PathEscape, format!("`{}` is a symbolic link", path.display()));
                return Err(finding.help("put the file itself into the folder").into());
            } else if kind.is_dir() {
                self.add(&path, &inner, depth + 1)?;
            } else if kind.len() > LARGEST {
                let message = format!("`{}` is larger than {} MB", path.display(), LARGEST / (1024 * 1024));
                return Err(Finding::new(Code::Limit, message).into());
            } else if inner.contains('/') {
                let bytes = std::fs::read(&path).map_err(|error| unreadable(&path, &error))?;
                self.files.insert(inner, bytes);
            } else if inner != "README.md" {
                let finding = Finding::new(Code::Template, format!("`{inner}` lies beside the reports' folders"));
                return Err(finding.help("put it into the folder of a report, or into `_kit`").into());
            }
        }
        Ok(())
    }

    /// The names of the reports, sorted.
    pub fn ids(&self) -> Vec<&str> {
        self.files.keys().filter_map(|path| path.strip_suffix("/template.toml")).filter(|id| *id != KIT).collect()
    }

    /// The report of this name, with the kit.
    ///
    /// # Errors
    /// No such report, or a declaration that can't be read.
    pub fn get(&self, id: &str) -> Result<Template, Failure> {
        let declaration_file = format!("{id}/template.toml");
        let Some(declaration) = self.files.get(&declaration_file) else {
            let finding = Finding::new(Code::UnknownReport, format!("there is no report `{id}`"));
            let help = match nearest(id, self.ids()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the reports are {}", self.ids().join(", ")),
            };
            return Err(finding.help(help).into());
        };
        let declaration = declare(&declaration_file, declaration)?;
        let own = format!("{id}/");
        let kit = format!("{KIT}/");
        let files: Vec<_> = self
            .files
            .iter()
            .filter(|(path, _)| path.starts_with(&own) || path.starts_with(&kit))
            .map(|(path, bytes)| (path.clone(), bytes.clone()))
            .collect();
        let digest = digest(&files);
        Ok(Template { id: id.to_owned(), declaration, files, digest })
    }
}

fn declare(file: &str, bytes: &[u8]) -> Result<Declaration, Failure> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Finding::new(Code::Template, format!("the declaration is not UTF-8: {error}")).at(Place::file(file))
    })?;
    toml::from_str(text).map_err(|error| {
        let place = error.span().map_or_else(|| Place::file(file), |span| place(file, text, span.start, span.len()));
        let message = error.message().lines().next().unwrap_or("the declaration can't be read").to_owned();
        Finding::new(Code::Template, message).at(place).into()
    })
}

fn place(file: &str, text: &str, start: usize, length: usize) -> Place {
    let before = &text[..start];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let narrow = |number: usize| u32::try_from(number).ok();
    Place {
        file: file.to_owned(),
        line: narrow(before.matches('\n').count() + 1),
        column: narrow(text[line_start..start].chars().count() + 1),
        length: narrow(length).unwrap_or(1),
        source: text[line_start..].lines().next().map(str::to_owned),
    }
}

fn digest(files: &[(String, Vec<u8>)]) -> String {
    let mut hash = Sha256::new();
    for (path, bytes) in files {
        // Lengths first, so that no two different lists of files hash alike.
        hash.update((path.len() as u64).to_be_bytes());
        hash.update(path);
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
