//! From which fields of an item each derived field follows, so that nothing is derived for a reader from what is kept
//! from that reader.

use serde_json::Value;

use crate::record::Kind;

/// Derived fields with the fields of the item that they follow from. One that is not listed counts as following from all.
const SOURCES: &[(Kind, &str, &[&str])] = &[
    (Kind::Risk, "open", &["status", "closed"]),
    (Kind::Risk, "inherent_level", &["inherent"]),
    (Kind::Risk, "inherent_number", &["inherent"]),
    (Kind::Risk, "residual_level", &["residual"]),
    (Kind::Risk, "residual_number", &["residual"]),
    (Kind::Risk, "over_appetite", &["residual", "category"]),
    (Kind::Risk, "appetite", &["category"]),
    (Kind::Action, "open", &["state", "done"]),
    (Kind::Action, "overdue", &["state", "done", "due"]),
    (Kind::Action, "days_late", &["state", "done", "due"]),
    (Kind::Action, "age_days", &["raised", "done"]),
    (Kind::Nonconformity, "open", &["status", "closed"]),
    (Kind::Nonconformity, "age_days", &["raised", "closed"]),
    (Kind::Nonconformity, "actions", &["actions"]),
    (Kind::Monitoring, "last", &["runs"]),
    (Kind::Monitoring, "next_due", &["runs", "cadence"]),
    (Kind::Monitoring, "overdue", &["runs", "cadence"]),
    (Kind::Objective, "newest", &["measurements"]),
    (Kind::Objective, "met", &["measurements", "target", "direction"]),
    (Kind::Treatment, "overdue", &["state", "due"]),
    (Kind::System, "high_risk", &["eu_ai_act"]),
    (Kind::System, "in_use", &["stage", "in_use_since", "retired_on"]),
    (Kind::System, "alive", &["stage", "in_use_since", "retired_on"]),
    (Kind::System, "customer_facing", &["outside_users"]),
    (Kind::System, "evaluated", &["no_impact_assessment"]),
    // What other items say of it.
    (Kind::System, "releases", &[]),
    (Kind::System, "newest_release", &[]),
    (Kind::System, "risks", &[]),
    (Kind::System, "impact_assessments", &[]),
    (Kind::System, "risk_assessments", &[]),
    (Kind::Evidence, "cited_by", &["controls"]),
    (Kind::Control, "title", &["title"]),
    (Kind::Control, "framework", &["framework"]),
    (Kind::Control, "objective", &[]),
    (Kind::Control, "objective_title", &[]),
    (Kind::Control, "intent", &[]),
    (Kind::Control, "crosswalk", &[]),
    (Kind::Control, "audit_results", &[]),
    (Kind::Control, "cadence", &["cadence"]),
    (Kind::Control, "treatment", &["treatment"]),
    (Kind::Control, "driver_items", &["drivers"]),
    (Kind::Control, "evidence", &["evidence", "measures"]),
    (Kind::Control, "withheld_evidence", &["evidence", "measures"]),
    (Kind::Control, "last_evidence_date", &["evidence", "measures"]),
    (Kind::Control, "next_due", &["evidence", "measures", "cadence"]),
    (Kind::Control, "stale", &["evidence", "measures", "cadence"]),
    (Kind::Control, "evidence_age", &["evidence", "measures", "cadence"]),
];

/// Makes null what was derived from fields that are kept from the reader. `concealed` are their paths.
pub(super) fn conceal(kind: Kind, derived: &mut Value, concealed: &[&str]) {
    let Value::Object(derived) = derived else { return };
    let is_concealed = |field: &&str| concealed.iter().any(|path| path.split('.').next() == Some(*field));
    for (name, value) in derived.iter_mut() {
        let listed = SOURCES.iter().find(|(of, key, _)| *of == kind && key == name);
        // Whoever owns an item stands in its field of that name.
        let own = if name == "owner" { Some(&["owner"][..]) } else { listed.map(|(_, _, sources)| *sources) };
        if own.map_or(!concealed.is_empty(), |sources| sources.iter().any(is_concealed)) {
            *value = if value.is_array() { Value::Array(Vec::new()) } else { Value::Null };
        }
    }
}
