//! Arabic text to tokens: words, numbers and marks, each with its byte range and its folded form.

use super::form::{self, digit, is_invisible, is_upon_letter};
use crate::language::is_letter;

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters of any script, with the marks that stand upon them, or the handle of a user.
    Word,
    /// Digits of any kind, with the signs that stand between them: `26`, `36,118`, `1.2`, `22:40`,
    /// `23/12/2023`. The form has Western digits.
    Number,
    /// One mark of punctuation or symbol.
    Mark(char),
}

/// A token of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// Past the last byte.
    pub end: usize,
    /// What it looks like.
    pub kind: Kind,
    /// The normal form: as [`form::fold`] makes it, so that words of the lexicon, of the gazetteer and of
    /// reports meet.
    pub form: String,
}

impl Token {
    /// Whether it is this mark.
    pub fn is(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// The byte of the text at which letter `letters` of the form begins: 1 for the word behind a
    /// one-letter clitic.
    pub fn byte_of(&self, text: &str, letters: usize) -> usize {
        self.start + form::byte_of(&text[self.start..self.end], letters)
    }
}

/// The tokens of `text`, in order. White space, underscores and marks of direction are left out.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 8);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        if c.is_whitespace() || c == '_' || is_invisible(c) || is_upon_letter(c) {
            at += c.len_utf8();
            continue;
        }
        let handle = handle_length(text, start);
        let kind = if handle > 0 {
            at += handle;
            Kind::Word
        } else if digit(c).is_some() {
            at += number_length(&text[at..]);
            Kind::Number
        } else if is_letter(c) {
            at += word_length(&text[at..]);
            Kind::Word
        } else {
            at += c.len_utf8();
            Kind::Mark(c)
        };
        out.push(Token {
            start,
            end: at,
            kind,
            form: form_of(&text[start..at], kind),
        });
    }
    out
}

fn form_of(words: &str, kind: Kind) -> String {
    match kind {
        Kind::Word => form::fold(words),
        Kind::Number => words.chars().map(|c| digit(c).unwrap_or(c)).collect(),
        Kind::Mark(_) => words.to_owned(),
    }
}

/// The length of a user's handle that begins at `at`: "@name_1". Behind a letter the sign is that of an
/// address.
fn handle_length(text: &str, at: usize) -> usize {
    let rest = text[at..].strip_prefix('@').unwrap_or_default();
    let name = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    let name = name.unwrap_or(rest.len());
    let joined = text[..at].ends_with(char::is_alphanumeric);
    if name == 0 || joined { 0 } else { 1 + name }
}

fn word_length(rest: &str) -> usize {
    let goes_on =
        |c: char| is_letter(c) || is_upon_letter(c) || matches!(c, '\u{200c}' | '\u{200d}');
    rest.find(|c: char| !goes_on(c)).unwrap_or(rest.len())
}

/// Digits, joined by one sign that has a digit on both sides.
fn number_length(rest: &str) -> usize {
    let mut end = 0;
    let mut letters = rest.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let next = letters.peek().and_then(|(_, c)| digit(*c));
        let joins = matches!(c, '.' | ',' | '/' | ':' | '٫' | '٬' | '،') && next.is_some();
        if digit(c).is_none() && !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollbook_record::text::fold;

    fn shown(text: &str) -> String {
        let tokens = tokens(text);
        let words = tokens.iter().map(|t| t.form.as_str());
        words.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn spellings_fold_and_marks_part() {
        for (text, expect) in [
            ("قُتِلَ ٢٦ شخصاً، بينهم أطفالٌ.", "قتل|26|شخصا|،|بينهم|اطفال|."),
            ("#حي_السكري", "#|حي|السكري"),
            ("الـ24 ساعة", "ال|24|ساعه"),
            (
                "36,118 و٣٦٬١١٨ في 23/12/2023",
                "36,118|و|36٬118|في|23/12/2023",
            ),
            ("1445هـ", "1445|ه"),
            ("RT @Al_Haq2: قتلى", "rt|@al_haq2|:|قتلي"),
            ("a@b.org", "a|@|b|.|org"),
            ("ﻻ قتلى", "لا|قتلي"),
        ] {
            assert_eq!(shown(text), expect);
        }
    }

    #[test]
    fn forms_are_those_of_the_shared_folding() {
        let text = "مَساءُ نساءٍ مؤكّدة رئيس آخر إلى ﻷ";
        for token in tokens(text) {
            assert_eq!(token.form, fold(&text[token.start..token.end]));
        }
    }

    #[test]
    fn a_clitic_has_its_bytes() {
        let text = "وَبِغارة";
        let token = &tokens(text)[0];
        assert_eq!(&text[token.byte_of(text, 2)..], "غارة");
        assert_eq!(token.byte_of(text, 9), text.len());
    }
}
