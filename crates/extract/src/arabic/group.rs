//! Groups of people: a number with its noun, a noun that counts by its form, a share of others.

use std::ops::Range;

use tollbook_record::{Count, Effect, Vague, Who};

use super::doc::Doc;
use super::lexicon::{Cue, Gram, Noun, Number, Voice};
use super::number;

mod form;

use form::counted_by_form;

/// How a group stands to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// It stands by itself.
    Whole,
    /// One or some of others: أحدهم، ثلاثة منهم.
    Of,
    /// Most of others: معظمهم.
    Most,
}

/// A group of people as told.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The bytes of its words, without clitics.
    pub bytes: Range<usize>,
    /// Who they are.
    pub who: Who,
    /// What its noun says was done to them.
    pub effect: Option<Effect>,
    /// How many.
    pub count: Count,
    /// How it stands to the group before.
    pub share: Share,
    /// Whether its noun has the article or a pronoun and no number stands before it.
    pub definite: bool,
    /// Whether و joins it to what stands before.
    pub joined: bool,
    /// Whether it has a number.
    pub counted: bool,
    /// Whether no known noun of people stands beside its number.
    pub unsure: bool,
}

/// The groups in a run of tokens, in order.
pub fn find(doc: &Doc<'_>, span: Range<usize>) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut at = span.start;
    while at < span.end {
        match read(doc, at, span.end) {
            Step::Groups(found) => {
                at = found.last().map_or(at + 1, |g| g.tokens.end.max(at + 1));
                groups.extend(found);
            }
            Step::Skip(next) => at = next.max(at + 1),
        }
    }
    groups
}

/// What stands at a token: groups, or something else that ends before a token.
enum Step {
    Groups(Vec<Group>),
    Skip(usize),
}

fn read(doc: &Doc<'_>, at: usize, end: usize) -> Step {
    let word = &doc.words[at];
    if word.inner || doc.is_mark(at) {
        return Step::Skip(at + 1);
    }
    // "ضابط برتبة ملازم": a rank, and no second person.
    if at > 0 && doc.stem_in(at - 1, Cue::RANK_OF) {
        return Step::Skip(doc.after(at));
    }
    if word.has(Gram::MOST) {
        return most(doc, at, end);
    }
    if word.has(Gram::ONE_OF) {
        return one(doc, at, at + word.len, Who::People, Share::Of);
    }
    if matches!(doc.stem(at), "احد" | "احدي")
        && let Some(noun) = doc.words.get(at + 1).and_then(|w| w.lex.noun)
    {
        // "أحد الجرحى" is one of those told, "أحد عمال المعمل" one of others.
        let next = doc.after(at + 1);
        // "منزل أحد المواطنين": whose house it is.
        let owner = at > 0 && doc.words[at - 1].lex.target.is_some() && !word.conj;
        if owner {
            return Step::Skip(next);
        }
        if doc.words[at + 1].article {
            return one(doc, at, next, noun.who, Share::Of);
        }
        if noun.number == Number::More && !word.article {
            return one(doc, at, tail(doc, next, end), noun.who, Share::Whole);
        }
    }
    let governed = at > 0 && (doc.has(at - 1, Gram::STOP) || word.prep.is_some());
    let companion = doc.words.get(at + 1).is_some_and(|w| w.is_unknown())
        && ["هم", "هن", "ها", "ه", "نا"]
            .iter()
            .any(|p| doc.form(at + 1).ends_with(p));
    if doc.stem(at) == "احد" && companion && !governed && !word.article {
        return one(doc, at, at + 2, Who::People, Share::Of);
    }
    // "وأصاب ثالثاً", "وجُرح رابع": one more.
    let harmed = at > 0 && doc.words[at - 1].lex.harm.is_some();
    // "أصابت القذيفة الأولى المبنى والثانية السوق" tells of shells.
    if harmed
        && !word.article
        && let Some((_, next)) = number::ordinal(doc.tokens(), at)
    {
        return one(doc, at, next, Who::People, Share::Whole);
    }
    if is_family_of(doc, at)
        && let Some(group) = family(doc, at, end)
    {
        return Step::Groups(vec![group]);
    }
    if let Some(number) = doc.number(at).filter(|n| n.next <= end) {
        // "8 قتلى لا 18": what is put right.
        if at > 0 && matches!(doc.form(at - 1), "لا" | "وليس" | "وليست" | "ليس") {
            return Step::Skip(number.next);
        }
        if let Some(to) = rise(doc, at, number.next) {
            return Step::Skip(to);
        }
        return numbered(doc, at, &number, end);
    }
    if let Some(groups) = dead_and_hurt(doc, at) {
        return Step::Groups(groups);
    }
    if is_another(doc, at) {
        return one(doc, at, at + 1, Who::People, Share::Whole);
    }
    match word.lex.noun {
        // "سوريا", "ليبيا": written like "a Syrian" in the accusative.
        Some(_) if word.has(Gram::COUNTRY) && !doc.is_marked_accusative(at) => {
            Step::Skip(doc.after(at))
        }
        Some(_) if is_last_of(doc, at, end) || is_of_noun(doc, at) => Step::Skip(doc.after(at)),
        Some(noun) if !is_verbal(doc, at, end) => counted_by_form(doc, at, noun, end),
        _ => Step::Skip(doc.after(at)),
    }
}

