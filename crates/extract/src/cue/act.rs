//! Words that state an attack, with the words around them that make the claim's quote.

use std::ops::Range;

use tollbook_record::{Act, WeaponKind};

use crate::cue::party;
use crate::lexicon::{Forms, Gram};
use crate::segment::Segments;
use crate::token::Shape;

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
    /// Whether it only names a weapon.
    pub weapon: bool,
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

impl ActCue {
    fn absorb(&mut self, later: ActCue) {
        self.units = self.units.start.min(later.units.start)..self.units.end.max(later.units.end);
        if self.act == Act::Attack {
            self.act = later.act;
        }
        self.verb |= later.verb;
        self.harm &= later.harm;
        self.weapon &= later.weapon;
        self.own |= later.own;
        self.hypothetical |= later.hypothetical;
        self.negated |= later.negated;
        self.doer = self.doer.take().or(later.doer);
    }
}

/// What a whole report says of means, which tells what a bare "bombing" or "strike" in it was.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setting {
    /// Aircraft are named.
    air: bool,
    /// Planted bombs are named.
    planted: bool,
}

impl Setting {
    /// The setting of a report.
    pub fn of(segments: &Segments<'_>) -> Self {
        let any =
            |test: fn(&crate::lexicon::Lex) -> bool| segments.units.iter().any(|u| test(u.lex));
        Self {
            air: any(|lex| {
                lex.agent == Some(Act::Airstrike) || lex.act_noun == Some(Act::Airstrike)
            }),
            planted: any(|lex| {
                lex.weapon.is_some_and(|w| {
                    matches!(
                        w.0,
                        WeaponKind::Ied | WeaponKind::CarBomb | WeaponKind::SuicideVest
                    )
                })
            }),
        }
    }

    /// "bombing" says by itself neither that a bomb fell nor that one was laid.
    fn bombing(self) -> Act {
        match self {
            Self { planted: true, .. } => Act::Bombing,
            Self { air: true, .. } => Act::Airstrike,
            _ => Act::Attack,
        }
    }

    /// A strike is one from the air only where aircraft are in the report.
    fn strike(self) -> Act {
        if self.air {
            Act::Airstrike
        } else {
            Act::Attack
        }
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
        if (self.start..self.end).contains(&at) {
            self.segments.low(at)
        } else {
            ""
        }
    }

    fn has(&self, at: usize, gram: Gram) -> bool {
        (self.start..self.end).contains(&at) && self.segments.units[at].has(gram)
    }

    fn cue(&self, at: usize) -> Option<ActCue> {
        self.verb(at)
            .or_else(|| self.noun(at))
            .or_else(|| self.weapon(at))
            .or_else(|| self.harm(at))
    }

    fn verb(&self, at: usize) -> Option<ActCue> {
        let lex = self.segments.units[at].lex;
        let word = lex.act_verb?;
        let finite = word.forms.can_be(Forms::PAST) || word.forms.can_be(Forms::THIRD);
        let before = self.verb_group_start(at);
        let passive = self.has_in(before..at, Gram::BE);
        let follows = at > self.start;
        let nominal =
            lex.act_noun.is_some() && !passive && (self.determined(at) || !self.object_follows(at));
        let gerund = word.forms.can_be(Forms::GERUND) && !finite;
        let base =
            word.forms.can_be(Forms::BASE) && !finite && !self.has_in(before..at, Gram::MODAL);
        if nominal || base || gerund && !self.object_follows(at) || !follows && !gerund {
            return None;
        }
        // "hit by inflation", "struck a deal", "fired a coach" tell no attack: a general verb needs
        // something that can be hit, a weapon or a place.
        let subject = self.subject(before);
        let act = self.refined(word.act, &subject, at);
        let general = word.act == Act::Attack;
        if general && act == Act::Attack && !self.hits_something(at) && !passive {
            return None;
        }
        let by = || self.agent_after(at).filter(|_| !self.object_follows(at));
        let doer = if passive {
            self.agent_after(at)
        } else {
            let before =
                party::last_in(self.segments, subject.clone()).filter(|_| !subject.is_empty());
            before.or_else(by)
        };
        let start = if passive {
            before
        } else {
            self.quote_start(&subject, before)
        };
        Some(ActCue {
            units: start..at + 1,
            core: at,
            act,
            verb: true,
            harm: false,
            weapon: false,
            own: !passive && subject.clone().any(|i| self.is_first_person(i)),
            definite: false,
            hypothetical: self.has_in(before..at, Gram::MODAL)
                || at > self.start && self.has(at - 1, Gram::TO) && word.forms.can_be(Forms::BASE),
            negated: self.has_in(before..at, Gram::NOT),
            doer,
        })
    }

