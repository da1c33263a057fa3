//! Letters as painted to letters as read.
//!
//! A PDF paints. Most programs that write Arabic into one paint each line from left to right, so that
//! its letters come in backwards, while the digits among them come in as they are read. Such a line
//! is turned round, and its numbers and Latin words are turned back: the rule of Unicode's
//! bidirectional algorithm, run the other way. A line whose letters come from right to left is in
//! reading order already and is left alone.

use unicode_normalization::UnicodeNormalization;

use super::is_arabic;

/// One letter as the file gives it, and where it begins.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    text: String,
    left: f64,
}

impl Cell {
    /// Takes a letter. The shapes of joined letters (Arabic forms, `ﬁ`) become the letters that
    /// they stand for: the shape belongs to the page, and "ﬁve" would be no number.
    pub(super) fn new(letter: &str, left: f64) -> Self {
        let mut text = String::with_capacity(letter.len());
        for c in letter.chars() {
            match c {
                '\u{FB00}'..='\u{FB06}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => {
                    text.extend(std::iter::once(c).nfkc())
                }
                '\t' => text.push(c),
                c if c.is_control() => {}
                c => text.push(c),
            }
        }
        Self { text, left }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }

    fn is_arabic(&self) -> bool {
        self.text.chars().any(is_arabic)
    }

    fn has_latin(&self) -> bool {
        self.text
            .chars()
            .any(|c| c.is_alphabetic() && !is_arabic(c))
    }

    fn is_digit(&self) -> bool {
        !self.text.is_empty() && self.text.chars().all(char::is_numeric)
    }

    /// Marks that stand inside a number or belong to one: 1,234 and 28/4/2016 and 26%.
    fn joins_digits(&self) -> bool {
        matches!(
            self.text.as_str(),
            "." | "," | ":" | "/" | "-" | "٫" | "٬" | "%" | "٪"
        )
    }
}

/// Whether most letters are Arabic.
pub(super) fn is_right_to_left(text: &str) -> bool {
    let (mut arabic, mut other) = (0usize, 0usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if is_arabic(c) {
            arabic += 1;
        } else {
            other += 1;
        }
    }
    arabic > other
}

/// The text of a line in the order in which it is read.
pub(super) fn in_reading_order(cells: Vec<Cell>) -> String {
    let painted: String = cells.iter().map(|cell| cell.text.as_str()).collect();
    if !is_right_to_left(&painted) || !is_painted_left_to_right(&cells) {
        return painted;
    }
    let keeps_order = left_to_right_runs(&cells);
    let mut text = String::with_capacity(painted.len());
    let mut end = cells.len();
    while end > 0 {
        if keeps_order[end - 1] {
            let start = keeps_order[..end]
                .iter()
                .rposition(|keeps| !keeps)
                .map_or(0, |at| at + 1);
            cells[start..end]
                .iter()
                .for_each(|cell| text.push_str(&cell.text));
            end = start;
        } else {
            text.push_str(mirrored(&cells[end - 1].text));
            end -= 1;
        }
    }
    text
}

fn is_painted_left_to_right(cells: &[Cell]) -> bool {
    let (mut right, mut left) = (0usize, 0usize);
    for pair in cells.windows(2) {
        if pair.iter().all(Cell::is_arabic) {
            right += usize::from(pair[1].left > pair[0].left);
            left += usize::from(pair[1].left < pair[0].left);
        }
    }
    right > left
}

/// Which cells belong to numbers and Latin words, with what stands inside these.
fn left_to_right_runs(cells: &[Cell]) -> Vec<bool> {
    let mut runs: Vec<bool> = cells
        .iter()
        .map(|c| c.is_digit() || c.has_latin())
        .collect();
    let mut at = 0;
    while at < cells.len() {
        if runs[at] {
            at += 1;
            continue;
        }
        let end = (at..cells.len()).find(|&i| runs[i]).unwrap_or(cells.len());
        let between = &cells[at..end];
        let before = at.checked_sub(1).map(|i| &cells[i]);
        let after = cells.get(end);
        if is_inside_a_run(before, between, after) {
            runs[at..end].fill(true);
        } else {
            // A percent sign stands to the left of a number as often as to its right.
            if before.is_some_and(Cell::is_digit) && is_percent(&between[0]) {
                runs[at] = true;
            }
            if after.is_some_and(Cell::is_digit) && is_percent(&between[between.len() - 1]) {
                runs[end - 1] = true;
            }
        }
        at = end.max(at + 1);
    }
    runs
}

fn is_percent(cell: &Cell) -> bool {
    matches!(cell.text.as_str(), "%" | "٪")
}

/// What stands between two parts of one number is a single mark; what stands between two Latin
/// words is anything that is not Arabic. Two numbers with a space between are two numbers, and the
/// right one is read first.
fn is_inside_a_run(before: Option<&Cell>, between: &[Cell], after: Option<&Cell>) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    if before.is_digit() && after.is_digit() {
        return between.len() == 1 && between[0].joins_digits();
    }
    (before.has_latin() || after.has_latin()) && !between.iter().any(Cell::is_arabic)
}

/// A bracket in right-to-left text is painted as its mirror image.
fn mirrored(text: &str) -> &str {
    match text {
        "(" => ")",
        ")" => "(",
        "[" => "]",
        "]" => "[",
        "{" => "}",
        "}" => "{",
        "«" => "»",
        "»" => "«",
        "<" => ">",
        ">" => "<",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells as a program paints them, from left to right.
    fn painted(text: &str) -> Vec<Cell> {
        let letters = text.chars().enumerate();
        letters
            .map(|(at, c)| Cell::new(&c.to_string(), at as f64))
            .collect()
    }

    #[test]
    fn a_line_painted_backwards_is_turned_round_and_its_numbers_are_not() {
        // Written here letter by letter as it stands on the page from left to right.
        for (page, expect) in [
            (['6', '2', ' ', 'ا', 'ب'].as_slice(), "با 62"),
            (&['ج', ' ', '2', '6', ' ', 'ا', 'ب'], "با 26 ج"),
            (
                &['2', '8', '/', '4', '/', '2', '0', '1', '6', ' ', 'ا', 'ب'],
                "با 28/4/2016",
            ),
            (
                &['2', '0', '1', '6', ' ', '2', '8', ' ', 'ا', 'ب'],
                "با 28 2016",
            ),
            (&['A', ' ', 'B', ' ', 'ا', 'ب', 'ت'], "تبا A B"),
            (&['(', 'ا', 'ب', ')'], "(با)"),
            (&['%', '5', ' ', 'ا', 'ب'], "با %5"),
            (&['\u{FEFB}', 'ب', 'ت'], "تبلا"),
        ] {
            let page: String = page.iter().collect();
            assert_eq!(in_reading_order(painted(&page)), expect);
        }
    }

    #[test]
    fn other_lines_are_left_alone() {
        let mut reading_order = painted("با 26");
        reading_order
            .iter_mut()
            .for_each(|cell| cell.left = -cell.left);
        assert_eq!(in_reading_order(reading_order), "با 26");
        assert_eq!(in_reading_order(painted("of\u{FB01}cials")), "officials");
    }
}
