//! The forms of a noun and of a verb that reports use.

use super::Number;
use crate::arabic::token::tokens;

/// The folded spelling of words.
pub fn folded(words: &str) -> String {
    let forms: Vec<String> = tokens(words).into_iter().map(|t| t.form).collect();
    forms.join(" ")
}

/// The forms of a noun in the singular, its duals, and its sound plural if it has one. A phrase is
/// inflected in its first word alone.
pub fn noun(singular: &str, sound: bool) -> Vec<(String, Number)> {
    let whole = folded(singular);
    let (word, rest) = whole.split_once(' ').unwrap_or((&whole, ""));
    let mut forms = vec![(word.to_owned(), Number::One)];
    if let Some(stem) = word.strip_suffix('ه') {
        for ending in ["تان", "تين", "تا", "تي"] {
            forms.push((format!("{stem}{ending}"), Number::Two));
        }
        if sound {
            forms.push((format!("{stem}ات"), Number::More));
        }
    } else {
        forms.push((format!("{word}ا"), Number::OneOrTwo));
        forms.push((format!("{word}ان"), Number::Two));
        let oblique = match sound {
            true => Number::TwoOrMore,
            false => Number::Two,
        };
        forms.push((format!("{word}ين"), oblique));
        if sound {
            for ending in ["ون", "و", "ي"] {
                forms.push((format!("{word}{ending}"), Number::More));
            }
        } else {
            forms.push((format!("{word}ي"), Number::Two));
        }
    }
    let join = |(first, number): (String, Number)| match rest {
        "" => (first, number),
        rest => (format!("{first} {rest}"), number),
    };
    forms.into_iter().map(join).collect()
}

/// The duals of a noun with its adjective: صاروخين مجنحين.
pub fn duals(phrase: &str) -> Vec<String> {
    let whole = folded(phrase);
    let mut words = whole.split(' ');
    let (Some(noun), Some(adjective), None) = (words.next(), words.next(), words.next()) else {
        return Vec::new();
    };
    let dual = |word: &str, ending: &str| match word.strip_suffix('ه') {
        Some(stem) => format!("{stem}ت{ending}"),
        None => format!("{word}{ending}"),
    };
    let both = ["ان", "ين"].into_iter();
    both.map(|ending| format!("{} {}", dual(noun, ending), dual(adjective, ending)))
        .collect()
}

/// The feminine of a noun, with its duals and its plural.
pub fn feminine(singular: &str) -> Vec<(String, Number)> {
    let word = folded(singular);
    match word.contains(' ') || word.ends_with('ه') {
        true => Vec::new(),
        false => noun(&format!("{word}ه"), true),
    }
}

/// The persons of a verb's perfect, with whether the form follows its subject in number.
pub fn perfect(verb: &str) -> Vec<(String, bool)> {
    inflect(verb, |word| {
        // A verb in ى is either like قضى (قضت، قضوا) or like لقي (لقيت، لقوا).
        let weak = word.strip_suffix(['ي', 'ا']);
        let short = weak.unwrap_or(word);
        // "أصيب" is short before the ending of several women: أصبن.
        let letters: Vec<char> = word.chars().collect();
        let women = match letters.as_slice() {
            [first, second, 'ي', last] => format!("{first}{second}{last}ن"),
            _ => format!("{word}ن"),
        };
        vec![
            (format!("{word}ت"), false),
            (format!("{word}تا"), true),
            (word.to_owned(), false),
            (format!("{short}ت"), false),
            (format!("{word}ا"), true),
            (format!("{short}تا"), true),
            (format!("{short}وا"), true),
            (format!("{short}و"), true),
            (women, true),
            (format!("{word}نا"), false),
        ]
    })
}

/// The persons of a verb's imperfect, which is given in the third person: يقتل.
pub fn imperfect(verb: &str) -> Vec<(String, bool)> {
    inflect(verb, |word| {
        let Some(rest) = word.strip_prefix('ي') else {
            return vec![(word.to_owned(), false)];
        };
        let short = rest.strip_suffix('ي').unwrap_or(rest);
        vec![
            (word.to_owned(), false),
            (format!("ت{rest}"), false),
            (format!("ن{rest}"), false),
            (format!("ي{short}ون"), true),
            (format!("ي{short}وا"), true),
            (format!("ي{rest}ان"), true),
            (format!("ت{rest}ان"), true),
        ]
    })
}

fn inflect(verb: &str, forms: impl Fn(&str) -> Vec<(String, bool)>) -> Vec<(String, bool)> {
    let whole = folded(verb);
    match whole.split_once(' ') {
        None => forms(&whole),
        Some((word, rest)) => forms(word)
            .into_iter()
            .map(|(form, follows)| (format!("{form} {rest}"), follows))
            .collect(),
    }
}
