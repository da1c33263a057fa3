//! Everything that was read from each clause of a report, with the speaker of every word.

use std::ops::Range;

use tollbook_record::{Act, Effect, Publication, TargetKind, WeaponKind};

use super::turns::Turns;
use super::voices::Voices;
use super::{background, clause, shares, sums, surnames, victims};
use crate::cue::act::{self, ActCue, Setting};
use crate::cue::blame::{self, Blame};
use crate::cue::date::{self, DateCue};
use crate::cue::name::{self, NameCue};
use crate::cue::people::{self, Form};
use crate::cue::place::{self, PlaceCue};
use crate::cue::speaker::{self, Reach, SpeechCue, Stance, Who};
use crate::cue::threat;
use crate::frame::{self, FigureCue, Standing};
use crate::gazetteer::Gazetteer;
use crate::lexicon::{Forms, Gram};
use crate::segment::{LineKind, Segments, Sentence};
use crate::token::Shape;

pub use super::voices::{Speaker, SpeakerIndex};

/// A clause and what was read from it.
pub struct Clause {
    /// Its units.
    pub units: Range<usize>,
    /// How its line stands.
    pub kind: LineKind,
    /// The number of its line.
    pub line: usize,
    /// Whether it opens its line.
    pub opens: bool,
    /// Whether it is an item of a list, or its line has a label, be it a place or not.
    pub listed: bool,
    /// The place that the label of its line names.
    pub label: Option<PlaceCue>,
    /// Dates, places, acts and figures in order.
    pub dates: Vec<DateCue>,
    /// Places.
    pub places: Vec<PlaceCue>,
    /// Statements of attacks.
    pub acts: Vec<ActCue>,
    /// Statements of attacks that stand under a denial.
    pub denied: Vec<ActCue>,
    /// Parties that words other than a verb of the deed make the doers.
    pub blames: Vec<Blame>,
    /// Figures.
    pub figures: Vec<FigureCue>,
    /// Counts beside words of harm that are no figures.
    pub left: Vec<Range<usize>>,
    /// Weapons named.
    pub weapons: Vec<(WeaponKind, Range<usize>)>,
    /// What can be hit.
    pub targets: Vec<(TargetKind, Range<usize>)>,
    /// The place that a speaker's local office is that of.
    pub seat: Option<PlaceCue>,
    /// Named persons.
    pub victims: Vec<NameCue>,
    /// Who speaks, in order.
    pub speech: Vec<Spoken>,
    /// Who speaks where nobody is named: the publisher, or the speaker of a quotation that goes on.
    pub default_speaker: SpeakerIndex,
    /// Whether it opens a quotation.
    pub opens_quotation: bool,
    /// Whether it sums up over a period or an area.
    pub sum: bool,
    /// Whether it tells of another deed than the words before it, which only recall one.
    pub parted: bool,
}

/// A speaker in a clause.
#[derive(Clone)]
pub struct Spoken {
    /// The construction.
    pub cue: SpeechCue,
    /// Who.
    pub speaker: SpeakerIndex,
}

/// The clauses of a report with its speakers.
pub struct Told {
    /// In order.
    pub clauses: Vec<Clause>,
    /// In order of first naming.
    pub speakers: Vec<Speaker>,
}

/// Reads every sentence.
pub fn read(segments: &Segments<'_>, publication: &Publication, gazetteer: &Gazetteer) -> Told {
    let mut reader = Reader {
        segments,
        gazetteer,
        setting: Setting::of(segments),
        voices: Voices::new(segments, publication),
        turns: Turns::of(segments),
        turn: None,
        effects: Vec::new(),
        listed_line: None,
    };
    let mut clauses: Vec<Clause> = segments
        .sentences
        .iter()
        .flat_map(|s| reader.sentence(s))
        .collect();
    named_later(segments, &mut clauses);
    surnames::leave_out(segments, &mut clauses);
    retracted(segments, &mut clauses);
    corrected(segments, &mut clauses);
    Told {
        clauses,
        speakers: reader.voices.speakers,
    }
}

/// "We lost ten. We buried them here," said a farmer: the sentences of a quotation before the one
/// that names its speaker are his.
fn named_later(segments: &Segments<'_>, clauses: &mut [Clause]) {
    for at in (1..clauses.len()).rev() {
        let (before, after) = clauses.split_at_mut(at);
        let (Some(first), Some(second)) = (before.last_mut(), after.first()) else {
            continue;
        };
        let goes_on = segments.units[second.units.start].quoted && first.line == second.line;
        if goes_on && first.speech.is_empty() && first.opens_quotation {
            first.default_speaker = second.speaker_at(second.units.start);
        }
    }
}

