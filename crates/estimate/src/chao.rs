//! Chao's lower bound.

use crate::answer::{Detail, Estimate, Kind};
use crate::interval::{LEVEL, log_normal};
use crate::refusal::{Code, Refusal};
use crate::table::Table;

const ASSUMPTION: &str = "People differ in how likely they are to be listed, but for each person \
    the lists are independent of one another. Then the true total is likely to be at least this; \
    it may be much larger. Lists that draw people away from each other break the bound.";

/// Chao's lower bound for lists (Chao 1987): `n + (J-1)/J · f1²/(2 f2)`, where `f1` and `f2`
/// people stand on exactly one and two of `J` lists.
pub fn chao(table: &Table) -> Result<Estimate, Refusal> {
    let (shrink, f1, f2) = counts(table);
    if f2 == 0.0 {
        return Err(Refusal::new(
            Code::NoPairs,
            "nobody stands on exactly two lists",
            "check the linkage of the lists, or use the bias-corrected bound",
        ));
    }
    let ratio = f1 / f2;
    // Variance as in Chao 1987 with the factor for a finite number of lists.
    let variance = f2
        * (shrink / 2.0 * ratio.powi(2)
            + shrink.powi(2) * ratio.powi(3)
            + shrink.powi(2) / 4.0 * ratio.powi(4));
    Ok(bound(
        "chao",
        table,
        shrink * f1 * f1 / (2.0 * f2),
        variance,
    ))
}

/// The bias-corrected form of [`chao`], `n + (J-1)/J · f1(f1-1)/(2(f2+1))`; steadier where few
/// people stand on two lists.
pub fn chao_bias_corrected(table: &Table) -> Estimate {
    let (shrink, f1, f2) = counts(table);
    let variance = shrink * f1 * (f1 - 1.0).max(0.0) / (2.0 * (f2 + 1.0))
        + shrink.powi(2) * f1 * (2.0 * f1 - 1.0).powi(2) / (4.0 * (f2 + 1.0).powi(2))
        + shrink.powi(2) * f1.powi(2) * f2 * (f1 - 1.0).powi(2) / (4.0 * (f2 + 1.0).powi(4));
    let unseen = shrink * f1 * (f1 - 1.0).max(0.0) / (2.0 * (f2 + 1.0));
    bound("chao_bias_corrected", table, unseen, variance)
}

fn counts(table: &Table) -> (f64, f64, f64) {
    let lists = table.lists().len() as f64;
    let shrink = (lists - 1.0) / lists;
    (
        shrink,
        table.seen_times(1) as f64,
        table.seen_times(2) as f64,
    )
}

fn bound(method: &'static str, table: &Table, unseen: f64, variance: f64) -> Estimate {
    let observed = table.observed() as f64;
    let estimate = observed + unseen;
    let (low, high) = log_normal(observed, estimate, variance);
    Estimate {
        method,
        kind: Kind::LowerBound,
        estimate,
        standard_error: variance.sqrt(),
        low,
        high,
        level: LEVEL,
        assumption: ASSUMPTION,
        detail: Detail::Formula,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::parse;

    fn table(text: &str) -> Table {
        parse(text).expect("a table").remove(0).table
    }

    /// A made table with f1 = 60, f2 = 20, three lists: by hand, 85 + 2/3 · 3600/40 = 145.
    #[test]
    fn the_bound_is_the_formula_by_hand() {
        let made = "A,B,C,count\n1,0,0,30\n0,1,0,20\n0,0,1,10\n1,1,0,12\n1,0,1,8\n1,1,1,5";
        let answer = chao(&table(made)).expect("a bound");
        assert!((answer.estimate - 145.0).abs() < 1e-9, "{answer:?}");
        let corrected = chao_bias_corrected(&table(made));
        let by_hand = 85.0 + 2.0 / 3.0 * 60.0 * 59.0 / 42.0;
        assert!((corrected.estimate - by_hand).abs() < 1e-9, "{corrected:?}");
    }

    #[test]
    fn nobody_on_two_lists_gives_no_bound() {
        let made = "A,B,C,count\n1,0,0,30\n0,1,0,20\n1,1,1,5";
        assert_eq!(chao(&table(made)).expect_err("f2 = 0").code, Code::NoPairs);
    }
}
