//! What the design promises of the code, checked on the code.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use aims_report::diagnostic::Code;

/// Which module may use which. The order is that of the flow: a record goes down the list, and a line names what is
/// above it. A new line that does not is a design to be thought over.
const EDGES: &[(&str, &[&str])] = &[
    // What everyone may use, and what uses nobody.
    ("text", &[]),
    ("readability", &[]),
    ("diagnostic", &[]),
    ("canonical", &[]),
    ("csv", &[]),
    ("assets", &[]),
    ("standards", &[]),
    ("expression", &["diagnostic"]),
    // The flow.
    ("record", &["canonical"]),
    ("config", &["diagnostic", "record", "text"]),
    ("ingest", &["config", "diagnostic", "record"]),
    ("init", &["config", "diagnostic", "ingest", "record"]),
    ("check", &["canonical", "config", "diagnostic", "ingest", "readability", "record", "standards", "text"]),
    ("explain", &["diagnostic", "record", "standards", "text"]),
    ("approve", &["check", "diagnostic", "ingest", "record"]),
    ("sample", &["diagnostic", "record"]),
    ("trace", &["check", "csv", "diagnostic", "ingest", "record", "standards"]),
    ("todo", &["canonical", "check", "csv", "diagnostic", "record", "trace"]),
    ("template", &["assets", "diagnostic", "expression", "record", "standards", "text"]),
    ("view", &["canonical", "check", "diagnostic", "expression", "record", "standards", "template", "text"]),
    ("narrative", &["diagnostic"]),
    ("leak", &["diagnostic", "narrative", "record", "standards"]),
    ("pdf", &["assets", "diagnostic", "narrative"]),
    ("xlsx", &["csv", "diagnostic", "expression", "template", "text"]),
    ("pack", &["diagnostic"]),
    (
        "document",
        &[
            "canonical",
            "diagnostic",
            "expression",
            "leak",
            "narrative",
            "pack",
            "pdf",
            "record",
            "template",
            "view",
            "xlsx",
        ],
    ),
    ("seal", &["canonical", "diagnostic", "pack"]),
    // Of the formats of the seal alone.
    ("verify", &["canonical", "diagnostic", "pack", "seal"]),
    (
        "cli",
        &[
            "approve",
            "assets",
            "canonical",
            "check",
            "diagnostic",
            "document",
            "explain",
            "ingest",
            "init",
            "pack",
            "record",
            "sample",
            "seal",
            "standards",
            "template",
            "text",
            "todo",
            "trace",
            "verify",
            "view",
        ],
    ),
    ("main", &["cli"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files below a folder with one ending, by their path there.
fn files(folder: &str, ending: &str) -> BTreeMap<String, String> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let (base, mut paths) = (root().join(folder), Vec::new());
    walk(&base, &mut paths);
    let named = paths.into_iter().filter(|path| path.extension().is_some_and(|found| found == ending));
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&base).unwrap().to_str().unwrap().replace('\\', "/");
        (name, fs::read_to_string(path).unwrap())
    };
    let found: BTreeMap<_, _> = named.map(read).collect();
    assert!(found.len() > 3, "only {} files in {folder}", found.len());
    found
}

/// The module that a file of `src/` belongs to.
fn module(file: &str) -> &str {
    file.split('/').next().unwrap().trim_end_matches(".rs")
}

/// Rust without comments and the content of strings.
fn code_alone(source: &str) -> String {
    let mut out = String::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let raw = ["r\"", "r#\"", "r##\""].iter().find(|open| rest.starts_with(**open));
        let end = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(open) = raw.filter(|_| !out.ends_with(|c: char| c.is_alphanumeric() || c == '_')) {
            let close = format!("\"{}", "#".repeat(open.len() - 2));
            open.len() + rest[open.len()..].find(&close).map_or(rest.len() - open.len(), |at| at + close.len())
        } else if first == '"' {
            let mut escaped = false;
            let close = rest[1..].find(|c: char| {
                let closes = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                closes
            });
            close.map_or(rest.len(), |at| at + 2)
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\\"'") {
            rest[1..].find('\'').unwrap() + 2
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        rest = &rest[end..];
    }
    out
}

