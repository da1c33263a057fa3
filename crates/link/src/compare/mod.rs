//! How two claims compare: one file for each trait, a level of agreement each, and for every level
//! a weight and a reason in words.
//!
//! Levels are small values without text, so that millions of pairs are compared cheaply; words are
//! made only for the pairs that are shown.

mod act;
mod date;
mod figure;
mod lineage;
mod part_of_day;
mod place;
mod resemblance;
mod target;

pub(crate) use place::PlaceLevel;

use act::ActLevel;
use date::DateLevel;
use figure::FigureLevel;
use lineage::Lineage;
use part_of_day::PartLevel;
use resemblance::Resemblance;
use target::TargetLevel;

use crate::facts::{Claims, Facts, Scope};
use crate::texts::Texts;
use crate::weights::WEIGHTS;

/// What two claims have in common and what not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Comparison {
    pub place: PlaceLevel,
    date: DateLevel,
    part_of_day: PartLevel,
    act: ActLevel,
    killed: FigureLevel,
    injured: FigureLevel,
    target: TargetLevel,
    shared_victims: u8,
    lineage: Lineage,
    resemblance: Resemblance,
    bar: Option<Bar>,
}

/// What forbids two claims to share an incident, whatever their traits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bar {
    /// One voice in one source tells of both.
    ListedApart,
    /// One source states them in different words for different places or days.
    ToldApart,
    /// Only one of them is a total, or a threat.
    Scope,
    /// Totals over different days or areas.
    Totals,
    /// One publisher's dataset has them as two events.
    Rows,
}

impl Comparison {
    /// Compares claims `a` and `b`.
    pub fn new(claims: &Claims, texts: &Texts, a: usize, b: usize) -> Self {
        let (x, y) = (&claims.facts[a], &claims.facts[b]);
        let place = place::compare(claims.place(a), claims.place(b));
        let resemblance = resemblance::compare(claims, (a, b), &texts.resembling);
        let place = place.between(resemblance);
        let date = date::compare(x, y);
        let act = act::compare(x, y);
        let lineage = lineage::compare(x, y, &texts.origins, (place, date, act));
        Self {
            place,
            date,
            part_of_day: part_of_day::compare(x, y),
            act,
            killed: figure::compare(x.killed, y.killed, (x.published, y.published)),
            injured: figure::compare(x.injured, y.injured, (x.published, y.published)),
            target: target::compare(x.targets, y.targets),
            shared_victims: shared(&x.victims, &y.victims),
            lineage,
            resemblance,
            bar: bar(x, y, place, date),
        }
    }

    /// The weight of evidence that the two tell of one incident; 0 is even odds.
    pub fn weight(&self) -> f64 {
        WEIGHTS.prior + self.parts().iter().sum::<f64>()
    }

    /// Whether the two may share an incident on their own evidence.
    pub fn joins(&self) -> bool {
        !self.barred() && self.weight() > 0.0
    }

    /// Whether the two may not share an incident, even if a third claim fits both.
    pub fn conflicts(&self) -> bool {
        if self.barred() {
            return true;
        }
        let against: f64 = self.contradictions().iter().map(|w| w.min(0.0)).sum();
        against <= WEIGHTS.conflict && self.weight() <= 0.0
    }

    /// How coarse the outer place is, if one lies inside the other: 1 is finest, 0 if none does. Where two reports are about
    /// the claims and resemble each other, the one that names only the town means the street of the other.
    pub fn containment(&self) -> u8 {
        match self.is_about_both() {
            true => 0,
            false => self.place.containment(),
        }
    }

    /// Whether the reports of the two resemble each other and each is about its claim.
    pub fn is_about_both(&self) -> bool {
        self.resemblance.is_about_both()
    }

    /// Whether the two name one place.
    pub fn is_one_place(&self) -> bool {
        matches!(self.place, PlaceLevel::Same(_) | PlaceLevel::SameName)
    }

    fn barred(&self) -> bool {
        self.bar.is_some() || self.place == PlaceLevel::Different || self.date.is_apart()
    }

    fn parts(&self) -> [f64; 9] {
        [
            self.place.weight(),
            self.date.weight(),
            self.part_of_day.weight(),
            self.act.weight(),
            self.figures(),
            self.target.weight(),
            f64::from(self.shared_victims.min(2)) * WEIGHTS.victim.shared,
            self.lineage.weight(),
            self.resemblance.weight(),
        ]
    }

    /// The parts that can speak against the pair, without what is only missing. Reports that resemble each other may name a
    /// street and the town around it.
    fn contradictions(&self) -> [f64; 5] {
        let stated = |missing: bool, weight: f64| if missing { 0.0 } else { weight };
        let unsettled = self.place == PlaceLevel::Unlike && self.resemblance.is_some();
        [
            stated(self.place.is_missing() || unsettled, self.place.weight()),
            self.part_of_day.weight(),
            self.act.weight(),
            self.figures(),
            self.target.weight(),
        ]
    }

