//! A small map drawn from the incidents' own points, without tiles: dots where incidents are said
//! to have been, pale discs for how far the place may reach, names, coasts and borders, a graticule and
//! a scale.

pub mod ground;
pub mod label;
pub mod projection;

use maud::{Markup, html};
use tollbook_record::{Point, Precision};

use crate::outlines;
use crate::record::{IncidentInRecord, Record};
use crate::visible::visible_on_page;
use crate::words;
use label::Labels;
use projection::Projection;

/// Dots nearer than this become one, so that each is a target of at least 24 pixels.
const APART: f64 = 27.0;
/// How many codes a dot's title lists before it says how many more there are.
const LISTED: usize = 6;
/// Width and height of the two drawings.
const WIDE: (f64, f64) = (1080.0, 430.0);
const NARROW: (f64, f64) = (360.0, 340.0);

/// The map of the page of a record, where dots lead to the incidents below.
pub(super) fn of_record(record: &Record<'_>) -> Markup {
    let placed: Vec<Placed<'_>> = record.incidents().iter().filter_map(placed).collect();
    let why_not = "because no place, an unknown one or only a country is named";
    figure(&placed, record.incidents().len(), why_not, |code| {
        format!("#{code}")
    })
}

/// A map of those of so many incidents that are placed, in a wide and a narrow drawing, of which the
/// style sheet shows one. `why_not` says of the others why they are not, `leads` where the dot of an incident
/// leads.
pub(crate) fn figure(
    placed: &[Placed<'_>],
    incidents: usize,
    why_not: &str,
    leads: impl Fn(&str) -> String,
) -> Markup {
    let not_placed = incidents - placed.len();
    html! {
        @if !placed.is_empty() {
            figure.map {
                (drawing(placed, WIDE, "wide", &leads))
                (drawing(placed, NARROW, "narrow", &leads))
                figcaption {
                    "A dot stands where one or more incidents are said to have been; a number in it says how many. The pale disc shows how far the named place may reach. Dots lead to the incidents. North is up."
                    @if has_lines(placed) { " " (outlines::NOTE) }
                    @if not_placed > 0 {
                        " " b { "Not on the map: " (words::counted(not_placed, "incident", "incidents")) "" }
                        ", " (why_not) "."
                    }
                }
            }
        }
    }
}

fn has_lines(placed: &[Placed<'_>]) -> bool {
    [WIDE, NARROW]
        .iter()
        .any(|size| ground::has_lines(&projection(placed, *size)))
}

fn projection(placed: &[Placed<'_>], (width, height): (f64, f64)) -> Projection {
    let points: Vec<Point> = placed.iter().map(|p| p.point).collect();
    Projection::around(&points, width, height)
}

/// An incident with the point that its place resolves to.
#[derive(Clone)]
pub(crate) struct Placed<'a> {
    /// Its code.
    pub code: &'a str,
    /// The name of the place.
    pub name: String,
    /// Where that is.
    pub point: Point,
    /// How far the place may reach, in kilometres.
    pub radius: f64,
}

/// A country's middle would say more than is claimed, so such an incident is not placed.
fn placed<'a>(incident: &IncidentInRecord<'a>) -> Option<Placed<'a>> {
    let resolution = incident.place?.resolution.as_ref()?;
    (resolution.precision != Precision::Country).then(|| Placed {
        code: incident.code().as_str(),
        name: resolution.name.clone(),
        point: resolution.point,
        radius: resolution.radius,
    })
}

/// Incidents whose dots would touch.
struct Dot<'a> {
    x: f64,
    y: f64,
    incidents: Vec<Placed<'a>>,
}

impl Dot<'_> {
    /// Its area grows with the number of incidents; two or more leave room for the number.
    fn radius(&self) -> f64 {
        match self.incidents.len() {
            1 => 5.5,
            n => (7.0 + 1.6 * (n as f64).sqrt()).min(APART / 2.0),
        }
    }

    /// The name that most of its incidents share, the first of equals.
    fn name(&self) -> &str {
        let names = || self.incidents.iter().map(|p| p.name.as_str());
        let most = names().enumerate().max_by_key(|&(i, name)| {
            (names().filter(|n| *n == name).count(), std::cmp::Reverse(i))
        });
        most.map_or("", |(_, name)| name)
    }

    /// Metres on the ground are drawn true to scale, up to a limit that leaves the map readable.
    fn reach(&self, projection: &Projection, limit: f64) -> f64 {
        let radii = self.incidents.iter().map(|p| p.radius);
        (radii.fold(0.0, f64::max) * projection.pixels_per_km()).min(limit)
    }

    fn title(&self) -> String {
        let codes: Vec<&str> = self.incidents.iter().map(|p| p.code).take(LISTED).collect();
        let more = self.incidents.len().saturating_sub(LISTED);
        let rest = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        format!("{}: {}{rest}", self.name(), codes.join(", "))
    }
}

