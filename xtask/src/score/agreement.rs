//! How far two claims say the same, and which claims of a report are paired.

use tollbook_publish::wire::v1::claim::{Claim, Speaker, When};
use tollbook_record::DateRange;

use super::assign::assign;
use super::names::{same_perpetrator_and_degree, same_place, same_victim};
use super::pairing::{pair_figures, pair_items};
use super::quotes::{dice, overlap};

/// A pair of less agreement is not aligned.
const LEAST: f64 = 0.30;

/// The aligned pairs (gold index, predicted index).
pub fn align(gold: &[Claim], predicted: &[Claim]) -> Vec<(usize, usize)> {
    let weights: Vec<Vec<f64>> = gold
        .iter()
        .map(|g| predicted.iter().map(|p| agreement(g, p)).collect())
        .collect();
    assign(&weights)
        .into_iter()
        .filter(|&(i, j)| weights[i][j] > 0.0)
        .collect()
}

/// Agreement from 0 to 1: the weighted mean of the parts, where a part that is empty on both sides
/// is left out. 0 if nothing ties the two to the same words, or if it is less than [`LEAST`].
pub fn agreement(gold: &Claim, predicted: &Claim) -> f64 {
    let quote = dice(&gold.quote, &predicted.quote);
    let act = yes(gold.act == predicted.act);
    let place = place(gold, predicted);
    let parts = [
        (2.0, Some(quote)),
        (1.0, Some(act)),
        (1.0, Some(yes(gold.status == predicted.status))),
        (2.0, Some(speaker(&gold.speaker, &predicted.speaker))),
        (4.0, figures(gold, predicted)),
        (1.0, place),
        (1.0, when(gold, predicted)),
        (1.0, perpetrators(gold, predicted)),
        (1.0, victims(gold, predicted)),
        (0.5, weapons(gold, predicted)),
        (0.5, targets(gold, predicted)),
    ];
    let (mut sum, mut weights) = (0.0, 0.0);
    for (weight, part) in parts {
        if let Some(part) = part {
            sum += weight * part;
            weights += weight;
        }
    }
    let tied = quote > 0.0
        || (act > 0.0 && place.is_some_and(|p| p > 0.0))
        || shares_words(gold, predicted);
    let score = sum / weights;
    if tied && score >= LEAST { score } else { 0.0 }
}

fn yes(equal: bool) -> f64 {
    f64::from(u8::from(equal))
}

fn speaker(gold: &Speaker, predicted: &Speaker) -> f64 {
    match (gold, predicted) {
        (Speaker::Publisher, Speaker::Publisher) => 1.0,
        (Speaker::Named { quote: a, .. }, Speaker::Named { quote: b, .. }) => dice(a, b),
        _ => 0.0,
    }
}

/// A pair of figures whose quotes overlap counts 1, another pair half.
fn figures(gold: &Claim, predicted: &Claim) -> Option<f64> {
    let found = pair_figures(&gold.figures, &predicted.figures)
        .iter()
        .map(|p| {
            let (a, b) = (&gold.figures[p.gold], &predicted.figures[p.predicted]);
            if overlap(&a.quote, &b.quote) {
                1.0
            } else {
                0.5
            }
        })
        .sum();
    f1(found, gold.figures.len(), predicted.figures.len())
}

fn place(gold: &Claim, predicted: &Claim) -> Option<f64> {
    match (&gold.place, &predicted.place) {
        (None, None) => None,
        (Some(a), Some(b)) => Some(yes(same_place(a, b))),
        _ => Some(0.0),
    }
}

fn when(gold: &Claim, predicted: &Claim) -> Option<f64> {
    match (&gold.when, &predicted.when) {
        (None, None) => None,
        (Some(a), Some(b)) if same_days(a, b) => Some(1.0),
        (Some(a), Some(b)) => Some(0.5 * yes(days_overlap(a, b))),
        _ => Some(0.0),
    }
}

/// Whether both ends are equal.
pub fn same_days(a: &When, b: &When) -> bool {
    (a.first, a.last) == (b.first, b.last)
}

/// Whether the two share a day; a missing end is open.
pub fn days_overlap(a: &When, b: &When) -> bool {
    let days = |w: &When| DateRange::new(w.first.map(|d| d.0), w.last.map(|d| d.0));
    days(a).zip(days(b)).is_some_and(|(a, b)| a.overlaps(b))
}

fn perpetrators(gold: &Claim, predicted: &Claim) -> Option<f64> {
    let (a, b) = (&gold.alleged_perpetrators, &predicted.alleged_perpetrators);
    let found = pair_items(a, b, same_perpetrator_and_degree).len();
    f1(found as f64, a.len(), b.len())
}

fn victims(gold: &Claim, predicted: &Claim) -> Option<f64> {
    let (a, b) = (&gold.victims, &predicted.victims);
    f1(pair_items(a, b, same_victim).len() as f64, a.len(), b.len())
}

fn weapons(gold: &Claim, predicted: &Claim) -> Option<f64> {
    let (a, b) = (&gold.weapons, &predicted.weapons);
    let found = shared_kinds(a, b, |w| w.kind);
    f1(found as f64, a.len(), b.len())
}

fn targets(gold: &Claim, predicted: &Claim) -> Option<f64> {
    let (a, b) = (&gold.targets, &predicted.targets);
    let found = shared_kinds(a, b, |t| t.kind);
    f1(found as f64, a.len(), b.len())
}

/// The size of the intersection of two multisets of kinds.
pub fn shared_kinds<T, K: PartialEq>(gold: &[T], predicted: &[T], kind: impl Fn(&T) -> K) -> usize {
    let mut left: Vec<K> = predicted.iter().map(&kind).collect();
    gold.iter()
        .filter(|g| {
            let found = left.iter().position(|k| *k == kind(g));
            found.map(|at| left.swap_remove(at)).is_some()
        })
        .count()
}

fn f1(found: f64, gold: usize, predicted: usize) -> Option<f64> {
    (gold + predicted > 0).then(|| 2.0 * found / (gold + predicted) as f64)
}

fn shares_words(gold: &Claim, predicted: &Claim) -> bool {
    let figures = gold.figures.iter().any(|a| {
        predicted
            .figures
            .iter()
            .any(|b| overlap(&a.quote, &b.quote))
    });
    figures
        || gold.victims.iter().any(|a| {
            predicted
                .victims
                .iter()
                .any(|b| overlap(&a.quote, &b.quote))
        })
}
