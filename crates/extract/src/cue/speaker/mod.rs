//! On whose account words are told: who said, and which words are theirs.

use std::ops::Range;

use tollbook_record::Who as Group;

use crate::lexicon::{Forms, Gram, Party};
use crate::segment::{Segments, Sentence};
use crate::token::Shape;

mod charge;
mod designation;
mod stance;
#[cfg(test)]
mod tests;

pub use designation::name_in;

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

/// Where the speaker of a [`SpeechCue`] is named.
#[derive(Clone, Debug, PartialEq)]
pub enum Who {
    /// By the units of a designation.
    Named(Range<usize>),
    /// By a pronoun or not at all ("..., she said", "saying that"): he who spoke last.
    Last,
    /// Nowhere: whoever speaks at these words ("the reports are baseless").
    Here,
}

/// For which words of its sentence a construction speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// For what follows, and for what stands before where nobody else speaks for it.
    Around,
    /// For what stands before it: "3 dead (governor's office)".
    Before,
    /// For what follows: "Police shot two, and the mayor spoke of a crime".
    Behind,
}

/// A speaker found in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeechCue {
    /// Who speaks.
    pub who: Who,
    /// The verb, or "according to".
    pub verb: Range<usize>,
    /// The whole construction, which cuts the sentence.
    pub units: Range<usize>,
    /// What the speaker does.
    pub stance: Stance,
    /// For which words it speaks.
    pub reach: Reach,
}

impl SpeechCue {
    /// The units of the designation, if there is one.
    pub fn named(&self) -> Option<Range<usize>> {
        match &self.who {
            Who::Named(units) => Some(units.clone()),
            Who::Last | Who::Here => None,
        }
    }
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
                // "says Rima, a farmer from Dori:" names one speaker.
                let last = out.last().map_or(usize::MAX, |last| last.units.end);
                let apposed = reader.is_mark(last, &[',']) && last + 1 == cue.units.start;
                if !(apposed && reader.is_mark(cue.verb.start, &[':'])) {
                    out.push(cue);
                }
            }
            None => at += 1,
        }
    }
    reader.part_counts(&mut out);
    let gapped = reader.gapped(&out);
    out.extend(gapped);
    if reader.is_relayed(&out) {
        out.pop();
    }
    out
}

pub(crate) struct Reader<'s, 'a> {
    segments: &'s Segments<'a>,
    start: usize,
    end: usize,
}

impl Reader<'_, '_> {
    fn low(&self, at: usize) -> &str {
        self.segments.low_in(self.start..self.end, at)
    }

    fn has(&self, at: usize, gram: Gram) -> bool {
        self.segments.has_in(self.start..self.end, at, gram)
    }

    fn is_mark(&self, at: usize, marks: &[char]) -> bool {
        (self.start..self.end).contains(&at) && self.segments.units[at].is_any(marks)
    }

    fn is_number(&self, at: usize) -> bool {
        (self.start..self.end).contains(&at)
            && matches!(
                self.segments.units[at].shape,
                Shape::Number(_) | Shape::Clock(_) | Shape::Measure | Shape::Date
            )
    }

    /// "MoD: 9 killed", "Local elders: 7 killed", "Source: relatives": a short designation before a
    /// colon, at the start of the sentence.
    fn label(&self, sentence: &Sentence) -> Option<SpeechCue> {
        let label = sentence.label.clone();
        if label.is_empty() || !self.is_mark(label.end, &[':']) {
            return None;
        }
        let who = self.trimmed(label.clone());
        let quotes = self.is_mark(label.end + 1, &['"', '“']);
        let party = |i: usize| self.segments.units[i].lex.party == Some(Party::Name);
        // "Stepnohirsk community:" is where something was.
        let place = |i: usize| self.has(i, Gram::GENERIC_PLACE) && !quotes;
        let speaks = who
            .clone()
            .any(|i| self.has(i, Gram::SPEAKER) && !place(i) || quotes && party(i));
        (speaks && !who.is_empty()).then(|| SpeechCue {
            who: Who::Named(who),
            verb: label.clone(),
            units: label.start..label.end + 1,
            stance: Stance::Says,
            reach: Reach::Around,
        })
    }

