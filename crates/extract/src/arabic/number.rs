//! Numbers in words and digits, with their qualifiers, by the table of the claims format.
//!
//! A number word shows the gender of what is counted and its case; the table of words brings all forms
//! to one value. "و" joins the words of one number ("سبعة وعشرون", 27) and joins two numbers: what can
//! follow inside one is told by size, and the counted noun ends it.

use tollbook_record::Count;

use super::clitic::{self, Front};
use super::token::{Kind, Token};
use crate::count::{Core, Qualifier};

mod digits;
mod plain;
mod words;

use plain::{Plain, behind_and, plain, without_and};
use words::{Value, WORDS};

/// A number read from tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// What it counts to.
    pub count: Count,
    /// The token after it and its qualifiers.
    pub next: usize,
    /// Letters of the first token that belong to no number: a clitic.
    pub letters: usize,
    /// Whether it stands behind the article: "الثلاثة".
    pub definite: bool,
    /// Whether only a noun of people behind it makes it a number of people: "حتى 15", "2016".
    pub weak: bool,
    /// Whether its words say that it counts no people: "الساعة 5", "23 ملم", "72%".
    pub thing: bool,
}

/// The number with its qualifiers that starts at token `at`, if one does.
pub fn read(tokens: &[Token], at: usize) -> Option<Number> {
    if !WORDS.starts.has(tokens.get(at)?) {
        return None;
    }
    let lead = qualifiers_before(tokens, at);
    let (core, front, after) = core(tokens, lead.next)?;
    let bracketed = lead.next > at && opens(&tokens[lead.next - 1]);
    let closed = bracketed && tokens.get(after).is_some_and(closes);
    let after = after + usize::from(closed);
    let (qualifier, next) = match qualifier_after(tokens, after) {
        Some((qualifier, next)) => (qualifier, next),
        None => (lead.qualifier, after),
    };
    let share = WORDS.percent.whole(tokens, next).map(|found| found.next);
    let first = lead.first.unwrap_or(front);
    let year = lead.first.is_none() && is_like_a_year(tokens, at, next);
    Some(Number {
        count: core.qualified(qualifier)?,
        next: share.unwrap_or(next),
        letters: first.letters,
        definite: front.article,
        weak: lead.weak || year,
        thing: share.is_some()
            || is_label(tokens, at)
            || counts_things(tokens, next)
            || is_listed_thing(tokens, next),
    })
}

/// A mark that may open before a number that is set off: "(260)", "«124»".
pub fn opens(token: &Token) -> bool {
    ['(', '«', '“', '"'].iter().any(|mark| token.is(*mark))
}

/// The mark that closes behind such a number.
pub fn closes(token: &Token) -> bool {
    [')', '»', '”', '"'].iter().any(|mark| token.is(*mark))
}

/// The qualifier behind a number, or behind the noun that it counts: "على الأقل", "أو أكثر", "+".
pub fn qualifier_after(tokens: &[Token], at: usize) -> Option<(Qualifier, usize)> {
    if tokens.get(at)?.is('+') {
        return Some((Qualifier::AtLeast, at + 1));
    }
    let found = WORDS.after.whole(tokens, at)?;
    // "9 قتلى وأكثر من 23 جريحا": the qualifier of the next number.
    let of_next = tokens.get(found.next).is_some_and(|t| t.form == "من")
        && tokens[found.next - 1].form.ends_with("اكثر");
    (!of_next).then_some((found.says, found.next))
}

/// The count of a number with the qualifier that stands behind its noun.
pub fn requalified(count: Count, qualifier: Qualifier) -> Option<Count> {
    let Count::Stated { range, .. } = count else {
        return Some(count);
    };
    Core::Span(range.min()?, range.max()?).qualified(qualifier)
}

/// The ordinal at token `at`, "الخامس", "الثاني عشر", "الحادي والعشرين", and the token after it.
pub fn ordinal(tokens: &[Token], at: usize) -> Option<(u64, usize)> {
    let front = clitic::front(&tokens.get(at)?.form, |rest| WORDS.ordinal(rest).is_some())?;
    let units = WORDS.ordinal(front.rest)?;
    let Some(second) = tokens.get(at + 1) else {
        return Some((units, at + 1));
    };
    if matches!(second.form.as_str(), "عشر" | "عشره") && units < 10 {
        return Some((units + 10, at + 2));
    }
    let tens = clitic::fronts(&second.form)
        .filter(|front| front.joined && front.article)
        .find_map(|front| match WORDS.value(front.rest) {
            Some(Value::Plain(n @ 20..=90)) => Some(n),
            _ => None,
        });
    match tens {
        Some(tens) if units < 10 => Some((tens + units, at + 2)),
        _ => Some((units, at + 1)),
    }
}

