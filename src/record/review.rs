//! Management reviews and the decisions asked for (ISO/IEC 42001 9.3).

use super::item::{item, part, words};
use super::organisation::Approval;
use super::time::When;
use super::value::{Date, Markdown, Ref};
use super::{
    Action, AnyItem, AnyOwner, Document, Evidence, ManagementReviewRef, Opportunity, PersonRef, ProposalRef, System,
};

part! {
    /// Inputs to a management review (9.3.2), each in words. A required one that is absent prints as a gap.
    ReviewInputs {
        /// Where the actions of earlier reviews stand (9.3.2).
        earlier_actions: Option<Markdown>,
        /// Changes outside and inside that matter to the AIMS (9.3.2).
        changes: Option<Markdown>,
        /// Changes in what interested parties need and expect (9.3.2).
        interested_parties: Option<Markdown>,
        /// Trends in nonconformities and corrective actions (9.3.2).
        nonconformities: Option<Markdown>,
        /// Trends in monitoring and measurement (9.3.2).
        monitoring: Option<Markdown>,
        /// Trends in audit results (9.3.2).
        audits: Option<Markdown>,
        /// Opportunities to improve (9.3.2).
        improvement: Option<Markdown>,
        /// AI objectives (6.2).
        objectives: Option<Markdown>,
        /// AI risks and residual risks (8.2, 8.3).
        risks: Option<Markdown>,
        /// Impact assessments (8.4).
        impact_assessments: Option<Markdown>,
        /// Incidents and serious incidents (A.8.4).
        incidents: Option<Markdown>,
        /// Suppliers (A.10.3).
        suppliers: Option<Markdown>,
        /// Changes to the Statement of Applicability (6.1.3).
        applicability: Option<Markdown>,
        /// Resources and competence (7.1, 7.2).
        resources: Option<Markdown>,
        /// Concerns and reports from outside, without names (A.3.3, A.8.3).
        concerns: Option<Markdown>,
        /// Whether monitoring fed back into assessment, treatment or design (10.1).
        feedback_loop: Option<Markdown>,
        /// How the AI, enterprise and security risk registers reconcile.
        registers: Option<Markdown>,
        /// Readiness for other regimes.
        other_regimes: Option<Markdown>,
        /// Security findings that touch AI systems.
        security_findings: Option<Markdown>,
    }
}

words! {
    /// What a decision of a management review is about (9.3.3).
    DecisionKind {
        /// An opportunity to improve.
        Improvement = "improvement",
        /// A change that the AIMS needs.
        Change = "change",
        /// Resources.
        Resources = "resources",
        /// A residual risk that is accepted.
        RiskAcceptance = "risk_acceptance",
        /// A policy, scope or other document that is approved.
        Approval = "approval",
        /// Anything else.
        Other = "other",
    }
}

part! {
    /// A decision of a management review (9.3.3).
    ReviewDecision {
        /// Number within the review.
        number: Option<String>,
        /// What was decided.
        decision: Markdown,
        /// What it is about.
        kind: Option<DecisionKind>,
        /// Why.
        reason: Option<Markdown>,
        /// Who carries it out.
        owner: Option<Ref<AnyOwner>>,
        /// Day by which it is due.
        due: Option<Date>,
        /// Priority, in the organisation's own words.
        priority: Option<String>,
        /// Proposal that it answers.
        proposal: Option<Ref<ProposalRef>>,
        /// Opportunity that it answers.
        opportunity: Option<Ref<Opportunity>>,
        /// Actions that carry it out.
        #[serde(default)]
        actions: Vec<Ref<Action>>,
        /// Documents that it changes.
        #[serde(default)]
        affected_documents: Vec<Ref<Document>>,
    }
}

part! {
    /// Somebody who attended and is no person of the record.
    Guest {
        /// Name.
        name: String,
        /// In which role.
        role: Option<String>,
    }
}

item! {
    /// A management review (9.3).
    ManagementReviewItem: ManagementReview dated date {
        /// Title.
        title: Option<String>,
        /// Day of the meeting.
        date: Date,
        /// First day of the period under review.
        period_from: Option<Date>,
        /// Last day of the period under review.
        period_until: Option<Date>,
        /// Place, or `call`.
        place: Option<String>,
        /// Who chaired it.
        chair: Option<Ref<PersonRef>>,
        /// Who attended.
        #[serde(default)]
        attendees: Vec<Ref<PersonRef>>,
        /// Guests.
        #[serde(default)]
        guests: Vec<Guest>,
        /// Who was asked to come and did not.
        #[serde(default)]
        excused: Vec<Ref<PersonRef>>,
        /// Inputs.
        inputs: Option<ReviewInputs>,
        /// Decisions.
        #[serde(default)]
        decisions: Vec<ReviewDecision>,
        /// Actions that came of it.
        #[serde(default)]
        actions: Vec<Ref<Action>>,
        /// Resources decided on.
        resources: Option<Markdown>,
        /// Is the AIMS suitable still (9.3.1)?
        suitability: Option<Markdown>,
        /// Is it adequate (9.3.1)?
        adequacy: Option<Markdown>,
        /// Is it effective (9.3.1)?
        effectiveness: Option<Markdown>,
        /// The minutes.
        minutes: Option<Ref<Evidence>>,
        /// Review before this one.
        previous: Option<Ref<ManagementReviewRef>>,
        /// Who receives the pack.
        #[serde(default)]
        distribution: Vec<String>,
        /// Who signed the minutes, and when.
        approval: Option<Approval>,
        /// Further approvals, oldest first.
        #[serde(default)]
        approvals: Vec<Approval>,
        /// Day of the next review.
        next_date: Option<Date>,
    }
}

words! {
    /// What became of a proposal.
    ProposalStatus {
        /// Not decided yet.
        Open = "open",
        /// As recommended or as changed.
        Approved = "approved",
        /// Put off.
        Deferred = "deferred",
        /// Refused.
        Rejected = "rejected",
        /// Taken back.
        Withdrawn = "withdrawn",
    }
}

item! {
    /// A decision that is asked for (9.3).
    ProposalItem: Proposal dated date {
        /// Short title.
        title: String,
        /// Who is to decide.
        asked_of: Option<Ref<AnyOwner>>,
        /// Who asks.
        asked_by: Option<Ref<AnyOwner>>,
        /// When it was put.
        date: Option<When>,
        /// Day by which it must be decided.
        decide_by: Option<Date>,
        /// Background.
        background: Option<Markdown>,
        /// Options.
        #[serde(default)]
        options: Vec<Markdown>,
        /// Cost, with its currency.
        cost: Option<String>,
        /// What happens if nothing is decided.
        consequence_of_not_deciding: Option<Markdown>,
        /// What is recommended.
        recommendation: Option<Markdown>,
        /// State.
        status: Option<ProposalStatus>,
        /// What was decided, and how.
        outcome: Option<Markdown>,
        /// When it was decided.
        decided_on: Option<When>,
        /// Review in which it was decided.
        review: Option<Ref<ManagementReviewRef>>,
        /// What it is about.
        #[serde(default)]
        related: Vec<Ref<AnyItem>>,
        /// Systems concerned; the whole AIMS where empty.
        #[serde(default)]
        systems: Vec<Ref<System>>,
    }
}
