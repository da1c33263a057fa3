//! How many places of the claims resolve, and how finely.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use tollbook_publish::wire::v1::claim::Claim;
use tollbook_record::Precision;

/// Places of claims as the program read them.
#[derive(Default)]
pub struct Placed {
    named: usize,
    resolved: BTreeMap<Precision, usize>,
}

impl Placed {
    /// Counts the places of some claims, each as often as a claim has it.
    pub fn add(&mut self, claims: &[Claim]) {
        for place in claims.iter().filter_map(|claim| claim.place.as_ref()) {
            self.named += 1;
            if let Some(precision) = &place.precision {
                *self.resolved.entry(precision.0).or_default() += 1;
            }
        }
    }

    /// A table of the kinds, finest first.
    pub fn markdown(&self) -> String {
        let all: usize = self.resolved.values().sum();
        let mut out = format!(
            "Of {} places of claims {} resolve by the list inside the program, without a casebook: share {:.3}.\n\n\
             | as | places | share |\n|---|---|---|\n",
            self.named,
            all,
            share(all, self.named)
        );
        for (precision, count) in &self.resolved {
            let _ = writeln!(
                out,
                "| {precision} | {count} | {:.3} |",
                share(*count, self.named)
            );
        }
        let open = self.named - all;
        let _ = writeln!(
            out,
            "| left open | {open} | {:.3} |",
            share(open, self.named)
        );
        out
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::read_report;
    use tollbook_publish::wire::v1::PublicationIn;

    #[test]
    fn places_that_resolve_are_counted_by_kind() {
        let text = "Shells killed five people in Aleppo on 3 March 2031. \
                    A raid killed two people in Qwertyville on 4 March 2031.";
        let mut placed = Placed::default();
        placed.add(&read_report("a", text, PublicationIn::default()).claims);
        let table = placed.markdown();
        assert!(table.contains("| locality | 1 | 0.500 |"), "{table}");
        assert!(table.contains("| left open | 1 | 0.500 |"), "{table}");
    }
}
