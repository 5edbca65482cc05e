//! What every item of a record shares, and the macros that declare items and their parts.

use std::collections::BTreeMap;

use super::Kind;
use super::time::{Moment, When};
use super::value::{Class, Date, Decimal, Id, Markdown, Ref, RestrictedName, Target};

/// Fields that any item may have beside its own.
#[derive(Debug, Clone, Copy)]
pub struct Common<'a> {
    /// Who may see the item; the collection's or the record's class where absent.
    pub classification: Option<Class>,
    /// Compartments that an audience must have been granted by name.
    pub compartments: &'a [String],
    /// Classes of single fields, by path: `limitations`, `conformity.status`.
    pub field_classes: &'a BTreeMap<String, Class>,
    /// The organisation's own fields, carried through unread.
    pub custom: &'a BTreeMap<String, serde_json::Value>,
    /// Day of the last change.
    pub updated: Option<Date>,
    /// Document history.
    pub history: &'a [Revision],
}

impl Common<'_> {
    /// The class of its own that a field has, by itself or by what it is a part of. A path is written as in
    /// `field_classes`, `conformity.status`; indices in it say nothing.
    pub fn field_class(&self, path: &str) -> Option<Class> {
        let plain: String = path.split('[').map(|part| part.split_once(']').map_or(part, |(_, rest)| rest)).collect();
        let covers = |key: &str| plain.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.field_classes.iter().filter(|(key, _)| covers(key)).map(|(_, class)| *class).max()
    }
}