    fn is_first_person(&self, at: usize) -> bool {
        // "The army said it had hit": the speaker; "they hit us" in a quotation: somebody else.
        match self.low(at) {
            "we" | "our" => true,
            "it" | "its" | "they" => !self.segments.units[at].quoted,
            _ => false,
        }
    }

    fn has_in(&self, range: Range<usize>, gram: Gram) -> bool {
        range.into_iter().any(|i| self.has(i, gram))
    }

    /// Where the auxiliaries and adverbs before the verb begin.
    fn verb_group_start(&self, at: usize) -> usize {
        let group = Gram::BE
            .with(Gram::HAVE)
            .with(Gram::MODAL)
            .with(Gram::ADVERB)
            .with(Gram::NOT);
        let mut start = at;
        while start > self.start && (self.has(start - 1, group) || self.has(start - 1, Gram::TO)) {
            start -= 1;
        }
        start
    }

    fn determined(&self, at: usize) -> bool {
        let mut before = at;
        while before > self.start
            && (self.has(before - 1, Gram::ADJECTIVE)
                || self.segments.units[before - 1].lex.party.is_some()
                || self.segments.units[before - 1].lex.weapon.is_some())
        {
            before -= 1;
        }
        before > self.start
            && (self.has(
                before - 1,
                Gram::ARTICLE.with(Gram::DEFINITE).with(Gram::POSSESSIVE),
            ) || self.segments.units[before - 1].lex.number.is_some())
    }

    fn object_follows(&self, at: usize) -> bool {
        let next = at + 1;
        let unit = self.segments.units.get(next).filter(|_| next < self.end);
        unit.is_some_and(|u| {
            u.has(Gram::ARTICLE.with(Gram::DEFINITE).with(Gram::POSSESSIVE))
                || u.lex.target.is_some()
                || u.lex.person.is_some()
                || u.capital
                || u.lex.number.is_some()
                || matches!(u.shape, Shape::Number(_))
        })
    }

    /// The noun group before the verb, back to a mark, a conjunction or another verb.
    fn subject(&self, before: usize) -> Range<usize> {
        const LONGEST: usize = 10;
        let mut start = before;
        while start > self.start && before - start < LONGEST {
            let unit = &self.segments.units[start - 1];
            let lex = unit.lex;
            let stop = matches!(unit.shape, Shape::Mark(c) if !matches!(c, '"' | '“' | '”' | '-'))
                || unit.has(Gram::THAT.with(Gram::BE).with(Gram::MODAL))
                || lex.speech.is_some() && lex.party.is_none() && !unit.has(Gram::SPEAKER)
                || matches!(
                    self.low(start - 1),
                    "when"
                        | "where"
                        | "after"
                        | "before"
                        | "as"
                        | "while"
                        | "because"
                        | "which"
                        | "said"
                );
            if stop {
                break;
            }
            start -= 1;
        }
        // "..., killing one, and shells hit": the subject is after the conjunction.
        let joint = (start..before)
            .rev()
            .find(|i| self.has(*i, Gram::AND) && !self.has(*i, Gram::SUBSET));
        joint.map_or(start, |i| i + 1)..before
    }

    /// A general verb takes its kind from what does it, or from what it is done with.
    fn refined(&self, act: Act, subject: &Range<usize>, at: usize) -> Act {
        let told = |range: Range<usize>| {
            range
                .filter_map(|i| {
                    let lex = self.segments.units[i].lex;
                    lex.weapon.and_then(|w| w.1).or(lex.agent)
                })
                .next()
        };
        let object = at + 1..self.end.min(at + 7);
        match act {
            Act::Attack => told(subject.clone())
                .or_else(|| told(object))
                .unwrap_or(act),
            Act::Bombing | Act::Airstrike | Act::Shooting => match told(subject.clone()) {
                Some(
                    by
                    @ (Act::DroneStrike | Act::Airstrike | Act::Shelling | Act::NavalBombardment),
                ) => by,
                _ => act,
            },
            _ => act,
        }
    }

    fn hits_something(&self, at: usize) -> bool {
        (at + 1..self.end.min(at + 9))
            .take_while(|i| !self.segments.units[*i].is_any(&['.', ';', ',']))
            .any(|i| {
                let lex = self.segments.units[i].lex;
                lex.target.is_some()
                    || lex.weapon.is_some()
                    || lex.person.is_some() && lex.party.is_none()
            })
    }

    /// "by government forces" after a passive.
    fn agent_after(&self, at: usize) -> Option<Range<usize>> {
        let by = (at + 1..self.end.min(at + 12))
            .take_while(|i| !self.segments.units[*i].is_any(&['.', ';']))
            .find(|i| self.has(*i, Gram::BY_AGENT))?;
        party::first_in(self.segments, by + 1..self.end.min(by + 9))
            .filter(|found| found.start <= by + 5)
    }

