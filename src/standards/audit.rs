//! Internal audit (ISO/IEC 42001 9.2): programme, report, grades and rules. The labels `IA-01` and so on are ours.

use serde::{Deserialize, Serialize};

/// What internal audits are made of.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Audit {
    /// The clause it serves.
    pub clause: String,
    /// What the texts are.
    pub about: String,
    /// The edition of the guidance followed.
    pub guidance: String,
    /// What is known of later editions.
    pub guidance_note: String,
    /// What the audit programme settles.
    pub programme: Programme,
    /// What a plan states.
    pub plan_fields: Vec<String>,
    /// What is always printed at the head of a report.
    pub header_fields: Vec<AuditHeader>,
    /// What an empty header field says.
    pub header_rule: String,
    /// What a report holds.
    pub report_fields: Vec<AuditField>,
    /// The three separate conclusions.
    pub conclusion_parts: Vec<ConclusionPart>,
    /// Rules of the conclusions.
    pub conclusion_rules: Vec<String>,
    /// What is said of each sample.
    pub sample_fields: Vec<String>,
    /// Grades of findings.
    pub grades: Vec<Grade>,
    /// When the needs of a grade arise.
    pub grade_needs_note: String,
    /// What a finding states.
    pub finding_fields: Vec<String>,
    /// Who fills which fields, and when.
    pub filled_by: FilledBy,
    /// Rules of the report.
    pub rules: Vec<String>,
    /// What a corrective action states (10.2).
    pub corrective_action_fields: Vec<String>,
}

/// What the audit programme settles (9.2.2).
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// What it defines.
    pub must_define: Vec<String>,
    /// What it considers.
    pub must_consider: Vec<String>,
    /// What holds for each audit.
    pub per_audit: Vec<String>,
    /// What is retained.
    pub must_keep: Vec<String>,
    /// The kinds of record that serve it.
    pub record_kinds: Vec<String>,
}

/// A field at the head of a report.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AuditHeader {
    /// Its name.
    pub field: String,
    /// The part of the report it belongs to.
    pub see: String,
    /// What it says.
    pub rule: String,
}

/// A part of a report.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AuditField {
    /// Our label.
    pub id: String,
    /// Its name.
    pub field: String,
    /// `required` or `recommended`; by our rule.
    pub need: String,
    /// What it holds.
    pub content: String,
}

/// A conclusion that is given on its own.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ConclusionPart {
    /// Its name.
    pub part: String,
    /// The clause.
    pub basis: String,
    /// The question that it answers.
    pub asks: String,
}

/// A grade of findings.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// Its word in a record.
    pub code: String,
    /// Its name.
    pub name: String,
    /// When it is given.
    pub meaning: String,
    /// What it needs, in follow-up.
    pub needs: Vec<String>,
}

/// Fields of a finding that are not filled when the report is issued.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FilledBy {
    /// By the auditee.
    pub auditee_in_follow_up: Vec<String>,
    /// By the auditor.
    pub auditor_in_follow_up: Vec<String>,
}

catalogue! {
    /// What internal audits are made of.
    audit: Audit = "audit.json"
}
