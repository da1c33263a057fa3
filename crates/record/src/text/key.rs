//! Keys that the spellings of one name share, in Latin and Arabic letters.
//!
//! An Arabic name reaches a report in many Latin spellings: Khan Shaykhun, Khan Sheikhoun, Khâne
//! Cheïkhoûn. What they share with each other and with خان شيخون is the order of the consonants, and
//! even of these some fall together (ت and ط are both t). Equal keys are therefore a reason to
//! compare two names with [`likeness`], never a reason to call them equal.
//!
//! All functions take words folded with [`super::fold`].

use crate::place::Precision;

/// Words that say of what kind a place is, folded.
const GENERIC: &[(&str, Precision)] = &[
    ("governorate", Precision::Governorate),
    ("governate", Precision::Governorate),
    ("muhafazat", Precision::Governorate),
    ("province", Precision::Governorate),
    ("state", Precision::Governorate),
    ("oblast", Precision::Governorate),
    ("region", Precision::Governorate),
    ("countryside", Precision::Governorate),
    ("wilayat", Precision::Governorate),
    ("محافظه", Precision::Governorate),
    ("ولايه", Precision::Governorate),
    ("اقليم", Precision::Governorate),
    ("ريف", Precision::Governorate),
    ("district", Precision::District),
    ("subdistrict", Precision::District),
    ("county", Precision::District),
    ("raion", Precision::District),
    ("منطقه", Precision::District),
    ("مديريه", Precision::District),
    ("ناحيه", Precision::District),
    ("قضا", Precision::District),
    ("city", Precision::Locality),
    ("town", Precision::Locality),
    ("township", Precision::Locality),
    ("village", Precision::Locality),
    ("madinat", Precision::Locality),
    ("qaryat", Precision::Locality),
    ("مدينه", Precision::Locality),
    ("بلده", Precision::Locality),
    ("قريه", Precision::Locality),
    ("camp", Precision::Locality),
    ("مخيم", Precision::Locality),
    ("معسكر", Precision::Locality),
    ("neighbourhood", Precision::Neighbourhood),
    ("neighborhood", Precision::Neighbourhood),
    ("quarter", Precision::Neighbourhood),
    ("suburb", Precision::Neighbourhood),
    ("hayy", Precision::Neighbourhood),
    ("حي", Precision::Neighbourhood),
];

/// What kind of place a word says that another word is the name of.
///
/// ```
/// use tollbook_record::{Precision, text::key};
/// assert_eq!(key::generic("governorate"), Some(Precision::Governorate));
/// assert_eq!(key::generic("aleppo"), None);
/// ```
pub fn generic(word: &str) -> Option<Precision> {
    GENERIC
        .iter()
        .find(|(known, _)| *known == word)
        .map(|(_, kind)| *kind)
}

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

/// Takes one generic word from either end of a name and tells what it says, unless it is all there is.
///
/// ```
/// use tollbook_record::{Precision, text::key};
/// let idlib = ("idlib", Some(Precision::Governorate));
/// assert_eq!(key::without_generic("idlib governorate"), idlib);
/// assert_eq!(key::without_generic("governorate of idlib"), idlib);
/// assert_eq!(key::without_generic("محافظه ادلب"), ("ادلب", Some(Precision::Governorate)));
/// assert_eq!(key::without_generic("camp"), ("camp", None));
/// ```
pub fn without_generic(name: &str) -> (&str, Option<Precision>) {
    if let Some((rest, last)) = name.rsplit_once(' ')
        && let Some(kind) = generic(last)
    {
        return (rest, Some(kind));
    }
    if let Some((first, rest)) = name.split_once(' ')
        && let Some(kind) = generic(first)
    {
        return (rest.strip_prefix("of ").unwrap_or(rest), Some(kind));
    }
    (name, None)
}

