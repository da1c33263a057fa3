//! Wider places told above a scene: in the title of the report, in the heading that it stands
//! under, in the lead, or earlier in its paragraph. They are the parents of the scene's own place.

use std::ops::Range;

use tollbook_record::Precision;
use tollbook_record::text::fold;

use super::told::Clause;
use crate::cue::place::{self, Level, PlaceCue};
use crate::gazetteer::{Entry, Gazetteer};
use crate::lexicon::Gram;
use crate::segment::{LineKind, Segments};
use crate::token::Shape;

/// The wider places that the report has told so far.
pub struct Above<'s, 'a> {
    segments: &'s Segments<'a>,
    gazetteer: &'s Gazetteer,
    /// The one place of the title.
    title: Option<PlaceCue>,
    /// The place that the last heading is made of.
    section: Option<PlaceCue>,
    /// The wide place or city of the first paragraph.
    lead: Option<PlaceCue>,
    /// The last wide place, and its line.
    area: Option<(usize, PlaceCue)>,
    /// The label that the current line began with, and the line.
    label: Option<(usize, PlaceCue)>,
    /// The first line of running text.
    first: Option<usize>,
}

impl<'s, 'a> Above<'s, 'a> {
    /// At the start of a report.
    pub fn new(segments: &'s Segments<'a>, gazetteer: &'s Gazetteer) -> Self {
        Self {
            segments,
            gazetteer,
            title: None,
            section: None,
            lead: None,
            area: None,
            label: None,
            first: None,
        }
    }

    /// Whether the report is made of headings or labels with places: a bulletin, whose heading dates
    /// its items.
    pub fn is_bulletin(&self) -> bool {
        self.section.is_some() || self.label.is_some()
    }

    /// Takes the place of a heading. One that is made of a place opens its section; any other ends
    /// the section before it.
    pub fn read_heading(&mut self, clause: &Clause) {
        self.area = None;
        let place = place::in_label(self.segments, clause.units.clone(), self.gazetteer);
        let whole = place.filter(|place| self.is_made_of(clause, place));
        if whole.is_none() && self.first.is_none() && self.section.is_none() {
            let mut told = clause.places.iter().filter(|p| !p.aside);
            let one = told.next().filter(|_| told.next().is_none());
            let one = one.filter(|p| !self.is_dateline(p));
            self.title = one.cloned().or(self.title.take());
        }
        self.section = whole;
    }

    /// "Mekelle, 8 November": where a report was written.
    fn is_dateline(&self, place: &PlaceCue) -> bool {
        let after = place.units.end;
        let dated = |at: usize| {
            self.segments.units.get(at).is_some_and(|unit| {
                unit.lex.time.is_some() || matches!(unit.shape, Shape::Number(_) | Shape::Date)
            })
        };
        self.segments.low(after) == "," && dated(after + 1)
    }

    /// Whether a line is nothing but a place: "1) Idlib Governorate".
    pub fn is_heading(&self, clause: &Clause) -> bool {
        let bare = clause.acts.is_empty() && clause.figures.is_empty() && clause.opens;
        let told = || place::in_label(self.segments, clause.units.clone(), self.gazetteer);
        bare && clause.kind == LineKind::Item
            && told().is_some_and(|place| self.is_made_of(clause, &place))
    }

    /// Whether a heading holds nothing but places and the words for what they are.
    fn is_made_of(&self, clause: &Clause, place: &PlaceCue) -> bool {
        const MOST: usize = 8;
        let named = |at: usize| {
            place.name.contains(&at) || place.within.iter().any(|within| within.contains(&at))
        };
        clause.units.len() <= MOST
            && clause.units.clone().all(|at| {
                let unit = &self.segments.units[at];
                let word = Gram::GENERIC_PLACE
                    .with(Gram::COMPASS)
                    .with(Gram::AND)
                    .with(Gram::DEFINITE);
                named(at) || unit.has(word) || matches!(unit.shape, Shape::Mark(_))
            })
    }

