//! The number words of `lexicon/ar/numbers.toml`, looked up by their normal form.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::str::FromStr;
use std::sync::LazyLock;

use serde::Deserialize;
use tollbook_record::Vague;

use super::super::form::fold;
use super::super::phrase::{Phrases, Starts};
use crate::count::Qualifier;
use crate::lexicon::hash::ByWord;

/// The words, read once.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(Words::load);

/// What a number word adds to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// 1 to 900: the words of one group of three digits.
    Plain(u64),
    /// A thousand, a million: multiplies what stands before it.
    Scale(u64),
    /// Two thousand in one word.
    TwoOf(u64),
}

pub(super) struct Words {
    values: HashMap<String, Value, ByWord>,
    alone: HashSet<String>,
    accusative: HashSet<String>,
    before_ten: HashMap<String, u64, ByWord>,
    before_tens: HashMap<String, u64, ByWord>,
    fractions: HashMap<String, u64, ByWord>,
    ordinals: HashMap<String, u64, ByWord>,
    never_parted: HashSet<String>,
    pub vague: Phrases<Vague>,
    pub before: Phrases<Qualifier>,
    pub weak: Phrases<Qualifier>,
    pub after: Phrases<Qualifier>,
    pub labels: Phrases<()>,
    pub things: Phrases<()>,
    pub percent: Phrases<()>,
    /// What a number with its qualifiers begins with.
    pub starts: Starts,
}

#[derive(Deserialize)]
struct Table {
    cardinals: BTreeMap<String, Vec<String>>,
    scales: BTreeMap<String, Vec<String>>,
    two_of_a_scale: BTreeMap<String, Vec<String>>,
    before_ten: BTreeMap<String, Vec<String>>,
    before_tens: BTreeMap<String, Vec<String>>,
    accusative_scales: Vec<String>,
    fractions: BTreeMap<String, Vec<String>>,
    ordinals: BTreeMap<String, Vec<String>>,
    vague: BTreeMap<String, Vec<String>>,
    before: BTreeMap<Qualifier, Vec<String>>,
    weak: BTreeMap<Qualifier, Vec<String>>,
    after: BTreeMap<Qualifier, Vec<String>>,
    labels: Vec<String>,
    things: Vec<String>,
    percent: Vec<String>,
    never_parted: Vec<String>,
}

impl Words {
    /// The table is part of the program: one that cannot be read is our fault, and a test reads it.
    fn load() -> Self {
        let table: Table = toml::from_str(include_str!("../../../lexicon/ar/numbers.toml"))
            .unwrap_or_else(|error| panic!("lexicon/ar/numbers.toml: {error}"));
        let mut values = HashMap::default();
        for (list, value) in [
            (&table.cardinals, Value::Plain as fn(u64) -> Value),
            (&table.scales, Value::Scale),
            (&table.two_of_a_scale, Value::TwoOf),
        ] {
            values.extend(numbered(list).map(|(word, n)| (word, value(n))));
        }
        // Of a scale's forms the first can stand for one: "ألف". The accusative is written as the two
        // thousands of "ألفا شخص" are, and the plural says no number.
        let alone = table.scales.values().filter_map(|forms| forms.first());
        let mut words = Self {
            alone: alone.map(|form| fold(form)).collect(),
            values,
            before_ten: numbered(&table.before_ten).collect(),
            before_tens: numbered(&table.before_tens).collect(),
            accusative: table
                .accusative_scales
                .iter()
                .map(|word| fold(word))
                .collect(),
            fractions: numbered(&table.fractions).collect(),
            ordinals: numbered(&table.ordinals).collect(),
            never_parted: table.never_parted.iter().map(|word| fold(word)).collect(),
            vague: Phrases::keyed(table.vague.iter().map(|(word, list)| (vague(word), list))),
            before: Phrases::keyed(table.before.iter().map(|(q, list)| (*q, list))),
            weak: Phrases::keyed(table.weak.iter().map(|(q, list)| (*q, list))),
            after: Phrases::keyed(table.after.iter().map(|(q, list)| (*q, list))),
            labels: Phrases::keyed([((), &table.labels)]),
            things: Phrases::keyed([((), &table.things)]),
            percent: Phrases::keyed([((), &table.percent)]),
            starts: Starts::default(),
        };
        words.starts = words.all_starts();
        words
    }

    fn all_starts(&self) -> Starts {
        let keys = |list: &HashMap<String, u64, ByWord>| list.keys().cloned().collect::<Vec<_>>();
        let lists = [&self.before_ten, &self.before_tens, &self.fractions].map(keys);
        Starts::default()
            .with(lists.iter().flatten().map(String::as_str))
            .with(self.values.keys().map(String::as_str))
            .with(self.vague.first_words())
            .with(self.before.first_words())
            .with(self.weak.first_words())
            .with(super::OPENERS)
    }

    pub fn value(&self, form: &str) -> Option<Value> {
        self.values.get(form).copied()
    }

    /// Whether a scale without a number before it is one of itself.
    pub fn stands_alone(&self, form: &str) -> bool {
        self.alone.contains(form)
    }

    /// 1 or 2 where عشر follows.
    pub fn before_ten(&self, form: &str) -> Option<u64> {
        self.before_ten.get(form).copied()
    }

    /// A unit in a form that counts only where tens are joined to it: "إحدى وعشرون", "ثلاثاً وأربعين".
    pub fn before_tens(&self, form: &str) -> Option<u64> {
        self.before_tens.get(form).copied()
    }

    /// Whether a scale's form is that of the accusative.
    pub fn is_accusative(&self, form: &str) -> bool {
        self.accusative.contains(form)
    }

    /// The divisor of "half" and "quarter".
    pub fn fraction(&self, form: &str) -> Option<u64> {
        self.fractions.get(form).copied()
    }

    pub fn ordinal(&self, form: &str) -> Option<u64> {
        self.ordinals.get(form).copied()
    }

    /// The words of ordinals and of cardinals.
    pub fn of_numbers(&self) -> impl Iterator<Item = &str> {
        let cardinals = self.values.keys().map(String::as_str);
        self.ordinals.keys().map(String::as_str).chain(cardinals)
    }

    pub fn is_parted(&self, form: &str) -> bool {
        !self.never_parted.contains(form)
    }
}

fn numbered(list: &BTreeMap<String, Vec<String>>) -> impl Iterator<Item = (String, u64)> {
    list.iter().flat_map(|(number, words)| {
        let number = number
            .parse()
            .unwrap_or_else(|_| panic!("numbers.toml: `{number}` is no number"));
        words.iter().map(move |word| (fold(word), number))
    })
}

fn vague(word: &str) -> Vague {
    Vague::from_str(word).unwrap_or_else(|_| panic!("numbers.toml: `{word}` is in no vocabulary"))
}
