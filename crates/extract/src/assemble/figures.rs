//! The figures of a claim: what one speaker says of one scene, each figure once.

use tollbook_record::{Count, Figure, Vague};

use super::claims::Writer;
use super::scene::Scene;
use super::told::Clause;
use crate::frame::{FigureCue, Whole};

impl Writer<'_, '_> {
    /// The figures that a speaker gives of a scene, and the rule that read each.
    pub(super) fn figures(
        &self,
        scene: &Scene,
        own: impl Fn(&Clause, usize) -> bool,
    ) -> (Vec<Figure>, Vec<&'static str>) {
        let mut out: Vec<Figure> = Vec::new();
        let mut rules = Vec::new();
        for clause in &scene.clauses {
            let mut index_of: Vec<Option<usize>> = Vec::new();
            // Two people of one clause are two, however alike their words: "a baker and a guard".
            let told = out.len();
            for cue in &clause.figures {
                let mine = own(clause, cue.group.units.start);
                let placed = mine
                    .then(|| self.place_figure(&mut out, told, cue, &index_of))
                    .flatten();
                rules.resize(out.len(), cue.rule);
                index_of.push(placed);
            }
        }
        drop_counted_plurals(&mut out, &mut rules);
        (out, rules)
    }

    /// Adds a figure unless the same was told before, among the first `told`; gives its index.
    fn place_figure(
        &self,
        out: &mut Vec<Figure>,
        told: usize,
        cue: &FigureCue,
        index_of: &[Option<usize>],
    ) -> Option<usize> {
        let part_of = match cue.part_of {
            Some(Whole::Here(at)) => index_of.get(at).copied().flatten(),
            Some(Whole::Before) => out.iter().rposition(|f| f.part_of.is_none()),
            None => None,
        };
        let effect = if cue.inherits {
            out[part_of?].effect
        } else {
            cue.effect
        };
        let same = |f: &Figure| {
            f.effect == effect
                && f.count == cue.group.count
                && (f.who == cue.group.who || f.part_of.is_none() && part_of.is_none())
        };
        let vague = matches!(cue.group.count, Count::Vague(Vague::Plural));
        let told_before = out[..told].iter().position(|f| {
            same(f) && f.part_of == part_of
                || vague && f.effect == effect && part_of.is_none() && f.part_of.is_none()
        });
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

/// "Civilians were killed", then "six civilians": the bare plural says no more than the number.
fn drop_counted_plurals(figures: &mut Vec<Figure>, rules: &mut Vec<&'static str>) {
    let plural = |f: &Figure| f.count == Count::Vague(Vague::Plural) && f.part_of.is_none();
    let counted = |effect| {
        let of_effect = |f: &&Figure| f.effect == effect && f.part_of.is_none();
        figures.iter().filter(of_effect).any(|f| !plural(f))
    };
    let kept: Vec<bool> = figures
        .iter()
        .map(|f| !plural(f) || !counted(f.effect))
        .collect();
    // Parts point at wholes by index, so the indexes move with what is dropped.
    let moved = |at: usize| kept[..at].iter().filter(|keep| **keep).count();
    for figure in figures.iter_mut() {
        figure.part_of = figure.part_of.filter(|whole| kept[*whole]).map(moved);
    }
    let mut keep = kept.iter();
    figures.retain(|_| *keep.next().unwrap_or(&true));
    let mut keep = kept.iter();
    rules.retain(|_| *keep.next().unwrap_or(&true));
}
