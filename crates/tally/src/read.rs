//! What each figure of each claim says under a profile, or why it is left out.

use std::collections::HashMap;

use tollbook_record::text::fold;
use tollbook_record::{
    ClaimInSource, Corrected, Count, CountRange, Effect, Figure, Part, Status, Step, Who,
};

use crate::origin::Origins;
use crate::profile::Profile;
use crate::voice;

/// A figure of a claim as the profile reads it.
pub(crate) struct Reading<'a> {
    pub claim: ClaimInSource<'a>,
    pub index: usize,
    pub outcome: Outcome,
}

/// What became of a figure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    /// It takes part with these numbers.
    Accepted(CountRange),
    /// It takes no part.
    LeftOut(Reason),
}

/// Why a figure takes no part.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reason {
    /// The claim denies the act.
    Denied,
    /// The claim speaks of a threat, a plan or a warning.
    Hypothetical,
    /// It breaks another figure down without naming a group, so it is no figure for all.
    PartWithoutGroup,
    /// Another source of the same origin has the same figure; its words.
    Repeats(String),
    /// The same voice gave another figure later; the day.
    Superseded(String),
    /// A word that the profile reads as no number.
    NoNumber,
    /// A reviewer took the claim out; why.
    Rejected(String),
}

impl<'a> Reading<'a> {
    pub fn figure(&self) -> &'a Figure {
        &self.claim.claim.figures[self.index]
    }

    pub fn accepted(&self) -> Option<CountRange> {
        match self.outcome {
            Outcome::Accepted(range) => Some(range),
            Outcome::LeftOut(_) => None,
        }
    }

    /// Whether the claim asserts the figure for the whole of its group.
    pub fn is_asserted(&self) -> bool {
        !matches!(
            self.outcome,
            Outcome::LeftOut(
                Reason::Denied
                    | Reason::Hypothetical
                    | Reason::PartWithoutGroup
                    | Reason::Rejected(_)
            )
        )
    }

    /// The figure of the same effect that this one breaks down.
    pub fn whole(&self) -> Option<&'a Figure> {
        let figure = self.figure();
        let whole = self.claim.claim.figures.get(figure.part_of?)?;
        (whole.effect == figure.effect).then_some(whole)
    }

    /// Figures of the same effect that stand beside this one in its claim, each for people whom the
    /// other does not count.
    pub fn beside(&self) -> impl Iterator<Item = &'a Figure> {
        let figure = self.figure();
        let others = self.claim.claim.figures.iter().enumerate();
        let whole = self.whole().is_none();
        others
            .filter(move |(i, other)| {
                whole
                    && *i != self.index
                    && other.effect == figure.effect
                    && other.part_of.is_none()
            })
            .map(|(_, other)| other)
            .filter(move |other| other.who != figure.who)
    }

    /// Whether the claim still says that somebody is in the group: nothing replaced the figure, and
    /// it is not zero.
    pub fn counts_somebody(&self) -> bool {
        let stands = matches!(
            self.outcome,
            Outcome::Accepted(_) | Outcome::LeftOut(Reason::NoNumber)
        );
        stands && self.figure().count.range() != CountRange::exactly(0)
    }

    /// The reading as a step of a row.
    pub fn step(&self) -> Step {
        Step {
            figure: Some((self.claim.id, self.index)),
            rule: self.rule().into(),
            text: self.sentence(),
            range: self.accepted(),
        }
    }

    fn rule(&self) -> &'static str {
        match &self.outcome {
            Outcome::Accepted(_) if self.corrected().is_some() => "corrected",
            Outcome::Accepted(_) if self.is_vague() => "vague_word",
            Outcome::Accepted(_) => "stated",
            Outcome::LeftOut(Reason::Denied) => "denied",
            Outcome::LeftOut(Reason::Hypothetical) => "hypothetical",
            Outcome::LeftOut(Reason::PartWithoutGroup) => "part_without_group",
            Outcome::LeftOut(Reason::Repeats(_)) => "copy",
            Outcome::LeftOut(Reason::Superseded(_)) => "superseded",
            Outcome::LeftOut(Reason::NoNumber) => "no_number",
            Outcome::LeftOut(Reason::Rejected(_)) => "rejected",
        }
    }

    fn is_vague(&self) -> bool {
        matches!(self.figure().count, Count::Vague(_))
    }

    fn sentence(&self) -> String {
        let says = self.says();
        match &self.outcome {
            Outcome::Accepted(range) if self.is_vague() => {
                let context = self.context();
                format!("{says}; this method reads the word as {range}{context}.")
            }
            Outcome::Accepted(range) => format!("{says}: {range}{}.", self.context()),
            Outcome::LeftOut(reason) => format!("{says}; {}", reason.sentence()),
        }
    }

    /// Who says which words. A number that a reviewer puts in place of what was read is told as the reviewer's.
    pub fn says(&self) -> String {
        let (voice, words) = (voice::words(&self.claim), self.figure().quote.text());
        match self.corrected() {
            Some(corrected) => format!("{voice} says “{words}” ({})", corrected.words()),
            None => format!("{voice} says “{words}”"),
        }
    }

    fn corrected(&self) -> Option<&'a Corrected> {
        self.claim.judged?.correction(Part::Figure(self.index))
    }

    /// What the figure is a part of, or which others the claim counts beside it: who speaks of five
    /// people and 31 fighters does not say that five is everybody.
    fn context(&self) -> String {
        if let Some(whole) = self.whole() {
            return format!(", out of “{}”", whole.quote.text());
        }
        if self.figure().who != Who::People {
            return String::new();
        }
        let beside: Vec<String> = self
            .beside()
            .map(|other| format!("“{}”", other.quote.text()))
            .collect();
        match beside.as_slice() {
            [] => String::new(),
            beside => format!(", and beside these {}", beside.join(", ")),
        }
    }
}