/// The modules at the root of the crate that a file names.
fn used(file: &str, source: &str) -> BTreeSet<String> {
    let code: String = code_alone(source).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut found = BTreeSet::new();
    // From a module of the first level, `super` is the root; each folder is one more.
    let depth = file.matches('/').count() + usize::from(!file.ends_with("mod.rs") && file.contains('/'));
    let up = format!("{}::", vec!["super"; depth.max(1)].join("::"));
    for (index, prefix) in ["crate::", "aims_report::", up.as_str()].into_iter().enumerate() {
        for (at, _) in code.match_indices(prefix) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || (index == 2 && c == ':')) {
                continue;
            }
            let path = &code[at + prefix.len()..];
            // A module inside the file is one level deeper.
            found.extend(first_segments(path.trim_start_matches("super::")));
        }
    }
    found
}

/// `a::b` gives a; `{a::{b, c}, d}` gives a and d.
fn first_segments(path: &str) -> Vec<String> {
    let name =
        |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let (mut depth, mut start, mut names) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                names.push(name(&group[start..at]));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(name(&group[start..at]));
                start = at + 1;
            }
            _ => {}
        }
    }
    names.into_iter().filter(|name| !name.is_empty()).collect()
}

#[test]
fn modules_use_what_the_table_allows_and_the_table_allows_what_they_use() {
    let allowed: BTreeMap<&str, BTreeSet<String>> =
        EDGES.iter().map(|(from, to)| (*from, to.iter().map(|name| (*name).to_owned()).collect())).collect();
    let mut found: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for (file, source) in files("src", "rs") {
        // They name the modules; one is written by the build script.
        if ["lib.rs", "build.rs"].contains(&file.as_str()) {
            continue;
        }
        let edges = found.entry(module(&file).to_owned()).or_default();
        for target in used(&file, &source) {
            let is_module = allowed.contains_key(target.as_str());
            if is_module && target != module(&file) {
                edges.entry(target).or_insert(file.clone());
            }
        }
    }
    for (from, edges) in &found {
        let table = allowed.get(from.as_str()).unwrap_or_else(|| panic!("`{from}` is not in the table of modules"));
        for (to, file) in edges {
            assert!(table.contains(to), "src/{file}: `{from}` may not use `{to}`");
        }
        for to in table {
            assert!(edges.contains_key(to), "the table lets `{from}` use `{to}`, which it no longer does");
        }
    }
    let above: Vec<&str> = EDGES.iter().map(|(from, _)| *from).collect();
    for (index, (from, to)) in EDGES.iter().enumerate() {
        let forward = to.iter().find(|to| !above[..index].contains(to));
        assert_eq!(
            forward, None,
            "`{from}` uses a module that stands below it in the table: a stage that reaches ahead"
        );
    }
}

#[test]
fn the_search_for_uses_sees_all_ways_to_name_a_module() {
    let source = "//! [`crate::no`]\nuse crate::{a::{self, B}, c};\nuse crate::d;\nfn f() -> crate::e::F { let _ = \"crate::no\"; \
                  super::super::g::h(); super::i() }\nmod t { use super::super::super::k; }";
    let wanted = ["a", "c", "d", "e", "g", "k"].map(str::to_owned);
    assert_eq!(used("stage/file.rs", source), BTreeSet::from(wanted));
}

#[test]
fn no_report_is_named_in_the_code() {
    let templates = root().join("templates");
    let ids: Vec<String> = fs::read_dir(templates)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with('_'))
        .collect();
    assert!(!ids.is_empty());
    for (file, source) in files("src", "rs") {
        for id in &ids {
            for (index, line) in source.lines().enumerate() {
                // A collection or a code may begin with the same words.
                let whole = |at: usize| {
                    let around = [line[..at].chars().next_back(), line[at + id.len()..].chars().next()];
                    around.into_iter().flatten().all(|c| !(c.is_alphanumeric() || c == '-'))
                };
                let named = line.match_indices(id.as_str()).any(|(at, _)| whole(at));
                assert!(!named, "src/{file}:{}: a report needs no Rust, and this names `{id}`", index + 1);
            }
        }
    }
}