/// The words of ordinals and of cardinals, in their normal form.
pub fn words() -> impl Iterator<Item = &'static str> {
    WORDS.of_numbers()
}

/// Whether the word before token `at` makes a number there a name or a measure: "رقم 5".
pub fn is_label(tokens: &[Token], at: usize) -> bool {
    // "قتل انفجار اليوم اثنين": today is no day of the month.
    let named = |before: &Token| {
        before.is('%') || before.form != "اليوم" && WORDS.labels.before(tokens, at).is_some()
    };
    at > 0 && named(&tokens[at - 1])
}

/// Whether what is counted at token `at` is no people: "كيلومتر", "عاماً".
pub fn counts_things(tokens: &[Token], at: usize) -> bool {
    WORDS.things.whole(tokens, at).is_some()
}

/// Whether a number before token `at` counts what the number behind "و" counts: "8 و10 سنوات".
fn is_listed_thing(tokens: &[Token], at: usize) -> bool {
    let second = tokens
        .get(at)
        .filter(|t| matches!(t.form.as_str(), "و" | "او"));
    let number = second.and_then(|_| plain(tokens, at + 1));
    number.is_some_and(|number| counts_things(tokens, number.next))
}

/// Words that stand before a number and are none: "between", "from", "some and twenty".
const OPENERS: [&str; 8] = ["بين", "من", "ما", "مابين", "بضعه", "بضع", "نيف", "نيفا"];

struct Lead<'a> {
    qualifier: Qualifier,
    weak: bool,
    /// What stood in front of the first qualifier.
    first: Option<Front<'a>>,
    next: usize,
}

fn qualifiers_before(tokens: &[Token], at: usize) -> Lead<'_> {
    let mut lead = Lead {
        qualifier: Qualifier::Exactly,
        weak: false,
        first: None,
        next: at,
    };
    loop {
        let strong = WORDS.before.at(tokens, lead.next);
        let Some(found) = strong.or_else(|| WORDS.weak.at(tokens, lead.next)) else {
            break;
        };
        if found.says != Qualifier::Exactly {
            lead.qualifier = found.says;
        }
        lead.weak |= strong.is_none();
        if lead.first.is_none() {
            let form = &tokens[lead.next].form;
            lead.first = clitic::fronts(form).find(|front| front.letters == found.letters);
        }
        lead.next = found.next;
    }
    // "نحو الـ20", "يقدر بـ15": a particle by itself before digits.
    if lead.first.is_some()
        && tokens
            .get(lead.next)
            .is_some_and(|t| matches!(t.form.as_str(), "ال" | "ب"))
        && tokens
            .get(lead.next + 1)
            .is_some_and(|t| t.kind == Kind::Number)
    {
        lead.next += 1;
    }
    // "نحو (260) شهيداً"
    let bracket = |at: usize| tokens.get(at).is_some_and(opens);
    let digits = tokens
        .get(lead.next + 1)
        .is_some_and(|t| t.kind == Kind::Number);
    if lead.first.is_some() && bracket(lead.next) && digits {
        lead.next += 1;
    }
    lead
}

fn core(tokens: &[Token], at: usize) -> Option<(Core, Front<'_>, usize)> {
    between(tokens, at)
        .or_else(|| odd(tokens, at))
        .or_else(|| vague(tokens, at))
        .or_else(|| range(tokens, at))
}

/// "بين 30 و40", "ما بين خمسة إلى سبعة", "من 30 إلى 40"
fn between(tokens: &[Token], at: usize) -> Option<(Core, Front<'_>, usize)> {
    let first = tokens.get(at)?;
    let front = clitic::front(&first.form, |rest| {
        matches!(rest, "بين" | "من" | "ما" | "مابين")
    })?;
    let (and, inside) = match front.rest {
        "بين" | "مابين" => (true, at + 1),
        "ما" if tokens.get(at + 1)?.form == "بين" => (true, at + 2),
        "من" => (false, at + 1),
        _ => return None,
    };
    // "بين خمسة وعشرين" is from 5 to 20.
    let lows = [plain(tokens, inside), without_and(tokens, inside)];
    for low in lows.into_iter().flatten() {
        let joint = tokens.get(low.next).map(|t| t.form.as_str());
        let high = match joint {
            Some("الي" | "حتي" | "-" | "–") => plain(tokens, low.next + 1),
            // "بين عشرة أشخاص واثني عشر"
            _ if and => behind_and(tokens, low.next).or_else(|| behind_and(tokens, low.next + 1)),
            _ => None,
        };
        if let Some(high) = high
            && low.value < high.value
        {
            let span = Core::Span(whole_number(scaled(low, high))?, whole_number(high.value)?);
            return Some((span, front, high.next));
        }
    }
    None
}

