//! What the words around a group of names say was done to them, or that they did it.

use tollbook_record::{Act, Effect};

use super::mention::Mentions;
use crate::lexicon::{Forms, Gram, Lex};
use crate::token::Shape;

/// What a predicate says of the persons beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Governed {
    /// It harms them.
    Harmed(Effect),
    /// They do it, or are only near it.
    Doers,
    /// Nothing stands close enough.
    Open,
}

/// "NAME was killed", "NAME, who died of his wounds", "NAME, killed by a shell"; "NAME killed two" is
/// a doer's.
pub fn behind(words: &Mentions<'_, '_>, from: usize) -> Governed {
    const REACH: usize = 5;
    let mut passive = false;
    let mut at = from;
    while at < words.end && at < from + REACH {
        let unit = &words.segments.units[at];
        let lex = unit.lex;
        if let Some(effect) = among(words, at) {
            return if passive {
                Governed::Harmed(effect)
            } else {
                Governed::Open
            };
        }
        if let Some(harm) = lex.harm {
            let reduced = harmed_by(words, at + 1);
            let participle = harm.forms.can_be(Forms::PARTICIPLE);
            return if participle && (passive || reduced) {
                Governed::Harmed(harm.effect)
            } else {
                Governed::Doers
            };
        }
        let fell = falls(words.low(at)) && !in_battle(words, at + 1);
        if let Some(harm) = lex.suffers.filter(|_| !fell) {
            return Governed::Harmed(harm.effect);
        }
        // "NAME lives there": no word of what was lost.
        let state = lex.state.filter(|_| words.low(at) != "lives");
        if let Some(effect) = state.filter(|_| passive || at == from) {
            return Governed::Harmed(effect);
        }
        // "NAME is charged with the killing of": whoever is accused is not whom it befell.
        if passive && unit.has(Gram::ACCUSED) {
            return Governed::Doers;
        }
        if let Some(act) = lex.act_verb {
            // "NAME was playing with a gun"
            let does = words
                .low(at)
                .split(' ')
                .next()
                .is_some_and(|w| w.ends_with("ing"));
            return match (passive && !does, act.act) {
                (true, Act::Shooting | Act::Stabbing | Act::Sniping | Act::Attack) => {
                    Governed::Harmed(Effect::KilledOrInjured)
                }
                _ => Governed::Open,
            };
        }
        passive |= unit.has(Gram::BE) || matches!(words.low(at), "found" | "left");
        let passes = Gram::BE
            .with(Gram::HAVE)
            .with(Gram::ADVERB)
            .with(Gram::RELATIVE);
        if !unit.is_any(&[',', ')'])
            && !unit.has(passes)
            && !matches!(words.low(at), "found" | "left")
        {
            return Governed::Open;
        }
        at += 1;
    }
    Governed::Open
}

/// "fell", "had fallen": of those who die, and of all others.
fn falls(word: &str) -> bool {
    matches!(word, "fall" | "falls" | "fell" | "fallen" | "falling")
}

/// "NAME fell in battle", "NAME fell.": where nothing else is told than a death.
fn in_battle(words: &Mentions<'_, '_>, at: usize) -> bool {
    at >= words.end
        || words.is(at, &[',', '.', ';', ')'])
        || matches!(
            words.low(at),
            "in" | "as" | "during" | "while" | "there" | "here"
        )
}

/// "NAME, one of the best known men of the town, was killed": past what explains a name between
/// commas, a predicate that only persons can have.
pub fn behind_apposition(words: &Mentions<'_, '_>, from: usize) -> Governed {
    const LONGEST: usize = 16;
    if !words.is(from, &[',']) {
        return Governed::Open;
    }
    let told = |i: &usize| {
        let lex = words.segments.units[*i].lex;
        let verb = Gram::BE.with(Gram::HAVE).with(Gram::MODAL);
        lex.harm.or(lex.suffers).is_some() || lex.speech.is_some() || words.has(*i, verb)
    };
    let end = words.end.min(from + LONGEST);
    let close = (from + 1..end).find(|i| words.is(*i, &[',', ';', '.', ':']) || told(i));
    let Some(close) = close.filter(|i| words.is(*i, &[','])) else {
        return Governed::Open;
    };
    let harm = (close + 1..words.end.min(close + 5)).find(|i| {
        let lex = words.segments.units[*i].lex;
        lex.harm.or(lex.suffers).is_some()
    });
    match harm {
        Some(_) => behind(words, close),
        None => Governed::Open,
    }
}

/// "NAME's murder", "NAME' brutal death": what was done to the owner. In "NAME's murder of two" he did
/// it, and in "NAME's murder rate" nothing is told of anybody.
pub fn owned(words: &Mentions<'_, '_>, from: usize) -> Option<Effect> {
    const ADJECTIVES: usize = 2;
    let touching = from > words.start
        && words.is(from, &['\'', '’'])
        && words.segments.units[from].start == words.segments.units[from - 1].end;
    if !touching && !matches!(words.low(from), "'s" | "’s") {
        return None;
    }
    let first = from + 1;
    let lex = |at: usize| words.segments.units[at].lex;
    let describes = |at: &usize| {
        let other = lex(*at).person.is_some() || lex(*at).target.is_some();
        lex(*at).nominal.is_none() && !other && words.segments.units[*at].shape == Shape::Word
    };
    let passed = (first..words.end.min(first + ADJECTIVES))
        .take_while(describes)
        .count();
    let noun = first + passed;
    let effect = (noun < words.end).then(|| lex(noun))?.nominal?.effect;
    let next = noun + 1;
    let compound = matches!(
        words.low(next),
        "rate" | "rates" | "toll" | "count" | "spree" | "squad" | "squads"
    );
    (!compound && !words.has(next, Gram::OF)).then_some(effect)
}

