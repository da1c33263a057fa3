//! The words that extraction knows, loaded from the tables in `lexicon/en`.
//!
//! A word or phrase has one [`Lex`], which may have several facets: "police" is a party, a group of
//! people and a speaker. Adding a weapon or a way to say "killed" is a row in a table, not code.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use tollbook_record::{Act, Effect, PartOfDay, TargetKind, Vague, WeaponKind, Who};

pub use crate::count::Qualifier;
pub use crate::when::{Feast, TimeUnit};

pub mod alias;
pub mod hash;
mod inflect;
mod tables;

/// The English lexicon, built once.
pub static ENGLISH: LazyLock<Lexicon> = LazyLock::new(tables::english);

/// What a word does in a sentence, closed classes only; a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gram(u128);

macro_rules! gram {
    ($($name:ident = $key:literal,)+) => {
        impl Gram {
            gram!(@consts 0u32; $($name,)+);
            /// The flag of a class of `grammar.toml`, by its key there.
            fn named(key: &str) -> Option<Gram> {
                match key { $($key => Some(Gram::$name),)+ _ => None }
            }
        }
    };
    (@consts $n:expr; $name:ident, $($rest:ident,)*) => {
        #[doc = concat!("`", stringify!($name), "`")]
        pub const $name: Gram = Gram(1 << $n);
        gram!(@consts $n + 1; $($rest,)*);
    };
    (@consts $n:expr;) => {};
}

gram! {
    ARTICLE = "articles",
    DEFINITE = "definite",
    POSSESSIVE = "possessive",
    AND = "and",
    SUBSET = "subset",
    BE = "be",
    HAVE = "have",
    MODAL = "modal",
    NOT = "not",
    ADVERB = "adverbs",
    ADJECTIVE = "adjectives",
    RELATIVE = "relative",
    LOCATIVE = "locative",
    GENERIC_PLACE = "generic_place",
    COMPASS = "compass",
    CUMULATIVE = "cumulative",
    SUPERSEDED = "superseded",
    ELSEWHERE = "elsewhere",
    PRONOUN = "pronoun",
    HARMLESS = "harmless",
    BETWEEN = "between",
    FROM = "from",
    TO = "to",
    OR = "or",
    PLAIN_AND = "plain_and",
    OF = "of",
    BY_AGENT = "by_agent",
    TOLL = "toll",
    LEAVE = "leave",
    THAT = "that",
    IDIOM = "idioms",
    SUM = "sum",
    COMPARED = "compared",
    AGAIN = "again",
    TIED = "tied",
    LOG = "log",
    NO_ATTACK = "no_attack",
    WIDE_PLACE = "wide_place",
    PARTICIPLE = "participle",
    FINITE = "finite",
    DISTRICT_PLACE = "district_place",
    QUARTER_PLACE = "quarter_place",
    NO_PLACE = "no_places",
    LANDFORM = "landforms",
    UPDATE = "updates",
    CLAUSE = "clause",
    NUMBERED_THING = "numbered_things",
    ORDINAL = "ordinals",
    FATAL = "fatal",
    SLIGHT = "slight",
    GRAVE = "grave",
    NEWEST = "newest",
    DEMONYM = "demonyms",
    LAID = "laid",
    USING = "using",
    NATURAL = "natural",
    REACH = "reach",
    RISE = "rise",
    EXCEED = "exceed",
    BEAR = "bear",
    WOUND = "wound",
    THREATEN = "threaten",
    ORDERS = "orders",
    DEPART = "depart",
    DOOMED = "doomed",
    FLAMES = "flames",
    AVENGE = "avenge",
    CONDEMN = "condemn",
    CARE = "care",
    FIELD_PLACE = "field_places",
    FIELD_DAY = "field_days",
    FIELD_DEED = "field_deeds",
    // The rest come from the other tables.
    TITLE = "titles",
    SPEAKER = "speaker_nouns",
    BY = "by",
    DENIAL = "denials",
    RESPONSIBILITY = "responsibility",
    EPITHET = "epithets",
    COLLECTIVE = "collectives",
    BAND = "bands",
    GENERIC_PERSON = "generic_people",
    NOT_PEOPLE = "not_people",
    DISCLAIMER = "disclaimers",
    BASELESS = "baseless",
    NAMING = "naming",
    CHARGE = "charges",
    TALE = "tales",
    LOCAL = "locals",
    UNDENIED = "undenied",
    DEED = "deeds",
    DONE = "done",
    REPRESENTATIVE = "representatives",
    REPORTER = "reporters",
    INTERVIEWER = "interviewers",
    ADMISSION = "admissions",
    COMMIT = "commit",
    SEIZE = "seize",
    HIJACK = "hijack",
    SUSPECT = "suspects",
    ACCUSED = "accused",
    AFTERMATH = "aftermath",
    GARB = "garb",
    MAKE = "makes",
    HOLDING = "holding",
    FORCE = "own_forces",
    DOER = "doers",
    ALLEGIANCE = "allegiance",
    LINKED = "linked",
    DOING_PERSON = "doing_persons",
    GROUP = "group_nouns",
    WITH = "with",
    ASKED = "asked",
    POSITION = "positions",
    KEEPING = "keeping",
    STATE_FORCE = "state_forces",
    LOOTING = "looting",
    STATE = "state_names",
    BLAMED_ON = "blamed_on",
    BLAMED = "blamed",
    IDENTITY = "identity",
    CULPRIT = "culprits",
    VIOLENT = "violent",
    MUTUAL = "mutual",
    ELIMINATE = "eliminate",
}

