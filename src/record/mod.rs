//! The typed record of an AI management system (ISO/IEC 42001).
//!
//! A [`Record`] holds one collection per kind of item, and [`Kind`] names them all. A field that stands in no type
//! here is a finding; an organisation's own fields go under `custom:`.

pub mod act;
pub mod approval;
pub mod audit;
pub mod context;
pub mod control;
pub mod dataset;
pub mod disclosure;
pub mod impact;
pub mod improvement;
pub mod incident;
pub(crate) mod item;
mod json;
pub mod method;
pub mod monitoring;
pub mod organisation;
pub mod people;
pub mod policy;
pub mod release;
pub mod review;
pub mod risk;
pub mod schema;
pub mod supplier;
pub mod support;
pub mod system;
#[cfg(test)]
mod tests;
pub mod time;
pub mod value;

use std::collections::BTreeMap;

pub use crate::canonical::{canonical_json, digest};
pub use item::{Common, Item, Leaf, Revision};
pub use time::{Moment, When};
pub use value::{Class, Date, Decimal, Id, Markdown, NotADay, Ref, Target, day};

/// Declares the kinds of item, the record that holds them and the way to walk it.
macro_rules! collections {
    (
        single { $($single:ident $single_field:ident $single_name:literal $single_label:literal $single_type:ty,)* }
        many { $($many:ident $many_field:ident $many_name:literal $many_label:literal $many_type:ty,)* }
    ) => {
        /// A kind of item, which is also a collection of the record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each is described where its type is")]
        pub enum Kind {
            $($single,)*
            $($many,)*
        }

        impl Kind {
            /// Every kind, in the order in which documents list them.
            pub const ALL: &'static [Self] = &[$(Self::$single,)* $(Self::$many,)*];

            /// Name of the collection, as files are named: `risk-assessments`.
            pub fn collection(self) -> &'static str {
                match self {
                    $(Self::$single => $single_name,)*
                    $(Self::$many => $many_name,)*
                }
            }

            /// What one item is called: `risk assessment`.
            pub fn label(self) -> &'static str {
                match self {
                    $(Self::$single => $single_label,)*
                    $(Self::$many => $many_label,)*
                }
            }

            fn variant(self) -> &'static str {
                match self {
                    $(Self::$single => stringify!($single),)*
                    $(Self::$many => stringify!($many),)*
                }
            }

            /// The schema of one item, by reference to its definition.
            fn schema(self, generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                match self {
                    $(Self::$single => generator.subschema_for::<$single_type>(),)*
                    $(Self::$many => generator.subschema_for::<$many_type>(),)*
                }
            }

            /// Does a record hold exactly one of it?
            pub fn is_single(self) -> bool {
                matches!(self, $(Self::$single)|*)
            }
        }

        /// The record of one organisation's AI management system.
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct Record {
            $(#[doc = concat!("The ", $single_label, ".")] pub $single_field: Option<$single_type>,)*
            $(#[doc = concat!("The collection `", $many_name, "`.")] pub $many_field: Vec<$many_type>,)*
            /// Classes set on whole collections.
            pub classes: BTreeMap<Kind, Class>,
        }

        impl Record {
            /// Every item, by kind and then in the order of the record.
            pub fn items(&self) -> impl Iterator<Item = &dyn Item> {
                Kind::ALL.iter().flat_map(|kind| self.of_kind(*kind))
            }

            /// The items of one kind, in the order of the record.
            pub fn of_kind(&self, kind: Kind) -> Vec<&dyn Item> {
                match kind {
                    $(Kind::$single => self.$single_field.iter().map(|item| item as &dyn Item).collect(),)*
                    $(Kind::$many => self.$many_field.iter().map(|item| item as &dyn Item).collect(),)*
                }
            }

            /// Adds an item that was read from a file.
            ///
            /// # Errors
            /// What keeps the value from being an item of that kind; or a second item where only one can be.
            #[cfg(feature = "ingest")]
            pub(crate) fn push<'de, D: serde::Deserializer<'de>>(&mut self, kind: Kind, value: D) -> Result<(), D::Error> {
                use serde::Deserialize as _;
                match kind {
                    $(Kind::$single => {
                        let item = <$single_type>::deserialize(value)?;
                        if self.$single_field.is_some() {
                            return Err(serde::de::Error::custom(concat!("a record has one ", $single_label, " only")));
                        }
                        self.$single_field = Some(item);
                    })*
                    $(Kind::$many => self.$many_field.push(<$many_type>::deserialize(value)?),)*
                }
                Ok(())
            }
        }
    };
}

