//! Normal forms of words that two stages need: reading finds names with them, linking compares
//! with them.

pub mod key;
pub mod person;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a word of any script so that spellings which differ only in case, marks and letter
/// variants are equal: lower case, no diacritics, no apostrophes or tatweel, one form of alef,
/// yeh and heh, Western digits.
///
/// ```
/// use tollbook_record::text::fold;
/// assert_eq!(fold("Ḥamāh"), "hamah");
/// assert_eq!(fold("Ba’aj"), "baaj");
/// assert_eq!(fold("إدلب"), fold("ادلب"));
/// assert_eq!(fold("٢٦"), "26");
/// ```
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        push_folded(&mut folded, c);
    }
    folded
}

/// Adds to `out` what [`fold`] makes of a character, which does not depend on those beside it: only the order of
/// marks does, and marks are left out. Letters of ASCII and of Arabic, which most are, need no table.
pub fn push_folded(out: &mut String, c: char) {
    match c {
        '\'' | '`' | 'ء' | 'ـ' | '\u{64b}'..='\u{652}' => {}
        'أ' | 'إ' | 'آ' => out.push('ا'),
        'ؤ' => out.push('و'),
        'ئ' => out.push('ي'),
        'ا'..='ي' => out.push(one_form(c)),
        _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        _ => out.extend(by_table(c)),
    }
}

fn by_table(c: char) -> impl Iterator<Item = char> {
    { std::iter::once(c).nfkd() }
        .filter(|c| !is_combining_mark(*c) && !is_silent(*c))
        .flat_map(char::to_lowercase)
        .map(one_form)
}

/// Apostrophes in their many shapes, tatweel, bare hamza and marks of direction.
fn is_silent(c: char) -> bool {
    matches!(c,
        '\'' | '`' | '’' | '‘' | 'ʼ' | 'ʿ' | 'ʾ' | '´' | 'ـ' | 'ء'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn one_form(c: char) -> char {
    match c {
        'ى' => 'ي',
        'ة' => 'ه',
        'ٱ' => 'ا',
        '٠'..='٩' => digit(c, '٠'),
        '۰'..='۹' => digit(c, '۰'),
        'ı' => 'i',
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        _ => c,
    }
}

fn digit(c: char, zero: char) -> char {
    char::from(b'0' + (c as u32 - zero as u32) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The characters one after the other, and among others whose marks change their order.
    #[test]
    fn letters_that_need_no_table_fold_as_it_says() {
        for c in '\0'..='\u{2fff}' {
            assert_eq!(
                fold(&c.to_string()),
                by_table(c).collect::<String>(),
                "{c:?}"
            );
        }
        for word in [
            "Ḥa\u{323}\u{304}māh",
            "a\u{301}\u{323}b",
            "قُ\u{651}\u{654}تِل",
            "ﷺﻻ",
            "각",
        ] {
            let whole = { word.nfkd() }
                .filter(|c| !is_combining_mark(*c) && !is_silent(*c))
                .flat_map(char::to_lowercase)
                .map(one_form);
            assert_eq!(fold(word), whole.collect::<String>());
        }
    }

    #[test]
    fn spellings_of_one_name_fold_alike() {
        for (a, b) in [
            ("Ma'arrat", "Ma‘arrat"),
            ("أحمد", "احمد"),
            ("مدرسة", "مدرسه"),
            ("مُحَمَّد", "محمد"),
        ] {
            assert_eq!(fold(a), fold(b));
        }
    }
}
