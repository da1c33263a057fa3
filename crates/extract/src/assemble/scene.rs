//! Incident building: which clauses tell of one incident.

mod again;
mod tellers;
mod tells;

use std::cell::OnceCell;
use std::ops::Range;

use tollbook_record::{Act, Count, Effect, Publication};

use super::act::{self, act_of};
use super::form::{self, Field, Form};
use super::hit;
use super::setting::{Bearings, Dated, Setting};
use super::told::{Clause, Speaker, Spoken, Told};
use super::{shares, sums};
use crate::cue::act::ActCue;
use crate::cue::people;
use crate::cue::speaker::Stance;
use crate::frame::{FigureCue, Whole};
use crate::gazetteer::Gazetteer;
use crate::lexicon::Gram;
use crate::segment::{LineKind, Segments};
pub use tellers::speakers_of;
use tells::{
    counts_alone, denies_an_attack, is_accident, is_hypothetical, is_war_total, names_how, of_war,
    situates, takes_place, widens,
};

/// One incident as the report tells it.
pub struct Scene {
    /// The clauses that tell of it.
    pub clauses: Vec<Clause>,
    /// Where and when.
    pub setting: Setting,
    /// The kind of attack.
    pub act: Act,
    /// The words of an earlier scene that tell it, where this one only tells what came of it.
    pub told: Option<Range<usize>>,
    /// What the heading above it says of an attack.
    pub headed: Option<ActCue>,
    /// Whether it is a sum over a period or an area.
    pub total: bool,
    /// Whether lines of a form tell it.
    pub form: bool,
    /// Whether it is threatened or planned, not told as having been.
    pub hypothetical: bool,
    /// Whom it harmed, once that was asked: each party of a claim asks.
    pub harm: OnceCell<Harm>,
}

/// Of which kind those are whom a scene tells as harmed, or what was hit.
#[derive(Clone, Copy, Debug)]
pub struct Harm {
    /// Some are no part of the fighting.
    pub civilians: bool,
    /// Some are of those who fight.
    pub fighters: bool,
}

/// All scenes of a report with its speakers.
pub struct Scenes {
    /// In order of first telling.
    pub scenes: Vec<Scene>,
    /// The speakers.
    pub speakers: Vec<Speaker>,
}

/// Builds the scenes.
pub fn build(
    segments: &Segments<'_>,
    publication: &Publication,
    gazetteer: &Gazetteer,
    told: Told,
) -> Scenes {
    let mut builder = Builder {
        segments,
        bearings: Bearings::new(segments, gazetteer, publication.published),
        scenes: Vec::new(),
        current: None,
        pending: None,
        headed: None,
        line: usize::MAX,
        opened: false,
        aside: None,
        form: Form::default(),
    };
    for clause in told.clauses {
        builder.add(clause);
    }
    Scenes {
        scenes: act::settle(segments, builder.scenes),
        speakers: told.speakers,
    }
}

/// How many scenes back a report can come back to; a bound keeps the work linear in a text of any
/// length, and no report that a person wrote reaches further.
const REACH_BACK: usize = 64;

struct Builder<'s, 'a> {
    segments: &'s Segments<'a>,
    bearings: Bearings<'s, 'a>,
    scenes: Vec<Scene>,
    /// The scene that the story stands at.
    current: Option<usize>,
    /// A clause that names an attack before anything is told of it: "This is what we know of the
    /// bombing of the market in Saraqib yesterday."
    pending: Option<(Clause, Option<Dated>)>,
    /// What the last heading says of an attack.
    headed: Option<ActCue>,
    /// The line of the last clause.
    line: usize,
    /// Whether the lines of a list that follow tell of one incident, which the line before has named.
    opened: bool,
    /// What the story told before it turned to an older incident.
    aside: Option<Aside>,
    /// What the lines of a form have told.
    form: Form,
}

/// An older incident told in between.
struct Aside {
    /// Its scene.
    scene: usize,
    /// The scene that the story stood at.
    main: usize,
    /// The line that tells it.
    line: usize,
}

