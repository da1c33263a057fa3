//! Incident building: which clauses tell of one incident.

use std::ops::Range;

use jiff::civil::Date;
use tollbook_record::text::fold;
use tollbook_record::{Act, DateRange, Publication};

use super::told::{Clause, Speaker, SpeakerIndex, Told};
use crate::cue::act::ActCue;
use crate::cue::date::{DateCue, Meaning};
use crate::cue::place::{self, PlaceCue};
use crate::frame::Whole;
use crate::gazetteer::Gazetteer;
use crate::lexicon::Gram;
use crate::segment::{LineKind, Segments};

/// A date with the days that it means, where they are known.
pub type Dated = (DateCue, Option<DateRange>);

/// One incident as the report tells it.
pub struct Scene {
    /// The clauses that tell of it.
    pub clauses: Vec<Clause>,
    /// Where, as finely as it is told.
    pub place: Option<PlaceCue>,
    /// Names of wider places told above it: the heading that it stands under.
    pub within: Vec<Range<usize>>,
    /// When.
    pub when: Option<Dated>,
    /// The kind of attack.
    pub act: Act,
    /// Whether it is a sum over a period or an area.
    pub total: bool,
    /// Whether it is threatened or planned, not told as having been.
    pub hypothetical: bool,
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
        gazetteer,
        published: publication.published,
        scenes: Vec::new(),
        heading: Heading::default(),
        lead: None,
        told: None,
        site: None,
        current: None,
        pending: None,
        line: usize::MAX,
    };
    for clause in told.clauses {
        builder.add(clause);
    }
    Scenes {
        scenes: builder.scenes,
        speakers: told.speakers,
    }
}

/// What the headings above say.
#[derive(Default)]
struct Heading {
    place: Option<PlaceCue>,
    when: Option<Dated>,
}

/// How many scenes back a report can come back to; a bound keeps the work linear in a text of any
/// length, and no report that a person wrote reaches further.
const REACH_BACK: usize = 64;

struct Builder<'s, 'a> {
    segments: &'s Segments<'a>,
    gazetteer: &'s Gazetteer,
    published: Option<Date>,
    scenes: Vec<Scene>,
    heading: Heading,
    /// The date of the report's first sum, which dates the items that follow it.
    lead: Option<Dated>,
    /// The last place that the story named.
    site: Option<PlaceCue>,
    /// The last date that the story named.
    told: Option<Dated>,
    /// The scene that the story stands at.
    current: Option<usize>,
    /// A clause that names an attack before anything is told of it: "This is what we know of the
    /// bombing of the market in Saraqib yesterday."
    pending: Option<(Clause, Option<Dated>)>,
    /// The line of the last clause.
    line: usize,
}

impl Builder<'_, '_> {
    fn add(&mut self, clause: Clause) {
        if clause.kind == LineKind::Heading {
            self.read_heading(&clause);
            return;
        }
        let new_line = clause.line != self.line;
        self.line = clause.line;
        let when = self.when(&clause);
        if when
            .as_ref()
            .is_some_and(|(cue, dates)| cue.stands_alone() && dates.is_some())
        {
            self.told = when.clone();
        }
        let site = clause
            .places
            .iter()
            .rfind(|p| p.located && !p.country)
            .cloned();
        let goes_on = self.current.is_some() && self.only_parts(&clause);
        if !goes_on && !self.tells_of_incident(&clause) {
            self.site = site.or(self.site.take());
            self.listen(clause, when);
            return;
        }
        let hypothetical = is_hypothetical(&clause);
        let total = self.is_total(&clause);
        let target = if hypothetical || total {
            None
        } else {
            self.scene_for(&clause, &when, new_line)
        };
        match target {
            Some(at) => self.join(at, clause, when),
            None => self.open(clause, when, hypothetical, total),
        }
        self.site = site.or(self.site.take());
    }

    fn read_heading(&mut self, clause: &Clause) {
        let when = clause
            .dates
            .iter()
            .find(|d| d.stands_alone())
            .map(|d| (d.clone(), d.resolve(self.published, None)));
        if when.is_some() {
            self.heading.when = when;
            self.told = None;
        }
        let name = clause
            .places
            .first()
            .cloned()
            .or_else(|| clause.label.clone())
            .or_else(|| self.short_heading(clause));
        self.site = None;
        if let Some(place) = name {
            self.heading.place = Some(place);
        }
        self.current = None;
    }

