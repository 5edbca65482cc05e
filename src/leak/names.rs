//! Names and ids of the record that outsiders must not read: people (TD-L6), customers (TD-L7), items (TD-4.1 1).
//!
//! What is sought is made of the record once, and then found in every text in one go. A person or customer whose item
//! is classed for the readers may be named; so may the organisation and its suppliers, whatever is part of their names.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::phrases::{self, Hit, Phrases};
use super::text::{self, Text};
use super::written::{How, id_is_sought};
use crate::record::people::Person;
use crate::record::{Class, Item, Kind, Leaf, Record};

/// What a phrase names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    Person,
    Customer,
    Id,
    /// A longer name that may be printed, with whatever is in it.
    Known,
}

/// A phrase that is sought.
pub(super) struct Named {
    pub(super) what: What,
    /// The item, as findings name it.
    pub(super) item: String,
    how: How,
}

/// Shortest surname that is sought without a first name, in letters.
const SURNAME: usize = 4;

/// Words in and around names that are no part of them.
const TITLES: [&str; 17] = [
    "dr",
    "prof",
    "professor",
    "mr",
    "mrs",
    "ms",
    "miss",
    "sir",
    "phd",
    "msc",
    "bsc",
    "mba",
    "llm",
    "dipl",
    "ing",
    "jr",
    "sr",
];
const PARTICLES: [&str; 16] =
    ["van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "la", "le", "el", "al", "bin", "ni"];

/// Legal forms at the end of a customer's name, by their words.
const FORMS: [&str; 36] = [
    "ag",
    "gmbh",
    "mbh",
    "ltd",
    "limited",
    "inc",
    "llc",
    "llp",
    "plc",
    "sa",
    "sas",
    "sarl",
    "se",
    "bv",
    "nv",
    "ab",
    "as",
    "asa",
    "oy",
    "oyj",
    "spa",
    "srl",
    "kg",
    "kgaa",
    "co",
    "corp",
    "corporation",
    "sro",
    "sp",
    "z",
    "o",
    "a",
    "s",
    "r",
    "ug",
    "aps",
];

/// Words that are also names: alone they name nobody, unless they are written with a capital and the whole name is one.
static COMMON: LazyLock<BTreeSet<&str>> = LazyLock::new(|| include_str!("common.txt").split_whitespace().collect());

/// All that is sought in the texts of one document.
pub(super) struct Names {
    phrases: Phrases<Named>,
}

impl Names {
    pub(super) fn new(record: &Record, audience: Class, published: &[&str]) -> Self {
        let mut names = Self { phrases: Phrases::new() };
        let own = own_names(record);
        for name in &own {
            names.add(name, What::Known, String::new(), How::AnyCase);
        }
        let roles = roles(record);
        let desks = desks(record);
        for person in &record.people {
            let item = Kind::Person.named(person.id.as_str());
            let known = |field: &str| is_classed(record, person, field, audience);
            let what = |field| if known(field) { What::Known } else { What::Person };
            names.person(&person.name, &item, what("name"), &roles, &own);
            names.accounts(person, &item, what("email"), &desks);
        }
        for (name, item) in other_people(record) {
            names.person(&name, &item, What::Person, &roles, &own);
        }
        for customer in &record.customers {
            let item = Kind::Customer.named(customer.id.as_str());
            for (name, field) in std::iter::once((&customer.name, "name"))
                .chain(customer.also_known_as.iter().map(|name| (name, "also_known_as")))
            {
                let known = is_classed(record, customer, field, audience);
                names.customer(name, &item, if known { What::Known } else { What::Customer }, &own);
            }
        }
        // An account that is a person's id is sought with the person.
        for item in record.items().filter(|item| item.kind() != Kind::Person || !is_account(item.id().as_str())) {
            let id = item.id().as_str();
            if let Some(how) = id_is_sought(id).filter(|_| !published.contains(&id)) {
                names.add(&text::words(id), What::Id, item.kind().named(id), how);
            }
        }
        names
    }

    /// What a text names, each kind once: what is named, and where by its words.
    pub(super) fn find(&self, text: &Text<'_>) -> Vec<(&Named, usize, usize)> {
        let hits = self.phrases.find(text);
        let hits: Vec<Hit<'_, Named>> =
            hits.into_iter().filter(|hit| hit.meaning.how.accepts(text, hit.first, hit.last)).collect();
        let mut found: Vec<(&Named, usize, usize)> = Vec::new();
        for (nth, hit) in hits.iter().enumerate() {
            let what = hit.meaning.what;
            if what == What::Known || found.iter().any(|(named, ..)| named.what == what) {
                continue;
            }
            let known = |other: &Hit<'_, Named>| other.meaning.what == What::Known && other.covers(hit);
            if what == What::Id || !phrases::around(&hits, nth).any(known) {
                found.push((hit.meaning, hit.first, hit.last));
            }
        }
        found
    }

    fn add(&mut self, words: &[String], what: What, item: String, how: How) {
        self.phrases.add(words, Named { what, item, how });
    }

    /// A person's name in its usual orders, and the surname alone.
    fn person(&mut self, name: &str, item: &str, what: What, roles: &BTreeSet<Vec<String>>, own: &[Vec<String>]) {
        // A second script or a former name stands in brackets.
        for alias in name.split(['(', ')', '/', ';']) {
            for words in spellings(alias) {
                let words: Vec<String> = words.into_iter().filter(|word| !TITLES.contains(&word.as_str())).collect();
                if words.is_empty() || roles.contains(&words) || own.contains(&words) {
                    continue;
                }
                for order in orders(&words) {
                    let how = if order.iter().all(|word| is_common(word)) { How::Capitals } else { How::AnyCase };
                    self.add(&order, what, item.to_owned(), how);
                }
                let Some(surname) = words.last() else { continue };
                let elsewhere = own.iter().any(|name| name.contains(surname));
                if surname.chars().count() >= SURNAME && !is_common(surname) && !elsewhere {
                    self.add(std::slice::from_ref(surname), what, item.to_owned(), How::Capitals);
                }
            }
        }
    }

    /// A person's e-mail address and account. That of a desk, which names nobody, is a way to reach the organisation.
    fn accounts(&mut self, person: &Person, item: &str, what: What, desks: &BTreeSet<Vec<String>>) {
        let name = text::words(&person.name);
        let names_person = |account: &str| {
            let parts = text::words(account);
            parts.iter().any(|part| name.iter().any(|word| word.chars().count() >= 3 && part.contains(word.as_str())))
        };
        if let Some(email) = &person.email {
            let words = text::words(email);
            let account = email.split('@').next().unwrap_or_default();
            if !desks.contains(&words) || names_person(account) {
                self.add(&words, what, item.to_owned(), How::AnyCase);
            }
        }
        let accounts = person.email.iter().filter_map(|email| email.split('@').next()).chain([person.id.as_str()]);
        for account in accounts.filter(|account| names_person(account)) {
            let words = text::words(account);
            let how =
                if words.len() == 1 && words.iter().all(|word| is_common(word)) { How::Capitals } else { How::AnyCase };
            // A first name alone names nobody outside.
            if words.len() > 1 || words.first() != name.first() {
                self.add(&words, what, item.to_owned(), how);
            }
        }
    }

    /// A customer's name, with and without its legal form.
    fn customer(&mut self, name: &str, item: &str, what: What, own: &[Vec<String>]) {
        for words in spellings(name) {
            let form = words.iter().rev().take_while(|word| FORMS.contains(&word.as_str())).count();
            let short = words[..words.len() - form.min(words.len().saturating_sub(1))].to_vec();
            for words in BTreeSet::from([words.clone(), short]) {
                let letters = words.iter().map(|word| word.chars().count()).sum::<usize>();
                if letters < 2 || own.iter().any(|name| contains(name, &words)) {
                    continue;
                }
                let initials = letters <= 5 && words.len() == 1 && !name.chars().any(char::is_lowercase);
                let how = if initials {
                    How::Written(name.trim().to_owned())
                } else if words.iter().all(|word| is_common(word) || word.chars().count() < SURNAME) {
                    How::Capitals
                } else {
                    How::AnyCase
                };
                self.add(&words, what, item.to_owned(), how);
            }
        }
    }
}

/// Is the id of a person made of words, as accounts are, and not of letters and a number?
fn is_account(id: &str) -> bool {
    !id.chars().any(char::is_numeric)
}

fn is_common(word: &str) -> bool {
    COMMON.contains(word)
}

/// Does a name hold another, word by word?
fn contains(name: &[String], other: &[String]) -> bool {
    !other.is_empty() && name.windows(other.len()).any(|part| part == other)
}

/// May the readers see this field of an item?
fn is_classed(record: &Record, item: &dyn Item, field: &str, audience: Class) -> bool {
    let common = item.common();
    let class = common.classification.or_else(|| record.classes.get(&item.kind()).copied()).unwrap_or_default();
    let field = common.field_class(field).unwrap_or(class);
    class.max(field) <= audience && common.compartments.is_empty()
}

/// The names that may be printed: of the organisation, and of whoever supplies it.
fn own_names(record: &Record) -> Vec<Vec<String>> {
    let organisation = record.organisation.iter();
    let own = organisation.flat_map(|own| std::iter::once(&own.name).chain(&own.legal_name));
    own.chain(record.suppliers.iter().map(|supplier| &supplier.name)).map(|name| text::words(name)).collect()
}

/// What roles and bodies are called: a "person" of that name is a post.
fn roles(record: &Record) -> BTreeSet<Vec<String>> {
    let titles = record.people.iter().filter_map(|person| person.title.as_ref());
    let names =
        titles.chain(record.roles.iter().map(|role| &role.title)).chain(record.bodies.iter().map(|body| &body.name));
    names.map(|name| text::words(name)).collect()
}

/// Addresses at which the organisation wants to be reached.
fn desks(record: &Record) -> BTreeSet<Vec<String>> {
    let contacts =
        record.organisation.iter().flat_map(|own| &own.contacts).filter_map(|contact| contact.email.as_ref());
    let told = record.disclosures.iter().flat_map(|item| item.contact.iter().chain(&item.complaints));
    contacts.chain(told).map(|address| text::words(address)).collect()
}

/// Names that stand outside the people of the record: of those who were interviewed, and of actors in the log. Only
/// what is written as a name counts; others are accounts of machines.
fn other_people(record: &Record) -> Vec<(String, String)> {
    let is_name = |name: &str| {
        let words: Vec<&str> = name.split_whitespace().collect();
        words.len() > 1 && words.iter().all(|word| word.starts_with(char::is_uppercase) || PARTICLES.contains(word))
    };
    let mut found = Vec::new();
    for item in record.items() {
        let mut paths = Vec::new();
        item.leaves(&mut |path, leaf| {
            if matches!(leaf, Leaf::Restricted) {
                paths.push(format!("/{}", path.replace(['.', '['], "/").replace(']', "")));
            }
        });
        if paths.is_empty() {
            continue;
        }
        let json = item.to_json();
        let named = paths.iter().filter_map(|path| json.pointer(path)?.as_str().map(str::to_owned));
        let of = format!("somebody in {}", item.kind().named(item.id().as_str()));
        found.extend(named.filter(|name| is_name(name)).map(|name| (name, of.clone())));
    }
    let actors: BTreeSet<&String> =
        record.activity.iter().map(|entry| &entry.actor).filter(|name| is_name(name)).collect();
    found.extend(actors.into_iter().map(|name| (name.clone(), "somebody in the log of activity".to_owned())));
    found
}

/// The words of a name as they may be spelt: without accents, with `ue` for `ü`, and with `u` for `ue`.
fn spellings(name: &str) -> BTreeSet<Vec<String>> {
    let plain = text::words(name);
    let mut written = String::new();
    for character in name.chars() {
        match character {
            'ä' | 'Ä' => written.push_str("ae"),
            'ö' | 'Ö' | 'ø' | 'Ø' => written.push_str("oe"),
            'ü' | 'Ü' => written.push_str("ue"),
            'å' | 'Å' => written.push_str("aa"),
            other => written.push(other),
        }
    }
    let short = |word: &String| word.replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("aa", "a");
    let shorter: Vec<String> = plain.iter().map(short).collect();
    BTreeSet::from([text::words(&written), shorter, plain]).into_iter().filter(|words| !words.is_empty()).collect()
}

/// The orders in which a person's names are written: all, the last one first, the first and the last alone.
fn orders(words: &[String]) -> BTreeSet<Vec<String>> {
    let mut orders = BTreeSet::new();
    let [first, .., last] = words else {
        // One name alone is sought where nothing else is meant by it.
        orders.extend(
            words
                .first()
                .filter(|word| word.chars().count() >= SURNAME && !is_common(word))
                .map(|word| vec![word.clone()]),
        );
        return orders;
    };
    orders.insert(words.to_vec());
    // A name of single signs has one order.
    if words.iter().any(|word| word.chars().count() < 2) && words.iter().all(|word| word.chars().count() < 3) {
        return orders;
    }
    orders.insert(std::iter::once(last).chain(&words[..words.len() - 1]).cloned().collect());
    let mut pair = |one: &String, other: &String| {
        let whole = |word: &String| word.chars().count() > 1 && !PARTICLES.contains(&word.as_str());
        if whole(one) && whole(other) {
            orders.insert(vec![one.clone(), other.clone()]);
        }
    };
    pair(first, last);
    pair(last, first);
    if let Some(second) = words.get(1) {
        pair(first, second);
        pair(second, first);
    }
    orders
}
