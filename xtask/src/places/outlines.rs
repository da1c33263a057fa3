//! The coasts and borders of Natural Earth, from the npm package `world-atlas`.
//!
//! The package keeps each stretch of a line once, however many lands it bounds (TopoJSON), so that
//! the two sides of a border stay one line when it is made simpler.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;
use tollbook_publish::outlines::{Line, Parts};
use tollbook_record::Point;

/// A point so near the line between its neighbours is left out, in degrees.
const NEAR: f64 = 0.008;

#[derive(Deserialize)]
struct Topology {
    arcs: Vec<Vec<[i32; 2]>>,
    transform: Transform,
    objects: Objects,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Objects {
    countries: Geometries,
}

#[derive(Deserialize)]
struct Geometries {
    geometries: Vec<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(default)]
    arcs: Value,
}

/// The lines of the package at 1 to 50 million.
pub fn lines(folder: &Path) -> Result<Vec<Line>> {
    let path = folder.join("countries-50m.json");
    let text = fs::read(&path).with_context(|| path.display().to_string())?;
    let topology: Topology = serde_json::from_slice(&text)?;
    let mut lines = Vec::new();
    for (arc, lands) in uses(&topology.objects.countries.geometries) {
        let stretch = topology.arcs.get(arc).context("an arc that is not there")?;
        let parts = if lands > 1 {
            Parts::Lands
        } else {
            Parts::Coast
        };
        for points in without_cuts(&points(stretch, &topology.transform)) {
            let points = simpler(&points);
            lines.push(Line { parts, points });
        }
    }
    ensure!(!lines.is_empty(), "{}: no lines", path.display());
    Ok(lines)
}

/// How many lands each stretch bounds. A stretch that is walked backwards has the number of bits turned
/// over.
fn uses(lands: &[Geometry]) -> BTreeMap<usize, usize> {
    let mut uses = BTreeMap::new();
    for land in lands {
        let mut numbers = Vec::new();
        collect(&land.arcs, &mut numbers);
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers {
            *uses.entry(number).or_default() += 1;
        }
    }
    uses
}

fn collect(arcs: &Value, numbers: &mut Vec<usize>) {
    match arcs {
        Value::Array(inner) => inner.iter().for_each(|arcs| collect(arcs, numbers)),
        _ => numbers.extend(arcs.as_i64().map(|n| (if n < 0 { !n } else { n }) as usize)),
    }
}

fn points(stretch: &[[i32; 2]], transform: &Transform) -> Vec<Point> {
    let mut sum = [0, 0];
    let point = |step: &[i32; 2]| {
        sum = [sum[0] + step[0], sum[1] + step[1]];
        let degrees =
            |axis: usize| f64::from(sum[axis]) * transform.scale[axis] + transform.translate[axis];
        Point {
            lat: degrees(1),
            lon: degrees(0).clamp(-180.0, 180.0),
        }
    };
    stretch.iter().map(point).collect()
}

/// Where the sheet is cut, at the 180th meridian and the pole, is no coast.
fn without_cuts(points: &[Point]) -> Vec<Vec<Point>> {
    let at_edge = |p: &Point| p.lon.abs() > 179.99 || p.lat < -89.9;
    let mut runs: Vec<Vec<Point>> = vec![vec![]];
    for (at, point) in points.iter().enumerate() {
        let cut = at > 0 && at_edge(point) && at_edge(&points[at - 1]);
        if cut {
            runs.push(vec![]);
        }
        if let Some(run) = runs.last_mut() {
            run.push(*point);
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}

/// The line with fewer points (Douglas and Peucker); its ends stay, so that lines still meet.
fn simpler(points: &[Point]) -> Vec<Point> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return vec![];
    };
    let farthest = (1..points.len().saturating_sub(1))
        .map(|at| (at, distance(points[at], *first, *last)))
        .max_by(|a, b| a.1.total_cmp(&b.1));
    match farthest {
        Some((at, off)) if off > NEAR => {
            let mut line = simpler(&points[..=at]);
            line.pop();
            line.extend(simpler(&points[at..]));
            line
        }
        _ => vec![*first, *last],
    }
}

/// How far a point is from a line between two others, in degrees of latitude.
fn distance(point: Point, a: Point, b: Point) -> f64 {
    let shrink = point.lat.to_radians().cos();
    let flat = |p: Point| ((p.lon - a.lon) * shrink, p.lat - a.lat);
    let ((x, y), (bx, by)) = (flat(point), flat(b));
    let length = bx * bx + by * by;
    let along = if length > 0.0 {
        ((x * bx + y * by) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (x - along * bx).hypot(y - along * by)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(points: &[(f64, f64)]) -> Vec<Point> {
        let point = |&(lat, lon)| Point { lat, lon };
        points.iter().map(point).collect()
    }

    #[test]
    fn points_on_the_way_are_left_out_and_corners_stay() {
        let bent = line(&[(0.0, 0.0), (0.001, 1.0), (0.0, 2.0), (1.0, 2.0)]);
        let expect = line(&[(0.0, 0.0), (0.0, 2.0), (1.0, 2.0)]);
        assert_eq!(simpler(&bent), expect);
        let ring = line(&[(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (0.0, 0.0)]);
        assert_eq!(simpler(&ring), ring);
    }

    #[test]
    fn the_cut_of_the_sheet_is_no_coast() {
        let coast = line(&[(60.0, 170.0), (61.0, 180.0), (65.0, 180.0), (66.0, 171.0)]);
        let runs = without_cuts(&coast);
        assert_eq!(runs, [coast[..2].to_vec(), coast[2..].to_vec()]);
    }

    #[test]
    fn a_stretch_of_two_lands_is_a_border() {
        let lands = r#"[{"arcs": [[0, 1]]}, {"arcs": [[[-2, 2]]]}, {}]"#;
        let lands: Vec<Geometry> = serde_json::from_str(lands).expect("it is JSON");
        let uses: Vec<(usize, usize)> = uses(&lands).into_iter().collect();
        assert_eq!(uses, [(0, 1), (1, 2), (2, 1)]);
    }
}
