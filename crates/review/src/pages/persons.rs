//! Names that may be of one person, two at a time. What the program thinks of them is hidden until the reviewer
//! has decided.

use maud::{Markup, html};
use tollbook_publish::page::excerpt::{Mark, Sentences, context};
use tollbook_publish::quoted::Sort;
use tollbook_record::{ClaimInSource, Near, Part, Victim, VictimId};

use super::compare::{compared, skipped, skips, verdicts};
use super::incident::published;
use super::spans::{account, anchor};
use crate::frame::{self, foreign};
use crate::snapshot::{Snapshot, victim_name};
use crate::visit::{Answer, Stop, Visit};

/// The kind of judgement that decides whether names are of one person.
const PERSON: &str = "person";

type Pair = (VictimId, VictimId);

/// Whether this reviewer has decided on the pair.
fn is_judged(snapshot: &Snapshot, pair: Pair, by: &str) -> bool {
    let judgements = snapshot.case().judgements.iter();
    let mut own =
        judgements.filter(|kept| kept.kind == PERSON && kept.withdrawn.is_none() && kept.by == by);
    own.any(|kept| kept.names.contains(&pair.0) && kept.names.contains(&pair.1))
}

/// The pairs that this reviewer has not judged, those first that stand apart: a missed link counts a death twice.
pub(super) fn open(visit: &Visit) -> Vec<&Near> {
    let near = visit.snapshot.case().persons.near.iter();
    let mut open: Vec<&Near> = near
        .filter(|near| !is_judged(&visit.snapshot, near.pair, &visit.reviewer))
        .collect();
    open.sort_by_key(|near| (near.joined, near.pair));
    open
}

/// Shows the next pair that this reviewer has not judged.
pub fn next(visit: &Visit) -> Answer {
    let open = open(visit);
    let joined = open.iter().filter(|near| near.joined).count();
    let all = visit.snapshot.case().persons.near.len();
    let skip = skipped(visit);
    let language = visit.language;
    let near = open.get(skip.min(open.len().saturating_sub(1)));
    let main = html! {
        h1 { (visit.say("persons")) }
        p.lead {
            (language.count("queue-left", open.len() - joined)) " " (language.count("queue-judged", all - open.len()))
            @if joined > 0 { " " (language.count("persons-joined-open", joined)) }
        }
        (after(visit))
        @match near {
            Some(near) => { (pair(visit, near.pair, &format!("/persons?skip={skip}"))?) (skips(visit, "/persons", skip, open.len())) }
            None => { p.lead { (visit.say("queue-empty")) } }
        }
        p { a href="/victims" { (visit.say("nav-victims")) } }
    };
    frame::page(visit, &visit.say("persons"), main)
}

/// Shows the pair of the address, whether it came near or not.
pub fn show(visit: &Visit) -> Answer {
    let victim = |name| {
        let name = visit.query.get(name)?;
        visit.snapshot.victim_named(name)
    };
    let (Some(a), Some(b)) = (victim("a"), victim("b")) else {
        return Err(Stop::Missing("missing-name"));
    };
    let ordered = (a.min(b), a.max(b));
    let mut near = visit.snapshot.case().persons.near.iter();
    let near = near.find(|near| near.pair == ordered);
    let decided = is_judged(&visit.snapshot, ordered, &visit.reviewer);
    let main = html! {
        h1 { (visit.say("persons")) }
        @if let Some(near) = near.filter(|_| decided) { (reasons(visit, near)) }
        (pair(visit, ordered, &frame::here(visit))?)
    };
    frame::page(visit, &visit.say("persons"), main)
}

/// What the program thinks of the pair that was just decided.
fn after(visit: &Visit) -> Markup {
    let case = visit.snapshot.case();
    let kept = visit.query.get("kept");
    let kept = kept.and_then(|id| case.judgements.iter().find(|kept| kept.id.as_str() == id));
    let near = kept.and_then(|kept| {
        let mut near = case.persons.near.iter();
        near.find(|near| kept.names.contains(&near.pair.0) && kept.names.contains(&near.pair.1))
    });
    html! { @if let Some(near) = near { (reasons(visit, near)) } }
}

