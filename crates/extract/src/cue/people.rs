//! Groups of people in a sentence: a number with its noun, or a noun that counts by itself.

mod nobody;
mod noun;
mod numbered;
mod other;
mod share;
mod tail;
mod unnumbered;

use std::ops::Range;

use tollbook_record::{Count, Effect, Who};

use crate::lexicon::{Gram, Lex};
use crate::segment::{Segments, Unit};

/// How a group is worded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// "26 civilians"
    Numbered,
    /// "26": a number alone.
    Bare,
    /// "nine of them", "two of whom": a part of a group told before.
    Part,
    /// "a woman", "her two children" counts as numbered; "his wife"
    One,
    /// "the headmaster": somebody told before, or known.
    Definite,
    /// "policeman": a noun without article, as lists have it.
    Plain,
    /// "civilians": a plural without a number.
    Plural,
    /// "most of them women and children"
    Mostly,
    /// "as many": the number of the group told before. Its count says only whether it is a least
    /// one.
    AsMany,
}

/// A group of people found in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its units: the words of the figure.
    pub units: Range<usize>,
    /// How it is worded.
    pub form: Form,
    /// How many.
    pub count: Count,
    /// Who.
    pub who: Who,
    /// What became of them, where the noun itself tells ("bodies", "martyrs").
    pub effect: Option<Effect>,
    /// The unit of its noun, if a table has the noun.
    pub noun: Option<usize>,
}

/// The group that starts at `at`, if one does.
pub fn read(segments: &Segments<'_>, at: usize, end: usize) -> Option<Vec<Group>> {
    let reader = Reader {
        segments,
        units: &segments.units[..end],
        end,
    };
    let mut groups = reader
        .mostly(at)
        .or_else(|| reader.nobody(at).map(|g| vec![g]))
        .or_else(|| reader.as_many(at).map(|g| vec![g]))
        .or_else(|| reader.numbered(at).map(|g| vec![g]))
        .or_else(|| reader.unnumbered(at).map(|g| vec![g]))?;
    let next = groups[0].units.end;
    if !matches!(reader.low(next), "'s" | "’s") {
        return Some(groups);
    }
    // "the woman's house" counts no woman, but "the trader's wife" counts his wife.
    let kin = reader.head(next + 1, 1)?;
    let one = groups[0].units.len() < 6 && !kin.plural && groups.len() == 1;
    one.then(|| {
        groups[0].units.end = kin.next;
        groups[0].form = Form::One;
        groups[0].who = kin.who;
        groups[0].count = Count::exactly(1);
        groups[0].noun = Some(kin.next - 1);
        groups
    })
}

struct Reader<'s, 'a> {
    segments: &'s Segments<'a>,
    units: &'s [Unit],
    end: usize,
}

