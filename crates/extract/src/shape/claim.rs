//! The cells of a row to the claim of its publisher.

use std::sync::Arc;

use jiff::civil::Date;
use tollbook_record::claim::{EVENT_ROW, PERSON_ROW, TOTAL};
use tollbook_record::text::fold;
use tollbook_record::{
    Act, AllegedPerpetrator, Claim, Count, CountRange, DateRange, Degree, Figure, Part, Place,
    Point, Problem, Quote, Reading, Rule, Speaker, Stated, Status, Victim, When,
};

use super::cell::{Spread, age, degrees, number};
use super::sheet::Sheet;
use super::{Says, Shape};
use crate::read::whole_date;

/// Cells that cannot be read safely: the field is left out, and the reason stands among the problems.
struct NotRead;

/// A value that was looked for, and nothing where its cell is empty.
type Cell<T> = Result<Option<T>, NotRead>;

struct Reader<'a> {
    shape: &'a Shape,
    sheet: &'a Sheet<'a>,
    problems: Vec<Problem>,
}

/// Reads the claim of a row; a row that tells of no attack makes none.
pub(super) fn read(shape: &Shape, sheet: &Sheet<'_>) -> Reading {
    let mut reader = Reader {
        shape,
        sheet,
        problems: Vec::new(),
    };
    let claims: Vec<Claim> = reader.claim().into_iter().collect();
    Reading {
        claims,
        problems: reader.problems,
    }
}