/// "انتزاع آخر المناطق": the last of things, and nobody else.
fn is_last_of(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    let next = doc.words.get(at + 1).filter(|_| at + 1 < end);
    let definite = next.is_some_and(|w| w.article && !w.conj && w.prep.is_none());
    doc.stem_in(at, Cue::OTHERS) && !doc.words[at].article && definite
}

/// "المجموعات الإيرانية": the adjective of what stands before it, and nobody of that people.
fn is_of_noun(doc: &Doc<'_>, at: usize) -> bool {
    let word = &doc.words[at];
    let plain = word.article && !word.conj && word.prep.is_none();
    let before = at.checked_sub(1).map(|i| &doc.words[i]);
    let noun = before.is_some_and(|w| w.article && w.lex.harm.is_none() && w.lex.noun.is_none());
    plain && word.has(Gram::PARTY_ADJECTIVE) && noun
}

/// "ارتفع عدد القتلى من 9 إلى 13": where the number begins to which a toll has changed.
fn rise(doc: &Doc<'_>, at: usize, end: usize) -> Option<usize> {
    const REACH: usize = 8;
    let mut before = at.saturating_sub(REACH)..at;
    let rises = doc.form(at) == "من" && before.any(|i| doc.stem_in(i, Cue::RISES));
    let to = (at..end)
        .find(|&i| doc.form(i) == "الي")
        .filter(|_| rises)?;
    Some(to + 1)
}

/// Whether a noun for the harmed is the word for the harm here: "إصابة 14", "وفاة طفل", "وفاته".
fn is_verbal(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    let word = &doc.words[at];
    if word.lex.harm.is_none() {
        return false;
    }
    // "إصابة (6) مواطنين"
    let next = doc.after(at);
    let open = |i: usize| doc.tokens().get(i).is_some_and(number::opens);
    let next = next + usize::from(open(next));
    let takes = next < end
        && (doc.words[next].lex.noun.is_some_and(|n| n.effect.is_none())
            || doc.number(next).is_some()
            || number::ordinal(doc.tokens(), next).is_some()
            || doc.words[next].conj
                && doc.words[next]
                    .lex
                    .harm
                    .is_some_and(|h| h.voice == Voice::Noun)
            || doc.stem(next) == "احد" && !doc.words[next].conj
            || doc.has(next, Gram::TITLE.with(Gram::ONE_OF)));
    let alone = word
        .lex
        .noun
        .is_some_and(|n| n.number == Number::One && n.effect == Some(Effect::Killed));
    word.has(Gram::VERB) || word.pronoun.is_some() || takes || alone
}

