//! The forms in which a name is looked up.
//!
//! Reports write "al-Bab", "Al Bab" and "El-Bab"; tables write "Al Bāb" or "Bab". The plain form of
//! a name is its words as they stand, parted at spaces and hyphens. The bare form leaves out the
//! Arabic article and a silent final h, so that all of these have one bare form.

use tollbook_record::text::key::is_article;

/// How the words of a name are brought to a form.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As they stand.
    Plain,
    /// Without articles: the words are a name from its first to its last.
    Bare,
    /// Without articles, but the first word may be English: "At Tabqa" can begin a sentence.
    BareInText,
}

/// What parts the pieces of a word.
const HYPHENS: [char; 4] = ['-', '‐', '‑', '–'];

/// A piece of a word, parted at hyphens.
#[derive(Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    /// Which word it is of.
    word: usize,
    /// Whether the word goes on after it.
    goes_on: bool,
}

/// Hashes of a name's beginnings, one for each piece, in `form`; with each the number of words up to
/// there, where a word ends there.
pub fn prefixes<'a>(
    words: impl Iterator<Item = &'a str>,
    form: Form,
) -> impl Iterator<Item = (u64, Option<usize>)> {
    let mut pieces = pieces(words).peekable();
    let mut hash = Hash::new();
    let mut is_first = true;
    std::iter::from_fn(move || {
        loop {
            let piece = pieces.next()?;
            let begins = std::mem::take(&mut is_first);
            if form != Form::Plain
                && is_article(piece.text)
                && let Some(next) = pieces.peek()
                && is_left_out(piece, next.text, begins && form == Form::BareInText)
            {
                continue;
            }
            let text = if form == Form::Plain {
                piece.text
            } else {
                bare(piece.text)
            };
            hash.add(text);
            return Some((hash.value(), (!piece.goes_on).then_some(piece.word + 1)));
        }
    })
}

/// The first hashes of the names that can begin with a word, in every form and behind every clitic; none for what
/// may be an article of the next word.
pub fn openings(first: &str) -> impl Iterator<Item = Option<u64>> {
    let plain = opening(first, Form::Plain);
    let words = std::iter::once(first).chain(without_clitics(first));
    let bare = words.map(|word| opening(word, Form::BareInText));
    [plain]
        .into_iter()
        .chain(bare.filter(move |bare| *bare != plain))
}

/// The first of the hashes that [`prefixes`] gives, where the first word alone decides it: unless it may be an
/// article of what follows.
fn opening(first: &str, form: Form) -> Option<u64> {
    let mut pieces = first.split(HYPHENS).filter(|piece| !piece.is_empty());
    let piece = pieces.next()?;
    if form != Form::Plain && is_article(piece) {
        return None;
    }
    let mut hash = Hash::new();
    hash.add(if form == Form::Plain {
        piece
    } else {
        bare(piece)
    });
    Some(hash.value())
}

/// The hash of a whole name.
pub fn whole(words: &[&str], form: Form) -> Option<u64> {
    let prefixes = prefixes(words.iter().copied(), form);
    prefixes.last().map(|(hash, _)| hash)
}

fn pieces<'a>(words: impl Iterator<Item = &'a str>) -> impl Iterator<Item = Piece<'a>> {
    words.enumerate().flat_map(|(word, text)| {
        let mut parts = text.split(HYPHENS).filter(|p| !p.is_empty()).peekable();
        std::iter::from_fn(move || {
            let text = parts.next()?;
            Some(Piece {
                text,
                word,
                goes_on: parts.peek().is_some(),
            })
        })
    })
}

/// Whether the piece, which may be an article, is one of the next one. Before a sun letter the article takes its sound
/// (as-Suwayda, ash-Sham); without that agreement "as" and "at" are other words.
fn is_left_out(piece: Piece<'_>, next: &str, may_be_english: bool) -> bool {
    let consonants = piece.text.trim_start_matches(['a', 'e', 'i', 'u']);
    consonants == "l" || (next.starts_with(consonants) && (piece.goes_on || !may_be_english))
}

/// A word without what its spellings differ in: an Arabic article, a silent final h.
pub fn bare(piece: &str) -> &str {
    if piece.is_ascii() {
        match piece.strip_suffix('h') {
            Some(open) if open.ends_with('a') && open.len() >= 3 => open,
            _ => piece,
        }
    } else {
        piece
            .strip_prefix("ال")
            .filter(|rest| rest.chars().count() >= 2)
            .unwrap_or(piece)
    }
}

/// The word without each of the Arabic one-letter words that can stand in front of a name.
pub fn without_clitics(word: &str) -> impl Iterator<Item = &str> {
    const CLITICS: [&str; 9] = ["و", "ف", "ب", "ل", "ك", "وب", "ول", "لل", "ولل"];
    let may_have_one = word.starts_with(['و', 'ف', 'ب', 'ل', 'ك']);
    let clitics = CLITICS.iter().filter(move |_| may_have_one);
    { clitics }
        .filter_map(|clitic| word.strip_prefix(clitic))
        .filter(|rest| rest.chars().count() >= 3)
}

/// FNV-1a over the pieces of a name, each with a space after it.
pub struct Hash(u64);

impl Hash {
    pub fn new() -> Hash {
        Hash(0xcbf2_9ce4_8422_2325)
    }

    pub fn add_byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }

    fn add(&mut self, piece: &str) {
        piece
            .bytes()
            .chain([b' '])
            .for_each(|byte| self.add_byte(byte));
    }

    /// Spreads the bits, since the tables take their slot from the ends of the number.
    pub fn value(&self) -> u64 {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 29)
    }
}
