//! How systems come about and change: changes, releases, tests, life cycle records
//! (ISO/IEC 42001 6.3, 8.1, A.6; AI Act Annex IV 1, 2 and 6).

use super::item::{item, part, words};
use super::organisation::Approval;
use super::time::When;
use super::value::{Date, Decimal, Markdown, Ref};
use super::{AnyItem, AnyOwner, Control, Dataset, Document, Evidence, ImpactAssessment, ReleaseRef, System};

words! {
    /// What a change is made to.
    ChangeKind {
        /// The AI management system (6.3).
        Aims = "aims",
        /// An AI system (8.1).
        System = "system",
        /// A supplier or bought component.
        Supplier = "supplier",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// How far a change is.
    ChangeStatus {
        /// Proposed.
        Proposed = "proposed",
        /// Decided, not made yet.
        Planned = "planned",
        /// Made.
        Made = "made",
        /// Taken back.
        Reverted = "reverted",
        /// Decided against.
        Declined = "declined",
    }
}

item! {
    /// A change to the AIMS or to a system, planned or made (6.3, 8.1).
    ChangeItem: Change dated date {
        /// What changes.
        what: String,
        /// What it is made to.
        kind: Option<ChangeKind>,
        /// The system that changes.
        system: Option<Ref<System>>,
        /// How far it is.
        status: Option<ChangeStatus>,
        /// When it was made, or took effect.
        date: Option<When>,
        /// When it is planned.
        planned_for: Option<When>,
        /// Why.
        reason: Option<Markdown>,
        /// What could follow from it, looked at before (6.3).
        consequences: Option<Markdown>,
        /// What it did.
        effect: Option<Markdown>,
        /// Who approved it, and when.
        approval: Option<Approval>,
        /// Further approvals, oldest first.
        #[serde(default)]
        approvals: Vec<Approval>,
        /// Release that brought it.
        release: Option<Ref<ReleaseRef>>,
        /// What called for it, or followed from it.
        #[serde(default)]
        related: Vec<Ref<AnyItem>>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
    }
}

item! {
    /// A release of a system (A.6.2.5; AI Act Annex IV 1(a), 6).
    ReleaseItem: Release dated date {
        /// The system.
        system: Ref<System>,
        /// Version.
        version: String,
        /// Day of the release.
        date: Option<When>,
        /// When this version was placed on the market or put into service (AI Act Art. 3(9), (11)).
        placed_on_market: Option<When>,
        /// Member States where it is made available, as ISO 3166-1 alpha-2 codes.
        #[serde(default)]
        member_states: Vec<String>,
        /// Forms in which it reaches users: embedded, download, API (Annex IV 1(d)).
        #[serde(default)]
        distribution_forms: Vec<String>,
        /// What changed.
        changes: Option<Markdown>,
        /// Is it a substantial modification (AI Act Art. 3(23))?
        substantial_modification: Option<bool>,
        /// Does the design change significantly (AI Act Art. 111(2))? Not the same question as the one before.
        significant_design_change: Option<bool>,
        /// Why, or why not.
        reason: Option<Markdown>,
        /// Gate passed, and how.
        gate: Option<Markdown>,
        /// Who approved it, and when.
        approval: Option<Approval>,
        /// Further approvals, oldest first.
        #[serde(default)]
        approvals: Vec<Approval>,
        /// Way back: version and time.
        rollback: Option<String>,
        /// Version and languages of the instructions for use (Annex IV 1(h)).
        instructions_for_use: Option<String>,
        /// Version of the technical documentation.
        technical_documentation: Option<String>,
        /// Versions of software and firmware it needs, and what must be updated (Annex IV 1(c)).
        requirements: Option<Markdown>,
        /// Impact assessment that informed it (8.4).
        impact_assessment: Option<Ref<ImpactAssessment>>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
        /// What else is to be known.
        note: Option<Markdown>,
    }
}

words! {
    /// How a result compares with its threshold.
    Verdict {
        /// The threshold is met.
        Met = "met",
        /// It is not met.
        NotMet = "not_met",
        /// It could not be judged, such as for want of cases. Never a pass.
        NotJudged = "not_judged",
    }
}

part! {
    /// A measured value for one group, with its interval.
    MetricResult {
        /// Group of people, language or other part; the whole where absent.
        group: Option<String>,
        /// The value.
        value: Decimal,
        /// Lower end of the interval.
        lower: Option<Decimal>,
        /// Upper end of the interval.
        upper: Option<Decimal>,
        /// Level of the interval in percent, such as `95`.
        confidence: Option<Decimal>,
        /// Number of cases.
        n: Option<u32>,
        /// How it compares with the threshold.
        result: Option<Verdict>,
        /// What to know about it.
        note: Option<Markdown>,
    }
}

item! {
    /// A test of a system (A.6.2.4; AI Act Annex IV 2(g), 4).
    TestItem: Test dated date {
        /// Short title.
        title: Option<String>,
        /// The system.
        system: Ref<System>,
        /// Release that it was made for.
        release: Option<Ref<ReleaseRef>>,
        /// Kind, such as accuracy, robustness, discrimination, cybersecurity or usability.
        kind: Option<String>,
        /// Test data.
        dataset: Option<Ref<Dataset>>,
        /// How it was done.
        procedure: Option<Markdown>,
        /// When it was made.
        date: Option<When>,
        /// What is measured.
        metric: String,
        /// Unit of the metric.
        unit: Option<String>,
        /// Why the metric suits the system (Annex IV 4).
        why_it_fits: Option<Markdown>,
        /// Threshold, set before the test (AI Act Art. 9(8)).
        threshold: Option<String>,
        /// Day on which the threshold was set.
        threshold_set: Option<When>,
        /// Results, by group.
        #[serde(default)]
        results: Vec<MetricResult>,
        /// What follows from the results.
        conclusion: Option<Markdown>,
        /// Who signed the report.
        signed_by: Option<Ref<AnyOwner>>,
        /// Day of the signature.
        signed_on: Option<Date>,
        /// The report.
        report: Option<Ref<Evidence>>,
        /// Controls that it serves.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
    }
}

words! {
    /// A stage of the life cycle at which something is decided and written down (A.6).
    LifecycleStage {
        /// Objectives and requirements (A.6.1.2, A.6.2.2).
        Requirements = "requirements",
        /// Design (A.6.2.3).
        Design = "design",
        /// Development (A.6.2.3).
        Development = "development",
        /// Verification and validation (A.6.2.4).
        Verification = "verification",
        /// Deployment (A.6.2.5).
        Deployment = "deployment",
        /// Operation and monitoring (A.6.2.6).
        Operation = "operation",
        /// Taking out of use.
        Decommissioning = "decommissioning",
    }
}

item! {
    /// What was decided at one stage of a system's life (A.6).
    LifecycleRecord: LifecycleRecord dated date {
        /// The system.
        system: Ref<System>,
        /// Stage.
        stage: LifecycleStage,
        /// When it was decided.
        date: Option<When>,
        /// Version of the system.
        system_version: Option<String>,
        /// What was decided.
        decided: Option<Markdown>,
        /// Requirements, design choices or criteria that the decision rests on.
        basis: Option<Markdown>,
        /// Who approved it, and when.
        approval: Option<Approval>,
        /// Release that came of it.
        release: Option<Ref<ReleaseRef>>,
        /// Documents of the stage.
        #[serde(default)]
        documents: Vec<Ref<Document>>,
        /// Controls that it serves.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
    }
}
