//! What the words around a harm say of it: a loss, a death, a toll, an age.

use std::ops::Range;

use tollbook_record::Effect;

use super::super::doc::Doc;
use super::super::lexicon::{Cue, Gram};
use super::super::number;
use super::super::person;

/// An adjective of a noun with the article.
pub(super) fn is_attribute(doc: &Doc<'_>, at: usize) -> bool {
    doc.words.get(at).is_some_and(|w| {
        let kind = doc.form(at).ends_with(['ي', 'ه']) || w.has(Gram::EPITHET);
        w.article && !w.conj && w.prep.is_none() && kind
    }) && !doc.is_given(at)
}

/// Within so many tokens behind "the family lost" stand those whom it lost.
pub(super) const KIN_AHEAD: usize = 8;

/// "فقد": a loss, of somebody or of somebody's life.
pub(super) fn is_loss(doc: &Doc<'_>, at: usize) -> bool {
    matches!(doc.stem(at), "فقد" | "فقدت" | "فقدوا")
}

/// Where an age ends that stands right behind a person: "(45 عاماً)", "في الثلاثين من عمرها".
pub(super) fn age_behind(doc: &Doc<'_>, at: usize, end: usize) -> Option<usize> {
    if doc.is(at, '(') {
        let (age, next) = person::age(doc, at);
        return (age.is_some() && next <= end).then_some(next);
    }
    let next = at + 1;
    let years = doc.words.get(next).is_some_and(|w| w.article)
        && (number::ordinal(doc.tokens(), next).is_some()
            || doc.number(next).is_some_and(|n| n.definite));
    if doc.form(at) != "في" || !years || next >= end {
        return None;
    }
    let of_life = doc.form(next + 1) == "من" && doc.stem(next + 2).starts_with("عمر");
    Some((next + if of_life { 3 } else { 1 }).min(end))
}

/// "فقد استشهد ثلاثة": no loss, but a word before the verb.
pub(super) fn is_particle(doc: &Doc<'_>, at: usize) -> bool {
    doc.form(at) == "فقد" && doc.has(at + 1, Gram::VERB)
}

/// Whether a word for harm before token `end` tells of any.
pub fn tells_harm(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    let dies = !needs_death(doc, at) || meets_death(doc, at, end);
    doc.words[at].lex.harm.is_some() && !is_particle(doc, at) && dies
}

pub(super) fn is_hurt(effect: Effect) -> bool {
    matches!(effect, Effect::Killed | Effect::Injured)
}

/// "لقي" and "فارق" say nothing of death alone.
pub(super) fn needs_death(doc: &Doc<'_>, at: usize) -> bool {
    doc.words[at].len == 1 && doc.stem_in(at, Cue::HALF)
}

pub(super) fn meets_death(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    const REACH: usize = 14;
    (at + 1..end.min(at + REACH))
        .any(|i| doc.stem_in(i, Cue::DEATH) || doc.stem(i).starts_with("مصرع"))
}

/// "حصيلة القتلى", "عدد الشهداء", "ضحايا": the figure stands further on.
pub(super) fn is_toll(doc: &Doc<'_>, at: usize) -> bool {
    doc.words[at].len > 1 && doc.stem_in(at, Cue::TOLL)
}

/// "وكان المركز قد أعلن حصيلة أولية بتسعة": a toll that stood before.
pub(super) fn is_before(doc: &Doc<'_>, span: &Range<usize>) -> bool {
    matches!(doc.stem(span.start), "كان" | "كانت")
        && span
            .clone()
            .any(|i| doc.has(i, Gram::TOTAL) && matches!(doc.stem(i + 1), "اوليه" | "سابقه"))
}

/// "قضت وحدات من الجيش على عشرة": who did it stands between the verb and its preposition.
pub fn puts_an_end(doc: &Doc<'_>, at: usize) -> bool {
    const REACH: usize = 12;
    let verb = matches!(doc.stem(at), "قضي" | "قضت" | "قضوا");
    let ahead = at + 1..doc.end().min(at + REACH);
    let mut on = ahead.take_while(|&i| !doc.is(i, '.') && !doc.is(i, '،'));
    verb && on.any(|i| doc.form(i) == "علي" && !doc.has(i, Gram::HANDS))
}