impl Builder<'_, '_> {
    fn add(&mut self, mut clause: Clause) {
        let threat = is_hypothetical(self.segments, &clause) && self.threatens(&clause);
        let field = form::field(self.segments, &clause).filter(|_| !threat);
        if let Some((field, colon)) = field {
            let told = !clause.figures.is_empty();
            if self.fill_form(field, colon, &clause) && !told {
                self.keep_deed(field, clause);
                return;
            }
        }
        let placed = clause.places.iter().any(|p| p.located && !p.aside);
        let opens_list = placed && self.introduces_list(&clause);
        let heading = clause.kind == LineKind::Heading || self.bearings.is_heading(&clause);
        if heading && !opens_list {
            self.bearings.read_heading(&clause);
            self.opened = self.introduces_list(&clause);
            self.headed = act::of_heading(clause);
            self.current = None;
            return;
        }
        self.open_list(&mut clause);
        let new_line = clause.line != self.line;
        self.line = clause.line;
        let here = self
            .current
            .and_then(|at| self.scenes[at].setting.when.as_ref());
        let when = self.bearings.when(&clause, here);
        self.come_back(&clause, &when);
        let goes_on = self.current.is_some() && self.only_parts(&clause);
        let fresh = self.is_fresh_item(&clause);
        let tells = goes_on || self.tells_of_incident(&clause) || fresh && names_how(&clause);
        if !tells {
            self.bearings.date_paragraph(&clause);
            self.bearings.pass(&clause);
            if fresh && clause.victims.is_empty() {
                self.pending = Some((clause, when));
                self.current = None;
            } else {
                self.listen(clause, when);
            }
            return;
        }
        let hypothetical = is_hypothetical(self.segments, &clause);
        if hypothetical && !self.threatens(&clause) {
            return;
        }
        let parted = self.breaks_down_total(&clause);
        let of_form = self.form.names(clause.line);
        let total = !of_form
            && (parted
                || sums::is_total(self.segments, &clause)
                || self.sums_losses(&clause)
                || self.bearings.is_of_period() && counts_alone(&clause));
        let when = if parted {
            self.current
                .and_then(|at| self.scenes[at].setting.when.clone())
        } else {
            when
        };
        let goes_on = total && !parted && !fresh && self.counts_of_current(&clause)
            || hypothetical && self.goes_on_threatening(&clause);
        let target = if goes_on {
            self.current
        } else if hypothetical || total || fresh || clause.parted || shares::is_share(&clause) {
            None
        } else {
            self.scene_for(&clause, &when, new_line)
        };
        let main = self
            .current
            .filter(|at| total && self.is_said_in_passing(*at, &clause));
        let at = match target {
            Some(at) => self.join(at, clause, when),
            None => self.open(clause, when, hypothetical, total),
        };
        if let Some(main) = main {
            // "since the truce": no day that is known, and not that of the deed.
            let dated = self.scenes[at]
                .clauses
                .last()
                .is_some_and(|c| !c.dates.is_empty());
            self.scenes[at].setting.when.take_if(|_| !dated);
            self.current = Some(main);
        }
        if let Some(clause) = self.scenes[at].clauses.last() {
            self.bearings.pass(clause);
        }
    }

    /// "killing nine, bringing the total to 36,050 since October": a sum in the sentence that tells of the
    /// scene `at`, with which the story goes on.
    fn is_said_in_passing(&self, at: usize, clause: &Clause) -> bool {
        let scene = &self.scenes[at];
        let before = scene.clauses.last().map_or(usize::MAX, |c| c.units.end);
        let ends = |i: usize| self.segments.units[i].is_any(&['.', '!', '?', ':', ';']);
        !scene.total
            && before == clause.units.start
            && before > 0
            && !ends(before - 1)
            && !clause.opens
    }

    /// Takes what a line of a form names; whether it names anything.
    fn fill_form(&mut self, field: Field, colon: usize, clause: &Clause) -> bool {
        if !self.form.holds(clause.line) {
            self.form = Form::default();
        }
        let place = self
            .bearings
            .place_in(colon + 1..clause.units.end)
            .filter(|_| field == Field::Place);
        let when = self
            .bearings
            .when(clause, None)
            .filter(|_| field == Field::Day);
        let deed = field == Field::Deed && clause.acts.iter().any(|a| !a.negated);
        if place.is_none() && when.is_none() && !deed {
            return false;
        }
        self.form.line = clause.line;
        self.form.place = place.or(self.form.place.take());
        self.form.when = when.or(self.form.when.take());
        let open = self.current.map(|at| &mut self.scenes[at]);
        let last = |scene: &&mut Scene| {
            let line = scene.clauses.last().map_or(0, |c| c.line);
            self.form.holds(line) && clause.line > line && clause.line - line < 4
        };
        if let Some(scene) = open.filter(|s| s.form && last(s)) {
            self.form.fill(&mut scene.setting);
        }
        true
    }

