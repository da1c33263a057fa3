//! What a clause says was hit.

use std::ops::Range;

use tollbook_record::{Act, TargetKind, WeaponKind};

use super::super::act::ActCue;
use super::super::day::DayCue;
use super::super::doc::Doc;
use super::super::figure::Told;
use super::super::hit::{self, Hit};
use super::super::lexicon::Gram;
use super::super::place::PlaceCue;
use super::overlap;

/// What a clause says was hit, without what is counted, or is part of a name.
pub(super) fn targets(
    doc: &Doc<'_>,
    span: &Range<usize>,
    acts: &[ActCue],
    dates: &[DayCue],
    figures: &[Told],
    places: &[PlaceCue],
    weapons: &[Hit<WeaponKind>],
) -> Vec<Hit<TargetKind>> {
    let acts: Vec<Range<usize>> = acts.iter().map(|a| a.tokens.clone()).collect();
    let days: Vec<Range<usize>> = dates.iter().map(|d| d.tokens.clone()).collect();
    let mut targets = hit::targets(doc, span.clone(), &acts, &days, weapons);
    targets.retain(|t| {
        // "لم يسفر القصف الذي طال منزلاً عن إصابات": the words of a zero reach over what was hit.
        let counts = |f: &&Told| f.rule != "nobody" && overlap(&f.group.tokens, &t.tokens);
        let counted = figures.iter().any(|f| counts(&f));
        let at = t.tokens.start;
        // "دهست آلية الشاب": what ran somebody over was not hit.
        let ran = |w: &Hit<WeaponKind>| {
            w.kind == WeaponKind::Vehicle
                && overlap(&w.tokens, &t.tokens)
                && at > 0
                && doc.words[at - 1]
                    .lex
                    .act
                    .is_some_and(|a| a.act == Act::VehicleAttack)
        };
        if weapons.iter().any(ran) {
            return false;
        }
        // "بلدية عين زارة" is where it was, and "بيت لاهيا" a town.
        let kind = |p: &PlaceCue| {
            t.kind == TargetKind::GovernmentSite
                && (p.tokens.start..p.name.start).contains(&at)
                && doc.has(at, Gram::PLACE_DROPPED)
        };
        let town = |p: &PlaceCue| {
            let named = p.name.start == at && p.listed && doc.has(at, Gram::BINDER);
            // "بيت أهلها" is a house.
            let owned = ["ها", "هم"].iter().any(|p| doc.form(at + 1).ends_with(p));
            named && !owned && t.kind != TargetKind::Market
        };
        let in_name = |p: &PlaceCue| {
            let inside = p.name.start != at && overlap(&name_of(p), &t.tokens);
            !p.back && (inside || kind(p) || town(p))
        };
        !(counted || places.iter().any(in_name))
    });
    targets
}

/// From the name of a place to its last parent.
pub(super) fn name_of(place: &PlaceCue) -> Range<usize> {
    place.name.start..place.tokens.end
}
