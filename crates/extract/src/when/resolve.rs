//! From what the words of a date say to the days that they mean.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use tollbook_record::{DateRange, PartOfDay};

use super::{Anchor, Day, Meaning, TimeUnit, calendar};

/// The days that `meaning` allows. Reports of the past point back; what is still to come points
/// forward.
pub(super) fn resolve(
    meaning: Meaning,
    part: Option<PartOfDay>,
    anchor: &Anchor,
) -> Option<DateRange> {
    let published = anchor.published;
    match meaning {
        Meaning::Days { first, last } => days(first, last, anchor),
        Meaning::Months { year, first, last } => months(year, first, last, published),
        Meaning::Year(year) => span(Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?),
        Meaning::PartOfYear { first, last } => {
            months(Some(published?.year()), first, last, published)
        }
        Meaning::DayOfMonth(day) => {
            in_month(day, anchor).or_else(|| day_of_month(day, last_day(anchor)?))
        }
        Meaning::Weekday { day, before } => {
            let day = weekday(anchor, day, before)?;
            Some(DateRange::day(day))
        }
        Meaning::Weekdays { first, last } => {
            let end = weekday(anchor, last, false)?;
            span(past_weekday(end, first, first == last)?, end)
        }
        Meaning::NightInto(day) => {
            let morning = weekday(anchor, day, false)?;
            span(back(morning, 1)?, morning)
        }
        Meaning::NightFrom(day) => {
            let evening = weekday(anchor, day, false)?;
            span(evening, evening.tomorrow().ok()?)
        }
        Meaning::DaysAgo(days) => Some(DateRange::day(back(published?, days)?)),
        Meaning::LastDays(days) => {
            let end = last_day(anchor)?;
            span(back(end, days)?, end)
        }
        Meaning::NextDays(days) => span(published?, back(published?, -days)?),
        Meaning::FromNow => DateRange::new(Some(published?), None),
        Meaning::UnitsAgo { unit, ago } => units_ago(published?, unit, ago),
        Meaning::WeeksAgo(weeks) => {
            let sunday = back(past_weekday(published?, 7, false)?, weeks.checked_mul(7)?)?;
            span(sunday, back(sunday, -6)?)
        }
        Meaning::WeekBegins => {
            let saturday = past_weekday(published?, 6, false)?;
            span(saturday, back(saturday, -2)?.min(published?))
        }
        Meaning::YearsToTheDay(years) => {
            let day = published?.checked_sub(i32::from(years).years()).ok()?;
            Some(DateRange::day(day))
        }
        Meaning::ThisUnit(unit) => this_unit(unit, anchor),
        Meaning::Weekend => {
            let sunday = past_weekday(published?, 7, false)?;
            span(back(sunday, 1)?, sunday)
        }
        Meaning::Story(days) => from_story(days, anchor.story?),
        Meaning::SamePeriod => anchor.story.or(anchor.report),
        Meaning::Clock => {
            let story = anchor.story.or(published.map(DateRange::day))?;
            // The morning of a night is that of its last day.
            let early = matches!(
                part,
                Some(PartOfDay::Dawn | PartOfDay::Morning | PartOfDay::Noon)
            );
            Some(story.last().filter(|_| early).map_or(story, DateRange::day))
        }
        Meaning::ClockOverMidnight => {
            let evening = anchor.story.or(published.map(DateRange::day))?.first()?;
            span(evening, evening.tomorrow().ok()?)
        }
        Meaning::Feast { feast, year } => calendar::feast(feast, year, published),
        Meaning::BesideFeast { feast, year, days } => {
            let until = published.and_then(|p| p.tomorrow().ok());
            let feast = calendar::feast(feast, year, until)?;
            let from = if days < 0 {
                feast.first()
            } else {
                feast.last()
            };
            Some(DateRange::day(back(from?, -days)?))
        }
        Meaning::StoryWeekday { day, step } => story_weekday(day, step, anchor.story?),
        Meaning::StoryMonth(month) => {
            let year = anchor.story.and_then(|s| s.first()).map(|d| d.year());
            months(year, month, month, published)
        }
        Meaning::NumberedDay(day) => numbered_day(day, anchor.report?),
        Meaning::Hijri { year, month, day } => calendar::hijri(year, month, day, published),
    }
}

fn back(from: Date, days: i32) -> Option<Date> {
    from.checked_sub(days.days()).ok()
}

fn span(first: Date, last: Date) -> Option<DateRange> {
    DateRange::new(Some(first), Some(last))
}

/// The last day of what the report covers: the day in its heading, else that of publication.
fn last_day(anchor: &Anchor) -> Option<Date> {
    let report = anchor.report.and_then(DateRange::last);
    match (report, anchor.published) {
        (Some(report), Some(published)) if report <= published => Some(report),
        (report, published) => published.or(report),
    }
}

/// A day or days of the calendar; without a year the last that were not after publication, or the
/// next if they are still to come.
fn days(first: Day, last: Day, anchor: &Anchor) -> Option<DateRange> {
    let in_year = |year: i16| {
        let begin = Date::new(first.year.unwrap_or(year), first.month, first.day).ok()?;
        let end = Date::new(last.year.unwrap_or(year), last.month, last.day).ok()?;
        // "28 December to 3 January": the first day is in the year before.
        let begin = if begin > end && first.year.is_none_or(|_| first.year == last.year) {
            Date::new(end.year() - 1, first.month, first.day).ok()?
        } else {
            begin
        };
        Some((begin, end))
    };
    let told = last.year.or(first.year);
    let (begin, end) = match told {
        Some(year) => in_year(year)?,
        None => {
            let published = anchor.published?;
            let this = in_year(published.year());
            if anchor.ahead {
                this.filter(|(_, end)| *end >= published)
                    .or_else(|| in_year(published.year() + 1))?
            } else {
                this.filter(|(begin, _)| *begin <= published)
                    .or_else(|| in_year(published.year() - 1))?
            }
        }
    };
    span(begin, end)
}

