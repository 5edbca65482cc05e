//! Registers: tables that become collections, by the configuration or by the names of their files and heads.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use super::node::{Mark, Node, Value};
use super::place::{self, Places};
use super::table::{self, map};
use super::{Fault, Format, Source, limits};
use crate::config::At;
use crate::config::ingest::Mapping;
use crate::diagnostic::{Code, Finding, Place};
use crate::record::Kind;

/// A register, read and mapped; its marks name its own source.
#[derive(Debug)]
pub(super) struct Register {
    pub(super) mapping: Mapping,
    pub(super) rows: Vec<map::Row>,
    /// Number of its source.
    pub(super) source: usize,
}

/// The files in the record that the configuration names.
pub(super) fn named(mappings: &[Mapping]) -> BTreeSet<String> {
    let inside = mappings.iter().filter(|mapping| mapping.root.is_none());
    inside.map(|mapping| mapping.file.value.trim_start_matches("./").to_owned()).collect()
}

/// Reads the registers that the configuration names, and those that are named after collections.
pub(super) fn read(
    root: &Path,
    mappings: &[Mapping],
    found: Vec<(Kind, String)>,
    places: &mut Places,
    findings: &mut Vec<Finding>,
) -> Vec<Register> {
    let mut registers = Vec::new();
    let by_name = found.into_iter().map(|(kind, name)| {
        let place = Place::file(&name);
        Mapping::of(kind, place.clone(), At { value: name, place })
    });
    for (index, mapping) in mappings.iter().enumerate() {
        let others = mappings.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, other)| other);
        let others: Vec<&Mapping> = others.filter(|other| other.same_table(mapping)).collect();
        registers.extend(register(root, mapping.clone(), Some(&others), places, findings));
    }
    for mapping in by_name {
        registers.extend(register(root, mapping, None, places, findings));
    }
    registers
}

fn register(
    root: &Path,
    mapping: Mapping,
    others: Option<&[&Mapping]>,
    places: &mut Places,
    findings: &mut Vec<Finding>,
) -> Option<Register> {
    let (name, path) = match locate(root, &mapping) {
        Ok((name, path, note)) => {
            // Several tables of one file are one note.
            findings.extend(note.filter(|note| !findings.contains(note)));
            (name, path)
        }
        Err(finding) => {
            findings.push(finding);
            return None;
        }
    };
    let reading = load(&path, &mapping.file).and_then(|bytes| {
        table::read(&name, bytes, &mapping).map_err(|fault| {
            let mut finding =
                Finding::new(fault.code, format!("{name}: {}", fault.message)).at(mapping.file.place.clone());
            if fault.mark.line > 0 {
                finding.place = Some(Place { line: Some(fault.mark.line), ..Place::file(&name) });
                finding.message = fault.message;
            }
            finding.help = fault.help;
            finding
        })
    });
    let reading = match reading {
        Ok(reading) => reading,
        Err(finding) => {
            findings.push(finding);
            return None;
        }
    };
    let mapped = map::apply(&mapping, &reading.table, others);
    let source = Source { sheet: reading.sheet, ..Source::new(name, reading.text, Format::Table) };
    let told = |fault: Fault| {
        let mut finding = Finding::new(fault.code, fault.message).at(place::at(&source, fault.mark));
        finding.help = fault.help;
        finding
    };
    findings.extend(reading.faults.into_iter().chain(mapped.faults).map(told));
    findings.extend(mapped.findings);
    let source = places.add_source(source, None);
    let mut rows = mapped.rows;
    for row in &mut rows {
        stamp(&mut row.node, source);
    }
    Some(Register { mapping, rows, source })
}

/// Writes the number of its source into each mark.
fn stamp(node: &mut Node, source: usize) {
    let set = |mark: &mut Mark| mark.source = u32::try_from(source + 1).unwrap_or(u32::MAX);
    set(&mut node.mark);
    match &mut node.value {
        Value::List(entries) => entries.iter_mut().for_each(|entry| stamp(entry, source)),
        Value::Map(fields) => {
            for (key, value) in fields {
                set(&mut key.mark);
                stamp(value, source);
            }
        }
        _ => {}
    }
}

/// The name for messages, the path, and what must be said about it.
fn locate(root: &Path, mapping: &Mapping) -> Result<(String, PathBuf, Option<Finding>), Finding> {
    let file = &mapping.file;
    let refuse = |code, message: String, help: &str| Finding::new(code, message).at(file.place.clone()).help(help);
    if mapping.outside {
        let path = root.join(mapping.root.as_deref().unwrap_or("")).join(&file.value);
        let path = fs::canonicalize(&path).map_err(|error| {
            let message = format!("the register `{}` can't be read: {error}", path.display());
            refuse(Code::Unreadable, message, "correct `file` or `root`, which are relative to the record")
        })?;
        // Named as it was configured: where the record lies on a machine is nobody's business.
        let shown = match &mapping.root {
            Some(outer) => format!("{}/{}", outer.trim_end_matches('/'), file.value),
            None => file.value.clone(),
        };
        if fs::canonicalize(root).is_ok_and(|record| path.starts_with(record)) {
            return Ok((shown, path, None));
        }
        // Many registers below one root are one thing to know.
        let known = mapping.root.clone().unwrap_or_else(|| shown.clone());
        let message = format!("`{known}` lies outside the record, and is read because `outside = true` says so");
        let help =
            "a pack holds what was read of it, and not the file itself; keep a copy in the record if that matters";
        let note = Finding::new(Code::OutsideRecord, message).at(Place::file(crate::config::FILE)).help(help);
        return Ok((shown, path, Some(note)));
    }
    let name = match &mapping.root {
        Some(root) => format!("{}/{}", root.trim_end_matches('/'), file.value),
        None => file.value.trim_start_matches("./").to_owned(),
    };
    let inside = !name.is_empty()
        && !name.contains(['\\', ':', '\0'])
        && Path::new(&name).components().all(|part| matches!(part, Component::Normal(_)));
    if !inside {
        return Err(refuse(
            Code::PathEscape,
            format!("`{name}` leads out of the record"),
            "name a file in the record, relative to it and with `/`; or say `outside = true` beside it if that is meant",
        ));
    }
    let mut path = root.to_owned();
    for part in Path::new(&name).components() {
        path.push(part);
        let kind = fs::symlink_metadata(&path).map_err(|error| {
            refuse(
                Code::Unreadable,
                format!("the register `{name}` can't be read: {error}"),
                "correct `file` in aims-report.toml",
            )
        })?;
        if kind.is_symlink() {
            let message = format!("`{name}` is, or lies behind, a symbolic link");
            return Err(refuse(Code::PathEscape, message, "put the file itself into the record"));
        }
    }
    Ok((name, path, None))
}

fn load(path: &Path, file: &At<String>) -> Result<Vec<u8>, Finding> {
    let fault = |code, message: String| Finding::new(code, message).at(file.place.clone());
    // A pipe or a device would keep the reader waiting, or never end.
    if !fs::metadata(path).is_ok_and(|kind| kind.is_file()) {
        return Err(fault(Code::Unreadable, format!("`{}` is no file", file.value)));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|open| open.take(limits::FILE_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| fault(Code::Unreadable, format!("the register `{}` can't be read: {error}", file.value)))?;
    if bytes.len() as u64 > limits::FILE_BYTES {
        let message = format!("the register `{}` is larger than {} MB", file.value, limits::FILE_BYTES / (1024 * 1024));
        return Err(fault(Code::Limit, message).help("split it"));
    }
    Ok(bytes)
}
