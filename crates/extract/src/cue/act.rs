//! Words that state an attack, with the words around them that make the claim's quote.

mod harm;
mod kind;
mod noun;
mod setting;
mod sign;
mod verb;

use std::ops::Range;

use tollbook_record::Act;

use crate::cue::party;
use crate::lexicon::{ENGLISH, Gram};
use crate::segment::Segments;
use crate::token::Shape;

pub(crate) use kind::ARMED;
pub use setting::Setting;

/// Words that state an attack.
#[derive(Clone, Debug, PartialEq)]
pub struct ActCue {
    /// The words: an event noun with its adjectives, or a verb with its subject.
    pub units: Range<usize>,
    /// The noun or verb itself.
    pub core: usize,
    /// The kind of attack; [`Act::Attack`] where the words say no more.
    pub act: Act,
    /// Whether it is a verb that tells the deed.
    pub verb: bool,
    /// Whether it tells only of the harm: "were killed".
    pub harm: bool,
    /// Whether it is no statement of an attack by itself: it names a weapon, or a sign of its kind.
    pub weapon: bool,
    /// Whether it is one of those signs, or tells of armed men who come.
    pub sign: bool,
    /// Whether the subject is the speaker or his own side: "it had hit", "our forces struck".
    pub own: bool,
    /// Whether it speaks of an attack told before: "the strike", "the attack".
    pub definite: bool,
    /// Whether it tells of something planned, threatened or feared.
    pub hypothetical: bool,
    /// Whether it is negated.
    pub negated: bool,
    /// Whom the words make the doer.
    pub doer: Option<Range<usize>>,
}

/// All statements of attacks in `sentence`, in order.
pub fn read(segments: &Segments<'_>, sentence: Range<usize>, setting: Setting) -> Vec<ActCue> {
    let reader = Reader {
        segments,
        setting,
        start: sentence.start,
        end: sentence.end,
    };
    let mut out: Vec<ActCue> = Vec::new();
    for at in sentence.clone() {
        let Some(cue) = reader.cue(at) else { continue };
        match out.last_mut() {
            // "an air strike hit": the noun is the subject of the verb, and one cue.
            Some(last) if last.units.end > cue.units.start => last.absorb(cue),
            _ => out.push(cue),
        }
    }
    out
}

/// The act that a set phrase of denial names with its last word: "did not bomb", "not behind the
/// shelling".
pub fn disclaimed(segments: &Segments<'_>, at: usize) -> Option<ActCue> {
    let unit = &segments.units[at];
    if !unit.has(Gram::DISCLAIMER) {
        return None;
    }
    let last = segments.low(at).rsplit(' ').next()?;
    let (_, lex) = ENGLISH.longest(|i| (i == 0).then_some(last));
    let act = lex.act_noun.or(lex.act_verb.map(|w| w.act))?;
    Some(ActCue {
        verb: true,
        negated: true,
        ..ActCue::new(at..at + 1, at, act)
    })
}

/// The deed of a verb of taking at `at`, whose object was taken away.
pub fn taking(segments: &Segments<'_>, sentence: Range<usize>, at: usize) -> ActCue {
    let reader = Reader {
        segments,
        setting: Setting::default(),
        start: sentence.start,
        end: sentence.end,
    };
    let before = reader.verb_group_start(at);
    let passive = reader.has_in(before..at, Gram::BE);
    let subject = reader.subject(before);
    let doer = || {
        let head = party::head_in(segments, subject.clone());
        head.or_else(|| party::persons_in(segments, subject.clone()))
    };
    ActCue {
        verb: true,
        harm: true,
        own: !passive && subject.clone().any(|i| reader.is_first_person(i)),
        hypothetical: reader.has_in(before..at, Gram::MODAL) && !reader.may_have(before..at),
        negated: reader.has_in(before..at, Gram::NOT),
        doer: if passive {
            reader.agent_after(at)
        } else {
            doer()
        },
        ..ActCue::new(before..at + 1, at, Act::Abduction)
    }
}

impl ActCue {
    /// Words that name the attack and say nothing else of it.
    pub fn new(units: Range<usize>, core: usize, act: Act) -> Self {
        Self {
            units,
            core,
            act,
            verb: false,
            harm: false,
            weapon: false,
            sign: false,
            own: false,
            definite: false,
            hypothetical: false,
            negated: false,
            doer: None,
        }
    }

    fn absorb(&mut self, later: ActCue) {
        self.units = self.units.start.min(later.units.start)..self.units.end.max(later.units.end);
        // "Gunmen on motorcycles shot": a sign says less than the deed that it stands in.
        if self.act == Act::Attack || self.sign && !self.verb && !later.sign {
            self.act = later.act;
        }
        if later.verb && !self.verb {
            self.core = later.core;
        }
        // "The artillery of the brigade shelled": the weapon is known, the deed is told anew.
        self.definite &= !self.weapon || later.definite;
        self.verb |= later.verb;
        self.harm &= later.harm;
        self.weapon &= later.weapon;
        self.sign &= later.sign;
        self.own |= later.own;
        self.hypothetical |= later.hypothetical;
        self.negated |= later.negated;
        self.doer = self.doer.take().or(later.doer);
    }
}

