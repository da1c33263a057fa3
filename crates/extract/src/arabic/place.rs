//! Places: a noun of relation, a word for the kind of place, a name, and the places that it lies in.

use std::collections::HashMap;
use std::ops::Range;

use super::date;
use super::doc::Doc;
use super::lexicon::{Cue, Gram};
use super::token::Kind;
use crate::gazetteer::{Entry, Gazetteer};
use crate::lexicon::hash::ByWord;

/// A place as told, from the first word that belongs to it to its last parent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceCue {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The tokens of its name.
    pub name: Range<usize>,
    /// The tokens of the names of the places that it lies in, finest first.
    pub within: Vec<Range<usize>>,
    /// Whether it points back: "البلدة".
    pub back: bool,
    /// Whether a word for its kind, or a word of relation, stands before the name.
    pub typed: bool,
    /// Whether the gazetteer lists the name, and it has several words: "بيت لاهيا".
    pub listed: bool,
}

/// No name in the gazetteer is longer.
const LONGEST: usize = 6;

/// A place is told with no more parents and words of relation; a bound, so that a text of any length costs
/// what its length does.
const MOST_PARENTS: usize = 5;

/// All places in a text, in order.
pub fn find(doc: &Doc<'_>, gazetteer: &Gazetteer) -> Vec<PlaceCue> {
    let mut reader = Reader {
        doc,
        gazetteer,
        known: HashMap::default(),
    };
    // What is named with its kind is known where it stands alone elsewhere.
    let places = reader.pass();
    for cue in places.iter().filter(|cue| !cue.back) {
        let words: Vec<String> = cue.name.clone().map(|i| doc.stem(i).to_owned()).collect();
        let alike = reader.known.entry(words[0].clone()).or_default();
        if !alike.contains(&words) {
            alike.push(words);
        }
    }
    let read = |at: usize| {
        let next = places.partition_point(|cue| cue.tokens.end <= at);
        places.get(next).is_some_and(|cue| cue.tokens.contains(&at))
    };
    let again = (0..doc.end()).any(|at| reader.known.contains_key(doc.stem(at)) && !read(at));
    if again { reader.pass() } else { places }
}

/// Countries whose towns reports in Arabic name without a word for their kind.
const COUNTRIES: &[&str] = &[
    "AE", "BH", "DJ", "DZ", "EG", "EH", "ER", "IL", "IQ", "IR", "JO", "KW", "LB", "LY", "MA", "MR",
    "OM", "PS", "QA", "SA", "SD", "SO", "SS", "SY", "TD", "TN", "TR", "YE",
];

/// Parts "in" from the names of towns that no table but the gazetteer knows: "بتعز", "بدير الزور".
pub fn part_towns(doc: &mut Doc<'_>, gazetteer: &Gazetteer) {
    const FEWEST: usize = 4;
    const LEAST_PEOPLE: u32 = 10_000;
    for at in 1..doc.end() {
        let form = doc.form(at);
        let word = &doc.words[at];
        if !form.starts_with('ب') || !word.is_unknown() || word.skip > 0 {
            continue;
        }
        let long = form.chars().count() >= FEWEST;
        // "بلدة بليدا": behind its kind it is the name itself.
        let named = doc.has(at - 1, TYPES);
        if !long || named || doc.is_given(at) || !gazetteer.named(form).is_empty() {
            continue;
        }
        let next = doc.form(at + 1);
        let known = |entry: &Entry<'_>| {
            COUNTRIES.contains(&entry.country()) && entry.population() >= LEAST_PEOPLE
        };
        let town = gazetteer.longest(&[form, next]);
        if town.is_some_and(|found| found.entries().first().is_some_and(known)) {
            doc.part(at, 'ب');
        }
    }
}

