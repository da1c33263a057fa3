//! Claims on invented sentences, for the tests of the mappings.

use std::ops::{Deref, DerefMut};

use tollbook_record::{Act, Claim, Count, Effect, Figure, Quote, Speaker, Status, Victim, Who};

/// A claim and the text that its quotes are taken from.
pub struct OnText {
    text: &'static str,
    pub claim: Claim,
}

/// A bare asserted claim on the whole text.
pub fn claim(text: &'static str) -> OnText {
    OnText {
        text,
        claim: Claim {
            act: Act::Attack,
            quote: Quote::new(text, 0..text.len()).expect("the text is not empty"),
            status: Status::Asserted,
            speaker: Speaker::Publisher,
            weapons: [].into(),
            targets: [].into(),
            place: None,
            when: None,
            alleged_perpetrators: [].into(),
            figures: [].into(),
            victims: [].into(),
            rules: [].into(),
        },
    }
}

impl OnText {
    /// The first occurrence of `words`.
    pub fn quote(&self, words: &str) -> Quote {
        let start = self.text.find(words).expect("the words stand in the text");
        Quote::new(self.text, start..start + words.len()).expect("a found range is valid")
    }

    /// Adds a figure of people.
    pub fn figure(&mut self, effect: Effect, words: &str, count: Count, part_of: Option<usize>) {
        let quote = self.quote(words);
        let figure = Figure {
            effect,
            who: Who::People,
            count,
            part_of,
            quote,
        };
        push(&mut self.claim.figures, figure);
    }

    /// Adds a named person.
    pub fn victim(&mut self, effect: Effect, name: &str) {
        let quote = self.quote(name);
        let victim = Victim {
            name: name.into(),
            effect: Some(effect),
            age: None,
            sex: None,
            role: None,
            quote,
        };
        push(&mut self.claim.victims, victim);
    }
}

impl Deref for OnText {
    type Target = Claim;

    fn deref(&self) -> &Claim {
        &self.claim
    }
}

impl DerefMut for OnText {
    fn deref_mut(&mut self) -> &mut Claim {
        &mut self.claim
    }
}

/// Adds a member to a list of a claim.
pub fn push<T>(list: &mut Box<[T]>, one: T) {
    *list = std::mem::take(list).into_iter().chain([one]).collect();
}
