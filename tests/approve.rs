//! `approve`: an approval goes into the file, and nothing else changes.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::fs;
use std::path::Path;

use crate::support::program::{Ran, append, must, program, run};

const PEOPLE: &str = "- {id: ann, name: Ann}\n- {id: gone, name: Gone, left: 2023-05}\n";

/// A record with one file of policies.
fn record(folder: &Path, policies: &str) {
    fs::write(folder.join("people.yaml"), PEOPLE).unwrap();
    fs::write(folder.join("bodies.yaml"), "- {id: BOD, name: Board}\n").unwrap();
    fs::write(folder.join("policies.yaml"), policies).unwrap();
}

fn approve(folder: &Path, more: &[&str]) -> Ran {
    run(program().arg("approve").arg(folder).args(more).args(["--on", "2024-02-01"]))
}

/// The digest in the text is cut out, and given beside it.
fn without_digest(text: &str) -> (String, Vec<String>) {
    let (mut out, mut digests) = (String::new(), Vec::new());
    for line in text.split_inclusive('\n') {
        match line.split_once("digest: ") {
            Some((head, digest)) => {
                let ends = &line[line.trim_end().len()..];
                out.push_str(&format!("{head}digest: #{ends}"));
                digests.push(digest.trim().trim_matches('"').to_owned());
            }
            None => out.push_str(line),
        }
    }
    (out, digests)
}

fn goes(before: &str, after: &str) {
    let folder = tempfile::tempdir().unwrap();
    record(folder.path(), before);
    let ran = approve(folder.path(), &["P-1", "--as", "ann"]);
    assert_eq!(ran.code, 0, "{}\n{before}", ran.stderr);
    let written = fs::read_to_string(folder.path().join("policies.yaml")).unwrap();
    let (text, digests) = without_digest(&written);
    assert_eq!(text, after, "{before}");
    assert!(ran.stdout.contains(&format!("sha256 {}", digests[0])), "{}", ran.stdout);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
    // What is approved twice has the same digest.
    let again = approve(folder.path(), &["P-1", "--as", "BOD"]);
    assert_eq!(again.code, 0, "{}", again.stderr);
    assert!(again.stdout.contains(&digests[0]), "{}", again.stdout);
}

#[test]
fn an_approval_goes_to_the_end_of_its_item() {
    goes(
        "# Head.\n- id: P-1   # the first\n  title: One\n  topic: AI\n  version: \"1\"\n  summary: |\n    # Text\n    more\n\n# Of the second.\n- {id: P-2, title: Two, topic: b, version: \"2\"}\n",
        "# Head.\n- id: P-1   # the first\n  title: One\n  topic: AI\n  version: \"1\"\n  summary: |\n    # Text\n    more\n  approval:\n    by: ann\n    on: 2024-02-01\n    digest: #\n\n# Of the second.\n- {id: P-2, title: Two, topic: b, version: \"2\"}\n",
    );
    // CRLF, and no end of the last line.
    goes(
        "- id: P-1\r\n  title: One\r\n  topic: AI\r\n  version: \"1\"",
        "- id: P-1\r\n  title: One\r\n  topic: AI\r\n  version: \"1\"\r\n  approval:\r\n    by: ann\r\n    on: 2024-02-01\r\n    digest: #",
    );
    // Text that keeps its blank lines.
    goes(
        "- id: P-1\n  title: One\n  topic: AI\n  version: \"1\"\n  summary: |+\n    text\n\n",
        "- id: P-1\n  title: One\n  topic: AI\n  version: \"1\"\n  approval:\n    by: ann\n    on: 2024-02-01\n    digest: #\n  summary: |+\n    text\n\n",
    );
}

#[test]
fn a_former_approval_moves_behind_the_others() {
    let head = "- id: P-1\n  title: One\n  topic: AI\n  version: \"1\"\n";
    let fresh = "  approval:\n    by: ann\n    on: 2024-02-01\n    digest: #\n";
    goes(
        &format!("{head}  approval: {{by: ann, on: 2023-01-01}} # why\n  owner: ann\n"),
        &format!("{head}{fresh}  approvals:\n    - {{by: ann, on: 2023-01-01}} # why\n  owner: ann\n"),
    );
    goes(
        &format!("{head}  approval:\n      by: ann\n      note: |\n        two\n\n        lines\n  owner: ann\n"),
        &format!(
            "{head}{fresh}  approvals:\n      - by: ann\n        note: |\n          two\n\n          lines\n  owner: ann\n"
        ),
    );
    goes(
        &format!("{head}  approvals:\n  - by: BOD\n  approval:\n    by: ann\n    on: 2023-01-01\n  owner: ann\n"),
        &format!("{head}  approvals:\n  - by: BOD\n  - by: ann\n    on: 2023-01-01\n{fresh}  owner: ann\n"),
    );
}