    /// The line of a form that tells the deed begins its incident, or goes on with it.
    fn keep_deed(&mut self, field: Field, mut clause: Clause) {
        if field != Field::Deed {
            return;
        }
        clause.acts.iter_mut().for_each(|a| a.definite = false);
        match self.current.filter(|at| self.scenes[*at].form) {
            Some(at) if self.scenes[at].act == Act::Attack => {
                self.scenes[at].act = act_of(&clause);
                self.scenes[at].clauses.push(clause);
            }
            _ => {
                self.current = None;
                self.form.deed = Some(clause);
            }
        }
    }

    /// "From the strike on the market in Ariha:" before a list: its lines break that down, until one
    /// names an attack, a place or a day of its own.
    fn open_list(&mut self, clause: &mut Clause) {
        if clause.kind != LineKind::Item {
            self.opened = self.introduces_list(clause);
            if self.opened && !self.tells_of_incident(clause) {
                clause.acts.iter_mut().for_each(|a| a.definite = false);
                self.current = None;
            }
        } else if self.opened {
            let own = clause
                .acts
                .iter()
                .any(|a| !a.harm && !a.definite && !a.weapon);
            let placed = clause.places.iter().any(|p| p.located && !p.aside);
            self.opened = !own && !placed && clause.dates.is_empty() && clause.label.is_none();
        }
    }

    fn introduces_list(&self, clause: &Clause) -> bool {
        let colon = self.segments.units[clause.units.end - 1].is(':');
        let single = |a: &ActCue| !self.segments.low(a.core).ends_with('s');
        let names = |a: &ActCue| !a.negated && !a.hypothetical && (a.verb || single(a));
        colon && clause.acts.iter().any(names)
    }

    /// After an older incident told in between, a new paragraph goes on with the story where it
    /// tells of no other place or day.
    fn come_back(&mut self, clause: &Clause, when: &Option<Dated>) {
        let Some(aside) = &self.aside else { return };
        if self.current != Some(aside.scene) {
            self.aside = None;
            return;
        }
        if clause.line == aside.line {
            return;
        }
        let main = aside.main;
        self.aside = None;
        let refers = clause
            .acts
            .iter()
            .any(|a| a.definite && self.segments.low(a.units.start) == "that");
        if !refers && !self.apart(&self.scenes[main], clause, when, true) {
            self.current = Some(main);
        }
    }

    /// "Artillery on Stepany." A short sentence that opens a line with an attack somewhere else begins
    /// what the next one tells.
    fn announces(&self, clause: &Clause, current: usize) -> bool {
        const SHORT: usize = 10;
        let attack = clause
            .acts
            .iter()
            .any(|a| !a.definite && !a.negated && !a.harm);
        let short = clause.opens && clause.units.len() <= SHORT;
        short
            && attack
            && self
                .bearings
                .elsewhere(&self.scenes[current].setting, clause)
    }

    /// "Two houses and a bakery were damaged.": what the attack told before hit besides.
    fn tells_damage(&self, clause: &Clause) -> bool {
        let plain = clause.kind == LineKind::Prose && !clause.listed;
        let other = clause.acts.iter().any(|a| !a.definite && !a.weapon);
        plain && !other && !hit::read(self.segments, clause).is_empty()
    }