impl Gram {
    /// Whether any of the flags of `other` is set.
    pub const fn has(self, other: Gram) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets of flags.
    pub const fn with(self, other: Gram) -> Gram {
        Gram(self.0 | other.0)
    }
}

/// Which forms of a verb a word can be; several for "killed" (past and participle).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forms(u8);

impl Forms {
    /// "kill"
    pub const BASE: Forms = Forms(1);
    /// "kills"
    pub const THIRD: Forms = Forms(2);
    /// "killed", finite
    pub const PAST: Forms = Forms(4);
    /// "killed", after "was" or "have"
    pub const PARTICIPLE: Forms = Forms(8);
    /// "killing"
    pub const GERUND: Forms = Forms(16);

    /// Whether any of the forms of `other` is possible.
    pub const fn can_be(self, other: Forms) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets of forms.
    pub const fn with(self, other: Forms) -> Forms {
        Forms(self.0 | other.0)
    }
}

/// A verb of harm: what it does, and the kind of attack it tells, if any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Harm {
    /// What is done.
    pub effect: Effect,
    /// The kind of attack that the word tells.
    pub act: Option<Act>,
    /// The forms that the word can be.
    pub forms: Forms,
}

/// A verb that tells of harm only where its object is people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it tells of them.
    pub harm: Harm,
    /// What its object must be.
    pub object: Object,
}

/// What a verb must have as its object to tell of harm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Object {
    /// A number, with or without a noun.
    Number,
    /// A noun of people.
    #[default]
    People,
    /// Nobody: "not one was scratched".
    Nobody,
}

/// A verb or noun of an attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActWord {
    /// The kind of attack.
    pub act: Act,
    /// The forms that the word can be; none for a noun.
    pub forms: Forms,
    /// What must stand beside it.
    pub needs: Needs,
}

/// What a verb needs beside it to tell an attack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Needs {
    /// "shelled" tells it by itself.
    #[default]
    Nothing,
    /// "struck" needs something that can be hit, or people, or a weapon.
    Hit,
    /// "released", "stepped on" need a weapon.
    Weapon,
    /// "burned" needs a thing that can be hit.
    Target,
    /// "set" needs a word for flames behind what it was done to.
    Flames,
    /// "entered" needs armed men who do it.
    Doer,
    /// "damaged" needs a thing, and tells what was hit, not that there was an attack.
    Damage,
}

/// A noun that counts people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// Whom it counts.
    pub who: Who,
    /// Whether the word is a plural.
    pub plural: bool,
    /// Whether the word can also be the other number ("police", "staff").
    pub both: bool,
}

/// How a word designates a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// "army", "gunmen"
    Noun,
    /// "Israeli", before a noun
    Adjective,
    /// "Hamas"
    Name,
}

/// A word that stands for a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberWord {
    /// "twelve", "hundred"
    Cardinal(u32),
    /// "dozen", "score": a unit that makes the number approximate
    Dozen(u32),
    /// "dozens of"
    Vague(Vague),
}

