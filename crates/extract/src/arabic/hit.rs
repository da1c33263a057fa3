//! Weapons named and what was hit.

use std::ops::Range;

use tollbook_record::{TargetKind, WeaponKind, Who};

use super::doc::Doc;
use super::lexicon::{Cue, Gram, Number};

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
            // "نيران رشاشاتها": the second word says what fired.
            let fires = matches!(kind, WeaponKind::MachineGun | WeaponKind::SniperRifle);
            let of = |last: &&mut Hit<WeaponKind>| {
                fires && last.kind == WeaponKind::SmallArms && last.tokens.end == at
            };
            if let Some(last) = out.last_mut().filter(of) {
                last.kind = kind;
                last.tokens.end = next;
                at = next;
                continue;
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

fn is_weapon(doc: &Doc<'_>, at: usize, kind: WeaponKind) -> bool {
    let before = at.checked_sub(1).map_or("", |i| doc.stem(i));
    let of_peace = matches!(
        before,
        "وقف" | "لوقف" | "بوقف" | "مستودع" | "مستودعات" | "صفارات"
    );
    // "مستودع لتخزين الطائرات المسيّرة والصواريخ": what is kept, and not used.
    let kept = (at.saturating_sub(4)..at).any(|i| doc.stem_in(i, Cue::STORED));
    // "صاروخ أصاب دبابتهم": what was hit itself.
    let hit = kind == WeaponKind::TankShell
        && doc.stem(at).starts_with("دباب")
        && at > 0
        && doc.has(at - 1, Gram::STRIKES.with(Gram::STRUCK))
        && doc.words[at].pronoun.is_some();
    let of_fire = kind == WeaponKind::SmallArms && burns(doc, at);
    !(of_peace || of_fire || kept || hit)
}

/// Whether fire is set, and not opened, with the word at `at`.
fn burns(doc: &Doc<'_>, at: usize) -> bool {
    (at.saturating_sub(3)..at).any(|i| doc.stem_in(i, Cue::BURNS))
}

/// Words that have what was hit as their object, or as their subject where it fell or burnt.
const STRIKES: Gram = Gram::STRIKES.with(Gram::STRUCK).with(Gram::COLLAPSES);

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
    TargetKind::GovernmentSite,
    TargetKind::Office,
    TargetKind::Media,
    TargetKind::Factory,
    TargetKind::Aid,
    TargetKind::MilitarySite,
];