impl Reader<'_> {
    fn claim(&mut self) -> Option<Claim> {
        let (act, quote) = self.act()?;
        let mut claim = Claim {
            act,
            quote,
            status: Status::Asserted,
            speaker: Speaker::Publisher,
            weapons: [].into(),
            targets: [].into(),
            place: self.place().map(Arc::new),
            when: self.when().unwrap_or_default().map(Arc::new),
            alleged_perpetrators: self.accused().into(),
            figures: self.figures().into(),
            victims: self.victims().into(),
            rules: [].into(),
        };
        claim.rules = self.rules(&claim).into();
        Some(claim)
    }

    /// What kind of row it is, and the shape as the rule of every part.
    fn rules(&self, claim: &Claim) -> Vec<Rule> {
        let row = match self.shape.victim {
            Some(_) => PERSON_ROW,
            None => EVENT_ROW,
        };
        let is_total = self
            .shape
            .total
            .as_ref()
            .is_some_and(|says| self.says(says));
        let whole = std::iter::once(row).chain(is_total.then_some(TOTAL));
        let lists = (0..claim.alleged_perpetrators.len())
            .map(Part::Perpetrator)
            .chain((0..claim.figures.len()).map(Part::Figure))
            .chain((0..claim.victims.len()).map(Part::Victim));
        let when = claim.when.as_ref().map(|_| Part::When);
        let place = claim.place.as_ref().map(|_| Part::Place);
        let parts = std::iter::once(Part::Act)
            .chain(place)
            .chain(when)
            .chain(lists);
        whole
            .map(|rule| Rule::new(Part::Claim, rule))
            .chain(parts.map(|part| Rule::new(part, &*self.shape.name)))
            .collect()
    }

    fn act(&mut self) -> Option<(Act, Quote)> {
        let spec = &self.shape.act;
        let told = spec.column.as_deref();
        let Some((value, quote)) =
            told.and_then(|column| Some((self.sheet.value(column)?, self.sheet.quote(column)?)))
        else {
            return Some((Act::Attack, self.sheet.first()?));
        };
        if one_of(&spec.nobody_harmed, value) {
            self.problem(
                "row_of_no_attack",
                format!("“{value}” is no attack on people, so the row makes no claim; its words are kept."),
                Some(quote),
            );
            return None;
        }
        Some((spec.words.of(value).unwrap_or(Act::Attack), quote))
    }

    fn place(&mut self) -> Option<Place> {
        let spec = &self.shape.place;
        let columns = spec.finest_first.iter();
        let mut names: Vec<String> = Vec::new();
        for name in columns.filter_map(|column| self.sheet.value(column)) {
            let name = without_kind(name, &spec.generic);
            // A capital is often told as the town, the district and the province of its name.
            if names.last().is_none_or(|finer| fold(finer) != fold(name)) {
                names.push(name.to_owned());
            }
        }
        let mut names = names.into_iter();
        Some(Place {
            quote: self.sheet.quote_all(&spec.columns())?,
            name: names.next()?,
            within: names.collect(),
            stated: self.point().unwrap_or_default(),
            resolution: None,
            candidates: Arc::default(),
            reason: Arc::default(),
        })
    }

    /// The point that the row gives, where it says how exact that is.
    fn point(&mut self) -> Cell<Stated> {
        let Some(spec) = &self.shape.place.point else {
            return Ok(None);
        };
        let columns = [spec.lat.as_str(), &spec.lon, &spec.exact];
        let [Some(lat), Some(lon), Some(exact)] = columns.map(|column| self.sheet.value(column))
        else {
            return Ok(None);
        };
        if one_of(&spec.none, exact) {
            return Ok(None);
        }
        // Nobody is reported from where the equator meets the meridian of Greenwich: it stands for nothing.
        let point = degrees(lat, 90.0).zip(degrees(lon, 180.0));
        let Some((lat, lon)) = point.filter(|point| *point != (0.0, 0.0)) else {
            return Err(self.not_read(
                &columns,
                "is no point on the globe, so the point is left out",
            ));
        };
        let mut codes = spec.codes.iter();
        match codes.find(|code| one_of(&code.is, exact)) {
            Some(code) => Ok(Some(Stated {
                point: Point { lat, lon },
                precision: code.precision.0,
                radius: code.radius_km.unwrap_or_else(|| code.precision.0.reach()),
            })),
            None => Err(self.not_read(
                &columns,
                "does not tell how exact the point is, so the point is left out",
            )),
        }
    }

    fn when(&mut self) -> Cell<When> {
        let spec = &self.shape.when;
        let first = self.date(&spec.first)?;
        let last = match &spec.last {
            Some(column) => self.date(column)?,
            None => None,
        };
        let Some(first) = first else {
            return Ok(None);
        };
        let (first, last) = match &spec.beside {
            Some(column) if !spec.spread.0.is_empty() => self.spread(column, first)?,
            _ => (first, last.unwrap_or(first)),
        };
        let columns: Vec<&str> = [Some(&spec.first), spec.last.as_ref(), spec.beside.as_ref()]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        let Some(quote) = self.sheet.quote_all(&columns) else {
            return Ok(None);
        };
        let Some(dates) = DateRange::new(Some(first), Some(last)) else {
            return Err(self.not_read(&columns, "end before they begin, so the days are left out"));
        };
        Ok(Some(When {
            dates,
            part_of_day: None,
            quote,
        }))
    }

    fn date(&mut self, column: &str) -> Cell<Date> {
        let Some(value) = self.sheet.value(column) else {
            return Ok(None);
        };
        match whole_date(value) {
            Some(date) => Ok(Some(date)),
            None => Err(self.not_read(
                &[column],
                "is no day that can be read with certainty, so the day is left out",
            )),
        }
    }

    /// The days that one day stands for, by the column that tells how exact it is.
    fn spread(&mut self, column: &str, day: Date) -> Result<(Date, Date), NotRead> {
        let spread = match self.sheet.value(column) {
            None => Some(Spread::Day),
            Some(value) => self.shape.when.spread.of(value),
        };
        match spread {
            Some(spread) => Ok(spread.around(day)),
            None => Err(self.not_read(
                &[column],
                "does not tell how exact the day is, so the day is left out",
            )),
        }
    }

    fn figures(&mut self) -> Vec<Figure> {
        let mut figures: Vec<Figure> = Vec::new();
        let mut places: Vec<Option<usize>> = Vec::new();
        for spec in &self.shape.figures {
            let read = match &spec.is {
                Some(column) => self.one_number(spec, column),
                None => self.range(spec),
            };
            let Some((range, quote)) = read.unwrap_or_default() else {
                places.push(None);
                continue;
            };
            places.push(Some(figures.len()));
            let part_of = spec.part_of.and_then(|whole| places.get(whole).copied()?);
            // One number for a part, beside a range for the whole, is the publisher's choice like `best`.
            let whole = part_of.map(|whole| figures[whole].count.range());
            let chosen = spec.is.is_some() && whole.is_some_and(|whole| whole.min() != whole.max());
            figures.push(Figure {
                effect: spec.effect.0,
                who: spec.who.0,
                count: Count::Stated {
                    range,
                    approximate: chosen,
                },
                part_of,
                quote,
            });
        }
        figures
    }

    fn one_number(&mut self, spec: &super::Figure, column: &str) -> Cell<(CountRange, Quote)> {
        let Some(stated) = self.number(column)? else {
            return Ok(None);
        };
        let further = match &spec.more {
            Some(more) => self.number(more)?,
            None => None,
        };
        if let (0, Some(why)) = (stated, &spec.zero) {
            let message = format!("“0” in the column “{column}” is not taken for a figure: {why}.");
            self.problem("none_reported", message, self.sheet.quote(column));
            return Ok(None);
        }
        let range = match further {
            Some(1..) => CountRange::at_least(stated),
            _ => CountRange::exactly(stated),
        };
        Ok(self.sheet.quote(column).map(|quote| (range, quote)))
    }

    /// Least and greatest number. The publisher's own choice between them is looked at and not taken for the range.
    fn range(&mut self, spec: &super::Figure) -> Cell<(CountRange, Quote)> {
        let mut end = |column: &Option<String>| match column {
            Some(column) => self.number(column),
            None => Ok(None),
        };
        let (min, best, max) = (end(&spec.min)?, end(&spec.best)?, end(&spec.max)?);
        let columns: Vec<&str> = [&spec.min, &spec.best, &spec.max]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        let (min, max) = match (min, max) {
            (None, None) => (best, best),
            ends => ends,
        };
        if min.is_none() && max.is_none() {
            return Ok(None);
        }
        let Some(range) = CountRange::new(min, max) else {
            return Err(self.not_read(
                &columns,
                "have a least number above the greatest, so the figure is left out",
            ));
        };
        let outside =
            |best: u32| min.is_some_and(|min| best < min) || max.is_some_and(|max| best > max);
        if best.is_some_and(outside) {
            return Err(self.not_read(
                &columns,
                "have a best number that is not between the least and the greatest, so the figure is left out",
            ));
        }
        Ok(self.sheet.quote_all(&columns).map(|quote| (range, quote)))
    }

    fn number(&mut self, column: &str) -> Cell<u32> {
        let Some(value) = self.sheet.value(column) else {
            return Ok(None);
        };
        match number(value) {
            Some(number) => Ok(Some(number)),
            None => Err(self.not_read(
                &[column],
                "is no whole number of people, so the figure is left out",
            )),
        }
    }

    fn accused(&self) -> Vec<AllegedPerpetrator> {
        let specs = self.shape.accused.iter();
        let accused = specs.filter_map(|spec| {
            let name = self.sheet.value(&spec.column)?;
            let begins = fold(name);
            let is_nobody = spec
                .nobody
                .iter()
                .any(|word| begins.starts_with(&fold(word)));
            if is_nobody || !spec.only.as_ref().is_none_or(|says| self.says(says)) {
                return None;
            }
            let accepts = spec.accepts.as_ref().is_some_and(|says| self.says(says));
            Some(AllegedPerpetrator {
                name: name.to_owned(),
                degree: if accepts {
                    Degree::AdmittedAct
                } else {
                    Degree::Alleged
                },
                quote: self.sheet.quote_value(&spec.column)?,
            })
        });
        accused.collect()
    }

    fn says(&self, says: &Says) -> bool {
        let value = self.sheet.value(&says.column);
        value.is_some_and(|value| one_of(&says.is, value))
    }

    fn victims(&mut self) -> Vec<Victim> {
        let Some(spec) = &self.shape.victim else {
            return vec![];
        };
        let name = spec.names.iter().find_map(|columns| {
            let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
            let parts: Vec<&str> = columns.iter().filter_map(|c| self.sheet.value(c)).collect();
            let quote = self.sheet.quote_name(&columns)?;
            Some((parts.join(" "), quote))
        });
        let Some((name, quote)) = name else {
            let message = "The row names nobody, so no person is read from it.".to_owned();
            self.problem("row_without_name", message, None);
            return vec![];
        };
        let victim = Victim {
            name: name.into(),
            effect: self.value(
                &spec.effect,
                "is no known word for what was done to the person",
                |v| spec.effects.of(v),
            ),
            age: self.value(&spec.age, "is no age in whole years", age),
            sex: self.value(&spec.sex, "is no known word for a sex", |v| {
                spec.sexes.of(v)
            }),
            role: None,
            quote,
        };
        vec![victim]
    }

    fn value<T>(
        &mut self,
        column: &str,
        fault: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let read = read(self.sheet.value(column)?);
        if read.is_none() {
            self.not_read(&[column], &format!("{fault}, so it is left out"));
        }
        read
    }

    /// Says why the cells of these columns, which share a line, are not read.
    fn not_read(&mut self, columns: &[&str], fault: &str) -> NotRead {
        let quote = self.sheet.quote_all(columns);
        let words = quote.as_ref().map_or("", |quote| quote.text());
        let message = format!("“{words}” {fault}; look at the row and take it by hand.");
        self.problem("cell_not_read", message, quote);
        NotRead
    }

    fn problem(&mut self, kind: &str, message: String, quote: Option<Quote>) {
        self.problems.push(Problem {
            kind: kind.to_owned(),
            message,
            quote,
        });
    }
}

fn one_of(words: &[String], value: &str) -> bool {
    let value = fold(value);
    words.iter().any(|word| fold(word) == value)
}

/// A name without the word for its kind behind it: "Idlib governorate" is Idlib.
fn without_kind<'n>(name: &'n str, kinds: &[String]) -> &'n str {
    match name.rsplit_once(' ') {
        Some((rest, last)) if one_of(kinds, last) => rest.trim_end(),
        _ => name,
    }
}
