//! The model as a file, so that a later run gives the same weights.

use serde::{Deserialize, Serialize};

use super::Error;
use super::block::Rule;
use super::link::Trained;
use super::model::{Class, FieldModel, Model};
use super::records::Records;
use super::rules::{Agreement, Plan};

/// The name of the format.
const FORMAT: &str = "tollbook.persons/1";

/// A model as it is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Saved {
    format: String,
    /// How likely two records drawn at random are of each class.
    prior: Vec<(String, f64)>,
    fields: Vec<SavedField>,
    rules: Vec<Vec<String>>,
    /// How often records of one person share each key.
    agreement: Vec<(String, f64)>,
    /// The share of pairs of one person that the rules meet, as planned.
    planned_recall: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedField {
    label: String,
    /// For each class, how likely its records share the cause of the value.
    shared: [f64; 5],
    levels: Vec<SavedLevel>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedLevel {
    label: String,
    /// How likely it is where the cause is shared.
    close: f64,
    /// By bin of frequency: the share of records, and the chance that two unrelated ones fall there.
    bins: Vec<(f64, f64)>,
}

impl Saved {
    /// The model of a run.
    pub fn new(records: &Records, trained: &Trained) -> Self {
        let label = |key: usize| records.keys[key].label.clone();
        let fields = records.fields.iter().zip(&trained.model.fields);
        Self {
            format: FORMAT.to_owned(),
            prior: Class::ALL
                .iter()
                .zip(trained.model.prior)
                .map(|(c, p)| (c.words().to_owned(), p))
                .collect(),
            fields: fields
                .map(|(field, model)| SavedField {
                    label: field.label.clone(),
                    shared: model.shared,
                    levels: field
                        .layout
                        .levels
                        .iter()
                        .enumerate()
                        .map(|(number, level)| SavedLevel {
                            label: level.label.to_owned(),
                            close: model.close[number],
                            bins: field
                                .layout
                                .codes_of(number)
                                .map(|c| (model.share[c], model.chance[c]))
                                .collect(),
                        })
                        .collect(),
                })
                .collect(),
            rules: trained
                .plan
                .rules
                .iter()
                .map(|r| r.keys.iter().map(|k| label(*k)).collect())
                .collect(),
            agreement: trained
                .agreement
                .0
                .iter()
                .enumerate()
                .map(|(k, a)| (label(k), *a))
                .collect(),
            planned_recall: trained.plan.recall,
        }
    }

    /// Reads a model.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let saved: Self =
            serde_json::from_str(text).map_err(|fault| Error::Model(fault.to_string()))?;
        if saved.format != FORMAT {
            return Err(Error::Model(format!(
                "its format is {}, not {FORMAT}",
                saved.format
            )));
        }
        Ok(saved)
    }

    /// The model as text.
    pub fn print(&self) -> String {
        serde_json::to_string_pretty(self).expect("a model is plain numbers and text") + "\n"
    }

    /// The model for some records, which must have its fields and keys.
    pub fn open(&self, records: &Records) -> Result<Trained, Error> {
        let wanted: Vec<&str> = self.fields.iter().map(|field| &field.label[..]).collect();
        let given: Vec<&str> = records
            .fields
            .iter()
            .map(|field| &field.label[..])
            .collect();
        if wanted != given {
            return Err(Error::Model(format!(
                "it compares {}, and these lists have {}; map the columns alike in link.toml, or train anew without --model",
                wanted.join(", "),
                given.join(", ")
            )));
        }
        let mut model = Model::untrained(records);
        for ((saved, field), model) in self
            .fields
            .iter()
            .zip(&records.fields)
            .zip(&mut model.fields)
        {
            saved.open(&field.layout, model)?;
        }
        if self.prior.len() != model.prior.len() {
            return Err(Error::Model("it has other classes".to_owned()));
        }
        for (prior, (_, saved)) in model.prior.iter_mut().zip(&self.prior) {
            *prior = probability(*saved)?;
        }
        let key = |label: &String| {
            let at = records.keys.iter().position(|key| key.label == *label);
            at.ok_or_else(|| {
                Error::Model(format!(
                    "it looks records up by {label}, which these lists have not"
                ))
            })
        };
        let mut rules = Vec::new();
        for labels in &self.rules {
            rules.push(Rule {
                keys: labels.iter().map(key).collect::<Result<_, _>>()?,
            });
        }
        let mut agreement = Agreement::assumed(records);
        for (label, rate) in &self.agreement {
            agreement.0[key(label)?] = *rate;
        }
        let plan = Plan {
            rules,
            recall: probability(self.planned_recall)?,
            pairs: 0.0,
        };
        Ok(Trained {
            plan,
            agreement,
            model,
        })
    }
}

impl SavedField {
    fn open(&self, layout: &super::field::Layout, model: &mut FieldModel) -> Result<(), Error> {
        let fits = self.levels.len() == layout.levels.len()
            && self
                .levels
                .iter()
                .enumerate()
                .all(|(n, level)| level.bins.len() == layout.codes_of(n).len());
        if !fits {
            return Err(Error::Model(format!("{} has other levels", self.label)));
        }
        model.shared = self.shared;
        for (number, level) in self.levels.iter().enumerate() {
            model.close[number] = probability(level.close)?;
            for (code, (share, chance)) in layout.codes_of(number).zip(&level.bins) {
                model.share[code] = probability(*share)?;
                model.chance[code] = probability(*chance)?;
            }
        }
        Ok(())
    }
}

fn probability(value: f64) -> Result<f64, Error> {
    if (0.0..=1.0).contains(&value) {
        Ok(value)
    } else {
        Err(Error::Model(format!("{value} is no probability")))
    }
}