/// "30-40", "ثلاثة إلى خمسة", "خمسة أو ستة"; or one number.
fn range(tokens: &[Token], at: usize) -> Option<(Core, Front<'_>, usize)> {
    if is_inside_ordinal(tokens, at) {
        return None;
    }
    let low = plain(tokens, at)?;
    let front = low.front;
    let exact = (Core::Exact(whole_number(low.value)?), front, low.next);
    let joint = tokens.get(low.next).map(|t| t.form.as_str());
    // "منذ أكتوبر 2023 إلى 65 ألفاً": from a year to a toll is no span.
    let dated = joint == Some("الي") && is_like_a_year(tokens, at, low.next);
    if dated || !matches!(joint, Some("-" | "–" | "—" | "الي" | "او")) {
        return Some(exact);
    }
    match plain(tokens, low.next + 1) {
        Some(high) if low.value < high.value => {
            let span = Core::Span(whole_number(scaled(low, high))?, whole_number(high.value)?);
            Some((span, front, high.next))
        }
        _ => Some(exact),
    }
}

/// "بين 100 و200 ألف": the scale behind the second number is that of the first as well.
fn scaled(low: Plain<'_>, high: Plain<'_>) -> u64 {
    match high.scale {
        Some(scale)
            if low.value < 1000
                && high.value.is_multiple_of(scale)
                && low.value < high.value / scale =>
        {
            low.value * scale
        }
        _ => low.value,
    }
}

fn vague(tokens: &[Token], at: usize) -> Option<(Core, Front<'_>, usize)> {
    let found = WORDS.vague.at(tokens, at)?;
    let form = &tokens[at].form;
    let front = clitic::fronts(form).find(|front| front.letters == found.letters)?;
    let of = usize::from(tokens.get(found.next).is_some_and(|t| t.form == "من"));
    Some((Core::Vague(found.says), front, found.next + of))
}

/// "بضعة عشر" (13 to 19), "بضعة وعشرون" and "نيف وعشرون" (21 to 29), "نصف مليون".
fn odd(tokens: &[Token], at: usize) -> Option<(Core, Front<'_>, usize)> {
    let first = tokens.get(at)?;
    let front = clitic::front(&first.form, |rest| {
        matches!(rest, "بضعه" | "بضع" | "نيف" | "نيفا") || WORDS.fraction(rest).is_some()
    })?;
    if let Some(part) = WORDS.fraction(front.rest) {
        let scale = match WORDS.value(&tokens.get(at + 1)?.form)? {
            Value::Scale(scale) => scale,
            _ => return None,
        };
        return Some((Core::Round(whole_number(scale / part)?), front, at + 2));
    }
    let second = &tokens.get(at + 1)?.form;
    if matches!(second.as_str(), "عشر" | "عشره") {
        return Some((Core::Span(13, 19), front, at + 2));
    }
    let tens = behind_and(tokens, at + 1)?;
    let round = (20..=90).contains(&tens.value) && tens.value % 10 == 0;
    let low = whole_number(tens.value).filter(|_| round)?;
    Some((Core::Span(low + 1, low + 9), front, tens.next))
}

fn whole_number(n: u64) -> Option<u32> {
    u32::try_from(n).ok()
}

/// "عشر" in "الثاني عشر", "والعشرين" in "الحادي والعشرين".
fn is_inside_ordinal(tokens: &[Token], at: usize) -> bool {
    at > 0 && ordinal(tokens, at - 1).is_some_and(|(_, next)| next > at)
}

/// A bare number that is more often a year than a count of people.
fn is_like_a_year(tokens: &[Token], at: usize, next: usize) -> bool {
    next == at + 1
        && tokens[at].kind == Kind::Number
        && tokens[at].form.len() == 4
        && matches!(tokens[at].form.parse(), Ok(1400u32..=1460 | 1900..=2100))
}

#[cfg(test)]
mod tests;
