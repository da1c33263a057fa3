//! Words that tell the kind of an attack which other words state: "in cold blood".

use std::ops::Range;

use tollbook_record::Act;

use super::{ActCue, Reader};
use crate::cue::party;
use crate::token::Shape;

impl Reader<'_, '_> {
    /// A sign states nothing by itself.
    pub(super) fn sign(&self, at: usize) -> Option<ActCue> {
        if let Some(act) = self.segments.units[at].lex.sign {
            let goes = act == Act::GroundAttack;
            return Some(ActCue {
                weapon: true,
                sign: true,
                doer: goes.then(|| self.doers_going(at)).flatten(),
                ..ActCue::new(at..at + 1, at, act)
            });
        }
        self.going_round(at)
    }

    /// "Gunmen went from farm to farm": whoever goes through a place so has stormed it.
    fn going_round(&self, at: usize) -> Option<ActCue> {
        let unit = &self.segments.units[at + 1..self.end].first()?;
        let plain = unit.shape == Shape::Word && unit.lex.time.is_none() && !unit.capital;
        let round = self.low(at) == "from"
            && self.low(at + 2) == "to"
            && self.low(at + 1) == self.low(at + 3)
            && !matches!(self.low(at + 1), "side" | "time" | "place" | "hand" | "one");
        let armed = (round && plain).then(|| self.doers_going(at))??;
        Some(ActCue {
            weapon: true,
            sign: true,
            verb: true,
            doer: Some(armed),
            ..ActCue::new(at..at + 4, at, Act::GroundAttack)
        })
    }

    /// Who goes: the party before the verb of going.
    fn doers_going(&self, at: usize) -> Option<Range<usize>> {
        const REACH: usize = 3;
        let near = at.saturating_sub(REACH).max(self.start)..at;
        let verb = near.rev().find(|i| {
            matches!(
                self.low(*i),
                "went" | "moved" | "go" | "goes" | "going" | "walked" | "passed" | "moving" | "ran"
            )
        })?;
        party::head_in(self.segments, self.subject(self.verb_group_start(verb)))
    }
}
