//! A run that is killed while it writes leaves a whole pack or none, and the next run cleans up after it.

use super::*;
use aims_report::pack::{Written, write_folder, write_zip};
use std::process::{Command, Stdio};
use std::time::Duration;

const TARGET: &str = "AIMS_REPORT_TEST_TARGET";

/// Big enough that writing takes a while.
fn big() -> SealedSet {
    let mut set = file_set();
    for number in 0..60 {
        let bytes: Vec<u8> = (0..100_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        set.add(entry(&format!("evidence/{number}.bin"), Kind::Evidence, &bytes)).unwrap();
    }
    seal::seal(set, &facts(), &key(), IDENTITY, "preparer").unwrap()
}

/// Not a test of its own: the process that is killed. It writes both forms and ends.
#[test]
#[ignore = "run by the test below, in a process of its own"]
#[allow(clippy::disallowed_methods, reason = "how the test below tells it where to write")]
fn child() {
    let Some(target) = std::env::var_os(TARGET) else { return };
    let target = PathBuf::from(target);
    let sealed = big();
    fs::write(target.with_extension("started"), "").unwrap();
    write_folder(sealed.tree(), &target.join("pack")).unwrap();
    write_zip(sealed.tree(), &target.join("pack.zip")).unwrap();
    fs::write(target.with_extension("done"), "").unwrap();
}

#[test]
fn leaves_a_whole_pack_or_none() {
    let mut killed_while_writing = 0;
    for delay in [0, 1, 2, 4, 8, 16, 32, 64, 128] {
        let folder = TempDir::new().unwrap();
        let out = folder.path().join("out");
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "seal::killed::child"])
            .env(TARGET, &out)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        while !out.with_extension("started").exists() {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(delay));
        child.kill().unwrap();
        child.wait().unwrap();

        for path in [out.join("pack"), out.join("pack.zip")].iter().filter(|path| path.exists()) {
            let verdict = check(path, &trusted());
            assert_eq!(verdict.conclusion, Conclusion::Trusted, "after {delay} ms: {}", verify::human(&verdict));
        }
        let left = |ending: &str| {
            fs::read_dir(&out).map_or(0, |entries| {
                let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
                names.filter(|name| name.starts_with(".pack") && name.contains(ending)).count()
            })
        };
        if left(".partial") > 0 {
            killed_while_writing += 1;
        }
        let sealed = big();
        assert!([Written::New, Written::Identical].contains(&write_folder(sealed.tree(), &out.join("pack")).unwrap()));
        assert!([Written::New, Written::Identical].contains(&write_zip(sealed.tree(), &out.join("pack.zip")).unwrap()));
        assert_eq!(left("partial"), 0, "what a killed run left was not cleaned");
    }
    assert!(killed_while_writing > 0, "no run was killed while it wrote; the test proves nothing");
}

#[test]
fn what_another_run_is_writing_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let held = folder.path().join(".pack.1-0.partial");
    fs::create_dir(&held).unwrap();
    let lock = fs::File::create(folder.path().join(".pack.1-0.partial.lock")).unwrap();
    lock.lock().unwrap();
    let neighbours = ["pack.old.1-0.partial", ".pack.notes", ".packs.1-0.partial.lock", ".pack.1-0-2.partial.lock"];
    for name in neighbours {
        fs::write(folder.path().join(name), "mine").unwrap();
    }
    write_folder(sealed().tree(), &folder.path().join("pack")).unwrap();
    assert!(held.exists(), "another run's work was taken for a leftover");
    drop(lock);
    assert_eq!(write_folder(sealed().tree(), &folder.path().join("pack")).unwrap(), Written::Identical);
    assert!(!held.exists(), "a leftover was not cleaned");
    for name in neighbours {
        assert!(folder.path().join(name).exists(), "`{name}` is not ours");
    }
}
