//! Parties: forces, groups and labels, and whether a clause lays the deed to them.

use std::ops::Range;

use tollbook_record::{Act, Who};

use super::act::ActCue;
use super::doc::Doc;
use super::figure;
use super::lexicon::{ActWord, Cue, Gram, Number, Pronoun, Voice};

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
    // "قاعدة تركية" is no name, and "القاعدة" is one.
    let bare = doc.stem_in(at, Cue::DEFINITE) && !word.article && word.len == 1;
    // "بسوريا" is where, and no Syrian.
    let country = word.has(Gram::COUNTRY) && word.prep == Some('ب');
    if word.inner || !doc.is_word(at) || bare || country {
        return None;
    }
    let (head, label) = (
        word.has(Gram::PARTY_HEAD),
        word.has(Gram::PARTY_NAME.with(Gram::PARTY_LABEL))
            || is_power(doc, at)
            || word.article && doc.stem(at) == "امن",
    );
    let governed = at > 0 && doc.has(at - 1, Gram::RELATION.with(Gram::STOP));
    if !head && !label && governed {
        return None;
    }
    // "كمين مسلح", "شاب مجهول": the adjective of what stands before it.
    let before = at.checked_sub(1).map(|i| &doc.words[i]);
    let described = before.is_some_and(|w| {
        let noun = w.lex.noun.is_some_and(|n| n.number == Number::One) && !w.has(Gram::VERB);
        noun && !w.article && !word.article && !word.conj && word.prep.is_none()
    });
    // "أن مجاهديها استهدفوا": those of whoever speaks.
    let theirs = matches!(
        word.pronoun,
        Some(Pronoun::Him | Pronoun::Her | Pronoun::Them)
    );
    if label && theirs {
        return None;
    }
    if label && !head && described && word.lex.noun.is_none_or(|n| n.number == Number::One) {
        return None;
    }
    if let Some(cue) = people_of(doc, at, end) {
        return Some(cue);
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
        // "الفرقة 25", "اللواء 105".
        let unit = doc.has(next - 1, Gram::PARTY_HEAD)
            && (doc.words[next - 1].article || doc.has(next - 1, Gram::MOVEMENT));
        if unit && doc.number(next).is_some() && !doc.is_word(next) {
            named = true;
            next += 1;
            name_end = next;
            continue;
        }
        if !doc.is_word(next) || word.conj || word.inner && !doc.has(next, NAMES) {
            break;
        }
        if word.has(Gram::EPITHET) && !word.has(NAMES) {
            next += 1;
            continue;
        }
        // "اتهمت حكومة الوفاق قوات القيادة": the next party.
        if named
            && word.has(Gram::PARTY_HEAD)
            && !word.article
            && word.prep.is_none()
            && doc.has(at, Gram::PARTY_NAME)
            && !doc.has(at, Gram::PARTY_HEAD.with(Gram::PARTY_LABEL))
        {
            break;
        }
        let of_name = word.has(NAMES.with(Gram::PARTY_HEAD))
            && (word.prep.is_none() || word.prep == Some('ل'));
        let article =
            word.article && word.prep.is_none() && (word.is_unknown() || word.has(Gram::AIR));
        let kind = word.has(Gram::AIR.with(Gram::DRONE)) && word.prep.is_none();
        let country = word.has(Gram::COUNTRY) && word.prep.is_none();
        // "سرايا الفجر", "لواء سلطان": what stands behind the word for a movement is its name.
        let other = word.lex.act.is_some() || word.lex.harm.is_some() || word.lex.noun.is_some();
        let known = word.article
            && !doc.words[at].article
            && !other
            && !word.has(Gram::STOP.with(Gram::VERB).with(Gram::EPITHET));
        let of_movement = next == doc.after(at)
            && doc.has(at, Gram::MOVEMENT)
            && !doc.words[at].article
            && (word.is_unknown() || known)
            && word.prep.is_none()
            && doc.number(next).is_none()
            && !doc.form(next).ends_with('ت')
            && !doc.form(next).starts_with('ي');
        if !(of_name || article || kind || country || of_movement) {
            break;
        }
        named |= of_movement;
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

/// "قصفت روسيا", "اتهم إسرائيل", "قوات النظام وروسيا": a state that acts.
fn is_power(doc: &Doc<'_>, at: usize) -> bool {
    let word = &doc.words[at];
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let deed = doc.has(before, Gram::ACCUSES.with(Gram::CARRIED))
        || doc.words[before].lex.act.is_some_and(|a| a.verb);
    let head = if doc.words[before].inner {
        head_of(doc, before)
    } else {
        None
    };
    let joined = word.conj && doc.has(head.unwrap_or(before), NAMES);
    word.has(Gram::POWER) && word.prep.is_none() && (deed && !word.conj || joined)
}

/// "عناصر من الشرطة العسكرية": a phrase for people that names whose they are.
fn people_of(doc: &Doc<'_>, at: usize, end: usize) -> Option<PartyCue> {
    let word = &doc.words[at];
    let armed = word.lex.noun.is_some_and(|n| {
        matches!(n.who, Who::Police | Who::Soldiers | Who::Fighters) && n.number != Number::One
    });
    if !armed || word.len < 2 || word.article {
        return None;
    }
    let mut next = doc.after(at).min(end);
    while next < end
        && next - at < 6
        && doc.words[next].article
        && !doc.words[next].conj
        && doc.words[next].prep.is_none()
        && !doc.has(next, Gram::STOP)
    {
        next += 1;
    }
    let from = (at + 1..next).find(|&i| !matches!(doc.form(i), "من" | "في"))?;
    Some(PartyCue {
        tokens: at..next,
        name: from..next,
        adjective: false,
    })
}

/// The name without the rank, the fighters or the label before a proper name: "مسلحو جماعة الحوثي".
fn name(doc: &Doc<'_>, tokens: &Range<usize>) -> Range<usize> {
    let fighters = doc.stem_in(tokens.start, Cue::RANKS) && doc.words[tokens.start].len == 1;
    let mut start = tokens.start;
    if fighters {
        let rest = doc.after(start)..tokens.end;
        let named = rest
            .clone()
            .find(|&i| doc.has(i, Gram::PARTY_NAME.with(Gram::PARTY_HEAD)) || doc.words[i].article);
        start = named.unwrap_or(start);
    }
    // "مسلحو تنظيم داعش"
    let label = doc.stem_in(start, Cue::RANKS) && doc.words[start].len == 1;
    if label && start + 1 < tokens.end && doc.has(start + 1, Gram::PARTY_NAME) {
        start += 1;
    }
    // "خلية لداعش": whose it is names it.
    let of = (start + 1..tokens.end).find(|&i| {
        let party = Gram::PARTY_NAME.with(Gram::PARTY_LABEL);
        doc.words[i].prep == Some('ل') && doc.has(i, party)
    });
    start = of.unwrap_or(start);
    let mut end = tokens.end;
    while end > start + 1 && doc.has(end - 1, Gram::EPITHET) && !doc.has(end - 1, NAMES) {
        end -= 1;
    }
    start..end
}

fn follows_deed(doc: &Doc<'_>, at: usize) -> bool {
    for back in 1..=3 {
        let Some(i) = at.checked_sub(back) else {
            return false;
        };
        let i = if doc.words[i].inner {
            head_of(doc, i).unwrap_or(i)
        } else {
            i
        };
        let word = &doc.words[i];
        // "مخلفات الحرب في المناطق السورية": whose the place is.
        if word.has(Gram::PLACE_DROPPED.with(Gram::PLACE_KEPT)) {
            return false;
        }
        // "تحت غطاء جوي روسي" helps those who fight.
        if word.has(Gram::AIR) && i > 0 && doc.stem_in(i - 1, Cue::NO_AIR) {
            return false;
        }
        let deed = word.lex.act.is_some()
            || word.lex.weapon.is_some()
            || word.has(
                Gram::AIR
                    .with(Gram::DRONE)
                    .with(Gram::GUNS)
                    .with(Gram::NAVAL),
            );
        if deed {
            return true;
        }
        // "مطارات السعودية", "أوكار المليشيات الحوثية": the adjective is that of the nearest noun.
        let party = word.has(Gram::PARTY_LABEL) && word.article;
        if word.lex.target.is_some() || word.lex.noun.is_some() || party {
            return false;
        }
    }
    false
}

/// Whether a deed is laid to a party's hands: "على يد قوات النظام".
pub fn is_by_hands(doc: &Doc<'_>, party: &PartyCue) -> bool {
    let before = party.tokens.start.checked_sub(1);
    before.is_some_and(|i| {
        let head = if doc.words[i].inner {
            head_of(doc, i)
        } else {
            Some(i)
        };
        head.is_some_and(|head| doc.has(head, Gram::HANDS))
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
        figure::puts_an_end(doc, i)
            || word.lex.act.is_some()
            || word.has(Gram::CARRIED.with(Gram::THREATENS))
            || word.future
            || word.lex.weapon.is_some()
            || word
                .lex
                .harm
                .is_some_and(|h| matches!(h.voice, Voice::Done | Voice::Either))
    };
    let back = |n: usize| start.checked_sub(n).filter(|i| *i >= span.start);
    // "لغم زرعته المليشيا": who laid it.
    if back(1).is_some_and(|i| doc.stem_in(i, Cue::LEFT_BY)) {
        return true;
    }
    if start > span.start && is_by_hands(doc, party) {
        return true;
    }
    let prep = doc.words[start].prep;
    let by = prep.is_none() || prep == Some('ل');
    if by && behind_deed(doc, start, span) {
        return true;
    }
    // "قنص جندي", "اغتيال ضابط": the one whom the deed was done to.
    let one = doc.words[start]
        .lex
        .noun
        .is_some_and(|n| n.number == Number::One)
        && !doc.words[start].article;
    if one && back(1).is_some_and(|i| is_done_to_persons(doc, i)) {
        return false;
    }
    // "قتل مستوطن بالرصاص": with nobody behind it, it is the one who was killed.
    let killed = back(1).is_some_and(|i| {
        let alone = doc.has(i, Gram::VERB) && doc.words[i].pronoun.is_none();
        let verb = doc.words[i].lex.harm.filter(|_| alone);
        verb.is_some_and(|h| h.voice == Voice::Either)
    });
    if killed && doc.words[start].lex.noun.is_some() && !takes_object(doc, end, span.end) {
        return false;
    }
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
    // "إن قواته حيّدت مسلحين": the subject stands before the verb.
    let harmed = back(1).is_some_and(|i| {
        let verb = doc.words[i]
            .lex
            .harm
            .is_some_and(|h| h.voice == Voice::Done)
            && doc.has(i, Gram::VERB);
        let before = (span.start..i).rev().find(|&j| doc.is_word(j));
        let subject = before.is_some_and(|j| {
            doc.has(j, NAMES.with(Gram::PARTY_HEAD).with(Gram::AIR))
                || doc.words[j].inner
                || matches!(doc.form(j), "انها" | "انه" | "انهم" | "وانها" | "وانه")
        });
        verb && subject && !doc.words[i].conj
    });
    // "غارة استهدفت مسلحين": with its subject before it, what stands behind a verb is its object.
    let object = back(1).is_some_and(|i| {
        let verb = doc.words[i].lex.act.is_some_and(|a| a.verb) && doc.words[i].pronoun.is_none();
        let subject = i > span.start
            && (doc.words[i - 1].lex.act.is_some_and(|a| !a.verb)
                || matches!(doc.form(i - 1), "الذي" | "التي" | "الذين")
                || doc.words[i - 1].inner
                || doc.has(i - 1, Gram::AIR.with(Gram::DRONE).with(NAMES))
                || doc.words[i - 1].lex.weapon.is_some());
        verb && subject
    });
    if by && (right_behind || past_one) && !doc.words[start].conj && !object && !harmed {
        return true;
    }
    // "تمكن مجاهدو السرايا من تفجير عبوة": a deed that somebody brought about.
    let managed = back(1).is_some_and(|i| doc.stem_in(i, Cue::MANAGES));
    let of = (end..(end + 6).min(span.end)).find(|&i| matches!(doc.form(i), "من" | "في"));
    if managed
        && of.is_some_and(|i| {
            (i + 1..(i + 4).min(span.end)).any(|j| {
                doc.words[j].lex.act.is_some()
                    || doc.words[j]
                        .lex
                        .harm
                        .is_some_and(|h| h.voice == Voice::Noun)
            })
        })
    {
        return true;
    }
    // "طيران النظام يلقي", "دورية قد اعتقلته".
    let verb_behind = (end..(end + 2).min(span.end)).any(|i| {
        acts.iter().any(|a| a.tokens.start == i)
            && doc.has(i, Gram::VERB)
            && !doc.has(i, Gram::SUFFERS)
            || doc.has(i, Gram::CARRIED)
    });
    // "ردت قسد باستهداف قاعدة", "قامت القوات بقصف": the deed stands behind, led by the verb.
    let with = doc
        .words
        .get(end)
        .filter(|w| end < span.end && w.prep == Some('ب'));
    let led = back(1).is_some_and(|i| doc.has(i, Gram::VERB.with(Gram::CARRIED)))
        && with.is_some_and(|w| w.lex.act.is_some_and(|a| !a.verb && !w.article));
    (verb_behind || led || late_verb(doc, end, acts, span) || clashes(doc, party, span))
        && prep.is_none()
}

/// "مجهولون يستقلون سيارة أطلقوا النار": several people's verb behind what is told of them.
fn late_verb(doc: &Doc<'_>, at: usize, acts: &[ActCue], span: &Range<usize>) -> bool {
    const REACH: usize = 14;
    let told = doc.stem_in(at, Cue::RIDES)
        || doc.form(at).ends_with("ون")
        || matches!(doc.form(at), "وهم" | "هم");
    let ahead = (at + 1..span.end.min(at + REACH)).take_while(|&i| !doc.is_mark(i));
    let several = |i: usize| doc.form(i).ends_with("وا") || doc.form(i).ends_with("ون");
    let mut verbs = ahead.filter(|&i| doc.has(i, Gram::VERB) && several(i));
    let deed = |i: usize| {
        let harm = doc.words[i].lex.harm;
        let done = harm.is_some_and(|h| matches!(h.voice, Voice::Done | Voice::Either));
        done || acts.iter().any(|a| a.tokens.start == i)
    };
    (told || several(at)) && verbs.any(deed)
}

/// "اشتباكات بين قوات الأمن ومسلحين": both sides of a clash.
fn clashes(doc: &Doc<'_>, party: &PartyCue, span: &Range<usize>) -> bool {
    const REACH: usize = 12;
    const BEFORE: usize = 8;
    let start = party.tokens.start;
    let from = span.start.max(start.saturating_sub(REACH));
    let joint = |i: &usize| doc.form(*i) == "بين" || doc.form(*i) == "مع" && *i + 1 == start;
    let Some(between) = (from..start).rev().find(joint) else {
        return false;
    };
    let first = between + 1 == start;
    let second = doc.words[start].conj && (between + 1..start).all(|i| !doc.is_mark(i));
    let clash = (between.saturating_sub(BEFORE)..between).any(|i| {
        let act = doc.words[i].lex.act;
        act.is_some_and(|a| a.act == Act::GroundAttack && !a.verb)
    });
    clash && (first || second)
}

/// "قتل مسلحون أمس خمسة": whether somebody stands behind a subject to whom it could be done.
fn takes_object(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    const REACH: usize = 8;
    let ahead = (at..end.min(at + REACH))
        .take_while(|&i| !doc.is(i, '،') && !doc.is(i, '.') && !doc.has(i, Gram::VERB));
    let mut led = false;
    for i in ahead {
        let word = &doc.words[i];
        let person = word.lex.noun.is_some() || doc.number(i).is_some();
        if person && !led && word.prep.is_none() && !word.conj {
            return true;
        }
        // What a preposition governs is no object.
        led = doc.has(i, Gram::STOP) && doc.is_word(i);
    }
    false
}

/// Whether a verbal noun takes a person as its object.
fn is_done_to_persons(doc: &Doc<'_>, at: usize) -> bool {
    let of = |act: ActWord| {
        let kinds = [Act::Sniping, Act::Abduction, Act::Execution, Act::Stabbing];
        !act.verb && kinds.contains(&act.act)
    };
    !doc.words[at].article && doc.words[at].lex.act.is_some_and(of)
}

/// "القصف المدفعي المتعمّد من مليشيا", "بارجة حربية تابعة للتحالف", "دبابة لجيش الدفاع": behind a deed or arms, with
/// nothing but their adjectives and a word that says whose they are between.
fn behind_deed(doc: &Doc<'_>, start: usize, span: &Range<usize>) -> bool {
    const REACH: usize = 6;
    let whose = doc.words[start].prep == Some('ل');
    let mut owned = false;
    let mut from = false;
    let mut at = start;
    while at > span.start && start - at < REACH {
        at -= 1;
        if doc.words[at].inner {
            at = head_of(doc, at).unwrap_or(at);
        }
        let word = &doc.words[at];
        let arms = word.has(
            Gram::AIR
                .with(Gram::DRONE)
                .with(Gram::GUNS)
                .with(Gram::NAVAL),
        );
        if matches!(doc.stem(at), "تابعه" | "تابع" | "تابعتين" | "تابعين") {
            owned = true;
            continue;
        }
        if doc.form(at) == "من" {
            from = true;
            continue;
        }
        let deed = word.lex.act.is_some_and(|a| !a.verb && !a.weak);
        if deed && (whose || from || owned) {
            return true;
        }
        if arms && word.lex.noun.is_none() && (owned || whose && at + 1 == start) {
            return true;
        }
        let adjective = word.is_unknown()
            && !word.conj
            && word.prep.is_none()
            && doc.is_word(at)
            && doc.number(at).is_none();
        if !(arms || adjective) || word.conj {
            return false;
        }
    }
    false
}

/// An adjective that stands between a deed and its doer: "القصف العشوائي لمليشيا".
fn is_kind(doc: &Doc<'_>, at: usize) -> bool {
    doc.is_word(at) && doc.words[at].is_unknown() && !doc.words[at].conj
}

/// The first token of the phrase that token `at` stands in.
fn head_of(doc: &Doc<'_>, at: usize) -> Option<usize> {
    (0..at).rev().take(5).find(|&i| !doc.words[i].inner)
}
