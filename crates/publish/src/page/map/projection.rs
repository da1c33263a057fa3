//! Degrees to pixels, true to scale in the middle of the drawing.

use tollbook_record::Point;

/// Kilometres in one degree of latitude.
const KM_PER_DEGREE: f64 = 111.19;
/// The least height of the ground shown, so that one village does not fill the drawing.
const LEAST_DEGREES: f64 = 0.25;
/// The share of the drawing left free on each side of the points.
const MARGIN: f64 = 0.14;

/// An equirectangular projection with its middle parallel true to scale.
///
/// The record of a conflict spans a few degrees; a record across the 180th meridian is drawn
/// correctly but with the whole world between its parts.
pub struct Projection {
    /// The width of the drawing.
    pub width: f64,
    /// Its height.
    pub height: f64,
    middle: Point,
    /// Pixels for a degree of latitude.
    scale: f64,
    /// How much shorter a degree of longitude is.
    shrink: f64,
}

/// The ground that a drawing shows, in degrees.
pub struct Window {
    /// The southern edge.
    pub south: f64,
    /// The northern edge.
    pub north: f64,
    /// The western edge.
    pub west: f64,
    /// The eastern edge.
    pub east: f64,
}

impl Projection {
    /// The largest drawing of `points` that leaves a margin. Without points, the whole equator.
    pub fn around(points: &[Point], width: f64, height: f64) -> Self {
        let (south, north) = ends(points.iter().map(|p| p.lat));
        let (west, east) = ends(points.iter().map(|p| p.lon));
        let middle = Point {
            lat: f64::midpoint(south, north),
            lon: f64::midpoint(west, east),
        };
        let shrink = middle.lat.to_radians().cos().max(0.05);
        let room = 1.0 - 2.0 * MARGIN;
        let tall = height * room / (north - south).max(LEAST_DEGREES * room);
        let wide = width * room / ((east - west) * shrink).max(LEAST_DEGREES * room);
        Self {
            width,
            height,
            middle,
            scale: tall.min(wide),
            shrink,
        }
    }

    /// Where a point stands, from the upper left.
    pub fn place(&self, point: Point) -> (f64, f64) {
        (self.x(point.lon), self.y(point.lat))
    }

    /// The length of a kilometre.
    pub fn pixels_per_km(&self) -> f64 {
        self.scale / KM_PER_DEGREE
    }

    /// The ground inside the frame.
    pub fn window(&self) -> Window {
        let tall = self.height / 2.0 / self.scale;
        let wide = self.width / 2.0 / (self.scale * self.shrink);
        Window {
            south: self.middle.lat - tall,
            north: self.middle.lat + tall,
            west: self.middle.lon - wide,
            east: self.middle.lon + wide,
        }
    }

    /// The meridians to draw, each with its x.
    pub fn meridians(&self) -> Vec<(f64, f64)> {
        let Window { west, east, .. } = self.window();
        let lines = round_between((west, east), self.width / 170.0);
        lines.into_iter().map(|lon| (lon, self.x(lon))).collect()
    }

    /// The parallels to draw, each with its y.
    pub fn parallels(&self) -> Vec<(f64, f64)> {
        let Window { south, north, .. } = self.window();
        let lines = round_between((south, north), self.height / 120.0);
        lines.into_iter().map(|lat| (lat, self.y(lat))).collect()
    }

    /// A round number of kilometres, at most a quarter of the width, and its length in pixels.
    pub fn scale_bar(&self) -> (f64, f64) {
        let most = self.width / 4.0 / self.pixels_per_km();
        let km = round_down(most);
        (km, km * self.pixels_per_km())
    }

    fn x(&self, lon: f64) -> f64 {
        self.width / 2.0 + (lon - self.middle.lon) * self.shrink * self.scale
    }

    fn y(&self, lat: f64) -> f64 {
        self.height / 2.0 - (lat - self.middle.lat) * self.scale
    }
}

fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| {
        (low.min(v), high.max(v))
    });
    if low <= high { (low, high) } else { (0.0, 0.0) }
}

/// The greatest of 1, 2, 5, 10, 20 ... that is not above `most`.
fn round_down(most: f64) -> f64 {
    let ten = 10_f64.powf(most.log10().floor());
    [5.0, 2.0]
        .into_iter()
        .map(|step| step * ten)
        .find(|&step| step <= most)
        .unwrap_or(ten)
}

/// Multiples of a round step inside a span, about as many as wanted.
fn round_between((from, to): (f64, f64), wanted: f64) -> Vec<f64> {
    let step = round_down((to - from) / wanted.max(1.0));
    let first = (from / step).ceil() as i64;
    let last = (to / step).floor() as i64;
    (first..=last).map(|n| n as f64 * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_inside_the_margin_and_north_is_up() {
        let south_west = Point {
            lat: 35.0,
            lon: 36.0,
        };
        let north_east = Point {
            lat: 37.0,
            lon: 38.5,
        };
        let projection = Projection::around(&[south_west, north_east], 1000.0, 400.0);
        let ((x1, y1), (x2, y2)) = (projection.place(south_west), projection.place(north_east));
        assert!(x1 < x2 && y2 < y1);
        assert!((y1 - y2 - 400.0 * 0.72).abs() < 1e-6, "the height binds");
        assert!(x1 > 140.0 && x2 < 860.0);
    }

    #[test]
    fn the_scale_agrees_with_the_great_circle() {
        let (a, b) = (
            Point {
                lat: 36.0,
                lon: 37.0,
            },
            Point {
                lat: 36.0,
                lon: 37.5,
            },
        );
        let projection = Projection::around(&[a, b], 800.0, 400.0);
        let pixels = projection.place(b).0 - projection.place(a).0;
        let km = pixels / projection.pixels_per_km();
        assert!((km / a.km_to(b) - 1.0).abs() < 0.001, "{km}");
    }

    #[test]
    fn one_point_is_shown_with_ground_around_it() {
        let projection = Projection::around(
            &[Point {
                lat: 36.2,
                lon: 37.1,
            }],
            360.0,
            340.0,
        );
        assert_eq!(
            projection.place(Point {
                lat: 36.2,
                lon: 37.1
            }),
            (180.0, 170.0)
        );
        assert_eq!(projection.scale_bar().0, 5.0);
    }

    #[test]
    fn steps_are_round() {
        assert_eq!(
            [0.7, 1.0, 3.9, 7.0, 99.0].map(round_down),
            [0.5, 1.0, 2.0, 5.0, 50.0]
        );
        let thousandths: Vec<i64> = (round_between((35.9, 37.1), 3.0).into_iter())
            .map(|degrees| (degrees * 1000.0).round() as i64)
            .collect();
        assert_eq!(
            thousandths,
            [36_000, 36_200, 36_400, 36_600, 36_800, 37_000]
        );
    }
}
