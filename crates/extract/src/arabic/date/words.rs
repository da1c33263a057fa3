//! The words of time of `lexicon/ar/time.toml`, looked up by their normal form.

use std::collections::{BTreeMap, HashMap};
use std::str::FromStr;
use std::sync::LazyLock;

use serde::Deserialize;
use tollbook_record::PartOfDay;

use crate::arabic::form::fold;
use crate::arabic::number;
use crate::arabic::phrase::{Phrases, Starts};
use crate::lexicon::hash::ByWord;
use crate::when::{Feast, TimeUnit};

/// The words, read once.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(Words::load);

/// So many days from a day, with the part of the day that the words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shift {
    pub days: i32,
    pub part: Option<PartOfDay>,
}

pub(super) struct Words {
    weekdays: HashMap<String, i8, ByWord>,
    pub months: Phrases<i8>,
    pub hijri_months: Phrases<i8>,
    pub feasts: Phrases<Feast>,
    pub parts: Phrases<PartOfDay>,
    pub units: Phrases<TimeUnit>,
    pub two_units: Phrases<TimeUnit>,
    pub relative: Phrases<Shift>,
    pub story: Phrases<Shift>,
    /// In the order of [`List`].
    lists: Vec<Phrases<()>>,
    /// What a date with its part of the day begins with.
    pub starts: Starts,
}

/// Lists of words that have one use each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    NamedAfterDays,
    NamedAfterDates,
    Dated,
    PartsOfMonth,
    Beginnings,
    Compared,
    Past,
    Current,
    Coming,
    Since,
    Until,
    SameDay,
    Fillers,
    CommonWords,
    MonthWord,
    YearWord,
    HijriSign,
    CommonSign,
    PartAlone,
    BeforePart,
}

#[derive(Deserialize)]
struct Table {
    weekdays: Vec<Vec<String>>,
    named_after_days: Vec<String>,
    named_after_dates: Vec<String>,
    dated: Vec<String>,
    parts_of_month: Vec<String>,
    beginnings: Vec<String>,
    compared: Vec<String>,
    past: Vec<String>,
    current: Vec<String>,
    coming: Vec<String>,
    since: Vec<String>,
    until: Vec<String>,
    same_day: Vec<String>,
    fillers: Vec<String>,
    common_words: Vec<String>,
    months: Vec<Vec<String>>,
    hijri_months: Vec<Vec<String>>,
    month_word: Vec<String>,
    year_word: Vec<String>,
    hijri_sign: Vec<String>,
    common_sign: Vec<String>,
    feasts: BTreeMap<Feast, Vec<String>>,
    parts: BTreeMap<String, Vec<String>>,
    alone: Alone,
    units: BTreeMap<String, Vec<String>>,
    two_units: BTreeMap<String, Vec<String>>,
    relative: Vec<Shifting>,
    story: Vec<Shifting>,
}

#[derive(Deserialize)]
struct Alone {
    words: Vec<String>,
    after: Vec<String>,
}

#[derive(Deserialize)]
struct Shifting {
    days: i32,
    part: Option<String>,
    words: Vec<String>,
}

