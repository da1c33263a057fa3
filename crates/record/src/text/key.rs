//! Keys that the spellings of one name share, in Latin, Arabic and Cyrillic letters.
//!
//! An Arabic name reaches a report in many Latin spellings: Khan Shaykhun, Khan Sheikhoun, Khâne
//! Cheïkhoûn. What they share with each other, with خان شيخون and with Хан-Шейхун is the order of the
//! consonants, and even of these some fall together (ت and ط are both t). Equal keys are therefore a
//! reason to compare two names with [`likeness`], never a reason to call them equal.
//!
//! All functions take words folded with [`super::fold`].

mod alike;
mod generic;
mod sound;

pub use alike::{Spelling, likeness};
pub use generic::{generic, without_generic};
use sound::Reading;

/// Whether the word is a spelling of the Arabic article, also as it is said before the letters that
/// it takes its sound from (ash-Sham, er-Rastan, ech-Cheikh).
pub fn is_article(word: &str) -> bool {
    matches!(
        word.as_bytes(),
        [b'a' | b'e' | b'i' | b'u', b'l']
            | [b'a' | b'e', b's' | b'n' | b'r' | b't' | b'd' | b'z']
            | [b'a' | b'e', b's' | b't' | b'd' | b'c', b'h']
    )
}

/// The consonants of a name in one alphabet for all scripts, without articles.
///
/// A name with fewer than three consonants keeps its vowels, because hundreds of names would share
/// the key of Duma otherwise.
///
/// ```
/// use tollbook_record::text::{fold, key::consonants};
/// let key = consonants(&fold("Khan Sheikhoun"));
/// assert_eq!(key, consonants(&fold("Khān Shaykhūn")));
/// assert_eq!(key, consonants(&fold("خان شيخون")));
/// assert_eq!(key, consonants(&fold("Хан-Шейхун")));
/// ```
pub fn consonants(name: &str) -> String {
    let mut sounds = sounds(name, Reading::FIRST);
    if sounds.iter().filter(|s| !sound::is_vowel(**s)).count() >= 3 {
        leave_vowels_out(&mut sounds);
    }
    sounds.into_iter().collect()
}

/// The consonants of a name, also where they are few; a name of nothing but vowels keeps them.
///
/// Arabic writes no short vowels, so that حجة and Hajjah share nothing else. Many names share so
/// short a key: whoever looks names up by it must compare them with [`likeness`]. A name with Cyrillic
/// letters of two sounds has a key for each, four at most; any other name has one.
///
/// ```
/// use tollbook_record::text::{fold, key::skeletons};
/// assert_eq!(skeletons(&fold("Hajjah")), ["hj"]);
/// assert_eq!(skeletons(&fold("حجّة")), ["hj"]);
/// assert_eq!(skeletons(&fold("Хомс")), ["xms", "hms"]);
/// ```
pub fn skeletons(name: &str) -> Vec<String> {
    let key = |reading| {
        let mut sounds = sounds(name, reading);
        if sounds.iter().any(|sound| !sound::is_vowel(*sound)) {
            leave_vowels_out(&mut sounds);
        }
        sounds.into_iter().collect()
    };
    Reading::all(name).map(key).collect()
}

/// The sounds of a name without articles, equal neighbours brought together.
fn sounds(name: &str, reading: Reading) -> Vec<char> {
    let mut words = name.split([' ', '-']).filter(|w| !w.is_empty()).peekable();
    let mut sounds = Vec::new();
    while let Some(word) = words.next() {
        let is_last = words.peek().is_none();
        if is_last || !is_article(word) {
            sounds.extend(sound::of_word(word, is_last, reading));
        }
    }
    sounds.dedup();
    sounds
}

/// A vowel can stand between two equal consonants of which another spelling has one.
fn leave_vowels_out(sounds: &mut Vec<char>) {
    sounds.retain(|s| !sound::is_vowel(*s));
    sounds.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[track_caller]
    fn check(spellings: &str, key: &str) {
        for spelling in spellings.split(" | ") {
            assert_eq!(consonants(&fold(spelling)), key, "{spelling}");
        }
    }

    #[test]
    fn spellings_of_one_name_share_their_key_across_scripts() {
        check(
            "Khan Shaykhun | Khan Sheikhoun | Khāne Cheïkhoûn | خان شيخون",
            "xnSxn",
        );
        check(
            "Ma'arrat al-Numan | Ma`arrat an Nu`man | Maaret al-Noman | معرة النعمان",
            "mrnmn",
        );
        check(
            "Moadamiyat al-Sham | Mouaddamiyet ech Cham | معضمية الشام",
            "mdmYSm",
        );
        check("Deir ez-Zor | Dayr az Zawr | دير الزور", "drzr");
        check("El Fasher | Al-Fashir | الفاشر", "fSr");
        check("Jabalia | Jabaliya | جباليا", "jblY");
    }

    #[test]
    fn the_ending_iyya_parts_two_names() {
        check("al-Sukkari | As Sukkari | السكري", "skr");
        check("as-Sukkariyah | Sukkariyya | السكرية", "skrY");
    }

    #[test]
    fn names_of_one_or_two_consonants_keep_their_vowels() {
        check("Douma | Duma | دوما", "duma");
        check("Dima", "dima");
    }

    #[test]
    fn an_article_that_is_all_there_is_stays() {
        check("Al", "al");
        check("", "");
    }

    #[test]
    fn cyrillic_spellings_share_the_key_of_one_of_their_readings() {
        for (latin, cyrillic) in [
            ("Khan Shaykhun", "Хан-Шейхун"),
            ("Homs", "Хомс"),
            ("Luhansk", "Луганськ"),
            ("Donetsk", "Донецк"),
            ("Kharkiv", "Харків"),
            ("Avdiivka", "Авдіївка"),
            ("Bucha", "Буча"),
            ("Jabaliya", "Джебалия"),
        ] {
            let keys = skeletons(&fold(cyrillic));
            let [key] = &skeletons(&fold(latin))[..] else {
                panic!("{latin} has one key");
            };
            assert!(keys.contains(key), "{cyrillic} {keys:?} {key}");
        }
    }

    #[test]
    fn chat_digits_stand_for_letters_inside_words_only() {
        check("7alab | Halab | حلب", "hlb");
        check("Ma3arrat al-Numan | معرة النعمان", "mrnmn");
        check("Sector 7", "sktr");
    }
}