/// A word of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeWord {
    /// 1 Monday to 7 Sunday.
    Weekday(i8),
    /// 1 January to 12 December.
    Month(i8),
    /// "dawn"
    Part(PartOfDay),
    /// "week"
    Unit(TimeUnit),
    /// "Easter"
    Feast(Feast),
    /// 1 Muharram to 12 Dhu al-Hijja.
    HijriMonth(i8),
}

/// All that is known of a word or phrase.
#[derive(Clone, Debug, Default)]
pub struct Lex {
    /// Closed classes.
    pub gram: Gram,
    /// A verb that harms its object.
    pub harm: Option<Harm>,
    /// A verb whose subject is harmed.
    pub suffers: Option<Harm>,
    /// A word that says what became of those counted: "dead", "wounded".
    pub state: Option<Effect>,
    /// A noun of the dead themselves: "bodies".
    pub remains: Option<Effect>,
    /// A phrase that says that nobody came to harm: "no casualties were reported".
    pub nobody: Option<Effect>,
    /// A noun that says what nobody suffered after a zero: "no casualties".
    pub none: Option<Effect>,
    /// A verb that harms its object only where the object is people: "shoot", "treat".
    pub hits: Option<Hit>,
    /// A noun of harm: "death", "killing".
    pub nominal: Option<Harm>,
    /// A noun that counts people.
    pub person: Option<Person>,
    /// A verb of attack.
    pub act_verb: Option<ActWord>,
    /// A noun of attack.
    pub act_noun: Option<Act>,
    /// Who or what makes an attack of a kind: "warplane".
    pub agent: Option<Act>,
    /// A word that tells the kind of an attack which other words state: "in cold blood".
    pub sign: Option<Act>,
    /// A weapon and the kind of attack that its use tells.
    pub weapon: Option<(WeaponKind, Option<Act>)>,
    /// Something that can be hit.
    pub target: Option<TargetKind>,
    /// A designation of a party.
    pub party: Option<Party>,
    /// A verb of saying.
    pub speech: Option<Forms>,
    /// A number.
    pub number: Option<NumberWord>,
    /// A qualifier before a number.
    pub before: Option<Qualifier>,
    /// A qualifier after a number.
    pub after: Option<Qualifier>,
    /// A word of time.
    pub time: Option<TimeWord>,
}

impl Lex {
    /// Whether it can begin the words for somebody: "his", "a", "two".
    pub fn opens_group(&self) -> bool {
        let opens = Gram::POSSESSIVE.with(Gram::ARTICLE).with(Gram::DEFINITE);
        self.gram.has(opens) || self.number.is_some()
    }

    /// Whether no table has the word.
    pub fn is_unknown(&self) -> bool {
        std::ptr::eq(self, &raw const *UNKNOWN)
    }
}

/// Words and phrases by their first word.
pub struct Lexicon {
    by_first: HashMap<Box<str>, Known, hash::ByWord>,
}

/// What is known of a word, and the phrases that begin with it.
#[derive(Default)]
struct Known {
    alone: Option<Lex>,
    /// In the order of their words, so that those with one second word stand together.
    phrases: Vec<Phrase>,
}

struct Phrase {
    /// The words after the first.
    rest: Box<[Box<str>]>,
    lex: Lex,
}

static UNKNOWN: LazyLock<Lex> = LazyLock::new(Lex::default);

impl Lexicon {
    /// The longest phrase that starts at `words[0]`: how many words it spans and what is known of
    /// it. One word of which nothing is known if there is none. `words` are lower case.
    pub fn longest<'w>(&self, mut word: impl FnMut(usize) -> Option<&'w str>) -> (usize, &Lex) {
        let Some(known) = word(0).and_then(|first| self.by_first.get(first)) else {
            return (1, &*UNKNOWN);
        };
        if let Some(phrase) = known.longest(word) {
            return (phrase.rest.len() + 1, &phrase.lex);
        }
        (1, known.alone.as_ref().unwrap_or(&*UNKNOWN))
    }
}

impl Known {
    /// The longest phrase whose words follow. "In" begins more than fifty, so those with another second
    /// word are not looked at.
    fn longest<'w>(&self, mut word: impl FnMut(usize) -> Option<&'w str>) -> Option<&Phrase> {
        if self.phrases.is_empty() {
            return None;
        }
        let second = word(1)?;
        let from = self.phrases.partition_point(|p| &*p.rest[0] < second);
        let beside = self.phrases[from..].iter();
        let mut follows = |phrase: &&Phrase| {
            let mut rest = phrase.rest.iter().enumerate().skip(1);
            rest.all(|(i, w)| word(i + 1) == Some(w))
        };
        { beside }
            .take_while(|p| &*p.rest[0] == second)
            .filter(|p| follows(p))
            .max_by_key(|p| p.rest.len())
    }
}

