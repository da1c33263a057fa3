//! Everything that was read from each clause of a report, with the speaker of every word.

use std::ops::Range;

use tollbook_record::text::fold;
use tollbook_record::{Publication, TargetKind, WeaponKind};

use super::{clause, sums, victims};
use crate::cue::act::{self, ActCue, Setting};
use crate::cue::date::{self, DateCue};
use crate::cue::name::{self, NameCue};
use crate::cue::place::{self, PlaceCue};
use crate::cue::speaker::{self, SpeechCue, Stance};
use crate::cue::threat;
use crate::frame::{self, FigureCue};
use crate::gazetteer::Gazetteer;
use crate::lexicon::Gram;
use crate::segment::{LineKind, Segments, Sentence};

/// Index of a speaker of the report; `None` is the publisher.
pub type SpeakerIndex = Option<usize>;

/// A clause and what was read from it.
pub struct Clause {
    /// Its units.
    pub units: Range<usize>,
    /// How its line stands.
    pub kind: LineKind,
    /// The number of its line.
    pub line: usize,
    /// Whether it opens its line.
    pub opens: bool,
    /// Whether its line has a label that names a place.
    pub label: Option<PlaceCue>,
    /// Dates, places, acts and figures in order.
    pub dates: Vec<DateCue>,
    /// Places.
    pub places: Vec<PlaceCue>,
    /// Statements of attacks.
    pub acts: Vec<ActCue>,
    /// Figures.
    pub figures: Vec<FigureCue>,
    /// Weapons named.
    pub weapons: Vec<(WeaponKind, Range<usize>)>,
    /// What can be hit.
    pub targets: Vec<(TargetKind, Range<usize>)>,
    /// Named persons.
    pub victims: Vec<NameCue>,
    /// Who speaks, in order.
    pub speech: Vec<Spoken>,
    /// Who speaks where nobody is named: the publisher, or the speaker of a quotation that goes on.
    pub default_speaker: SpeakerIndex,
    /// Whether it sums up over a period or an area.
    pub sum: bool,
}

/// A speaker in a clause.
#[derive(Clone)]
pub struct Spoken {
    /// The construction.
    pub cue: SpeechCue,
    /// Who.
    pub speaker: SpeakerIndex,
}

/// A named speaker of the report.
#[derive(Clone, Debug)]
pub struct Speaker {
    /// The units that name him first.
    pub units: Range<usize>,
    /// Folded words of the name, to know him again.
    words: Vec<String>,
}

/// The clauses of a report with its speakers.
pub struct Told {
    /// In order.
    pub clauses: Vec<Clause>,
    /// In order of first naming.
    pub speakers: Vec<Speaker>,
}

/// Reads every sentence.
pub fn read(segments: &Segments<'_>, publication: &Publication, gazetteer: &Gazetteer) -> Told {
    let mut reader = Reader {
        segments,
        gazetteer,
        setting: Setting::of(segments),
        publisher: publisher_words(publication),
        speakers: Vec::new(),
        last: None,
    };
    let clauses = segments
        .sentences
        .iter()
        .flat_map(|s| reader.sentence(s))
        .collect();
    Told {
        clauses,
        speakers: reader.speakers,
    }
}

fn publisher_words(publication: &Publication) -> Vec<String> {
    publication
        .publisher
        .iter()
        .flat_map(|p| p.split_whitespace())
        .map(fold)
        .filter(|w| w.len() > 2)
        .collect()
}

struct Reader<'s, 'a> {
    segments: &'s Segments<'a>,
    gazetteer: &'s Gazetteer,
    setting: Setting,
    publisher: Vec<String>,
    speakers: Vec<Speaker>,
    /// The last speaker named, whom "he added" means.
    last: SpeakerIndex,
}

