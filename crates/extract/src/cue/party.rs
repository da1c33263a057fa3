//! Designations of those who may be accused, in the words of the report.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::lexicon::hash::ByWord;
use crate::lexicon::{ENGLISH, Gram, Party};
use crate::segment::{Segments, Unit};
use crate::token::Shape;

/// The designation that covers or ends before unit `at`, seen from the left: the longest run of
/// adjectives, names and nouns of a party in `range`. The first that is found is given.
pub fn first_in(segments: &Segments<'_>, range: Range<usize>) -> Option<Range<usize>> {
    range
        .clone()
        .find_map(|at| designation(segments, at, range.end))
}

/// The last designation in `range`.
pub fn last_in(segments: &Segments<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let mut at = range.start;
    let mut found = None;
    while at < range.end {
        match designation(segments, at, range.end) {
            Some(party) => {
                at = party.end;
                found = Some(party);
            }
            None => at += 1,
        }
    }
    found
}

/// The designations of more than one word that hold a name: "the Dagalo militia", in order.
pub fn named(segments: &Segments<'_>) -> Vec<Range<usize>> {
    let unit = |at: usize| &segments.units[at];
    let holds_name = |found: &Range<usize>| {
        let first = unit(found.start);
        found.len() > 1 && first.capital && !first.has(Gram::DEFINITE)
    };
    designations(segments).filter(holds_name).collect()
}

/// Mentions of armed groups by name, in order: "JNIM", "the Northern Liberation Front".
pub fn groups(segments: &Segments<'_>) -> Vec<Range<usize>> {
    let unit = |at: usize| &segments.units[at];
    let name = |i: usize| unit(i).lex.party == Some(Party::Name) && !unit(i).has(Gram::STATE);
    let is_group = |found: &Range<usize>| {
        let front = |i: usize| unit(i).capital && unit(i).has(Gram::GROUP) && found.len() > 1;
        let capital = unit(found.start).capital;
        found.clone().any(|i| name(i) || front(i) && capital)
    };
    designations(segments).filter(is_group).collect()
}

/// All designations of a report, in order; none begins inside another.
fn designations(segments: &Segments<'_>) -> impl Iterator<Item = Range<usize>> {
    let end = segments.units.len();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < end {
            let found = designation(segments, at, end);
            at = found.as_ref().map_or(at + 1, |found| found.end);
            if found.is_some() {
                return found;
            }
        }
        None
    })
}

/// A party and those that a conjunction joins to it, in `range`: "Russian and Syrian warplanes".
pub fn joined(
    segments: &Segments<'_>,
    found: Range<usize>,
    range: Range<usize>,
) -> Vec<Range<usize>> {
    let joint = Gram::PLAIN_AND.with(Gram::OR);
    let and = |i: usize| range.contains(&i) && segments.units[i].has(joint);
    let skipped = Gram::DEFINITE.with(Gram::ARTICLE).with(Gram::EPITHET);
    let described = skipped
        .with(Gram::ADJECTIVE)
        .with(Gram::POSSESSIVE)
        .with(Gram::PARTICIPLE);
    let mut start = found.start;
    let plain = |i: usize| {
        i > range.start + 1
            && and(i - 1)
            && segments.units[i].lex.is_unknown()
            && !segments.units[i].capital
    };
    // "and that its crew": what a "that" opens stands in no list with what is before.
    let opens = |i: usize| segments.units[i].has(Gram::RELATIVE);
    while start > range.start
        && !opens(start - 1)
        && (segments.units[start - 1].has(described) || plain(start - 1))
    {
        start -= 1;
    }
    let mut out = Vec::new();
    if start > range.start && and(start - 1) {
        const REACH: usize = 6;
        let first = (start - 1).saturating_sub(REACH).max(range.start);
        let before = (first..start - 1).find_map(|i| designation(segments, i, start - 1));
        let whole = before.map(|p| with_owner(segments, p, start - 1));
        // "Israel and its settlers", "Assad and his masters": a name alone before the possessive.
        let theirs = segments.units[start].has(Gram::POSSESSIVE)
            || (start..found.start).any(|i| segments.units[i].has(Gram::POSSESSIVE));
        // "near Sarmin and its crew": a place.
        let located = |p: &Range<usize>| {
            let before = p.start.checked_sub(1);
            before.is_some_and(|i| segments.units[i].has(Gram::LOCATIVE))
        };
        let named = || {
            let name = name_at(segments, start.checked_sub(2)?, range.start);
            name.filter(|p| theirs && !located(p))
        };
        let whole = whole.or_else(named);
        // "Coalition warplanes and rebel artillery": what a party fights with stands between.
        let arms = |i: usize| {
            let lex = segments.units[i].lex;
            lex.agent.is_some() || lex.weapon.is_some()
        };
        out.extend(whole.filter(|p| (p.end..start - 1).all(arms)));
    }
    out.push(found.clone());
    if and(found.end) {
        let mut at = found.end + 1;
        while at < range.end && segments.units[at].has(skipped) {
            at += 1;
        }
        let after = designation(segments, at, range.end).filter(|p| p.start <= at + 1);
        // "killed by rebels and the army opened fire": the second has a verb of its own.
        out.extend(after.filter(|p| !opens_clause(segments, p.end, range.end)));
    }
    out
}

