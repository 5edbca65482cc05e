//! The reports there are: those that the program carries, and those of a folder laid over them.

use std::collections::BTreeMap;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::{Brand, Declaration, Template};
use crate::assets;
use crate::diagnostic::{Code, Failure, Finding, Place, nearest, reason};

/// What every report shares; an overlay may replace single files of it.
const KIT: &str = "_kit";

/// What an overlay is.
const OVERLAY: &str = "--templates names a folder that holds a folder for each report that it adds or changes";

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
        let before = self.files.clone();
        if !folder.is_dir() {
            let what = if folder.exists() { "is a file, and not a folder" } else { "is not there" };
            let finding = Finding::new(Code::Unreadable, format!("`{}` {what}", folder.display()));
            return Err(finding.help(OVERLAY).into());
        }
        self.add(folder, "", 0)?;
        if self.files == before {
            let message = format!("nothing in `{}` changes or adds a report", folder.display());
            return Err(Finding::new(Code::Template, message).help(OVERLAY).into());
        }
        self.without_effect(&before)
    }

    /// Files of an overlay that no report would ever read.
    fn without_effect(&self, before: &BTreeMap<String, Vec<u8>>) -> Result<(), Failure> {
        let mut findings = Vec::new();
        for path in self.files.keys().filter(|path| !before.contains_key(*path)) {
            let (id, file) = path.split_once('/').unwrap_or((path, ""));
            if id == KIT {
                continue;
            }
            if !self.files.contains_key(&format!("{id}/template.toml")) {
                let message = format!("`{path}` belongs to no report: `{id}` has no `template.toml`");
                let help = nearest(id, self.ids()).map_or_else(
                    || "add the declaration, or put the file into the folder of the report that it is for".to_owned(),
                    |near| format!("did you mean `{near}/{file}`?"),
                );
                findings.push(Finding::new(Code::Template, message).at(Place::file(path)).help(help));
            } else if file.ends_with(".md") && file != "README.md" && !file.starts_with("narrative.") {
                let finding = Finding::new(Code::Template, format!("no report reads `{path}`"));
                findings.push(finding.at(Place::file(path)).help("the words of a report are in `narrative.en.md`"));
            }
        }
        if findings.is_empty() { Ok(()) } else { Err(Failure(findings)) }
    }

    fn add(&mut self, folder: &Path, prefix: &str, depth: usize) -> Result<(), Failure> {
        let unreadable = |path: &Path, error: &std::io::Error| {
            Finding::new(Code::Unreadable, format!("`{}` can't be read: {}", path.display(), reason(error)))
                .help(OVERLAY)
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
            if depth == 0 && name != KIT && name.contains(|c: char| !c.is_ascii_alphanumeric() && !"-_.".contains(c)) {
                // The folder's name becomes that of documents, and is printed.
                let finding = Finding::new(Code::Template, format!("`{name}` can't be the name of a report"));
                return Err(finding.help("name the folder with letters, digits and `-`").into());
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
        let declaration: Declaration = toml(&declaration_file, declaration)?;
        self.readable(id)?;
        let own = format!("{id}/");
        let kit = format!("{KIT}/");
        let files: Vec<_> = self
            .files
            .iter()
            .filter(|(path, _)| path.starts_with(&own) || path.starts_with(&kit))
            .map(|(path, bytes)| (path.clone(), bytes.clone()))
            .collect();
        let digest = digest(&files);
        let brand = Brand::of(&files)?;
        Ok(Template { id: id.to_owned(), declaration, brand, files, digest })
    }
}

impl Catalogue {
    /// Words and layouts are text.
    fn readable(&self, id: &str) -> Result<(), Failure> {
        let of_report = self.files.iter().filter(|(path, _)| path.starts_with(&format!("{id}/")));
        for (path, bytes) in of_report.filter(|(path, _)| path.ends_with(".md") || path.ends_with(".typ")) {
            if let Err(error) = std::str::from_utf8(bytes) {
                let line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
                let place = Place { line: u32::try_from(line).ok(), ..Place::file(path) };
                let finding = Finding::new(Code::Template, "the text is not UTF-8 from this line on").at(place);
                return Err(finding.help("save the file as UTF-8").into());
            }
        }
        Ok(())
    }
}

/// Reads a declaration in TOML, with a finding that has its place where it is none.
pub(super) fn toml<T: serde::de::DeserializeOwned>(file: &str, bytes: &[u8]) -> Result<T, Failure> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
        let place = Place { line: u32::try_from(line).ok(), ..Place::file(file) };
        Finding::new(Code::Template, "the text is not UTF-8 from this line on").at(place).help("save the file as UTF-8")
    })?;
    ::toml::from_str(text).map_err(|error| {
        let place = error.span().map_or_else(|| Place::file(file), |span| place(file, text, span.start, span.len()));
        let (message, help) = plain(error.message().lines().next().unwrap_or_default());
        Finding::new(Code::Template, message).at(place).help(help).into()
    })
}

/// What is wrong with a declaration, in the words of its writer, and what to do.
fn plain(message: &str) -> (String, String) {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let words = |from: usize| quoted.iter().skip(from).map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    match quoted.first() {
        Some(key) if message.starts_with("unknown field") => {
            let near = nearest(key, quoted.iter().skip(1).copied());
            let near = near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
            (format!("`{key}` is no key that is known here"), format!("{near}the keys are {}", words(1)))
        }
        Some(word) if message.starts_with("unknown variant") => {
            let near = nearest(word, quoted.iter().skip(1).copied());
            let near = near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
            (format!("`{word}` is not one of the words of this key"), format!("{near}the words are {}", words(1)))
        }
        Some(key) if message.starts_with("missing field") => {
            (format!("the key `{key}` is missing"), format!("add `{key} = …`"))
        }
        _ => match message.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected ")) {
            Some((found, wanted)) => {
                let wanted = match wanted {
                    "a sequence" => "a list, as `[\"…\"]`,",
                    "a map" => "a table",
                    other => other,
                };
                (
                    format!("{wanted} is wanted here, and this is {found}"),
                    "TOML writes text as `\"…\"`, lists as `[…]` and tables as `{ key = … }`".to_owned(),
                )
            }
            None => (
                format!("this is not TOML: {message}"),
                "look at quotes, brackets and commas on this line and the one before".to_owned(),
            ),
        },
    }
}

pub(super) fn place(file: &str, text: &str, start: usize, length: usize) -> Place {
    let before = &text[..start];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let narrow = |number: usize| u32::try_from(number).ok();
    Place {
        file: file.to_owned(),
        line: narrow(before.matches('\n').count() + 1),
        column: narrow(text[line_start..start].chars().count() + 1),
        length: narrow(length).unwrap_or(1),
        source: text[line_start..].lines().next().map(str::to_owned),
        skipped: 0,
        ..Place::default()
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