collections! {
    single {
        Organisation organisation "organisation" "organisation" organisation::Organisation,
        Scope scope "scope" "scope" organisation::Scope,
        Method method "method" "risk method" method::Method,
        Soa soa "soa" "Statement of Applicability" control::Soa,
        TreatmentPlanHeader treatment_plan_header "treatment-plan-header" "treatment plan header" risk::TreatmentPlanHeader,
    }
    many {
        Person people "people" "person" people::Person,
        Role roles "roles" "role" people::AimsRole,
        Body bodies "bodies" "body" people::Body,
        Raci raci "raci" "row of responsibilities" people::RaciRow,
        Policy policies "policies" "policy" policy::Policy,
        Objective objectives "objectives" "objective" policy::AimsObjective,
        Obligation obligations "obligations" "obligation" policy::ObligationItem,
        System systems "systems" "AI system" system::AiSystem,
        Dataset datasets "datasets" "dataset" dataset::DatasetItem,
        ImpactAssessment impact_assessments "impact-assessments" "impact assessment" impact::ImpactAssessmentItem,
        RiskAssessment risk_assessments "risk-assessments" "risk assessment" risk::RiskAssessmentItem,
        Risk risks "risks" "risk" risk::RiskItem,
        Treatment treatment_plan "treatment-plan" "treatment plan entry" risk::TreatmentEntry,
        Control controls "controls" "control" control::ControlItem,
        Evidence evidence "evidence" "evidence item" control::EvidenceItem,
        Supplier suppliers "suppliers" "supplier" supplier::SupplierItem,
        Customer customers "customers" "customer" organisation::Customer,
        Audit audits "audits" "audit" audit::AuditItem,
        AuditProgramme audit_programmes "audit-programmes" "audit programme" audit::AuditProgramme,
        Nonconformity nonconformities "nonconformities" "nonconformity" improvement::NonconformityItem,
        Action actions "actions" "action" improvement::ActionItem,
        Crosswalk crosswalk "crosswalk" "crosswalk row" control::CrosswalkRow,
        ContextIssue context_issues "context-issues" "context issue" context::ContextIssue,
        InterestedParty interested_parties "interested-parties" "interested party" context::InterestedParty,
        Opportunity opportunities "opportunities" "opportunity" context::Opportunity,
        Change changes "changes" "change" release::ChangeItem,
        Resource resources "resources" "resource" support::Resource,
        Competence competence "competence" "competence entry" support::CompetenceEntry,
        Communication communications "communications" "communication" support::Communication,
        Document documents "documents" "document" support::ControlledDocument,
        Certificate certificates "certificates" "certificate" support::Certificate,
        Proposal proposals "proposals" "proposal" review::ProposalItem,
        Release releases "releases" "release" release::ReleaseItem,
        Test tests "tests" "test" release::TestItem,
        LifecycleRecord lifecycle_records "lifecycle-records" "life cycle record" release::LifecycleRecord,
        Monitoring monitoring "monitoring" "monitoring signal" monitoring::MonitoringSignal,
        Finding findings "findings" "security finding" monitoring::SecurityFinding,
        Concern concerns "concerns" "concern" incident::ConcernItem,
        Incident incidents "incidents" "incident" incident::IncidentItem,
        ManagementReview management_reviews "management-reviews" "management review" review::ManagementReviewItem,
        Disclosure disclosures "disclosures" "disclosure" disclosure::DisclosureItem,
        Feedback feedback "feedback" "feedback item" disclosure::FeedbackItem,
        Activity activity "activity" "activity entry" support::ActivityEntry,
    }
}

impl Kind {
    /// How findings name an item: `control A.5.2`; by its kind alone where there is one of it, or no id.
    pub fn named(self, id: &str) -> String {
        if self.is_single() || id.is_empty() { self.label().to_owned() } else { format!("{} {id}", self.label()) }
    }

    /// Some item of the kind, in a sentence: `an AI system`.
    pub fn with_article(self) -> String {
        let vowel = self.label().starts_with(['a', 'e', 'i', 'o', 'u', 'A']);
        format!("{} {}", if vowel { "an" } else { "a" }, self.label())
    }

