//! Words that tell the kind of an attack which other words state: "in cold blood".

use super::{ActCue, Reader};

impl Reader<'_, '_> {
    /// A sign states nothing by itself.
    pub(super) fn sign(&self, at: usize) -> Option<ActCue> {
        let act = self.segments.units[at].lex.sign?;
        Some(ActCue {
            weapon: true,
            sign: true,
            ..ActCue::new(at..at + 1, at, act)
        })
    }
}