/// "An earlier post said that an officer was among the dead. That is not the case.": what is taken back
/// counts nobody.
fn retracted(segments: &Segments<'_>, clauses: &mut [Clause]) {
    const SHORT: usize = 9;
    let takes_back = |clause: &Clause| {
        let low = |at: usize| segments.low(clause.units.start + at);
        let points = matches!(low(0), "that" | "this" | "it");
        let be = segments.units[clause.units.clone()]
            .get(1)
            .is_some_and(|u| u.has(Gram::BE));
        let mut words = clause.units.clone();
        let wrong = words.any(|i| {
            segments.units[i].has(Gram::BASELESS)
                || matches!(
                    segments.low(i),
                    "case" | "incorrect" | "wrong" | "mistaken" | "error"
                )
        });
        points && be && wrong && clause.units.len() <= SHORT
    };
    for at in 1..clauses.len() {
        let (before, after) = clauses.split_at_mut(at);
        let (Some(said), Some(next)) = (before.last_mut(), after.first()) else {
            continue;
        };
        let old = said
            .units
            .clone()
            .any(|i| segments.units[i].has(Gram::SUPERSEDED));
        if old && takes_back(next) {
            said.figures.clear();
            said.victims.clear();
        }
    }
}

/// "We wrote that nine had been killed. The number is eight.": a number alone stands for the one that the
/// publisher gave before. A number that is only changed ("it was later raised to five") is one of people where
/// people were counted before.
fn corrected(segments: &Segments<'_>, clauses: &mut [Clause]) {
    const REACH: usize = 40;
    let low = |at: usize| segments.low(at);
    let printed = |clause: &Clause| {
        let mut words = clause.units.clone().take(REACH);
        words.any(|i| segments.units[i].has(Gram::SUPERSEDED))
            || clause.units.clone().take(REACH).any(|i| {
                let told = matches!(
                    low(i + 1),
                    "wrote" | "reported" | "said" | "published" | "stated"
                );
                told && low(i) == "we"
            })
    };
    let alone = |clause: &Clause| {
        let at = clause.units.start;
        let noun = matches!(
            low(at + 1),
            "number" | "figure" | "toll" | "count" | "death toll"
        );
        let group = people::read(segments, at + 3, clause.units.end)?
            .into_iter()
            .next()?;
        let ends = segments.units[group.units.end.min(clause.units.end - 1)].is('.');
        let be = segments.units[at + 2].has(Gram::BE);
        let bare = group.form == Form::Bare && clause.figures.is_empty();
        (low(at) == "the" && noun && be && ends && bare).then_some(group)
    };
    for at in 1..clauses.len() {
        let (before, after) = clauses.split_at_mut(at);
        let (Some(said), Some(next)) = (before.last_mut(), after.first_mut()) else {
            continue;
        };
        let changes = |f: &FigureCue| f.rule == "number-to";
        let counted = next.figures.iter().any(|f| !f.inherits) || !said.figures.is_empty();
        if !counted {
            next.figures.retain(|f| !changes(f));
        }
        let short = next.units.len() < 8;
        if short
            && !said.figures.is_empty()
            && printed(said)
            && let Some(group) = alone(next)
        {
            let units = next.units.start..group.units.end;
            next.figures.push(FigureCue {
                inherits: true,
                standing: Standing::Newest,
                rule: "right-number",
                ..sums::figure(group, Effect::Killed, units)
            });
        }
    }
}

struct Reader<'s, 'a> {
    segments: &'s Segments<'a>,
    gazetteer: &'s Gazetteer,
    setting: Setting,
    voices: Voices<'s, 'a>,
    turns: Turns,
    /// The line that a speaker named at its start speaks for, and he.
    turn: Option<(usize, SpeakerIndex)>,
    /// What became of the people whom the last clause counted, in order.
    effects: Vec<Effect>,
    /// The last line that was an item or had a label: all its sentences are brief.
    listed_line: Option<usize>,
}

