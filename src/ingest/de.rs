//! Turns nodes into typed items, keeping the place of every complaint and every unknown key.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, DeserializeSeed, IntoDeserializer, Visitor};

use super::node::{Mark, Node, Step, Value};
use crate::diagnostic::Code;

/// Name of the newtype that may also be given as `{ file: text/NAME.md }`.
pub(crate) const MARKDOWN: &str = "Markdown";

/// A complaint about a value, with the way to it.
#[derive(Debug)]
pub(crate) struct ItemError {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) mark: Option<Mark>,
    /// The field that is missing, where one is.
    pub(crate) missing: Option<&'static str>,
    /// From the value outwards; reversed when read.
    steps: Vec<Step>,
}

impl ItemError {
    fn new(code: Code, message: impl fmt::Display) -> Self {
        Self { code, message: message.to_string(), help: None, mark: None, missing: None, steps: Vec::new() }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn within(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    fn at(mut self, mark: Mark) -> Self {
        self.mark.get_or_insert(mark);
        self
    }

    /// The way from the item to the value.
    pub(crate) fn path(&self) -> Vec<Step> {
        self.steps.iter().rev().cloned().collect()
    }
}

impl fmt::Display for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ItemError {}

impl de::Error for ItemError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(Code::WrongType, message)
    }

    fn missing_field(field: &'static str) -> Self {
        let mut error = Self::new(Code::MissingField, format_args!("the field `{field}` is missing"));
        error.missing = Some(field);
        error.help(format!("add `{field}: …`; it can't be left out"))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let mut error = Self::new(Code::WrongType, format_args!("`{variant}` is not one of the words of this field"));
        let words = expected.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        error.help = Some(match crate::diagnostic::nearest(variant, expected.iter().copied()) {
            Some(near) => format!("did you mean `{near}`? the words are {words}"),
            None => format!("the words are {words}"),
        });
        error
    }
}

/// A key that no field has.
#[derive(Debug)]
pub(crate) struct UnknownKey {
    pub(crate) path: Vec<Step>,
    pub(crate) mark: Mark,
    /// The keys that there are.
    pub(crate) known: &'static [&'static str],
}

/// What a reading of items shares: the long texts, and the unknown keys found on the way.
#[derive(Debug, Default)]
pub(crate) struct Context {
    /// Texts of `text/*.md`, by path.
    pub(crate) texts: BTreeMap<String, String>,
    /// Which of them were used.
    pub(crate) used: RefCell<std::collections::BTreeSet<String>>,
    pub(crate) unknown: RefCell<Vec<UnknownKey>>,
}

impl Context {
    /// Takes the unknown keys found since the last call.
    pub(crate) fn take_unknown(&self) -> Vec<UnknownKey> {
        self.unknown.take()
    }
}

/// Reads one node.
pub(crate) struct De<'a> {
    pub(crate) node: &'a Node,
    pub(crate) context: &'a Context,
    pub(crate) path: Vec<Step>,
}

impl<'a> De<'a> {
    fn wrong(&self, wanted: &str) -> ItemError {
        ItemError::new(Code::WrongType, format_args!("{wanted} is wanted here, and this is {}", self.node.describe()))
            .at(self.node.mark)
    }

