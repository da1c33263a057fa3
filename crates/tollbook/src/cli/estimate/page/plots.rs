//! The three drawings of a panel. Each is as wide as a telephone and grows with the window.

use maud::{Markup, html};

use super::super::draws;
use super::super::text::rounded;
use super::super::wire::{Line, PanelLine};

/// Width of a drawing in its own units.
const WIDTH: f64 = 360.0;

/// Height of one row.
const ROW: f64 = 30.0;

/// Patterns that are drawn, the most people first.
const PATTERNS: usize = 20;

/// Curves look apart by their dashes too, for those who do not see the colours apart.
const DASHES: [&str; 5] = ["none", "7 3", "2 3", "9 3 2 3", "4 4"];

/// A number's place between the ends of an axis.
struct Scale {
    from: f64,
    to: f64,
}

impl Scale {
    /// The axis that holds all values, with some air, between 10 and the drawing's width less 10.
    fn over(values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = values.fold((f64::INFINITY, 0.0), |(a, b), x| {
            (f64::min(a, x), f64::max(b, x))
        });
        let air = 0.04 * f64::max(high - low, 1.0);
        Self {
            from: low - air,
            to: high + air,
        }
    }

    fn share(&self, value: f64) -> f64 {
        (value - self.from) / (self.to - self.from)
    }

    fn x(&self, value: f64) -> f64 {
        10.0 + (WIDTH - 20.0) * self.share(value)
    }

    /// Three or four round numbers along the axis.
    fn marks(&self) -> Vec<f64> {
        let rough = (self.to - self.from) / 4.0;
        let unit = f64::powf(10.0, rough.log10().floor());
        let step = unit
            * [1.0, 2.0, 5.0, 10.0]
                .into_iter()
                .find(|s| s * unit >= rough)
                .unwrap_or(10.0);
        let first = (self.from / step).ceil() as i64;
        let marks = (first..first + 6).map(|i| i as f64 * step);
        marks.filter(|mark| *mark <= self.to).collect()
    }
}

/// A figure with its interval.
pub struct Bar<'a> {
    method: &'a str,
    estimate: f64,
    low: f64,
    high: f64,
}

impl<'a> Bar<'a> {
    pub fn of(line: &'a Line) -> Self {
        Self {
            method: line.method,
            estimate: line.estimate,
            low: line.low,
            high: line.high,
        }
    }

    pub fn of_pooled(line: &'a draws::Line) -> Self {
        Self {
            method: line.method,
            estimate: line.estimate,
            low: line.low,
            high: line.high,
        }
    }
}

/// A row a figure: its interval as a bar, the figure as a dot, and a line at the observed.
pub fn intervals(observed: f64, bars: &[Bar]) -> Markup {
    let ends = bars.iter().flat_map(|bar| [bar.low, bar.high]);
    let scale = Scale::over(ends.chain([observed]));
    let height = ROW * bars.len() as f64 + 34.0;
    let bottom = height - 18.0;
    html! {
        svg viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label="Figures and their intervals" {
            line.observed x1=(at(scale.x(observed))) x2=(at(scale.x(observed))) y1="14" y2=(bottom) {}
            text.small x=(at(scale.x(observed) + 3.0)) y="11" { "observed " (rounded(observed)) }
            @for (i, bar) in bars.iter().enumerate() {
                @let y = 28.0 + ROW * i as f64;
                text x=(at(scale.x(observed) + 6.0)) y=(y) { (bar.method.replace('_', " ")) }
                line.bar x1=(at(scale.x(bar.low))) x2=(at(scale.x(bar.high))) y1=(y + 8.0) y2=(y + 8.0) {}
                circle.dot cx=(at(scale.x(bar.estimate))) cy=(y + 8.0) r="4" {}
            }
            @for mark in scale.marks() {
                line.tick x1=(at(scale.x(mark))) x2=(at(scale.x(mark))) y1=(bottom) y2=(bottom + 4.0) {}
                text.small text-anchor="middle" x=(at(scale.x(mark))) y=(height - 3.0) { (rounded(mark)) }
            }
            line.tick x1="10" x2=(WIDTH - 10.0) y1=(bottom) y2=(bottom) {}
        }
    }
}

/// A row a method: the part of its variance that lies between the tables.
pub fn shares(lines: &[draws::Line]) -> Markup {
    let height = ROW * lines.len() as f64 + 6.0;
    let room = WIDTH - 20.0;
    html! {
        svg viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label="Shares of the variance" {
            @for (i, line) in lines.iter().enumerate() {
                @let y = 14.0 + ROW * i as f64;
                text x="10" y=(y) { (line.method.replace('_', " ")) }
                rect.off x="10" y=(y + 4.0) height="8" width=(room) {}
                rect.people x="10" y=(y + 4.0) height="8" width=(at(room * line.share_between)) {}
            }
        }
    }
}

