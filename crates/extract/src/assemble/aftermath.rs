//! Days on which something was done after an attack: a death of wounds, a burial, an arrest.

use std::ops::Range;

use super::setting::Bearings;

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

    /// "were buried on Friday", "was sentenced this morning": the day of what was done afterwards, to the
    /// dead or about the deed.
    pub(super) fn of_aftermath(&self, date: &Range<usize>) -> bool {
        const REACH: usize = 7;
        let units = &self.segments.units;
        let stops = |at: &usize| !units[*at].is_any(&['.', ';', ',', ':']);
        let later = |at: usize| {
            matches!(
                self.segments.low(at),
                "buried"
                    | "mourned"
                    | "commemorated"
                    | "honoured"
                    | "honored"
                    | "sentenced"
                    | "convicted"
                    | "indicted"
                    | "acquitted"
                    | "extradited"
                    | "arraigned"
                    | "exhumed"
                    | "reburied"
                    | "unveiled"
            )
        };
        let first = date.start.saturating_sub(3);
        let before = { first..date.start }.rev().take_while(stops).any(later);
        // "On Friday hundreds buried the six": a date that opens its clause.
        let opens = date.start == 0 || units[date.start - 1].is_any(&['.', ';', '"', '“']);
        let after = date.end..units.len().min(date.end + REACH);
        before
            || opens
                && after
                    .into_iter()
                    .take_while(|at| !units[*at].is('.'))
                    .any(later)
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
