//! Two lists.

use crate::answer::{Detail, Estimate, Kind};
use crate::interval::{LEVEL, log_normal};
use crate::refusal::{Code, Refusal};
use crate::table::Table;

/// Chapman's estimate from two lists (Chapman 1951; variance of Seber 1970).
///
/// An illustration only: with two lists nothing in the data can show whether being on one makes
/// being on the other more or less likely, and that decides the answer.
pub fn chapman(table: &Table) -> Result<Estimate, Refusal> {
    if table.lists().len() != 2 {
        return Err(Refusal::new(
            Code::FewerThanTwoLists,
            format!(
                "Chapman's estimate takes two lists, not {}",
                table.lists().len()
            ),
            "choose two lists, or use a method for three and more",
        ));
    }
    let both = table.on_both(0, 1);
    if both == 0 {
        return Err(Refusal::new(
            Code::NoOverlap,
            "nobody stands on both lists",
            "check the linkage of the lists, or add lists that share people with them",
        ));
    }
    let [a, b, m] = [table.on(0), table.on(1), both].map(|n| n as f64);
    let estimate = (a + 1.0) * (b + 1.0) / (m + 1.0) - 1.0;
    let variance = (a + 1.0) * (b + 1.0) * (a - m) * (b - m) / ((m + 1.0).powi(2) * (m + 2.0));
    let (low, high) = log_normal(table.observed() as f64, estimate, variance);
    Ok(Estimate {
        method: "chapman",
        kind: Kind::Illustration,
        estimate,
        standard_error: variance.sqrt(),
        low,
        high,
        level: LEVEL,
        assumption: "Being on one list makes a person neither more nor less likely to be on the \
                     other, everybody has the same chance, and nobody came or left in between. \
                     Two lists cannot show whether this holds.",
        detail: Detail::Formula,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::parse;

    fn table(text: &str) -> Table {
        parse(text).expect("a table").remove(0).table
    }

    /// Wikipedia, "Mark and recapture": 10 turtles marked, 15 caught, 5 of them marked gives
    /// 28.3 by Chapman, and the log-odds interval there is another one than ours.
    #[test]
    fn the_turtles_of_the_textbook() {
        let answer = chapman(&table("A,B,count\n1,0,5\n0,1,10\n1,1,5")).expect("an estimate");
        assert!((answer.estimate - 28.333).abs() < 1e-3, "{answer:?}");
        assert!(answer.low > 20.0 && answer.high > 40.0, "{answer:?}");
    }

    #[test]
    fn a_list_inside_the_other_leaves_nobody_unseen() {
        let answer = chapman(&table("A,B,count\n1,0,5\n1,1,5")).expect("an estimate");
        assert_eq!(
            (answer.estimate, answer.low, answer.high),
            (10.0, 10.0, 10.0)
        );
    }

    #[test]
    fn without_overlap_there_is_no_answer() {
        let refusal = chapman(&table("A,B,count\n1,0,5\n0,1,5")).expect_err("no overlap");
        assert_eq!(refusal.code, Code::NoOverlap);
    }
}
