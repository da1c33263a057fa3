//! What can be the name of a place: a run of words with capitals, with the particles and numbers
//! that belong to it.

use super::*;
use crate::lexicon::{Lex, Party};
use tollbook_record::TargetKind;

/// Words inside names that have no capital: "Valle del Cauca", "Dar es Salaam".
const PARTICLES: &[&str] = &[
    "de", "del", "della", "di", "da", "do", "dos", "das", "du", "des", "la", "las", "los", "el",
    "es", "al", "ou", "wa", "ibn", "bin", "sur", "sous", "upon", "e", "y", "ya",
];

/// Words after which "of" goes on with the name.
const STATES: &[&str] = &[
    "republic", "kingdom", "gulf", "bay", "horn", "isle", "strait",
];

/// Words that take a number: "Kilo 16", "Sector 5", "PK 51".
const COUNTED: &[&str] = &[
    "kilo",
    "pk",
    "pd",
    "sector",
    "block",
    "camp",
    "gate",
    "zone",
    "ward",
    "phase",
    "unit",
    "km",
    "area",
    "plot",
    "cité",
    "arrondissement",
];

/// Words that stand before a name and are a part of it: the hill, valley, spring, house or head of
/// somewhere. They are no words of the lexicon, because many are names of persons too.
const HEADS: &[&str] = &[
    "tell", "tel", "tal", "tall", "tepe", "teleilat", "wadi", "ouadi", "oued", "jabal", "jebel",
    "jabel", "djebel", "gebel", "khirbet", "khirbat", "khurbet", "kherbet", "kafr", "kafar",
    "kfar", "deir", "dayr", "beit", "bayt", "bait", "ain", "ayn", "ein", "bir", "bi'r", "ras",
    "nahr", "qasr", "qalaat", "qal'at", "burj", "borj", "bab", "jisr", "souq", "suq", "marj",
    "shatt", "umm", "khor", "ghadir", "sahl", "mazraat", "mazra'at", "hosh", "housh", "hawsh",
    "darb", "kom", "minyat", "ezbet", "naj", "hor", "talaat", "kampung", "kampong", "desa",
    "puerto", "villa", "san", "santa", "monte", "cerro", "novo", "nova", "stary", "stara",
    "verkhnie", "nizhny", "velyka",
];

impl Reader<'_, '_> {
    /// A word that can begin the name of a place: a capital, and no date, title, party or person.
    pub(super) fn begins(&self, at: usize) -> bool {
        let unit = &self.segments.units[at];
        if !matches!(unit.shape, Shape::Word) {
            return self.names_by_day(at);
        }
        let lex = unit.lex;
        if !self.looks_like_name(at) {
            return false;
        }
        let titled = self.has(at.wrapping_sub(1), Gram::TITLE) && self.capital(at - 1);
        // "the Northern Hospital", "the Indonesian Hospital"
        let of_site = self.is_site(at + 1) && self.capital(at + 1);
        let word = &self.segments.text[unit.start..unit.end];
        if word.chars().nth(1).is_none() {
            return false;
        }
        let compound = [
            "-majority",
            "-led",
            "-held",
            "-controlled",
            "-backed",
            "-based",
            "-run",
            "-dominated",
        ]
        .iter()
        .any(|tail| word.ends_with(tail));
        let site = compound || lex.target.is_some() && !self.capital(at + 1);
        let strip = self.low(at) == "strip" && self.low_before(at) == "the";
        // "An Nuseirat": no article of ours has a capital here.
        let article = self.low(at) == "an" && self.capital(at) && !self.sentence_start(at);
        if strip
            || article && self.capital(at + 1)
            || self.begins_with_day(at)
            || self.heads_a_name(at)
        {
            return true;
        }
        let party =
            lex.party == Some(Party::Name) || lex.party.is_some() && self.low(at).contains(' ');
        !titled
            && !site
            && !party
            && !matches!(
                lex.time,
                Some(TimeWord::Month(_) | TimeWord::Weekday(_) | TimeWord::Feast(_))
            )
            && lex.speech.is_none()
            && (of_site
                || !is_adjective(lex) && !lex.gram.has(Gram::COMPASS)
                || self.names_more(at))
            && (!lex.gram.has(NEVER_FIRST)
                || lex.gram.has(Gram::TITLE) && (self.names_more(at) || self.honours_place(at)))
            && !tells_of_harm(lex)
            && lex.before.is_none()
            && lex.person.is_none_or(|_| !self.sentence_start(at))
    }

