//! How often each rule was right: a part of a predicted claim is right if the gold claim beside it
//! has the same; in a claim without a partner nothing is.

use std::collections::BTreeMap;

use tollbook_publish::wire::v1::claim::Claim;
use tollbook_record::{Part, Rule};

use super::agreement::same_days;
use super::names::{same_perpetrator_and_degree, same_place, same_victim};
use super::pairing::{pair_figures, pair_items};

/// What a rule read, and how much of it was right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    pub right: usize,
    pub read: usize,
}

/// Rules by key (`figure:passive`).
pub type Rules = BTreeMap<String, Measured>;

/// Adds the rules of one predicted claim and of the gold claim that it is aligned with.
pub fn measure(rules: &mut Rules, gold: Option<&Claim>, predicted: &Claim) {
    let right = gold.map(|gold| Right::of(gold, predicted));
    for rule in predicted.rules.iter().map(|r| Rule::from(r.as_str())) {
        let measured = rules.entry(rule.key()).or_default();
        measured.read += 1;
        measured.right += usize::from(right.as_ref().is_some_and(|right| right.holds(rule.part)));
    }
}

/// Which parts of a predicted claim are right.
struct Right {
    act: bool,
    speaker: bool,
    place: bool,
    when: bool,
    weapons: Vec<bool>,
    targets: Vec<bool>,
    perpetrators: Vec<bool>,
    figures: Vec<bool>,
    victims: Vec<bool>,
}

impl Right {
    fn of(gold: &Claim, predicted: &Claim) -> Self {
        let exact = pair_figures(&gold.figures, &predicted.figures);
        let exact = exact.iter().filter(|p| p.exact).map(|p| p.predicted);
        let (accused, read) = (&gold.alleged_perpetrators, &predicted.alleged_perpetrators);
        let accused = pair_items(accused, read, same_perpetrator_and_degree);
        let victims = pair_items(&gold.victims, &predicted.victims, same_victim);
        Self {
            act: gold.act == predicted.act,
            speaker: super::tally::same_speaker(gold, predicted),
            place: both(&gold.place, &predicted.place, same_place),
            when: both(&gold.when, &predicted.when, same_days),
            weapons: kinds(&predicted.weapons, |w| {
                gold.weapons.iter().any(|g| g.kind == w.kind)
            }),
            targets: kinds(&predicted.targets, |t| {
                gold.targets.iter().any(|g| g.kind == t.kind)
            }),
            perpetrators: marked(read.len(), accused.into_iter().map(|(_, at)| at)),
            figures: marked(predicted.figures.len(), exact),
            victims: marked(
                predicted.victims.len(),
                victims.into_iter().map(|(_, at)| at),
            ),
        }
    }

    fn holds(&self, part: Part) -> bool {
        let listed = |list: &[bool], at: usize| list.get(at).copied().unwrap_or(false);
        match part {
            Part::Claim => true,
            Part::Act => self.act,
            Part::Speaker => self.speaker,
            Part::Place => self.place,
            Part::When => self.when,
            Part::Weapon(at) => listed(&self.weapons, at),
            Part::Target(at) => listed(&self.targets, at),
            Part::Perpetrator(at) => listed(&self.perpetrators, at),
            Part::Figure(at) => listed(&self.figures, at),
            Part::Victim(at) => listed(&self.victims, at),
        }
    }
}

fn both<T>(a: &Option<T>, b: &Option<T>, same: fn(&T, &T) -> bool) -> bool {
    matches!((a, b), (Some(a), Some(b)) if same(a, b))
}

fn kinds<T>(items: &[T], right: impl Fn(&T) -> bool) -> Vec<bool> {
    items.iter().map(right).collect()
}

fn marked(len: usize, right: impl Iterator<Item = usize>) -> Vec<bool> {
    let mut out = vec![false; len];
    right.for_each(|at| out[at] = true);
    out
}
