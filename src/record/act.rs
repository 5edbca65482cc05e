//! A system under the EU AI Act (Regulation (EU) 2024/1689): class, prohibited practices, conformity, registration.

use super::item::{part, words};
use super::time::When;
use super::value::{Date, Markdown, Ref};
use super::{AnyOwner, Evidence, Supplier};

words! {
    /// Class of a system under the EU AI Act.
    ActClass {
        /// Art. 5.
        Prohibited = "prohibited",
        /// Art. 6.
        HighRisk = "high_risk",
        /// Art. 50.
        Transparency = "transparency",
        /// None of these.
        Minimal = "minimal",
        /// Not an AI system in the sense of Art. 3(1), or outside the Act.
        OutOfScope = "out_of_scope",
        /// Not evaluated yet.
        NotEvaluated = "not_evaluated",
    }
}

part! {
    /// How a system was classed under the EU AI Act, and why.
    ActClassification {
        /// The class.
        class: ActClass,
        /// Point of Annex III, such as `4(a)`.
        annex_iii: Option<String>,
        /// The reasoning.
        reasoning: Option<Markdown>,
        /// Does it profile natural persons (Art. 6(3), last subparagraph)?
        profiling: Option<bool>,
        /// Condition of Art. 6(3) relied on, such as `6(3)(a)`.
        exemption: Option<String>,
        /// Why it poses no significant risk of harm (Art. 6(3)).
        no_significant_risk: Option<Markdown>,
        /// When the class, and the assessment of Art. 6(4), was documented.
        documented_on: Option<When>,
        /// Day of the legal text that was read.
        legal_text_as_of: Option<Date>,
        /// Product law and section of Annex I, such as `Section A, point 11`.
        annex_i: Option<String>,
        /// Is it a safety component of a product, or a product (Art. 6(1))? With the analysis.
        safety_component: Option<Markdown>,
        /// Duties of Art. 50 that apply beside the class, such as `50(1)`.
        #[serde(default)]
        transparency: Vec<String>,
        /// Who decided.
        decided_by: Option<Ref<AnyOwner>>,
    }
}

words! {
    /// Answer to the question whether a practice of Art. 5 is there. Unclear is an open point, never a no.
    PracticeAnswer {
        /// It is not.
        DoesNotApply = "does_not_apply",
        /// It is: the system must not be placed on the market, put into service or used.
        Applies = "applies",
        /// Not settled.
        Unclear = "unclear",
    }
}

part! {
    /// One practice of Art. 5 as it was screened.
    PracticeScreening dated date {
        /// The practice, such as `5(1)(a)` or `5(1)(ba)`.
        practice: String,
        /// The answer.
        answer: PracticeAnswer,
        /// Why.
        reason: Option<Markdown>,
        /// When it was screened.
        date: Option<When>,
        /// Who screened.
        assessed_by: Option<Ref<AnyOwner>>,
        /// Day of the legal text that was read.
        legal_text_as_of: Option<Date>,
    }
}

words! {
    /// Where the organisation stands towards a general-purpose AI model (Chapter V).
    GpaiRole {
        /// Integrates a model of somebody else (Art. 3(68)).
        Downstream = "downstream",
        /// Provides the model (Art. 53).
        Provider = "provider",
        /// Changed a model so far that it became its provider.
        ModifierProvider = "modifier_provider",
        /// Uses none.
        None = "none",
    }
}

part! {
    /// Use of a general-purpose AI model.
    GpaiUse {
        /// Where the organisation stands.
        role: GpaiRole,
        /// The model, with its version.
        model: Option<String>,
        /// Who provides it.
        supplier: Option<Ref<Supplier>>,
        /// Information of Annex XII: what was asked for, and what came.
        annex_xii: Option<Markdown>,
        /// Is it a model with systemic risk (Art. 51)?
        systemic_risk: Option<bool>,
        /// Fine-tuning and other changes.
        changes: Option<Markdown>,
    }
}

words! {
    /// Route of the conformity assessment (Art. 43).
    ConformityRoute {
        /// Internal control (Annex VI).
        InternalControl = "internal_control",
        /// Quality management system and technical documentation, with a notified body (Annex VII).
        NotifiedBody = "notified_body",
        /// The procedure of the product law (Art. 43(3)).
        ProductLaw = "product_law",
        /// None is required.
        NotRequired = "not_required",
    }
}

part! {
    /// Conformity assessment (Art. 43).
    Conformity {
        /// Route.
        route: Option<ConformityRoute>,
        /// Why this route; for biometrics under Annex VI, the standards or specifications applied in full.
        reasoning: Option<Markdown>,
        /// State in words.
        status: Option<Markdown>,
        /// When it was completed.
        completed_on: Option<When>,
        /// Name and number of the notified body.
        notified_body: Option<String>,
        /// Type and number of its certificate.
        certificate: Option<String>,
        /// Last day of the certificate.
        certificate_until: Option<Date>,
        /// When the CE marking was affixed (Art. 48).
        ce_marking: Option<When>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
    }
}

part! {
    /// EU declaration of conformity (Art. 47, Annex V).
    Declaration dated date {
        /// Number or other reference.
        reference: Option<String>,
        /// Version.
        version: Option<String>,
        /// Day of the signature.
        date: Option<Date>,
        /// Place of the signature.
        place: Option<String>,
        /// Name and function of the signatory, and on whose behalf.
        signatory: Option<String>,
        /// Other Union law that it declares conformity with.
        #[serde(default)]
        other_law: Vec<String>,
        /// Standards and common specifications named in it.
        #[serde(default)]
        standards: Vec<String>,
        /// Languages, as in `de`.
        #[serde(default)]
        languages: Vec<String>,
        /// The signed declaration.
        document: Option<Ref<Evidence>>,
    }
}

part! {
    /// Registration in the EU or a national database (Art. 49, Annex VIII).
    Registration {
        /// Paragraph that calls for it, such as `49(2)`.
        basis: Option<String>,
        /// Database.
        database: Option<String>,
        /// Number of the entry.
        number: Option<String>,
        /// When it was filed.
        registered_on: Option<When>,
        /// Web page of the entry.
        url: Option<String>,
        /// State in words.
        status: Option<Markdown>,
    }
}
