//! Base noun groups and verb groups, by a small grammar over tags.
//!
//! A noun group goes from its determiner to its noun ("the two wounded men", "the town's mayor"),
//! without what follows. A verb group goes from its first auxiliary to its verb ("had not yet been
//! found").

use std::ops::Range;

use super::Tag;

/// A group of tokens of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Chunk {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// What a group is. Its head is its last token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A noun with what stands before it, or a pronoun.
    Noun,
    /// A verb with its auxiliaries.
    Verb(Verb),
}

/// How a verb stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verb {
    /// Its form.
    pub form: Form,
    /// "was killed"
    pub passive: bool,
    /// "will", "may", "would"
    pub modal: bool,
    /// "not", "never", "didn't"
    pub negated: bool,
}

/// The form of a verb group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// "struck", "had been hit"
    Past,
    /// "strikes", "has struck", "will be hit"
    Present,
    /// "to strike"
    Infinitive,
    /// "strike" without a subject before it or "to"
    Bare,
    /// "killed" in "the men killed on Friday"
    Participle,
    /// "killing"
    Gerund,
}

/// The groups of a sentence of `words` with their `tags`, in order.
pub fn chunks(words: &[&str], tags: &[Tag]) -> Vec<Chunk> {
    let row = Row { words, tags };
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match row.verb(at).or_else(|| row.noun(at)) {
            Some(chunk) => {
                at = chunk.tokens.end;
                out.push(chunk);
            }
            None => at += 1,
        }
    }
    out
}

struct Row<'r> {
    words: &'r [&'r str],
    tags: &'r [Tag],
}

const POSSESSIVES: [&str; 8] = ["my", "your", "his", "her", "its", "our", "their", "whose"];
/// Nouns that tell when after another noun, and are no part of its group.
const DAYS: [&str; 4] = ["today", "yesterday", "tomorrow", "tonight"];
const MODALS: [&str; 12] = [
    "will", "would", "can", "could", "may", "might", "shall", "should", "must", "cannot", "won't",
    "'ll",
];
const PASSIVE_AUXILIARIES: [&str; 11] = [
    "be", "been", "being", "is", "are", "was", "were", "get", "gets", "got", "getting",
];
const PRESENT_AUXILIARIES: [&str; 9] =
    ["is", "are", "am", "has", "have", "do", "does", "'re", "'s"];

