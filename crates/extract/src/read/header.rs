//! What the top of a plain text says of its own publication.
//!
//! Only what cannot be misread counts: a labelled line ("Published: 2023-03-05"), a front matter, a
//! line that is a full date and nothing else, a dateline with day, month and year, or a masthead that ends
//! with its date ("Daily update no. 212, Thursday 8 March 2029"). A date in the running words is the date
//! of something else.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;
use tollbook_record::Publication;

use super::date;

/// How many lines with words count as the top.
const TOP: usize = 12;

/// A dateline stands among the first lines with words, before the report begins.
const DATELINE: usize = 5;

static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^[\s*_>]*(?P<key>[\p{L} _-]{2,24}?)[*_\s]*[:：]\s*[*_]*\s*(?P<value>\S.*?)[\s*_]*$",
    )
    .expect("a constant that a test runs")
});

static AFTER_DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\s*_]*(?:\([^)]{1,40}\)\s*)?[)]?\s*(?:[–—:]|-\s)")
        .expect("a constant that a test runs")
});

/// How a masthead begins: a publication that appears at times, or a word for a publication that does not go
/// on to say what it is about.
static MASTHEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^ [\s*_\#]* (?: the \s+ )? (?:
            (?: daily | weekly | monthly | morning | evening | nightly | situation | field | flash ) \s+
            (?: \w+ \s+ )? (?: update | bulletin | briefing | report | statement | digest | newsletter | roundup | summary ) \b
          | (?: sitrep | press \s+ release | media \s+ release | communiqu[eé] | bulletin | newsletter ) \b
          | (?: التقرير | النشرة | الحصيلة | الموجز ) \s+ (?: اليومي | الأسبوعي | الشهري | الصباحي | المسائي ) ة? \b
          | (?: تقرير | نشرة | حصيلة | موجز ) \s+ (?: يومي | أسبوعي | شهري ) ة? \b
          | بيان \s+ (?: صحفي | رقم ) \b
        )",
    )
    .expect("a constant that a test runs")
});

/// What a masthead says behind its first words when these are not all of its title.
static ABOUT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:on|about|into|regarding|concerning|following|after)\b|:")
        .expect("a constant that a test runs")
});

/// The most words before the date of a dateline: a place, perhaps an agency and the day's name.
const DATELINE_WORDS: usize = 6;

/// Reads the publication from the top of `text`.
pub(super) fn publication(text: &str) -> Publication {
    let top: Vec<&str> = top_lines(text);
    let mut found = Publication::default();
    let mut published = Vec::new();
    let has_front_matter = text.starts_with("---\n");
    for line in &top {
        let Some(words) = LABELLED.captures(line) else {
            continue;
        };
        let value = words["value"].trim_matches('"').to_owned();
        match words["key"].trim().to_lowercase().as_str() {
            "published"
            | "published on"
            | "publication date"
            | "date published"
            | "issued"
            | "posted"
            | "نشر"
            | "نشر في"
            | "تاريخ النشر" => {
                published.push(date::only_date(&value));
            }
            // In a report's own fields this is the date of what it reports.
            "date" if has_front_matter => published.push(date::only_date(&value)),
            "publisher" | "published by" | "الناشر" => {
                found.publisher.get_or_insert(value);
            }
            "language" | "lang" if is_language_tag(&value) => {
                found.language.get_or_insert(value);
            }
            "url" | "link" if value.starts_with("http") => {
                found.url.get_or_insert(value);
            }
            "title" | "headline" => {
                found.title.get_or_insert(value);
            }
            _ => {}
        }
    }
    if published.is_empty() {
        published = dateline_dates(&top);
    }
    found.published = agreed(&published);
    found
}

/// The date that a dateline or a line of its own gives, for formats whose own fields give none.
pub(super) fn dateline(text: &str) -> Option<Date> {
    agreed(&dateline_dates(&top_lines(text)))
}

fn top_lines(text: &str) -> Vec<&str> {
    // A line of a megabyte is no header; it is cut so that the patterns stay cheap.
    const LONGEST: usize = 400;
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && *line != "---")
        .take(TOP)
        .map(|line| &line[..line.floor_char_boundary(LONGEST)])
        .collect()
}

/// Where several lines give a date and they differ, none is the date of publication.
fn agreed(dates: &[Option<Date>]) -> Option<Date> {
    let first = (*dates.first()?)?;
    dates.iter().all(|d| *d == Some(first)).then_some(first)
}

fn dateline_dates(top: &[&str]) -> Vec<Option<Date>> {
    top.iter()
        .take(DATELINE)
        .filter(|line| date::is_only_a_date(line) || is_dateline(line) || is_masthead(line))
        .map(|line| date::position(line).and_then(|at| date::only_date(&line[at])))
        .collect()
}

