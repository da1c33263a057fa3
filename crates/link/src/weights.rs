//! The table of weights, a data file.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;
use tollbook_record::Act;

/// What each finding weighs; `weights.toml` says what each line means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Weights {
    pub prior: f64,
    pub near_miss: f64,
    pub conflict: f64,
    pub ambiguity_margin: f64,
    pub place: Place,
    pub date: Date,
    pub part_of_day: PartOfDay,
    pub act: ActWeights,
    pub figure: Figure,
    pub target: Target,
    pub victim: Victim,
    pub lineage: Lineage,
    pub resemblance: Resemblance,
    pub total: Total,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    pub same_site: f64,
    pub same_neighbourhood: f64,
    pub same_locality: f64,
    pub same_district: f64,
    pub same_governorate: f64,
    pub same_country: f64,
    pub same_name: f64,
    pub namesake: f64,
    pub like_name: f64,
    pub candidate: f64,
    pub inside_neighbourhood: f64,
    pub inside_locality: f64,
    pub inside_district: f64,
    pub inside_governorate: f64,
    pub inside_country: f64,
    pub near: f64,
    pub missing: f64,
    pub incomparable: f64,
    pub unlike: f64,
    pub other_name: f64,
    pub different: f64,
    pub radius_km: Radius,
    pub near_km: Near,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Radius {
    pub neighbourhood: f64,
    pub locality: f64,
    pub district: f64,
    pub governorate: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Near {
    pub site: f64,
    pub neighbourhood: f64,
    pub locality: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Date {
    pub same_day: f64,
    pub same_period: f64,
    pub overlap_3_days: f64,
    pub overlap_10_days: f64,
    pub overlap_longer: f64,
    pub one_day_apart: f64,
    pub night_between: f64,
    pub missing: f64,
    pub told_soon_after: f64,
    pub told_within_month: f64,
    pub told_before: f64,
    pub apart: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartOfDay {
    pub same: f64,
    pub apart: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActWeights {
    pub same: f64,
    pub both_unspecified: f64,
    pub one_unspecified: f64,
    pub kin: f64,
    pub different: f64,
    pub disputed: f64,
    pub kin_groups: Vec<Vec<String>>,
}

impl ActWeights {
    /// Whether witnesses take the two kinds for one another.
    pub fn are_kin(&self, a: Act, b: Act) -> bool {
        let holds = |group: &[String], act: Act| group.iter().any(|word| word == act.word());
        let mut groups = self.kin_groups.iter();
        groups.any(|group| holds(group, a) && holds(group, b))
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Figure {
    pub equal: f64,
    pub equal_small: f64,
    pub small_below: u32,
    pub overlap: f64,
    pub close: f64,
    pub rising: f64,
    pub rising_ratio: f64,
    pub apart: f64,
    pub far_apart: f64,
    pub injured_share: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Target {
    pub shared: f64,
    pub different: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Victim {
    pub shared: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lineage {
    pub repeated: f64,
    pub same_words: f64,
    pub same_report: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Resemblance {
    pub levels: Vec<Likeness>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Likeness {
    pub least: f32,
    pub weight: f64,
}

impl Resemblance {
    /// The least likeness that says anything.
    pub fn least(&self) -> f32 {
        self.levels.iter().map(|l| l.least).fold(1.0, f32::min)
    }

    /// What a likeness weighs.
    pub fn weight(&self, likeness: f32) -> f64 {
        let reached = self.levels.iter().filter(|l| l.least <= likeness);
        reached.map(|level| level.weight).fold(0.0, f64::max)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Total {
    pub period_days: i32,
    pub plural_words: HashSet<String>,
}

/// The table that comes with the program.
pub(crate) static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    toml::from_str(include_str!("weights.toml")).expect("a test reads the embedded weights.toml")
});

#[cfg(test)]
mod tests {
    use super::*;
    use tollbook_record::text::fold;

    #[test]
    fn the_embedded_table_reads_and_knows_its_words() {
        let kin = &WEIGHTS.act.kin_groups;
        for word in kin.iter().flatten() {
            assert!(word.parse::<Act>().is_ok(), "{word} is no act");
        }
        for word in &WEIGHTS.total.plural_words {
            assert_eq!(*word, fold(word), "plural words are folded");
        }
    }

    #[test]
    fn kin_is_mutual() {
        let acts = &WEIGHTS.act;
        assert!(acts.are_kin(Act::Airstrike, Act::MissileStrike));
        assert!(acts.are_kin(Act::MissileStrike, Act::Airstrike));
        assert!(!acts.are_kin(Act::Airstrike, Act::Sniping));
    }
}
