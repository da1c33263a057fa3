//! On whose account words are told: who said, and which words are theirs.

use std::ops::Range;

use crate::lexicon::{Forms, Gram};
use crate::segment::{Segments, Sentence};
use crate::token::Shape;

/// What a speaker does with the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// Says them.
    Says,
    /// Denies them.
    Denies,
    /// Takes responsibility for what they tell.
    Responsible,
    /// Accuses somebody: the designation follows the verb.
    Accuses,
}

/// A speaker found in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeechCue {
    /// The units of the name or designation; `None` for a pronoun.
    pub who: Option<Range<usize>>,
    /// The verb, or "according to".
    pub verb: Range<usize>,
    /// The whole construction, which cuts the sentence.
    pub units: Range<usize>,
    /// What the speaker does.
    pub stance: Stance,
    /// Whether it speaks only for what stands before it.
    pub closes: bool,
}

/// All speakers of a sentence, in order.
pub fn read(segments: &Segments<'_>, sentence: &Sentence) -> Vec<SpeechCue> {
    let reader = Reader {
        segments,
        start: sentence.units.start,
        end: sentence.units.end,
    };
    let mut out: Vec<SpeechCue> = reader.label(sentence).into_iter().collect();
    let mut at = out
        .first()
        .map_or(sentence.units.start, |label| label.units.end);
    while at < sentence.units.end {
        match reader.cue(at) {
            Some(cue) => {
                at = cue.units.end.max(at + 1);
                out.push(cue);
            }
            None => at += 1,
        }
    }
    out
}

struct Reader<'s, 'a> {
    segments: &'s Segments<'a>,
    start: usize,
    end: usize,
}

impl Reader<'_, '_> {
    fn low(&self, at: usize) -> &str {
        if (self.start..self.end).contains(&at) {
            self.segments.low(at)
        } else {
            ""
        }
    }

    fn has(&self, at: usize, gram: Gram) -> bool {
        (self.start..self.end).contains(&at) && self.segments.units[at].has(gram)
    }

    fn is_mark(&self, at: usize, marks: &[char]) -> bool {
        (self.start..self.end).contains(&at) && self.segments.units[at].is_any(marks)
    }

    /// "MoD: 9 killed", "Local elders: 7 killed": a short designation before a colon, at the start
    /// of the sentence.
    fn label(&self, sentence: &Sentence) -> Option<SpeechCue> {
        let label = sentence.label.clone();
        let colon = self.is_mark(label.end, &[':']);
        let speaks = label.clone().any(|i| self.has(i, Gram::SPEAKER));
        (colon && speaks && !label.is_empty()).then(|| SpeechCue {
            who: Some(self.trim(label.clone())),
            verb: label.clone(),
            units: label.start..label.end + 1,
            stance: Stance::Says,
            closes: false,
        })
    }

    fn cue(&self, at: usize) -> Option<SpeechCue> {
        self.according(at)
            .or_else(|| self.in_brackets(at))
            .or_else(|| self.by_colon(at))
            .or_else(|| self.verb(at))
    }

    /// "according to the hospital"
    fn according(&self, at: usize) -> Option<SpeechCue> {
        if !self.has(at, Gram::BY) || self.low(at) == "per" && !self.is_designation(at + 1) {
            return None;
        }
        let who = self.designation_after(at + 1)?;
        Some(SpeechCue {
            units: at..who.end,
            verb: at..at + 1,
            who: Some(who),
            stance: Stance::Says,
            closes: false,
        })
    }

    /// "...; governor's office: 3 dead" in the middle of a line
    fn by_colon(&self, at: usize) -> Option<SpeechCue> {
        if !self.is_mark(at, &[':']) || at == self.start {
            return None;
        }
        let who = self.designation_before(at)?;
        let speaks = who.clone().any(|i| self.has(i, Gram::SPEAKER)) && who.len() <= 6;
        let opened =
            who.start == self.start || self.is_mark(who.start - 1, &[';', ',', '(', '.', ':']);
        (speaks && opened).then(|| SpeechCue {
            units: who.start..at + 1,
            verb: at..at + 1,
            who: Some(who),
            stance: Stance::Says,
            closes: false,
        })
    }

