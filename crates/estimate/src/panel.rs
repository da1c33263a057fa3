//! The answer: what was seen, each method's figure with its assumption, and warnings.

use crate::answer::{Estimate, Kind, answer};
use crate::caution::Warning;
use crate::check::check;
use crate::refusal::Refusal;
use crate::settings::{Method, Settings};
use crate::stability::{Variant, leave_one_out, other_priors};
use crate::table::{Pattern, Table};
use crate::warnings::warnings;

/// How many people two lists share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// The two lists.
    pub lists: [String; 2],
    /// People on both.
    pub people: u64,
}

/// What the lists can reveal: an estimate, never a count of dead.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// People on at least one list.
    pub observed: u64,
    /// Each list and its people.
    pub lists: Vec<(String, u64)>,
    /// Lists that were left out for naming nobody.
    pub left_out: Vec<String>,
    /// Each pair of lists and the people whom they share.
    pub overlaps: Vec<Overlap>,
    /// Each pattern that occurs and its people, the most first: the rows of an UpSet table
    /// (Lex and others 2014).
    pub patterns: Vec<(Pattern, u64)>,
    /// Each method's figures.
    pub estimates: Vec<Estimate>,
    /// Methods that have no answer for these lists, and why.
    pub refused: Vec<(Method, Refusal)>,
    /// Figures without each list in turn; for four lists and more.
    pub without: Vec<Variant>,
    /// Figures under other priors.
    pub priors: Vec<Variant>,
    /// What a reader must know before using a figure.
    pub warnings: Vec<Warning>,
}

impl Panel {
    /// The figures for everybody, without the bounds.
    pub fn totals(&self) -> impl Iterator<Item = &Estimate> {
        self.estimates.iter().filter(|e| e.kind == Kind::Total)
    }

    /// The figure of a method by its name.
    pub fn figure(&self, method: &str) -> Option<&Estimate> {
        self.estimates.iter().find(|e| e.method == method)
    }

    /// The totals that lie in the intervals of all methods; `None` where there is none, or but one
    /// method.
    pub fn agreement(&self) -> Option<[f64; 2]> {
        let low = self.totals().map(|e| e.low).fold(0.0, f64::max);
        let high = self.totals().map(|e| e.high).fold(f64::INFINITY, f64::min);
        (self.totals().count() > 1 && low <= high).then_some([low, high])
    }
}

/// Makes the panel of one stratum, or refuses with the reason and what would cure it.
///
/// A method that alone has no answer is refused by itself; if no method has one, the first
/// refusal is the panel's.
pub fn panel(table: &Table, settings: &Settings) -> Result<Panel, Refusal> {
    let (table, left_out) = settings.prepared(table);
    let table = &table;
    check(table)?;
    let (mut estimates, mut refused) = (Vec::new(), Vec::new());
    for &method in &settings.methods {
        match answer(table, method, settings) {
            Ok(figures) => estimates.extend(figures),
            Err(refusal) => refused.push((method, refusal)),
        }
    }
    if estimates.is_empty() && !refused.is_empty() {
        return Err(refused.remove(0).1);
    }
    let mut panel = Panel {
        observed: table.observed(),
        lists: list_sizes(table),
        left_out,
        overlaps: overlaps(table),
        patterns: patterns(table),
        without: leave_one_out(table, settings),
        priors: other_priors(table, settings, &estimates),
        estimates,
        refused,
        warnings: Vec::new(),
    };
    panel.warnings = warnings(table, &panel);
    Ok(panel)
}

fn list_sizes(table: &Table) -> Vec<(String, u64)> {
    let sizes = table.lists().iter().enumerate();
    sizes.map(|(i, name)| (name.clone(), table.on(i))).collect()
}

fn patterns(table: &Table) -> Vec<(Pattern, u64)> {
    let mut patterns: Vec<(Pattern, u64)> = table.patterns().collect();
    patterns.sort_by_key(|(pattern, people)| (std::cmp::Reverse(*people), *pattern));
    patterns
}

fn overlaps(table: &Table) -> Vec<Overlap> {
    let lists = table.lists();
    let pairs = (0..lists.len()).flat_map(|a| (a + 1..lists.len()).map(move |b| (a, b)));
    pairs
        .map(|(a, b)| Overlap {
            lists: [lists[a].clone(), lists[b].clone()],
            people: table.on_both(a, b),
        })
        .collect()
}