    /// "CAUCA", "IDLIB GOVERNORATE": a heading of a few words in capitals is a place.
    fn short_heading(&self, clause: &Clause) -> Option<PlaceCue> {
        const FEW: usize = 4;
        let words = self.segments.words(clause.units.clone());
        let shouts = words.chars().all(|c| !c.is_lowercase());
        let short = clause.units.len() <= FEW && clause.dates.is_empty();
        (shouts && short && clause.line > 0)
            .then(|| place::in_label(self.segments, clause.units.clone(), self.gazetteer))?
    }

    /// The date of a clause: one of the incident, not of the saying ("on Sunday it said").
    fn when(&self, clause: &Clause) -> Option<Dated> {
        let of_saying = |d: &&DateCue| {
            clause.speech.iter().any(|s| {
                let verb = s.cue.verb.clone();
                d.units.start >= verb.end
                    && d.units.start <= verb.end + 1
                    && !clause
                        .acts
                        .iter()
                        .any(|a| a.core < d.units.start && a.core > verb.end)
                    || d.units.end == s.cue.units.start
                        && d.units.start == clause.units.start
                        && s.cue.who.is_some()
            })
        };
        let of_incident = || clause.dates.iter().filter(|d| !of_saying(d));
        let cue = of_incident()
            .find(|d| d.stands_alone())
            .or_else(|| of_incident().next())?;
        let story = self.story();
        Some((cue.clone(), cue.resolve(self.published, story)))
    }

    /// The day that the story has reached.
    fn story(&self) -> Option<DateRange> {
        let scene = self
            .current
            .and_then(|at| self.scenes[at].when.as_ref())
            .and_then(|w| w.1);
        let heading = || self.heading.when.as_ref().and_then(|w| w.1);
        scene.or_else(|| self.told.as_ref()?.1).or_else(heading)
    }

    /// A clause that tells of harm, or of an attack on something or somewhere.
    fn tells_of_incident(&self, clause: &Clause) -> bool {
        let harm = clause
            .figures
            .iter()
            .any(|f| !f.inherits && f.part_of != Some(Whole::Before) && !is_war_total(clause, f));
        let deed = clause.acts.iter().any(|a| {
            // "We are being slaughtered by the middlemen": harm that counts nobody and tells no
            // kind of attack is a figure of speech as often as not.
            let bare_harm = a.harm && a.act == Act::Attack;
            let told = clause.label.is_some() || !a.weapon && !bare_harm;
            told && !a.definite
                && !a.negated
                && (a.verb && (!clause.targets.is_empty() || !clause.places.is_empty())
                    || clause.label.is_some()
                    || a.act != Act::Attack
                        && (!clause.places.is_empty()
                            || !clause.targets.is_empty() && !clause.dates.is_empty()))
        });
        let named = clause.victims.iter().any(|v| v.effect.is_some());
        harm || deed || named
    }

    /// A clause without an incident of its own belongs to the scene that the story stands at: it
    /// may hold its date, its place, a denial or an accusation.
    fn listen(&mut self, clause: Clause, when: Option<Dated>) {
        if self.denies_an_attack(&clause) {
            match self.earlier(&clause, &when, usize::MAX) {
                Some(at) => self.scenes[at].clauses.push(clause),
                None => self.open(clause, when, false, false),
            }
            return;
        }
        let Some(at) = self.current else {
            let names = clause.acts.iter().any(|a| !a.negated && !a.hypothetical);
            if names && clause.kind != LineKind::Heading {
                self.pending = Some((clause, when));
            }
            return;
        };
        let scene = &mut self.scenes[at];
        let near = scene
            .clauses
            .last()
            .is_some_and(|last| clause.line <= last.line + 1);
        let speaks = clause
            .speech
            .iter()
            .any(|s| !matches!(s.cue.stance, crate::cue::speaker::Stance::Says));
        let refers = clause.acts.iter().any(|a| a.definite);
        if !clause.victims.is_empty() {
            // A line of a list of names: what became of them stands above the list.
            scene.clauses.push(clause);
            return;
        }
        if !near && !speaks && !refers {
            return;
        }
        let unplaced = scene.place.as_ref().is_none_or(|p| p.country);
        if unplaced && refers {
            let told = clause.places.iter().find(|p| p.located && !p.country);
            scene.place = told.cloned().or(scene.place.take());
        }
        if scene.when.is_none() && refers {
            scene.when = when;
        }
        if speaks || refers {
            scene.clauses.push(clause);
        }
    }

