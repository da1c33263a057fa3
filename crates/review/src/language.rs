//! The words of the pages, from one file of messages a language, and how numbers and days are written.
//!
//! Words of sources, and sentences of stages such as the steps of a range, are not translated: they
//! stand as they are, each in its own direction.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::civil::Date;
use tollbook_record::{CountRange, DateRange, Effect, Who};
use unic_langid::LanguageIdentifier;

const ENGLISH: &str = include_str!("../words/en.ftl");
const ARABIC: &str = include_str!("../words/ar.ftl");

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 2]> =
    LazyLock::new(|| [bundle("en", ENGLISH), bundle("ar", ARABIC)]);

fn bundle(tag: &str, text: &str) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Foreign words are isolated where they stand; marks round our own numbers would only be in the way
    // of who searches in the page.
    bundle.set_use_isolating(false);
    // A message that cannot be read is missing, and a test finds it.
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(whole, _)| whole);
    bundle.add_resource_overriding(resource);
    bundle
}

/// A language of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Arabic.
    Arabic,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::Arabic];

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Arabic => "ar",
        }
    }

    /// Its name in itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Arabic => "العربية",
        }
    }

    /// `ltr` or `rtl`.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::English => "ltr",
            Self::Arabic => "rtl",
        }
    }

    /// The language with this tag.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let main = tag.split('-').next().unwrap_or_default().trim();
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(main))
    }

    /// The first language of a browser's list that there is.
    pub fn accepted(list: &str) -> Self {
        let tags = list.split(',').filter_map(|part| part.split(';').next());
        tags.filter_map(Self::of_tag).next().unwrap_or_default()
    }

    /// A message.
    pub fn say(self, key: &str) -> String {
        self.message(key, None)
    }

    /// A message with words in it.
    pub fn tell(self, key: &str, words: &[(&str, &str)]) -> String {
        let mut arguments = FluentArgs::new();
        for (name, word) in words {
            arguments.set(*name, FluentValue::from(*word));
        }
        self.message(key, Some(&arguments))
    }

    /// A message with a number in it: `n` decides the form, `shown` is the number as it is written.
    pub fn count(self, key: &str, n: usize) -> String {
        let mut arguments = FluentArgs::new();
        arguments.set("n", FluentValue::from(n));
        arguments.set("shown", FluentValue::from(self.number(n)));
        self.message(key, Some(&arguments))
    }

    /// A word of a vocabulary: `act` and `airstrike`.
    pub fn word(self, vocabulary: &str, word: &str) -> String {
        self.say(&format!("{vocabulary}-{word}"))
    }

    fn message(self, key: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        let bundle = &BUNDLES[self as usize];
        let message = bundle.get_message(key).and_then(|message| message.value());
        match message {
            Some(pattern) => {
                let mut faults = Vec::new();
                bundle
                    .format_pattern(pattern, arguments, &mut faults)
                    .into_owned()
            }
            None if self != Self::English => Self::English.message(key, arguments),
            None => key.to_owned(),
        }
    }

    /// A number with its thousands apart, in the digits of the language.
    pub fn number(self, n: usize) -> String {
        let digits = n.to_string();
        let mut shown = String::with_capacity(digits.len() * 2);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                shown.push(match self {
                    Self::English => ',',
                    Self::Arabic => '٬',
                });
            }
            shown.push(digit);
        }
        self.digits(&shown)
    }

    /// The same text in the digits of the language.
    pub fn digits(self, text: &str) -> String {
        match self {
            Self::English => text.to_owned(),
            Self::Arabic => text
                .chars()
                .map(|c| match c {
                    '0'..='9' => char::from_u32('٠' as u32 + c as u32 - '0' as u32).unwrap_or(c),
                    _ => c,
                })
                .collect(),
        }
    }

    /// A number of people between two ends.
    pub fn range(self, range: CountRange) -> String {
        let number = |n: u32| self.number(n as usize);
        match (range.min(), range.max()) {
            (Some(a), Some(b)) if a == b => number(a),
            (Some(a), Some(b)) => format!("{}–{}", number(a), number(b)),
            (Some(a), None) => self.tell("range-or-more", &[("n", &number(a))]),
            (None, Some(b)) => self.tell("range-up-to", &[("n", &number(b))]),
            (None, None) => self.say("range-no-number"),
        }
    }

    /// What was done to whom: `killed`, `children killed`.
    pub fn effect_on(self, effect: Effect, who: Who) -> String {
        let effect = self.word("effect", effect.word());
        match who {
            Who::People => effect,
            who => {
                let who = self.word("who", who.word());
                self.tell("effect-on", &[("who", &who), ("effect", &effect)])
            }
        }
    }

    /// A day: `28 April 2016`.
    pub fn day(self, date: Date) -> String {
        let month = self.say(&format!("month-{}", date.month()));
        self.digits(&format!("{} {month} {}", date.day(), date.year()))
    }

    /// Days, the month and the year said once.
    pub fn days(self, dates: DateRange) -> String {
        match (dates.first(), dates.last()) {
            (Some(a), Some(b)) if a == b => self.day(a),
            (Some(a), Some(b)) if (a.year(), a.month()) == (b.year(), b.month()) => {
                format!("{}–{}", self.digits(&a.day().to_string()), self.day(b))
            }
            (Some(a), Some(b)) => format!("{} – {}", self.day(a), self.day(b)),
            (Some(a), None) => self.tell("days-from", &[("day", &self.day(a))]),
            (None, Some(b)) => self.tell("days-until", &[("day", &self.day(b))]),
            (None, None) => self.say("days-unknown"),
        }
    }

    /// A list of words.
    pub fn list(self, words: &[String]) -> String {
        words.join(&format!("{} ", self.say("comma")))
    }
}

