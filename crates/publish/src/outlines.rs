//! The coasts and borders that a map is drawn on, as lines and no areas.
//!
//! They are built by `cargo xtask places` from Natural Earth and embedded. At their scale of 1 to 50
//! million a line can be some kilometres off, so a map of a small area is better drawn without them.

use std::sync::OnceLock;

use tollbook_record::Point;

const WORLD: &[u8] = include_bytes!("../data/outlines.bin");

/// The first bytes of the file. Their number is that of the format.
const MAGIC: &[u8] = b"TBLINES1";

/// Points are kept in so many parts of a degree.
const PARTS: f64 = 500.0;

/// The ground that a map must be high for these lines to tell more than they mislead, in kilometres.
pub const COARSE: f64 = 150.0;

/// What stands beside a map that has these lines.
pub const NOTE: &str = "Coasts and borders are coarse lines of Natural Earth (public domain) and no position on sovereignty.";

/// What a line parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// Land from water, or a land from nothing else that is drawn.
    Coast,
    /// Two lands, as they are controlled and not as anybody claims them.
    Lands,
}

/// A line from point to point.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it parts.
    pub parts: Parts,
    /// Its points in order, two at least.
    pub points: Vec<Point>,
}

/// The lines of the world, read once.
pub fn world() -> &'static [Line] {
    static LINES: OnceLock<Vec<Line>> = OnceLock::new();
    LINES.get_or_init(|| read(WORLD).expect("the embedded lines are whole; a test reads them"))
}

/// Packs lines; points are rounded to a five-hundredth of a degree.
///
/// ```
/// use tollbook_publish::outlines::{Line, Parts, pack, read};
/// use tollbook_record::Point;
/// let point = |lat, lon| Point { lat, lon };
/// let line = Line { parts: Parts::Lands, points: vec![point(36.5, 37.25), point(-1.0, -180.0)] };
/// let packed = pack(&[line.clone()]);
/// assert_eq!(read(&packed), Some(vec![line]));
/// assert_eq!(read(&packed[..packed.len() - 1]), None);
/// ```
pub fn pack(lines: &[Line]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    for line in lines {
        put(&mut bytes, u32::from(line.parts == Parts::Lands));
        put(&mut bytes, line.points.len() as u32);
        let mut last = (0, 0);
        for point in &line.points {
            let at = (scaled(point.lat), scaled(point.lon));
            put(&mut bytes, folded(at.0 - last.0));
            put(&mut bytes, folded(at.1 - last.1));
            last = at;
        }
    }
    bytes
}

/// Unpacks lines; `None` where the bytes are damaged.
pub fn read(bytes: &[u8]) -> Option<Vec<Line>> {
    let mut bytes = bytes.strip_prefix(MAGIC)?;
    let mut lines = Vec::new();
    while !bytes.is_empty() {
        let parts = match take(&mut bytes)? {
            0 => Parts::Coast,
            1 => Parts::Lands,
            _ => return None,
        };
        let count = take(&mut bytes)?;
        let mut points = Vec::new();
        let (mut lat, mut lon) = (0, 0);
        for _ in 0..count {
            lat = unfolded(take(&mut bytes)?).checked_add(lat)?;
            lon = unfolded(take(&mut bytes)?).checked_add(lon)?;
            points.push(Point {
                lat: f64::from(lat) / PARTS,
                lon: f64::from(lon) / PARTS,
            });
        }
        lines.push(Line { parts, points });
    }
    Some(lines)
}

fn scaled(degrees: f64) -> i32 {
    (degrees * PARTS).round() as i32
}

/// Small numbers of either sign as small numbers.
fn folded(number: i32) -> u32 {
    ((number << 1) ^ (number >> 31)) as u32
}

fn unfolded(number: u32) -> i32 {
    (number >> 1) as i32 ^ -((number & 1) as i32)
}

/// Seven bits a byte, the lowest first; the top bit says that more follow.
fn put(bytes: &mut Vec<u8>, mut number: u32) {
    while number > 0x7f {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take(bytes: &mut &[u8]) -> Option<u32> {
    let mut number: u32 = 0;
    for shift in (0..32).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(first & 0x7f).checked_shl(shift)?;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a border runs within so many kilometres of a point.
    fn border_near(lat: f64, lon: f64, km: f64) -> bool {
        let asked = Point { lat, lon };
        let borders = world().iter().filter(|line| line.parts == Parts::Lands);
        borders
            .flat_map(|line| line.points.windows(2))
            .flat_map(|ends| between(ends[0], ends[1]))
            .any(|point| point.km_to(asked) < km)
    }

    fn between(a: Point, b: Point) -> Vec<Point> {
        let step = |n: i32, a: f64, b: f64| a + (b - a) * f64::from(n) / 20.0;
        let point = |n| Point {
            lat: step(n, a.lat, b.lat),
            lon: step(n, a.lon, b.lon),
        };
        (0..=20).map(point).collect()
    }

    #[test]
    fn known_crossings_lie_at_a_border_and_capitals_do_not() {
        // Bab al-Hawa, al-Qaim and Rafah crossings, and Kehl bridge between Strasbourg and Kehl.
        for (lat, lon) in [
            (36.24, 36.69),
            (34.42, 40.98),
            (31.25, 34.26),
            (48.57, 7.80),
        ] {
            assert!(border_near(lat, lon, 12.0), "{lat} {lon}");
        }
        for (lat, lon) in [(33.5, 36.29), (33.31, 44.36), (48.85, 2.35)] {
            assert!(!border_near(lat, lon, 12.0), "{lat} {lon}");
        }
    }

    #[test]
    fn the_lines_are_on_the_globe_and_none_is_a_cut_of_the_sheet() {
        let all = world();
        assert!(all.len() > 1000);
        for line in all {
            assert!(line.points.len() >= 2);
            let on_globe = |p: &Point| p.lat.abs() <= 90.0 && p.lon.abs() <= 180.0;
            assert!(line.points.iter().all(on_globe));
            let along_cut = |ends: &[Point]| ends.iter().all(|p| p.lon.abs() == 180.0);
            assert!(!line.points.windows(2).any(along_cut), "{line:?}");
        }
    }

    #[test]
    fn damaged_lines_are_refused() {
        for bad in [
            &b"TBLINES2"[..],
            b"TBLINES1\x02\x00",
            b"TBLINES1\x00\x02\x01",
        ] {
            assert_eq!(read(bad), None);
        }
        assert_eq!(read(b"TBLINES1"), Some(vec![]));
        let endless = [MAGIC, &[0x80; 9]].concat();
        assert_eq!(read(&endless), None);
    }
}
