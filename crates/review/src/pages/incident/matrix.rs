//! The claims side by side: a row a field, a column a claim, those of one origin together. Where claims
//! differ in a way that cannot all be true, the row says so.

use maud::{Markup, html};
use tollbook_publish::IncidentInRecord;
use tollbook_record::{
    Act, ClaimInSource, CountRange, DateRange, Effect, Part, SourceId, Speaker, Status, Who,
};

use super::super::spans::{anchor, count, publisher};
use crate::frame::foreign;
use crate::visit::Visit;

/// A field of one claim: its words, and the parts that they were read from.
struct Cell {
    words: Vec<(Markup, Part)>,
}

struct Row {
    name: String,
    differs: bool,
    cells: Vec<Cell>,
}

/// The matrix of an incident.
pub fn matrix(visit: &Visit, incident: &IncidentInRecord<'_>) -> Markup {
    let columns = columns(visit, incident);
    let claims: Vec<&ClaimInSource<'_>> = columns
        .iter()
        .flat_map(|(_, claims)| claims)
        .copied()
        .collect();
    let rows = rows(visit, &claims);
    html! {
        section aria-labelledby="matrix" {
            h2 #matrix { (visit.say("matrix")) }
            p.soft { (visit.say("matrix-how")) }
            div.wide tabindex="0" role="region" aria-labelledby="matrix" {
                table.matrix {
                    thead {
                        tr {
                            td {}
                            @for (origin, claims) in &columns { th scope="colgroup" colspan=(claims.len()) { (origin_name(visit, *origin, claims)) } }
                        }
                        @if claims.len() > columns.len() {
                            tr {
                                th scope="col" { (visit.say("part-speaker")) }
                                @for claim in &claims { th scope="col" { (voice(visit, claim)) } }
                            }
                        }
                    }
                    tbody {
                        @for row in &rows {
                            tr .differs[row.differs] {
                                th scope="row" {
                                    (row.name)
                                    @if row.differs { " " span.differ { span aria-hidden="true" { "≠ " } (visit.say("differ")) } }
                                }
                                @for (cell, claim) in row.cells.iter().zip(&claims) {
                                    td {
                                        @for (at, (words, part)) in cell.words.iter().enumerate() {
                                            @if at > 0 { br; }
                                            a.cell href={ "#" (anchor(claim.id, *part)) } { (words) }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

type Column<'r, 'a> = (SourceId, Vec<&'r ClaimInSource<'a>>);

/// Claims by the origin of their source, copies after what they copy.
fn columns<'r, 'a>(visit: &Visit, incident: &'r IncidentInRecord<'a>) -> Vec<Column<'r, 'a>> {
    let record = visit.snapshot.record();
    let origin = |id| record.copy(id).map_or(id, |copy| copy.original);
    let mut columns: Vec<Column<'_, '_>> = Vec::new();
    for claim in &incident.claims {
        let own = origin(claim.id.source);
        match columns.iter_mut().find(|(origin, _)| *origin == own) {
            Some((_, claims)) => claims.push(claim),
            None => columns.push((own, vec![claim])),
        }
    }
    columns
}

fn origin_name(visit: &Visit, origin: SourceId, claims: &[&ClaimInSource<'_>]) -> Markup {
    let mut sources: Vec<SourceId> = claims.iter().map(|claim| claim.id.source).collect();
    sources.dedup();
    let first = visit
        .snapshot
        .record()
        .source(origin)
        .unwrap_or(claims[0].source);
    html! {
        a href={ "/source/" (first.id) } { (publisher(visit.language, first)) }
        @let copies = sources.iter().filter(|source| **source != origin).count();
        @if copies > 0 {
            br; small { span aria-hidden="true" { "⧉ " } (visit.language.count("with-copies", copies)) }
        }
    }
}

fn voice(visit: &Visit, claim: &ClaimInSource<'_>) -> Markup {
    match &claim.claim.speaker {
        Speaker::Publisher => html! { (visit.say("own-voice")) },
        Speaker::Named { name, .. } => {
            html! { a.cell href={ "#" (anchor(claim.id, Part::Speaker)) } { (foreign(name)) } }
        }
    }
}

fn rows(visit: &Visit, claims: &[&ClaimInSource<'_>]) -> Vec<Row> {
    let mut rows = figures(visit, claims);
    let language = visit.language;
    let row =
        |key: &str, differs: bool, cell: &dyn Fn(&ClaimInSource<'_>) -> Vec<(Markup, Part)>| Row {
            name: language.say(key),
            differs,
            cells: claims
                .iter()
                .map(|claim| Cell { words: cell(claim) })
                .collect(),
        };
    rows.push(row("part-when", dates_differ(claims), &|claim| {
        let when = claim.claim.when.iter();
        when.map(|when| (html! { (language.days(when.dates)) }, Part::When))
            .collect()
    }));
    rows.push(row("part-place", places_differ(claims), &|claim| {
        let place = claim.claim.place.iter();
        place
            .map(|place| (foreign(&place.name), Part::Place))
            .collect()
    }));
    rows.push(row("part-act", acts_differ(claims), &|claim| {
        vec![(
            html! { (language.word("act", claim.claim.act.word())) },
            Part::Act,
        )]
    }));
    rows.push(row("part-weapon", false, &|claim| {
        let weapons = claim.claim.weapons.iter().enumerate();
        weapons
            .map(|(at, weapon)| {
                (
                    html! { (language.word("weapon", weapon.kind.word())) },
                    Part::Weapon(at),
                )
            })
            .collect()
    }));
    rows.push(row("part-target", false, &|claim| {
        let targets = claim.claim.targets.iter().enumerate();
        targets
            .map(|(at, target)| {
                (
                    html! { (language.word("target", target.kind.word())) },
                    Part::Target(at),
                )
            })
            .collect()
    }));
    rows.push(row("part-perpetrator", false, &|claim| {
        let accused = claim.claim.alleged_perpetrators.iter().enumerate();
        accused
            .map(|(at, accused)| {
                let degree = language.word("degree", accused.degree.word());
                (
                    html! { (foreign(&accused.name)) " " small { (degree) } },
                    Part::Perpetrator(at),
                )
            })
            .collect()
    }));
    rows.push(row("part-victim", false, &|claim| {
        let victims = claim.claim.victims.iter().enumerate();
        victims
            .map(|(at, victim)| {
                let age = victim.age.map(|age| language.digits(&age.to_string()));
                (html! { (foreign(&victim.name)) @if let Some(age) = age { " " small { (age) } } }, Part::Victim(at))
            })
            .collect()
    }));
    rows.retain(|row| row.cells.iter().any(|cell| !cell.words.is_empty()));
    rows
}

/// A row for each effect and group that some claim counts.
fn figures(visit: &Visit, claims: &[&ClaimInSource<'_>]) -> Vec<Row> {
    let mut kinds: Vec<(Effect, Who)> = (claims.iter())
        .flat_map(|claim| &claim.claim.figures)
        .map(|figure| (figure.effect, figure.who))
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    let language = visit.language;
    kinds
        .into_iter()
        .map(|kind| {
            let of_kind = |claim: &ClaimInSource<'_>| {
                let figures = claim.claim.figures.iter().enumerate();
                figures
                    .filter(|(_, figure)| (figure.effect, figure.who) == kind)
                    .map(|(at, figure)| (html! { (count(language, figure)) }, Part::Figure(at)))
                    .collect()
            };
            Row {
                name: language.effect_on(kind.0, kind.1),
                differs: counts_differ(claims, kind),
                cells: claims
                    .iter()
                    .map(|claim| Cell {
                        words: of_kind(claim),
                    })
                    .collect(),
            }
        })
        .collect()
}

/// Whether two ranges of different claims have no number in common.
fn counts_differ(claims: &[&ClaimInSource<'_>], kind: (Effect, Who)) -> bool {
    let asserted = claims
        .iter()
        .filter(|claim| claim.claim.status == Status::Asserted);
    let ranges: Vec<(usize, CountRange)> = asserted
        .enumerate()
        .flat_map(|(at, claim)| claim.claim.figures.iter().map(move |figure| (at, figure)))
        .filter(|(_, figure)| (figure.effect, figure.who) == kind)
        .map(|(at, figure)| (at, figure.count.range()))
        .collect();
    let apart = |a: CountRange, b: CountRange| {
        let above =
            |x: CountRange, y: CountRange| x.min().zip(y.max()).is_some_and(|(min, max)| min > max);
        above(a, b) || above(b, a)
    };
    any_two(&ranges, |(i, a), (j, b)| i != j && apart(*a, *b))
}

fn dates_differ(claims: &[&ClaimInSource<'_>]) -> bool {
    let dates: Vec<DateRange> = claims
        .iter()
        .filter_map(|claim| claim.claim.when.as_ref())
        .map(|when| when.dates)
        .collect();
    any_two(&dates, |a, b| !a.overlaps(*b))
}

fn acts_differ(claims: &[&ClaimInSource<'_>]) -> bool {
    let acts: Vec<Act> = claims
        .iter()
        .map(|claim| claim.claim.act)
        .filter(|act| *act != Act::Attack)
        .collect();
    any_two(&acts, |a, b| a != b)
}

/// Whether two resolved places lie further apart than both reach.
fn places_differ(claims: &[&ClaimInSource<'_>]) -> bool {
    let places: Vec<_> = claims
        .iter()
        .filter_map(|claim| claim.claim.place.as_ref()?.resolution.as_ref())
        .collect();
    any_two(&places, |a, b| a.point.km_to(b.point) > a.radius + b.radius)
}

fn any_two<T>(all: &[T], differ: impl Fn(&T, &T) -> bool) -> bool {
    all.iter()
        .enumerate()
        .any(|(at, a)| all[at + 1..].iter().any(|b| differ(a, b)))
}
