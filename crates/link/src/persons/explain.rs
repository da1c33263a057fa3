//! Why two records were joined or not: what each field says, as a sum.

use super::link::Linked;
use super::model::{Class, Scorer};
use super::similar::Masks;

/// What one field says of a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The field.
    pub field: String,
    /// What was found.
    pub finding: &'static str,
    /// What it weighs, against the likeliest other explanation.
    pub weight: f64,
}

/// A pair's weight as a sum.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// The weight in all.
    pub weight: f64,
    /// The likeliest explanation other than one person.
    pub rival: &'static str,
    /// What is known before any field is compared.
    pub before: f64,
    /// What each field adds. Fields that one of the two lacks are left out.
    pub reasons: Vec<Reason>,
    /// What the less likely explanations take off.
    pub others: f64,
}

/// Explains pairs of one run.
pub struct Explainer<'a> {
    linked: &'a Linked,
    scorer: Scorer,
    masks: Masks,
}

impl<'a> Explainer<'a> {
    /// For the pairs of `linked`.
    pub fn new(linked: &'a Linked) -> Self {
        let scorer = linked.trained.model.scorer(&linked.records);
        Self {
            linked,
            scorer,
            masks: Masks::default(),
        }
    }

    /// Explains two records.
    pub fn explain(&mut self, a: u32, b: u32) -> Explained {
        let records = &self.linked.records;
        let vector = records.vector(&mut self.masks, a.min(b), a.max(b));
        let classes = self.scorer.classes(vector);
        let last = classes.len() - 1;
        let rival = (1..=last).rev().fold(last, |best, class| {
            if classes[class] > classes[best] {
                class
            } else {
                best
            }
        });
        let reasons: Vec<Reason> = records
            .fields
            .iter()
            .enumerate()
            .filter_map(|(number, field)| {
                let code = (vector >> (5 * number) & 31) as usize;
                let level = field.layout.level(code)?;
                Some(Reason {
                    field: field.label.clone(),
                    finding: field.layout.levels[level].label,
                    weight: self.scorer.log(number, 0, code) - self.scorer.log(number, rival, code),
                })
            })
            .collect();
        let before = self.scorer.before(0) - self.scorer.before(rival);
        let weight = self.scorer.weight(vector);
        let sum = before + reasons.iter().map(|reason| reason.weight).sum::<f64>();
        Explained {
            weight,
            rival: Class::ALL[rival].words(),
            before,
            others: weight - sum,
            reasons,
        }
    }
}

impl Explained {
    /// In one line, the field that says most first.
    pub fn line(&self) -> String {
        let mut reasons: Vec<&Reason> = self.reasons.iter().collect();
        reasons.sort_by(|x, y| y.weight.abs().total_cmp(&x.weight.abs()));
        let told = |reason: &Reason| {
            format!(
                "{}: {} ({:+.1})",
                reason.field, reason.finding, reason.weight
            )
        };
        let told: Vec<String> = reasons.into_iter().map(told).collect();
        format!(
            "{}; before ({:+.1}); against {}{}",
            told.join("; "),
            self.before,
            self.rival,
            if self.others < -0.05 {
                format!("; other explanations ({:+.1})", self.others)
            } else {
                String::new()
            }
        )
    }
}
