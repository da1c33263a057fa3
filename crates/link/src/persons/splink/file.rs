//! The file that Splink saves a model in, as far as it is needed.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::condition::Condition;
use crate::persons::Error;

#[derive(Debug, Deserialize)]
pub struct File {
    pub link_type: String,
    pub probability_two_random_records_match: f64,
    #[serde(default = "unique_id")]
    pub unique_id_column_name: String,
    pub blocking_rules_to_generate_predictions: Vec<BlockingRule>,
    pub comparisons: Vec<Comparison>,
}

fn unique_id() -> String {
    "unique_id".to_owned()
}

#[derive(Debug, Deserialize)]
pub struct BlockingRule {
    blocking_rule: String,
}

#[derive(Debug, Deserialize)]
pub struct Comparison {
    pub output_column_name: String,
    pub comparison_levels: Vec<Level>,
}

#[derive(Debug, Deserialize)]
pub struct Level {
    pub sql_condition: String,
    pub label_for_charts: Option<String>,
    #[serde(default)]
    pub is_null_level: bool,
    m_probability: Option<f64>,
    u_probability: Option<f64>,
    pub tf_adjustment_column: Option<String>,
    pub tf_adjustment_weight: Option<f64>,
    pub tf_minimum_u_value: Option<f64>,
}

/// One equality of a blocking rule: a column, or some letters of it from a number on.
#[derive(Debug, PartialEq)]
pub struct Part {
    pub column: String,
    pub letters: Option<(usize, usize)>,
}

impl File {
    pub fn parse(json: &str) -> Result<Self, Error> {
        serde_json::from_str(json)
            .map_err(|fault| Error::Model(format!("not a model of Splink: {fault}")))
    }

    /// All columns that it reads.
    pub fn columns(&self) -> Result<BTreeSet<String>, Error> {
        let mut columns = BTreeSet::new();
        for rule in &self.blocking_rules_to_generate_predictions {
            columns.extend(rule.parts()?.into_iter().map(|part| part.column));
        }
        for level in self
            .comparisons
            .iter()
            .flat_map(|comparison| &comparison.comparison_levels)
        {
            let mut found = Vec::new();
            Condition::read(&level.sql_condition, |name: &str| {
                found.push(name.to_owned());
                Ok(0)
            })?;
            columns.extend(found);
            columns.extend(level.tf_adjustment_column.clone());
        }
        Ok(columns)
    }
}

impl Comparison {
    /// The chance of an exact match, which adjustments for term frequency start from.
    pub fn exact(&self) -> Option<f64> {
        let exact = self.comparison_levels.iter().find(|level| {
            let words = level.sql_condition.replace(['"', ' '], "");
            !level.is_null_level && words.contains("_l=") && !words.contains('(')
        });
        exact.and_then(|level| level.u_probability)
    }
}

impl Level {
    /// The base-2 logarithm of the Bayes factor.
    pub fn weight(&self) -> Result<f64, Error> {
        match (self.is_null_level, self.m_probability, self.u_probability) {
            (true, _, _) => Ok(0.0),
            (_, Some(m), Some(u)) if m > 0.0 && u > 0.0 => Ok((m / u).log2()),
            _ => Err(Error::Model(format!(
                "the level {} is not trained",
                self.sql_condition
            ))),
        }
    }
}

impl BlockingRule {
    /// The equalities that it joins by AND.
    pub fn parts(&self) -> Result<Vec<Part>, Error> {
        let fault = || {
            Error::Model(format!(
                "its blocking rule {} is none of equal columns",
                self.blocking_rule
            ))
        };
        let plain = self.blocking_rule.replace('"', "");
        let mut parts = Vec::new();
        for equality in plain.split(" AND ") {
            let equality = equality.trim().replace(' ', "");
            let (left, right) = equality.split_once('=').ok_or_else(fault)?;
            let strip = |side: &str| {
                side.trim_start_matches('(')
                    .trim_end_matches(')')
                    .to_owned()
            };
            let (left, right) = (strip(left), strip(right));
            if left.replace("l.", "r.") != right {
                return Err(fault());
            }
            parts.push(part(&left).ok_or_else(fault)?);
        }
        Ok(parts)
    }
}

fn part(side: &str) -> Option<Part> {
    let is_name =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if let Some(name) = side.strip_prefix("l.").filter(|name| is_name(name)) {
        return Some(Part {
            column: name.to_owned(),
            letters: None,
        });
    }
    let upper = side.to_ascii_uppercase();
    let inner = ["SUBSTRING(L.", "SUBSTR(L."]
        .iter()
        .find(|start| upper.starts_with(**start))?;
    let mut cells = side[inner.len()..].split(',');
    let name = cells.next().filter(|name| is_name(name))?;
    let (from, count) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
    Some(Part {
        column: name.to_owned(),
        letters: Some((from, count)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocking_rules_are_read_as_equal_columns() {
        let rule = |words: &str| {
            BlockingRule {
                blocking_rule: words.to_owned(),
            }
            .parts()
        };
        let parts = rule(
            "(l.\"dod\" = r.\"dod\") AND (SUBSTRING(l.first, 1, 2) = SUBSTRING(r.first, 1, 2))",
        );
        let wanted = [("dod", None), ("first", Some((1, 2)))];
        let wanted = wanted.map(|(column, letters)| Part {
            column: column.to_owned(),
            letters,
        });
        assert_eq!(parts.expect("a rule"), wanted);
        let fault = rule("l.a = r.b").expect_err("two columns").to_string();
        assert!(fault.contains("l.a = r.b"), "{fault}");
    }
}
