//! What of a record leaves the house, as data: an allow-list. What a publication does not allow is in
//! no file of a release.

use std::collections::BTreeSet;

use serde::Deserialize;
use tollbook_record::{DateRange, Place, Precision, SourceId, Victim};

use super::time::FinestTime;
use crate::geojson::Located;

/// A publication that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PublicationError {
    /// None of that name comes with the program.
    #[error("there is no publication `{0}`; the publications are cautious, open")]
    Unknown(String),
    /// Words and addresses tell what else is kept coarse.
    #[error(
        "the publication `{0}` gives words or addresses of sources, which would tell the days and places that it keeps back; leave both out, or give every place and day"
    )]
    TellsMore(String),
    /// The file is no publication.
    #[error("the publication cannot be read: {0}")]
    Malformed(String),
}

/// What leaves the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Its name, such as `cautious`.
    pub name: String,
    /// Its version; a change of any line is a new one.
    pub version: String,
    /// The finest place that is given by name and on the map.
    finest_place: Precision,
    /// Whether places that no gazetteer resolves are given by name.
    unresolved_places: bool,
    /// The finest time that is given, of incidents, claims and sources.
    pub finest_time: FinestTime,
    /// What is given of a person who is said to be a victim.
    pub victims: Victims,
    /// Whether quoted speakers are named.
    pub speakers: bool,
    /// Whether words of the sources are given: quotes, titles, and sentences that hold some.
    pub words: bool,
    /// Whether addresses of sources are given.
    pub addresses: bool,
    /// Sources under protection: of these nothing is said but how many there are.
    withheld: BTreeSet<SourceId>,
}

/// What is given of a person who is said to be a victim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Victims {
    /// Nothing.
    LeftOut,
    /// The first letter of each part of the name, and nothing else that tells who it is.
    Initials,
    /// The name as written.
    Names,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    version: String,
    finest_place: String,
    unresolved_places: bool,
    finest_time: FinestTime,
    victims: Victims,
    speakers: bool,
    words: bool,
    addresses: bool,
}

/// A place as far as it may be told.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PublicPlace {
    /// The finest name.
    pub name: String,
    /// The wider names, finest first.
    pub within: Vec<String>,
    /// ISO 3166-1 alpha-2 code of the country.
    pub country: String,
    /// Where it is, how fine that is, and how far off.
    pub located: Option<Located>,
}

