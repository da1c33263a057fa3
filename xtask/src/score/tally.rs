//! Counts over a collection of reports.

use serde_json::json;
use tollbook_publish::wire::v1::claim::{Claim, Speaker, Victim};

use super::agreement::{align, days_overlap, same_days, shared_kinds};
use super::names::{
    same_perpetrator, same_perpetrator_and_degree, same_place, same_place_and_parents, same_victim,
};
use super::pairing::{FigurePair, pair_figures, pair_items, relaxed};
use super::quotes::{each_quote, is_valid, overlap};
use super::rules::{self, Rules};
use super::show::{
    describe, differs, show_figure, show_perpetrators, show_place, show_speaker, show_targets,
    show_victims, show_weapons, show_when,
};

/// What is scored, in the order of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Claim,
    Act,
    Status,
    Speaker,
    SpeakerKind,
    Weapons,
    Targets,
    Place,
    PlaceWithin,
    When,
    WhenOverlap,
    Perpetrators,
    PerpetratorsName,
    FiguresExact,
    FiguresRelaxed,
    FiguresPartOf,
    Victims,
    VictimsAge,
    VictimsEffect,
}

impl Field {
    pub const ALL: [(Field, &'static str); 19] = [
        (Field::Claim, "claim"),
        (Field::Act, "act"),
        (Field::Status, "status"),
        (Field::Speaker, "speaker"),
        (Field::SpeakerKind, "speaker_kind"),
        (Field::Weapons, "weapons"),
        (Field::Targets, "targets"),
        (Field::Place, "place"),
        (Field::PlaceWithin, "place_within"),
        (Field::When, "when"),
        (Field::WhenOverlap, "when_overlap"),
        (Field::Perpetrators, "perpetrators"),
        (Field::PerpetratorsName, "perpetrators_name"),
        (Field::FiguresExact, "figures_exact"),
        (Field::FiguresRelaxed, "figures_relaxed"),
        (Field::FiguresPartOf, "figures_part_of"),
        (Field::Victims, "victims"),
        (Field::VictimsAge, "victims_age"),
        (Field::VictimsEffect, "victims_effect"),
    ];
}

/// Items right, in gold, predicted, and in those gold claims that have a partner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub right: usize,
    pub gold: usize,
    pub predicted: usize,
    pub reachable: usize,
}

impl Counts {
    /// `None` if there is nothing to be right about.
    pub fn precision(self) -> Option<f64> {
        match (self.predicted, self.gold) {
            (0, 0) => None,
            (0, _) => Some(0.0),
            (predicted, _) => Some(self.right as f64 / predicted as f64),
        }
    }

    /// `None` if gold holds nothing.
    pub fn recall(self) -> Option<f64> {
        share(self.right, self.gold)
    }

    /// `None` if neither side holds anything.
    pub fn f1(self) -> Option<f64> {
        share(2 * self.right, self.gold + self.predicted)
    }

    /// How well the field is read once its claim is found.
    pub fn matched(self) -> Option<f64> {
        share(self.right, self.reachable)
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Something read wrongly, for the person who works on the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    pub doc_id: String,
    pub kind: &'static str,
    pub what: String,
}

/// The counts of a collection.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    counts: [Counts; Field::ALL.len()],
    pub documents: usize,
    /// Predicted figures for which no gold claim of the report holds one of the same effect,
    /// minimum and maximum whose quote overlaps.
    pub false_figures: usize,
    /// Predicted figures without a partner in the aligned claim.
    pub unaligned_figures: usize,
    pub quotes: usize,
    /// Quotes whose words are those of the text.
    pub valid_quotes: usize,
    pub mistakes: Vec<Mistake>,
    /// How often each rule was right.
    pub rules: Rules,
}

/// The claims of one report, gold beside predicted, and the aligned pairs among them.
struct Compared<'a> {
    doc_id: &'a str,
    gold: &'a [Claim],
    predicted: &'a [Claim],
    pairs: Vec<(&'a Claim, &'a Claim)>,
}

impl Tally {
    /// The counts of one field.
    pub fn counts(&self, field: Field) -> Counts {
        self.counts[field as usize]
    }

    /// Adds one report.
    pub fn add(&mut self, doc_id: &str, text: &str, gold: &[Claim], predicted: &[Claim]) {
        self.documents += 1;
        self.check_quotes(doc_id, text, predicted);
        let aligned = align(gold, predicted);
        for (i, claim) in gold.iter().enumerate() {
            if aligned.iter().all(|&(g, _)| g != i) {
                self.mistake(doc_id, "claim missed", describe(claim));
            }
        }
        for (j, claim) in predicted.iter().enumerate() {
            let partner = aligned.iter().find(|&&(_, p)| p == j);
            if partner.is_none() {
                self.mistake(doc_id, "claim spurious", describe(claim));
            }
            rules::measure(&mut self.rules, partner.map(|&(g, _)| &gold[g]), claim);
        }
        let compared = Compared {
            doc_id,
            gold,
            predicted,
            pairs: aligned
                .iter()
                .map(|&(i, j)| (&gold[i], &predicted[j]))
                .collect(),
        };
        self.whole_claims(&compared);
        self.lists(&compared);
        self.places_and_dates(&compared);
        self.victims(&compared);
        self.figures(&compared);
        self.false_figures(&compared);
    }