impl Reader<'_, '_> {
    /// A sentence is one clause, unless semicolons part a line of a list into several.
    fn sentence(&mut self, sentence: &Sentence) -> Vec<Clause> {
        let turn = self.turns.label(self.segments, sentence);
        let mut speech = speaker::read(self.segments, sentence);
        if let Some(label) = &turn {
            speech.retain(|cue| cue.verb.start >= label.end);
        }
        let towns: Vec<usize> = { speech.iter() }
            .filter(|cue| self.is_town(cue))
            .map(|cue| cue.units.start)
            .collect();
        speech.retain(|cue| !towns.contains(&cue.units.start));
        let label = self.label(sentence, &speech).filter(|_| turn.is_none());
        self.take_turn(sentence, turn);
        let opening = self.opens_with_quote(sentence);
        let quoted = self.segments.units[sentence.units.start].quoted || opening;
        let turn = self.turn.filter(|t| t.0 == sentence.line).map(|t| t.1);
        let default_speaker = match turn {
            Some(speaker) => speaker,
            None if quoted && speech.is_empty() => self.voices.last,
            None => None,
        };
        let quoted: Vec<Range<usize>> = speech.iter().filter_map(SpeechCue::named).collect();
        let mut victims = name::read(self.segments, sentence, &quoted);
        let mut spoken: Vec<Spoken> = speech.into_iter().map(|cue| self.spoken(cue)).collect();
        settle_here(self.segments, &mut spoken, default_speaker);
        self.hold_turn(sentence, &spoken);
        let mut out = Vec::new();
        for units in self.cut(sentence) {
            let (here, later) = spoken
                .into_iter()
                .partition(|s| s.cue.units.start < units.end);
            spoken = later;
            let later = victims.split_off(victims.partition_point(|v| v.units.start < units.end));
            let named = std::mem::replace(&mut victims, later);
            let label = self.inner_label(sentence, &units).or_else(|| label.clone());
            let mut clause = self.clause(sentence, units, here, label, default_speaker);
            let mut suffering = clause
                .places
                .iter_mut()
                .filter(|p| towns.contains(&p.name.start));
            suffering.by_ref().for_each(|p| p.located = true);
            clause.opens_quotation = opening;
            victims::settle(&mut clause, named);
            sums::complete(self.segments, &mut clause);
            shares::share_out(self.segments, &mut clause);
            sums::echo(self.segments, &mut clause, &self.effects);
            background::set_aside(self.segments, &mut clause);
            let whole = clause.figures.iter().filter(|f| f.part_of.is_none());
            self.effects = whole.map(|f| f.effect).collect();
            out.extend(clause::split(self.segments, clause));
        }
        out
    }

    fn opens_with_quote(&self, sentence: &Sentence) -> bool {
        self.segments.units[sentence.units.start].is_any(&['"', '“'])
    }

    fn cut(&self, sentence: &Sentence) -> Vec<Range<usize>> {
        let listed = sentence.kind == LineKind::Item || !sentence.label.is_empty();
        if !listed || sums::sums_up(self.segments, &sentence.units) {
            return vec![sentence.units.clone()];
        }
        let mut out = Vec::new();
        let mut start = sentence.units.start;
        // "2 killed (f, 45; m, 9), 4 wounded": a bracket is not cut.
        let mut open = false;
        for at in sentence.units.clone() {
            let unit = &self.segments.units[at];
            open = unit.is('(') || open && !unit.is(')');
            if unit.is(';') && !open && at > start {
                out.push(start..at);
                start = at + 1;
            }
        }
        if start < sentence.units.end {
            out.push(start..sentence.units.end);
        }
        out
    }

    /// "Binnish: nine killed; Ariha: four killed": a part of a line with a label of its own.
    fn inner_label(&self, sentence: &Sentence, units: &Range<usize>) -> Option<PlaceCue> {
        const LONGEST: usize = 5;
        if sentence.label.is_empty() || units.start <= sentence.label.end {
            return None;
        }
        let unit = |i: usize| &self.segments.units[i];
        let mut near = units.clone().take(LONGEST);
        let colon = near.find(|i| unit(*i).is(':'))?;
        let name = units.start..colon;
        let named = |i: usize| unit(i).capital || unit(i).is_any(&[',', '(', ')']);
        let whole = !name.is_empty() && name.clone().all(named);
        place::in_label(self.segments, name, self.gazetteer).filter(|_| whole)
    }