    fn child(&self, step: Step, node: &'a Node) -> De<'a> {
        let mut path = self.path.clone();
        path.push(step);
        De { node, context: self.context, path }
    }

    fn integer(&self, least: i128, most: i128) -> Result<i128, ItemError> {
        let number = match &self.node.value {
            Value::Plain(text) => text.parse::<i128>().ok(),
            Value::Number(number) => number.to_string().parse().ok(),
            _ => None,
        };
        match number {
            None => Err(self.wrong("a whole number")),
            Some(number) if number < least && least == 0 => Err(self.wrong("a whole number that is not negative")),
            Some(number) if number < least => Err(self.wrong(&format!("a whole number from {least} on"))),
            Some(number) if number > most => Err(self.wrong(&format!("a whole number up to {most}"))),
            Some(number) => Ok(number),
        }
    }

    fn text(&self) -> Result<String, ItemError> {
        match &self.node.value {
            _ if self.node.is_null() => Err(self.wrong("text")),
            Value::Plain(text) | Value::Text(text) => Ok(text.clone()),
            // JSON writes versions and measured values as numbers.
            Value::Number(number) => Ok(number.to_string()),
            _ => Err(self.wrong("text")),
        }
    }

    fn finish<T>(&self, result: Result<T, ItemError>) -> Result<T, ItemError> {
        result.map_err(|error| error.at(self.node.mark))
    }
}

macro_rules! integers {
    ($($method:ident $type:ident $visit:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ItemError> {
            let number = self.integer(i128::from($type::MIN), i128::from($type::MAX))?;
            let number = $type::try_from(number).map_err(|_| self.wrong("a whole number"))?;
            let result = visitor.$visit(number);
            self.finish(result)
        })*
    };
}

impl<'de> de::Deserializer<'de> for De<'_> {
    type Error = ItemError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ItemError> {
        match &self.node.value {
            _ if self.node.is_null() => visitor.visit_unit(),
            Value::Plain(text) => match text.as_str() {
                "true" => visitor.visit_bool(true),
                "false" => visitor.visit_bool(false),
                // `012` and `1.10` keep their lexemes: as numbers they would change.
                _ => match text.parse::<i64>() {
                    Ok(number) if number.to_string() == *text => visitor.visit_i64(number),
                    _ => visitor.visit_str(text),
                },
            },
            Value::Text(text) => visitor.visit_str(text),
            Value::Bool(flag) => visitor.visit_bool(*flag),
            Value::Number(number) => match number.as_i64() {
                Some(number) => visitor.visit_i64(number),
                None => visitor.visit_string(number.to_string()),
            },
            Value::List(_) => self.deserialize_seq(visitor),
            Value::Map(_) => self.deserialize_map(visitor),
            Value::Null => visitor.visit_unit(),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ItemError> {
        match &self.node.value {
            Value::Bool(flag) => visitor.visit_bool(*flag),
            Value::Plain(text) if matches!(text.as_str(), "true" | "True" | "TRUE") => visitor.visit_bool(true),
            Value::Plain(text) if matches!(text.as_str(), "false" | "False" | "FALSE") => visitor.visit_bool(false),
            _ => Err(self.wrong("`true` or `false`").help("write `true` or `false` without quotes")),
        }
    }

    integers! {
        deserialize_i8 i8 visit_i8 deserialize_i16 i16 visit_i16 deserialize_i32 i32 visit_i32
        deserialize_i64 i64 visit_i64 deserialize_u8 u8 visit_u8 deserialize_u16 u16 visit_u16
        deserialize_u32 u32 visit_u32 deserialize_u64 u64 visit_u64
    }

    /// Days alone are read this way; text is asked for as a `String`.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ItemError> {
        let text = self.text()?;
        if let Err(wrong) = crate::record::day(&text) {
            return Err(ItemError::new(Code::WrongType, wrong.message).help(wrong.help).at(self.node.mark));
        }
        let result = visitor.visit_string(text);
        self.finish(result)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ItemError> {
        let result = visitor.visit_string(self.text()?);
        self.finish(result)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ItemError> {
        if self.node.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, ItemError> {
        let Value::Map(fields) = &self.node.value else { return visitor.visit_newtype_struct(self) };
        if name != MARKDOWN {
            return visitor.visit_newtype_struct(self);
        }
        let file = match fields.as_slice() {
            [(key, file)] if key.name == "file" => file.scalar().map(|path| (path, file.mark)),
            _ => None,
        };
        let Some((path, mark)) = file else {
            return Err(self.wrong("text").help("write the text itself, or `{ file: text/NAME.md }` and nothing else"));
        };
        let Some(text) = self.context.texts.get(path) else {
            let error = ItemError::new(Code::Unreadable, format_args!("the text `{path}` is not in the record"));
            let known = self.context.texts.keys().map(String::as_str);
            let help = crate::diagnostic::nearest(path, known).map_or_else(
                || "long texts lie in the record's folder `text/` as `.md` files".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            return Err(error.help(help).at(mark));
        };
        self.context.used.borrow_mut().insert(path.to_owned());
        visitor.visit_string(text.clone())
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ItemError> {
        match &self.node.value {
            Value::List(items) => visitor.visit_seq(Items { de: &self, items: items.iter().enumerate() }),
            _ if self.node.is_null() => visitor.visit_seq(Items { de: &self, items: [].iter().enumerate() }),
            _ => {
                let help = match self.node.word() {
                    Some(word) => format!("put brackets around it: `[{word}]`"),
                    None => "begin each entry with `- `, or write `[first, second]`".to_owned(),
                };
                Err(self.wrong("a list").help(help))
            }
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ItemError> {
        match &self.node.value {
            Value::Map(fields) => {
                let result = visitor.visit_map(Fields { de: &self, fields: fields.iter(), value: None });
                self.finish(result)
            }
            _ if self.node.is_null() => {
                let result = visitor.visit_map(Fields { de: &self, fields: [].iter(), value: None });
                self.finish(result)
            }
            _ => Err(self.wrong("a mapping of fields")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ItemError> {
        if let Value::Map(fields) = &self.node.value {
            for (key, _) in fields.iter().filter(|(key, _)| !known.contains(&key.name.as_str())) {
                let mut path = self.path.clone();
                path.push(Step::Key(key.name.clone()));
                self.context.unknown.borrow_mut().push(UnknownKey { path, mark: key.mark, known });
            }
        }
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ItemError> {
        let word = self.text()?;
        let result = visitor.visit_enum(word.into_deserializer());
        self.finish(result)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ItemError> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct identifier
    }
}

struct Items<'b, 'a> {
    de: &'b De<'a>,
    items: std::iter::Enumerate<std::slice::Iter<'a, Node>>,
}

impl<'de> de::SeqAccess<'de> for Items<'_, '_> {
    type Error = ItemError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, ItemError> {
        let Some((index, node)) = self.items.next() else { return Ok(None) };
        seed.deserialize(self.de.child(Step::Index(index), node))
            .map(Some)
            .map_err(|error| error.at(node.mark).within(Step::Index(index)))
    }
}

struct Fields<'b, 'a> {
    de: &'b De<'a>,
    fields: std::slice::Iter<'a, (super::node::Key, Node)>,
    value: Option<(&'a str, &'a Node)>,
}

impl<'de> de::MapAccess<'de> for Fields<'_, '_> {
    type Error = ItemError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, ItemError> {
        let Some((key, node)) = self.fields.next() else { return Ok(None) };
        self.value = Some((&key.name, node));
        seed.deserialize(key.name.as_str().into_deserializer()).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, ItemError> {
        let (name, node) = self.value.take().expect("a value is asked for after its key");
        let step = Step::Key(name.to_owned());
        seed.deserialize(self.de.child(step.clone(), node)).map_err(|error| error.at(node.mark).within(step))
    }
}