/// "قتلى وجرحى" without a number: two figures.
fn dead_and_hurt(doc: &Doc<'_>, at: usize) -> Option<Vec<Group>> {
    let word = &doc.words[at];
    let plural = matches!(doc.stem(at), "قتلي" | "شهدا");
    if !word.has(Gram::BOTH) || !plural || word.len != 2 {
        return None;
    }
    let group = |tokens: Range<usize>, start: usize, effect, joined| Group {
        bytes: start..doc.tokens()[tokens.start].end,
        tokens,
        who: Who::People,
        effect: Some(effect),
        count: Count::Vague(Vague::Plural),
        share: Share::Whole,
        definite: false,
        joined,
        counted: true,
        unsure: false,
    };
    let hurt = doc.tokens()[at + 1].byte_of(doc.text.raw, 1);
    Some(vec![
        group(at..at + 1, doc.start(at), Effect::Killed, word.conj),
        group(at + 1..at + 2, hurt, Effect::Injured, true),
    ])
}

/// "قُتل اثنان وأصيب ثالث": an ordinal right behind a word of harm is one more.
fn is_another(doc: &Doc<'_>, at: usize) -> bool {
    let ordinal = matches!(
        doc.form(at),
        "ثالث" | "رابع" | "خامس" | "سادس" | "ثالثه" | "رابعه"
    );
    // "أصيب شاب في الصدر، وثالث بجروح في القدم"
    let joined = matches!(
        doc.form(at),
        "وثالث" | "ورابع" | "وخامس" | "وسادس" | "وثالثه" | "ورابعه"
    );
    let hurt = doc.words.get(at + 1).is_some_and(|w| w.prep == Some('ب'));
    ordinal && at > 0 && doc.words[at - 1].lex.harm.is_some() || joined && hurt
}

fn one(doc: &Doc<'_>, at: usize, end: usize, who: Who, share: Share) -> Step {
    let tokens = at..end;
    Step::Groups(vec![Group {
        bytes: doc.bytes(&tokens),
        tokens,
        who,
        effect: None,
        count: Count::exactly(1),
        share,
        definite: false,
        joined: doc.words[at].conj,
        counted: true,
        unsure: false,
    }])
}

/// "معظمهم من النساء والأطفال": a share without a number for each noun.
fn most(doc: &Doc<'_>, at: usize, end: usize) -> Step {
    let mut groups = Vec::new();
    let mut next = doc.after(at);
    let mut from = at;
    if doc.form(next) == "من" {
        next += 1;
    }
    while next < end && !doc.is_mark(next) {
        let word = &doc.words[next];
        // "أكثرهم لحالات اختناق": to what most of them came.
        let led = word.prep.is_some();
        let Some(noun) = word.lex.noun.filter(|_| !led && (from == at || word.conj)) else {
            break;
        };
        let tokens = from..doc.after(next);
        // "معظمهم من العمال والسائقين": one sort of people.
        if let Some(last) = groups.last_mut().filter(|g: &&mut Group| g.who == noun.who) {
            last.tokens.end = tokens.end;
            last.bytes.end = doc.bytes(&tokens).end;
            next = tokens.end;
            from = next;
            continue;
        }
        groups.push(Group {
            bytes: doc.bytes(&tokens),
            tokens: tokens.clone(),
            who: noun.who,
            effect: noun.effect,
            count: Count::Vague(Vague::Mostly),
            share: Share::Most,
            definite: false,
            joined: word.conj,
            counted: true,
            unsure: false,
        });
        next = tokens.end;
        from = next;
    }
    match groups.is_empty() {
        true => Step::Skip(next),
        false => Step::Groups(groups),
    }
}

/// Whether a family stands here that may be counted by its members.
pub fn is_family_of(doc: &Doc<'_>, at: usize) -> bool {
    matches!(doc.stem(at), "اسره" | "عائله" | "عايله")
}

