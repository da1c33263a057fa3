//! Place names as written, with the parents written beside them.

use std::ops::Range;

use tollbook_record::Precision;
use tollbook_record::text::fold;

use crate::gazetteer::Gazetteer;
use crate::lexicon::{Gram, Party, TimeWord};
use crate::segment::Segments;
use crate::token::Shape;

/// A place found in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceCue {
    /// From the name to its last parent.
    pub units: Range<usize>,
    /// The name without generic words.
    pub name: Range<usize>,
    /// The parents, finest first.
    pub within: Vec<Range<usize>>,
    /// Whether the words around it say that something is there ("in Saraqib", "the town of").
    pub located: bool,
    /// Whether it is a whole country, which is seldom where an incident was.
    pub country: bool,
}

/// All places of a sentence, in order. `listed` tells that it is a line of a list, where a place
/// may stand at the end behind a comma.
pub fn read(
    segments: &Segments<'_>,
    sentence: Range<usize>,
    listed: bool,
    gazetteer: &Gazetteer,
) -> Vec<PlaceCue> {
    let reader = Reader {
        segments,
        start: sentence.start,
        end: sentence.end,
        listed,
        gazetteer,
    };
    let mut out = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        match reader.place(at) {
            Some(cue) => {
                at = cue.units.end;
                out.push(cue);
            }
            None => at += 1,
        }
    }
    out
}

/// The places of a label ("Kunduz, Dasht-e-Archi"): the finest is the last, unless it is the wider.
pub fn in_label(
    segments: &Segments<'_>,
    label: Range<usize>,
    gazetteer: &Gazetteer,
) -> Option<PlaceCue> {
    let reader = Reader {
        segments,
        start: label.start,
        end: label.end,
        listed: true,
        gazetteer,
    };
    let mut names: Vec<Range<usize>> = Vec::new();
    let mut at = label.start;
    while at < label.end {
        match reader.name(at).filter(|_| reader.may_name_place(at)) {
            Some(name) => {
                at = name.end;
                names.push(name);
            }
            None => at += 1,
        }
    }
    let finest = names.pop()?;
    let country = reader.is_country(&finest);
    Some(PlaceCue {
        units: label.start..label.end,
        name: finest,
        within: names.into_iter().rev().collect(),
        located: true,
        country,
    })
}

struct Reader<'s, 'a> {
    segments: &'s Segments<'a>,
    start: usize,
    end: usize,
    listed: bool,
    gazetteer: &'s Gazetteer,
}

impl Reader<'_, '_> {
    fn low(&self, at: usize) -> &str {
        if (self.start..self.end).contains(&at) {
            self.segments.low(at)
        } else {
            ""
        }
    }

    fn has(&self, at: usize, gram: Gram) -> bool {
        (self.start..self.end).contains(&at) && self.segments.units[at].has(gram)
    }

    fn place(&self, at: usize) -> Option<PlaceCue> {
        if !self.may_name_place(at) {
            return None;
        }
        let name = self.name(at)?;
        let located = self.located(&name);
        let country = self.is_country(&name);
        let known = self.known(&name);
        // An unknown capitalised word is a place only where the grammar puts one.
        if !located && (!known || !self.stands_free(&name)) {
            return None;
        }
        let (within, end) = self.parents(name.end);
        let start = self.with_determiner(name.start);
        Some(PlaceCue {
            units: start..end,
            name,
            within,
            located,
            country,
        })
    }

