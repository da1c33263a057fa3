//! Parties: forces, groups and labels, and whether a clause lays the deed to them.

use std::ops::Range;

use super::act::ActCue;
use super::doc::Doc;
use super::lexicon::{Gram, Voice};

/// A party named in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyCue {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The tokens of its name, without epithets.
    pub name: Range<usize>,
    /// Whether it is an adjective alone: "غارة إسرائيلية".
    pub adjective: bool,
}

const NAMES: Gram = Gram::PARTY_NAME
    .with(Gram::PARTY_LABEL)
    .with(Gram::PARTY_ADJECTIVE);

/// The parties in a run of tokens, in order.
pub fn find(doc: &Doc<'_>, span: Range<usize>) -> Vec<PartyCue> {
    let mut out = Vec::new();
    let mut at = span.start;
    while at < span.end {
        match read(doc, at, span.end) {
            Some(cue) => {
                at = cue.tokens.end.max(at + 1);
                out.push(cue);
            }
            None => at = doc.after(at),
        }
    }
    out
}

fn read(doc: &Doc<'_>, at: usize, end: usize) -> Option<PartyCue> {
    let word = &doc.words[at];
    if word.inner || !doc.is_word(at) {
        return None;
    }
    let (head, label) = (
        word.has(Gram::PARTY_HEAD),
        word.has(Gram::PARTY_NAME.with(Gram::PARTY_LABEL)),
    );
    let governed = at > 0 && doc.has(at - 1, Gram::RELATION.with(Gram::STOP));
    if !head && !label && governed {
        return None;
    }
    if !head && !label {
        return (word.has(Gram::PARTY_ADJECTIVE)
            && word.lex.noun.is_none_or(|_| follows_deed(doc, at)))
        .then(|| PartyCue {
            tokens: at..doc.after(at),
            name: at..doc.after(at),
            adjective: true,
        });
    }
    let (mut next, mut named) = (doc.after(at), label);
    let mut name_end = next;
    while next < end && next - at < 7 {
        let word = &doc.words[next];
        let from = matches!(doc.form(next), "من")
            && doc.has(next + 1, Gram::PARTY_NAME.with(Gram::PARTY_HEAD));
        let owned = doc.has(next, Gram::JOIN.with(Gram::HANDS))
            && matches!(doc.stem(next), "تابعه" | "تابع")
            && doc.has(
                next + 1,
                Gram::PARTY_NAME
                    .with(Gram::PARTY_HEAD)
                    .with(Gram::PARTY_LABEL),
            );
        if from || owned {
            next += 1;
            continue;
        }
        if !doc.is_word(next) || word.conj || word.inner && !doc.has(next, NAMES) {
            break;
        }
        if word.has(Gram::EPITHET) && !word.has(NAMES) {
            next += 1;
            continue;
        }
        let of_name = word.has(NAMES.with(Gram::PARTY_HEAD))
            && (word.prep.is_none() || word.prep == Some('ل'));
        let article =
            word.article && word.prep.is_none() && (word.is_unknown() || word.has(Gram::AIR));
        let kind = word.has(Gram::AIR.with(Gram::DRONE)) && word.prep.is_none();
        let country = word.has(Gram::COUNTRY) && word.prep.is_none();
        if !(of_name || article || kind || country) {
            break;
        }
        named |= word.has(NAMES) || article && !word.has(Gram::AIR) || country;
        next = doc.after(next);
        name_end = next;
    }
    let tokens = at..name_end.max(doc.after(at)).min(end.max(at + 1));
    named.then(|| PartyCue {
        name: name(doc, &tokens),
        tokens,
        adjective: false,
    })
}

/// The name without the rank, the fighters or the label before a proper name: "مسلحو جماعة الحوثي".
fn name(doc: &Doc<'_>, tokens: &Range<usize>) -> Range<usize> {
    let fighters = matches!(
        doc.stem(tokens.start),
        "مسلحو"
            | "مسلحي"
            | "عناصر"
            | "مقاتلو"
            | "مقاتلي"
            | "مسلحون"
            | "مسلحين"
            | "جنود"
            | "دوريه"
            | "قناص"
            | "قناصه"
            | "مليشيا"
            | "ميليشيا"
            | "ميليشيات"
            | "مليشيات"
            | "جندي"
            | "افراد"
            | "ضباط"
    );
    let mut start = tokens.start;
    if fighters {
        let rest = doc.after(start)..tokens.end;
        let named = rest
            .clone()
            .find(|&i| doc.has(i, Gram::PARTY_NAME.with(Gram::PARTY_HEAD)) || doc.words[i].article);
        start = named.unwrap_or(start);
    }
    let mut end = tokens.end;
    while end > start + 1 && doc.has(end - 1, Gram::EPITHET) && !doc.has(end - 1, NAMES) {
        end -= 1;
    }
    start..end
}

