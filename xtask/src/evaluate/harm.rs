//! Claims of one incident to one number of people killed or injured, as other sets count them.
//!
//! A tally keeps a range and its reasons; these sets want one figure, so the mapping takes that of
//! the first claim which gives any.

use tollbook_record::{Claim, Count, CountRange, Effect, Figure, Status, Vague};

/// How many people suffered `effect`; `None` if no claim says.
pub fn total(claims: &[&Claim], effect: Effect) -> Option<CountRange> {
    claims
        .iter()
        .filter(|claim| claim.status == Status::Asserted)
        .find_map(|claim| of_claim(claim, effect))
}

/// The sum of a claim's figures that break down no other, and no fewer than its named victims. What
/// stands far apart counts the same people again, and the largest of the counts is taken.
fn of_claim(claim: &Claim, effect: Effect) -> Option<CountRange> {
    const NEAR: usize = 60;
    let figures = claim
        .figures
        .iter()
        .filter(|f| f.effect == effect && is_whole(claim, f))
        .filter(|f| f.count != Count::Vague(Vague::Mostly));
    let mut sums: Vec<(usize, CountRange)> = Vec::new();
    for figure in figures {
        let (at, count) = (figure.quote.range(), at_least_a_plural(figure.count));
        match sums.last_mut().filter(|(end, _)| at.start < *end + NEAR) {
            Some((end, known)) => (*end, *known) = (at.end, sum(*known, count)),
            None => sums.push((at.end, count)),
        }
    }
    let wholes = sums.into_iter().map(|(_, count)| count);
    let wholes = wholes.reduce(|a, b| if one_number(b) > one_number(a) { b } else { a });
    let named = persons(claim, effect);
    // "A senator", "the candidate": nouns for one person who is named elsewhere.
    let single = claim
        .figures
        .iter()
        .filter(|f| f.effect == effect && is_whole(claim, f))
        .all(|f| f.count == Count::exactly(1));
    if named > 0 && single {
        return Some(CountRange::exactly(named));
    }
    match wholes {
        None if named == 0 => None,
        None => Some(CountRange::exactly(named)),
        Some(range) if range.max().is_some_and(|max| max < named) => {
            Some(CountRange::exactly(named))
        }
        Some(range) => Some(range),
    }
}

/// Whether a figure breaks down no other of its effect: "two were shot, one fatally" tells of one death.
fn is_whole(claim: &Claim, figure: &Figure) -> bool {
    let whole = figure.part_of.and_then(|at| claim.figures.get(at));
    whole.is_none_or(|whole| whole.effect != figure.effect)
}

/// How many persons are named: a surname alone is somebody whose full name stands elsewhere.
fn persons(claim: &Claim, effect: Effect) -> u32 {
    let harmed = claim.victims.iter().filter(|v| v.effect == Some(effect));
    let mut kept: Vec<&str> = Vec::new();
    for victim in harmed {
        let name = victim.name.as_str();
        let last = |n: &str| {
            n.split_whitespace()
                .next_back()
                .unwrap_or_default()
                .to_owned()
        };
        let known = kept
            .iter()
            .any(|k| last(k) == last(name) && (k.contains(name) || name.contains(k)));
        if !known {
            kept.push(name);
        }
    }
    u32::try_from(kept.len()).unwrap_or(u32::MAX)
}

/// The stated range; a word in place of a number says no more than "two or more".
fn at_least_a_plural(count: Count) -> CountRange {
    match count {
        Count::Stated { range, .. } => range,
        Count::Vague(_) => CountRange::at_least(2),
    }
}

fn sum(a: CountRange, b: CountRange) -> CountRange {
    let min = a.min().unwrap_or(0).checked_add(b.min().unwrap_or(0));
    let max = a.max().zip(b.max()).and_then(|(a, b)| a.checked_add(b));
    CountRange::new(min, max).unwrap_or(CountRange::unknown())
}

/// One number for a range: its lower end, else its upper end.
pub fn one_number(range: CountRange) -> Option<u32> {
    range.min().or(range.max())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::fixture::claim;

    #[test]
    fn wholes_are_summed_and_parts_are_not() {
        let text = "nine people, among them two children, and a soldier were killed; dozens hurt";
        let mut claim = claim(text);
        claim.figure(Effect::Killed, "nine people", Count::exactly(9), None);
        claim.figure(Effect::Killed, "two children", Count::exactly(2), Some(0));
        claim.figure(Effect::Killed, "a soldier", Count::exactly(1), None);
        claim.figure(Effect::Injured, "dozens", Count::Vague(Vague::Dozens), None);
        let claims = [&*claim];
        assert_eq!(
            total(&claims, Effect::Killed),
            Some(CountRange::exactly(10))
        );
        assert_eq!(
            total(&claims, Effect::Injured),
            Some(CountRange::at_least(2))
        );
        assert_eq!(total(&claims, Effect::Missing), None);
    }

    #[test]
    fn named_victims_count_where_no_figure_does() {
        let mut claim = claim("Omar Tal and Ann Lee were killed, a man was hurt");
        claim.victim(Effect::Killed, "Omar Tal");
        claim.victim(Effect::Killed, "Ann Lee");
        claim.figure(Effect::Injured, "a man", Count::exactly(1), None);
        let claims = [&*claim];
        assert_eq!(total(&claims, Effect::Killed), Some(CountRange::exactly(2)));
        assert_eq!(
            total(&claims, Effect::Injured),
            Some(CountRange::exactly(1))
        );
    }

    #[test]
    fn a_part_with_another_effect_is_a_whole_of_its_own() {
        let mut claim = claim("Two people were shot, one fatally");
        let effect = Effect::KilledOrInjured;
        claim.figure(effect, "Two people", Count::exactly(2), None);
        claim.figure(Effect::Killed, "one fatally", Count::exactly(1), Some(0));
        assert_eq!(
            total(&[&*claim], Effect::Killed),
            Some(CountRange::exactly(1))
        );
    }

    #[test]
    fn a_denial_gives_no_number() {
        let mut denied = claim("two dead");
        denied.figure(Effect::Killed, "two dead", Count::exactly(2), None);
        denied.claim.status = Status::Denied;
        assert_eq!(total(&[&*denied], Effect::Killed), None);
    }
}
