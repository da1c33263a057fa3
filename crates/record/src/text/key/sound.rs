//! The sounds of a word in one alphabet for the Latin, Arabic and Cyrillic scripts.
//!
//! A sound is one letter: `a`, `i` and `u` for vowels, `S` for sh and ch, `x` for kh, `Y` for the
//! ending -iyya, and the plain Latin letters for the rest.

/// How the Cyrillic letters that have two sounds are said.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    /// Whether х stands for h and not for kh: Хомс is Homs, Харьков is Kharkiv.
    pub x_is_h: bool,
    /// Whether г stands for h and not for g: Луганськ is Luhansk, Грозный is Grozny.
    pub g_is_h: bool,
}

impl Reading {
    /// The reading that [`super::consonants`] takes.
    pub const FIRST: Reading = Reading {
        x_is_h: false,
        g_is_h: false,
    };

    /// All readings of which a name needs its own key, the first one first.
    pub fn all(name: &str) -> impl Iterator<Item = Reading> {
        let (has_x, has_g) = (name.contains('х'), name.contains('г'));
        let both = [false, true];
        let all = both
            .into_iter()
            .flat_map(move |x_is_h| both.map(|g_is_h| Reading { x_is_h, g_is_h }));
        all.filter(move |r| (has_x || !r.x_is_h) && (has_g || !r.g_is_h))
    }
}

/// The sounds of a word, of which `is_last` tells whether it ends its name. Equal neighbours are not
/// brought together.
pub(super) fn of_word(word: &str, is_last: bool, reading: Reading) -> Vec<char> {
    let word = if word.is_ascii() {
        word
    } else {
        arabic_without_article(word)
    };
    let has_letters = word.contains(char::is_alphabetic);
    let (stem, ending) = split_ending(word, is_last);
    let mut sounds = Vec::with_capacity(word.len());
    let mut rest = stem;
    while let Some(first) = rest.chars().next() {
        if let Some((sound, length)) = digraph(rest) {
            sounds.push(sound);
            rest = &rest[length..];
            continue;
        }
        match first {
            // One letter for two sounds.
            'ц' => sounds.extend(['t', 's']),
            'ю' => sounds.extend(['i', 'u']),
            'я' => sounds.extend(['i', 'a']),
            'х' if reading.x_is_h => sounds.push('h'),
            'г' if reading.g_is_h => sounds.push('h'),
            _ if has_letters => sounds.extend(sound(first).or_else(|| chat_digit(first))),
            _ => {}
        }
        rest = &rest[first.len_utf8()..];
    }
    sounds.extend(ending);
    sounds
}

pub(super) fn is_vowel(sound: char) -> bool {
    matches!(sound, 'a' | 'i' | 'u')
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
    const RELATIONAL: [&str; 19] = [
        "iyyah", "iyyat", "iyyeh", "iyah", "iyat", "iyeh", "iyet", "iyya", "iyye", "iya", "iye",
        "ieh", "iah", "yya", "ia", "يه", "يا", "ия", "ія",
    ];
    // None ends otherwise.
    if !word.ends_with(['a', 'e', 'h', 't', 'ه', 'ا', 'я']) {
        return (word, None);
    }
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

/// Two or three letters for one sound, and how many bytes they take.
fn digraph(rest: &str) -> Option<(char, usize)> {
    Some(match rest.as_bytes() {
        [b's' | b't', b'c', b'h', ..] => ('S', 3),
        [b's' | b'c', b'h', ..] => ('S', 2),
        [b'k', b'h', ..] => ('x', 2),
        [b'g', b'h', ..] => ('g', 2),
        [b'd' | b't', b'h', ..] => (char::from(rest.as_bytes()[0]), 2),
        [b'p', b'h', ..] => ('f', 2),
        [b'd', b'j', ..] => ('j', 2),
        [b'z', b'h', ..] => ('z', 2),
        [b'c', b'k', ..] => ('k', 2),
        _ if rest.starts_with("تش") => ('S', "تش".len()),
        _ if rest.starts_with("дж") => ('j', "дж".len()),
        _ => return None,
    })
}

/// The class of a letter. Latin spellings do not tell the emphatic letters of Arabic from the plain
/// ones, so these fall together; w and y stand for vowels as often as for themselves.
pub(super) fn sound(letter: char) -> Option<char> {
    Some(match letter {
        'a' | 'ا' | 'а' => 'a',
        'e' | 'i' | 'y' | 'ي' | 'е' | 'э' | 'є' | 'и' | 'і' | 'ы' => 'i',
        'o' | 'u' | 'w' | 'و' | 'о' | 'у' => 'u',
        'b' | 'p' | 'ب' | 'б' | 'п' => 'b',
        't' | 'ت' | 'ط' | 'ث' | 'т' => 't',
        'j' | 'ج' => 'j',
        'h' | 'ح' | 'ه' => 'h',
        'x' | 'خ' | 'х' => 'x',
        'd' | 'د' | 'ض' | 'ذ' | 'д' => 'd',
        'r' | 'ر' | 'р' => 'r',
        'z' | 'ز' | 'ظ' | 'з' | 'ж' => 'z',
        's' | 'س' | 'ص' | 'с' => 's',
        'ش' | 'ч' | 'ш' | 'щ' => 'S',
        'g' | 'غ' | 'г' | 'ґ' => 'g',
        'f' | 'v' | 'ف' | 'в' | 'ф' => 'f',
        'k' | 'q' | 'c' | 'ق' | 'ك' | 'к' => 'k',
        'l' | 'ل' | 'л' => 'l',
        'm' | 'م' | 'м' => 'm',
        'n' | 'ن' | 'н' => 'n',
        _ => return None,
    })
}

/// Digits by which chat spellings write Arabic letters that Latin has not; ayn (3) and hamza (2) are
/// no sounds here.
fn chat_digit(letter: char) -> Option<char> {
    Some(match letter {
        '5' => 'x',
        '6' => 't',
        '7' => 'h',
        '8' => 'k',
        '9' => 's',
        _ => return None,
    })
}
