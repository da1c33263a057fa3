//! Days told from the day of the report or of the story.

use super::reader::{Core, Reader};
use super::words::{List, WORDS};
use crate::arabic::number;
use crate::when::{Meaning, TimeUnit};

impl Reader<'_> {
    /// "أمس", "أمس الخميس", "أول من أمس", "اليوم التالي"
    pub fn relative(&self, at: usize) -> Option<Core> {
        let within = self.within();
        let story = WORDS.story.at(within, at);
        let relative = WORDS.relative.at(within, at);
        if let Some(found) = story.filter(|s| relative.is_none_or(|r| r.next <= s.next)) {
            let mut core = Core::new(Meaning::Story(found.says.days), found.next);
            core.part = found.says.part;
            core.letters = found.letters;
            return Some(core);
        }
        let found = relative?;
        let told = Meaning::DaysAgo(found.says.days);
        if self.is_the_nth_day(found.next) {
            return None;
        }
        let mut core = self
            .day_beside(found.next)
            .unwrap_or(Core::new(told, found.next));
        if matches!(core.meaning, Meaning::Hijri { .. }) {
            core.meaning = told;
        }
        core.part = core.part.or(found.says.part);
        core.letters = found.letters;
        Some(core)
    }

    /// "اليوم الثالث": a day of a series.
    fn is_the_nth_day(&self, next: usize) -> bool {
        let today = matches!(self.before(next), "اليوم" | "لليوم");
        let ordinal = number::ordinal(self.within(), next);
        let dated = self.days(next).is_some();
        today && (ordinal.is_some() && !dated || self.form(next) == "ال")
    }

    /// "أمس الخميس", "اليوم (الجمعة)", "اليوم، 28 نيسان": the day by its name.
    fn day_beside(&self, at: usize) -> Option<Core> {
        let inside = self.past_mark(at);
        let mut core = match self.weekday(inside) {
            Some(_) => self.weekdays(inside)?,
            None => self.days(inside).or_else(|| self.digits(inside))?,
        };
        let closes = self.form(at) == "(" && self.form(core.next) == ")";
        core.next += usize::from(closes);
        Some(core)
    }

    /// "قبل يومين", "قبل ثلاثة أيام", "منذ شهر"
    pub fn ago(&self, at: usize) -> Option<Core> {
        let front = self.front(at, |rest| matches!(rest, "قبل" | "منذ"))?;
        let (unit, count, next) = self.duration(at + 1)?;
        // "منذ ساعات الصباح الأولى": hours of a part of the day.
        let of_day = unit == TimeUnit::Hour && WORDS.parts.whole(self.within(), next).is_some();
        if of_day {
            return None;
        }
        let meaning = match unit {
            TimeUnit::Hour => Meaning::DaysAgo(count / 24),
            TimeUnit::Day => Meaning::DaysAgo(count),
            TimeUnit::Week => Meaning::DaysAgo(count.checked_mul(7)?),
            TimeUnit::Month | TimeUnit::Year => Meaning::UnitsAgo { unit, ago: count },
        };
        let mut core = Core::new(meaning, next);
        core.since = front.rest == "منذ" && unit != TimeUnit::Hour;
        core.letters = front.letters;
        Some(core)
    }

    /// "يومين", "أسبوع", "ثلاثة أيام", "نحو شهر", "20 عاماً"
    fn duration(&self, at: usize) -> Option<(TimeUnit, i32, usize)> {
        let within = self.within();
        let about = matches!(self.form(at), "نحو" | "حوالي" | "قرابه" | "زها");
        let at = at + usize::from(about);
        if let Some(found) = WORDS.two_units.whole(within, at) {
            return Some((found.says, 2, found.next));
        }
        if let Some(found) = WORDS.units.whole(within, at) {
            let plural = matches!(
                self.form(at),
                "ايام"
                    | "اسابيع"
                    | "اشهر"
                    | "اعوام"
                    | "سنوات"
                    | "سنين"
                    | "شهور"
                    | "ليال"
                    | "ليالي"
            );
            // "منذ عام 2014" names the year.
            let named = self.year(at).is_some();
            return (!plural && !named).then_some((found.says, 1, found.next));
        }
        let number = number::read(within, at)?;
        let count = number.count.range().min().or(number.count.range().max())?;
        let found = WORDS.units.whole(within, number.next)?;
        Some((found.says, i32::try_from(count).ok()?, found.next))
    }

    /// "الـ24 ساعة الماضية", "الساعات الـ48 المقبلة", "الأيام الثلاثة الماضية", "الأيام القادمة"
    pub fn last_hours(&self, at: usize) -> Option<Core> {
        let within = self.within();
        let front = self.front(at, |rest| {
            matches!(
                rest,
                "ساعات" | "ايام" | "يومين" | "اسبوعين" | "اسابيع" | "اشهر"
            )
        });
        let (count, unit, next) = match front.filter(|front| front.article) {
            Some(front) => {
                let (unit, told) = match front.rest {
                    "ساعات" => (TimeUnit::Hour, None),
                    "ايام" => (TimeUnit::Day, None),
                    "اسابيع" => (TimeUnit::Week, None),
                    "اشهر" => (TimeUnit::Month, None),
                    "يومين" => (TimeUnit::Day, Some(2)),
                    _ => (TimeUnit::Day, Some(14)),
                };
                let digits = at + 1 + usize::from(self.form(at + 1) == "ال");
                let number = number::read(within, digits).filter(|_| told.is_none());
                let count = number.and_then(|n| n.count.range().min()).or(told);
                (count, unit, number.map_or(at + 1, |n| n.next))
            }
            None => {
                let digits = at + usize::from(self.form(at) == "ال");
                let led = self.before(at) == "خلال";
                let number =
                    number::read(within, digits).filter(|n| n.definite || digits > at || led)?;
                let unit = WORDS.units.whole(within, number.next)?;
                (number.count.range().min(), unit.says, unit.next)
            }
        };
        let coming = self.phrase(List::Coming, next);
        // "خلال 24 ساعة" needs no adjective.
        let bare = (self.before(at) == "خلال" && count.is_some()).then_some(next);
        let end = self.phrase(List::Past, next).or(coming).or(bare)?;
        if coming.is_some() && count.is_none() {
            return Some(Core::new(Meaning::FromNow, end));
        }
        let days = match (unit, count) {
            (TimeUnit::Hour, count) => count.unwrap_or(24).div_ceil(24),
            (TimeUnit::Day, Some(days)) => days,
            (TimeUnit::Week, Some(weeks)) => weeks.checked_mul(7)?,
            (TimeUnit::Month, Some(months)) => months.checked_mul(30)?,
            _ => return None,
        };
        let days = i32::try_from(days).ok()?;
        let meaning = match coming {
            Some(_) => Meaning::NextDays(days),
            None => Meaning::LastDays(days),
        };
        Some(Core::new(meaning, end))
    }

    /// "الأسبوع الماضي", "الشهر الجاري", "هذا العام", "مطلع الأسبوع"
    pub fn unit(&self, at: usize) -> Option<Core> {
        let part = self.past(List::PartsOfMonth, at);
        let this = part + usize::from(matches!(self.form(part), "هذا" | "هذه"));
        let front = self.front(this, |rest| matches!(rest, "اسبوع" | "شهر" | "عام" | "سنه"))?;
        let unit = match front.rest {
            "اسبوع" => TimeUnit::Week,
            "شهر" => TimeUnit::Month,
            _ => TimeUnit::Year,
        };
        if !front.article {
            return None;
        }
        let adjective = this + 1;
        let second = self.form(adjective) == "قبل";
        let adjective = adjective + usize::from(second);
        if let Some(next) = self.phrase(List::Past, adjective) {
            let ago = 1 + i32::from(second);
            let meaning = match unit {
                TimeUnit::Week => Meaning::WeeksAgo(ago),
                _ => Meaning::UnitsAgo { unit, ago },
            };
            return Some(Core::new(meaning, next));
        }
        let current = self.phrase(List::Current, adjective);
        let begins = part > at && matches!(self.form(at), "مطلع" | "بدايه" | "اول" | "مستهل");
        if unit == TimeUnit::Week && begins {
            return Some(Core::new(Meaning::WeekBegins, current.unwrap_or(adjective)));
        }
        let told = current.is_some() || this > part || begins;
        told.then(|| Core::new(Meaning::ThisUnit(unit), current.unwrap_or(adjective)))
    }
}
