//! Place names as written, with the parents written beside them.
//!
//! What can be a name is in [`name`], what the words around it say of it in [`context`], what it
//! lies in in [`parents`]. The grammar decides; the gazetteer is asked where the grammar leaves
//! room.

use std::cell::Cell;
use std::ops::Range;

use tollbook_record::Precision;
use tollbook_record::text::fold;

use crate::gazetteer::Gazetteer;
use crate::lexicon::{Gram, TimeWord};
use crate::segment::Segments;
use crate::token::Shape;

mod context;
mod label;
mod name;
mod parents;
#[cfg(test)]
mod tests;

pub use label::in_label;

use context::Role;

/// How wide a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A quarter, camp or street.
    Quarter,
    /// A settlement or a site, and all of which nothing else is told.
    Fine,
    /// A district or township.
    District,
    /// A province, state or region.
    Wide,
    /// A country.
    Country,
}

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
    /// How wide it is.
    pub level: Level,
    /// Whether it is only where something or somebody came from, or where the hurt are cared for.
    pub aside: bool,
    /// Whether the name is a road's ("the Komanda-Luna road"), which is told by its first place.
    pub road: bool,
}

impl PlaceCue {
    /// A name that stands where a place does.
    pub fn named(name: Range<usize>) -> Self {
        Self {
            units: name.clone(),
            name,
            within: Vec::new(),
            located: true,
            country: false,
            level: Level::Fine,
            aside: false,
            road: false,
        }
    }
}

/// All places of a sentence, in order. `listed` tells that it is a line of a list, where a place
/// may stand at the end behind a comma.
pub fn read(
    segments: &Segments<'_>,
    sentence: Range<usize>,
    listed: bool,
    gazetteer: &Gazetteer,
) -> Vec<PlaceCue> {
    let reader = Reader::new(segments, sentence.clone(), listed, gazetteer);
    let mut out = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        if !reader.begins(at) {
            at += 1;
            continue;
        }
        let name = reader.name(at);
        let cue = reader.place(name.clone());
        // A name that is no place is passed over whole: its last word alone is none either.
        at = match &cue {
            Some(cue) => reader.past_near(cue.units.end.max(name.end)),
            None => name.end,
        };
        out.extend(cue);
    }
    out
}

/// A stretch of text in which places are looked for.
struct Reader<'s, 'a> {
    segments: &'s Segments<'a>,
    start: usize,
    end: usize,
    listed: bool,
    /// Whether all of it stands in capitals, which then tell nothing.
    shouts: bool,
    gazetteer: &'s Gazetteer,
    /// What the gazetteer said last, and of which unit: a name is asked for several times.
    asked: Cell<Option<(usize, Option<usize>)>>,
}

impl<'s, 'a> Reader<'s, 'a> {
    fn new(
        segments: &'s Segments<'a>,
        units: Range<usize>,
        listed: bool,
        gazetteer: &'s Gazetteer,
    ) -> Self {
        const SHORT: usize = 6;
        let words = segments.words(units.clone());
        let shouts = units.len() > SHORT && !words.chars().any(char::is_lowercase);
        Self {
            segments,
            start: units.start,
            end: units.end,
            listed,
            shouts,
            gazetteer,
            asked: Cell::new(None),
        }
    }

    fn low(&self, at: usize) -> &str {
        self.segments.low_in(self.start..self.end, at)
    }

    /// The word before unit `at`.
    fn low_before(&self, at: usize) -> &str {
        if at > self.start {
            self.segments.low(at - 1)
        } else {
            ""
        }
    }

    fn has(&self, at: usize, gram: Gram) -> bool {
        self.segments.has_in(self.start..self.end, at, gram)
    }

    /// "'s" after a name.
    fn owns(&self, at: usize) -> bool {
        matches!(self.low(at), "'s" | "’s")
    }

    fn capital(&self, at: usize) -> bool {
        (self.start..self.end).contains(&at) && self.segments.units[at].capital
    }