impl Row<'_> {
    fn tag(&self, at: usize) -> Option<Tag> {
        self.tags.get(at).copied()
    }

    fn is_any(&self, at: usize, words: &[&str]) -> bool {
        words
            .iter()
            .any(|word| self.words[at].eq_ignore_ascii_case(word))
    }

    /// The noun group that starts at `start`.
    fn noun(&self, start: usize) -> Option<Chunk> {
        if self.tag(start) == Some(Tag::Pronoun) && !self.is_any(start, &POSSESSIVES) {
            return Some(noun(start..start + 1));
        }
        let mut end = None;
        // Whether a noun was met after which only nouns go on.
        let mut closed = false;
        for at in start..self.tags.len() {
            let goes_on = match self.tags[at] {
                Tag::Determiner => !closed,
                Tag::Pronoun => !closed && self.is_any(at, &POSSESSIVES),
                Tag::Adjective => !closed,
                Tag::Symbol => !closed && self.tag(at + 1) == Some(Tag::Number),
                Tag::Adverb => !closed && at > start && self.opens_modifier(at + 1),
                Tag::Participle | Tag::Ing => !closed && at > start && self.opens_noun(at + 1),
                Tag::Number => !closed,
                Tag::Noun | Tag::ProperNoun => !closed || !self.is_any(at, &DAYS),
                Tag::Particle => closed && self.is_possessive(at) && self.opens_noun(at + 1),
                _ => false,
            };
            if !goes_on {
                break;
            }
            match self.tags[at] {
                Tag::Noun | Tag::ProperNoun => (end, closed) = (Some(at + 1), true),
                Tag::Number => end = Some(at + 1),
                Tag::Particle => closed = false,
                _ => {}
            }
        }
        end.map(|end| noun(start..end))
    }

    fn opens_noun(&self, at: usize) -> bool {
        matches!(
            self.tag(at),
            Some(Tag::Noun | Tag::ProperNoun | Tag::Adjective | Tag::Number)
        )
    }

    fn opens_modifier(&self, at: usize) -> bool {
        matches!(
            self.tag(at),
            Some(Tag::Adjective | Tag::Number | Tag::Participle | Tag::Adverb)
        )
    }

    fn is_possessive(&self, at: usize) -> bool {
        self.is_any(at, &["'s", "’s", "'", "’"])
    }

    /// The verb group that starts at `start`.
    fn verb(&self, start: usize) -> Option<Chunk> {
        let mut head = None;
        for at in start..self.tags.len() {
            match self.tags[at] {
                Tag::Auxiliary => head = Some(at),
                tag if tag.is_verb() => {
                    let group = start..at + 1;
                    return Some(self.verb_group(group));
                }
                Tag::Particle if !self.is_possessive(at) => {}
                Tag::Adverb if at > start => {}
                _ => break,
            }
        }
        // "were" before what is no verb.
        head.map(|head| self.verb_group(start..head + 1))
    }

    fn verb_group(&self, group: Range<usize>) -> Chunk {
        let head = group.end - 1;
        let before = group.start..head;
        let auxiliaries = || before.clone().filter(|at| self.tags[*at] == Tag::Auxiliary);
        let verb = Verb {
            form: self.form(&group),
            passive: self.tags[head] == Tag::Participle
                && auxiliaries().next_back().is_some_and(|at| {
                    self.is_any(at, &PASSIVE_AUXILIARIES) || self.is_short_be(at)
                }),
            modal: auxiliaries().any(|at| self.is_any(at, &MODALS)),
            negated: group.clone().any(|at| self.is_negation(at)),
        };
        Chunk {
            tokens: group,
            kind: Kind::Verb(verb),
        }
    }

    /// "wasn't", "weren't"
    fn is_short_be(&self, at: usize) -> bool {
        self.is_any(
            at,
            &["wasn't", "weren't", "isn't", "aren't", "wasn’t", "weren’t"],
        )
    }

    fn is_negation(&self, at: usize) -> bool {
        let word = self.words[at];
        let ending = word.len().checked_sub(3).and_then(|from| word.get(from..));
        self.is_any(at, &["not", "never", "cannot"])
            || ending.is_some_and(|end| end.eq_ignore_ascii_case("n't"))
            || word.ends_with("n’t")
    }

    /// The first auxiliary tells the tense; without one the verb does.
    fn form(&self, group: &Range<usize>) -> Form {
        let head = group.end - 1;
        let first = (group.start..head).find(|at| self.tags[*at] == Tag::Auxiliary);
        let to = (group.start..head).any(|at| self.is_any(at, &["to"]));
        let own = match self.tags[head] {
            Tag::Past => Form::Past,
            Tag::Present => Form::Present,
            Tag::Participle => Form::Participle,
            Tag::Ing => Form::Gerund,
            Tag::Auxiliary if self.is_present(head) => Form::Present,
            Tag::Auxiliary => Form::Past,
            _ => Form::Bare,
        };
        match first {
            _ if to => Form::Infinitive,
            Some(at) if self.is_any(at, &["being", "having"]) => Form::Gerund,
            Some(at) if self.is_any(at, &["be", "been"]) => Form::Bare,
            Some(at) if self.is_present(at) => Form::Present,
            Some(_) => Form::Past,
            None => own,
        }
    }

    fn is_present(&self, at: usize) -> bool {
        self.is_any(at, &PRESENT_AUXILIARIES) || self.is_any(at, &MODALS)
    }
}

fn noun(tokens: Range<usize>) -> Chunk {
    Chunk {
        tokens,
        kind: Kind::Noun,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let words: Vec<&str> = text.split(' ').collect();
        let tags = crate::tag::tag(words.iter().copied());
        let shown: Vec<String> = chunks(&words, &tags)
            .iter()
            .map(|c| show(&words, c))
            .collect();
        assert_eq!(shown, expect, "{text}");
    }

    fn show(words: &[&str], chunk: &Chunk) -> String {
        let text = words[chunk.tokens.clone()].join(" ");
        let Kind::Verb(verb) = chunk.kind else {
            return text;
        };
        let flags = [
            (verb.passive, " passive"),
            (verb.modal, " modal"),
            (verb.negated, " negated"),
        ];
        let flags: String = flags
            .iter()
            .filter(|(is, _)| *is)
            .map(|(_, name)| *name)
            .collect();
        format!("{text}: {:?}{flags}", verb.form)
    }

    #[test]
    fn nouns_with_what_stands_before_them() {
        check(
            "The two young men left the town 's old market .",
            &["The two young men", "left: Past", "the town 's old market"],
        );
        check(
            "He saw their very old house yesterday .",
            &["He", "saw: Past", "their very old house", "yesterday"],
        );
        check(
            "Five of them were old women .",
            &["Five", "them", "were: Past", "old women"],
        );
    }

    #[test]
    fn verbs_with_their_auxiliaries() {
        check(
            "The men were not taken away .",
            &["The men", "were not taken: Past passive negated"],
        );
        check(
            "It will be bombed again .",
            &["It", "will be bombed: Present passive modal"],
        );
        check(
            "She did not want to leave .",
            &["She", "did not want: Past negated", "to leave: Infinitive"],
        );
        check(
            "The house has been hit .",
            &["The house", "has been hit: Present passive"],
        );
        check(
            "Bombs fell , killing two men .",
            &["Bombs", "fell: Past", "killing: Gerund", "two men"],
        );
        check("Leave the town now .", &["Leave: Bare", "the town"]);
    }
}
