//! Leaves out the parts of claims that deserve too little confidence, and says so.

use tollbook_record::{Claim, Part, Problem, Quote, Reading};

use crate::confidence::{self, Confidence};

/// Takes every weapon, target, place, date, alleged perpetrator, figure and named person out of the
/// claims whose rule deserves less confidence than `least`. Each becomes a problem with its words.
/// The act, the status and the speaker stay: without them there is no claim.
pub fn hold_back(reading: &mut Reading, least: Confidence) {
    let problems: Vec<Problem> = reading
        .claims
        .iter_mut()
        .flat_map(|claim| hold_back_of(claim, least))
        .collect();
    reading.problems.extend(problems);
}

fn hold_back_of(claim: &mut Claim, least: Confidence) -> Vec<Problem> {
    let doubtful: Vec<Part> = claim
        .rules
        .iter()
        .filter(|rule| confidence::of(rule) < least)
        .map(|rule| rule.part)
        .collect();
    let kept = |part: Part| !doubtful.contains(&part);
    let mut problems = Vec::new();
    let mut out = |part: Part, quote: &Quote| problems.push(problem(part, quote, least));
    retain(&mut claim.weapons, Part::Weapon, kept, |p, w| {
        out(p, &w.quote)
    });
    retain(&mut claim.targets, Part::Target, kept, |p, t| {
        out(p, &t.quote)
    });
    retain(
        &mut claim.alleged_perpetrators,
        Part::Perpetrator,
        kept,
        |p, a| out(p, &a.quote),
    );
    retain(&mut claim.victims, Part::Victim, kept, |p, v| {
        out(p, &v.quote)
    });
    let moved = moved(claim.figures.len(), |at| kept(Part::Figure(at)));
    for figure in &mut claim.figures {
        figure.part_of = figure.part_of.and_then(|whole| moved[whole]);
    }
    retain(&mut claim.figures, Part::Figure, kept, |p, f| {
        out(p, &f.quote)
    });
    if let Some(place) = claim.place.take_if(|_| !kept(Part::Place)) {
        out(Part::Place, &place.quote);
    }
    if let Some(when) = claim.when.take_if(|_| !kept(Part::When)) {
        out(Part::When, &when.quote);
    }
    renumber(claim, &doubtful);
    problems
}

/// Keeps the members of a list that `kept` allows, and reports the others.
fn retain<T>(
    items: &mut Vec<T>,
    part: fn(usize) -> Part,
    kept: impl Fn(Part) -> bool,
    mut report: impl FnMut(Part, &T),
) {
    let mut at = 0;
    items.retain(|item| {
        let part = part(at);
        at += 1;
        if !kept(part) {
            report(part, item);
        }
        kept(part)
    });
}

/// Where each member of a list stands once those that are not kept have gone.
fn moved(len: usize, kept: impl Fn(usize) -> bool) -> Vec<Option<usize>> {
    let mut next = 0;
    (0..len)
        .map(|at| {
            let here = kept(at).then_some(next);
            next += usize::from(here.is_some());
            here
        })
        .collect()
}

/// The rules of what has stayed, with the places that it has now.
fn renumber(claim: &mut Claim, gone: &[Part]) {
    let essential = |part: Part| matches!(part, Part::Claim | Part::Act | Part::Speaker);
    claim
        .rules
        .retain(|rule| essential(rule.part) || !gone.contains(&rule.part));
    for rule in &mut claim.rules {
        let before =
            |other: &&Part| other.name() == rule.part.name() && other.index() < rule.part.index();
        let gone = gone.iter().filter(before).count();
        rule.part = match rule.part {
            Part::Weapon(at) => Part::Weapon(at - gone),
            Part::Target(at) => Part::Target(at - gone),
            Part::Perpetrator(at) => Part::Perpetrator(at - gone),
            Part::Figure(at) => Part::Figure(at - gone),
            Part::Victim(at) => Part::Victim(at - gone),
            other => other,
        };
    }
}

fn problem(part: Part, quote: &Quote, least: Confidence) -> Problem {
    Problem {
        kind: "left_out".to_owned(),
        message: format!(
            "“{}” was read as a {} of a claim with less than {} confidence, and left out; read the sentence and decide by hand.",
            quote.text(),
            part.name(),
            least.word()
        ),
        quote: Some(quote.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollbook_record::{Publication, Rule};

    /// A reading of one claim whose parts were read by a rule that nobody measured, but for those
    /// named.
    fn reading(sure: &[Part]) -> Reading {
        let text = "Shells killed six people, two of them women, in Saraqib on Monday.";
        let mut reading = crate::extract(text, &Publication::default());
        for rule in &mut reading.claims[0].rules {
            if !sure.contains(&rule.part) {
                *rule = Rule::new(rule.part, "unmeasured");
            }
        }
        reading
    }

    #[test]
    fn what_is_doubtful_is_reported_and_the_rest_keeps_its_rules() {
        let mut reading = reading(&[]);
        let rules = reading.claims[0].rules.len();
        hold_back(&mut reading, Confidence::High);
        let claim = &reading.claims[0];
        assert!(claim.figures.is_empty() && claim.place.is_none() && claim.when.is_none());
        assert_eq!(
            claim.rules.len()
                + reading
                    .problems
                    .iter()
                    .filter(|p| p.kind == "left_out")
                    .count(),
            rules
        );
        let parts: Vec<Part> = claim.rules.iter().map(|r| r.part).collect();
        assert_eq!(parts, [Part::Act, Part::Speaker]);
    }

    #[test]
    fn nothing_is_below_the_lowest() {
        let mut reading = reading(&[]);
        let before = reading.clone();
        hold_back(&mut reading, Confidence::Low);
        assert_eq!(reading, before);
    }

    #[test]
    fn a_part_whose_whole_has_gone_stands_alone() {
        let mut reading = reading(&[]);
        let sure = crate::confidence::surest(Part::Figure(1));
        let rules = &mut reading.claims[0].rules;
        rules.retain(|rule| rule.part != Part::Figure(1));
        rules.push(sure);
        hold_back(&mut reading, Confidence::High);
        let claim = &reading.claims[0];
        assert_eq!(claim.figures.len(), 1);
        assert_eq!(claim.figures[0].part_of, None);
        assert!(claim.rules.iter().any(|rule| rule.part == Part::Figure(0)));
    }
}