impl Reader<'_, '_> {
    /// A sentence is one clause, unless semicolons part a line of a list into several.
    fn sentence(&mut self, sentence: &Sentence) -> Vec<Clause> {
        let speech = speaker::read(self.segments, sentence);
        let label = self.label(sentence, &speech);
        let quoted =
            self.segments.units[sentence.units.start].quoted || self.opens_with_quote(sentence);
        let default_speaker = if quoted && speech.is_empty() {
            self.last
        } else {
            None
        };
        let quoted: Vec<Range<usize>> = speech.iter().filter_map(|s| s.who.clone()).collect();
        let mut victims = name::read(self.segments, sentence, &quoted);
        let mut spoken: Vec<Spoken> = speech.into_iter().map(|cue| self.spoken(cue)).collect();
        let mut out = Vec::new();
        for units in self.cut(sentence) {
            let (here, later) = spoken
                .into_iter()
                .partition(|s| s.cue.units.start < units.end);
            spoken = later;
            let later = victims.split_off(victims.partition_point(|v| v.units.start < units.end));
            let named = std::mem::replace(&mut victims, later);
            let mut clause = self.clause(sentence, units, here, label.clone(), default_speaker);
            victims::settle(&mut clause, named);
            sums::complete(self.segments, &mut clause);
            out.extend(clause::split(self.segments, clause));
        }
        out
    }

    fn opens_with_quote(&self, sentence: &Sentence) -> bool {
        self.segments.units[sentence.units.start].is_any(&['"', '“'])
    }

    fn cut(&self, sentence: &Sentence) -> Vec<Range<usize>> {
        let listed = sentence.kind == LineKind::Item || !sentence.label.is_empty();
        if !listed || sums::sums_up(self.segments, &sentence.units) {
            return vec![sentence.units.clone()];
        }
        let mut out = Vec::new();
        let mut start = sentence.units.start;
        for at in sentence.units.clone() {
            if self.segments.units[at].is(';') && at > start {
                out.push(start..at);
                start = at + 1;
            }
        }
        if start < sentence.units.end {
            out.push(start..sentence.units.end);
        }
        out
    }

    /// A label is a place unless it is a speaker.
    fn label(&self, sentence: &Sentence, speech: &[SpeechCue]) -> Option<PlaceCue> {
        let speaks = speech
            .first()
            .is_some_and(|s| s.units.start == sentence.units.start);
        let sums = sums::sums_up(self.segments, &sentence.units);
        (!sentence.label.is_empty() && !speaks && !sums)
            .then(|| place::in_label(self.segments, sentence.label.clone(), self.gazetteer))?
    }

    fn clause(
        &self,
        sentence: &Sentence,
        units: Range<usize>,
        speech: Vec<Spoken>,
        label: Option<PlaceCue>,
        default_speaker: SpeakerIndex,
    ) -> Clause {
        let body = match &label {
            Some(label) if label.units.start == units.start => {
                (label.units.end + 1).min(units.end)..units.end
            }
            _ => units.clone(),
        };
        let listed = sentence.kind == LineKind::Item || !sentence.label.is_empty();
        let speakers: Vec<Range<usize>> = speech.iter().filter_map(|s| s.cue.who.clone()).collect();
        let outside = |range: &Range<usize>| {
            !speakers
                .iter()
                .any(|s| s.start < range.end && range.start < s.end)
        };
        let places = place::read(self.segments, body.clone(), listed, self.gazetteer)
            .into_iter()
            .filter(|p| outside(&p.name))
            .collect();
        // What stands under a denial is the accuser's word, not the denier's: it makes no claim here.
        let denied = speech.iter().find(|s| s.cue.stance == Stance::Denies);
        let denied = denied.map_or(units.end, |s| s.cue.verb.end);
        let mut figures = frame::read(self.segments, body.clone(), listed);
        figures.retain(|figure| figure.group.units.start < denied);
        let mut acts = act::read(self.segments, body.clone(), self.setting);
        threat::read(self.segments, body.clone(), &mut acts);
        acts.retain(|act| act.core < denied);
        Clause {
            kind: sentence.kind,
            line: sentence.line,
            opens: sentence.opens && units.start == sentence.units.start,
            label,
            dates: date::read(self.segments, units.clone()),
            places,
            acts,
            weapons: self.nouns(body.clone(), |lex| lex.weapon.map(|w| w.0)),
            targets: self.nouns(body, |lex| lex.target),
            figures,
            victims: Vec::new(),
            speech,
            default_speaker,
            sum: false,
            units,
        }
    }

