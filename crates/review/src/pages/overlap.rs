//! Which publishers name which of the persons killed: an UpSet table (Lex and others 2014), each row of which
//! leads to its persons, and the way from it to an estimate of those whom nobody names.

use std::collections::{BTreeMap, HashMap};

use maud::{Markup, html};
use tollbook_record::Effect;

use super::victims::{Said, distinct};
use crate::frame::foreign;
use crate::visit::Visit;

/// The publishers that have columns, those with the most persons: no method of estimation takes more lists.
const LISTS: usize = 6;
/// The fewest lists from which anything is estimated.
const FEWEST: usize = 3;

/// Persons killed by the publishers that name them.
pub(super) struct Overlap {
    /// Publishers, each with how many persons it names, the most first.
    pub lists: Vec<(String, usize)>,
    /// Which publishers name the same persons, the most persons first.
    pub rows: Vec<Row>,
    /// Persons whom none of these publishers names.
    pub elsewhere: usize,
}

/// Persons whom the same publishers name.
pub(super) struct Row {
    /// Whether each list names them.
    pub on: Vec<bool>,
    /// Their places among all persons.
    pub persons: Vec<usize>,
}

impl Overlap {
    /// Counts the persons whom some claim names as killed.
    pub fn of<'r>(named: impl Iterator<Item = impl Iterator<Item = Said<'r>>>) -> Self {
        // A number for each publisher, because persons are named half a million times.
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let (mut killed, mut named_by): (Vec<usize>, Vec<(usize, u32)>) = Default::default();
        for (at, said) in named.enumerate() {
            let own = said.filter(|(_, _, victim)| victim.effect == Some(Effect::Killed));
            let mut own = own.peekable();
            killed.extend(own.peek().map(|_| at));
            // Sources without a publisher are of many, and no list together.
            let by = own.filter_map(|(_, claim, _)| claim.source.publication.publisher.as_deref());
            let by = by.map(|publisher| {
                let next = numbers.len() as u32;
                *numbers.entry(publisher).or_insert(next)
            });
            named_by.extend(distinct(by).into_iter().map(|publisher| (at, publisher)));
        }
        let mut counts = vec![0; numbers.len()];
        for (_, publisher) in &named_by {
            counts[*publisher as usize] += 1;
        }
        let mut most: Vec<(&str, u32)> = numbers.into_iter().collect();
        let count = |publisher: u32| counts[publisher as usize];
        most.sort_by(|a, b| count(b.1).cmp(&count(a.1)).then(a.0.cmp(b.0)));
        most.truncate(LISTS);
        let mut rows: BTreeMap<Vec<bool>, Vec<usize>> = BTreeMap::new();
        let mut named_by = named_by.as_slice();
        for at in killed {
            let own = named_by.iter().take_while(|(of, _)| *of == at).count();
            let (own, others) = named_by.split_at(own);
            named_by = others;
            let by = |publisher: u32| own.iter().any(|(_, by)| *by == publisher);
            let on = most.iter().map(|(_, publisher)| by(*publisher)).collect();
            rows.entry(on).or_default().push(at);
        }
        let lists = most
            .iter()
            .map(|(name, publisher)| ((*name).to_owned(), count(*publisher)));
        let lists: Vec<(String, usize)> = lists.collect();
        let elsewhere = rows.remove(&vec![false; lists.len()]);
        let rows = rows.into_iter().map(|(on, persons)| Row { on, persons });
        let mut rows: Vec<Row> = rows.collect();
        rows.sort_by(|a, b| b.persons.len().cmp(&a.persons.len()).then(b.on.cmp(&a.on)));
        Self {
            lists,
            rows,
            elsewhere: elsewhere.map_or(0, |persons| persons.len()),
        }
    }

    /// The list-pattern table of these persons, as an estimate takes it.
    fn table(&self) -> String {
        let name = |(name, _): &(String, usize)| format!("\"{}\"", name.replace('"', "\"\""));
        let mut table: Vec<String> =
            vec![self.lists.iter().map(name).collect::<Vec<_>>().join(",") + ",count"];
        for row in &self.rows {
            let cells = row.on.iter().map(|on| if *on { "1" } else { "0" });
            let cells: Vec<&str> = cells.collect();
            table.push(format!("{},{}", cells.join(","), row.persons.len()));
        }
        table.join("\n")
    }
}

/// The table, with the row that was chosen, and the way to an estimate. `open` pairs of names are undecided.
pub(super) fn show(visit: &Visit, overlap: &Overlap, chosen: Option<usize>, open: usize) -> Markup {
    let language = visit.language;
    let most = overlap.rows.iter().map(|row| row.persons.len()).max();
    html! {
        @if overlap.lists.len() > 1 {
            section.card {
                h2 { (visit.say("overlap")) }
                p.soft { (visit.say("overlap-how")) }
                div.wide tabindex="0" role="region" aria-label=(visit.say("overlap")) {
                    table.plain.overlap {
                        thead { tr {
                            @for (name, count) in &overlap.lists { th scope="col" { (foreign(name)) br; span.soft { (language.number(*count)) } } }
                            th scope="col" { (visit.say("overlap-persons")) }
                        } }
                        tbody {
                            @for (at, row) in overlap.rows.iter().enumerate() {
                                tr .here[chosen == Some(at)] {
                                    @for (on, (name, _)) in row.on.iter().zip(&overlap.lists) {
                                        td { @if *on { span aria-hidden="true" { "●" } span.unseen { (foreign(name)) } } @else { span.soft aria-hidden="true" { "·" } } }
                                    }
                                    td {
                                        a href={ "/victims?row=" (at) } aria-current=[(chosen == Some(at)).then_some("true")] { (language.number(row.persons.len())) } " "
                                        meter min="0" max=(most.unwrap_or(1)) value=(row.persons.len()) aria-hidden="true" {}
                                    }
                                }
                            }
                        }
                    }
                }
                @if overlap.elsewhere > 0 { p.soft { (language.count("overlap-elsewhere", overlap.elsewhere)) } }
                @if overlap.lists.len() >= FEWEST {
                    form method="post" action="/estimate" {
                        input type="hidden" name="table" value=(overlap.table());
                        p.soft { (visit.say("overlap-estimate-how")) @if open > 0 { " " (language.count("persons-undecided", open)) } }
                        p { button { (visit.say("overlap-estimate")) } }
                    }
                } @else {
                    p { a href="/estimate" { (visit.say("estimate")) } }
                }
            }
        } @else {
            p { a href="/estimate" { (visit.say("estimate")) } }
        }
    }
}
