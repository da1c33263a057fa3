//! Analysis plans: every choice of an estimate, stated before the run.

use std::path::Path;

use serde::Deserialize;
use sha2::{Digest, Sha256};
use tollbook_estimate::loglinear::Criterion;
use tollbook_estimate::{EmptyLists, FEWEST_TABLES, Layout, Method, Settings, ThinStrata};

use super::input::hex;
use crate::error::InputError;

/// Settings of others, by name.
const PRESETS: &str = include_str!("presets.toml");

/// All that a run may choose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    /// Methods, priors, seed.
    pub settings: Settings,
    /// Which columns are what.
    pub layout: Layout,
    /// How many times missing strata are filled in.
    pub impute: Option<usize>,
}

/// A plan as it was read.
pub struct Plan {
    /// SHA-256 of the plan's bytes.
    pub sha256: String,
    /// Its words.
    pub text: String,
    /// What it settles.
    pub choices: Choices,
}

/// Whether a run kept to its plan.
pub struct Kept {
    /// SHA-256 of the plan's bytes.
    pub sha256: String,
    /// What the command line changed.
    pub departures: Vec<&'static str>,
}

impl Kept {
    /// Compares a plan with the choices of the run.
    pub fn of(plan: &Plan, run: &Choices) -> Self {
        let planned = &plan.choices;
        let changed = [
            ("method", planned.settings.methods != run.settings.methods),
            ("seed", planned.settings.seed != run.settings.seed),
            ("lists", planned.layout.lists != run.layout.lists),
            ("strata", planned.layout.strata != run.layout.strata),
            ("impute", planned.impute != run.impute),
        ];
        let departures = changed.into_iter().filter(|(_, changed)| *changed);
        Self {
            sha256: plan.sha256.clone(),
            departures: departures.map(|(word, _)| word).collect(),
        }
    }
}

/// Reads a plan. What it does not name keeps its usual value, or that of its preset; a name that is
/// not known is an error, so that no choice is lost to a slip.
pub fn read(path: &Path, bytes: &[u8]) -> Result<Plan, InputError> {
    let fault = |reason: String| {
        InputError::Refused(format!(
            "{}: not an analysis plan: {}; docs/format.md lists what a plan may hold",
            path.display(),
            reason.trim()
        ))
    };
    let text = std::str::from_utf8(bytes).map_err(|e| fault(e.to_string()))?;
    let written = on_preset(text).map_err(fault)?;
    Ok(Plan {
        sha256: hex(&Sha256::digest(bytes)),
        text: text.to_owned(),
        choices: written.choices().map_err(fault)?,
    })
}

/// The plan over the preset that it names.
fn on_preset(text: &str) -> Result<Written, String> {
    // Read once by itself, so that a slip is told with its line.
    let written: Written = toml::from_str(text).map_err(|e| e.to_string())?;
    let Some(name) = &written.preset else {
        return Ok(written);
    };
    let presets: toml::Table = toml::from_str(PRESETS).map_err(|e| e.to_string())?;
    let Some(preset) = presets.get(name).and_then(|p| p.as_table()) else {
        let names: Vec<&str> = presets.keys().map(String::as_str).collect();
        return Err(format!(
            "no preset is named `{name}`; there are {}",
            names.join(", ")
        ));
    };
    let mut whole = preset.clone();
    overlay(&mut whole, toml::from_str(text).map_err(|e| e.to_string())?);
    whole.try_into().map_err(|e: toml::de::Error| e.to_string())
}

fn overlay(table: &mut toml::Table, over: toml::Table) {
    for (key, value) in over {
        match (table.get_mut(&key), value) {
            (Some(toml::Value::Table(table)), toml::Value::Table(over)) => overlay(table, over),
            (_, value) => {
                table.insert(key, value);
            }
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    preset: Option<String>,
    methods: Option<Vec<String>>,
    seed: Option<u64>,
    strata: Option<String>,
    empty_lists: Option<String>,
    columns: Columns,
    loglinear: LogLinear,
    graphs: Graphs,
    latent: Latent,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Columns {
    lists: Vec<String>,
    strata: Vec<String>,
    impute: Option<usize>,
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
    fn choices(self) -> Result<Choices, String> {
        let layout = Layout {
            lists: self.columns.lists.clone(),
            strata: self.columns.strata.clone(),
        };
        let impute = match self.columns.impute {
            Some(value) => Some(within("columns.impute", value, FEWEST_TABLES, 10_000)?),
            None => None,
        };
        Ok(Choices {
            settings: self.settings()?,
            layout,
            impute,
        })
    }

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
        settings.empty = match self.empty_lists.as_deref() {
            None | Some("refuse") => EmptyLists::Refuse,
            Some("leave_out") => EmptyLists::LeaveOut,
            Some(other) => {
                return Err(format!(
                    "empty_lists is `{other}`, not `refuse` or `leave_out`"
                ));
            }
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
        read(Path::new("plan.toml"), text.as_bytes())
            .map(|plan| plan.choices.settings)
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
            ("preset = \"dga\"", "colombia_2022, lcmcr, philippines_2019"),
            ("empty_lists = \"drop\"", "leave_out"),
            ("[columns]\nimpute = 3", "columns.impute is 3, outside 10"),
        ] {
            let fault = plan(text).expect_err(text);
            assert!(fault.contains(word), "{fault}");
        }
    }

    #[test]
    fn a_plan_stands_over_its_preset() {
        let settings = plan("preset = \"colombia_2022\"\n[latent]\nchains = 6").expect("a plan");
        assert_eq!((settings.latent.classes, settings.latent.chains), (15, 6));
        assert_eq!(settings.empty, EmptyLists::LeaveOut);
        let over = plan("preset = \"colombia_2022\"\nmethods = [\"graphs\"]").expect("a plan");
        assert_eq!(over.methods, [Method::Graphs]);
        let presets: toml::Table = toml::from_str(PRESETS).expect("presets");
        for name in presets.keys() {
            plan(&format!("preset = \"{name}\"")).expect(name);
        }
    }

    #[test]
    fn a_departure_is_told() {
        let text = "seed = 7\n[columns]\nstrata = [\"region\"]";
        let plan = read(Path::new("p"), text.as_bytes()).expect("a plan");
        let mut run = plan.choices.clone();
        assert_eq!(Kept::of(&plan, &run).departures, [""; 0]);
        run.settings.seed = 8;
        run.layout.strata.clear();
        assert_eq!(Kept::of(&plan, &run).departures, ["seed", "strata"]);
    }
}