    /// The place that bears this name, if it is one.
    fn place(&self, name: Range<usize>) -> Option<PlaceCue> {
        if let Some(inner) = self.inner(&name) {
            return Some(inner);
        }
        let role = self.role(&name)?;
        if let Some(part) = self.numbered_part(&name) {
            let city = name.start..part.start;
            return Some(self.cue(part.clone(), Vec::from([city]), part.end, role));
        }
        if self.is_organisation(&name) {
            return None;
        }
        if self.owns(name.end) && !self.known(&name) {
            return None;
        }
        let name = self.with_site(name);
        let (mut within, end) = self.parents(self.past_pair(&name));
        if let Some(quarter) = self.quarter_behind(&name, &within) {
            return Some(self.cue(quarter, Vec::from([name]), end, role));
        }
        within.retain(|parent| self.low_name(parent) != self.low_name(&name));
        Some(self.cue(name, within, end, role))
    }

    /// "Niger's Tillaberi region" and "the Gaza town of Deir al-Balah": the place is the second
    /// name, and only an owner is its parent.
    fn inner(&self, outer: &Range<usize>) -> Option<PlaceCue> {
        let next = outer.end;
        if self.owns(next) {
            let at = (next + 1..self.end.min(next + 7)).find(|i| self.begins(*i))?;
            // "Russia's shelling of Tamra": an owner of deeds, not of places.
            let deed = |i: usize| {
                let lex = self.segments.units[i].lex;
                lex.act_noun.is_some() || lex.weapon.is_some() || lex.agent.is_some()
            };
            let between = (next + 1..at).all(|i| !self.capital(i) && !deed(i));
            let name = self.name(at);
            let told = self.has(name.end, Gram::GENERIC_PLACE) || self.known(&name);
            if !between || !told || self.is_organisation(&name) || !self.known(outer) {
                return None;
            }
            let role = self.role(outer).unwrap_or(Role::Mentioned);
            let (mut within, end) = self.parents(name.end);
            within.push(outer.clone());
            return Some(self.cue(name, within, end, role));
        }
        // "the country's Red Sea port city of Dori"
        let owned = matches!(self.low_before(outer.start), "'s" | "’s");
        let told = owned || self.before(outer.start) < outer.start;
        let settlement = |at: usize| {
            let kind = self.low(at).rsplit(' ').next();
            let kinds = ["town", "city", "village", "port", "suburb", "capital"];
            kind.is_some_and(|kind| kinds.contains(&kind))
        };
        // "the Red Sea port city of Dori", "the Tarshan state capital of Tamra"
        let wide = self.has(next, Gram::WIDE_PLACE) && settlement(next + 1);
        let kinds = (next..next + 2).take_while(|at| settlement(*at) || wide && *at == next);
        let quarter = matches!(self.low(next), "neighbourhood" | "neighborhood" | "quarter")
            && self.is_city(outer);
        let of = next + if quarter { 1 } else { kinds.count() };
        let at = of + 1;
        if !(told || quarter)
            || of == next
            || self.low(of) != "of"
            || !self.capital(at)
            || !self.begins(at)
        {
            return None;
        }
        let name = self.name(at);
        let (mut within, end) = self.parents(name.end);
        within.extend((quarter || wide).then(|| outer.clone()));
        Some(self.cue(name, within, end, Role::There))
    }

    fn cue(
        &self,
        name: Range<usize>,
        within: Vec<Range<usize>>,
        end: usize,
        role: Role,
    ) -> PlaceCue {
        let level = self.level(&name);
        PlaceCue {
            units: self.with_determiner(name.start)..end,
            within,
            located: !matches!(role, Role::Mentioned | Role::Care),
            country: level == Level::Country,
            level,
            aside: matches!(role, Role::Aside | Role::Care),
            road: self.is_road(&name),
            name,
        }
    }

    /// "Tamra, Farjano quarter": what stands behind the comma lies in the city before it, and not the
    /// other way round.
    fn quarter_behind(&self, name: &Range<usize>, within: &[Range<usize>]) -> Option<Range<usize>> {
        let [behind] = within else {
            return None;
        };
        let comma = self.low(name.end) == "," && behind.start == name.end + 1;
        let quarter = self.has(behind.end, Gram::QUARTER_PLACE);
        // A district that nobody knows, behind a city that everybody does.
        let district = matches!(self.low(behind.end), "district" | "raion");
        let part = district && !self.is_city(behind) && self.is_city(name);
        (comma && (quarter && self.known(name) || part)).then(|| behind.clone())
    }