    /// A threat names a place, a thing, a day or people; "we will fight on" names none.
    fn threatens(&self, clause: &Clause) -> bool {
        let person = |i: usize| self.segments.units[i].lex.person.is_some();
        let after = |a: &ActCue| (a.core..clause.units.end.min(a.core + 5)).any(person);
        // "The employees of the commission are legitimate targets": whoever the clause names.
        let doomed = |a: &ActCue| self.segments.units[a.core].has(Gram::DOOMED);
        let named = |a: &ActCue| doomed(a) && clause.units.clone().any(person);
        let people = { clause.acts.iter() }.any(|a| a.hypothetical && (after(a) || named(a)));
        let placed = clause.places.iter().any(|p| p.located);
        people || placed || !clause.targets.is_empty() || !clause.dates.is_empty()
    }

    /// "Companies are advised to keep away": an order to leave behind a threat belongs to it, unless it
    /// names a place or a day of its own.
    fn goes_on_threatening(&self, clause: &Clause) -> bool {
        let threat = self.current.is_some_and(|at| {
            let scene = &self.scenes[at];
            let last = scene.clauses.last().map_or(usize::MAX, |c| c.line);
            scene.hypothetical && clause.line <= last.saturating_add(2)
        });
        let own = clause.places.iter().any(|p| p.located) || !clause.dates.is_empty();
        threat && !own && !clause.listed && act_of(clause) == Act::Attack
    }

    /// A line of a list tells of an incident of its own, until its first clause has been taken.
    fn is_fresh_item(&self, clause: &Clause) -> bool {
        let listed = clause.listed;
        let taken = self.current.is_some_and(|at| {
            let last = self.scenes[at].clauses.last();
            last.is_some_and(|last| last.line == clause.line)
        });
        let one_of_list = self.opened && clause.kind == LineKind::Item;
        listed && !taken && !one_of_list
    }

    /// A clause that tells of harm, or of an attack on something or somewhere.
    fn tells_of_incident(&self, clause: &Clause) -> bool {
        if is_accident(self.segments, clause) {
            return false;
        }
        let harm = clause.figures.iter().any(|f| {
            // "They accused villagers and killed six of them": nothing was counted before.
            let told = matches!(
                f.rule,
                "victims-were" | "active" | "passive" | "suffered" | "part-of-earlier"
            );
            let alone = told && self.current.is_none();
            let part = f.part_of == Some(Whole::Before) && !alone;
            // "2,300 people fled": of an attack just told, however many.
            let fled = f.effect == Effect::Displaced && self.current.is_some() && flees_once(f);
            let total = is_war_total(clause, f) && !fled;
            let again = f.known && self.is_told(f);
            let goes_on = self.goes_on_total(clause) && !of_war(self.segments, clause, f);
            !f.inherits && !part && !again && (goes_on || !total)
        });
        let deed = clause.acts.iter().any(|a| {
            // "We are being slaughtered by the middlemen": harm that counts nobody and tells no
            // kind of attack is a figure of speech as often as not.
            let bare_harm = a.harm && a.act == Act::Attack;
            // "VBIED against a convoy": a line of a list names the means alone.
            let thing = clause.listed && !a.sign && !clause.targets.is_empty();
            let told = clause.label.is_some() || (!a.weapon || thing) && !bare_harm;
            told && !a.definite
                && !a.negated
                && (a.verb && (!clause.targets.is_empty() || !clause.places.is_empty())
                    || clause.label.is_some()
                    || (a.act != Act::Attack || clause.listed)
                        && (!clause.places.is_empty()
                            || !clause.targets.is_empty() && (!clause.dates.is_empty() || thing)))
        });
        let named = clause.victims.iter().any(|v| v.effect.is_some());
        harm || deed || named
    }

    /// "The nine people killed were buried": the scene that the story stands at has the figure.
    fn is_told(&self, cue: &FigureCue) -> bool {
        let Some(scene) = self.current.map(|at| &self.scenes[at]) else {
            return false;
        };
        let last = scene.clauses.iter().rev().take(REACH_BACK);
        let mut figures = last.flat_map(|c| &c.figures);
        figures.any(|f| f.effect == cue.effect && f.group.count == cue.group.count)
    }

    /// "The enemy's losses amounted to 1,120 people over the past day": a sum of a whole front.
    fn sums_losses(&self, clause: &Clause) -> bool {
        let low = |i: usize| self.segments.low(i);
        let of_losses = |f: &FigureCue| { f.predicate.clone() }.any(|i| low(i) == "losses");
        let whole = |i: usize| matches!(low(i), "total" | "overall");
        let summed = clause.units.clone().any(whole) || !clause.dates.is_empty();
        clause.figures.iter().any(of_losses) && summed
    }

