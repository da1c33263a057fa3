//! Method profiles: how a recorder turns claims into ranges and grades, as data.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use serde::Deserialize;
use tollbook_record::{CountRange, Effect, Grade, Standing, Vague, Who};

/// A profile that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// No profile of that name comes with the program.
    #[error("there is no profile `{name}`; the profiles are {known}")]
    Unknown {
        /// The name asked for.
        name: String,
        /// Those there are.
        known: String,
    },
    /// The file is not a profile.
    #[error("the profile cannot be read: {0}")]
    Malformed(String),
}

/// A recorder's published method, read from a data file.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    name: String,
    version: String,
    title: String,
    citation: String,
    notes: Vec<String>,
    vague: BTreeMap<Vague, CountRange>,
    pub(crate) open_ends: OpenEnds,
    pub(crate) people_from_groups: bool,
    pub(crate) number: Number,
    pub(crate) best: Option<Best>,
    pub(crate) unit: Unit,
    effects: Vec<Effect>,
    groups: Vec<Who>,
    pub(crate) contested_floor: bool,
    pub(crate) inclusion: Vec<(Requirement, Standing)>,
    pub(crate) grades: Vec<(Grade, Condition)>,
}

/// What a row's number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Number {
    /// From the lowest to the highest.
    Range,
    /// The lowest alone.
    Lowest,
}

/// Which number is the best one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Best {
    /// The lowest of those that take part.
    Lowest,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Unit {
    /// The figures of the claims.
    Figures,
    /// Persons whom the claims name, with day and place.
    IndividualRecords,
}

/// What an incident needs to be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Requirement {
    AnAssertion,
    TwoIndependentOrigins,
    ADeath,
    AnAccusedParty,
    AnIndividualRecord,
}

/// What becomes of an end that a claim leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OpenEnds {
    /// The range stays open there.
    Stay,
    /// Another claim's figure closes it, if it does not contradict the open one.
    ClosedByAnotherClaim,
}

/// What must hold for a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Condition {
    NobodyAsserts,
    OnlyCombatants,
    ResponsibilityAccepted,
    CompetingAttributions,
    TwoIndependentOrigins,
    Otherwise,
}

impl Profile {
    /// Names of the profiles that come with the program; the first is the default.
    pub const NAMES: &'static [&'static str] =
        &["literal", "airwars", "ibc", "ucdp", "acled", "ohchr"];

    /// A profile that comes with the program.
    pub fn named(name: &str) -> Result<Self, ProfileError> {
        match name {
            "literal" => Self::parse(include_str!("../profiles/literal.toml")),
            "airwars" => Self::parse(include_str!("../profiles/airwars.toml")),
            "ibc" => Self::parse(include_str!("../profiles/ibc.toml")),
            "ucdp" => Self::parse(include_str!("../profiles/ucdp.toml")),
            "acled" => Self::parse(include_str!("../profiles/acled.toml")),
            "ohchr" => Self::parse(include_str!("../profiles/ohchr.toml")),
            _ => Err(ProfileError::Unknown {
                name: name.to_owned(),
                known: Self::NAMES.join(", "),
            }),
        }
    }

    /// Reads a profile from the text of a TOML file; the files in `profiles/` show every line that one
    /// may hold.
    pub fn parse(text: &str) -> Result<Self, ProfileError> {
        let file: File =
            toml::from_str(text).map_err(|fault| ProfileError::Malformed(fault.to_string()))?;
        file.into_profile().map_err(ProfileError::Malformed)
    }

    /// Its name, such as `airwars`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its version; a change of any rule is a new one.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Its name for people.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Where the method is published.
    pub fn citation(&self) -> &str {
        &self.citation
    }

    /// What in it is inferred or from memory, one sentence each.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The numbers that the method reads a word as, if it does.
    pub fn reads(&self, word: Vague) -> Option<CountRange> {
        self.vague.get(&word).copied()
    }

    /// Whether the method has a number for this effect on this group.
    pub fn counts(&self, effect: Effect, who: Who) -> bool {
        self.counts_effect(effect) && self.counts_group(who)
    }

    pub(crate) fn counts_effect(&self, effect: Effect) -> bool {
        self.effects.contains(&effect)
    }

    pub(crate) fn counts_group(&self, who: Who) -> bool {
        self.groups.contains(&who)
    }
}

