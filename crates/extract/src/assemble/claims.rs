//! Scenes to claims: one for each speaker, every field with its words.

use std::ops::Range;
use std::sync::Arc;

use tollbook_record::text::fold;
use tollbook_record::{
    Act, Claim, DateRange, Place, Publication, Quote, Reading, Speaker, Status, When,
};

use super::basis;
use super::scene::{Scene, Scenes, speakers_of};
use super::stand::{self, Stand};
use super::told::{Clause, SpeakerIndex};
use super::{account, response, victims};
use crate::checks;
use crate::cue::act::ActCue;
use crate::cue::party;
use crate::cue::place::PlaceCue;
use crate::cue::speaker::{Stance, name_in};
use crate::lexicon::Gram;
use crate::segment::Segments;

/// Writes the claims of all scenes, in order of first quote.
pub fn write(segments: &Segments<'_>, publication: &Publication, mut scenes: Scenes) -> Reading {
    let publisher = publication.publisher.as_deref().unwrap_or_default();
    let mut writer = Writer {
        segments,
        publisher,
        publisher_stand: stand::of_publisher(publisher),
        partisan: stand::is_partisan(segments),
        speakers: &scenes.speakers,
        named_parties: party::named(segments),
        groups: party::groups(segments),
        reading: Reading::default(),
    };
    for scene in &mut scenes.scenes {
        account::follow(writer.segments, scene);
        writer.scene(scene);
    }
    let mut reading = writer.reading;
    if publication.published.is_none() {
        reading.problems.extend(checks::undated(&reading.claims));
    }
    reading
        .claims
        .sort_by_key(|claim| claim.quote.range().start);
    reading
}

/// Writes claims of scenes.
pub(super) struct Writer<'s, 'a> {
    pub(super) segments: &'s Segments<'a>,
    pub(super) publisher: &'s str,
    /// What the publisher is in the fighting.
    pub(super) publisher_stand: Stand,
    /// Whether the report is told by one of the sides.
    pub(super) partisan: bool,
    pub(super) speakers: &'s [super::told::Speaker],
    /// Parties that the report gives a name, in order.
    pub(super) named_parties: Vec<Range<usize>>,
    /// Mentions of armed groups by name, in order.
    pub(super) groups: Vec<Range<usize>>,
    pub(super) reading: Reading,
}

impl Writer<'_, '_> {
    pub(super) fn quote(&self, units: &Range<usize>) -> Quote {
        let bytes = self.segments.bytes(units);
        Quote::new(self.segments.text, bytes).expect("units are non-empty slices of the text")
    }

    pub(super) fn words(&self, units: &Range<usize>) -> String {
        self.segments.words(units.clone()).to_owned()
    }

    fn scene(&mut self, scene: &Scene) {
        let place = scene
            .setting
            .place
            .as_ref()
            .map(|cue| Arc::new(self.place(cue, scene)));
        let when = self.when(scene).map(Arc::new);
        let first = self.reading.claims.len();
        let mut speakers = speakers_of(self.segments, scene);
        // If a quoted speaker gives the toll and the publisher adds none, there is one claim, the
        // speaker's, and the scene told around it is part of it.
        let publisher_tells = speakers.contains(&None);
        let denies = self.publisher_denies(scene);
        let accuses = |c: &Clause| {
            let deed = |a: &ActCue| {
                a.verb && !a.negated && !a.hypothetical && c.speaker_at(a.core).is_none()
            };
            c.acts.iter().any(deed)
        };
        if denies && !publisher_tells && scene.clauses.iter().any(accuses) {
            speakers.push(None);
        }
        if speakers.is_empty() && self.is_told(scene) {
            speakers.push(self.teller(scene));
        }
        let lead = if publisher_tells || denies {
            None
        } else {
            speakers.first().copied().flatten()
        };
        for speaker in speakers {
            if let Some(claim) = self.claim(scene, speaker, lead, &place, &when) {
                self.reading.claims.push(claim);
            }
        }
        self.responses(scene, first, &response::Setting { place, when });
    }

    /// "We deny the claim that": the publisher answers a charge, and his words are not the accuser's.
    fn publisher_denies(&self, scene: &Scene) -> bool {
        let denies = |s: &super::told::Spoken| {
            let verb = s.cue.verb.start;
            let we = || (verb.saturating_sub(3)..verb).any(|i| self.segments.low(i) == "we");
            s.speaker.is_none() && s.cue.stance == Stance::Denies && we()
        };
        scene.clauses.iter().flat_map(|c| &c.speech).any(denies)
    }

    /// Whether anybody tells of a scene, and not only denies it.
    fn is_told(&self, scene: &Scene) -> bool {
        scene
            .clauses
            .iter()
            .any(|c| c.acts.iter().any(|a| !a.negated && !a.definite))
    }

    /// Who tells of a scene without figures: the speaker of its statement.
    fn teller(&self, scene: &Scene) -> SpeakerIndex {
        scene
            .clauses
            .iter()
            .find_map(|c| c.acts.first().map(|a| c.speaker_at(a.core)))
            .flatten()
    }