    fn mistake(&mut self, doc_id: &str, kind: &'static str, what: String) {
        self.mistakes.push(Mistake {
            doc_id: doc_id.to_owned(),
            kind,
            what,
        });
    }

    fn check_quotes(&mut self, doc_id: &str, text: &str, claims: &[Claim]) {
        let text: Vec<char> = text.chars().collect();
        each_quote(&json!(claims), &mut |quote| {
            self.quotes += 1;
            if is_valid(quote, &text) {
                self.valid_quotes += 1;
            } else {
                self.mistake(doc_id, "quote", quote.to_string());
            }
        });
    }

    /// Adds a field that every claim holds `size` times, of which `right` are right.
    fn count(&mut self, field: Field, c: &Compared, right: usize, size: impl Fn(&Claim) -> usize) {
        let counts = &mut self.counts[field as usize];
        counts.right += right;
        counts.gold += c.gold.iter().map(&size).sum::<usize>();
        counts.predicted += c.predicted.iter().map(&size).sum::<usize>();
        counts.reachable += c.pairs.iter().map(|(g, _)| size(g)).sum::<usize>();
    }

    /// What every claim has exactly once.
    fn whole_claims(&mut self, c: &Compared) {
        self.count(Field::Claim, c, c.pairs.len(), |_| 1);
        self.each(
            Field::Act,
            c,
            "act",
            |x| x.act.0.to_string(),
            |a, b| a.act == b.act,
        );
        self.each(
            Field::Status,
            c,
            "status",
            |x| x.status.0.to_string(),
            |a, b| a.status == b.status,
        );
        self.each(Field::Speaker, c, "speaker", show_speaker, same_speaker);
        let own_voice = |c: &Claim| matches!(c.speaker, Speaker::Publisher);
        let same = c
            .pairs
            .iter()
            .filter(|(a, b)| own_voice(a) == own_voice(b))
            .count();
        self.count(Field::SpeakerKind, c, same, |_| 1);
    }

    fn each(
        &mut self,
        field: Field,
        c: &Compared,
        kind: &'static str,
        show: fn(&Claim) -> String,
        same: fn(&Claim, &Claim) -> bool,
    ) {
        let mut right = 0;
        for (gold, predicted) in &c.pairs {
            if same(gold, predicted) {
                right += 1;
            } else {
                let what = differs(show(gold), show(predicted), gold);
                self.mistake(c.doc_id, kind, what);
            }
        }
        self.count(field, c, right, |_| 1);
    }

    fn lists(&mut self, c: &Compared) {
        let mut right = [0; 4];
        for (gold, predicted) in &c.pairs {
            let (a, b) = (&gold.alleged_perpetrators, &predicted.alleged_perpetrators);
            let found = [
                shared_kinds(&gold.weapons, &predicted.weapons, |w| w.kind),
                shared_kinds(&gold.targets, &predicted.targets, |t| t.kind),
                pair_items(a, b, same_perpetrator_and_degree).len(),
                pair_items(a, b, same_perpetrator).len(),
            ];
            let whole = [
                (
                    "weapons",
                    found[0],
                    show_weapons(gold),
                    show_weapons(predicted),
                ),
                (
                    "targets",
                    found[1],
                    show_targets(gold),
                    show_targets(predicted),
                ),
                (
                    "perpetrators",
                    found[2],
                    show_perpetrators(gold),
                    show_perpetrators(predicted),
                ),
            ];
            for (kind, found, want, got) in whole {
                if found < want.len().max(got.len()) {
                    let what = differs(want.join(" "), got.join(" "), gold);
                    self.mistake(c.doc_id, kind, what);
                }
            }
            right.iter_mut().zip(found).for_each(|(sum, n)| *sum += n);
        }
        self.count(Field::Weapons, c, right[0], |x| x.weapons.len());
        self.count(Field::Targets, c, right[1], |x| x.targets.len());
        let perpetrators = |x: &Claim| x.alleged_perpetrators.len();
        self.count(Field::Perpetrators, c, right[2], perpetrators);
        self.count(Field::PerpetratorsName, c, right[3], perpetrators);
    }

