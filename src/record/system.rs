//! AI systems and the data behind them (ISO/IEC 42001 clause 8, A.6, A.7).

use super::item::{item, part, words};
use super::organisation::Role;
use super::value::{Date, Markdown, Ref};
use super::{AnyOwner, Dataset, Evidence, ImpactAssessment, Supplier, System};

words! {
    /// Stage of the life cycle (after ISO/IEC 22989).
    Stage {
        /// Idea and requirements.
        Inception = "inception",
        /// Design and development.
        Development = "development",
        /// Verification and validation.
        Verification = "verification",
        /// Being rolled out.
        Deployment = "deployment",
        /// In use and watched.
        Operation = "operation",
        /// Taken out of use.
        Retired = "retired",
    }
}

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
        /// Day on which the assessment of Art. 6(4) was documented.
        documented_on: Option<Date>,
        /// Who decided.
        decided_by: Option<Ref<AnyOwner>>,
    }
}

item! {
    /// An AI system (clause 8, A.6).
    AiSystem: System {
        /// Name.
        name: String,
        /// Version in use.
        version: Option<String>,
        /// Stage of the life cycle.
        stage: Option<Stage>,
        /// Roles that the organisation plays towards it.
        #[serde(default)]
        roles: Vec<Role>,
        /// Does it face customers or other outside users?
        outside_users: Option<bool>,
        /// What it is, in a few sentences.
        description: Option<Markdown>,
        /// Purpose.
        purpose: Option<Markdown>,
        /// Intended use.
        intended_use: Option<Markdown>,
        /// Intended users.
        #[serde(default)]
        intended_users: Vec<String>,
        /// Misuse that can be foreseen.
        foreseeable_misuse: Option<Markdown>,
        /// Uses that are prohibited.
        #[serde(default)]
        prohibited_uses: Vec<String>,
        /// Groups of people affected.
        #[serde(default)]
        affected_groups: Vec<String>,
        /// Class under the EU AI Act.
        eu_ai_act: Option<ActClassification>,
        /// Suppliers of models, services or components.
        #[serde(default)]
        suppliers: Vec<Ref<Supplier>>,
        /// Datasets behind it.
        #[serde(default)]
        datasets: Vec<Ref<Dataset>>,
        /// Regions where it is deployed.
        #[serde(default)]
        regions: Vec<String>,
        /// Limits that users must know.
        limitations: Option<Markdown>,
        /// Human oversight measures.
        human_oversight: Option<Markdown>,
        /// Day it went into use.
        in_use_since: Option<Date>,
        /// Day it was retired.
        retired_on: Option<Date>,
        /// System that replaced it.
        replaced_by: Option<Ref<System>>,
        /// Business owner.
        owner: Option<Ref<AnyOwner>>,
        /// Technical owner.
        technical_owner: Option<Ref<AnyOwner>>,
    }
}

words! {
    /// What a dataset is for.
    DatasetPurpose {
        /// Training.
        Train = "train",
        /// Validation.
        Validate = "validate",
        /// Test.
        Test = "test",
        /// Grounding or retrieval.
        Ground = "ground",
    }
}

item! {
    /// A dataset (A.7).
    DatasetItem: Dataset {
        /// Title.
        title: String,
        /// What it is for.
        #[serde(default)]
        purposes: Vec<DatasetPurpose>,
        /// Where the data comes from.
        origin: Option<Markdown>,
        /// How it was collected.
        collection: Option<Markdown>,
        /// Provenance record (A.7.5).
        provenance: Option<Markdown>,
        /// Rights and licence.
        rights: Option<String>,
        /// Does it hold personal data?
        personal_data: Option<bool>,
        /// Legal basis of the processing.
        legal_basis: Option<String>,
        /// Size, with its unit.
        size: Option<String>,
        /// Preparation and labelling (A.7.6).
        preparation: Option<Markdown>,
        /// Quality checks (A.7.4).
        quality: Option<Markdown>,
        /// Examination for bias.
        bias_examination: Option<Markdown>,
        /// Known gaps.
        gaps: Option<Markdown>,
        /// How long it is kept.
        retention: Option<String>,
        /// Who owns it.
        owner: Option<Ref<AnyOwner>>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
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
        /// What is done about it.
        mitigation: Option<Markdown>,
        /// What remains.
        residual: Option<Markdown>,
    }
}

item! {
    /// An AI system impact assessment (6.1.4, 8.4, A.5).
    ImpactAssessmentItem: ImpactAssessment {
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
        /// Who assessed.
        #[serde(default)]
        assessors: Vec<Ref<AnyOwner>>,
        /// Who was consulted.
        #[serde(default)]
        consulted: Vec<String>,
        /// Technical and societal context.
        context: Option<Markdown>,
        /// Misuse considered.
        misuse_considered: Option<Markdown>,
        /// Impacts judged.
        #[serde(default)]
        impacts: Vec<Impact>,
        /// Fundamental rights (AI Act Art. 27).
        fundamental_rights: Option<Markdown>,
        /// What was decided.
        decision: Option<Markdown>,
        /// Who approved it, and when.
        approval: Option<super::organisation::Approval>,
        /// Day of the next review.
        next_review: Option<Date>,
        /// Assessment that this one replaces.
        supersedes: Option<Ref<ImpactAssessment>>,
    }
}