    /// "Kherson had two dead", "Binnish counted four dead": a place that suffers says nothing.
    fn is_town(&self, cue: &SpeechCue) -> bool {
        const LONGEST: usize = 3;
        let verb = self.segments.low(cue.verb.start);
        let suffers = matches!(
            verb,
            "had"
                | "has"
                | "counted"
                | "counts"
                | "recorded"
                | "registered"
                | "reported"
                | "reports"
                | "listed"
        );
        let Some(who) = cue.named().filter(|who| suffers && who.len() <= LONGEST) else {
            return false;
        };
        let plain = |i: usize| {
            let unit = &self.segments.units[i];
            let speaks = unit.has(Gram::SPEAKER.with(Gram::TITLE).with(Gram::STATE));
            unit.capital && !speaks && unit.lex.party.is_none() && unit.lex.person.is_none()
        };
        let words: Vec<&str> = who.clone().map(|i| self.segments.low(i)).collect();
        let found = self.gazetteer.longest(&words);
        who.clone().all(plain) && found.is_some_and(|f| f.words == words.len())
    }

    /// A label is a place unless it is a speaker.
    fn label(&self, sentence: &Sentence, speech: &[SpeechCue]) -> Option<PlaceCue> {
        let speaks = speech
            .first()
            .is_some_and(|s| s.units.start == sentence.units.start);
        let sums = sums::sums_up(self.segments, &sentence.units);
        (!sentence.label.is_empty() && !speaks && !sums)
            .then(|| place::in_label(self.segments, sentence.label.clone(), self.gazetteer))?
    }

    /// The dates of a clause, and those of a label that stands before its sentence ("Convoy of 11 July.
    /// Three lorries were burned").
    fn dates(&self, sentence: &Sentence, units: &Range<usize>) -> Vec<DateCue> {
        let label = &sentence.label;
        let apart = label.end < units.start && units.start == sentence.units.start;
        let mut dates = if apart {
            date::read(self.segments, label.clone())
        } else {
            Vec::new()
        };
        dates.extend(date::read(self.segments, units.clone()));
        dates
    }

    /// "SUM: 46 killed", "Reminder: two died": a line with a word of headings for its label.
    fn is_titled(&self, sentence: &Sentence) -> bool {
        let turn = self.turn.is_some_and(|t| t.0 == sentence.line);
        let title = |at: usize| self.segments.units[at].has(Gram::NO_PLACE);
        // "UPDATE: toll now 13" goes on with the story.
        let goes_on = |at: usize| self.segments.units[at].has(Gram::UPDATE);
        let label = || sentence.label.clone();
        !turn && label().any(title) && !label().any(goes_on)
    }

    /// "Mon 11 Nov: complex attack on a base": a line with a day for its label.
    fn is_dated(&self, sentence: &Sentence) -> bool {
        let colon = self.segments.units.get(sentence.label.end);
        let colon = colon.is_some_and(|u| u.is(':')) && !sentence.label.is_empty();
        let dates = || date::read(self.segments, sentence.label.clone());
        sentence.opens && colon && dates().iter().any(DateCue::stands_alone)
    }

