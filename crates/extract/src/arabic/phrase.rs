//! Phrases of the lexicon, found among the tokens of a text.

use std::collections::{HashMap, HashSet};

use super::clitic;
use super::form::fold;
use super::token::{Kind, Token};
use crate::lexicon::hash::ByWord;

/// Phrases with what they say, by their first word.
pub struct Phrases<T> {
    by_first: HashMap<String, Vec<(Vec<String>, T)>, ByWord>,
}

/// A phrase found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// What it says.
    pub says: T,
    /// The token after it.
    pub next: usize,
    /// Letters of the first token that stand in front of the phrase, joined to it.
    pub letters: usize,
}

impl<T: Copy> Phrases<T> {
    /// A table of phrases, written as reports write them.
    pub fn keyed<'a>(lists: impl IntoIterator<Item = (T, &'a Vec<String>)>) -> Self {
        let mut by_first: HashMap<String, Vec<(Vec<String>, T)>, ByWord> = HashMap::default();
        for (says, phrases) in lists {
            for phrase in phrases {
                let mut words = phrase.split(' ').map(fold);
                let first = words.next().unwrap_or_default();
                by_first
                    .entry(first)
                    .or_default()
                    .push((words.collect(), says));
            }
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Self { by_first }
    }

    /// Whether a phrase begins with the word.
    pub fn begins(&self, form: &str) -> bool {
        self.by_first.contains_key(form)
    }

    /// The longest phrase that begins with token `at`, its first word perhaps behind clitics.
    pub fn at(&self, tokens: &[Token], at: usize) -> Option<Found<T>> {
        let form = tokens.get(at)?.form.as_str();
        clitic::fronts(form).find_map(|front| {
            let phrases = self.by_first.get(front.rest)?;
            let (says, next) = longest(phrases, tokens, at + 1)?;
            let letters = front.letters;
            Some(Found {
                says,
                next,
                letters,
            })
        })
    }

    /// The longest phrase that begins with token `at` as it stands.
    pub fn whole(&self, tokens: &[Token], at: usize) -> Option<Found<T>> {
        let phrases = self.by_first.get(tokens.get(at)?.form.as_str())?;
        let (says, next) = longest(phrases, tokens, at + 1)?;
        Some(Found {
            says,
            next,
            letters: 0,
        })
    }

    /// The longest phrase that ends before token `end`.
    pub fn before(&self, tokens: &[Token], end: usize) -> Option<T> {
        const LONGEST: usize = 5;
        (end.saturating_sub(LONGEST)..end)
            .find_map(|at| self.at(tokens, at).filter(|found| found.next == end))
            .map(|found| found.says)
    }
}

impl<T> Phrases<T> {
    /// The first words of all phrases.
    pub fn first_words(&self) -> impl Iterator<Item = &str> {
        self.by_first.keys().map(String::as_str)
    }
}

/// Words of which one must stand where something begins, so that most tokens are passed by at once.
#[derive(Default)]
pub struct Starts(HashSet<String, ByWord>);

impl Starts {
    /// Takes in more words, in their normal form.
    pub fn with<'a>(mut self, words: impl IntoIterator<Item = &'a str>) -> Self {
        self.0.extend(words.into_iter().map(str::to_owned));
        self
    }

    /// Whether a token is one of the words, perhaps behind clitics, or a number in digits.
    pub fn has(&self, token: &Token) -> bool {
        match token.kind {
            Kind::Number => true,
            Kind::Word => {
                let parted = || clitic::fronts(&token.form).skip(1);
                self.0.contains(&token.form)
                    || clitic::may_be_parted(&token.form)
                        && parted().any(|front| self.0.contains(front.rest))
            }
            Kind::Mark(_) => false,
        }
    }
}

fn longest<T: Copy>(
    phrases: &[(Vec<String>, T)],
    tokens: &[Token],
    rest: usize,
) -> Option<(T, usize)> {
    phrases.iter().find_map(|(words, says)| {
        let forms = tokens.get(rest..rest + words.len())?;
        let same = words
            .iter()
            .zip(forms)
            .all(|(word, token)| *word == token.form);
        same.then_some((*says, rest + words.len()))
    })
}