    /// "North Darfur", "Lower Shabelle", "the North-West region", "Saudi Arabia": an adjective or a
    /// compass word that begins a name.
    fn names_more(&self, at: usize) -> bool {
        let compass = self.has(at, Gram::COMPASS);
        let region = compass && self.has(at + 1, Gram::WIDE_PLACE);
        let half = matches!(self.low(at), "lower" | "upper") && self.capital(at + 1);
        // "West Tarshan State"
        let region = region
            || compass
                && self.capital(at + 1)
                && self.capital(at + 2)
                && self.has(at + 2, Gram::WIDE_PLACE);
        let longer = || self.longest_known(at).is_some_and(|end| end > at + 1);
        self.capital(at) && (region || half || longer())
    }

    /// "in Sat Pyar Kyin": a name whose first word is short for a weekday.
    fn begins_with_day(&self, at: usize) -> bool {
        self.segments.names_by_weekday(at)
            && matches!(self.segments.units[at].lex.time, Some(TimeWord::Weekday(_)))
    }

    /// "Tell Rifaat", "Wadi Barada": a word that is a part of the name behind it. At the start of a
    /// sentence the capital tells nothing, and "Tell" may be the verb.
    pub(super) fn heads_a_name(&self, at: usize) -> bool {
        let more = at + 1 < self.end
            && self.looks_like_name(at + 1)
            && matches!(self.segments.units[at + 1].shape, Shape::Word);
        // "Tell Aran was shelled"
        let told = || {
            !self.sentence_start(at)
                || self.has(at + 2, Gram::BE.with(Gram::HAVE))
                || self.longest_known(at).is_some_and(|end| end > at + 1)
        };
        self.capital(at) && more && HEADS.contains(&self.low(at)) && told()
    }

    /// "south of Sheikh Zuweid": a title that begins the name of a place, as the word before tells.
    fn honours_place(&self, at: usize) -> bool {
        let titled = matches!(
            self.low(at),
            "sheikh"
                | "sheik"
                | "shaykh"
                | "imam"
                | "sidi"
                | "haji"
                | "hajji"
                | "sultan"
                | "emir"
                | "abu"
                | "abou"
        );
        let before = self.low_before(at);
        let labels = at == self.start && self.listed && self.low(at + 2) == ",";
        let there = matches!(before, "in" | "near" | "at" | "of" | "outside" | "around")
            || before.ends_with(" of")
            || labels;
        titled && there && self.capital(at + 1)
    }

    fn sentence_start(&self, at: usize) -> bool {
        at == self.start || self.segments.units[at - 1].is_any(&['"', '“', '.', ':'])
    }

    /// "7 July district", "22 May Hospital": named after a day.
    fn names_by_day(&self, at: usize) -> bool {
        let month = |i: usize| {
            (self.start..self.end).contains(&i)
                && matches!(self.segments.units[i].lex.time, Some(TimeWord::Month(_)))
        };
        matches!(self.segments.units[at].shape, Shape::Number(1..=31))
            && month(at + 1)
            && (self.has(at + 2, Gram::GENERIC_PLACE) || self.is_site(at + 2))
    }

    /// A capital, or an article with one behind it ("al-Sukkari").
    pub(super) fn looks_like_name(&self, at: usize) -> bool {
        let unit = &self.segments.units[at];
        if unit.capital {
            return true;
        }
        let word = &self.segments.text[unit.start..unit.end];
        word.split_once('-').is_some_and(|(article, rest)| {
            article.len() <= 3
                && rest.starts_with(char::is_uppercase)
                && article.chars().all(char::is_lowercase)
        })
    }

