//! What went wrong and what people spoke up about: incidents and concerns
//! (ISO/IEC 42001 A.3.3, A.8.4; AI Act Art. 3(49), 26(5), 73).

use super::item::{item, part, words};
use super::organisation::Approval;
use super::time::{Moment, When};
use super::value::{Date, Markdown, Ref};
use super::{Action, AnyOwner, Control, Evidence, FollowUp, Nonconformity, ReleaseRef, Risk, System};

words! {
    /// Limb of the definition of a serious incident (AI Act Art. 3(49)).
    SeriousLimb {
        /// Death of a person or serious harm to a person's health.
        A = "3(49)(a)",
        /// Serious and irreversible disruption of critical infrastructure.
        B = "3(49)(b)",
        /// Breach of duties under Union law that protect fundamental rights.
        C = "3(49)(c)",
        /// Serious harm to property or the environment.
        D = "3(49)(d)",
    }
}

words! {
    /// State of the causal link between system and harm (AI Act Art. 73(2), (4)).
    CausalLink {
        /// Shown.
        Established = "established",
        /// Reasonably likely.
        Likely = "likely",
        /// Being looked into.
        UnderInvestigation = "under_investigation",
        /// Looked into and not there.
        Excluded = "excluded",
    }
}

words! {
    /// Whose awareness starts a clock (AI Act Art. 73(2)).
    Awareness {
        /// The provider's.
        Provider = "provider",
        /// The deployer's.
        Deployer = "deployer",
    }
}

words! {
    /// Kind of a report to an authority (AI Act Art. 73).
    ReportKind {
        /// First report, which may be incomplete (Art. 73(5)).
        Initial = "initial",
        /// What came after it.
        FollowUp = "follow_up",
        /// The complete report.
        Complete = "complete",
    }
}

part! {
    /// A report or notice of an incident to somebody outside.
    IncidentReport dated sent_at {
        /// To whom: authority, provider, importer, distributor, customers.
        to: String,
        /// Kind.
        kind: Option<ReportKind>,
        /// When it was sent.
        sent_at: Moment,
        /// Reference that the receiver gave it.
        reference: Option<String>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
        /// What to know about it.
        note: Option<Markdown>,
    }
}

words! {
    /// State of an incident.
    IncidentStatus {
        /// Still going on.
        Ongoing = "ongoing",
        /// Stopped, not yet understood or put right.
        Contained = "contained",
        /// Closed.
        Closed = "closed",
    }
}

item! {
    /// An incident (A.8.4; AI Act Art. 73). It is dated by the moment it happened, not by the moment it was noticed:
    /// to leave out what happened in a period because it was noticed later would hide it.
    IncidentItem: Incident dated occurred_at, aware_at {
        /// Short title.
        title: String,
        /// The system.
        system: Option<Ref<System>>,
        /// Other systems touched.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// Release in which it happened.
        release: Option<Ref<ReleaseRef>>,
        /// What happened.
        description: Option<Markdown>,
        /// Member States where it happened, as ISO 3166-1 alpha-2 codes.
        #[serde(default)]
        member_states: Vec<String>,
        /// Place, more exactly.
        location: Option<String>,
        /// When it began.
        occurred_at: Option<Moment>,
        /// When it ended.
        ended_at: Option<Moment>,
        /// When the organisation became aware of it: the clock of Art. 73 starts.
        aware_at: Option<Moment>,
        /// Who became aware of it first, in words.
        aware_by: Option<String>,
        /// Whose awareness it was.
        awareness_of: Option<Awareness>,
        /// State of the causal link.
        causal_link: Option<CausalLink>,
        /// When the causal link, or its reasonable likelihood, was established.
        causal_link_established: Option<Moment>,
        /// Severity on the organisation's own scale, such as `minor` or `major`.
        severity: Option<String>,
        /// Is it a serious incident (AI Act Art. 3(49))? None where it was not judged, which is not a no.
        serious: Option<bool>,
        /// Limbs of Art. 3(49) that it meets.
        #[serde(default)]
        limbs: Vec<SeriousLimb>,
        /// Did a person die (Art. 73(4))?
        death: Option<bool>,
        /// Is it a widespread infringement (Art. 3(61), 73(3))?
        widespread: Option<bool>,
        /// Why it is serious, or why not.
        serious_reasoning: Option<Markdown>,
        /// Day of that judgement.
        serious_judged: Option<When>,
        /// Who judged.
        serious_judged_by: Option<Ref<AnyOwner>>,
        /// Authority that is to be told.
        authority: Option<String>,
        /// Day by which it is to be told, as the organisation counts.
        deadline: Option<Date>,
        /// When the initial report was sent.
        initial_report_at: Option<Moment>,
        /// When the complete report was sent.
        complete_report_at: Option<Moment>,
        /// Reports and notices, each with receiver and time.
        #[serde(default)]
        reports: Vec<IncidentReport>,
        /// When customers were told.
        customers_told_at: Option<Moment>,
        /// When the people affected were told.
        people_told_at: Option<Moment>,
        /// What was kept as evidence, and how (Art. 73(6)).
        evidence_preserved: Option<Markdown>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
        /// What was done at once.
        containment: Option<Markdown>,
        /// Cause.
        cause: Option<Markdown>,
        /// What is done about it, in words.
        action: Option<Markdown>,
        /// What is done about it, as actions of the record.
        #[serde(default)]
        actions: Vec<Ref<Action>>,
        /// Risks that it bears on.
        #[serde(default)]
        risks: Vec<Ref<Risk>>,
        /// Nonconformities raised from it.
        #[serde(default)]
        nonconformities: Vec<Ref<Nonconformity>>,
        /// People affected: who and how many.
        people_affected: Option<Markdown>,
        /// State.
        status: Option<IncidentStatus>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// Who approved the closure, and when.
        closure: Option<Approval>,
        /// Controls concerned.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
    }
}

words! {
    /// State of a matter that somebody brought up.
    MatterStatus {
        /// Open.
        Open = "open",
        /// Answered, with something still to be done.
        Answered = "answered",
        /// Closed.
        Closed = "closed",
    }
}

item! {
    /// A concern that somebody raised (A.3.3). It names no reporter; where one must be known, the item stands in the
    /// compartment `personal`.
    ConcernItem: Concern dated date {
        /// Channel, such as `form on the intranet`.
        channel: Option<String>,
        /// When it came in. A quarter protects better than a day.
        date: Option<When>,
        /// Subject.
        subject: String,
        /// Systems it is about.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// How it is handled.
        handling: Option<Markdown>,
        /// Who handles it.
        handled_by: Option<Ref<AnyOwner>>,
        /// What came of it.
        outcome: Option<Markdown>,
        /// State.
        status: Option<MatterStatus>,
        /// Was the reporter told of the outcome?
        reporter_told: Option<bool>,
        /// How the reporter is protected.
        protection: Option<Markdown>,
        /// What it led to: risks, actions, nonconformities, changes.
        #[serde(default)]
        led_to: Vec<Ref<FollowUp>>,
    }
}
