//! Where: discs as far as a place reaches, and dots that gather what would touch. A dot of one incident
//! leads to it; one of several narrows the choice to its part of the map.

use std::collections::HashMap;

use maud::{Markup, html};
use tollbook_publish::page::map::ground;
use tollbook_publish::page::map::label::Labels;
use tollbook_publish::page::map::projection::Projection;
use tollbook_publish::visible::visible_on_page;
use tollbook_record::Point;

use crate::filter::{Chosen, Filter};
use crate::snapshot::Snapshot;
use crate::table::Table;
use crate::visit::Visit;

/// Dots nearer than this become one.
const APART: f64 = 26.0;
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 400.0;
/// So many dots have their names written.
const NAMED: usize = 60;

struct Dot {
    x: f64,
    y: f64,
    rows: Vec<u32>,
    reach: f64,
    least: Point,
    greatest: Point,
}

/// The map of a choice.
pub fn figure(visit: &Visit, filter: &Filter, chosen: &Chosen) -> Markup {
    let table = &visit.snapshot.table;
    let rows = &chosen.rows;
    let points: Vec<Point> = rows
        .iter()
        .filter_map(|row| table.rows[*row as usize].point)
        .map(|(point, _)| point)
        .collect();
    let language = visit.language;
    html! {
        figure #map {
            @if points.is_empty() {
                p.none { (visit.say("map-empty")) }
            } @else {
                (drawing(visit, table, rows, &points))
            }
            figcaption {
                (visit.say("map-how")) " "
                @if ground::has_lines(&Projection::around(&points, WIDTH, HEIGHT)) {
                    (visit.say("map-ground")) " "
                }
                @if filter.area.is_some() {
                    a href={ "/?" (visit.query_with("area", None)) } { (visit.say("map-whole")) } " "
                }
            }
            p.counters {
                a.counter href={ "/?" (toggled(visit, "unplaced", filter.unplaced)) } aria-current=[filter.unplaced.then_some("true")] {
                    (visit.say("not-placed")) " " b { (language.number(chosen.unplaced)) }
                }
                a.counter href={ "/?" (toggled(visit, "undated", filter.undated)) } aria-current=[filter.undated.then_some("true")] {
                    (visit.say("date-unsure")) " " b { (language.number(chosen.undated)) }
                }
            }
        }
    }
}

fn toggled(visit: &Visit, name: &str, is_on: bool) -> String {
    let mut pairs = visit.query.clone();
    pairs
        .0
        .retain(|(key, _)| key != name && key != "page" && key != "kept");
    if !is_on {
        pairs.0.push((name.to_owned(), "1".to_owned()));
    }
    pairs.text()
}

fn drawing(visit: &Visit, table: &Table, rows: &[u32], points: &[Point]) -> Markup {
    let projection = Projection::around(points, WIDTH, HEIGHT);
    let dots = dots(table, rows, &projection);
    let label = visit.language.count("map-label", points.len());
    html! {
        svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="group" aria-label=(label) {
            rect.sheet width=(WIDTH) height=(HEIGHT) {}
            (graticule(&projection))
            (ground::lines(&projection))
            @for dot in &dots {
                @if dot.reach > dot.radius() { circle.reach cx=(px(dot.x)) cy=(px(dot.y)) r=(px(dot.reach)) {} }
            }
            @for dot in &dots { (mark(visit, dot)) }
            (names(&visit.snapshot, &dots))
            (scale(visit, &projection))
        }
    }
}

impl Dot {
    fn radius(&self) -> f64 {
        match self.rows.len() {
            1 => 5.5,
            n => (7.0 + 1.6 * (n as f64).sqrt()).min(APART / 2.0 + 3.0),
        }
    }
}

/// Gathers incidents by cells of the drawing, so that the work grows with their number alone.
fn dots(table: &Table, rows: &[u32], projection: &Projection) -> Vec<Dot> {
    let mut dots: Vec<Dot> = Vec::new();
    let mut cells: HashMap<(i32, i32), Vec<usize>> = HashMap::new();
    for row in rows {
        let Some((point, radius)) = table.rows[*row as usize].point else {
            continue;
        };
        let (x, y) = projection.place(point);
        let cell = ((x / APART).floor() as i32, (y / APART).floor() as i32);
        let around = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (cell.0 + dx, cell.1 + dy)));
        let mut near = around
            .filter_map(|cell| cells.get(&cell))
            .flatten()
            .copied();
        let near = near.find(|at| (dots[*at].x - x).hypot(dots[*at].y - y) < APART);
        let reach = (radius * projection.pixels_per_km()).min(HEIGHT / 3.0);
        match near {
            Some(at) => {
                let dot = &mut dots[at];
                dot.rows.push(*row);
                dot.reach = dot.reach.max(reach);
                dot.least = corner(dot.least, point, f64::min);
                dot.greatest = corner(dot.greatest, point, f64::max);
            }
            None => {
                cells.entry(cell).or_default().push(dots.len());
                dots.push(Dot {
                    x,
                    y,
                    rows: vec![*row],
                    reach,
                    least: point,
                    greatest: point,
                });
            }
        }
    }
    dots
}

