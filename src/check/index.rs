//! Finds items by id, and what names an item, in a record of any size.

use std::collections::BTreeMap;

use crate::record::{Date, Item, Kind, Record};

/// A reference to an item, from the side of what it leads to.
pub(super) struct Naming<'a> {
    /// The item that holds the reference.
    pub(super) by: &'a dyn Item,
    /// Where the reference stands in it, such as `controls[2]`.
    pub(super) path: String,
}

impl Naming<'_> {
    /// The field of the reference, without what is below it: `controls` of `controls[2]`.
    pub(super) fn field(&self) -> &str {
        self.path.split(['.', '[']).next().unwrap_or_default()
    }
}

macro_rules! index {
    ($($name:ident: $collection:ident $type:ty;)*) => {
        /// Items by id, and references by what they lead to. Items and references that are dated after the day are left
        /// out of the latter. Where an id is given twice, which is a finding of its own, the first item has it.
        pub(super) struct Index<'a> {
            $($name: BTreeMap<&'a str, &'a $type>,)*
            namings: BTreeMap<(Kind, String), Vec<Naming<'a>>>,
        }

        impl<'a> Index<'a> {
            pub(super) fn new(record: &'a Record, as_of: Date) -> Self {
                let mut index = Self { $($name: BTreeMap::new(),)* namings: BTreeMap::new() };
                $(for item in &record.$collection {
                    index.$name.entry(item.id.as_str()).or_insert(item);
                })*
                index.read_namings(record, as_of);
                index
            }

            $(
                #[doc = concat!("The ", stringify!($name), " with this id.")]
                pub(super) fn $name(&self, id: &str) -> Option<&'a $type> {
                    self.$name.get(id).copied()
                }
            )*
        }
    };
}

index! {
    action: actions crate::record::improvement::ActionItem;
    audit: audits crate::record::audit::AuditItem;
    control: controls crate::record::control::ControlItem;
    evidence: evidence crate::record::control::EvidenceItem;
    impact_assessment: impact_assessments crate::record::impact::ImpactAssessmentItem;
    nonconformity: nonconformities crate::record::improvement::NonconformityItem;
    person: people crate::record::people::Person;
    body: bodies crate::record::people::Body;
    role: roles crate::record::people::AimsRole;
    risk: risks crate::record::risk::RiskItem;
    system: systems crate::record::system::AiSystem;
    treatment: treatment_plan crate::record::risk::TreatmentEntry;
}

impl<'a> Index<'a> {
    /// What names an item, in the order of the record.
    pub(super) fn named_by(&self, kind: Kind, id: &str) -> &[Naming<'a>] {
        self.namings.get(&(kind, id.to_owned())).map_or(&[], Vec::as_slice)
    }

    fn read_namings(&mut self, record: &'a Record, as_of: Date) {
        let mut kinds_of: BTreeMap<&str, Vec<Kind>> = BTreeMap::new();
        for item in record.items() {
            kinds_of.entry(item.id().as_str()).or_default().push(item.kind());
        }
        for item in record.items().filter(|item| item.dated().is_none_or(|day| day <= as_of)) {
            item.references(&mut |path, kinds, id| {
                for kind in kinds_of.get(id).into_iter().flatten().filter(|kind| kinds.contains(kind)) {
                    let namings = self.namings.entry((*kind, id.to_owned())).or_default();
                    namings.push(Naming { by: item, path: path.to_owned() });
                }
            });
        }
    }
}
