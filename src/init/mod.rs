//! Begins a record: with an example to write over, or with a register that the organisation keeps already.
//!
//! All or nothing: the folder is made beside its place and moved there when it is whole.

mod columns;
mod fields;
mod plan;
mod propose;
#[cfg(test)]
mod tests;
mod words;
mod write;

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

pub use propose::Proposal;

use crate::config;
use crate::diagnostic::{Code, Failure, Finding, Place, reason};
use crate::record::{Kind, schema};

mod starter {
    //! The record that is begun with, embedded by the build script.

    include!(concat!(env!("OUT_DIR"), "/starter.rs"));
}

/// The configuration that a record begins with: all of it is a comment.
const CONFIG: &str = include_str!("aims-report.toml");
const README: &str = include_str!("README.md");
/// Folder with the schemas for editors. Readers of records pass over what is hidden.
const SCHEMAS: &str = ".schema";

/// Begins a record with the example.
///
/// # Errors
/// A folder that is there and not empty, or can't be written.
pub fn example(target: &Path) -> Result<(), Failure> {
    let staging = Staging::beside(target)?;
    let root = &staging.path;
    for (name, bytes) in starter::STARTER {
        match name.strip_suffix(".yaml") {
            _ if *name == "README.md" => {}
            Some(stem) => put(&root.join(name), &with_schema(root, stem, bytes)?)?,
            None => put(&root.join(name), bytes)?,
        }
    }
    put(&root.join("README.md"), README.as_bytes())?;
    put(&root.join(config::FILE), CONFIG.as_bytes())?;
    staging.commit()
}

/// Begins a record with a register, and proposes how it is read.
///
/// # Errors
/// As [`example`]; and a register that can't be read.
pub fn from_register(target: &Path, register: &Path) -> Result<Proposal, Failure> {
    let shown = register.display();
    let unreadable = |error: io::Error| {
        Finding::new(Code::Unreadable, format!("the register `{shown}` can't be read: {}", reason(&error)))
            .help("give a .xlsx, .csv or .md file that you may read")
    };
    let staging = Staging::beside(target)?;
    // Opening a pipe would wait for ever.
    if !fs::metadata(register).map_err(unreadable)?.is_file() {
        return Err(Finding::new(Code::Unreadable, format!("`{shown}` is no file"))
            .help("give one .xlsx, .csv or .md file")
            .into());
    }
    let bytes = fs::read(register).map_err(unreadable)?;
    let name = register.file_name().unwrap_or_default().to_string_lossy().replace(['\\', ':'], "-");
    let file = format!("registers/{}", name.trim_start_matches('.'));
    let root = &staging.path;
    put(&root.join(&file), &bytes)?;
    let outline = starter::STARTER.iter().find(|(name, _)| *name == "aims.yaml").map(|(_, bytes)| commented(bytes));
    put(&root.join("aims.yaml"), &with_schema(root, "aims", outline.unwrap_or_default().as_bytes())?)?;
    let proposal = propose::propose(root, &file, &bytes)?;
    staging.commit()?;
    Ok(proposal)
}

/// The file with the line by which editors find its schema, which is written too.
fn with_schema(root: &Path, stem: &str, text: &[u8]) -> Result<Vec<u8>, Failure> {
    let (name, schema) = match Kind::from_collection(stem) {
        Some(kind) => (stem, schema::collection(kind)),
        None => ("record", schema::record()),
    };
    let file = format!("{SCHEMAS}/{name}.schema.json");
    put(&root.join(&file), format!("{schema:#}\n").as_bytes())?;
    Ok([format!("# yaml-language-server: $schema={file}\n").as_bytes(), text].concat())
}

/// Makes every line a comment: what the example says is true of nobody else.
fn commented(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let mut out =
        String::from("# Who you are, in outline: take the # off a line, and write your own over the example.\n#\n");
    for line in text.lines() {
        out.push_str(if line.starts_with('#') || line.is_empty() { "" } else { "# " });
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// Writes a new file, and the folders on the way to it.
fn put(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let write = || {
        fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
        let mut file = fs::File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|error| unwritable(path, &error).into())
}

fn unwritable(path: &Path, error: &io::Error) -> Finding {
    Finding::new(Code::Unwritable, format!("`{}` can't be written: {}", path.display(), reason(error)))
        .at(Place::file(path.display().to_string()))
        .help("give a folder that you may write in; nothing was left behind")
}

/// A folder beside the target, removed when dropped before [`Staging::commit`].
struct Staging {
    path: PathBuf,
    target: PathBuf,
}

impl Staging {
    fn beside(target: &Path) -> Result<Self, Failure> {
        match fs::symlink_metadata(target) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(unwritable(target, &error).into()),
            Ok(kind) => {
                let empty = kind.is_dir() && fs::read_dir(target).is_ok_and(|mut entries| entries.next().is_none());
                if !empty {
                    let what = if kind.is_dir() { "is not empty" } else { "is there already, and is no folder" };
                    let message = format!("`{}` {what}; a record is begun in a new folder", target.display());
                    return Err(Finding::new(Code::TargetExists, message)
                        .help("give the name of a folder that is not there yet")
                        .into());
                }
            }
        }
        // `.` has no name, and can't be replaced by a folder that is moved there.
        let Some(name) = target.file_name() else {
            let message = format!("`{}` names no folder that could be made", target.display());
            return Err(Finding::new(Code::Usage, message)
                .help("give the name of a folder that is not there yet")
                .into());
        };
        let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(|error| unwritable(parent, &error))?;
        for attempt in 0_u32..1000 {
            let mut own = std::ffi::OsString::from(".");
            own.push(name);
            own.push(format!(".{}-{attempt}.partial", std::process::id()));
            let path = parent.join(own);
            match fs::create_dir(&path) {
                Ok(()) => return Ok(Self { path, target: target.to_owned() }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(unwritable(parent, &error).into()),
            }
        }
        Err(Finding::new(Code::Unwritable, format!("`{}` is full of folders that were left behind", parent.display()))
            .help("remove those that end in `.partial`")
            .into())
    }

    fn commit(self) -> Result<(), Failure> {
        // An empty folder is in the way of a move on some systems. One that was filled meanwhile stays as it is.
        let _ = fs::remove_dir(&self.target);
        fs::rename(&self.path, &self.target).map_err(|error| unwritable(&self.target, &error).into())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Nothing better can be done where this fails. After a commit there is nothing to remove.
        let _ = fs::remove_dir_all(&self.path);
    }
}
