//! The ground that a place covers.

use crate::place::Point;

/// The longest side that an outline is trusted with, in degrees. One that crosses the 180th meridian
/// reaches round the globe and would hold everything.
const WIDEST: f64 = 180.0;

/// Polygons, each of an outer ring and its holes. The last point of a ring is its first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline(pub Vec<Vec<Vec<Point>>>);

/// The least and greatest coordinates of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The south-west corner.
    pub least: Point,
    /// The north-east corner.
    pub greatest: Point,
}

impl Outline {
    /// Whether the point lies in one of the polygons and in none of its holes.
    ///
    /// ```
    /// use tollbook_record::{Outline, Point};
    /// let at = |lat, lon| Point { lat, lon };
    /// let ring = vec![at(0.0, 0.0), at(0.0, 4.0), at(4.0, 4.0), at(4.0, 0.0), at(0.0, 0.0)];
    /// let square = Outline(vec![vec![ring]]);
    /// assert!(square.contains(at(1.0, 1.0)));
    /// assert!(!square.contains(at(5.0, 1.0)));
    /// ```
    pub fn contains(&self, point: Point) -> bool {
        let odd = |rings: &Vec<Vec<Point>>| {
            let crossed = rings.iter().flat_map(|ring| crossings(ring, point.lat));
            crossed.filter(|lon| *lon > point.lon).count() % 2 == 1
        };
        self.0.iter().any(odd)
    }

    /// The corners; `None` where there is no point, or where it reaches round the globe.
    pub fn bounds(&self) -> Option<Bounds> {
        let mut points = self.0.iter().flatten().flatten();
        let first = *points.next()?;
        let (mut least, mut greatest) = (first, first);
        for point in points {
            least.lat = least.lat.min(point.lat);
            least.lon = least.lon.min(point.lon);
            greatest.lat = greatest.lat.max(point.lat);
            greatest.lon = greatest.lon.max(point.lon);
        }
        (greatest.lon - least.lon <= WIDEST).then_some(Bounds { least, greatest })
    }

    /// A point inside: the middle of the longest stretch of the largest polygon along the latitude of
    /// its middle. The middle of a bent shape can lie outside it; this never does.
    pub fn interior(&self) -> Option<Point> {
        let size = |rings: &&Vec<Vec<Point>>| rings.first().map_or(0.0, |ring| area(ring).abs());
        let largest = self.0.iter().max_by(|a, b| size(a).total_cmp(&size(b)))?;
        let outer = largest.first()?;
        let (south, north) = outer.iter().fold((f64::MAX, f64::MIN), |(s, n), point| {
            (s.min(point.lat), n.max(point.lat))
        });
        let lat = (south + north) / 2.0;
        let mut crossed: Vec<f64> = largest
            .iter()
            .flat_map(|ring| crossings(ring, lat))
            .collect();
        crossed.sort_by(f64::total_cmp);
        let stretches = crossed.chunks_exact(2);
        let longest = stretches.max_by(|a, b| (a[1] - a[0]).total_cmp(&(b[1] - b[0])))?;
        let lon = (longest[0] + longest[1]) / 2.0;
        Some(Point { lat, lon })
    }
}

/// Where a ring crosses a latitude. A side counts its southern end and not its northern one, so that a
/// corner is crossed once.
fn crossings(ring: &[Point], lat: f64) -> impl Iterator<Item = f64> {
    ring.windows(2).filter_map(move |side| {
        let (a, b) = (side[0], side[1]);
        ((a.lat <= lat) != (b.lat <= lat))
            .then(|| a.lon + (lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon))
    })
}

/// Twice the signed area in square degrees, which is enough to tell the largest.
fn area(ring: &[Point]) -> f64 {
    let sides = ring.windows(2);
    sides
        .map(|side| side[0].lon * side[1].lat - side[1].lon * side[0].lat)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rings as "lon lat, lon lat, ..." of one polygon.
    fn polygon(rings: &[&str]) -> Outline {
        let point = |text: &str| {
            let (lon, lat) = text.trim().split_once(' ').expect("two numbers");
            Point {
                lat: lat.parse().expect("a number"),
                lon: lon.parse().expect("a number"),
            }
        };
        let ring = |text: &&str| text.split(',').map(point).collect();
        Outline(vec![rings.iter().map(ring).collect()])
    }

    #[test]
    fn the_middle_of_a_horseshoe_lies_on_one_of_its_arms() {
        let horseshoe = polygon(&["0 0, 0 9, 3 9, 3 3, 6 3, 6 9, 10 9, 10 0, 0 0"]);
        let point = horseshoe.interior().expect("it has points");
        assert_eq!((point.lat, point.lon), (4.5, 8.0));
        assert!(horseshoe.contains(point));
    }

    #[test]
    fn a_hole_is_outside() {
        let ring = polygon(&["0 0, 0 9, 9 9, 9 0, 0 0", "2 2, 2 7, 8 7, 8 2, 2 2"]);
        assert!(!ring.contains(Point { lat: 4.0, lon: 4.0 }));
        let point = ring.interior().expect("it has points");
        assert!(ring.contains(point), "{point:?}");
    }

    #[test]
    fn an_outline_round_the_globe_has_no_bounds() {
        let fiji = polygon(&["-179 -17, 179 -17, 179 -16, -179 -17"]);
        assert_eq!(fiji.bounds(), None);
        assert_eq!(Outline::default().interior(), None);
    }
}
