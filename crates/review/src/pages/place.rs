//! What a name means: candidates of the gazetteers, one key each, or a point of the reviewer's own.

use maud::{Markup, html};
use tollbook_record::{ClaimInSource, Place, PlaceId, Point, Precision};

use super::spans::account;
use crate::frame::{self, foreign};
use crate::house::{Decision, PlaceFound};
use crate::snapshot::claim_name;
use crate::visit::{Answer, Stop, Visit, ours};

/// So many candidates have a key.
const CANDIDATES: usize = 9;

/// Shows what the place of a claim could be.
pub fn show(visit: &Visit) -> Answer {
    let (claim, place) = asked(visit, visit.query.get("claim"))?;
    let back = ours(visit.query.get("back"));
    let found = visit.app.house.find_places(&place.name, &place.within)?;
    let main = html! {
        h1 { (visit.say("place-picker")) " " (foreign(&place.name)) }
        p { (visit.say("place-written")) " “" (foreign(place.quote.text())) "” · " (account(visit.language, &claim)) }
        p { (now(visit, place)) }
        (form(visit, &claim, back, html! {
            @if found.is_empty() { p.none { (visit.say("place-none")) } }
            ol.candidates {
                @for (at, candidate) in found.iter().take(CANDIDATES).enumerate() { (choice(visit, at + 1, candidate)) }
            }
        }))
        details.card data-key="e" {
            summary { (visit.say("place-own")) }
            (form(visit, &claim, back, html! {
                div.stack {
                    label { (visit.say("place-lat")) input name="lat" inputmode="decimal" required dir="ltr"; }
                    label { (visit.say("place-lon")) input name="lon" inputmode="decimal" required dir="ltr"; }
                    label { (visit.say("place-kind"))
                        select name="kind" { @for kind in Precision::ALL { option value=(kind.word()) selected[*kind == Precision::Locality] { (visit.language.word("precision", kind.word())) } } }
                    }
                    label { (visit.say("place-radius")) input name="radius" inputmode="decimal" dir="ltr"; }
                }
                p { button { (visit.say("save")) } }
            }))
        }
        p { a href=(back) { (visit.say("back")) } }
    };
    frame::page(visit, &visit.say("place-picker"), main)
}

fn asked<'a>(visit: &'a Visit, name: Option<&str>) -> Result<(ClaimInSource<'a>, &'a Place), Stop> {
    let id = name.and_then(|name| visit.snapshot.claim_named(name));
    let claim = id.and_then(|id| visit.snapshot.record().claim(id));
    let place = claim.and_then(|claim| claim.claim.place.as_deref());
    claim.zip(place).ok_or(Stop::Missing("missing-claim"))
}

/// What the name is taken to mean now, and why.
fn now(visit: &Visit, place: &Place) -> Markup {
    html! {
        (visit.say("place-now")) " "
        @match &place.resolution {
            Some(found) => { b { (foreign(&found.name)) } " ± " (visit.language.digits(&found.radius.to_string())) " km" }
            None => { b { (visit.say("place-open")) } }
        }
        @if !place.reason.is_empty() { " " span.soft lang="en" { (foreign(&place.reason)) } }
    }
}

fn form(visit: &Visit, claim: &ClaimInSource<'_>, back: &str, content: Markup) -> Markup {
    html! {
        form method="post" action="/judge/place" {
            input type="hidden" name="claim" value=(claim_name(claim.id));
            input type="hidden" name="back" value=(back);
            input type="hidden" name="seen" value=(super::judge::seen(&visit.snapshot, &[claim.id]));
            label { (visit.say("reason")) " " input name="reason" dir="auto" maxlength="2000"; }
            (content)
        }
    }
}

fn choice(visit: &Visit, key: usize, candidate: &PlaceFound) -> Markup {
    let language = visit.language;
    html! {
        li {
            button name="choice" value=(candidate.id.0) data-key=(key) {
                kbd aria-hidden="true" { (key) } " " b { (foreign(&candidate.name)) }
                @for parent in &candidate.within { ", " (foreign(parent)) } " " (candidate.country)
                br;
                span.soft {
                    (language.word("precision", candidate.precision.word())) " ± " (language.digits(&candidate.radius.to_string())) " km · "
                    span dir="ltr" { (format!("{:.4}, {:.4}", candidate.point.lat, candidate.point.lon)) }
                    " · " span lang="en" { (foreign(&candidate.reason)) }
                }
            }
        }
    }
}

/// Reads the form: a candidate, which is looked up again, or a point.
pub fn decision(visit: &Visit) -> Result<(ClaimInSource<'_>, Decision), Stop> {
    let form = &visit.form;
    let (claim, place) = asked(visit, form.get("claim"))?;
    let meant = match form.get("choice") {
        Some(choice) => {
            let found = visit.app.house.find_places(&place.name, &place.within)?;
            let chosen = found.into_iter().find(|candidate| candidate.id.0 == choice);
            chosen.ok_or(Stop::Bad("bad-judgement"))?
        }
        None => own(visit, place).ok_or(Stop::Bad("bad-place"))?,
    };
    let name = place.name.clone();
    Ok((claim, Decision::Place { name, place: meant }))
}

/// A place of the reviewer's own.
fn own(visit: &Visit, place: &Place) -> Option<PlaceFound> {
    let form = &visit.form;
    let number = |name| form.get(name).and_then(|text| text.parse::<f64>().ok());
    let (lat, lon) = (number("lat")?, number("lon")?);
    let precision: Precision = form.get("kind")?.parse().ok()?;
    let radius = match form.get("radius") {
        Some(text) => text.parse().ok()?,
        None => precision.reach(),
    };
    (lat.abs() <= 90.0 && lon.abs() <= 180.0 && radius > 0.0 && radius <= 20_000.0).then(|| {
        PlaceFound {
            id: PlaceId(String::new()),
            name: place.name.clone(),
            country: String::new(),
            point: Point { lat, lon },
            precision,
            radius,
            within: place.within.clone(),
            reason: String::new(),
        }
    })
}
