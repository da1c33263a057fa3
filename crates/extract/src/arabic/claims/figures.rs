//! The figures of a claim: those of its clauses without what was superseded, repeated or is told elsewhere.

use tollbook_record::{Count, Effect, Figure, Vague, Who};

use super::super::clause::Clause;
use super::super::figure::{self, Told};
use super::super::group::Share;
use super::super::lexicon::Cue;
use super::super::person::Person;
use super::{NEAR, Writer};

/// Figures in order, each with the number of the first figure of its clause.
type Tolls = Vec<(Told, usize)>;

/// The rule of a figure that does not stand any more.
const SUPERSEDED: &str = "superseded";

impl Writer<'_, '_> {
    /// The figures of a speaker's clauses, and the rules by which they were read.
    pub(super) fn figures(&self, mine: &[&Clause]) -> (Vec<Figure>, Vec<&'static str>) {
        let mut told: Tolls = Vec::new();
        for clause in mine {
            let base = told.len();
            self.supersede(&mut told, clause);
            for figure in &clause.figures {
                let mut figure = figure.clone();
                figure.part_of = figure.part_of.map(|at| at + base);
                told.push((figure, base));
            }
        }
        find_wholes(&mut told);
        leave_out_names(&mut told, mine);
        let told = self.kept(told);
        let mut figures = Vec::new();
        let mut rules = Vec::new();
        for told in told {
            // The words of a group are never empty, so that no figure is lost here.
            let Some(quote) = self.doc.text.quote(told.group.bytes.clone()) else {
                continue;
            };
            figures.push(Figure {
                effect: told.effect,
                who: told.group.who,
                count: told.group.count,
                part_of: told.part_of,
                quote,
            });
            rules.push(told.rule);
        }
        (figures, rules)
    }

    /// Takes the word from figures before a clause that it puts right.
    fn supersede(&self, told: &mut Tolls, clause: &Clause) {
        if clause.span.clone().any(|i| self.doc.stem_in(i, Cue::RISES)) {
            let effects: Vec<_> = clause
                .figures
                .iter()
                .filter(|f| f.part_of.is_none() && f.group.share == Share::Whole)
                .map(|f| f.effect)
                .collect();
            for (before, _) in last(told) {
                if before.part_of.is_none() && effects.contains(&before.effect) {
                    before.rule = SUPERSEDED;
                }
            }
        }
        if self.flash {
            // In a flash the latest toll of a speaker stands, whether or not it says that it rose.
            for (before, _) in last(told) {
                let same = |f: &&Told| f.effect == before.effect && f.group.who == before.group.who;
                if clause
                    .figures
                    .iter()
                    .filter(|f| f.part_of.is_none())
                    .any(|f| same(&f))
                {
                    before.rule = SUPERSEDED;
                }
            }
        }
    }

    /// The figures that stay, their parts with them.
    fn kept(&self, mut told: Tolls) -> Vec<Told> {
        let kept: Vec<bool> = (0..told.len()).map(|at| self.is_kept(&told, at)).collect();
        // The parts of a figure that is told twice are parts of the one that stays.
        let stays = |whole: usize| {
            let (effect, count) = (told[whole].0.effect, told[whole].0.group.count);
            let same = |(t, _): &(Told, usize)| t.effect == effect && t.group.count == count;
            (0..whole).find(|&at| kept[at] && same(&told[at]))
        };
        // Those of a toll that rose are among those of the new one.
        let risen = |whole: usize| {
            let effect = told[whole].0.effect;
            let own = |t: &Told| {
                t.effect == effect && t.part_of.is_none() && t.group.share == Share::Whole
            };
            let end = told.len().min(whole + NEAR);
            let later = told[whole].0.rule == SUPERSEDED;
            let mut ahead = (whole + 1..end).filter(|_| later);
            ahead.find(|&at| kept[at] && own(&told[at].0))
        };
        let wholes: Vec<Option<usize>> = told
            .iter()
            .map(|(t, _)| {
                t.part_of.map(|at| {
                    if kept[at] {
                        at
                    } else {
                        stays(at).or_else(|| risen(at)).unwrap_or(at)
                    }
                })
            })
            .collect();
        for ((figure, _), whole) in told.iter_mut().zip(wholes) {
            figure.part_of = whole;
        }
        let told: Vec<Told> = told.into_iter().map(|(figure, _)| figure).collect();
        let mut next = kept.into_iter();
        figure::keep(told, |_| next.next().unwrap_or(true))
    }