    /// Nouns of a facet with their determiner and adjectives.
    fn nouns<T>(
        &self,
        range: Range<usize>,
        facet: fn(&crate::lexicon::Lex) -> Option<T>,
    ) -> Vec<(T, Range<usize>)> {
        let month = |at: usize| {
            let unit = &self.segments.units[at];
            unit.capital && unit.lex.time.is_some()
        };
        let found = |at: usize| {
            if month(at) {
                return None;
            }
            Some((
                facet(self.segments.units[at].lex)?,
                self.group_start(at, range.start)..at + 1,
            ))
        };
        range.clone().filter_map(found).collect()
    }

    fn group_start(&self, at: usize, first: usize) -> usize {
        let mut start = at;
        while start > first && at - start < 4 {
            let unit = &self.segments.units[start - 1];
            if unit.has(Gram::ARTICLE.with(Gram::DEFINITE).with(Gram::POSSESSIVE)) {
                return start - 1;
            }
            let number =
                unit.lex.number.is_some() || matches!(unit.shape, crate::token::Shape::Number(_));
            if !number && !unit.has(Gram::ADJECTIVE) {
                break;
            }
            start -= 1;
        }
        start
    }

    fn spoken(&mut self, cue: SpeechCue) -> Spoken {
        let speaker = match &cue.who {
            None => self.last,
            Some(who) => self.known(who.clone()),
        };
        self.last = speaker;
        Spoken { cue, speaker }
    }

    /// The speaker of this name: one named before, the publisher himself, or a new one.
    fn known(&mut self, who: Range<usize>) -> SpeakerIndex {
        let words: Vec<String> = who
            .clone()
            .flat_map(|i| {
                self.segments
                    .low(i)
                    .split_whitespace()
                    .map(fold)
                    .collect::<Vec<_>>()
            })
            .filter(|w| w.len() > 1 && w != "the" && w != "of")
            .collect();
        if self.is_publisher(&words) {
            return None;
        }
        let surname = words.last();
        // The last ones only, so that the work stays linear in a text of any length.
        let recent = self.speakers.len().saturating_sub(256);
        let same = self.speakers[recent..].iter().position(|s| {
            s.words == words
                || surname.is_some()
                    && s.words.last() == surname
                    && (words.len() == 1 || s.words.len() == 1)
        });
        let same = same.map(|at| recent + at);
        Some(same.unwrap_or_else(|| {
            self.speakers.push(Speaker { units: who, words });
            self.speakers.len() - 1
        }))
    }

    fn is_publisher(&self, words: &[String]) -> bool {
        let shared = words.iter().filter(|w| self.publisher.contains(w)).count();
        !words.is_empty() && shared == words.len()
    }
}

impl Clause {
    /// On whose account the word at `at` stands: the speaker named last before it whose words go
    /// on, else the one named after it ("..., the governor said").
    pub fn speaker_at(&self, at: usize) -> SpeakerIndex {
        let tells = |s: &&Spoken| matches!(s.cue.stance, Stance::Says | Stance::Accuses);
        let speech = || self.speech.iter().filter(tells);
        let before = speech().rfind(|s| !s.cue.closes && s.cue.units.end <= at);
        let after = speech().find(|s| s.cue.units.start > at);
        let bracket = speech().find(|s| s.cue.closes && s.cue.units.start > at);
        if let Some(bracket) = bracket.filter(|b| after.is_some_and(|a| a.cue == b.cue)) {
            return bracket.speaker;
        }
        match (before, after) {
            (Some(spoken), _) => spoken.speaker,
            (None, Some(spoken)) => spoken.speaker,
            (None, None) => self.default_speaker,
        }
    }
}
