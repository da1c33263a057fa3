//! Sources whose texts resemble each other: how much of their rare words they share.
//!
//! A report that names neither day nor place may still tell of a street, a school and a doctor that one other report
//! tells of. A word weighs by how often its text has it and by how few sources have it at all (tf-idf),
//! so that the words of a war, which all reports share, say nothing and no list of them is needed in any language.
//! Likeness is the cosine of two texts, each by its rarest words: [`RAREST`] measure a text, [`SHARED`] that others have
//! too are compared.

use std::collections::HashMap;

use rayon::prelude::*;
use tollbook_record::{ClaimInSource, Resemblance};

use crate::copy::words;
use crate::facts::{Claims, is_row};
use crate::weights::WEIGHTS;

/// The rarest words of a text, which say how much it tells at all.
const RAREST: usize = 32;

/// The rarest words that other sources have too.
const SHARED: usize = 64;

/// In fewer sources it is not known which words are rare.
const FEWEST_SOURCES: usize = 20;

/// Bytes of a text that are looked at; what a report is about, it says early.
const BEGINNING: usize = 20_000;

/// A word that stands in more sources leads to none of them; it still counts between those to which rarer words lead.
const LEADS: usize = 50;

/// So many sources that resemble one are kept for it, those that resemble it most.
const KEPT: usize = 32;

/// Which sources resemble each other, and how much.
pub(crate) struct Resembling {
    /// For each source the others, in order.
    of: Vec<Vec<(u32, f32)>>,
}

impl Resembling {
    /// Where it is known which sources resemble each other.
    pub fn known(claims: &Claims, found: &[Resemblance]) -> Self {
        let mut of = vec![Vec::new(); claims.sources.len()];
        for Resemblance { sources, likeness } in found {
            let numbers = (claims.number_of(sources.0), claims.number_of(sources.1));
            if let (Some(a), Some(b)) = numbers {
                of[a].push((b as u32, *likeness));
                of[b].push((a as u32, *likeness));
            }
        }
        for others in &mut of {
            others.sort_unstable_by_key(|(other, _)| *other);
        }
        Self { of }
    }

    /// The sources that resemble one.
    pub fn others(&self, source: u32) -> impl Iterator<Item = u32> {
        self.of[source as usize].iter().map(|(other, _)| *other)
    }

    /// The likeness of two sources, from 0 to 1; 0 where it is too small to say anything.
    pub fn likeness(&self, a: u32, b: u32) -> f32 {
        let others = &self.of[a as usize];
        let found = others.binary_search_by_key(&b, |(other, _)| *other);
        found.map_or(0.0, |at| others[at].1)
    }
}