/// "أسرة من خمسة أفراد".
fn family(doc: &Doc<'_>, at: usize, end: usize) -> Option<Group> {
    let made = (at + 1..(at + 4).min(end)).find(|&i| doc.form(i) == "من")?;
    let number = doc.number(made + 1).filter(|n| n.next < end)?;
    let members = doc.words[number.next].lex.noun?;
    let tokens = at..doc.after(number.next);
    (members.who == Who::People).then(|| Group {
        bytes: doc.bytes(&tokens),
        tokens,
        who: Who::FamilyMembers,
        effect: None,
        count: number.count,
        share: Share::Whole,
        definite: false,
        joined: doc.words[at].conj,
        counted: true,
        unsure: false,
    })
}

/// A number with what it counts.
fn numbered(doc: &Doc<'_>, at: usize, number: &number::Number, end: usize) -> Step {
    let mut next = number.next;
    // "(9) إصابات": what is counted stands behind the brackets.
    let open = at > 0 && number::opens(&doc.tokens()[at - 1]);
    let set_off = open && next + 1 < end && number::closes(&doc.tokens()[next]);
    next += usize::from(set_off);
    let refused = number.thing || next < end && is_thing(doc, next);
    // "ما يقارب الخمسين": what is about a number counts.
    let rough = match number.count {
        Count::Stated { range, approximate } => approximate || range.min() != range.max(),
        Count::Vague(_) => true,
    };
    // "البعض لم يصلوا": some of whom nobody knows how many.
    let some = number.definite && number.count == Count::Vague(Vague::Several);
    // "احتجاز الأربعة الباقين".
    let rest = ["باق", "متبق", "اخر"]
        .iter()
        .any(|w| doc.stem(next).starts_with(w));
    if refused || some || number.definite && !rough && !rest {
        return Step::Skip(doc.after(next.min(doc.end() - 1)).min(end).max(at + 1));
    }
    let counted = what(doc, next, end);
    let mut group = Group {
        tokens: at..next,
        bytes: 0..0,
        who: counted.who,
        effect: counted.effect,
        count: number.count,
        share: counted.share,
        definite: false,
        joined: number.letters > 0 && doc.form(at).starts_with(['و', 'ف'])
            || at > 0 && doc.form(at - 1) == "و",
        counted: true,
        unsure: !counted.known,
    };
    // "2019" behind a noun is a year; only a noun of people makes it a toll.
    if number.weak && !counted.noun {
        return Step::Skip(next);
    }
    next = counted.end;
    if let Some((qualifier, after)) = number::qualifier_after(doc.tokens(), next)
        && after <= end
        && let Some(count) = number::requalified(group.count, qualifier)
    {
        group.count = count;
        next = after;
    }
    group.tokens.end = next;
    let start = match set_off {
        true => doc.tokens()[at - 1].start,
        false => doc.tokens()[at].byte_of(doc.text.raw, number.letters),
    };
    group.bytes = start..doc.tokens()[next - 1].end;
    Step::Groups(vec![group])
}

fn is_thing(doc: &Doc<'_>, at: usize) -> bool {
    let word = &doc.words[at];
    // "3 ببلدة": where they are.
    let where_told = word.prep == Some('ب') && word.has(Gram::PLACE_DROPPED.with(Gram::PLACE_KEPT));
    !where_told
        && word.has(Gram::THING)
        && word.lex.noun.is_none_or(|n| n.effect.is_none())
        && word.len == 1
        || doc.is(at, '%')
        || doc.is(at, '٪')
}

/// What a number counts.
struct Counted {
    who: Who,
    effect: Option<Effect>,
    share: Share,
    end: usize,
    /// Whether a noun of people says so, or nothing stands there that could count anything else.
    known: bool,
    /// Whether a noun of people says so.
    noun: bool,
}