/// What follows a participle and never an active verb: "killed in", "killed by", "killed."
fn harmed_by(words: &Mentions<'_, '_>, at: usize) -> bool {
    at >= words.end
        || words.is(at, &[',', '.', ';', ')'])
        || words.has(at, Gram::LOCATIVE)
        || matches!(
            words.low(at),
            "by" | "when" | "while" | "as" | "after" | "during"
        )
}

/// "killed NAME", "the murder of NAME", "among the dead was NAME"; "killed by NAME" is a doer's.
pub fn before(words: &Mentions<'_, '_>, from: usize) -> Governed {
    const REACH: usize = 14;
    let mut near = true;
    for at in (words.start.max(from.saturating_sub(REACH))..from).rev() {
        let unit = &words.segments.units[at];
        let lex = unit.lex;
        if unit.is_any(&['.', ';', '!', '?']) && near {
            return Governed::Open;
        }
        if let Some(effect) = among(words, at).or_else(|| harm_of(lex)) {
            return Governed::Harmed(effect);
        }
        // "charged NAME with murder"
        if unit.has(Gram::ACCUSED) {
            return Governed::Doers;
        }
        let agent = words.low(at) == "by" && !words.has(at + 1, Gram::RELATIVE);
        if agent && from - at <= 4 {
            return Governed::Doers;
        }
        let verb = lex.speech.is_some() && !matches!(words.low(at), "identified");
        if verb {
            return Governed::Open;
        }
        near = from - at < REACH;
    }
    Governed::Open
}

/// "killed NAME", "the murder of NAME": the predicate that touches a name without any other sign of a
/// person.
pub fn object(words: &Mentions<'_, '_>, from: usize) -> Option<Effect> {
    let verb = from.checked_sub(1).filter(|i| *i >= words.start)?;
    if words.has(verb, Gram::OF) {
        let noun = verb.checked_sub(1).filter(|i| *i >= words.start)?;
        let lex = words.segments.units[noun].lex;
        return lex.nominal.map(|h| h.effect).or(lex.remains);
    }
    let harm = words.segments.units[verb].lex.harm?;
    let passive = words.has(verb.wrapping_sub(1), Gram::BE);
    (!passive).then_some(harm.effect)
}

/// The effect of a word of harm, whatever its form.
pub fn harm_of(lex: &Lex) -> Option<Effect> {
    let verb = lex.harm.or(lex.suffers).or(lex.nominal).map(|h| h.effect);
    verb.or(lex.state).or(lex.remains)
}

/// "among the dead", "one of the wounded": the effect that the phrase itself tells.
fn among(words: &Mentions<'_, '_>, at: usize) -> Option<Effect> {
    if !words.segments.units[at].has(Gram::SUBSET) {
        return None;
    }
    let phrase = words.low(at);
    let tells = |stems: &[&str]| stems.iter().any(|stem| phrase.contains(stem));
    if tells(&["wounded", "injured"]) {
        Some(Effect::Injured)
    } else if tells(&[
        "dead", "killed", "martyr", "fatalit", "deceased", "fallen", "victims",
    ]) {
        Some(Effect::Killed)
    } else {
        None
    }
}

/// "Gunmen opened fire on NAME, killing him": the pronoun stands for the one named before it.
pub fn by_pronoun(words: &Mentions<'_, '_>, from: usize) -> Option<Effect> {
    const REACH: usize = 16;
    // "killing her son": another.
    let owns = |at: usize| {
        let noun = |i: usize| i < words.end && words.segments.units[i].lex.person.is_some();
        words.low(at) == "her" && (noun(at + 1) || noun(at + 2))
    };
    let object = |at: usize| matches!(words.low(at), "him" | "her") && !owns(at);
    (from..words.end.min(from + REACH)).find_map(|at| {
        let harm = words.segments.units[at].lex.harm?;
        let active = harm.forms.can_be(Forms::GERUND) || !words.has(at - 1, Gram::BE);
        (active && object(at + 1)).then_some(harm.effect)
    })
}

/// Somewhere behind the names a predicate whose subject is harmed: for names that an age or a role
/// shows to be those the sentence tells of.
pub fn later(words: &Mentions<'_, '_>, from: usize) -> Option<Effect> {
    // A bound keeps the work linear in a sentence of any length.
    const REACH: usize = 60;
    // "when they were taken" is of those named, "where NAME was shot" is not.
    let clause = |at: &usize| words.has(*at, Gram::CLAUSE) && !words.has(at + 1, Gram::PRONOUN);
    (from..words.end.min(from + REACH))
        .take_while(|at| !clause(at))
        .find_map(|at| {
            let lex = words.segments.units[at].lex;
            let passive = (1..=4).any(|back| at >= from + back && words.has(at - back, Gram::BE));
            let harm = lex
                .harm
                .filter(|h| passive && h.forms.can_be(Forms::PARTICIPLE));
            let suffers = lex.suffers.filter(|_| !falls(words.low(at)));
            harm.or(suffers).map(|h| h.effect)
        })
}