    fn clause(
        &mut self,
        sentence: &Sentence,
        units: Range<usize>,
        mut speech: Vec<Spoken>,
        label: Option<PlaceCue>,
        default_speaker: SpeakerIndex,
    ) -> Clause {
        let body = match &label {
            Some(label) if label.units.start == units.start => {
                (label.units.end + 1).min(units.end)..units.end
            }
            _ => units.clone(),
        };
        let listed = sentence.kind == LineKind::Item || !sentence.label.is_empty();
        let speakers: Vec<Range<usize>> = speech.iter().filter_map(|s| s.cue.named()).collect();
        let outside = |range: &Range<usize>| {
            !speakers
                .iter()
                .any(|s| s.start < range.end && range.start < s.end)
        };
        let there = self.says_there(&body);
        let mut places = place::read(self.segments, body.clone(), listed, self.gazetteer);
        places.retain(|p| outside(&p.name));
        let meant = speakers
            .iter()
            .rfind(|who| there.is_some_and(|there| who.end < there));
        if let Some(who) = meant {
            let his = place::read(self.segments, who.clone(), false, self.gazetteer);
            places.extend(his.into_iter().filter(|p| p.located));
            places.sort_by_key(|p| p.units.start);
        }
        let mut targets = self.nouns(body.clone(), |lex| lex.target);
        targets.retain(|(_, units)| outside(units));
        let seat = speakers.iter().find_map(|who| self.seat(who));
        // What stands under a denial is the accuser's word, not the denier's: it makes no claim here.
        // "Reports of shelling are untrue" denies what stands before it, unless an accuser is named.
        let denial = speech.iter().find(|s| s.cue.stance == Stance::Denies);
        let general = denial.is_some_and(|s| self.denies_always(&s.cue));
        let told = denial.map_or(units.end, |denial| {
            let verb = denial.cue.verb.clone();
            // "rejects the story, carried by a website, that shells killed nine": the accuser is named.
            let charge = |s: &Spoken| {
                // "the report by the agency, according to which soldiers killed nine"
                let relates = self.segments.low(s.cue.verb.end) == "which";
                let tale = relates || self.segments.units[s.cue.verb.start].has(Gram::TALE);
                tale && s.cue.named().is_some() && s.cue.verb.start >= verb.end
            };
            if speech.iter().any(charge) {
                return units.end;
            }
            // Who opens the sentence is the denier: "a spokesman said the charge was baseless".
            let accuser =
                |s: &Spoken| s.cue.units.start > units.start + 1 && s.cue.units.end <= verb.start;
            let accused = speech.iter().any(accuser);
            let found = matches!(
                self.segments.low(verb.start),
                "found" | "proved" | "proven" | "turned out"
            );
            let be = self.segments.units[verb.start].has(Gram::BE);
            let after = (be || found) && !accused;
            if after { units.start } else { verb.end }
        });
        let mut blames = blame::read(self.segments, body.clone());
        let resumes = self.resumes(told, units.end, &speech, &blames);
        let is_told = |at: usize| at < told || at >= resumes;
        let dates = self.dates(sentence, &units);
        if sentence.kind == LineKind::Item || label.is_some() {
            self.listed_line = Some(sentence.line);
        }
        let of_list = listed || self.listed_line == Some(sentence.line);
        // "Killed in Taiz on Monday: four people": the label says what became of them.
        let opening = self.segments.units[units.start].lex;
        let fares = opening.state.is_some() || { opening.harm }
            .is_some_and(|harm| harm.forms.can_be(Forms::PARTICIPLE));
        let counted = if fares { units.clone() } else { body.clone() };
        let frame::Counts { mut figures, left } = frame::read(self.segments, counted, of_list);
        let dates = toll_days(self.segments, &figures, dates);
        // "21 and 22 June": a number alone inside of a date counts nobody.
        let dated = |f: &FigureCue| {
            let bare = f.group.form == Form::Bare;
            bare && dates.iter().any(|d| d.units.contains(&f.group.units.start))
        };
        // "According to the mayor, four died", "said a student who fled": whoever speaks is not counted.
        let speaks = |f: &FigureCue| {
            let known = f.group.form == Form::Definite || f.effect == Effect::Displaced;
            known && f.rule != "told-they" && !outside(&f.group.units)
        };
        let kept: Vec<bool> = figures
            .iter()
            .map(|f| is_told(f.group.units.start) && !dated(f) && !speaks(f))
            .collect();
        let denied_harm = figures
            .iter()
            .zip(&kept)
            .find(|(f, kept)| !**kept && !is_told(f.group.units.start))
            .map(|(f, _)| f.predicate.clone());
        victims::keep(&mut figures, &kept);
        // "22:30 2 dead. 23:10 4 dead": each entry of a thread has the newest toll.
        let clocked = matches!(
            self.segments.units[sentence.units.start].shape,
            Shape::Clock(_)
        );
        // "Correction: eight people died"
        let colon = self.segments.units.get(units.start + 1);
        let corrects =
            self.segments.units[units.start].has(Gram::UPDATE) && colon.is_some_and(|u| u.is(':'));
        let anew = corrects || clocked && sentence.opens;
        let increment = |f: &FigureCue| {
            { f.group.units.clone() }.any(|i| {
                matches!(
                    self.segments.low(i),
                    "more" | "another" | "further" | "additional" | "other" | "others"
                )
            })
        };
        for figure in figures
            .iter_mut()
            .filter(|f| anew && f.part_of.is_none() && !increment(f))
        {
            if figure.standing == Standing::Plain {
                figure.standing = Standing::Newest;
            }
        }
        let mut acts = match &label {
            Some(label) => self.headed_by(label),
            None => Vec::new(),
        };
        acts.extend(act::read(self.segments, body.clone(), self.setting));
        self.take(&body, &figures, &mut acts);
        threat::read(self.segments, body.clone(), &mut acts);
        // "It said it had carried out no strikes" answers a charge with a denial.
        for spoken in speech
            .iter_mut()
            .filter(|s| s.cue.stance == Stance::Responsible)
        {
            if acts
                .iter()
                .any(|a| a.negated && !a.harm && a.core >= spoken.cue.verb.start)
            {
                spoken.cue.stance = Stance::Denies;
            }
        }
        admitted(self.segments, &speech, &mut acts);
        let (acts, mut denied): (Vec<ActCue>, Vec<ActCue>) =
            acts.into_iter().partition(|act| is_told(act.core));
        // "which officials blamed on the rebels": their word.
        let charges = |at: usize| {
            let mut accusers = speech.iter().filter(|s| s.cue.stance == Stance::Accuses);
            accusers.any(|s| s.cue.verb.start == at)
        };
        blames.retain(|b| is_told(b.at) && !charges(b.at));
        denied.extend(
            body.clone()
                .filter_map(|at| act::disclaimed(self.segments, at)),
        );
        if general {
            denied.clear();
            speech.retain(|s| s.cue.stance != Stance::Denies);
        }
        // "denies reports about the deaths of 14 civilians": harm is denied where no attack is named.
        if let Some(harm) = denied_harm.filter(|_| denied.is_empty() && !general) {
            denied.push(ActCue {
                harm: true,
                negated: true,
                ..ActCue::new(harm.clone(), harm.start, Act::Attack)
            });
        }
        let weapons = self.nouns(body.clone(), |lex| lex.weapon.map(|w| w.0));
        Clause {
            kind: sentence.kind,
            line: sentence.line,
            opens: sentence.opens && units.start == sentence.units.start,
            listed: sentence.kind == LineKind::Item
                || label.is_some()
                || clocked
                    && sentence.opens
                    && !places.is_empty()
                    && (!weapons.is_empty() || acts.iter().any(|a| !a.harm))
                || self.is_titled(sentence)
                || self.is_dated(sentence),
            label,
            dates,
            places,
            acts,
            denied,
            blames,
            weapons,
            targets,
            seat,
            figures,
            left,
            victims: Vec::new(),
            speech,
            default_speaker,
            opens_quotation: false,
            sum: false,
            parted: false,
            units,
        }
    }