/// A row a pattern: a dot for each list that its people are on, and a bar for their number (Lex
/// and others 2014).
pub fn upset(panel: &PanelLine) -> Markup {
    let patterns = &panel.patterns[..panel.patterns.len().min(PATTERNS)];
    let most = patterns.first().map_or(1, |p| p.people) as f64;
    let lists = panel.lists.len() as f64;
    let step = f64::min(20.0, 180.0 / lists);
    let (left, head) = (step * lists + 14.0, 16.0 * lists + 8.0);
    let (row, room) = (18.0, WIDTH - left - 56.0);
    let height = head + row * patterns.len() as f64 + 6.0;
    let column = |i: usize| 10.0 + step * i as f64;
    let (rest, people) = panel.patterns[patterns.len()..]
        .iter()
        .fold((0, 0), |(rows, sum), p| (rows + 1, sum + p.people));
    html! {
        svg viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label="People by the lists that they stand on" {
            // Each list's name stands on a line of its own that leads down to its column.
            @for (i, list) in panel.lists.iter().enumerate() {
                @let y = 14.0 + 16.0 * i as f64;
                line.tick x1=(at(column(i))) x2=(at(column(i))) y1=(y - 3.0) y2=(head + 2.0) {}
                line.tick x1=(at(column(i))) x2=(at(left)) y1=(y - 3.0) y2=(y - 3.0) {}
                text.small x=(at(left + 3.0)) y=(y) { (list.name) " " (list.people) }
            }
            @for (p, pattern) in patterns.iter().enumerate() {
                @let y = head + row * p as f64 + 11.0;
                @for (i, list) in panel.lists.iter().enumerate() {
                    @let on = pattern.lists.contains(&list.name);
                    circle.on[on].off[!on] cx=(at(column(i))) cy=(y) r=(if on { "5" } else { "2.5" }) {}
                }
                rect.people x=(at(left)) y=(y - 6.0) height="12" width=(at(room * pattern.people as f64 / most)) {}
                text.small x=(at(left + 4.0 + room * pattern.people as f64 / most)) y=(y + 4.0) { (pattern.people) }
            }
        }
        @if rest > 0 { p { small { "and " (rest) " more patterns with " (people) " people" } } }
    }
}

/// A curve a method: the total over the sensitivity parameter.
pub fn sensitivity(panel: &PanelLine) -> Markup {
    let totals: Vec<&Line> = panel
        .estimates
        .iter()
        .filter(|l| l.kind == "total")
        .collect();
    if totals.is_empty() {
        return html! { p { small { "A lower bound has no such curve." } } };
    }
    let values = totals
        .iter()
        .flat_map(|line| line.sensitivity.iter().map(|s| s.total));
    let scale = Scale::over(values);
    let (top, bottom, left) = (8.0, 190.0, 52.0);
    let x = |s: f64| left + (WIDTH - left - 8.0) * (s + 1.0) / 2.0;
    let y = |total: f64| bottom - (bottom - top) * scale.share(total);
    let path = |line: &Line| -> String {
        let point = |s: &super::super::wire::Shifted| format!("{},{}", at(x(s.s)), at(y(s.total)));
        line.sensitivity
            .iter()
            .map(point)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let height = bottom + 26.0 + 16.0 * totals.len() as f64;
    html! {
        svg viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label="Totals by the sensitivity parameter" {
            @for mark in scale.marks() {
                line.grid x1=(left) x2=(WIDTH - 8.0) y1=(at(y(mark))) y2=(at(y(mark))) {}
                text.small text-anchor="end" x=(left - 4.0) y=(at(y(mark) + 4.0)) { (rounded(mark)) }
            }
            @for s in [-1.0, -0.5, 0.0, 0.5, 1.0] {
                text.small text-anchor="middle" x=(at(x(s))) y=(bottom + 15.0) { (s) }
            }
            line.observed x1=(at(x(0.0))) x2=(at(x(0.0))) y1=(top) y2=(bottom) {}
            @for (i, line) in totals.iter().enumerate() {
                @let dash = DASHES[i % DASHES.len()];
                @let below = bottom + 32.0 + 16.0 * i as f64;
                polyline class=(format!("curve c{}", i % DASHES.len())) stroke-dasharray=(dash) points=(path(line)) {}
                line class=(format!("curve c{}", i % DASHES.len())) stroke-dasharray=(dash) x1=(left) x2=(left + 40.0) y1=(below - 4.0) y2=(below - 4.0) {}
                text.small x=(left + 46.0) y=(below) { (line.method.replace('_', " ")) }
            }
        }
    }
}

/// A coordinate to a tenth, so that pages stay short.
fn at(coordinate: f64) -> String {
    format!("{coordinate:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_a_few_round_marks() {
        let scale = |low: f64, high: f64| Scale::over([low, high].into_iter()).marks();
        assert_eq!(scale(4400.0, 16_500.0), [5000.0, 10_000.0, 15_000.0]);
        assert_eq!(scale(56.0, 71.0), [60.0, 65.0, 70.0]);
        for (low, high) in [(1.0, 1.0), (0.0, 1e9), (30.0, 31.0)] {
            let marks = scale(low, high);
            assert!(
                !marks.is_empty() && marks.len() <= 6,
                "{low} {high} {marks:?}"
            );
        }
    }
}
