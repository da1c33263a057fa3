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
    if word.is_ascii() {
        let kept = word.chars().filter(|c| *c != '\'' && *c != '`');
        let mut folded = String::with_capacity(word.len());
        folded.extend(kept.map(|c| c.to_ascii_lowercase()));
        return folded;
    }
    word.nfkd()
        .filter(|c| !is_combining_mark(*c) && !is_silent(*c))
        .flat_map(char::to_lowercase)
        .map(one_form)
        .collect()
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
