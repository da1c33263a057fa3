//! Whose side a party is on, as a speaker sees it: his own, which he answers for, or another's.

use std::ops::Range;

use tollbook_record::text::fold;
use tollbook_record::{Count, Degree, TargetKind, Who};

use super::claims::Writer;
use super::hit;
use super::scene::{Harm, Scene};
use super::stand::{self, Stand};
use super::told::{Clause, SpeakerIndex};
use crate::cue::party;
use crate::cue::speaker::name_in;
use crate::frame::FigureCue;
use crate::lexicon::alias::same_party;
use crate::lexicon::{Gram, Party};
use crate::token::Shape;

/// Whose a party is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The speaker's own.
    Own,
    /// Another's, whom he accuses.
    Other,
    /// Either's: his words do not say.
    Unsaid,
}

/// Where people live, gather or are cared for.
fn is_shelter(kind: TargetKind) -> bool {
    !matches!(
        kind,
        TargetKind::MilitarySite
            | TargetKind::Checkpoint
            | TargetKind::PoliceSite
            | TargetKind::GovernmentSite
            | TargetKind::Convoy
            | TargetKind::Vehicle
            | TargetKind::Road
            | TargetKind::Bridge
            | TargetKind::Other
    )
}

impl Writer<'_, '_> {
    /// How a deed is laid to the party in `units` by a speaker: his own side's is claimed or admitted.
    /// `None` where he may mean his own or the other and the words do not say.
    pub(super) fn degree(
        &self,
        scene: &Scene,
        clause: &Clause,
        units: &Range<usize>,
        speaker: SpeakerIndex,
    ) -> Option<Degree> {
        let side = match self.side(scene, units, speaker) {
            Side::Other => self.side(scene, &self.fuller(units), speaker),
            side => side,
        };
        match side {
            Side::Own => Some(self.own_deed(scene, clause, units.start, speaker)),
            Side::Other => Some(Degree::Alleged),
            Side::Unsaid => None,
        }
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
                    c.speaker_at(f.told_at()) != speaker && f.part_of.is_none()
                };
                c.figures.iter().any(told)
            });
        // An armed group boasts of what a state answers for.
        let boasts = speaker.is_some() && self.stand(speaker) == Stand::Group;
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

    /// What a speaker is in the fighting.
    pub(super) fn stand(&self, speaker: SpeakerIndex) -> Stand {
        match speaker {
            Some(at) => stand::of_speaker(self.segments, self.first_mentions(at)),
            None => self.publisher_stand,
        }
    }

    /// Whose side a party is on, as a speaker sees it.
    pub(super) fn side(&self, scene: &Scene, units: &Range<usize>, speaker: SpeakerIndex) -> Side {
        if self.is_of_publisher(units, speaker) || self.is_foe(units) {
            return Side::Other;
        }
        let ours = units.start > 0 && self.is_possessive(units.start - 1, speaker)
            || self.is_possessive(units.start, speaker);
        if ours {
            return Side::Own;
        }
        let stand = self.stand(speaker);
        let own = match speaker {
            None => self.is_publisher(units, stand),
            Some(at) => {
                let named = || self.shares_name(&self.speakers[at].mentions[0], units);
                stand != Stand::Aside && named()
                    || stand == Stand::Group && self.is_the_group(units)
            }
        };
        let fights = stand != Stand::Aside || speaker.is_none() && self.partisan;
        let honoured = || { units.clone() }.any(|i| stand::honours(self.segments.low(i)));
        if own {
            Side::Own
        } else if !fights {
            Side::Other
        } else if stand == Stand::Group && honoured()
            || speaker.is_none() && self.harms_enemy(scene, units, stand)
        {
            Side::Own
        } else if !self.is_plain_force(units) {
            Side::Other
        } else {
            self.side_of_plain(scene, units, stand)
        }
    }

    /// "The rebels' spokesman said the group had killed": the body that the speaker is of.
    fn is_the_group(&self, units: &Range<usize>) -> bool {
        let word = self.segments.low(units.start);
        let body = matches!(
            word,
            "group" | "movement" | "organisation" | "organization" | "outfit"
        );
        let the = units
            .start
            .checked_sub(1)
            .is_some_and(|at| self.segments.low(at) == "the");
        units.len() == 1 && body && the
    }

    /// Whether a deed of the party in `units` is told as one against those whom the speaker fights. Whom a
    /// state calls terrorists, and an armed group soldiers, they do not tell as harmed by the other side.
    fn harms_enemy(&self, scene: &Scene, units: &Range<usize>, stand: Stand) -> bool {
        let unit = |i: usize| &self.segments.units[i];
        let any = |test: &dyn Fn(usize) -> bool| { units.clone() }.any(test);
        let hostile = |i: usize| stand::hostile(self.segments.low(i));
        let before = units.start.saturating_sub(1)..units.end;
        if before.into_iter().any(hostile) || self.harm(scene).civilians {
            return false;
        }
        let irregular = any(&|i| {
            let named = matches!(unit(i).lex.party, Some(Party::Name | Party::Adjective));
            let unknown = matches!(
                self.segments.low(i),
                "unidentified" | "unknown" | "suspected" | "armed" | "suspects" | "suspect"
            );
            let group = unit(i).has(Gram::GROUP.with(Gram::CULPRIT));
            group || unknown || named && !unit(i).has(Gram::FORCE)
        });
        let state = any(&|i| unit(i).has(Gram::STATE_FORCE.with(Gram::STATE)));
        let against = |who: &[Who]| {
            let figures = scene.clauses.iter().flat_map(|c| &c.figures);
            let zero = Count::exactly(0);
            { figures }.any(|f| who.contains(&f.group.who) && f.group.count != zero)
        };
        let named = || {
            let told = scene.clauses.iter().flat_map(|c| c.units.clone());
            { told }.any(|i| hostile(i) && !units.contains(&i) && !unit(i).quoted)
        };
        match stand {
            Stand::State => !irregular && (against(&[Who::Fighters]) || named()),
            Stand::Group => !state && (against(&[Who::Soldiers, Who::Police]) || named()),
            Stand::Armed | Stand::Aside => named(),
        }
    }

    /// Whose "the artillery of the 4th Brigade" is, that no word calls "ours": what a party calls
    /// nobody else's men is its own, what only the other side has is the other's. Of the rest the harm
    /// tells: nobody boasts of tents shelled, and nobody complains of a barracks.
    fn side_of_plain(&self, scene: &Scene, units: &Range<usize>, stand: Stand) -> Side {
        let unit = |i: usize| &self.segments.units[i];
        let any = |test: &dyn Fn(usize) -> bool| { units.clone() }.any(test);
        let honoured = any(&|i| stand::honours(self.segments.low(i)));
        let state = any(&|i| unit(i).has(Gram::STATE_FORCE));
        let irregular = any(&|i| unit(i).has(Gram::GROUP) && unit(i).lex.person.is_some());
        let numbered = any(&|i| matches!(unit(i).shape, Shape::Ordinal(_) | Shape::Number(_)));
        match stand {
            Stand::Group if honoured => Side::Own,
            Stand::Group if state => Side::Other,
            Stand::State if honoured || irregular => Side::Other,
            Stand::State if state && !numbered => Side::Own,
            _ => match self.harm(scene) {
                Harm {
                    civilians: true,
                    fighters: false,
                } => Side::Other,
                Harm {
                    civilians: false,
                    fighters: true,
                } => Side::Own,
                _ => Side::Unsaid,
            },
        }
    }

    /// Whom a scene tells as harmed.
    pub(super) fn harm(&self, scene: &Scene) -> Harm {
        *scene.harm.get_or_init(|| Harm {
            civilians: self.harms_civilians(scene),
            fighters: self.harms_fighters(scene),
        })
    }

    /// Whether those who were harmed, or what was hit, are no part of the fighting.
    fn harms_civilians(&self, scene: &Scene) -> bool {
        let people = |who: Who| {
            !matches!(
                who,
                Who::People
                    | Who::Men
                    | Who::Fighters
                    | Who::Soldiers
                    | Who::Police
                    | Who::Officials
            )
        };
        let figures = scene.clauses.iter().flat_map(|c| &c.figures);
        let zero = |f: &FigureCue| f.group.count == Count::exactly(0);
        let hit = scene
            .clauses
            .iter()
            .flat_map(|c| hit::read(self.segments, c));
        let hit = hit.map(|(kind, units)| (self.kind_of_thing(scene, kind, &units), units));
        // "a camp of militants" is no shelter.
        let fighters = |f: &FigureCue| f.group.who == Who::Fighters;
        let camp = { figures.clone() }.any(fighters);
        let shelter = |kind| is_shelter(kind) && !(camp && kind == TargetKind::Camp);
        { figures }.any(|f| people(f.group.who) && !zero(f)) || { hit }.any(|h| shelter(h.0))
    }

    /// Whether those who were harmed, or what was hit, are of those who fight.
    fn harms_fighters(&self, scene: &Scene) -> bool {
        let figures = scene.clauses.iter().flat_map(|c| &c.figures);
        let hit = scene
            .clauses
            .iter()
            .flat_map(|c| hit::read(self.segments, c));
        let units = scene.clauses.iter().flat_map(|c| c.units.clone());
        let fights = |f: &FigureCue| matches!(f.group.who, Who::Fighters | Who::Soldiers);
        { figures }.any(fights)
            || { hit }.any(|h| matches!(h.0, TargetKind::MilitarySite | TargetKind::Checkpoint))
            || { units }.any(|i| matches!(self.segments.low(i), "enemy" | "enemies" | "occupation"))
    }

    /// Whether a party is the speaker's own.
    pub(super) fn is_own_side(
        &self,
        scene: &Scene,
        units: &Range<usize>,
        speaker: SpeakerIndex,
    ) -> bool {
        self.side(scene, units, speaker) == Side::Own
    }

    /// "its enemies", "his opponents": whose they are, they are not on his side.
    pub(super) fn is_foe(&self, units: &Range<usize>) -> bool {
        let foe = |i: usize| {
            let word = self.segments.low(i);
            matches!(
                word,
                "enemy" | "enemies" | "foe" | "foes" | "opponents" | "rivals" | "adversaries"
            )
        };
        let owned = |at: usize| self.segments.units[at].has(Gram::POSSESSIVE);
        let before = units.start.checked_sub(1);
        (owned(units.start) || before.is_some_and(owned)) && { units.clone() }.any(foe)
    }

    /// "The Front claims that our aircraft killed 35": what a speaker of another side is said to say in words
    /// that are not his own has the publisher's "our".
    pub(super) fn is_of_publisher(&self, units: &Range<usize>, speaker: SpeakerIndex) -> bool {
        const REACH: usize = 24;
        let first = units.start.saturating_sub(1);
        let unit = |i: usize| &self.segments.units[i];
        let our =
            (first..=units.start).find(|i| self.segments.low(*i) == "our" && !unit(*i).quoted);
        let party = |s: usize| {
            let mut words = self.first_mentions(s).iter().flat_map(|m| m.clone());
            words.any(|i| stand::hostile(self.segments.low(i)) || unit(i).lex.party.is_some())
        };
        let fights = self.speaker_fights(speaker) || speaker.is_some_and(party);
        let Some(our) = our.filter(|_| fights) else {
            return false;
        };
        let stop = |i: &usize| !unit(*i).is_any(&['.', ';', ':']);
        let mut before = (our.saturating_sub(REACH)..our).rev().take_while(stop);
        let said = before.any(|i| {
            let says = unit(i).lex.speech.is_some() && !unit(i).capital;
            says || unit(i).has(Gram::TALE)
        });
        let stand = self.stand(speaker);
        let one = matches!(stand, Stand::State | Stand::Group) && self.publisher_stand == stand;
        said && !one
    }

    /// "our fighters"; "its forces" in the words of a named speaker.
    fn is_possessive(&self, at: usize, speaker: SpeakerIndex) -> bool {
        match self.segments.low(at) {
            "our" => !self.segments.units[at].quoted || speaker.is_some(),
            "its" | "his" => {
                let fights = || self.speaker_fights(speaker) || self.leads(speaker, at);
                speaker.is_some() && fights() && !self.is_of_another(at)
            }
            _ => false,
        }
    }

    /// "General Ayo said his men had shot three": whoever has a rank or an office, and men.
    fn leads(&self, speaker: SpeakerIndex, at: usize) -> bool {
        let men = self.segments.units.get(at + 1).is_some_and(|u| {
            u.has(Gram::FORCE) || u.lex.person.is_some_and(|p| p.who == Who::Fighters)
        }) || matches!(self.segments.low(at + 1), "men" | "boys" | "people");
        let office = Gram::TITLE.with(Gram::REPRESENTATIVE);
        let ranked = |m: &Range<usize>| { m.clone() }.any(|i| self.segments.units[i].has(office));
        men && speaker.is_some_and(|s| self.first_mentions(s).iter().any(ranked))
    }

    /// "said the boat had ignored warnings and that its crew had opened fire": the boat's, not the
    /// speaker's.
    pub(super) fn is_of_another(&self, at: usize) -> bool {
        const REACH: usize = 16;
        let joined = at > 1 && matches!(self.segments.low(at - 1), "that" | "and" | "while");
        let first = at.saturating_sub(REACH);
        let verb = (first..at).rfind(|i| {
            let unit = &self.segments.units[*i];
            unit.lex.speech.is_some() && !unit.capital
        });
        let opens = |i: usize| i + usize::from(self.segments.low(i) == "that");
        let named = |verb: usize| {
            let subject = opens(verb + 1);
            let closed = Gram::DEFINITE.with(Gram::ARTICLE);
            subject < at - 1 && self.segments.units[subject].has(closed)
        };
        // "Israel and its settlers": those of the one named before.
        let named_before = |i: usize| {
            let unit = &self.segments.units[i];
            unit.capital && unit.shape == Shape::Word || unit.lex.party.is_some()
        };
        let coordinated = joined && self.segments.low(at - 1) == "and" && named_before(at - 2);
        joined && verb.is_some_and(named) || coordinated
    }

    /// Whether a speaker is, or speaks for, those who fight.
    pub(super) fn speaker_fights(&self, speaker: SpeakerIndex) -> bool {
        self.stand(speaker) != Stand::Aside
    }

    fn fights(&self, mention: &Range<usize>) -> bool {
        stand::of_mention(self.segments, mention) != Stand::Aside
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

    /// Whether a party bears the speaker's name: every word that tells it from others is in his
    /// designation ("the Northern Front's men"), or it has none but the noun that he has ("the army").
    fn shares_name(&self, himself: &Range<usize>, units: &Range<usize>) -> bool {
        let unit = |i: usize| &self.segments.units[i];
        let has =
            |i: usize| { himself.clone() }.any(|h| self.segments.low(h) == self.segments.low(i));
        let tells = |i: &usize| {
            let unit = unit(*i);
            let own = matches!(unit.lex.party, Some(Party::Name | Party::Adjective));
            let proper = unit.capital && unit.shape == Shape::Word && unit.lex.party.is_none();
            own || proper || matches!(unit.shape, Shape::Ordinal(_) | Shape::Number(_))
        };
        let mut told = units.clone().filter(tells).peekable();
        let shared = match told.peek() {
            Some(_) => told.all(has),
            None => {
                let noun = |i: &usize| unit(*i).lex.party.is_some();
                let numbered = |i: usize| matches!(unit(i).shape, Shape::Ordinal(_));
                !{ himself.clone() }.any(numbered) && { units.clone() }.filter(noun).any(has)
            }
        };
        let known = |p: &Range<usize>| same_party(&self.words(p), &self.words(units));
        shared || self.parties_of(himself.clone()).iter().any(known)
    }

    /// Whether a designation is the publisher's own name, or words of it. "The army" in the words of an
    /// armed group that calls itself one is the other's.
    fn is_publisher(&self, units: &Range<usize>, stand: Stand) -> bool {
        let spaced = |name: String| format!(" {name} ");
        let publisher = spaced(fold(self.publisher));
        let name = spaced(fold(self.segments.words(units.clone())));
        let bare = !{ units.clone() }.any(|i| self.segments.units[i].capital);
        let plain =
            bare && { units.clone() }.any(|i| self.segments.units[i].has(Gram::STATE_FORCE));
        name.len() > 5 && publisher.contains(&name) && !(plain && stand == Stand::Group)
            || self.are_men_of(&publisher, units)
    }

    /// "the mortar units of the Northern Front" are those of "Northern Front - Media Office". The name must
    /// be the publisher's whole one: the Northern Army is not the Free Northern Army.
    fn are_men_of(&self, publisher: &str, units: &Range<usize>) -> bool {
        let capital = |i: &usize| self.segments.units[*i].capital;
        let Some(first) = { units.clone() }
            .find(capital)
            .filter(|at| *at > units.start)
        else {
            return false;
        };
        let of = matches!(self.segments.low(first - 1), "of" | "the");
        let name = format!(" {} ", fold(self.segments.words(first..units.end)));
        let office = [format!(" of{name}"), format!(" of the{name}")];
        let ends = office.iter().any(|office| publisher.ends_with(office));
        of && name.len() > 5 && (publisher.starts_with(&name) || ends)
    }

    /// The party that a speaker is or speaks for, in the words of his designations: its name, which
    /// says more than "the group" does, the state whose ministry speaks, or else the armed body itself.
    pub(super) fn himself(&self, speaker: SpeakerIndex) -> Option<Range<usize>> {
        let mentions = self.first_mentions(speaker?);
        let parties = || mentions.iter().flat_map(|m| self.parties_of(m.clone()));
        let is_name = |p: &Range<usize>| self.segments.units[p.start].capital;
        let unknown = || mentions.iter().find_map(|m| self.unknown_party(m.clone()));
        let body = || {
            mentions
                .iter()
                .find(|m| self.fights(m) && !self.names_person(m))
        };
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

    /// "Colonel Dut": a name behind a rank is that of a person, who is no party.
    fn names_person(&self, who: &Range<usize>) -> bool {
        let unit = |i: usize| &self.segments.units[i];
        let closed = Gram::ARTICLE.with(Gram::DEFINITE);
        let start = who.start + usize::from(unit(who.start).has(closed));
        let ranked = |i: usize| unit(i).has(Gram::TITLE) && !unit(i).has(Gram::REPRESENTATIVE);
        let name = |i: usize| unit(i).capital && unit(i).shape == Shape::Word;
        ranked(start) && (start + 1..who.end).all(name)
    }

    /// "Turkey's defence ministry": the state; "a defence ministry spokesman": whom he speaks for; of any
    /// other body its own name.
    fn body(&self, who: Range<usize>) -> Range<usize> {
        let closed = Gram::ARTICLE.with(Gram::DEFINITE);
        let start = who.start + usize::from(self.segments.units[who.start].has(closed));
        let speaks = |i: &usize| self.segments.units[*i].has(Gram::REPRESENTATIVE);
        if let Some(at) = (start..who.end).find(speaks).filter(|at| *at > start) {
            let genitive = matches!(self.segments.low(at - 1), "'s" | "’s");
            return start..at - usize::from(genitive && at - 1 > start);
        }
        let low = |i: usize| self.segments.low(i);
        let genitive = who.clone().find(|i| matches!(low(*i), "'s" | "’s"));
        let state = genitive.map(|at| who.start..at);
        state
            .filter(|s| !s.is_empty() && s.clone().all(|i| self.segments.units[i].capital))
            .unwrap_or_else(|| name_in(self.segments, who))
    }

    /// "BSA liaison officer", "GNA's operations room": capitals alone, and what is theirs behind them.
    fn is_of_short_name(&self, first: usize, next: usize) -> bool {
        const BODIES: &[&str] = &[
            "UN", "EU", "AU", "US", "UK", "NGO", "MSF", "WHO", "ICRC", "TV",
        ];
        let unit = &self.segments.units[first];
        let word = &self.segments.text[unit.start..unit.end];
        let short = (2..=6).contains(&word.len()) && word.chars().all(char::is_uppercase);
        let after = &self.segments.units[next];
        let theirs = !after.capital && after.shape == Shape::Word
            || matches!(self.segments.low(next), "'s" | "’s");
        short && next == first + 1 && theirs && !BODIES.contains(&word)
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
        let speaks =
            |i: usize| unit(i).has(Gram::REPRESENTATIVE) || self.is_of_short_name(first, i);
        // "A Lou Nuer chief": a name of up to three words.
        let run = (first..who.end.min(first + 3)).take_while(named).count();
        let end = first + run;
        (end == who.end && run == 1 || end < who.end && speaks(end)).then_some(first..end)
    }
}
