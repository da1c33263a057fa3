//! Nouns that count by their form: a singular, a dual, a plural with the number behind it.

use tollbook_record::{Count, Effect, Vague, Who};

use super::super::doc::Doc;
use super::super::lexicon::{Cue, Gram, Noun, Number, Pronoun};
use super::super::number;
use super::super::person;
use super::{Group, Step, with_noun};

/// A noun without a number: its form says how many.
pub(super) fn counted_by_form(doc: &Doc<'_>, at: usize, noun: Noun, end: usize) -> Step {
    let word = &doc.words[at];
    if doc.stem_in(at, Cue::CROWD) && noun.number == Number::More {
        return Step::Skip(doc.after(at));
    }
    // "بحالة خطيرة", "في حالة حرجة" say how somebody is; "حالتان خطيرتان" are two.
    let governed = word.prep == Some('ب') || at > 0 && doc.form(at - 1) == "في";
    if governed && doc.stem(at) == "حاله" && noun.number == Number::One {
        return Step::Skip(doc.after(at));
    }
    // "صيادون من أبناء الساحل": whence they are.
    let whence = at > 0
        && doc.form(at - 1) == "من"
        && (noun.number == Number::More || doc.form(at) == "ابنا")
        && noun.effect.is_none()
        && !word.article;
    if whence {
        return Step::Skip(doc.after(at));
    }
    if person::age_of_son(doc, at).is_some() {
        return Step::Skip(doc.after(at));
    }
    // "أب لثلاثة أطفال": whose father he is.
    let next = doc.after(at);
    let parent = matches!(doc.stem(at), "اب" | "ام" | "والد" | "والده" | "جد" | "جده")
        && next < end
        && (doc.words[next].prep == Some('ل') || doc.form(next).starts_with('ل'));
    if parent && let Some(children) = doc.number(next) {
        return Step::Skip((children.next + 1).min(end));
    }
    if parent && doc.words[next].lex.noun.is_some() {
        return Step::Skip(doc.after(next));
    }
    // "على مدرسة": a school, and no teacher.
    if word.lex.target.is_some()
        && noun.who == Who::Teachers
        && !(at > 0 && doc.words[at - 1].lex.harm.is_some())
    {
        return Step::Skip(doc.after(at));
    }
    // "وهو مهجّر من القرية": who the one told before is.
    let apposed = at > 0 && matches!(doc.form(at - 1), "وهو" | "وهي" | "هو" | "هي");
    if apposed && matches!(noun.number, Number::One | Number::OneOrTwo) && !word.article {
        return Step::Skip(doc.after(at));
    }
    // "أحدهما طفل": who the one is.
    if at > 0 && doc.has(at - 1, Gram::ONE_OF) && noun.number == Number::One {
        return Step::Skip(doc.after(at));
    }
    // "أسماء ضحايا قصف البلدة": those of a deed, told of elsewhere.
    let of_deed = doc.words.get(next).is_some_and(|w| {
        let deed = w.lex.act.is_some_and(|a| !a.verb) && w.lex.noun.is_none();
        next < end && deed && w.prep.is_none() && !w.conj
    });
    let mut ahead = (next..end).take_while(|&i| !doc.is(i, '،') && !doc.is(i, '.'));
    let counted = ahead.any(|i| doc.number(i).is_some_and(|n| !n.thing));
    if of_deed && !counted && noun.number == Number::More && noun.effect.is_some() && !word.article
    {
        return Step::Skip(next);
    }
    // "جثماني طفلة ووالدتها": whose bodies they are is told behind.
    let bodies = noun.number == Number::Two && noun.effect == Some(Effect::Killed);
    let construct = !doc.form(at).ends_with('ن') && word.pronoun.is_none();
    let of_people = doc
        .words
        .get(next)
        .filter(|w| next < end && w.prep.is_none() && !w.conj)
        .is_some_and(|w| w.lex.noun.is_some_and(|n| n.number == Number::One));
    if bodies && construct && of_people {
        return Step::Skip(next);
    }
    // "جثمان الشهيد عدي": the title counts the person.
    let titled = doc
        .words
        .get(doc.after(at))
        .is_some_and(|w| w.article && (w.has(Gram::TITLE) || w.lex.noun.is_some()));
    if titled && noun.number == Number::One && noun.effect.is_some() && !word.article {
        return Step::Skip(doc.after(at));
    }
    let owned = word.pronoun.is_some();
    let mut counted = with_noun(doc, at, noun, end);
    // Without a number before them "قتلى وجرحى" are two.
    if counted.effect == Some(Effect::KilledOrInjured) && noun.effect != counted.effect {
        counted.effect = noun.effect;
        counted.end = doc.after(at);
    }
    let mut next = counted.end;
    let stressed = doc.words.get(next.wrapping_sub(1)).is_some()
        && matches!(doc.form(next - 1), "اثنين" | "اثنتين" | "اثنان" | "اثنتان");
    let mut count = match noun.number {
        Number::One => Count::exactly(1),
        Number::OneOrTwo if is_broken_plural(doc, at) => Count::Vague(Vague::Plural),
        Number::OneOrTwo if owned => Count::exactly(2),
        Number::OneOrTwo => Count::exactly(1),
        Number::Two => Count::exactly(2),
        Number::TwoOrMore if stressed || is_marked_dual(doc, at) => Count::exactly(2),
        // "جامعي كمأة اثنين"
        Number::More if stressed => Count::exactly(2),
        // "سائقيهما": those of two.
        Number::More if is_of_two(doc, at) => Count::exactly(2),
        Number::TwoOrMore | Number::More => Count::Vague(Vague::Plural),
    };
    let is_plural =
        matches!(noun.number, Number::More | Number::TwoOrMore) || is_broken_plural(doc, at);
    let mut has_number = false;
    let told = word.article && noun.effect.is_some();
    // "أطفالها الثلاثة", "إجمالي الشهداء: 416": the number follows the noun.
    let colon = usize::from(told && doc.is(next, ':'));
    let follows = (next + colon < end)
        .then(|| doc.number(next + colon))
        .flatten();
    // "جرحى كثيرون"
    let vague = |n: &number::Number| {
        matches!(n.count, Count::Vague(_)) && n.letters == 0 && n.next == next + 1
    };
    if let Some(number) = follows
        .filter(|n| is_plural && (n.definite || told || vague(n)) && n.next <= end && !n.thing)
    {
        count = number.count;
        next = number.next;
        has_number = true;
        // "القتلى أربعة سائقين": who they are stands behind the number.
        let named = doc
            .words
            .get(next)
            .filter(|w| next < end && told && !w.conj);
        if let Some(noun) = named
            .and_then(|w| w.lex.noun)
            .filter(|n| n.effect.is_none())
        {
            counted.who = noun.who;
            next = doc.after(next);
        }
    }
    if let Some((qualifier, after)) = number::qualifier_after(doc.tokens(), next)
        && after <= end
        && !is_plural
        && let Some(more) = number::requalified(count, qualifier)
    {
        count = more;
        next = after;
    }
    let tokens = at..next;
    Step::Groups(vec![Group {
        bytes: doc.bytes(&tokens),
        tokens,
        who: counted.who,
        effect: counted.effect,
        count,
        share: counted.share,
        definite: word.article && !has_number,
        joined: word.conj,
        counted: has_number || stressed || noun.number == Number::Two,
        unsure: false,
    }])
}