    /// "took 39 pupils from the school": verbs that tell an abduction only with what became of their object
    /// are deeds, and have doers.
    fn take(&self, body: &Range<usize>, figures: &[FigureCue], acts: &mut Vec<ActCue>) {
        let taken = figures.iter().filter(|f| f.rule == "captives");
        for verb in taken.map(|f| f.predicate.start) {
            let next = acts.partition_point(|a| a.units.start <= verb);
            let told = next
                .checked_sub(1)
                .is_some_and(|at| acts[at].units.end > verb);
            if !told {
                acts.insert(next, act::taking(self.segments, body.clone(), verb));
            }
        }
    }

    /// "Shelling of Binnish: 4 dead": what the label of a line says of an attack beside the place.
    fn headed_by(&self, label: &PlaceCue) -> Vec<ActCue> {
        let names =
            |at: usize| label.name.contains(&at) || label.within.iter().any(|w| w.contains(&at));
        let mut acts = act::read(self.segments, label.units.clone(), self.setting);
        acts.retain(|a| !names(a.core));
        acts
    }

    /// "has repeatedly denied targeting civilians": of no incident that is told.
    fn denies_always(&self, cue: &SpeechCue) -> bool {
        let at = cue.verb.start;
        let always = at.checked_sub(1).is_some_and(|before| {
            matches!(
                self.segments.low(before),
                "repeatedly"
                    | "consistently"
                    | "always"
                    | "routinely"
                    | "regularly"
                    | "often"
                    | "usually"
            )
        });
        let low = |i: usize| {
            self.segments
                .units
                .get(i)
                .map_or("", |_| self.segments.low(i))
        };
        let definite = self
            .segments
            .units
            .get(at + 2)
            .is_some_and(|u| u.has(Gram::DEFINITE));
        always && low(at + 1).ends_with("ing") && !definite
    }

