//! Places for names on the map, so that none covers another or a dot.

use unicode_segmentation::UnicodeSegmentation;

/// The height of a line of a name.
const LINE: f64 = 15.0;
/// The mean width of a character at the size of a name.
const ADVANCE: f64 = 7.6;
/// Between a dot and its name.
const GAP: f64 = 5.0;

struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Area {
    fn meets(&self, other: &Area) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// Where a name stands.
#[derive(Debug, PartialEq)]
pub struct Placing {
    /// The x of its anchor.
    pub x: f64,
    /// The y of its base line.
    pub base: f64,
    /// Which part of it stands at `x`, as SVG names it.
    pub anchor: &'static str,
}

/// What is taken of a drawing.
pub struct Labels {
    width: f64,
    height: f64,
    taken: Vec<Area>,
}

impl Labels {
    /// A drawing of which nothing is taken.
    pub fn new(width: f64, height: f64) -> Self {
        Self {
            width,
            height,
            taken: Vec::new(),
        }
    }

    /// Keeps the square round a dot free of names.
    pub fn keep_free(&mut self, x: f64, y: f64, radius: f64) {
        self.taken.push(Area {
            left: x - radius,
            top: y - radius,
            right: x + radius,
            bottom: y + radius,
        });
    }

    /// Keeps the lower right corner free for the scale, the lower edge for meridians, and a strip
    /// above each parallel's left end for its degrees.
    pub fn keep_frame_free(&mut self, parallels: impl Iterator<Item = f64>) {
        let (right, bottom) = (self.width, self.height);
        let mut keep = |left, top, right, bottom| {
            self.taken.push(Area {
                left,
                top,
                right,
                bottom,
            });
        };
        keep(right * 0.72, bottom - 44.0, right, bottom);
        keep(0.0, bottom - 20.0, right, bottom);
        for y in parallels {
            keep(0.0, y - LINE, 56.0, y);
        }
    }

    /// Where `name` goes beside a dot: right of it, left, above or below, wherever there is room
    /// first. The width of a name is estimated, so a name beside a dot is anchored at the dot.
    pub fn place(&mut self, name: &str, x: f64, y: f64, radius: f64) -> Option<Placing> {
        let half = name.graphemes(true).count() as f64 * ADVANCE / 2.0;
        let beside = radius + GAP;
        let beyond = beside + LINE / 2.0;
        let sides = [
            ("start", x + beside, y, x + beside + half),
            ("end", x - beside, y, x - beside - half),
            ("middle", x, y - beyond, x),
            ("middle", x, y + beyond, x),
        ];
        let area = |y: f64, middle: f64| Area {
            left: middle - half,
            top: y - LINE / 2.0,
            right: middle + half,
            bottom: y + LINE / 2.0,
        };
        let free = |&(_, _, y, middle): &(_, _, f64, f64)| self.is_free(&area(y, middle));
        let (anchor, x, y, middle) = sides.into_iter().find(free)?;
        self.taken.push(area(y, middle));
        Some(Placing {
            x,
            base: y + LINE * 0.3,
            anchor,
        })
    }

    fn is_free(&self, area: &Area) -> bool {
        let inside = area.left >= 2.0
            && area.top >= 2.0
            && area.right <= self.width - 2.0
            && area.bottom <= self.height - 2.0;
        inside && !self.taken.iter().any(|taken| taken.meets(area))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_name_goes_elsewhere_and_a_crowded_one_is_left_out() {
        let mut labels = Labels::new(300.0, 200.0);
        labels.keep_free(150.0, 100.0, 6.0);
        let sides: Vec<_> = (0..5)
            .map(|_| {
                labels
                    .place("Qasr", 150.0, 100.0, 6.0)
                    .map(|p| (p.anchor, p.base))
            })
            .collect();
        let beside = 104.5;
        assert_eq!(
            sides,
            [
                Some(("start", beside)),
                Some(("end", beside)),
                Some(("middle", 86.0)),
                Some(("middle", 123.0)),
                None
            ]
        );
    }
}