/// The name of nothing but capitals that ends with the unit at `last`.
fn name_at(segments: &Segments<'_>, last: usize, first: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 3;
    let named = |i: &usize| {
        let unit = &segments.units[*i];
        let word = unit.capital && unit.shape == Shape::Word && unit.lex.time.is_none();
        word && !unit.has(
            Gram::DEFINITE
                .with(Gram::ARTICLE)
                .with(Gram::LOCATIVE)
                .with(Gram::PRONOUN),
        )
    };
    let run = (first..last + 1)
        .rev()
        .take(LONGEST)
        .take_while(named)
        .count();
    (run > 0).then(|| last + 1 - run..last + 1)
}

/// States and seats of governments. They are places, so no lexicon calls them parties.
static STATES: LazyLock<HashSet<&str, ByWord>> = LazyLock::new(|| {
    let lines = include_str!("../../lexicon/en/states.txt").lines();
    lines.filter(|line| !line.starts_with('#')).collect()
});

/// How many units the name of a state or of its seat spans at `at`; none if there is no such name.
pub fn state_at(segments: &Segments<'_>, at: usize, end: usize) -> usize {
    const LONGEST: usize = 3;
    if at >= end || !segments.units[at].capital {
        return 0;
    }
    let named = |length: &usize| {
        let words: Vec<&str> = (at..at + length).map(|i| segments.low(i)).collect();
        STATES.contains(words.join(" ").as_str())
    };
    { 1..=LONGEST.min(end - at) }.rev().find(named).unwrap_or(0)
}

/// A state that acts: "Israel bombed", "Russia's shelling". It is a place unless the grammar makes it the
/// doer, so whoever asks has to know that it does.
pub fn state_in(segments: &Segments<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let length = |at: usize| state_at(segments, at, range.end);
    // "in Dori, Tarshan": where the town is.
    let land = |at: usize| {
        let [.., name, comma] = &segments.units[..at] else {
            return false;
        };
        comma.is(',') && name.capital && name.shape == Shape::Word
    };
    let at = { range.clone() }.find(|at| length(*at) > 0 && !land(*at))?;
    (!is_governed(segments, range.start, at)).then(|| at..at + length(at))
}