/// A lexicon while its tables are read: each phrase's facets are merged.
#[derive(Default)]
struct Builder {
    phrases: HashMap<Vec<Box<str>>, Lex>,
}

impl Builder {
    /// The entry of a phrase, which is split into words as reports are.
    fn entry(&mut self, phrase: &str) -> &mut Lex {
        let words = crate::token::words(phrase)
            .map(|w| w.to_lowercase().into())
            .collect();
        self.phrases.entry(words).or_default()
    }

    /// The entry of a name that only its capitals tell from another word. No word of a report in small
    /// letters is found under it.
    fn acronym(&mut self, name: &str) -> &mut Lex {
        self.phrases.entry(vec![name.into()]).or_default()
    }

    /// "mortar attack": an event that is named after a weapon names the weapon.
    fn name_weapons_of_events(&mut self) {
        let named: Vec<_> = self
            .phrases
            .iter()
            .filter(|(_, lex)| lex.act_noun.is_some() && lex.weapon.is_none())
            .filter_map(|(words, _)| {
                let weapon = self.phrases.get(&words[..words.len() - 1])?.weapon?;
                Some((words.clone(), weapon))
            })
            .collect();
        for (words, weapon) in named {
            self.phrases.entry(words).or_default().weapon = Some(weapon);
        }
    }

    /// "young man" counts as "man" does: a phrase for a person that no table of people has is one of
    /// its last word.
    fn count_people_of_phrases(&mut self) {
        let counted: Vec<_> = self
            .phrases
            .iter()
            .filter(|(words, lex)| words.len() > 1 && lex.person.is_none())
            .filter(|(_, lex)| lex.gram.has(Gram::DOING_PERSON.with(Gram::SPEAKER)))
            .filter_map(|(words, _)| {
                let person = self.phrases.get(&words[words.len() - 1..])?.person?;
                Some((words.clone(), person))
            })
            .collect();
        for (words, person) in counted {
            self.phrases.entry(words).or_default().person = Some(person);
        }
    }

    fn build(self) -> Lexicon {
        let mut by_first: HashMap<Box<str>, Known, hash::ByWord> = HashMap::default();
        for (mut words, lex) in self.phrases {
            let rest: Box<[Box<str>]> = words.split_off(1).into();
            let known = by_first.entry(words.swap_remove(0)).or_default();
            match rest.is_empty() {
                true => known.alone = Some(lex),
                false => known.phrases.push(Phrase { rest, lex }),
            }
        }
        for known in by_first.values_mut() {
            known.phrases.sort_by(|a, b| a.rest.cmp(&b.rest));
        }
        Lexicon { by_first }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest<'a>(text: &'a str) -> (usize, &'static Lex) {
        let words: Vec<&'a str> = text.split(' ').collect();
        ENGLISH.longest(|i| words.get(i).copied())
    }

    fn word(text: &str) -> &'static Lex {
        longest(text).1
    }

    #[test]
    fn the_longest_phrase_wins() {
        assert_eq!(longest("car bomb exploded").0, 2);
        assert_eq!(
            longest("car bomb exploded").1.weapon.map(|w| w.0),
            Some(WeaponKind::CarBomb)
        );
        assert_eq!(longest("car park").1.target, Some(TargetKind::Other));
        assert_eq!(longest("car door").1.target, Some(TargetKind::Vehicle));
    }

    #[test]
    fn verbs_know_their_forms() {
        let killed = word("killed").harm.expect("a verb of harm");
        assert!(killed.forms.can_be(Forms::PAST) && killed.forms.can_be(Forms::PARTICIPLE));
        let slain = word("slain").harm.expect("a verb of harm");
        assert!(!slain.forms.can_be(Forms::PAST));
        assert!(
            word("stabbing")
                .harm
                .is_some_and(|h| h.forms.can_be(Forms::GERUND))
        );
    }

    #[test]
    fn a_word_may_have_several_facets() {
        let police = word("police");
        assert_eq!(police.person.map(|p| p.who), Some(Who::Police));
        assert_eq!(police.party, Some(Party::Noun));
        assert!(police.gram.has(Gram::SPEAKER));
    }
}
