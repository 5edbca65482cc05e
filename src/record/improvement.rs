//! Audits, nonconformities and corrective actions (ISO/IEC 42001 9.2, 10.2).

use super::item::{item, part, words};
use super::organisation::Approval;
use super::risk::WorkState;
use super::value::{Date, Markdown, Ref};
use super::{ActionSource, AnyOwner, Audit, Control, Evidence, FindingSource, Nonconformity, System};

words! {
    /// Grade of an audit finding.
    Grade {
        /// Systematic failure or absence.
        MajorNonconformity = "major_nonconformity",
        /// Single lapse.
        MinorNonconformity = "minor_nonconformity",
        /// Could become one.
        Observation = "observation",
        /// Could be better.
        OpportunityForImprovement = "opportunity_for_improvement",
        /// Meets the requirement.
        Conformity = "conformity",
        /// Better than asked for.
        GoodPractice = "good_practice",
    }
}

part! {
    /// A finding of an audit.
    AuditFinding {
        /// Its number within the audit.
        number: String,
        /// Grade.
        grade: Grade,
        /// Requirement, as a clause or control id.
        requirement: String,
        /// Controls concerned.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// What was found.
        statement: Markdown,
        /// What it rests on.
        evidence: Option<Markdown>,
        /// Nonconformity raised from it.
        nonconformity: Option<Ref<Nonconformity>>,
    }
}

item! {
    /// An internal or external audit (9.2).
    AuditItem: Audit {
        /// Title.
        title: String,
        /// Kind, such as `internal`, `stage 1`, `surveillance`.
        kind: Option<String>,
        /// Objective.
        objective: Option<Markdown>,
        /// Criteria.
        #[serde(default)]
        criteria: Vec<String>,
        /// Scope.
        scope: Option<Markdown>,
        /// What was not covered.
        not_covered: Option<Markdown>,
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
        /// Who led it, as a name: auditors may be outsiders.
        lead_auditor: Option<String>,
        /// Others in the team.
        #[serde(default)]
        team: Vec<String>,
        /// How independence was secured.
        independence: Option<Markdown>,
        /// Systems audited.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// Controls looked at, whether or not they led to a finding.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// Findings.
        #[serde(default)]
        findings: Vec<AuditFinding>,
        /// Conclusion.
        conclusion: Option<Markdown>,
        /// Audit whose findings were followed up.
        follows_up: Option<Ref<Audit>>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
    }
}

words! {
    /// State of a nonconformity.
    NonconformityStatus {
        /// Open.
        Open = "open",
        /// Correction done, effectiveness not yet verified.
        AwaitingVerification = "awaiting_verification",
        /// Closed.
        Closed = "closed",
    }
}

item! {
    /// A nonconformity (10.2).
    NonconformityItem: Nonconformity {
        /// Short title.
        title: String,
        /// Where it came from.
        source: Option<Ref<FindingSource>>,
        /// Requirement not met.
        requirement: Option<String>,
        /// Description.
        description: Option<Markdown>,
        /// What was done at once.
        containment: Option<Markdown>,
        /// Root cause.
        root_cause: Option<Markdown>,
        /// Does it exist elsewhere?
        extent: Option<Markdown>,
        /// Day it was raised.
        raised: Option<Date>,
        /// State.
        status: NonconformityStatus,
        /// Day it was closed.
        closed: Option<Date>,
        /// Controls concerned.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
    }
}

part! {
    /// Was an action effective (10.2)?
    EffectivenessCheck {
        /// How it was checked.
        method: String,
        /// Day of the check.
        date: Option<Date>,
        /// Result.
        result: Option<Markdown>,
    }
}

item! {
    /// A corrective or other action (10.2).
    ActionItem: Action {
        /// What is to be done.
        what: String,
        /// Where it came from.
        source: Option<Ref<ActionSource>>,
        /// Controls concerned.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// Day by which it is due.
        due: Option<Date>,
        /// State.
        state: WorkState,
        /// Day it was done.
        done: Option<Date>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
        /// Was it effective?
        effectiveness: Option<EffectivenessCheck>,
        /// Who approved the closure.
        closure: Option<Approval>,
        /// Details.
        details: Option<Markdown>,
    }
}