/// A name of nothing but capitals that no table has ("NRDF"), as the last word in `range`.
pub fn acronym_in(segments: &Segments<'_>, range: Range<usize>) -> Option<Range<usize>> {
    // "NRDF jets": with what it fights behind it.
    let arms = |at: usize| {
        let unit = &segments.units[at];
        unit.lex.agent.is_some()
            || unit.lex.weapon.is_some()
            || unit.capital && unit.lex.is_unknown()
    };
    let is_short = |at: usize| {
        let unit = &segments.units[at];
        let word = &segments.text[unit.start..unit.end];
        (2..=8).contains(&word.len()) && word.chars().all(char::is_uppercase)
    };
    let last = range.end.checked_sub(1).filter(|at| *at >= range.start)?;
    let mut at = last;
    while at > range.start && !is_short(at) && arms(at) {
        at -= 1;
    }
    let unit = &segments.units[at];
    let short = is_short(at);
    let shouted = at > 0 && at + 1 < segments.units.len() && {
        let near = [at - 1, at + 1].map(|i| &segments.units[i]);
        near.iter().all(|u| u.shape != Shape::Word || u.capital)
    };
    (short && !shouted && unit.lex.is_unknown() && !is_governed(segments, range.start, at))
        .then_some(at..at + 1)
}

/// Whether a verb stands at `at`.
fn opens_clause(segments: &Segments<'_>, at: usize, end: usize) -> bool {
    let unit = segments.units[..end].get(at);
    unit.is_some_and(|u| {
        let lex = u.lex;
        u.has(
            Gram::BE
                .with(Gram::HAVE)
                .with(Gram::MODAL)
                .with(Gram::ADVERB),
        ) || lex.speech.is_some()
            || lex.act_verb.is_some()
            || lex.harm.is_some()
            || lex.is_unknown() && segments.low(at).ends_with("ed")
    })
}

/// Past a group that only tells to whom the one behind it is tied: "the Al-Qaeda-linked", "ISIS affiliated".
pub fn past_link(segments: &Segments<'_>, at: usize, end: usize) -> usize {
    const LONGEST: usize = 3;
    let units = &segments.units[..end];
    let named = |i: usize| units[i].capital || units[i].lex.party == Some(Party::Name);
    let linked = |word: &str| {
        let (_, lex) = ENGLISH.longest(|i| (i == 0).then_some(word));
        lex.gram.has(Gram::LINKED)
    };
    for i in at..units.len().min(at + LONGEST) {
        let (tied, alone) = match segments.low(i).rsplit_once('-') {
            Some((_, last)) => (linked(last), false),
            None => (i > at && linked(segments.low(i)), true),
        };
        // "The group linked to them" is what it says.
        let goes_on = units.get(i + 1).is_some_and(|u| {
            u.shape == Shape::Word && !u.has(Gram::TO.with(Gram::WITH).with(Gram::BY_AGENT))
        });
        if tied && (!alone || goes_on) {
            return i + 1;
        }
        if !named(i) {
            break;
        }
    }
    at
}

/// The designation that begins at `at`: "Israeli" before a weapon, "government forces", "the
/// Allied Democratic Forces (ADF)", "gunmen in black", without epithets before it.
pub fn designation(segments: &Segments<'_>, at: usize, end: usize) -> Option<Range<usize>> {
    let units = &segments.units[..end];
    let at = past_link(segments, at, end);
    let opens = units.get(at).is_some_and(|u| {
        let counts = matches!(u.shape, Shape::Number(_) | Shape::Ordinal(_));
        u.capital || u.lex.party.is_some() || counts
    });
    if !opens {
        return None;
    }
    // "they hit us": the pronoun, and not the state.
    if units.get(at).is_some_and(|u| !u.capital) && segments.low(at) == "us" {
        return None;
    }
    let mut next = at;
    let mut found = None;
    while let Some(unit) = units.get(next) {
        let lex = unit.lex;
        let modifies = lex.party == Some(Party::Adjective)
            || lex.gram.has(Gram::ADJECTIVE) && lex.person.is_none() && next > at
            || is_numbered_force(units, next)
            || unit.capital
                && unit.shape == Shape::Word
                && lex.time.is_none()
                && !lex.gram.has(
                    Gram::DEFINITE
                        .with(Gram::ARTICLE)
                        .with(Gram::LOCATIVE)
                        .with(Gram::AND)
                        .with(Gram::CLAUSE)
                        .with(Gram::PRONOUN),
                )
                && lex.speech.is_none()
            || is_inside_name(units, segments, next, at);
        // "the Tajik side"
        let side = next > at && segments.low(next) == "side" && {
            let before = &units[next - 1];
            before.capital && (before.has(Gram::DEMONYM) || before.lex.party.is_some())
        };
        if side {
            found = Some(next + 1);
            break;
        }
        match lex.party {
            Some(Party::Noun | Party::Name) => found = Some(next + 1),
            Some(Party::Adjective) => found = found.or(Some(next + 1)).map(|f| f.max(next + 1)),
            None if !modifies => break,
            None => {}
        }
        next += 1;
        if next - at > 6 {
            break;
        }
    }
    let end_of_name = found.filter(|end| !is_no_doer(segments, at, *end))?;
    // "In Tamra gunmen shot": the place before them is no part of the designation.
    let at = match units[end_of_name - 1].lex.person {
        Some(_) if is_placed(segments, at, end_of_name) => end_of_name - 1,
        _ => at,
    };
    let start = (at..end_of_name).find(|i| {
        let counts = *i == at && units[*i].lex.number.is_some() && *i + 1 < end_of_name;
        !units[*i].has(Gram::EPITHET) && !counts
            || units[*i].lex.party.is_some() && *i + 1 == end_of_name
            || units[*i].capital && *i > at
    })?;
    Some(start..with_short_form(segments, end_of_name, end))
}