    /// Leaves out superseded figures, repeated ones, and bare plurals that are counted elsewhere.
    fn is_kept(&self, told: &[(Told, usize)], at: usize) -> bool {
        let figure = &told[at].0;
        if figure.rule == SUPERSEDED {
            return false;
        }
        // "دون إصابات" in another line is of another incident; "لم تُسجَّل وفيات" may stand beside the injured.
        let line = |told: &Told| self.line_of(told.group.tokens.start);
        let against = |other: &Told| {
            figure.effect == Effect::KilledOrInjured || other.effect == figure.effect
        };
        let elsewhere = |(other, _): &(Told, usize)| {
            other.rule != "nobody" && against(other) && line(other) != line(figure)
        };
        if figure.rule == "nobody" && told.iter().any(elsewhere) {
            return false;
        }
        let same = |other: &Told| {
            other.effect == figure.effect
                && other.group.who == figure.group.who
                && other.group.count == figure.group.count
        };
        // "إلى جانب القتلى الأربعة": the article points back.
        let first = &self.doc.words[figure.group.tokens.start];
        let back = first.article && first.lex.noun.is_some_and(|noun| noun.effect.is_some());
        let named = |other: &Told| {
            back && other.effect == figure.effect && other.group.count == figure.group.count
        };
        let near = at.saturating_sub(NEAR);
        let repeated = told[near..at].iter().any(|(other, base)| {
            let below = line(other) == Some(0) && line(figure) != Some(0);
            let apart = same(other) && *base != told[at].1 && (other.group.counted || below);
            other.rule != SUPERSEDED && (apart || named(other)) && figure.part_of.is_none()
        });
        // "7 قتلى", and below it "سبعة أشخاص على الأقل": a headline's figure that the report tells more exactly.
        let finer = |other: &Told| {
            let least = |t: &Told| t.group.count.range().min();
            line(other) != Some(0)
                && other.effect == figure.effect
                && other.part_of.is_none()
                && other.group.counted
                && least(other) == least(figure)
                && (figure.group.who == Who::People || figure.group.who == other.group.who)
                && !same(other)
        };
        let own = figure.part_of.is_none() && figure.group.counted;
        let headed = own && line(figure) == Some(0) && figure.group.count.range().min().is_some();
        let ahead = &told[at + 1..told.len().min(at + NEAR)];
        if headed && ahead.iter().any(|(other, _)| finer(other)) {
            return false;
        }
        let plural = figure.group.count == Count::Vague(Vague::Plural) && figure.part_of.is_none();
        let around = &told[near..told.len().min(at + NEAR)];
        let counted = plural
            && around.iter().any(|(other, _)| {
                other.effect == figure.effect
                    && other.group.count != figure.group.count
                    && other.rule != SUPERSEDED
            });
        !(repeated || counted)
    }

    /// The line that a token stands in.
    fn line_of(&self, token: usize) -> Option<usize> {
        let sentences = &self.doc.text.sentences;
        let at = sentences.partition_point(|s| s.tokens.end <= token);
        sentences.get(at).map(|sentence| sentence.line)
    }
}

/// "وأن أحد الجرحى مسعف": a share is one of a figure told before.
fn find_wholes(told: &mut Tolls) {
    for at in 0..told.len() {
        if told[at].0.group.share != Share::Whole && told[at].0.part_of.is_none() {
            let effect = told[at].0.effect;
            let near = at.saturating_sub(NEAR);
            let whole = told[near..at].iter().rposition(|(t, _)| {
                t.part_of.is_none() && t.effect == effect && t.group.share == Share::Whole
            });
            told[at].0.part_of = whole.map(|whole| near + whole);
        }
    }
}

/// Lists of names make no figure, even with a word before each name.
fn leave_out_names(told: &mut Tolls, mine: &[&Clause]) {
    let entries = mine
        .iter()
        .filter(|c| c.opens_item && !c.persons.is_empty())
        .count();
    if entries > 1 {
        for (figure, _) in told.iter_mut() {
            if figure.group.definite {
                figure.rule = SUPERSEDED;
            }
        }
    }
    for clause in mine.iter().filter(|c| c.persons.len() > 1) {
        for (figure, _) in told.iter_mut().filter(|(f, _)| f.part_of.is_some()) {
            let at = figure.group.tokens.start;
            let titles = |p: &Person| (p.tokens.start..p.name.start).contains(&at);
            if clause.persons.iter().any(titles) {
                figure.rule = SUPERSEDED;
            }
        }
    }
}

fn last<T>(items: &mut [T]) -> &mut [T] {
    let from = items.len().saturating_sub(NEAR);
    &mut items[from..]
}
