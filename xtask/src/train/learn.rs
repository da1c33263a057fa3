//! The averaged perceptron's training: weights move where the tagger errs, and the mean of all
//! states of the weights is kept.

use std::collections::HashMap;

use tollbook_extract::tag::features::{self, Word};
use tollbook_extract::tag::perceptron::{Model, TAGS, Weights};
use tollbook_extract::tag::{self, Tag};

use super::treebank::Sentence;

const EPOCHS: usize = 5;

/// Features seen less often in all copies are left out.
const SELDOM: u32 = 4;

/// A word seen this often under one tag alone needs no weighing.
const SURE: u32 = 30;

/// Features whose weights are all below this are left out of the model.
const LEAST: u8 = 12;

/// A sentence as the tagger sees it.
struct Example {
    words: Vec<Word>,
    tags: Vec<Tag>,
}

/// The weights of a feature, and what is to be taken off for their mean.
#[derive(Clone)]
struct Row {
    now: [i32; TAGS],
    late: [i64; TAGS],
}

/// How a word is written in a copy of a text.
pub type Case = fn(&str) -> String;

/// The copies that are trained on and measured, so that one model reads them all.
pub const CASES: [(&str, Case); 3] = [
    ("as written", |word| word.to_owned()),
    ("in capitals", str::to_uppercase),
    ("in lower case", str::to_lowercase),
];

/// Trains on a copy of the sentences in each case.
pub fn train(sentences: &[Sentence]) -> Vec<(u32, Weights)> {
    let examples: Vec<Example> = CASES
        .into_iter()
        .flat_map(|(_, case)| sentences.iter().map(move |s| example(s, case)))
        .collect();
    let sure = sure(&examples);
    let mut learner = Learner::new(&examples, &sure);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut seed = 0x2545_f491_4f6c_dd1d;
    for epoch in 0..EPOCHS {
        shuffle(&mut order, &mut seed);
        let wrong: usize = order
            .iter()
            .map(|at| learner.learn(&examples[*at], &sure))
            .sum();
        eprintln!("pass {}: {wrong} mistakes", epoch + 1);
    }
    learner.rows(&sure)
}

/// A sentence in another case, as features.
fn words(sentence: &Sentence, case: Case) -> Vec<Word> {
    let words: Vec<String> = sentence.words.iter().map(|w| case(w)).collect();
    features::words(words.iter().map(String::as_str))
}

fn example(sentence: &Sentence, case: Case) -> Example {
    Example {
        words: words(sentence, case),
        tags: sentence.tags.clone(),
    }
}

/// The words that have one tag, in whatever case.
fn sure(examples: &[Example]) -> HashMap<u32, Tag> {
    let mut seen: HashMap<u32, [u32; TAGS]> = HashMap::new();
    for (word, tag) in examples.iter().flat_map(|e| e.words.iter().zip(&e.tags)) {
        seen.entry(word.dictionary_key()).or_insert([0; TAGS])[*tag as usize] += 1;
    }
    let sure = |counts: [u32; TAGS]| {
        let all: u32 = counts.iter().sum();
        let most = (0..TAGS).max_by_key(|tag| counts[*tag])?;
        (all >= SURE && (all - counts[most]) * 500 <= all).then_some(Tag::ALL[most])
    };
    let found = seen
        .into_iter()
        .filter_map(|(key, counts)| Some((key, sure(counts)?)));
    found.collect()
}

/// Fisher and Yates's shuffle by a small generator of fixed seed, so that training can be repeated.
fn shuffle(order: &mut [usize], seed: &mut u64) {
    for last in (1..order.len()).rev() {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        order.swap(last, (*seed % (last as u64 + 1)) as usize);
    }
}

struct Learner {
    /// Where each feature's weights are.
    places: HashMap<u32, usize>,
    rows: Vec<Row>,
    /// How many words were weighed.
    step: i64,
}

