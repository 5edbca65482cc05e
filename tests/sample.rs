//! `sample`: an audit sample that anyone can draw again.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::process::Command;

use sha2::{Digest as _, Sha256};

use crate::support::program::{must, program, run, sample};

fn drawn(more: &[&str]) -> serde_json::Value {
    let mut command = program();
    command.arg("sample").arg(sample("meridian")).args(more).args(["--as-of", "2026-09-30", "--format", "json"]);
    serde_json::from_str(&must(&mut command)).unwrap()
}

#[test]
fn the_sample_is_the_first_n_by_the_digest_of_seed_and_id() {
    let json = drawn(&["evidence", "--n", "7", "--seed", "AUD-2026-02 ü"]);
    assert_eq!(json["schema"], "aims-report/sample/1");
    let population: Vec<&str> = json["population"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    assert_eq!(json["population_size"], population.len());
    let digest =
        |id: &str| -> Vec<u8> { Sha256::digest(["AUD-2026-02 ü".as_bytes(), b"\0", id.as_bytes()].concat()).to_vec() };
    let mut ranked = population.clone();
    ranked.sort_by_key(|id| digest(id));
    let wanted: Vec<&str> = population.iter().copied().filter(|id| ranked[..7].contains(id)).collect();
    let found: Vec<&str> = json["sample"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(found, wanted, "in the order of the record");
    for one in json["sample"].as_array().unwrap() {
        let rank = usize::try_from(one["rank"].as_u64().unwrap()).unwrap();
        assert_eq!(ranked[rank - 1], one["id"].as_str().unwrap());
    }
}

#[test]
fn the_printed_command_gives_the_printed_digest() {
    let mut command = program();
    command.arg("sample").arg(sample("meridian")).args(["controls", "--n", "5", "--seed", "it's; $(x)"]);
    let text = must(command.args(["--where", "applicable", "--as-of", "2026-09-30"]));
    assert!(text.contains("N = 38, of which applicable") && text.contains("n = 5"), "{text}");
    let mut lines = text.lines().skip_while(|line| !line.contains("sha256sum"));
    let (shell, digest) = (lines.next().unwrap().trim(), lines.next().unwrap().trim());
    let ran = run(Command::new("sh").args(["-c", shell]));
    assert!(ran.code != 0 || ran.stdout.starts_with(digest), "{}", ran.stdout);
}

#[test]
fn a_condition_narrows_and_the_day_counts() {
    let all = drawn(&["controls", "--n", "1", "--seed", "s"])["population_size"].as_u64().unwrap();
    let out = drawn(&["controls", "--n", "1", "--seed", "s", "--where", "applicable=false"]);
    assert_eq!(out["population_size"].as_u64().unwrap() + 38, all);
    let planned = drawn(&["controls", "--n", "1", "--seed", "s", "--where", "status=planned"]);
    assert!(planned["population_size"].as_u64().unwrap() < 38);
    let inside = must(
        program()
            .args(["sample", "risks", "--n", "1", "--seed", "s", "--as-of", "2024-12-31"])
            .current_dir(sample("meridian")),
    );
    assert!(inside.contains("sample of risks on 2024-12-31"), "{inside}");
}

#[test]
fn what_can_not_be_drawn_is_refused() {
    let said = |more: &[&str]| {
        let ran = run(program().arg("sample").arg(sample("meridian")).args(more).args(["--as-of", "2026-09-30"]));
        assert_eq!(ran.code, 2, "{more:?}: {}", ran.stdout);
        ran.stderr
    };
    assert!(said(&["suppliers", "--n", "99", "--seed", "s"]).contains("N is "));
    assert!(said(&["scope", "--n", "1", "--seed", "s"]).contains("one scope"));
    assert!(said(&["control", "--n", "1", "--seed", "s"]).contains("did you mean `controls`?"));
    assert!(
        said(&["controls", "--n", "1", "--seed", "s", "--where", "aplicable"]).contains("did you mean `applicable`?")
    );
    said(&["controls", "--n", "0", "--seed", "s"]);
}