/// The consonants of a name in one alphabet for both scripts, without articles.
///
/// A name with fewer than three consonants keeps its vowels, because hundreds of names would share
/// the key of Duma otherwise.
///
/// ```
/// use tollbook_record::text::{fold, key::consonants};
/// let key = consonants(&fold("Khan Sheikhoun"));
/// assert_eq!(key, consonants(&fold("Khān Shaykhūn")));
/// assert_eq!(key, consonants(&fold("خان شيخون")));
/// ```
pub fn consonants(name: &str) -> String {
    let mut words = name.split([' ', '-']).filter(|w| !w.is_empty()).peekable();
    let mut sounds = Vec::new();
    while let Some(word) = words.next() {
        let is_last = words.peek().is_none();
        if is_last || !is_article(word) {
            sounds.extend(sounds_of(word, is_last));
        }
    }
    sounds.dedup();
    let is_vowel = |sound: &char| matches!(sound, 'a' | 'i' | 'u');
    if sounds.iter().filter(|s| !is_vowel(s)).count() >= 3 {
        sounds.retain(|s| !is_vowel(s));
        // A vowel can stand between two equal consonants of which another spelling has one.
        sounds.dedup();
    }
    sounds.into_iter().collect()
}

fn sounds_of(word: &str, is_last: bool) -> Vec<char> {
    let word = if word.is_ascii() {
        word
    } else {
        arabic_without_article(word)
    };
    let (stem, ending) = split_ending(word, is_last);
    let mut sounds = Vec::with_capacity(word.len());
    let mut rest = stem;
    while let Some(first) = rest.chars().next() {
        let (sound, length) = digraph(rest).unwrap_or((sound(first), first.len_utf8()));
        sounds.extend(sound);
        rest = &rest[length..];
    }
    sounds.extend(ending);
    sounds
}

fn arabic_without_article(word: &str) -> &str {
    word.strip_prefix("ال")
        .filter(|rest| rest.chars().count() >= 2)
        .unwrap_or(word)
}

/// Parts the feminine ending from a word. The ending -iyya is a sound of its own, since it parts
/// al-Sukkari from as-Sukkariyah; other feminine endings are written in too many ways to be one, and
/// before another word they are a -t in some spellings only (Ma'arrat, Maarra).
fn split_ending(word: &str, is_last: bool) -> (&str, Option<char>) {
    const RELATIONAL: [&str; 17] = [
        "iyyah", "iyyat", "iyyeh", "iyah", "iyat", "iyeh", "iyet", "iyya", "iyye", "iya", "iye",
        "ieh", "iah", "yya", "ia", "يه", "يا",
    ];
    for ending in RELATIONAL {
        if let Some(stem) = word.strip_suffix(ending)
            && !stem.is_empty()
        {
            return (stem, Some('Y'));
        }
    }
    const FEMININE: [&str; 5] = ["ah", "eh", "at", "et", "ه"];
    let unwritten = if is_last {
        ["ah", "eh", "ه", "ه", "ه"]
    } else {
        FEMININE
    };
    for ending in unwritten {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.chars().count() >= 2
        {
            return (stem, if ending == "ه" { None } else { Some('a') });
        }
    }
    (word, None)
}

/// Two or three letters for one sound.
fn digraph(rest: &str) -> Option<(Option<char>, usize)> {
    const DIGRAPHS: [(&str, char); 12] = [
        ("sch", 'S'),
        ("tch", 'S'),
        ("sh", 'S'),
        ("ch", 'S'),
        ("kh", 'x'),
        ("gh", 'g'),
        ("dh", 'd'),
        ("th", 't'),
        ("ph", 'f'),
        ("dj", 'j'),
        ("zh", 'z'),
        ("ck", 'k'),
    ];
    let (letters, sound) = DIGRAPHS
        .iter()
        .find(|(letters, _)| rest.starts_with(letters))?;
    Some((Some(*sound), letters.len()))
}