    /// A clause without an incident of its own belongs to the scene that the story stands at: it
    /// may hold its date, its place, a denial or an accusation.
    fn listen(&mut self, clause: Clause, when: Option<Dated>) {
        if denies_an_attack(&clause) {
            let placed = clause.places.iter().any(|p| p.located);
            let answered = if placed {
                self.earlier(&clause, &when, usize::MAX)
            } else {
                self.denied_scene(&clause).or(self.current)
            };
            match answered {
                Some(at) => self.scenes[at].clauses.push(clause),
                None => {
                    self.open(clause, when, false, false);
                }
            }
            return;
        }
        let Some(at) = self.current else {
            let names = clause.acts.iter().any(|a| !a.negated && !a.hypothetical);
            // "The governor said floods killed 31 people."
            let names = names && !is_accident(self.segments, &clause);
            if names && (clause.kind != LineKind::Heading || self.opened) {
                self.pending = Some((clause, when));
            }
            return;
        };
        if self.announces(&clause, at) {
            self.pending = Some((clause, when));
            self.current = None;
            return;
        }
        // "The rebels said their fighters had ambushed a patrol": who says who did it adds to what is told.
        let named = clause.speech.iter().any(|s| s.cue.named().is_some());
        let doer = |a: &ActCue| {
            let told = a.verb && !a.negated && !a.hypothetical && !a.harm;
            told && (a.own || a.doer.is_some())
        };
        let says_who = named && clause.acts.iter().any(doer);
        let tells_more = !clause.blames.is_empty() || self.tells_damage(&clause) || says_who;
        let scene = &mut self.scenes[at];
        let near = scene
            .clauses
            .last()
            .is_some_and(|last| clause.line <= last.line + 1);
        let speaks = clause
            .speech
            .iter()
            .any(|s| !matches!(s.cue.stance, Stance::Says));
        let refers = clause.acts.iter().any(|a| a.definite);
        if !clause.victims.is_empty() {
            // A line of a list of names: what became of them stands above the list.
            scene.clauses.push(clause);
            return;
        }
        let takes_place = takes_place(self.segments, &clause);
        let refers = refers || takes_place || situates(self.segments, &clause);
        if !near && !speaks && !refers {
            return;
        }
        if takes_place {
            self.bearings.move_to(&mut scene.setting, &clause);
            self.bearings.recall(&mut scene.setting, &clause, when);
        } else if situates(self.segments, &clause) {
            self.bearings.situate(&mut scene.setting, &clause, when);
        } else if refers {
            self.bearings.recall(&mut scene.setting, &clause, when);
        } else if scene
            .clauses
            .last()
            .is_some_and(|last| last.line == clause.line)
        {
            self.bearings.hear(&mut scene.setting, &clause, when);
        }
        if speaks || refers || tells_more {
            scene.clauses.push(clause);
        }
    }

    /// "denied the massacre", where shootings were told since: the scene of the deed that is named.
    fn denied_scene(&self, clause: &Clause) -> Option<usize> {
        const NEAR: usize = 8;
        let named = clause
            .acts
            .iter()
            .chain(&clause.denied)
            .filter(|a| !a.verb && !a.weapon && !a.harm);
        let word = named.map(|a| self.segments.low(a.core)).next()?;
        let tells = |at: &usize| {
            let acts = self.scenes[*at]
                .clauses
                .iter()
                .rev()
                .take(REACH_BACK)
                .flat_map(|c| &c.acts);
            acts.filter(|a| !a.negated)
                .any(|a| stem(self.segments.low(a.core)) == stem(word))
        };
        (0..self.scenes.len()).rev().take(NEAR).find(tells)
    }