    /// Whether the gazetteer knows a city of this name.
    fn is_city(&self, name: &Range<usize>) -> bool {
        const CITY: u32 = 100_000;
        let entries = self.gazetteer.named(self.segments.words(name.clone()));
        entries.iter().any(|e| e.population() >= CITY)
    }

    /// "Kabul PD5": a numbered part behind the name of its city.
    fn numbered_part(&self, name: &Range<usize>) -> Option<Range<usize>> {
        let last = name.end - 1;
        let word = self.low(last);
        let numbered = word.len() <= 5
            && word.starts_with(|c: char| c.is_alphabetic())
            && word.ends_with(|c: char| c.is_ascii_digit());
        (name.len() > 1 && numbered && self.known(&(name.start..last))).then_some(last..name.end)
    }

    /// "between Pibor and Bor, in Jonglei": what follows the second name holds the first.
    fn past_pair(&self, name: &Range<usize>) -> usize {
        let pair = self.low_before(name.start) == "between" && self.low(name.end) == "and";
        let second = name.end + 1;
        if pair && second < self.end && self.begins(second) {
            self.name(second).end
        } else {
            name.end
        }
    }

    fn low_name(&self, name: &Range<usize>) -> String {
        fold(self.segments.words(name.clone()))
    }

    /// "the" belongs to the words of a place, not to its name.
    fn with_determiner(&self, start: usize) -> usize {
        if self.low_before(start) == "the" {
            start - 1
        } else {
            start
        }
    }

    /// How wide a place is: by the word that says what it is, else by the gazetteer.
    fn level(&self, name: &Range<usize>) -> Level {
        let generic = |at: usize| match () {
            () if self.has(at, Gram::WIDE_PLACE) => Some(Level::Wide),
            () if self.has(at, Gram::DISTRICT_PLACE) => Some(Level::District),
            () if self.has(at, Gram::QUARTER_PLACE) => Some(Level::Quarter),
            () if self.has(at, Gram::GENERIC_PLACE) => Some(Level::Fine),
            // A sector of a front.
            () if matches!(self.low(at), "direction" | "axis" | "front" | "directions") => {
                Some(Level::Wide)
            }
            () => None,
        };
        let of = |at: usize| {
            (self.low_before(at) == "of" && at >= self.start + 2).then(|| generic(at - 2))?
        };
        generic(name.end)
            .or_else(|| of(name.start))
            .or_else(|| self.known_level(name))
            .unwrap_or(Level::Fine)
    }

    /// What the gazetteer says of the width of a name: a country, or a division that gives its name
    /// to no settlement.
    fn known_level(&self, name: &Range<usize>) -> Option<Level> {
        let entries = self.gazetteer.named(self.segments.words(name.clone()));
        let is = |p: Precision| entries.iter().any(|e| e.precision() == p);
        let first = self.low(name.start);
        let state = name.len() > 1
            && name.clone().any(|at| self.low(at) == "republic")
            && first != "autonomous"
            && !name.clone().any(|at| self.owns(at));
        if is(Precision::Country) || state {
            return Some(Level::Country);
        }
        let settled = entries.iter().any(|e| e.precision() == Precision::Locality);
        (is(Precision::Governorate) && !settled).then_some(Level::Wide)
    }

    /// Whether the gazetteer knows the whole name.
    fn known(&self, name: &Range<usize>) -> bool {
        self.longest_known(name.start)
            .is_some_and(|end| end >= name.end)
    }

    fn longest_known(&self, at: usize) -> Option<usize> {
        if let Some((_, end)) = self.asked.get().filter(|(of, _)| *of == at) {
            return end;
        }
        let end = self.ask(at);
        self.asked.set(Some((at, end)));
        end
    }

    fn ask(&self, at: usize) -> Option<usize> {
        const LONGEST_NAME: usize = 5;
        let last = self.end.min(at + LONGEST_NAME);
        if !self.gazetteer.may_begin(&fold(self.low(at))) {
            return None;
        }
        let folded: Vec<String> = (at..last).map(|i| fold(self.low(i))).collect();
        let words: Vec<&str> = folded.iter().map(String::as_str).collect();
        self.gazetteer.longest(&words).map(|found| at + found.words)
    }
}