    fn places_and_dates(&mut self, c: &Compared) {
        let mut right = [0; 4];
        for (gold, predicted) in &c.pairs {
            let found = [
                both(&gold.place, &predicted.place, same_place),
                both(&gold.place, &predicted.place, same_place_and_parents),
                both(&gold.when, &predicted.when, same_days),
                both(&gold.when, &predicted.when, days_overlap),
            ];
            right
                .iter_mut()
                .zip(found)
                .for_each(|(sum, ok)| *sum += usize::from(ok));
            if !found[0] && (gold.place.is_some() || predicted.place.is_some()) {
                let what = differs(show_place(gold), show_place(predicted), gold);
                self.mistake(c.doc_id, "place", what);
            }
            if !found[2] && (gold.when.is_some() || predicted.when.is_some()) {
                let what = differs(show_when(gold), show_when(predicted), gold);
                self.mistake(c.doc_id, "when", what);
            }
        }
        let place = |x: &Claim| usize::from(x.place.is_some());
        let when = |x: &Claim| usize::from(x.when.is_some());
        self.count(Field::Place, c, right[0], place);
        self.count(Field::PlaceWithin, c, right[1], place);
        self.count(Field::When, c, right[2], when);
        self.count(Field::WhenOverlap, c, right[3], when);
    }

    fn victims(&mut self, c: &Compared) {
        let mut right = [0; 3];
        for (gold, predicted) in &c.pairs {
            let (a, b) = (&gold.victims, &predicted.victims);
            let pairs = pair_items(a, b, same_victim);
            let matching = |same: fn(&Victim, &Victim) -> bool| {
                pairs.iter().filter(|&&(i, j)| same(&a[i], &b[j])).count()
            };
            right[0] += pairs.len();
            right[1] += matching(|a, b| a.age == b.age);
            right[2] += matching(|a, b| a.effect == b.effect);
            if pairs.len() < a.len().max(b.len()) {
                let what = differs(show_victims(gold), show_victims(predicted), gold);
                self.mistake(c.doc_id, "victims", what);
            }
        }
        let fields = [Field::Victims, Field::VictimsAge, Field::VictimsEffect];
        for (field, right) in fields.into_iter().zip(right) {
            self.count(field, c, right, |x| x.victims.len());
        }
    }

    fn figures(&mut self, c: &Compared) {
        let (mut paired, mut exact, mut part_of) = (0, 0, 0);
        for (gold, predicted) in &c.pairs {
            let pairs = pair_figures(&gold.figures, &predicted.figures);
            paired += pairs.len();
            exact += pairs.iter().filter(|p| p.exact).count();
            part_of += pairs
                .iter()
                .filter(|p| same_whole(p, &pairs, gold, predicted))
                .count();
            self.figure_mistakes(c.doc_id, &pairs, gold, predicted);
        }
        let figures = |x: &Claim| x.figures.len();
        self.count(Field::FiguresExact, c, exact, figures);
        self.count(Field::FiguresRelaxed, c, paired, figures);
        self.count(Field::FiguresPartOf, c, part_of, |x| {
            x.figures.iter().filter(|f| f.part_of.is_some()).count()
        });
        self.unaligned_figures += c.predicted.iter().map(figures).sum::<usize>() - paired;
    }

    fn figure_mistakes(
        &mut self,
        doc_id: &str,
        pairs: &[FigurePair],
        gold: &Claim,
        predicted: &Claim,
    ) {
        for (i, figure) in gold.figures.iter().enumerate() {
            match pairs.iter().find(|p| p.gold == i) {
                None => self.mistake(doc_id, "figure missed", show_figure(figure)),
                Some(pair) if !pair.exact => {
                    let read = &predicted.figures[pair.predicted];
                    let what = differs(show_figure(figure), show_figure(read), gold);
                    self.mistake(doc_id, "figure inexact", what);
                }
                Some(_) => {}
            }
        }
        for (j, figure) in predicted.figures.iter().enumerate() {
            if pairs.iter().all(|p| p.predicted != j) {
                self.mistake(doc_id, "figure unaligned", show_figure(figure));
            }
        }
    }

    fn false_figures(&mut self, c: &Compared) {
        for figure in c.predicted.iter().flat_map(|claim| &claim.figures) {
            let mut gold = c.gold.iter().flat_map(|claim| &claim.figures);
            if !gold.any(|g| relaxed(figure, g) && overlap(&figure.quote, &g.quote)) {
                self.false_figures += 1;
                self.mistake(c.doc_id, "figure false", show_figure(figure));
            }
        }
    }
}

/// Whether both are of the publisher's own voice, or name a speaker by overlapping words.
pub fn same_speaker(a: &Claim, b: &Claim) -> bool {
    match (&a.speaker, &b.speaker) {
        (Speaker::Publisher, Speaker::Publisher) => true,
        (Speaker::Named { quote: a, .. }, Speaker::Named { quote: b, .. }) => overlap(a, b),
        _ => false,
    }
}

fn both<T>(a: &Option<T>, b: &Option<T>, same: fn(&T, &T) -> bool) -> bool {
    matches!((a, b), (Some(a), Some(b)) if same(a, b))
}

/// Whether the wholes of two paired figures are paired with each other.
fn same_whole(pair: &FigurePair, pairs: &[FigurePair], gold: &Claim, predicted: &Claim) -> bool {
    let whole = (
        gold.figures[pair.gold].part_of,
        predicted.figures[pair.predicted].part_of,
    );
    let (Some(a), Some(b)) = whole else {
        return false;
    };
    pairs.iter().any(|p| (p.gold, p.predicted) == (a, b))
}
