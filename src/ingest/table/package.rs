//! The package of a workbook, before it is trusted: how far it unpacks, and what in it is hidden.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::super::node::Mark;
use super::super::{Fault, limits};
use crate::diagnostic::Code;

/// A workbook's parts, unpacked within limits only.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
}

/// Rows and columns that a sheet hides, from 1.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Hidden {
    pub(super) rows: Vec<u32>,
    pub(super) columns: Vec<(u32, u32)>,
}

fn broken(what: impl std::fmt::Display) -> Fault {
    Fault::new(Code::Syntax, Mark::default(), format!("this is not a workbook: {what}"))
        .help("open it in a spreadsheet program and save it as .xlsx, without a password")
}

impl<'b> Package<'b> {
    /// Opens the package, after unpacking every part into nothing once: sizes in an archive's directory can lie.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        let limit = |message: String| Fault::new(Code::Limit, Mark::default(), message);
        if archive.len() > limits::PARTS {
            return Err(limit(format!("the workbook has more than {} parts", limits::PARTS)));
        }
        let mut left = limits::UNPACKED_BYTES;
        for index in 0..archive.len() {
            let part = archive.by_index(index).map_err(broken)?;
            let name = part.name().map(std::borrow::Cow::into_owned).map_err(broken)?;
            let packed = part.compressed_size().max(1);
            let size = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(broken)?;
            if size > left {
                let megabytes = limits::UNPACKED_BYTES / (1024 * 1024);
                return Err(
                    limit(format!("the workbook unpacks to more than {megabytes} MB")).help("split the register")
                );
            }
            if size > limits::SMALL_PART && size / packed > limits::UNPACKED_RATIO {
                let message = format!(
                    "the part `{name}` of the workbook unpacks to {} times its size, as nothing written by people does",
                    size / packed
                );
                return Err(limit(message));
            }
            left -= size;
        }
        Ok(Self { archive })
    }

    fn part(&mut self, name: &str) -> Option<String> {
        let mut text = String::new();
        self.archive.by_name(name).ok()?.take(limits::UNPACKED_BYTES).read_to_string(&mut text).ok()?;
        Some(text)
    }

    /// What the sheet hides.
    pub(super) fn hidden(&mut self, sheet: &str) -> Hidden {
        let mut hidden = Hidden::default();
        let Some(xml) = self.sheet_part(sheet).and_then(|name| self.part(&name)) else { return hidden };
        let mut number = 0_u32;
        each_element(&xml, |element| match element.local_name().as_ref() {
            "row" => {
                number = attribute(element, "r").and_then(|row| row.parse().ok()).unwrap_or(number.saturating_add(1));
                if is_set(element, "hidden") {
                    hidden.rows.push(number);
                }
            }
            "col" if is_set(element, "hidden") => {
                let bound = |name| attribute(element, name).and_then(|column| column.parse().ok());
                if let (Some(first), Some(last)) = (bound("min"), bound("max")) {
                    hidden.columns.push((first, last));
                }
            }
            _ => {}
        });
        hidden
    }

    /// The part that holds a sheet, by way of the workbook's relationships.
    fn sheet_part(&mut self, sheet: &str) -> Option<String> {
        let mut targets = BTreeMap::new();
        each_element(&self.part("xl/_rels/workbook.xml.rels")?, |element| {
            if let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target")) {
                targets.insert(id, target);
            }
        });
        let mut id = None;
        each_element(&self.part("xl/workbook.xml")?, |element| {
            if element.local_name().as_ref() == "sheet" && attribute(element, "name").as_deref() == Some(sheet) {
                id = attribute(element, "id");
            }
        });
        let target = targets.remove(&id?)?;
        Some(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
    }
}

fn each_element(xml: &str, mut visit: impl FnMut(&BytesStart<'_>)) {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => visit(&element),
            // calamine reads the same part, and reports what is broken in it.
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

fn is_set(element: &BytesStart<'_>, name: &str) -> bool {
    matches!(attribute(element, name).as_deref(), Some("1" | "true"))
}
