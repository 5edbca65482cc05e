//! The one rule for names of files in a pack. Whoever writes a pack and whoever reads one go by it.
//!
//! A name is a relative path with `/`. It must mean the same file on Linux, macOS and Windows, in a shell, in a
//! `SHA256SUMS` line and in an archive; two names must be two files on every one of them. So the rule is the strictest
//! of them all, and a name that breaks it is refused, never mended: a mended name is another name than was signed.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// Longest part between two slashes, in bytes; file systems end at 255 and leave room for a temporary suffix.
const LONGEST_PART: usize = 200;
/// Longest path, in bytes.
const LONGEST_PATH: usize = 1024;
/// Deepest path, in parts.
const DEEPEST: usize = 32;

/// Says why a path can't be a file's name in a pack, as the end of a sentence that begins with the name.
///
/// # Errors
///
/// The reason, such as "leads out of the pack with `..`".
pub fn check(path: &str) -> Result<(), &'static str> {
    if path.is_empty() {
        return Err("is empty");
    }
    if path.len() > LONGEST_PATH {
        return Err("is longer than 1,024 bytes");
    }
    if let Some(reason) = path.chars().find_map(refused_character) {
        return Err(reason);
    }
    if path.starts_with('/') {
        return Err("is absolute");
    }
    if !is_nfc(path) {
        return Err("is not in Unicode form NFC, so that two spellings could look alike");
    }
    if path.split('/').count() > DEEPEST {
        return Err("is deeper than 32 folders");
    }
    path.split('/').try_for_each(check_part)
}

fn refused_character(character: char) -> Option<&'static str> {
    match character {
        '\0' => Some("has a NUL"),
        '\n' | '\r' => Some("has a line break"),
        '\\' => Some("has a backslash, which is a folder on Windows"),
        ':' => Some("has a colon, which is a drive or a stream on Windows"),
        '<' | '>' | '"' | '|' | '?' | '*' => Some("has a character that Windows does not allow"),
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {
            Some("has a character that can't be seen")
        }
        control if control.is_control() => Some("has a control character"),
        _ => None,
    }
}

fn check_part(part: &str) -> Result<(), &'static str> {
    match part {
        "" => return Err("has an empty part between slashes"),
        "." => return Err("has a part `.`"),
        ".." => return Err("leads out of the pack with `..`"),
        _ => {}
    }
    if part.len() > LONGEST_PART {
        return Err("has a part longer than 200 bytes");
    }
    if part.ends_with(['.', ' ']) {
        return Err("has a part that ends in a dot or a space, which Windows drops");
    }
    if part.starts_with(' ') {
        return Err("has a part that starts with a space");
    }
    if is_device(part) {
        return Err("is a device on Windows");
    }
    Ok(())
}

/// `NUL`, `nul.txt` and `COM1 .log` all open a device there. The superscripts are in Microsoft's own list.
fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end().to_uppercase();
    if matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") {
        return true;
    }
    let numbered = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    numbered.is_some_and(|rest| {
        let mut characters = rest.chars();
        matches!((characters.next(), characters.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    })
}

/// Folds a name so that two names which some file system takes for one come out equal.
pub fn fold(path: &str) -> String {
    // Upper before lower: `ß` and `SS`, `ſ` and `s`, the Kelvin sign and `k` are one to some file system.
    let composed: String = path.nfc().collect();
    composed.to_uppercase().to_lowercase().nfc().collect()
}

/// Names seen so far, to find two that some file system takes for one.
#[derive(Debug, Default)]
pub struct Names {
    /// Folded path of every file and of every folder above one -> its spelling, and whether it is a file.
    seen: BTreeMap<String, (String, bool)>,
}

impl Names {
    /// Adds a file's name.
    ///
    /// # Errors
    ///
    /// The earlier name that it collides with: the same file, the same but for case or composition, a file where
    /// this one needs a folder, or a folder spelled differently.
    pub fn add(&mut self, path: &str) -> Result<(), String> {
        for (slash, _) in path.match_indices('/') {
            let folder = &path[..slash];
            match self.seen.entry(fold(folder)) {
                Entry::Vacant(vacant) => {
                    vacant.insert((folder.to_owned(), false));
                }
                Entry::Occupied(there) if there.get().0 == folder && !there.get().1 => {}
                Entry::Occupied(there) => return Err(there.get().0.clone()),
            }
        }
        match self.seen.entry(fold(path)) {
            Entry::Vacant(vacant) => {
                vacant.insert((path.to_owned(), true));
                Ok(())
            }
            Entry::Occupied(there) => Err(there.get().0.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_some_system_would_read_differently() {
        let refused = [
            "",
            "/etc/passwd",
            "../x",
            "a/../b",
            "a/./b",
            "a//b",
            "a/",
            "C:/x",
            "c:x",
            "//host/share/x",
            "\\\\host\\x",
            "a\\b",
            "a\0b",
            "a\nb",
            "a\rb",
            "a\tb",
            "a\u{7f}b",
            "a\u{85}b",
            "NUL",
            "nul.txt",
            "docs/Com1.pdf",
            "lpt9",
            "com¹",
            "CONIN$",
            "aux .txt",
            "a.",
            "a ",
            " a",
            "docs./a",
            "a*b",
            "a?b",
            "a\u{202e}fdp.exe",
            "a\u{200b}b",
            "e\u{301}",
        ];
        for name in refused {
            assert!(check(name).is_err(), "{name:?} was accepted");
        }
        assert!(check(&"a".repeat(201)).is_err());
        assert!(check(&"a/".repeat(40)).is_err());
    }

    #[test]
    fn accepts_ordinary_names() {
        for name in
            ["record.json", "documents/Erklärung zur Anwendbarkeit.pdf", "évidence/風險.csv", "COM10", "console"]
        {
            assert_eq!(check(name), Ok(()), "{name:?}");
        }
    }

    #[test]
    fn finds_names_that_are_one_file_elsewhere() {
        let collide = [
            ("a", "a"),
            ("A", "a"),
            ("é", "e\u{301}"),
            ("straße", "STRASSE"),
            ("k", "\u{212a}"),
            ("Docs/a", "docs/b"),
            ("a", "a/b"),
            ("a/b", "A"),
        ];
        for (first, second) in collide {
            let mut names = Names::default();
            assert_eq!(names.add(first), Ok(()));
            assert!(names.add(second).is_err(), "{first:?} and {second:?} were both accepted");
        }
        let mut names = Names::default();
        assert_eq!([names.add("a/b"), names.add("a/c"), names.add("ab")], [Ok(()), Ok(()), Ok(())]);
    }
}
