use super::*;
use crate::phrase_table;
use crate::segment::segment;
use jiff::civil::date;

/// The words of the first date of `text` and the days that it means, published on Saturday 30 April
/// 2016 with the story standing at 20 April.
fn first_date(text: &str) -> Option<(String, String)> {
    let segments = segment(text);
    let cues = read(&segments, 0..segments.units.len());
    let cue = cues.first()?;
    let dates = cue.resolve(&Anchor {
        published: Some(date(2016, 4, 30)),
        story: Some(DateRange::day(date(2016, 4, 20))),
        ..Anchor::default()
    });
    let part = cue.part.map_or(String::new(), |p| format!(" {p}"));
    let dates = dates.map_or("?".into(), |d| d.to_string());
    Some((
        segments.words(cue.units.clone()).to_string(),
        format!("{dates}{part}"),
    ))
}

#[track_caller]
fn check(text: &str, expect: &str) {
    let found = first_date(text);
    let shown = found.map_or("none".into(), |(words, dates)| format!("{words}: {dates}"));
    assert_eq!(shown, expect);
}

#[test]
fn date_phrases_come_out_as_the_calendar_has_them() {
    let table = include_str!("../../../../../testdata/phrases/dates-en.txt");
    phrase_table::check(table, |text| {
        first_date(text).map_or("none".into(), |(_, dates)| dates)
    });
}

#[test]
fn days_of_months() {
    check(
        "It came on 28 April 2016 there.",
        "on 28 April 2016: 2016-04-28",
    );
    check(
        "It came on April 28, 2016.",
        "on April 28, 2016: 2016-04-28",
    );
    check(
        "It came on 27 and 28 April.",
        "on 27 and 28 April: 2016-04-27 to 2016-04-28",
    );
    check(
        "From the 4th to the 6th of September.",
        "From the 4th to the 6th of September: 2015-09-04 to 2015-09-06",
    );
    check(
        "A week to the day earlier it fell.",
        "A week to the day earlier: 2016-04-13",
    );
    check(
        "It fell the night before last.",
        "the night before last: 2016-04-28 night",
    );
    check("On 12/04/2016 it fell.", "On 12/04/2016: 2016-04-12");
    check("On 2016-04-12 it fell.", "On 2016-04-12: 2016-04-12");
    check("on the 15th it fell", "on the 15th: 2016-04-15");
    check(
        "o/n 22/23 Feb. it fell",
        "o/n 22/23 Feb.: 2016-02-22 to 2016-02-23 night",
    );
}

#[test]
fn weekdays_point_back() {
    check("on Saturday", "on Saturday: 2016-04-30");
    check(
        "on Wednesday evening",
        "on Wednesday evening: 2016-04-27 evening",
    );
    check("last Saturday", "last Saturday: 2016-04-23");
    check("at dawn on Friday", "at dawn on Friday: 2016-04-29 dawn");
    check(
        "between Tuesday and Friday",
        "between Tuesday and Friday: 2016-04-26 to 2016-04-29",
    );
    check(
        "in the night of Thursday to Friday",
        "in the night of Thursday to Friday: 2016-04-28 to 2016-04-29 night",
    );
    check(
        "Wednesday, 27 April 2016",
        "Wednesday, 27 April 2016: 2016-04-27",
    );
}

#[test]
fn words_that_lean_on_publication() {
    check("yesterday", "yesterday: 2016-04-29");
    check(
        "last night at 22:17",
        "last night at 22:17: 2016-04-29 night",
    );
    check("overnight", "overnight: 2016-04-29 to 2016-04-30 night");
    check(
        "in the last 24 hours",
        "in the last 24 hours: 2016-04-29 to 2016-04-30",
    );
    check("three days ago", "three days ago: 2016-04-27");
    check("last month", "last month: 2016-03-01 to 2016-03-31");
    check("in March", "in March: 2016-03-01 to 2016-03-31");
    check("in December", "in December: 2015-12-01 to 2015-12-31");
    check("in 2014", "in 2014: 2014-01-01 to 2014-12-31");
    check(
        "over the weekend",
        "over the weekend: 2016-04-23 to 2016-04-24",
    );
}

