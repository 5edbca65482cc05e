//! Risk assessments, risks and their treatment (ISO/IEC 42001 6.1.2, 6.1.3, 8.2, 8.3).

use super::item::{item, part, words};
use super::organisation::Approval;
use super::time::When;
use super::value::{Date, Decimal, Markdown, Ref};
use super::{
    AnyOwner, Control, Evidence, ImpactAssessment, Objective, Obligation, Risk, RiskAssessment, RiskOrControl,
    Supplier, System, TreatmentRef,
};

item! {
    /// One run of the risk assessment (6.1.2, 8.2).
    RiskAssessmentItem: RiskAssessment dated date {
        /// Title.
        title: String,
        /// Day it was concluded.
        date: Date,
        /// What caused it.
        trigger: Option<String>,
        /// What it covered.
        scope: Option<Markdown>,
        /// Version of the method used.
        method_version: Option<String>,
        /// Who took part.
        #[serde(default)]
        participants: Vec<Ref<AnyOwner>>,
        /// Systems assessed.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// What came out.
        result: Option<Markdown>,
        /// Who approved it, and when.
        approval: Option<Approval>,
        /// Further approvals, oldest first.
        #[serde(default)]
        approvals: Vec<Approval>,
        /// Day of the next one.
        next_review: Option<Date>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
    }
}

words! {
    /// What is done about a risk.
    Treatment {
        /// Reduced by controls.
        Mitigate = "mitigate",
        /// Taken as it is.
        Accept = "accept",
        /// Shared or handed on, by contract or insurance.
        Transfer = "transfer",
        /// What causes it is not done.
        Avoid = "avoid",
    }
}

words! {
    /// State of a risk.
    RiskStatus {
        /// Known and not yet treated.
        Open = "open",
        /// Treatment under way.
        InTreatment = "in_treatment",
        /// Treated; the residual rating holds.
        Treated = "treated",
        /// Accepted.
        Accepted = "accepted",
        /// No longer there.
        Closed = "closed",
    }
}

part! {
    /// A rating: likelihood times impact.
    Rating {
        /// Likelihood on the method's scale.
        likelihood: Option<u8>,
        /// Impact on the method's scale.
        impact: Option<u8>,
        /// The rating as the register states it; the product where absent.
        rating: Option<u16>,
        /// Name of the band as the register states it.
        level: Option<String>,
    }
}

part! {
    /// The acceptance of a residual risk (6.1.3).
    Acceptance dated on {
        /// Who accepted.
        by: Ref<AnyOwner>,
        /// When. An acceptance of which no day is known proves little, and says so in documents.
        on: Option<Date>,
        /// Until when.
        until: Option<Date>,
        /// On which conditions.
        conditions: Option<Markdown>,
        /// Why.
        reason: Option<Markdown>,
    }
}

part! {
    /// Where the same risk stands in another register.
    RegisterReference {
        /// Which register, such as `enterprise` or `ISMS`.
        register: String,
        /// Its id there.
        id: String,
        /// When the two were last compared.
        reconciled: Option<When>,
        /// Rating there.
        rating: Option<String>,
        /// What differs, and why.
        note: Option<Markdown>,
    }
}

words! {
    /// What a risk may harm, as AI Act Annex IV 3 sorts it.
    HarmKind {
        /// Health and safety.
        HealthSafety = "health_safety",
        /// Fundamental rights.
        FundamentalRights = "fundamental_rights",
        /// Discrimination.
        Discrimination = "discrimination",
        /// None of these.
        Other = "other",
    }
}