    fn claim(
        &self,
        scene: &Scene,
        speaker: SpeakerIndex,
        lead: SpeakerIndex,
        place: &Option<Arc<Place>>,
        when: &Option<Arc<When>>,
    ) -> Option<Claim> {
        let own = |clause: &Clause, at: usize| {
            let said = clause.speaker_at(at);
            said == speaker || said.is_none() && speaker == lead
        };
        let (figures, rules) = self.figures(scene, |clause, at| clause.speaker_at(at) == speaker);
        let statement = self.statement(scene, |clause, at| own(clause, at))?;
        let status = if scene.hypothetical {
            Status::Hypothetical
        } else {
            Status::Asserted
        };
        let counter = self.counter_charge(scene, speaker);
        let (act, statement) = counter.unwrap_or((scene.act, statement));
        let accused = self.perpetrators(scene, speaker, &own);
        let mut claim = Claim {
            act,
            quote: self.quote(&statement),
            status,
            speaker: self.speaker(speaker, scene),
            weapons: self.weapons(scene, &own).into(),
            targets: self.targets(scene, &own).into(),
            place: place.clone(),
            when: when.clone(),
            alleged_perpetrators: accused.into(),
            figures: figures.into(),
            victims: victims::of(self.segments, &scene.clauses, &own).into(),
            rules: [].into(),
        };
        claim.rules = basis::of(self.segments, scene, &claim, speaker, &statement, rules).into();
        Some(claim)
    }

    /// "The army said that rebels had shelled the clinic themselves": a named speaker who tells of a deed
    /// of another kind than the scene's, and of none of its kind, tells what it was on his account.
    fn counter_charge(&self, scene: &Scene, speaker: SpeakerIndex) -> Option<(Act, Range<usize>)> {
        speaker.filter(|_| !scene.total && !scene.hypothetical)?;
        let mine = || {
            let clauses = scene
                .clauses
                .iter()
                .flat_map(|c| c.acts.iter().map(move |a| (c, a)));
            let told = clauses.filter(|(c, a)| !a.negated && c.speaker_at(a.core) == speaker);
            told.map(|(_, a)| a)
        };
        let kind = |a: &&ActCue| {
            a.verb
                && !a.harm
                && !a.weapon
                && !a.definite
                && a.doer.is_some()
                && a.act != Act::Attack
        };
        let same = mine().any(|a| a.act == scene.act);
        let deed = mine()
            .find(kind)
            .filter(|_| !same && scene.act != Act::Attack)?;
        Some((deed.act, deed.units.clone()))
    }

    /// The speaker of a claim on a scene, in the designation that stands nearest to it.
    pub(super) fn speaker(&self, speaker: SpeakerIndex, scene: &Scene) -> Speaker {
        let Some(index) = speaker else {
            return Speaker::Publisher;
        };
        let said = scene.clauses.iter().flat_map(|c| &c.speech);
        let here = said
            .filter(|s| s.speaker == speaker)
            .find_map(|s| s.cue.named());
        let first = scene.clauses.first().map_or(0, |c| c.units.end);
        let units = here.unwrap_or_else(|| self.speakers[index].nearest(first));
        let units = self.fuller_designation(index, units);
        Speaker::Named {
            name: self.words(&name_in(self.segments, units.clone())),
            quote: self.quote(&units),
        }
    }

    /// "The group said", "the statement said": a speaker who was named before is told by that name.
    fn fuller_designation(&self, speaker: usize, units: Range<usize>) -> Range<usize> {
        const ENOUGH: usize = 16;
        const BARE: &[&str] = &[
            "group",
            "office",
            "statement",
            "movement",
            "organisation",
            "organization",
            "agency",
            "body",
            "communique",
            "communiqué",
            "text",
            "document",
        ];
        let unit = |i: usize| &self.segments.units[i];
        let bare = units.len() == 2
            && unit(units.start).has(Gram::DEFINITE)
            && BARE.contains(&self.segments.low(units.start + 1));
        let named = |m: &&Range<usize>| {
            let capital = (m.start + 1..m.end).any(|i| unit(i).capital);
            m.start < units.start && (m.len() > 2 || capital)
        };
        let mentions = self.speakers[speaker].mentions.iter().take(ENOUGH);
        let fuller = mentions.filter(|_| bare).rfind(named);
        fuller.cloned().unwrap_or(units)
    }

    fn place(&self, cue: &PlaceCue, scene: &Scene) -> Place {
        let mut name = self.words(&cue.name);
        if let Some((first, _)) = name.split_once(['-', '–']).filter(|_| cue.road) {
            name = first.to_owned();
        }
        let mut within: Vec<String> = cue.within.iter().map(|w| self.words(w)).collect();
        for wider in &scene.setting.within {
            let words = self.words(wider);
            if fold(&words) != fold(&name) && !within.iter().any(|w| fold(w) == fold(&words)) {
                within.push(words);
            }
        }
        Place {
            quote: self.quote(&cue.units),
            name,
            within,
            resolution: None,
            stated: None,
            candidates: Arc::default(),
            reason: Arc::default(),
        }
    }

    fn when(&self, scene: &Scene) -> Option<When> {
        let (cue, dates) = scene.setting.when.as_ref()?;
        let open = DateRange::new(None, None).expect("open ends cannot cross");
        Some(When {
            dates: dates.unwrap_or(open),
            part_of_day: cue.part,
            quote: self.quote(&cue.units),
        })
    }
}
