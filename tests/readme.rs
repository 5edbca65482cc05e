//! The commands of the README, run as they are printed there.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::program::{copy, program, run};

/// A command with the exit code that the comment behind it promises, as in `aims-report check  # exit 1`.
#[derive(Debug, PartialEq)]
struct Line {
    command: String,
    code: i32,
}

/// The lines of the `sh` blocks that run the program, in their order; a line that ends in `\` goes on in the next.
fn commands(readme: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut inside = false;
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        if let Some(fence) = line.trim_start().strip_prefix("```") {
            inside = !inside && fence.trim() == "sh";
            continue;
        }
        if !inside {
            continue;
        }
        let mut command = line.trim().to_owned();
        while let Some(begun) = command.strip_suffix('\\') {
            command = format!("{begun}{}", lines.next().unwrap_or_default().trim());
        }
        let command = command.strip_prefix("$ ").unwrap_or(&command);
        if !command.starts_with("cargo run -- ") && !command.starts_with("aims-report ") {
            continue;
        }
        let (command, comment) = command.split_once(" #").unwrap_or((command, ""));
        let code = comment
            .split_once("exit ")
            .map_or(0, |(_, rest)| rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap());
        found.push(Line { command: command.trim_end().to_owned(), code });
    }
    found
}

#[test]
fn every_command_of_the_readme_does_what_it_promises() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("a README.md");
    let commands = commands(&readme);
    for needed in [" pack ", " verify "] {
        assert!(commands.iter().any(|line| line.command.contains(needed)), "the README shows no{needed}command");
    }
    // Where a reader stands after cloning, as far as the commands need it.
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path().join("checkout");
    copy(&root.join("samples"), &here.join("samples"));
    copy(&root.join("templates"), &here.join("templates"));
    let bin = folder.path().join("bin");
    fs::create_dir_all(&bin).unwrap();
    let built = program().get_program().to_owned();
    std::os::unix::fs::symlink(&built, bin.join("aims-report")).unwrap();
    // The program is built already: `cargo run -- ARGUMENTS` runs it.
    fs::write(bin.join("cargo"), "#!/bin/sh\n[ \"$1 $2\" = 'run --' ] || exit 99\nshift 2\nexec aims-report \"$@\"\n")
        .unwrap();
    fs::set_permissions(bin.join("cargo"), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    for Line { command, code } in commands {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("PATH={}:$PATH; {command}", bin.display())]).current_dir(&here);
        shell.env_remove("AIMS_REPORT_KEY_FILE").env_remove("AIMS_REPORT_PASSPHRASE_FILE");
        let ran = run(shell.stdin(std::process::Stdio::null()));
        assert_eq!(ran.code, code, "{command}\n{}{}", ran.stdout, ran.stderr);
    }
}

#[test]
fn commands_are_found_with_their_codes() {
    let text = "```sh\ncargo build\ncargo run -- verify x   # nobody is trusted: exit 2\n$ aims-report check \\\n  samples/minimal\n```\n\
                ```text\naims-report no\n```\naims-report neither\n";
    let line = |command: &str, code| Line { command: command.to_owned(), code };
    assert_eq!(commands(text), [line("cargo run -- verify x", 2), line("aims-report check samples/minimal", 0)]);
}