fn what(doc: &Doc<'_>, at: usize, end: usize) -> Counted {
    let bare = |end, known| Counted {
        who: Who::People,
        effect: None,
        share: Share::Whole,
        end,
        known,
        noun: false,
    };
    // "خمسة عشر "تكفيرياً"": a word that is not the teller's own.
    let quoted = at + 2 < end && (doc.is(at, '"') || doc.is(at, '«') || doc.is(at, '“'));
    if quoted && let Some(noun) = doc.words[at + 1].lex.noun.filter(|_| doc.is_mark(at + 2)) {
        return Counted {
            who: noun.who,
            effect: noun.effect,
            noun: true,
            ..bare(at + 3, true)
        };
    }
    if at >= end || doc.is_mark(at) {
        return bare(at, true);
    }
    let word = &doc.words[at];
    if word.has(Gram::BOTH) {
        return Counted {
            effect: Some(Effect::KilledOrInjured),
            ..bare(doc.after(at), true)
        };
    }
    if matches!(doc.form(at), "منهم" | "منهن" | "منها" | "منهما") {
        return of_them(doc, doc.after(at), end);
    }
    let from_others = doc.form(at) == "من" && at + 1 < end;
    if from_others || word.prep == Some('ل') && word.lex.noun.is_some() && doc.words[at].len == 1 {
        let noun_at = at + usize::from(from_others);
        return of_noun(doc, noun_at, end).unwrap_or_else(|| bare(at, true));
    }
    if let Some(noun) = word.lex.noun.filter(|_| !word.conj && word.prep.is_none()) {
        return with_noun(doc, at, noun, end);
    }
    let closes = word.conj
        || doc.form(at).starts_with("وو")
        || word.prep.is_some()
        || word.has(Gram::STOP.with(Gram::VERB))
        || word.lex.harm.is_some();
    // What is known and is neither a thing nor what can be hit does not stand for what is counted.
    let other = word.lex.target.is_some() || word.lex.weapon.is_some() || word.lex.act.is_some();
    if closes || !word.is_unknown() && !other {
        return bare(at, true);
    }
    // A noun that is not known: it may count anything.
    match word.is_unknown() && looks_like_people(doc.form(at)) {
        true => bare(at + 1, true),
        false => bare(at, false),
    }
}

/// "ثلاثة منهم", "10 منهم نساء", "ثلاثة منهم من عائلة واحدة": some of others, perhaps with who they are.
fn of_them(doc: &Doc<'_>, at: usize, end: usize) -> Counted {
    let mut who = Who::People;
    let mut next = at;
    let from = doc.form(at) == "من";
    if from {
        next = origin(doc, at, end, &mut who);
    }
    let noun_at = at + usize::from(from);
    let word = doc
        .words
        .get(noun_at)
        .filter(|_| next == at && noun_at < end);
    // "ثماني منها لقاصرات"
    let noun = word.filter(|w| {
        let whose = w.prep == Some('ل') && !from;
        !w.conj && (w.prep.is_none() || whose) && w.article == from
    });
    if let Some(noun) = noun.and_then(|w| w.lex.noun).filter(|n| n.effect.is_none()) {
        who = noun.who;
        next = doc.after(noun_at);
    }
    Counted {
        who,
        effect: None,
        share: Share::Of,
        end: next,
        known: true,
        noun: false,
    }
}

/// A noun in ي with an ending of the accusative or the plural is mostly one of a people: "فلسطينياً".
fn looks_like_people(form: &str) -> bool {
    ["يا", "يين", "يون", "يات"]
        .iter()
        .any(|ending| form.ends_with(ending))
        && form.chars().count() > 5
}

/// "أربعة من أفراد الشرطة", "ثلاث من بناتها", "٤ من أسرة واحدة", "١٣ من الحضور".
fn of_noun(doc: &Doc<'_>, at: usize, end: usize) -> Option<Counted> {
    let word = &doc.words[at];
    if is_family_of(doc, at) || doc.stem(at) == "ال" {
        return Some(Counted {
            who: Who::FamilyMembers,
            effect: None,
            share: Share::Whole,
            end: (doc.after(at) + 1).min(end),
            known: true,
            noun: true,
        });
    }
    if let Some(noun) = word.lex.noun {
        let counted = with_noun(doc, at, noun, end);
        return Some(Counted {
            end: tail(doc, counted.end, end),
            ..counted
        });
    }
    let party = Gram::PARTY_HEAD
        .with(Gram::PARTY_NAME)
        .with(Gram::PARTY_LABEL);
    let end_of_word = doc.after(at);
    (word.article || word.has(party)).then(|| Counted {
        // "اثنين من الشرطة": whose people they are says who they are.
        who: force(doc, at).unwrap_or(Who::People),
        effect: None,
        share: Share::Whole,
        end: if word.article {
            end_of_word
        } else {
            tail(doc, end_of_word, end)
        },
        known: true,
        noun: true,
    })
}

