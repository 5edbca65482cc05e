//! Which items a document may show: those that its audience may see, that exist on its day and that concern its system.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::pseudonym::Pseudonyms;
use super::scope;
use crate::record::{Class, Date, Item, Kind, Leaf, Record};

/// Who reads, and on which day.
#[derive(Debug, Clone)]
pub(super) struct Lens {
    pub(super) audience: Class,
    pub(super) compartments: Vec<String>,
    /// What is dated later is left out; nothing is where absent.
    pub(super) as_of: Option<Date>,
    /// The AI system that it is about; the whole record where absent.
    pub(super) system: Option<String>,
}

impl Lens {
    /// Is the reader inside the organisation?
    pub(super) fn inside(&self) -> bool {
        self.audience >= Class::Internal
    }
}

/// Why an item is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Absence {
    Elsewhere,
    Later,
    Withheld,
}

/// What is shown, and what was left out.
#[derive(Debug, Default)]
pub(super) struct Selection {
    visible: BTreeSet<(Kind, String)>,
    hidden: BTreeMap<(Kind, String), Absence>,
    /// Items dated after the day, by kind.
    pub(super) later: BTreeMap<Kind, usize>,
    /// Items that the audience may not see, by kind.
    pub(super) withheld: BTreeMap<Kind, usize>,
    /// Fields of shown items that the audience may not see, by kind of item.
    pub(super) withheld_fields: BTreeMap<Kind, usize>,
    /// What readers outside get in place of ids.
    pub(super) pseudonyms: Option<Pseudonyms>,
    audience: Class,
}

impl Selection {
    /// Looks at every item of the record.
    pub(super) fn new(record: &Record, lens: &Lens) -> Self {
        let mut selection = Self { pseudonyms: (!lens.inside()).then(|| Pseudonyms::new(record)), ..Self::default() };
        let elsewhere = lens.system.as_deref().map(|system| scope::outside(record, system)).unwrap_or_default();
        for item in record.items() {
            let name = (item.kind(), item.id().0.clone());
            if elsewhere.contains(&name) {
                selection.hidden.insert(name, Absence::Elsewhere);
                continue;
            }
            let Some(absence) = absence(record, item, lens) else {
                let fields = item.common().field_classes.values().filter(|class| **class > lens.audience).count();
                if fields > 0 {
                    *selection.withheld_fields.entry(item.kind()).or_default() += fields;
                }
                selection.visible.insert(name);
                continue;
            };
            let counts = match absence {
                Absence::Later => &mut selection.later,
                Absence::Withheld | Absence::Elsewhere => &mut selection.withheld,
            };
            *counts.entry(item.kind()).or_default() += 1;
            selection.hidden.insert(name, absence);
        }
        selection
    }

    /// Is the item shown?
    pub(super) fn shows(&self, kind: Kind, id: &str) -> bool {
        self.visible.contains(&(kind, id.to_owned()))
    }

    /// Is the item kept from the audience, though it exists on the day?
    pub(super) fn withholds(&self, kind: Kind, id: &str) -> bool {
        self.hidden.get(&(kind, id.to_owned())) == Some(&Absence::Withheld)
    }

    /// The ids of what is not shown, but for those that something shown has too.
    pub(super) fn hidden_ids(&self) -> BTreeSet<String> {
        let shown: BTreeSet<&str> = self.visible.iter().map(|(_, id)| id.as_str()).collect();
        self.hidden.keys().map(|(_, id)| id).filter(|id| !shown.contains(id.as_str())).cloned().collect()
    }

    /// What the audience may not see of an item that is shown to it.
    pub(super) fn concealed(&self, item: &dyn Item) -> Vec<Value> {
        let mut restricted: Vec<String> = Vec::new();
        if self.audience < Class::Restricted {
            item.leaves(&mut |path, leaf| {
                if matches!(leaf, Leaf::Restricted) {
                    restricted.push(path.to_owned());
                }
            });
        }
        let fields = self.concealed_fields(item);
        // Most items keep nothing back: they need not be written out.
        if fields.is_empty() && restricted.is_empty() {
            return Vec::new();
        }
        let mut whole = item.to_json();
        let mut concealed: Vec<Value> =
            fields.iter().flat_map(|field| values(&whole, &field.split('.').collect::<Vec<_>>())).collect();
        concealed.extend(restricted.iter().filter_map(|path| at(&mut whole, path).map(Value::take)));
        concealed
    }

