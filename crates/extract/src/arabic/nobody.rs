//! Figures of zero: "لا إصابات", "لم تُسجَّل أي وفيات", "دون وقوع ضحايا".

use std::ops::Range;

use tollbook_record::{Count, CountRange, Effect, Who};

use super::doc::Doc;
use super::figure::Told;
use super::group::{Group, Share};
use super::lexicon::{Cue, Gram};

/// How far behind the negation the noun may stand.
const REACH: usize = 6;

/// The figures of zero in a clause.
pub fn find(doc: &Doc<'_>, span: &Range<usize>) -> Vec<Told> {
    let mut out = Vec::new();
    let mut at = span.start;
    while at < span.end {
        let found = doc.has(at, Gram::NEGATION).then(|| read(doc, at, span.end));
        match found.flatten() {
            Some(told) => {
                at = told.group.tokens.end;
                out.push(told);
            }
            None => at += 1,
        }
    }
    out
}

fn read(doc: &Doc<'_>, at: usize, end: usize) -> Option<Told> {
    // "لا يزالون عالقين": what goes on is no absence.
    if doc.stem_in(at + 1, Cue::STILL) {
        return None;
    }
    let mut noun_at = caused(doc, at, end);
    for i in at + 1..end.min(at + REACH) {
        if noun_at.is_some() {
            break;
        }
        let unknown_yet = doc.stem_in(i, Cue::UNKNOWN_YET);
        if unknown_yet
            || doc.is_mark(i)
            || doc.has(i, Gram::STOP)
                && !is_anybody(doc, at, i)
                && !matches!(doc.form(i), "عن" | "اي" | "ذلك" | "من" | "الي")
        {
            return None;
        }
        // "لا يزال 9 جرحى": who is counted is not nobody.
        if doc.number(i).is_some() && !is_anybody(doc, at, i) {
            return None;
        }
        let word = &doc.words[i];
        let dead = word.lex.noun.is_some_and(|n| n.effect.is_some());
        // "لم يُقتل أي شخص", "لم يصب أي من الركاب".
        let of = usize::from(doc.form(i - 1) == "من" && word.article);
        let any = word.lex.noun.is_some()
            && i > of
            && matches!(doc.form(i - 1 - of), "اي" | "اية" | "ايه")
            && hurts(doc, at, i);
        if word.has(Gram::NOBODY) || dead || any || is_anybody(doc, at, i) {
            noun_at = Some(i);
            break;
        }
    }
    let noun_at = noun_at?;
    let word = &doc.words[noun_at];
    // "لا تسعة", "لا صحة": a number or a name is no absence.
    let effect = match word.lex.noun.and_then(|n| n.effect) {
        Some(Effect::Killed) if !word.has(Gram::NOBODY) => Effect::Killed,
        _ => Effect::KilledOrInjured,
    };
    let mut next = doc.after(noun_at);
    let of = word.lex.noun.filter(|n| n.effect.is_none());
    let mut who = of.map_or(Who::People, |n| n.who);
    // "لا ضحايا مدنيين"
    let described = doc
        .words
        .get(next)
        .filter(|w| next < end && !w.conj && w.prep.is_none());
    if let Some(noun) = described
        .and_then(|w| w.lex.noun)
        .filter(|n| n.effect.is_none())
    {
        who = noun.who;
        next = doc.after(next);
    }
    if matches!(doc.form(next), "بين" | "في") && next + 1 < end {
        let of = next + 1 + usize::from(doc.form(next + 1) == "صفوف");
        if let Some(noun) = doc.words.get(of).and_then(|w| w.lex.noun) {
            who = noun.who;
            next = doc.after(of);
        }
    }
    // "لا إصابات حتى الآن": none that is known of yet.
    let so_far = (next..end.min(next + 3)).any(|i| {
        doc.form(i) == "حتي" && matches!(doc.stem(i + 1), "ان" | "لحظه" | "ساعه" | "الان" | "اللحظه")
    });
    if so_far {
        return None;
    }
    let tokens = at..next.min(end);
    Some(Told {
        group: Group {
            bytes: doc.bytes(&tokens),
            tokens,
            who,
            effect: None,
            count: Count::Stated {
                range: CountRange::exactly(0),
                approximate: false,
            },
            share: Share::Whole,
            definite: false,
            joined: false,
            counted: true,
            unsure: false,
        },
        effect,
        part_of: None,
        rule: "nobody",
    })
}

/// "لم يسفر القصف الذي طال أطراف البلدة عن إصابات": the noun stands behind all that is told of the cause.
fn caused(doc: &Doc<'_>, negation: usize, end: usize) -> Option<usize> {
    const FAR: usize = 20;
    let causes = doc.stem_in(negation + 1, Cue::CAUSES);
    let ahead = negation + 2..end.min(negation + FAR);
    let mut hit = ahead
        .take_while(|&i| causes && !doc.is(i, '،') && !doc.is(i, '.') && doc.number(i).is_none())
        .filter(|&i| {
            let led = matches!(
                doc.form(i - 1),
                "عن" | "الي" | "عنه" | "عنها" | "وقوع" | "سقوط" | "اي"
            ) || doc.words[i].prep == Some('ب');
            let dead = doc.words[i].lex.noun.is_some_and(|n| n.effect.is_some());
            led && (doc.has(i, Gram::NOBODY) || dead)
        });
    hit.next()
}

/// "لم يصب أحد".
fn is_anybody(doc: &Doc<'_>, negation: usize, at: usize) -> bool {
    doc.form(at) == "احد"
        && (negation..at).any(|i| {
            doc.words[i].lex.harm.is_some()
                || matches!(doc.stem(i), "يصب" | "يتاذ" | "تصب" | "يقتل")
        })
}

/// Whether a verb of harm stands behind the negation.
fn hurts(doc: &Doc<'_>, negation: usize, at: usize) -> bool {
    (negation..at).any(|i| {
        doc.words[i].lex.harm.is_some() || matches!(doc.stem(i), "يصب" | "يتاذ" | "تصب" | "يقتل")
    })
}
