//! AI systems (ISO/IEC 42001 clause 8, A.6; AI Act Annex IV).

use super::act::{ActClassification, Conformity, Declaration, GpaiUse, PracticeScreening, Registration};
use super::item::{item, part, words};
use super::organisation::Role;
use super::release::MetricResult;
use super::time::When;
use super::value::{Markdown, Ref};
use super::{AnyOwner, Dataset, Document, Evidence, Monitoring, Obligation, Resource, Risk, Supplier, System, TestRef};

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

part! {
    /// A component, bought or our own: a software or firmware part, a pre-trained model (Annex IV 1(c), 2(a)).
    Component {
        /// Name.
        name: String,
        /// Kind, such as pre-trained model, library, service or firmware.
        kind: Option<String>,
        /// Version.
        version: Option<String>,
        /// Supplier it comes from.
        supplier: Option<Ref<Supplier>>,
        /// Licence.
        licence: Option<String>,
        /// SHA-256 of the file in hex.
        sha256: Option<String>,
        /// How it was used, integrated or changed.
        use_made: Option<Markdown>,
    }
}

part! {
    /// A choice of the design, with its reason (Annex IV 2(b)).
    DesignChoice {
        /// What was chosen.
        choice: Markdown,
        /// Why, and against what.
        rationale: Option<Markdown>,
        /// Assumptions that it rests on.
        assumptions: Option<Markdown>,
        /// What was given up for it.
        trade_off: Option<Markdown>,
        /// When it was made.
        date: Option<When>,
        /// Who made it.
        by: Option<Ref<AnyOwner>>,
    }
}

words! {
    /// Who puts a measure of human oversight in place (AI Act Art. 14(3)).
    OversightSide {
        /// Built into the system by the provider (Art. 14(3)(a)).
        BuiltIn = "built_in",
        /// For the deployer to put in place (Art. 14(3)(b)).
        Deployer = "deployer",
    }
}

part! {
    /// A measure of human oversight (A.9.2; AI Act Art. 14, Annex IV 2(e)).
    OversightMeasure {
        /// The measure.
        measure: Markdown,
        /// Who puts it in place.
        side: Option<OversightSide>,
        /// What it enables (Art. 14(4)), such as understanding, resisting automation bias, interpreting, overriding,
        /// stopping.
        #[serde(default)]
        enables: Vec<String>,
        /// Who oversees.
        overseers: Option<String>,
        /// How it was judged to suffice.
        assessment: Option<Markdown>,
    }
}

part! {
    /// A measure of performance, by group, with the test set behind it (Annex IV 2(g), 3, 4; AI Act Art. 13(3)(b)).
    PerformanceMetric {
        /// The metric.
        metric: String,
        /// Unit.
        unit: Option<String>,
        /// Why it suits the system.
        why_it_fits: Option<Markdown>,
        /// Threshold.
        threshold: Option<String>,
        /// Dataset that it was measured on.
        test_set: Option<Ref<Dataset>>,
        /// Version of the system that it was measured on.
        system_version: Option<String>,
        /// When it was measured.
        date: Option<When>,
        /// Values, the whole first, then by group.
        #[serde(default)]
        results: Vec<MetricResult>,
        /// What may change the values in use.
        circumstances: Option<Markdown>,
        /// Test that they come from.
        test: Option<Ref<TestRef>>,
    }
}

part! {
    /// An outcome that is not intended and can be foreseen, or a source of risk (Annex IV 3).
    UnintendedOutcome {
        /// The outcome.
        outcome: Markdown,
        /// What it may harm.
        #[serde(default)]
        harms: Vec<super::risk::HarmKind>,
        /// Risks in which it is treated.
        #[serde(default)]
        risks: Vec<Ref<Risk>>,
    }
}

part! {
    /// A setting in which the system is used (A.6.2.5, 4.3).
    DeploymentContext {
        /// The setting.
        context: String,
        /// Country or region.
        region: Option<String>,
        /// Number of deployers or users, with its unit.
        extent: Option<String>,
        /// Since when.
        since: Option<When>,
        /// What differs there.
        note: Option<Markdown>,
    }
}

part! {
    /// A standard or specification and how far it is applied (Annex IV 7).
    StandardApplied {
        /// Standard with its edition.
        standard: String,
        /// Is it a harmonised standard whose reference is in the Official Journal?
        harmonised: Option<bool>,
        /// Extent, such as `in full` or the parts applied.
        extent: Option<String>,
        /// What is done instead where it is not applied.
        alternative: Option<Markdown>,
    }
}