    /// "There was no air strike on the market": a denial that names what it denies.
    fn denies_an_attack(&self, clause: &Clause) -> bool {
        let denied = |a: &ActCue| a.negated && !a.weapon && !a.harm && a.act != Act::Attack;
        clause.acts.iter().any(denied) && clause.places.iter().any(|p| p.located)
    }

    /// The scene that a clause goes on with; `None` opens a new one.
    fn scene_for(&self, clause: &Clause, when: &Option<Dated>, new_line: bool) -> Option<usize> {
        let current = self.current?;
        let listed = clause.kind == LineKind::Item || clause.label.is_some();
        if listed && new_line {
            return None;
        }
        let scene = &self.scenes[current];
        if self.only_parts(clause) {
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

    /// A clause whose figures all break down one told before goes on with its scene.
    fn only_parts(&self, clause: &Clause) -> bool {
        let parts = clause
            .figures
            .iter()
            .all(|f| f.part_of == Some(Whole::Before) || f.inherits);
        parts && !clause.figures.is_empty() && clause.acts.iter().all(|a| a.harm)
    }

    /// An earlier scene at the same place that the clause comes back to.
    fn earlier(&self, clause: &Clause, when: &Option<Dated>, current: usize) -> Option<usize> {
        let place = self.place(clause)?;
        (0..self.scenes.len())
            .rev()
            .take(REACH_BACK)
            .filter(|at| *at != current)
            .find(|at| {
                let scene = &self.scenes[*at];
                let same_place = scene
                    .place
                    .as_ref()
                    .is_some_and(|p| self.same_name(p, &place));
                same_place
                    && !scene.total
                    && !scene.hypothetical
                    && !self.dates_conflict(scene, when)
            })
    }

    /// Whether a clause tells of another incident than `scene`: another place, another day, or a
    /// new deed in a new paragraph.
    fn apart(&self, scene: &Scene, clause: &Clause, when: &Option<Dated>, new_line: bool) -> bool {
        let place_conflict = match (&scene.place, self.place(clause)) {
            (Some(_), Some(new)) if new.country => false,
            (Some(known), Some(new)) => {
                !self.same_name(known, &new)
                    && !self.is_parent(known, &new)
                    && !self.is_parent(&new, known)
            }
            _ => false,
        };
        let date_conflict = self.dates_conflict(scene, when);
        let new_deed = clause.acts.iter().any(|a| {
            let told = clause.label.is_some() || !a.weapon;
            told && !a.definite
                && !a.negated
                && a.act != Act::Attack
                && scene.act != Act::Attack
                && a.act != scene.act
                && (a.verb || self.segments.units[a.units.start].has(Gram::ARTICLE))
        });
        let turns = (clause.units.start..clause.units.end.min(clause.units.start + 2))
            .any(|i| self.segments.units[i].has(Gram::ELSEWHERE) && self.segments.units[i].capital);
        let own_figures = clause.figures.iter().any(|f| f.part_of.is_none());
        place_conflict || date_conflict || new_deed && own_figures && (new_line || turns)
    }

    fn dates_conflict(&self, scene: &Scene, when: &Option<Dated>) -> bool {
        let Some((cue, new)) = when else { return false };
        let known = scene.when.as_ref().map(|w| (&w.0, w.1));
        match (known, cue.meaning) {
            (_, Meaning::Clock | Meaning::Story(0)) => false,
            (_, Meaning::Story(_)) => true,
            (Some((_, Some(known))), _) => new.is_some_and(|new| !known.overlaps(new)),
            _ => false,
        }
    }

    fn same_name(&self, a: &PlaceCue, b: &PlaceCue) -> bool {
        let name = |p: &PlaceCue| fold(self.segments.words(p.name.clone()));
        let (a, b) = (name(a), name(b));
        a == b || a.contains(&b) || b.contains(&a)
    }

    /// Whether `wide` is among the parents of `fine`.
    fn is_parent(&self, fine: &PlaceCue, wide: &PlaceCue) -> bool {
        let name = fold(self.segments.words(wide.name.clone()));
        fine.within
            .iter()
            .any(|w| fold(self.segments.words(w.clone())) == name)
    }

    /// The place of a clause: the one nearest to its first statement, else its label.
    fn place(&self, clause: &Clause) -> Option<PlaceCue> {
        let anchor = clause
            .acts
            .first()
            .map(|a| a.core)
            .or_else(|| clause.figures.first().map(|f| f.predicate.start))
            .unwrap_or(clause.units.start);
        let far = |p: &&PlaceCue| {
            if p.name.start >= anchor {
                p.name.start - anchor
            } else {
                4 + anchor - p.name.end.min(anchor)
            }
        };
        let own = clause
            .places
            .iter()
            .filter(|p| p.located)
            .min_by_key(|p| (p.country, far(p)))
            .or_else(|| clause.places.iter().min_by_key(far));
        match (own, &clause.label) {
            (Some(own), Some(label)) => {
                let mut own = own.clone();
                own.within.push(label.name.clone());
                Some(own)
            }
            (own, label) => own.or(label.as_ref()).cloned(),
        }
    }

    /// A sum over a period or an area: a word for it, or a period longer than an incident lasts
    /// without a deed.
    fn is_total(&self, clause: &Clause) -> bool {
        if clause.figures.is_empty() {
            return false;
        }
        let deed = clause
            .acts
            .iter()
            .any(|a| a.verb && a.act != Act::Attack && !a.definite)
            || clause
                .acts
                .iter()
                .any(|a| a.act != Act::Attack && !self.is_plural(a.core));
        let opens_with_total = clause.opens
            && (clause.units.clone().take(3)).any(|i| {
                matches!(
                    self.segments.low(i),
                    "total" | "sum" | "toll" | "totals" | "in all" | "in total" | "altogether"
                )
            });
        let period = clause.dates.iter().any(|d| {
            matches!(
                d.meaning,
                Meaning::Month { .. }
                    | Meaning::Year(_)
                    | Meaning::UnitsAgo { .. }
                    | Meaning::ThisUnit(_)
            ) || matches!(d.meaning, Meaning::LastDays(n) if n > 1)
                || matches!(d.meaning, Meaning::Days { first, last, .. } if last > first + 1)
                || d.since
        });
        clause.sum || opens_with_total || period && !deed
    }

    fn is_plural(&self, at: usize) -> bool {
        self.segments.low(at).ends_with('s')
    }

    fn join(&mut self, at: usize, clause: Clause, when: Option<Dated>) {
        let place = self.place(&clause);
        let act = act_of(&clause);
        let scene = &mut self.scenes[at];
        if scene.when.is_none() || finer(&scene.when, &when) {
            scene.when = when.or(scene.when.take());
        }
        match (&scene.place, place) {
            (None, new) => scene.place = new,
            (Some(known), Some(new)) if known.country && !new.country => scene.place = Some(new),
            (Some(known), Some(new))
                if new.located
                    && new.within.len() > known.within.len()
                    && new.name != known.name =>
            {
                let finer = new.within.iter().any(|w| {
                    fold(self.segments.words(w.clone()))
                        == fold(self.segments.words(known.name.clone()))
                });
                if finer {
                    scene.place = Some(new);
                }
            }
            _ => {}
        }
        if scene.act == Act::Attack {
            scene.act = act;
        }
        scene.clauses.push(clause);
        self.current = Some(at);
    }

    /// The date that the story named last, where it is a day: a story told in one breath.
    fn carried(&self) -> Option<Dated> {
        let told = self.told.clone()?;
        let days = told
            .1
            .and_then(|d| Some((d.last()? - d.first()?).get_days()))?;
        (days <= 1).then_some(told)
    }

    fn open(&mut self, clause: Clause, when: Option<Dated>, hypothetical: bool, total: bool) {
        let place = self.place(&clause);
        let listed = clause.kind == LineKind::Item || clause.label.is_some();
        let within = self
            .heading
            .place
            .iter()
            .filter(|_| listed)
            .map(|p| p.name.clone())
            .collect();
        let when = when.or_else(|| {
            self.heading
                .when
                .clone()
                .filter(|_| listed || self.heading.place.is_some() || total)
        });
        let when = when.or_else(|| self.lead.clone().filter(|_| listed));
        let when = when.or_else(|| {
            self.carried()
                .filter(|_| !listed && !total && !hypothetical)
        });
        if self.lead.is_none() && clause.figures.len() > 1 && self.scenes.is_empty() {
            self.lead = when.clone();
        }
        let act = if total && act_of(&clause) != Act::Abduction {
            Act::Attack
        } else {
            act_of(&clause)
        };
        let place = place.or_else(|| {
            self.site
                .clone()
                .filter(|_| !listed && !total && !hypothetical)
        });
        let (mut clauses, mut place, mut when, mut act) = (Vec::new(), place, when, act);
        if let Some((before, date)) = self.pending.take().filter(|_| !total && !hypothetical) {
            place = place.or_else(|| self.place(&before));
            when = date.or(when);
            act = if act == Act::Attack {
                act_of(&before)
            } else {
                act
            };
            clauses.push(before);
        }
        clauses.push(clause);
        self.scenes.push(Scene {
            place,
            within,
            when,
            act,
            total,
            hypothetical,
            clauses,
        });
        self.current = Some(self.scenes.len() - 1);
    }
}

/// Whether a new date is finer than the known one: a day against a period.
fn finer(known: &Option<Dated>, new: &Option<Dated>) -> bool {
    let days = |w: &Option<Dated>| {
        let range = w.as_ref()?.1?;
        Some((range.last()? - range.first()?).get_days())
    };
    matches!((days(known), days(new)), (Some(known), Some(new)) if new < known && known > 1)
}

/// "has killed tens of thousands": a whole war's toll, with neither place nor day, is no incident.
fn is_war_total(clause: &Clause, figure: &crate::frame::FigureCue) -> bool {
    let large = match figure.group.count {
        tollbook_record::Count::Vague(word) => word == tollbook_record::Vague::Thousands,
        tollbook_record::Count::Stated { range, .. } => {
            range.min().or(range.max()).is_some_and(|n| n >= 1000)
        }
    };
    let thousands =
        figure.group.count == tollbook_record::Count::Vague(tollbook_record::Vague::Thousands);
    let undated = clause.dates.is_empty();
    large && clause.label.is_none() && (clause.places.is_empty() || thousands && undated)
}

/// Threats, plans and warnings: the deed itself stands under "will" or "would".
fn is_hypothetical(clause: &Clause) -> bool {
    let told = clause.acts.iter().any(|a| !a.hypothetical && a.verb);
    !told && clause.acts.iter().any(|a| a.hypothetical)
}

/// The kind of attack of a clause: the first word that says one; poison and barrel bombs before
/// what carries them.
pub fn act_of(clause: &Clause) -> Act {
    const TELLING: &[Act] = &[
        Act::ChemicalAttack,
        Act::SuicideBombing,
        Act::BarrelBombing,
        Act::DroneStrike,
    ];
    let acts = || clause.acts.iter().filter(|a| !a.negated).map(|a| a.act);
    let telling = acts().find(|a| TELLING.contains(a));
    let new = || {
        clause
            .acts
            .iter()
            .filter(|a| !a.negated && !a.definite)
            .map(|a| a.act)
    };
    telling
        .or_else(|| new().find(|a| *a != Act::Attack))
        .or_else(|| acts().find(|a| *a != Act::Attack))
        .or_else(|| clause.figures.iter().find_map(|f| f.act))
        .unwrap_or(Act::Attack)
}

/// The speakers of a scene with something of their own to say, the publisher among them.
pub fn speakers_of(scene: &Scene) -> Vec<SpeakerIndex> {
    let mut out: Vec<SpeakerIndex> = Vec::new();
    for clause in &scene.clauses {
        let told = clause
            .figures
            .iter()
            .map(|f| clause.speaker_at(f.group.units.start));
        let named = clause
            .victims
            .iter()
            .map(|v| clause.speaker_at(v.units.start));
        let accused = clause
            .speech
            .iter()
            .filter(|s| matches!(s.cue.stance, crate::cue::speaker::Stance::Accuses))
            .map(|s| s.speaker);
        // A named speaker who tells of his own side's deed speaks for himself.
        let own = clause
            .acts
            .iter()
            .filter(|a| a.own && a.verb && !a.negated)
            .map(|a| clause.speaker_at(a.core))
            .filter(Option::is_some);
        for speaker in told.chain(named).chain(accused).chain(own) {
            if !out.contains(&speaker) {
                out.push(speaker);
            }
        }
    }
    out
}
