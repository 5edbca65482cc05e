//! Finds and reads the files of a record, and nothing outside it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read as _;
use std::path::Path;

use super::{Format, Source, limits, unreadable};
use crate::diagnostic::{Code, Failure, Finding, Place, nearest};
use crate::record::Kind;

/// The files of a record, by what they are.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// Files that hold collections: the kind named by the file or its folder, or none for a mapping of collections.
    pub(super) data: Vec<(Option<Kind>, bool, Source)>,
    /// Registers named after collections.
    pub(super) tables: Vec<(Kind, String)>,
    /// Long texts, by path.
    pub(super) texts: BTreeMap<String, String>,
}

/// Reads a record that is a folder. The registers that the configuration names are left to it.
pub(super) fn read(root: &Path, named: &BTreeSet<String>, findings: &mut Vec<Finding>) -> Result<Contents, Failure> {
    let mut contents = Contents::default();
    let mut count = 0;
    for entry in entries(root, "", findings)? {
        let Entry { name, directory } = entry;
        count += 1;
        if named.contains(&name) {
            continue;
        }
        if directory {
            match name.as_str() {
                "text" => read_texts(root, &name, &mut contents, findings, 0)?,
                "evidence" => {}
                _ if named.iter().any(|file| file.starts_with(&format!("{name}/"))) => {
                    only_named(root, &name, named, findings, 0)?;
                }
                _ => match Kind::from_collection(&name) {
                    Some(kind) => {
                        for item in entries(root, &name, findings)? {
                            let path = format!("{name}/{}", item.name);
                            count += 1;
                            match Format::of(&item.name) {
                                Some(format) if !item.directory => {
                                    if let Some(text) = load(root, &path, findings) {
                                        contents.data.push((Some(kind), true, Source::new(path, text, format)));
                                    }
                                }
                                _ if item.directory => {
                                    let message = format!("`{path}` is a folder among the items of `{name}/`");
                                    findings.push(
                                        Finding::new(Code::UnknownCollection, message)
                                            .at(Place::file(&path))
                                            .help(format!("`{name}/` holds one file for each item, and no folders")),
                                    );
                                }
                                _ => findings.push(unknown_file(&path)),
                            }
                        }
                    }
                    None => findings.push(unknown_file(&name)),
                },
            }
        } else if name.ends_with(".schema.json") {
            // For editors: it describes a record and is no part of one.
        } else if let Some(format) = Format::of(&name) {
            let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
            let kind = Kind::from_collection(stem);
            if kind.is_none() && stem != "aims" {
                findings.push(unknown_file(&name));
            } else if let Some(text) = load(root, &name, findings) {
                contents.data.push((kind, false, Source::new(name, text, format)));
            }
        } else if let Some(kind) = register(&name) {
            contents.tables.push((kind, name));
        } else if name == "brand.toml" {
            let message = format!("`{name}` is not read by this version: nothing that it says has any effect");
            findings.push(
                Finding::new(Code::UnusedFile, message)
                    .at(Place::file(&name))
                    .help("take it out, or keep it for a version that reads it"),
            );
        } else if !matches!(name.as_str(), "README.md" | crate::config::FILE) {
            findings.push(unknown_file(&name));
        }
        if count > limits::FILES {
            let message = format!("the record has more than {} files", limits::FILES);
            return Err(Finding::new(Code::Limit, message).at(Place::file(root.display().to_string())).into());
        }
    }
    if contents.data.is_empty() && contents.tables.is_empty() && named.is_empty() && findings.is_empty() {
        return Err(Finding::new(Code::Unreadable, format!("the folder `{}` holds no record", root.display()))
            .help("a record has a file `aims.yaml` and one file per collection, such as `controls.yaml`")
            .into());
    }
    Ok(contents)
}

/// The collection that a register is named after.
fn register(name: &str) -> Option<Kind> {
    let (stem, extension) = name.rsplit_once('.')?;
    matches!(extension, "csv" | "tsv" | "xlsx" | "xlsm").then(|| Kind::from_collection(stem))?
}

/// A folder of registers: what the configuration does not name is no part of the record.
fn only_named(
    root: &Path,
    folder: &str,
    named: &BTreeSet<String>,
    findings: &mut Vec<Finding>,
    depth: usize,
) -> Result<(), Failure> {
    not_too_deep(folder, depth)?;
    for entry in entries(root, folder, findings)? {
        let path = format!("{folder}/{}", entry.name);
        if entry.directory {
            only_named(root, &path, named, findings, depth + 1)?;
        } else if !named.contains(&path) {
            findings.push(unknown_file(&path));
        }
    }
    Ok(())
}

/// Reads a record that is one file; its long texts lie beside it.
pub(super) fn read_single(path: &Path, root: &Path, findings: &mut Vec<Finding>) -> Result<Contents, Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let Some(format) = Format::of(&name) else {
        return Err(Finding::new(
            Code::Unreadable,
            format!("`{}` is neither YAML nor JSON by its name", path.display()),
        )
        .help("a record is a folder, or a file that ends in .yaml, .yml or .json")
        .into());
    };
    let mut contents = Contents::default();
    let before = findings.len();
    match load(root, &name, findings) {
        Some(text) => contents.data.push((None, false, Source::new(name, text, format))),
        None => return Err(Failure(findings.split_off(before))),
    }
    if root.join("text").is_dir() {
        read_texts(root, "text", &mut contents, findings, 0)?;
    }
    Ok(contents)
}

