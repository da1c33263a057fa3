//! Parts of speech, by an averaged perceptron.
//!
//! Greedy from left to right: each tag is chosen from the word, its ends, its case, its neighbours and
//! the two tags before it. One model reads text in mixed case, in capitals and in lower case; `cargo
//! xtask train` makes it, and `cargo xtask evaluate` says how often it is right. It does not look
//! ahead beyond two words, so that "the men killed in the raid were buried" has a past tense where it
//! should have a participle.

pub mod chunk;
pub mod features;
pub mod perceptron;

use std::ops::Range;
use std::sync::LazyLock;

use features::Word;
use perceptron::Model;

macro_rules! tags {
    ($($name:ident = $label:literal, $upos:literal;)+) => {
        /// A part of speech of Universal Dependencies, verbs told apart by their forms.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Tag {
            $(#[doc = $label] $name,)+
        }

        impl Tag {
            /// All tags, in the order of the model's columns.
            pub const ALL: &'static [Tag] = &[$(Tag::$name,)+];

            /// The name that the tag has here.
            pub fn label(self) -> &'static str {
                match self { $(Tag::$name => $label,)+ }
            }

            /// The universal part of speech.
            pub fn upos(self) -> &'static str {
                match self { $(Tag::$name => $upos,)+ }
            }
        }
    };
}

tags! {
    Adjective = "ADJ", "ADJ";
    Adposition = "ADP", "ADP";
    Adverb = "ADV", "ADV";
    Auxiliary = "AUX", "AUX";
    Coordinator = "CCONJ", "CCONJ";
    Determiner = "DET", "DET";
    Interjection = "INTJ", "INTJ";
    Noun = "NOUN", "NOUN";
    Number = "NUM", "NUM";
    Particle = "PART", "PART";
    Pronoun = "PRON", "PRON";
    ProperNoun = "PROPN", "PROPN";
    Mark = "PUNCT", "PUNCT";
    Subordinator = "SCONJ", "SCONJ";
    Symbol = "SYM", "SYM";
    Past = "VERB, finite past", "VERB";
    Participle = "VERB, past participle", "VERB";
    Present = "VERB, finite present", "VERB";
    Base = "VERB, infinitive or imperative", "VERB";
    Ing = "VERB, gerund or present participle", "VERB";
    Other = "X", "X";
}

impl Tag {
    /// Whether it is a full verb of any form.
    pub fn is_verb(self) -> bool {
        matches!(
            self,
            Tag::Past | Tag::Participle | Tag::Present | Tag::Base | Tag::Ing
        )
    }
}

static ENGLISH: LazyLock<Model> = LazyLock::new(|| {
    let packed = include_bytes!("../../data/tag/en-upos.v1.bin.gz");
    Model::unpack(packed).expect("a test reads the model of the program")
});

/// The model of the program.
pub fn english() -> &'static Model {
    &ENGLISH
}

/// The tags of a sentence, one a token of `token::tokens`.
pub fn tag<'t>(tokens: impl Iterator<Item = &'t str>) -> Vec<Tag> {
    tag_with(&ENGLISH, &features::words(tokens))
}

/// Where the tagger's tokens stand in `text`: those of the extractor.
pub fn cut(text: &str) -> Vec<Range<usize>> {
    let tokens = crate::token::tokens(text);
    tokens.into_iter().map(|t| t.start..t.end).collect()
}

/// The tags that `model` gives to a sentence.
pub fn tag_with(model: &Model, words: &[Word]) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::with_capacity(words.len());
    for at in 0..words.len() {
        let tag = match model.known(&words[at]) {
            Some(tag) => tag,
            None => model.best(features::keys(words, &tags)),
        };
        tags.push(tag);
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each word whose tag matters is written `word/TAG`, with the name in [`Tag::label`] or its
    /// universal part of speech.
    fn check(marked: &str) {
        let parts: Vec<(&str, Option<&str>)> = marked
            .split(' ')
            .map(|part| {
                part.split_once('/')
                    .map_or((part, None), |(w, t)| (w, Some(t)))
            })
            .collect();
        let tags = tag(parts.iter().map(|(word, _)| *word));
        for ((word, expect), tag) in parts.iter().zip(tags) {
            if let Some(expect) = expect {
                let short = format!("{tag:?}");
                assert!(
                    *expect == short || *expect == tag.upos(),
                    "{word} is {short}, not {expect}, in: {marked}"
                );
            }
        }
    }

    #[test]
    fn nouns_and_verbs_of_attack() {
        check("The strike/Noun hit/Past a market/Noun .");
        check("Two shells/Noun hit/Past the old school/Noun on Monday/PROPN .");
        check("They will strike/Base the town/Noun again .");
        check("The fire/Noun was put out .");
        check("Soldiers fired/Past on the crowd/Noun .");
    }

    #[test]
    fn past_and_participle() {
        check("The bomb killed/Past three people .");
        check("Three people were killed/Participle in the attack/Noun .");
        check("Seven people killed/Participle in shelling .");
        check("He had killed/Participle three men .");
    }

    #[test]
    fn capitals_and_small_letters_are_read_alike() {
        check("THE BOMB KILLED/Past THREE PEOPLE/Noun IN BAGHDAD/PROPN .");
        check("the bomb killed/Past three people/Noun in baghdad/PROPN .");
        check("Police/Noun said/Past that Baghdad/PROPN was calm .");
    }

    #[test]
    fn nothing_and_odd_words_have_tags_too() {
        assert_eq!(tag(std::iter::empty()), []);
        assert_eq!(tag(["حي", "🚑", "\u{200f}", ""].into_iter()).len(), 4);
    }

    #[test]
    fn a_file_that_is_no_model_is_refused() {
        assert!(Model::unpack(b"").is_none());
        assert!(Model::unpack(include_bytes!("mod.rs")).is_none());
        let rows = vec![(7, [1; perceptron::TAGS])];
        let packed = Model::pack(rows).expect("it can be packed");
        assert!(Model::unpack(&packed).is_some());
        assert!(Model::unpack(&packed[..packed.len() - 12]).is_none());
    }
}