impl Publication {
    /// Names of the publications that come with the program; the first is the default.
    pub const NAMES: &'static [&'static str] = &["cautious", "open"];

    /// A publication that comes with the program.
    pub fn named(name: &str) -> Result<Self, PublicationError> {
        match name {
            "cautious" => Self::parse(include_str!("../../publications/cautious.toml")),
            "open" => Self::parse(include_str!("../../publications/open.toml")),
            _ => Err(PublicationError::Unknown(name.to_owned())),
        }
    }

    /// Reads a publication from the text of a TOML file; the files in `publications/` show every line.
    pub fn parse(text: &str) -> Result<Self, PublicationError> {
        let malformed = |fault: String| PublicationError::Malformed(fault);
        let file: File = toml::from_str(text).map_err(|fault| malformed(fault.to_string()))?;
        let finest_place: Result<Precision, _> = file.finest_place.parse();
        let finest_place = finest_place.map_err(|fault| malformed(fault.to_string()))?;
        let coarse_place = finest_place != Precision::Site || !file.unresolved_places;
        let coarse_time = file.finest_time != FinestTime::Day;
        if (file.words && coarse_place) || ((file.words || file.addresses) && coarse_time) {
            return Err(PublicationError::TellsMore(file.name));
        }
        Ok(Self {
            name: file.name,
            version: file.version,
            finest_place,
            unresolved_places: file.unresolved_places,
            finest_time: file.finest_time,
            victims: file.victims,
            speakers: file.speakers,
            words: file.words,
            addresses: file.addresses,
            withheld: BTreeSet::new(),
        })
    }

    /// The same with sources under protection.
    #[must_use]
    pub fn withholding(mut self, sources: impl IntoIterator<Item = SourceId>) -> Self {
        self.withheld.extend(sources);
        self
    }

    /// Whether every part of the record may be told, so that exports of the whole may be added.
    pub fn is_open(&self) -> bool {
        self.finest_place == Precision::Site
            && self.unresolved_places
            && self.finest_time == FinestTime::Day
            && self.victims == Victims::Names
            && self.speakers
            && self.words
            && self.addresses
            && self.withheld.is_empty()
    }

    /// Whether the source is under protection.
    pub fn withholds(&self, source: SourceId) -> bool {
        self.withheld.contains(&source)
    }

    /// How a source is called in a release: by its hash, or by a number if it is under protection.
    pub(crate) fn source(&self, source: SourceId) -> String {
        match self
            .withheld
            .iter()
            .position(|withheld| *withheld == source)
        {
            Some(number) => format!("withheld-{}", number + 1),
            None => source.to_string(),
        }
    }

    /// What may be told of a place. Of one that is finer than allowed, only the widest name that was
    /// written stays, because nobody can say how fine the names between are.
    pub(crate) fn place(&self, place: Option<&Place>) -> PublicPlace {
        let Some(place) = place else {
            return PublicPlace::default();
        };
        let country = place.resolution.as_ref().map(|r| r.country.clone());
        let country = country.unwrap_or_default();
        let allowed = match &place.resolution {
            Some(resolution) => resolution.precision >= self.finest_place,
            None => self.unresolved_places,
        };
        if !allowed {
            return PublicPlace {
                name: place.within.last().cloned().unwrap_or_default(),
                country,
                ..PublicPlace::default()
            };
        }
        PublicPlace {
            name: place.name.clone(),
            within: place.within.clone(),
            country,
            located: place.resolution.as_deref().map(Into::into),
        }
    }

    /// What may be told of a victim's name; `None` if nothing of the person.
    pub(crate) fn name(&self, victim: &Victim) -> Option<String> {
        match self.victims {
            Victims::LeftOut => None,
            Victims::Initials => Some(initials(&victim.name)),
            Victims::Names => Some(victim.name.to_string()),
        }
    }
}

fn initials(name: &str) -> String {
    let letters = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    letters
        .map(|letter| format!("{letter}."))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The first and the last day, empty where open.
pub(crate) fn days(dates: DateRange) -> [String; 2] {
    [dates.first(), dates.last()].map(|day| day.map_or_else(String::new, |day| day.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_named_publication_reads_and_bears_its_name() {
        for name in Publication::NAMES {
            assert_eq!(Publication::named(name).expect(name).name, *name);
        }
        let fault = Publication::named("loud").expect_err("no such publication");
        let said = "there is no publication `loud`; the publications are cautious, open";
        assert_eq!(fault.to_string(), said);
    }

    #[test]
    fn a_publication_that_says_nonsense_is_refused_with_the_line() {
        let open = include_str!("../../publications/open.toml");
        for (from, to, said) in [
            (
                "\"site\"",
                "\"street\"",
                "`street` is not a word of the vocabulary Precision",
            ),
            ("words = true", "words = \"some\"", "invalid type"),
            ("speakers", "talkers", "unknown field `talkers`"),
        ] {
            let fault = Publication::parse(&open.replacen(from, to, 1)).expect_err(to);
            assert!(fault.to_string().contains(said), "{fault}");
        }
    }

    #[test]
    fn words_are_not_given_beside_coarse_places_and_days() {
        let open = include_str!("../../publications/open.toml");
        let coarse = |from: &str, to: &str| open.replacen(from, to, 1);
        for refused in [
            coarse("\"site\"", "\"locality\""),
            coarse("unresolved_places = true", "unresolved_places = false"),
            coarse("\"day\"", "\"month\""),
            coarse("\"day\"", "\"year\"").replacen("words = true", "words = false", 1),
        ] {
            let fault = Publication::parse(&refused).expect_err("it would tell more");
            assert_eq!(fault, PublicationError::TellsMore("open".to_owned()));
        }
    }

    #[test]
    fn initials_tell_no_name() {
        assert_eq!(initials("Layth  Example-Invented"), "L. E.");
        assert_eq!(initials("ليث المثال"), "ل. ا.");
        assert_eq!(initials(""), "");
    }
}
