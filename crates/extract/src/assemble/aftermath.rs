//! Days on which something was done after an attack: a death of wounds, a burial, an arrest.

use std::ops::Range;

use super::setting::Bearings;
use super::told::Clause;
use crate::lexicon::Gram;

impl Bearings<'_, '_> {
    /// "died on Friday of wounds received the week before": the day of a death is not that of the deed.
    pub(super) fn of_death(&self, date: &Range<usize>) -> bool {
        const REACH: usize = 14;
        let units = &self.segments.units;
        let dies = |at: usize| {
            matches!(
                self.segments.low(at),
                "died" | "succumbed" | "dies" | "dying"
            )
        };
        let before = date.start.saturating_sub(2)..date.start;
        let after = date.end..units.len().min(date.end + REACH);
        let word = |at: usize| {
            matches!(
                self.segments.low(at),
                "wounds" | "injuries" | "wound" | "injury" | "hospital" | "burns"
            )
        };
        let near = after.take_while(|at| !units[*at].is_any(&['.', ';', ',']));
        before.into_iter().any(dies) && near.into_iter().any(word)
    }

    /// "Two who were shot were identified on Sunday", "was arrested on Monday in the killing of two": a day beside what
    /// was done afterwards, to the dead or about the deed, with the deed on the far side of it.
    pub(super) fn of_aftermath(&self, clause: &Clause, date: &Range<usize>) -> bool {
        const BEHIND: usize = 6;
        const BESIDE: usize = 3;
        let units = &self.segments.units;
        let stops = |at: &usize| !units[*at].is_any(&['.', ';', ':']);
        let later = |at: usize| units[at].has(Gram::AFTERMATH);
        let acts = clause.acts.iter().map(|act| act.core);
        let harm = clause.figures.iter().map(|figure| figure.predicate.start);
        let deeds = acts.chain(harm).filter(|deed| *deed < date.start);
        if let Some(deed) = deeds.max() {
            let first = (deed + 1).max(date.start.saturating_sub(BEHIND));
            return (first..date.start).rev().take_while(stops).any(later);
        }
        let of_deed = matches!(
            self.segments.low(date.end),
            "in" | "over" | "for" | "with" | "after"
        );
        let first = date.start.saturating_sub(BESIDE);
        of_deed && (first..date.start).rev().take_while(stops).any(later)
    }

    /// "Hundreds buried the six on Friday", "On Friday hundreds buried the six": a day beside what was done afterwards.
    pub(super) fn beside_aftermath(&self, date: &Range<usize>) -> bool {
        const BEHIND: usize = 3;
        const AHEAD: usize = 7;
        let units = &self.segments.units;
        let later = |at: usize| units[at].has(Gram::AFTERMATH);
        let stops = |at: &usize| !units[*at].is_any(&['.', ';', ',', ':']);
        let first = date.start.saturating_sub(BEHIND);
        let before = (first..date.start).rev().take_while(stops).any(later);
        let opens = date.start == 0 || units[date.start - 1].is_any(&['.', ';', '"', '“']);
        let mut after =
            (date.end..units.len().min(date.end + AHEAD)).take_while(|at| !units[*at].is('.'));
        before || opens && after.any(later)
    }

    /// "arrested a man in Taiz on Monday on suspicion of killing two", "three suspects in the murder were
    /// arrested on Monday": the day of the arrest is not that of the deed.
    pub(super) fn of_arrest(&self, date: &Range<usize>) -> bool {
        const REACH: usize = 8;
        let units = &self.segments.units;
        let before = date.start.saturating_sub(REACH)..date.start;
        let stops = |at: &usize| !units[*at].is_any(&['.', ';', ':']);
        let word = |at: usize| self.segments.low(at);
        let arrest = |at: &usize| {
            matches!(
                word(*at),
                "arrested"
                    | "detained"
                    | "charged"
                    | "sentenced"
                    | "sentenced to death"
                    | "convicted"
                    | "tried"
            )
        };
        let Some(verb) = before.rev().take_while(stops).find(arrest) else {
            return false;
        };
        let of_deed = matches!(
            word(date.end),
            "for"
                | "over"
                | "on suspicion of"
                | "suspected of"
                | "accused of"
                | "in connection with"
        ) || matches!(
            (word(date.end), word(date.end + 1)),
            ("on", "suspicion" | "charges") | ("in", "connection")
        );
        let suspects = { verb.saturating_sub(REACH)..verb }
            .rev()
            .take_while(stops)
            .any(|at| word(at).starts_with("suspect"));
        of_deed || suspects
    }
}
