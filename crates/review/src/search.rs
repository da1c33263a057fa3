//! Search over the words of all sources, in folded form, so that spellings which differ in case, marks
//! and letter variants of Arabic are found alike.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};
use smol_str::SmolStr;
use tollbook_publish::Record;
use tollbook_record::text::fold;
use unicode_segmentation::UnicodeSegmentation;

/// Particles that Arabic writes together with the word after them, longest first.
const ATTACHED: [&str; 7] = ["وبال", "وال", "بال", "فال", "كال", "لل", "ال"];
/// What is left of a word without its particles has at least so many letters.
const LEAST: usize = 2;

/// The words of the sources of a record, made when somebody searches for the first time.
#[derive(Clone, Default)]
pub struct Search {
    /// A digest of which sources they are.
    sources: [u8; 32],
    words: Arc<OnceLock<Words>>,
}

impl Search {
    /// A search in the sources of a record. Sources do not change: a search of the same ones goes on.
    pub fn of(record: &Record<'_>, before: Option<&Self>) -> Self {
        let mut sources = Sha256::new();
        for read in record.sources() {
            sources.update(read.source.id.digest());
        }
        let sources = sources.finalize().into();
        match before.filter(|before| before.sources == sources) {
            Some(same) => same.clone(),
            None => Self {
                sources,
                words: Arc::default(),
            },
        }
    }

    /// Makes the words ready for who searches first.
    pub fn warm(&self, record: &Record<'_>) {
        self.words.get_or_init(|| Words::of(record));
    }

    /// The sources that have all words of the query, in the order of the record. The last word may be
    /// the beginning of one.
    pub fn find(&self, record: &Record<'_>, query: &Query) -> Vec<usize> {
        let words = self.words.get_or_init(|| Words::of(record));
        let mut found: Option<Vec<u32>> = None;
        for (at, word) in query.words.iter().enumerate() {
            let have = if at + 1 == query.words.len() {
                let mut have = words.beginning_with(word).to_vec();
                have.sort_unstable();
                have.dedup();
                have
            } else {
                words.equal_to(word).to_vec()
            };
            found = Some(match found {
                None => have,
                Some(before) => before
                    .into_iter()
                    .filter(|at| have.binary_search(at).is_ok())
                    .collect(),
            });
        }
        found
            .unwrap_or_default()
            .into_iter()
            .map(|at| at as usize)
            .collect()
    }
}

/// The words of all sources, in their order and in two blocks of memory: there are hundreds of thousands.
struct Words {
    /// Each word, and where its sources end.
    words: Vec<(SmolStr, usize)>,
    /// The sources of the first word, of the second, and so on, by where they stand in the record.
    sources: Vec<u32>,
}

impl Words {
    fn of(record: &Record<'_>) -> Self {
        let mut numbers: HashMap<SmolStr, u32> = HashMap::new();
        // The words of the first source, of the second, and so on, each once.
        let (mut words, mut ends): (Vec<u32>, Vec<usize>) = Default::default();
        for read in record.sources() {
            let publication = &read.source.publication;
            let about = [&publication.publisher, &publication.title]
                .into_iter()
                .flatten();
            let texts = about.map(String::as_str).chain([read.source.text.as_str()]);
            let mut own: Vec<u32> = Vec::new();
            for word in texts.flat_map(str::unicode_words).flat_map(forms) {
                let next = numbers.len() as u32;
                own.push(*numbers.entry(word.into()).or_insert(next));
            }
            own.sort_unstable();
            own.dedup();
            words.extend(own);
            ends.push(words.len());
        }
        let mut numbered: Vec<(SmolStr, u32)> = numbers.into_iter().collect();
        numbered.sort_unstable();
        let mut counts = vec![0; numbered.len()];
        words.iter().for_each(|word| counts[*word as usize] += 1);
        // Where the next source of each word comes to stand.
        let mut next = vec![0; numbered.len()];
        let mut end = 0;
        let ends_of_words = numbered.into_iter().map(|(word, number)| {
            next[number as usize] = end;
            end += counts[number as usize];
            (word, end)
        });
        let ends_of_words = ends_of_words.collect();
        let mut sources = vec![0; words.len()];
        let mut begin = 0;
        for (source, end) in (0..).zip(ends) {
            for word in &words[begin..end] {
                let at = &mut next[*word as usize];
                sources[*at] = source;
                *at += 1;
            }
            begin = end;
        }
        Self {
            words: ends_of_words,
            sources,
        }
    }