/// "the People's Defence Front": a possessive within a name.
fn is_inside_name(units: &[Unit], segments: &Segments<'_>, at: usize, first: usize) -> bool {
    if at == first || !units[at - 1].capital {
        return false;
    }
    let owns = match segments.low(at) {
        "'s" | "’s" => units[at - 1].lex.person.is_some(),
        "'" | "’" => units[at].start == units[at - 1].end,
        _ => false,
    };
    owns && units.get(at + 1).is_some_and(|u| u.capital)
}

/// "army uniforms", "uniforms of the army", "disguised as soldiers", "of Iranian make", "the Afghan people",
/// "a town held by the army": what men wear, who made a weapon, a people at large and who holds a place are
/// no doers.
fn is_no_doer(segments: &Segments<'_>, at: usize, end: usize) -> bool {
    let unit = |i: usize| segments.units.get(i);
    let is = |i: usize, gram: Gram| unit(i).is_some_and(|u| u.has(gram));
    let adjective = segments.units[end - 1].lex.party == Some(Party::Adjective);
    let people = matches!(segments.low(end), "people" | "nation" | "population");
    // "the terrorist attack": what is said of the deed names nobody.
    let of_deed = end == at + 1
        && is(at, Gram::EPITHET)
        && unit(end).is_some_and(|u| u.lex.act_noun.is_some());
    // "the Yemeni Landmine Observatory": a name that begins with a people and a weapon.
    let named = adjective
        && unit(end).is_some_and(|u| u.capital && u.lex.weapon.is_some())
        && unit(end + 1).is_some_and(|u| u.capital);
    is(end, Gram::GARB) || of_deed || named || adjective && (is(end, Gram::MAKE) || people) || {
        let skipped = Gram::DEFINITE.with(Gram::EPITHET).with(Gram::ADJECTIVE);
        let names = |i: usize| is(i, skipped) || unit(i).is_some_and(|u| u.lex.party.is_some());
        const LONGEST: usize = 8;
        let first = at.saturating_sub(LONGEST);
        let mut before = { first..at }.rev().skip_while(|i| names(*i));
        before.next().is_some_and(|led| {
            let last = led.checked_sub(1);
            let governor = |gram| last.is_some_and(|i| is(i, gram));
            // "an area controlled by the army", where no party is said to be under it
            let holds = is(led, Gram::ALLEGIANCE)
                && segments.low(led).ends_with(" by")
                && !last.is_some_and(|i| {
                    segments.units[i].lex.party.is_some() || segments.units[i].lex.person.is_some()
                });
            holds
                || is(led, Gram::GARB)
                || is(led, Gram::OF) && governor(Gram::GARB)
                || is(led, Gram::BY_AGENT) && governor(Gram::HOLDING)
        })
    }
}

