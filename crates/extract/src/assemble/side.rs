//! Whose side a party is on, as a speaker sees it: his own, which he answers for, or another's.

use std::ops::Range;

use tollbook_record::Degree;
use tollbook_record::text::fold;

use super::claims::Writer;
use super::scene::Scene;
use super::told::{Clause, SpeakerIndex};
use crate::cue::party;
use crate::cue::speaker::name_in;
use crate::lexicon::alias::same_party;
use crate::lexicon::{Gram, Party};
use crate::token::Shape;

impl Writer<'_, '_> {
    /// How a deed is laid to the party in `units` by a speaker: his own side's is claimed or admitted.
    pub(super) fn degree(
        &self,
        scene: &Scene,
        clause: &Clause,
        units: &Range<usize>,
        speaker: SpeakerIndex,
    ) -> Degree {
        let own = |units| self.is_own_side(units, speaker);
        if !own(units) && !own(&self.fuller(units)) {
            return Degree::Alleged;
        }
        self.own_deed(scene, clause, units.start, speaker)
    }

    /// A deed of one's own side: claimed, or admitted where another has told of the harm before.
    pub(super) fn own_deed(
        &self,
        scene: &Scene,
        clause: &Clause,
        at: usize,
        speaker: SpeakerIndex,
    ) -> Degree {
        let owns = |s: &super::told::Spoken| {
            s.speaker == speaker
                && self.segments.units[s.cue.verb.start].has(Gram::ADMISSION)
                && s.cue.verb.start < at
        };
        let charged = scene
            .clauses
            .iter()
            .take_while(|c| c.units.start < clause.units.start)
            .any(|c| {
                let told = |f: &crate::frame::FigureCue| {
                    c.speaker_at(f.group.units.start) != speaker && f.part_of.is_none()
                };
                c.figures.iter().any(told)
            });
        // An armed group boasts of what a state answers for.
        let boasts = speaker.is_some_and(|at| self.is_group(at));
        if charged && !boasts || clause.speech.iter().any(owns) {
            Degree::AdmittedAct
        } else {
            Degree::ClaimedResponsibility
        }
    }

    /// The first designations of a speaker, which say who he is; a bound keeps the work linear.
    fn first_mentions(&self, speaker: usize) -> &[Range<usize>] {
        const ENOUGH: usize = 16;
        let mentions = &self.speakers[speaker].mentions;
        &mentions[..mentions.len().min(ENOUGH)]
    }

    /// Whether a speaker is an armed group, or speaks for one.
    fn is_group(&self, speaker: usize) -> bool {
        let unit = |i: usize| &self.segments.units[i];
        let names = |i: usize| {
            let name = unit(i).lex.party == Some(Party::Name) && !unit(i).has(Gram::STATE);
            name || unit(i).has(Gram::GROUP)
        };
        let mut mentions = self.first_mentions(speaker).iter().flat_map(Range::clone);
        mentions.any(names)
    }

    /// "soldiers", "the army": to an armed group they are the other side.
    fn is_state_force(&self, units: &Range<usize>) -> bool {
        units
            .clone()
            .any(|i| self.segments.units[i].has(Gram::STATE_FORCE))
    }

    /// Whether a party is the speaker's own.
    pub(super) fn is_own_side(&self, units: &Range<usize>, speaker: SpeakerIndex) -> bool {
        let ours = units.start > 0 && self.is_possessive(units.start - 1, speaker)
            || self.is_possessive(units.start, speaker);
        let own = match speaker {
            None => {
                self.is_publisher(units) || self.publisher_fights() && self.is_plain_force(units)
            }
            Some(at) => {
                let himself = &self.speakers[at].mentions[0];
                let fights = self.fights(himself.clone());
                let plain = self.is_plain_force(units)
                    && !(self.is_group(at) && self.is_state_force(units));
                fights && (plain || self.shares_name(himself, units))
            }
        };
        ours || own
    }

    /// "our fighters"; "its forces" in the words of a named speaker.
    fn is_possessive(&self, at: usize, speaker: SpeakerIndex) -> bool {
        match self.segments.low(at) {
            "our" => !self.segments.units[at].quoted || speaker.is_some(),
            "its" | "his" => {
                speaker.is_some_and(|s| self.fights(self.speakers[s].mentions[0].clone()))
            }
            _ => false,
        }
    }

    /// Whether a speaker is, or speaks for, those who fight.
    pub(super) fn speaker_fights(&self, speaker: SpeakerIndex) -> bool {
        match speaker {
            Some(at) => self.fights(self.speakers[at].mentions[0].clone()),
            None => self.publisher_fights(),
        }
    }

    /// Whether the publisher's own name is that of a party or of a ministry of arms.
    fn publisher_fights(&self) -> bool {
        let name = fold(self.publisher);
        self.fighting_words()
            .any(|word| name.split_whitespace().any(|w| w == word))
    }

