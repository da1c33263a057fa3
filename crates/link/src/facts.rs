//! What of a claim is compared, made once for each claim so that comparing is cheap.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use jiff::civil::Date;
use tollbook_record::claim::{EVENT_ROW, PERSON_ROW, TOTAL};
use tollbook_record::text::{fold, key::consonants};
use tollbook_record::{
    Act, Claim, ClaimId, ClaimInSource, Count, CountRange, DateRange, Effect, FirstRow, PartOfDay,
    Place, Point, Precision, SourceId, Speaker, Status, TargetKind, Who,
};

use crate::weights::WEIGHTS;

/// A word that stands for itself: equal words have equal numbers.
pub(crate) type Word = u32;

/// Gives equal words equal numbers.
#[derive(Default)]
pub(crate) struct Words(HashMap<String, Word>);

impl Words {
    pub fn of(&mut self, word: &str) -> Word {
        let next = self.0.len() as Word;
        match self.0.get(word) {
            Some(known) => *known,
            None => *self.0.entry(word.to_owned()).or_insert(next),
        }
    }
}

/// What a claim speaks of. Claims of different kinds never share an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Scope {
    /// Harm at one place and time.
    Incident,
    /// The sum of several incidents over a period or an area.
    Total,
    /// Harm that is threatened, planned or warned of.
    Hypothetical,
}

/// Whole days, counted from a fixed day; an end that is not known is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Days {
    pub first: Option<i32>,
    pub last: Option<i32>,
}

impl Days {
    /// Both ends, if both are known.
    pub fn closed(self) -> Option<(i32, i32)> {
        Some((self.first?, self.last?))
    }

    /// Length in days, if both ends are known.
    pub fn length(self) -> Option<i32> {
        self.closed().map(|(first, last)| last - first + 1)
    }
}

/// A place as it is compared.
#[derive(Debug)]
pub(crate) struct PlaceFacts {
    /// The name as written, for reasons.
    pub written: String,
    /// The folded name as written and the gazetteer's.
    pub names: Vec<Word>,
    /// The folded name itself, to see how alike two spellings are.
    pub folded: String,
    /// The consonants of those names.
    pub keys: Vec<Word>,
    /// Folded parents and their consonants.
    pub within: Vec<Word>,
    /// What the gazetteer says.
    pub entry: Option<Entry>,
}

/// A gazetteer's entry as it is compared.
#[derive(Debug)]
pub(crate) struct Entry {
    pub id: Word,
    pub country: Word,
    pub point: Point,
    pub precision: Precision,
    pub candidates: Vec<Word>,
}

/// A claim as it is compared.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Facts {
    pub id: ClaimId,
    pub moment: Moment,
    pub status: Status,
    /// Index of the source, in order of ids.
    pub source: u32,
    /// The speaker in this source with the claim's status: one voice tells of one incident once.
    pub voice: Word,
    pub scope: Scope,
    pub act: Act,
    pub act_words: Range<usize>,
    /// The folded words that state the act.
    pub act_text: Word,
    pub place: Option<u32>,
    pub days: Option<Days>,
    /// The days as they are told.
    pub dates: Option<DateRange>,
    pub part_of_day: Option<PartOfDay>,
    pub killed: Option<CountRange>,
    pub injured: Option<CountRange>,
    pub targets: u64,
    /// Folded names of two words and more, sorted.
    pub victims: Vec<Word>,
    pub published: Option<i32>,
    /// The publisher whose dataset has the claim as an event of its own.
    pub listed_by: Option<Word>,
    /// Whether the claim asserts an act beside a denial in the same words of the same source: who
    /// denies an act and accuses somebody of another disputes what kind of attack it was.
    pub disputes: bool,
    /// Whether it is what its source is about: the first claim that asserts and counts or names somebody killed or
    /// injured, else the first.
    pub leads: bool,
}

/// How many days before its publication a report that gives no day is taken to tell of.
const TOLD_WITHIN: i32 = 3;

impl Facts {
    /// The days of the claim; if it gives none, those shortly before its report was published.
    pub fn days_or_publication(&self) -> Option<Days> {
        self.days.or_else(|| {
            let last = self.published.filter(|_| self.scope != Scope::Total)?;
            Some(Days {
                first: Some(last - TOLD_WITHIN),
                last: Some(last),
            })
        })
    }
}