    /// "3 dead (governor's office)": a designation in brackets speaks for what stands before it.
    fn in_brackets(&self, at: usize) -> Option<SpeechCue> {
        if !self.is_mark(at, &['(']) {
            return None;
        }
        let close = (at + 2..self.end.min(at + 8)).find(|i| self.is_mark(*i, &[')']))?;
        let inside = at + 1..close;
        let speaks = inside.clone().any(|i| {
            self.has(i, Gram::SPEAKER)
                || self.segments.units[i].lex.party == Some(crate::lexicon::Party::Name)
        });
        let counts = inside.clone().any(|i| {
            self.segments.units[i].lex.number.is_some()
                || matches!(self.segments.units[i].shape, Shape::Number(_))
        });
        let follows_words = at > self.start && !self.segments.units[at - 1].capital;
        (speaks && !counts && follows_words).then(|| SpeechCue {
            units: at..close + 1,
            verb: inside.clone(),
            who: Some(self.trim(inside)),
            stance: Stance::Says,
            closes: true,
        })
    }

    fn verb(&self, at: usize) -> Option<SpeechCue> {
        if matches!(self.low(at), "blaming" | "accusing") {
            // "..., state television said, blaming the rebels": he who spoke before accuses.
            return Some(SpeechCue {
                units: at..at + 1,
                verb: at..at + 1,
                who: None,
                stance: Stance::Accuses,
                closes: false,
            });
        }
        let stance = self.stance(at)?;
        let inverted = self.inverted(at);
        if let Some(who) = inverted {
            return Some(SpeechCue {
                units: at..who.end,
                verb: at..at + 1,
                who: Some(who),
                stance,
                closes: false,
            });
        }
        let subject = self.subject_end(at);
        let pronoun = subject > self.start
            && matches!(self.low(subject - 1), "he" | "she" | "they" | "it" | "who");
        if pronoun {
            return Some(SpeechCue {
                units: subject - 1..at + 1,
                verb: at..at + 1,
                who: None,
                stance,
                closes: false,
            });
        }
        let who = self.designation_before(subject)?;
        Some(SpeechCue {
            units: who.start..at + 1,
            verb: at..at + 1,
            who: Some(who),
            stance,
            closes: false,
        })
    }

    fn stance(&self, at: usize) -> Option<Stance> {
        let lex = self.segments.units[at].lex;
        if lex.gram.has(Gram::DENIAL) {
            return Some(Stance::Denies);
        }
        if lex.gram.has(Gram::RESPONSIBILITY) {
            return Some(Stance::Responsible);
        }
        let forms = lex.speech?;
        let finite =
            forms.can_be(Forms::PAST) || forms.can_be(Forms::THIRD) || forms.can_be(Forms::BASE);
        // A passive ("were reported", "is believed") has no speaker as its subject.
        let passive = (1..=2).any(|back| {
            at >= self.start + back
                && self.has(at - back, Gram::BE)
                && (back == 1 || self.has(at - 1, Gram::ADVERB))
        });
        let to = at > self.start
            && matches!(
                self.low(at - 1),
                "to" | "will" | "would" | "not" | "and" | "the" | "a"
            );
        if !finite || passive || to {
            return None;
        }
        match self.low(at) {
            "blamed" | "blames" | "blame" | "accused" | "accuses" | "accuse"
                if !matches!(self.low(at + 1), "of" | "by") =>
            {
                Some(Stance::Accuses)
            }
            // These take a number or a clause as their object; without one they say nothing.
            "put" | "puts" | "gave" | "gives" | "count" | "counts" | "raised" | "recorded"
            | "registered" | "claimed" | "claims" | "counted" | "documented" => {
                self.tells_number(at).then_some(Stance::Says)
            }
            "state" | "states" | "report" | "reports" | "record" | "records" | "document"
            | "documents" | "posts" | "post" | "register" | "claim" | "note" | "notes"
            | "estimate" | "estimates" | "counter" => {
                self.has(at + 1, Gram::THAT).then_some(Stance::Says)
            }
            _ => Some(Stance::Says),
        }
    }