#[test]
fn words_that_lean_on_the_story() {
    check("the following day", "the following day: 2016-04-21");
    check(
        "On the morning of the next day it fell",
        "On the morning of the next day: 2016-04-21 morning",
    );
    check(
        "Since the beginning of the year it fell",
        "Since the beginning of the year: 2016-01-01 to 2016-04-30",
    );
    check(
        "The next morning, it fell",
        "The next morning: 2016-04-21 morning",
    );
    check("The day before, a shell fell", "The day before: 2016-04-19");
    check("on the same day", "on the same day: 2016-04-20");
    check("hours later", "hours later: 2016-04-20");
}

#[test]
fn what_is_no_date() {
    for text in [
        "They may march.",
        "12 people",
        "2,014 people",
        "the second floor",
    ] {
        check(text, "none");
    }
}

#[test]
fn spans_cross_months_and_midnight() {
    check(
        "From 28 March to 3 April it fell.",
        "From 28 March to 3 April: 2016-03-28 to 2016-04-03",
    );
    check(
        "Fri 8 - Mon 11 April 2016",
        "Fri 8 - Mon 11 April 2016: 2016-04-08 to 2016-04-11",
    );
    check(
        "between March and April this year",
        "between March and April this year: 2016-03-01 to 2016-04-30",
    );
    check(
        "between 23:00 and 01:30",
        "between 23:00 and 01:30: 2016-04-20 to 2016-04-21 night",
    );
    check(
        "Between 10 p.m. on Monday and 2 a.m. on Tuesday",
        "Between 10 p.m. on Monday and 2 a.m. on Tuesday: 2016-04-25 to 2016-04-26 night",
    );
    check(
        "in the first half of the year",
        "in the first half of the year: 2016-01-01 to 2016-06-30",
    );
    check(
        "overnight Friday",
        "overnight Friday: 2016-04-29 to 2016-04-30 night",
    );
}

#[test]
fn days_that_are_listed_or_lean_on_a_month() {
    check(
        "on 2, 4 and 6 April",
        "on 2, 4 and 6 April: 2016-04-02 to 2016-04-06",
    );
    check(
        "in the first week of April",
        "in the first week of April: 2016-04-01 to 2016-04-07",
    );
    check(
        "in the first ten days of April",
        "in the first ten days of April: 2016-04-01 to 2016-04-10",
    );
    check(
        "In April 12 people died.",
        "In April: 2016-04-01 to 2016-04-30",
    );
    check("in mid-March", "in mid-March: 2016-03-01 to 2016-03-31");
    check(
        "in the first quarter of 2015",
        "in the first quarter of 2015: 2015-01-01 to 2015-03-31",
    );
    check(
        "the day before yesterday",
        "the day before yesterday: 2016-04-28",
    );
    check(
        "on Monday and Tuesday",
        "on Monday and Tuesday: 2016-04-25 to 2016-04-26",
    );
    check(
        "the night between Thursday and Friday",
        "the night between Thursday and Friday: 2016-04-28 to 2016-04-29 night",
    );
}

#[test]
fn since_reaches_over_a_clause() {
    check(
        "since the siege began on Tuesday",
        "on Tuesday: 2016-04-26 to 2016-04-30",
    );
    check(
        "since the truce (6 April)",
        "6 April: 2016-04-06 to 2016-04-30",
    );
    check(
        "since the seventh of March",
        "since the seventh of March: 2016-03-07 to 2016-04-30",
    );
    check(
        "since 1 January",
        "since 1 January: 2016-01-01 to 2016-04-30",
    );
}

