//! When: a histogram of days, weeks, months or years, each bar a link that narrows the choice to it.

use maud::{Markup, html};
use tollbook_record::DateRange;

use crate::filter::{Chosen, Filter};
use crate::table::{Table, day_of};
use crate::visit::Visit;

/// At most so many bars.
const BARS: i32 = 90;
/// Lengths of a bar in days, of which the first that gives few enough bars is taken.
const LENGTHS: [i32; 7] = [1, 2, 7, 14, 28, 91, 365];
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 72.0;

struct Bar {
    first: i32,
    last: i32,
    all: usize,
}

/// The timeline of a choice, and fields for its ends.
pub fn figure(visit: &Visit, table: &Table, filter: &Filter, chosen: &Chosen) -> Markup {
    let bars = bars(table, chosen);
    let most = bars.iter().map(|bar| bar.all).max().unwrap_or(0).max(1);
    let step = WIDTH / bars.len().max(1) as f64;
    let ends = bars
        .first()
        .zip(bars.last())
        .map(|(first, last)| (first.first, last.last));
    html! {
        figure #timeline {
            @if bars.len() > 1 {
                svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } preserveAspectRatio="none" role="group"
                    aria-label=(visit.say("timeline"))
                    data-first=[bars.first().map(|bar| bar.first)] data-last=[bars.last().map(|bar| bar.last)] {
                    @for (at, bar) in bars.iter().enumerate() {
                        (drawn(visit, filter, bar, at as f64 * step, step, HEIGHT * bar.all as f64 / most as f64))
                    }
                }
                @if let Some((first, last)) = ends {
                    p.ends aria-hidden="true" { span { (day(visit, first)) } span { (day(visit, last)) } }
                }
            }
            form method="get" action="/" {
                @for (name, value) in &visit.query.0 {
                    @if !["from", "to", "page", "kept"].contains(&name.as_str()) { input type="hidden" name=(name) value=(value); }
                }
                label { (visit.say("from")) " " input type="date" name="from" value=[filter.from.and_then(day_of)]; }
                label { (visit.say("to")) " " input type="date" name="to" value=[filter.to.and_then(day_of)]; }
                button { (visit.say("facets-do")) }
                @if filter.from.is_some() || filter.to.is_some() {
                    a href={ "/?" (without_days(visit)) } { (visit.say("all-days")) }
                }
            }
        }
    }
}

fn without_days(visit: &Visit) -> String {
    let mut pairs = visit.query.clone();
    pairs
        .0
        .retain(|(name, _)| !["from", "to", "page", "kept"].contains(&name.as_str()));
    pairs.text()
}

fn drawn(visit: &Visit, filter: &Filter, bar: &Bar, x: f64, width: f64, height: f64) -> Markup {
    let is_in = filter.from.is_none_or(|from| bar.last >= from)
        && filter.to.is_none_or(|to| bar.first <= to);
    let mut pairs = visit.query.clone();
    pairs
        .0
        .retain(|(name, _)| !["from", "to", "page", "kept"].contains(&name.as_str()));
    for (name, number) in [("from", bar.first), ("to", bar.last)] {
        pairs
            .0
            .extend(day_of(number).map(|day| (name.to_owned(), day.to_string())));
    }
    let days = DateRange::new(day_of(bar.first), day_of(bar.last));
    let days = days
        .map(|days| visit.language.days(days))
        .unwrap_or_default();
    let words = visit.language.count("incidents", bar.all);
    html! {
        @if bar.all > 0 {
            a href={ "/?" (pairs.text()) } aria-label={ (days) ": " (words) } {
                title { (days) ": " (words) }
                rect.hit x=(px(x)) y="0" width=(px(width)) height=(HEIGHT) {}
                rect.bin .out[!is_in] x=(px(x + width * 0.08)) y=(px(HEIGHT - height.max(2.0)))
                    width=(px(width * 0.84)) height=(px(height.max(2.0))) {}
            }
        }
    }
}

fn day(visit: &Visit, number: i32) -> String {
    day_of(number)
        .map(|day| visit.language.day(day))
        .unwrap_or_default()
}

fn px(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// Bars over all days of the choice, whatever days are chosen.
fn bars(table: &Table, chosen: &Chosen) -> Vec<Bar> {
    let days = || {
        chosen
            .any_day
            .iter()
            .filter_map(|row| table.rows[*row as usize].days.map(|(first, _)| first))
    };
    let (Some(first), Some(last)) = (days().min(), days().max()) else {
        return Vec::new();
    };
    let length = LENGTHS
        .into_iter()
        .find(|length| (last - first) / length < BARS);
    let length = length.unwrap_or(((last - first) / BARS / 365 + 1) * 365);
    let count = (last - first) / length + 1;
    let mut bars: Vec<Bar> = (0..count)
        .map(|at| Bar {
            first: first + at * length,
            last: first + (at + 1) * length - 1,
            all: 0,
        })
        .collect();
    for day in days() {
        let at = usize::try_from((day - first) / length).unwrap_or_default();
        bars[at].all += 1;
    }
    bars
}