    /// The name that begins at `at`: all words that have capitals, and what joins them. In a text
    /// that is all capitals, as many words as the gazetteer knows.
    pub(super) fn name(&self, at: usize) -> Range<usize> {
        if self.names_by_day(at) {
            return at..at + 2;
        }
        if self.shouts {
            return at..self.longest_known(at).unwrap_or(at + 1);
        }
        let mut end = at + 1;
        while end < self.end {
            match self.goes_on(end) {
                Some(next) => end = next,
                None => break,
            }
        }
        // What the gazetteer knows ends a name only where the capitals end too: "Deir al-Balah
        // Hospital" is a hospital.
        let known = self
            .longest_known(at)
            .map(|known| self.without_generic(at, known));
        at..known.map_or(end, |known| end.max(known))
    }

    /// "San Antonio district" is in the gazetteer as written; the name is shorter.
    fn without_generic(&self, at: usize, mut end: usize) -> usize {
        while end > at + 1 && self.has(end - 1, Gram::GENERIC_PLACE) && !self.capital(end - 1) {
            end -= 1;
        }
        end
    }

    /// Where a name that has reached `at` goes on to.
    fn goes_on(&self, at: usize) -> Option<usize> {
        let unit = &self.segments.units[at];
        let previous = &self.segments.units[at - 1];
        let touching = unit.start == previous.end + 1;
        let before = self.segments.low(at - 1);
        if self.owns(at) && self.low(at + 1) == "republic" {
            return Some(at + 2);
        }
        if !touching {
            return None;
        }
        let upper = |i: usize| {
            (self.start..self.end).contains(&i)
                && self.segments.units[i].shape == Shape::Word
                && self.looks_like_name(i)
        };
        match unit.shape {
            Shape::Number(_) if COUNTED.contains(&before) => Some(at + 1),
            Shape::Number(1..=99) if self.is_numbered_quarter(at) => Some(at + 1),
            Shape::Word if STATES.contains(&before) && self.low(at) == "of" => {
                let next = at + 1 + usize::from(self.low(at + 1) == "the");
                upper(next).then_some(next + 1)
            }
            Shape::Word if PARTICLES.contains(&self.low(at)) && !unit.capital => {
                let next = at + 1 + usize::from(PARTICLES.contains(&self.low(at + 1)));
                (upper(next) && self.goes_on(next).is_none_or(|n| n > next)).then_some(next + 1)
            }
            Shape::Word if self.looks_like_name(at) && !ends_name(unit.lex) => Some(at + 1),
            Shape::Word if self.is_landform_of_name(at) => Some(at + 1),
            _ => None,
        }
    }

    /// "In Delmas 6 a driver was shot": a number that counts nothing behind it is a part of the name.
    fn is_numbered_quarter(&self, at: usize) -> bool {
        let led = at >= self.start + 2
            && matches!(self.low(at - 2), "in" | "at" | "of" | "near" | "outside");
        let closed = Gram::ARTICLE.with(Gram::DEFINITE).with(Gram::BE);
        led && self.capital(at - 1) && self.has(at + 1, closed)
    }

    /// "Red Hill": a form of land in capitals is a part of a name that is no place without it.
    fn is_landform_of_name(&self, at: usize) -> bool {
        let proper = self.capital(at) && self.has(at, Gram::LANDFORM);
        proper && !self.shouts && !self.known(&(at - 1..at))
    }

    /// A building or road that can have a name of its own.
    pub(super) fn is_site(&self, at: usize) -> bool {
        (self.start..self.end).contains(&at)
            && (self.segments.units[at].lex.target.is_some_and(is_site)
                || matches!(
                    self.low(at),
                    "airport"
                        | "crossing"
                        | "street"
                        | "road"
                        | "highway"
                        | "tower"
                        | "hosp"
                        | "hotel"
                        | "stadium"
                        | "avenue"
                        | "boulevard"
                        | "square"
                        | "bridge"
                        | "roundabout"
                        | "junction"
                        | "crossroads"
                ))
    }

    /// "the Komanda-Luna road": two places and the way between them.
    pub(super) fn is_road(&self, name: &Range<usize>) -> bool {
        let way = matches!(
            self.low(name.end),
            "road" | "highway" | "axis" | "route" | "motorway"
        );
        way && name.len() == 1 && self.low(name.start).contains('-') && !self.known(name)
    }

