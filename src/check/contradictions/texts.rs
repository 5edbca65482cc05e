//! Assessments whose texts are another's, and approvals of another state than the one that stands.

use std::collections::BTreeMap;

use super::super::Subject;
use crate::diagnostic::{Code, Finding};
use crate::record::approval;
use crate::record::impact::ImpactAssessmentItem;

pub(super) fn check(subject: &mut Subject<'_>) {
    copied(subject);
    outdated(subject);
}

/// Shorter texts are alike by chance.
const WORDS: usize = 8;

/// One text reused for several systems: what was judged for one of them was seldom judged for the other.
fn copied(subject: &mut Subject<'_>) {
    let mut first: BTreeMap<String, &ImpactAssessmentItem> = BTreeMap::new();
    for assessment in subject.present(&subject.record.impact_assessments) {
        let texts = texts(assessment);
        let mut shared: BTreeMap<&str, (usize, &ImpactAssessmentItem)> = BTreeMap::new();
        for text in &texts {
            if let Some(other) = first.get(text).filter(|other| other.system.as_str() != assessment.system.as_str()) {
                shared.entry(other.id.as_str()).or_insert((0, other)).0 += 1;
            }
        }
        let most = shared.into_values().max_by_key(|(count, other)| (*count, std::cmp::Reverse(other.id.as_str())));
        if let Some((count, other)) = most.filter(|(count, _)| count * 2 >= texts.len()) {
            let message = format!(
                "impact assessment {} of {} has {count} of its {} texts word for word from {} of {}",
                assessment.id,
                assessment.system.as_str(),
                texts.len(),
                other.id,
                other.system.as_str()
            );
            let finding = Finding::new(Code::AssessmentCopied, message);
            subject.report(
                assessment,
                "impacts",
                finding.help("judge what is particular to this system, its users and the people affected"),
            );
        }
        for text in texts {
            first.entry(text).or_insert(assessment);
        }
    }
}

/// The texts of an assessment that say something of their own, whatever their white space and case.
fn texts(assessment: &ImpactAssessmentItem) -> Vec<String> {
    let own = [
        &assessment.context,
        &assessment.intended_use,
        &assessment.misuse_considered,
        &assessment.benefits,
        &assessment.decision,
    ];
    let impacts = assessment.impacts.iter().flat_map(|impact| {
        [Some(&impact.impact), impact.mitigation.as_ref(), impact.residual.as_ref(), impact.benefit.as_ref()]
    });
    own.into_iter()
        .map(Option::as_ref)
        .chain(impacts)
        .flatten()
        .map(|text| text.as_str().split_whitespace().collect::<Vec<_>>())
        .filter(|words| words.len() >= WORDS)
        .map(|words| words.join(" ").to_lowercase())
        .collect()
}

/// An approval that holds the digest of what was approved is computed again.
fn outdated(subject: &mut Subject<'_>) {
    for item in subject.record.items() {
        // Few items have an approval: the others are not written out.
        let mut fields = Vec::new();
        item.references(&mut |path, _, _| fields.extend(path.strip_suffix(".by").map(str::to_owned)));
        fields.retain(|field| field == "approval" || field.starts_with("approvals["));
        if fields.is_empty() {
            continue;
        }
        let written = item.to_json();
        let mut now = None;
        for field in fields {
            let approval = match field.strip_prefix("approvals[").and_then(|index| index.strip_suffix(']')) {
                Some(index) => index.parse().map_or(&written["approvals"], |index: usize| &written["approvals"][index]),
                None => &written["approval"],
            };
            let Some(digest) = approval["digest"].as_str() else { continue };
            let now = now.get_or_insert_with(|| approval::digest(item));
            if digest.eq_ignore_ascii_case(now) {
                continue;
            }
            let message = format!(
                "{} was changed since {} approved it: the state that was approved has the digest {}…, this one {}…",
                item.kind().named(item.id().as_str()),
                approval["by"].as_str().unwrap_or("somebody"),
                digest.chars().take(12).collect::<String>(),
                now.chars().take(12).collect::<String>()
            );
            let finding = Finding::new(Code::ApprovalOutdated, message);
            let help = "have it approved again with `aims-report approve`, or restore what was approved";
            subject.report(item, &format!("{field}.digest"), finding.help(help));
        }
    }
}
