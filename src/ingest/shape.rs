//! Asks the model what a field holds, by deserializing an item of which nothing but that field is there.
//!
//! The model is declared once, as Rust types. What columns may be mapped to, which cells are lists and which are
//! Markdown, is read off these types, so that no second list of fields can fall behind.

use std::cell::RefCell;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, Expected, IntoDeserializer, Visitor};

use super::de::MARKDOWN;
use super::node::{Step, path_text};
use crate::diagnostic::nearest;
use crate::record::time::EXPECTED;
use crate::record::{Kind, Record};

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// Text, a word, a number: one value in one cell.
    Value,
    /// A day.
    Day,
    /// A day, month, quarter or year.
    When,
    /// Markdown.
    Markdown,
    /// A list of such.
    List(Box<Shape>),
    /// Fields of its own, which are named by their paths.
    Fields,
    /// Anything: the field is the organisation's own.
    Any,
}

/// Why a path leads to no field.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NoField {
    pub(super) message: String,
    pub(super) help: Option<String>,
}

/// Reads a path such as `inherent.likelihood` or `measurements[0].value`.
pub(super) fn path(text: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    for part in text.split('.') {
        let mut pieces = part.split('[');
        let name = pieces.next().filter(|name| !name.trim().is_empty())?;
        steps.push(Step::Key(name.trim().to_owned()));
        for index in pieces {
            steps.push(Step::Index(index.strip_suffix(']')?.parse().ok()?));
        }
    }
    Some(steps)
}

/// What the field of an item holds.
pub(super) fn of(kind: Kind, path: &[Step]) -> Result<Shape, NoField> {
    let answer = RefCell::new(None);
    let probe = Probe { path, whole: path, kind, answer: &answer, lists: 0 };
    let _ = Record::default().push(kind, probe);
    answer.into_inner().unwrap_or(Ok(Shape::Any))
}

#[derive(Clone, Copy)]
struct Probe<'a> {
    /// What is left of the way.
    path: &'a [Step],
    whole: &'a [Step],
    kind: Kind,
    answer: &'a RefCell<Option<Result<Shape, NoField>>>,
    lists: usize,
}

/// Ends the deserialization once the answer is known.
#[derive(Debug)]
struct Stop;

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer is known")
    }
}

impl std::error::Error for Stop {}

impl de::Error for Stop {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl<'a> Probe<'a> {
    fn done<T>(self, result: Result<Shape, NoField>) -> Result<T, Stop> {
        self.answer.borrow_mut().get_or_insert(result);
        Err(Stop)
    }

    /// The way ends at a value.
    fn value<T>(self, shape: Shape) -> Result<T, Stop> {
        if self.path.is_empty() {
            return self.done(Ok((0..self.lists).fold(shape, |inner, _| Shape::List(Box::new(inner)))));
        }
        if shape == Shape::Any {
            return self.done(Ok(Shape::Any));
        }
        let so_far = path_text(&self.whole[..self.whole.len() - self.path.len()]);
        self.no_field(format!("`{so_far}` is one value, without fields of its own"), None)
    }

    fn no_field<T>(self, message: String, help: Option<String>) -> Result<T, Stop> {
        self.done(Err(NoField { message, help }))
    }

