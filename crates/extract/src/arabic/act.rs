//! Words for attacks, and what kind of attack the means beside them make of it.

use std::ops::Range;

use tollbook_record::{Act, WeaponKind, Who};

use super::doc::Doc;
use super::lexicon::{ActWord, Cue, Gram};

/// A word for an attack in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActCue {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it says.
    pub word: ActWord,
    /// Whether it points back: "الغارة".
    pub definite: bool,
}

/// The words for attacks in a run of tokens.
pub fn find(doc: &Doc<'_>, span: Range<usize>) -> Vec<ActCue> {
    let mut out = Vec::new();
    let mut at = span.start;
    while at < span.end {
        let next = doc.after(at).min(span.end);
        if let Some(word) = doc.words[at].lex.act.filter(|_| is_told(doc, at)) {
            // "الهجمات التي تستهدف المدنيين" tells of no attack in particular.
            let relative = word.verb
                && at > 0
                && matches!(doc.form(at - 1), "التي" | "الذي" | "الذين")
                && doc.form(at).starts_with(['ت', 'ي']);
            out.push(ActCue {
                tokens: at..next,
                word,
                definite: relative || !word.verb && doc.words[at].article,
            });
        }
        at = next;
    }
    out
}

/// Whether the words speak of an attack here: "وقف إطلاق النار" is a cease-fire, "ضربة موجعة
/// للمحادثات" a figure of speech, "حكم الإعدام" a sentence.
fn is_told(doc: &Doc<'_>, at: usize) -> bool {
    let ceases = at > 0 && doc.stem_in(at - 1, Cue::CEASES);
    let figure = doc.form_in(doc.after(at), Cue::FIGURATIVE);
    // "أسقطت المقاومة طائرة": aircraft shot down harm nobody by that.
    let downs = doc.stem(at).starts_with("اسقط")
        && (at + 1..doc.words.len().min(at + 4)).any(|i| {
            doc.has(i, Gram::AIR.with(Gram::DRONE))
                && doc.words[i].lex.noun.is_none()
                && doc.words[i].lex.target.is_none()
                && i > at + 1
                || matches!(
                    doc.words[i].lex.weapon,
                    Some(
                        WeaponKind::Rocket
                            | WeaponKind::GuidedMissile
                            | WeaponKind::BallisticMissile
                            | WeaponKind::CruiseMissile
                            | WeaponKind::LoiteringMunition
                    )
                )
        });
    // "فتح مسلحون النار": who opens it stands between; alone the verb opens a road or a town.
    let opens = matches!(doc.stem(at), "فتح" | "فتحت" | "فتحوا" | "يفتح" | "تفتح");
    let mut fire = (at + 1..doc.end().min(at + 6)).take_while(|&i| !doc.is_mark(i));
    if opens
        && doc.words[at].len == 1
        && !fire.any(|i| {
            matches!(
                doc.stem(i),
                "نار" | "نيران" | "نيرانها" | "نيرانه" | "نيرانهم"
            )
        })
    {
        return false;
    }
    // "أوقفوا حافلة": a stop, and no arrest.
    let next = doc.words.get(doc.after(at));
    let stops = doc.stem(at).starts_with("اوقف") && next.is_some_and(|w| w.lex.target.is_some());
    let ceases = ceases || stops || is_sentence(doc, at);
    let generic = at > 0 && matches!(doc.stem(at - 1), "كل" | "جميع") || downs;
    !(ceases || figure || generic)
}

/// "حكمت المحكمة بإعدام خمسة", "الحكم على ثلاثة بالإعدام": what a court has ruled, and nobody has done.
pub fn is_sentence(doc: &Doc<'_>, at: usize) -> bool {
    const REACH: usize = 10;
    let rules = |i: usize| doc.stem_in(i, Cue::COURT);
    let before = (at.saturating_sub(REACH)..at).rev();
    let mut here = before.take_while(|&i| !doc.is(i, '.'));
    doc.stem(at) == "اعدام" && here.any(rules)
}