    /// A word that can begin the name of a place: a capital, and no date, title, party or person.
    fn may_name_place(&self, at: usize) -> bool {
        let unit = &self.segments.units[at];
        let lex = unit.lex;
        let dated = matches!(lex.time, Some(TimeWord::Month(_) | TimeWord::Weekday(_)));
        let titled =
            at > self.start && self.has(at - 1, Gram::TITLE) && self.segments.units[at - 1].capital;
        let named_party = matches!(lex.party, Some(Party::Name));
        let adjective = lex.party == Some(Party::Adjective)
            || lex.gram.has(Gram::ADJECTIVE) && lex.person.is_some();
        let word = unit.shape == Shape::Word && self.looks_like_name(at);
        word && !dated
            && !titled
            && !named_party
            && !adjective
            && lex.speech.is_none()
            && !lex.gram.has(Gram::TITLE)
            && !lex.gram.has(
                Gram::DEFINITE
                    .with(Gram::ARTICLE)
                    .with(Gram::PRONOUN)
                    .with(Gram::LOCATIVE)
                    .with(Gram::AND)
                    .with(Gram::ELSEWHERE)
                    .with(Gram::SUBSET)
                    .with(Gram::ADVERB)
                    .with(Gram::NOT)
                    .with(Gram::BE)
                    .with(Gram::CUMULATIVE)
                    .with(Gram::COMPASS)
                    .with(Gram::GENERIC_PLACE)
                    .with(Gram::POSSESSIVE)
                    .with(Gram::MODAL),
            )
            && lex.harm.is_none()
            && lex.number.is_none()
            && lex.before.is_none()
            && lex.act_noun.is_none()
            && lex.person.is_none_or(|_| !self.sentence_start(at))
            && lex.weapon.is_none()
    }

    fn sentence_start(&self, at: usize) -> bool {
        at == self.start || self.segments.units[at - 1].is_any(&['"', '“', '.', ':'])
    }

    /// A capital, or an article with one behind it ("al-Sukkari").
    fn looks_like_name(&self, at: usize) -> bool {
        let unit = &self.segments.units[at];
        if unit.capital {
            return true;
        }
        let word = &self.segments.text[unit.start..unit.end];
        match word.split_once('-') {
            Some((article, rest)) => {
                article.len() <= 3
                    && rest.starts_with(char::is_uppercase)
                    && article.chars().all(char::is_lowercase)
            }
            None => false,
        }
    }

    /// The whole name that begins at `at`: as many words as the gazetteer knows, or all that have
    /// capitals.
    fn name(&self, at: usize) -> Option<Range<usize>> {
        if !self.looks_like_name(at) {
            return None;
        }
        let known = self.longest_known(at);
        let mut end = at + 1;
        while end < self.end && self.goes_on(end) {
            end += 1;
        }
        // What the gazetteer knows ends a name only where the capitals end too: "Deir al-Balah
        // Hospital" is a hospital.
        Some(at..end.max(known.unwrap_or(end)))
    }

    fn goes_on(&self, at: usize) -> bool {
        let unit = &self.segments.units[at];
        let previous = &self.segments.units[at - 1];
        let touching = unit.start == previous.end + 1;
        let lex = unit.lex;
        let stops = matches!(lex.time, Some(TimeWord::Month(_) | TimeWord::Weekday(_)))
            || lex.gram.has(
                Gram::AND
                    .with(Gram::LOCATIVE)
                    .with(Gram::BE)
                    .with(Gram::GENERIC_PLACE),
            )
            || lex.speech.is_some();
        unit.shape == Shape::Word && touching && !stops && self.looks_like_name(at)
    }

    fn longest_known(&self, at: usize) -> Option<usize> {
        const LONGEST_NAME: usize = 5;
        let last = self.end.min(at + LONGEST_NAME);
        let folded: Vec<String> = (at..last).map(|i| fold(self.low(i))).collect();
        let words: Vec<&str> = folded.iter().map(String::as_str).collect();
        self.gazetteer.longest(&words).map(|found| at + found.words)
    }

    fn is_country(&self, name: &Range<usize>) -> bool {
        let named = self.gazetteer.named(self.segments.words(name.clone()));
        named
            .iter()
            .any(|entry| entry.precision() == Precision::Country)
    }

    fn known(&self, name: &Range<usize>) -> bool {
        self.longest_known(name.start)
            .is_some_and(|end| end >= name.end)
    }

