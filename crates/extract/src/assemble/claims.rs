//! Scenes to claims: one for each speaker, every field with its words.

use std::ops::Range;

use tollbook_record::text::fold;
use tollbook_record::{
    Act, AllegedPerpetrator, Claim, Count, DateRange, Degree, Figure, Place, Problem, Publication,
    Quote, Reading, Speaker, Status, Target, Vague, Weapon, When,
};

use super::scene::{Scene, Scenes, speakers_of};
use super::told::{Clause, SpeakerIndex, Spoken};
use super::victims;
use crate::cue::act::ActCue;
use crate::cue::party;
use crate::cue::place::PlaceCue;
use crate::cue::speaker::Stance;
use crate::frame::{FigureCue, Whole};
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

/// "Civilians were killed", then "six civilians": the bare plural says no more than the number.
fn drop_counted_plurals(figures: &mut Vec<Figure>) {
    let plural = |f: &Figure| f.count == Count::Vague(Vague::Plural) && f.part_of.is_none();
    let counted = |effect| {
        let of_effect = |f: &&Figure| f.effect == effect && f.part_of.is_none();
        figures.iter().filter(of_effect).any(|f| !plural(f))
    };
    let kept: Vec<bool> = figures
        .iter()
        .map(|f| !plural(f) || !counted(f.effect))
        .collect();
    // Parts point at wholes by index, so the indexes move with what is dropped.
    let moved = |at: usize| kept[..at].iter().filter(|keep| **keep).count();
    for figure in figures.iter_mut() {
        figure.part_of = figure.part_of.filter(|whole| kept[*whole]).map(moved);
    }
    let mut keep = kept.iter();
    figures.retain(|_| *keep.next().unwrap_or(&true));
}

struct Writer<'s, 'a> {
    segments: &'s Segments<'a>,
    publisher: &'s str,
    gazetteer: &'s Gazetteer,
    speakers: &'s [super::told::Speaker],
    context: Context,
    reading: Reading,
}

impl Writer<'_, '_> {
    fn quote(&self, units: &Range<usize>) -> Quote {
        let bytes = self.segments.bytes(units);
        Quote::new(self.segments.text, bytes).expect("units are non-empty slices of the text")
    }

    fn words(&self, units: &Range<usize>) -> String {
        self.segments.words(units.clone()).to_owned()
    }