/// An item of a collection.
pub trait Item {
    /// The kind of the item.
    fn kind(&self) -> Kind;
    /// The item as JSON, with a null or an empty list for each field that says nothing.
    fn to_json(&self) -> serde_json::Value;
    /// The organisation's identifier.
    fn id(&self) -> &Id;
    /// The fields that all items share.
    fn common(&self) -> Common<'_>;
    /// The day that dates the item: on days before it the item does not exist. None where nothing dates it,
    /// such as a person or a policy, which is judged by its approval.
    fn dated(&self) -> Option<Date>;
    /// Calls `visit` with the path of each reference, each Markdown text and each dated part in the item.
    fn leaves(&self, visit: &mut dyn FnMut(&str, Leaf<'_>));

    /// Calls `visit` with the path, the kinds and the id of each reference in the item.
    fn references(&self, visit: &mut dyn FnMut(&str, &'static [Kind], &str)) {
        self.leaves(&mut |path, leaf| {
            if let Leaf::Reference { kinds, id } = leaf {
                visit(path, kinds, id);
            }
        });
    }
}

/// A value whose meaning its JSON form does not show.
#[derive(Debug, Clone, Copy)]
pub enum Leaf<'a> {
    /// The id of an item of one of these kinds.
    Reference {
        /// The kinds it may be of.
        kinds: &'static [Kind],
        /// The id.
        id: &'a str,
    },
    /// Markdown text.
    Markdown,
    /// A part that exists from this day on, such as an approval or a measured value.
    Dated(Date),
    /// A value for named people only, whatever the class of the item.
    Restricted,
}

/// Finds the references, Markdown texts and dated parts inside a field, however it is nested.
pub trait Fields {
    /// Calls `visit` for each of them at or below `path`.
    fn visit(&self, path: &str, visit: &mut dyn FnMut(&str, Leaf<'_>));
}

impl Fields for Markdown {
    fn visit(&self, path: &str, visit: &mut dyn FnMut(&str, Leaf<'_>)) {
        visit(path, Leaf::Markdown);
    }
}

impl Fields for RestrictedName {
    fn visit(&self, path: &str, visit: &mut dyn FnMut(&str, Leaf<'_>)) {
        visit(path, Leaf::Restricted);
    }
}

impl<T: Target> Fields for Ref<T> {
    fn visit(&self, path: &str, visit: &mut dyn FnMut(&str, Leaf<'_>)) {
        visit(path, Leaf::Reference { kinds: T::KINDS, id: self.as_str() });
    }
}

impl<T: Fields> Fields for Option<T> {
    fn visit(&self, path: &str, visit: &mut dyn FnMut(&str, Leaf<'_>)) {
        if let Some(inner) = self {
            inner.visit(path, visit);
        }
    }
}

impl<T: Fields> Fields for Vec<T> {
    fn visit(&self, path: &str, visit: &mut dyn FnMut(&str, Leaf<'_>)) {
        for (index, inner) in self.iter().enumerate() {
            inner.visit(&format!("{path}[{index}]"), visit);
        }
    }
}

impl<T> Fields for BTreeMap<String, T> {
    fn visit(&self, _: &str, _: &mut dyn FnMut(&str, Leaf<'_>)) {}
}

macro_rules! no_references {
    ($($type:ty),* $(,)?) => {
        $(impl Fields for $type {
            fn visit(&self, _: &str, _: &mut dyn FnMut(&str, Leaf<'_>)) {}
        })*
    };
}

no_references!(String, bool, u8, u16, u32, Date, When, Moment, Id, Decimal, Class, serde_json::Value);

/// Gives a structure the schema of a copy in which `Date`, `String` and `Vec` mean what the reader takes for them.
/// Names of types are not hygienic in macros, which is what makes the copy possible.
macro_rules! described_as {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* }) => {
        const _: () = {
            #[allow(unused_imports, reason = "few structures use all of them")]
            use $crate::record::schema::names::*;

            $(#[$meta])*
            #[derive(schemars::JsonSchema)]
            #[schemars(deny_unknown_fields)]
            #[allow(dead_code, reason = "it is there for its schema")]
            struct Described {
                $($(#[$field_meta])* $field: $type,)*
            }

            impl schemars::JsonSchema for $name {
                fn schema_name() -> std::borrow::Cow<'static, str> {
                    stringify!($name).into()
                }

                fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                    Described::json_schema(generator)
                }
            }
        };
    };
}

/// Declares a part: a structure that items hold and that has no id of its own. `dated FIELD` names the field from
/// whose day on the part exists.
macro_rules! part {
    ($(#[$meta:meta])* $name:ident $(dated $day:ident)? { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)*
        }

        $crate::record::item::described_as! {
            $(#[$meta])* $name { $($(#[$field_meta])* $field: $type,)* }
        }

        impl $crate::record::item::Fields for $name {
            fn visit(&self, path: &str, visit: &mut dyn FnMut(&str, $crate::record::item::Leaf<'_>)) {
                let _ = (path, &visit);
                $(if let Some(day) = $crate::record::time::Dated::first_day(&self.$day) {
                    visit(path, $crate::record::item::Leaf::Dated(day));
                })?
                $($crate::record::item::Fields::visit(&self.$field, &format!("{path}.{}", stringify!($field)), visit);)*
            }
        }
    };
}

/// Declares an item: `part!` plus an id and the fields that all items share. `dated FIELD, FIELD` names the fields
/// that date it: the first that says something does.
macro_rules! item {
    (
        $(#[$meta:meta])* $name:ident: $kind:ident $(dated $($day:ident),+)?
        { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            /// The organisation's own identifier, unique within its kind.
            pub id: $crate::record::value::Id,
            $($(#[$field_meta])* pub $field: $type,)*
            /// Who may see the item: public, customer, internal or restricted.
            #[serde(default)]
            pub classification: Option<$crate::record::value::Class>,
            /// Compartments, such as `legal-privilege`, that an audience must have been granted by name.
            #[serde(default)]
            pub compartments: Vec<String>,
            /// Classes of single fields, by path, such as `limitations` or `conformity.status`; lists have no index in it.
            #[serde(default)]
            pub field_classes: std::collections::BTreeMap<String, $crate::record::value::Class>,
            /// The organisation's own fields.
            #[serde(default)]
            pub custom: std::collections::BTreeMap<String, serde_json::Value>,
            /// Day of the last change.
            #[serde(default)]
            pub updated: Option<$crate::record::value::Date>,
            /// Document history.
            #[serde(default)]
            pub history: Vec<$crate::record::item::Revision>,
        }

        $crate::record::item::described_as! {
            $(#[$meta])* $name {
                /// The organisation's own identifier, unique within its kind.
                id: $crate::record::value::Id,
                $($(#[$field_meta])* $field: $type,)*
                /// Who may see the item: public, customer, internal or restricted.
                #[serde(default)]
                classification: Option<$crate::record::value::Class>,
                /// Compartments, such as `legal-privilege`, that an audience must have been granted by name.
                #[serde(default)]
                compartments: Vec<String>,
                /// Classes of single fields, by path, such as `limitations` or `conformity.status`; lists have no index in it.
                #[serde(default)]
                field_classes: std::collections::BTreeMap<String, $crate::record::value::Class>,
                /// The organisation's own fields.
                #[serde(default)]
                custom: std::collections::BTreeMap<String, serde_json::Value>,
                /// Day of the last change.
                #[serde(default)]
                updated: Option<Date>,
                /// Document history.
                #[serde(default)]
                history: Vec<$crate::record::item::Revision>,
            }
        }

        impl $crate::record::item::Item for $name {
            fn kind(&self) -> $crate::record::Kind {
                $crate::record::Kind::$kind
            }

            fn to_json(&self) -> serde_json::Value {
                serde_json::to_value(self).expect("items hold text keys alone, so they are JSON")
            }

            fn id(&self) -> &$crate::record::value::Id {
                &self.id
            }

            fn common(&self) -> $crate::record::item::Common<'_> {
                $crate::record::item::Common {
                    classification: self.classification,
                    compartments: &self.compartments,
                    field_classes: &self.field_classes,
                    custom: &self.custom,
                    updated: self.updated,
                    history: &self.history,
                }
            }

            fn dated(&self) -> Option<$crate::record::value::Date> {
                let days: &[Option<$crate::record::value::Date>] =
                    &[$($($crate::record::time::Dated::first_day(&self.$day)),+)?];
                days.iter().copied().flatten().next()
            }

            fn leaves(&self, visit: &mut dyn FnMut(&str, $crate::record::item::Leaf<'_>)) {
                $($crate::record::item::Fields::visit(&self.$field, stringify!($field), visit);)*
                $crate::record::item::Fields::visit(&self.history, "history", visit);
            }
        }
    };
}

/// Declares an enumeration whose values are written in snake case.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
            schemars::JsonSchema,
        )]
        pub enum $name {
            $($(#[$variant_meta])* #[serde(rename = $word)] $variant,)*
        }

        impl $name {
            /// The word used in files.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }

        impl $crate::record::item::Fields for $name {
            fn visit(&self, _: &str, _: &mut dyn FnMut(&str, $crate::record::item::Leaf<'_>)) {}
        }
    };
}

part! {
    /// One line of an item's document history (ISO/IEC 42001 7.5.2).
    Revision dated date {
        /// Version that the change made.
        version: Option<String>,
        /// Day of the change.
        date: Date,
        /// Who wrote it, as a name.
        author: Option<String>,
        /// Who approved it, as a name.
        approver: Option<String>,
        /// What changed.
        change: String,
    }
}

pub(crate) use {described_as, item, part, words};
