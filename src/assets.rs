//! The templates and fonts that the program carries, embedded by the build script.

#![allow(dead_code, reason = "fonts are read by `pdf` alone, which is a feature")]

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Lists the files under one folder of `templates/`, such as `_kit`, with paths relative to `templates/`.
pub fn templates(folder: &str) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    TEMPLATES.iter().copied().filter(move |(path, _)| path.split_once('/').is_some_and(|(first, _)| first == folder))
}

/// Lists the embedded report folders, sorted, without those that start with `_`.
pub fn reports() -> Vec<&'static str> {
    let mut names: Vec<_> = TEMPLATES
        .iter()
        .filter_map(|(path, _)| path.split_once('/').map(|(folder, _)| folder))
        .filter(|folder| !folder.starts_with('_'))
        .collect();
    names.dedup();
    names
}

/// Lists the embedded font files and their licences, with paths relative to `fonts/`.
pub fn fonts() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    FONTS.iter().copied()
}