    fn cue(&self, at: usize) -> Option<SpeechCue> {
        if !self.may_tell(at) {
            return None;
        }
        self.according(at)
            .or_else(|| self.source_named(at))
            .or_else(|| self.in_brackets(at))
            .or_else(|| self.whose_toll(at))
            .or_else(|| self.by_colon(at))
            .or_else(|| self.charge(at))
            .or_else(|| self.disclaimer(at))
            .or_else(|| self.charge_of(at))
            .or_else(|| self.verb(at))
    }

    /// Whether a speaker can be told by what stands at `at`: most words tell none.
    fn may_tell(&self, at: usize) -> bool {
        let tells = Gram::BY
            .with(Gram::TOLL)
            .with(Gram::TALE)
            .with(Gram::CHARGE)
            .with(Gram::DISCLAIMER)
            .with(Gram::DENIAL)
            .with(Gram::RESPONSIBILITY)
            .with(Gram::NAMING)
            .with(Gram::IDENTITY)
            .with(Gram::BLAMED_ON)
            .with(Gram::BE)
            .with(Gram::HAVE)
            .with(Gram::DONE);
        let unit = &self.segments.units[at];
        unit.has(tells)
            || unit.lex.speech.is_some()
            || unit.is_any(&['(', ':'])
            || tells_speaker(self.low(at))
    }

    /// "according to the hospital", "according to a count by the hospital"
    fn according(&self, at: usize) -> Option<SpeechCue> {
        if !self.has(at, Gram::BY) || self.low(at) == "per" && !self.is_designation(at + 1) {
            return None;
        }
        let relative = matches!(self.low(at + 1), "which" | "whom");
        let who = match relative {
            // "the report by the Red Crescent, according to which"
            true => self
                .designation_before(at - usize::from(self.is_mark(at - 1, &[','])))
                .filter(|who| !self.has(who.end - 1, Gram::CHARGE))?,
            false => self.designation_after(at + 1)?,
        };
        let who = self
            .by_after(who.end, 1)
            .filter(|_| !self.speaks(&who))
            .unwrap_or(who);
        Some(SpeechCue {
            units: who.start.min(at)..who.end.max(at + 1),
            verb: at..at + 1,
            who: Who::Named(who),
            stance: Stance::Says,
            reach: if relative {
                Reach::Behind
            } else {
                Reach::Around
            },
        })
    }

    /// "twelve dead according to the police, eight according to the hospital": where each of several
    /// counts has its own source behind it, the source speaks for that count alone.
    fn part_counts(&self, cues: &mut [SpeechCue]) {
        let counted = |cue: &SpeechCue| {
            let before = cue
                .units
                .start
                .checked_sub(1)
                .filter(|at| *at >= self.start);
            self.has(cue.verb.start, Gram::BY)
                && before.is_some_and(|at| {
                    let lex = self.segments.units[at].lex;
                    self.is_number(at)
                        || lex.number.is_some()
                        || lex.state.is_some()
                        || lex.person.is_some()
                })
        };
        if cues.iter().filter(|cue| counted(cue)).count() > 1 {
            for cue in cues.iter_mut().filter(|cue| counted(cue)) {
                cue.reach = Reach::Before;
            }
        }
    }

    /// "..., the mayor said on Telegram, Quarry Post reports.": who only passes on, at the end, what another said.
    fn is_relayed(&self, cues: &[SpeechCue]) -> bool {
        const BETWEEN: usize = 8;
        let [.., said, last] = cues else { return false };
        let after = said.units.end.max(said.verb.end);
        let between = after..last.units.start.max(after);
        let ends = |at: usize| at >= self.end || self.is_mark(at, &['.']);
        let passes = self.has(last.verb.start, Gram::BY)
            || matches!(self.low(last.verb.start), "reports" | "reported" | "report");
        let told = |i: usize| {
            let lex = self.segments.units[i].lex;
            let harm = lex.harm.is_some() || lex.state.is_some() || lex.suffers.is_some();
            harm || lex.number.is_some()
                || self.is_number(i)
                || self.segments.units[i].is_any(&[';', '.'])
        };
        said.named().is_some()
            && said.stance == Stance::Says
            && last.stance == Stance::Says
            && passes
            && ends(last.units.end)
            && between.len() <= BETWEEN
            && between.start < last.units.start
            && !between.into_iter().any(told)
    }