/// What a run of tokens says was hit. `from` is the token where the attack is told first.
pub fn targets(
    doc: &Doc<'_>,
    span: Range<usize>,
    acts: &[Range<usize>],
    dates: &[Range<usize>],
    weapons: &[Hit<WeaponKind>],
) -> Vec<Hit<TargetKind>> {
    let mut out: Vec<Hit<TargetKind>> = Vec::new();
    let mut at = span.start;
    while at < span.end {
        let next = doc.after(at).min(span.end);
        if let Some(kind) = doc.words[at].lex.target.map(|kind| refuge(doc, at, kind))
            && !are_people(doc, at, kind)
            && !is_in_a_name(doc, at)
            && !is_ridden(doc, at, kind)
            && (is_hit(doc, at, kind, &span, acts, dates, out.last())
                || acts.is_empty() && is_aimed_at(doc, at, weapons))
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

/// "معسكر أبو شوك للنازحين": a camp of those who fled, and not of soldiers.
fn refuge(doc: &Doc<'_>, at: usize, kind: TargetKind) -> TargetKind {
    const REACH: usize = 4;
    let of = |i: usize| doc.stem_in(i, Cue::OF_REFUGE);
    let end = doc.after(at);
    match kind == TargetKind::MilitarySite && (end..end + REACH).any(of) {
        true => TargetKind::Camp,
        false => kind,
    }
}

/// "صوب مزارعين": farmers, and not two farms.
fn are_people(doc: &Doc<'_>, at: usize, kind: TargetKind) -> bool {
    let noun = doc.words[at].lex.noun;
    // "22 قتيلاً بين المدنيين": those who were harmed.
    let among = at > 0 && doc.form(at - 1) == "بين";
    let people = noun.is_some_and(|n| n.number != Number::One && n.who != Who::Teachers);
    people && (kind != TargetKind::Gathering || among)
}

/// "برميل على بيت جيراننا": the weapon alone says that it was hit.
fn is_aimed_at(doc: &Doc<'_>, at: usize, weapons: &[Hit<WeaponKind>]) -> bool {
    const REACH: usize = 2;
    let on = at
        .checked_sub(1)
        .filter(|&i| matches!(doc.form(i), "علي" | "ع"));
    let ends = |on: usize| {
        weapons
            .iter()
            .any(|w| (w.tokens.end..=w.tokens.end + REACH).contains(&on))
    };
    on.is_some_and(ends)
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
    // "النار على سيارة": at what they shot.
    let aimed = |on: usize| {
        let before = on.checked_sub(1).map(|i| doc.words[i].lex);
        before.is_some_and(|lex| lex.weapon.is_some() || lex.act.is_some())
    };
    let Some(on) = on.filter(|&on| kind == TargetKind::Vehicle && !aimed(on)) else {
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
        acts.iter().any(|a| a.start == i) || doc.has(i, Gram::VERB) && doc.has(i, STRIKES)
    });
    let relative = behind.is_some_and(|i| {
        doc.words[i].pronoun.is_some() && doc.has(i, Gram::VERB)
            || doc.form(i + 1).starts_with("علي") && doc.form(i + 1) != "علي"
    });
    if relative || suffers(doc, at, span) || is_damaged(doc, at, span) {
        return true;
    }
    // "منازل وسيارات", "وعدد من المنازل": what و joins to something hit.
    let some = at >= 2 && doc.form(at - 1) == "من" && doc.number(at - 2).is_some();
    let joined = word.conj || some && doc.form(at - 2).starts_with('و');
    if joined && last.is_some_and(|l| at - l.tokens.end <= 4) {
        return !doc.has(at, Gram::VERB);
    }
    governed(doc, at, kind, span, acts, dates, last)
}

/// "مدرستان تعرضتا للقصف", "دورية للأمن تعرضت لكمين": what stands first and suffers what is told behind it.
fn suffers(doc: &Doc<'_>, at: usize, span: &Range<usize>) -> bool {
    const REACH: usize = 6;
    let of = at > span.start + 1 && doc.form(at - 1) == "من" && doc.is_word(at - 2);
    let opens =
        at == span.start || of || doc.is_mark(at - 1) || matches!(doc.form(at - 1), "ان" | "بان");
    let verbs = Gram::SUFFERS.with(Gram::COLLAPSES);
    let end = doc.after(at);
    let verb = (end..span.end.min(end + REACH))
        .take_while(|&i| !doc.is_mark(i))
        .find(|&i| doc.has(i, Gram::VERB));
    opens && doc.words[at].prep.is_none() && verb.is_some_and(|i| doc.has(i, verbs))
}

/// "حريق في محال تجارية", "أضرار مادية كبيرة في مسجد".
fn is_damaged(doc: &Doc<'_>, at: usize, span: &Range<usize>) -> bool {
    const ADJECTIVES: usize = 2;
    let led = match doc.words[at].prep {
        Some('ب') => at,
        None if at > span.start && doc.form(at - 1) == "في" => at - 1,
        _ => return false,
    };
    let before = span.start.max(led.saturating_sub(ADJECTIVES + 1))..led;
    before
        .rev()
        .take_while(|&i| !doc.is_mark(i))
        .any(|i| doc.has(i, Gram::DAMAGE))
}

/// Whether the words before say that it was hit.
fn governed(
    doc: &Doc<'_>,
    at: usize,
    kind: TargetKind,
    span: &Range<usize>,
    acts: &[Range<usize>],
    dates: &[Range<usize>],
    last: Option<&Hit<TargetKind>>,
) -> bool {
    const REACH: usize = 6;
    let word = &doc.words[at];
    let after_act = acts.iter().any(|a| a.start < at);
    if word.prep == Some('ب') {
        // "انفجر لغم من مخلفات الحرب بسيارة"
        let before = (span.start.max(at.saturating_sub(REACH))..at).rev();
        let weapon = before
            .take_while(|&i| !doc.is_mark(i) && !doc.has(i, Gram::VERB))
            .any(|i| doc.words[i].lex.weapon.is_some())
            || at > span.start && doc.words[at - 1].inner;
        let planted = at > span.start && doc.has(at - 1, Gram::CARRIED);
        return after_act
            && INSIDE.contains(&kind)
            && (weapon || planted || acts.iter().any(|a| a.end == at));
    }
    if word.prep == Some('ل') {
        // "قصف طائرة حوثية لمنزلهم": nothing but whoever did it between.
        let plain = |from: usize| {
            (from..at).all(|i| {
                let word = &doc.words[i];
                doc.is_word(i)
                    && !word.conj
                    && word.lex.target.is_none()
                    && !word.has(Gram::STOP.with(Gram::VERB))
            })
        };
        return acts
            .iter()
            .any(|a| a.end <= at && at - a.end <= REACH && plain(a.end));
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
    let mut seen = 0;
    while seen < REACH {
        if i <= span.start {
            return false;
        }
        i -= 1;
        seen += 1;
        // A date, with the commas that it may stand between.
        let dated = |i: usize| dates.iter().find(|d| d.contains(&i));
        if let Some(date) = dated(i) {
            i = date.start;
            seen -= 1;
            continue;
        }
        let beside = i > span.start && dated(i - 1).is_some() || dated(i + 1).is_some();
        if (doc.is(i, '،') || doc.is(i, ',')) && beside {
            seen -= 1;
            continue;
        }
        let led = doc.words[i].prep.is_some()
            && doc.words[i].lex.act.is_none()
            && doc.words[i].lex.weapon.is_none();
        // "طالب كلية": the word belongs to a person. Behind "مسلحون", which keeps its nun, it does not.
        let person = i + 1 == at
            && doc.words[i].lex.noun.is_some()
            && doc.words[i].lex.target.is_none()
            && !["ون", "ان"]
                .iter()
                .any(|ending| doc.form(i).ends_with(ending));
        // "لدى خروجهم من جامع": whoever was hit there was leaving it.
        let left = i > span.start
            && doc.form(i) == "من"
            && doc.stem(i - 1).starts_with("خروج")
            && INSIDE.contains(&kind);
        if left {
            return after_act;
        }
        let parted = doc.is_mark(i) && !doc.is(i, '"') || doc.stem_in(i, Cue::NO_OBJECT);
        if led || person || parted || doc.stem_in(i, Cue::RIDES) {
            return false;
        }
        if acts.iter().any(|a| a.contains(&i)) {
            // The object of a verb, or of a verbal noun, stands behind it.
            if doc.has(i, STRIKES) || doc.words[i].lex.act.is_some_and(|a| a.verb) {
                return true;
            }
            continue;
        }
        let stem = doc.stem(i);
        if doc.stem_in(i, Cue::INSIDE) {
            let here = stem != "في" || i + 1 == at;
            // "توفي متأثراً بإصابته في مستشفى": where somebody was treated.
            let treated = kind == TargetKind::Hospital
                && (i.saturating_sub(5)..i).any(|j| doc.stem_in(j, Cue::TREATED));
            // "استهداف خيمة قرب مستشفى": beside something that was hit it only says where.
            let near = matches!(
                stem,
                "قرب" | "قباله" | "امام" | "بجوار" | "قدام" | "عند" | "لدي"
            );
            return after_act
                && !(near && last.is_some())
                && here
                && !treated
                && INSIDE.contains(&kind)
                && (kind != TargetKind::Camp && kind != TargetKind::Residential
                    || stem == "داخل"
                    || i > 0 && doc.stem(i - 1) == "نار");
        }
        // "من تحت أنقاض مبنى".
        let rubble = matches!(stem, "انقاض" | "ركام" | "حطام");
        if rubble || doc.has(i, STRIKES) || doc.stem_in(i, Cue::TOWARD) {
            return true;
        }
    }
    false
}