    fn fighting_words(&self) -> impl Iterator<Item = &'static str> {
        [
            "army",
            "armies",
            "defence",
            "defense",
            "military",
            "forces",
            "command",
            "brigades",
            "brigade",
            "front",
            "resistance",
            "guerrilla",
            "guerrillas",
            "mujahideen",
            "navy",
            "battalion",
            "militia",
            "force",
        ]
        .into_iter()
    }

    fn fights(&self, units: Range<usize>) -> bool {
        units.into_iter().any(|i| {
            let lex = self.segments.units[i].lex;
            lex.party == Some(Party::Name)
                || self
                    .fighting_words()
                    .any(|w| self.segments.low(i).split_whitespace().any(|l| l == w))
                || self.segments.low(i) == "general staff"
                || lex.party == Some(Party::Noun) && lex.person.is_some()
        })
    }

    /// "the army", "troops of the Seventh Brigade", "the air force": armed men of no other country and
    /// without a word against them.
    fn is_plain_force(&self, units: &Range<usize>) -> bool {
        let unit = |i: usize| &self.segments.units[i];
        let epithet = units.start > 0
            && unit(units.start - 1).has(Gram::EPITHET)
            && self.segments.low(units.start - 1) != "the";
        let force = units.clone().any(|i| unit(i).has(Gram::FORCE));
        let other = units.clone().any(|i| {
            matches!(unit(i).lex.party, Some(Party::Adjective | Party::Name))
                && !unit(i).has(Gram::FORCE)
        });
        force && !epithet && !other
    }

    fn shares_name(&self, himself: &Range<usize>, units: &Range<usize>) -> bool {
        let names = |i: &usize| {
            let unit = &self.segments.units[*i];
            unit.lex.party.is_some() || unit.capital && unit.shape == Shape::Word
        };
        let shared = units.clone().filter(names).any(|i| {
            let word = self.segments.low(i);
            himself.clone().any(|h| self.segments.low(h) == word)
        });
        shared
            || self
                .parties_of(himself.clone())
                .iter()
                .any(|p| same_party(&self.words(p), &self.words(units)))
    }

    /// Whether a designation is the publisher's own name, or a part of it.
    fn is_publisher(&self, units: &Range<usize>) -> bool {
        let publisher = fold(self.publisher);
        let name = fold(self.segments.words(units.clone()));
        name.len() > 3 && publisher.contains(&name)
    }

    /// The party that a speaker is or speaks for, in the words of his designations: its name, which
    /// says more than "the group" does, the state whose ministry speaks, or else the armed body itself.
    pub(super) fn himself(&self, speaker: SpeakerIndex) -> Option<Range<usize>> {
        let mentions = self.first_mentions(speaker?);
        let parties = || mentions.iter().flat_map(|m| self.parties_of(m.clone()));
        let is_name = |p: &Range<usize>| self.segments.units[p.start].capital;
        let unknown = || mentions.iter().find_map(|m| self.unknown_party(m.clone()));
        let body = || mentions.iter().find(|m| self.fights(Range::clone(m)));
        mentions
            .iter()
            .find_map(|m| self.called(m.clone()))
            .or_else(|| parties().find(is_name))
            .or_else(unknown)
            .or_else(|| parties().next().map(|p| self.fuller(&p)))
            .or_else(|| body().map(|m| self.body(m.clone())))
    }

    /// The parties that a designation names, an apposition before what it stands beside: "a rebel
    /// group, the National Front".
    fn parties_of(&self, who: Range<usize>) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut at = who.start;
        while let Some(found) = party::first_in(self.segments, at..who.end) {
            at = found.end;
            out.push(found);
        }
        let plain = |p: &Range<usize>| !self.segments.units[p.start].capital;
        out.sort_by_key(plain);
        out
    }

    /// "a little-known outfit calling itself the Plain Guards": the name that it gives itself.
    fn called(&self, who: Range<usize>) -> Option<Range<usize>> {
        let unit = |i: usize| &self.segments.units[i];
        let names = ["itself", "themselves", "called", "named", "dubbed"];
        let at = who
            .clone()
            .find(|i| names.contains(&self.segments.low(*i)))?;
        let start = at + 1 + usize::from(at + 1 < who.end && unit(at + 1).has(Gram::DEFINITE));
        let named = |i: &usize| unit(*i).capital && unit(*i).shape == Shape::Word;
        let run = (start..who.end).take_while(named).count();
        (run > 0).then(|| start..start + run)
    }

    /// "Turkey's defence ministry": the state; of any other body its own name.
    fn body(&self, who: Range<usize>) -> Range<usize> {
        let low = |i: usize| self.segments.low(i);
        let genitive = who.clone().find(|i| matches!(low(*i), "'s" | "’s"));
        let state = genitive.map(|at| who.start..at);
        state
            .filter(|s| !s.is_empty() && s.clone().all(|i| self.segments.units[i].capital))
            .unwrap_or_else(|| name_in(self.segments, who))
    }

    /// "AMISOM", "Rangers spokesman": a name that no table has opens the designation.
    fn unknown_party(&self, who: Range<usize>) -> Option<Range<usize>> {
        let unit = |i: usize| &self.segments.units[i];
        let named = |i: &usize| {
            unit(*i).capital
                && unit(*i).shape == Shape::Word
                && !unit(*i).has(Gram::TITLE.with(Gram::SPEAKER).with(Gram::DEFINITE))
        };
        let article = usize::from(unit(who.start).has(Gram::ARTICLE.with(Gram::DEFINITE)));
        let first = Some(who.start + article).filter(|at| *at < who.end && named(at))?;
        let speaks = |i: usize| unit(i).has(Gram::REPRESENTATIVE);
        // "A Lou Nuer chief": a name of up to three words.
        let run = (first..who.end.min(first + 3)).take_while(named).count();
        let end = first + run;
        (end == who.end && run == 1 || end < who.end && speaks(end)).then_some(first..end)
    }
}
