//! How alike two short strings are: Jaro-Winkler by bit masks, and an edit distance that counts a
//! swap of neighbours as one edit.

/// Longer strings are compared by their first letters.
const MOST: usize = 64;

/// Masks of where each byte stands in a string, kept between calls so that no call allocates.
pub struct Masks([u64; 256]);

impl Default for Masks {
    fn default() -> Self {
        Self([0; 256])
    }
}

/// The Jaro-Winkler similarity of two strings of bytes, or 0 where it is sure to be below `least`.
///
/// As in other programs, the bonus for a common prefix of up to four letters is given above 0.7.
pub fn jaro_winkler(masks: &mut Masks, a: &[u8], b: &[u8], least: f64) -> f64 {
    let (a, b) = (&a[..a.len().min(MOST)], &b[..b.len().min(MOST)]);
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    if short == 0 {
        return 0.0;
    }
    let best = (2.0 + short as f64 / long as f64) / 3.0;
    if best + 0.4 * (1.0 - best) < least {
        return 0.0;
    }
    let jaro = jaro(masks, a, b, (long / 2).saturating_sub(1));
    if jaro <= 0.7 {
        return jaro;
    }
    let prefix = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count();
    jaro + 0.1 * prefix as f64 * (1.0 - jaro)
}

/// What bounds the similarity of a string to others: its length, its first letters, and which
/// letters it has.
#[derive(Clone, Copy, Debug)]
pub struct Outline {
    letters: u64,
    start: u32,
    length: u8,
}

impl Outline {
    /// The outline of a string of bytes.
    pub fn of(text: &[u8]) -> Self {
        let text = &text[..text.len().min(MOST)];
        let start = text.iter().take(4).rev();
        Self {
            letters: text.iter().fold(0, |bits, byte| bits | 1 << (byte & 63)),
            start: start.fold(0, |start, byte| start << 8 | u32::from(*byte)),
            length: text.len() as u8,
        }
    }

    /// A number that the Jaro-Winkler similarity of the two strings does not exceed: a letter that
    /// the other string lacks has no partner there.
    pub fn bound(self, other: Self) -> f64 {
        let paired =
            |a: Self, b: Self| i32::from(a.length) - (a.letters & !b.letters).count_ones() as i32;
        let paired = f64::from(paired(self, other).min(paired(other, self)));
        let (a, b) = (f64::from(self.length), f64::from(other.length));
        if paired <= 0.0 {
            return 0.0;
        }
        let jaro = (paired / a + paired / b + 1.0) / 3.0;
        let prefix = ((self.start ^ other.start).trailing_zeros() / 8).min(4);
        // A little more, for what rounding takes.
        jaro + 0.1 * f64::from(prefix) * (1.0 - jaro) + 1e-12
    }
}

fn jaro(masks: &mut Masks, a: &[u8], b: &[u8], window: usize) -> f64 {
    for (i, byte) in a.iter().enumerate() {
        masks.0[*byte as usize] |= 1 << i;
    }
    let (mut in_a, mut in_b) = (0_u64, 0_u64);
    for (j, byte) in b.iter().enumerate() {
        let low = j.saturating_sub(window);
        if low >= a.len() {
            break;
        }
        let free = masks.0[*byte as usize] & !in_a & below(j + window + 1) & !below(low);
        let first = free & free.wrapping_neg();
        in_a |= first;
        in_b |= u64::from(first != 0) << j;
    }
    for byte in a {
        masks.0[*byte as usize] = 0;
    }
    let common = f64::from(in_a.count_ones());
    if common == 0.0 {
        return 0.0;
    }
    let swapped = f64::from(out_of_order(a, b, in_a, in_b) / 2);
    (common / a.len() as f64 + common / b.len() as f64 + (common - swapped) / common) / 3.0
}

fn below(bit: usize) -> u64 {
    if bit >= 64 { u64::MAX } else { (1 << bit) - 1 }
}

fn out_of_order(a: &[u8], b: &[u8], mut in_a: u64, mut in_b: u64) -> u32 {
    let mut count = 0;
    while in_a != 0 && in_b != 0 {
        let (i, j) = (in_a.trailing_zeros(), in_b.trailing_zeros());
        count += u32::from(a[i as usize] != b[j as usize]);
        in_a &= in_a - 1;
        in_b &= in_b - 1;
    }
    count
}

