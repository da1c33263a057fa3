//! How finely a publication tells time: by days, or by months or years of which every day could be meant.

use jiff::civil::Date;
use serde::Deserialize;
use tollbook_record::DateRange;

/// The finest time that is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FinestTime {
    /// The days.
    Day,
    /// Whole months.
    Month,
    /// Whole years.
    Year,
}

impl FinestTime {
    /// The days, widened to all that could be meant.
    pub(crate) fn days(self, dates: DateRange) -> DateRange {
        let (first, last) = (dates.first(), dates.last());
        let widened = match self {
            Self::Day => return dates,
            Self::Month => DateRange::new(
                first.map(Date::first_of_month),
                last.map(Date::last_of_month),
            ),
            Self::Year => {
                DateRange::new(first.map(Date::first_of_year), last.map(Date::last_of_year))
            }
        };
        widened.expect("days that are in order stay so when they are widened")
    }

    /// A day for a cell: `2031-03-05`, `2031-03` or `2031`.
    pub(crate) fn cell(self, day: Date) -> String {
        self.said(day, ["%Y-%m-%d", "%Y-%m", "%Y"])
    }

    /// A day for people: `5 March 2031`, `March 2031` or `2031`.
    pub(crate) fn words(self, day: Date) -> String {
        self.said(day, ["%-d %B %Y", "%B %Y", "%Y"])
    }

    fn said(self, day: Date, [of_day, of_month, of_year]: [&str; 3]) -> String {
        let format = match self {
            Self::Day => of_day,
            Self::Month => of_month,
            Self::Year => of_year,
        };
        day.strftime(format).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_become_all_that_could_be_meant() {
        let dates = DateRange::new(Some(date(2031, 2, 27)), Some(date(2032, 2, 3)));
        let dates = dates.expect("in order");
        for (time, first, last) in [
            (FinestTime::Day, date(2031, 2, 27), date(2032, 2, 3)),
            (FinestTime::Month, date(2031, 2, 1), date(2032, 2, 29)),
            (FinestTime::Year, date(2031, 1, 1), date(2032, 12, 31)),
        ] {
            let widened = time.days(dates);
            assert_eq!((widened.first(), widened.last()), (Some(first), Some(last)));
        }
        let open = DateRange::new(None, Some(date(2031, 3, 5))).expect("open");
        let widened = FinestTime::Year.days(open);
        assert_eq!(
            (widened.first(), widened.last()),
            (None, Some(date(2031, 12, 31)))
        );
    }

    #[test]
    fn a_day_is_said_as_finely_as_it_may() {
        let day = date(2031, 3, 5);
        let said = [FinestTime::Day, FinestTime::Month, FinestTime::Year];
        assert_eq!(
            said.map(|time| time.cell(day)),
            ["2031-03-05", "2031-03", "2031"]
        );
        assert_eq!(
            said.map(|time| time.words(day)),
            ["5 March 2031", "March 2031", "2031"]
        );
    }
}
