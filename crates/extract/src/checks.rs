//! What does not add up in a reading becomes a problem beside the claim; nothing is put right in
//! silence.

use jiff::civil::Date;
use tollbook_record::{Claim, Figure, Problem, Reading, Status};

/// Adds a problem for each claim that contradicts itself or the day of publication.
pub fn add(reading: &mut Reading, published: Option<Date>) {
    let found: Vec<Problem> = reading
        .claims
        .iter()
        .flat_map(|claim| {
            let parts = claim.figures.iter().filter_map(|part| exceeds(claim, part));
            parts.chain(published.and_then(|day| after(claim, day)))
        })
        .collect();
    reading.problems.extend(found);
}

/// Relative words of date in a report whose day of publication is not known.
pub fn undated(claims: &[Claim]) -> Option<Problem> {
    let open = claims.iter().find_map(|c| {
        c.when
            .as_ref()
            .filter(|w| w.dates.first().is_none() && w.dates.last().is_none())
    })?;
    Some(Problem {
        kind: "date_without_publication".into(),
        message: "Relative dates stay unresolved because the day of publication is not known; give it with --published or in a .meta.toml file.".into(),
        quote: Some(open.quote.clone()),
    })
}

/// A part that is certainly more than its whole.
fn exceeds(claim: &Claim, part: &Figure) -> Option<Problem> {
    let whole = claim.figures.get(part.part_of?)?;
    let (least, most) = (part.count.range().min()?, whole.count.range().max()?);
    (part.effect == whole.effect && least > most).then(|| Problem {
        kind: "part_exceeds_whole".to_owned(),
        message: format!(
            "“{}” was read as a part of “{}”, which is less; read the sentence and take its figures by hand.",
            part.quote.text(),
            whole.quote.text()
        ),
        quote: Some(part.quote.clone()),
    })
}

/// An incident that is told as having been, after the day on which it was told.
fn after(claim: &Claim, published: Date) -> Option<Problem> {
    let when = claim.when.as_ref()?;
    let first = when.dates.first()?;
    (claim.status != Status::Hypothetical && first > published).then(|| Problem {
        kind: "date_after_publication".to_owned(),
        message: format!(
            "“{}” was read as {}, which is after the report's day of publication, {published}; check both days.",
            when.quote.text(),
            when.dates
        ),
        quote: Some(when.quote.clone()),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use tollbook_record::Publication;

    /// The kinds of problems of `text`, published on 4 March 2031.
    fn check(text: &str, expect: &[&str]) {
        let publication = Publication {
            published: Some(date(2031, 3, 4)),
            ..Publication::default()
        };
        let reading = crate::extract(text, &publication);
        let kinds: Vec<&str> = reading.problems.iter().map(|p| p.kind.as_str()).collect();
        assert_eq!(kinds, expect, "{text}");
    }

    #[test]
    fn what_does_not_add_up_is_said() {
        check(
            "Shells killed 12 people in Saraqib on Monday, including 15 children.",
            &["part_exceeds_whole"],
        );
        check(
            "Shells killed 12 people in Saraqib on 9 March 2031.",
            &["date_after_publication"],
        );
    }

    #[test]
    fn a_place_where_none_of_the_name_lies_is_said() {
        check(
            "Shells killed four people in Mosul in Basra governorate, Iraq, on Monday.",
            &["place_against_place"],
        );
        check(
            "Shells killed four people in Mosul in Nineveh governorate, Iraq, on Monday.",
            &[],
        );
    }

    #[test]
    fn what_adds_up_is_not() {
        check(
            "Shells killed at least 12 people in Saraqib on Monday, including 15 children.",
            &[],
        );
        check("The quarter will be shelled on 9 March 2031.", &[]);
    }
}