    /// The kind whose collection has this name; `_` counts as `-`.
    pub fn from_collection(name: &str) -> Option<Self> {
        let name = name.replace('_', "-");
        Self::ALL.iter().copied().find(|kind| kind.collection() == name)
    }

    /// Name of one item in data: `risk_assessment`, `system`.
    pub fn field_singular(self) -> String {
        let mut name = String::new();
        for character in self.variant().chars() {
            if character.is_ascii_uppercase() && !name.is_empty() {
                name.push('_');
            }
            name.push(character.to_ascii_lowercase());
        }
        name
    }

    /// Name of the collection in expressions and data: `risk_assessments`.
    pub fn field(self) -> String {
        self.collection().replace('-', "_")
    }

    /// Name of the collection in views, where `findings` are those of the checks.
    pub fn in_view(self) -> String {
        if self == Self::Finding { "security_findings".to_owned() } else { self.field() }
    }

    /// The kind whose collection has this name in views.
    pub fn from_view(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.in_view() == name)
    }
}

/// Declares what a reference may point to.
macro_rules! targets {
    ($($(#[$meta:meta])* $name:ident => $($kind:ident),+;)*) => {
        $($(#[$meta])*
        #[derive(Debug)]
        pub struct $name;

        impl Target for $name {
            const KINDS: &'static [Kind] = &[$(Kind::$kind),+];
        })*
    };
}

targets! {
    /// Points to a person, a role or a body.
    AnyOwner => Person, Role, Body;
    /// Points to an AI system.
    System => System;
    /// Points to a dataset.
    Dataset => Dataset;
    /// Points to an impact assessment.
    ImpactAssessment => ImpactAssessment;
    /// Points to a risk assessment.
    RiskAssessment => RiskAssessment;
    /// Points to a risk.
    Risk => Risk;
    /// Points to a risk or a control.
    RiskOrControl => Risk, Control;
    /// Points to a control.
    Control => Control;
    /// Points to what calls for a control.
    Driver => Risk, RiskAssessment, ImpactAssessment, Obligation, Objective, InterestedParty;
    /// Points to an evidence item.
    Evidence => Evidence;
    /// Points to a supplier.
    Supplier => Supplier;
    /// Points to a treatment plan entry.
    Treatment => Treatment;
    /// Points to an objective.
    Objective => Objective;
    /// Points to an obligation.
    Obligation => Obligation;
    /// Points to an audit.
    Audit => Audit;
    /// Points to a nonconformity.
    Nonconformity => Nonconformity;
    /// Points to what can lead to a nonconformity.
    FindingSource => Audit, Incident, Feedback, ManagementReview, Monitoring, Concern;
    /// Points to what can lead to an action.
    ActionSource => Nonconformity, Audit, ManagementReview, Incident, Risk, Feedback, Concern, Monitoring, ImpactAssessment, Supplier;
    /// Points to what a mapping of frameworks concerns.
    AnyRef => Control, Risk, System, Obligation, Policy, Supplier, Evidence;
    /// Points to a person.
    PersonRef => Person;
    /// Points to a policy.
    PolicyRef => Policy;
    /// Points to a document.
    Document => Document;
    /// Points to a customer.
    Customer => Customer;
    /// Points to a resource.
    Resource => Resource;
    /// Points to a treatment plan entry.
    TreatmentRef => Treatment;
    /// Points to an action.
    Action => Action;
    /// Points to an audit programme.
    AuditProgrammeRef => AuditProgramme;
    /// Points to a release.
    ReleaseRef => Release;
    /// Points to a test.
    TestRef => Test;
    /// Points to a monitoring signal.
    Monitoring => Monitoring;
    /// Points to an opportunity.
    Opportunity => Opportunity;
    /// Points to a proposal.
    ProposalRef => Proposal;
    /// Points to a management review.
    ManagementReviewRef => ManagementReview;
    /// Points to a disclosure.
    DisclosureRef => Disclosure;
    /// Points to what a breach, a concern or a complaint can lead to.
    FollowUp => Risk, RiskAssessment, ImpactAssessment, Treatment, Action, Nonconformity, Incident, Change, Opportunity, Feedback;
}

/// Points to any item of the record.
#[derive(Debug)]
pub struct AnyItem;

impl Target for AnyItem {
    const KINDS: &'static [Kind] = Kind::ALL;
}