/// The claims, each once, in order of their ids, so that nothing depends on the order in which they came.
pub(crate) fn in_order<'a>(claims: &[ClaimInSource<'a>]) -> Vec<ClaimInSource<'a>> {
    let mut sorted = claims.to_vec();
    sorted.sort_by_key(|claim| claim.id);
    sorted.dedup_by_key(|claim| claim.id);
    sorted
}

/// All claims as they are compared, in order of their ids, with their places.
pub(crate) struct Claims {
    pub facts: Vec<Facts>,
    /// Where each source's claims stand in `facts`.
    pub sources: Vec<Range<usize>>,
    maker: Maker,
}

impl Claims {
    /// Prepares claims that stand in order.
    pub fn new(sorted: &[ClaimInSource<'_>]) -> Self {
        let mut maker = Maker::default();
        let mut sources: Vec<Range<usize>> = Vec::new();
        let mut facts: Vec<Facts> = Vec::with_capacity(sorted.len());
        for of_source in sorted.chunk_by(|a, b| a.id.source == b.id.source) {
            let source = sources.len() as u32;
            sources.push(facts.len()..facts.len() + of_source.len());
            facts.extend(maker.of_source(of_source, source));
        }
        Self {
            facts,
            sources,
            maker,
        }
    }

    /// The place of claim `i`.
    pub fn place(&self, i: usize) -> Option<&PlaceFacts> {
        let place = self.facts[i].place?;
        Some(&self.maker.places[place as usize])
    }

    /// All places that claims have had.
    pub fn places(&self) -> &[PlaceFacts] {
        &self.maker.places
    }

    /// The number of a source that has claims.
    pub fn number_of(&self, source: SourceId) -> Option<usize> {
        let id = |range: &Range<usize>| self.facts[range.start].id.source;
        self.sources.binary_search_by_key(&source, id).ok()
    }

    /// Prepares the claims of a source anew; gives all of them where one is not what it was, because what a report is about
    /// and what it tells beside decides on each.
    pub fn replace(&mut self, source: usize, claims: &[ClaimInSource<'_>]) -> Vec<u32> {
        let range = self.sources[source].clone();
        let new = self.maker.of_source(claims, source as u32);
        if self.facts[range.clone()] == new {
            return Vec::new();
        }
        self.facts.splice(range.clone(), new);
        range.map(|at| at as u32).collect()
    }
}

/// A claim's moment: by publication, those without a date last, then by the id that it is named after, then by its
/// own. A corrected row has the moment of the row as it was first given.
pub(crate) type Moment = (bool, Option<Date>, ClaimId, ClaimId);

pub(crate) fn moment(claim: &ClaimInSource<'_>) -> Moment {
    let (source, published) = match claim.source.corrects {
        Some(FirstRow { source, published }) => (source, published),
        None => (claim.id.source, claim.source.publication.published),
    };
    let index = claim.id.index;
    let named_after = ClaimId { source, index };
    (published.is_none(), published, named_after, claim.id)
}

#[derive(Default)]
struct Maker {
    words: Words,
    voices: Words,
    place_index: HashMap<String, u32>,
    places: Vec<PlaceFacts>,
}

impl Maker {
    /// Prepares the claims of one source.
    fn of_source(&mut self, claims: &[ClaimInSource<'_>], source: u32) -> Vec<Facts> {
        let facts = claims.iter().map(|claim| self.facts(*claim, source));
        let mut facts: Vec<Facts> = facts.collect();
        spread_denials(&mut facts);
        let first = |(facts, it): &(&mut Facts, &ClaimInSource<'_>)| {
            let asserts = facts.status == Status::Asserted;
            (!asserts, !tells_of_harm(it.claim), facts.act_words.start)
        };
        if let Some((lead, _)) = facts.iter_mut().zip(claims).min_by_key(first) {
            lead.leads = true;
        }
        facts
    }

    fn facts(&mut self, it: ClaimInSource<'_>, source: u32) -> Facts {
        let claim = it.claim;
        let speaker = match &claim.speaker {
            Speaker::Publisher => String::new(),
            Speaker::Named { name, .. } => fold(name),
        };
        let voice = format!("{source} {} {speaker}", claim.status);
        let place = claim.place.as_ref().map(|place| self.place(place));
        Facts {
            id: it.id,
            moment: moment(&it),
            status: claim.status,
            source,
            voice: self.voices.of(&voice),
            scope: scope(&it),
            act: claim.act,
            act_words: claim.quote.range(),
            act_text: self.words.of(&fold(claim.quote.text())),
            place,
            days: days(claim),
            dates: claim.when.as_ref().map(|when| when.dates),
            part_of_day: claim.when.as_ref().and_then(|when| when.part_of_day),
            killed: toll(it, Effect::Killed),
            injured: toll(it, Effect::Injured),
            targets: target_bits(it),
            victims: self.victims(it),
            published: it.source.publication.published.map(day_number),
            listed_by: self.listed_by(it),
            disputes: false,
            leads: false,
        }
    }

    /// Equal places, as written and resolved, are prepared once.
    fn place(&mut self, place: &Place) -> u32 {
        let mut key = format!("{}|{}", place.name, place.within.join("|"));
        let candidates = place.candidates.iter().map(|candidate| &candidate.entry);
        for entry in place.resolution.as_deref().into_iter().chain(candidates) {
            key.push('|');
            key.push_str(&entry.id.0);
        }
        if let Some(known) = self.place_index.get(&key) {
            return *known;
        }
        let index = self.places.len() as u32;
        let facts = self.place_facts(place);
        self.places.push(facts);
        self.place_index.insert(key, index);
        index
    }

    fn place_facts(&mut self, place: &Place) -> PlaceFacts {
        let folded = fold(&place.name);
        let gazetteer = place.resolution.as_ref().map(|r| fold(&r.name));
        let spellings: Vec<&str> = std::iter::once(folded.as_str())
            .chain(gazetteer.as_deref())
            .collect();
        let names = self.all(spellings.iter().map(|s| (*s).to_owned()));
        let keys = self.all(spellings.iter().map(|s| key(s)));
        let parents: Vec<String> = place.within.iter().map(|p| fold(p)).collect();
        let within = self.all(parents.iter().flat_map(|p| [p.clone(), key(p)]));
        let entry = place.resolution.as_ref().map(|r| Entry {
            id: self.words.of(&r.id.0),
            country: self.words.of(&r.country),
            point: r.point,
            precision: r.precision,
            candidates: self.all(place.candidates.iter().map(|c| c.entry.id.0.clone())),
        });
        PlaceFacts {
            written: place.name.clone(),
            names,
            folded,
            keys,
            within,
            entry,
        }
    }

    fn all(&mut self, words: impl Iterator<Item = String>) -> Vec<Word> {
        let mut all: Vec<Word> = words
            .filter(|word| !word.is_empty())
            .map(|word| self.words.of(&word))
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn listed_by(&mut self, it: ClaimInSource<'_>) -> Option<Word> {
        let publisher = it.source.publication.publisher.as_deref()?;
        has_rule(it.claim, EVENT_ROW).then(|| self.words.of(&fold(publisher)))
    }

    /// A single name is shared by too many people to say anything.
    fn victims(&mut self, it: ClaimInSource<'_>) -> Vec<Word> {
        let names = it.claim.victims.iter().map(|victim| fold(&victim.name));
        self.all(names.filter(|name| name.split_whitespace().count() > 1))
    }
}

/// The key that spellings of one name share. A digit is never a spelling: Camp 3 is not Camp 4.
fn key(folded: &str) -> String {
    let digits = folded.chars().filter(char::is_ascii_digit);
    consonants(folded).chars().chain(digits).collect()
}

/// Marks the claims of one source that dispute the kind of attack.
fn spread_denials(facts: &mut [Facts]) {
    let is_denial = |f: &Facts| f.status == Status::Denied;
    let denied = facts.iter().filter(|f| is_denial(f));
    let denied: HashSet<usize> = denied.map(|f| f.act_words.start).collect();
    for facts in facts {
        facts.disputes = !is_denial(facts) && denied.contains(&facts.act_words.start);
    }
}

/// Whether it counts or names somebody killed or injured.
fn tells_of_harm(claim: &Claim) -> bool {
    let is_harm = |effect: Effect| {
        matches!(
            effect,
            Effect::Killed | Effect::Injured | Effect::KilledOrInjured
        )
    };
    let figures = claim.figures.iter().map(|figure| Some(figure.effect));
    let victims = claim.victims.iter().map(|victim| victim.effect);
    figures.chain(victims).flatten().any(is_harm)
}

/// Days since an arbitrary fixed day.
fn day_number(date: Date) -> i32 {
    let from = jiff::civil::date(2000, 1, 1);
    (date - from).get_days()
}

/// The days of a claim that gives some.
fn days(claim: &Claim) -> Option<Days> {
    let days = claim.when.as_ref().map(|when| Days {
        first: when.dates.first().map(day_number),
        last: when.dates.last().map(day_number),
    });
    days.filter(|days| days.first.is_some() || days.last.is_some())
}

/// A total was read as one, or names no single act: it says no more than `attack`, or speaks of attacks in the plural,
/// and covers several days or an area of many towns. A single act with an uncertain day ("in August
/// last year") is no total.
pub(crate) fn scope(it: &ClaimInSource<'_>) -> Scope {
    if it.claim.status == Status::Hypothetical {
        return Scope::Hypothetical;
    }
    let rules = &WEIGHTS.total;
    let no_single_act = it.claim.act == Act::Attack || speaks_in_the_plural(it.claim.quote.text());
    let period = days(it.claim)
        .and_then(Days::length)
        .is_some_and(|n| n >= rules.period_days);
    let resolved = it.claim.place.as_ref().and_then(|p| p.resolution.as_ref());
    let area = resolved.is_some_and(|r| r.precision >= Precision::District);
    // A dataset tells of one event or person a row, however little it knows of where and when.
    let may_be_total = no_single_act && !is_row(it.claim);
    if has_rule(it.claim, TOTAL) || may_be_total && (period || area) {
        Scope::Total
    } else {
        Scope::Incident
    }
}

pub(crate) fn is_row(claim: &Claim) -> bool {
    has_rule(claim, EVENT_ROW) || has_rule(claim, PERSON_ROW)
}

fn has_rule(claim: &Claim, name: &str) -> bool {
    claim.rules.iter().any(|rule| rule.name == name)
}

fn speaks_in_the_plural(words: &str) -> bool {
    let folded = fold(words);
    let mut words = folded.split(|c: char| !c.is_alphanumeric());
    words.any(|word| WEIGHTS.total.plural_words.contains(word))
}

/// The claim's own number for everybody with this effect: of people, of civilians, of a family. A
/// number of one group ("two fighters", "seven of them children") says nothing of the others, and a
/// stated zero is a word on the dispute, not on which incident is meant: neither counts as a number.
fn toll(it: ClaimInSource<'_>, effect: Effect) -> Option<CountRange> {
    let whole: Vec<(Who, CountRange)> = it
        .claim
        .figures
        .iter()
        .filter(|f| f.effect == effect && f.part_of.is_none())
        .filter_map(|f| match f.count {
            Count::Stated { range, .. } if range.max() != Some(0) => Some((f.who, range)),
            _ => None,
        })
        .collect();
    let of = |who| {
        whole
            .iter()
            .find(|(w, _)| *w == who)
            .map(|(_, range)| *range)
    };
    of(Who::People)
        .or_else(|| of(Who::Civilians))
        .or_else(|| of(Who::FamilyMembers))
}

/// The targets that tell incidents apart, a bit each. Homes, vehicles and roads are hit everywhere.
fn target_bits(it: ClaimInSource<'_>) -> u64 {
    let telling = |kind: TargetKind| {
        !matches!(
            kind,
            TargetKind::Residential | TargetKind::Vehicle | TargetKind::Road | TargetKind::Other
        )
    };
    let targets = it.claim.targets.iter();
    targets
        .filter(|t| telling(t.kind))
        .fold(0, |bits, t| bits | 1 << t.kind as u32)
}