#[test]
fn numerals_by_themselves() {
    check("On 12.04.2016 it fell.", "On 12.04.2016: 2016-04-12");
    check("on 4/25/2016", "on 4/25/2016: 2016-04-25");
    check("admin notes 21/4, messages", "21/4: 2016-04-21");
    check("2/4 Shells fell.", "none");
    check("3 Apr., Tamra", "3 Apr.: 2016-04-03");
    check(
        "for the whole March 27 people died",
        "the whole March: 2016-03-01 to 2016-03-31",
    );
}

#[test]
fn feasts_and_islamic_days() {
    check("on Good Friday", "on Good Friday: 2016-03-25");
    check("on New Year's Eve", "on New Year's Eve: 2015-12-31");
    check(
        "on 14 Rajab 1437",
        "on 14 Rajab 1437: 2016-04-20 to 2016-04-22",
    );
    check(
        "during Eid al-Adha",
        "during Eid al-Adha: 2015-09-22 to 2015-09-27",
    );
}

#[test]
fn what_lies_ahead() {
    check(
        "in the coming hours",
        "in the coming hours: 2016-04-30 to 2016-05-01",
    );
    check("within four hours", "within four hours: 2016-04-30");
    check("tomorrow at noon", "tomorrow at noon: 2016-05-01 noon");
}

#[test]
fn places_named_after_days_are_no_dates() {
    check("in 7 July district", "none");
}

#[test]
fn feasts_and_days_beside_them() {
    check(
        "On the eve of Easter they came.",
        "On the eve of Easter: 2016-03-26",
    );
    check(
        "On the Thursday of Holy Week, 1984, they came.",
        "On the Thursday of Holy Week, 1984: 1984-04-19",
    );
    check(
        "On the feast of the Assumption they came.",
        "On the feast of the Assumption: 2015-08-15",
    );
    check(
        "Two days after Christmas it fell.",
        "Two days after Christmas: 2015-12-27",
    );
    check(
        "On the eve of the attack it fell.",
        "On the eve of the attack: 2016-04-19",
    );
    check("On the eve of the vote it fell.", "none");
}

#[test]
fn times_beside_the_day_of_the_story() {
    check(
        "It fell the preceding Tuesday.",
        "the preceding Tuesday: 2016-04-19",
    );
    check(
        "It fell the following Friday.",
        "the following Friday: 2016-04-22",
    );
    check(
        "They died near Tamra that December in an ambush.",
        "that December: 2016-12-01 to 2016-12-31",
    );
    check("He said that Friday was quiet.", "Friday: 2016-04-29");
    check(
        "A year to the day after a blast it fell.",
        "A year to the day after: 2015-04-30",
    );
}

#[test]
fn halves_of_months_and_hours_until_today() {
    check(
        "The second half of May 1989",
        "The second half of May 1989: 1989-05-16 to 1989-05-31",
    );
    check(
        "In the forty-eight hours ending at noon today they took in 61.",
        "In the forty-eight hours ending at noon today: 2016-04-28 to 2016-04-30 noon",
    );
    check(
        "They came on the second of the month.",
        "on the second of the month: 2016-04-02",
    );
    check(
        "A fortnight earlier they came.",
        "A fortnight earlier: 2016-04-06",
    );
}

#[test]
fn days_on_which_something_was_printed_are_aside() {
    let aside = |text: &str| {
        let segments = segment(text);
        let cues = read(&segments, 0..segments.units.len());
        cues.iter().map(|c| c.aside).collect::<Vec<_>>()
    };
    assert_eq!(
        aside("In our edition of Friday, March 3, we erred."),
        [true]
    );
    assert_eq!(aside("In a dispatch of June 25 we erred."), [true]);
    assert_eq!(aside("We erred in Tuesday's paper."), [true]);
    assert_eq!(aside("They hit a police post on Friday."), [false]);
    assert_eq!(aside("Reports of shelling on Friday spread."), [false]);
}
