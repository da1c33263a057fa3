//! Range bars: what is claimed, from the least to the greatest.

use maud::{Markup, html};
use tollbook_record::{CountRange, Effect, TallyRow, Who};

use crate::words;

/// The gradients with which an open end fades, once a page.
pub(crate) fn gradients() -> Markup {
    html! {
        svg.defs aria-hidden="true" {
            @for tone in ["k", "i"] {
                linearGradient #{ "up" (tone) } .(tone) {
                    stop offset="0" {}
                    stop offset="1" stop-opacity="0" {}
                }
                linearGradient #{ "down" (tone) } .(tone) {
                    stop offset="0" stop-opacity="0" {}
                    stop offset="1" {}
                }
            }
        }
    }
}

/// The rows of one tally over one axis that begins at 0.
pub(crate) fn table(rows: &[TallyRow]) -> Markup {
    if rows.is_empty() {
        return html! { p.none { "No figure is claimed." } };
    }
    let axis = Axis::over(rows);
    let mut previous = None;
    html! {
        table.r {
            @for row in rows {
                @let first = previous.replace(row.effect) != Some(row.effect);
                tr .sub[!first] {
                    th scope="row" { (label(row, first)) }
                    td.b { (bar(&axis, row)) }
                    td.v { (shown(row.range)) }
                }
            }
            @if let Some(end) = axis.end_label() {
                tr.x aria-hidden="true" { th {} td { span { "0" } span { (end) } } td {} }
            }
        }
    }
}

/// The first row of an effect names it; those below name their group.
fn label(row: &TallyRow, first: bool) -> String {
    match (first, row.who) {
        (true, who) => words::effect_on(row.effect, who),
        (false, Who::People) => "people".to_owned(),
        (false, who) => words::plain(who.word()),
    }
}

fn shown(range: CountRange) -> Markup {
    match (range.min(), range.max()) {
        (Some(min), None) => html! { (number(min)) " or more" },
        (None, Some(max)) => html! { "up to " (number(max)) },
        (Some(a), Some(b)) if a != b => html! { (number(a)) "–" (number(b)) },
        (Some(a), Some(_)) => html! { (number(a)) },
        (None, None) => html! { span.none { "no number" } },
    }
}

fn number(n: u32) -> String {
    words::grouped(n as usize)
}

/// From 0 to a round number above every end, so that the bars of one incident can be compared.
/// Without an end where no range has a number.
struct Axis {
    end: Option<u32>,
}

impl Axis {
    fn over(rows: &[TallyRow]) -> Self {
        let ends = rows
            .iter()
            .flat_map(|row| [row.range.min(), row.range.max()]);
        Self {
            end: ends.flatten().max().map(round_up),
        }
    }

    fn end_label(&self) -> Option<String> {
        self.end.map(number)
    }

    /// Where `n` stands on the axis, in per cent.
    fn at(&self, n: u32) -> f64 {
        f64::from(n) / f64::from(self.end.unwrap_or(1)) * 100.0
    }
}

/// A round number of at least 5 that leaves an eighth of room for an open end.
fn round_up(n: u32) -> u32 {
    let wanted = u64::from(n) + u64::from(n).div_ceil(8);
    let mut ten = 1;
    while ten * 10 < wanted {
        ten *= 10;
    }
    let steps = [1, 2, 3, 4, 5, 6, 8, 10].map(|step| step * ten);
    let end = steps.into_iter().find(|&end| end >= wanted.max(5));
    u32::try_from(end.unwrap_or(wanted)).unwrap_or(u32::MAX)
}

/// A bar from least to greatest; an end that is open fades out over the rest of the axis.
fn bar(axis: &Axis, row: &TallyRow) -> Markup {
    let tone = tone(row.effect);
    let rect = |from: f64, to: f64, fade: Option<&str>| {
        let fill = fade.map(|way| format!("url(#{way}{tone})"));
        html! { rect x={ (percent(from)) } width={ (percent(to - from)) } height="100%" fill=[fill] {} }
    };
    html! {
        svg .(tone) aria-hidden="true" {
            @match (row.range.min(), row.range.max()) {
                (Some(a), Some(b)) if a == b => { (point(axis.at(a))) }
                (Some(a), Some(b)) => { (rect(axis.at(a), axis.at(b), None)) }
                (Some(a), None) => { (rect(axis.at(a), 100.0, Some("up"))) (point(axis.at(a))) }
                (None, Some(b)) => { (rect(0.0, axis.at(b), Some("down"))) (point(axis.at(b))) }
                (None, None) => {}
            }
        }
    }
}

/// An end that is stated: a line across the bar.
fn point(at: f64) -> Markup {
    html! { rect x={ (percent(at)) } width="4" height="100%" transform="translate(-2)" {} }
}

fn percent(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    format!("{tenths}%")
}

/// Killed have a tone of their own; the words beside the bar say it too.
fn tone(effect: Effect) -> &'static str {
    match effect {
        Effect::Killed => "k",
        _ => "i",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_ends_on_a_round_number_with_room() {
        let ends = [0, 1, 4, 5, 9, 26, 50, 52, 400, u32::MAX].map(round_up);
        assert_eq!(ends, [5, 5, 5, 6, 20, 30, 60, 60, 500, u32::MAX]);
    }
}
