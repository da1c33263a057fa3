//! The words of vocabularies and of accounts as people read them.

use jiff::civil::Date;
use tollbook_record::{
    ClaimInSource, Count, DateRange, Degree, Effect, Figure, Grade, Place, Source, Speaker, TiedBy,
    Who,
};

use crate::overlap::Overlap;

/// A word of a vocabulary without its underscores.
pub(crate) fn plain(word: &str) -> String {
    word.replace('_', " ")
}

/// The publisher's name, or words that say that it is not known.
pub(crate) fn publisher(source: &Source) -> &str {
    let publisher = source.publication.publisher.as_deref();
    publisher.unwrap_or("publisher not known")
}

/// On whose account a claim is made: `police, quoted by Some Agency`.
pub(crate) fn account(claim: &ClaimInSource<'_>) -> String {
    match &claim.claim.speaker {
        Speaker::Publisher => publisher(claim.source).to_owned(),
        Speaker::Named { name, .. } => format!("{name}, quoted by {}", publisher(claim.source)),
    }
}

/// An account as the subject of a verb: `police, quoted by Some Agency, accuses`.
pub(crate) fn account_does(claim: &ClaimInSource<'_>, verb: &str) -> String {
    let comma = match &claim.claim.speaker {
        Speaker::Publisher => "",
        Speaker::Named { .. } => ",",
    };
    format!("{}{comma} {verb}", account(claim))
}

/// Why two claims of different sources are no two origins.
pub(crate) fn tie(one: &ClaimInSource<'_>, other: &ClaimInSource<'_>, by: TiedBy) -> String {
    let [a, b] = [one, other].map(|claim| publisher(claim.source));
    let day = |claim: &ClaimInSource<'_>| {
        let published = claim.source.publication.published;
        published.map_or_else(|| "a day not known".to_owned(), day)
    };
    match (by, &one.claim.speaker) {
        (TiedBy::Text, _) => format!("{a} and {b} have one text"),
        (TiedBy::Speaker, Speaker::Named { name, .. }) => {
            format!("{a} and {b} both quote {name}")
        }
        (TiedBy::Speaker | TiedBy::Publisher, _) => {
            format!("{a} put out both, on {} and on {}", day(other), day(one))
        }
    }
}

/// What an account does to a designation, as a verb: `accuses X`.
pub(crate) fn degree(degree: Degree) -> &'static str {
    match degree {
        Degree::Alleged => "accuses",
        Degree::ClaimedResponsibility => "claims responsibility for",
        Degree::Denied => "denies for",
        Degree::AdmittedAct => "admits for",
    }
}

/// A place as written with its parents: `al-Sukkari, Aleppo`.
pub(crate) fn place(place: Option<&Place>) -> String {
    place.map_or("Place not known".to_owned(), |place| {
        let parents = place.within.iter().map(String::as_str);
        let names: Vec<&str> = std::iter::once(place.name.as_str())
            .chain(parents)
            .collect();
        names.join(", ")
    })
}

/// What of a total is recorded apart: `killed: 14–26 in TB-…; without them the total leaves 0–22`.
pub(crate) fn overlap(overlap: &Overlap<'_, '_>) -> String {
    let incidents = overlap.incidents.iter();
    let codes: Vec<String> = incidents
        .map(|incident| incident.code().to_string())
        .collect();
    let effect = plain(overlap.effect.word());
    let recorded = overlap.recorded;
    let leaves = match overlap.remainder {
        Some(remainder) => format!("without them the total leaves {remainder}"),
        None => "that is more than the total says".to_owned(),
    };
    format!("{effect}: {recorded} in {}; {leaves}", codes.join(", "))
}

/// An effect and a group: `killed`, `children killed`.
pub(crate) fn effect_on(effect: Effect, who: Who) -> String {
    match who {
        Who::People => plain(effect.word()),
        who => format!("{} {}", plain(who.word()), plain(effect.word())),
    }
}

/// A figure as read: `children killed: about 9`.
pub(crate) fn figure(figure: &Figure) -> String {
    let effect = effect_on(figure.effect, figure.who);
    match figure.count {
        Count::Stated { range, approximate } => {
            let about = if approximate { "about " } else { "" };
            format!("{effect}: {about}{range}")
        }
        Count::Vague(word) => format!("{effect}: {} (no number)", plain(word.word())),
    }
}

/// What a total is, so that nobody counts its people twice.
pub(crate) const TOTAL: &str = "A total over a period or an area, not one incident; it is not to be added up with the incidents.";

/// What a grade means, whatever the incident.
pub(crate) fn grade_meaning(grade: Grade) -> &'static str {
    match grade {
        Grade::Confirmed => "a party accepted responsibility",
        Grade::Fair => "two or more independent sources",
        Grade::Weak => "a single source",
        Grade::Contested => "competing claims of responsibility",
        Grade::Discounted => "said to be combatants, or said not to have been",
    }
}

/// What a gazetteer makes of a written place, with how fine and how far off, or that it abstains.
pub(crate) fn resolved(place: &Place) -> String {
    let Some(found) = &place.resolution else {
        let others: Vec<&str> = (place.candidates.iter().take(MENTIONED))
            .map(|c| c.entry.name.as_str())
            .collect();
        return match others.as_slice() {
            [] => "left open".into(),
            names => format!("left open; it could be {}", names.join(", ")),
        };
    };
    format!(
        "{} ({}, within {} km)",
        found.name, found.precision, found.radius
    )
}

/// How many other entries are named to a reader.
const MENTIONED: usize = 3;

/// A day as people read it: `28 April 2016`.
pub(crate) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// Days as people read them, the month and year said once: `27–28 April 2016`.
pub(crate) fn days(dates: DateRange) -> String {
    match (dates.first(), dates.last()) {
        (Some(a), Some(b)) if a == b => day(a),
        (Some(a), Some(b)) if (a.year(), a.month()) == (b.year(), b.month()) => {
            format!("{}–{}", a.day(), day(b))
        }
        (Some(a), Some(b)) if a.year() == b.year() => {
            format!("{} – {}", a.strftime("%-d %B"), day(b))
        }
        (Some(a), Some(b)) => format!("{} – {}", day(a), day(b)),
        (Some(a), None) => format!("from {}", day(a)),
        (None, Some(b)) => format!("until {}", day(b)),
        (None, None) => "Date not known".to_owned(),
    }
}

/// `1 claim`, `2 claims`.
pub(crate) fn counted(n: usize, one: &str, many: &str) -> String {
    let digits = grouped(n);
    format!("{digits} {}", if n == 1 { one } else { many })
}

/// A number with its thousands apart: `12,400`.
pub(crate) fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_say_the_month_once() {
        let show = |a, b| days(DateRange::new(Some(a), Some(b)).expect("in order"));
        let first = date(2016, 4, 27);
        assert_eq!(show(first, first), "27 April 2016");
        assert_eq!(show(first, date(2016, 4, 28)), "27–28 April 2016");
        assert_eq!(show(first, date(2016, 5, 2)), "27 April – 2 May 2016");
        assert_eq!(
            show(first, date(2017, 1, 2)),
            "27 April 2016 – 2 January 2017"
        );
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        let shown = [0, 999, 1000, 1_234_567].map(grouped);
        assert_eq!(shown, ["0", "999", "1,000", "1,234,567"]);
    }
}
