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

/// So many lines with labels make a bulletin.
const BULLETIN: usize = 3;

/// The wider places that the report has told so far.
pub struct Above<'s, 'a> {
    segments: &'s Segments<'a>,
    gazetteer: &'s Gazetteer,
    /// The place of the dateline.
    dateline: Option<PlaceCue>,
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
    /// How many lines of the report begin with a label.
    labels: usize,
}

impl<'s, 'a> Above<'s, 'a> {
    /// At the start of a report.
    pub fn new(segments: &'s Segments<'a>, gazetteer: &'s Gazetteer) -> Self {
        Self {
            segments,
            gazetteer,
            dateline: dateline(segments, gazetteer),
            title: None,
            section: None,
            lead: None,
            area: None,
            label: None,
            first: None,
            labels: segments
                .sentences
                .iter()
                .filter(|s| s.opens && !s.label.is_empty())
                .count(),
        }
    }

    /// Whether no line of running text has been taken yet.
    pub fn is_before_story(&self) -> bool {
        self.first.is_none()
    }

    /// The name of the last wide place told.
    pub fn area(&self) -> Option<Range<usize>> {
        self.area.as_ref().map(|(_, area)| area.name.clone())
    }

    /// The place of the dateline, which may be where all of it was.
    pub fn dateline(&self) -> Option<PlaceCue> {
        self.dateline.clone()
    }

    /// The place that a form names. A label tells the wide place first, a form the fine one: "Binnish,
    /// Idlib".
    pub fn place_in(&self, units: Range<usize>) -> Option<PlaceCue> {
        let mut place = place::in_label(self.segments, units, self.gazetteer)?;
        if place.level == Level::Quarter {
            return Some(place);
        }
        if let [first] = place.within.as_slice()
            && first.end <= place.name.start
        {
            let (fine, wide) = (
                PlaceCue::named(first.clone()),
                PlaceCue::named(place.name.clone()),
            );
            if self.is_sure(&fine, &wide) || !self.is_sure(&wide, &fine) {
                place.within = Vec::from([wide.name]);
                place.name = fine.name;
                place.level = fine.level;
            }
        }
        Some(place)
    }

