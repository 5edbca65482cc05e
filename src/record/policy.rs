//! What the organisation set itself and what is asked of it: policies, objectives, obligations
//! (ISO/IEC 42001 5.2, 6.1, 6.2, A.2, A.8.5).

use super::control::DocumentStatus;
use super::item::{item, part, words};
use super::organisation::{Approval, Cadence};
use super::time::When;
use super::value::{Date, Decimal, Markdown, Ref};
use super::{AnyOwner, Control, Document, Evidence, PolicyRef, System};

item! {
    /// A policy (5.2, A.2).
    Policy: Policy {
        /// Title.
        title: String,
        /// Topic, such as AI, acceptable use, privacy, security, transparency, fairness or accountability.
        topic: String,
        /// Version in force, or in preparation.
        version: String,
        /// State.
        status: Option<DocumentStatus>,
        /// State in words, where the word alone says too little.
        status_note: Option<Markdown>,
        /// Who approved it, and when.
        approval: Option<Approval>,
        /// Further approvals, oldest first.
        #[serde(default)]
        approvals: Vec<Approval>,
        /// Level of the approver, such as `board`.
        approver_level: Option<String>,
        /// First day on which it holds.
        in_force_since: Option<When>,
        /// Whom it was communicated to.
        communicated_to: Option<String>,
        /// Day on which it was communicated.
        communicated_on: Option<When>,
        /// Where it can be read.
        available_at: Option<String>,
        /// How often it is reviewed.
        review_cadence: Option<Cadence>,
        /// Day of the last review, whether or not it changed anything.
        last_review: Option<When>,
        /// Day of the next review.
        next_review: Option<Date>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// What it says, in short or in full.
        summary: Option<Markdown>,
        /// Its text, as a controlled document.
        document: Option<Ref<Document>>,
        /// Controls that it carries (A.2).
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// Policies that it is aligned with (A.2.3).
        #[serde(default)]
        aligned_with: Vec<Ref<PolicyRef>>,
        /// Version or policy that it replaces.
        supersedes: Option<String>,
    }
}

words! {
    /// A figure that the registers of the record give for any day, by the days that stand in them.
    RegisterFigure {
        /// Actions that are past their due date and not done.
        ActionsOverdue = "actions_overdue",
        /// Share of the actions decided on that are done, in percent.
        ActionsDonePercent = "actions_done_percent",
        /// Nonconformities that are not closed.
        NonconformitiesOpen = "nonconformities_open",
        /// Share of the nonconformities raised that are closed, in percent.
        NonconformitiesClosedPercent = "nonconformities_closed_percent",
        /// Share of the entries of the treatment plan that are done, in percent.
        TreatmentDonePercent = "treatment_done_percent",
        /// Share of the material systems in use that have an impact assessment, in percent.
        SystemsAssessedPercent = "systems_assessed_percent",
        /// Serious incidents so far.
        IncidentsSerious = "incidents_serious",
    }
}

item! {
    /// An AI objective (6.2).
    AimsObjective: Objective {
        /// What is to be reached.
        statement: String,
        /// How it is measured.
        measure: Option<String>,
        /// Unit of the measure.
        unit: Option<String>,
        /// Which direction is better: `up` or `down`.
        direction: Option<Direction>,
        /// Target value.
        target: Option<Decimal>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// Day by which it is to be reached.
        due: Option<Date>,
        /// Measured values, oldest first.
        #[serde(default)]
        measurements: Vec<Measurement>,
        /// Value where it began.
        baseline: Option<Decimal>,
        /// How often it is measured.
        cadence: Option<Cadence>,
        /// What will be done to reach it, and with what (6.2).
        plan: Option<Markdown>,
        /// Systems it concerns; the whole AIMS where empty.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// Policy that it carries out.
        policy: Option<Ref<PolicyRef>>,
        /// Last judgement, in the organisation's own words.
        assessment: Option<Markdown>,
        /// The figure of the registers that its values state; they are counted again.
        counts: Option<RegisterFigure>,
    }
}

words! {
    /// Which direction of a measure is better.
    Direction {
        /// More is better.
        Up = "up",
        /// Less is better.
        Down = "down",
    }
}

part! {
    /// A value at a time.
    Measurement dated date {
        /// The day, month or quarter.
        date: When,
        /// The value.
        value: Decimal,
        /// What to know about it.
        note: Option<String>,
    }
}

words! {
    /// Where an obligation comes from.
    ObligationKind {
        /// Law or regulation.
        Law = "law",
        /// Contract.
        Contract = "contract",
        /// Standard that the organisation committed to.
        Standard = "standard",
        /// Promise of its own.
        Commitment = "commitment",
    }
}

item! {
    /// An obligation (6.1, A.8.5): what the drivers `law` and `contract` of a control point to.
    ObligationItem: Obligation {
        /// Short title.
        title: String,
        /// Where it comes from.
        kind: ObligationKind,
        /// Where it is written, such as `Regulation (EU) 2024/1689, Art. 26`.
        source: Option<String>,
        /// What is required.
        requirement: Markdown,
        /// Systems it applies to; all where empty.
        #[serde(default)]
        applies_to: Vec<Ref<System>>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// Day by which it must be met.
        due: Option<Date>,
        /// What meets it.
        met_by: Option<Markdown>,
        /// Controls that meet it.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// Evidence that it is met.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
        /// State in words, such as `met` or `met in part`.
        status: Option<String>,
        /// Day from which it applies.
        applies_from: Option<Date>,
        /// Country or market whose law it is.
        jurisdiction: Option<String>,
    }
}
