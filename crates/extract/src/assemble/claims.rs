//! Scenes to claims: one for each speaker, every field with its words.

use std::ops::Range;

use tollbook_record::{
    Claim, DateRange, Place, Problem, Publication, Quote, Reading, Speaker, Status, Target, Weapon,
    When,
};

use super::scene::{Scene, Scenes, speakers_of};
use super::told::{Clause, SpeakerIndex};
use super::victims;
use crate::cue::act::ActCue;
use crate::cue::place::PlaceCue;
use crate::gazetteer::{Context, Gazetteer};
use crate::segment::Segments;

/// Writes the claims of all scenes, in order of first quote.
pub fn write(
    segments: &Segments<'_>,
    publication: &Publication,
    gazetteer: &Gazetteer,
    scenes: Scenes,
) -> Reading {
    let mut writer = Writer {
        segments,
        publisher: publication.publisher.as_deref().unwrap_or_default(),
        gazetteer,
        speakers: &scenes.speakers,
        context: Context::default(),
        reading: Reading::default(),
    };
    for scene in &scenes.scenes {
        writer.scene(scene);
    }
    let mut reading = writer.reading;
    if publication.published.is_none() {
        reading.problems.extend(undated(&reading.claims));
    }
    reading
        .claims
        .sort_by_key(|claim| claim.quote.range().start);
    reading
}

/// Relative words of date in a report whose day of publication is not known.
fn undated(claims: &[Claim]) -> Option<Problem> {
    let open = claims.iter().find_map(|c| {
        c.when
            .as_ref()
            .filter(|w| w.dates.first().is_none() && w.dates.last().is_none())
    })?;
    Some(Problem {
        kind: "date_without_publication".into(),
        message: "Relative dates stay unresolved because the day of publication is not known; give it with --published or in a .meta.toml file.".into(),
        quote: Some(open.quote.clone()),
    })
}