fn dots<'a>(placed: &[Placed<'a>], projection: &Projection) -> Vec<Dot<'a>> {
    let mut dots: Vec<Dot<'a>> = Vec::new();
    for incident in placed {
        let (x, y) = projection.place(incident.point);
        let near = dots
            .iter_mut()
            .find(|dot| (dot.x - x).hypot(dot.y - y) < APART);
        match near {
            Some(dot) => dot.incidents.push(incident.clone()),
            None => dots.push(Dot {
                x,
                y,
                incidents: vec![incident.clone()],
            }),
        }
    }
    dots
}

fn drawing(
    placed: &[Placed<'_>],
    size: (f64, f64),
    class: &str,
    leads: &impl Fn(&str) -> String,
) -> Markup {
    let projection = projection(placed, size);
    let (width, height) = size;
    let dots = dots(placed, &projection);
    let label = format!(
        "Map of {}. The list below holds the same incidents.",
        words::counted(placed.len(), "incident", "incidents")
    );
    html! {
        svg .(class) viewBox={ "0 0 " (width) " " (height) } role="group" aria-label=(label) {
            rect.sheet width=(width) height=(height) {}
            (graticule(&projection))
            (ground::lines(&projection))
            @for dot in &dots { (reach(dot, &projection, height / 3.0)) }
            @for dot in &dots { (mark(dot, leads)) }
            (names(&dots, &projection))
            (scale(&projection))
        }
    }
}

fn reach(dot: &Dot<'_>, projection: &Projection, limit: f64) -> Markup {
    let reach = dot.reach(projection, limit);
    html! {
        @if reach > dot.radius() {
            circle.reach cx=(px(dot.x)) cy=(px(dot.y)) r=(px(reach)) {}
        }
    }
}

fn mark(dot: &Dot<'_>, leads: &impl Fn(&str) -> String) -> Markup {
    let (x, y) = (px(dot.x), px(dot.y));
    let n = dot.incidents.len();
    let first = dot.incidents.first().map_or("", |p| p.code);
    html! {
        a href=(leads(first)) {
            title { (visible_on_page(&dot.title())) }
            circle.hit cx=(x) cy=(y) r=(px(APART / 2.0 - 0.5)) {}
            circle.dot cx=(x) cy=(y) r=(px(dot.radius())) {}
            @if n > 1 { text.count x=(x) y=(px(dot.y + 3.8)) { (words::grouped(n)) } }
        }
    }
}

/// Names beside their dots, those of the most incidents first; a name without room is left out,
/// since the dot's title has it too.
fn names(dots: &[Dot<'_>], projection: &Projection) -> Markup {
    let mut labels = Labels::new(projection.width, projection.height);
    for dot in dots {
        labels.keep_free(dot.x, dot.y, dot.radius());
    }
    let parallels = projection.parallels().into_iter();
    labels.keep_frame_free(parallels.map(|(_, y)| y));
    let mut by_weight: Vec<&Dot<'_>> = dots.iter().collect();
    by_weight.sort_by_key(|dot| std::cmp::Reverse(dot.incidents.len()));
    html! {
        @for dot in by_weight {
            @if let Some(at) = labels.place(dot.name(), dot.x, dot.y, dot.radius()) {
                text.name x=(px(at.x)) y=(px(at.base)) text-anchor=(at.anchor) aria-hidden="true" {
                    (visible_on_page(dot.name()))
                }
            }
        }
    }
}

fn graticule(projection: &Projection) -> Markup {
    let (width, height) = (projection.width, projection.height);
    html! {
        @for (degrees, x) in projection.meridians() {
            path.grid d={ "M" (px(x)) " 0V" (height) } {}
            text.deg x=(px(x + 4.0)) y=(px(height - 6.0)) { (hemisphere(degrees, "E", "W")) }
        }
        @for (degrees, y) in projection.parallels() {
            path.grid d={ "M0 " (px(y)) "H" (width) } {}
            text.deg x="6" y=(px(y - 4.0)) { (hemisphere(degrees, "N", "S")) }
        }
    }
}

/// `36.25° N`; the step's own number of decimals.
fn hemisphere(degrees: f64, positive: &str, negative: &str) -> String {
    let rounded = (degrees.abs() * 1000.0).round() / 1000.0;
    format!(
        "{rounded}° {}",
        if degrees < 0.0 { negative } else { positive }
    )
}

fn scale(projection: &Projection) -> Markup {
    let (km, length) = projection.scale_bar();
    let (right, y) = (projection.width - 14.0, projection.height - 16.0);
    let left = right - length;
    html! {
        path.scale d={ "M" (px(left)) " " (px(y - 5.0)) "v5h" (px(length)) "v-5" } {}
        text.km x=(px(right - length / 2.0)) y=(px(y - 8.0)) { (km) " km" }
    }
}

/// A coordinate to a tenth of a pixel, which keeps the drawing small.
fn px(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
