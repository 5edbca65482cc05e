//! Embeds `templates/`, `fonts/` and the record that `init` begins with: one sorted table of path and bytes for each.
//!
//! `include_dir!` misses files that were added after the last build on stable compilers; a build script that names
//! the folders does not.

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "cargo talks to build scripts in these ways")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo names no manifest folder")?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no output folder")?);
    // Features differ in what they carry, so what they include is in files of its own.
    table(&root, &[("templates", "TEMPLATES"), ("fonts", "FONTS")], &out.join("assets.rs"))?;
    table(&root, &[("samples/minimal", "STARTER")], &out.join("starter.rs"))
}

/// Writes the tables of these folders as Rust.
fn table(root: &Path, folders: &[(&str, &str)], out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut code = String::new();
    for (folder, name) in folders {
        println!("cargo::rerun-if-changed={folder}");
        let mut files = Vec::new();
        collect(&root.join(folder), "", &mut files)?;
        files.sort();
        writeln!(code, "/// Every file under `{folder}/`, sorted by its path there.")?;
        writeln!(code, "pub(crate) static {name}: &[(&str, &[u8])] = &[")?;
        for (path, file) in files {
            writeln!(code, "    ({path:?}, include_bytes!({file:?})),")?;
        }
        writeln!(code, "];")?;
    }
    fs::write(out, code)?;
    Ok(())
}

/// Adds the files under `folder` with paths that always have `/`, so that the table is the same on every system.
fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_str().ok_or_else(|| io::Error::other(format!("{name:?} is not UTF-8")))?;
        // Editors leave files that start with a dot.
        if name.starts_with('.') {
            continue;
        }
        let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &path, files)?;
        } else {
            files.push((path, entry.path()));
        }
    }
    Ok(())
}
