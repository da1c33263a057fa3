//! Leaves out the parts of claims that deserve too little confidence, and numbers that were perhaps not read as
//! the file shows them, and says so.

use std::ops::Range;

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
    take_out(claim, &doubtful, |part, quote| problem(part, quote, least))
}

/// Takes every figure and date out of the claims whose words have digits where the text may have others than
/// the file shows, and the ages of those who are named there. Each becomes a problem with its words: a number
/// that was turned round is worse than none.
pub fn unsure_digits(reading: &mut Reading, unsure: &[Range<usize>]) {
    let is_unsure = |quote: &Quote| unsure.iter().any(|part| overlap(part, &quote.range()));
    let in_digits = |quote: &Quote| quote.text().chars().any(char::is_numeric) && is_unsure(quote);
    for claim in &mut reading.claims {
        let figures = (0..).zip(&claim.figures);
        let figures = figures.filter(|(_, figure)| in_digits(&figure.quote));
        let mut doubtful: Vec<Part> = figures.map(|(at, _)| Part::Figure(at)).collect();
        doubtful.extend(
            claim
                .when
                .iter()
                .filter(|when| in_digits(&when.quote))
                .map(|_| Part::When),
        );
        reading
            .problems
            .extend(take_out(claim, &doubtful, |part, quote| {
                digits_problem(&format!("“{}”, a {}", quote.text(), part.name()), quote)
            }));
        for victim in claim
            .victims
            .iter_mut()
            .filter(|victim| is_unsure(&victim.quote))
        {
            if let Some(age) = victim.age.take() {
                let what = format!("The age {age} of “{}”", victim.name);
                reading.problems.push(digits_problem(&what, &victim.quote));
            }
        }
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn digits_problem(what: &str, quote: &Quote) -> Problem {
    Problem {
        kind: "digits_unsure".to_owned(),
        message: format!(
            "{what}, was left out: the page may have other digits, or the same in another order. Compare with the page as it looks, and add it by hand."
        ),
        quote: Some(quote.clone()),
    }
}

/// Takes these parts out of a claim, each with the problem that `tell` makes of it. The act, the status and the
/// speaker stay.
fn take_out(
    claim: &mut Claim,
    doubtful: &[Part],
    tell: impl Fn(Part, &Quote) -> Problem,
) -> Vec<Problem> {
    if doubtful.is_empty() {
        return Vec::new();
    }
    let kept = |part: Part| !doubtful.contains(&part);
    let mut problems = Vec::new();
    let mut out = |part: Part, quote: &Quote| problems.push(tell(part, quote));
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
    renumber(claim, doubtful);
    problems
}

/// Keeps the members of a list that `kept` allows, and reports the others.
fn retain<T>(
    items: &mut Box<[T]>,
    part: fn(usize) -> Part,
    kept: impl Fn(Part) -> bool,
    mut report: impl FnMut(Part, &T),
) {
    let numbered = (0..).map(part).zip(std::mem::take(items));
    let stay = numbered.filter(|(part, item)| {
        if !kept(*part) {
            report(*part, item);
        }
        kept(*part)
    });
    *items = stay.map(|(_, item)| item).collect();
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
    let rules = std::mem::take(&mut claim.rules).into_iter();
    let stay = rules.filter(|rule| essential(rule.part) || !gone.contains(&rule.part));
    claim.rules = stay.collect();
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
    fn digits_that_may_be_others_make_no_figure_no_date_and_no_age() {
        let text = "Shells killed 26 people, two of them women, in Saraqib on 4 March 2031. Among the dead was Ex Ample, 34.\n\nA day later shells killed 13 people in Binnish.";
        let publication = Publication {
            published: Some(jiff::civil::date(2031, 3, 6)),
            ..Publication::default()
        };
        let mut reading = crate::extract(text, &publication);
        let counts = |reading: &Reading| {
            let figures = reading.claims.iter().flat_map(|claim| &claim.figures);
            figures
                .map(|figure| figure.quote.text().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            counts(&reading),
            ["26 people", "two of them women", "13 people"]
        );
        let page = 0..text.find("\n\n").expect("two pages");
        unsure_digits(&mut reading, std::slice::from_ref(&page));
        assert_eq!(counts(&reading), ["two of them women", "13 people"]);
        let first = &reading.claims[0];
        assert!(first.when.is_none() && first.figures[0].part_of.is_none());
        assert!(first.victims.iter().all(|victim| victim.age.is_none()));
        assert!(
            reading.claims[1].when.is_some(),
            "no digit of its words is unsure"
        );
        let told = reading
            .problems
            .iter()
            .filter(|problem| problem.kind == "digits_unsure");
        assert_eq!(told.count(), 3);
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
        let others = std::mem::take(rules).into_iter();
        let others = others.filter(|rule| rule.part != Part::Figure(1));
        *rules = others.chain([sure]).collect();
        hold_back(&mut reading, Confidence::High);
        let claim = &reading.claims[0];
        assert_eq!(claim.figures.len(), 1);
        assert_eq!(claim.figures[0].part_of, None);
        assert!(claim.rules.iter().any(|rule| rule.part == Part::Figure(0)));
    }
}