/// The edits from one string to the other: a letter added, dropped, changed, or two neighbours
/// swapped. Stops counting above `most`.
pub fn edits<T: PartialEq + Copy>(a: &[T], b: &[T], most: usize) -> usize {
    let (a, b) = (&a[..a.len().min(MOST)], &b[..b.len().min(MOST)]);
    if a.len().abs_diff(b.len()) > most {
        return most + 1;
    }
    let (a, b) = middles(a, b);
    if a.is_empty() || b.is_empty() {
        return a.len().max(b.len());
    }
    if most <= 1 {
        // Both ends differ, so that one edit is a change of all that is left, or a swap.
        let one = match (a, b) {
            ([_], [_]) => true,
            ([w, x], [y, z]) => w == z && x == y,
            _ => false,
        };
        return if one { 1 } else { 2 }.min(most + 1);
    }
    let mut rows = [[0_u8; MOST + 1]; 3];
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j as u8;
    }
    for i in 1..=a.len() {
        let (last, before) = ((i - 1) % 3, (i + 1) % 3);
        let mut row = [0_u8; MOST + 1];
        row[0] = i as u8;
        for j in 1..=b.len() {
            let change = rows[last][j - 1] + u8::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(rows[last][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[before][j - 2] + 1);
            }
            row[j] = least;
        }
        rows[i % 3] = row;
    }
    usize::from(rows[a.len() % 3][b.len()]).min(most + 1)
}

/// What is left of two strings without what both begin and end with, which needs no edit.
fn middles<'a, T: PartialEq>(a: &'a [T], b: &'a [T]) -> (&'a [T], &'a [T]) {
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let pairs = a.iter().rev().zip(b.iter().rev());
    let end = pairs.take_while(|(x, y)| x == y).count();
    (&a[..a.len() - end], &b[..b.len() - end])
}

