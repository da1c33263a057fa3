//! Which incidents the overview shows, as its address says it, and how many each further choice would show.

use tollbook_record::Point;

use crate::table::{Facet, Row, Table, number_of};
use crate::visit::Pairs;

/// A rectangle of the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// The south-west corner.
    pub least: Point,
    /// The north-east corner.
    pub greatest: Point,
}

/// A choice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Chosen values by facet; none means all.
    chosen: [Vec<u32>; Facet::ALL.len()],
    /// Not before this day.
    pub from: Option<i32>,
    /// Not after this day.
    pub to: Option<i32>,
    /// Inside this rectangle.
    pub area: Option<Area>,
    /// Only those that are not placed.
    pub unplaced: bool,
    /// Only those whose day is not sure.
    pub undated: bool,
}

/// The incidents of a choice, with counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Their rows.
    pub rows: Vec<u32>,
    /// For each value of each facet, how many the choice would have with that value alone in its facet.
    pub counts: [Vec<u32>; Facet::ALL.len()],
    /// How many of them are not placed.
    pub unplaced: usize,
    /// How many of them have a day that is not sure.
    pub undated: usize,
    /// Those of the choice without its days, for the timeline.
    pub any_day: Vec<u32>,
    /// Those of the choice without its rectangle, for the map.
    pub anywhere: Vec<u32>,
}

const DAYS: u32 = Facet::ALL.len() as u32;
const AREA: u32 = DAYS + 1;
const MARKS: u32 = DAYS + 2;

impl Filter {
    /// Reads the query of an address. A value that no incident has filters nothing out: it is left out.
    pub fn of(table: &Table, query: &Pairs) -> Self {
        let day = |name| {
            query
                .get(name)
                .and_then(|text| text.parse().ok())
                .map(number_of)
        };
        let mut filter = Self {
            from: day("from"),
            to: day("to"),
            area: query.get("area").and_then(Area::parse),
            unplaced: query.get("unplaced").is_some(),
            undated: query.get("undated").is_some(),
            ..Self::default()
        };
        for facet in Facet::ALL {
            let values = query
                .all(facet.name())
                .filter_map(|name| table.value(facet, name));
            filter.chosen[facet as usize] = values.collect();
        }
        filter
    }

    /// Whether a value is chosen.
    pub fn has(&self, facet: Facet, value: u32) -> bool {
        self.chosen[facet as usize].contains(&value)
    }

    /// Whether anything is chosen.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// One bit for each part of the choice that a row does not meet.
    fn misses(&self, table: &Table, at: usize) -> u32 {
        let row = &table.rows[at];
        let mut misses = 0;
        for (bit, chosen) in self.chosen.iter().enumerate() {
            let meets = || {
                let mut values = table.values(at);
                values.any(|(of, value)| of == bit && chosen.contains(&value))
            };
            if !chosen.is_empty() && !meets() {
                misses |= 1 << bit;
            }
        }
        if !self.meets_days(row) {
            misses |= 1 << DAYS;
        }
        if self
            .area
            .is_some_and(|area| !row.point.is_some_and(|(point, _)| area.holds(point)))
        {
            misses |= 1 << AREA;
        }
        if (self.unplaced && row.point.is_some()) || (self.undated && row.sure) {
            misses |= 1 << MARKS;
        }
        misses
    }

    fn meets_days(&self, row: &Row) -> bool {
        if self.from.is_none() && self.to.is_none() {
            return true;
        }
        row.days.is_some_and(|(first, last)| {
            self.from.is_none_or(|from| last >= from) && self.to.is_none_or(|to| first <= to)
        })
    }

    /// Applies the choice. One pass, whatever is chosen.
    pub fn apply(&self, table: &Table) -> Chosen {
        let mut chosen = Chosen::default();
        for facet in Facet::ALL {
            chosen.counts[facet as usize] = vec![0; table.width(facet)];
        }
        for (at, row) in table.rows.iter().enumerate() {
            let misses = self.misses(table, at);
            let number = u32::try_from(at).unwrap_or(u32::MAX);
            if misses == 0 {
                chosen.rows.push(number);
                chosen.unplaced += usize::from(row.point.is_none());
                chosen.undated += usize::from(!row.sure);
            }
            if misses & !(1 << DAYS) == 0 {
                chosen.any_day.push(number);
            }
            if misses & !(1 << AREA) == 0 {
                chosen.anywhere.push(number);
            }
            if misses.count_ones() > 1 {
                continue;
            }
            for (facet, value) in table.values(at) {
                if misses & !(1 << facet) == 0 {
                    chosen.counts[facet][value as usize] += 1;
                }
            }
        }
        chosen
    }
}

impl Area {
    /// Reads `south,west,north,east`.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<f64> = text
            .split(',')
            .map(str::parse)
            .collect::<Result<_, _>>()
            .ok()?;
        let [south, west, north, east] = parts.try_into().ok()?;
        let at = |lat, lon| Point { lat, lon };
        let is_finite = [south, west, north, east]
            .iter()
            .all(|degrees| degrees.is_finite());
        is_finite.then(|| Self {
            least: at(south, west),
            greatest: at(north, east),
        })
    }

    fn holds(&self, point: Point) -> bool {
        let inside = |least: f64, value: f64, greatest: f64| least <= value && value <= greatest;
        inside(self.least.lat, point.lat, self.greatest.lat)
            && inside(self.least.lon, point.lon, self.greatest.lon)
    }
}
