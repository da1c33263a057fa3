//! The page about a run over lists: what was learnt, and pairs of every band of weights to judge it
//! by. It needs no script, no network and no other file.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use tollbook_link::persons::block::Edge;
use tollbook_link::persons::explain::{Explained, Explainer};
use tollbook_link::persons::link::{Linked, probability};
use tollbook_link::persons::lists::Lists;
use tollbook_publish::visible::visible;

use crate::out::counted;

const STYLE: &str = include_str!("page.css");

/// Bands of weights, each from its number up to the next.
const BANDS: [f64; 7] = [-6.0, -3.0, 0.0, 3.0, 6.0, 10.0, 15.0];

/// So many pairs of each band are shown.
const SHOWN: usize = 4;

/// The page.
pub fn html(lists: &Lists, linked: &Linked) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" dir="ltr" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Persons on lists" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { "Persons on lists" }
                (summary(lists, linked))
                h2 { "How the columns were taken" }
                (columns(lists))
                h2 { "What the rows are compared by" }
                (weights(linked))
                h2 { "Pairs of every band" }
                p { "The weight is the base-2 logarithm of the odds that two rows are of one person; 0 is even. Pairs are drawn at random within each band." }
                (bands(lists, linked))
            }
        }
    };
    page.into_string()
}

fn summary(lists: &Lists, linked: &Linked) -> Markup {
    let joined: usize = linked
        .clusters
        .groups()
        .iter()
        .map(|group| group.len() - 1)
        .sum();
    let rows = counted(lists.len(), "row names", "rows name");
    let persons = counted(lists.len() - joined, "person", "persons");
    html! {
        p { b { (rows) } " " b { (persons) } ", as far as the rows tell." }
        p {
            "Of the pairs that were joined, an estimated " b { (share(linked.estimate.precision)) }
            " are of one person; of all pairs of one person, an estimated " b { (share(linked.estimate.recall)) }
            " were joined. Both figures come from the model itself, without any known answer; they are only as good as the model."
        }
        p {
            (linked.compared) " pairs were compared, which are expected to hold "
            (share(linked.trained.plan.recall)) " of all pairs of one person. Rows are joined from a weight of "
            (format!("{:.1}", linked.threshold)) ", where the expected balance of the two figures above is best."
        }
    }
}

fn share(value: f64) -> String {
    format!("{:.1} %", 100.0 * value)
}

fn columns(lists: &Lists) -> Markup {
    html! {
        @for mapping in &lists.mappings {
            h3 { (visible(&mapping.list)) " (" (mapping.rows) " rows)" }
            p {
                @for (header, role) in &mapping.columns {
                    span.column { (visible(header)) ": " b { (role.word()) } } " "
                }
            }
        }
    }
}

/// For each outcome, how often it comes out for one person and by chance, and its weight.
fn weights(linked: &Linked) -> Markup {
    let model = &linked.trained.model;
    html! {
        table {
            tr { th { "field" } th { "outcome" } th { "for one person" } th { "by chance" } th { "weight" } }
            @for (field, learnt) in linked.records.fields.iter().zip(&model.fields) {
                @for (number, level) in field.layout.levels.iter().enumerate() {
                    @let chance: f64 = field.layout.codes_of(number).map(|code| learnt.chance[code]).sum();
                    @let weight = (learnt.close[number] / chance).log2();
                    tr {
                        td { @if number == 0 { (visible(&field.label)) } }
                        td { (level.label) }
                        td.number { (share(learnt.close[number])) }
                        td.number { (format!("{:.3} %", 100.0 * chance)) }
                        td.number { (bar(weight)) (format!("{weight:+.1}")) }
                    }
                }
            }
        }
        p { "Where two values are equal, the weight is larger for rare values and smaller for common ones; the table has the mean." }
    }
}

fn bar(weight: f64) -> Markup {
    let width = format!("inline-size:{:.2}rem", weight.abs().min(15.0) * 0.35);
    html! { span class=(if weight < 0.0 { "bar against" } else { "bar" }) style=(width) {} " " }
}

fn bands(lists: &Lists, linked: &Linked) -> Markup {
    let mut explainer = Explainer::new(linked);
    html! {
        @for (number, from) in BANDS.iter().enumerate() {
            @let to = BANDS.get(number + 1).copied().unwrap_or(f64::INFINITY);
            @let within: Vec<&Edge> = linked.edges.iter().filter(|e| (*from..to).contains(&f64::from(e.weight))).collect();
            h3 { "Weight " (from) @if to.is_finite() { " to " (to) } @else { " and more" } ": " (within.len()) " pairs" }
            @for edge in sample(&within) {
                (pair(lists, linked, edge, &explainer.explain(edge.a, edge.b)))
            }
        }
    }
}

/// Pairs spread evenly over the band.
fn sample<'a>(edges: &[&'a Edge]) -> Vec<&'a Edge> {
    let step = (edges.len() / SHOWN).max(1);
    edges
        .iter()
        .skip(step / 2)
        .step_by(step)
        .take(SHOWN)
        .copied()
        .collect()
}

fn pair(lists: &Lists, linked: &Linked, edge: &Edge, explained: &Explained) -> Markup {
    let of = &linked.clusters.of;
    let joined = of[edge.a as usize] == of[edge.b as usize];
    html! {
        div.pair {
            p {
                b { (format!("{:+.1}", explained.weight)) } ", probability "
                (format!("{:.3}", probability(explained.weight))) ", "
                (if joined { "joined" } else { "not joined" })
            }
            table {
                @for record in [edge.a, edge.b] {
                    tr {
                        td { (visible(&lists.names[usize::from(lists.list[record as usize])])) }
                        td { (visible(lists.ids.get(record as usize))) }
                        @for (_, _, column) in &lists.columns {
                            td dir="auto" { (visible(column.get(record as usize))) }
                        }
                    }
                }
            }
            table {
                tr { td { "before anything is compared, against " (explained.rival) } td.number { (bar(explained.before)) (format!("{:+.1}", explained.before)) } }
                @for reason in &explained.reasons {
                    tr { td { (visible(&reason.field)) ": " (reason.finding) } td.number { (bar(reason.weight)) (format!("{:+.1}", reason.weight)) } }
                }
                @if explained.others < -0.05 {
                    tr { td { "other explanations" } td.number { (bar(explained.others)) (format!("{:+.1}", explained.others)) } }
                }
            }
        }
    }
}