/// Words of any language and direction within a message, as the marks of Unicode isolate them.
pub fn isolated(words: &str) -> String {
    format!(
        "\u{2068}{}\u{2069}",
        tollbook_publish::visible::visible_on_page(words)
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(text: &str) -> BTreeSet<&str> {
        let defined = text
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()));
        defined
            .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
            .collect()
    }

    #[test]
    fn both_languages_have_the_same_messages() {
        for text in [ENGLISH, ARABIC] {
            assert!(FluentResource::try_new(text.to_owned()).is_ok());
        }
        let (english, arabic) = (keys(ENGLISH), keys(ARABIC));
        let missing: Vec<_> = english.symmetric_difference(&arabic).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn every_word_of_the_vocabularies_has_a_message() {
        use tollbook_record as r;
        let keys = keys(ENGLISH);
        let mut wanted: Vec<String> = Vec::new();
        let mut vocabulary = |name: &str, words: Vec<&str>| {
            wanted.extend(words.into_iter().map(|word| format!("{name}-{word}")));
        };
        macro_rules! all {
            ($name:literal, $of:ty) => {
                vocabulary($name, <$of>::ALL.iter().map(|v| v.word()).collect())
            };
        }
        all!("act", r::Act);
        all!("weapon", r::WeaponKind);
        all!("target", r::TargetKind);
        all!("status", r::Status);
        all!("degree", r::Degree);
        all!("effect", r::Effect);
        all!("who", r::Who);
        all!("vague", r::Vague);
        all!("precision", r::Precision);
        all!("part-of-day", r::PartOfDay);
        all!("grade", r::Grade);
        all!("standing", r::Standing);
        all!("verdict", r::Verdict);
        all!("sex", r::Sex);
        let missing: Vec<_> = wanted
            .iter()
            .filter(|key| !keys.contains(key.as_str()))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn numbers_days_and_forms_follow_the_language() {
        let (english, arabic) = (Language::English, Language::Arabic);
        assert_eq!(english.count("claims", 1), "1 claim");
        assert_eq!(english.count("claims", 1234), "1,234 claims");
        assert_eq!(arabic.number(1234), "١٬٢٣٤");
        assert_ne!(arabic.count("claims", 3), arabic.count("claims", 11));
        let day = jiff::civil::date(2031, 3, 4);
        assert_eq!(english.days(DateRange::day(day)), "4 March 2031");
        assert!(arabic.day(day).starts_with("٤ "));
        assert_eq!(Language::accepted("fr-FR,ar;q=0.8,en;q=0.5"), arabic);
    }
}