    fn scene(&mut self, scene: &Scene) {
        let place = scene
            .setting
            .place
            .as_ref()
            .map(|cue| self.place(cue, scene));
        let when = self.when(scene);
        let mut speakers = speakers_of(scene);
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

    fn speaker(&self, speaker: SpeakerIndex) -> Speaker {
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

    fn figures(
        &self,
        scene: &Scene,
        own: impl Fn(&Clause, usize) -> bool,
    ) -> (Vec<Figure>, Vec<&'static str>) {
        let mut out: Vec<Figure> = Vec::new();
        let mut rules = Vec::new();
        for clause in &scene.clauses {
            let mut index_of: Vec<Option<usize>> = Vec::new();
            // Two people of one clause are two, however alike their words: "a baker and a guard".
            let told = out.len();
            for cue in &clause.figures {
                let mine = own(clause, cue.group.units.start);
                let placed = mine
                    .then(|| self.place_figure(&mut out, told, cue, &index_of))
                    .flatten();
                if placed.is_some() {
                    rules.push(cue.rule);
                }
                index_of.push(placed);
            }
        }
        drop_counted_plurals(&mut out);
        (out, rules)
    }

    /// Adds a figure unless the same was told before, among the first `told`; gives its index.
    fn place_figure(
        &self,
        out: &mut Vec<Figure>,
        told: usize,
        cue: &FigureCue,
        index_of: &[Option<usize>],
    ) -> Option<usize> {
        let part_of = match cue.part_of {
            Some(Whole::Here(at)) => index_of.get(at).copied().flatten(),
            Some(Whole::Before) => out.iter().rposition(|f| f.part_of.is_none()),
            None => None,
        };
        let effect = if cue.inherits {
            out[part_of?].effect
        } else {
            cue.effect
        };
        let same = |f: &Figure| {
            f.effect == effect
                && f.count == cue.group.count
                && (f.who == cue.group.who || f.part_of.is_none() && part_of.is_none())
        };
        let vague = matches!(cue.group.count, Count::Vague(Vague::Plural));
        let told_before = out[..told].iter().position(|f| {
            same(f) && f.part_of == part_of
                || vague && f.effect == effect && part_of.is_none() && f.part_of.is_none()
        });
        if told_before.is_some() {
            return told_before;
        }
        out.push(Figure {
            effect,
            who: cue.group.who,
            count: cue.group.count,
            part_of,
            quote: self.quote(&cue.group.units),
        });
        Some(out.len() - 1)
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

    fn perpetrators(
        &self,
        scene: &Scene,
        speaker: SpeakerIndex,
        own: &impl Fn(&Clause, usize) -> bool,
    ) -> Vec<AllegedPerpetrator> {
        let mut out: Vec<AllegedPerpetrator> = Vec::new();
        for clause in &scene.clauses {
            let acts = clause.acts.iter().filter(|a| own(clause, a.core));
            let doers = acts.filter_map(|a| self.doer(a, speaker));
            let accusing = |s: &&Spoken| s.cue.stance == Stance::Accuses && s.speaker == speaker;
            let accused = clause.speech.iter().filter(accusing);
            let accused = accused.filter_map(|s| Some((self.accused(s, clause)?, Degree::Alleged)));
            for (units, degree) in doers.chain(accused) {
                let name = self.words(&units);
                let known = |p: &AllegedPerpetrator| {
                    let (a, b) = (fold(&p.name), fold(&name));
                    a.contains(&b) || b.contains(&a)
                };
                if !out.iter().any(known) {
                    let quote = self.quote(&units);
                    out.push(AllegedPerpetrator {
                        name,
                        degree,
                        quote,
                    });
                }
            }
        }
        out
    }

    /// Whether a designation is the publisher's own name, or a part of it.
    fn is_publisher(&self, units: &Range<usize>) -> bool {
        let publisher = fold(self.publisher);
        let name = fold(self.segments.words(units.clone()));
        name.len() > 3 && publisher.contains(&name)
    }

    /// Whom an act is laid to, and how: one's own side's deed is claimed, another's alleged.
    fn doer(&self, act: &ActCue, speaker: SpeakerIndex) -> Option<(Range<usize>, Degree)> {
        let himself_named = act
            .doer
            .as_ref()
            .is_some_and(|doer| speaker.is_none() && self.is_publisher(doer));
        if himself_named {
            return Some((act.doer.clone()?, Degree::ClaimedResponsibility));
        }
        if !act.own {
            return Some((act.doer.clone()?, Degree::Alleged));
        }
        let himself = speaker.and_then(|at| {
            let units = self.speakers[at].units.clone();
            party::first_in(self.segments, units)
        });
        let units = act.doer.clone().or(himself)?;
        Some((units, Degree::ClaimedResponsibility))
    }

    /// "blamed the Allied Democratic Forces"
    fn accused(&self, spoken: &Spoken, clause: &Clause) -> Option<Range<usize>> {
        let from = spoken.cue.verb.end;
        party::first_in(self.segments, from..clause.units.end.min(from + 8))
    }

    /// Denials and claims of responsibility: claims of their own about the same incident.
    fn responses(&mut self, scene: &Scene, place: &Option<Place>, when: &Option<When>) {
        for clause in &scene.clauses {
            for spoken in &clause.speech {
                let (status, degree) = match spoken.cue.stance {
                    Stance::Denies => (Status::Denied, Degree::Denied),
                    Stance::Responsible => (Status::Asserted, Degree::ClaimedResponsibility),
                    Stance::Says | Stance::Accuses => continue,
                };
                let claim = self.response(scene, spoken, status, degree, place, when);
                self.reading.claims.push(claim);
            }
            for act in clause
                .acts
                .iter()
                .filter(|a| a.negated && !a.weapon && !a.harm && a.act != Act::Attack)
            {
                let answered = clause.speech.iter().any(|s| s.cue.stance == Stance::Denies);
                if !answered {
                    let claim = self.denial(act, clause.speaker_at(act.core), place, when);
                    self.reading.claims.push(claim);
                }
            }
        }
    }

    /// "There was no air strike": the negated act is what is denied.
    fn denial(
        &self,
        act: &ActCue,
        speaker: SpeakerIndex,
        place: &Option<Place>,
        when: &Option<When>,
    ) -> Claim {
        Claim {
            act: act.act,
            quote: self.quote(&act.units),
            status: Status::Denied,
            speaker: self.speaker(speaker),
            weapons: Vec::new(),
            targets: Vec::new(),
            place: place.clone(),
            when: when.clone(),
            alleged_perpetrators: Vec::new(),
            figures: Vec::new(),
            victims: Vec::new(),
            rules: vec!["negated-act".into()],
        }
    }

    fn response(
        &self,
        scene: &Scene,
        spoken: &Spoken,
        status: Status,
        degree: Degree,
        place: &Option<Place>,
        when: &Option<When>,
    ) -> Claim {
        let party = spoken
            .cue
            .who
            .clone()
            .and_then(|who| party::first_in(self.segments, who));
        let itself = party.map(|units| AllegedPerpetrator {
            name: self.words(&units),
            degree,
            quote: self.quote(&units),
        });
        Claim {
            act: if scene.total { Act::Attack } else { scene.act },
            quote: self.quote(&spoken.cue.verb),
            status,
            speaker: self.speaker(spoken.speaker),
            weapons: Vec::new(),
            targets: Vec::new(),
            place: place.clone(),
            when: when.clone(),
            alleged_perpetrators: itself.into_iter().collect(),
            figures: Vec::new(),
            victims: Vec::new(),
            rules: vec![
                if status == Status::Denied {
                    "denial"
                } else {
                    "responsibility"
                }
                .into(),
            ],
        }
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