/// A place, a comma, the date and a dash, as reports begin: "ALEPPO, 28 April 2016 —". A line without
/// the dash may be a title that gives the day of what happened.
fn is_dateline(line: &str) -> bool {
    date::position(line).is_some_and(|at| {
        is_place_and_comma(&line[..at.start]) && AFTER_DATELINE.is_match(&line[at.end..])
    })
}

/// A masthead whose date stands at its end behind a mark: what stands behind a word may be the day of what
/// is told.
fn is_masthead(line: &str) -> bool {
    let Some((begin, at)) = MASTHEAD.find(line).zip(date::position(line)) else {
        return false;
    };
    let Some(between) = line.get(begin.end()..at.start) else {
        return false;
    };
    let day_name = |c: char| c.is_alphabetic() || c.is_whitespace();
    let marked = between.trim_end_matches(day_name);
    let weekday = between[marked.len()..].split_whitespace().count();
    let behind = line[at.end..].trim_matches(|c: char| !c.is_alphanumeric());
    marked.ends_with([',', '،', '|', '–', '—', '-', '·', '(', '.'])
        && weekday <= 1
        && behind.is_empty()
        && !ABOUT.is_match(marked)
}

fn is_place_and_comma(words: &str) -> bool {
    let words = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
    let is_name = |word: &str| {
        let first = word.trim_start_matches('(').chars().next();
        first.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
    };
    let count = words.split_whitespace().count();
    let ends_well = words.ends_with([',', '،', '(']) || words.contains([',', '،']);
    ends_well && (1..=DATELINE_WORDS).contains(&count) && words.split_whitespace().all(is_name)
}

fn is_language_tag(value: &str) -> bool {
    let first = value.split('-').next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && value.len() <= 35
        && value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Option<&str>) {
        let expect = expect.map(|text| text.parse().expect("a date"));
        assert_eq!(publication(text).published, expect, "{text}");
    }

    #[test]
    fn labels_and_datelines_give_the_date() {
        check("Published: 2023-03-05\n\nWords.", Some("2023-03-05"));
        check(
            "---\ntitle: T\ndate: 2023-03-05\n---\nWords.",
            Some("2023-03-05"),
        );
        check("**Published:** 5 March 2023\n", Some("2023-03-05"));
        check("Head\n\nALEPPO, 28 April 2016 — Words.", Some("2016-04-28"));
        check(
            "BEIRUT, April 28, 2016 (Invented Agency) - Words.",
            Some("2016-04-28"),
        );
        check("Head\nThursday 28 April 2016\nWords.", Some("2016-04-28"));
        check("تاريخ النشر: ٢٨ نيسان ٢٠١٦\nكلمات", Some("2016-04-28"));
    }

    #[test]
    fn a_masthead_gives_the_date_that_it_ends_with() {
        let day = Some("2029-03-08");
        check(
            "Daily update no. 212, Example Office, Thursday 8 March 2029\n\nWords.",
            day,
        );
        check(
            "Head\nWEEKLY SITUATION REPORT | No. 14 | 8 March 2029\nWords.",
            day,
        );
        check("Press release (8 March 2029)\n\nWords.", day);
        check("SITREP 14 - 2029-03-08\nWords.", day);
        check("النشرة اليومية، الخميس ٨ آذار ٢٠٢٩\nكلمات", day);
        check(
            "Press release on the strike in Example, 8 March 2029\n",
            None,
        );
        check("Daily update: market strike, Example, 8 March 2029\n", None);
        check("Daily update on the strike of 8 March 2029\n", None);
        check("Press release of 8 March 2029\n", None);
        check("Daily update, 8 March 2029, market hit\n", None);
        check("Report, Example, 8 March 2029\n", None);
    }

    #[test]
    fn a_date_in_running_words_is_not_the_date_of_publication() {
        check("The market was hit on 28 April 2016 - five died.", None);
        check("Published: 03/05/2023\n", None);
        check("INCIDENT FORM\nDate: 28 April 2016\n", None);
        check("Published: 2023-03-05\nPosted: 2023-03-06\n", None);
        check("ALEPPO, 28 April — Words.", None);
        check("Market strike, Aleppo, 28 April 2016\n", None);
        check("Aleppo market strike – 28 April 2016\n", None);
        check("a\nb\nc\nd\ne\nf\n28 April 2016\n", None);
    }

    #[test]
    fn labels_give_the_rest() {
        let found = publication(
            "Publisher: Invented Watch\nURL: https://example.org/a\nLanguage: en\nTitle: \"T\"\n",
        );
        assert_eq!(found.publisher.as_deref(), Some("Invented Watch"));
        assert_eq!(found.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(found.language.as_deref(), Some("en"));
        assert_eq!(found.title.as_deref(), Some("T"));
    }
}