    fn tells_number(&self, at: usize) -> bool {
        let end = self.end.min(at + 12);
        self.has(at + 1, Gram::THAT)
            || (at + 1..end).any(|i| {
                let unit = &self.segments.units[i];
                matches!(unit.shape, Shape::Number(_))
                    || unit.lex.number.is_some()
                    || unit.has(Gram::TOLL)
            })
    }

    /// The subject after the verb: "said Janvier Mumbere of the local civil society"
    fn inverted(&self, at: usize) -> Option<Range<usize>> {
        let after_quote = at > self.start && self.is_mark(at - 1, &['"', '”', ',', '»']);
        let verb = matches!(
            self.low(at),
            "said"
                | "says"
                | "added"
                | "wrote"
                | "reported"
                | "announced"
                | "claimed"
                | "told"
                | "confirmed"
                | "insisted"
        );
        if !after_quote || !verb || self.has(at + 1, Gram::THAT) {
            return None;
        }
        self.designation_after(at + 1)
    }

    /// Where the subject of the verb at `at` ends: past auxiliaries and adverbs before the verb, and
    /// past a remark between commas.
    fn subject_end(&self, at: usize) -> usize {
        let mut end = at;
        while end > self.start
            && (self.has(end - 1, Gram::HAVE)
                || self.has(end - 1, Gram::ADVERB)
                || self.low(end - 1).ends_with("ly")
                || matches!(
                    self.low(end - 1),
                    "also" | "later" | "did" | "not" | "alone" | "earlier"
                ))
        {
            end -= 1;
        }
        if end > self.start && self.is_mark(end - 1, &[',']) {
            let opening = (self.start..end - 1)
                .rev()
                .take(14)
                .find(|i| self.is_mark(*i, &[',']));
            if let Some(comma) = opening.filter(|comma| self.is_designation_end(*comma)) {
                // "A Taliban spokesman, Qari Nasir, insisted": the name is the remark.
                let remark_is_name = self.segments.units[comma + 1].capital;
                return if remark_is_name { end - 1 } else { comma };
            }
        }
        end
    }

    fn is_designation_end(&self, comma: usize) -> bool {
        comma > self.start
            && (self.segments.units[comma - 1].capital || self.has(comma - 1, Gram::SPEAKER))
    }

    fn is_designation(&self, at: usize) -> bool {
        (at..self.end.min(at + 6))
            .any(|i| self.has(i, Gram::SPEAKER) || self.segments.units[i].capital)
    }

    /// The designation that ends before `end`: back to a mark, a verb or a conjunction.
    fn designation_before(&self, end: usize) -> Option<Range<usize>> {
        const LONGEST: usize = 12;
        let mut start = end;
        while start > self.start && end - start < LONGEST && self.may_designate(start - 1) {
            start -= 1;
        }
        self.checked(start..end)
    }

    fn designation_after(&self, start: usize) -> Option<Range<usize>> {
        const LONGEST: usize = 12;
        let mut end = start;
        while end < self.end && end - start < LONGEST && self.may_designate(end) {
            end += 1;
        }
        self.checked(start..end)
    }

    fn may_designate(&self, at: usize) -> bool {
        let unit = &self.segments.units[at];
        let lex = unit.lex;
        let mark =
            matches!(unit.shape, Shape::Mark(c) if !matches!(c, '@' | '\'' | '’' | '-' | '/'));
        let closed = Gram::HAVE
            .with(Gram::RELATIVE)
            .with(Gram::BE)
            .with(Gram::MODAL)
            .with(Gram::PRONOUN)
            .with(Gram::SUBSET)
            .with(Gram::THAT)
            .with(Gram::ELSEWHERE);
        let joint =
            lex.gram.has(Gram::AND) && !(unit.has(Gram::PLAIN_AND) && self.joins_speakers(at));
        let day = lex.time.is_some()
            && !unit.has(Gram::SPEAKER)
            && matches!(
                lex.time,
                Some(crate::lexicon::TimeWord::Weekday(_) | crate::lexicon::TimeWord::Month(_))
            );
        let verb = lex.harm.is_some() && !unit.capital
            || lex.suffers.is_some()
            || lex.speech.is_some() && !lex.gram.has(Gram::SPEAKER) && !unit.capital;
        !mark
            && !lex.gram.has(closed)
            && !joint
            && !day
            && !verb
            && !matches!(
                self.low(at),
                "when"
                    | "where"
                    | "after"
                    | "because"
                    | "as"
                    | "while"
                    | "on"
                    | "to"
                    | "than"
                    | "by"
            )
    }