/// The place that a label names ("أريحا:"), with its parents; `None` if it names none.
pub fn label(
    doc: &Doc<'_>,
    span: Range<usize>,
    gazetteer: &Gazetteer,
    bulletin: bool,
) -> Option<PlaceCue> {
    if span.is_empty()
        || span
            .clone()
            .any(|i| doc.has(i, Gram::NOWHERE.with(Gram::TOTAL)))
    {
        return None;
    }
    let reader = Reader {
        doc,
        gazetteer,
        known: HashMap::default(),
    };
    let start = span.start;
    if let Some(cue) = reader
        .chain(start, span.end)
        .filter(|c| !c.back && c.tokens.end <= span.end)
    {
        return Some(cue);
    }
    let known = reader.listed(start, span.end);
    // "الخيام:" names a town at the head of an item, though the word says tents elsewhere.
    let town = |i: usize| {
        let word = &doc.words[i];
        word.article && word.lex.target.is_some() && word.lex.noun.is_none() && !word.has(TYPES)
    };
    // Of bracketed words behind the name ("ريف دمشق (13 ضحية)") only the name counts.
    let plain = span.clone().take_while(|&i| doc.is_word(i)).count();
    let all_names = bulletin
        && plain > 0
        && (start..start + plain).all(|i| {
            doc.words[i].is_unknown() || doc.has(i, NAME_PARTS) || doc.words[i].inner || town(i)
        });
    let len = if known > 0 { known } else { plain };
    (known > 0 || all_names).then(|| PlaceCue {
        tokens: start..start + len,
        name: start..start + len,
        within: Vec::new(),
        back: false,
        typed: false,
        listed: known > 1,
    })
}

const NAME_PARTS: Gram = Gram::PLACE_KEPT
    .with(Gram::BINDER)
    .with(Gram::RELATION)
    .with(Gram::COUNTRY);
const TYPES: Gram = Gram::PLACE_DROPPED.with(Gram::PLACE_KEPT);

struct Reader<'s, 'a> {
    doc: &'s Doc<'a>,
    gazetteer: &'s Gazetteer,
    /// Stems of names that the text has told with their kind.
    known: HashMap<String, Vec<Vec<String>>, ByWord>,
}

/// One link of a chain: a name with the words before it.
struct Link {
    start: usize,
    name: Range<usize>,
    end: usize,
    back: bool,
    typed: bool,
}

impl Link {
    /// A name that the word for its kind opens; the words of the link begin at `start`.
    fn of_kind(start: usize, name: Range<usize>) -> Link {
        Link {
            start,
            end: name.end,
            name,
            back: false,
            typed: true,
        }
    }
}

