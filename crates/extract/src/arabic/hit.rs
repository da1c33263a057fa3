//! Weapons named and what was hit.

use std::ops::Range;

use tollbook_record::{TargetKind, WeaponKind, Who};

use super::doc::Doc;
use super::lexicon::{Cue, Gram};

/// Words for a weapon or a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<K> {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its kind.
    pub kind: K,
}

/// The weapons named in a run of tokens.
pub fn weapons(doc: &Doc<'_>, span: Range<usize>) -> Vec<Hit<WeaponKind>> {
    let mut out: Vec<Hit<WeaponKind>> = Vec::new();
    let mut at = span.start;
    while at < span.end {
        let next = doc.after(at).min(span.end);
        // "أضرم مستوطنون النار": the same word is fire.
        let fire = (doc.stem(at) == "نار" && burns(doc, at)).then_some(WeaponKind::Fire);
        let named = doc.words[at]
            .lex
            .weapon
            .filter(|kind| is_weapon(doc, at, *kind));
        if let Some(kind) = fire.or(named) {
            out.push(Hit {
                tokens: at..next,
                kind,
            });
        }
        at = next;
    }
    out
}

fn is_weapon(doc: &Doc<'_>, at: usize, kind: WeaponKind) -> bool {
    let before = at.checked_sub(1).map_or("", |i| doc.stem(i));
    let of_peace = matches!(
        before,
        "وقف" | "لوقف" | "بوقف" | "مستودع" | "مستودعات" | "صفارات"
    );
    // "مستودع لتخزين الطائرات المسيّرة والصواريخ": what is kept, and not used.
    let kept = (at.saturating_sub(4)..at).any(|i| doc.stem_in(i, Cue::STORED));
    let of_fire = kind == WeaponKind::SmallArms && burns(doc, at);
    !(of_peace || of_fire || kept)
}

/// Whether fire is set, and not opened, with the word at `at`.
fn burns(doc: &Doc<'_>, at: usize) -> bool {
    let sets = [
        "اضر",
        "يضرم",
        "التهم",
        "اندلع",
        "اشتعل",
        "اخماد",
        "احرق",
        "تهم",
        "احراق",
    ];
    (at.saturating_sub(3)..at).any(|i| sets.iter().any(|verb| doc.stem(i).starts_with(verb)))
}

/// Words before a target that say it was hit.
const OBJECT_OF: &[&str] = &[
    "علي",
    "ع",
    "طال",
    "طالت",
    "اصاب",
    "اصابت",
    "دمر",
    "دمرت",
    "تدمير",
    "استهداف",
    "استهدف",
    "استهدفت",
    "يستهدف",
    "تستهدف",
    "ضرب",
    "ضربت",
    "هاجم",
    "هاجموا",
    "اقتحم",
    "اقتحموا",
    "داهم",
    "قصف",
    "قصفت",
    "احرق",
    "احرقوا",
    "احراق",
    "نحو",
    "صوب",
    "تجاه",
    "باتجاه",
    "فجر",
    "فجرت",
    "استهدافه",
    "استهدافها",
    "هز",
    "يضرب",
    "نسف",
    "اضرموا",
    "في",
    "بين",
    "سقوط",
    "انقاض",
    "ركام",
    "تضرر",
    "تضررت",
    "خروج",
    "احتراق",
    "احترقت",
    "احترق",
    "تضررتا",
];

/// Kinds of places in which an attack hits whoever is there.
const INSIDE: &[TargetKind] = &[
    TargetKind::Market,
    TargetKind::Mosque,
    TargetKind::School,
    TargetKind::Church,
    TargetKind::Wedding,
    TargetKind::Funeral,
    TargetKind::Checkpoint,
    TargetKind::Bakery,
    TargetKind::Bus,
    TargetKind::Shop,
    TargetKind::PlaceOfWorship,
    TargetKind::Hospital,
    TargetKind::Shelter,
    TargetKind::Prison,
    TargetKind::PoliceSite,
    TargetKind::Gathering,
    TargetKind::Boat,
    TargetKind::Residential,
    TargetKind::Camp,
    TargetKind::Farm,
    TargetKind::Vehicle,
    TargetKind::Convoy,
];

/// What a run of tokens says was hit. `from` is the token where the attack is told first.
pub fn targets(
    doc: &Doc<'_>,
    span: Range<usize>,
    acts: &[Range<usize>],
    dates: &[Range<usize>],
) -> Vec<Hit<TargetKind>> {
    let mut out: Vec<Hit<TargetKind>> = Vec::new();
    let mut at = span.start;
    while at < span.end {
        let next = doc.after(at).min(span.end);
        if let Some(kind) = doc.words[at].lex.target
            && !is_in_a_name(doc, at)
            && !is_ridden(doc, at, kind)
            && is_hit(doc, at, kind, &span, acts, dates, out.last())
        {
            // "قافلة إغاثة" is both.
            if kind == TargetKind::Aid && doc.stem(at) == "قافله" {
                out.push(Hit {
                    tokens: at..next,
                    kind: TargetKind::Convoy,
                });
            }
            out.push(Hit {
                tokens: at..next,
                kind,
            });
        }
        at = next;
    }
    out
}

/// "بلدة السد", "بلدة جسرين", "قرية بيت بيش": the name of a place.
fn is_in_a_name(doc: &Doc<'_>, at: usize) -> bool {
    let kind = at > 0
        && doc.has(at - 1, Gram::PLACE_DROPPED)
        && doc.words[at - 1].lex.target.is_none()
        && !doc.words[at - 1].article;
    let named =
        doc.words[at].article || !doc.has(at, Gram::PLACE_KEPT) || doc.has(at, Gram::BINDER);
    kind && named
}

