//! Which items a document may show: those its audience may see and that exist on its day.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::record::{Class, Date, Item, Kind, Leaf, Record};

/// Who reads, and on which day.
#[derive(Debug, Clone)]
pub(super) struct Lens {
    pub(super) audience: Class,
    pub(super) compartments: Vec<String>,
    pub(super) as_of: Date,
}

/// Why an item is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Absence {
    Later,
    Withheld,
}

/// What is shown, and what was left out.
#[derive(Debug, Default)]
pub(super) struct Selection {
    visible: BTreeSet<(Kind, String)>,
    /// Items dated after the day, by kind.
    pub(super) later: BTreeMap<Kind, usize>,
    /// Items that the audience may not see, by kind.
    pub(super) withheld: BTreeMap<Kind, usize>,
}

impl Selection {
    /// Looks at every item of the record.
    pub(super) fn new(record: &Record, lens: &Lens) -> Self {
        let mut selection = Self::default();
        for item in record.items() {
            match absence(record, item, lens) {
                Some(Absence::Later) => *selection.later.entry(item.kind()).or_default() += 1,
                Some(Absence::Withheld) => *selection.withheld.entry(item.kind()).or_default() += 1,
                None => {
                    selection.visible.insert((item.kind(), item.id().0.clone()));
                }
            }
        }
        selection
    }

    /// Is the item shown?
    pub(super) fn shows(&self, kind: Kind, id: &str) -> bool {
        self.visible.contains(&(kind, id.to_owned()))
    }

    /// The item as the document may show it: Markdown marked, later entries and withheld fields out, and no
    /// reference to what is not shown.
    pub(super) fn item(&self, item: &dyn Item, record: &Record, lens: &Lens) -> Value {
        let mut value = item.to_json();
        let mut texts = Vec::new();
        let mut gone = Vec::new();
        item.leaves(&mut |path, leaf| match leaf {
            Leaf::Markdown => texts.push(path.to_owned()),
            Leaf::Reference { kinds, id } => {
                let shown = kinds.iter().any(|kind| self.shows(*kind, id));
                let exists =
                    || kinds.iter().any(|kind| record.of_kind(*kind).iter().any(|item| item.id().as_str() == id));
                if !shown && exists() {
                    gone.push(path.to_owned());
                }
            }
        });
        for path in texts {
            if let Some(text) = at(&mut value, &path).filter(|text| text.is_string()) {
                let source = text.take();
                // An empty text says nothing; a template should not have to look inside.
                if source.as_str().is_some_and(|source| !source.trim().is_empty()) {
                    *text = Value::Object(Map::from_iter([("markdown".to_owned(), source)]));
                }
            }
        }
        for path in &gone {
            if let Some(reference) = at(&mut value, path) {
                *reference = Value::String(REMOVED.to_owned());
            }
        }
        for (field, class) in item.common().field_classes {
            if *class > lens.audience
                && let Some(field) = value.get_mut(field)
            {
                *field = Value::Null;
            }
        }
        without(&mut value, lens.as_of);
        value
    }
}

/// Stands for a reference that is to be taken out; no id is empty.
const REMOVED: &str = "";

fn absence(record: &Record, item: &dyn Item, lens: &Lens) -> Option<Absence> {
    let common = item.common();
    let class = common.classification.or_else(|| record.classes.get(&item.kind()).copied()).unwrap_or_default();
    let granted = common.compartments.iter().all(|compartment| lens.compartments.contains(compartment));
    if class > lens.audience || !granted {
        return Some(Absence::Withheld);
    }
    let json = item.to_json();
    let dated = ["date", "until", "raised", "published_on", "received", "occurred"]
        .iter()
        // A person or policy that has such a day is not dated by it.
        .filter(|field| matches!((item.kind(), **field), (Kind::Audit, "until")) || **field != "until")
        .find_map(|field| json.get(*field).and_then(Value::as_str)?.get(..10)?.parse::<Date>().ok());
    // The document control of the Statement of Applicability is judged by its approval, not hidden.
    let judged = !item.kind().is_single();
    (judged && dated.is_some_and(|day| day > lens.as_of)).then_some(Absence::Later)
}

/// Takes out entries and approvals dated after the day, and references marked for removal.
fn without(value: &mut Value, as_of: Date) {
    match value {
        Value::Array(items) => {
            items.retain(|item| item.as_str() != Some(REMOVED) && !later(item, "date", as_of));
            items.iter_mut().for_each(|item| without(item, as_of));
        }
        Value::Object(fields) => {
            for (_, field) in fields.iter_mut() {
                if field.as_str() == Some(REMOVED) || (later(field, "on", as_of) && field.get("by").is_some()) {
                    *field = Value::Null;
                } else {
                    without(field, as_of);
                }
            }
        }
        _ => {}
    }
}

fn later(value: &Value, field: &str, as_of: Date) -> bool {
    let day = value.get(field).and_then(Value::as_str).and_then(|day| day.parse::<Date>().ok());
    day.is_some_and(|day| day > as_of)
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
