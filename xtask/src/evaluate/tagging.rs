//! The program's tagger against the English Web Treebank, which it was trained on in another part.

use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};
use tollbook_extract::tag;

use super::third_party::Outcome;
use crate::train::groups::{self, Counts};
use crate::train::treebank::Sentence;
use crate::train::{self, learn};

/// The set's name.
pub const SET: &str = "en_ewt";

/// What the table calls it.
pub const NAME: &str = "en_ewt, tags and groups of words";

/// Scores tags in three cases and groups of words, on both parts that were not trained on.
pub fn evaluate(data: &Path) -> Result<Outcome> {
    let parts = ["dev", "test"];
    if parts.iter().any(|part| !train::path(data, part).exists()) {
        return Ok(Outcome::LeftOut("the set is not there".to_owned()));
    }
    let mut rows = Vec::new();
    for part in parts {
        rows.extend(rows_of(part, &train::part(data, part)?));
    }
    Ok(Outcome::Scored(rows))
}

fn rows_of(part: &str, sentences: &[Sentence]) -> Vec<(String, Vec<(String, Value)>)> {
    let mut rows = Vec::new();
    for (case, change) in learn::CASES {
        let (right, all) = learn::score(tag::english(), sentences, change);
        let share = right as f64 / all.max(1) as f64;
        let numbers = vec![
            ("UPOS accuracy".to_owned(), json!(share)),
            ("tokens".to_owned(), json!(all)),
        ];
        rows.push((format!("{part}, {case}"), numbers));
    }
    let (nouns, verbs) = groups::score(sentences);
    rows.push((format!("{part}, base noun groups"), numbers(nouns)));
    rows.push((format!("{part}, verb groups"), numbers(verbs)));
    rows
}

fn numbers(counts: Counts) -> Vec<(String, Value)> {
    let share = |of: usize| counts.right as f64 / of.max(1) as f64;
    vec![
        ("p".to_owned(), json!(share(counts.found))),
        ("r".to_owned(), json!(share(counts.expected))),
        ("f1".to_owned(), json!(counts.f1())),
    ]
}