#[test]
fn templates_can_not_reach_out() {
    const FORBIDDEN: [&str; 7] =
        ["eval(", "read(", "plugin", "sys.inputs", "datetime.today", "@preview", "#set document(date: auto"];
    /// What opens a file of the sandbox: its path is a text that stands there, never one that data could make.
    const OPENING: [&str; 13] = [
        "import ",
        "include ",
        "image(",
        "json(",
        "csv(",
        "yaml(",
        "toml(",
        "xml(",
        "cbor(",
        "bibliography(",
        "pdf.attach(",
        "bundle(",
        "asset(",
    ];
    for (file, source) in files("templates", "typ") {
        let lines: Vec<&str> = source.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
        for (index, line) in lines.iter().enumerate() {
            for word in FORBIDDEN {
                assert!(!line.contains(word), "templates/{file}:{}: `{word}`", index + 1);
            }
            for word in OPENING {
                for (at, _) in line.match_indices(word) {
                    let before = line[..at].chars().next_back();
                    if before.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_') {
                        continue;
                    }
                    let here = line[at + word.len()..].trim_start();
                    let next =
                        if here.is_empty() { lines.get(index + 1).map_or("", |line| line.trim_start()) } else { here };
                    // In prose a word may stand before anything but code.
                    let is_code =
                        line[..at].trim_end().ends_with(['#', '=', '(', '{', ',']) || line[..at].trim().is_empty();
                    if !is_code || word.ends_with('(') && next.starts_with(')') {
                        continue;
                    }
                    let path = next.strip_prefix('"').and_then(|rest| rest.split_once('"'));
                    let fixed = path.is_some_and(|(_, after)| !after.trim_start().starts_with('+'));
                    assert!(fixed, "templates/{file}:{}: `{word}` without a fixed path: {line}", index + 1);
                }
            }
        }
    }
}

#[test]
fn each_source_file_says_what_it_is_and_stays_short() {
    for (file, source) in files("src", "rs").into_iter().chain(files("tests", "rs")) {
        assert!(source.starts_with("//! "), "{file} begins with no `//!` that says what it is");
        let lines = source.lines().count();
        // The codes are one list, and each needs its words.
        let most = if file == "diagnostic/code.rs" { 600 } else { 450 };
        assert!(lines < most, "{file} has {lines} lines: it holds more than one thing");
    }
}

#[test]
fn codes_are_unique_documented_and_only_changed_on_purpose() {
    let mut names = BTreeSet::new();
    let mut list = String::new();
    for code in Code::ALL {
        let name = code.as_str();
        assert!(names.insert(name), "two codes are called `{name}`");
        let kebab = name
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
        assert!(kebab, "`{name}` is not in kebab case");
        let summary = code.summary();
        assert!(summary.len() > 15 && summary.ends_with('.'), "`{name}` is not explained: {summary}");
        list.push_str(&format!("{name} {:?} {}\n", code.class(), code.level()).to_lowercase());
    }
    let golden = root().join("tests/fixtures/codes.txt");
    let kept = fs::read_to_string(&golden).unwrap_or_default();
    if kept != list {
        let new = Path::new(env!("CARGO_TARGET_TMPDIR")).join("codes.txt");
        fs::write(&new, &list).unwrap();
        let without = |a: &str, b: &str| {
            a.lines().filter(|line| !b.lines().any(|other| other == *line)).collect::<Vec<_>>().join(", ")
        };
        panic!(
            "people filter on codes; gone: {}; new: {}. If that is meant, copy {} to {}",
            without(&kept, &list),
            without(&list, &kept),
            new.display(),
            golden.display()
        );
    }
}

#[test]
fn each_dependency_is_accounted_for() {
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    let contributing = fs::read_to_string(root().join("CONTRIBUTING.md")).expect("a CONTRIBUTING.md");
    let mut missing = Vec::new();
    for section in ["dependencies", "dev-dependencies"] {
        for name in manifest[section].as_table().unwrap().keys() {
            if !contributing.contains(&format!("`{name}`")) {
                missing.push(name);
            }
        }
    }
    assert!(missing.is_empty(), "CONTRIBUTING.md does not say why these are there: {missing:?}");
}
