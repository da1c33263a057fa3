//! A text with what is known of its words: what all cues look at.

use std::ops::Range;

use tollbook_record::Quote;

use super::given;
use super::lexicon::{self, Cue, Gram, Word};
use super::number::{self, Number};
use super::text::Text;
use super::token::{Kind, Token};

/// A text with its words.
pub struct Doc<'a> {
    /// The text, cut.
    pub text: Text<'a>,
    /// What is known of each token.
    pub words: Vec<Word>,
    /// Where the stem of each token begins in its form.
    stems: Vec<usize>,
    /// The lists in which each token stands, and those of its stem.
    cues: Vec<(Cue, Cue)>,
    /// The number that begins at each token.
    numbers: Vec<Option<Number>>,
}

/// No number with its qualifiers has more tokens; a bound, so that a text of any length costs what its
/// length does.
const LONGEST_NUMBER: usize = 16;

impl<'a> Doc<'a> {
    /// Looks up the words of a text.
    pub fn new(text: Text<'a>) -> Self {
        let words = lexicon::read(&text);
        let tokens = &text.tokens;
        let ahead = |at: usize| &tokens[..tokens.len().min(at + LONGEST_NUMBER)];
        let numbers = (0..tokens.len())
            .map(|at| number::read(ahead(at), at))
            .collect();
        let forms = || tokens.iter().map(|token| token.form.as_str());
        let stems: Vec<usize> = { forms().zip(&words) }
            .map(|(form, word)| stem_start(form, word.skip))
            .collect();
        let cues = { forms().zip(&stems) }
            .map(|(form, &stem)| {
                let own = Cue::of(form);
                let inner = if stem > 0 {
                    Cue::of(&form[stem..])
                } else {
                    own
                };
                (own, inner)
            })
            .collect();
        Self {
            text,
            words,
            stems,
            cues,
            numbers,
        }
    }

    /// Parts a preposition of one letter from token `at`.
    pub fn part(&mut self, at: usize, prep: char) {
        let word = &mut self.words[at];
        word.prep = Some(prep);
        word.skip = 1;
        self.stems[at] = stem_start(&self.text.tokens[at].form, word.skip);
    }

    /// Whether token `at` stands in a list as it is.
    pub fn form_in(&self, at: usize, list: Cue) -> bool {
        self.cues.get(at).is_some_and(|(form, _)| form.has(list))
    }

    /// Whether the stem of token `at` stands in a list.
    pub fn stem_in(&self, at: usize, list: Cue) -> bool {
        self.cues.get(at).is_some_and(|(_, stem)| stem.has(list))
    }

    /// All tokens.
    pub fn tokens(&self) -> &[Token] {
        &self.text.tokens
    }

    /// The number past the last token.
    pub fn end(&self) -> usize {
        self.words.len()
    }

    /// The number with its qualifiers that begins at token `at`.
    pub fn number(&self, at: usize) -> Option<Number> {
        self.numbers.get(at).copied().flatten()
    }

    /// The folded form of token `at`; empty past the end.
    pub fn form(&self, at: usize) -> &str {
        self.text.form(at)
    }

    /// The form of token `at` without its clitics and its article.
    pub fn stem(&self, at: usize) -> &str {
        let form = self.form(at);
        self.stems.get(at).map_or(form, |&start| &form[start..])
    }

    /// Whether token `at` is a given name: "علي", which in its normal form is also "on", shows by its last
    /// letter.
    pub fn is_given(&self, at: usize) -> bool {
        let Some(token) = self.text.tokens.get(at) else {
            return false;
        };
        let written = &self.text.raw[token.start..token.end];
        given::is_given(&token.form) && (!self.has(at, Gram::STOP) || written.ends_with(['ي', 'ء']))
    }

    /// Whether token `at` is the handle of a user.
    pub fn is_handle(&self, at: usize) -> bool {
        let token = self.text.tokens.get(at);
        token.is_some_and(|t| t.kind == Kind::Word && self.text.raw[t.start..].starts_with('@'))
    }

    /// Whether token `at` has any of these classes.
    pub fn has(&self, at: usize, gram: Gram) -> bool {
        self.words.get(at).is_some_and(|w| w.has(gram))
    }

    /// Whether token `at` is this mark.
    pub fn is(&self, at: usize, mark: char) -> bool {
        self.text.tokens.get(at).is_some_and(|t| t.is(mark))
    }

    /// Whether token `at` is written with the vowel signs of the accusative: "سوريًّا".
    pub fn is_marked_accusative(&self, at: usize) -> bool {
        let token = self.text.tokens.get(at);
        token.is_some_and(|t| self.text.raw[t.start..t.end].contains('\u{64b}'))
    }

    /// Whether token `at` is a mark.
    pub fn is_mark(&self, at: usize) -> bool {
        let token = self.text.tokens.get(at);
        token.is_none_or(|t| matches!(t.kind, Kind::Mark(_)))
    }

    /// Whether token `at` is a word.
    pub fn is_word(&self, at: usize) -> bool {
        self.text
            .tokens
            .get(at)
            .is_some_and(|t| t.kind == Kind::Word)
    }

    /// The token behind the word or phrase at `at`.
    pub fn after(&self, at: usize) -> usize {
        at + self.words.get(at).map_or(1, |w| w.len.max(1))
    }

    /// The first byte of token `at` behind its clitics.
    pub fn start(&self, at: usize) -> usize {
        self.text.tokens[at].byte_of(self.text.raw, self.words[at].skip)
    }

    /// The bytes of a run of tokens, without the clitics in front. The run must not be empty.
    pub fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        let start = self.start(tokens.start);
        start..self.text.tokens[tokens.end - 1].end.max(start)
    }

    /// The words of a run of tokens as a name: behind لل the article has its alef again.
    pub fn name(&self, tokens: &Range<usize>) -> Option<String> {
        let words = self.quote(tokens)?.text().to_owned();
        let first = &self.words[tokens.start];
        let short =
            first.prep == Some('ل') && first.article && self.form(tokens.start).contains("لل");
        Some(match short {
            true => format!("ال{words}"),
            false => words,
        })
    }

    /// The quote of a run of tokens, without the clitics in front.
    pub fn quote(&self, tokens: &Range<usize>) -> Option<Quote> {
        match tokens.is_empty() {
            true => None,
            false => self.text.quote(self.bytes(tokens)),
        }
    }
}

/// Where a form goes on behind so many letters of clitics and its article.
fn stem_start(form: &str, skip: usize) -> usize {
    let mut letters = form.char_indices();
    let behind = letters.nth(skip).map_or("", |(from, _)| &form[from..]);
    form.len() - lexicon::bare(behind).len()
}