    /// The sources of a word.
    fn equal_to(&self, word: &str) -> &[u32] {
        self.sources_of(word, |other| other == word)
    }

    /// The sources of all words that begin so, one word after the other.
    fn beginning_with(&self, start: &str) -> &[u32] {
        self.sources_of(start, |word| word.starts_with(start))
    }

    /// The sources of the words from `first` on that `are` some.
    fn sources_of(&self, first: &str, are: impl Fn(&str) -> bool) -> &[u32] {
        let begin = self.words.partition_point(|(word, _)| word < first);
        let count = self.words[begin..].partition_point(|(word, _)| are(word));
        let end_of = |count: usize| count.checked_sub(1).map_or(0, |last| self.words[last].1);
        &self.sources[end_of(begin)..end_of(begin + count)]
    }
}

/// A word as it is looked up: folded, and without what Arabic writes together with it.
fn forms(word: &str) -> impl Iterator<Item = String> {
    let folded = fold(word);
    let bare = bare(&folded).map(str::to_owned);
    [Some(folded), bare]
        .into_iter()
        .flatten()
        .filter(|word| !word.is_empty())
}

fn bare(word: &str) -> Option<&str> {
    let mut without = ATTACHED
        .iter()
        .filter_map(|particle| word.strip_prefix(particle));
    without.next().filter(|rest| rest.chars().count() >= LEAST)
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// The words of a text.
    pub fn of(text: &str) -> Self {
        let words = text.unicode_words().map(|word| {
            let folded = fold(word);
            bare(&folded).map_or(folded.clone(), str::to_owned)
        });
        Self {
            words: words.filter(|word| !word.is_empty()).collect(),
        }
    }

    /// Whether it has no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a name has all words of the query, or words that begin with them.
    pub fn meets(&self, name: &str) -> bool {
        let have: Vec<String> = name.unicode_words().flat_map(forms).collect();
        let has = |word: &String| have.iter().any(|own| own.starts_with(word.as_str()));
        !self.is_empty() && self.words.iter().all(has)
    }

    /// Where the words of the query stand in a text, at most so many places.
    pub fn places(&self, text: &str, most: usize) -> Vec<Range<usize>> {
        let words = text.unicode_word_indices();
        let is_sought = |word: &str| {
            forms(word).any(|form| self.words.iter().any(|w| form.starts_with(w.as_str())))
        };
        let found = words.filter(|(_, word)| is_sought(word));
        found
            .map(|(at, word)| at..at + word.len())
            .take(most)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_is_found_with_and_without_its_article_and_marks() {
        for (query, name) in [
            ("السكري", "حي السكّري"),
            ("سكري", "في حي السكري"),
            ("مدرسه", "بالمدرسة"),
            ("ادلب", "إدلب"),
            ("maarrat", "Ma'arrat Misrin"),
        ] {
            assert!(Query::of(query).meets(name), "{query} in {name}");
        }
        assert!(!Query::of("حلب").meets("حي السكري"));
        assert!(!Query::of("").meets("anything"));
    }

    #[test]
    fn the_places_of_words_are_those_of_the_text() {
        let text = "قصف السوق، وقُتل ستة في السوق";
        let places = Query::of("سوق").places(text, 9);
        let words: Vec<&str> = places.into_iter().map(|place| &text[place]).collect();
        assert_eq!(words, ["السوق", "السوق"]);
    }
}