    /// "police and hospital sources": both sides are speakers or adjectives of them.
    fn joins_speakers(&self, at: usize) -> bool {
        at > self.start
            && (self.has(at - 1, Gram::SPEAKER))
            && (at + 1..self.end.min(at + 4)).any(|i| self.has(i, Gram::SPEAKER))
    }

    /// Keeps a designation that names somebody who can speak, without titles and articles.
    fn checked(&self, range: Range<usize>) -> Option<Range<usize>> {
        let speaks = range.clone().any(|i| {
            let unit = &self.segments.units[i];
            unit.has(Gram::SPEAKER)
                || unit.capital && unit.shape == Shape::Word
                || unit.lex.person.is_some()
                || unit.lex.party.is_some()
        });
        let range = self.trim(range);
        (speaks && !range.is_empty()).then_some(range)
    }

    /// Drops articles, adverbs and titles before a name: of "regional governor Oleksandr Bondar"
    /// the name is kept, of "a hospital official" the whole.
    fn trim(&self, range: Range<usize>) -> Range<usize> {
        let mut start = range.start;
        while start < range.end
            && (self.has(start, Gram::ARTICLE)
                || self.has(start, Gram::DEFINITE)
                || self.has(start, Gram::POSSESSIVE) && self.low(start) != "'s"
                || self.has(start, Gram::ADVERB)
                || self.low(start) == "so-called"
                || self.has(start, Gram::AND)
                || self.has(start, Gram::LOCATIVE))
        {
            start += 1;
        }
        match self.personal_name(start..range.end) {
            Some(name) => name,
            None => start..range.end,
        }
    }

    /// The capitalised words after the last title or noun of office, if the designation ends with
    /// them.
    fn personal_name(&self, range: Range<usize>) -> Option<Range<usize>> {
        let is_office = |i: usize| self.has(i, Gram::TITLE) || self.has(i, Gram::SPEAKER);
        let capitals = |from: usize| {
            (from..range.end)
                .take_while(|i| self.segments.units[*i].capital && !is_office(*i))
                .count()
        };
        let first = capitals(range.start);
        if first > 1 && self.low(range.start + first) == "of" {
            return Some(range.start..range.start + first);
        }
        let office = range.clone().rev().find(|i| is_office(*i))?;
        let name = capitals(office + 1);
        (name > 0).then(|| office + 1..office + 1 + name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;

    fn check(text: &str, expect: &[&str]) {
        let segments = segment(text);
        let cues: Vec<SpeechCue> = segments
            .sentences
            .iter()
            .flat_map(|s| read(&segments, s))
            .collect();
        let shown: Vec<&str> = cues
            .iter()
            .map(|c| c.who.clone().map_or("-", |w| segments.words(w)))
            .collect();
        assert_eq!(shown, expect, "{text}");
    }

    #[test]
    fn speakers() {
        check(
            "Two people were killed, regional governor Oleksandr Bondar said.",
            &["Oleksandr Bondar"],
        );
        check(
            "\"Thirteen died,\" said Janvier Mumbere of the local civil society.",
            &["Janvier Mumbere"],
        );
        check(
            "According to the health ministry, six died.",
            &["health ministry"],
        );
        check("He added that two died.", &["-"]);
        check(
            "A Taliban spokesman, Qari Nasir, insisted that nobody was hurt.",
            &["Qari Nasir"],
        );
        check(
            "Six were hurt, police and hospital sources told the agency.",
            &["police and hospital sources"],
        );
        check("Local elders: 7 killed.", &["Local elders"]);
        check("The army denied using gas.", &["army"]);
        check("Six were reported killed.", &[]);
    }
}
