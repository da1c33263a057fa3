//! Days of a month, months and years, in both calendars.

use super::reader::{Core, Reader};
use super::words::{List, WORDS};
use crate::arabic::number;
use crate::arabic::token::Kind;
use crate::when::{Day, Meaning};

/// A month of one of the calendars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Month {
    Common(i8),
    Hijri(i8),
}

/// A month with what follows it.
#[derive(Clone, Copy)]
struct Dated {
    month: Month,
    year: Option<i16>,
    years_back: i16,
    next: usize,
}

impl Reader<'_> {
    /// "28 نيسان 2016", "الخامس من شهر آذار/مارس", "3 و4 أيار", "28 شباط - 3 آذار"
    pub fn days(&self, at: usize) -> Option<Core> {
        let opener =
            usize::from(matches!(self.form(at), "بين" | "من") && self.day(at + 1).is_some());
        let (first, next) = self.day(at + opener)?;
        let joint = self.joint(next);
        if let Some((last, end)) = joint.and_then(|joint| self.day(joint))
            && let Some(dated) = self.month_behind(end)
            && last > first
        {
            return self.span((first, None), (last, dated), dated);
        }
        if opener == 1 && self.form(at) == "بين" && joint.is_none() {
            return None;
        }
        let dated = self.month_behind(next)?;
        let joint = self.joint(dated.next);
        if let Some((last, end)) = joint.and_then(|joint| self.day(joint))
            && let Some(late) = self.month_behind(end)
        {
            return self.span((first, Some(dated)), (last, late), late);
        }
        // "من 5 أيار": the preposition stands outside.
        (opener == 0).then(|| self.one_day(first, dated))?
    }

    fn one_day(&self, day: i8, dated: Dated) -> Option<Core> {
        let meaning = match dated.month {
            Month::Common(month) => {
                let first = Day {
                    year: dated.year,
                    month,
                    day,
                };
                Meaning::Days { first, last: first }
            }
            Month::Hijri(month) => Meaning::Hijri {
                year: dated.year,
                month,
                day: Some(day).filter(|day| *day <= 30)?.into(),
            },
        };
        let mut core = Core::new(meaning, dated.next);
        core.years_back = dated.years_back;
        Some(self.with_other_calendar(core))
    }

    fn span(&self, first: (i8, Option<Dated>), last: (i8, Dated), end: Dated) -> Option<Core> {
        let (Month::Common(from), Month::Common(to)) =
            (first.1.map_or(end.month, |dated| dated.month), end.month)
        else {
            return None;
        };
        let day = |day, month, year| Day { year, month, day };
        let year = first.1.and_then(|dated| dated.year).or(end.year);
        let meaning = Meaning::Days {
            first: day(first.0, from, year),
            last: day(last.0, to, end.year),
        };
        let mut core = Core::new(meaning, end.next);
        core.years_back = end.years_back;
        Some(core)
    }

    /// "15 رمضان 1445هـ الموافق 25 آذار 2024": the common calendar tells the day.
    fn with_other_calendar(&self, core: Core) -> Core {
        let mark = self.past_mark(core.next);
        let Some(other) = self.phrase(List::SameDay, mark) else {
            return core;
        };
        let of = usize::from(self.form(other) == "ل" || self.form(other) == "يوم");
        match self.core(other + of) {
            Some(second) if matches!(second.meaning, Meaning::Days { .. }) => second,
            Some(second) => Core {
                next: second.next,
                ..core
            },
            None => core,
        }
    }

    /// Past what joins two days: "و", "-", "إلى", "حتى", "على".
    fn joint(&self, at: usize) -> Option<usize> {
        match self.form(at) {
            "و" | "-" | "–" | "الي" | "حتي" | "علي" | "/" => Some(at + 1),
            form if form.starts_with("وال") => Some(at),
            _ => None,
        }
    }

    /// The day of a month: "28", "الثامن والعشرين", "العشرين", "أول".
    fn day(&self, at: usize) -> Option<(i8, usize)> {
        if let Some(day @ 1..=31) = self.number(at) {
            let short = self.tokens[at].form.len() <= 2;
            return short.then_some((day as i8, at + 1));
        }
        if let Some((day @ 1..=31, next)) = number::ordinal(self.within(), at) {
            return Some((day as i8, next));
        }
        let round = match self.form(at).trim_start_matches('و') {
            "العشرين" | "العشرون" => 20,
            "الثلاثين" | "الثلاثون" => 30,
            _ => return None,
        };
        Some((round, at + 1))
    }

    /// "من شهر آذار/مارس 2017": the month of a day.
    fn month_behind(&self, at: usize) -> Option<Dated> {
        let of = at + usize::from(self.form(at) == "من");
        self.month_at(self.past(List::MonthWord, of))
    }

    /// A month with its year.
    fn month_at(&self, at: usize) -> Option<Dated> {
        let (month, next) = self.month_name(at)?;
        let next = self.past_twin(month, next);
        let (year, years_back, next) = self.year_behind(month, next);
        Some(Dated {
            month,
            year,
            years_back,
            next,
        })
    }

    fn month_name(&self, at: usize) -> Option<(Month, usize)> {
        let within = self.within();
        let common = WORDS
            .months
            .whole(within, at)
            .map(|f| (Month::Common(f.says), f.next));
        let hijri = WORDS
            .hijri_months
            .whole(within, at)
            .map(|f| (Month::Hijri(f.says), f.next));
        common.or(hijri)
    }

    /// "شباط/فبراير", "أيلول (سبتمبر)": the same month in the other naming.
    fn past_twin(&self, month: Month, at: usize) -> usize {
        if !matches!(self.form(at), "/" | "(" | "-") {
            return at;
        }
        let twin = self.month_name(at + 1).filter(|(other, _)| *other == month);
        twin.map_or(at, |(_, next)| next + usize::from(self.form(next) == ")"))
    }

    /// The year behind a month, how many years before the report's it says else, and where it ends.
    fn year_behind(&self, month: Month, at: usize) -> (Option<i16>, i16, usize) {
        let of = at + usize::from(matches!(self.form(at), "من" | "،" | ","));
        let word = self.past(List::YearWord, of);
        if word > of {
            if let Some(next) = self.phrase(List::Past, word) {
                return (None, 1, next);
            }
            if let Some(next) = self.phrase(List::Current, word) {
                return (None, 0, next);
            }
        }
        let is_year = |year: &i16| match month {
            Month::Common(_) => (1900..=2100).contains(year),
            Month::Hijri(_) => (1300..=1500).contains(year),
        };
        if let Some(year) = self.number(word).filter(is_year) {
            let sign = match month {
                Month::Common(_) => List::CommonSign,
                Month::Hijri(_) => List::HijriSign,
            };
            return (Some(year), 0, self.past(sign, word + 1));
        }
        let adjective = [List::Past, List::Current]
            .iter()
            .find_map(|list| self.phrase(*list, at));
        (None, 0, adjective.unwrap_or(at))
    }

    /// "23/12/2023", "3-7-2024", "15/9/1445هـ", "23/12"
    pub fn digits(&self, at: usize) -> Option<Core> {
        let (parts, next) = self.parts(at)?;
        let (year, a, b) = match parts[..] {
            [year @ (1300..=1500 | 1900..=2100), month, day] => (Some(year), day, month),
            [day, month, year @ (1300..=1500 | 1900..=2100)] => (Some(year), day, month),
            [day, month] if self.is_short_date(at, next) => (None, day, month),
            _ => return None,
        };
        // Day before month, unless that cannot be.
        let (day, month) = if b > 12 { (b, a) } else { (a, b) };
        let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
        let (day, month) = (i8::try_from(day).ok()?, i8::try_from(month).ok()?);
        let hijri = year.is_some_and(|year| year < 1900);
        let dated = Dated {
            month: if hijri {
                Month::Hijri(month)
            } else {
                Month::Common(month)
            },
            year,
            years_back: 0,
            next: self.past(
                if hijri {
                    List::HijriSign
                } else {
                    List::CommonSign
                },
                next,
            ),
        };
        fits.then(|| self.one_day(day, dated))?
    }

    /// The numbers of a date in digits, and the token after them.
    fn parts(&self, at: usize) -> Option<(Vec<i16>, usize)> {
        let token = self
            .within()
            .get(at)
            .filter(|token| token.kind == Kind::Number)?;
        for sign in ['/', '.'] {
            if token.form.contains(sign) {
                let parts: Option<Vec<i16>> =
                    token.form.split(sign).map(|n| n.parse().ok()).collect();
                return parts
                    .filter(|parts| parts.len() == 3 || parts.len() == 2 && sign == '/')
                    .map(|parts| (parts, at + 1));
            }
        }
        let sign = self.form(at + 1);
        let joined = matches!(sign, "-" | "–") && sign == self.form(at + 3);
        let numbers = [at, at + 2, at + 4].map(|at| self.number(at));
        match numbers {
            [Some(a), Some(b), Some(c)] if joined => Some((vec![a, b, c], at + 5)),
            _ => None,
        }
    }

    /// "23/12" is a date where something says so.
    fn is_short_date(&self, at: usize, next: usize) -> bool {
        let before = self.before(at);
        matches!(
            before,
            "يوم"
                | "بتاريخ"
                | "تاريخ"
                | "في"
                | "("
                | "منذ"
                | "حتي"
                | "فجر"
                | "مسا"
                | "صباح"
        ) || at > 0 && self.weekday(at - 1).is_some()
            || matches!(self.form(next), ":" | ")") && at > 0
    }

    /// "في شهر آذار", "آذار الماضي", "أواخر نيسان 2017", "شهر رمضان"
    pub fn month(&self, at: usize) -> Option<Core> {
        let part = self.past(List::PartsOfMonth, at);
        let word = self.past(List::MonthWord, part);
        let dated = self.month_at(word)?;
        let told = dated.year.is_some() || dated.years_back > 0 || word > at;
        let common = self.phrase(List::CommonWords, word).is_some();
        let (_, bare) = self.month_name(word)?;
        let followed =
            self.phrase(List::Past, bare).is_some() || self.phrase(List::Current, bare).is_some();
        let led = matches!(
            self.before(at),
            "في" | "خلال" | "منذ" | "من" | "حتي" | "طوال" | "بين"
        );
        if !told && !followed && (common || !led) {
            return None;
        }
        let year = dated.year;
        let meaning = match dated.month {
            Month::Common(month) => Meaning::Months {
                year,
                first: month,
                last: month,
            },
            Month::Hijri(month) => Meaning::Hijri {
                year,
                month,
                day: None,
            },
        };
        let mut core = Core::new(meaning, dated.next);
        core.years_back = dated.years_back;
        Some(core)
    }

    /// "عام 2016", "سنة 1445هـ"; "في 2016" where nothing is counted.
    pub fn year(&self, at: usize) -> Option<Core> {
        let word = self.past(List::YearWord, at);
        let year = self
            .number(word)
            .filter(|year| (1900..=2100).contains(year))?;
        let next = self.past(List::CommonSign, word + 1);
        let closed = next >= self.end || matches!(self.tokens[next].kind, Kind::Mark(_));
        let bare = matches!(self.before(at), "في" | "منذ" | "خلال") && closed;
        (word > at || bare).then(|| Core::new(Meaning::Year(year), next))
    }

    /// "عيد الأضحى 2019"
    pub fn feast(&self, at: usize) -> Option<Core> {
        let found = WORDS.feasts.whole(self.within(), at)?;
        let word = self.past(List::YearWord, found.next);
        let year = self
            .number(word)
            .filter(|year| (1900..=2100).contains(year));
        let next = if year.is_some() { word + 1 } else { found.next };
        let feast = found.says;
        Some(Core::new(Meaning::Feast { feast, year }, next))
    }
}
