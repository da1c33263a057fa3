//! One whole number, without qualifiers, in words and digits.

use super::digits::{self, Digits};
use super::words::{Value, WORDS};
use crate::arabic::clitic::{self, Front};
use crate::arabic::token::{Kind, Token};

/// A whole number and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plain<'a> {
    pub value: u64,
    /// What stands in front of it in its first token.
    pub front: Front<'a>,
    pub next: usize,
    /// The scale with which it ends: 1,000 for "200 ألف".
    pub scale: Option<u64>,
}

/// The number that starts at token `at`.
pub(super) fn plain(tokens: &[Token], at: usize) -> Option<Plain<'_>> {
    read(tokens, first(tokens, at)?, true)
}

/// The number behind "و" at token `at`.
pub(super) fn behind_and(tokens: &[Token], at: usize) -> Option<Plain<'_>> {
    read(tokens, joined(tokens, at)?, true)
}

/// The number that starts at token `at`, without what "و" joins to it.
pub(super) fn without_and(tokens: &[Token], at: usize) -> Option<Plain<'_>> {
    read(tokens, first(tokens, at)?, false)
}

fn read<'a>(tokens: &[Token], first: Term<'a>, joins: bool) -> Option<Plain<'a>> {
    let mut sum = Sum::default();
    sum.add(first.word)?;
    let mut next = first.next;
    loop {
        if let Some(after) = sum.times_scale_at(tokens, next)? {
            next = after;
        } else if let Some(term) = joined(tokens, next).filter(|_| joins)
            && (first.front.article || !term.front.article)
            && sum.takes(term.word)
        {
            sum.add(term.word)?;
            next = term.next;
        } else {
            break;
        }
    }
    Some(Plain {
        value: sum.value()?,
        front: first.front,
        next,
        scale: sum.scale.filter(|_| sum.group == 0),
    })
}

/// What one word, or two without "و" between, say in a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Plain(u64),
    /// A scale without a number before it: a thousand.
    Scale(u64),
    TwoOf(u64),
    Digits(u64),
    /// Whole part, and the part behind the sign in that many digits.
    Decimal(u64, u64, u32),
    /// One over so many of the scale before it.
    Fraction(u64),
}

#[derive(Clone, Copy)]
struct Term<'a> {
    word: Word,
    front: Front<'a>,
    next: usize,
}

/// The first word of a number, perhaps behind clitics.
fn first(tokens: &[Token], at: usize) -> Option<Term<'_>> {
    clitic::fronts(&tokens.get(at)?.form).find_map(|front| {
        let (word, next) = word(tokens, at, front)?;
        // "الاثنين" is Monday.
        let monday = front.article && word == Word::Plain(2);
        let parted = front.letters == 0 || WORDS.is_parted(&tokens[at].form);
        (parted && !monday && !matches!(word, Word::Fraction(_))).then_some(Term {
            word,
            front,
            next,
        })
    })
}

/// A word of a number behind "و", which stands by itself before digits.
fn joined(tokens: &[Token], at: usize) -> Option<Term<'_>> {
    let form = &tokens.get(at)?.form;
    if form == "و" {
        let front = clitic::fronts(&tokens.get(at + 1)?.form).next()?;
        let (word, next) = word(tokens, at + 1, front)?;
        return Some(Term { word, front, next });
    }
    clitic::fronts(form)
        .filter(|front| front.joined && front.particle.is_none() && form.starts_with('و'))
        .find_map(|front| {
            let (word, next) = word(tokens, at, front)?;
            Some(Term { word, front, next })
        })
}

/// The word that `front` leaves of token `at`, with a ten or a hundred behind it.
fn word(tokens: &[Token], at: usize, front: Front<'_>) -> Option<(Word, usize)> {
    if tokens[at].kind == Kind::Number {
        let word = match digits::read(&tokens[at].form)? {
            Digits::Whole(n) => Word::Digits(n),
            Digits::Decimal(whole, part, length) => Word::Decimal(whole, part, length),
        };
        return Some((word, at + 1));
    }
    let second = tokens.get(at + 1).map_or("", |token| token.form.as_str());
    let ten = matches!(second, "عشر" | "عشره");
    if ten && let Some(units) = WORDS.before_ten(front.rest) {
        return Some((Word::Plain(10 + units), at + 2));
    }
    if let Some(units) = WORDS.before_tens(front.rest)
        && matches!(joined_value(tokens, at + 1), Some(20..=90))
    {
        return Some((Word::Plain(units), at + 1));
    }
    match WORDS.value(front.rest) {
        Some(Value::Plain(n @ 3..=9)) if ten => Some((Word::Plain(10 + n), at + 2)),
        Some(Value::Plain(n @ 3..=9)) if WORDS.value(second) == Some(Value::Plain(100)) => {
            Some((Word::Plain(100 * n), at + 2))
        }
        Some(Value::Plain(n)) => Some((Word::Plain(n), at + 1)),
        Some(Value::TwoOf(n)) => Some((Word::TwoOf(n), at + 1)),
        Some(Value::Scale(n)) => {
            // "ألفاً ومئتين": before "و" the two thousands would keep their nun.
            let one = WORDS.is_accusative(front.rest)
                && joined_value(tokens, at + 1).is_some_and(|value| value < n);
            (one || WORDS.stands_alone(front.rest)).then_some((Word::Scale(n), at + 1))
        }
        None => {
            let fraction = Word::Fraction(WORDS.fraction(front.rest)?);
            Some((fraction, at + 1))
        }
    }
}