    /// "The army says four died, the rebels nine.": a second speaker before the number that ends the sentence,
    /// who leans on the verb of the first.
    fn gapped(&self, cues: &[SpeechCue]) -> Option<SpeechCue> {
        let said = cues.last()?.verb.end;
        let stop = usize::from(self.is_mark(self.end - 1, &['.']));
        let number = self.end.checked_sub(1 + stop).filter(|at| *at > said)?;
        let counts = self.is_number(number) || self.segments.units[number].lex.number.is_some();
        let who = self.designation_before(number).filter(|_| counts)?;
        let comma = who.start > said && self.is_mark(who.start - 1, &[',', ';']);
        let body = { who.clone() }
            .any(|i| self.has(i, Gram::SPEAKER) || self.segments.units[i].lex.party.is_some());
        (comma && body).then(|| SpeechCue {
            verb: who.clone(),
            units: who.clone(),
            who: Who::Named(who),
            stance: Stance::Says,
            reach: Reach::Behind,
        })
    }

    /// The designation after a "by" that follows unit `from` within `reach` units.
    fn by_after(&self, from: usize, reach: usize) -> Option<Range<usize>> {
        let by = (from..self.end.min(from + reach)).find(|i| self.low(*i) == "by")?;
        self.designation_after(by + 1)
    }

    /// "Two were killed. Source: relatives."
    fn source_named(&self, at: usize) -> Option<SpeechCue> {
        if !matches!(self.low(at), "source" | "sources" | "via") || !self.is_mark(at + 1, &[':']) {
            return None;
        }
        let who = self.designation_after(at + 2)?;
        Some(SpeechCue {
            units: at..who.end,
            verb: at..at + 1,
            who: Who::Named(who),
            stance: Stance::Says,
            reach: Reach::Before,
        })
    }

    /// "the Observatory's toll for the week is 26", "the mayor's own list has 14 names"
    fn whose_toll(&self, at: usize) -> Option<SpeechCue> {
        let count = self.has(at, Gram::TOLL)
            || matches!(
                self.low(at),
                "figure" | "figures" | "list" | "lists" | "register" | "records" | "estimate"
            );
        let owner = at.saturating_sub(usize::from(at > 0 && self.low(at - 1) == "own"));
        let owned = count && owner > self.start + 1;
        if !owned || !matches!(self.low(owner - 1), "'s" | "’s") || !self.tells_number(at) {
            return None;
        }
        let who = self.designation_before(owner - 1)?;
        let body = who.clone().any(|i| self.has(i, Gram::SPEAKER));
        body.then(|| SpeechCue {
            units: who.start..at + 1,
            verb: at..at + 1,
            who: Who::Named(who),
            stance: Stance::Says,
            reach: Reach::Around,
        })
    }