    /// Whether the words around a name say that it is where something is.
    fn located(&self, name: &Range<usize>) -> bool {
        let followed =
            self.has(name.end, Gram::GENERIC_PLACE) && !self.has(name.end, Gram::COMPASS);
        let mut before = name.start;
        while before > self.start
            && (self.has(before - 1, Gram::COMPASS)
                || self.has(before - 1, Gram::DEFINITE)
                || self.has(before - 1, Gram::ADJECTIVE)
                    && !self.segments.units[before - 1].capital)
        {
            before -= 1;
        }
        if before == self.start {
            let opens = matches!(self.low(name.end), "," | ":") && self.known(name);
            return followed || opens;
        }
        let of_generic = self.low(before - 1) == "of"
            && before >= 2 + self.start
            && (self.has(before - 2, Gram::GENERIC_PLACE)
                || self.has(before - 2, Gram::COMPASS)
                || self.is_thing_somewhere(before - 2)
                || matches!(
                    self.low(before - 2),
                    "outskirts"
                        | "vicinity"
                        | "edge"
                        | "centre"
                        | "center"
                        | "part"
                        | "suburbs"
                        | "environs"
                        | "houses"
                        | "bombing"
                        | "shelling"
                        | "direction"
                ));
        let preposition = matches!(
            self.low(before - 1),
            "in" | "at"
                | "near"
                | "nr"
                | "nr."
                | "outside"
                | "inside"
                | "around"
                | "in and around"
                | "just outside"
                | "between"
                | "across"
                | "north of"
                | "south of"
                | "east of"
                | "west of"
                | "close to"
                | "throughout"
                | "off"
                | "into"
                | "over"
                | "towards"
                | "toward"
                | "@"
                | "#"
        );
        let person_after = self
            .segments
            .units
            .get(name.end)
            .is_some_and(|u| u.lex.speech.is_some() && name.end < self.end);
        // "wrote on Telegram" is nowhere; "a raid on Saraqib" and "on Main Street" are.
        let on = self.low(before - 1) == "on" && (self.known(name) || self.hit_before(before - 1));
        let object = self.segments.units[before - 1].lex.act_verb.is_some()
            || matches!(
                self.low(before - 1),
                "entered" | "enter" | "entering" | "reached"
            );
        let closes = self.listed
            && self.low(before - 1) == ","
            && (name.end == self.end || self.segments.units[name.end].is_any(&['.', ';', '(']));
        of_generic
            || preposition && !person_after
            || followed
            || closes
            || on
            || object && self.known(name)
    }

    /// Whether words of an attack stand closely before.
    fn hit_before(&self, at: usize) -> bool {
        let near = at.saturating_sub(8).max(self.start)..at;
        let lex = |i: usize| self.segments.units[i].lex;
        let hit = |i: &usize| {
            lex(*i).act_noun.is_some() || lex(*i).act_verb.is_some() || lex(*i).weapon.is_some()
        };
        let last = near.clone().rev().find(hit);
        last.is_some_and(|hit| (hit..at).all(|i| lex(i).speech.is_none()))
    }

    /// "the market of Saraqib", "the shelling of Binnish"
    fn is_thing_somewhere(&self, at: usize) -> bool {
        let lex = self.segments.units[at].lex;
        lex.target.is_some() || lex.act_noun.is_some()
    }

    /// A known name that is no part of a longer designation ("Aleppo Media Centre", "Gaza's health
    /// ministry").
    fn stands_free(&self, name: &Range<usize>) -> bool {
        let next = self
            .segments
            .units
            .get(name.end)
            .filter(|_| name.end < self.end);
        let joined = next.is_some_and(|u| {
            u.has(Gram::POSSESSIVE)
                || u.lex.speech.is_some()
                || u.lex.party.is_some()
                || u.lex.agent.is_some()
                || u.has(Gram::SPEAKER)
        });
        let title = name.start > self.start && self.has(name.start - 1, Gram::TITLE);
        !joined && !title && name.start > self.start
    }