impl Learner {
    fn new(examples: &[Example], sure: &HashMap<u32, Tag>) -> Learner {
        let mut seen: HashMap<u32, u32> = HashMap::new();
        for example in examples {
            for at in 0..example.words.len() {
                if !sure.contains_key(&example.words[at].dictionary_key()) {
                    for key in features::keys(&example.words, &example.tags[..at]) {
                        *seen.entry(key).or_default() += 1;
                    }
                }
            }
        }
        let mut kept: Vec<u32> = seen
            .into_iter()
            .filter(|(_, n)| *n >= SELDOM)
            .map(|(k, _)| k)
            .collect();
        kept.sort_unstable();
        let empty = Row {
            now: [0; TAGS],
            late: [0; TAGS],
        };
        Learner {
            rows: vec![empty; kept.len()],
            places: kept.into_iter().zip(0..).collect(),
            step: 0,
        }
    }

    /// Tags an example with the weights of now and moves them at each mistake. The number of those.
    fn learn(&mut self, example: &Example, sure: &HashMap<u32, Tag>) -> usize {
        let mut tags = Vec::with_capacity(example.tags.len());
        let mut wrong = 0;
        for (word, gold) in example.words.iter().zip(&example.tags) {
            if let Some(tag) = sure.get(&word.dictionary_key()) {
                tags.push(*tag);
                continue;
            }
            let keys = features::keys(&example.words, &tags);
            let places: Vec<usize> = keys
                .iter()
                .filter_map(|k| self.places.get(k).copied())
                .collect();
            let guess = self.best(&places);
            self.step += 1;
            if guess != *gold {
                wrong += 1;
                for place in places {
                    self.rows[place].shift(*gold, 1, self.step);
                    self.rows[place].shift(guess, -1, self.step);
                }
            }
            tags.push(guess);
        }
        wrong
    }

    fn best(&self, places: &[usize]) -> Tag {
        let mut sums = [0; TAGS];
        for place in places {
            for (sum, weight) in sums.iter_mut().zip(self.rows[*place].now) {
                *sum += weight;
            }
        }
        let best = (0..TAGS).rev().max_by_key(|tag| sums[*tag]);
        Tag::ALL[best.unwrap_or(0)]
    }

    /// The mean weights in small whole numbers, without features that say next to nothing.
    fn rows(self, sure: &HashMap<u32, Tag>) -> Vec<(u32, Weights)> {
        let step = self.step.max(1) as f64;
        let mean = |row: &Row| -> [f64; TAGS] {
            std::array::from_fn(|tag| f64::from(row.now[tag]) - row.late[tag] as f64 / step)
        };
        let mut sizes: Vec<f64> = self.rows.iter().flat_map(mean).map(f64::abs).collect();
        sizes.sort_unstable_by(f64::total_cmp);
        // One weight in 20,000 is cut to the largest whole number.
        let largest = sizes
            .get(sizes.len() - 1 - sizes.len() / 20_000)
            .copied()
            .unwrap_or(1.0);
        let scale = 127.0 / largest.max(1.0);
        let mut rows: Vec<(u32, Weights)> = self
            .places
            .iter()
            .map(|(key, place)| {
                let small = mean(&self.rows[*place])
                    .map(|w| (w * scale).round().clamp(-127.0, 127.0) as i8);
                (*key, small)
            })
            .filter(|(_, weights)| weights.iter().any(|w| w.unsigned_abs() >= LEAST))
            .collect();
        rows.extend(sure.iter().map(|(key, tag)| {
            let mut weights = [0; TAGS];
            weights[*tag as usize] = 1;
            (*key, weights)
        }));
        rows
    }
}

impl Row {
    fn shift(&mut self, tag: Tag, by: i32, step: i64) {
        self.now[tag as usize] += by;
        self.late[tag as usize] += i64::from(by) * step;
    }
}

/// How many of the universal parts of speech are right, and of how many.
pub fn score(model: &Model, sentences: &[Sentence], case: Case) -> (usize, usize) {
    let mut right = 0;
    let mut all = 0;
    for sentence in sentences {
        let tags = tag::tag_with(model, &words(sentence, case));
        all += tags.len();
        right += (tags.iter().zip(&sentence.tags))
            .filter(|(a, b)| a.upos() == b.upos())
            .count();
    }
    (right, all)
}