    /// "an allegation by a rights group that soldiers shot", "the ministry's claim that": a charge, and whose
    /// it is.
    fn charge_of(&self, at: usize) -> Option<SpeechCue> {
        // "the shelling of Binnish that killed forty": a deed is no charge.
        let deed = self.segments.units[at].lex.act_noun.is_some();
        let noun = self.has(at, Gram::CHARGE) && !self.has(at, Gram::DONE) && !deed;
        let told = |end: usize| self.low(end) == "that" && !self.has(end + 1, Gram::BE);
        if !noun || at == self.start {
            return None;
        }
        let named = || {
            let joint = matches!(self.low(at + 1), "by" | "of" | "from");
            let who = self.designation_after(at + 2).filter(|_| joint)?;
            told(who.end).then_some((who.clone(), at..who.end))
        };
        let owned = || {
            let owner = matches!(self.low(at - 1), "'s" | "’s") && told(at + 1);
            let who = self.designation_before(at - 1).filter(|_| owner)?;
            Some((who.clone(), who.start..at + 1))
        };
        let (who, units) = named().or_else(owned)?;
        let body = { who.clone() }.any(|i| {
            self.has(i, Gram::SPEAKER) || self.segments.units[i].capital || {
                self.segments.units[i].lex.party.is_some()
            }
        });
        body.then(|| SpeechCue {
            who: Who::Named(who),
            verb: at..at + 1,
            units,
            stance: Stance::Says,
            reach: Reach::Around,
        })
    }

    /// "...; governor's office: 3 dead" in the middle of a line
    fn by_colon(&self, at: usize) -> Option<SpeechCue> {
        if !self.is_mark(at, &[':']) || at == self.start {
            return None;
        }
        const LONGEST: usize = 6;
        let who = self.designation_before(at)?;
        let quotes = self.is_mark(at + 1, &['"', '“']);
        let party = |i: usize| self.segments.units[i].lex.party == Some(Party::Name);
        let speaks = who
            .clone()
            .any(|i| self.has(i, Gram::SPEAKER) || quotes && party(i))
            && who.len() <= LONGEST;
        let opened = who.start == self.start
            || self.is_mark(who.start - 1, &[';', ',', '(', '.', ':', '?', '!', ')'])
            || self.is_number(who.start - 1);
        (speaks && opened).then(|| SpeechCue {
            units: who.start..at + 1,
            verb: at..at + 1,
            who: Who::Named(who),
            stance: Stance::Says,
            reach: Reach::Around,
        })
    }

    /// "3 dead (governor's office)": a designation in brackets speaks for what stands before it. A
    /// witness in brackets is evidence for what the publisher says.
    fn in_brackets(&self, at: usize) -> Option<SpeechCue> {
        // A bracket within a quotation explains a word of it.
        if !self.is_mark(at, &['(']) || self.segments.units[at].quoted {
            return None;
        }
        let close = (at + 2..self.end.min(at + 8)).find(|i| self.is_mark(*i, &[')']))?;
        let inside = at + 1..close;
        let unit = |i: usize| &self.segments.units[i];
        let evidence = inside.clone().any(|i| self.low(i).starts_with("witness"));
        let speaks = inside
            .clone()
            .any(|i| self.has(i, Gram::SPEAKER) || unit(i).lex.party == Some(Party::Name));
        // "38 dead (inmates)" says who they were.
        let counted = inside.len() == 1
            && self.segments.units[inside.start]
                .lex
                .person
                .is_some_and(|p| {
                    matches!(
                        p.who,
                        Group::Detainees
                            | Group::Students
                            | Group::Fighters
                            | Group::Children
                            | Group::Elderly
                    )
                });
        let counts = counted
            || inside
                .clone()
                .any(|i| unit(i).lex.number.is_some() || matches!(unit(i).shape, Shape::Number(_)));
        // "Allied Democratic Forces (ADF)" gives a short form; "4 Taliban (NATO)" counts people.
        let follows_words = at > self.start
            && (!unit(at - 1).capital
                || unit(at - 1).lex.person.is_some() && self.is_number(at.saturating_sub(2)));
        (speaks && !evidence && !counts && follows_words).then(|| SpeechCue {
            units: at..close + 1,
            verb: inside.clone(),
            who: Who::Named(self.trimmed(inside)),
            stance: Stance::Says,
            reach: Reach::Before,
        })
    }

