//! Letters with their places to words, lines and paragraphs.
//!
//! A line of a page ends where the paper does, not where the sentence does. Lines that were broken
//! only for want of room are joined with a space, so that a quote of a sentence is one line; lines
//! that were ended on purpose keep their end. Letters stay in the order in which the file gives
//! them: sorting them by place would undo columns. Only a line of Arabic that is painted from left
//! to right is turned round; see [`direction`](super::direction).

use std::collections::BTreeMap;

use pdf_extract::{Document as Pdf, MediaBox, OutputDev, OutputError, Transform};

use super::direction::{Cell, in_reading_order, is_right_to_left};
use super::guard;

/// The most letters that one page may give.
const MAX_LETTERS: usize = 2_000_000;

/// The laid-out text of each page that could be laid out.
pub(super) fn pages(small: &[u8], pages: usize) -> BTreeMap<u32, String> {
    let Some(Ok(pdf)) = guard::quietly(|| Pdf::load_mem(small)) else {
        return BTreeMap::new();
    };
    (1..=pages as u32)
        .filter_map(|page| Some((page, page_text(&pdf, page)?)))
        .collect()
}

fn page_text(pdf: &Pdf, page: u32) -> Option<String> {
    let mut lines = Lines::default();
    guard::quietly(|| pdf_extract::output_doc_page(pdf, &mut lines, page))?.ok()?;
    Some(paragraphs(&lines.done()))
}

/// One line as it stands on the page, in points from the lower left.
#[derive(Clone, Debug, Default)]
struct Line {
    /// The letters, and the spaces that stand for gaps, in the order of the file; in reading order
    /// once the line is whole.
    cells: Vec<Cell>,
    text: String,
    left: f64,
    right: f64,
    base: f64,
    size: f64,
}

#[derive(Default)]
struct Lines {
    lines: Vec<Line>,
    letters: usize,
    /// Where the last letter began and ended.
    last: (f64, f64),
}

impl Lines {
    /// The line to write to: the last one, unless the letter stands above or below it.
    fn line_for(&mut self, base: f64, size: f64, left: f64) -> &mut Line {
        let same = self
            .lines
            .last()
            .is_some_and(|line| (line.base - base).abs() < 0.5 * size.max(line.size));
        if !same {
            self.last = (left, left);
            self.lines.push(Line {
                left,
                right: left,
                base,
                size,
                ..Line::default()
            });
        }
        let at = self.lines.len() - 1;
        &mut self.lines[at]
    }

    fn done(self) -> Vec<Line> {
        self.lines
            .into_iter()
            .map(|mut line| {
                line.text = in_reading_order(std::mem::take(&mut line.cells));
                line
            })
            .filter(|line| !line.text.trim().is_empty())
            .collect()
    }
}

/// The gap before a letter, in parts of the letter's size, that stands for a space and for a jump
/// to the next column of a table. Type-setters draw spaces in to about 0.22; letters of one word
/// are set apart by less than 0.15.
const SPACE: f64 = 0.18;
const COLUMN: f64 = 2.5;