fn corner(a: Point, b: Point, pick: fn(f64, f64) -> f64) -> Point {
    Point {
        lat: pick(a.lat, b.lat),
        lon: pick(a.lon, b.lon),
    }
}

fn mark(visit: &Visit, dot: &Dot) -> Markup {
    let (x, y) = (px(dot.x), px(dot.y));
    let incidents = visit.snapshot.record().incidents();
    let name = name_of(&visit.snapshot, dot);
    let n = dot.rows.len();
    let (address, words) = match dot.rows.as_slice() {
        [row] => {
            let code = incidents[*row as usize].code();
            (format!("/incident/{code}"), format!("{name}: {code}"))
        }
        rows => {
            let edge = 0.0005;
            let area = format!(
                "{:.4},{:.4},{:.4},{:.4}",
                dot.least.lat - edge,
                dot.least.lon - edge,
                dot.greatest.lat + edge,
                dot.greatest.lon + edge
            );
            let count = visit.language.count("incidents", rows.len());
            (
                format!("/?{}", visit.query_with("area", Some(&area))),
                format!("{name}: {count}"),
            )
        }
    };
    html! {
        a href=(address) aria-label=(visible_on_page(&words)) {
            title { (visible_on_page(&words)) }
            circle.hit cx=(x) cy=(y) r=(px(APART / 2.0)) {}
            circle.dot cx=(x) cy=(y) r=(px(dot.radius())) {}
            @if n > 1 { text.count x=(x) y=(px(dot.y + 3.8)) { (visit.language.number(n)) } }
        }
    }
}

/// The name of the first of its places.
fn name_of<'a>(snapshot: &'a Snapshot, dot: &Dot) -> &'a str {
    let first = dot
        .rows
        .first()
        .map(|row| &snapshot.record().incidents()[*row as usize]);
    let place = first.and_then(|incident| incident.place);
    place.map_or("", |place| {
        place
            .resolution
            .as_ref()
            .map_or(&place.name, |found| &found.name)
    })
}

fn names(snapshot: &Snapshot, dots: &[Dot]) -> Markup {
    let mut labels = Labels::new(WIDTH, HEIGHT);
    let mut by_weight: Vec<&Dot> = dots.iter().collect();
    by_weight.sort_by_key(|dot| std::cmp::Reverse(dot.rows.len()));
    for dot in by_weight.iter().take(NAMED * 3) {
        labels.keep_free(dot.x, dot.y, dot.radius());
    }
    html! {
        @for dot in by_weight.iter().take(NAMED) {
            @let name = name_of(snapshot, dot);
            @if let Some(at) = labels.place(name, dot.x, dot.y, dot.radius()) {
                text.name x=(px(at.x)) y=(px(at.base)) text-anchor=(at.anchor) aria-hidden="true" { (visible_on_page(name)) }
            }
        }
    }
}

fn graticule(projection: &Projection) -> Markup {
    html! {
        g aria-hidden="true" {
            @for (degrees, x) in projection.meridians() {
                path.grid d={ "M" (px(x)) " 0V" (HEIGHT) } {}
                text.deg x=(px(x + 4.0)) y=(HEIGHT - 6.0) { (degree(degrees, 'E', 'W')) }
            }
            @for (degrees, y) in projection.parallels() {
                path.grid d={ "M0 " (px(y)) "H" (WIDTH) } {}
                text.deg x="6" y=(px(y - 4.0)) { (degree(degrees, 'N', 'S')) }
            }
        }
    }
}

fn degree(degrees: f64, positive: char, negative: char) -> String {
    let side = if degrees < 0.0 { negative } else { positive };
    format!("{}° {side}", (degrees.abs() * 1000.0).round() / 1000.0)
}

fn scale(visit: &Visit, projection: &Projection) -> Markup {
    let (km, length) = projection.scale_bar();
    let (right, y) = (WIDTH - 14.0, HEIGHT - 16.0);
    html! {
        g aria-hidden="true" {
            path.scale d={ "M" (px(right - length)) " " (px(y - 5.0)) "v5h" (px(length)) "v-5" } {}
            text.km x=(px(right - length / 2.0)) y=(px(y - 8.0)) { (visit.language.digits(&km.to_string())) " km" }
        }
    }
}

fn px(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