#[test]
fn what_can_not_be_approved_is_refused_and_nothing_changes() {
    let plain = "- id: P-1\n  title: One\n  topic: AI\n  version: \"1\"\n";
    let flow = "- {id: P-1, title: One, topic: AI, version: \"1\"}\n";
    let cases: [(&str, &[&str], &str); 8] = [
        (plain, &["P-1", "--as", "an"], "did you mean `ann`?"),
        (plain, &["P-1", "--as", "gone"], "left on 2023-05"),
        (plain, &["P-2", "--as", "ann"], "no item of the record has the id `P-2`"),
        (plain, &["BOD", "--as", "ann"], "a body has no approval of its own"),
        (plain, &["P-1", "--as", "ann", "--on", "2999-01-01"], "used multiple times"),
        (flow, &["P-1", "--as", "ann"], "add it by hand: `approval: {by: ann, on: 2024-02-01, digest: "),
        (
            "- id: P-1\n  title: One\n  topic: AI\n  version: \"1\"\n  nonsense: 1\n",
            &["P-1", "--as", "ann"],
            "nothing in it is approved",
        ),
        (
            "- id: P-1\n  title: One\n  topic: AI\n  version: \"1\"\n  approval: {by: ann}\n  approvals: [{by: BOD}]\n",
            &["P-1", "--as", "ann"],
            "its `approvals:` is no list with one entry for each line",
        ),
    ];
    for (policies, arguments, says) in cases {
        let folder = tempfile::tempdir().unwrap();
        record(folder.path(), policies);
        let ran = approve(folder.path(), arguments);
        assert_eq!(ran.code, 2, "{policies}{}", ran.stdout);
        assert!(ran.stderr.contains(says), "{says}\n{}", ran.stderr);
        assert_eq!(fs::read_to_string(folder.path().join("policies.yaml")).unwrap(), policies);
    }
}

#[test]
fn an_item_that_others_repeat_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let policies = "- &one\n  id: P-1\n  title: One\n  topic: AI\n  version: \"1\"\n- *one\n";
    record(folder.path(), policies);
    let ran = approve(folder.path(), &["P-1", "--as", "ann"]);
    assert_eq!(ran.code, 2, "{}", ran.stdout);
    assert_eq!(fs::read_to_string(folder.path().join("policies.yaml")).unwrap(), policies);
}

#[test]
fn json_and_days_to_come_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    record(folder.path(), "");
    fs::remove_file(folder.path().join("policies.yaml")).unwrap();
    let json = "[{\"id\": \"P-1\", \"title\": \"One\", \"topic\": \"AI\", \"version\": \"1\"}]";
    fs::write(folder.path().join("policies.json"), json).unwrap();
    assert!(approve(folder.path(), &["P-1", "--as", "ann"]).stderr.contains("stands in a JSON file"));
    let ran = run(program().arg("approve").arg(folder.path()).args(["P-1", "--as", "ann", "--on", "2999-01-01"]));
    assert!(ran.code == 2 && ran.stderr.contains("is still to come"), "{}", ran.stderr);
}

#[test]
fn a_capacity_is_text_whatever_it_says() {
    let folder = tempfile::tempdir().unwrap();
    record(folder.path(), "- id: P-1\n  title: One\n  topic: AI\n  version: \"1\"\n");
    append(&folder.path().join("policies.yaml"), "# End.\n");
    must(
        program()
            .arg("approve")
            .arg(folder.path())
            .args(["P-1", "--as", "ann", "--on", "2024-02-01"])
            .args(["--capacity", "no: \"really\" # top"]),
    );
    let written = fs::read_to_string(folder.path().join("policies.yaml")).unwrap();
    assert!(written.contains(r#"    capacity: "no: \"really\" # top""#), "{written}");
    assert!(written.ends_with("# End.\n"), "{written}");
}