impl Reader<'_, '_> {
    fn pass(&self) -> Vec<PlaceCue> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < self.doc.end() {
            match self
                .begins(at)
                .then(|| self.chain(at, self.doc.end()))
                .flatten()
            {
                Some(cue) => {
                    at = cue.tokens.end;
                    out.push(cue);
                }
                None => at += 1,
            }
        }
        out
    }

    /// Whether a place may begin at a token: with its kind, a relation, or a name that is listed behind
    /// a preposition.
    fn begins(&self, at: usize) -> bool {
        let doc = self.doc;
        if doc.words[at].inner && !doc.has(at, TYPES) || !doc.is_word(at) {
            return false;
        }
        let word = &doc.words[at];
        // "إحياء" is no quarter, and "وأدى" no valley.
        let token = &doc.tokens()[at];
        let written = &doc.text.raw[token.start..token.end];
        let other = match doc.form(at) {
            "وادي" => written.contains('أ') || written.ends_with('ى'),
            _ => doc.stem(at) == "احيا" && (written.contains('إ') || written.ends_with('ا')),
        };
        if other {
            return false;
        }
        // "مدرسة" is a school before it is a teacher.
        let person = word.lex.noun.is_some() && (word.lex.target.is_none() || word.article);
        if word.has(TYPES.with(Gram::RELATION)) && !person {
            return true;
        }
        let other = Gram::VERB.with(Gram::PARTY_NAME).with(Gram::NOWHERE);
        if word.has(other) || self.is_stop(at) {
            return false;
        }
        let led = at > 0 && (doc.form_in(at - 1, Cue::LEADS) || doc.is(at - 1, '#'));
        let counts = !word.article && doc.number(at).is_some();
        let governed = (led || word.prep == Some('ب')) && !doc.stem_in(at, Cue::NO_NAME) && !counts;
        let inside = word.is_unknown()
            && !doc.stem_in(at, Cue::NO_NAME)
            && word.article
            && !word.conj
            && self.parent(at + 1, doc.end()).is_some();
        governed && (self.listed(at, doc.end()) > 0 || self.told(at) > 0 || inside)
            || self.is_struck(at)
            || self.is_where(at)
            || self.is_of_office(at)
            || self.is_tallied(at)
            || self.is_where_it_happened(at)
            || self.told(at) > 0 && !word.conj
    }

    /// "6 حلب، 5 إدلب", "الخيام شهيدان، كفركلا ثلاثة جرحى": a town beside those harmed in it, with nothing between.
    fn is_tallied(&self, at: usize) -> bool {
        let doc = self.doc;
        let word = &doc.words[at];
        let counts = |i: usize| {
            let noun = doc.words.get(i).and_then(|w| w.lex.noun);
            noun.is_some_and(|n| n.effect.is_some()) && !doc.words[i].article && !doc.words[i].conj
        };
        let tallied = |i: usize| {
            let number = doc
                .number(i)
                .filter(|n| !n.thing && !n.definite && n.letters == 0);
            counts(i) || number.is_some_and(|n| counts(n.next))
        };
        let opens = at == 0 || doc.is_mark(at - 1) || word.conj;
        let behind = at > 0 && doc.tokens()[at - 1].kind == Kind::Number;
        let joined = doc.form(at).starts_with('و');
        if !opens && !behind || word.prep.is_some() || !word.is_unknown() || joined {
            return false;
        }
        let len = self.listed(at, doc.end());
        let end = at + len;
        let closed = end >= doc.end() || doc.is_mark(end) || doc.form(end) == "و";
        len > 0 && (opens && tallied(end) || behind && closed)
    }

    /// Whether a small word stands at a token: "الذي", but not "ذي قار", whose normal form is the same.
    fn is_stop(&self, at: usize) -> bool {
        let binds = self.doc.has(at, Gram::BINDER) && !self.doc.words[at].article;
        self.doc.has(at, Gram::STOP) && !binds
    }

    /// "شهدت بغداد مقتل ثمانية", "بغداد شهدت": a town that saw what is told.
    fn is_where_it_happened(&self, at: usize) -> bool {
        let doc = self.doc;
        let word = &doc.words[at];
        let len = if word.prep.is_none() && !word.conj {
            self.listed(at, doc.end())
        } else {
            0
        };
        let before = at > 0 && doc.stem_in(at - 1, Cue::SAW);
        len > 0 && (before || doc.stem_in(at + len, Cue::SAW))
    }

    /// "الغارة على دورس عصر الاثنين": what stands behind an attack, and is no known thing, is a place.
    fn is_struck(&self, at: usize) -> bool {
        let doc = self.doc;
        let on = at >= 2 && doc.form(at - 1) == "علي";
        let noun = |i: usize| {
            let head = (0..=i).rev().find(|&j| !doc.words[j].inner).unwrap_or(i);
            doc.words[head].lex.act.is_some_and(|a| !a.verb && !a.weak)
        };
        let word = &doc.words[at];
        let plain = word.is_unknown() && !word.article && !word.conj && doc.number(at).is_none();
        let closed = at + 1 >= doc.end()
            || doc.is_mark(at + 1)
            || doc.has(at + 1, Gram::STOP)
            || self.parent(at + 1, doc.end()).is_some();
        let people = ["ين", "ات", "ون"]
            .iter()
            .any(|ending| doc.form(at).ends_with(ending))
            || is_owned(doc.form(at));
        on && plain && closed && !people && noun(at - 2)
    }

    /// "رئيس بلدية كفركلا", "عضو المجلس المحلي": the place of which somebody holds an office.
    fn is_of_office(&self, at: usize) -> bool {
        let doc = self.doc;
        let word = &doc.words[at];
        let office = at > 1 && doc.words[at - 1].inner && doc.stem_in(at - 1, Cue::ADMIN);
        // "مديرية الري" is an office itself.
        let plain = word.is_unknown() && !word.article && !word.conj && word.prep.is_none();
        office && plain && doc.is_word(at)
    }

    /// "غارة استهدفت محطة الكهرباء في مروي أمس": what stands behind "in" where an attack is told, and is no known
    /// word, is a place.
    fn is_where(&self, at: usize) -> bool {
        const REACH: usize = 4;
        let doc = self.doc;
        let word = &doc.words[at];
        let plain = word.is_unknown() && !word.conj && !word.article && word.prep.is_none();
        let plain = plain && !is_owned(doc.form(at)) && !date::names_month(doc.form(at));
        let led = at > 0 && doc.form(at - 1) == "في";
        let form = doc.form(at);
        if !led || !plain || doc.number(at).is_some() || form.chars().count() < 3 {
            return false;
        }
        let tells = |i: usize| {
            let head = (i.saturating_sub(REACH)..=i)
                .rev()
                .find(|&j| !doc.words[j].inner)
                .unwrap_or(i);
            let lex = doc.words[head].lex;
            lex.act.is_some()
                || lex.target.is_some()
                || lex.harm.is_some()
                || lex.weapon.is_some()
                || lex.noun.is_some_and(|n| n.effect.is_some())
        };
        let before = (at.saturating_sub(REACH)..at - 1).rev();
        let told = before.take_while(|&i| !doc.is_mark(i)).any(tells);
        let next = at + 1;
        let closed = next >= doc.end()
            || doc.is_mark(next)
            || doc.words[next].conj
            || doc.has(
                next,
                Gram::STOP
                    .with(Gram::CITES)
                    .with(Gram::VERB)
                    .with(Gram::RELATION),
            )
            || self.parent(next, doc.end()).is_some();
        told && closed && !doc.stem_in(at, Cue::NO_NAME.with(Cue::NO_PLACE))
    }

    fn chain(&self, at: usize, end: usize) -> Option<PlaceCue> {
        let first = self.link(at, end, true)?;
        let mut cue = PlaceCue {
            tokens: first.start..first.end,
            name: first.name.clone(),
            within: Vec::new(),
            back: first.back,
            typed: first.typed,
            listed: self.listed(first.name.start, end) > 1,
        };
        while cue.within.len() < MOST_PARENTS
            && let Some(next) = self.parent(cue.tokens.end, end)
        {
            let parent = self.link(next, end, false)?;
            cue.tokens.end = parent.end;
            if !parent.back {
                if cue.back {
                    cue.name = parent.name;
                    cue.back = false;
                } else {
                    cue.within.push(parent.name);
                }
            }
        }
        Some(cue)
    }

    /// Where the next place up begins, if one follows.
    fn parent(&self, at: usize, end: usize) -> Option<usize> {
        let doc = self.doc;
        if at >= end {
            return None;
        }
        let word = &doc.words[at];
        if word.has(Gram::JOIN) {
            let next = doc.after(at);
            return self.link(next, end, false).map(|_| next);
        }
        let next = match doc.form(at) {
            "في" | "من" => at + 1,
            "،" | "," | "-" | "("
                if doc.has(at + 1, TYPES.with(Gram::RELATION)) && !doc.words[at + 1].conj =>
            {
                at + 1
            }
            _ => at,
        };
        if next >= end || doc.words[next].conj {
            return None;
        }
        let typed = doc.has(next, TYPES.with(Gram::RELATION)) && doc.words[next].lex.noun.is_none();
        let with_b = doc.words[next].prep == Some('ب');
        let named = (next > at || with_b)
            && (self.listed(next, end) > 0
                || self.told(next) > 0
                || with_b
                    && doc.words[next].article
                    && doc.words[next].is_unknown()
                    && self.capital_like(next));
        let open = typed && (next > at || doc.words[next].prep.is_none() || with_b);
        ((open || named)
            && self
                .link(next, end, false)
                .is_some_and(|l| !l.back || typed))
        .then_some(next)
    }

    fn capital_like(&self, at: usize) -> bool {
        self.doc.form(at).chars().count() > 5
    }

    fn link(&self, at: usize, end: usize, first: bool) -> Option<Link> {
        let doc = self.doc;
        if at >= end {
            return None;
        }
        // "جنوب كردفان" is a name, "جنوب تعز" a relation; "جنوبي لبنان" keeps its direction.
        let directed = doc.has(at, Gram::RELATION)
            && at + 1 < end
            && (self.listed(at, end) > 1 && !doc.has(at + 1, TYPES)
                || doc.has(at + 1, Gram::COUNTRY)
                    && doc.words[at].prep.is_none()
                    && doc.stem_in(at, Cue::DIRECTION));
        let mut next = at;
        let mut typed = false;
        // "بالرصاص الحي في الأطراف": with its article the noun relates to nothing.
        if doc.has(at, Gram::RELATION) && doc.words[at].article && !directed {
            return None;
        }
        while next < end
            && next - at <= MOST_PARENTS
            && doc.has(next, Gram::RELATION)
            && !directed
            && (next == at || doc.words[next].prep.is_none())
        {
            next = doc.after(next);
            typed = true;
            if doc.form(next) == "من" && doc.form(next - 1) == "القرب" {
                next += 1;
            }
        }
        if next > at {
            next = self.past_hash(next);
        }
        if next >= end || !doc.is_word(next) {
            return None;
        }
        if next > at && (doc.words[next].conj || doc.words[next].prep.is_some()) {
            return None;
        }
        let kind = &doc.words[next];
        // "مديرية الصحة" is an office.
        let office = doc.stem(next) == "مديريه" && doc.stem_in(next + 1, Cue::OFFICE_OF);
        if office {
            return None;
        }
        if kind.has(Gram::PLACE_KEPT) && !directed && self.listed(next, end) < 2 {
            return self.kept(at, next, end);
        }
        if kind.has(Gram::PLACE_DROPPED) && !directed {
            return self.dropped(at, next, end);
        }
        let len = if directed {
            let parent = next + 1;
            self.listed(next, end)
                .max(doc.after(parent).min(end) - next)
        } else {
            self.name(next, end, false)
        };
        // A parent is sure by where it stands, so that no parent asks for the next one up.
        let sure = directed
            || !first
            || doc.words[next].article
                && doc.words[next].is_unknown()
                && self.parent(next + len, end).is_some()
            || self.listed(next, end) > 0
            || self.told(next) > 0
            || self.is_struck(next)
            || self.is_where(next)
            || self.is_of_office(next)
            || self.is_where_it_happened(next)
            || typed;
        (len > 0 && sure).then(|| Link {
            start: at,
            name: next..next + len,
            end: next + len,
            back: false,
            typed,
        })
    }

    /// A kind that is dropped from the name: "بلدة حبوش", "الحي الشرقي", "العاصمة الليبية طرابلس".
    fn dropped(&self, at: usize, kind: usize, end: usize) -> Option<Link> {
        let doc = self.doc;
        if self.is_alone(kind, kind + 1) {
            return Some(Link::of_kind(at, kind..kind + 1));
        }
        let mut next = self.past_hash(doc.after(kind));
        let defined = doc.words[kind].article;
        if defined && next < end && doc.stem_in(next, Cue::DIRECTION) && doc.words[next].article {
            return Some(Link::of_kind(at, kind..next + 1));
        }
        if next < end
            && doc.has(next, Gram::PLACE_DROPPED)
            && !doc.words[next].article
            && doc.words[next].prep.is_none()
            && !doc.words[next].conj
        {
            next = doc.after(next);
        }
        if defined && next < end && doc.has(next, Gram::PARTY_ADJECTIVE) {
            next += 1;
        }
        // "مناطق متفرقة من مدينة تلبيسة": described, and named by what it lies in.
        let described = !defined && next < end && doc.stem_in(next, Cue::DESCRIBED);
        if described && self.parent(next + 1, end).is_some() {
            return Some(Link {
                end: next + 1,
                back: true,
                ..Link::of_kind(at, kind..kind + 1)
            });
        }
        // "قرى الريف الشرقي": with its article too an area names.
        let area = doc.stem_in(next, Cue::AREA);
        let kept =
            next < end && doc.has(next, Gram::PLACE_KEPT) && (area || !doc.words[next].article);
        if kept && !doc.words[next].conj && doc.words[next].prep.is_none() && !defined {
            return self.kept(at, next, end);
        }
        // "بلدة تقع في ريف حلب": what is told of it.
        let told = next < end && doc.words[next].is_unknown() && self.is_told_of(next);
        let len = match told || defined && next == doc.after(kind) && self.listed(next, end) == 0 {
            true => 0,
            false => self.name(next, end, true),
        };
        if len == 0 {
            let plain = kind == at || doc.words[kind].article;
            return (defined && plain).then(|| Link {
                back: true,
                ..Link::of_kind(at, kind..kind + 1)
            });
        }
        let mut stop = next + len;
        // "مديرية منبّه الحدودية": an adjective of the kind is no part of the name.
        if stop < end
            && doc.words[stop].article
            && doc.words[stop].is_unknown()
            && doc.words[stop].prep.is_none()
            && !doc.words[stop].conj
            && (doc.form(stop).ends_with("يه") || doc.stem_in(stop, Cue::DESCRIBED))
        {
            stop += 1;
        }
        Some(Link {
            start: at,
            name: next..next + len,
            end: stop,
            back: false,
            typed: true,
        })
    }

    /// A kind that is part of the name: "مخيم الفارعة", "ريف إدلب الجنوبي", "طريق الخيام - مرجعيون".
    fn kept(&self, at: usize, kind: usize, end: usize) -> Option<Link> {
        let doc = self.doc;
        let next = self.past_hash(doc.after(kind));
        if next >= end {
            return None;
        }
        // "سوق بلدة كبكابية": the town is named, its market is not.
        if doc.has(next, Gram::PLACE_DROPPED)
            && !doc.words[next].conj
            && doc.words[next].prep.is_none()
        {
            return self.dropped(at, next, end);
        }
        // "مدرستهم الابتدائية"
        if doc.words[kind].pronoun.is_some() {
            return None;
        }
        let defined = doc.words[kind].article;
        let mut stop = next;
        // "بالمواصي": a name by its article alone.
        if self.is_alone(kind, next) {
            return Some(Link::of_kind(at, kind..kind + 1));
        }
        if defined {
            let adjective =
                doc.words[next].article && !doc.words[next].conj && doc.words[next].prep.is_none();
            let named = doc.words[next].is_unknown() || doc.has(next, Gram::PARTY_ADJECTIVE);
            let is_area = doc.stem_in(kind, Cue::AREA)
                || doc.stem_in(kind, Cue::BY_KIND) && named && !doc.stem_in(next, Cue::DESCRIBED);
            if !adjective || !(is_area || doc.stem_in(next, Cue::DIRECTION)) {
                return Some(Link {
                    back: true,
                    ..Link::of_kind(at, kind..kind + 1)
                });
            }
            stop = next + 1;
            // "المستشفى السعودي للولادة"
            while stop < end && doc.words[stop].prep.is_some() && self.is_kind_told(stop) {
                stop = doc.after(stop);
            }
        } else {
            stop += match doc.stem(kind) == "كيلو" && doc.tokens()[next].kind == Kind::Number {
                true => 1,
                false => self.name(next, end, true),
            };
            if stop == next || self.is_described(next, end) {
                return None;
            }
            while stop < end && stop - kind < LONGEST && self.is_kind_told(stop) {
                stop = doc.after(stop);
            }
            if doc.stem_in(kind, Cue::ROAD) && doc.is(stop, '-') {
                let other = self.past_hash(stop + 1);
                let more = self.name(other, end, true);
                if more > 0 {
                    stop = other + more;
                }
            }
        }
        Some(Link::of_kind(at, kind..stop))
    }

    /// "مطار الضبعة العسكري", "ريف إدلب الجنوبي", "مدرسة القدس الثانوية للبنات": a word of the name that says of
    /// which kind the place is.
    fn is_kind_told(&self, at: usize) -> bool {
        let doc = self.doc;
        let word = &doc.words[at];
        let whose = word.prep == Some('ل') && doc.stem_in(at, Cue::BOTH_SEXES);
        let adjective = word.article
            && word.prep.is_none()
            && !word.has(Gram::STOP.with(Gram::VERB).with(TYPES))
            && !doc.is_given(at)
            && (doc.stem_in(at, Cue::DIRECTION) || doc.form(at).ends_with(['ي', 'ه']));
        !word.conj && !word.inner && (whose || adjective)
    }

    /// "بالمواصي", "الضاحية": a kind that names a place by its article alone, with no adjective behind it.
    fn is_alone(&self, kind: usize, next: usize) -> bool {
        let doc = self.doc;
        let described = doc
            .words
            .get(next)
            .is_some_and(|w| w.article && w.prep.is_none() && !w.conj);
        doc.words[kind].article && doc.stem_in(kind, Cue::ALONE) && !described
    }

    /// Behind the mark of a hashtag: "معسكر #أبو_شوك".
    fn past_hash(&self, at: usize) -> usize {
        at + usize::from(self.doc.is(at, '#'))
    }

    /// "مزرعة يقيم فيها", "حاجز مزيف": what is told of a kind, and no name.
    fn is_described(&self, at: usize, end: usize) -> bool {
        let doc = self.doc;
        let word = &doc.words[at];
        let adjective =
            doc.has(at, Gram::PARTY_ADJECTIVE) && !word.article && !doc.has(at, Gram::COUNTRY);
        if adjective {
            return true;
        }
        if !word.is_unknown() || word.article || self.listed(at, end) > 0 || self.told(at) > 0 {
            return false;
        }
        let verb = self.is_told_of(at);
        let common = matches!(
            doc.stem(at - 1),
            "حاجز"
                | "سوق"
                | "مزرعه"
                | "مستشفي"
                | "مدرسه"
                | "سجن"
                | "ملعب"
                | "فندق"
                | "مطعم"
                | "صاله"
                | "قاعه"
        );
        // "سوق موقف الجنينة": a noun with its genitive.
        let genitive = doc
            .words
            .get(at + 1)
            .is_some_and(|w| w.article && !w.conj && w.prep.is_none());
        verb || common
            && !genitive
            && doc.form(at).starts_with('م')
            && doc.form(at).chars().count() >= 4
    }

    /// "يقيم فيها", "تسيطر عليها": a verb behind the word for a kind.
    fn is_told_of(&self, at: usize) -> bool {
        let next = self.doc.words.get(at + 1);
        let governs =
            next.is_some_and(|w| w.prep == Some('ب') && !w.has(TYPES.with(Gram::COUNTRY)));
        self.doc.form(at).starts_with(['ي', 'ت'])
            && self.listed(at, self.doc.end()) == 0
            && (governs
                || matches!(
                    self.doc.form(at + 1),
                    "فيها" | "فيه" | "به" | "بها" | "عليه" | "عليها" | "في"
                ))
    }

    /// How many tokens of a name stand at `at`.
    fn name(&self, at: usize, end: usize, typed: bool) -> usize {
        let doc = self.doc;
        if at >= end || !doc.is_word(at) {
            return 0;
        }
        let first = &doc.words[at];
        let listed = self.listed(at, end).max(self.told(at));
        if listed == 0 {
            // "جامع الإمام الصادق": without the article it would be "in front of".
            let titled = first.article && first.has(Gram::TITLE);
            let refused = first.has(Gram::STOP) && !titled
                || first.has(
                    Gram::VERB
                        .with(Gram::NEGATION)
                        .with(Gram::AMONG)
                        .with(Gram::SAYS)
                        .with(Gram::CITES),
                )
                || first.has(Gram::RELATION) && !(typed && first.article)
                || first.lex.act.is_some() && !first.article
                || first.lex.harm.is_some() && first.lex.noun.is_none()
                || first.has(Gram::NOWHERE)
                    && !(typed && matches!(doc.stem(at - 1), "مدينه" | "حي"))
                || doc.stem_in(at, Cue::NO_NAME)
                || typed && !first.article && doc.stem_in(at, Cue::DESCRIBED)
                || first.has(Gram::PARTY_LABEL) && !first.article && !first.has(Gram::BINDER)
                || !first.article && doc.number(at).is_some();
            if refused || first.conj || first.prep.is_some() && typed && !first.article {
                return 0;
            }
        }
        if first.prep.is_some() && typed {
            return 0;
        }
        let mut len = listed.max(1);
        while len < LONGEST && at + len < end {
            let next = at + len;
            let word = &doc.words[next];
            // "ميس الجبل": what a binder binds may be a word for a kind.
            if doc.has(next - 1, Gram::BINDER)
                && word.article
                && word.has(TYPES)
                && !word.conj
                && word.prep.is_none()
            {
                len += 1;
                continue;
            }
            // "شيخ بابا": the first letter of what a binder binds is no preposition.
            let parted = word.prep.is_some()
                && (word.article
                    || !doc.has(next - 1, Gram::BINDER)
                    || word.has(TYPES.with(Gram::RELATION)));
            // "في قلعة حارم الفتى سامر": a person, and no more of the place.
            let person = word.has(Gram::TITLE) && doc.is_given(next + 1);
            if !doc.is_word(next)
                || word.conj
                || parted
                || person
                || word.has(Gram::STOP) && !doc.is_given(next)
                || word.has(Gram::VERB.with(TYPES).with(Gram::JOIN).with(Gram::AMONG))
            {
                break;
            }
            let bound = doc.has(next - 1, Gram::BINDER)
                && len < 4
                && (word.article || word.lex.noun.is_none_or(|n| n.effect.is_none()));
            let described = doc.stem_in(next, Cue::DESCRIBED);
            let apposed = listed == 0
                && len == 1
                && word.article
                && !described
                && !(doc.stem_in(next, Cue::DIRECTION)
                    && !first.article
                    && doc.form(next).ends_with("يه"))
                && (word.is_unknown() && (first.article || !doc.form(next).ends_with('ه'))
                    || doc.stem_in(next, Cue::DIRECTION)
                    || word.lex.noun.is_some_and(|n| n.effect.is_none()))
                && !word.has(Gram::RELATION);
            let both = word.article
                && doc.words[at].article
                && len == 1
                && word.is_unknown()
                && !described;
            // "درعا البلد", "نابلس القديمة", "ريف دمشق الغربي".
            let of_area = doc.stem_in(at, Cue::AREA) && doc.stem_in(next, Cue::DIRECTION);
            let old = doc.stem_in(next, Cue::OLD_TOWN);
            let part = len == listed && word.article && (old || of_area);
            if !(bound || apposed || both || part) {
                break;
            }
            len += 1;
        }
        // A lone word that is known for something else is a name only behind its kind.
        let everyday = len == 1 && listed == 0 && !typed && !first.is_unknown();
        if everyday { 0 } else { len }
    }

    /// How many tokens the longest listed name has that begins at `at`.
    fn listed(&self, at: usize, end: usize) -> usize {
        let doc = self.doc;
        let stop = end.min(at + LONGEST);
        let ahead: Vec<&str> = (at..stop)
            .take_while(|&i| doc.is_word(i))
            .map(|i| doc.form(i))
            .collect();
        // "بادية تدمر": behind its kind a name may look like a verb.
        let kind = at > 0 && doc.has(at - 1, TYPES);
        if ahead.is_empty() || self.is_stop(at) || doc.has(at, Gram::VERB) && !kind {
            return 0;
        }
        let found = self.gazetteer.longest(&ahead).map_or(0, |f| f.words.max(1));
        // One common word is no name, though some place is called so.
        let word = &doc.words[at];
        let binds = word.has(Gram::BINDER) && word.lex.noun.is_none();
        let proper = kind && word.has(Gram::VERB)
            || word.is_unknown()
            || word.has(Gram::COUNTRY.with(Gram::TOWN))
            || binds;
        if found == 1 && !proper { 0 } else { found }
    }

    /// How many tokens stand at `at` of a name that the text has told with its kind.
    fn told(&self, at: usize) -> usize {
        let doc = self.doc;
        let stands = |name: &&Vec<String>| {
            let mut words = name.iter().enumerate();
            at + name.len() <= doc.end() && words.all(|(i, word)| doc.stem(at + i) == word)
        };
        let alike = self.known.get(doc.stem(at)).into_iter().flatten();
        alike.filter(stands).map(Vec::len).max().unwrap_or(0)
    }
}

/// "في أرضهم": a pronoun stands behind no name.
fn is_owned(form: &str) -> bool {
    ["هم", "هن", "ها", "هما", "نا"]
        .iter()
        .any(|ending| form.ends_with(ending))
}