    fn verb(&self, at: usize) -> Option<SpeechCue> {
        if let Some(cue) = self.participle(at) {
            return Some(cue);
        }
        if let Some(cue) = self.quotes_as_saying(at) {
            return Some(cue);
        }
        let (stance, passive) = self.stance(at)?;
        let who = if passive {
            Who::Named(self.by_after(at + 1, 7)?)
        } else {
            self.subject_or_inverted(at)
                .or_else(|| self.goes_on(at))
                .or_else(|| self.is_said_by_us(at, stance).then_some(Who::Here))?
        };
        // "A land dispute led to": one person's verb has another form.
        let base = self.segments.units[at].lex.speech.is_some_and(|f| {
            f.can_be(Forms::BASE) && !f.can_be(Forms::PAST) && !f.can_be(Forms::THIRD)
        });
        let one = |who: &Range<usize>| matches!(self.low(who.start), "a" | "an");
        if base && matches!(&who, Who::Named(who) if one(who) && who.end <= at) {
            return None;
        }
        if matches!(&who, Who::Named(who) if stance == Stance::Accuses && self.is_culprit(who)) {
            return None;
        }
        // "The mayor condemned the raid, which he said": what stands between is told.
        let meant = |who: &Range<usize>| {
            let subject = self.before_auxiliaries(at);
            subject > who.end + 2 && self.is_pronoun(subject - 1)
        };
        let units = match &who {
            Who::Named(who) if !meant(who) => who.start.min(at)..who.end.max(at + 1),
            Who::Named(_) | Who::Last | Who::Here => at..at + 1,
        };
        let joined = units.start < at && self.opens_second(units.start)
            || self.is_within_relative(units.start)
            || self.names_what(at)
            || stance == Stance::Accuses && self.blames_on(at);
        let reach = if joined { Reach::Behind } else { Reach::Around };
        // Cues are read from the left: one that begins before the last one ended stands at its verb.
        Some(SpeechCue {
            who,
            verb: at..at + 1,
            units,
            stance,
            reach,
        })
    }

    /// "Quarry Post quoted the mayor as saying", "the agency reports Karim Odeh, the governor, as saying".
    fn quotes_as_saying(&self, at: usize) -> Option<SpeechCue> {
        const REACH: usize = 14;
        let quotes = matches!(
            self.low(at),
            "quoted" | "quotes" | "cited" | "cites" | "reports" | "reported"
        );
        let last = self.end.min(at + REACH);
        let saying = |i: &usize| self.low(*i) == "as" && self.low(i + 1) == "saying";
        let end = (at + 1..last).find(saying).filter(|_| quotes)?;
        let comma = usize::from(self.is_mark(end - 1, &[',']));
        let who = self
            .designation_after(at + 1)
            .filter(|who| who.end <= end - comma)?;
        Some(SpeechCue {
            units: at..end + 2,
            verb: end + 1..end + 2,
            who: Who::Named(who),
            stance: Stance::Says,
            reach: Reach::Around,
        })
    }

    /// "Police shot two, and the mayor said", "; the mayor said": what stands before a conjunction or a
    /// semicolon is a sentence of its own.
    fn opens_second(&self, subject: usize) -> bool {
        let Some(joint) = subject.checked_sub(1).filter(|at| *at > self.start) else {
            return false;
        };
        // "they and a neighbour said"
        let beside = joint > self.start && self.is_pronoun(joint - 1);
        self.has(joint, Gram::PLAIN_AND) && !beside
            || self.is_mark(joint, &[';'])
            || matches!(
                self.low(joint),
                "but" | "while" | "whereas" | "though" | "although" | "yet"
            )
    }

    /// "a man who, the army says, had run at him": what is said is the clause about him.
    fn is_within_relative(&self, start: usize) -> bool {
        let comma = start.checked_sub(1).filter(|at| *at > self.start);
        comma.is_some_and(|at| self.is_mark(at, &[',']) && self.has(at - 1, Gram::RELATIVE))
    }

    /// "The assailants accused villagers of spying": what those say who did it makes no claim of theirs.
    fn is_culprit(&self, who: &Range<usize>) -> bool {
        let plain = Gram::ARTICLE
            .with(Gram::DEFINITE)
            .with(Gram::ADJECTIVE)
            .with(Gram::EPITHET)
            .with(Gram::CULPRIT);
        self.has(who.end - 1, Gram::CULPRIT) && { who.clone() }.all(|i| self.has(i, plain))
    }