impl Reason {
    fn sentence(&self) -> String {
        match self {
            Self::Denied => "this claim denies the act, so its figure is left out.".to_owned(),
            Self::Hypothetical => "this is said of a threat, so it is left out.".to_owned(),
            Self::PartWithoutGroup => {
                "this is a part of another figure, not a figure for all, so it is left out."
                    .to_owned()
            }
            Self::Repeats(voice) => {
                format!("the text repeats {voice}, who gives the same figure, so it counts once.")
            }
            Self::Superseded(day) => {
                format!("the same speaker gave a newer figure on {day}, which replaces this one.")
            }
            Self::Rejected(why) => format!("a reviewer took this claim out: {why}"),
            Self::NoNumber => "this method gives the word no number, so it is left out.".to_owned(),
        }
    }
}

/// Reads every figure of the claims, in order of claim and figure.
pub(crate) fn readings<'a>(
    profile: &Profile,
    claims: &[ClaimInSource<'a>],
    origins: &Origins,
) -> Vec<Reading<'a>> {
    let mut readings: Vec<Reading<'a>> = Vec::new();
    for claim in claims {
        for (index, figure) in claim.claim.figures.iter().enumerate() {
            readings.push(Reading {
                claim: *claim,
                index,
                outcome: alone(profile, claim, figure),
            });
        }
    }
    leave_out_copies(&mut readings, origins);
    leave_out_superseded(&mut readings);
    readings
}

/// What a figure says by itself.
fn alone(profile: &Profile, claim: &ClaimInSource<'_>, figure: &Figure) -> Outcome {
    if let Some(said) = claim.rejected() {
        return Outcome::LeftOut(Reason::Rejected(said.reason.clone()));
    }
    match claim.claim.status {
        Status::Denied => return Outcome::LeftOut(Reason::Denied),
        Status::Hypothetical => return Outcome::LeftOut(Reason::Hypothetical),
        Status::Asserted => {}
    }
    let whole = figure.part_of.and_then(|i| claim.claim.figures.get(i));
    if whole.is_some_and(|whole| whole.who == figure.who && whole.effect == figure.effect) {
        return Outcome::LeftOut(Reason::PartWithoutGroup);
    }
    match figure.count {
        Count::Stated { range, .. } => Outcome::Accepted(range),
        Count::Vague(word) => match profile.reads(word) {
            Some(range) => Outcome::Accepted(range),
            None => Outcome::LeftOut(Reason::NoNumber),
        },
    }
}

/// A figure that stands in several sources of one origin counts in the first of them only. A figure
/// that a copy has by itself stays: somebody put it there.
fn leave_out_copies(readings: &mut [Reading<'_>], origins: &Origins) {
    let mut order: Vec<usize> = (0..readings.len()).collect();
    order.sort_by_key(|&i| {
        let source = readings[i].claim.id.source;
        let first = origins.first(source);
        (
            first,
            source != first,
            readings[i].claim.id,
            readings[i].index,
        )
    });
    let mut seen = HashMap::new();
    for i in order {
        if readings[i].accepted().is_none()
            && readings[i].outcome != Outcome::LeftOut(Reason::NoNumber)
        {
            continue;
        }
        let (figure, source) = (readings[i].figure(), readings[i].claim.id.source);
        let key = (
            origins.first(source),
            figure.effect,
            figure.who,
            figure.count,
        );
        let earlier = readings[*seen.entry(key).or_insert(i)].claim;
        if earlier.id.source != source {
            readings[i].outcome = Outcome::LeftOut(Reason::Repeats(voice::words(&earlier)));
        }
    }
}

/// A newer figure of one voice for one group replaces its older ones. Figures of one day stay beside
/// each other: nobody can say which came last.
fn leave_out_superseded(readings: &mut [Reading<'_>]) {
    let mut voices = HashMap::new();
    let mut newest = HashMap::new();
    let mut counted = Vec::new();
    for of_claim in readings.chunk_by_mut(|a, b| a.claim.id == b.claim.id) {
        let claim = of_claim[0].claim;
        let voice = voice::same_voice(&claim);
        let Some((voice, day)) = voice.zip(claim.source.publication.published) else {
            continue;
        };
        let next = voices.len();
        let voice = *voices.entry(voice).or_insert(next);
        for reading in of_claim.iter_mut().filter(|r| r.accepted().is_some()) {
            let figure = reading.figure();
            let key = (voice, figure.effect, figure.who);
            let known = newest.entry(key).or_insert(day);
            *known = day.max(*known);
            counted.push((key, day, reading));
        }
    }
    for (key, day, reading) in counted {
        if let Some(newer) = newest.get(&key).filter(|newer| day < **newer) {
            reading.outcome = Outcome::LeftOut(Reason::Superseded(newer.to_string()));
        }
    }
}

/// How many persons a claim names as killed, or whatever else became of them, each once.
pub(crate) fn named_as(claim: &ClaimInSource<'_>, effect: Effect) -> usize {
    let victims = claim.claim.victims.iter();
    let victims = victims.filter(|v| v.effect == Some(effect));
    let mut names: Vec<String> = victims.map(|v| fold(&v.name)).collect();
    names.sort();
    names.dedup();
    names.len()
}