    /// The parents after a name, and where they end.
    fn parents(&self, mut end: usize) -> (Vec<Range<usize>>, usize) {
        let mut within = Vec::new();
        while self.has(end, Gram::GENERIC_PLACE) {
            end += 1;
        }
        let mut last = end;
        for _ in 0..3 {
            let Some(parent) = self
                .parent_start(last)
                .and_then(|at| self.name(at).filter(|_| self.may_name_place(at)))
            else {
                break;
            };
            let followed = self.has(parent.end, Gram::GENERIC_PLACE);
            let by_comma = self.low(last) == ",";
            if by_comma && !followed && !self.known(&parent) {
                break;
            }
            last = parent.end + usize::from(followed);
            within.push(parent);
        }
        (within, last)
    }

    /// Where a parent can begin: after a comma or "in", past "the west of", "the central", "rural".
    fn parent_start(&self, at: usize) -> Option<usize> {
        if self.low(at) == "," && self.has(at + 1, Gram::ARTICLE.with(Gram::DEFINITE)) {
            return self.after_description(at + 2);
        }
        let mut next = match self.low(at) {
            "," if self.low(at + 1) == "in" => at + 2,
            "," | "in" | "of" | "(" => at + 1,
            _ => return None,
        };
        for _ in 0..6 {
            let filler = self.has(next, Gram::COMPASS)
                || self.has(next, Gram::DEFINITE)
                || self.has(next, Gram::GENERIC_PLACE)
                || matches!(self.low(next), "of" | "in" | "far" | "'s" | "part")
                || self.low(next).ends_with(" of");
            let restive = self.has(next, Gram::ADJECTIVE) && !self.segments.units[next].capital;
            if !filler && !restive {
                break;
            }
            next += 1;
        }
        (next < self.end && self.looks_like_name(next)).then_some(next)
    }

    /// ", a town in the eastern countryside of Idlib": what a place is, then the parent.
    fn after_description(&self, at: usize) -> Option<usize> {
        let generic = (at..self.end.min(at + 4)).find(|i| self.has(*i, Gram::GENERIC_PLACE))?;
        let described = (at..generic)
            .all(|i| !self.segments.units[i].capital && !self.segments.units[i].is(','));
        let joint = generic + 1;
        (described && matches!(self.low(joint), "in" | "of")).then(|| self.parent_start(joint))?
    }

    /// "the" belongs to the words of a place, not to its name.
    fn with_determiner(&self, start: usize) -> usize {
        if start > self.start && self.low(start - 1) == "the" {
            start - 1
        } else {
            start
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;

    fn check(text: &str, expect: &str) {
        let segments = segment(text);
        let cues = read(
            &segments,
            0..segments.units.len(),
            false,
            Gazetteer::embedded(),
        );
        let shown: Vec<String> = cues
            .iter()
            .map(|c| {
                let within: Vec<&str> =
                    c.within.iter().map(|w| segments.words(w.clone())).collect();
                format!(
                    "{} [{}] in {within:?}",
                    segments.words(c.units.clone()),
                    segments.words(c.name.clone())
                )
            })
            .collect();
        assert_eq!(shown.join("; "), expect, "{text}");
    }

    #[test]
    fn names_with_their_parents() {
        check(
            "A raid on al-Sukkari neighbourhood in Aleppo city.",
            "al-Sukkari neighbourhood in Aleppo city [al-Sukkari] in [\"Aleppo\"]",
        );
        check(
            "Two died in Ba'aj, in the west of Nineveh province.",
            "Ba'aj, in the west of Nineveh province [Ba'aj] in [\"Nineveh\"]",
        );
        check(
            "It fell near the town of Saraqib.",
            "Saraqib [Saraqib] in []",
        );
    }

    #[test]
    fn persons_and_days_are_no_places() {
        check("On Friday Mr. Haddad spoke in March.", "");
        check("Israeli warplanes struck.", "");
    }
}
