//! The normal form of words: one letter for all the codes that Arabic writing has for it.
//!
//! Vowel marks and tatweel go, the forms of alef, yeh and heh become one, the signs of old fonts and the
//! letters of Persian keyboards become common letters, and digits become Western ones. The way back to
//! the text is a token's range and [`byte_of`].

use tollbook_record::text as shared;
use unicode_normalization::char::is_combining_mark;

/// The normal form of a word. It is that of [`shared::fold`], so that words of the lexicon,
/// of the gazetteer and of reports meet, and knows besides the faults that Arabic texts have from PDF
/// files and from keyboards.
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut at = 0;
    while let Some(c) = word[at..].chars().next() {
        let next = at + c.len_utf8();
        if is_swapped(&word[..at], &word[at..]) {
            out.push_str("لا");
            at = next + 'ل'.len_utf8();
        } else {
            push(&mut out, c);
            at = next;
        }
    }
    out
}

/// The byte of `word` at which letter `count` of its normal form begins: 1 for what stands behind a
/// clitic of one letter.
pub fn byte_of(word: &str, count: usize) -> usize {
    let mut left = count;
    let mut letters = String::new();
    for (at, c) in word.char_indices() {
        letters.clear();
        push(&mut letters, c);
        let width = letters.chars().count();
        if left == 0 && width > 0 {
            return at;
        }
        left = left.saturating_sub(width);
    }
    word.len()
}

/// The Western digit that a digit of any kind stands for.
pub fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '０'..='９' => '０',
        _ => return None,
    };
    char::from_digit(c as u32 - zero as u32, 10)
}

/// Marks of vowels and doubling, and other combining marks.
pub fn is_upon_letter(c: char) -> bool {
    !c.is_ascii() && !matches!(c, 'ء'..='ي') && (is_combining_mark(c) || is_shown_mark(c))
}

/// Marks of direction and joining, which have no width.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// "األحد" for "الأحد": readers of PDF files give the letters of the ligature in the wrong order. Two
/// alefs never stand together in a word, so the first tells what the rest is.
fn is_swapped(before: &str, rest: &str) -> bool {
    let mut letters = rest.chars();
    before.ends_with('ا')
        && matches!(letters.next(), Some('ا' | 'أ' | 'إ' | 'آ'))
        && letters.next() == Some('ل')
        && letters.next().is_some_and(char::is_alphabetic)
}

fn push(out: &mut String, c: char) {
    match c {
        'ء'..='ي' => shared::push_folded(out, c),
        'ٴ' => {}
        _ if is_upon_letter(c) || is_invisible(c) => {}
        _ => out.extend(
            shared::fold(c.encode_utf8(&mut [0; 4]))
                .chars()
                // A sign that shows a mark by itself has a blank under it, which is none of the word's.
                .filter(|c| !c.is_whitespace() && *c != 'ٴ')
                .map(of_keyboard),
        ),
    }
}

/// Letters of Persian and Urdu keyboards, in Arabic words.
fn of_keyboard(c: char) -> char {
    match c {
        'ی' => 'ي',
        'ہ' | 'ھ' | 'ە' => 'ه',
        'ک' | 'ڪ' => 'ك',
        _ => c,
    }
}

/// Marks that old fonts have as signs of their own.
fn is_shown_mark(c: char) -> bool {
    matches!(c, '\u{fc5e}'..='\u{fc63}' | '\u{fcf2}'..='\u{fcf4}' | '\u{fe70}'..='\u{fe7f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arabic::token::{Kind, tokens};
    use proptest::prelude::*;

    #[test]
    fn spellings_fold_alike() {
        for (word, form) in [
            ("قُتِلَ", "قتل"),
            ("طفلاً", "طفلا"),
            ("شـــهداء", "شهدا"),
            ("قتیلاً", "قتيلا"),
            ("کابل", "كابل"),
            ("مصطفى", "مصطفي"),
            ("ﻗﺘﻞ", "قتل"),
            ("ﻃﻔﻼﻥ", "طفلان"),
            ("ﺷﻬﺪﺍﺀ", "شهدا"),
            ("اﷲ", "االله"),
            ("قت\u{200d}ل", "قتل"),
            ("ﹰ", ""),
        ] {
            assert_eq!(fold(word), form, "{word}");
        }
    }

    #[test]
    fn a_reversed_ligature_is_put_right() {
        for (word, form) in [
            ("األحد", "الاحد"),
            ("اإلصابات", "الاصابات"),
            ("االنفجار", "الانفجار"),
            ("واألطفال", "والاطفال"),
            ("ماءالعين", "ماالعين"),
        ] {
            assert_eq!(fold(word), form, "{word}");
        }
    }

    #[test]
    fn a_word_folds_as_names_do() {
        for word in [
            "إدلب",
            "Ḥamāh",
            "مُحَمَّد",
            "مدرسة",
            "شهداء",
            "٢٦",
            "مئتان",
            "مسؤول",
            "ﻷ",
        ] {
            assert_eq!(fold(word), shared::fold(word));
        }
    }

    fn texts() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[\u{620}-\u{65f}]{1,4}",
            "[\u{660}-\u{6d5}]{1,3}",
            "[\u{fb50}-\u{fdff}\u{fe70}-\u{fefc}]{1,3}",
            "[\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{61c}]{1,2}",
            "[\u{300}-\u{36f}]{1,3}",
            "[a-zA-Z0-9 '._#\n]{1,4}",
            "\\PC{1,2}",
            Just("األ".to_owned()),
            Just("٣٦٬١١٨ و".to_owned()),
        ];
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        /// Tokens come in order, none reaches into another, and what lies between is no letter.
        #[test]
        fn tokens_stand_where_they_say(text in texts()) {
            let mut reached = 0;
            for token in tokens(&text) {
                let between = text.get(reached..token.start);
                prop_assert!(between.is_some_and(|gap| !gap.chars().any(|c| digit(c).is_some())));
                let raw = text.get(token.start..token.end);
                prop_assert!(raw.is_some_and(|raw| !raw.is_empty()));
                if token.kind == Kind::Word {
                    prop_assert_eq!(fold(raw.unwrap_or_default()), token.form);
                }
                reached = token.end;
            }
        }

        /// What stands behind a number of letters has the rest of them.
        #[test]
        fn the_way_back_is_exact(word in "[\u{620}-\u{65f}\u{670}-\u{6d5}]{1,9}", count in 0usize..9) {
            let form = fold(&word);
            let rest: String = form.chars().skip(count).collect();
            prop_assert_eq!(fold(&word[byte_of(&word, count)..]), rest);
        }

        #[test]
        fn no_mark_is_left(text in texts()) {
            let left = |c: char| c == 'ـ' || is_upon_letter(c) || is_invisible(c);
            prop_assert!(!fold(&text).chars().any(left));
        }
    }
}
