//! Scores as tables.

use std::fmt::Write;

use super::tally::{Field, Tally};

/// A table for the terminal, and below it the rates that have no precision and recall.
pub fn plain(tally: &Tally) -> String {
    let mut out = format!(
        "{:20} {:>6} {:>6} {:>6} {:>8} {:>5} {:>5} {:>5}\n",
        "field", "prec", "recall", "F1", "matched", "tp", "gold", "pred"
    );
    for (field, name) in Field::ALL {
        let c = tally.counts(field);
        let _ = writeln!(
            out,
            "{name:20} {:>6} {:>6} {:>6} {:>8} {:5} {:5} {:5}",
            ratio(c.precision()),
            ratio(c.recall()),
            ratio(c.f1()),
            ratio(c.matched()),
            c.right,
            c.gold,
            c.predicted,
        );
    }
    out + &rates(tally) + "\n"
}

/// The same as a table in Markdown.
pub fn markdown(tally: &Tally) -> String {
    let mut out = "| field | precision | recall | F1 | matched | right | gold | predicted |\n\
                   |---|---|---|---|---|---|---|---|\n"
        .to_owned();
    for (field, name) in Field::ALL {
        let c = tally.counts(field);
        let _ = writeln!(
            out,
            "| `{name}` | {} | {} | {} | {} | {} | {} | {} |",
            ratio(c.precision()),
            ratio(c.recall()),
            ratio(c.f1()),
            ratio(c.matched()),
            c.right,
            c.gold,
            c.predicted,
        );
    }
    out + "\n" + &rates(tally) + "\n"
}

/// A score with three decimals, or a dash where there is none.
pub fn ratio(score: Option<f64>) -> String {
    score.map_or_else(|| "-".to_owned(), |s| format!("{s:.3}"))
}

fn rates(tally: &Tally) -> String {
    let per_document = |n: usize| n as f64 / tally.documents.max(1) as f64;
    let valid = (tally.quotes > 0).then(|| tally.valid_quotes as f64 / tally.quotes as f64);
    format!(
        "Reports {}; false figures a report {:.3}; figures without a partner a report {:.3}; \
         quotes valid {} of {}.",
        tally.documents,
        per_document(tally.false_figures),
        per_document(tally.unaligned_figures),
        ratio(valid),
        tally.quotes,
    )
}
