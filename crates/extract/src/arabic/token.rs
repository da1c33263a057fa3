//! Arabic text to tokens: words, numbers and marks, each with its byte range and its folded form.

use tollbook_record::text::fold;

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters of any script, with the marks that stand upon them.
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
    /// The normal form: as [`fold`] makes it, so that words of the lexicon, of the gazetteer and of
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
        let mut left = letters;
        for (at, c) in text[self.start..self.end].char_indices() {
            let width = width(c);
            if left == 0 && width > 0 {
                return self.start + at;
            }
            left = left.saturating_sub(width);
        }
        self.end
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
        let kind = if digit(c).is_some() {
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
            form: form(&text[start..at], kind),
        });
    }
    out
}

fn form(words: &str, kind: Kind) -> String {
    match kind {
        Kind::Word => words.chars().flat_map(letters).collect(),
        Kind::Number => words.chars().map(|c| digit(c).unwrap_or(c)).collect(),
        Kind::Mark(_) => words.to_owned(),
    }
}

/// The letters that one character of a text has in the normal form: none for a mark upon a letter, two
/// for a ligature.
fn letters(c: char) -> Letters {
    let one = match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ئ' => 'ي',
        'ة' => 'ه',
        'ؤ' => 'و',
        'ء' | 'ـ' => return Letters([None; 4]),
        'ا'..='ي' => c,
        _ if is_upon_letter(c) || is_invisible(c) => return Letters([None; 4]),
        _ => return folded(c),
    };
    Letters([Some(one), None, None, None])
}

/// What the shared folding makes of a rare character.
fn folded(c: char) -> Letters {
    let mut out = [None; 4];
    let word = fold(c.encode_utf8(&mut [0; 4]));
    for (slot, letter) in out.iter_mut().zip(word.chars()) {
        *slot = Some(letter);
    }
    Letters(out)
}

/// At most four letters.
struct Letters([Option<char>; 4]);

impl IntoIterator for Letters {
    type Item = char;
    type IntoIter = std::iter::Flatten<std::array::IntoIter<Option<char>, 4>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter().flatten()
    }
}

fn width(c: char) -> usize {
    letters(c).into_iter().count()
}

/// The Western digit that a digit of any kind stands for.
pub fn digit(c: char) -> Option<char> {
    let value = match c {
        '0'..='9' => c as u32 - '0' as u32,
        '٠'..='٩' => c as u32 - '٠' as u32,
        '۰'..='۹' => c as u32 - '۰' as u32,
        _ => return None,
    };
    char::from_digit(value, 10)
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || c == 'ـ'
}

/// Marks of vowels and doubling, and other combining marks.
fn is_upon_letter(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{300}'..='\u{36f}')
}

/// Marks of direction and joining, which have no width.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}' | '\u{61c}' | '\u{fe0f}')
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