/// The class of a letter. Latin spellings do not tell the emphatic letters of Arabic from the plain
/// ones, so these fall together; w and y stand for vowels as often as for themselves.
fn sound(letter: char) -> Option<char> {
    Some(match letter {
        'a' | 'ا' => 'a',
        'e' | 'i' | 'y' | 'ي' => 'i',
        'o' | 'u' | 'w' | 'و' => 'u',
        'b' | 'p' | 'ب' => 'b',
        't' | 'ت' | 'ط' | 'ث' => 't',
        'j' | 'ج' => 'j',
        'h' | 'ح' | 'ه' => 'h',
        'x' | 'خ' => 'x',
        'd' | 'د' | 'ض' | 'ذ' => 'd',
        'r' | 'ر' => 'r',
        'z' | 'ز' | 'ظ' => 'z',
        's' | 'س' | 'ص' => 's',
        'ش' => 'S',
        'g' | 'غ' => 'g',
        'f' | 'v' | 'ف' => 'f',
        'k' | 'q' | 'c' | 'ق' | 'ك' => 'k',
        'l' | 'ل' => 'l',
        'm' | 'م' => 'm',
        'n' | 'ن' => 'n',
        _ => return None,
    })
}

/// How alike two spellings are, from 0 to 1: an edit distance in which what spellings of one name
/// differ in (vowels, doubled letters, q or k, a silent h) costs little.
///
/// Words of different scripts cannot be compared by letters. They get 0.8, which is less than a
/// near spelling in the same script and more than a far one.
///
/// ```
/// use tollbook_record::text::key::likeness;
/// assert!(likeness("sheikhoun", "shaykhun") > 0.8);
/// assert!(likeness("homs", "hama") < 0.8);
/// ```
pub fn likeness(a: &str, b: &str) -> f64 {
    if a.is_ascii() != b.is_ascii() {
        return 0.8;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let longer = a.len().max(b.len()).max(1);
    (1.0 - edit_cost(&a, &b) / longer as f64).max(0.0)
}

fn edit_cost(a: &[char], b: &[char]) -> f64 {
    let mut row: Vec<f64> = vec![0.0];
    for (j, _) in b.iter().enumerate() {
        row.push(row[j] + cost_alone(b, j));
    }
    for i in 0..a.len() {
        let mut diagonal = row[0];
        row[0] += cost_alone(a, i);
        for j in 0..b.len() {
            let both = diagonal + cost_changed(a[i], b[j]);
            let dropped = row[j + 1] + cost_alone(a, i);
            let added = row[j] + cost_alone(b, j);
            diagonal = row[j + 1];
            row[j + 1] = both.min(dropped).min(added);
        }
    }
    row[b.len()]
}

/// The cost of a letter that the other spelling lacks.
fn cost_alone(word: &[char], at: usize) -> f64 {
    match word[at] {
        letter if at > 0 && word[at - 1] == letter => 0.1,
        ' ' | '-' => 0.1,
        'h' | 'ه' => 0.25,
        letter if is_vowel_letter(letter) => 0.3,
        _ => 1.0,
    }
}

fn cost_changed(a: char, b: char) -> f64 {
    if a == b {
        0.0
    } else if is_vowel_letter(a) && is_vowel_letter(b) {
        0.2
    } else if sound(a).is_some() && sound(a) == sound(b) {
        0.3
    } else {
        1.0
    }
}

fn is_vowel_letter(letter: char) -> bool {
    matches!(sound(letter), Some('a' | 'i' | 'u'))
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
    fn spellings_of_one_name_are_more_alike_than_two_names() {
        let same = [
            ("maarrat al numan", "maaret al noman"),
            ("qaim", "kaim"),
            ("hajjah", "hajja"),
        ];
        let different = [
            ("aleppo", "lahore"),
            ("homs", "hama"),
            ("sukkari", "bukamal"),
        ];
        let least = same
            .map(|(a, b)| likeness(a, b))
            .into_iter()
            .fold(1.0, f64::min);
        let most = different
            .map(|(a, b)| likeness(a, b))
            .into_iter()
            .fold(0.0, f64::max);
        assert!(least > 0.9 && most < 0.75, "{least} {most}");
    }
}