    fn figures(&self) -> f64 {
        self.figure_weights().iter().sum()
    }

    /// Weights of the killed and of the injured. Speakers of one report are expected to give
    /// different figures for one incident, so there a difference says nothing.
    fn figure_weights(&self) -> [f64; 2] {
        let weights = [
            self.killed.weight(),
            WEIGHTS.figure.injured_share * self.injured.weight(),
        ];
        match self.lineage.is_one_report() {
            true => weights.map(|weight| weight.max(0.0)),
            false => weights,
        }
    }

    /// What bars the pair, then each finding in words with its weight, strongest first.
    pub fn reasons(&self, claims: &Claims, a: usize, b: usize) -> Vec<String> {
        let found = self.findings(claims, a, b).into_iter();
        let weighed = found.map(|(weight, reason)| format!("{reason} ({weight:+.1})"));
        let bar = self.bar.map(|bar| bar.reason().to_owned());
        bar.into_iter().chain(weighed).collect()
    }

    /// What speaks most against the pair, in words.
    pub fn against(&self, claims: &Claims, a: usize, b: usize) -> String {
        if let Some(bar) = self.bar {
            return bar.reason().to_owned();
        }
        let found = self.findings(claims, a, b).into_iter();
        let against: Vec<String> = found
            .filter(|(weight, _)| *weight < 0.0)
            .map(|(_, reason)| reason)
            .collect();
        against.join("; ")
    }

    /// Each finding's weight and words, strongest first.
    fn findings(&self, claims: &Claims, a: usize, b: usize) -> Vec<(f64, String)> {
        let (x, y) = (&claims.facts[a], &claims.facts[b]);
        let (p, q) = (claims.place(a), claims.place(b));
        let victims = f64::from(self.shared_victims.min(2)) * WEIGHTS.victim.shared;
        let named = format!("both name {} of the same victims", self.shared_victims);
        let [killed, injured] = self.figure_weights();
        let all = [
            (self.place.weight(), self.place.reason(p, q)),
            (self.date.weight(), self.date.reason(x, y)),
            (self.part_of_day.weight(), self.part_of_day.reason(x, y)),
            (self.act.weight(), self.act.reason(x.act, y.act)),
            (killed, self.killed.reason("killed", x.killed, y.killed)),
            (
                injured,
                self.injured.reason("injured", x.injured, y.injured),
            ),
            (
                self.target.weight(),
                self.target.reason(x.targets, y.targets),
            ),
            (victims, (self.shared_victims > 0).then_some(named)),
            (self.lineage.weight(), self.lineage.reason()),
            (self.resemblance.weight(), self.resemblance.reason()),
        ];
        let said = all
            .into_iter()
            .filter_map(|(weight, reason)| Some((weight, reason?)));
        let mut said: Vec<(f64, String)> = said.collect();
        said.sort_by(|(a, _), (b, _)| b.abs().total_cmp(&a.abs()));
        said
    }
}

impl Bar {
    fn reason(self) -> &'static str {
        match self {
            Self::ListedApart => "one speaker in one report lists them apart",
            Self::ToldApart => {
                "one report tells of them in different words, with different places or days"
            }
            Self::Scope => "only one of them speaks of a single incident",
            Self::Rows => "one publisher's dataset has them as two events",
            Self::Totals => "they are totals over different days or areas",
        }
    }
}

fn bar(x: &Facts, y: &Facts, place: PlaceLevel, date: DateLevel) -> Option<Bar> {
    if x.scope != y.scope {
        return Some(Bar::Scope);
    }
    if x.scope == Scope::Total && !(place.is_same() && date == DateLevel::SamePeriod) {
        return Some(Bar::Totals);
    }
    if x.source != y.source {
        let one_dataset = x.listed_by.is_some() && x.listed_by == y.listed_by;
        return one_dataset.then_some(Bar::Rows);
    }
    if x.voice == y.voice {
        return Some(Bar::ListedApart);
    }
    let same_words = lineage::overlap(&x.act_words, &y.act_words);
    let one_setting =
        place.is_same() && date.is_shared() || place.is_missing() || date.is_missing();
    (!same_words && !one_setting).then_some(Bar::ToldApart)
}

/// How many numbers two sorted lists share.
fn shared(a: &[u32], b: &[u32]) -> u8 {
    let count = a.iter().filter(|n| b.binary_search(n).is_ok()).count();
    count.min(usize::from(u8::MAX)) as u8
}