    /// Where a sentence that denies goes on to tell, behind the denial that ends at `from`: "denies that any
    /// child was taken, and says that twenty were killed", "not a rocket was launched, and it was the
    /// rebels who had shelled the street".
    fn resumes(&self, from: usize, end: usize, speech: &[Spoken], blames: &[Blame]) -> usize {
        // "The rebels, who deny it, are accused of killing 30"
        let relative = from > 1 && self.segments.units[from - 2].has(Gram::RELATIVE);
        let comma = (from..end.min(from + 4)).find(|i| self.segments.units[*i].is(','));
        if let Some(comma) = comma.filter(|_| relative) {
            return comma;
        }
        // "denied the strike on Lyman, in which nine people died": the harm is told.
        let within = |i: &usize| {
            let low = |at: usize| self.segments.low(at);
            self.segments.units[*i].is(',')
                && matches!(low(i + 1), "in" | "during")
                && low(i + 2) == "which"
        };
        if let Some(comma) = (from..end.saturating_sub(2)).find(within) {
            return comma;
        }
        let joins = |at: usize| {
            at > from && {
                let unit = &self.segments.units[at - 1];
                unit.has(Gram::PLAIN_AND) || unit.is(';') || self.segments.low(at - 1) == "but"
            }
        };
        let says = |s: &&Spoken| {
            let tells = matches!(s.cue.stance, Stance::Says | Stance::Accuses);
            tells
                && s.cue.verb.start > from
                && (joins(s.cue.units.start) || joins(s.cue.verb.start))
        };
        let said = speech.iter().find(says).map(|s| s.cue.units.start);
        let cleft = |b: &&Blame| b.at > from && self.segments.low(b.at) == "it";
        let cleft = blames.iter().find(cleft).map(|b| b.at);
        said.into_iter().chain(cleft).min().unwrap_or(end)
    }

    /// "the mayor of Tamra": the place that a local office is that of.
    fn seat(&self, who: &Range<usize>) -> Option<PlaceCue> {
        let of = { who.clone() }.find(|at| {
            let led = self.segments.units[*at].has(Gram::OF) || self.segments.low(*at) == "in";
            led && *at > who.start && self.segments.units[at - 1].has(Gram::LOCAL)
        })?;
        let named = place::read(self.segments, of..who.end, false, self.gazetteer);
        let mut near = named.into_iter().filter(|p| p.units.start <= of + 2);
        let found = near.find(|p| p.level < place::Level::Wide)?;
        Some(PlaceCue {
            located: true,
            aside: false,
            ..found
        })
    }

    /// "An imam in Tamra said that 40 had been killed there": the word that means the speaker's place.
    fn says_there(&self, body: &Range<usize>) -> Option<usize> {
        let exists = |at: usize| {
            let next = self.segments.units.get(at + 1);
            next.is_some_and(|u| u.has(Gram::BE.with(Gram::HAVE).with(Gram::MODAL)))
        };
        { body.clone() }.find(|at| self.segments.low(*at) == "there" && !exists(*at))
    }

    /// Nouns of a facet with their determiner and adjectives.
    fn nouns<T>(
        &self,
        range: Range<usize>,
        facet: fn(&crate::lexicon::Lex) -> Option<T>,
    ) -> Vec<(T, Range<usize>)> {
        let month = |at: usize| {
            let unit = &self.segments.units[at];
            unit.capital && unit.lex.time.is_some()
        };
        let found = |at: usize| {
            if month(at) {
                return None;
            }
            Some((
                facet(self.segments.units[at].lex)?,
                self.group_start(at, range.start)..at + 1,
            ))
        };
        range.clone().filter_map(found).collect()
    }

    fn group_start(&self, at: usize, first: usize) -> usize {
        let mut start = at;
        while start > first && at - start < 4 {
            let unit = &self.segments.units[start - 1];
            if unit.has(Gram::ARTICLE.with(Gram::DEFINITE).with(Gram::POSSESSIVE)) {
                return start - 1;
            }
            let number =
                unit.lex.number.is_some() || matches!(unit.shape, crate::token::Shape::Number(_));
            if !number && !unit.has(Gram::ADJECTIVE) {
                break;
            }
            start -= 1;
        }
        start
    }

    fn spoken(&mut self, cue: SpeechCue) -> Spoken {
        let speaker = match cue.named() {
            None => self.voices.last,
            Some(who) => self.voices.known(who),
        };
        if cue.who != Who::Here {
            self.voices.last = speaker;
        }
        Spoken { cue, speaker }
    }

    /// A turn of a transcript begins: who speaks in its line is named by its label.
    fn take_turn(&mut self, sentence: &Sentence, label: Option<Range<usize>>) {
        let Some(label) = label else { return };
        let speaker = self
            .turns
            .speaker(self.segments, label)
            .and_then(|who| self.voices.known(who));
        self.voices.last = speaker;
        self.turn = Some((sentence.line, speaker));
    }