/// What the one word behind "و" counts to, without what follows it.
fn joined_value(tokens: &[Token], at: usize) -> Option<u64> {
    let form = &tokens.get(at)?.form;
    if form == "و" {
        return match digits::read(&tokens.get(at + 1)?.form)? {
            Digits::Whole(n) => Some(n),
            Digits::Decimal(..) => None,
        };
    }
    let rest = form.strip_prefix('و')?;
    match WORDS.value(rest) {
        Some(Value::Plain(n) | Value::Scale(n) | Value::TwoOf(n)) => Some(n),
        None => WORDS.before_tens(rest).or(WORDS.before_ten(rest)),
    }
}

/// A number while its words are added up.
#[derive(Default)]
struct Sum {
    /// What is closed by a scale.
    total: u64,
    /// The scale that closed it last.
    scale: Option<u64>,
    /// The words since, below a thousand, or digits.
    group: u64,
    last: Option<Word>,
}

impl Sum {
    /// Whether a word behind "و" belongs to the same number: 7 and 20, 100 and 23, 36,000 and 118.
    fn takes(&self, word: Word) -> bool {
        let fresh = self.group == 0 && matches!(self.last, Some(Word::Scale(_) | Word::TwoOf(_)));
        let below = |n: u64| fresh && self.scale.is_some_and(|scale| n < scale);
        match word {
            Word::Plain(n) => {
                let last = match self.last {
                    Some(Word::Plain(last)) => last,
                    _ => 0,
                };
                let ten_behind_unit = (1..10).contains(&last) && (20..100).contains(&n);
                let behind_hundred = last >= 100 && n < 100;
                ten_behind_unit || behind_hundred || below(n)
            }
            Word::TwoOf(n) => below(n / 2),
            Word::Scale(n) | Word::Digits(n) => below(n),
            Word::Fraction(_) => fresh,
            Word::Decimal(..) => false,
        }
    }

    fn add(&mut self, word: Word) -> Option<()> {
        self.last = Some(word);
        match word {
            Word::Plain(n) | Word::Digits(n) => self.group = self.group.checked_add(n)?,
            Word::Decimal(..) => {}
            Word::Scale(n) => self.close(n, n)?,
            Word::TwoOf(n) => self.close(n, n / 2)?,
            Word::Fraction(part) => {
                let scale = self.scale?;
                self.total = self.total.checked_add(scale / part)?;
            }
        }
        Some(())
    }

    fn close(&mut self, value: u64, scale: u64) -> Option<()> {
        self.total = self.total.checked_add(value)?;
        self.scale = Some(scale);
        Some(())
    }

    /// A scale at token `at` multiplies the words since the last one. `None` where the number cannot
    /// be a whole one.
    fn times_scale_at(&mut self, tokens: &[Token], at: usize) -> Option<Option<usize>> {
        let scale = tokens.get(at).and_then(|token| WORDS.value(&token.form));
        let scale = match scale {
            Some(Value::Scale(n)) if self.scale.is_none_or(|scale| n < scale) => n,
            _ => return Some(None),
        };
        let value = match self.last {
            Some(Word::Decimal(whole, part, length)) => {
                let unit = 10u64.pow(length);
                let parts = whole.checked_mul(unit)?.checked_add(part)?;
                let product = parts.checked_mul(scale)?;
                product.is_multiple_of(unit).then_some(product / unit)?
            }
            _ if self.group > 0 => self.group.checked_mul(scale)?,
            _ => return Some(None),
        };
        self.group = 0;
        self.close(value, scale)?;
        self.last = Some(Word::Scale(scale));
        Some(Some(at + 1))
    }

    fn value(&self) -> Option<u64> {
        match self.last? {
            Word::Decimal(..) => None,
            _ => self.total.checked_add(self.group),
        }
    }
}
