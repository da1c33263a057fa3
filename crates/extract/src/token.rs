//! Text to tokens: words, numbers and marks, each with its byte range.

use std::ops::Range;

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Letters, also with hyphens, apostrophes and digits among them ("al-Sha'ar", "AK-47").
    Word,
    /// A whole number, thousands separators read.
    Number(u32),
    /// "63-year-old", "15 year old"
    Age(u8),
    /// "4th"
    Ordinal(u32),
    /// "22:17"
    Clock(u8),
    /// "12/04/2019", "2016-04-28": read by the date grammar.
    Date,
    /// A number that counts no people: "2.5", "107-mm".
    Measure,
    /// One mark of punctuation or symbol.
    Mark(char),
}

/// A token of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// Past the last byte.
    pub end: usize,
    /// What it looks like.
    pub shape: Shape,
}

/// Abbreviations that keep their full stop; lower case, without it.
const ABBREVIATIONS: &[&str] = &[
    "dr", "mr", "mrs", "ms", "prof", "gen", "col", "capt", "maj", "lt", "sgt", "cpl", "brig",
    "rev", "gov", "dept", "incl", "approx", "est", "ca", "nr", "no", "st", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "mon", "tue", "wed", "thu",
    "fri", "sat", "sun", "vs", "etc", "min", "hon", "messrs", "fig", "art", "b",
];

/// The tokens of `text`, in order; white space is left out.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() || is_invisible(c) {
            at += c.len_utf8();
        } else if c.is_alphanumeric() {
            at = word(text, at, &mut out);
        } else if let Some(length) = possessive(&text[at..]).filter(|_| follows_word(&out, at)) {
            out.push(Token {
                start: at,
                end: at + length,
                shape: Shape::Word,
            });
            at += length;
        } else {
            let end = at + c.len_utf8();
            out.push(Token {
                start: at,
                end,
                shape: Shape::Mark(c),
            });
            at = end;
        }
    }
    out
}

/// The words of a phrase of the lexicon, cut as in reports.
pub fn words(phrase: &str) -> impl Iterator<Item = &str> {
    tokens(phrase).into_iter().map(|t| &phrase[t.start..t.end])
}

/// Marks of direction and joining, which stand inside and beside words without a meaning here.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

fn follows_word(out: &[Token], at: usize) -> bool {
    out.last()
        .is_some_and(|t| t.end == at && !matches!(t.shape, Shape::Mark(_)))
}

/// Length of a possessive "'s" at the start of `rest`.
fn possessive(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix(['\'', '’'])?;
    let tail = after.strip_prefix(['s', 'S'])?;
    (!tail.starts_with(char::is_alphanumeric)).then(|| rest.len() - tail.len())
}

/// Takes the word or number at `start`, appends its tokens and returns where it ends.
fn word(text: &str, start: usize, out: &mut Vec<Token>) -> usize {
    let end = start + word_length(&text[start..]);
    let piece = &text[start..end];
    if let Some(parts) = number_range(piece) {
        for part in parts {
            let (from, to) = (start + part.start, start + part.end);
            out.push(Token {
                start: from,
                end: to,
                shape: shape(&text[from..to]),
            });
        }
        return end;
    }
    let end = abbreviation_end(text, start, end);
    let (end, shape) = match age(&text[start..]) {
        Some((length, years)) => (start + length, Shape::Age(years)),
        None => (end, shape(&text[start..end])),
    };
    out.push(Token { start, end, shape });
    end
}

/// Length and years of an age that stands before a noun: "63-year-old", "15 year old", "15 year-old". "15 years old" stands behind one,
/// and there its words are read apart.
fn age(rest: &str) -> Option<(usize, u8)> {
    const JOINTS: &[char] = &['-', '‑', ' ', '\u{a0}'];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let years: u8 = rest[..digits].parse().ok().filter(|years| *years <= 120)?;
    let after = rest[digits..].strip_prefix(JOINTS)?;
    let word = |rest: &str, word: &str| {
        let head = rest.get(..word.len())?;
        head.eq_ignore_ascii_case(word).then_some(word.len())
    };
    let spaced = rest[digits..].starts_with([' ', '\u{a0}']);
    let plural = word(after, "years").filter(|_| !spaced);
    let unit = plural
        .or_else(|| word(after, "year"))
        .or_else(|| word(after, "yr"))?;
    let after = after[unit..].strip_prefix(JOINTS)?;
    let old = word(after, "old")?;
    let closed = !after[old..].starts_with(|c: char| c.is_alphanumeric());
    closed.then(|| (rest.len() - after.len() + old, years))
}