    fn unknown<T>(self, name: &str, known: &'static [&'static str]) -> Result<T, Stop> {
        let before = path_text(&self.whole[..self.whole.len() - self.path.len()]);
        let whole = |field: &str| if before.is_empty() { field.to_owned() } else { format!("{before}.{field}") };
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{}`? a column of your own goes under `custom`", whole(near)),
            None if before.is_empty() => "a column of your own goes under `custom`".to_owned(),
            None => format!("`{before}` has {}", known.iter().map(|f| format!("`{f}`")).collect::<Vec<_>>().join(", ")),
        };
        self.no_field(format!("{} has no field `{}`", self.kind.with_article(), whole(name)), Some(help))
    }

    fn deeper(self) -> Self {
        Self { path: &self.path[1..], ..self }
    }
}

/// Gives a mapping with one field, or a list with one entry.
struct One<'a>(Option<&'a str>, Probe<'a>);

impl<'de> de::MapAccess<'de> for One<'_> {
    type Error = Stop;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Stop> {
        self.0.take().map(|name| seed.deserialize(name.into_deserializer())).transpose()
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Stop> {
        seed.deserialize(self.1)
    }
}

impl<'de> de::SeqAccess<'de> for One<'_> {
    type Error = Stop;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Stop> {
        seed.deserialize(self.1).map(Some)
    }
}

macro_rules! values {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Stop> {
            self.value(Shape::Value)
        })*
    };
}

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = Stop;

    values!(deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
            deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32
            deserialize_f64 deserialize_char deserialize_bytes deserialize_byte_buf deserialize_identifier
            deserialize_unit);

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Stop> {
        self.value(Shape::Any)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Stop> {
        self.value(Shape::Any)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        // A day says so in what it expects; its type can't be seen from here.
        let expected = (&visitor as &dyn Expected).to_string();
        self.value(match expected.as_str() {
            "a date string" => Shape::Day,
            EXPECTED => Shape::When,
            _ => Shape::Value,
        })
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_some(self)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, _: V) -> Result<V::Value, Stop> {
        self.value(Shape::Value)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Stop> {
        if name == MARKDOWN { self.value(Shape::Markdown) } else { visitor.visit_newtype_struct(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match self.path.first() {
            None => visitor.visit_seq(One(None, Probe { lists: self.lists + 1, ..self })),
            Some(Step::Index(_)) => visitor.visit_seq(One(None, self.deeper())),
            Some(Step::Key(name)) => {
                let list = path_text(&self.whole[..self.whole.len() - self.path.len()]);
                self.no_field(
                    format!("`{list}` is a list"),
                    Some(format!("say which entry is meant, as in `{list}[0].{name}`, or fill it from rows of their own with `into`")),
                )
            }
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Stop> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Stop> {
        if self.path.is_empty() { self.value(Shape::Fields) } else { self.done(Ok(Shape::Any)) }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        match self.path.first() {
            None => self.value(Shape::Fields),
            Some(Step::Key(name)) if known.contains(&name.as_str()) => {
                visitor.visit_map(One(Some(name), self.deeper()))
            }
            Some(Step::Key(name)) => self.unknown(name, known),
            Some(Step::Index(_)) => {
                let so_far = path_text(&self.whole[..self.whole.len() - self.path.len()]);
                self.no_field(format!("`{so_far}` is no list"), Some("leave the number in brackets out".to_owned()))
            }
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Stop> {
        self.value(Shape::Value)
    }
}

#[cfg(test)]
mod tests {
    use super::{Shape, of, path};
    use crate::record::Kind;

    fn shape(kind: Kind, text: &str) -> Result<Shape, String> {
        of(kind, &path(text).unwrap()).map_err(|no| format!("{} / {}", no.message, no.help.unwrap_or_default()))
    }

    #[test]
    fn the_model_says_what_its_fields_hold() {
        assert_eq!(shape(Kind::Risk, "title"), Ok(Shape::Value));
        assert_eq!(shape(Kind::Risk, "inherent.likelihood"), Ok(Shape::Value));
        assert_eq!(shape(Kind::Risk, "description"), Ok(Shape::Markdown));
        assert_eq!(shape(Kind::Risk, "next_review"), Ok(Shape::Day));
        assert_eq!(shape(Kind::Objective, "measurements[0].date"), Ok(Shape::When));
        assert_eq!(shape(Kind::Risk, "systems"), Ok(Shape::List(Box::new(Shape::Value))));
        assert_eq!(shape(Kind::Risk, "inherent"), Ok(Shape::Fields));
        assert_eq!(shape(Kind::Risk, "custom.anything"), Ok(Shape::Any));
        assert_eq!(shape(Kind::Control, "effectiveness[1].note"), Ok(Shape::Markdown));
        assert_eq!(shape(Kind::Control, "effectiveness"), Ok(Shape::List(Box::new(Shape::Fields))));
        assert_eq!(shape(Kind::InterestedParty, "needs"), Ok(Shape::Markdown));
    }

    #[test]
    fn a_field_that_is_not_there_has_a_nearest() {
        let message = shape(Kind::Risk, "inherent.likelyhood").unwrap_err();
        assert!(message.contains("did you mean `inherent.likelihood`?"), "{message}");
        assert!(shape(Kind::Control, "effectiveness.note").unwrap_err().contains("`effectiveness[0].note`"));
        assert!(shape(Kind::Risk, "title.first").unwrap_err().contains("one value"));
    }
}