struct Reader<'s, 'a> {
    segments: &'s Segments<'a>,
    setting: Setting,
    start: usize,
    end: usize,
}

impl Reader<'_, '_> {
    fn low(&self, at: usize) -> &str {
        self.segments.low_in(self.start..self.end, at)
    }

    fn has(&self, at: usize, gram: Gram) -> bool {
        self.segments.has_in(self.start..self.end, at, gram)
    }

    fn cue(&self, at: usize) -> Option<ActCue> {
        self.verb(at)
            .or_else(|| self.noun(at))
            .or_else(|| self.weapon(at))
            .or_else(|| self.harm(at))
            .or_else(|| self.sign(at))
    }

    fn has_in(&self, range: Range<usize>, gram: Gram) -> bool {
        range.into_iter().any(|i| self.has(i, gram))
    }

    /// Where the noun group of the word at `at` begins: past its adjectives and its article.
    fn group_start(&self, at: usize) -> usize {
        let mut start = at;
        while start > self.start {
            let unit = &self.segments.units[start - 1];
            let lex = unit.lex;
            let modifies = lex.gram.has(Gram::ADJECTIVE)
                || lex.party.is_some()
                || lex.weapon.is_some()
                || lex.number.is_some()
                || matches!(unit.shape, Shape::Number(_) | Shape::Measure)
                || lex.gram.has(Gram::EPITHET)
                || unit.capital
                    && unit.shape == Shape::Word
                    && !lex.gram.has(Gram::LOCATIVE)
                    && lex.time.is_none();
            let closes = lex
                .gram
                .has(Gram::ARTICLE.with(Gram::DEFINITE).with(Gram::POSSESSIVE));
            if closes {
                return start - 1;
            }
            let plain = unit.shape == Shape::Word
                && lex.gram == Gram::default()
                && lex.speech.is_none()
                && lex.harm.is_none()
                && lex.time.is_none()
                && at - start < 1
                && start >= 2 + self.start
                && self.has(start - 2, Gram::ARTICLE);
            if !modifies && !plain {
                break;
            }
            start -= 1;
        }
        start
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;

    fn check(text: &str, expect: &[&str]) {
        let segments = segment(text);
        let shown: Vec<String> = read(&segments, 0..segments.units.len(), Setting::default())
            .iter()
            .map(|c| {
                let doer = c
                    .doer
                    .clone()
                    .map_or(String::new(), |d| format!(" by {}", segments.words(d)));
                let mood = if c.hypothetical { "?" } else { "" };
                format!("{}{mood}: {}{doer}", c.act, segments.words(c.units.clone()))
            })
            .collect();
        assert_eq!(shown, expect, "{text}");
    }

    #[test]
    fn verbs_with_their_subjects() {
        check(
            "Russian artillery fire struck a bus stop.",
            &["shelling: Russian artillery fire struck by Russian"],
        );
        check(
            "Israeli warplanes flattened three houses.",
            &["airstrike: Israeli warplanes flattened by Israeli"],
        );
        check(
            "A clinic was hit by government shells.",
            &["shelling: was hit by government shells by government"],
        );
        check("The company struck a deal.", &[]);
        check(
            "The building will be shelled.",
            &["shelling?: will be shelled"],
        );
    }

    #[test]
    fn nouns_with_their_adjectives() {
        check(
            "Six died in a Russian air raid on the town.",
            &["airstrike: a Russian air raid by Russian"],
        );
        check(
            "A child was killed by a mine.",
            &["mine_explosion: was killed", "mine_explosion: a mine"],
        );
        check("They condemned the attack.", &["attack: the attack"]);
    }

    #[test]
    fn what_a_verb_needs_beside_it() {
        check(
            "Rebels used mortars against the town.",
            &["shelling: used mortars by Rebels"],
        );
        check("Farmers used the road.", &[]);
        check("The mob burned three shops.", &["arson: burned by mob"]);
        check(
            "A tractor ran over a mine.",
            &["mine_explosion: ran over a mine"],
        );
        check(
            "Armed men entered the village.",
            &["ground_attack: Armed men entered by Armed men"],
        );
        check("The mayor entered the village.", &[]);
    }

    #[test]
    fn what_makes_the_kind() {
        check(
            "Gunmen struck the depot.",
            &["ground_attack: Gunmen struck by Gunmen"],
        );
        check(
            "The jets are said by residents to have struck the depot.",
            &["airstrike: to have struck"],
        );
        check(
            "Aircraft carried out a raid on the depot.",
            &["airstrike: a raid"],
        );
        check(
            "A helicopter dropped barrel bombs on a camp.",
            &["barrel_bombing: A helicopter dropped barrel bombs"],
        );
        check(
            "Two bombs went off in the market.",
            &["bombing: Two bombs went off"],
        );
        check(
            "Snipers killed two children in the valley.",
            &["sniping: Snipers killed"],
        );
        check(
            "Bodies lay in a field, hands tied.",
            &["execution: hands tied"],
        );
    }
}
