//! Where and when a scene is: what each clause says of it, and what the story has said before.

use std::ops::Range;

use jiff::civil::Date;
use tollbook_record::DateRange;
use tollbook_record::text::fold;

use super::above::Above;
use super::told::Clause;
use crate::cue::date::{DateCue, Meaning};
use crate::cue::place::{Level, PlaceCue};
use crate::gazetteer::Gazetteer;
use crate::lexicon::Gram;
use crate::segment::Segments;

/// A date with the days that it means, where they are known.
pub type Dated = (DateCue, Option<DateRange>);

/// Where and when one scene is.
#[derive(Clone, Default)]
pub struct Setting {
    /// Where, as finely as it is told.
    pub place: Option<PlaceCue>,
    /// Names of wider places told above it: the heading that it stands under.
    pub within: Vec<Range<usize>>,
    /// When.
    pub when: Option<Dated>,
}

/// Where and when the story stands: what headings, the lead and the last sentences have told.
pub struct Bearings<'s, 'a> {
    segments: &'s Segments<'a>,
    published: Option<Date>,
    /// The wider places told above: in the title, the heading, the lead.
    above: Above<'s, 'a>,
    /// The date of the last heading that has one.
    heading: Option<Dated>,
    /// The date of the report's first sum, which dates the items that follow it.
    lead: Option<Dated>,
    /// The last place that the story named.
    site: Option<PlaceCue>,
    /// The last date that the story named.
    told: Option<Dated>,
}

impl<'s, 'a> Bearings<'s, 'a> {
    /// At the start of a report.
    pub fn new(
        segments: &'s Segments<'a>,
        gazetteer: &'s Gazetteer,
        published: Option<Date>,
    ) -> Self {
        Self {
            segments,
            published,
            above: Above::new(segments, gazetteer),
            heading: None,
            lead: None,
            site: None,
            told: None,
        }
    }

    /// Takes the place and the date of a heading.
    pub fn read_heading(&mut self, clause: &Clause) {
        let when = clause
            .dates
            .iter()
            .find(|d| d.stands_alone())
            .map(|d| (d.clone(), d.resolve(self.published, None)));
        if when.is_some() {
            self.heading = when;
            self.told = None;
        }
        self.site = None;
        self.above.read_heading(clause);
    }

