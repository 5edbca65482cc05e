//! AI system impact assessments (ISO/IEC 42001 6.1.4, 8.4, A.5; AI Act Art. 27).

use super::item::{item, part, words};
use super::organisation::Approval;
use super::time::When;
use super::value::{Date, Markdown, Ref};
use super::{Action, AnyOwner, Control, Evidence, ImpactAssessment, ReleaseRef, Risk, System};

words! {
    /// On whom an impact falls (6.1.4).
    ImpactScope {
        /// Individuals.
        Individuals = "individuals",
        /// A group.
        Group = "group",
        /// Society.
        Society = "society",
    }
}

part! {
    /// What was judged for one group of people or for society.
    Impact {
        /// Individuals, group or society concerned.
        affected: String,
        /// The impact.
        impact: Markdown,
        /// Severity on the organisation's scale.
        severity: Option<u8>,
        /// Likelihood on the organisation's scale.
        likelihood: Option<u8>,
        /// Can it be undone?
        reversibility: Option<String>,
        /// Individuals, group or society: which of the three it is.
        scope: Option<ImpactScope>,
        /// Benefit on the other side.
        benefit: Option<Markdown>,
        /// What is done about it.
        mitigation: Option<Markdown>,
        /// What remains.
        residual: Option<Markdown>,
        /// Severity of what remains, on the organisation's scale.
        residual_severity: Option<u8>,
        /// Likelihood of what remains, on the organisation's scale.
        residual_likelihood: Option<u8>,
        /// Risks in which it is treated.
        #[serde(default)]
        risks: Vec<Ref<Risk>>,
    }
}

part! {
    /// A condition under which use was allowed.
    Condition {
        /// The condition.
        condition: Markdown,
        /// Who sees to it.
        owner: Option<Ref<AnyOwner>>,
        /// Day by which it is to be met.
        due: Option<Date>,
        /// When it was met.
        met_on: Option<When>,
        /// Actions that meet it.
        #[serde(default)]
        actions: Vec<Ref<Action>>,
    }
}

part! {
    /// The fundamental rights impact assessment, element by element (AI Act Art. 27(1)).
    FundamentalRights {
        /// Processes in which the system is used (27(1)(a)).
        processes: Option<Markdown>,
        /// Period and frequency of use (27(1)(b)).
        period: Option<Markdown>,
        /// Categories of people and groups affected (27(1)(c)).
        affected: Option<Markdown>,
        /// Specific risks of harm to them (27(1)(d)).
        harms: Option<Markdown>,
        /// How human oversight is carried out (27(1)(e)).
        oversight: Option<Markdown>,
        /// Measures if risks come true, governance and complaints (27(1)(f)).
        measures: Option<Markdown>,
        /// When the authority was told of the result (27(3)).
        notified_on: Option<When>,
    }
}

item! {
    /// An AI system impact assessment (6.1.4, 8.4, A.5).
    ImpactAssessmentItem: ImpactAssessment dated date {
        /// Title.
        title: String,
        /// System assessed.
        system: Ref<System>,
        /// Version of the system assessed.
        system_version: Option<String>,
        /// What caused the assessment.
        trigger: Option<String>,
        /// Day it was concluded.
        date: Option<Date>,
        /// What is to be known about the dates.
        note_on_dates: Option<Markdown>,
        /// Who assessed.
        #[serde(default)]
        assessors: Vec<Ref<AnyOwner>>,
        /// Who was consulted.
        #[serde(default)]
        consulted: Vec<String>,
        /// Technical and societal context (6.1.4).
        context: Option<Markdown>,
        /// Jurisdictions in which it is used (6.1.4).
        #[serde(default)]
        jurisdictions: Vec<String>,
        /// Intended use as it was assessed.
        intended_use: Option<Markdown>,
        /// Misuse considered.
        misuse_considered: Option<Markdown>,
        /// Impacts judged.
        #[serde(default)]
        impacts: Vec<Impact>,
        /// Benefits.
        benefits: Option<Markdown>,
        /// Fundamental rights as a whole (AI Act Art. 27).
        fundamental_rights: Option<Markdown>,
        /// The elements of Art. 27(1), apart.
        fria: Option<FundamentalRights>,
        /// Data protection impact assessment it refers to (AI Act Art. 26(9), 27(4)).
        dpia: Option<String>,
        /// What was decided.
        decision: Option<Markdown>,
        /// Conditions of the decision.
        #[serde(default)]
        conditions: Vec<Condition>,
        /// Opinions that differ.
        dissent: Option<Markdown>,
        /// Release that it informed (8.4).
        informed_release: Option<Ref<ReleaseRef>>,
        /// Who approved it, and when.
        approval: Option<Approval>,
        /// Further approvals, oldest first.
        #[serde(default)]
        approvals: Vec<Approval>,
        /// Day of the next review.
        next_review: Option<Date>,
        /// Assessment that this one replaces.
        supersedes: Option<Ref<ImpactAssessment>>,
        /// Controls that it serves.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
    }
}