fn reasons(visit: &Visit, near: &Near) -> Markup {
    html! {
        section.card {
            h2 { (visit.say("waterfall")) }
            p { (visit.say(if near.joined { "person-joined" } else { "person-apart" })) }
            ul lang="en" { @for reason in &near.reasons { li { (foreign(reason)) } } }
        }
    }
}

/// Two names side by side with the form that decides them.
fn pair(visit: &Visit, pair: Pair, back: &str) -> Result<Markup, Stop> {
    let victim = |id| {
        let found = visit.snapshot.victim(id);
        found.ok_or(Stop::Missing("missing-name"))
    };
    let (a, b) = (victim(pair.0)?, victim(pair.1)?);
    let seen = super::judge::seen(&visit.snapshot, &[a.0.id, b.0.id]);
    Ok(html! {
        (fields(visit, (&a.0, a.1), (&b.0, b.1)))
        div.pair { (side(visit, pair.0, &a.0, a.1)) (side(visit, pair.1, &b.0, b.1)) }
        form method="post" action="/judge/person" {
            input type="hidden" name="a" value=(victim_name(pair.0));
            input type="hidden" name="b" value=(victim_name(pair.1));
            input type="hidden" name="back" value=(back);
            input type="hidden" name="seen" value=(seen);
            (verdicts(visit, "person"))
        }
    })
}

type Named<'a> = (&'a ClaimInSource<'a>, &'a Victim);

/// What both claims say of the person and of the deed, with what differs marked.
fn fields(visit: &Visit, a: Named<'_>, b: Named<'_>) -> Markup {
    let language = visit.language;
    let age = |(_, victim): Named<'_>| {
        let age = victim.age.map(|age| language.digits(&age.to_string()));
        age.unwrap_or_default()
    };
    let sex = |(_, victim): Named<'_>| {
        let sex = victim.sex.map(|sex| language.word("sex", sex.word()));
        sex.unwrap_or_default()
    };
    let harm = |(_, victim): Named<'_>| {
        let harm = victim
            .effect
            .map(|harm| language.word("effect", harm.word()));
        harm.unwrap_or_default()
    };
    let role = |(_, victim): Named<'_>| victim.role.as_deref().unwrap_or_default().to_owned();
    let place = |(claim, _): Named<'_>| {
        let place = claim.claim.place.as_ref().map(|place| place.name.clone());
        place.unwrap_or_default()
    };
    let days = |(claim, _): Named<'_>| {
        let when = claim.claim.when.as_ref();
        when.map(|when| language.days(when.dates))
            .unwrap_or_default()
    };
    let rows = [
        ("column-name", a.1.name.to_string(), b.1.name.to_string()),
        ("column-age", age(a), age(b)),
        ("column-sex", sex(a), sex(b)),
        ("column-harm", harm(a), harm(b)),
        ("column-role", role(a), role(b)),
        ("part-place", place(a), place(b)),
        ("part-when", days(a), days(b)),
    ];
    compared(visit, "persons-fields", [a.0, b.0], &rows, &html! {})
}

/// The sentence that names the person.
fn side(visit: &Visit, id: VictimId, claim: &ClaimInSource<'_>, victim: &Victim) -> Markup {
    let language = visit.language;
    let part = Part::Victim(id.index as usize);
    let mark = Mark {
        range: victim.quote.range(),
        sort: Sort::People,
        label: language.word("part", part.name()),
        anchors: Vec::new(),
    };
    html! {
        section {
            h2 { a href={ "/source/" (claim.id.source) "#" (anchor(claim.id, part)) } { (account(language, claim)) } }
            p.soft { (published(language, claim.source)) }
            (context(claim.source, &Sentences::of(&claim.source.text), &[mark]))
        }
    }
}