impl Words {
    /// The table is part of the program: one that cannot be read is our fault, and a test reads it.
    fn load() -> Self {
        let table: Table = toml::from_str(include_str!("../../../lexicon/ar/time.toml"))
            .unwrap_or_else(|error| panic!("lexicon/ar/time.toml: {error}"));
        let lists = [
            (List::NamedAfterDays, &table.named_after_days),
            (List::NamedAfterDates, &table.named_after_dates),
            (List::Dated, &table.dated),
            (List::PartsOfMonth, &table.parts_of_month),
            (List::Beginnings, &table.beginnings),
            (List::Compared, &table.compared),
            (List::Past, &table.past),
            (List::Current, &table.current),
            (List::Coming, &table.coming),
            (List::Since, &table.since),
            (List::Until, &table.until),
            (List::SameDay, &table.same_day),
            (List::Fillers, &table.fillers),
            (List::CommonWords, &table.common_words),
            (List::MonthWord, &table.month_word),
            (List::YearWord, &table.year_word),
            (List::HijriSign, &table.hijri_sign),
            (List::CommonSign, &table.common_sign),
            (List::PartAlone, &table.alone.words),
            (List::BeforePart, &table.alone.after),
        ];
        let numbered = |names: &[Vec<String>]| -> HashMap<String, i8, ByWord> {
            let rows = (1..).zip(names);
            rows.flat_map(|(n, names)| names.iter().map(move |name| (fold(name), n)))
                .collect()
        };
        let mut words = Self {
            weekdays: numbered(&table.weekdays),
            months: Phrases::keyed((1..).zip(&table.months)),
            hijri_months: Phrases::keyed((1..).zip(&table.hijri_months)),
            feasts: Phrases::keyed(table.feasts.iter().map(|(feast, list)| (*feast, list))),
            parts: Phrases::keyed(table.parts.iter().map(|(name, list)| (part(name), list))),
            units: Phrases::keyed(table.units.iter().map(|(name, list)| (unit(name), list))),
            two_units: Phrases::keyed(
                table
                    .two_units
                    .iter()
                    .map(|(name, list)| (unit(name), list)),
            ),
            relative: shifts(&table.relative),
            story: shifts(&table.story),
            lists: lists
                .into_iter()
                .enumerate()
                .map(|(at, (list, words))| {
                    assert_eq!(at, list as usize, "the lists stand in the order of `List`");
                    Phrases::keyed([((), words)])
                })
                .collect(),
            starts: Starts::default(),
        };
        words.starts = words.all_starts();
        words
    }

    /// Whether the name of a month of either calendar begins with the word.
    pub fn names_month(&self, form: &str) -> bool {
        self.months.begins(form) || self.hijri_months.begins(form)
    }

    fn all_starts(&self) -> Starts {
        Starts::default()
            .with(self.weekdays.keys().map(String::as_str))
            .with(self.months.first_words())
            .with(self.hijri_months.first_words())
            .with(self.feasts.first_words())
            .with(self.parts.first_words())
            .with(self.relative.first_words())
            .with(self.story.first_words())
            .with(self.list(List::PartsOfMonth).first_words())
            .with(self.list(List::MonthWord).first_words())
            .with(self.list(List::YearWord).first_words())
            .with(number::words())
            .with(OPENERS)
    }

    /// 1 Monday to 7 Sunday, for a name without its article.
    pub fn weekday(&self, form: &str) -> Option<i8> {
        self.weekdays.get(form).copied()
    }

    /// The phrases of a list.
    pub fn list(&self, list: List) -> &Phrases<()> {
        &self.lists[list as usize]
    }
}

/// Words that stand before a date or count back to it.
const OPENERS: [&str; 21] = [
    "يوم",
    "نهار",
    "يومي",
    "بين",
    "من",
    "قبل",
    "منذ",
    "ساعه",
    "ساعات",
    "ايام",
    "يومين",
    "اسبوعين",
    "اسبوع",
    "شهر",
    "اسابيع",
    "اشهر",
    "عام",
    "سنه",
    "هذا",
    "هذه",
    "ال",
];

fn shifts(rows: &[Shifting]) -> Phrases<Shift> {
    Phrases::keyed(rows.iter().map(|row| {
        let shift = Shift {
            days: row.days,
            part: row.part.as_deref().map(part),
        };
        (shift, &row.words)
    }))
}

fn part(name: &str) -> PartOfDay {
    PartOfDay::from_str(name).unwrap_or_else(|_| panic!("time.toml: `{name}` is no part of a day"))
}

fn unit(name: &str) -> TimeUnit {
    match name {
        "hour" => TimeUnit::Hour,
        "day" => TimeUnit::Day,
        "week" => TimeUnit::Week,
        "month" => TimeUnit::Month,
        "year" => TimeUnit::Year,
        _ => panic!("time.toml: `{name}` is no unit of the program"),
    }
}
