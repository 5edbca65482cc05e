//! Method, risk assessments, risks and their treatment (ISO/IEC 42001 6.1.1 to 6.1.3, 8.2, 8.3).

use super::item::{item, part, words};
use super::organisation::Approval;
use super::value::{Date, Decimal, Markdown, Ref};
use super::{AnyOwner, Control, Evidence, Risk, RiskAssessment, RiskOrControl, System};

part! {
    /// One step of a scale.
    ScaleStep {
        /// The number of the step.
        value: u8,
        /// Its name.
        label: Option<String>,
        /// What it means.
        meaning: Option<String>,
    }
}

part! {
    /// A band of ratings: from this product of likelihood and impact on, up to the next band.
    Band {
        /// Name, such as `high`.
        label: String,
        /// Lowest rating of the band.
        from: u16,
        /// Who may accept a residual risk in this band.
        accepted_by: Option<Ref<AnyOwner>>,
    }
}

item! {
    /// The method of risk assessment (6.1.2).
    Method: Method {
        /// Title of the method.
        title: String,
        /// Version of the method.
        version: Option<String>,
        /// What the method is, in words.
        description: Option<Markdown>,
        /// Steps of likelihood.
        #[serde(default)]
        likelihood: Vec<ScaleStep>,
        /// Steps of impact.
        #[serde(default)]
        impact: Vec<ScaleStep>,
        /// Bands of the rating, which is likelihood times impact.
        #[serde(default)]
        bands: Vec<Band>,
        /// Appetite: name of the highest band that is acceptable, by category of risk.
        #[serde(default)]
        appetite: std::collections::BTreeMap<String, String>,
    }
}

item! {
    /// One run of the risk assessment (6.1.2, 8.2).
    RiskAssessmentItem: RiskAssessment {
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
    Acceptance {
        /// Who accepted.
        by: Ref<AnyOwner>,
        /// When.
        on: Date,
        /// Until when.
        until: Option<Date>,
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
        /// Day on which the two were last compared.
        reconciled: Option<Date>,
        /// Rating there.
        rating: Option<String>,
    }
}

item! {
    /// A risk (6.1.2, 8.2).
    RiskItem: Risk {
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
        /// Controls that treat it.
        #[serde(default)]
        controls: Vec<Ref<Control>>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// State.
        status: Option<RiskStatus>,
        /// Acceptance of what remains.
        acceptance: Option<Acceptance>,
        /// Day of the next review.
        next_review: Option<Date>,
        /// Day it was entered.
        raised: Option<Date>,
        /// Where it stands in other registers.
        #[serde(default)]
        registers: Vec<RegisterReference>,
        /// Risks it is bound up with.
        #[serde(default)]
        related: Vec<Ref<Risk>>,
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
    /// An entry of the risk treatment plan (6.1.3, 8.3).
    TreatmentEntry: Treatment {
        /// What is to be done.
        action: String,
        /// Risks and controls it serves.
        #[serde(default)]
        serves: Vec<Ref<RiskOrControl>>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
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
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
        /// Details.
        details: Option<Markdown>,
    }
}