    /// Whether the story stands under a heading that is made of a place.
    pub fn has_section(&self) -> bool {
        self.section.is_some()
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
            let one = one.filter(|p| !self.is_dateline(clause, p));
            self.title = one.cloned().or(self.title.take());
        }
        self.section = whole;
    }

    /// "Mekelle, 8 November": where a report was written.
    fn is_dateline(&self, clause: &Clause, place: &PlaceCue) -> bool {
        let after = place.units.end;
        let dated = |at: usize| {
            self.segments.units.get(at).is_some_and(|unit| {
                unit.lex.time.is_some() || matches!(unit.shape, Shape::Number(_) | Shape::Date)
            })
        };
        place.units.start == clause.units.start
            && self.segments.low(after) == ","
            && dated(after + 1)
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
        let label = clause.label.as_ref().filter(|_| clause.opens);
        if let Some(label) = label.filter(|label| !self.is_dateline_of(label)) {
            self.label = Some((clause.line, label.clone()));
        }
        let wide = clause
            .places
            .iter()
            .filter(told)
            .rfind(|p| p.level == Level::Wide);
        if let Some(wide) = wide {
            self.area = Some((clause.line, wide.clone()));
        }
        if clause.line == first && clause.kind == LineKind::Prose && !clause.listed {
            let told = clause.places.iter().filter(told).min_by_key(|p| p.country);
            self.lead = self.lead.take().or_else(|| told.cloned());
        }
    }

    /// The place of a scene that names none: the one that the title puts something in.
    pub fn title_place(&self) -> Option<PlaceCue> {
        let title = self.title.clone();
        title.filter(|place| place.located && !place.country)
    }

    /// The place of an item that names none: the one of its heading.
    pub fn section_place(&self, listed: bool) -> Option<PlaceCue> {
        self.section.clone().filter(|_| listed)
    }

    /// The parents of a place that is told on `line`, finest first.
    pub fn parents(&self, place: Option<&PlaceCue>, line: usize) -> Vec<Range<usize>> {
        let Some(place) = place else {
            return Vec::new();
        };
        let near = self.area.as_ref().filter(|(told, _)| *told == line);
        // "Tamra: one dead. Dori: two hurt": a label of its own is no part of the one before it.
        let mark = |at: Option<usize>, mark: char| {
            at.and_then(|at| self.segments.units.get(at))
                .is_some_and(|u| u.is(mark))
        };
        let before = place.units.start.checked_sub(1);
        let labels = mark(Some(place.units.end), ':') && (mark(before, '.') || mark(before, ';'));
        let label = self
            .label
            .as_ref()
            .filter(|(told, _)| *told == line && !labels);
        let label = label.map(|(_, label)| label).into_iter();
        let headed = label.chain(&self.section);
        let headed = headed.filter(|wide| !self.same(place, wide) && place.level < Level::Wide);
        let area = near.map(|(_, area)| area).into_iter();
        let area = area.filter(|area| self.fits(place, area));
        let lead = self
            .lead
            .iter()
            .filter(|lead| self.lies_in_lead(place, lead));
        let title = self.title.iter().filter(|t| {
            !t.country
                && (t.level >= Level::District && self.may_lie_in(place, t)
                    || self.is_sure(place, t))
        });
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
        lead.level >= Level::Wide && self.fits(place, lead) && self.is_sure(place, lead)
    }

    /// Whether the gazetteer knows `fine` as lying in `wide`.
    fn is_sure(&self, fine: &PlaceCue, wide: &PlaceCue) -> bool {
        let name = |p: &PlaceCue| self.segments.words(p.name.clone());
        let wide = self.gazetteer.named(name(wide));
        let fine = self.gazetteer.named(name(fine));
        fine.iter().any(|f| wide.iter().any(|w| lies_in(f, w)))
    }

    /// Whether `fine` can lie in `wide`, which is told to be wider.
    pub fn fits(&self, fine: &PlaceCue, wide: &PlaceCue) -> bool {
        let sector = matches!(
            self.segments.low(wide.name.end),
            "direction" | "axis" | "front" | "directions"
        );
        !sector && fine.level < wide.level && self.may_lie_in(fine, wide)
    }

    /// Whether a clause that names both tells `fine` as lying in `wide`: "In Idlib province,
    /// meanwhile, a sniper killed a woman in Binnish."
    pub fn holds(&self, fine: &PlaceCue, wide: &PlaceCue) -> bool {
        let told = wide.level == Level::Wide
            && self
                .segments
                .units
                .get(wide.name.end)
                .is_some_and(|u| u.has(Gram::WIDE_PLACE));
        let before = wide.name.end <= fine.name.start && fine.level < Level::District;
        let division = matches!(wide.level, Level::District | Level::Wide);
        let sure = told && before && !self.same(fine, wide);
        sure || division && self.fits(fine, wide)
    }

    /// "Tamra (Orient Wire) -": a label that names its agency is a dateline, and gives no place.
    pub fn is_dateline_of(&self, label: &PlaceCue) -> bool {
        let units = &self.segments.units;
        let dash = units
            .get(label.units.end)
            .is_some_and(|u| u.is_any(&['-', '–', '—']));
        let stop = units.get(label.units.end).is_some_and(|u| u.is('.'));
        let label = &units[label.units.clone()];
        // "Monday. Binnish. Shells fell": the day stands behind the place of a dateline.
        let first = label
            .first()
            .is_some_and(|u| u.lex.time.is_some() || u.shape != Shape::Word);
        let dated = !first && label.iter().any(|u| u.lex.time.is_some() && u.capital);
        let agency = label.iter().any(|u| u.is('('));
        dash && agency || (dash || stop) && dated && self.labels < BULLETIN
    }

    /// "Imphal: three persons died": a lone label before the first line is a dateline.
    pub fn is_dateline_label(&self, clause: &Clause) -> bool {
        let first = self.first.is_none_or(|first| first == clause.line);
        let city = clause.label.as_ref().is_some_and(|l| l.level < Level::Wide);
        first && city && self.labels < BULLETIN && clause.kind == LineKind::Prose
    }

    fn same(&self, a: &PlaceCue, b: &PlaceCue) -> bool {
        let name = |p: &PlaceCue| {
            let last = p
                .name
                .clone()
                .rev()
                .find(|at| !self.segments.units[*at].has(Gram::GENERIC_PLACE));
            let end = last.map_or(p.name.end, |last| last + 1);
            fold(self.segments.words(p.name.start..end))
        };
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

/// "LOWMARSH - ": the place before the first line of running text. One with a day or an agency is where
/// somebody wrote. So is one with a colon ("QARNUB: "), until the story names another.
fn dateline(segments: &Segments<'_>, gazetteer: &Gazetteer) -> Option<PlaceCue> {
    const LONGEST: usize = 16;
    let mut end = 0;
    for sentence in &segments.sentences {
        if sentence.kind == LineKind::Prose {
            let before = end..sentence.units.start;
            let colon = before.end > end && segments.units[before.end - 1].is(':');
            let before = end..before.end - usize::from(colon);
            let written = |at: usize| {
                let unit = &segments.units[at];
                unit.is_any(&['(', '[', ':']) || unit.lex.time.is_some()
            };
            let short = (1..=LONGEST).contains(&before.len());
            let short = short && !before.clone().any(written);
            let place = place::in_label(segments, before, gazetteer).filter(|_| short)?;
            return Some(PlaceCue {
                aside: colon,
                ..place
            });
        }
        end = sentence.units.end;
    }
    None
}

fn lies_in(fine: &Entry<'_>, wide: &Entry<'_>) -> bool {
    // A small place may be another of the same name that the gazetteer does not know.
    const WELL_KNOWN: u32 = 100_000;
    let division = wide.precision() != Precision::Country && fine.population() >= WELL_KNOWN;
    fine.country() == wide.country() && (!division || fine.admin1() == wide.admin1())
}
