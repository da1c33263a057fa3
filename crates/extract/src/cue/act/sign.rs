//! Words that tell the kind of an attack which other words state: "in cold blood".

use super::{ActCue, Reader};

impl Reader<'_, '_> {
    /// A sign states nothing by itself.
    pub(super) fn sign(&self, at: usize) -> Option<ActCue> {
        let act = self.segments.units[at].lex.sign?;
        Some(ActCue {
            units: at..at + 1,
            core: at,
            act,
            verb: false,
            harm: false,
            weapon: true,
            sign: true,
            own: false,
            definite: false,
            hypothetical: false,
            negated: false,
            doer: None,
        })
    }
}
