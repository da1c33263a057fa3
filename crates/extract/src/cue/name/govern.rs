//! What the words around a group of names say was done to them, or that they did it.

use tollbook_record::{Act, Effect};

use super::mention::Mentions;
use crate::lexicon::{Forms, Gram, Lex};

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
        if let Some(harm) = lex.suffers {
            return Governed::Harmed(harm.effect);
        }
        if let Some(effect) = lex.state.filter(|_| passive || at == from) {
            return Governed::Harmed(effect);
        }
        if let Some(act) = lex.act_verb {
            return match (passive, act.act) {
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

/// Somewhere behind the names a predicate whose subject is harmed: for names that an age or a role
/// shows to be those the sentence tells of.
pub fn later(words: &Mentions<'_, '_>, from: usize) -> Option<Effect> {
    // A bound keeps the work linear in a sentence of any length.
    const REACH: usize = 60;
    (from..words.end.min(from + REACH)).find_map(|at| {
        let lex = words.segments.units[at].lex;
        let passive = (1..=3).any(|back| at >= from + back && words.has(at - back, Gram::BE));
        let harm = lex
            .harm
            .filter(|h| passive && h.forms.can_be(Forms::PARTICIPLE));
        harm.or(lex.suffers).map(|h| h.effect)
    })
}
