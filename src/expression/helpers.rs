//! What expressions may call beside minijinja's own filters, tests and functions.
//!
//! | call | gives |
//! | --- | --- |
//! | `title_of(kind, id)` | the title of an item, through `view.index`; the id where it has none or is withheld. `kind` may be a list, such as `["role", "person", "body"]` |
//! | `find(collection, id)` | the item of `view.<collection>` with that id, or `none` |
//! | `ids \| find_all(collection)` | the items with those ids, in that order; ids that are not in the view are left out |
//! | `figure(name)`, `figure(name, group)` | the value of a figure of the view, or of one of its groups (`none` where it has no such group) |
//! | `list \| join(separator)` | the parts as one text: empty ones left out, Markdown as plain text |
//! | `text \| plain` | Markdown as plain text; an empty value as empty text |
//! | `date \| date` | a day in the words of the document's language |
//! | `word \| label` | a word of the model, such as `not_started`, as people write it |
//! | `days_between(from, until)` | whole days from one day to another, negative where `until` is earlier |
//!
//! What needs another stage (Markdown, languages) is given from outside, in [`Helpers`].

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, Value};

use crate::diagnostic;

/// The names of the functions and filters above.
pub const NAMES: &[&str] =
    &["title_of", "find", "find_all", "figure", "join", "plain", "date", "label", "days_between"];

type Rewrite = Arc<dyn Fn(&str) -> String + Send + Sync>;
type Localise = Arc<dyn Fn(&str, &str) -> String + Send + Sync>;

/// What other stages lend to expressions.
#[derive(Clone)]
pub struct Helpers {
    /// Markdown source to plain text.
    pub plain: Rewrite,
    /// An ISO day and a language tag to the day in words.
    pub date: Localise,
    /// A word of the model and a language tag to what people write.
    pub label: Localise,
}

impl Default for Helpers {
    /// Markdown as it stands, ISO days, and words with their underscores opened.
    fn default() -> Self {
        Self {
            plain: Arc::new(|source| source.trim().to_owned()),
            date: Arc::new(|day, _| day.to_owned()),
            label: Arc::new(|word, _| opened(word)),
        }
    }
}

impl fmt::Debug for Helpers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Helpers")
    }
}

/// `not_started` as `Not started`.
fn opened(word: &str) -> String {
    let spaced = word.replace('_', " ");
    let mut characters = spaced.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// The source of a Markdown text, which the view writes as `{"markdown": "..."}`.
pub fn markdown(value: &Value) -> Option<Value> {
    if value.kind() != ValueKind::Map {
        return None;
    }
    value.get_attr("markdown").ok().filter(|source| source.as_str().is_some())
}

/// A value as one text: Markdown plain, lists joined, empty values empty.
///
/// # Errors
/// A mapping other than Markdown has no text of its own, and neither has a name that is not there.
pub fn text(value: &Value, separator: &str, helpers: &Helpers) -> Result<String, Error> {
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    if value.is_none() {
        return Ok(String::new());
    }
    if let Some(source) = markdown(value) {
        return Ok((helpers.plain)(source.as_str().unwrap_or_default()));
    }
    match value.kind() {
        ValueKind::Seq | ValueKind::Iterable => {
            let parts = value.try_iter()?.map(|part| text(&part, separator, helpers)).collect::<Result<Vec<_>, _>>()?;
            Ok(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(separator))
        }
        ValueKind::Map => Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("a mapping ({}) is no text", super::undefined::names(value).join(", ")),
        )),
        _ => Ok(value.to_string()),
    }
}

pub(super) fn register(environment: &mut Environment<'static>, helpers: &Helpers) {
    let shared = helpers.clone();
    environment.add_filter("plain", move |value: &Value| text(value, ", ", &shared));
    let shared = helpers.clone();
    environment.add_filter("join", move |value: &Value, separator: Option<String>| {
        text(value, separator.as_deref().unwrap_or(""), &shared)
    });
    environment.add_function("days_between", |from: &Value, until: &Value| -> Result<Value, Error> {
        if from.is_none() || until.is_none() {
            return Ok(Value::from(()));
        }
        let days = day(until)?.since(day(from)?).map_err(|error| invalid(error.to_string()))?;
        Ok(Value::from(days.get_days()))
    });
    let shared = helpers.clone();
    environment.set_formatter(move |out, _, value| {
        let text = text(value, ", ", &shared)?;
        out.write_str(&text).map_err(|_| invalid("the text could not be written".to_owned()))
    });
    localised(environment, helpers, "");
}

