//! Who makes a charge that is told by a noun: "the claim by the ministry that", "the story, carried by a
//! website, that".

use super::{Reach, Reader, SpeechCue, Stance, Who};
use crate::lexicon::Gram;

impl Reader<'_, '_> {
    /// The maker of a charge, named behind its noun. What follows "that" is told on his account.
    pub(super) fn charge(&self, at: usize) -> Option<SpeechCue> {
        const REACH: usize = 8;
        if !self.has(at, Gram::TALE) {
            return None;
        }
        let comma = usize::from(self.is_mark(at + 1, &[',']));
        let spread = usize::from(self.is_spread_word(at + 1 + comma));
        let link = at + 1 + comma + spread;
        let word = self.low(link);
        let linked = match word {
            "by" => true,
            "of" | "from" => spread + comma == 0,
            "in" | "on" => true,
            _ => false,
        };
        let who = self.designation_after(link + 1).filter(|_| linked)?;
        // "reports in the town that" tell where, "claims in the press that" who.
        let speaker = (who.clone()).any(|i| self.has(i, Gram::SPEAKER.with(Gram::GROUP)));
        let party = (who.clone()).any(|i| self.segments.units[i].lex.party.is_some());
        if !(speaker || party || word == "by") {
            return None;
        }
        let opens = |i: &usize| {
            let word = self.low(*i);
            matches!(
                word,
                "that" | "about" | "concerning" | "regarding" | "alleging" | "claiming"
            )
        };
        let that = (who.end..self.end.min(who.end + REACH)).find(opens)?;
        let parted = (who.end..that).any(|i| self.is_mark(i, &['.', ';', ':', '"', '“', '”']));
        (!parted).then(|| SpeechCue {
            who: Who::Named(who),
            verb: at..at + 1,
            units: link..that + 1,
            stance: Stance::Says,
            reach: Reach::Around,
        })
    }

    fn is_spread_word(&self, at: usize) -> bool {
        matches!(
            self.low(at),
            "carried"
                | "spread"
                | "published"
                | "circulated"
                | "circulating"
                | "made"
                | "told"
                | "peddled"
                | "broadcast"
                | "aired"
                | "repeated"
                | "put about"
        )
    }
}