item! {
    /// A risk (6.1.2, 8.2).
    RiskItem: Risk dated raised {
        /// Short title.
        title: String,
        /// Assessment that found it.
        assessment: Option<Ref<RiskAssessment>>,
        /// Systems concerned; the whole AIMS where empty.
        #[serde(default)]
        systems: Vec<Ref<System>>,
        /// What is at risk, in the register's own words, where no system of the record is meant.
        asset: Option<String>,
        /// Source of the risk.
        source: Option<String>,
        /// What may happen.
        description: Option<Markdown>,
        /// Consequence to the organisation.
        consequence_organisation: Option<Markdown>,
        /// Consequence to individuals.
        consequence_individuals: Option<Markdown>,
        /// Consequence to societies.
        consequence_societies: Option<Markdown>,
        /// Category in the organisation's own words.
        category: Option<String>,
        /// Trustworthiness characteristic (NIST AI RMF).
        characteristic: Option<String>,
        /// Entry of the OWASP Top 10 for LLM Applications, such as `LLM01:2025`.
        owasp: Option<String>,
        /// Rating before treatment.
        inherent: Option<Rating>,
        /// Rating after treatment.
        residual: Option<Rating>,
        /// What is done about it.
        treatment: Option<Treatment>,
        /// The treatment in words.
        treatment_plan: Option<Markdown>,
        /// Entries of the treatment plan, where they do not name the risk themselves.
        #[serde(default)]
        treatment_entries: Vec<Ref<TreatmentRef>>,
        /// Controls that treat it.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// State.
        status: Option<RiskStatus>,
        /// What is to be known about the state, such as a disagreement with the appetite.
        status_note: Option<Markdown>,
        /// Acceptance of what remains.
        acceptance: Option<Acceptance>,
        /// When it was last reviewed.
        last_review: Option<When>,
        /// Day of the next review.
        next_review: Option<Date>,
        /// When it was entered.
        raised: Option<When>,
        /// When it was closed.
        closed: Option<When>,
        /// Where it stands in other registers.
        #[serde(default)]
        registers: Vec<RegisterReference>,
        /// Risks it is bound up with.
        #[serde(default)]
        related: Vec<Ref<Risk>>,
        /// Is it sorted, for AI Act Annex IV 3, under health and safety, fundamental rights or discrimination?
        #[serde(default)]
        harms: Vec<HarmKind>,
        /// Does it touch people under 18 or other vulnerable groups (AI Act Art. 9(9))?
        vulnerable_groups: Option<Markdown>,
        /// Impact assessments that found it or bear on it.
        #[serde(default)]
        impact_assessments: Vec<Ref<ImpactAssessment>>,
        /// Objectives at stake.
        #[serde(default)]
        objectives: Vec<Ref<Objective>>,
        /// Obligations at stake.
        #[serde(default)]
        obligations: Vec<Ref<Obligation>>,
        /// Suppliers that it comes from.
        #[serde(default)]
        suppliers: Vec<Ref<Supplier>>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
    }
}

words! {
    /// State of a measure.
    WorkState {
        /// Nothing done yet.
        NotStarted = "not_started",
        /// Under way.
        InProgress = "in_progress",
        /// Done.
        Done = "done",
        /// Given up, with the reason in the text.
        Dropped = "dropped",
    }
}

item! {
    /// Document control of the risk treatment plan (6.1.3, 7.5.2), beside its entries.
    TreatmentPlanHeader: TreatmentPlanHeader {
        /// Title.
        title: Option<String>,
        /// Version.
        version: Option<String>,
        /// State.
        status: Option<super::control::DocumentStatus>,
        /// Day of this version.
        date: Option<Date>,
        /// Who prepared it.
        prepared_by: Option<Ref<AnyOwner>>,
        /// Who approved it, and when.
        approval: Option<Approval>,
        /// Further approvals, oldest first.
        #[serde(default)]
        approvals: Vec<Approval>,
        /// Who accepted the residual risks, and when (6.1.3).
        residual_risk_acceptance: Option<Approval>,
        /// Version that this one replaces.
        supersedes: Option<String>,
        /// Day of the next review.
        next_review: Option<Date>,
        /// What the reader should know first.
        introduction: Option<Markdown>,
    }
}

item! {
    /// An entry of the risk treatment plan (6.1.3, 8.3).
    TreatmentEntry: Treatment {
        /// What is to be done.
        action: String,
        /// Risks and controls it serves.
        #[serde(default)]
        serves: Vec<Ref<RiskOrControl>>,
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
        /// Share done, in percent.
        progress: Option<Decimal>,
        /// Was it effective?
        effectiveness: Option<Markdown>,
        /// Money and people set aside.
        resources: Option<Markdown>,
        /// Who approved it, and when.
        approval: Option<Approval>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
        /// Details.
        details: Option<Markdown>,
    }
}