    /// The date of a clause: one of the incident, not of the saying ("on Sunday it said"). `scene`
    /// is the date of the scene that the story stands at.
    pub fn when(&mut self, clause: &Clause, scene: Option<&Dated>) -> Option<Dated> {
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
                        && s.cue.named().is_some()
            })
        };
        let of_incident = || clause.dates.iter().filter(|d| !of_saying(d));
        let cue = of_incident()
            .find(|d| d.stands_alone())
            .or_else(|| of_incident().next())?;
        let when = (cue.clone(), cue.resolve(self.published, self.day(scene)));
        if when.0.stands_alone() && when.1.is_some() {
            self.told = Some(when.clone());
        }
        Some(when)
    }

    /// The day that the story has reached.
    fn day(&self, scene: Option<&Dated>) -> Option<DateRange> {
        let heading = || self.heading.as_ref().and_then(|w| w.1);
        scene
            .and_then(|w| w.1)
            .or_else(|| self.told.as_ref()?.1)
            .or_else(heading)
    }

    /// The place of a clause: the one nearest to its first statement, else its label.
    pub fn place(&self, clause: &Clause) -> Option<PlaceCue> {
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
        let rank = |p: &&PlaceCue| (p.aside, p.country, p.level >= Level::Wide, far(p));
        let own = clause
            .places
            .iter()
            .filter(|p| p.located)
            .min_by_key(rank)
            .or_else(|| clause.places.iter().min_by_key(far));
        let label = clause.label.as_ref();
        let Some(mut own) = own
            .filter(|own| label.is_none() || !own.aside && own.located)
            .cloned()
        else {
            return label.cloned();
        };
        for wider in clause.places.iter().filter(|p| p.located && !p.aside) {
            if wider.level >= Level::District && self.above.fits(&own, wider) {
                own.within.push(wider.name.clone());
                own.within.extend(wider.within.iter().cloned());
            }
        }
        if let Some(label) = label {
            own.within.push(label.name.clone());
            own.within.extend(label.within.iter().cloned());
        }
        Some(own)
    }

    /// Whether a line is nothing but a place, which makes it a heading.
    pub fn is_heading(&self, clause: &Clause) -> bool {
        self.above.is_heading(clause)
    }

    /// Keeps the last place of a clause, for a scene that names none.
    pub fn pass(&mut self, clause: &Clause) {
        self.above.pass(clause);
        let told = |p: &PlaceCue| p.located && !p.country && !p.aside;
        if let Some(site) = self.place(clause).filter(told) {
            self.site = Some(site);
        }
    }

    /// The setting of a scene that opens with this clause.
    pub fn opening(
        &mut self,
        clause: &Clause,
        when: Option<Dated>,
        first: bool,
        single: bool,
        total: bool,
    ) -> Setting {
        let listed = clause.listed;
        let headed = listed || self.above.has_section() || total;
        let when = when
            .or_else(|| self.heading.clone().filter(|_| headed))
            .or_else(|| self.lead.clone().filter(|_| listed))
            .or_else(|| self.carried().filter(|_| !listed && single));
        if self.lead.is_none() && clause.figures.len() > 1 && first {
            self.lead = when.clone();
        }
        let place = self
            .place(clause)
            .or_else(|| self.site.clone().filter(|_| !listed && single))
            .or_else(|| self.above.title_place(total));
        let within = self.above.parents(place.as_ref(), clause.line);
        Setting {
            place,
            within,
            when,
        }
    }

    /// The date that the story named last, where it is a day: a story told in one breath.
    fn carried(&self) -> Option<Dated> {
        let told = self.told.clone()?;
        let days = told
            .1
            .and_then(|d| Some((d.last()? - d.first()?).get_days()))?;
        (days <= 1).then_some(told)
    }

    /// Takes what a clause adds to the setting of its scene: a date or place where there was none,
    /// or a finer one.
    pub fn refine(&self, setting: &mut Setting, clause: &Clause, when: Option<Dated>) {
        if setting.when.is_none() || finer(&setting.when, &when) {
            setting.when = when.or(setting.when.take());
        }
        match (&setting.place, self.place(clause)) {
            (None, new) => setting.place = new,
            (Some(known), Some(new)) => {
                let finer = new.located
                    && !new.aside
                    && new.name != known.name
                    && (self.is_parent(&new, known)
                        || known.country && !new.country
                        || known.level >= Level::Wide && new.level < known.level
                        || known.aside);
                if finer {
                    setting.place = Some(new);
                }
            }
            _ => {}
        }
        setting.within = self.above.parents(setting.place.as_ref(), clause.line);
    }

    /// Takes what a clause that refers back to a scene ("the attack in Saraqib on Friday") says of
    /// where and when it was, if nothing was told of it.
    pub fn recall(&self, setting: &mut Setting, clause: &Clause, when: Option<Dated>) {
        if setting.place.as_ref().is_none_or(|p| p.country) {
            let told = clause.places.iter().find(|p| p.located && !p.country);
            setting.place = told.cloned().or(setting.place.take());
        }
        if setting.when.is_none() {
            setting.when = when;
        }
    }

    /// Whether a clause is told of another place than the scene.
    pub fn elsewhere(&self, setting: &Setting, clause: &Clause) -> bool {
        match (&setting.place, self.place(clause)) {
            (Some(_), Some(new)) if new.country || new.aside => false,
            (Some(known), Some(_)) if known.aside => false,
            (Some(known), Some(new)) => {
                !self.same_name(known, &new)
                    && !self.is_parent(known, &new)
                    && !self.is_parent(&new, known)
            }
            _ => false,
        }
    }

    /// Whether a clause is told of another day than the scene.
    pub fn another_day(&self, setting: &Setting, when: &Option<Dated>) -> bool {
        let Some((cue, new)) = when else { return false };
        let known = setting.when.as_ref().map(|w| (&w.0, w.1));
        match (known, cue.meaning) {
            (_, Meaning::Clock | Meaning::Story(0)) => false,
            (_, Meaning::Story(_)) => true,
            (Some((_, Some(known))), _) => new.is_some_and(|new| !known.overlaps(new)),
            _ => false,
        }
    }

    /// Whether two places bear one name, or one name holds the other.
    pub fn same_name(&self, a: &PlaceCue, b: &PlaceCue) -> bool {
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

    /// "Elsewhere", "meanwhile": a clause that opens so turns to another incident.
    pub fn turns(&self, clause: &Clause) -> bool {
        let first = clause.units.start..clause.units.end.min(clause.units.start + 2);
        self.segments.units[first]
            .iter()
            .any(|unit| unit.has(Gram::ELSEWHERE) && unit.capital)
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