fn localised(environment: &mut Environment<'static>, helpers: &Helpers, language: &str) {
    let (shared, lang) = (helpers.clone(), language.to_owned());
    environment.add_filter("date", move |value: &Value| -> Result<String, Error> {
        if value.is_none() {
            return Ok(String::new());
        }
        Ok((shared.date)(&day(value)?.to_string(), &lang))
    });
    let (shared, lang) = (helpers.clone(), language.to_owned());
    environment.add_filter("label", move |value: &Value| -> Result<Value, Error> {
        let one = |word: &Value| match word.as_str() {
            Some(word) => Ok(Value::from((shared.label)(word, &lang))),
            None if word.is_none() => Ok(Value::from("")),
            None => Err(invalid(format!("`{word}` is no word to label"))),
        };
        match value.kind() {
            ValueKind::Seq | ValueKind::Iterable => {
                value.try_iter()?.map(|word| one(&word)).collect::<Result<Vec<_>, _>>().map(Value::from)
            }
            _ => one(value),
        }
    });
}

pub(super) fn register_view(environment: &mut Environment<'static>, view: &Value, helpers: &Helpers) {
    let language = view.get_attr("meta").and_then(|meta| meta.get_attr("lang")).unwrap_or_default();
    localised(environment, helpers, language.as_str().unwrap_or_default());

    let index = view.get_attr("index").unwrap_or_default();
    environment.add_function("title_of", move |kind: &Value, id: &Value| -> Result<Value, Error> {
        let kinds = if kind.as_str().is_some() { vec![kind.clone()] } else { kind.try_iter()?.collect() };
        let titles = kinds.iter().map(|kind| {
            let entry = index.get_attr(&format!("{kind}:{id}"));
            entry.and_then(|entry| entry.get_attr("title")).unwrap_or_default()
        });
        let title = titles.into_iter().find(|title| title.as_str().is_some_and(|title| !title.is_empty()));
        Ok(title.unwrap_or_else(|| id.clone()))
    });

    let items = Arc::new(by_id(view));
    let shared = Arc::clone(&items);
    environment.add_function("find", move |collection: &str, id: &Value| -> Result<Value, Error> {
        let found = of(&shared, collection)?.get(&id.to_string()).cloned();
        Ok(found.unwrap_or_else(|| Value::from(())))
    });
    environment.add_filter("find_all", move |ids: &Value, collection: &str| -> Result<Value, Error> {
        let known = of(&items, collection)?;
        if ids.is_none() {
            return Ok(Value::from(Vec::<Value>::new()));
        }
        Ok(Value::from(ids.try_iter()?.filter_map(|id| known.get(&id.to_string()).cloned()).collect::<Vec<_>>()))
    });

    let figures = view.get_attr("figures").unwrap_or_default();
    environment.add_function("figure", move |name: &str, group: Option<&Value>| -> Result<Value, Error> {
        let figure = figures.get_attr(name).unwrap_or_default();
        if figure.is_undefined() {
            return Err(unknown("figure", name, &super::undefined::names(&figures)));
        }
        let Some(group) = group else { return figure.get_attr("value") };
        for candidate in figure.get_attr("groups")?.try_iter()? {
            if candidate.get_attr("key")? == *group {
                return candidate.get_attr("value");
            }
        }
        Ok(Value::from(()))
    });
}

type Items = BTreeMap<String, BTreeMap<String, Value>>;

/// The items of each collection by id: a search per cell would cost the square of the rows.
fn by_id(view: &Value) -> Items {
    let mut collections = Items::new();
    for name in super::undefined::names(view) {
        let Ok(list) = view.get_attr(&name) else { continue };
        if list.kind() != ValueKind::Seq {
            continue;
        }
        let items = collections.entry(name).or_default();
        for item in list.try_iter().into_iter().flatten() {
            if let Some(id) = item.get_attr("id").ok().filter(|id| !id.is_undefined()) {
                items.entry(id.to_string()).or_insert(item);
            }
        }
    }
    collections
}

fn of<'a>(items: &'a Items, collection: &str) -> Result<&'a BTreeMap<String, Value>, Error> {
    items.get(collection).ok_or_else(|| unknown("collection", collection, &items.keys().cloned().collect::<Vec<_>>()))
}

fn unknown(what: &str, name: &str, known: &[String]) -> Error {
    let near = diagnostic::nearest(name, known.iter().map(String::as_str));
    let hint = near.map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
    invalid(format!("the view has no {what} `{name}`{hint}"))
}

fn day(value: &Value) -> Result<jiff::civil::Date, Error> {
    let text = value.as_str().ok_or_else(|| invalid(format!("`{value}` is no day")))?;
    text.parse().map_err(|_| invalid(format!("`{text}` is no day: write YYYY-MM-DD")))
}

fn invalid(message: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}
