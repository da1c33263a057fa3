//! Outlines as text: points "lon,lat" parted by spaces, rings by `;`, polygons by `|`.

use std::fmt::Write;

use tollbook_record::{Outline, Point};

/// Writes an outline.
pub fn write(outline: &Outline) -> String {
    let mut text = String::new();
    for (at, polygon) in outline.0.iter().enumerate() {
        text.push_str(if at > 0 { "|" } else { "" });
        for (at, ring) in polygon.iter().enumerate() {
            text.push_str(if at > 0 { ";" } else { "" });
            for (at, point) in ring.iter().enumerate() {
                let space = if at > 0 { " " } else { "" };
                let Point { lat, lon } = point;
                write!(text, "{space}{lon},{lat}").expect("a string takes all");
            }
        }
    }
    text
}

/// Reads an outline; `None` where the text is none.
pub fn read(text: &str) -> Option<Outline> {
    let point = |text: &str| {
        let (lon, lat) = text.split_once(',')?;
        Some(Point {
            lat: lat.parse().ok()?,
            lon: lon.parse().ok()?,
        })
    };
    let ring = |text: &str| text.split(' ').map(point).collect::<Option<Vec<Point>>>();
    let polygon = |text: &str| text.split(';').map(ring).collect::<Option<Vec<_>>>();
    text.split('|')
        .map(polygon)
        .collect::<Option<_>>()
        .map(Outline)
}
