//! A disk without room: nothing half written stays, and it is said why.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// A file system of so many bytes.
struct Small(TempDir);

impl Small {
    /// None where none can be made, for that takes rights that few have.
    fn new(bytes: usize) -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={bytes}"), "tmpfs"])
            .arg(folder.path())
            .output()
            .is_ok_and(|output| output.status.success());
        mounted.then_some(Self(folder))
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

fn run(command: &str, out: &Path) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_aims-report"))
        .args([command, "samples/minimal", "--report", "statement-of-applicability", "--period", "2026-Q3"])
        .args(["--format", "json", "--out"])
        .arg(out)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear()
        .output()
        .unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
#[allow(clippy::print_stderr, reason = "a test that did not run says so")]
fn a_full_disk_is_left_as_it_was() {
    let Some(disk) = Small::new(32 * 1024) else {
        eprintln!("skipped: no small file system can be mounted here");
        return;
    };
    for command in ["render", "pack"] {
        let (status, said) = run(command, disk.0.path());
        assert_eq!(status, 2, "{said}");
        assert!(said.starts_with("error[unwritable]: ") && said.contains("the disk is full"), "{said}");
        let left: Vec<_> = fs::read_dir(disk.0.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(left.is_empty(), "{command} left {left:?}");
    }
}
