//! A policy changes what is shown and what fails, never what was found.

use super::policy::{apply, digest};
use super::{blocking, judge};
use crate::config::{self, Policy};
use crate::diagnostic::{self, Code, Finding, Level, Place};
use crate::ingest;
use crate::record::Date;

const DAY: &str = "2026-09-30";

fn day() -> Date {
    DAY.parse().unwrap()
}

fn policy(text: &str) -> Policy {
    config::parse(text).unwrap_or_else(|failure| panic!("{failure}")).policy
}

fn waiver(subject: &str, until: &str) -> String {
    format!(
        "[[waivers]]\nfinding = \"evidence-stale\"\nsubject = \"{subject}\"\nreason = \"New platform\"\n\
         approver = \"Board\"\nuntil = \"{until}\"\n"
    )
}

fn stale(control: &str) -> Finding {
    Finding::new(Code::EvidenceStale, "old").about(format!("control {control}"))
}

fn faults(text: &str) -> String {
    diagnostic::human(&config::parse(text).unwrap_err().0)
}

#[test]
fn levels_are_set_and_counted() {
    let policy =
        policy("[check]\ndeny = \"warning\"\n[levels]\nevidence-stale = \"note\"\njustification-copied = \"off\"\n");
    let found = vec![stale("A.5.2"), Finding::new(Code::JustificationCopied, "same").about("control A.5.3")];
    let judged = apply(found, &policy, day());
    assert_eq!(judged.findings.len(), 1);
    assert_eq!(judged.findings[0].level, Level::Note);
    assert_eq!((judged.policy.lowered, judged.policy.off, judged.policy.waived), (1, 1, 0));
    assert!(judged.policy.levels.iter().all(|change| change.lowered && change.findings == 1));
    assert!(!judged.denied(&policy));
    assert!(apply(vec![stale("A.5.2")], &Policy::default(), day()).policy.levels.is_empty());
}

#[test]
fn a_waiver_holds_until_its_last_day_and_for_its_item_alone() {
    for subject in ["control A.5.2", "A.5.2"] {
        let judged = apply(vec![stale("A.5.2"), stale("A.5.3")], &policy(&waiver(subject, DAY)), day());
        assert_eq!(judged.waived.len(), 1);
        assert_eq!(judged.findings.len(), 1);
        assert_eq!(judged.findings[0].subject.as_deref(), Some("control A.5.3"));
        assert_eq!(judged.policy.waivers[0].state, "applied");
    }
}

#[test]
fn a_waiver_has_a_first_day_where_it_says_so() {
    let text = waiver("A.5.2", "2026-12-31") + "from = 2026-10-01\n";
    let judged = apply(vec![stale("A.5.2")], &policy(&text), day());
    assert_eq!((judged.findings.len(), judged.policy.waivers[0].state), (1, "not in force yet"));
    let judged = apply(vec![stale("A.5.2")], &policy(&text.replace("2026-10-01", DAY)), day());
    assert_eq!((judged.waived.len(), judged.policy.waivers[0].state), (1, "applied"));
    assert!(faults(&text.replace("2026-10-01", "2027-01-01")).contains("ends before it begins"));
}

#[test]
fn a_waiver_that_ended_or_covers_nothing_is_a_finding() {
    let judged = apply(vec![stale("A.5.2")], &policy(&waiver("A.5.2", "2026-09-29")), day());
    let codes: Vec<_> = judged.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::EvidenceStale, Code::WaiverExpired]);
    assert_eq!(judged.policy.waivers[0].state, "expired");
    let judged = apply(vec![stale("A.5.2")], &policy(&waiver("A.5.4", "2026-12-31")), day());
    let codes: Vec<_> = judged.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::EvidenceStale, Code::WaiverUnused]);
    assert_eq!(judged.findings[1].place.as_ref().and_then(|place| place.line), Some(1));
}

#[test]
fn integrity_can_not_be_turned_off_lowered_or_waived() {
    for text in [
        "[levels]\nduplicate-id = \"off\"\n",
        "[levels]\nduplicate-id = \"warning\"\n",
        "[levels]\nunused-file = \"off\"\n",
        "[[waivers]]\nfinding = \"unknown-id\"\nsubject = \"x\"\nreason = \"x\"\napprover = \"x\"\nuntil = \"2027-01-01\"\n",
    ] {
        assert!(faults(text).contains("can't be"), "{}", faults(text));
    }
    let policy = policy("[levels]\nunused-file = \"error\"\n");
    let judged = apply(vec![Finding::new(Code::UnusedFile, "text/a.md is named by nothing")], &policy, day());
    assert_eq!(blocking(&judged.findings).len(), 1, "what is raised to an error keeps a document back");
}

