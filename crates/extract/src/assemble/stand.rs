//! Who among those who speak fights, and for whom: a state's forces, an armed group, or nobody.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;
use tollbook_record::text::fold;

use crate::lexicon::hash::ByWord;
use crate::lexicon::{Gram, Party};
use crate::segment::Segments;

/// What a speaker is in the fighting that he tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// He does not fight.
    Aside,
    /// A state's army, police or ministry of arms.
    State,
    /// An armed group.
    Group,
    /// He fights, and his name does not tell for whom.
    Armed,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../lexicon/en/stands.toml"))
        .unwrap_or_else(|error| panic!("lexicon/en/stands.toml: {error}"))
});

type List = HashSet<String, ByWord>;

#[derive(Deserialize)]
struct Words {
    press: List,
    state: List,
    group: List,
    armed: List,
    honoured: List,
    hostile: List,
    offices: Vec<String>,
    ranks: List,
    offices_of_rank: List,
}

/// Whether a word is what a party calls its own men and nobody else's.
pub fn honours(word: &str) -> bool {
    WORDS.honoured.contains(word)
}

/// Whether a word is what those who fight call the other side, and nobody else does.
pub fn hostile(word: &str) -> bool {
    WORDS.hostile.contains(word)
}

/// Whether a report is told by one side: its own words, and not those of one who is quoted or named, call
/// the other side an enemy more than once.
pub fn is_partisan(segments: &Segments<'_>) -> bool {
    const LEAST: usize = 2;
    let told = |at: &usize| hostile(segments.low(*at)) && !segments.units[*at].quoted;
    (0..segments.units.len()).filter(told).take(LEAST).count() == LEAST
}

/// The stand of a publisher, by its name.
pub fn of_publisher(name: &str) -> Stand {
    let mut folded = fold(name);
    // "Press Centre of the Northern Front": an office is whose it is.
    for office in &WORDS.offices {
        folded = folded.replace(office.as_str(), "");
    }
    let words = || folded.split(|c: char| !c.is_alphanumeric());
    let phrase = |entry: &String| entry.contains(' ') && folded.contains(entry.as_str());
    let has = |list: &List| words().any(|w| list.contains(w)) || list.iter().any(phrase);
    if has(&WORDS.press) {
        Stand::Aside
    } else if has(&WORDS.group) || !has(&WORDS.state) && names_group(name) {
        Stand::Group
    } else if has(&WORDS.state) {
        Stand::State
    } else if has(&WORDS.armed) {
        Stand::Armed
    } else {
        Stand::Aside
    }
}

/// Whether a name is that of an armed group which the tables know.
fn names_group(name: &str) -> bool {
    let segments = crate::segment::segment(name);
    segments.units.iter().any(is_group_name)
}

fn is_group_name(unit: &crate::segment::Unit) -> bool {
    unit.lex.party == Some(Party::Name) && !unit.has(Gram::STATE)
}

/// The stand of a speaker, by his first designations.
pub fn of_speaker(segments: &Segments<'_>, mentions: &[Range<usize>]) -> Stand {
    let Some(first) = mentions.first() else {
        return Stand::Aside;
    };
    match of_mention(segments, first) {
        Stand::Aside => Stand::Aside,
        _ if mentions.iter().any(|m| names_group_in(segments, m)) => Stand::Group,
        stand => stand,
    }
}

/// The stand that one designation tells.
pub fn of_mention(segments: &Segments<'_>, mention: &Range<usize>) -> Stand {
    let unit = |at: usize| &segments.units[at];
    let any = |list: &List| {
        { mention.clone() }.any(|at| {
            let low = segments.low(at);
            list.contains(low) || low.split_whitespace().any(|w| list.contains(w))
        })
    };
    let has = |gram: Gram| { mention.clone() }.any(|at| unit(at).has(gram));
    let men = |at: usize| {
        let lex = unit(at).lex;
        lex.party == Some(Party::Name) || lex.party == Some(Party::Noun) && lex.person.is_some()
    };
    if names_group_in(segments, mention) || any(&WORDS.group) {
        Stand::Group
    } else if has(Gram::STATE) || any(&WORDS.state) {
        Stand::State
    } else if any(&WORDS.armed) || mention.clone().any(men) || ranked(segments, mention) {
        Stand::Armed
    } else {
        Stand::Aside
    }
}

/// "General Amadou Ba": a rank before a name, and no office ("Attorney General").
fn ranked(segments: &Segments<'_>, mention: &Range<usize>) -> bool {
    let capital = |at: usize| mention.contains(&at) && segments.units[at].capital;
    let office =
        |at: usize| at > mention.start && WORDS.offices_of_rank.contains(segments.low(at - 1));
    { mention.clone() }.any(|at| {
        let rank = WORDS.ranks.contains(segments.low(at));
        rank && capital(at) && capital(at + 1) && !office(at)
    })
}

/// Whether a designation has the name of an armed group or a word for one.
fn names_group_in(segments: &Segments<'_>, mention: &Range<usize>) -> bool {
    let mut units = segments.units[mention.clone()].iter();
    units.any(|unit| is_group_name(unit) || unit.has(Gram::GROUP))
}
