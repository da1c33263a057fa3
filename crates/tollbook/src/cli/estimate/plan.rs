//! Analysis plans: every choice of an estimate, stated before the run.

use std::path::Path;

use serde::Deserialize;
use sha2::{Digest, Sha256};
use tollbook_estimate::loglinear::Criterion;
use tollbook_estimate::{Method, Settings, ThinStrata};

use crate::error::InputError;

/// A plan as it was read.
pub struct Plan {
    /// SHA-256 of the plan's bytes.
    pub sha256: String,
    /// What it settles.
    pub settings: Settings,
}

/// Whether a run kept to its plan.
pub struct Kept {
    /// SHA-256 of the plan's bytes.
    pub sha256: String,
    /// What the command line changed.
    pub departures: Vec<&'static str>,
}

impl Kept {
    /// Compares a plan with the settings of the run.
    pub fn of(plan: &Plan, run: &Settings) -> Self {
        let mut departures = Vec::new();
        if plan.settings.methods != run.methods {
            departures.push("method");
        }
        if plan.settings.seed != run.seed {
            departures.push("seed");
        }
        Self {
            sha256: plan.sha256.clone(),
            departures,
        }
    }
}

/// Reads a plan. What it does not name keeps its usual value; a name that is not known is an error,
/// so that no choice is lost to a slip.
pub fn read(path: &Path, text: &str) -> Result<Plan, InputError> {
    let fault = |reason: String| {
        InputError::Refused(format!(
            "{}: not an analysis plan: {}; docs/format.md lists what a plan may hold",
            path.display(),
            reason.trim()
        ))
    };
    let written: Written = toml::from_str(text).map_err(|e| fault(e.to_string()))?;
    let settings = written.settings().map_err(fault)?;
    let digest = Sha256::digest(text.as_bytes());
    let sha256 = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Plan { sha256, settings })
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    methods: Option<Vec<String>>,
    seed: Option<u64>,
    strata: Option<String>,
    loglinear: LogLinear,
    graphs: Graphs,
    latent: Latent,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LogLinear {
    criterion: Option<String>,
    order: Option<u32>,
    threshold: Option<f64>,
    replicates: Option<usize>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Graphs {
    delta: Option<f64>,
    most_unseen: Option<u64>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Latent {
    classes: Option<usize>,
    shape: Option<f64>,
    rate: Option<f64>,
    most_unseen: Option<f64>,
    chains: Option<usize>,
    effective: Option<f64>,
    most_sweeps: Option<usize>,
    rungs: Option<usize>,
}

impl Written {
    fn settings(self) -> Result<Settings, String> {
        let mut settings = Settings::default();
        if let Some(words) = &self.methods {
            let unknown = |w: &&String| Method::ALL.iter().all(|m| m.word() != w.as_str());
            if let Some(word) = words.iter().find(unknown) {
                return Err(format!("no method is named `{word}`"));
            }
            settings
                .methods
                .retain(|m| words.iter().any(|w| w == m.word()));
        }
        settings.seed = self.seed.unwrap_or(settings.seed);
        settings.thin = match self.strata.as_deref() {
            None | Some("apart") => ThinStrata::Refuse,
            Some("pool_thin") => ThinStrata::Pool,
            Some(other) => return Err(format!("strata is `{other}`, not `apart` or `pool_thin`")),
        };
        self.loglinear.settle(&mut settings)?;
        self.graphs.settle(&mut settings)?;
        self.latent.settle(&mut settings)?;
        Ok(settings)
    }
}

impl LogLinear {
    fn settle(self, settings: &mut Settings) -> Result<(), String> {
        settings.criterion = match self.criterion.as_deref() {
            None | Some("bic") => Criterion::Bic,
            Some("aic") => Criterion::Aic,
            Some(other) => return Err(format!("criterion is `{other}`, not `bic` or `aic`")),
        };
        if let Some(order) = self.order {
            settings.order = Some(within("loglinear.order", order, 1, 4)?);
        }
        settings.threshold = match self.threshold {
            Some(value) => within("loglinear.threshold", value, 0.0, 1.0)?,
            None => settings.threshold,
        };
        settings.replicates = match self.replicates {
            Some(value) => within("loglinear.replicates", value, 100, 100_000)?,
            None => settings.replicates,
        };
        Ok(())
    }
}

impl Graphs {
    fn settle(self, settings: &mut Settings) -> Result<(), String> {
        if let Some(delta) = self.delta {
            settings.graphs.delta = Some(within("graphs.delta", delta, 1e-6, 100.0)?);
        }
        if let Some(most) = self.most_unseen {
            settings.graphs.most_unseen = Some(within("graphs.most_unseen", most, 1, 10_000_000)?);
        }
        Ok(())
    }
}

impl Latent {
    fn settle(self, settings: &mut Settings) -> Result<(), String> {
        let latent = &mut settings.latent;
        let set = |name: &str, place: &mut f64, value: Option<f64>, least, most| {
            if let Some(value) = value {
                *place = within(name, value, least, most)?;
            }
            Ok::<(), String>(())
        };
        let count = |name: &str, place: &mut usize, value: Option<usize>, least, most| {
            if let Some(value) = value {
                *place = within(name, value, least, most)?;
            }
            Ok::<(), String>(())
        };
        set("latent.shape", &mut latent.shape, self.shape, 1e-3, 1e3)?;
        set("latent.rate", &mut latent.rate, self.rate, 1e-3, 1e3)?;
        set(
            "latent.most_unseen",
            &mut latent.most_unseen,
            self.most_unseen,
            1.0,
            1e4,
        )?;
        set(
            "latent.effective",
            &mut latent.effective,
            self.effective,
            400.0,
            1e5,
        )?;
        count("latent.classes", &mut latent.classes, self.classes, 2, 40)?;
        count("latent.chains", &mut latent.chains, self.chains, 4, 64)?;
        count(
            "latent.most_sweeps",
            &mut latent.most_sweeps,
            self.most_sweeps,
            1000,
            1_000_000,
        )?;
        count("latent.rungs", &mut latent.rungs, self.rungs, 2, 40)
    }
}

fn within<T: PartialOrd + std::fmt::Display>(
    name: &str,
    value: T,
    least: T,
    most: T,
) -> Result<T, String> {
    if value >= least && value <= most {
        Ok(value)
    } else {
        Err(format!("{name} is {value}, outside {least} to {most}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(text: &str) -> Result<Settings, String> {
        read(Path::new("plan.toml"), text)
            .map(|plan| plan.settings)
            .map_err(|e| e.to_string())
    }

    #[test]
    fn a_plan_settles_what_it_names() {
        let text = "methods = [\"latent\", \"bounds\"]\nseed = 7\nstrata = \"pool_thin\"\n\
            [loglinear]\ncriterion = \"aic\"\n[latent]\nclasses = 5\n";
        let settings = plan(text).expect("a plan");
        assert_eq!(settings.methods, [Method::Bounds, Method::Latent]);
        assert_eq!((settings.seed, settings.latent.classes), (7, 5));
        assert_eq!(settings.thin, ThinStrata::Pool);
        assert_eq!(settings.criterion, Criterion::Aic);
        assert_eq!(plan("").expect("a plan"), Settings::default());
    }

    #[test]
    fn slips_are_named() {
        for (text, word) in [
            ("sed = 7", "sed"),
            ("methods = [\"dga\"]", "dga"),
            (
                "[latent]\nclasses = 1",
                "latent.classes is 1, outside 2 to 40",
            ),
            ("[latent]\nshape = nan", "latent.shape is NaN"),
            ("strata = \"merge\"", "merge"),
        ] {
            let fault = plan(text).expect_err(text);
            assert!(fault.contains(word), "{fault}");
        }
    }

    #[test]
    fn a_departure_is_told() {
        let plan = read(Path::new("p"), "seed = 7").expect("a plan");
        let mut run = plan.settings.clone();
        assert_eq!(Kept::of(&plan, &run).departures, [""; 0]);
        run.seed = 8;
        assert_eq!(Kept::of(&plan, &run).departures, ["seed"]);
    }
}
