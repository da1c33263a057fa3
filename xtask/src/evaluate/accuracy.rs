//! `docs/accuracy.md`: what the scores are, and what was left out.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::house::Scores;
use super::third_party::Outcome;
use crate::score::table::{markdown, ratio};
use crate::score::tally::Field;

const HEAD: &str = "# Accuracy

Made by `make evaluate`; do not edit. The numbers are what the program of this commit reads, good or bad.

`right` counts what agrees with gold, `gold` what a careful reader found, `predicted` what the program read. A field of a claim that was
missed counts as missed. `matched` is the share right among the claims that were found. How claims are aligned and when a field counts as
right stands in `xtask/src/score`.

The house sets and our own (`testdata/annotated`) are invented reports. *Check* is a part that nobody reads while writing rules: every fourth
report of a house set, by the hash of its id; a file of each of ours. *Study* is the rest. The same reading is scored in both.
";

const THIRD_PARTY: &str = "
## Other people's sets

Each set has its own terms, so the program's claims are mapped to them (`xtask/src/evaluate`, one file a set) and scored by the set's own
measures. `p`, `r` and `f1` are precision, recall and F1.

The words by which `case2021-task2` is mapped were revised with the errors of its only part in view. Its numbers say how far the mapping was
fitted to it, not how the program or the mapping do on other text.
";

/// The page on these scores.
pub fn page(houses: &[(&str, Option<Scores>)], third_party: &[(&str, Outcome)]) -> String {
    let mut page = HEAD.to_owned();
    let mut left_out = Vec::new();
    for (set, scores) in houses {
        match scores {
            Some(scores) => page += &house(scores),
            None => left_out.push(format!("`{set}` (the set is not there)")),
        }
    }
    page += THIRD_PARTY;
    for (name, outcome) in third_party {
        match outcome {
            Outcome::Scored(rows) => page += &measures(name, rows),
            Outcome::LeftOut(why) => left_out.push(format!("`{name}` ({why})")),
        }
    }
    if !left_out.is_empty() {
        let _ = write!(page, "\n## Left out\n\n{}.\n", left_out.join(", "));
    }
    page
}

fn house(scores: &Scores) -> String {
    let mut out = format!("\n## {}\n\n", scores.set);
    out += "F1 | claim | act | speaker | place | when | figures, exact | figures, relaxed\n\
            ---|---|---|---|---|---|---|---\n";
    let fields = [
        Field::Claim,
        Field::Act,
        Field::Speaker,
        Field::Place,
        Field::When,
        Field::FiguresExact,
        Field::FiguresRelaxed,
    ];
    let files = scores
        .files
        .iter()
        .map(|(name, tally)| (name.as_str(), tally));
    for (name, tally) in files.chain(scores.parts()) {
        let cells = fields.map(|field| ratio(tally.counts(field).f1()));
        let _ = writeln!(out, "{name} | {}", cells.join(" | "));
    }
    for (name, tally) in scores.parts() {
        let _ = write!(out, "\n### {}, {name}\n\n{}", scores.set, markdown(tally));
    }
    let _ = write!(
        out,
        "\n### {}, places\n\n{}",
        scores.set,
        scores.placed.markdown()
    );
    out += &rules(scores);
    out
}

/// How often each rule was right, over the whole set.
pub fn rules(scores: &Scores) -> String {
    if scores.all.rules.is_empty() {
        return String::new();
    }
    let mut out = format!("\n### {}, rules\n\n{RULES}", scores.set);
    for (rule, measured) in &scores.all.rules {
        let share = measured.right as f64 / measured.read as f64;
        let _ = writeln!(
            out,
            "| `{rule}` | {share:.2} | {} | {} |",
            measured.right, measured.read
        );
    }
    out
}

const RULES: &str =
    "What each rule read and how much of it was right; in a claim that no reader found, nothing is.

| rule | share | right | read |
|---|---|---|---|
";

/// What a scorer said, as a table.
pub fn measures(name: &str, rows: &[(String, Vec<(String, Value)>)]) -> String {
    let mut out = format!("\n### {name}\n\n| measure | |\n|---|---|\n");
    for (measure, numbers) in rows {
        let first = ["p", "r", "f1"];
        let mut numbers: Vec<&(String, Value)> = numbers.iter().collect();
        numbers.sort_by_key(|(key, _)| first.iter().position(|k| k == key).unwrap_or(first.len()));
        let numbers: Vec<String> = numbers.into_iter().map(number).collect();
        let _ = writeln!(out, "| {measure} | {} |", numbers.join(", "));
    }
    out
}

fn number((key, value): &(String, Value)) -> String {
    match value.as_f64() {
        Some(number) if !value.is_u64() => format!("{key} {number:.3}"),
        _ => format!("{key} {value}"),
    }
}

/// The rules of the set from which the product learns how far to rely on each.
pub fn measured(scores: &Scores) -> String {
    let mut out = "# Made by `make evaluate`; do not edit. What each rule read on annotated reports: [right, read].\n".to_owned();
    for (rule, m) in &scores.all.rules {
        let _ = writeln!(out, "\"{rule}\" = [{}, {}]", m.right, m.read);
    }
    out
}

/// Writes a generated file of the tree, or with `check` only sees that it is the one there.
pub fn put(file: &str, text: &str, check: bool) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    let path = root
        .context("xtask lies in the repository's folder")?
        .join(file);
    if !check {
        return std::fs::write(&path, text).with_context(|| path.display().to_string());
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    let changed = text
        .lines()
        .zip(committed.lines())
        .position(|(now, before)| now != before);
    match changed {
        _ if text == committed => Ok(()),
        Some(line) => bail!("{file} would change, first in line {}", line + 1),
        None => bail!("{file} would change in its length"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_not_there_is_left_out_by_name() {
        let numbers = vec![
            ("f1".to_owned(), json!(0.5)),
            ("n_gold".to_owned(), json!(7)),
            ("p".to_owned(), json!(1.0)),
        ];
        let third_party = [
            (
                "some-set",
                Outcome::Scored(vec![("type".to_owned(), numbers)]),
            ),
            (
                "other-set",
                Outcome::LeftOut("its scorer is not there".to_owned()),
            ),
        ];
        let page = page(&[("house-en", None)], &third_party);
        assert!(page.contains(
            "### some-set\n\n| measure | |\n|---|---|\n| type | p 1.000, f1 0.500, n_gold 7 |\n"
        ));
        assert!(page.ends_with(
            "## Left out\n\n`house-en` (the set is not there), `other-set` (its scorer is not there).\n"
        ));
    }
}