impl OutputDev for Lines {
    fn begin_page(
        &mut self,
        _page: u32,
        _media: &MediaBox,
        _art: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        spacing: f64,
        font_size: f64,
        letter: &str,
    ) -> Result<(), OutputError> {
        self.letters += 1;
        let size = font_size.abs() * place.m21.hypot(place.m22);
        let (left, base) = (place.m31, place.m32);
        let advance = (width * font_size + spacing) * place.m11;
        if ![size, left, base, advance].iter().all(|n| n.is_finite()) {
            return Ok(());
        }
        if self.letters > MAX_LETTERS {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        let last = self.last;
        let (from, to) = (left.min(left + advance), left.max(left + advance));
        let line = self.line_for(base, size, left);
        // Right-to-left text moves back by a letter each time; only a gap on the side away from
        // the last letter parts words.
        let gap = (from - last.1).max(last.0 - to) / size.max(0.1);
        let is_blank = letter.chars().all(char::is_whitespace);
        let follows_blank = line.cells.last().is_none_or(Cell::is_blank);
        if !is_blank && !follows_blank && gap > SPACE {
            let mark = if gap > COLUMN { "\t" } else { " " };
            line.cells.push(Cell::new(mark, from));
        }
        line.cells.push(Cell::new(letter, from));
        if !is_blank {
            line.left = line.left.min(from);
            line.right = line.right.max(to);
            line.size = line.size.max(size);
        }
        self.last = (from, to);
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// How the next line follows.
#[derive(Debug, PartialEq, Eq)]
enum Break {
    Wrapped,
    Line,
    Paragraph,
}

fn paragraphs(lines: &[Line]) -> String {
    let leading = usual_leading(lines);
    let edges = Edges::of(lines);
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        if let Some(before) = at.checked_sub(1) {
            match break_between(lines, before, leading, &edges) {
                // A hyphen at the end of a line may be the word's own; it is kept.
                Break::Wrapped if text.ends_with('-') => {}
                Break::Wrapped => text.push(' '),
                Break::Line => text.push('\n'),
                Break::Paragraph => text.push_str("\n\n"),
            }
        }
        text.push_str(line.text.trim());
    }
    text
}

fn break_between(lines: &[Line], at: usize, leading: f64, edges: &Edges) -> Break {
    let (line, next) = (&lines[at], &lines[at + 1]);
    let down = line.base - next.base;
    let other_size = (line.size - next.size).abs() > 0.15 * line.size.max(next.size);
    // A step up leads to the next column; a sentence may run on there.
    let is_near = down <= 1.35 * leading && down <= 2.5 * next.size;
    if is_near && !other_size && runs_on(line, next) {
        return Break::Wrapped;
    }
    if down <= 0.0 || !is_near || other_size {
        return Break::Paragraph;
    }
    let width = next.right - next.left;
    let letters = next.text.chars().count().max(1) as f64;
    let first_word = next.text.split_whitespace().next().unwrap_or_default();
    let needed = width / letters * (first_word.chars().count() + 1) as f64;
    if edges.room_after(at, line) < needed {
        Break::Wrapped
    } else {
        Break::Line
    }
}

/// Whether the words themselves say that the line was broken inside a sentence.
fn runs_on(line: &Line, next: &Line) -> bool {
    let last = line.text.trim_end().chars().next_back();
    let first = next.text.trim_start().chars().next();
    first.is_some_and(char::is_lowercase)
        && last.is_some_and(|c| c.is_lowercase() || matches!(c, ',' | '-'))
}

/// The distance between lines of one paragraph: the lower quartile of all steps down, so that the
/// wider steps between paragraphs do not count.
fn usual_leading(lines: &[Line]) -> f64 {
    let mut steps: Vec<f64> = lines
        .windows(2)
        .map(|pair| pair[0].base - pair[1].base)
        .filter(|step| *step > 0.0)
        .collect();
    steps.sort_by(f64::total_cmp);
    steps.get(steps.len() / 4).copied().unwrap_or(f64::INFINITY)
}

/// How far the lines of each column reach: the farthest end among lines that begin at one place.
struct Edges {
    /// For every line, the end of the farthest-reaching line of its column.
    reach: Vec<f64>,
}

impl Edges {
    fn of(lines: &[Line]) -> Self {
        let mut farthest: BTreeMap<(bool, i64), f64> = BTreeMap::new();
        for line in lines {
            let (column, end) = (column(line), end(line));
            // A first line that is set in begins in the neighbouring cell of the same column.
            for near in [-1, 0, 1] {
                let reach = farthest
                    .entry((column.0, column.1 + near))
                    .or_insert(f64::NEG_INFINITY);
                *reach = reach.max(end);
            }
        }
        let reach = lines.iter().map(|line| farthest[&column(line)]).collect();
        Self { reach }
    }

    fn room_after(&self, at: usize, line: &Line) -> f64 {
        self.reach[at] - end(line)
    }
}

/// The column that a line belongs to: its direction and where it begins, in cells of 20 points.
fn column(line: &Line) -> (bool, i64) {
    let begin = if is_right_to_left(&line.text) {
        -line.right
    } else {
        line.left
    };
    (is_right_to_left(&line.text), (begin / 20.0) as i64)
}

/// Where a line ends, counted in the direction of reading.
fn end(line: &Line) -> f64 {
    if is_right_to_left(&line.text) {
        -line.left
    } else {
        line.right
    }
}