/// The Levenshtein distance: letters added, dropped or changed.
pub fn levenshtein(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// The Damerau-Levenshtein distance, in which swapped letters may be edited again: "ca" is two edits
/// from "abc". Above `most` any larger number is given.
pub fn damerau(a: &[u8], b: &[u8], most: usize) -> usize {
    // Up to one edit the two distances are the same.
    if most <= 1 && a.len().max(b.len()) <= MOST {
        return edits(a, b, most);
    }
    let width = b.len() + 2;
    let far = a.len() + b.len();
    let mut cost = vec![0; (a.len() + 2) * width];
    for i in 0..=a.len() {
        cost[(i + 1) * width] = far;
        cost[(i + 1) * width + 1] = i;
    }
    for j in 0..=b.len() {
        cost[j + 1] = far;
        cost[width + j + 1] = j;
    }
    cost[0] = far;
    let mut last_row = [0; 256];
    for i in 1..=a.len() {
        let mut last_column = 0;
        for j in 1..=b.len() {
            let (row, column) = (last_row[usize::from(b[j - 1])], last_column);
            let same = a[i - 1] == b[j - 1];
            if same {
                last_column = j;
            }
            let change = cost[i * width + j] + usize::from(!same);
            let one = (cost[(i + 1) * width + j] + 1).min(cost[i * width + j + 1] + 1);
            let swap = cost[row * width + column] + (i - row - 1) + 1 + (j - column - 1);
            cost[(i + 1) * width + j + 1] = change.min(one).min(swap);
        }
        last_row[usize::from(a[i - 1])] = i;
    }
    cost[(a.len() + 1) * width + b.len() + 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_definition(a: &str, b: &str) -> f64 {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        let window = (a.len().max(b.len()) / 2).saturating_sub(1);
        let mut used = vec![false; a.len()];
        let mut of_b = Vec::new();
        for (j, letter) in b.iter().enumerate() {
            let near =
                (0..a.len()).find(|i| !used[*i] && a[*i] == *letter && i.abs_diff(j) <= window);
            if let Some(i) = near {
                used[i] = true;
                of_b.push(*letter);
            }
        }
        let of_a: Vec<char> = (0..a.len()).filter(|i| used[*i]).map(|i| a[i]).collect();
        if of_a.is_empty() {
            return 0.0;
        }
        let m = of_a.len() as f64;
        let turned = of_a.iter().zip(&of_b).filter(|(x, y)| x != y).count() / 2;
        let jaro = (m / a.len() as f64 + m / b.len() as f64 + (m - turned as f64) / m) / 3.0;
        let prefix = a.iter().zip(&b).take(4).take_while(|(x, y)| x == y).count() as f64;
        if jaro > 0.7 {
            jaro + 0.1 * prefix * (1.0 - jaro)
        } else {
            jaro
        }
    }

    #[test]
    fn jaro_winkler_is_that_of_its_definition() {
        let known = [
            ("martha", "marhta", 0.9611),
            ("dwayne", "duane", 0.84),
            ("dixon", "dicksonx", 0.8133),
        ];
        let masks = &mut Masks::default();
        for (a, b, value) in known {
            let found = jaro_winkler(masks, a.as_bytes(), b.as_bytes(), 0.0);
            assert!((found - value).abs() < 5e-5, "{a} {b} {found}");
        }
        let words = [
            "hussein", "husayn", "hassan", "al-hasan", "a", "mohammad", "muhammed", "zzz",
        ];
        for a in words {
            for b in words {
                let found = jaro_winkler(masks, a.as_bytes(), b.as_bytes(), 0.0);
                assert!((found - by_definition(a, b)).abs() < 1e-12, "{a} {b}");
                let bound = Outline::of(a.as_bytes()).bound(Outline::of(b.as_bytes()));
                assert!(bound >= found, "{a} {b} {bound} {found}");
                let capped = jaro_winkler(masks, a.as_bytes(), b.as_bytes(), 0.85);
                assert_eq!(capped >= 0.85, found >= 0.85, "{a} {b}");
            }
        }
    }

    #[test]
    fn edits_count_a_swap_once() {
        for (a, b, count) in [
            ("abcd", "acbd", 1),
            ("abcd", "abd", 1),
            ("", "ab", 2),
            ("ca", "abc", 3),
        ] {
            assert_eq!(edits(a.as_bytes(), b.as_bytes(), 5), count, "{a} {b}");
        }
        assert_eq!(edits(b"abcdef", b"uvwxyz", 2), 3);
    }

    /// The recursion that defines the distance, without a table.
    fn by_recursion(a: &[u8], b: &[u8]) -> usize {
        let ([x, rest_a @ ..], [y, rest_b @ ..]) = (a, b) else {
            return a.len().max(b.len());
        };
        let change = by_recursion(rest_a, rest_b) + usize::from(x != y);
        let one = by_recursion(rest_a, b).min(by_recursion(a, rest_b)) + 1;
        let swap = match (rest_a, rest_b) {
            ([w, after_a @ ..], [z, after_b @ ..]) if x == z && w == y => {
                by_recursion(after_a, after_b) + 1
            }
            _ => usize::MAX,
        };
        change.min(one).min(swap)
    }

    #[test]
    fn edits_are_those_of_their_definition() {
        let word = |number: u32| -> Vec<u8> {
            let letters = (0..5).map(|at| (number >> (2 * at) & 3) as u8);
            letters.take_while(|letter| *letter > 0).collect()
        };
        let words: std::collections::BTreeSet<Vec<u8>> = (0..1024).map(word).collect();
        for a in &words {
            for b in &words {
                let whole = by_recursion(a, b);
                for most in 0..6 {
                    assert_eq!(edits(a, b, most), whole.min(most + 1), "{a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn the_distances_of_other_programs_are_theirs() {
        for (a, b, plain, with_swaps) in [
            ("ca", "abc", 3, 2),
            ("kitten", "sitting", 3, 3),
            ("ab", "ba", 2, 1),
            ("", "abc", 3, 3),
        ] {
            assert_eq!(levenshtein(a.as_bytes(), b.as_bytes()), plain, "{a} {b}");
            assert_eq!(
                damerau(a.as_bytes(), b.as_bytes(), 9),
                with_swaps,
                "{a} {b}"
            );
        }
    }
}