/// The noun behind a number, with the nouns and adjectives that say more of the same people.
fn with_noun(doc: &Doc<'_>, at: usize, noun: Noun, end: usize) -> Counted {
    let own = |w: &str| doc.stem(at).starts_with(w);
    let daughters =
        doc.words[at].pronoun.is_some() && ["بنت", "بنات", "ولد", "اولاد"].into_iter().any(own);
    let mut out = Counted {
        who: if daughters {
            Who::FamilyMembers
        } else {
            noun.who
        },
        effect: noun.effect,
        share: Share::Whole,
        end: doc.after(at),
        known: true,
        noun: true,
    };
    let numbered = at > 0 && doc.number(at - 1).is_some_and(|n| n.next == at);
    while out.end < end {
        let next = &doc.words[out.end];
        let form = doc.form(out.end);
        if matches!(
            form,
            "واحد" | "واحده" | "اثنين" | "اثنان" | "اثنتين" | "اثنتان"
        ) {
            out.end += 1;
            continue;
        }
        // "عشرات القتلى والجرحى": one number for both.
        let joined = next.conj
            && next
                .lex
                .noun
                .is_some_and(|n| n.effect == Some(Effect::Injured) && n.number == Number::More);
        if joined && out.effect == Some(Effect::Killed) && noun.number == Number::More {
            out.effect = Some(Effect::KilledOrInjured);
            out.end = doc.after(out.end);
            break;
        }
        // "30 مريضاً وعاملاً صحياً": both stand behind the one number.
        let twin = next.lex.noun.filter(|n| {
            numbered
                && next.conj
                && n.effect.is_none()
                && form.ends_with('ا')
                && doc.form(at).ends_with('ا')
                && (noun.number, n.number) == (Number::OneOrTwo, Number::OneOrTwo)
        });
        // "عدد من الأطفال والنساء"
        let several = at > 0
            && doc.words[at].article
            && matches!(doc.form(at - 1), "من")
            && next.conj
            && next.article
            && next
                .lex
                .noun
                .is_some_and(|n| n.effect.is_none() && n.number == Number::More);
        let twin = twin.or(next.lex.noun.filter(|_| several && out.effect.is_none()));
        if let Some(twin) = twin {
            if twin.who != out.who {
                out.who = Who::People;
            }
            out.end = doc.after(out.end);
            continue;
        }
        if next.has(Gram::BOTH) {
            out.effect = Some(Effect::KilledOrInjured);
            out.end = doc.after(out.end);
            break;
        }
        if next.has(Gram::AMONG) && next.len == 1 && matches!(form, "منهم" | "منهن") {
            out.share = Share::Of;
            out.end += 1;
            break;
        }
        let defined = doc.words[at].article || doc.words[at].pronoun.is_some();
        let adjective = next.lex.noun.filter(|a| {
            !next.conj
                && next.prep.is_none()
                && next.article == defined
                && next.pronoun.is_none()
                && agree(noun.number, a.number, form)
                && (!defined || a.effect.is_some() || is_age(a.who) || titles(&out))
        });
        let Some(adjective) = adjective else {
            out.end = origin(doc, out.end, end, &mut out.who);
            break;
        };
        let older = is_age(adjective.who) && matches!(out.who, Who::Children | Who::Girls);
        if out.who == Who::People || older || titles(&out) {
            out.who = adjective.who;
        }
        if out.effect.is_none() {
            out.effect = adjective.effect;
        }
        out.end = doc.after(out.end);
    }
    out
}

/// "الشهيد الفتى", "الشهيدة الصحفية": of somebody who is told of by the harm alone the next noun says more.
fn titles(counted: &Counted) -> bool {
    counted.effect == Some(Effect::Killed) && matches!(counted.who, Who::People | Who::Women)
}

