//! The typed record of an AI management system (ISO/IEC 42001).
//!
//! A [`Record`] holds one collection per kind of item. [`Kind`] names them all; the collections of the model
//! whose fields are not typed yet are kept whole as [`Untyped`] items, so that nothing of a record is lost.

pub mod control;
pub mod improvement;
pub(crate) mod item;
mod json;
pub mod organisation;
pub mod risk;
pub mod system;
pub mod value;

use std::collections::BTreeMap;

pub use crate::canonical::{canonical_json, digest};
pub use item::{Common, Item, Leaf, Revision};
pub use value::{Class, Date, Decimal, Id, Markdown, NotADay, Ref, Target, day};

/// Declares the kinds of item, the record that holds them and the way to walk it.
macro_rules! collections {
    (
        single { $($single:ident $single_field:ident $single_name:literal $single_label:literal $single_type:ty,)* }
        many { $($many:ident $many_field:ident $many_name:literal $many_label:literal $many_type:ty,)* }
        untyped { $($untyped:ident $untyped_name:literal $untyped_label:literal,)* }
    ) => {
        /// A kind of item, which is also a collection of the record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each is described where its type is")]
        pub enum Kind {
            $($single,)*
            $($many,)*
            $($untyped,)*
        }

        impl Kind {
            /// Every kind, in the order in which documents list them.
            pub const ALL: &'static [Self] = &[$(Self::$single,)* $(Self::$many,)* $(Self::$untyped,)*];

            /// Name of the collection, as files are named: `risk-assessments`.
            pub fn collection(self) -> &'static str {
                match self {
                    $(Self::$single => $single_name,)*
                    $(Self::$many => $many_name,)*
                    $(Self::$untyped => $untyped_name,)*
                }
            }

            /// What one item is called: `risk assessment`.
            pub fn label(self) -> &'static str {
                match self {
                    $(Self::$single => $single_label,)*
                    $(Self::$many => $many_label,)*
                    $(Self::$untyped => $untyped_label,)*
                }
            }

            fn variant(self) -> &'static str {
                match self {
                    $(Self::$single => stringify!($single),)*
                    $(Self::$many => stringify!($many),)*
                    $(Self::$untyped => stringify!($untyped),)*
                }
            }

            /// Does a record hold exactly one of it?
            pub fn is_single(self) -> bool {
                matches!(self, $(Self::$single)|*)
            }

            /// Are its fields typed?
            pub fn is_typed(self) -> bool {
                !matches!(self, $(Self::$untyped)|*)
            }
        }

        /// The record of one organisation's AI management system.
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct Record {
            $(#[doc = concat!("The ", $single_label, ".")] pub $single_field: Option<$single_type>,)*
            $(#[doc = concat!("The collection `", $many_name, "`.")] pub $many_field: Vec<$many_type>,)*
            /// Items of the collections whose fields are not typed.
            pub untyped: BTreeMap<Kind, Vec<Untyped>>,
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
                    _ => self.untyped.get(&kind).into_iter().flatten().map(|item| item as &dyn Item).collect(),
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
                    _ => {
                        let mut item = Untyped::deserialize(value)?;
                        item.kind = kind;
                        self.untyped.entry(kind).or_default().push(item);
                    }
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
        Method method "method" "risk method" risk::Method,
        Soa soa "soa" "Statement of Applicability" control::Soa,
    }
    many {
        Person people "people" "person" organisation::Person,
        Role roles "roles" "role" organisation::AimsRole,
        Body bodies "bodies" "body" organisation::Body,
        Policy policies "policies" "policy" organisation::Policy,
        Objective objectives "objectives" "objective" organisation::AimsObjective,
        Obligation obligations "obligations" "obligation" organisation::ObligationItem,
        System systems "systems" "AI system" system::AiSystem,
        Dataset datasets "datasets" "dataset" system::DatasetItem,
        ImpactAssessment impact_assessments "impact-assessments" "impact assessment" system::ImpactAssessmentItem,
        RiskAssessment risk_assessments "risk-assessments" "risk assessment" risk::RiskAssessmentItem,
        Risk risks "risks" "risk" risk::RiskItem,
        Treatment treatment_plan "treatment-plan" "treatment plan entry" risk::TreatmentEntry,
        Control controls "controls" "control" control::ControlItem,
        Evidence evidence "evidence" "evidence item" control::EvidenceItem,
        Supplier suppliers "suppliers" "supplier" control::SupplierItem,
        Customer customers "customers" "customer" organisation::Customer,
        Audit audits "audits" "audit" improvement::AuditItem,
        Nonconformity nonconformities "nonconformities" "nonconformity" improvement::NonconformityItem,
        Action actions "actions" "action" improvement::ActionItem,
        Crosswalk crosswalk "crosswalk" "crosswalk row" control::CrosswalkRow,
    }
    untyped {
        ContextIssue "context-issues" "context issue",
        InterestedParty "interested-parties" "interested party",
        Opportunity "opportunities" "opportunity",
        Change "changes" "change",
        Resource "resources" "resource",
        Competence "competence" "competence entry",
        Communication "communications" "communication",
        Document "documents" "document",
        Certificate "certificates" "certificate",
        Proposal "proposals" "proposal",
        Release "releases" "release",
        Test "tests" "test",
        LifecycleRecord "lifecycle-records" "life cycle record",
        Monitoring "monitoring" "monitoring signal",
        Finding "findings" "security finding",
        Concern "concerns" "concern",
        Incident "incidents" "incident",
        ManagementReview "management-reviews" "management review",
        Disclosure "disclosures" "disclosure",
        Feedback "feedback" "feedback item",
        Activity "activity" "activity entry",
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
}

/// An item of a collection whose fields are not typed: all of them are kept as they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Untyped {
    kind: Kind,
    id: Id,
    classification: Option<Class>,
    compartments: Vec<String>,
    field_classes: BTreeMap<String, Class>,
    updated: Option<Date>,
    history: Vec<Revision>,
    fields: BTreeMap<String, serde_json::Value>,
}

impl<'de> serde::Deserialize<'de> for Untyped {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        struct Head {
            id: Id,
            #[serde(default)]
            classification: Option<Class>,
            #[serde(default)]
            compartments: Vec<String>,
            #[serde(default)]
            field_classes: BTreeMap<String, Class>,
            #[serde(default)]
            updated: Option<String>,
            #[serde(default)]
            history: Vec<Revision>,
        }
        let mut fields = BTreeMap::<String, serde_json::Value>::deserialize(deserializer)?;
        // An id or a version may look like a number, as in typed items.
        if let Some(id) = fields.get_mut("id") {
            number_to_text(id);
        }
        if let Some(serde_json::Value::Array(history)) = fields.get_mut("history") {
            history.iter_mut().filter_map(|revision| revision.get_mut("version")).for_each(number_to_text);
        }
        let whole = serde_json::Value::Object(fields.clone().into_iter().collect());
        let head: Head = serde_json::from_value(whole).map_err(serde::de::Error::custom)?;
        let updated = head.updated.as_deref().map(day).transpose();
        let updated = updated.map_err(|wrong| serde::de::Error::custom(format_args!("updated: {wrong}")))?;
        Ok(Self {
            kind: Kind::Activity,
            id: head.id,
            classification: head.classification,
            compartments: head.compartments,
            field_classes: head.field_classes,
            updated,
            history: head.history,
            fields,
        })
    }
}

fn number_to_text(value: &mut serde_json::Value) {
    if value.is_number() {
        *value = serde_json::Value::String(value.to_string());
    }
}

impl Item for Untyped {
    fn kind(&self) -> Kind {
        self.kind
    }

    fn to_json(&self) -> serde_json::Value {
        serde_json::Value::Object(self.fields.clone().into_iter().collect())
    }

    fn id(&self) -> &Id {
        &self.id
    }

    fn common(&self) -> Common<'_> {
        Common {
            classification: self.classification,
            compartments: &self.compartments,
            field_classes: &self.field_classes,
            custom: &self.fields,
            updated: self.updated,
            history: &self.history,
        }
    }

    fn leaves(&self, _: &mut dyn FnMut(&str, Leaf<'_>)) {}
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

impl Target for organisation::Person {
    const KINDS: &'static [Kind] = &[Kind::Person];
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
    /// Points to anything.
    AnyRef => Control, Risk, System, Obligation, Policy, Supplier, Evidence;
}
