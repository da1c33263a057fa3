//! The figures of a claim: what one speaker says of one scene, each figure once.

use tollbook_record::{Count, Effect, Figure, Vague, Who};

use super::claims::Writer;
use super::scene::Scene;
use super::told::Clause;
use crate::cue::people::Form;
use crate::frame::{FigureCue, Standing, Whole};

impl Writer<'_, '_> {
    /// The figures that a speaker gives of a scene, and the rule that read each.
    pub(super) fn figures(
        &self,
        scene: &Scene,
        own: impl Fn(&Clause, usize) -> bool,
    ) -> (Vec<Figure>, Vec<&'static str>) {
        let mut out: Vec<Figure> = Vec::new();
        let mut rules = Vec::new();
        let mut replaced = Vec::new();
        let mut last = None;
        for clause in &scene.clauses {
            let mut index_of: Vec<Option<usize>> = vec![None; clause.figures.len()];
            let died = |f: &FigureCue| f.part_of.is_none() && f.effect == Effect::Killed;
            let counts_dead = clause.figures.iter().any(|f| !f.inherits && died(f));
            // Two people of one clause are two, however alike their words: "a baker and a guard".
            let told = out.len();
            for (here, cue) in wholes_first(&clause.figures) {
                let mine = own(clause, cue.told_at());
                let whole = cue.part_of.is_none() && !cue.inherits;
                // "They shot at people. The mayor has nineteen on his list": of the dead.
                let either = cue.effect == Effect::KilledOrInjured
                    && cue.group.count == Count::Vague(Vague::Plural);
                let effect = if either { Effect::Killed } else { cue.effect };
                last = if whole { Some(effect) } else { last };
                let placed = mine
                    .then(|| self.place_figure(&mut out, told, cue, &index_of, last))
                    .flatten();
                rules.resize(out.len(), cue.rule);
                replaced.resize(out.len(), cue.standing == Standing::Old);
                if let Some(at) = placed.filter(|_| cue.standing == Standing::Newest) {
                    replace(&out, &mut replaced, told, at);
                }
                index_of[here] = placed;
            }
            // "Eleven died and twelve were hurt. The ministry admits to two": of the dead.
            if counts_dead {
                last = Some(Effect::Killed);
            }
        }
        keep_old_alone(&out, &mut replaced);
        let kept: Vec<bool> = replaced.iter().map(|old| !old).collect();
        keep(&mut out, &mut rules, &kept);
        drop_contradicted_zeros(&mut out, &mut rules);
        drop_counted_plurals(&mut out, &mut rules);
        (out, rules)
    }

    /// The figure that a part of one told before breaks down: the last whole, and if the part says
    /// what became of it, the last that fared so and is not smaller.
    fn whole_before(&self, out: &[Figure], cue: &FigureCue) -> Option<usize> {
        let least = cue.group.count.range().min();
        let whole = |f: &Figure| {
            let large = f.count.range().max().is_none_or(|max| Some(max) >= least);
            let large = large && cue.of.is_none_or(|of| f.count == Count::exactly(of));
            f.part_of.is_none() && large
        };
        let fared = |f: &Figure| whole(f) && (cue.inherits || f.effect == cue.effect);
        // "31 were wounded. Two of them died."
        let of_them = cue.group.form == Form::Part;
        let recent = &out[out.len().saturating_sub(REACH_BACK)..];
        let found = recent.iter().rposition(fared);
        let found = found.or_else(|| recent.iter().rposition(whole).filter(|_| of_them));
        found.map(|at| out.len() - recent.len() + at)
    }

    /// Adds a figure unless the same was told before, among the first `told`; gives its index. `last`
    /// is the effect of the last whole that anybody told of the scene.
    fn place_figure(
        &self,
        out: &mut Vec<Figure>,
        told: usize,
        cue: &FigureCue,
        index_of: &[Option<usize>],
        last: Option<Effect>,
    ) -> Option<usize> {
        let part_of = match cue.part_of {
            Some(Whole::Here(at)) => index_of.get(at).copied().flatten(),
            Some(Whole::Before) => self.whole_before(&out[..told], cue),
            None => None,
        };
        let effect = match (cue.inherits, cue.part_of) {
            (false, _) => cue.effect,
            (true, Some(_)) => out[part_of?].effect,
            // "The ministry says 14": of what, the last figure of anybody tells.
            (true, None) => last?,
        };
        let same = |f: &Figure| {
            f.effect == effect
                && f.count == cue.group.count
                && (f.who == cue.group.who || f.part_of.is_none() && part_of.is_none())
        };
        // "The nine dead were buried": whom a figure told before counts already.
        let told_of = |f: &Figure| {
            let who = f.who == cue.group.who || cue.group.who == Who::People;
            f.effect == effect && f.part_of.is_none() && who
        };
        if cue.known && part_of.is_none() && out[..told].iter().rev().take(REACH_BACK).any(told_of)
        {
            let recent = told.saturating_sub(REACH_BACK);
            let at = out[recent..told].iter().position(same);
            return at.map(|at| recent + at);
        }
        let vague = matches!(cue.group.count, Count::Vague(Vague::Plural));
        let recent = told.saturating_sub(REACH_BACK);
        let told_before = out[recent..told].iter().position(|f| {
            same(f) && f.part_of == part_of
                || vague && f.effect == effect && part_of.is_none() && f.part_of.is_none()
        });
        let told_before = told_before.map(|at| recent + at);
        if told_before.is_some() {
            return told_before;
        }
        out.push(Figure {
            effect,
            who: cue.group.who,
            count: cue.group.count,
            part_of,
            quote: self.quote(&cue.group.units),
        });
        Some(out.len() - 1)
    }
}