/// Finds the sources that resemble each other; the claims stand in order.
pub(crate) fn find(claims: &Claims, sorted: &[ClaimInSource<'_>]) -> Vec<Resemblance> {
    let texts = claims.sources.par_iter();
    let texts: Vec<Counts> = texts.map(|own| counts(&sorted[own.clone()])).collect();
    let told = texts.iter().filter(|text| !text.is_empty()).count();
    if told < FEWEST_SOURCES {
        return Vec::new();
    }
    let spread = spread(&texts);
    let texts: Vec<Text> = texts
        .into_par_iter()
        .map(|counts| Text::new(counts, &spread, told))
        .collect();
    let leads = leads(&texts, &spread);
    let least = WEIGHTS.resemblance.least();
    let alike = (0..texts.len() as u32).into_par_iter();
    let alike = alike.flat_map_iter(|one| {
        let mut others = others(&texts, &leads, one);
        others.retain(|(_, likeness)| *likeness >= least);
        others.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        others.truncate(KEPT);
        others
            .into_iter()
            .map(move |(other, likeness)| (one.min(other), one.max(other), likeness))
    });
    let mut alike: Vec<(u32, u32, f32)> = alike.collect();
    alike.sort_unstable_by_key(|(a, b, _)| (*a, *b));
    alike.dedup_by_key(|(a, b, _)| (*a, *b));
    let id = |source: u32| {
        claims.facts[claims.sources[source as usize].start]
            .id
            .source
    };
    let found = alike.into_iter().map(|(a, b, likeness)| Resemblance {
        sources: (id(a), id(b)),
        likeness,
    });
    found.collect()
}

/// The words of a text, as hashes in order, and how often it has each.
type Counts = Vec<(u64, u32)>;

/// The words of one source, without its numbers: days and tolls are compared by themselves. Texts of a few words tell too
/// little to be measured by them. Rows of datasets share the names of their columns, which says nothing, so they have none.
fn counts(claims: &[ClaimInSource<'_>]) -> Counts {
    if claims.iter().all(|claim| is_row(claim.claim)) {
        return Counts::new();
    }
    let text = claims[0].source.text.as_str();
    let found = words(text, 0..text.len().min(BEGINNING)).into_iter();
    let named = found.filter(|(span, _)| text[span.clone()].contains(char::is_alphabetic));
    let mut hashes: Vec<u64> = named.map(|(_, hash)| hash).collect();
    hashes.sort_unstable();
    let same = hashes.chunk_by(|x, y| x == y);
    let counts: Counts = same.map(|same| (same[0], same.len() as u32)).collect();
    if counts.len() < RAREST {
        return Counts::new();
    }
    counts
}

/// In how many sources each word stands.
fn spread(texts: &[Counts]) -> HashMap<u64, u32> {
    let mut spread = HashMap::new();
    for (word, _) in texts.iter().flatten() {
        *spread.entry(*word).or_insert(0) += 1;
    }
    spread
}

/// A text by its rarest words that others have too, in the order of their hashes. Lengths are such that the rarest
/// words of a text, shared or not, have together the length 1.
struct Text(Vec<(u64, f32)>);

impl Text {
    fn new(counts: Counts, spread: &HashMap<u64, u32>, sources: usize) -> Self {
        let weight = |word: u64, count: u32| {
            let rarity = (sources as f64 / f64::from(spread[&word])).ln();
            (1.0 + f64::from(count).ln()) * rarity
        };
        let weighed = counts.into_iter();
        let mut weighed: Vec<(u64, f64)> = weighed
            .map(|(word, count)| (word, weight(word, count)))
            .collect();
        weighed.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        let rarest = weighed.iter().take(RAREST);
        let length = rarest
            .map(|(_, weight)| weight * weight)
            .sum::<f64>()
            .sqrt();
        weighed.retain(|(word, weight)| spread[word] > 1 && *weight > 0.0);
        weighed.truncate(SHARED);
        weighed.sort_unstable_by_key(|(word, _)| *word);
        let of_length_1 = |(word, weight): (u64, f64)| (word, (weight / length) as f32);
        Self(weighed.into_iter().map(of_length_1).collect())
    }

    fn likeness(&self, other: &Self) -> f32 {
        let (mut a, mut b) = (self.0.as_slice(), other.0.as_slice());
        let mut sum = 0.0;
        while let ([(x, v), rest_a @ ..], [(y, w), rest_b @ ..]) = (a, b) {
            sum += if x == y { v * w } else { 0.0 };
            a = if x <= y { rest_a } else { a };
            b = if y <= x { rest_b } else { b };
        }
        sum.min(1.0)
    }
}

/// The sources that rare words lead to, in order.
fn leads(texts: &[Text], spread: &HashMap<u64, u32>) -> HashMap<u64, Vec<u32>> {
    let mut leads = HashMap::<u64, Vec<u32>>::new();
    for (Text(words), source) in texts.iter().zip(0..) {
        for (word, _) in words {
            if spread[word] as usize <= LEADS {
                leads.entry(*word).or_default().push(source);
            }
        }
    }
    leads
}

/// The sources that share at least two leading words with one, and the likeness of each.
fn others(texts: &[Text], leads: &HashMap<u64, Vec<u32>>, one: u32) -> Vec<(u32, f32)> {
    let text = &texts[one as usize];
    let led = text.0.iter().filter_map(|(word, _)| leads.get(word));
    let mut led: Vec<u32> = led
        .flatten()
        .copied()
        .filter(|other| *other != one)
        .collect();
    led.sort_unstable();
    let shared = led.chunk_by(|x, y| x == y).filter(|same| same.len() > 1);
    let likeness = |same: &[u32]| (same[0], text.likeness(&texts[same[0] as usize]));
    shared.map(likeness).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::hash;

    /// Texts of words by numbers: common ones in all, and some that few share.
    fn made(seed: u64) -> Vec<Counts> {
        let pick = |text: u64, n: u64, of: u64| hash::of_numbers(&[seed, text, n]) % of;
        let text = |text: u64| {
            let common = (0..20).map(|n| pick(text, n, 15));
            let rare = (0..20).map(|n| 100 + 40 * (text / 3) + pick(text, 100 + n, 60));
            let mut words: Vec<u64> = common.chain(rare).collect();
            words.sort_unstable();
            let same = words.chunk_by(|x, y| x == y);
            same.map(|same| (same[0], same.len() as u32)).collect()
        };
        (0..60).map(text).collect()
    }

    /// The cosine by its definition, over words that stand in a set.
    fn plain(texts: &[Counts], a: usize, b: usize) -> f64 {
        let rarity = |word: u64| {
            let holds = |text: &&Counts| text.iter().any(|(known, _)| *known == word);
            (texts.len() as f64 / texts.iter().filter(holds).count() as f64).ln()
        };
        let weights = |text: &Counts| -> HashMap<u64, f64> {
            let weight = |(word, count): &(u64, u32)| {
                (*word, (1.0 + f64::from(*count).ln()) * rarity(*word))
            };
            text.iter().map(weight).collect()
        };
        let length = |weights: &HashMap<u64, f64>| {
            let mut all: Vec<f64> = weights.values().copied().collect();
            all.sort_by(|x, y| y.total_cmp(x));
            all.iter().take(RAREST).map(|w| w * w).sum::<f64>().sqrt()
        };
        let (x, y) = (weights(&texts[a]), weights(&texts[b]));
        let shared = x.iter().filter_map(|(word, w)| Some(w * y.get(word)?));
        (shared.sum::<f64>() / length(&x) / length(&y)).min(1.0)
    }

    #[test]
    fn likeness_is_the_cosine_and_every_pair_that_shares_two_rare_words_is_met() {
        for seed in 0..5 {
            let counts = made(seed);
            let spread = spread(&counts);
            let count = counts.len();
            let of = |text: &Counts| Text::new(text.clone(), &spread, count);
            let texts: Vec<Text> = counts.iter().map(of).collect();
            let leads = leads(&texts, &spread);
            let mut met = 0;
            for a in 0..count {
                let others: HashMap<u32, f32> =
                    others(&texts, &leads, a as u32).into_iter().collect();
                for b in (0..count).filter(|b| *b != a) {
                    let words = |text: &Counts| -> BTreeSet<u64> {
                        let rare = text
                            .iter()
                            .filter(|(word, _)| spread[word] as usize <= LEADS);
                        rare.map(|(word, _)| *word).collect()
                    };
                    let shared = words(&counts[a]).intersection(&words(&counts[b])).count();
                    assert_eq!(others.contains_key(&(b as u32)), shared > 1, "{a} {b}");
                    if let Some(likeness) = others.get(&(b as u32)) {
                        let wanted = plain(&counts, a, b);
                        assert!(
                            (f64::from(*likeness) - wanted).abs() < 1e-5,
                            "{a} {b} {likeness} {wanted}"
                        );
                        met += 1;
                    }
                }
            }
            assert!(met > 100);
        }
    }
}