    /// "We deny any connection with the explosion": whoever speaks here.
    fn is_said_by_us(&self, at: usize, stance: Stance) -> bool {
        let first = at.saturating_sub(3).max(self.start);
        let us = (first..at).any(|i| self.low(i) == "we");
        stance == Stance::Denies && us
    }

    /// A quotation before the verb takes its subject after it; a comma may close a remark beside the
    /// subject or the words that are told.
    fn subject_or_inverted(&self, at: usize) -> Option<Who> {
        let comma = at > self.start && self.is_mark(at - 1, &[',']);
        let remark = comma.then(|| self.past_remark(at, true)).flatten();
        remark
            .or_else(|| self.inverted(at).map(Who::Named))
            .or_else(|| self.subject(at))
    }

    /// "rejected the charge and said that", "neither confirmed nor denied it but said": a second verb of
    /// saying joined to one before it. Where that one makes no speaker, its subject says this.
    fn goes_on(&self, at: usize) -> Option<Who> {
        const REACH: usize = 40;
        let joined =
            at > self.start && (self.has(at - 1, Gram::PLAIN_AND) || self.low(at - 1) == "but");
        let says = |i: usize| {
            let lex = self.segments.units[i].lex;
            lex.speech
                .is_some_and(|f| f.can_be(Forms::PAST) || f.can_be(Forms::THIRD))
                || self.has(i, Gram::DENIAL.with(Gram::CONDEMN))
        };
        let first = at.saturating_sub(REACH).max(self.start);
        let said = (first..at).find(|i| says(*i)).filter(|_| joined)?;
        let neither = self.low(said.saturating_sub(1)) == "neither";
        let silent = neither || self.has(said, Gram::CONDEMN);
        let subject = || self.subject(said - usize::from(neither));
        silent.then(subject).flatten().or(Some(Who::Last))
    }

    /// "..., saying that two had died", "..., blaming the rebels": he who spoke before goes on.
    fn participle(&self, at: usize) -> Option<SpeechCue> {
        let lex = self.segments.units[at].lex;
        let gerund =
            lex.speech.is_some_and(|f| f.can_be(Forms::GERUND)) && self.low(at).ends_with("ing");
        if !gerund || at == self.start {
            return None;
        }
        let stance = match self.low(at) {
            "blaming" | "accusing" => Stance::Accuses,
            _ if self.is_mark(at - 1, &[',']) || self.has(at - 1, Gram::AND) => {
                let tells = self.has(at + 1, Gram::THAT) || self.tells_number(at);
                tells.then_some(Stance::Says)?
            }
            _ => return None,
        };
        Some(SpeechCue {
            units: at..at + 1,
            verb: at..at + 1,
            who: Who::Last,
            stance,
            reach: Reach::Around,
        })
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
}

/// Words by which a speaker can be told and which no class has.
fn tells_speaker(word: &str) -> bool {
    matches!(
        word,
        "source"
            | "sources"
            | "via"
            | "figure"
            | "figures"
            | "list"
            | "lists"
            | "register"
            | "records"
            | "estimate"
            | "found"
            | "finds"
            | "ruled"
            | "rules"
            | "determined"
            | "established"
            | "saw"
            | "seen"
            | "sees"
            | "claimed"
            | "claims"
            | "placed"
            | "places"
            | "pegged"
            | "set"
            | "sets"
            | "pinned"
            | "pins"
            | "pin"
            | "pointed"
            | "points"
            | "point"
            | "laid"
            | "lays"
            | "lay"
            | "put"
            | "puts"
            | "attributed"
            | "attributes"
            | "attribute"
            | "held"
            | "holds"
            | "hold"
            | "proved"
            | "proven"
            | "turned out"
            | "no"
            | "not"
            | "did"
            | "do"
            | "does"
            | "had"
            | "has"
            | "have"
            | "never"
    )
}