/// "مسلحون مجهولون على دراجة نارية": what those rode who did it.
fn is_ridden(doc: &Doc<'_>, at: usize, kind: TargetKind) -> bool {
    let on = at
        .checked_sub(1)
        .filter(|&i| matches!(doc.form(i), "علي" | "متن"));
    let Some(on) = on.filter(|_| kind == TargetKind::Vehicle) else {
        return false;
    };
    let armed = |i: usize| {
        let fighters = doc.words[i]
            .lex
            .noun
            .is_some_and(|n| n.who == Who::Fighters);
        fighters || doc.stem(i).starts_with("مجهول")
    };
    (on.saturating_sub(3)..on).any(armed)
}

fn is_hit(
    doc: &Doc<'_>,
    at: usize,
    kind: TargetKind,
    span: &Range<usize>,
    acts: &[Range<usize>],
    dates: &[Range<usize>],
    last: Option<&Hit<TargetKind>>,
) -> bool {
    let word = &doc.words[at];
    if acts.is_empty() {
        return false;
    }
    // "منزلها الذي دمرته غارة", "منزل أغار عليه الطيران".
    let end = doc.after(at);
    let behind = (end..(end + 3).min(span.end)).find(|&i| {
        acts.iter().any(|a| a.start == i)
            || doc.has(i, Gram::VERB)
                && OBJECT_OF
                    .iter()
                    .any(|w| doc.stem(i).starts_with(w) && w.len() > 6)
    });
    let relative = behind.is_some_and(|i| {
        doc.words[i].pronoun.is_some() && doc.has(i, Gram::VERB)
            || doc.form(i + 1).starts_with("علي") && doc.form(i + 1) != "علي"
    });
    if relative {
        return true;
    }
    // "منازل وسيارات": what و joins to something hit.
    if word.conj && last.is_some_and(|l| at - l.tokens.end <= 4) {
        return !doc.has(at, Gram::VERB);
    }
    governed(doc, at, kind, span, acts, dates)
}

/// Whether the words before say that it was hit.
fn governed(
    doc: &Doc<'_>,
    at: usize,
    kind: TargetKind,
    span: &Range<usize>,
    acts: &[Range<usize>],
    dates: &[Range<usize>],
) -> bool {
    const REACH: usize = 6;
    let word = &doc.words[at];
    let after_act = acts.iter().any(|a| a.start < at);
    if word.prep == Some('ب') {
        let weapon =
            at > span.start && (doc.words[at - 1].lex.weapon.is_some() || doc.words[at - 1].inner);
        return after_act && INSIDE.contains(&kind) && (weapon || acts.iter().any(|a| a.end == at));
    }
    if word.prep == Some('ل') {
        return acts.iter().any(|a| a.end == at);
    }
    // "قصف منزل": the genitive of a verbal noun is its object, but that of a massacre is its name.
    let genitive = |a: &Range<usize>| {
        let noun = doc.words[a.start]
            .lex
            .act
            .is_some_and(|w| !w.verb && !w.weak);
        let named = doc.words[a.start].article || doc.stem_in(a.start, Cue::MASSACRE);
        a.end == at && noun && !named
    };
    if word.prep.is_none() && !word.conj && acts.iter().any(genitive) {
        return true;
    }
    let mut i = at;
    for _ in 0..REACH {
        if i <= span.start {
            return false;
        }
        i -= 1;
        // A date, with the commas that it may stand between.
        let dated = |i: usize| dates.iter().find(|d| d.contains(&i));
        if let Some(date) = dated(i) {
            i = date.start;
            continue;
        }
        let beside = i > span.start && dated(i - 1).is_some() || dated(i + 1).is_some();
        if (doc.is(i, '،') || doc.is(i, ',')) && beside {
            continue;
        }
        let stem = doc.stem(i);
        let led = doc.words[i].prep.is_some()
            && doc.words[i].lex.act.is_none()
            && doc.words[i].lex.weapon.is_none();
        if led || stem == "رد" || stem == "ردا" {
            return false;
        }
        // "طالب كلية": the word belongs to a person.
        if i + 1 == at && doc.words[i].lex.noun.is_some() && doc.words[i].lex.target.is_none() {
            return false;
        }
        if doc.is_mark(i) && !doc.is(i, '"')
            || matches!(
                stem,
                "الي" | "من" | "عن" | "ان" | "خلال" | "اثناء" | "بعد" | "قبل" | "مع"
            )
        {
            return false;
        }
        if acts.iter().any(|a| a.contains(&i)) {
            // The object of a verb, or of a verbal noun, stands behind it.
            if OBJECT_OF.iter().any(|w| stem.starts_with(w))
                || doc.words[i].lex.act.is_some_and(|a| a.verb)
            {
                return true;
            }
            continue;
        }
        if stem.starts_with("يستقل")
            || stem.starts_with("تستقل")
            || matches!(stem, "متن" | "يقود" | "يقودها" | "يركب" | "يركبون")
        {
            return false;
        }
        match stem {
            "في" | "داخل" | "بداخل" | "قرب" | "قباله" | "وسط" | "امام" | "بجوار" | "قدام"
            | "مدخل" | "بوابه" | "باحه" | "لدي" => {
                let here = stem != "في" || i + 1 == at;
                // "توفي متأثراً بإصابته في مستشفى": where somebody was treated.
                let treated = kind == TargetKind::Hospital
                    && (i.saturating_sub(5)..i).any(|j| doc.stem_in(j, Cue::TREATED));
                return after_act
                    && here
                    && !treated
                    && INSIDE.contains(&kind)
                    && (kind != TargetKind::Camp && kind != TargetKind::Residential
                        || stem == "داخل"
                        || i > 0 && doc.stem(i - 1) == "نار");
            }
            _ if OBJECT_OF.contains(&stem) => return true,
            _ => {}
        }
    }
    false
}