#[test]
fn what_can_not_be_followed_is_said_with_its_place() {
    let text = "[check]\ndeny = \"fatal\"\n\n[levles]\n\n[levels]\nevidence-stael = \"note\"\nusage = \"note\"\n\
                evidence-stale = \"loud\"\n\n[cadences]\n\"A.7\" = \"weekly\"\n\n[thresholds]\nwords = 4\n\n\
                [[waivers]]\nfinding = \"evidence-stale\"\nsubject = \"A.5.2\"\nreason = \" \"\napprover = \"Board\"\nuntil = \"2026-10-31\"\n\n\
                [[waivers]]\nfinding = \"evidence-stale\"\nsubject = \"A.5.2\"\nreason = \"x\"\napprover = \"Board\"\nuntil = \"October\"\n";
    insta::assert_snapshot!("configuration-faults", faults(text));
    assert!(faults("[levels\n").contains("is not TOML"));
}

#[test]
fn the_digest_is_that_of_what_is_effective() {
    let same = policy("# nothing\n[levels]\nevidence-stale = \"warning\"\n[check]\ndeny = \"error\"\n");
    assert_eq!(digest(&same), digest(&Policy::default()), "what says the default is the default");
    for text in [
        "[levels]\nevidence-stale = \"note\"\n",
        "[check]\ndeny = \"never\"\n",
        "[cadences]\n\"A.7\" = \"quarterly\"\n",
        "[thresholds]\njustification-words = 6\n",
        &waiver("A.5.2", DAY),
    ] {
        assert_ne!(digest(&policy(text)), digest(&Policy::default()), "{text}");
    }
}

#[test]
fn a_cadence_is_that_of_the_nearest_whole() {
    let policy = policy("[cadences]\n\"A.6\" = \"annual\"\n\"A.6.2\" = \"quarterly\"\n");
    let word = |id| policy.cadences.of(id).map(|cadence| cadence.as_str());
    assert_eq!(word("A.6.2.6"), Some("quarterly"));
    assert_eq!(word("A.6.1.2"), Some("annual"));
    assert_eq!(word("A.7.2"), None);
}

const RECORD: &str = "\
organisation:
  id: org
  name: Acme
controls:
  - id: A.5.2
    applicable: true
    justification: Required
    status: implemented
    evidence: [E-1, E-9]
  - id: A.5.3
    applicable: false
    justification: ''
evidence:
  - id: E-1
    title: Assessment list
    date: 2025-01-10
";

const CONFIGURATION: &str = "\
[cadences]
\"A.5\" = \"annual\"

[levels]
control-undecided = \"off\"
exclusion-doubtful = \"note\"

[[waivers]]
finding = \"justification-vague\"
subject = \"control A.5.2\"
reason = \"The register of impacts says it all\"
approver = \"AI governance board, 2026-07-02\"
until = \"2026-12-31\"
";

#[test]
fn outputs_of_a_small_record() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("aims.yaml"), RECORD).unwrap();
    std::fs::write(folder.path().join(config::FILE), CONFIGURATION).unwrap();
    let ingested = ingest::read(folder.path()).unwrap();
    let judged = judge(&ingested, day());
    let waived: Vec<_> = judged.waived.iter().map(|(finding, waiver)| (finding, waiver.reason.as_str())).collect();
    assert!(judged.findings.iter().any(|finding| finding.code == Code::EvidenceStale), "the cadence of A.5 counts");

    let json = diagnostic::json(&judged.findings, &waived, Some(DAY), &judged.policy);
    let sarif = diagnostic::sarif(&judged.findings, &waived);
    let root = folder.path().to_str().unwrap();
    assert!(!json.contains(root) && !sarif.contains(root), "no path of this machine");
    let pretty = |text: &str| {
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        serde_json::to_string_pretty(&sorted(value)).unwrap().replace(env!("CARGO_PKG_VERSION"), "[version]")
    };
    insta::assert_snapshot!("small-record-json", pretty(&json));
    insta::assert_snapshot!("small-record-sarif", pretty(&sarif));
    structure(&serde_json::from_str(&sarif).unwrap());
}

/// Whether a map keeps the order of insertion is a feature that another crate may turn on.
fn sorted(value: serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Object(fields) => {
            let fields: std::collections::BTreeMap<_, _> = fields.into_iter().collect();
            fields.into_iter().map(|(key, field)| (key, sorted(field))).collect::<serde_json::Map<_, _>>().into()
        }
        serde_json::Value::Array(items) => items.into_iter().map(sorted).collect::<Vec<_>>().into(),
        other => other,
    }
}

#[test]
fn a_cell_of_a_workbook_has_no_region() {
    let place =
        Place { sheet: Some("Register".to_owned()), line: Some(17), column: Some(6), ..Place::file("/srv/a b.xlsx") };
    let log = diagnostic::sarif(&[Finding::new(Code::UnreadableCell, "an error").at(place)], &[]);
    assert!(log.contains("\"fullyQualifiedName\":\"Register!F17\"") && !log.contains("region"), "{log}");
    assert!(log.contains("\"uri\":\"a%20b.xlsx\""), "a file elsewhere keeps its name alone: {log}");
}

/// What SARIF 2.1.0 asks for beyond its schema.
fn structure(log: &serde_json::Value) {
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
    }
    assert!(run.get("automationDetails").is_none());
}