impl Reader<'_, '_> {
    fn lex(&self, at: usize) -> Option<&'static Lex> {
        self.units.get(at).map(|u| u.lex)
    }

    fn has(&self, at: usize, gram: Gram) -> bool {
        self.units.get(at).is_some_and(|u| u.has(gram))
    }

    fn low(&self, at: usize) -> &str {
        self.segments.low_in(0..self.end, at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;

    /// Reads the groups that start with the first word of `text`.
    fn check(text: &str, expect: &str) {
        let segments = segment(text);
        let groups = read(&segments, 0, segments.units.len()).unwrap_or_default();
        let shown: Vec<String> = groups
            .iter()
            .map(|g| {
                let count = match g.count {
                    Count::Vague(word) => word.to_string(),
                    Count::Stated { range, .. } => range.to_string(),
                };
                format!(
                    "{} = {} {count} {:?}",
                    segments.words(g.units.clone()),
                    g.who,
                    g.form
                )
            })
            .collect();
        assert_eq!(shown.join("; "), expect);
    }

    #[test]
    fn numbers_with_their_nouns() {
        check("26 civilians were", "26 civilians = civilians 26 Numbered");
        check(
            "at least four young Syrian farm workers died",
            "at least four young Syrian farm workers = people 4 or more Numbered",
        );
        check(
            "two civil defence volunteers",
            "two civil defence volunteers = rescuers 2 Numbered",
        );
        check(
            "a 19-year-old student",
            "a 19-year-old student = students 1 One",
        );
        check("three boys aged 11", "three boys aged 11 = boys 3 Numbered");
        check("a shepherd of 16 was", "a shepherd of 16 = children 1 One");
        check(
            "Eight members of one family died",
            "Eight members of one family = family_members 8 Numbered",
        );
        check("57", "57 = people 57 Bare");
    }

    #[test]
    fn ages_and_families() {
        check("her niece, seven, died", "her niece, seven = girls 1 One");
        check("a novice (11), and", "a novice (11) = children 1 One");
        check(
            "two sons (5 and 8 years)",
            "two sons (5 and 8 years) = boys 2 Numbered",
        );
        check(
            "a driver in his fifties",
            "a driver in his fifties = men 1 One",
        );
        check(
            "a married couple in their seventies",
            "a married couple in their seventies = elderly 2 Numbered",
        );
        check("a mother of three died", "a mother of three = women 1 One");
        check("an infant girl", "an infant girl = infants 1 One");
        check(
            "a four-year-old nephew",
            "a four-year-old nephew = boys 1 One",
        );
        check("a 12-year-old was", "a 12-year-old = children 1 One");
        check(
            "3 children of one family",
            "3 children of one family = children 3 Numbered",
        );
    }

    #[test]
    fn what_stands_beside_the_noun_tells_who() {
        check(
            "One patron, a 19-year-old student, was",
            "One patron, a 19-year-old student = students 1 Numbered",
        );
        check(
            "four persons, all of them teachers, were",
            "four persons, all of them teachers = teachers 4 Numbered",
        );
        check(
            "nine women and children",
            "nine women and children = people 9 Numbered",
        );
        check("the trader's wife was", "the trader's wife = women 1 One");
        check(
            "14 \"narco-terrorists\" dead",
            "14 \"narco-terrorists = fighters 14 Numbered",
        );
        check(
            "three dead pupils",
            "three dead pupils = students 3 Numbered",
        );
        check(
            "no casualties to our forces",
            "no casualties to our forces = soldiers 0 Numbered",
        );
        check(
            "not one civilian",
            "not one civilian = civilians 0 Numbered",
        );
        check("as many were hurt", "as many = people 0 AsMany");
    }

    #[test]
    fn nouns_that_count_nobody() {
        for text in [
            "two infantry fighting vehicles",
            "civilian life",
            "human rights",
            "18 of his opposites",
            "the nurse's car",
            "2145 GMT",
        ] {
            check(text, "");
        }
    }

    #[test]
    fn parts_of_a_group() {
        check(
            "two of whom were under 18",
            "two of whom were under 18 = children 2 Part",
        );
        check("3 of them children", "3 of them children = children 3 Part");
        check("nine of them.", "nine of them = people 9 Part");
        check(
            "most of them women and children",
            "most of them women and children = women mostly Mostly; most of them women and children = children mostly Mostly",
        );
    }

    #[test]
    fn nouns_that_count_by_themselves() {
        check("a woman and", "a woman = women 1 One");
        check("his wife", "his wife = women 1 One");
        check(
            "an elderly couple",
            "an elderly couple = elderly 2 Numbered",
        );
        check(
            "a family of seven",
            "a family of seven = family_members 7 Numbered",
        );
        check(
            "civilians were killed",
            "civilians = civilians plural Plural",
        );
        check("nobody was hurt", "nobody = people 0 Bare");
    }

    #[test]
    fn numbers_that_count_no_people() {
        for text in [
            "12 houses",
            "30 kilometres",
            "5,000 dollars",
            "40% of",
            "9 a.m.",
            "14 rockets",
            "24 hours",
            "2016 was",
        ] {
            check(text, "");
        }
    }
}