    /// Keeps the wide places of a clause for what follows it.
    pub fn pass(&mut self, clause: &Clause) {
        let first = *self.first.get_or_insert(clause.line);
        let told = |p: &&PlaceCue| p.located && !p.aside;
        if let Some(label) = clause.label.as_ref().filter(|_| clause.opens) {
            self.label = Some((clause.line, label.clone()));
        }
        let wide = clause
            .places
            .iter()
            .filter(told)
            .rfind(|p| p.level >= Level::Wide);
        if let Some(wide) = wide {
            self.area = Some((clause.line, wide.clone()));
        }
        if clause.line == first && clause.kind == LineKind::Prose {
            let told = clause.places.iter().filter(told).min_by_key(|p| p.country);
            self.lead = self.lead.take().or_else(|| told.cloned());
        }
    }

    /// The place of a scene that names none: the one of the title. Of a country only sums are told.
    pub fn title_place(&self, total: bool) -> Option<PlaceCue> {
        let title = self.title.clone();
        title.filter(|place| place.located && (total || !place.country))
    }

    /// The parents of a place that is told on `line`, finest first.
    pub fn parents(&self, place: Option<&PlaceCue>, line: usize) -> Vec<Range<usize>> {
        let Some(place) = place else {
            return Vec::new();
        };
        let near = self.area.as_ref().filter(|(told, _)| *told == line);
        let label = self.label.as_ref().filter(|(told, _)| *told == line);
        let label = label.map(|(_, label)| label).into_iter();
        let headed = label.chain(&self.section);
        let headed = headed.filter(|wide| !self.same(place, wide) && place.level < Level::Wide);
        let area = near.map(|(_, area)| area).into_iter();
        let area = area.filter(|area| self.fits(place, area));
        let lead = self
            .lead
            .iter()
            .filter(|lead| self.lies_in_lead(place, lead));
        let title = self
            .title
            .iter()
            .filter(|t| !t.country && self.may_lie_in(place, t));
        headed
            .chain(area)
            .chain(lead)
            .chain(title)
            .flat_map(|wide| std::iter::once(&wide.name).chain(&wide.within))
            .cloned()
            .collect()
    }

    /// A quarter lies in the city that the report begins with; a town in its province.
    fn lies_in_lead(&self, place: &PlaceCue, lead: &PlaceCue) -> bool {
        if lead.country {
            return false;
        }
        if place.level == Level::Quarter {
            return lead.level > place.level && self.may_lie_in(place, lead);
        }
        lead.level >= Level::Wide && self.fits(place, lead)
    }

    /// Whether `fine` can lie in `wide`, which is told to be wider.
    pub fn fits(&self, fine: &PlaceCue, wide: &PlaceCue) -> bool {
        fine.level < wide.level && self.may_lie_in(fine, wide)
    }

    fn same(&self, a: &PlaceCue, b: &PlaceCue) -> bool {
        let name = |p: &PlaceCue| fold(self.segments.words(p.name.clone()));
        name(a) == name(b)
    }

    /// Whether `fine` can lie in `wide`: the gazetteer does not know both as lying apart.
    fn may_lie_in(&self, fine: &PlaceCue, wide: &PlaceCue) -> bool {
        let name = |p: &PlaceCue| self.segments.words(p.name.clone());
        if self.same(fine, wide) {
            return false;
        }
        let (fine, wide) = (
            self.gazetteer.named(name(fine)),
            self.gazetteer.named(name(wide)),
        );
        let apart = fine.iter().all(|f| wide.iter().all(|w| !lies_in(f, w)));
        fine.is_empty() || wide.is_empty() || !apart
    }
}

fn lies_in(fine: &Entry<'_>, wide: &Entry<'_>) -> bool {
    let country = fine.country() == wide.country();
    country && (wide.precision() == Precision::Country || fine.admin1() == wide.admin1())
}