fn not_too_deep(folder: &str, depth: usize) -> Result<(), Finding> {
    if depth < limits::DEPTH {
        return Ok(());
    }
    let message = format!("folders are nested deeper than {} levels", limits::DEPTH);
    Err(Finding::new(Code::Limit, message).at(Place::file(folder)))
}

fn read_texts(
    root: &Path,
    folder: &str,
    contents: &mut Contents,
    findings: &mut Vec<Finding>,
    depth: usize,
) -> Result<(), Failure> {
    not_too_deep(folder, depth)?;
    for entry in entries(root, folder, findings)? {
        let path = format!("{folder}/{}", entry.name);
        if entry.directory {
            read_texts(root, &path, contents, findings, depth + 1)?;
        } else if entry.name.ends_with(".md") {
            if let Some(text) = load(root, &path, findings) {
                contents.texts.insert(path, text);
            }
        } else {
            findings.push(unknown_file(&path));
        }
    }
    Ok(())
}

struct Entry {
    name: String,
    directory: bool,
}

/// Lists a folder, sorted by name. Links are refused, hidden files passed over.
fn entries(root: &Path, inside: &str, findings: &mut Vec<Finding>) -> Result<Vec<Entry>, Failure> {
    let folder = if inside.is_empty() { root.to_owned() } else { root.join(inside) };
    let mut entries = Vec::new();
    for entry in fs::read_dir(&folder).map_err(|error| unreadable(&folder, &error))? {
        let entry = entry.map_err(|error| unreadable(&folder, &error))?;
        let shown = entry.file_name().to_string_lossy().into_owned();
        let shown = if inside.is_empty() { shown } else { format!("{inside}/{shown}") };
        let Ok(name) = entry.file_name().into_string() else {
            let finding = Finding::new(Code::Syntax, format!("the file name `{shown}` is not UTF-8"));
            findings.push(finding.at(Place::file(shown)).help("rename the file"));
            continue;
        };
        if name.starts_with('.') {
            continue;
        }
        let kind = entry.file_type().map_err(|error| unreadable(&entry.path(), &error))?;
        if kind.is_symlink() {
            findings.push(
                Finding::new(Code::PathEscape, format!("`{shown}` is a symbolic link, and a record may hold none"))
                    .at(Place::file(shown))
                    .help("put the file itself into the record"),
            );
        } else {
            entries.push(Entry { name, directory: kind.is_dir() });
        }
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(entries)
}

/// Reads a text file of the record; what keeps it from being read becomes a finding.
fn load(root: &Path, name: &str, findings: &mut Vec<Finding>) -> Option<String> {
    let path = root.join(name);
    let mut bytes = Vec::new();
    let read = fs::File::open(&path).and_then(|file| file.take(limits::FILE_BYTES + 1).read_to_end(&mut bytes));
    if let Err(error) = read {
        findings.push(unreadable(&path, &error));
        return None;
    }
    if bytes.len() as u64 > limits::FILE_BYTES {
        let message = format!("the file is larger than {} MB", limits::FILE_BYTES / (1024 * 1024));
        findings
            .push(Finding::new(Code::Limit, message).at(Place::file(name)).help("split the collection into a folder"));
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = 1 + good.iter().filter(|byte| **byte == b'\n').count();
            let start = good.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
            let column = 1 + String::from_utf8_lossy(&good[start..]).chars().count();
            let rest = error.as_bytes()[start..].split(|byte| *byte == b'\n').next().unwrap_or_default();
            let place = Place {
                sheet: None,
                file: name.to_owned(),
                line: u32::try_from(line).ok(),
                column: u32::try_from(column).ok(),
                length: 1,
                source: Some(String::from_utf8_lossy(rest).trim_end().to_owned()),
                skipped: 0,
            };
            let finding = Finding::new(Code::Syntax, "the text is not UTF-8 from here on").at(place);
            findings.push(finding.help("save the file as UTF-8; it is perhaps Windows-1252 or Latin-1"));
            None
        }
    }
}

fn unknown_file(name: &str) -> Finding {
    let last = name.rsplit_once('/').map_or(name, |(_, last)| last);
    let stem = last.split_once('.').map_or(last, |(stem, _)| stem);
    let finding =
        Finding::new(Code::UnknownCollection, format!("`{name}` is no part of a record that this tool knows"))
            .at(Place::file(name));
    let ending = last.strip_prefix(stem).unwrap_or_default();
    match nearest(stem, Kind::ALL.iter().map(|kind| kind.collection())) {
        Some(near) if near != stem => finding.help(format!("did you mean `{near}{ending}`?")),
        Some(near) if !ending.is_empty() => finding.help(format!(
            "collections are read from `{near}.yaml`, `.json`, `.csv` or `.xlsx`, others by aims-report.toml"
        )),
        _ => finding.help("data lies in files named after collections, long texts in `text/`, evidence in `evidence/`"),
    }
}