/// The kind of attack that a word tells, with the means told beside it in `span`.
pub fn kind(doc: &Doc<'_>, cue: &ActCue, span: Range<usize>, weapons: &[WeaponKind]) -> Act {
    let word = cue.word;
    if !word.open && !word.refines {
        return word.act;
    }
    // "محلية بحري" is a place, and says nothing of the sea.
    // "بالمدفعية لا بالطيران"
    // and "قاعدة عين الأسد الجوية" a place.
    let named = |i: usize| {
        let other = doc.has(i - 1, Gram::PLACE_DROPPED) || doc.form(i - 1) == "لا";
        let of = (span.start.max(i.saturating_sub(3))..i).any(|j| doc.stem_in(j, Cue::NO_AIR));
        other || of
    };
    let named = |i: usize| i > span.start && named(i);
    let told = |gram: Gram| span.clone().any(|i| doc.has(i, gram) && !named(i));
    let armed = |i: usize| {
        let noun = doc.words[i].lex.noun;
        noun.is_some_and(|noun| noun.who == Who::Fighters) || doc.stem_in(i, Cue::THROWERS)
    };
    let has = |kinds: &[WeaponKind]| weapons.iter().any(|w| kinds.contains(w));
    use WeaponKind as W;
    // "رمى مسلحون قنبلة": no bomb from the air.
    let by_hand =
        has(&[W::Grenade]) || has(&[W::AerialBomb]) && !told(Gram::AIR) && span.clone().any(armed);
    let refined = if has(&[W::Chlorine, W::NerveAgent, W::MustardAgent, W::ToxicGas]) {
        Some(Act::ChemicalAttack)
    } else if has(&[W::BarrelBomb]) {
        Some(Act::BarrelBombing)
    } else if has(&[W::CruiseMissile, W::BallisticMissile]) {
        Some(Act::MissileStrike)
    } else if has(&[W::SuicideVest])
        || told(Gram::SUICIDE) && !has(&[W::LoiteringMunition, W::Drone])
    {
        Some(Act::SuicideBombing)
    } else if has(&[W::Drone, W::LoiteringMunition]) || told(Gram::DRONE) {
        Some(Act::DroneStrike)
    } else {
        None
    };
    if word.act == Act::Airstrike {
        return refined
            .filter(|a| !matches!(a, Act::SuicideBombing))
            .unwrap_or(Act::Airstrike);
    }
    if word.act == Act::Shelling {
        return match refined {
            Some(act @ (Act::MissileStrike | Act::ChemicalAttack)) => act,
            _ => Act::Shelling,
        };
    }
    if word.act == Act::Execution {
        return Act::Execution;
    }
    let mines = has(&[W::Landmine, W::UnexplodedOrdnance]);
    let planted = has(&[W::CarBomb, W::Ied]);
    if word.act == Act::Bombing {
        return match refined {
            Some(act @ (Act::SuicideBombing | Act::DroneStrike)) => act,
            _ if mines => Act::MineExplosion,
            _ => Act::Bombing,
        };
    }
    if word.act == Act::GroundAttack {
        return match refined {
            Some(act) => act,
            None if planted => Act::Bombing,
            None if has(&[W::Grenade]) && !has(&[W::SmallArms]) => Act::Attack,
            None if has(&[W::Mortar, W::Rocket]) && !has(&[W::SmallArms]) => Act::Shelling,
            None => Act::GroundAttack,
        };
    }
    if word.act == Act::Shooting {
        return match refined {
            Some(Act::DroneStrike) => Act::DroneStrike,
            _ if has(&[W::SniperRifle]) => Act::Sniping,
            _ if planted => Act::Bombing,
            _ if has(&[W::Knife]) => Act::Stabbing,
            _ => Act::Shooting,
        };
    }
    if let Some(act) = refined {
        return act;
    }
    if by_hand {
        Act::Attack
    } else if has(&[W::SniperRifle]) {
        Act::Sniping
    } else if planted {
        Act::Bombing
    } else if mines {
        Act::MineExplosion
    } else if told(Gram::AIR) {
        Act::Airstrike
    } else if has(&[W::GuidedMissile]) {
        Act::MissileStrike
    } else if told(Gram::NAVAL) && has(&[W::SmallArms, W::MachineGun]) {
        Act::Shooting
    } else if told(Gram::NAVAL) {
        Act::NavalBombardment
    } else if has(&[W::Mortar, W::Rocket, W::ArtilleryShell, W::TankShell]) {
        Act::Shelling
    } else if has(&[
        W::ClusterMunition,
        W::AerialBomb,
        W::Thermobaric,
        W::BunkerBuster,
    ]) {
        Act::Airstrike
    } else if has(&[W::SmallArms, W::MachineGun]) {
        Act::Shooting
    } else {
        word.act
    }
}

/// The kind of attack where only the weapon is told: "جراء قذائف فوسفورية".
pub fn by_means(doc: &Doc<'_>, span: Range<usize>, weapons: &[WeaponKind]) -> Act {
    let cue = ActCue {
        tokens: span.start..span.start + 1,
        word: ActWord {
            act: Act::Attack,
            open: true,
            refines: false,
            weak: true,
            verb: false,
        },
        definite: false,
    };
    let shells = weapons.contains(&WeaponKind::Incendiary)
        && span.clone().any(|i| doc.stem(i).starts_with("قذ"));
    match shells {
        true => Act::Shelling,
        false => kind(doc, &cue, span, weapons),
    }
}