    /// The quote takes in the subject where it is short and names a weapon, an aircraft or a party.
    fn quote_start(&self, subject: &Range<usize>, before: usize) -> usize {
        const LONGEST: usize = 6;
        let tells = |i: usize| {
            let lex = self.segments.units[i].lex;
            lex.weapon.is_some() || lex.agent.is_some() || lex.act_noun.is_some()
        };
        match subject.clone().find(|i| tells(*i)) {
            Some(first) if subject.end - first <= LONGEST => {
                self.group_start(first).max(subject.start)
            }
            _ => before,
        }
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

    fn noun(&self, at: usize) -> Option<ActCue> {
        let unit = &self.segments.units[at];
        let act = unit.lex.act_noun?;
        let start = self.group_start(at);
        let next = at + 1;
        let compound = next < self.end
            && (self.segments.units[next].lex.target.is_some()
                || self.segments.units[next]
                    .lex
                    .person
                    .is_some_and(|_| act == Act::Attack)
                || self.segments.units[next].has(Gram::SPEAKER));
        if compound {
            return None;
        }
        let definite = self.has(start, Gram::DEFINITE);
        let doer = party::first_in(self.segments, start..at).or_else(|| self.agent_after(at));
        let agent = (start..at)
            .chain(at + 1..self.end.min(at + 6))
            .find_map(|i| {
                let lex = self.segments.units[i].lex;
                lex.weapon.and_then(|w| w.1).or(lex.agent)
            });
        let bare = match self.low(at) {
            "bombing" | "bombings" => self.setting.bombing(),
            "strike" | "strikes" => self.setting.strike(),
            _ => act,
        };
        let general = matches!(bare, Act::Attack | Act::GroundAttack) || act == Act::Bombing;
        let act = if general { agent.unwrap_or(bare) } else { bare };
        Some(ActCue {
            units: start..at + 1,
            core: at,
            act,
            verb: false,
            harm: false,
            weapon: false,
            own: false,
            definite,
            hypothetical: false,
            negated: self.has(start.saturating_sub(1), Gram::NOT) || self.low(start) == "no",
            doer,
        })
    }

    /// A weapon that acts by itself or is what harmed: "by a mine", "a car bomb in the market".
    fn weapon(&self, at: usize) -> Option<ActCue> {
        let act = self.segments.units[at].lex.weapon?.1?;
        let start = self.group_start(at);
        let introduced = start > self.start
            && matches!(
                self.low(start - 1),
                "by" | "from" | "with" | "hit" | "in" | "of"
            );
        let subject =
            (at + 1..self.end.min(at + 4)).any(|i| self.segments.units[i].lex.act_verb.is_some());
        let opens = start == self.start
            || self.segments.units[start - 1].is_any(&[':', ';', '-', '–', '.', ',']);
        if !(introduced || subject || opens) {
            return None;
        }
        let doer = party::first_in(self.segments, start..at);
        Some(ActCue {
            units: start..at + 1,
            core: at,
            act,
            verb: false,
            harm: false,
            weapon: true,
            own: false,
            definite: self.has(start, Gram::DEFINITE),
            hypothetical: false,
            negated: false,
            doer,
        })
    }

    /// A verb of harm is a statement of an attack where nothing better is.
    fn harm(&self, at: usize) -> Option<ActCue> {
        let unit = &self.segments.units[at];
        let harm = unit.lex.harm?;
        // "displaced people": the participle stands before its noun.
        let adjective = unit.has(Gram::ADJECTIVE)
            && at + 1 < self.end
            && self.segments.units[at + 1].lex.person.is_some();
        if adjective {
            return None;
        }
        let before = self.verb_group_start(at);
        let passive = self.has_in(before..at, Gram::BE);
        let finite = harm.forms.can_be(Forms::PAST)
            || harm.forms.can_be(Forms::PARTICIPLE)
            || harm.forms.can_be(Forms::THIRD);
        if !finite && harm.act.is_none() {
            return None;
        }
        let subject = self.subject(before);
        let doer = if passive {
            self.agent_after(at)
        } else {
            party::last_in(self.segments, subject.clone())
        };
        let weapon = subject
            .clone()
            .chain(at + 1..self.end.min(at + 8))
            .take_while(|i| !self.segments.units[*i].is_any(&['.', ';']))
            .find_map(|i| self.segments.units[i].lex.weapon.and_then(|w| w.1));
        Some(ActCue {
            units: before..at + 1,
            core: at,
            act: harm.act.or(weapon).unwrap_or(Act::Attack),
            verb: true,
            harm: true,
            weapon: false,
            own: false,
            definite: false,
            hypothetical: self.has_in(before..at, Gram::MODAL),
            negated: self.has_in(before..at, Gram::NOT),
            doer: doer
                .filter(|_| passive || self.object_follows(at))
                .or_else(|| self.agent_after(at).filter(|_| !self.object_follows(at))),
        })
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
}