/// Whether a second noun can be the adjective of the first: not "مسلحون مهندساً", "300 جريح ضحايا". Of things and
/// of broken plurals the adjective is one woman's: "جثث مجهولة".
fn agree(noun: Number, adjective: Number, form: &str) -> bool {
    let one = |number| matches!(number, Number::One | Number::OneOrTwo);
    // "ولداها الجريحان": before a pronoun two are written like one in the accusative.
    if noun == Number::OneOrTwo && matches!(adjective, Number::Two | Number::TwoOrMore) {
        return true;
    }
    match (one(noun), one(adjective)) {
        (true, true) => true,
        (false, true) => form.ends_with('ه') && noun != Number::Two,
        (true, false) => false,
        (false, false) => true,
    }
}

/// Whether an adjective that says so tells more than the noun: "طفلها الرضيع".
fn is_age(who: Who) -> bool {
    matches!(who, Who::Infants | Who::Elderly)
}

/// "3 قتلى من عائلة واحدة", "عنصرين من حزب الله", "خمسة شهداء من آل سرور": whence the people are.
fn origin(doc: &Doc<'_>, at: usize, end: usize, who: &mut Who) -> usize {
    if doc.form(at) != "من" || at + 1 >= end {
        return at;
    }
    let next = at + 1;
    let house = doc.form(next) == "بيت" && doc.form(next + 1) == "واحد";
    if is_family_of(doc, next) || house || matches!(doc.form(next), "ال" | "ذات") {
        if *who == Who::People {
            *who = Who::FamilyMembers;
        }
        return tail(doc, (next + 2).min(end), end);
    }
    let party = Gram::PARTY_HEAD
        .with(Gram::PARTY_NAME)
        .with(Gram::PARTY_LABEL);
    let noun = doc.words[next].lex.noun;
    if doc.has(next, party) || noun.is_none() && force(doc, next).is_some() {
        // "منتسباً من الحشد": whose people they are tells more than their rank.
        if *who == Who::People {
            *who = force(doc, next).or(noun.map(|n| n.who)).unwrap_or(*who);
        } else if *who == Who::Police {
            *who = force(doc, next).unwrap_or(*who);
        }
        return tail(doc, doc.after(next), end);
    }
    // "عمال إنقاذ من الدفاع المدني": for whom they work.
    let employs = doc.has(next, Gram::SPEAKER_HEAD) && noun.is_none() && doc.words[next].len > 1;
    if employs {
        return doc.after(next).min(end);
    }
    // "من ضباط العدو": whose they are stands behind.
    let owned = noun.is_some_and(|n| n.number == Number::More)
        && doc
            .words
            .get(doc.after(next))
            .is_some_and(|w| w.article && !w.conj);
    match noun.filter(|_| doc.words[next].article || owned) {
        Some(noun) => {
            if *who == Who::People {
                *who = noun.who;
            }
            let end_of_noun = doc.after(next);
            if owned {
                tail(doc, end_of_noun, end)
            } else {
                end_of_noun
            }
        }
        None => at,
    }
}

/// Who the people of a force are: "من الشرطة", "من الجيش".
pub fn force(doc: &Doc<'_>, at: usize) -> Option<Who> {
    match () {
        () if doc.stem_in(at, Cue::POLICE) => Some(Who::Police),
        () if doc.stem_in(at, Cue::ARMY) => Some(Who::Soldiers),
        () if doc.stem_in(at, Cue::MILITIA) => Some(Who::Fighters),
        () if doc.stem(at) == "دفاع" && doc.stem(at + 1) == "مدني" => Some(Who::Rescuers),
        () => None,
    }
}

/// One more word with the article or of a party: "الشرطة", "واحدة".
fn tail(doc: &Doc<'_>, at: usize, end: usize) -> usize {
    if at >= end || doc.is_mark(at) {
        return at;
    }
    let word = &doc.words[at];
    let goes_on = word.article && word.prep.is_none() && !word.conj && !word.has(Gram::STOP)
        || matches!(doc.form(at), "واحده" | "واحد");
    if goes_on { at + 1 } else { at }
}
