//! The side of the overview: what incidents can be sorted by, each choice with its count.

use maud::{Markup, html};

use crate::filter::{Chosen, Filter};
use crate::frame::foreign;
use crate::table::{Facet, Table};
use crate::visit::Visit;

/// So many values of a facet are shown before the others are folded away.
const SHOWN: usize = 8;
/// More than this many are not listed: they are found by search.
const LISTED: usize = 200;

/// All facets as a form that works without script.
pub fn form(visit: &Visit, table: &Table, filter: &Filter, chosen: &Chosen) -> Markup {
    let kept = ["from", "to", "area", "unplaced", "undated", "newest"];
    html! {
        form #facets method="get" action="/" {
            @for name in kept {
                @if let Some(value) = visit.query.get(name) { input type="hidden" name=(name) value=(value); }
            }
            h2 { (visit.say("facets")) }
            @for facet in Facet::ALL { (group(visit, table, filter, chosen, facet)) }
            p.do { button { (visit.say("facets-do")) } }
        }
    }
}

fn group(visit: &Visit, table: &Table, filter: &Filter, chosen: &Chosen, facet: Facet) -> Markup {
    let counts = &chosen.counts[facet as usize];
    let mut values: Vec<u32> = (0u32..).take(counts.len()).collect();
    values.retain(|value| counts[*value as usize] > 0 || filter.has(facet, *value));
    values.sort_by_key(|value| (std::cmp::Reverse(counts[*value as usize]), *value));
    let checked = |value: &u32| filter.has(facet, *value);
    // What is chosen stays in sight.
    values.sort_by_key(|value| !checked(value));
    let first = values
        .iter()
        .filter(|value| checked(value))
        .count()
        .max(SHOWN)
        .min(values.len());
    let (shown, folded) = values.split_at(first);
    // What all incidents share narrows nothing down.
    let says_nothing = values
        .iter()
        .all(|value| counts[*value as usize] as usize == chosen.rows.len() && !checked(value));
    html! {
        @if !says_nothing {
            fieldset {
                legend { (visit.say(&format!("facet-{}", facet.name()))) }
                (list(visit, table, filter, counts, facet, shown))
                @if !folded.is_empty() {
                    details {
                        summary { (visit.language.count("facet-more", folded.len())) }
                        (list(visit, table, filter, counts, facet, &folded[..folded.len().min(LISTED)]))
                        @if folded.len() > LISTED { p.soft { (visit.say("facet-too-many")) } }
                    }
                }
            }
        }
    }
}

fn list(
    visit: &Visit,
    table: &Table,
    filter: &Filter,
    counts: &[u32],
    facet: Facet,
    values: &[u32],
) -> Markup {
    html! {
        ul {
            @for value in values {
                @let name = table.name(facet, *value);
                li {
                    label {
                        input type="checkbox" name=(facet.name()) value=(name) checked[filter.has(facet, *value)];
                        span { (shown(visit, facet, name)) }
                        span.n { (visit.language.number(counts[*value as usize] as usize)) }
                    }
                }
            }
        }
    }
}

/// A value as people read it.
pub fn shown(visit: &Visit, facet: Facet, name: &str) -> Markup {
    match facet.vocabulary() {
        Some(vocabulary) => html! { (visit.language.word(vocabulary, name)) },
        None => foreign(name),
    }
}
