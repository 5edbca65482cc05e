//! Applies the organisation's policy to what was found: waivers, then levels. Nothing is dropped in silence: what a
//! policy took away or lowered is counted, and the counts go into documents and under the seal.

use serde::Serialize;
use serde_json::json;

use crate::canonical;
use crate::config::policy::Cadences;
use crate::config::{Policy, Setting, Waiver};
use crate::diagnostic::{self, Code, Finding, Level};
use crate::record::Date;

/// Findings after the policy.
#[derive(Debug, Clone)]
pub struct Judged {
    /// What is left to be shown, sorted.
    pub findings: Vec<Finding>,
    /// What was accepted, with the waiver that accepts it.
    pub waived: Vec<(Finding, Waiver)>,
    /// What the policy did.
    pub policy: Applied,
}

/// What a policy did, for documents and for the seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Applied {
    /// SHA-256 of the effective configuration of the checks.
    pub digest: String,
    /// The level from which a check fails, or `never`.
    pub deny: &'static str,
    /// Codes whose level was set to another than their own.
    pub levels: Vec<LevelChange>,
    /// Every waiver, with what it covers.
    pub waivers: Vec<WaiverState>,
    /// How many findings were lowered, but are still shown.
    pub lowered: usize,
    /// How many findings were turned off.
    pub off: usize,
    /// How many findings were waived.
    pub waived: usize,
    /// Cadences that documents must reckon with as the checks did; each document prints them with its controls.
    #[serde(skip)]
    pub cadences: Cadences,
}

/// A level that was set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LevelChange {
    /// The code.
    pub code: &'static str,
    /// What it speaks of.
    pub class: &'static str,
    /// Its own level.
    pub from: &'static str,
    /// The level set, or `off`.
    pub to: &'static str,
    /// Is it less than its own?
    pub lowered: bool,
    /// How many findings it concerns.
    pub findings: usize,
}

/// A waiver and what it covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaiverState {
    /// The code accepted.
    pub finding: &'static str,
    /// The item it is accepted of.
    pub subject: String,
    /// Why.
    pub reason: String,
    /// Who accepted it.
    pub approver: String,
    /// The last day on which it holds.
    pub until: Date,
    /// `applied`, `unused`, `expired` or `not in force yet`.
    pub state: &'static str,
    /// How many findings it covers.
    pub findings: usize,
}

/// Judges findings by a policy on a day.
pub fn apply(findings: Vec<Finding>, policy: &Policy, as_of: Date) -> Judged {
    let mut covered = vec![0; policy.waivers.len()];
    let (mut kept, mut waived) = (Vec::new(), Vec::new());
    for finding in findings {
        let waiver = policy.waivers.iter().position(|waiver| waiver.holds(as_of) && waiver.covers(&finding));
        match waiver {
            Some(index) => {
                covered[index] += 1;
                waived.push((finding, policy.waivers[index].clone()));
            }
            None => kept.push(finding),
        }
    }
    kept.extend(policy.waivers.iter().zip(&covered).filter_map(|(waiver, count)| fault(waiver, *count, as_of)));

    let (mut shown, mut lowered, mut off) = (Vec::new(), 0, 0);
    let mut concerned: std::collections::BTreeMap<Code, usize> = std::collections::BTreeMap::new();
    for mut finding in kept {
        match policy.levels.get(&finding.code) {
            Some(setting) => {
                *concerned.entry(finding.code).or_default() += 1;
                match setting {
                    Setting::Off => off += 1,
                    Setting::At(level) => {
                        lowered += usize::from(*level < finding.level);
                        finding.level = *level;
                        shown.push(finding);
                    }
                }
            }
            None => shown.push(finding),
        }
    }
    diagnostic::sort(&mut shown);
    let levels = changes(policy, |code| concerned.get(&code).copied().unwrap_or(0));
    let waivers = policy.waivers.iter().zip(&covered).map(|(waiver, count)| state(waiver, *count, as_of)).collect();
    let deny = policy.deny.map_or("never", Level::as_str);
    let waived_count = waived.len();
    let cadences = policy.cadences.clone();
    let applied =
        Applied { digest: digest(policy), deny, levels, waivers, lowered, off, waived: waived_count, cadences };
    Judged { findings: shown, waived, policy: applied }
}

impl Judged {
    /// Does any finding have a level that the policy denies?
    pub fn denied(&self, policy: &Policy) -> bool {
        policy.deny.is_some_and(|deny| self.findings.iter().any(|finding| finding.level >= deny))
    }
}

fn fault(waiver: &Waiver, covered: usize, as_of: Date) -> Option<Finding> {
    let name = format!("the waiver of `{}` for {}", waiver.finding, waiver.subject);
    let finding = if waiver.until < as_of {
        Finding::new(Code::WaiverExpired, format!("{name} ended on {}", waiver.until))
            .help("put right what it accepted, or have it approved again")
    } else if covered == 0 && waiver.holds(as_of) {
        Finding::new(Code::WaiverUnused, format!("{name} covers nothing that was found"))
            .help("take it out, or correct its `finding` or `subject`")
    } else {
        return None;
    };
    Some(finding.at(waiver.place.clone()))
}

fn state(waiver: &Waiver, covered: usize, as_of: Date) -> WaiverState {
    let state = match covered {
        _ if waiver.until < as_of => "expired",
        _ if !waiver.holds(as_of) => "not in force yet",
        0 => "unused",
        _ => "applied",
    };
    WaiverState {
        finding: waiver.finding.as_str(),
        subject: waiver.subject.clone(),
        reason: waiver.reason.clone(),
        approver: waiver.approver.clone(),
        until: waiver.until,
        state,
        findings: covered,
    }
}

fn changes(policy: &Policy, concerned: impl Fn(Code) -> usize) -> Vec<LevelChange> {
    let changed = policy.levels.iter().filter(|(code, setting)| **setting != Setting::At(code.level()));
    changed
        .map(|(code, setting)| LevelChange {
            code: code.as_str(),
            class: code.class().as_str(),
            from: code.level().as_str(),
            to: setting.as_str(),
            lowered: *setting < Setting::At(code.level()),
            findings: concerned(*code),
        })
        .collect()
}

/// SHA-256 of what was effective: two files that say the same have one digest.
pub fn digest(policy: &Policy) -> String {
    let levels: serde_json::Map<_, _> = Code::ALL
        .iter()
        .map(|code| {
            let setting = policy.levels.get(code).copied().unwrap_or(Setting::At(code.level()));
            (code.as_str().to_owned(), json!(setting.as_str()))
        })
        .collect();
    let mut waivers: Vec<String> = policy
        .waivers
        .iter()
        .map(|waiver| {
            let mut said = json!({
                "finding": waiver.finding.as_str(), "subject": waiver.subject, "reason": waiver.reason,
                "approver": waiver.approver, "until": waiver.until.to_string(),
            });
            if let Some(from) = waiver.from {
                said["from"] = json!(from.to_string());
            }
            canonical::canonical_json(&said)
        })
        .collect();
    waivers.sort();
    let cadences: serde_json::Map<_, _> =
        policy.cadences.0.iter().map(|(id, cadence)| (id.clone(), json!(cadence.as_str()))).collect();
    canonical::digest(&json!({
        "deny": policy.deny.map_or("never", Level::as_str),
        "levels": levels,
        "cadences": cadences,
        "thresholds": policy.thresholds.all().into_iter().collect::<std::collections::BTreeMap<_, _>>(),
        "waivers": waivers,
    }))
}
