//! Claims and quotes as they stand in JSON. The order of the fields is part of the format.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use tollbook_record as core;

use super::word::Word;

/// Words of a source: code points from `start` to `end` (exclusive) of its text, and the words.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Quote {
    /// The first code point.
    pub start: usize,
    /// The code point after the last.
    pub end: usize,
    /// The words.
    pub text: SmolStr,
}

/// What one speaker in one source says of one incident.
#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize, Deserialize)]
pub struct Claim {
    /// The kind of attack.
    pub act: Word<core::Act>,
    /// The words that state the act.
    pub quote: Quote,
    /// Asserted, denied or hypothetical.
    pub status: Word<core::Status>,
    /// On whose account.
    pub speaker: Speaker,
    /// Weapons named.
    #[serde(default)]
    pub weapons: Vec<Weapon>,
    /// What was hit.
    #[serde(default)]
    pub targets: Vec<Target>,
    /// Where.
    #[serde(default)]
    pub place: Option<Place>,
    /// When.
    #[serde(default)]
    pub when: Option<When>,
    /// Whom the speaker accuses.
    #[serde(default)]
    pub alleged_perpetrators: Vec<AllegedPerpetrator>,
    /// How many.
    #[serde(default)]
    pub figures: Vec<Figure>,
    /// Named persons.
    #[serde(default)]
    pub victims: Vec<Victim>,
    /// The rules that read it, by part: `figure.0:passive`, `place:label`.
    #[serde(default)]
    pub rules: Vec<SmolStr>,
}

/// On whose account a claim is made.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Speaker {
    /// The publisher's own voice.
    Publisher,
    /// Somebody whom the publisher quotes.
    Named {
        /// The designation as written.
        name: String,
        /// The words.
        quote: Quote,
    },
}

/// A weapon as named.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Weapon {
    /// Its kind.
    pub kind: Word<core::WeaponKind>,
    /// The words.
    pub quote: Quote,
}

/// What was hit, as named.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Target {
    /// Its kind.
    pub kind: Word<core::TargetKind>,
    /// The words.
    pub quote: Quote,
}

/// A place as written; the fields from `id` on are there only if a gazetteer resolves it.
#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize, Deserialize)]
pub struct Place {
    /// From the name to its last parent.
    pub quote: Quote,
    /// The finest place as written.
    pub name: String,
    /// The parents as written, finest first.
    #[serde(default)]
    pub within: Vec<String>,
    /// The point that the source gives beside the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<Stated>,
    /// The gazetteer's entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Degrees north.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Degrees east.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// How fine the entry is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<Word<core::Precision>>,
    /// How far from the point the place can reach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub radius_km: Option<f64>,
    /// The gazetteer's own name for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gazetteer_name: Option<String>,
    /// ISO 3166-1 alpha-2 code of the country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Other entries that the words could mean, best first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub candidates: Option<Vec<Candidate>>,
    /// Why this entry is meant, or why none can be told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// A point as a source gives it.
#[derive(Clone, Copy, Debug, PartialEq, JsonSchema, Serialize, Deserialize)]
pub struct Stated {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// How fine the source says it is.
    pub precision: Word<core::Precision>,
    /// How far from the point the place can reach.
    pub radius_km: f64,
}

/// An entry that the words could mean.
#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize, Deserialize)]
pub struct Candidate {
    /// The gazetteer's entry.
    pub id: String,
    /// The gazetteer's own name for it.
    pub name: String,
    /// ISO 3166-1 alpha-2 code of the country.
    pub country: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// How fine the entry is.
    pub precision: Word<core::Precision>,
    /// How far from the point the place can reach.
    pub radius_km: f64,
    /// What speaks for it.
    pub reason: String,
}

/// The date of an incident; null at an end leaves it open.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct When {
    /// The words.
    pub quote: Quote,
    /// The first day.
    pub first: Option<Word<jiff::civil::Date>>,
    /// The last day, inclusive.
    pub last: Option<Word<jiff::civil::Date>>,
    /// The part of the day, if the words say one.
    #[serde(default)]
    pub part_of_day: Option<Word<core::PartOfDay>>,
}

/// Whom a claim accuses.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct AllegedPerpetrator {
    /// The designation as worded.
    pub name: String,
    /// How the accusation was made.
    pub degree: Word<core::Degree>,
    /// The words.
    pub quote: Quote,
}

/// How many, of whom, suffered what.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Figure {
    /// What was done to them.
    pub effect: Word<core::Effect>,
    /// Who they were.
    pub who: Word<core::Who>,
    /// The lower end; null if open.
    pub min: Option<u32>,
    /// The upper end; null if open.
    pub max: Option<u32>,
    /// True for about, some, nearly.
    #[serde(default)]
    pub approximate: bool,
    /// The word where there is no number.
    #[serde(default)]
    pub vague: Option<Word<core::Vague>>,
    /// Index of the figure that this one breaks down.
    #[serde(default)]
    pub part_of: Option<usize>,
    /// The number with its qualifier and noun.
    pub quote: Quote,
}

/// A named person.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Victim {
    /// The name without titles.
    pub name: SmolStr,
    /// What was done to them, if the words say.
    #[serde(default)]
    pub effect: Option<Word<core::Effect>>,
    /// Age in whole years.
    #[serde(default)]
    pub age: Option<u8>,
    /// Sex, if told.
    #[serde(default)]
    pub sex: Option<Word<core::Sex>>,
    /// An occupation or kinship word.
    #[serde(default)]
    pub role: Option<SmolStr>,
    /// Where the name stands.
    pub quote: Quote,
}

/// What was seen but could not be read safely.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Problem {
    /// A short stable name.
    pub kind: String,
    /// What a documenter should know and do.
    pub message: String,
    /// The words, where there are some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
}
