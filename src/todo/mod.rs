//! What is owed, by whom and by when: the open ends of a record, gathered on one day.
//!
//! A duty is read where the record states it: an action's due day, the next review of a policy, the end of an
//! acceptance. What was done later than the day is still owed on it. Nothing is guessed: without a day or an owner a
//! duty is listed without.

pub mod calendar;
mod dates;
mod work;
pub mod write;

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Cadences;
use crate::diagnostic::{Code, Finding, nearest};
use crate::record::time::When;
use crate::record::{Date, Item, Kind, Record, Ref};

/// Something that somebody owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// Day by which it is due, where the record says one.
    pub due: Option<Date>,
    /// Id of the person, role or body that owes it, where the record names one.
    pub owner: Option<String>,
    /// What is to be done, such as `review` or `decide`.
    pub what: &'static str,
    /// Kind of the item.
    pub kind: Kind,
    /// Id of the item.
    pub id: String,
    /// Field that states the duty.
    pub field: String,
    /// What it is about.
    pub title: String,
}

impl Duty {
    /// For how many days it has been overdue; none where it is not.
    pub fn overdue(&self, as_of: Date) -> Option<i32> {
        let due = self.due.filter(|due| *due < as_of)?;
        as_of.since(due).ok().map(|span| span.get_days())
    }
}

/// Everything that is owed on a day, by due day, the oldest first and what has none last.
pub fn duties(record: &Record, cadences: &Cadences, as_of: Date) -> Vec<Duty> {
    let mut gather = Gather { record, cadences, as_of, duties: Vec::new() };
    work::gather(&mut gather);
    dates::gather(&mut gather);
    let mut duties = gather.duties;
    duties.sort_by(|a, b| {
        let key = |duty: &Duty| (duty.due.is_none(), duty.due, duty.kind);
        (key(a), &a.id, &a.field).cmp(&(key(b), &b.id, &b.field))
    });
    duties
}

struct Gather<'a> {
    record: &'a Record,
    cadences: &'a Cadences,
    as_of: Date,
    duties: Vec<Duty>,
}

impl<'a> Gather<'a> {
    /// The items that there are on the day.
    fn present<T: Item>(&self, items: &'a [T]) -> impl Iterator<Item = &'a T> + use<'a, T> {
        let as_of = self.as_of;
        items.iter().filter(move |item| item.dated().is_none_or(|day| day <= as_of))
    }

    /// Has something happened by the day? What the record dates later has not.
    fn happened(&self, when: Option<&When>) -> bool {
        when.is_some_and(|when| when.first() <= self.as_of)
    }

    fn owe<T>(
        &mut self,
        item: &dyn Item,
        field: impl Into<String>,
        what: &'static str,
        due: Option<Date>,
        owner: Option<&Ref<T>>,
    ) {
        self.duties.push(Duty {
            due,
            owner: owner.map(|owner| owner.as_str().to_owned()),
            what,
            kind: item.kind(),
            id: item.id().0.clone(),
            field: field.into(),
            title: crate::trace::title(item),
        });
    }

    /// Puts a text of its own in the place of the title of the item, for a part of it.
    fn about(&mut self, text: &str) {
        if let Some(duty) = self.duties.last_mut() {
            let first = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
            duty.title = first.to_owned();
        }
    }
}

/// What people, roles and bodies are called, by id.
pub fn names(record: &Record) -> BTreeMap<&str, &str> {
    let people = record.people.iter().map(|person| (person.id.as_str(), person.name.as_str()));
    let roles = record.roles.iter().map(|role| (role.id.as_str(), role.title.as_str()));
    let bodies = record.bodies.iter().map(|body| (body.id.as_str(), body.name.as_str()));
    people.chain(roles).chain(bodies).collect()
}

/// The ids that owe on behalf of somebody: a person's own, and those of the roles and bodies that the person is in.
///
/// # Errors
/// [`Code::Usage`] where nobody is called so, or several are.
pub fn circle(record: &Record, wanted: &str) -> Result<BTreeSet<String>, Finding> {
    let names = names(record);
    let lower = wanted.to_lowercase();
    let ids: Vec<&str> = match names.get_key_value(wanted) {
        Some((id, _)) => vec![*id],
        None => names.iter().filter(|(_, name)| name.to_lowercase() == lower).map(|(id, _)| *id).collect(),
    };
    let id = match ids.as_slice() {
        [one] => *one,
        [] => {
            let known = names.iter().flat_map(|(id, name)| [*id, *name]);
            let finding = Finding::new(Code::Usage, format!("no person, role or body is called `{wanted}`"));
            return Err(finding.help(nearest(wanted, known).map_or_else(
                || "name one by the id or the name that the record gives".to_owned(),
                |near| format!("did you mean `{near}`?"),
            )));
        }
        several => {
            let message = format!("{} are called `{wanted}`", several.len());
            return Err(Finding::new(Code::Usage, message).help(format!("name one by its id: {}", several.join(", "))));
        }
    };
    let held = record.roles.iter().filter(|role| role.holders.iter().any(|holder| holder.as_str() == id));
    let held = held.map(|role| role.id.0.clone());
    let bodies = record.bodies.iter().filter(|body| {
        let mut people = body.chair.iter().chain(&body.members);
        people.any(|person| person.as_str() == id)
    });
    let bodies = bodies.map(|body| body.id.0.clone());
    Ok(held.chain(bodies).chain([id.to_owned()]).collect())
}