    /// The scene that a clause goes on with; `None` opens a new one.
    fn scene_for(&self, clause: &Clause, when: &Option<Dated>, new_line: bool) -> Option<usize> {
        let current = self.current?;
        let scene = &self.scenes[current];
        let held = scene.act == Act::Abduction;
        let dies = self.only_dies_later(clause, held) && !scene.total;
        if self.only_parts(clause) {
            return Some(self.whole_of(clause).unwrap_or(current));
        }
        if dies || self.only_flee(clause) && !scene.hypothetical {
            return Some(current);
        }
        if scene.total || scene.hypothetical {
            return self.earlier(clause, when, current);
        }
        let apart = self.apart(scene, clause, when, new_line);
        if !apart {
            return Some(current);
        }
        self.earlier(clause, when, current)
    }

    /// "In April 83 civilians were killed. Government forces killed 41. Twenty-two died by mines.": a sum
    /// is broken down by who did it or by what; each is a sum of its own over the same days.
    fn breaks_down_total(&self, clause: &Clause) -> bool {
        let current = self.current.map(|at| &self.scenes[at]);
        let Some(scene) = current.filter(|s| s.total) else {
            return false;
        };
        let last = scene.clauses.last().map_or(usize::MAX, |c| c.line);
        let placed = clause.places.iter().any(|p| p.located && !p.aside);
        let wholes = |c: &Clause| {
            c.figures
                .iter()
                .filter(|f| f.part_of.is_none())
                .map(|f| f.effect)
                .collect::<Vec<_>>()
        };
        let told: Vec<_> = scene.clauses.iter().flat_map(wholes).collect();
        let again = wholes(clause).iter().any(|effect| told.contains(effect));
        let by = clause
            .acts
            .iter()
            .any(|a| a.doer.is_some() || a.act != Act::Attack);
        let next = last.saturating_add(1) == clause.line && self.has_another_doer(scene, clause);
        let said = |s: &Spoken| matches!(s.cue.stance, Stance::Says);
        (last == clause.line && clause.speech.is_empty() || next && clause.speech.iter().all(said))
            && !placed
            && clause.dates.is_empty()
            && again
            && by
    }

    /// Whether the sum that a paragraph tells goes on in this clause.
    fn goes_on_total(&self, clause: &Clause) -> bool {
        let total = self.current.map(|at| &self.scenes[at]).filter(|s| s.total);
        let last = total.and_then(|s| s.clauses.last());
        last.is_some_and(|c| c.line == clause.line) && clause.places.is_empty()
    }

    /// "Clashes went on in Bakool. Elders there say that 40 men have died since 3 May": a sum that names
    /// no place and no attack is that of the incident just told, which has no figures yet.
    fn counts_of_current(&self, clause: &Clause) -> bool {
        let Some(scene) = self.current.map(|at| &self.scenes[at]) else {
            return false;
        };
        let last = scene.clauses.last().map_or(usize::MAX, |c| c.line);
        let own = clause.acts.iter().any(|a| !a.harm)
            || clause.places.iter().any(|p| p.located && !p.aside);
        let open =
            !has_toll(scene) && !scene.total && !scene.hypothetical && scene.setting.when.is_none();
        open && !own && !clause.sum && last == clause.line
    }

    /// A clause whose figures all break down one told before goes on with its scene.
    fn only_parts(&self, clause: &Clause) -> bool {
        let parts = clause
            .figures
            .iter()
            .all(|f| f.part_of == Some(Whole::Before) || f.inherits);
        parts && !clause.figures.is_empty() && clause.acts.iter().all(|a| a.harm)
    }

    /// "Six of the nine were women", behind another toll: the scene that has the nine.
    fn whole_of(&self, clause: &Clause) -> Option<usize> {
        const NEAR: usize = 4;
        let of = clause.figures.iter().find_map(|f| f.of)?;
        let whole = |f: &FigureCue| f.part_of.is_none() && f.group.count == Count::exactly(of);
        let mut near = (0..self.scenes.len()).rev().take(NEAR);
        near.find(|at| {
            let last = self.scenes[*at].clauses.iter().rev().take(REACH_BACK);
            last.flat_map(|c| &c.figures).any(whole)
        })
    }