    /// Paths of the fields of an item that the audience may not see.
    pub(super) fn concealed_fields<'a>(&self, item: &'a dyn Item) -> Vec<&'a str> {
        let narrower = item.common().field_classes.iter().filter(|(_, class)| **class > self.audience);
        narrower.map(|(field, _)| field.as_str()).collect()
    }

    /// May the audience see a field of the risk method, by which derived levels would tell what it says?
    pub(super) fn shows_field(&self, item: &dyn Item, field: &str) -> bool {
        self.shows(item.kind(), item.id().as_str())
            && item.common().field_class(field).is_none_or(|class| class <= self.audience)
    }

    /// The item as its reader may see it: later entries and withheld fields out, and no reference to what is not
    /// shown.
    pub(super) fn item(&self, item: &dyn Item, lens: &Lens) -> Value {
        let mut value = item.to_json();
        let mut gone = Vec::new();
        item.references(&mut |path, kinds, id| {
            let shown = kinds.iter().find(|kind| self.shows(**kind, id));
            let exists = kinds.iter().any(|kind| self.hidden.contains_key(&(*kind, id.to_owned())));
            if shown.is_none() && (exists || self.pseudonyms.is_some()) {
                gone.push(path.to_owned());
            } else if let (Some(kind), Some(pseudonyms)) = (shown, &self.pseudonyms)
                && let Some(reference) = at(&mut value, path)
            {
                *reference = Value::String(pseudonyms.of(*kind, id));
            }
        });
        if let Some(pseudonyms) = &self.pseudonyms {
            value["id"] = Value::String(pseudonyms.of(item.kind(), item.id().as_str()));
        }
        // Entries and approvals of later days: they don't exist yet. What dates a part, its type says.
        item.leaves(&mut |path, leaf| match leaf {
            Leaf::Dated(day) if is_later(Some(day), lens.as_of) => gone.push(path.to_owned()),
            Leaf::Restricted if lens.audience < Class::Restricted => gone.push(path.to_owned()),
            _ => {}
        });
        for path in &gone {
            if let Some(reference) = at(&mut value, path) {
                *reference = Value::String(REMOVED.to_owned());
            }
        }
        for (field, class) in item.common().field_classes {
            if *class > lens.audience {
                conceal(&mut value, &field.split('.').collect::<Vec<_>>());
            }
        }
        without(&mut value);
        value
    }
}

/// What stands at a path, which goes through lists without an index.
fn values(value: &Value, path: &[&str]) -> Vec<Value> {
    match (path, value) {
        ([], value) => vec![value.clone()],
        (path, Value::Array(items)) => items.iter().flat_map(|item| values(item, path)).collect(),
        ([first, rest @ ..], Value::Object(fields)) => {
            fields.get(*first).map_or_else(Vec::new, |field| values(field, rest))
        }
        _ => Vec::new(),
    }
}

/// Takes out what stands at a path, which goes through lists without an index.
fn conceal(value: &mut Value, path: &[&str]) {
    match (path, value) {
        // A list stays one, so that whoever goes through it finds nothing.
        ([], Value::Array(items)) => items.clear(),
        ([], value) => *value = Value::Null,
        (path, Value::Array(items)) => items.iter_mut().for_each(|item| conceal(item, path)),
        ([first, rest @ ..], Value::Object(fields)) => {
            if let Some(field) = fields.get_mut(*first) {
                conceal(field, rest);
            }
        }
        _ => {}
    }
}

/// Marks the Markdown texts of an item: each becomes `{"markdown": "source"}`, or null where it says nothing, so that
/// a template need not look inside.
pub(super) fn mark_markdown(item: &dyn Item, value: &mut Value) {
    item.leaves(&mut |path, leaf| {
        if let Leaf::Markdown = leaf
            && let Some(text) = at(value, path).filter(|text| text.is_string())
        {
            let source = text.take();
            if source.as_str().is_some_and(|source| !source.trim().is_empty()) {
                *text = Value::Object(Map::from_iter([("markdown".to_owned(), source)]));
            }
        }
    });
}

/// Stands for a reference or part that is to be taken out; no id is empty.
const REMOVED: &str = "";

fn absence(record: &Record, item: &dyn Item, lens: &Lens) -> Option<Absence> {
    let common = item.common();
    let class = common.classification.or_else(|| record.classes.get(&item.kind()).copied()).unwrap_or_default();
    let granted = common.compartments.iter().all(|compartment| lens.compartments.contains(compartment));
    if class > lens.audience || !granted {
        return Some(Absence::Withheld);
    }
    is_later(item.dated(), lens.as_of).then_some(Absence::Later)
}

/// Takes out what was marked for removal: in a list without a trace, elsewhere null.
fn without(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.retain(|item| item.as_str() != Some(REMOVED));
            items.iter_mut().for_each(without);
        }
        Value::Object(fields) => {
            for (_, field) in fields.iter_mut() {
                if field.as_str() == Some(REMOVED) {
                    *field = Value::Null;
                } else {
                    without(field);
                }
            }
        }
        _ => {}
    }
}

fn is_later(day: Option<Date>, as_of: Option<Date>) -> bool {
    day.zip(as_of).is_some_and(|(day, as_of)| day > as_of)
}

/// The value at a path such as `measures[0].evidence[1]`.
fn at<'a>(value: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    path.split(['.', '[']).filter(|segment| !segment.is_empty()).try_fold(value, |value, segment| {
        match segment.strip_suffix(']') {
            Some(index) => value.get_mut(index.parse::<usize>().ok()?),
            None => value.get_mut(segment),
        }
    })
}