item! {
    /// An AI system (clause 8, A.6).
    AiSystem: System {
        /// Name.
        name: String,
        /// Version in use.
        version: Option<String>,
        /// Names under which it is sold or known otherwise.
        #[serde(default)]
        also_known_as: Vec<String>,
        /// How the version is related to earlier ones (Annex IV 1(a)).
        predecessors: Option<Markdown>,
        /// Stage of the life cycle.
        stage: Option<Stage>,
        /// Is it material: must the chain from risk to evidence be complete for it? Yes where absent.
        material: Option<bool>,
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
        /// Settings in which it is used.
        #[serde(default)]
        deployment_contexts: Vec<DeploymentContext>,
        /// Misuse that can be foreseen (AI Act Art. 3(13)).
        foreseeable_misuse: Option<Markdown>,
        /// Uses that are prohibited.
        #[serde(default)]
        prohibited_uses: Vec<String>,
        /// Groups of people affected.
        #[serde(default)]
        affected_groups: Vec<String>,
        /// Class under the EU AI Act.
        eu_ai_act: Option<ActClassification>,
        /// Art. 5 of the AI Act, screened per practice. A practice that is not listed was not screened.
        #[serde(default)]
        prohibited_practices: Vec<PracticeScreening>,
        /// Use of a general-purpose AI model (AI Act Chapter V).
        gpai: Option<GpaiUse>,
        /// Conformity assessment (AI Act Art. 43).
        conformity: Option<Conformity>,
        /// EU declaration of conformity (AI Act Art. 47).
        declaration: Option<Declaration>,
        /// Registrations (AI Act Art. 49).
        #[serde(default)]
        registrations: Vec<Registration>,
        /// Member States where it is made available, as ISO 3166-1 alpha-2 codes.
        #[serde(default)]
        member_states: Vec<String>,
        /// When it was first placed on the market or put into service (AI Act Art. 3(9), (11), 18, 111).
        placed_on_market: Option<When>,
        /// Is it intended for public authorities (AI Act Art. 111(2))?
        for_public_authorities: Option<bool>,
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
        /// What it can do, and how well.
        capabilities: Option<Markdown>,
        /// Human oversight as a whole.
        human_oversight: Option<Markdown>,
        /// Human oversight, measure by measure (Annex IV 2(e)).
        #[serde(default)]
        oversight_measures: Vec<OversightMeasure>,
        /// What helps to interpret the outputs (AI Act Art. 13(3)(b)(iv), (vii), (d)).
        interpretation: Option<Markdown>,
        /// Inputs and what they must be like (AI Act Art. 13(3)(b)(vi)).
        inputs: Option<Markdown>,
        /// Outputs.
        outputs: Option<Markdown>,
        /// Forms in which it reaches users: embedded, download, API (Annex IV 1(d)).
        #[serde(default)]
        distribution_forms: Vec<String>,
        /// How it works with hardware, software and other AI systems outside of it (Annex IV 1(b)).
        interactions: Option<Markdown>,
        /// The interface given to the deployer (Annex IV 1(g)).
        interface: Option<Markdown>,
        /// Pictures of the product that it is a component of, or `not a product component` (Annex IV 1(f)).
        product: Option<Markdown>,
        /// Architecture: how the components build on each other (Annex IV 2(c)).
        architecture: Option<Markdown>,
        /// Components (Annex IV 1(c), 2(a)).
        #[serde(default)]
        components: Vec<Component>,
        /// Hardware it is meant to run on (Annex IV 1(e)).
        hardware: Option<Markdown>,
        /// Computing used to develop, train, test and validate it, with units (Annex IV 2(c)).
        compute: Option<Markdown>,
        /// Methods and steps of development (Annex IV 2(a)).
        development_process: Option<Markdown>,
        /// Logic, what it is optimised for, and the quality of output expected (Annex IV 2(b)).
        design: Option<Markdown>,
        /// Choices of the design (Annex IV 2(b)).
        #[serde(default)]
        design_choices: Vec<DesignChoice>,
        /// Performance, by group (Annex IV 2(g), 3, 4).
        #[serde(default)]
        performance: Vec<PerformanceMetric>,
        /// Unintended outcomes that can be foreseen (Annex IV 3).
        #[serde(default)]
        unintended_outcomes: Vec<UnintendedOutcome>,
        /// Measures of robustness (AI Act Art. 15(4)).
        robustness: Option<Markdown>,
        /// Measures of cybersecurity (AI Act Art. 15(5), Annex IV 2(h)).
        cybersecurity: Option<Markdown>,
        /// Events that are logged, and how deployers collect and read the logs (AI Act Art. 12, 13(3)(f)).
        logging: Option<Markdown>,
        /// Months for which logs are kept (AI Act Art. 19(1), 26(6): at least 6).
        log_retention_months: Option<u16>,
        /// Expected lifetime.
        lifetime: Option<String>,
        /// Maintenance and care, with its frequency, and updates (AI Act Art. 13(3)(e)).
        maintenance: Option<Markdown>,
        /// Changes fixed in advance (Annex IV 2(f)); `none` is an answer.
        predetermined_changes: Option<Markdown>,
        /// Standards applied (Annex IV 7).
        #[serde(default)]
        standards: Vec<StandardApplied>,
        /// Plan of monitoring after placing on the market (AI Act Art. 72(3), Annex IV 9).
        post_market_plan: Option<Markdown>,
        /// Signals that are watched under that plan.
        #[serde(default)]
        monitoring: Vec<Ref<Monitoring>>,
        /// Is data of customers used for training?
        customer_data_for_training: Option<bool>,
        /// What of it, on which basis, and how to refuse.
        customer_data_note: Option<Markdown>,
        /// How long inputs and outputs are kept.
        retention: Option<Markdown>,
        /// Where data is processed.
        #[serde(default)]
        processing_locations: Vec<String>,
        /// Why no impact assessment was made, where none was (6.1.4).
        no_impact_assessment: Option<Markdown>,
        /// Obligations that apply to it beside those that name it.
        #[serde(default)]
        obligations: Vec<Ref<Obligation>>,
        /// Resources behind it beside those that name it.
        #[serde(default)]
        resources: Vec<Ref<Resource>>,
        /// Documents about it.
        #[serde(default)]
        documents: Vec<Ref<Document>>,
        /// Evidence.
        #[serde(default)]
        evidence: Vec<Ref<Evidence>>,
        /// When it went into use.
        in_use_since: Option<When>,
        /// When it was retired.
        retired_on: Option<When>,
        /// System that replaced it.
        replaced_by: Option<Ref<System>>,
        /// Business owner.
        owner: Option<Ref<AnyOwner>>,
        /// Technical owner.
        technical_owner: Option<Ref<AnyOwner>>,
        /// Owner of its risks.
        risk_owner: Option<Ref<AnyOwner>>,
    }
}