    /// "Health office: 4 dead. Two more are missing.": who is named before a colon at the start of a
    /// sentence speaks to the end of the line.
    fn hold_turn(&mut self, sentence: &Sentence, spoken: &[Spoken]) {
        let labelled = spoken.first().filter(|s| {
            s.cue.units.start == sentence.units.start
                && self.segments.units[s.cue.units.end - 1].is(':')
        });
        if let Some(first) = labelled {
            self.turn = Some((sentence.line, first.speaker));
        }
    }
}

/// "The toll rose to nine on Monday", "four were still missing on Monday": the day of the count is not that of
/// the deed.
fn toll_days(
    segments: &Segments<'_>,
    figures: &[FigureCue],
    mut dates: Vec<DateCue>,
) -> Vec<DateCue> {
    let rises = |f: &FigureCue| {
        f.standing == Standing::Newest
            && matches!(f.rule, "toll" | "reached" | "number-of" | "number-to")
    };
    let still = |f: &FigureCue| {
        let words = f.group.units.end..f.predicate.end.max(f.group.units.end);
        f.effect == Effect::Missing && { words }.any(|i| segments.low(i) == "still")
    };
    for figure in figures.iter().filter(|f| rises(f) || still(f)) {
        let end = figure.group.units.end.max(figure.predicate.end);
        let beside = |d: &&mut DateCue| (end..=end + 1).contains(&d.units.start) && !d.is_period();
        dates.iter_mut().filter(beside).for_each(|d| d.aside = true);
    }
    dates
}

/// "acknowledged carrying out a strike", "admitted having shelled the town": the deed that follows
/// is the speaker's own.
fn admitted(segments: &Segments<'_>, speech: &[Spoken], acts: &mut [ActCue]) {
    const REACH: usize = 7;
    let unit = |i: usize| &segments.units[i];
    let admits = |s: &&Spoken| unit(s.cue.verb.start).has(Gram::ADMISSION);
    for verb in speech.iter().filter(admits).map(|s| s.cue.verb.end) {
        let own = verb + usize::from(segments.low(verb) == "to");
        let doing = segments.low(own).ends_with("ing") && segments.low(own) != "during";
        let of = |a: &&mut ActCue| (own..verb + REACH).contains(&a.core) && a.doer.is_none();
        if let Some(act) = acts.iter_mut().find(of).filter(|_| doing) {
            act.own = true;
            act.verb = true;
            act.definite = false;
        }
    }
}

/// Who denies without a verb of saying is he who speaks at these words.
fn settle_here(segments: &Segments<'_>, spoken: &mut [Spoken], default_speaker: SpeakerIndex) {
    for at in 0..spoken.len() {
        if spoken[at].cue.who == Who::Here {
            // "We deny the ministry's claim that": who says "we" is nobody whom he names.
            let verb = spoken[at].cue.verb.start;
            let we = (verb.saturating_sub(3)..verb).any(|i| segments.low(i) == "we");
            if we && !segments.units[verb].quoted {
                spoken[at].speaker = default_speaker;
                continue;
            }
            // "The charges spread by circles abroad are baseless": he who made a charge, named after
            // the participle, is not he who denies it.
            let charges = |s: &Spoken| {
                let named = s.cue.named();
                named.is_some_and(|who| who.start > s.cue.verb.start + 1)
            };
            let tells =
                |s: &&Spoken| s.cue.stance == Stance::Says && s.cue.who != Who::Here && !charges(s);
            let before = spoken[..at].iter().rfind(tells);
            let said = before.or_else(|| spoken[at..].iter().find(tells));
            spoken[at].speaker = said.map_or(default_speaker, |s| s.speaker);
        }
    }
}

impl Clause {
    /// On whose account the word at `at` stands: the speaker named last before it whose words go
    /// on, else the one named after it ("..., the governor said").
    pub fn speaker_at(&self, at: usize) -> SpeakerIndex {
        let tells = |s: &&Spoken| matches!(s.cue.stance, Stance::Says | Stance::Accuses);
        let speech = || self.speech.iter().filter(tells);
        let before = speech().rfind(|s| s.cue.reach != Reach::Before && s.cue.units.end <= at);
        let after = speech().find(|s| s.cue.reach != Reach::Behind && s.cue.units.start > at);
        let bracket = speech().find(|s| s.cue.reach == Reach::Before && s.cue.units.start > at);
        if let Some(bracket) = bracket.filter(|b| after.is_some_and(|a| a.cue == b.cue)) {
            return bracket.speaker;
        }
        match (before, after) {
            (Some(spoken), _) => spoken.speaker,
            (None, Some(spoken)) => spoken.speaker,
            (None, None) => self.default_speaker,
        }
    }
}