/// A sound plural's ending before the pronoun of two is mostly the dual's.
fn is_of_two(doc: &Doc<'_>, at: usize) -> bool {
    let form = doc.form(at);
    form.ends_with("يهما") && !form.ends_with("ايهما")
}

/// "أبناؤهما": the hamza behind the last alef, which the normal form leaves out, tells the plural from the dual of
/// "ابن".
fn is_broken_plural(doc: &Doc<'_>, at: usize) -> bool {
    let word = &doc.words[at];
    let token = &doc.tokens()[at];
    let written = &doc.text.raw[token.start..token.end];
    let pronoun = match word.pronoun {
        Some(Pronoun::Him) => "ه",
        Some(Pronoun::Her) => "ها",
        Some(Pronoun::Two) => "هما",
        Some(Pronoun::Them) => "هم",
        Some(Pronoun::Us) => "نا",
        None => "",
    };
    let one_or_two = word.lex.noun.is_some_and(|n| n.number == Number::OneOrTwo);
    let noun = written.strip_suffix(pronoun).unwrap_or(written);
    one_or_two
        && ["اء", "اؤ", "ائ"]
            .iter()
            .any(|ending| noun.ends_with(ending))
}

/// "مهاجرَين": the vowel before the ending tells two from more.
fn is_marked_dual(doc: &Doc<'_>, at: usize) -> bool {
    let token = &doc.tokens()[at];
    doc.text.raw[token.start..token.end].contains("\u{64e}ين")
}