    /// "Four of the wounded died this morning": of an attack told before, whatever the day. So are those
    /// of whom it was told that they were `held`: "three were found dead in the forest".
    fn only_dies_later(&self, clause: &Clause, held: bool) -> bool {
        let hurt = |f: &FigureCue| {
            let of = |i: usize| {
                let words = self.segments.low(i);
                ["wounded", "injured", "hurt"]
                    .iter()
                    .any(|w| words.ends_with(w))
            };
            // "A 13th died on Tuesday", "the gunmen, one of whom was shot dead, fled towards Zabid"
            let alone = matches!(f.group.form, people::Form::One | people::Form::Part)
                || held && f.group.form == people::Form::Bare;
            let ranked = self.segments.units[f.group.units.clone()].iter().any(|u| {
                u.has(Gram::ORDINAL) || matches!(u.shape, crate::token::Shape::Ordinal(_))
            });
            let one_more = alone && (f.group.noun.is_none() || ranked);
            f.effect == Effect::Killed && (one_more || f.group.units.clone().any(of))
        };
        let deed = clause.acts.iter().any(|a| !a.harm && !a.definite);
        !deed && !clause.figures.is_empty() && clause.figures.iter().all(hurt)
    }

    /// "Some 12,000 people took to the bush towards Paloich": whoever flees, flees what was told in the
    /// same line; the places are where they went.
    fn only_flee(&self, clause: &Clause) -> bool {
        let flee = |f: &FigureCue| f.effect == Effect::Displaced && flees_once(f);
        let last = { self.current }.and_then(|at| self.scenes[at].clauses.last());
        let near = last.is_some_and(|c| c.line == clause.line);
        let deed = clause.acts.iter().any(|a| !a.harm && !a.definite);
        near && !deed && !clause.figures.is_empty() && clause.figures.iter().all(flee)
    }

    /// An earlier scene at the same place that the clause comes back to.
    fn earlier(&self, clause: &Clause, when: &Option<Dated>, current: usize) -> Option<usize> {
        let place = self.bearings.place(clause)?;
        (0..self.scenes.len())
            .rev()
            .take(REACH_BACK)
            .filter(|at| *at != current)
            .find(|at| {
                let scene = &self.scenes[*at];
                let known = scene.setting.place.as_ref();
                let same_place = known.is_some_and(|p| self.bearings.same_name(p, &place));
                same_place
                    && !scene.total
                    && !scene.hypothetical
                    && !self.bearings.another_day(&scene.setting, when)
            })
    }

    /// Whether a clause tells of another incident than `scene`: another place, another day, or a
    /// new deed in a new paragraph.
    fn apart(&self, scene: &Scene, clause: &Clause, when: &Option<Dated>, new_line: bool) -> bool {
        let place_conflict =
            self.bearings.elsewhere(&scene.setting, clause) && !self.leans_on(scene, clause);
        let date_conflict = self.bearings.another_day(&scene.setting, when);
        let new_deed = clause.acts.iter().any(|a| {
            let told = clause.label.is_some() || new_line || !a.weapon;
            told && !a.definite
                && !a.negated
                && a.act != Act::Attack
                && scene.act != Act::Attack
                && a.act != scene.act
                && (a.verb || a.weapon || self.segments.units[a.units.start].has(Gram::ARTICLE))
        });
        let turns = self.bearings.turns(clause);
        let own_figures = clause.figures.iter().any(|f| f.part_of.is_none())
            || clause.victims.iter().any(|v| v.effect.is_some());
        let told_there = match (&scene.setting.place, self.bearings.place(clause)) {
            (Some(known), Some(new)) => self.bearings.same_name(known, &new),
            _ => false,
        };
        let fresh = new_line && !told_there && self.introduces(clause);
        place_conflict
            || date_conflict
            || own_figures
                && (has_toll(scene) && self.recalls_another(clause)
                    || self.has_another_doer(scene, clause)
                    || new_deed && (new_line || turns)
                    || has_toll(scene) && new_line && self.at_another_hour(scene, clause)
                    || has_toll(scene) && (fresh || self.strikes_again(clause))
                    || widens(&scene.setting.when, when)
                    || widens(when, &scene.setting.when) && self.is_deed(clause))
    }

    fn join(&mut self, at: usize, clause: Clause, when: Option<Dated>) -> usize {
        let scene = &mut self.scenes[at];
        self.bearings.refine(&mut scene.setting, &clause, when);
        if scene.act == Act::Attack {
            scene.act = act_of(&clause);
        }
        scene.clauses.push(clause);
        self.current = Some(at);
        at
    }

