//! The Statement of Applicability and its evidence (ISO/IEC 42001 6.1.3, 7.5).

use super::item::{item, part, words};
use super::organisation::{Approval, Cadence};
use super::time::When;
use super::value::{Date, Markdown, Ref};
use super::{
    AnyOwner, AnyRef, Control, Document, Driver, Evidence, Objective, RiskAssessment, Supplier, System, Treatment,
};

words! {
    /// State of a controlled document.
    DocumentStatus {
        /// Being written.
        Draft = "draft",
        /// Under review.
        InReview = "in_review",
        /// Approved and in force.
        Approved = "approved",
        /// Replaced.
        Superseded = "superseded",
        /// Taken out of force without a successor.
        Withdrawn = "withdrawn",
    }
}

item! {
    /// Document control of the Statement of Applicability (6.1.3, 7.5.2).
    Soa: Soa {
        /// Title.
        title: Option<String>,
        /// Version.
        version: Option<String>,
        /// State.
        status: Option<DocumentStatus>,
        /// Day of this version.
        date: Option<Date>,
        /// Who prepared it.
        prepared_by: Option<Ref<AnyOwner>>,
        /// Who reviewed it.
        #[serde(default)]
        reviewed_by: Vec<Ref<AnyOwner>>,
        /// Who approved it, and when.
        approval: Option<Approval>,
        /// Further approvals, oldest first.
        #[serde(default)]
        approvals: Vec<Approval>,
        /// Version that this one replaces.
        supersedes: Option<String>,
        /// Who receives it.
        #[serde(default)]
        distribution: Vec<String>,
        /// Risk assessments it rests on.
        #[serde(default)]
        risk_assessments: Vec<Ref<RiskAssessment>>,
        /// Title and version of the treatment plan.
        treatment_plan: Option<String>,
        /// Who accepted the residual risks, and when.
        residual_risk_acceptance: Option<Approval>,
        /// What the reader should know first.
        introduction: Option<Markdown>,
        /// Day of the next review.
        next_review: Option<Date>,
    }
}

words! {
    /// Where a control comes from.
    ControlSource {
        /// Annex A of ISO/IEC 42001.
        AnnexA = "annex_a",
        /// The organisation's own.
        Custom = "custom",
        /// Annex A of ISO/IEC 27001.
        Iso27001 = "iso27001",
        /// Law.
        Law = "law",
        /// Contract.
        Contract = "contract",
    }
}

words! {
    /// How far an applicable control is in place.
    ControlStatus {
        /// In place, with evidence.
        Implemented = "implemented",
        /// In part.
        Partial = "partial",
        /// Decided, with a plan.
        Planned = "planned",
        /// Nothing done yet.
        NotStarted = "not_started",
    }
}

part! {
    /// A control's effectiveness as it was judged (8.1).
    Effectiveness dated date {
        /// When it was judged.
        date: When,
        /// Result in a word or two, such as `effective`.
        result: String,
        /// How it was judged.
        method: Option<String>,
        /// What was seen.
        note: Option<Markdown>,
    }
}

item! {
    /// One row of the Statement of Applicability (6.1.3).
    ControlItem: Control {
        /// Framework that the id belongs to; ISO/IEC 42001:2023 where absent. Ids of frameworks collide.
        framework: Option<String>,
        /// Where the control comes from.
        #[serde(default = "annex_a")]
        source: ControlSource,
        /// Title: of custom controls, or the official one where the organisation holds a licence.
        title: Option<String>,
        /// Is the control necessary? There is no third value.
        applicable: bool,
        /// Why it is in, or why it is out.
        #[serde(default)]
        justification: Markdown,
        /// Risks, assessments and obligations that call for it.
        #[serde(default)]
        drivers: Vec<Ref<Driver>>,
        /// How far it is in place.
        status: Option<ControlStatus>,
        /// How it is in place.
        how_implemented: Option<Markdown>,
        /// Systems it covers; all where empty.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// Evidence that it works.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
        /// How often evidence is expected.
        cadence: Option<Cadence>,
        /// Treatment plan entries that will complete it.
        #[serde(default)]
        treatment: Vec<Ref<Treatment>>,
        /// Objectives it serves (6.2).
        #[serde(default)]
        objectives: Vec<Ref<Objective>>,
        /// Judgements of its effectiveness (8.1), newest last.
        #[serde(default)]
        effectiveness: Vec<Effectiveness>,
        /// Documents that carry it.
        #[serde(default)]
        documents: Vec<Ref<Document>>,
        /// Suppliers that carry a part of it.
        #[serde(default)]
        suppliers: Vec<Ref<Supplier>>,
        /// Day on which it was decided or last looked at.
        reviewed: Option<When>,
        /// What is disputed about the decision, and by whom.
        dispute: Option<Markdown>,
        /// Parts that have a state of their own, where one control is carried by several measures.
        #[serde(default)]
        measures: Vec<Measure>,
    }
}

part! {
    /// One of several measures that carry a control.
    Measure {
        /// Name of the measure.
        title: String,
        /// How far it is in place.
        status: ControlStatus,
        /// How it is in place.
        how_implemented: Option<Markdown>,
        /// Evidence that it works.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
    }
}

fn annex_a() -> ControlSource {
    ControlSource::AnnexA
}

item! {
    /// A piece of evidence (7.5).
    EvidenceItem: Evidence dated date {
        /// Title.
        title: String,
        /// Kind, such as `report`, `minutes`, `log extract`, `contract` or `screenshot`.
        kind: Option<String>,
        /// File inside the record, as a path relative to the record.
        file: Option<String>,
        /// SHA-256 of the file in hex.
        sha256: Option<String>,
        /// Where it lies when it is not in the record.
        location: Option<String>,
        /// Day on which it was made.
        date: Option<Date>,
        /// First day of the period it speaks of.
        period_from: Option<Date>,
        /// Last day of the period it speaks of.
        period_until: Option<Date>,
        /// Who collected it.
        collected_by: Option<Ref<AnyOwner>>,
        /// Controls it is evidence of.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// Systems it is about.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// Suppliers it is about.
        #[serde(default)]
        suppliers: Vec<Ref<Supplier>>,
        /// Version, of documents that have one.
        version: Option<String>,
        /// How long it is kept.
        retention: Option<String>,
        /// What it shows.
        description: Option<Markdown>,
    }
}

item! {
    /// A mapping of the organisation's own, beside the catalogue's crosswalk.
    CrosswalkRow: Crosswalk {
        /// Control or clause of ISO/IEC 42001.
        iso_42001: String,
        /// The other framework, with its edition.
        framework: String,
        /// Ids there.
        related: Vec<String>,
        /// Why they are related.
        note: Option<String>,
        /// What in the record it concerns.
        #[serde(default)]
        concerns: Vec<Ref<AnyRef>>,
    }
}
