//! Values that stand in JSON as one word.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::str::FromStr;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};
use tollbook_record as core;

/// A value written as its `Display` and read by its `FromStr`: a word of a vocabulary, a date, an
/// identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word<T>(pub T);

impl<T: Display> Serialize for Word<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de, T: FromStr<Err: Display>> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(WordVisitor(PhantomData))
    }
}

struct WordVisitor<T>(PhantomData<T>);

impl<T: FromStr<Err: Display>> Visitor<'_> for WordVisitor<T> {
    type Value = Word<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Word<T>, E> {
        word.parse().map(Word).map_err(E::custom)
    }
}

/// What can be written as a word, for the schema.
pub trait Written {
    /// The name of its type.
    const NAME: &'static str;

    /// What its words are.
    fn words() -> Schema;
}

impl<T: Written> JsonSchema for Word<T> {
    fn schema_name() -> Cow<'static, str> {
        T::NAME.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        T::words()
    }
}

impl Written for Date {
    const NAME: &'static str = "Date";

    fn words() -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}

macro_rules! vocabularies {
    ($($name:ident)+) => {
        $(impl Written for core::$name {
            const NAME: &'static str = stringify!($name);

            fn words() -> Schema {
                let words: Vec<&str> = Self::ALL.iter().map(|value| value.word()).collect();
                json_schema!({ "type": "string", "enum": words })
            }
        })+
    };
}

vocabularies! {
    Act Status WeaponKind TargetKind Precision PartOfDay Degree Effect Who Vague Sex Standing Grade TiedBy
    CivilianStatus ClaimVerdict
}