    fn open(
        &mut self,
        clause: Clause,
        when: Option<Dated>,
        hypothetical: bool,
        total: bool,
    ) -> usize {
        let first = self.scenes.is_empty();
        // What has gone on since a day is not tied to the place that was named last.
        let lasting = when.as_ref().is_some_and(|(cue, _)| cue.since);
        let single = !total && !hypothetical && !lasting;
        let listed = clause.listed;
        let opened = self.opened;
        let of_line = |before: &Clause| !listed || before.line == clause.line || opened;
        let before = self.pending.take().filter(|(before, _)| of_line(before));
        let (before, date) = before.filter(|_| single).unzip();
        let when = when.or(date.flatten());
        let setting = self
            .bearings
            .opening(&clause, when, first, before.as_ref(), single, total);
        // A sum of a period or an area tells of attacks of every kind, unless it counts one kind.
        let counted = matches!(act_of(&clause), Act::Abduction | Act::MineExplosion);
        let mut act = if total && !counted {
            Act::Attack
        } else {
            act_of(&clause)
        };
        if act == Act::Attack {
            let denied = clause.denied.iter().map(|a| a.act);
            act = denied
                .reduce(|a, b| if a == Act::Attack { b } else { a })
                .unwrap_or(act);
        }
        let mut setting = setting;
        let formed = self.form.line > 0 && self.form.holds(clause.line) && !total;
        let mut clauses = Vec::new();
        if formed {
            self.form.fill(&mut setting);
            if let Some(deed) = self.form.deed.take() {
                act = if act == Act::Attack {
                    act_of(&deed)
                } else {
                    act
                };
                clauses.push(deed);
            }
        }
        if let Some(before) = before {
            if act == Act::Attack {
                act = act_of(&before);
            }
            clauses.push(before);
        }
        clauses.push(clause);
        self.scenes.push(Scene {
            setting,
            act,
            told: None,
            headed: self.headed.clone().filter(|_| !total && !lasting),
            total,
            hypothetical,
            harm: OnceCell::new(),
            form: formed,
            clauses,
        });
        let at = self.scenes.len() - 1;
        if let Some(main) = self.current.filter(|main| self.is_older(at, *main)) {
            let line = self.scenes[at].clauses.last().map_or(0, |c| c.line);
            self.aside = Some(Aside {
                scene: at,
                main,
                line,
            });
        }
        self.current = Some(at);
        at
    }

    /// Whether scene `at` is told in running text and was days before scene `main`.
    fn is_older(&self, at: usize, main: usize) -> bool {
        let (scene, main) = (&self.scenes[at], &self.scenes[main]);
        let listed = scene
            .clauses
            .iter()
            .any(|c| c.kind == LineKind::Item || c.label.is_some());
        let days = |scene: &Scene| scene.setting.when.as_ref().and_then(|w| w.1);
        let gap = days(scene)
            .and_then(|d| d.last())
            .zip(
                days(main)
                    .and_then(|d| d.first())
                    .or(self.bearings.published()),
            )
            .map(|(old, new)| (new - old).get_days());
        // "..., a day after jets hit a market": told in passing.
        let passing = scene.clauses.last().is_some_and(|c| !c.opens);
        let least = if passing { 1 } else { 2 };
        !listed && !scene.hypothetical && !main.total && gap.is_some_and(|gap| gap >= least)
    }
}

/// The first letters of a word for a deed, which its noun and its verb share: "massacre", "massacred".
fn stem(word: &str) -> &str {
    const LETTERS: usize = 6;
    word.char_indices()
        .nth(LETTERS)
        .map_or(word, |(at, _)| &word[..at])
}

/// Whether so many can flee one attack; millions flee a war.
fn flees_once(figure: &FigureCue) -> bool {
    const MOST: u32 = 100_000;
    let range = figure.group.count.range();
    range.min().or(range.max()).is_some_and(|n| n < MOST)
}

/// Whether a scene has a figure that is no part of another.
pub fn has_toll(scene: &Scene) -> bool {
    let mut figures = scene.clauses.iter().flat_map(|c| &c.figures);
    figures.any(|f| f.part_of.is_none())
}
