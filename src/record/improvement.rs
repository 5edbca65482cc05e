//! Nonconformities and corrective actions (ISO/IEC 42001 10.2).

use super::audit::Grade;
use super::item::{item, part, words};
use super::organisation::Approval;
use super::risk::WorkState;
use super::time::When;
use super::value::{Date, Markdown, Ref};
use super::{Action, ActionSource, AnyOwner, Control, Evidence, FindingSource, Nonconformity, Risk, System};

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
    NonconformityItem: Nonconformity dated raised {
        /// Short title.
        title: String,
        /// Where it came from.
        source: Option<Ref<FindingSource>>,
        /// Where in the source, such as the number of the audit finding.
        source_detail: Option<String>,
        /// Grade, where an audit gave one.
        grade: Option<Grade>,
        /// Requirement not met.
        requirement: Option<String>,
        /// Description.
        description: Option<Markdown>,
        /// What was done at once: control and correction.
        containment: Option<Markdown>,
        /// What followed from it, and how that was dealt with.
        consequences: Option<Markdown>,
        /// Root cause.
        root_cause: Option<Markdown>,
        /// Does it exist elsewhere?
        extent: Option<Markdown>,
        /// When it was raised.
        raised: Option<When>,
        /// State.
        status: NonconformityStatus,
        /// Day it was closed.
        closed: Option<Date>,
        /// Controls concerned.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// Systems concerned; the whole AIMS where empty.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// Corrective actions, where they do not name it as their source.
        #[serde(default)]
        actions: Vec<Ref<Action>>,
        /// Earlier nonconformity that it repeats.
        repeat_of: Option<Ref<Nonconformity>>,
        /// Risks that were looked at again because of it.
        #[serde(default)]
        risks: Vec<Ref<Risk>>,
        /// Does the AIMS itself have to change?
        aims_change_needed: Option<Markdown>,
        /// Was what was done effective?
        effectiveness: Option<EffectivenessCheck>,
        /// Who approved the closure, and when.
        closure: Option<Approval>,
        /// What is disputed about it, and by whom.
        dispute: Option<Markdown>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
    }
}

part! {
    /// Was an action effective (10.2)?
    EffectivenessCheck dated date {
        /// How it was checked.
        method: String,
        /// Day of the check.
        date: Option<When>,
        /// Day by which it is to be checked.
        due: Option<Date>,
        /// Who checked.
        by: Option<Ref<AnyOwner>>,
        /// Was it effective?
        effective: Option<bool>,
        /// Result.
        result: Option<Markdown>,
    }
}

item! {
    /// A corrective or other action (10.2).
    ActionItem: Action dated raised {
        /// What is to be done.
        what: String,
        /// Where it came from.
        source: Option<Ref<ActionSource>>,
        /// Where in the source, such as the number of the audit finding or of the decision.
        source_detail: Option<String>,
        /// When it was decided on.
        raised: Option<When>,
        /// Priority, in the organisation's own words.
        priority: Option<String>,
        /// Controls concerned.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// Systems concerned; the whole AIMS where empty.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// Day by which it was due at first, where the date was moved.
        first_due: Option<Date>,
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