    /// "al-Nour school", "Nyala airport": the word for the site belongs to a name that is the site's
    /// own, and not the town's.
    pub(super) fn with_site(&self, name: Range<usize>) -> Range<usize> {
        let by_day = !self.looks_like_name(name.start);
        let the = self.low_before(name.start) == "the" && self.low(name.end) != "market";
        let own = by_day || the || !self.known(&name) || self.low(name.end) == "airport";
        let way = matches!(self.low(name.end), "road" | "street" | "highway" | "bridge");
        // "Karkhano market", "the Bara hospital": named after where they are.
        let named_after = match self.low(name.end) {
            "market" => true,
            "hospital" | "clinic" => !self.low(name.start).starts_with("al-"),
            _ => false,
        };
        let lower = name.end < self.end && !self.capital(name.end);
        if own
            && !way
            && !(named_after && lower)
            && self.is_site(name.end)
            && !self.has(name.end, Gram::GENERIC_PLACE)
        {
            name.start..name.end + 1
        } else {
            name
        }
    }

    /// "Aleppo Media Centre", "Third Division", "Findings": names of bodies and headings.
    pub(super) fn is_organisation(&self, name: &Range<usize>) -> bool {
        let body = |at: usize| {
            let lex = self.segments.units[at].lex;
            let generic = lex.gram.has(Gram::GENERIC_PLACE);
            let group = at > name.start && (lex.party.is_some() || lex.gram.has(Gram::SPEAKER));
            let seat = at > name.start && lex.target.is_some_and(is_seat);
            // "La Union": the gazetteer knows it for a place.
            let body = lex.gram.has(Gram::NO_PLACE) && !(name.len() > 1 && self.known(name));
            seat || body || group && !generic && lex.target.is_none()
        };
        let mut goes_on = (name.end..self.end.min(name.end + 4)).take_while(|at| self.capital(*at));
        name.clone().any(body) || goes_on.any(body) || self.body_of(name.start)
    }

    /// "Observatory of the Hills of Tamra": the name is part of a body's.
    fn body_of(&self, start: usize) -> bool {
        let mut at = start;
        while at > self.start && start - at < 6 {
            at -= 1;
            let joins = matches!(self.low(at), "of" | "the" | "for") || self.capital(at);
            if self.capital(at) && self.has(at, Gram::NO_PLACE) && self.low(at + 1) == "of" {
                return true;
            }
            if !joins {
                return false;
            }
        }
        false
    }
}

/// Classes of words that begin no name.
const NEVER_FIRST: Gram = Gram::DEFINITE
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
    .with(Gram::GENERIC_PLACE)
    .with(Gram::POSSESSIVE)
    .with(Gram::MODAL)
    .with(Gram::TITLE);

fn is_adjective(lex: &Lex) -> bool {
    lex.gram.has(Gram::DEMONYM)
        || lex.party == Some(Party::Adjective)
        || lex.gram.has(Gram::ADJECTIVE) && (lex.person.is_some() || lex.party.is_some())
}

fn tells_of_harm(lex: &Lex) -> bool {
    lex.harm.is_some() || lex.number.is_some() || lex.act_noun.is_some() || lex.weapon.is_some()
}

/// Words with capitals that are no part of the name before them.
fn ends_name(lex: &Lex) -> bool {
    matches!(lex.time, Some(TimeWord::Month(_) | TimeWord::Weekday(_)))
        || lex.speech.is_some()
        || tells_of_harm(lex)
        || lex.gram.has(
            Gram::AND
                .with(Gram::LOCATIVE)
                .with(Gram::BE)
                .with(Gram::GENERIC_PLACE),
        )
}

/// Seats of bodies, which are named after what they rule.
fn is_seat(kind: TargetKind) -> bool {
    matches!(
        kind,
        TargetKind::MilitarySite
            | TargetKind::PoliceSite
            | TargetKind::GovernmentSite
            | TargetKind::Office
            | TargetKind::Media
    )
}

fn is_site(kind: TargetKind) -> bool {
    matches!(
        kind,
        TargetKind::Hospital
            | TargetKind::School
            | TargetKind::Market
            | TargetKind::Mosque
            | TargetKind::Church
            | TargetKind::PlaceOfWorship
            | TargetKind::Camp
    )
}