fn months(year: Option<i16>, first: i8, last: i8, published: Option<Date>) -> Option<DateRange> {
    let year = year.or_else(|| {
        let published = published?;
        Some(published.year() - i16::from(first > published.month()))
    })?;
    let begin = Date::new(year, first, 1).ok()?;
    span(begin, Date::new(year, last, 1).ok()?.last_of_month())
}

/// The day of the month that the story names.
fn in_month(day: i8, anchor: &Anchor) -> Option<DateRange> {
    let (first, last) = (anchor.story?.first()?, anchor.story?.last()?);
    let whole = first.day() == 1 && first.month() == last.month() && last.day() > 27;
    let date = Date::new(first.year(), first.month(), day).ok();
    date.filter(|_| whole && first.year() == last.year())
        .map(DateRange::day)
}

/// The day of that number in the period that a heading names, which is longer than a week.
fn numbered_day(day: i8, report: DateRange) -> Option<DateRange> {
    const WEEK: i32 = 7;
    let (first, last) = report.first().zip(report.last())?;
    let of = |month: Date| Date::new(month.year(), month.month(), day).ok();
    let inside = |date: &Date| *date >= first && *date <= last;
    let date = of(first).filter(inside).or_else(|| of(last).filter(inside));
    date.filter(|_| (last - first).get_days() > WEEK)
        .map(DateRange::day)
}

/// The weekday beside the days of the story; without a step the one in them, else the next after them.
fn story_weekday(day: i8, step: i8, story: DateRange) -> Option<DateRange> {
    let wanted = Weekday::from_monday_one_offset(day).ok()?;
    let (first, last) = story.first().zip(story.last())?;
    let date = match step {
        ..0 => first.nth_weekday(-1, wanted).ok()?,
        0 if first.weekday() == wanted => first,
        0 => first.nth_weekday(1, wanted).ok()?,
        1.. => last.nth_weekday(1, wanted).ok()?,
    };
    Some(DateRange::day(date))
}

/// The last day of that number that is not after `until`.
fn day_of_month(day: i8, until: Date) -> Option<DateRange> {
    let this = Date::new(until.year(), until.month(), day)
        .ok()
        .filter(|d| *d <= until);
    let before = || {
        let end = until.first_of_month().yesterday().ok()?;
        Date::new(end.year(), end.month(), day).ok()
    };
    Some(DateRange::day(this.or_else(before)?))
}

fn weekday(anchor: &Anchor, day: i8, before: bool) -> Option<Date> {
    let published = anchor.published?;
    if !anchor.ahead {
        return past_weekday(last_of_week(anchor).unwrap_or(published), day, before);
    }
    let wanted = Weekday::from_monday_one_offset(day).ok()?;
    published.nth_weekday(1, wanted).ok()
}

/// The last day of the week that a bulletin covers: its weekdays lie in it.
fn last_of_week(anchor: &Anchor) -> Option<Date> {
    const WEEK: i32 = 6;
    let report = anchor.report?;
    let days = (report.last()? - report.first()?).get_days();
    report
        .last()
        .filter(|last| days == WEEK && anchor.published.is_some_and(|p| *last <= p))
}

/// The nearest such weekday that is not after `from`, or before it.
fn past_weekday(from: Date, day: i8, before: bool) -> Option<Date> {
    let wanted = Weekday::from_monday_one_offset(day).ok()?;
    if from.weekday() == wanted && !before {
        return Some(from);
    }
    from.nth_weekday(-1, wanted).ok()
}

/// The unit of publication until publication; in a bulletin over a period, its period.
fn this_unit(unit: TimeUnit, anchor: &Anchor) -> Option<DateRange> {
    let period = anchor
        .report
        .filter(|r| r.first() != r.last() && unit != TimeUnit::Year);
    if period.is_some() {
        return period;
    }
    let published = anchor.published?;
    let whole = units_ago(published, unit, 0)?;
    span(whole.first()?, published)
}

fn units_ago(published: Date, unit: TimeUnit, ago: i32) -> Option<DateRange> {
    let month_first = published.first_of_month();
    let (first, last) = match unit {
        TimeUnit::Hour | TimeUnit::Day => {
            let day = back(published, ago)?;
            (day, day)
        }
        TimeUnit::Week => {
            let monday = back(past_weekday(published, 1, false)?, ago.checked_mul(7)?)?;
            (monday, back(monday, -6)?)
        }
        TimeUnit::Month => {
            let first = month_first.checked_sub(ago.months()).ok()?;
            (first, first.last_of_month())
        }
        TimeUnit::Year => {
            let year = published.year().checked_sub(i16::try_from(ago).ok()?)?;
            (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)
        }
    };
    DateRange::new(Some(first), Some(last))
}

/// So many days after the last, or before the first, day that the story has reached.
fn from_story(days: i32, story: DateRange) -> Option<DateRange> {
    let shift = |d: Option<Date>| d.and_then(|d| d.checked_add(days.days()).ok());
    match days {
        0 => Some(story),
        1.. => Some(DateRange::day(shift(story.last())?)),
        _ => Some(DateRange::day(shift(story.first())?)),
    }
}