/// How far a word reaches: letters and digits, joined by hyphens, and by apostrophes, full stops,
/// commas, colons and slashes where they stand inside a name, a number, a time or a date.
fn word_length(rest: &str) -> usize {
    let mut end = 0;
    let mut last = ' ';
    for (at, c) in rest.char_indices() {
        let next = || rest[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let inside = match c {
            c if c.is_alphanumeric() || is_mark_of_letter(c) => true,
            '-' | '‑' => next().is_alphanumeric(),
            '\'' | '’' | 'ʿ' | 'ʾ' | 'ʼ' => {
                next().is_alphabetic() && !is_contraction(&rest[at..])
            }
            '.' => last.is_ascii_digit() && next().is_ascii_digit() || is_initialism(rest, at),
            ',' => last.is_ascii_digit() && is_thousands(&rest[at + 1..]),
            ':' | '/' => last.is_ascii_digit() && next().is_ascii_digit(),
            _ => false,
        };
        if !inside {
            break;
        }
        last = c;
        end = at + c.len_utf8();
    }
    end
}

/// Combining marks of Arabic and Latin letters are no letters by themselves.
fn is_mark_of_letter(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// "'s" and the like, which end a word; "Ba'aj" and "Sana'a" go on.
fn is_contraction(rest: &str) -> bool {
    let letters: String = rest
        .chars()
        .skip(1)
        .take_while(|c| c.is_alphanumeric())
        .collect();
    matches!(letters.as_str(), "s" | "S")
}

/// Three digits and no fourth.
fn is_thousands(rest: &str) -> bool {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3
}

/// "U.N", "a.m": a full stop between single letters.
fn is_initialism(rest: &str, at: usize) -> bool {
    let single = |s: &str| {
        s.chars().next().is_some_and(char::is_alphabetic)
            && s.chars().nth(1).is_none_or(|c| !c.is_alphanumeric())
    };
    let before = rest[..at].rsplit('.').next().unwrap_or_default();
    before.chars().count() == 1 && single(before) && single(&rest[at + 1..])
}

/// Past the full stop of an abbreviation, if the word is one.
fn abbreviation_end(text: &str, start: usize, end: usize) -> usize {
    if !text[end..].starts_with('.') {
        return end;
    }
    let word = &text[start..end];
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase)
        || word.contains('.') && word.ends_with(char::is_alphabetic);
    let known = || ABBREVIATIONS.contains(&word.to_lowercase().as_str());
    if initial || known() { end + 1 } else { end }
}

/// The parts of "30-35": two whole numbers and the hyphen. A date ("2016-04-28") is none.
fn number_range(piece: &str) -> Option<[Range<usize>; 3]> {
    let at = piece.find(['-', '‑'])?;
    let mark = piece[at..].chars().next()?.len_utf8();
    let whole = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit() || b == b',');
    (whole(&piece[..at]) && whole(&piece[at + mark..])).then_some([
        0..at,
        at..at + mark,
        at + mark..piece.len(),
    ])
}

fn shape(piece: &str) -> Shape {
    let first = piece.chars().next().unwrap_or(' ');
    if !first.is_numeric() {
        let alone = piece.len() == first.len_utf8() && !first.is_alphanumeric();
        return if alone {
            Shape::Mark(first)
        } else {
            Shape::Word
        };
    }
    let western: String = piece.chars().map(western_digit).collect();
    numeric_shape(&western)
}

fn western_digit(c: char) -> char {
    let of = |zero: u32| char::from(b'0' + (c as u32 - zero) as u8);
    match c {
        '٠'..='٩' => of('٠' as u32),
        '۰'..='۹' => of('۰' as u32),
        _ => c,
    }
}

fn numeric_shape(piece: &str) -> Shape {
    let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
    let lead: u32 = piece[..digits].parse().unwrap_or(u32::MAX);
    let rest = &piece[digits..];
    let plain = piece.replace(',', "");
    if let Ok(n) = plain.parse::<u32>() {
        return Shape::Number(n);
    }
    match rest {
        "st" | "nd" | "rd" | "th" => return Shape::Ordinal(lead),
        "s" => return Shape::Word,
        _ => {}
    }
    let only = |allowed: &[u8]| {
        rest.bytes()
            .all(|b| b.is_ascii_digit() || allowed.contains(&b))
    };
    if rest.is_empty() {
        Shape::Measure
    } else if only(b":") && lead < 24 {
        Shape::Clock(lead as u8)
    } else if only(b"/") || only(b"-") && rest.len() > 4 {
        Shape::Date
    } else {
        Shape::Measure
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let shown: Vec<&str> = tokens(text).iter().map(|t| &text[t.start..t.end]).collect();
        assert_eq!(shown.join("|"), expect, "{text}");
    }

    #[test]
    fn words_names_and_possessives() {
        check(
            "Ba'aj's al-Sha‘ar, don't!",
            "Ba'aj|'s|al-Sha|‘|ar|,|don't|!",
        );
        check("Sana'a and Ma’arrat", "Sana'a|and|Ma’arrat");
        check(
            "the U.N. at 9 a.m. said Dr. X.",
            "the|U.N.|at|9|a.m.|said|Dr.|X.",
        );
        check("AK-47 anti-Balaka M23", "AK-47|anti-Balaka|M23");
    }

    #[test]
    fn numbers_ranges_times_and_dates() {
        check(
            "30-35 of 42,871, 2.5; 22:17",
            "30|-|35|of|42,871|,|2.5|;|22:17",
        );
        check("12/04/2019 2016-04-28 23/5", "12/04/2019|2016-04-28|23/5");
        check(
            "63-year-old 107-mm 4th 30+ ~20",
            "63-year-old|107-mm|4th|30|+|~|20",
        );
        check("٢٦ قتيلا", "٢٦|قتيلا");
    }

    #[test]
    fn shapes() {
        let of = |text| tokens(text)[0].shape;
        assert_eq!(of("42,871"), Shape::Number(42871));
        assert_eq!(of("٢٦"), Shape::Number(26));
        assert_eq!(of("63-year-old"), Shape::Age(63));
        assert_eq!(of("15 year-old boy"), Shape::Age(15));
        assert_eq!(of("15 YEAR OLD boy"), Shape::Age(15));
        assert_eq!(of("15-year old boy"), Shape::Age(15));
        assert_eq!(of("15 years old"), Shape::Number(15));
        assert_eq!(of("15 year older"), Shape::Number(15));
        assert_eq!(of("2015 year old"), Shape::Number(2015));
        assert_eq!(of("22:17"), Shape::Clock(22));
        assert_eq!(of("4th"), Shape::Ordinal(4));
        assert_eq!(of("2.5"), Shape::Measure);
        assert_eq!(of("107-mm"), Shape::Measure);
        assert_eq!(of("12/04/2019"), Shape::Date);
        assert_eq!(of("99999999999"), Shape::Measure);
    }
}