/// Whether a name that no table has stands between a preposition of place and plain people.
fn is_placed(segments: &Segments<'_>, at: usize, end: usize) -> bool {
    let units = &segments.units;
    let led = at > 0
        && matches!(
            segments.low(at - 1),
            "in" | "at" | "near" | "around" | "outside"
        );
    let name = |i: usize| units[i].capital && units[i].lex.party.is_none();
    let plain = units[end - 1].lex.party == Some(Party::Noun) && !units[end - 1].capital;
    led && plain && at + 1 < end && (at..end - 1).all(name)
}

/// "the 4th Brigade": an ordinal before a word for a body of troops belongs to its name.
fn is_numbered_force(units: &[Unit], at: usize) -> bool {
    let next = units.get(at + 1).map(|u| u.lex);
    let numbered = matches!(units[at].shape, Shape::Number(1..=999))
        && units.get(at + 1).is_some_and(|u| u.capital);
    (numbered || matches!(units[at].shape, Shape::Ordinal(_)))
        && next.is_some_and(|lex| lex.party == Some(Party::Noun) && lex.person.is_none())
}

/// A designation with the party that its people belong to: "fighters of the Northern Front", "the Northern Front's fighters", "troops
/// loyal to the junta".
pub fn with_owner(segments: &Segments<'_>, found: Range<usize>, end: usize) -> Range<usize> {
    let units = &segments.units[..end];
    let is = |at: usize, gram: Gram| units.get(at).is_some_and(|u| u.has(gram));
    let people = units[found.end - 1].lex.party == Some(Party::Noun);
    let tied = is(found.end, Gram::ALLEGIANCE);
    let of = is(found.end, Gram::OF) || is(found.end, Gram::FROM);
    if people && let Some(owner) = owner_before(segments, found.start) {
        return owner.start..found.end;
    }
    if !people || !(tied || of) {
        return found;
    }
    let mut at = found.end + 1;
    while is(
        at,
        Gram::DEFINITE
            .with(Gram::POSSESSIVE)
            .with(Gram::EPITHET)
            .with(Gram::ARTICLE),
    ) {
        at += 1;
    }
    let owner = designation(segments, at, end).filter(|owner| {
        // "troops from the village", "a unit of artillery" tell of no party.
        is(found.end, Gram::OF) || tied || units[owner.start].capital
    });
    let name = || {
        let named = |i: &usize| {
            units
                .get(*i)
                .is_some_and(|u| u.capital && u.shape == Shape::Word)
        };
        let run = (at..at + 3).take_while(named).count();
        (tied && run > 0).then(|| at..at + run)
    };
    owner
        .or_else(name)
        .map_or(found.clone(), |owner| found.start..owner.end)
}

/// "the Northern Front's" before the people at `at`.
fn owner_before(segments: &Segments<'_>, at: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 6;
    let genitive = at.checked_sub(1)?;
    if !matches!(segments.low(genitive), "'s" | "’s") {
        return None;
    }
    let ends = |owner: &Range<usize>| owner.end == genitive;
    let mut starts = genitive.saturating_sub(LONGEST)..genitive;
    starts.find_map(|start| designation(segments, start, genitive).filter(ends))
}

/// The party that heads the noun group in `range`: of "herdsmen tied to a bandit leader" the
/// herdsmen. One that a preposition governs is taken where no other is.
pub fn head_in(segments: &Segments<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let mut at = range.start;
    let mut head = None;
    let mut governed = None;
    while at < range.end {
        let Some(found) = designation(segments, at, range.end) else {
            at += 1;
            continue;
        };
        let whole = with_owner(segments, found.clone(), range.end);
        at = whole.end;
        let province = segments.units[found.end - 1].has(Gram::WIDE_PLACE);
        if province && is_governed(segments, range.start, found.start) {
            // "farmers in Plateau State"
            continue;
        }
        if is_governed(segments, range.start, found.start) {
            governed = Some(whole);
        } else {
            head = Some(whole);
        }
    }
    head.or(governed)
}