fn follows_deed(doc: &Doc<'_>, at: usize) -> bool {
    (1..=3).any(|back| {
        at.checked_sub(back).is_some_and(|i| {
            let word = &doc.words[i];
            word.lex.act.is_some()
                || word.lex.weapon.is_some()
                || word.has(Gram::AIR.with(Gram::DRONE).with(Gram::GUNS))
                || word.inner
                    && head_of(doc, i).is_some_and(|h| {
                        doc.words[h].lex.act.is_some() || doc.words[h].lex.weapon.is_some()
                    })
        })
    })
}

/// Whether the words around a party say that it did the deed of the clause.
pub fn did(doc: &Doc<'_>, party: &PartyCue, acts: &[ActCue], span: &Range<usize>) -> bool {
    let (start, end) = (party.tokens.start, party.tokens.end);
    if party.adjective {
        return follows_deed(doc, start);
    }
    // "راجمات النظام", "زنانات الاحتلال": whoever's arms are named.
    let arms = doc.has(start, Gram::AIR.with(Gram::DRONE).with(Gram::GUNS))
        || doc.words[start].lex.weapon.is_some();
    if arms && end > start + 1 {
        return true;
    }
    let deed = |i: usize| {
        let word = &doc.words[i];
        word.lex.act.is_some()
            || word.has(Gram::CARRIED.with(Gram::THREATENS))
            || word.future
            || word.lex.weapon.is_some()
            || word
                .lex
                .harm
                .is_some_and(|h| matches!(h.voice, Voice::Done | Voice::Either))
    };
    let back = |n: usize| start.checked_sub(n).filter(|i| *i >= span.start);
    if back(1).is_some_and(|i| {
        doc.has(i, Gram::HANDS)
            || doc.words[i].inner && head_of(doc, i).is_some_and(|h| doc.has(h, Gram::HANDS))
    }) {
        return true;
    }
    let prep = doc.words[start].prep;
    let by = prep.is_none() || prep == Some('ل');
    let right_behind =
        back(1).is_some_and(|i| deed(i) || doc.words[i].inner && head_of(doc, i).is_some_and(deed));
    // "استهدف مقراً للمسلحين": whose the target is.
    let of_verb = back(2).is_some_and(|i| doc.has(i, Gram::VERB) && doc.words[i].lex.act.is_some());
    if prep == Some('ل') && of_verb {
        return false;
    }
    let past_one = back(2).is_some_and(|i| {
        (deed(i) || doc.words[i].inner && head_of(doc, i).is_some_and(deed))
            && !doc.is_mark(start - 1)
    }) && (matches!(
        doc.form(start - 1),
        "من" | "عشرات" | "به" | "بها" | "ضدها" | "ضد" | "ضدهم" | "عليها" | "عليهم"
    ) || is_kind(doc, start - 1));
    // "غارة استهدفت مسلحين": with its subject before it, what stands behind a verb is its object.
    let object = back(1).is_some_and(|i| {
        let verb = doc.words[i].lex.act.is_some_and(|a| a.verb) && doc.words[i].pronoun.is_none();
        let subject = i > span.start
            && (doc.words[i - 1].lex.act.is_some_and(|a| !a.verb)
                || doc.words[i - 1].inner
                || doc.has(i - 1, Gram::AIR.with(Gram::DRONE).with(NAMES))
                || doc.words[i - 1].lex.weapon.is_some());
        verb && subject
    });
    if by && (right_behind || past_one) && !doc.words[start].conj && !object {
        return true;
    }
    // "طيران النظام يلقي", "دورية قد اعتقلته".
    let verb_behind = (end..(end + 2).min(span.end)).any(|i| {
        acts.iter().any(|a| a.tokens.start == i) && doc.has(i, Gram::VERB)
            || doc.has(i, Gram::CARRIED)
    });
    verb_behind && prep.is_none()
}

/// An adjective that stands between a deed and its doer: "القصف العشوائي لمليشيا".
fn is_kind(doc: &Doc<'_>, at: usize) -> bool {
    doc.is_word(at) && doc.words[at].is_unknown() && !doc.words[at].conj
}

/// The first token of the phrase that token `at` stands in.
fn head_of(doc: &Doc<'_>, at: usize) -> Option<usize> {
    (0..at).rev().take(5).find(|&i| !doc.words[i].inner)
}
