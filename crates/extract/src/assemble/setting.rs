//! Where and when a scene is: what each clause says of it, and what the story has said before.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;
use tollbook_record::DateRange;
use tollbook_record::text::fold;

use super::above::Above;
use super::told::{Clause, Spoken};
use crate::cue::act::ActCue;
use crate::cue::date::{Anchor, DateCue, Meaning};
use crate::cue::party;
use crate::cue::place::{Level, PlaceCue};
use crate::cue::speaker::Stance;
use crate::frame::FigureCue;
use crate::gazetteer::Gazetteer;
use crate::lexicon::{Gram, Lex};
use crate::segment::Segments;
use crate::token::Shape;

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
    pub(super) segments: &'s Segments<'a>,
    published: Option<Date>,
    /// The wider places told above: in the title, the heading, the lead.
    above: Above<'s, 'a>,
    /// The date of the last heading that has one.
    heading: Option<Dated>,
    /// Whether a heading calls the report a log of incidents, which its date dates.
    is_log: bool,
    /// Whether the sentence before told a day and no incident: "On Thursday the wolves bit each other."
    dated_alone: bool,
    /// The line in which a day was told before any incident: "Last night 61 drones were shot down."
    dated_line: Option<usize>,
    /// The date of the report's first sum, which dates the items that follow it.
    lead: Option<Dated>,
    /// The last place that the story named.
    site: Option<PlaceCue>,
    /// The last date that the story named.
    told: Option<Dated>,
    /// The line and the end of the last clause that took over that date.
    told_to: (usize, usize),
    /// The last day, or two days, that the story named.
    last_day: Option<DateRange>,
    /// The last day on which something told of was printed or sent.
    printed: Option<DateRange>,
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
            is_log: false,
            dated_alone: false,
            dated_line: None,
            told: None,
            told_to: (0, 0),
            last_day: None,
            printed: None,
        }
    }

    /// The place that a form names.
    pub fn place_in(&self, units: Range<usize>) -> Option<PlaceCue> {
        self.above.place_in(units)
    }

    /// Whether a heading of nothing but a date names a period: "1 January to 31 March".
    pub fn is_of_period(&self) -> bool {
        const WEEK: i32 = 6;
        let days = self.heading.as_ref().and_then(|w| w.1);
        let days = days.and_then(|d| Some((d.last()? - d.first()?).get_days()));
        self.is_log && days.is_some_and(|days| days >= WEEK)
    }

    /// The day of publication, which an incident without a date is told on.
    pub fn published(&self) -> Option<Date> {
        self.published
    }

    /// Takes the place and the date of a heading.
    pub fn read_heading(&mut self, clause: &Clause) {
        // "Today's events, Saturday 9 June": a day of the calendar says more than one that leans.
        let when = clause
            .dates
            .iter()
            .filter(|d| d.stands_alone())
            .min_by_key(|d| !matches!(d.meaning, Meaning::Days { .. } | Meaning::Months { .. }))
            .map(|d| (d.clone(), d.resolve(&self.anchor(None, false))));
        if when.is_some() {
            self.heading = when;
            self.told = None;
        }
        self.is_log |= clause
            .units
            .clone()
            .any(|i| self.segments.units[i].has(Gram::LOG));
        let whole = clause.dates.first();
        self.is_log |= whole.is_some_and(|d| made_of_date(self.segments, clause, d));
        self.above.read_heading(clause);
        if self.above.has_section() {
            self.site = None;
        }
    }

    /// The date of a clause: one of the incident, not of the saying ("on Sunday it said"). `scene`
    /// is the date of the scene that the story stands at.
    pub fn when(&mut self, clause: &Clause, scene: Option<&Dated>) -> Option<Dated> {
        let aside = clause.dates.iter().filter(|d| d.aside && d.stands_alone());
        let mut printed = aside.filter_map(|d| d.resolve(&self.anchor(None, false)));
        self.printed = printed.rfind(|day| is_day(*day)).or(self.printed);
        let label = clause.label.as_ref();
        let dateline = label.filter(|label| self.above.is_dateline_of(label));
        let dateline = dateline.map_or(0, |label| label.units.end);
        let ahead = is_ahead(clause);
        let anchor_unit = anchor_of(clause);
        let named = |d: &&DateCue| d.aside && self.dates_named_deed(clause, d);
        let nearest = || {
            clause
                .dates
                .iter()
                .filter(|d| d.units.start >= dateline && !d.aside)
                .filter(|d| {
                    let told = d.is_period() || matches!(d.meaning, Meaning::Story(_));
                    told || !self.of_saying(clause, &d.units)
                })
                .filter(|d| !self.of_death(&d.units) && !self.of_arrest(&d.units))
                .filter(|d| !self.of_aftermath(clause, &d.units))
                .filter(|d| ahead || !matches!(d.meaning, Meaning::NextDays(_)))
                .min_by_key(|d| {
                    // A date before the deed in its clause stands nearer to it than one behind.
                    let far = d.units.start.abs_diff(anchor_unit);
                    let vague = matches!(d.meaning, Meaning::Year(_));
                    (
                        self.beside_aftermath(&d.units),
                        !d.stands_alone() || vague,
                        far,
                    )
                })
        };
        let cue = clause.dates.iter().find(named).or_else(nearest)?;
        let cue = self.in_brackets(clause, cue).unwrap_or(cue);
        let leans = matches!(cue.meaning, Meaning::Clock | Meaning::ClockOverMidnight);
        let day = self
            .month_beside(clause, cue)
            .or_else(|| self.day(scene, clause.opens && leans));
        let counted = match cue.meaning {
            Meaning::Story(days) => days != 0,
            meaning => matches!(meaning, Meaning::StoryWeekday { .. }),
        };
        let day = match counted {
            true => self
                .day_of_saying(clause, cue)
                .or(day.filter(|day| is_day(*day)))
                .or(self.last_day)
                .or(self.printed),
            false => day,
        };
        let mut anchor = self.anchor(day, ahead);
        if self.segments.units[cue.units.start].quoted
            && let Some(said) = self.day_of_quotation(clause)
        {
            anchor.published = Some(said);
            anchor.report = None;
        }
        let when = (cue.clone(), cue.resolve(&anchor));
        self.last_day = when.1.filter(|day| is_day(*day)).or(self.last_day);
        if when.0.stands_alone() && when.1.is_some() {
            self.told = Some(when.clone());
        }
        if self.opens_log(clause, &when.0) {
            self.heading = Some(when.clone());
            self.is_log = true;
        }
        Some(when)
    }

    /// "yesterday (17 January 2019)": the day of the calendar says more.
    fn in_brackets<'c>(&self, clause: &'c Clause, cue: &DateCue) -> Option<&'c DateCue> {
        let open = self
            .segments
            .units
            .get(cue.units.end)
            .is_some_and(|u| u.is('('));
        let full =
            |d: &&DateCue| matches!(d.meaning, Meaning::Days { first, .. } if first.year.is_some());
        let mut dates = clause.dates.iter().filter(full);
        dates.find(|d| open && d.units.start == cue.units.end + 1)
    }

    /// "Over the past day, ...": a report that begins with a period tells of nothing else.
    fn opens_log(&self, clause: &Clause, date: &DateCue) -> bool {
        let period = matches!(
            date.meaning,
            Meaning::LastDays(_) | Meaning::UnitsAgo { .. } | Meaning::ThisUnit(_)
        );
        let first = self.heading.is_none() && self.above.is_before_story();
        first && period && !date.since && date.units.start <= clause.units.start + 1
    }

    /// "sentenced on Friday for the 2027 bombing of a bus, which killed 31 people": what a relative clause
    /// tells of a named deed was on the day of that deed, and so was the harm that was done in it.
    fn dates_named_deed(&self, clause: &Clause, date: &DateCue) -> bool {
        let deed = date.units.end..date.units.end + 2;
        let Some(act) = clause.acts.iter().find(|a| deed.contains(&a.core)) else {
            return false;
        };
        let told = clause.figures.iter().map(|f| f.predicate.start).min();
        let relative = |i: usize| self.segments.units[i].has(Gram::RELATIVE);
        let related = told.is_some_and(|told| (act.core + 1..told).any(relative));
        // "came to remember the 38 people killed in the 2027 bombing"
        let before = date.units.start.saturating_sub(2)..=date.units.start;
        let mut figures = clause.figures.iter();
        // "sentenced three men on Friday for the 2027 killing of two nurses"
        let named = |f: &FigureCue| f.rule == "nominal" && f.predicate.contains(&act.core);
        let died_in =
            figures.any(|f| named(f) || before.contains(&f.predicate.end.max(f.group.units.end)));
        let other = |a: &ActCue| a.core < act.core && a.verb && !a.harm;
        (related || died_in) && !clause.acts.iter().any(other)
    }

    /// "The mayor said on Sunday that 19 had been killed two days earlier", "died on Sunday of wounds received
    /// two days before": what is counted back from the day of the saying or of a death.
    fn day_of_saying(&self, clause: &Clause, cue: &DateCue) -> Option<DateRange> {
        let back = match cue.meaning {
            Meaning::Story(days) => days < 0,
            meaning => matches!(meaning, Meaning::StoryWeekday { step: ..0, .. }),
        };
        let mut before = clause.dates.iter().filter(|d| {
            let told = self.of_saying(clause, &d.units) || self.of_death(&d.units);
            let other = told
                || d.aside
                || self.of_aftermath(clause, &d.units)
                || self.beside_aftermath(&d.units);
            d.units.end <= cue.units.start && d.stands_alone() && other
        });
        before
            .next_back()
            .filter(|_| back)?
            .resolve(&self.anchor(None, false))
            .filter(|day| is_day(*day))
    }

    /// "They hit it today", in a quotation, "he said on Sunday" behind it: the one day on which it was said, from which
    /// "today" counts.
    fn day_of_quotation(&self, clause: &Clause) -> Option<Date> {
        let said = |d: &&DateCue| {
            !self.segments.units[d.units.start].quoted
                && d.stands_alone()
                && self.of_saying(clause, &d.units)
        };
        let day = clause.dates.iter().find(said)?;
        let days = day.resolve(&self.anchor(None, false))?;
        days.first().filter(|first| days.last() == Some(*first))
    }

    /// "In June came the poison: on the night of the 14th": the month that a clause names for its day.
    fn month_beside(&self, clause: &Clause, cue: &DateCue) -> Option<DateRange> {
        let day = matches!(cue.meaning, Meaning::DayOfMonth(_));
        let mut months = clause.dates.iter().filter(|d| {
            matches!(d.meaning, Meaning::Months { first, last, .. } if first == last)
                && d.units.end <= cue.units.start
        });
        months
            .next_back()
            .filter(|_| day)?
            .resolve(&self.anchor(None, false))
    }

    /// "On Sunday it said", "he told state television on Monday": a date between the verb of saying
    /// and what is said.
    fn of_saying(&self, clause: &Clause, units: &Range<usize>) -> bool {
        const REACH: usize = 9;
        let (start, end) = (units.start, units.end);
        // "claimed responsibility for Sunday's shooting"
        let owner = end + 1 < clause.units.end && matches!(self.segments.low(end), "'s" | "’s");
        if owner && tells(self.segments.units[end + 1].lex) {
            return false;
        }
        // "Police in Jos on Thursday confirmed"
        let says = self
            .segments
            .units
            .get(end)
            .is_some_and(|u| u.lex.speech.is_some() || u.has(Gram::CONDEMN));
        if says && start > clause.units.start && end < clause.units.end {
            return true;
        }
        // Only the speakers beside the date are looked at, so that the work stays linear.
        let next = clause.speech.partition_point(|s| s.cue.units.start < start);
        let beside = next.saturating_sub(1)..clause.speech.len().min(next + 1);
        clause.speech[beside].iter().any(|s| {
            let verb = &s.cue.verb;
            let after = start >= verb.end
                && start - verb.end <= REACH
                && !self.tells_between(verb.end..start);
            let before =
                end == s.cue.units.start && start == clause.units.start && s.cue.named().is_some();
            let within = start >= s.cue.units.start && end <= verb.end;
            after || before || within
        })
    }

    /// Whether something is told between: harm, an attack, or words that a "that" introduces.
    fn tells_between(&self, units: Range<usize>) -> bool {
        self.segments.units[units]
            .iter()
            .any(|unit| tells(unit.lex) || unit.is_any(&[':', '"', '“']))
    }

    fn anchor(&self, story: Option<DateRange>, ahead: bool) -> Anchor {
        Anchor {
            published: self.published,
            report: self.heading.as_ref().and_then(|w| w.1),
            story,
            ahead,
        }
    }

    /// The day that the story has reached.
    fn day(&self, scene: Option<&Dated>, opens: bool) -> Option<DateRange> {
        let heading = || self.heading.as_ref().and_then(|w| w.1);
        let item = opens && self.above.is_bulletin();
        heading()
            .filter(|_| item)
            .or_else(|| scene.and_then(|w| w.1))
            .or_else(|| self.told.as_ref()?.1)
            .or_else(heading)
    }

    /// The place of a clause: the one nearest to its first statement, else its label.
    pub fn place(&self, clause: &Clause) -> Option<PlaceCue> {
        let anchor = anchor_of(clause);
        let far = |p: &&PlaceCue| {
            if p.name.start >= anchor {
                p.name.start - anchor
            } else {
                4 + anchor - p.name.end.min(anchor)
            }
        };
        let rank = |p: &&PlaceCue| {
            let aside =
                p.aside || self.of_saying(clause, &p.units) || self.is_seat_of_speaker(clause, p);
            (
                aside,
                p.country,
                self.is_passed(p),
                p.level >= Level::Wide,
                far(p),
            )
        };
        let fled = self.fled_from(clause);
        let own = clause
            .places
            .iter()
            .filter(|p| p.located)
            .min_by_key(rank)
            .or_else(|| {
                let named = clause.places.iter().filter(|p| !p.aside);
                named.min_by_key(far)
            });
        let own = fled.as_ref().or(own);
        let label = clause
            .label
            .as_ref()
            .filter(|label| !self.above.is_dateline_of(label));
        let seat = |own: &&PlaceCue| self.is_seat_of_speaker(clause, own);
        let Some(mut own) = own
            .filter(|own| label.is_none() || !own.aside && own.located)
            .filter(|own| !seat(own))
            .cloned()
        else {
            return label.cloned();
        };
        // A place lies in few others; a long list of places is no chain of parents.
        const MOST_PARENTS: usize = 3;
        let told = clause.places.iter().filter(|p| p.located && !p.aside);
        let wide = told.filter(|wide| !clause.sum && self.above.holds(&own, wide));
        let wide: Vec<&PlaceCue> = wide.take(MOST_PARENTS).collect();
        for wider in wide {
            own.within.push(wider.name.clone());
            own.within.extend(wider.within.iter().cloned());
        }
        let label =
            label.filter(|_| own.level < Level::Wide && !self.above.is_dateline_label(clause));
        if let Some(label) = label {
            own.within.push(label.name.clone());
            own.within.extend(label.within.iter().cloned());
        }
        Some(own)
    }

    /// "Some 300 people from Tamra have come to Dori": of those who only fled the place is the one that they
    /// left.
    fn fled_from(&self, clause: &Clause) -> Option<PlaceCue> {
        let flee = |f: &FigureCue| f.effect == tollbook_record::Effect::Displaced;
        let only = !clause.figures.is_empty() && clause.figures.iter().all(flee);
        let left = |p: &&PlaceCue| {
            let before = p.units.start.checked_sub(1);
            before.is_some_and(|at| self.segments.units[at].has(Gram::FROM))
        };
        let left = clause.places.iter().filter(|_| only).find(left)?;
        Some(PlaceCue {
            located: true,
            aside: false,
            ..left.clone()
        })
    }

    /// "In Moscow, a ministry spokesman said the planes had": a seat of government, in which one speaks for
    /// a state.
    fn is_seat_of_speaker(&self, clause: &Clause, place: &PlaceCue) -> bool {
        let unit = |at: usize| self.segments.units.get(at);
        let seat = party::state_at(self.segments, place.name.start, place.name.end) > 0;
        let comma = usize::from(unit(place.units.end).is_some_and(|u| u.is(',')));
        let opens = place.units.start <= clause.units.start + 1;
        seat && opens
            && clause.speech.iter().any(|s| {
                let parenthetical = unit(s.cue.verb.end).is_some_and(|u| u.is(','));
                s.cue.units.start == place.units.end + comma && !parenthetical
            })
    }

    /// "a bridge over the Euphrates", "along the Line of Control": what something passes or follows.
    fn is_passed(&self, place: &PlaceCue) -> bool {
        let before = place.units.start.checked_sub(1);
        before.is_some_and(|at| {
            matches!(
                self.segments.low(at),
                "along" | "over" | "across" | "through" | "toward" | "towards"
            )
        })
    }

    /// Whether a line is nothing but a place, which makes it a heading.
    pub fn is_heading(&self, clause: &Clause) -> bool {
        self.above.is_heading(clause)
    }

    /// Keeps the last place of a clause, for a scene that names none.
    pub fn pass(&mut self, clause: &Clause) {
        self.above.pass(clause);
        // "a fairy tale made in Paris": a place in a quotation that tells no deed.
        let idle = clause.acts.is_empty() && clause.figures.is_empty();
        let quoted = |p: &PlaceCue| idle && self.segments.units[p.name.start].quoted;
        let told = |p: &PlaceCue| p.located && !p.country && !p.aside && !quoted(p);
        if let Some(site) = self.place(clause).filter(told) {
            self.site = Some(site);
        }
        self.dated_alone = clause.dates.iter().any(|d| d.stands_alone() && !d.aside);
    }

    /// Keeps that a paragraph began with a day and no incident, which dates what it tells.
    pub fn date_paragraph(&mut self, clause: &Clause) {
        let told = clause
            .dates
            .iter()
            .any(|d| d.stands_alone() && !d.aside && !d.is_period());
        if told && clause.opens && clause.speech.is_empty() {
            self.dated_line = Some(clause.line);
        }
    }

    /// Whether the day told last is the one that the paragraph of this clause began with.
    fn dates_line(&self, clause: &Clause) -> bool {
        self.dated_line == Some(clause.line)
    }

    /// The setting of a scene that opens with this clause.
    pub fn opening(
        &mut self,
        clause: &Clause,
        when: Option<Dated>,
        first: bool,
        before: Option<&Clause>,
        single: bool,
        total: bool,
    ) -> Setting {
        let listed = clause.listed || before.is_some_and(|before| before.listed);
        // "The claims that gas was used there are false": what a report denies is not of its own days.
        let denies = |s: &Spoken| s.cue.stance == Stance::Denies;
        let own = !clause.speech.iter().any(denies);
        let headed = listed || self.above.is_bulletin() || self.is_log && own || total;
        let when = when
            .or_else(|| {
                let same = !clause.parted && self.in_one_sentence(clause);
                self.told.clone().filter(|_| same)
            })
            .or_else(|| self.carried().filter(|_| self.dates_line(clause)))
            .or_else(|| self.heading.clone().filter(|_| headed))
            .or_else(|| self.lead.clone().filter(|_| listed))
            .or_else(|| {
                let named = listed && (clause.label.is_some() || self.place(clause).is_some());
                self.carried()
                    .filter(|_| !named && single && !clause.parted && !self.is_separate(clause))
                    .filter(|_| self.dated_alone || self.dates_line(clause) || self.goes_on(clause))
            });
        self.dated_alone = false;
        if clause.dates.is_empty() && when.is_some() && when == self.told {
            self.told_to = (clause.line, clause.units.end);
        }
        if self.lead.is_none() && clause.figures.len() > 1 && first {
            self.lead = when.clone();
        }
        let place = self
            .place(clause)
            .filter(|place| !self.is_land_of_site(place))
            .or_else(|| self.place(before?));
        let unnamed = place.is_none() && self.is_unnamed(clause);
        let place = place
            .or_else(|| self.wider_again(clause).filter(|_| single))
            .or_else(|| self.site.clone().filter(|_| self.points_there(clause)))
            .or_else(|| self.above.section_place(listed && single))
            .or_else(|| self.site.clone().filter(|_| single && !unnamed))
            .or_else(|| self.above.section_place(single))
            .or_else(|| self.above.title_place().filter(|_| single))
            .or_else(|| self.above.dateline().filter(|_| single && first))
            .or_else(|| clause.seat.clone().filter(|_| single));
        let within = if total {
            Vec::new()
        } else {
            self.above.parents(place.as_ref(), clause.line)
        };
        Setting {
            place,
            within,
            when,
        }
    }

    /// "in the same governorate": the wider place that was told with the last one.
    fn wider_again(&self, clause: &Clause) -> Option<PlaceCue> {
        let wide = Gram::WIDE_PLACE.with(Gram::DISTRICT_PLACE);
        let mut units = clause.units.clone();
        let at = units.find(|i| {
            let next = self.segments.units[..clause.units.end].get(i + 1);
            self.segments.low(*i) == "same" && next.is_some_and(|u| u.has(wide))
        })?;
        let word = self.segments.low(at + 1);
        let site = self.site.as_ref()?;
        let told = |name: &&Range<usize>| self.segments.low(name.end) == word;
        let area = self.above.area();
        let names = site.within.iter().chain(area.iter());
        let name = { names }.find(told)?;
        let level = match self.segments.units[at + 1].has(Gram::WIDE_PLACE) {
            true => Level::Wide,
            false => Level::District,
        };
        Some(PlaceCue {
            level,
            ..PlaceCue::named(name.clone())
        })
    }

    /// "were killed there", "in the same town": the place told last.
    fn points_there(&self, clause: &Clause) -> bool {
        let unit = |i: usize| self.segments.units[..clause.units.end].get(i);
        clause.units.clone().any(|i| {
            let next = |gram| unit(i + 1).is_some_and(|u| u.has(gram));
            match self.segments.low(i) {
                "there" => !next(Gram::BE.with(Gram::HAVE).with(Gram::MODAL)),
                "same" => {
                    next(Gram::GENERIC_PLACE)
                        || matches!(self.segments.low(i + 1), "place" | "spot")
                }
                _ => false,
            }
        })
    }

    /// "In a separate episode": of a day of its own.
    fn is_separate(&self, clause: &Clause) -> bool {
        const OPENING: usize = 4;
        let mut opening = clause.units.clone().take(OPENING);
        opening.any(|i| matches!(self.segments.low(i), "separate" | "another" | "unrelated"))
    }

    /// "in a neighbouring village", "in another district": a place that has no name here.
    fn is_unnamed(&self, clause: &Clause) -> bool {
        let unit = |i: usize| &self.segments.units[i];
        clause.units.clone().skip(2).any(|i| {
            let led = matches!(
                self.segments.low(i - 2),
                "in" | "at" | "near" | "on" | "into"
            );
            let other = self.segments.low(i - 1) == "another"
                || unit(i - 1).has(Gram::ARTICLE)
                    && matches!(
                        self.segments.low(i),
                        "neighbouring"
                            | "neighboring"
                            | "nearby"
                            | "second"
                            | "different"
                            | "adjacent"
                    );
            let kind = unit(i).has(Gram::GENERIC_PLACE)
                || i + 1 < clause.units.end && unit(i + 1).has(Gram::GENERIC_PLACE);
            led && other && kind
        })
    }

    /// A whole country, where the story has told of a place in it.
    fn is_land_of_site(&self, place: &PlaceCue) -> bool {
        let site = self.site.as_ref();
        place.country && site.is_some_and(|site| self.above.fits(site, place))
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
                    let wide =
                        known.level >= Level::Wide && known.level > new.level && !known.aside;
                    let mut new = new;
                    if wide {
                        new.within.push(known.name.clone());
                    }
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
        let wide = |p: &PlaceCue| p.country || p.level >= Level::District;
        if setting.place.as_ref().is_none_or(wide) {
            let known = setting.place.as_ref().map_or(Level::Country, |p| p.level);
            let told = clause
                .places
                .iter()
                .find(|p| p.located && !p.aside && p.level < known);
            if let Some(mut told) = told.cloned() {
                told.within
                    .extend(setting.place.iter().map(|p| p.name.clone()));
                setting.place = Some(told);
            }
        }
        // "They came before sunrise. ... The attack on Tuesday": an hour waits for its day.
        let hour = setting.when.as_ref().filter(|(cue, _)| !cue.stands_alone());
        let part = hour.and_then(|(cue, _)| cue.part);
        let day = when.as_ref().is_some_and(|(cue, _)| cue.stands_alone());
        if setting.when.is_none() || hour.is_some() && day {
            setting.when = when.map(|(mut cue, dates)| {
                cue.part = cue.part.or(part);
                (cue, dates)
            });
        }
    }

    /// Whether the day told last stands in the sentence of this clause, or holds for what that told before.
    fn in_one_sentence(&self, clause: &Clause) -> bool {
        const LONGEST: usize = 80;
        let told = self
            .told
            .as_ref()
            .map_or(usize::MAX, |told| told.0.units.end);
        let listed = self.segments.units[clause.units.start].is(';');
        let told = match self.told_to {
            // "In Dori it shelled a mill; in Tamra two died": the parts of one list.
            (line, end) if line == clause.line && listed => told.max(end),
            _ => told,
        };
        let between = told..clause.units.start;
        !clause.opens
            && between.len() < LONGEST
            && told <= clause.units.start
            && !self.segments.units[between]
                .iter()
                .any(|u| u.is_any(&['.', '!', '?']))
    }

    /// Whether a clause without a date goes on with the day told last: it names no place, or the same.
    fn goes_on(&self, clause: &Clause) -> bool {
        let stays = match (self.place(clause), &self.site) {
            (Some(new), Some(site)) => self.same_name(&new, site),
            (new, _) => new.is_none(),
        };
        stays || self.in_one_sentence(clause) || self.is_tied(clause)
    }

    /// "Farther north, in Binnish", "meanwhile": the words tie a clause to the day told before.
    fn is_tied(&self, clause: &Clause) -> bool {
        const OPENING: usize = 4;
        let mut opening = clause.units.clone().take(OPENING);
        opening.any(|i| self.segments.units[i].has(Gram::TIED))
    }

    /// Takes the place that a clause says an attack told before was at, where it is no wider.
    pub fn move_to(&self, setting: &mut Setting, clause: &Clause) {
        let Some(place) = self.place(clause).filter(|p| p.located && !p.aside) else {
            return;
        };
        let known = setting.place.as_ref().map_or(Level::Country, |p| p.level);
        let wider = place.level >= Level::District && known < place.level;
        if !wider && !place.country {
            setting.place = Some(place);
        }
    }

    /// "This was on Sunday, in Dori": takes the day and the place of what the scene has told.
    pub fn situate(&self, setting: &mut Setting, clause: &Clause, when: Option<Dated>) {
        let clock = |w: &Dated| matches!(w.0.meaning, Meaning::Clock | Meaning::ClockOverMidnight);
        if setting.when.as_ref().is_none_or(clock) {
            setting.when = when.or(setting.when.take());
        }
        let place = self.place(clause).filter(|p| p.located && !p.aside);
        if let Some(place) = place.filter(|_| setting.place.as_ref().is_none_or(|p| p.aside)) {
            setting.place = Some(place);
        }
    }

    /// Takes the date of a deed that goes on with a scene of which no date was told: "Between ten and
    /// two, gunmen went from house to house, shooting."
    pub fn hear(&self, setting: &mut Setting, clause: &Clause, when: Option<Dated>) {
        let told = clause.acts.iter().any(|a| !a.negated && !a.hypothetical);
        if told && setting.when.is_none() {
            setting.when = when;
        }
    }

    /// Whether a clause is told of another place than the scene.
    pub fn elsewhere(&self, setting: &Setting, clause: &Clause) -> bool {
        match (&setting.place, self.place(clause)) {
            (Some(_), Some(new)) if new.country || new.aside => false,
            (Some(known), Some(_)) if known.aside || known.country => false,
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
            (_, Meaning::Clock | Meaning::ClockOverMidnight | Meaning::Story(0)) => false,
            (_, Meaning::Story(_)) => true,
            (Some((_, Some(known))), _) => new.is_some_and(|new| !known.overlaps(new)),
            _ => false,
        }
    }

    /// Whether two places bear one name.
    pub fn same_name(&self, a: &PlaceCue, b: &PlaceCue) -> bool {
        same_name(self.segments, &a.name, &b.name)
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

/// Whether two names are one, or one is the other with words that only tell what or which part it is:
/// "Tamra" and "eastern Tamra", "Karkan" and "Karkan market". "Tamra al-Fawqa" is another village.
pub fn same_name(segments: &Segments<'_>, a: &Range<usize>, b: &Range<usize>) -> bool {
    let words = |name: &Range<usize>| -> Vec<String> {
        let all = name.clone().map(|at| (at, fold(segments.low(at))));
        let telling = all.clone().filter(|(at, _)| {
            let unit = &segments.units[*at];
            let part = Gram::GENERIC_PLACE.with(Gram::COMPASS).with(Gram::DEFINITE);
            !unit.has(part.with(Gram::OF)) && unit.lex.target.is_none() && unit.shape == Shape::Word
        });
        let kept: Vec<String> = telling.map(|(_, word)| word).collect();
        let kept = if kept.is_empty() {
            all.map(|(_, word)| word).collect()
        } else {
            kept
        };
        let bare = |word: String| match word.split_once('-') {
            Some(("al" | "el" | "ar" | "as" | "ad" | "an" | "at" | "az", rest)) => rest.to_owned(),
            _ => word,
        };
        kept.into_iter().map(bare).collect()
    };
    words(a) == words(b)
}

/// "Night of 15-16 February": a heading of nothing but a date dates what stands under it.
fn made_of_date(segments: &Segments<'_>, clause: &Clause, date: &DateCue) -> bool {
    const WORDS: Gram = Gram::OF.with(Gram::DEFINITE).with(Gram::LOCATIVE);
    // "Thursday, 19 October: 41 dead"
    let colon = { clause.units.clone() }
        .find(|at| segments.units[*at].is(':'))
        .unwrap_or(clause.units.end);
    (clause.units.start..colon).all(|at| {
        let unit = &segments.units[at];
        let plain = unit.has(WORDS) || unit.lex.time.is_some() || unit.shape != Shape::Word;
        date.units.contains(&at) || plain
    })
}

/// A word of harm or attack, or one that introduces what is said.
fn tells(lex: &Lex) -> bool {
    let harm = lex.harm.is_some() || lex.nominal.is_some() || lex.suffers.is_some();
    let found = lex.state.is_some() || lex.remains.is_some();
    harm || found || lex.act_noun.is_some() || lex.act_verb.is_some() || lex.gram.has(Gram::THAT)
}

/// The unit that tells of the deed, to which its place and date are near.
fn anchor_of(clause: &Clause) -> usize {
    let act = clause.acts.first().map(|a| a.core);
    let figure = || clause.figures.first().map(|f| f.predicate.start);
    act.or_else(figure).unwrap_or(clause.units.start)
}

/// Threats and plans: their dates are still to come.
fn is_ahead(clause: &Clause) -> bool {
    let told = clause.acts.iter().any(|a| !a.hypothetical && a.verb);
    !told && clause.acts.iter().any(|a| a.hypothetical)
}

/// Whether a new date is finer than the known one: a day against a period.
fn finer(known: &Option<Dated>, new: &Option<Dated>) -> bool {
    let days = |w: &Option<Dated>| {
        let range = w.as_ref()?.1?;
        Some((range.last()? - range.first()?).get_days())
    };
    matches!((days(known), days(new)), (Some(known), Some(new)) if new < known && known > 1)
}

/// Whether a date is a day, or a night between two: what "a day after" can be counted from. "This
/// year" cannot.
fn is_day(dates: DateRange) -> bool {
    let ends = dates.first().zip(dates.last());
    ends.is_some_and(|(first, last)| last <= first.saturating_add(1.days()))
}
