//! Noun and verb groups as the trees of a treebank have them, to measure the chunker against.

use std::ops::Range;

use tollbook_extract::tag::chunk::{self, Kind};
use tollbook_extract::tag::{self, Tag};

use super::treebank::Sentence;

/// Right, found and expected groups of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    /// Found where the tree has one.
    pub right: usize,
    /// Found.
    pub found: usize,
    /// In the trees.
    pub expected: usize,
}

impl Counts {
    fn add(&mut self, found: &[Range<usize>], expected: &[Range<usize>]) {
        self.right += found
            .iter()
            .filter(|group| expected.contains(group))
            .count();
        self.found += found.len();
        self.expected += expected.len();
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.expected).max(1) as f64
    }
}

/// Noun groups and verb groups of all sentences, from tags of the tagger.
pub fn score(sentences: &[Sentence]) -> (Counts, Counts) {
    let mut nouns = Counts::default();
    let mut verbs = Counts::default();
    for sentence in sentences {
        let words: Vec<&str> = sentence.words.iter().map(String::as_str).collect();
        let tags = tag::tag(words.iter().copied());
        let found = chunk::chunks(&words, &tags);
        let of = |noun: bool| -> Vec<Range<usize>> {
            let kind = |kind: Kind| (kind == Kind::Noun) == noun;
            let chunks = found.iter().filter(|c| kind(c.kind));
            chunks.map(|c| c.tokens.clone()).collect()
        };
        nouns.add(&of(true), &noun_groups(sentence));
        verbs.add(&of(false), &verb_groups(sentence));
    }
    (nouns, verbs)
}

/// From the leftmost of what modifies a noun before it to the noun and the rest of its name.
fn noun_groups(sentence: &Sentence) -> Vec<Range<usize>> {
    const INSIDE: [&str; 9] = [
        "det",
        "det:predet",
        "amod",
        "nummod",
        "compound",
        "nmod:poss",
        "nmod:desc",
        "flat",
        "goeswith",
    ];
    let mut groups: Vec<Range<usize>> = Vec::new();
    for head in 0..sentence.words.len() {
        if !matches!(
            sentence.tags[head],
            Tag::Noun | Tag::ProperNoun | Tag::Pronoun | Tag::Number
        ) {
            continue;
        }
        let mut group = head..head + 1;
        for at in 0..sentence.words.len() {
            let relation = sentence.relations[at].as_str();
            if sentence.heads[at] != Some(head) || !INSIDE.contains(&relation) {
                continue;
            }
            if at < head {
                group.start = group.start.min(leftmost(sentence, at, 0));
            } else if relation == "flat" || relation == "goeswith" {
                group.end = group.end.max(at + 1);
            }
        }
        groups.push(group);
    }
    let within =
        |a: &Range<usize>, b: &Range<usize>| a != b && b.start <= a.start && a.end <= b.end;
    let all = groups.clone();
    groups.retain(|group| !all.iter().any(|other| within(group, other)));
    groups
}

/// The leftmost token of the subtree at `at`.
fn leftmost(sentence: &Sentence, at: usize, depth: usize) -> usize {
    const DEEPEST: usize = 20;
    let children = (0..at).filter(|child| sentence.heads[*child] == Some(at) && depth < DEEPEST);
    children
        .map(|child| leftmost(sentence, child, depth + 1))
        .min()
        .unwrap_or(at)
}

/// From the first auxiliary or "to" of a verb to the verb, with adverbs between them alone. A copula
/// is a group by itself.
fn verb_groups(sentence: &Sentence) -> Vec<Range<usize>> {
    let mut groups = Vec::new();
    for head in 0..sentence.words.len() {
        let tag = sentence.tags[head];
        let copula = tag == Tag::Auxiliary && sentence.relations[head] == "cop";
        let modifier = sentence.relations[head] == "amod" || sentence.relations[head] == "compound";
        if !copula && (!tag.is_verb() || modifier) {
            continue;
        }
        let mut start = head;
        while start > 0 {
            let before = sentence.tags[start - 1];
            let own = matches!(before, Tag::Auxiliary | Tag::Adverb)
                || before == Tag::Particle
                    && !sentence.words[start - 1].ends_with(['s', 'S', '\'', '’']);
            if !own {
                break;
            }
            start -= 1;
        }
        // An adverb alone opens no group.
        while start < head && sentence.tags[start] == Tag::Adverb {
            start += 1;
        }
        groups.push(start..head + 1);
    }
    groups
}