/// Writes claims of scenes.
pub(super) struct Writer<'s, 'a> {
    pub(super) segments: &'s Segments<'a>,
    pub(super) publisher: &'s str,
    gazetteer: &'s Gazetteer,
    pub(super) speakers: &'s [super::told::Speaker],
    context: Context,
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
            .map(|cue| self.place(cue, scene));
        let when = self.when(scene);
        let mut speakers = speakers_of(self.segments, scene);
        // If a quoted speaker gives the toll and the publisher adds none, there is one claim, the
        // speaker's, and the scene told around it is part of it.
        let publisher_tells = speakers.contains(&None);
        if speakers.is_empty() && self.is_told(scene) {
            speakers.push(self.teller(scene));
        }
        let lead = if publisher_tells {
            None
        } else {
            speakers.first().copied().flatten()
        };
        for speaker in speakers {
            if let Some(claim) = self.claim(scene, speaker, lead, &place, &when) {
                self.reading.claims.push(claim);
            }
        }
        self.responses(scene, &place, &when);
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
        place: &Option<Place>,
        when: &Option<When>,
    ) -> Option<Claim> {
        let own = |clause: &Clause, at: usize| {
            let said = clause.speaker_at(at);
            said == speaker || said.is_none() && speaker == lead
        };
        let (figures, mut rules) =
            self.figures(scene, |clause, at| clause.speaker_at(at) == speaker);
        let statement = self
            .statement(scene, |clause, at| own(clause, at))
            .or_else(|| self.statement(scene, |_, _| true))?;
        let status = if scene.hypothetical {
            Status::Hypothetical
        } else {
            Status::Asserted
        };
        let accused = self.perpetrators(scene, speaker, &own);
        if scene.total {
            rules.push(tollbook_record::claim::TOTAL);
        }
        rules.sort_unstable();
        rules.dedup();
        Some(Claim {
            act: scene.act,
            quote: self.quote(&statement),
            status,
            speaker: self.speaker(speaker),
            weapons: self.weapons(scene, &own),
            targets: self.targets(scene, &own),
            place: place.clone(),
            when: when.clone(),
            alleged_perpetrators: accused,
            figures,
            victims: victims::of(self.segments, &scene.clauses, &own),
            rules: rules.into_iter().map(str::to_owned).collect(),
        })
    }

    pub(super) fn speaker(&self, speaker: SpeakerIndex) -> Speaker {
        match speaker {
            None => Speaker::Publisher,
            Some(index) => {
                let units = self.speakers[index].units.clone();
                Speaker::Named {
                    name: self.words(&units),
                    quote: self.quote(&units),
                }
            }
        }
    }

    /// The words that state the act: the first statement of the scene's kind of attack.
    fn statement(
        &self,
        scene: &Scene,
        own: impl Fn(&Clause, usize) -> bool,
    ) -> Option<Range<usize>> {
        let acts = || {
            scene
                .clauses
                .iter()
                .flat_map(|c| c.acts.iter().map(move |a| (c, a)))
                .filter(|(c, a)| own(c, a.core) && !a.negated)
        };
        let of_kind = || {
            let fits = |a: &ActCue| a.act == scene.act && !a.definite;
            let deed = acts().find(|(_, a)| fits(a) && !a.harm);
            deed.or_else(|| acts().find(|(_, a)| fits(a)))
        };
        let found: Option<&ActCue> = of_kind()
            .or_else(|| acts().find(|(_, a)| !a.definite))
            .or_else(|| acts().next())
            .map(|(_, a)| a);
        found.map(|a| a.units.clone()).or_else(|| {
            scene
                .clauses
                .iter()
                .flat_map(|c| c.figures.iter().map(move |f| (c, f)))
                .find(|(c, f)| own(c, f.group.units.start))
                .map(|(_, f)| {
                    if f.rule == "counted-state" {
                        f.group.units.start..f.predicate.end
                    } else {
                        f.predicate.clone()
                    }
                })
        })
    }

    fn weapons(&self, scene: &Scene, own: &impl Fn(&Clause, usize) -> bool) -> Vec<Weapon> {
        let mut out: Vec<Weapon> = Vec::new();
        for clause in &scene.clauses {
            for (kind, units) in &clause.weapons {
                let new = out.iter().all(|w| w.kind != *kind);
                if new && own(clause, units.start) {
                    out.push(Weapon {
                        kind: *kind,
                        quote: self.quote(units),
                    });
                }
            }
        }
        out
    }

    /// Things that can be hit and stand after a statement of an attack in the same clause.
    fn targets(&self, scene: &Scene, own: &impl Fn(&Clause, usize) -> bool) -> Vec<Target> {
        let mut out: Vec<Target> = Vec::new();
        for clause in &scene.clauses {
            for (kind, units) in &clause.targets {
                let hit = clause.acts.iter().any(|a| self.is_object(a, units));
                let new = out.iter().all(|t| t.kind != *kind);
                if hit && new && own(clause, units.start) {
                    out.push(Target {
                        kind: *kind,
                        quote: self.quote(units),
                    });
                }
            }
        }
        out
    }

    /// "struck a bus stop", "an air raid on a market", "a house was hit".
    fn is_object(&self, act: &ActCue, target: &Range<usize>) -> bool {
        const REACH: usize = 9;
        let after = target.start > act.core && target.start - act.core <= REACH;
        let before = target.end <= act.units.start && act.units.start - target.end <= 3 && act.verb;
        let between = if after {
            act.core + 1..target.start
        } else {
            target.end..act.units.start
        };
        let parted = between
            .into_iter()
            .any(|i| self.segments.units[i].is_any(&['.', ';']));
        (after || before) && !parted
    }

    fn place(&mut self, cue: &PlaceCue, scene: &Scene) -> Place {
        let name = self.words(&cue.name);
        let mut within: Vec<String> = cue.within.iter().map(|w| self.words(w)).collect();
        for wider in &scene.setting.within {
            let words = self.words(wider);
            if words != name && !within.contains(&words) {
                within.push(words);
            }
        }
        let resolution = self.gazetteer.resolve(&name, &within, &self.context);
        if let Some(found) = &resolution {
            self.context.note(found);
        }
        Place {
            quote: self.quote(&cue.units),
            name,
            within,
            resolution,
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