/// The file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    version: String,
    title: String,
    citation: String,
    notes: Vec<String>,
    vague: BTreeMap<String, Ends>,
    combine: Combine,
    #[serde(default)]
    count: Counted,
    status: Status,
    #[serde(default)]
    inclusion: Vec<InclusionRule>,
    #[serde(default)]
    grade: Vec<GradeRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ends {
    min: Option<u32>,
    max: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Combine {
    open_ends: OpenEnds,
    people_from_groups: bool,
    number: Number,
    best: Option<Best>,
}

/// What is counted; a list that is left out holds everything.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Counted {
    of: Option<Unit>,
    effects: Option<Vec<String>>,
    groups: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InclusionRule {
    needs: Requirement,
    r#else: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Status {
    contested_floor: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GradeRule {
    grade: String,
    when: Condition,
}

impl File {
    fn into_profile(self) -> Result<Profile, String> {
        let grades = grades(self.grade)?;
        let mut inclusion = Vec::new();
        for rule in self.inclusion {
            inclusion.push((rule.needs, known(&rule.r#else)?));
        }
        Ok(Profile {
            name: self.name,
            version: self.version,
            title: self.title,
            citation: self.citation,
            notes: self.notes,
            vague: vague(self.vague)?,
            open_ends: self.combine.open_ends,
            people_from_groups: self.combine.people_from_groups,
            number: self.combine.number,
            best: self.combine.best,
            unit: self.count.of.unwrap_or(Unit::Figures),
            effects: all_or(self.count.effects, Effect::ALL)?,
            groups: all_or(self.count.groups, Who::ALL)?,
            contested_floor: self.status.contested_floor,
            inclusion,
            grades,
        })
    }
}

fn vague(words: BTreeMap<String, Ends>) -> Result<BTreeMap<Vague, CountRange>, String> {
    let ends = words.into_iter().map(|(word, ends)| {
        let range = CountRange::new(ends.min, ends.max)
            .ok_or_else(|| format!("the ends of `{word}` are crossed"))?;
        Ok((known(&word)?, range))
    });
    ends.collect()
}

/// A method may have no grades; one that has them grades every incident.
fn grades(rules: Vec<GradeRule>) -> Result<Vec<(Grade, Condition)>, String> {
    if rules
        .last()
        .is_some_and(|last| last.when != Condition::Otherwise)
    {
        return Err("the last grade must hold `otherwise`, or some incident has none".into());
    }
    let grades = rules.into_iter();
    let grades = grades.map(|rule| Ok((known(&rule.grade)?, rule.when)));
    grades.collect()
}

fn all_or<T>(words: Option<Vec<String>>, all: &[T]) -> Result<Vec<T>, String>
where
    T: Copy + FromStr<Err: Display>,
{
    match words {
        None => Ok(all.to_vec()),
        Some(words) => words.iter().map(|word| known(word)).collect(),
    }
}

fn known<T: FromStr<Err: Display>>(word: &str) -> Result<T, String> {
    word.parse().map_err(|fault: T::Err| fault.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_named_profile_reads_and_bears_its_name() {
        for name in Profile::NAMES {
            assert_eq!(Profile::named(name).expect(name).name(), *name);
        }
        let fault = Profile::named("nobody").expect_err("no such profile");
        let said = "there is no profile `nobody`; the profiles are literal, airwars, ibc, ucdp, acled, ohchr";
        assert_eq!(fault.to_string(), said);
    }

    #[test]
    fn a_profile_that_says_nonsense_is_refused_with_the_line() {
        let airwars = include_str!("../profiles/airwars.toml");
        for (from, to, said) in [
            (
                "min = 12, max = 24",
                "min = 24, max = 12",
                "the ends of `dozens` are crossed",
            ),
            (
                "dozens =",
                "umpteen =",
                "`umpteen` is not a word of the vocabulary Vague",
            ),
            (
                "\"otherwise\"",
                "\"only_combatants\"",
                "the last grade must hold `otherwise`",
            ),
            ("open_ends", "loose_ends", "unknown field `loose_ends`"),
        ] {
            let fault = Profile::parse(&airwars.replacen(from, to, 1)).expect_err(to);
            assert!(fault.to_string().contains(said), "{fault}");
        }
    }
}
