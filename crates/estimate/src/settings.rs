//! What a run may choose. Choices belong into a plan that is written before the run.

use crate::graphs::GraphSettings;
use crate::latent::LatentSettings;
use crate::loglinear::Criterion;
use crate::table::Table;

/// A family of estimators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Lower bounds by formula.
    Bounds,
    /// Log-linear models.
    LogLinear,
    /// The average over decomposable graphs.
    Graphs,
    /// Latent classes.
    Latent,
}

impl Method {
    /// All of them, in the order of the panel.
    pub const ALL: [Self; 4] = [Self::Bounds, Self::LogLinear, Self::Graphs, Self::Latent];

    /// The word for scripts.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Bounds => "bounds",
            Self::LogLinear => "loglinear",
            Self::Graphs => "graphs",
            Self::Latent => "latent",
        }
    }
}

/// What becomes of strata that are too thin to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThinStrata {
    /// They are refused, and with them the sum over strata.
    Refuse,
    /// They are put together into one stratum before anything is estimated.
    Pool,
}

/// What becomes of lists that name nobody, as happens in a stratum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyLists {
    /// The table is refused.
    Refuse,
    /// They are left out, and the panel names them.
    LeaveOut,
}

/// Everything that a run may choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The methods of the panel.
    pub methods: Vec<Method>,
    /// Seed of everything that is drawn.
    pub seed: u64,
    /// By what the best log-linear model is chosen.
    pub criterion: Criterion,
    /// The most lists that a log-linear term may hold; `None` takes all but one for 3 and 4
    /// lists, and pairs beyond.
    pub order: Option<u32>,
    /// The largest probability at which the stepwise choice takes a pair in.
    pub threshold: f64,
    /// Tables that the bootstrap draws.
    pub replicates: usize,
    /// Prior of the average over graphs.
    pub graphs: GraphSettings,
    /// Prior and length of the latent-class run.
    pub latent: LatentSettings,
    /// What becomes of thin strata.
    pub thin: ThinStrata,
    /// What becomes of lists that name nobody.
    pub empty: EmptyLists,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            methods: Method::ALL.to_vec(),
            seed: 1,
            criterion: Criterion::Bic,
            order: None,
            threshold: 0.02,
            replicates: 1000,
            graphs: GraphSettings {
                delta: None,
                most_unseen: None,
            },
            latent: LatentSettings::default(),
            thin: ThinStrata::Refuse,
            empty: EmptyLists::Refuse,
        }
    }
}

impl Settings {
    /// The table that is estimated from, and the lists that were left out of it for naming nobody.
    pub(crate) fn prepared(&self, table: &Table) -> (Table, Vec<String>) {
        match self.empty {
            EmptyLists::Refuse => (table.clone(), Vec::new()),
            EmptyLists::LeaveOut => table.without_empty(),
        }
    }
}
