//! Counts of people beside words of harm that are in no claim. A reader of the claims cannot miss what he
//! is not told of, so each becomes a problem.

use std::cell::LazyCell;
use std::collections::HashSet;
use std::ops::Range;

use tollbook_record::{Claim, Count, Effect, Problem, Quote};

use super::told::Clause;
use crate::frame::Standing;
use crate::segment::{LineKind, Segments};

/// A count as it stands in the report.
pub struct Counted {
    units: Range<usize>,
    /// What it says, where a rule read it.
    read: Option<(Effect, Count)>,
}

/// The counts of all clauses. What is said to be out of date is not missed, nor a plural.
pub fn counts(clauses: &[Clause]) -> Vec<Counted> {
    let mut out = Vec::new();
    // What a heading counts is told again below it.
    for clause in clauses.iter().filter(|c| c.kind != LineKind::Heading) {
        let told = clause.figures.iter().filter(|f| {
            let number = matches!(f.group.count, Count::Stated { .. });
            number && f.standing != Standing::Old && !clause.sum
        });
        out.extend(told.map(|f| Counted {
            units: f.group.units.clone(),
            read: Some((f.effect, f.group.count)),
        }));
        out.extend(clause.left.iter().map(|units| Counted {
            units: units.clone(),
            read: None,
        }));
    }
    out
}

/// A problem for each count that no claim holds, in its own words or in others.
pub fn problems(segments: &Segments<'_>, counts: &[Counted], claims: &[Claim]) -> Vec<Problem> {
    let figures = || claims.iter().flat_map(|c| &c.figures);
    let told = LazyCell::new(|| -> HashSet<String> {
        figures().map(|f| said(f.effect, f.count)).collect()
    });
    let mut quoted: Vec<Range<usize>> = figures().map(|f| f.quote.range()).collect();
    quoted.sort_by_key(|range| range.start);
    let held = |bytes: &Range<usize>| {
        let next = quoted.partition_point(|range| range.start < bytes.end);
        next > 0 && quoted[next - 1].end > bytes.start
    };
    let missed = counts.iter().filter(|counted| {
        let same = |(effect, count)| told.contains(&said(effect, count));
        !held(&segments.bytes(&counted.units)) && !counted.read.is_some_and(same)
    });
    missed
        .filter_map(|counted| {
            let quote = Quote::new(segments.text, segments.bytes(&counted.units))?;
            Some(problem(quote))
        })
        .collect()
}

fn said(effect: Effect, count: Count) -> String {
    format!("{effect} {count:?}")
}

fn problem(quote: Quote) -> Problem {
    Problem {
        kind: "count_not_read".to_owned(),
        message: format!(
            "“{}” stands beside words of harm and is no figure of a claim; read the sentence and decide by hand.",
            quote.text()
        ),
        quote: Some(quote),
    }
}

#[cfg(test)]
mod tests {
    use tollbook_record::Publication;

    fn check(text: &str, expect: &[&str]) {
        let reading = crate::extract(text, &Publication::default());
        let missed = reading
            .problems
            .iter()
            .filter(|p| p.kind == "count_not_read");
        let words: Vec<&str> = missed
            .filter_map(|p| p.quote.as_ref().map(|q| q.text()))
            .collect();
        assert_eq!(words, expect, "{text}");
    }

    #[test]
    fn counts_in_no_claim_are_told() {
        check(
            "Shells hit a market in Sarmin on Monday, killing two men. 300 families fled.",
            &["300 families"],
        );
        check(
            "Shells hit a market in Sarmin on Monday, killing two men. The town has 40,000 people.",
            &[],
        );
    }
}
