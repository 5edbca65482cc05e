//! Verdicts for people and for programs.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use super::verdict::{Conclusion, Verdict};
use crate::canonical::canonical_json;
use crate::diagnostic::{self, visible};
use crate::seal::Custody;

/// Names the form of the JSON; another version gets another name.
const FORMAT: &str = "https://aims-report.org/verdict/v1";

/// Writes a verdict as text: the answer first, then the pack, then the problems, then what was and was not checked.
pub fn human(verdict: &Verdict) -> String {
    let mut out = headline(verdict);
    let facts = &verdict.facts;
    let mut line = |label: &str, value: &str| {
        let _ = writeln!(out, "  {label:<13} {}", visible(value));
    };
    if let Some(pack) = &facts.pack {
        line("pack", &pack.pack_id);
        line("organisation", &pack.organisation);
        line("period", &format!("{}, as of {}", pack.period, pack.as_of));
        line("audience", &pack.audience);
        if pack.draft {
            line("draft", "yes; it was not issued");
        }
        if let Some(sequence) = pack.sequence {
            line("sequence", &sequence.to_string());
        }
        if let Some(expires) = pack.expires {
            line("expires", &expires.to_string());
        }
    }
    if let Some(signer) = facts.signer.as_ref().filter(|signer| signer.key == Custody::Kept) {
        line("signer", &format!("{}, as {}", signer.identity, signer.role));
    }
    if let Some(key) = facts.key {
        line("key", &key.to_string());
    }
    if let Some(sums) = facts.sums {
        line("SHA256SUMS", &sums.to_string());
    }
    if facts.files > 0 {
        line("files", &format!("{}, {} bytes", facts.files, facts.bytes));
    }
    if !verdict.problems.is_empty() {
        let _ = write!(out, "\n{}", diagnostic::human(&verdict.problems));
    } else {
        list(&mut out, "checked", &verdict.checked);
    }
    list(&mut out, "not checked", &verdict.not_checked);
    out
}

fn list(out: &mut String, title: &str, lines: &[String]) {
    if !lines.is_empty() {
        let _ = writeln!(out, "\n{title}");
    }
    for line in lines {
        let _ = writeln!(out, "  - {}", visible(line));
    }
}

fn headline(verdict: &Verdict) -> String {
    let count = verdict.problems.len();
    let plural = if count == 1 { "problem" } else { "problems" };
    let thrown_away = verdict.facts.signer.as_ref().is_some_and(|signer| signer.key == Custody::ThrownAway);
    match verdict.conclusion {
        Conclusion::Trusted => "TRUSTED: intact, and signed with a key that you trust\n".to_owned(),
        Conclusion::Refused => format!("REFUSED: {count} {plural}; do not rely on this pack\n"),
        Conclusion::NotChecked => format!("NOT CHECKED: {count} {plural} kept the pack from being read\n"),
        Conclusion::NotTrusted if thrown_away => "\
INTACT; signed with a key nobody vouches for
  Nothing was changed, removed or added since it was sealed. Who sealed it, no one can tell: the key was made
  for this pack and thrown away. To know its origin, compare the SHA256SUMS digest below with the organisation,
  or ask for a pack that is sealed with its own key (`aims-report pack --key`).
"
        .to_owned(),
        Conclusion::NotTrusted => "\
INTACT, but nobody was trusted: give --key
  Nothing was changed, removed or added since the holder of the key below sealed it. Whether that is the
  organisation, only its key can tell: get it by a way that you trust, not from the pack, and give it with --key.
"
        .to_owned(),
    }
}

/// Writes a verdict as canonical JSON, with one code per problem.
pub fn json(verdict: &Verdict, pack: &Path) -> String {
    let facts = &verdict.facts;
    let problems: Vec<Value> = verdict
        .problems
        .iter()
        .map(|problem| {
            let place = problem.place.as_ref();
            without_null(json!({
                "code": problem.code.as_str(),
                "message": problem.message,
                "file": place.map(|place| place.file.as_str()),
                "line": place.and_then(|place| place.line),
                "help": problem.help,
            }))
        })
        .collect();
    let value = json!({
        "format": FORMAT,
        "path": pack.display().to_string(),
        "verdict": verdict.conclusion.as_str(),
        "exitCode": verdict.conclusion.exit_code(),
        "problems": problems,
        "checked": verdict.checked,
        "notChecked": verdict.not_checked,
        "facts": without_null(json!({
            "pack": facts.pack,
            "signer": facts.signer,
            "key": facts.key,
            "sums": facts.sums,
            "files": facts.files,
            "bytes": facts.bytes,
        })),
    });
    format!("{}\n", canonical_json(&value))
}

fn without_null(mut value: Value) -> Value {
    if let Value::Object(fields) = &mut value {
        fields.retain(|_, field| !field.is_null());
    }
    value
}
