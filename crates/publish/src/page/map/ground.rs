//! Coasts and borders under the dots.

use std::fmt::Write;

use maud::{Markup, html};

use super::projection::{Projection, Window};
use crate::outlines::{self, COARSE, Line, Parts};

/// A point nearer to the last one drawn is left out, in pixels.
const NEAR: i64 = 2;

/// The lines in the window of a drawing; nothing where the window is so small that they would mislead.
pub fn lines(projection: &Projection) -> Markup {
    let drawn = |parts| {
        let lines = outlines::world().iter().filter(|line| line.parts == parts);
        path(lines, projection)
    };
    html! {
        @if has_lines(projection) {
            path.coast d=(drawn(Parts::Coast)) {}
            path.border d=(drawn(Parts::Lands)) {}
        }
    }
}

/// Whether a drawing has lines.
pub fn has_lines(projection: &Projection) -> bool {
    projection.height / projection.pixels_per_km() >= COARSE
}

fn path<'a>(lines: impl Iterator<Item = &'a Line>, projection: &Projection) -> String {
    let window = projection.window();
    let mut path = Path::default();
    for line in lines {
        path.up();
        let last = line.points.len() - 2;
        for (at, ends) in line.points.windows(2).enumerate() {
            if !meets(&window, ends[0].lat, ends[1].lat, ends[0].lon, ends[1].lon) {
                path.up();
                continue;
            }
            path.go(projection.place(ends[0]), false);
            let next = line.points.get(at + 2);
            let leaves = next
                .is_none_or(|next| !meets(&window, ends[1].lat, next.lat, ends[1].lon, next.lon));
            path.go(projection.place(ends[1]), leaves || at == last);
        }
    }
    path.drawn
}

fn meets(window: &Window, lat: f64, other_lat: f64, lon: f64, other_lon: f64) -> bool {
    lat.max(other_lat) >= window.south
        && lat.min(other_lat) <= window.north
        && lon.max(other_lon) >= window.west
        && lon.min(other_lon) <= window.east
}

/// A path in whole pixels, each step told from the one before.
#[derive(Default)]
struct Path {
    drawn: String,
    at: (i64, i64),
    /// Whether a line has begun, and whether any of it is drawn.
    is_begun: bool,
    is_drawn: bool,
}

impl Path {
    /// The next point begins another line.
    fn up(&mut self) {
        self.is_begun = false;
    }

    /// Draws on to a point, which is left out where it is near, unless the line ends there.
    fn go(&mut self, (x, y): (f64, f64), ends: bool) {
        let to = (x.round() as i64, y.round() as i64);
        if !self.is_begun {
            (self.is_begun, self.is_drawn, self.at) = (true, false, to);
            return;
        }
        let step = (to.0 - self.at.0, to.1 - self.at.1);
        let near = step.0.abs() < NEAR && step.1.abs() < NEAR;
        if near && (!ends || step == (0, 0)) {
            return;
        }
        if !self.is_drawn {
            self.write('M', self.at);
            self.is_drawn = true;
        }
        self.write('l', step);
        self.at = to;
    }

    fn write(&mut self, letter: char, (x, y): (i64, i64)) {
        let sign = if y < 0 { "" } else { " " };
        write!(self.drawn, "{letter}{x}{sign}{y}").expect("a string takes all");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollbook_record::Point;

    fn point(lat: f64, lon: f64) -> Point {
        Point { lat, lon }
    }

    /// Ten degrees of ground in a hundred pixels, the equator in the middle.
    fn ground() -> Projection {
        let corners = [point(-3.6, -3.6), point(3.6, 3.6)];
        Projection::around(&corners, 100.0, 100.0)
    }

    fn drawn(points: &[(f64, f64)]) -> String {
        let points = points.iter().map(|&(lat, lon)| point(lat, lon)).collect();
        let parts = Parts::Coast;
        path([Line { parts, points }].iter(), &ground())
    }

    #[test]
    fn a_line_is_cut_where_it_leaves_the_window() {
        assert_eq!(drawn(&[(0.0, 0.0), (0.0, 2.0)]), "M50 50l20 0");
        let out_and_back = [
            (0.0, 0.0),
            (0.0, 20.0),
            (30.0, 20.0),
            (2.0, 2.0),
            (1.0, 1.0),
        ];
        assert_eq!(drawn(&out_and_back), "M50 50l200 0M250-250l-180 280l-10 10");
        assert_eq!(drawn(&[(20.0, 0.0), (21.0, 1.0)]), "");
    }

    #[test]
    fn points_that_would_fall_together_are_left_out_and_ends_are_kept() {
        let fine: Vec<(f64, f64)> = (0..=25).map(|n| (0.0, f64::from(n) / 50.0)).collect();
        assert_eq!(drawn(&fine), "M50 50l2 0l2 0l1 0");
        assert_eq!(drawn(&[(0.0, 0.0), (0.0, 0.01)]), "");
    }

    #[test]
    fn a_small_window_has_no_lines() {
        assert!(has_lines(&ground()));
        let village = Projection::around(&[point(36.2, 36.7)], 1080.0, 430.0);
        assert!(!has_lines(&village));
        assert_eq!(lines(&village).into_string(), "");
    }
}
