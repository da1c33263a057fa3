//! Plans and runs in a casebook's log: what shows that a plan came before its run.
//!
//! The log keeps which choices were made over which tables, never a figure.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tollbook_preserve::Judged;

use crate::casebook::Casebook;

/// The kinds of the two entries.
const PLAN: &str = "estimate_plan";
const RUN: &str = "estimate_run";

/// Who makes the entries.
const BY: &str = "tollbook estimate";

/// A plan as the log keeps it.
#[derive(Serialize, Deserialize)]
struct PlanEntry {
    sha256: String,
    plan: String,
}

/// A run as the log keeps it.
#[derive(Serialize, Deserialize, PartialEq)]
pub struct RunEntry {
    /// SHA-256 over the tables.
    pub tables: String,
    /// SHA-256 of the plan, if there was one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub plan: Option<String>,
    /// What departed from the plan.
    pub departures: Vec<String>,
    /// The methods that were run.
    pub methods: Vec<String>,
    /// The seed.
    pub seed: u64,
}

/// Where a plan stands in a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Logged {
    /// The entry's short name.
    pub entry: String,
    /// When it was taken in.
    pub at: String,
    /// Runs over the same tables that the log had before it.
    pub runs_before: usize,
}

/// Puts a plan into the log, unless it is there already.
pub fn declare(casebook: &mut Casebook, sha256: &str, plan: &str) -> anyhow::Result<Logged> {
    if let Some(logged) = find(casebook, sha256, "")? {
        return Ok(logged);
    }
    let body = PlanEntry {
        sha256: sha256.to_owned(),
        plan: plan.to_owned(),
    };
    keep(casebook, PLAN, &body, "an analysis plan")?;
    let logged = find(casebook, sha256, "")?;
    logged.ok_or_else(|| anyhow::anyhow!("the casebook did not keep the plan"))
}

/// Puts a run into the log before its figures are known, unless the same run is there already;
/// says where its plan stands.
pub fn record(casebook: &mut Casebook, run: &RunEntry) -> anyhow::Result<Option<Logged>> {
    let logged = match &run.plan {
        Some(sha256) => find(casebook, sha256, &run.tables)?,
        None => None,
    };
    let known = casebook.judgements()?.into_iter();
    let mut known = known.filter(|kept| kept.judged.kind == RUN);
    if !known.any(|kept| of_body::<RunEntry>(&kept.judged.body).as_ref() == Some(run)) {
        keep(casebook, RUN, run, "a run over overlapping lists")?;
    }
    Ok(logged)
}

fn find(casebook: &Casebook, sha256: &str, tables: &str) -> anyhow::Result<Option<Logged>> {
    let mut runs_before = 0;
    for kept in casebook.judgements()? {
        let body = &kept.judged.body;
        match kept.judged.kind.as_str() {
            PLAN if of_body(body).is_some_and(|plan: PlanEntry| plan.sha256 == sha256) => {
                return Ok(Some(Logged {
                    entry: kept.id.as_str().to_owned(),
                    at: kept.judged.at.to_string(),
                    runs_before,
                }));
            }
            RUN if of_body(body).is_some_and(|run: RunEntry| run.tables == tables) => {
                runs_before += 1;
            }
            _ => {}
        }
    }
    Ok(None)
}

fn keep(
    casebook: &mut Casebook,
    kind: &str,
    body: &impl Serialize,
    reason: &str,
) -> anyhow::Result<()> {
    casebook.judge(vec![Judged {
        kind: kind.to_owned(),
        body: serde_json::to_string(body)?,
        by: BY.to_owned(),
        reason: reason.to_owned(),
        at: Timestamp::now(),
        withdraws: None,
    }])?;
    Ok(())
}

fn of_body<T: for<'a> Deserialize<'a>>(body: &str) -> Option<T> {
    serde_json::from_str(body).ok()
}