/// Whether a preposition stands before the noun group of the word at `at`.
fn is_governed(segments: &Segments<'_>, first: usize, at: usize) -> bool {
    let group = Gram::ARTICLE
        .with(Gram::DEFINITE)
        .with(Gram::POSSESSIVE)
        .with(Gram::ADJECTIVE)
        .with(Gram::EPITHET);
    let governs = Gram::OF
        .with(Gram::LOCATIVE)
        .with(Gram::FROM)
        .with(Gram::WITH);
    let before = (first..at)
        .rev()
        .find(|i| !segments.units[*i].has(group) && segments.units[*i].lex.number.is_none());
    before.is_some_and(|i| segments.units[i].has(governs))
}

/// People who are no party, where the grammar makes them the doers: "three men on a motorcycle",
/// "unidentified persons". A number before them belongs to no name.
pub fn persons_in(segments: &Segments<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let first = range.start;
    let head = { range }.find(|i| {
        // "suspected cultists": whatever the word means, they are accused.
        let hedged = *i > first
            && matches!(segments.low(i - 1), "suspected" | "alleged" | "presumed")
            && segments.units[*i].lex.is_unknown()
            && segments.low(*i).ends_with('s');
        hedged || segments.units[*i].has(Gram::DOING_PERSON)
    })?;
    // "a bus carrying workers": not the workers.
    let carried = head > first && segments.low(head - 1).ends_with("ing");
    if carried || is_governed(segments, first, head) {
        return None;
    }
    let adjective = Gram::ADJECTIVE.with(Gram::EPITHET);
    // "the Plain Lane men": a name tells whose they are.
    let named = |at: usize| {
        let unit = &segments.units[at];
        unit.capital && unit.shape == Shape::Word && unit.lex.is_unknown()
    };
    let mut start = head;
    while start > first && (segments.units[start - 1].has(adjective) || named(start - 1)) {
        start -= 1;
    }
    Some(start..head + 1)
}

/// "General Pardieu", "the warlord Doss": a person of rank, as the last words in `range`.
pub fn ranked_in(segments: &Segments<'_>, range: Range<usize>) -> Option<Range<usize>> {
    const LONGEST: usize = 3;
    let named = |i: &usize| {
        let unit = &segments.units[*i];
        unit.capital && unit.shape == Shape::Word && unit.lex.is_unknown()
    };
    let run = { range.clone() }
        .rev()
        .take(LONGEST)
        .take_while(named)
        .count();
    let mut start = range.end - run;
    while start > range.start && segments.units[start - 1].has(Gram::TITLE) {
        start -= 1;
    }
    let ranked = run > 0 && start + run < range.end;
    (ranked && !is_governed(segments, range.start, start)).then_some(start..range.end)
}

/// "(ADF)" belongs to the designation.
fn with_short_form(segments: &Segments<'_>, at: usize, end: usize) -> usize {
    let units = &segments.units[..end];
    let bracketed = units.get(at).is_some_and(|u| u.is('('))
        && units.get(at + 2).is_some_and(|u| u.is(')'))
        && units[at + 1].capital;
    if bracketed { at + 3 } else { at }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;

    fn check(text: &str, expect: &str) {
        let segments = segment(text);
        let found = first_in(&segments, 0..segments.units.len());
        assert_eq!(found.map_or("", |r| segments.words(r)), expect, "{text}");
    }

    #[test]
    fn designations_without_epithets() {
        check("Suspected militiamen armed with machetes", "militiamen");
        check(
            "the Allied Democratic Forces (ADF) attacked",
            "Allied Democratic Forces (ADF)",
        );
        check("Russian warplanes struck", "Russian");
        check("by government forces on", "government forces");
        check("the criminal regime bombed", "regime");
        check("nothing here", "");
        check(
            "the Workers' Defence Front attacked",
            "Workers' Defence Front",
        );
        check("Men in uniforms of the Nigerian army shot", "");
        check("a drone of Iranian make hit it", "");
        check("a town held by the army was hit", "");
    }
}