/// The figures of a clause with their places in it, those last that break down one behind them.
fn wholes_first(figures: &[FigureCue]) -> impl Iterator<Item = (usize, &FigureCue)> {
    let leads =
        |at: usize, cue: &FigureCue| matches!(cue.part_of, Some(Whole::Here(whole)) if whole > at);
    let all = || figures.iter().enumerate();
    all()
        .filter(move |(at, cue)| !leads(*at, cue))
        .chain(all().filter(move |(at, cue)| leads(*at, cue)))
}

/// How many figures back a figure is looked for; a bound keeps the work linear in a text of any
/// length, and no report that a person wrote gives so many of one incident.
const REACH_BACK: usize = 128;

/// "Civilians were killed", then "six civilians": the bare plural says no more than the number.
fn drop_counted_plurals(figures: &mut Vec<Figure>, rules: &mut Vec<&'static str>) {
    let plural = |f: &Figure| f.count == Count::Vague(Vague::Plural) && f.part_of.is_none();
    let counted = effects(figures, |f| f.part_of.is_none() && !plural(f));
    let kept: Vec<bool> = figures
        .iter()
        .map(|f| !plural(f) || !counted.contains(&f.effect))
        .collect();
    keep(figures, rules, &kept);
}

/// "A drone killed four. A second one hit nobody.": that nobody came to harm is not told of what killed.
fn drop_contradicted_zeros(figures: &mut Vec<Figure>, rules: &mut Vec<&'static str>) {
    let zero = |f: &Figure| {
        f.effect == Effect::KilledOrInjured && f.count == Count::exactly(0) && f.who == Who::People
    };
    // "No villagers were harmed and six terrorists died" is no contradiction.
    let harmed = |f: &Figure| {
        let harm = matches!(f.effect, Effect::Killed | Effect::Injured);
        harm && f.count != Count::exactly(0) && f.who != Who::Fighters
    };
    if !figures.iter().any(harmed) {
        return;
    }
    // "her colleague escaped unhurt" tells of one.
    let told = figures.iter().zip(rules.iter());
    let kept: Vec<bool> = told
        .map(|(f, rule)| !zero(f) || *rule == "unharmed")
        .collect();
    keep(figures, rules, &kept);
}

/// The effects of the figures that a test holds of.
fn effects(figures: &[Figure], mut holds: impl FnMut(&Figure) -> bool) -> Vec<Effect> {
    let mut out = Vec::new();
    for figure in figures {
        if holds(figure) && !out.contains(&figure.effect) {
            out.push(figure.effect);
        }
    }
    out
}

/// A newer toll stands for the older ones of the same effect, among the first `told`.
fn replace(figures: &[Figure], replaced: &mut [bool], told: usize, newest: usize) {
    let new = &figures[newest];
    for at in newest.saturating_sub(REACH_BACK)..told.min(newest) {
        let old = &figures[at];
        let whole = old.part_of.is_none() && old.effect == new.effect;
        if whole && (old.who == new.who || new.who == Who::People) {
            replaced[at] = true;
        }
    }
}

/// An old toll is told if no other of its effect is, and goes with its parts.
fn keep_old_alone(figures: &[Figure], replaced: &mut [bool]) {
    let mut indexes = 0..figures.len();
    let standing = effects(figures, |f| {
        let at = indexes.next().unwrap_or_default();
        f.part_of.is_none() && !replaced[at]
    });
    for (at, old) in replaced.iter_mut().enumerate() {
        *old &= standing.contains(&figures[at].effect);
    }
    for at in 0..figures.len() {
        if figures[at].part_of.is_some_and(|whole| replaced[whole]) {
            replaced[at] = true;
        }
    }
}

/// Drops figures. Parts point at wholes by index, so the indexes move with what is dropped.
fn keep(figures: &mut Vec<Figure>, rules: &mut Vec<&'static str>, kept: &[bool]) {
    let moved = |at: usize| kept[..at].iter().filter(|keep| **keep).count();
    for figure in figures.iter_mut() {
        figure.part_of = figure.part_of.filter(|whole| kept[*whole]).map(moved);
    }
    let mut keep = kept.iter();
    figures.retain(|_| *keep.next().unwrap_or(&true));
    let mut keep = kept.iter();
    rules.retain(|_| *keep.next().unwrap_or(&true));
}
