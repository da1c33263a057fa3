//! How alike two spellings are.

use std::cell::OnceCell;

use super::sound::{Reading, is_vowel, sound};
use super::sounds;

/// Another script tells less of a name than another spelling in the same script: Arabic leaves short
/// vowels out.
const OTHER_SCRIPT: f64 = 0.95;

/// How alike two spellings are, from 0 to 1: an edit distance in which what spellings of one name
/// differ in (vowels, doubled letters, q or k, a silent h) costs little.
///
/// Spellings in one script are compared by letters and by sounds, and the better of the two holds.
/// Spellings of different scripts are compared by sounds alone and get at most 0.95.
///
/// ```
/// use tollbook_record::text::{fold, key::likeness};
/// assert!(likeness("sheikhoun", "shaykhun") > 0.8);
/// assert!(likeness("homs", "hama") < 0.8);
/// assert!(likeness("khan sheikhoun", &fold("خان شيخون")) > 0.85);
/// assert!(likeness("khan sheikhoun", &fold("Хан-Шейхун")) > 0.85);
/// ```
pub fn likeness(a: &str, b: &str) -> f64 {
    Spelling::of(a).likeness(&Spelling::of(b))
}

/// A name as [`likeness`] looks at it, for comparing one with many.
pub struct Spelling<'a> {
    name: &'a str,
    script: Script,
    letters: Vec<char>,
    /// What is heard, in each reading of its letters.
    sounds: OnceCell<Vec<Vec<char>>>,
}

impl<'a> Spelling<'a> {
    /// Of a name that is folded.
    pub fn of(name: &'a str) -> Spelling<'a> {
        Spelling {
            name,
            script: script(name),
            letters: name.chars().collect(),
            sounds: OnceCell::new(),
        }
    }

    /// How alike two spellings are: see [`likeness`].
    pub fn likeness(&self, other: &Spelling<'_>) -> f64 {
        if self.script != other.script {
            return OTHER_SCRIPT * self.by_sounds(other);
        }
        let by_letters = share(
            &self.letters,
            &other.letters,
            alone_as_letter,
            change_of_letter,
        );
        // No likeness of sounds is worth more.
        if by_letters >= OTHER_SCRIPT {
            return by_letters;
        }
        by_letters.max(OTHER_SCRIPT * self.by_sounds(other))
    }

    /// The likeness of what is heard, in the readings of Cyrillic letters that agree best.
    fn by_sounds(&self, other: &Spelling<'_>) -> f64 {
        let pairs =
            { self.sounds().iter() }.flat_map(|a| other.sounds().iter().map(move |b| (a, b)));
        pairs
            .filter(|(a, b)| !a.is_empty() && !b.is_empty())
            .map(|(a, b)| share(a, b, alone_as_sound, change_of_sound))
            .fold(0.0, f64::max)
    }

    fn sounds(&self) -> &[Vec<char>] {
        self.sounds.get_or_init(|| {
            Reading::all(self.name)
                .map(|reading| sounds(self.name, reading))
                .collect()
        })
    }
}

/// A letter that tells the script of a name, which is the script of its first letter.
#[derive(PartialEq, Eq)]
enum Script {
    Latin,
    Arabic,
    Cyrillic,
    Other,
}

fn script(name: &str) -> Script {
    match name.chars().find(|c| c.is_alphabetic()) {
        Some('a'..='z') => Script::Latin,
        Some('\u{600}'..='\u{6ff}') => Script::Arabic,
        Some('\u{400}'..='\u{4ff}') => Script::Cyrillic,
        _ => Script::Other,
    }
}

/// The share of the longer word that an edit from one to the other leaves, given what a letter that
/// the other lacks costs, and what a letter in place of another.
fn share(
    a: &[char],
    b: &[char],
    alone: impl Fn(&[char], usize) -> f64,
    change: impl Fn(char, char) -> f64,
) -> f64 {
    let longer = a.len().max(b.len()).max(1);
    let mut row: Vec<f64> = vec![0.0];
    for j in 0..b.len() {
        row.push(row[j] + alone(b, j));
    }
    for i in 0..a.len() {
        let mut diagonal = row[0];
        row[0] += alone(a, i);
        for j in 0..b.len() {
            let both = diagonal + change(a[i], b[j]);
            let dropped = row[j + 1] + alone(a, i);
            let added = row[j] + alone(b, j);
            diagonal = row[j + 1];
            row[j + 1] = both.min(dropped).min(added);
        }
    }
    (1.0 - row[b.len()] / longer as f64).max(0.0)
}

fn alone_as_letter(word: &[char], at: usize) -> f64 {
    match word[at] {
        letter if at > 0 && word[at - 1] == letter => 0.1,
        ' ' | '-' => 0.1,
        'h' | 'ه' | 'ь' | 'ъ' => 0.25,
        letter if is_vowel_letter(letter) => 0.3,
        _ => 1.0,
    }
}

fn change_of_letter(a: char, b: char) -> f64 {
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
    sound(letter).is_some_and(is_vowel)
}

fn alone_as_sound(word: &[char], at: usize) -> f64 {
    match word[at] {
        sound if is_vowel(sound) => 0.2,
        'h' => 0.4,
        _ => 1.0,
    }
}

fn change_of_sound(a: char, b: char) -> f64 {
    const NEAR: [[char; 2]; 7] = [
        ['h', 'x'],
        ['g', 'k'],
        ['g', 'j'],
        ['s', 'S'],
        ['s', 'z'],
        ['b', 'f'],
        ['t', 'd'],
    ];
    if a == b {
        0.0
    } else if is_vowel(a) && is_vowel(b) {
        0.3
    } else if NEAR.contains(&[a, b]) || NEAR.contains(&[b, a]) {
        0.5
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn spellings_of_one_name_are_more_alike_than_two_names() {
        let same = [
            ("maarrat al numan", "maaret al noman"),
            ("qaim", "kaim"),
            ("hajjah", "hajja"),
            ("muadamiyat ash sham", "mouaddamiyet ech cham"),
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

    #[test]
    fn across_scripts_a_name_is_more_alike_than_its_neighbours() {
        for (name, same, other) in [
            ("al Sukkari", "السكري", "السكرية"),
            ("as Sukkariyah", "السكرية", "السكري"),
            ("Luhansk", "Луганськ", "Лисичанськ"),
            ("Homs", "Хомс", "Хама"),
            ("Hajjah", "حجة", "حماة"),
            ("Bucha", "بوتشا", "باريشا"),
        ] {
            let [name, same, other] = [name, same, other].map(fold);
            let (near, far) = (likeness(&name, &same), likeness(&name, &other));
            assert!(near > 0.8 && near > far, "{name}: {near} {far}");
        }
    }
}
