//! Scenes to claims: one for each speaker, every field with its words.

use std::collections::BTreeSet;
use std::ops::Range;

use tollbook_record::claim::TOTAL;
use tollbook_record::{
    Act, AllegedPerpetrator, Claim, Count, DateRange, Degree, Effect, Figure, Part, Place,
    Publication, Quote, Reading, Rule, Speaker, Status, Target, Vague, Victim, Weapon, WeaponKind,
    When,
};

use super::clause::{Clause, Clauses, SpeakerIndex, takes_credit};
use super::doc::Doc;
use super::figure::{self, Told, rises};
use super::group::Share;
use super::lexicon::Gram;
use super::party::PartyCue;
use super::person::Person;
use super::scene::Scene;
use crate::checks;

/// Writes the claims of all scenes, in order of first quote.
pub fn write(
    doc: &Doc<'_>,
    told: &Clauses,
    scenes: &[Scene],
    publication: &Publication,
) -> Reading {
    let writer = Writer {
        doc,
        told,
        own_voice: is_party(publication.publisher.as_deref().unwrap_or_default()),
        flash: (0..doc.end()).any(|i| doc.stem(i) == "عاجل"),
        answers: answers(doc),
    };
    let mut claims: Vec<Claim> = scenes
        .iter()
        .flat_map(|scene| writer.scene(scene))
        .collect();
    claims.sort_by_key(|claim| claim.quote.range().start);
    let mut reading = Reading {
        claims,
        problems: Vec::new(),
    };
    if publication.published.is_none() {
        reading.problems.extend(checks::undated(&reading.claims));
    }
    reading
}

/// Whether a publisher is an armed party itself.
fn is_party(publisher: &str) -> bool {
    let doc = Doc::new(super::text::cut(publisher));
    let armed = Gram::PARTY_NAME.with(Gram::PARTY_HEAD);
    (0..doc.end()).any(|i| {
        doc.has(i, armed) || matches!(doc.stem(i), "جيش" | "عسكري" | "حربي" | "دفاع" | "مقاومه")
    }) && !(0..doc.end()).any(|i| doc.stem(i) == "مدني")
}

/// Whether a report answers charges that civilians were harmed.
fn answers(doc: &Doc<'_>) -> bool {
    (0..doc.end()).any(|i| {
        matches!(
            doc.stem(i),
            "ناسف" | "بلاغات" | "بلاغا" | "اسف" | "نعرب" | "مدنيين"
        ) && !doc.words[i].conj
    })
}

/// Whoever gives the first toll of a scene, and the lines on which they speak.
struct Lead {
    speaker: SpeakerIndex,
    lines: BTreeSet<usize>,
}

/// Writes claims of scenes.
pub(super) struct Writer<'s, 'a> {
    pub(super) doc: &'s Doc<'a>,
    pub(super) told: &'s Clauses,
    /// Whether the publisher is an armed party, so that "we struck" is its own deed.
    own_voice: bool,
    /// Whether the report is a flash, each line of which is told by itself.
    flash: bool,
    /// Whether the report answers charges that civilians were harmed.
    answers: bool,
}

impl Writer<'_, '_> {
    pub(super) fn clauses<'x>(&'x self, scene: &'x Scene) -> impl Iterator<Item = &'x Clause> {
        scene.clauses.iter().map(|&at| &self.told.clauses[at])
    }

    fn scene(&self, scene: &Scene) -> Vec<Claim> {
        let mut out = Vec::new();
        let lead = self.lead(scene);
        let mut speakers: Vec<SpeakerIndex> = Vec::new();
        for clause in self.clauses(scene) {
            let speaker = self.teller(clause, &lead);
            let own = !clause.figures.is_empty()
                || clause.speaker.is_none()
                || !clause.accused.is_empty()
                || self.owns(clause);
            let denies = self.denies(clause);
            // A denial that repeats a toll tells it as well.
            let repeats = denies && clause.speaker != lead.speaker;
            if repeats && !clause.figures.is_empty() && !speakers.contains(&lead.speaker) {
                speakers.push(lead.speaker);
            }
            if own && !denies && !speakers.contains(&speaker) {
                speakers.push(speaker);
            }
        }
        if speakers.is_empty() {
            let told = self
                .clauses(scene)
                .find(|c| !self.denies(c) && !c.acts.is_empty());
            speakers.extend(told.map(|c| self.teller(c, &lead)));
        }
        if speakers.len() > 1 && !scene.hypothetical {
            speakers.retain(|&s| s == lead.speaker || self.adds(scene, s, &lead));
        }
        for speaker in &speakers {
            out.extend(self.claim(scene, *speaker, &lead));
        }
        self.denials(scene, lead.speaker, &mut out);
        out
    }

    /// Whoever gives the first toll of a scene: what nobody else is said to say is told on that account.
    fn lead(&self, scene: &Scene) -> Lead {
        let counts = |c: &&Clause| {
            c.figures
                .iter()
                .any(|f| f.group.count != Count::Vague(Vague::Plural))
        };
        let told = |c: &&Clause| !c.figures.is_empty() && !self.denies(c);
        let toll = self
            .clauses(scene)
            .filter(|c| told(c) && !self.is_told_again(scene, c))
            .find(counts)
            .or_else(|| self.clauses(scene).find(told));
        let first = || self.clauses(scene).find(|c| !c.acts.is_empty());
        let speaker = toll.or_else(first).and_then(|c| c.speaker);
        let own = self.clauses(scene).filter(|c| {
            c.speaker == speaker || c.speaker.is_none() && self.is_told_again(scene, c)
        });
        Lead {
            speaker,
            lines: own.map(|c| self.line(c)).collect(),
        }
    }

    /// Who tells a clause: what nobody is said to say is told around the lead's toll, but for a toll on
    /// another line.
    fn teller(&self, clause: &Clause, lead: &Lead) -> SpeakerIndex {
        let plural = |f: &Told| f.group.count == Count::Vague(Vague::Plural);
        let bare = clause.figures.iter().all(plural);
        let headed = clause.figures.is_empty() || self.is_headline(clause);
        if clause.speaker.is_none() && bare && headed {
            return lead.speaker;
        }
        let of_lead = lead.lines.contains(&self.line(clause));
        clause.speaker.or(lead.speaker.filter(|_| of_lead))
    }

    fn line(&self, clause: &Clause) -> usize {
        self.doc.text.sentences[clause.sentence].line
    }

    /// Whether a headline's toll is one that the report tells below it: whose it is, is said there.
    fn is_told_again(&self, scene: &Scene, headline: &Clause) -> bool {
        let counts = |c: &Clause| {
            c.figures
                .iter()
                .map(|f| (f.effect, f.group.count))
                .collect::<Vec<_>>()
        };
        let above = counts(headline);
        self.is_headline(headline)
            && self
                .clauses(scene)
                .filter(|c| c.span.start > headline.span.start && !self.denies(c))
                .any(|c| counts(c).iter().any(|count| above.contains(count)))
    }

    /// Whether a clause stands in a headline: the first of several lines, without a full stop, and no flash.
    fn is_headline(&self, clause: &Clause) -> bool {
        let text = &self.doc.text;
        let sentence = &text.sentences[clause.sentence];
        let more = text
            .sentences
            .last()
            .is_some_and(|last| last.line > sentence.line);
        sentence.line == 0 && more && !self.flash && !self.doc.is(sentence.tokens.end - 1, '.')
    }

    /// Whether a speaker beside the lead says something that makes a claim.
    fn adds(&self, scene: &Scene, speaker: SpeakerIndex, lead: &Lead) -> bool {
        self.clauses(scene).any(|c| {
            self.teller(c, lead) == speaker
                && (!c.figures.is_empty()
                    || !c.accused.is_empty() && c.cue.is_some()
                    || self.owns(c))
        })
    }

    fn owns(&self, clause: &Clause) -> bool {
        let says = |i: usize| matches!(self.doc.stem(i), "اعلن" | "اعلنت" | "يعلن" | "تعلن");
        clause.span.clone().any(|i| self.doc.has(i, Gram::OWNS))
            || clause.span.clone().any(says)
                && clause.span.clone().any(|i| takes_credit(self.doc, i))
    }

    fn denies(&self, clause: &Clause) -> bool {
        clause.span.clone().any(|i| self.doc.has(i, Gram::DENIES)) && clause.accuser.is_none()
    }

    fn claim(&self, scene: &Scene, speaker: SpeakerIndex, lead: &Lead) -> Option<Claim> {
        let told = |c: &&Clause| match self.denies(c) {
            // Nobody asserts what they deny.
            true => !c.figures.is_empty() && speaker == lead.speaker && c.speaker != speaker,
            false => self.teller(c, lead) == speaker,
        };
        let mine: Vec<&Clause> = self.clauses(scene).filter(told).collect();
        let is_lead = speaker == lead.speaker;
        let (figures, figure_rules) = self.figures(&mine);
        let act = scene.act.unwrap_or(Act::Attack);
        let (quote, act_rule) = self.statement(scene, &mine, is_lead)?;
        let victims = self.victims(&mine);
        let empty = figures.is_empty() && victims.is_empty();
        let accused = self.accused(&mine, scene, speaker);
        let told = mine.iter().any(|c| !c.acts.is_empty());
        if empty && !told && accused.is_empty() && !scene.hypothetical {
            return None;
        }
        // "يا جرحى الوطن": a bare plural without a place, a day or a means is no incident.
        let plural = |f: &Figure| f.count == Count::Vague(Vague::Plural);
        let nowhere = scene.place.is_none() && scene.when.is_none();
        let no_means = mine
            .iter()
            .all(|c| c.weapons.is_empty() && c.targets.is_empty() && c.accused.is_empty());
        if !scene.hypothetical
            && victims.is_empty()
            && figures.iter().all(plural)
            && nowhere
            && no_means
        {
            return None;
        }
        let mut claim = Claim {
            act,
            quote,
            status: if scene.hypothetical {
                Status::Hypothetical
            } else {
                Status::Asserted
            },
            speaker: self.speaker(speaker, &mine),
            weapons: self.weapons(&mine, act),
            targets: self.targets(&mine),
            place: self.place(scene),
            when: self.when(scene),
            alleged_perpetrators: accused,
            figures: if scene.hypothetical {
                Vec::new()
            } else {
                figures
            },
            victims,
            rules: Vec::new(),
        };
        claim.rules = rules(&claim, act_rule, &figure_rules, scene, speaker);
        Some(claim)
    }

    /// The words that state the act.
    fn statement(
        &self,
        scene: &Scene,
        mine: &[&Clause],
        is_lead: bool,
    ) -> Option<(Quote, &'static str)> {
        let strong = |c: &&Clause| {
            c.acts
                .iter()
                .find(|a| !a.word.weak && !a.definite)
                .or(c
                    .acts
                    .iter()
                    .find(|a| !a.word.weak || !c.weapons.is_empty()))
                .map(|a| a.tokens.clone())
        };
        let own = mine.iter().find_map(strong);
        let all: Vec<&Clause> = self.clauses(scene).collect();
        let of_scene = || all.iter().find_map(strong).filter(|_| !scene.total);
        if let Some(tokens) = own.filter(|_| !scene.total || is_lead).or_else(of_scene) {
            return Some((self.doc.quote(&self.stretch(tokens, &all))?, "word"));
        }
        let weapon = mine
            .iter()
            .find_map(|c| c.weapons.first())
            .map(|w| w.tokens.clone());
        if let Some(tokens) = weapon {
            return Some((self.doc.quote(&tokens)?, "weapon"));
        }
        let future = mine.iter().find_map(|c| {
            c.span.clone().find(|&i| {
                self.doc.words[i].future
                    || self.doc.has(i, Gram::THREATENS) && self.doc.form(i).starts_with('س')
            })
        });
        let threat = future.or_else(|| {
            mine.iter()
                .find_map(|c| c.span.clone().find(|&i| self.doc.has(i, Gram::THREATENS)))
        });
        if let Some(at) = threat.filter(|_| scene.hypothetical) {
            return Some((self.doc.quote(&(at..self.doc.after(at)))?, "threat"));
        }
        let harm = mine.iter().find_map(|c| {
            c.span
                .clone()
                .find(|&i| self.doc.words[i].lex.harm.is_some() || self.doc.has(i, Gram::TOTAL))
        });
        if let Some(at) = harm {
            return Some((self.doc.quote(&(at..self.doc.after(at)))?, "harm"));
        }
        let figure = mine.iter().find_map(|c| c.figures.first())?;
        Some((self.doc.text.quote(figure.group.bytes.clone())?, "figure"))
    }

    /// The words of an act with the weapon or the doer right behind it.
    fn stretch(&self, tokens: Range<usize>, clauses: &[&Clause]) -> Range<usize> {
        let mut out = tokens;
        for _ in 0..2 {
            let weapons = clauses
                .iter()
                .flat_map(|c| c.weapons.iter().map(|w| w.tokens.clone()));
            let doers = clauses
                .iter()
                .flat_map(|c| c.accused.iter().map(|p| p.tokens.clone()));
            let next = weapons.chain(doers).find(|t| t.start == out.end);
            if let Some(next) = next {
                out.end = next.end;
            }
        }
        out
    }

    fn figures(&self, mine: &[&Clause]) -> (Vec<Figure>, Vec<&'static str>) {
        let mut told: Vec<(Told, usize)> = Vec::new();
        for clause in mine {
            let rises = clause.span.clone().any(|i| rises(self.doc.stem(i)));
            let base = told.len();
            if rises {
                let effects: Vec<_> = clause
                    .figures
                    .iter()
                    .filter(|f| f.part_of.is_none() && f.group.share == Share::Whole)
                    .map(|f| f.effect)
                    .collect();
                for (before, _) in last(&mut told) {
                    if before.part_of.is_none() && effects.contains(&before.effect) {
                        before.rule = "superseded";
                    }
                }
            }
            if self.flash {
                // In a flash the latest toll of a speaker stands, whether or not it says that it rose.
                for (before, _) in last(&mut told) {
                    let same =
                        |f: &&Told| f.effect == before.effect && f.group.who == before.group.who;
                    if clause
                        .figures
                        .iter()
                        .filter(|f| f.part_of.is_none())
                        .any(|f| same(&f))
                    {
                        before.rule = "superseded";
                    }
                }
            }
            for figure in &clause.figures {
                let mut figure = figure.clone();
                figure.part_of = figure.part_of.map(|at| at + base);
                told.push((figure, base));
            }
        }
        // "وأن أحد الجرحى مسعف": a share of a figure told before.
        for at in 0..told.len() {
            if told[at].0.group.share != Share::Whole && told[at].0.part_of.is_none() {
                let effect = told[at].0.effect;
                let near = at.saturating_sub(NEAR);
                let whole = told[near..at].iter().rposition(|(t, _)| {
                    t.part_of.is_none() && t.effect == effect && t.group.share == Share::Whole
                });
                told[at].0.part_of = whole.map(|whole| near + whole);
            }
        }
        // Lists of names make no figure, even with a word before each name.
        let entries = mine
            .iter()
            .filter(|c| c.opens_item && !c.persons.is_empty())
            .count();
        if entries > 1 {
            for (figure, _) in &mut told {
                if figure.group.definite {
                    figure.rule = "superseded";
                }
            }
        }
        for clause in mine.iter().filter(|c| c.persons.len() > 1) {
            for (figure, _) in told.iter_mut().filter(|(f, _)| f.part_of.is_some()) {
                let at = figure.group.tokens.start;
                let titles = |p: &Person| (p.tokens.start..p.name.start).contains(&at);
                if clause.persons.iter().any(titles) {
                    figure.rule = "superseded";
                }
            }
        }
        let kept: Vec<bool> = (0..told.len()).map(|at| self.is_kept(&told, at)).collect();
        // The parts of a figure that is told twice are parts of the one that stays.
        let stays = |whole: usize| {
            let (effect, count) = (told[whole].0.effect, told[whole].0.group.count);
            let same = |(t, _): &(Told, usize)| t.effect == effect && t.group.count == count;
            (0..whole).find(|&at| kept[at] && same(&told[at]))
        };
        let wholes: Vec<Option<usize>> = told
            .iter()
            .map(|(t, _)| {
                t.part_of.map(|at| {
                    if kept[at] {
                        at
                    } else {
                        stays(at).unwrap_or(at)
                    }
                })
            })
            .collect();
        for ((figure, _), whole) in told.iter_mut().zip(wholes) {
            figure.part_of = whole;
        }
        let told: Vec<Told> = told.into_iter().map(|(figure, _)| figure).collect();
        let mut next = kept.into_iter();
        let told = figure::keep(told, |_| next.next().unwrap_or(true));
        let mut figures = Vec::new();
        let mut rules = Vec::new();
        for told in told {
            // The words of a group are never empty, so that no figure is lost here.
            let Some(quote) = self.doc.text.quote(told.group.bytes.clone()) else {
                continue;
            };
            figures.push(Figure {
                effect: told.effect,
                who: told.group.who,
                count: told.group.count,
                part_of: told.part_of,
                quote,
            });
            rules.push(told.rule);
        }
        (figures, rules)
    }

    /// Leaves out superseded figures, repeated ones, and bare plurals that are counted elsewhere.
    fn is_kept(&self, told: &[(Told, usize)], at: usize) -> bool {
        let figure = &told[at].0;
        if figure.rule == "superseded" {
            return false;
        }
        // "دون إصابات" in another line is of another incident.
        let line = |told: &Told| self.line_of(told.group.tokens.start);
        let elsewhere =
            |(other, _): &(Told, usize)| other.rule != "nobody" && line(other) != line(figure);
        if figure.rule == "nobody" && told.iter().any(elsewhere) {
            return false;
        }
        let same = |other: &Told| {
            other.effect == figure.effect
                && other.group.who == figure.group.who
                && other.group.count == figure.group.count
        };
        let near = at.saturating_sub(NEAR);
        let repeated = told[near..at].iter().any(|(other, base)| {
            same(other) && *base != told[at].1 && other.group.counted && figure.part_of.is_none()
        });
        let plural = figure.group.count == Count::Vague(Vague::Plural) && figure.part_of.is_none();
        let around = &told[near..told.len().min(at + NEAR)];
        let counted = plural
            && around.iter().any(|(other, _)| {
                other.effect == figure.effect
                    && other.group.count != figure.group.count
                    && other.rule != "superseded"
            });
        !(repeated || counted)
    }

    /// The line that a token stands in.
    fn line_of(&self, token: usize) -> Option<usize> {
        let sentences = &self.doc.text.sentences;
        let at = sentences.partition_point(|s| s.tokens.end <= token);
        sentences.get(at).map(|sentence| sentence.line)
    }

    fn victims(&self, mine: &[&Clause]) -> Vec<Victim> {
        let first = mine
            .iter()
            .find_map(|c| c.figures.first())
            .map(|f| f.effect);
        let mut out: Vec<Victim> = Vec::new();
        let people = mine.iter().flat_map(|c| c.persons.iter().map(|p| (*c, p)));
        for (clause, person) in people {
            let Some(quote) = self.doc.text.quote(person.bytes.clone()) else {
                continue;
            };
            let name = quote.text().to_owned();
            let near = out.len().saturating_sub(NEAR);
            if out[near..]
                .iter()
                .any(|v| v.name.contains(&name) || name.contains(&v.name))
            {
                continue;
            }
            out.push(Victim {
                name,
                effect: person
                    .effect
                    .or_else(|| self.effect_before(clause, person.tokens.start))
                    .or(first),
                age: person.age,
                sex: person.sex,
                role: person.role.clone(),
                quote,
            });
        }
        out
    }

    /// What the last word of harm before a name says.
    fn effect_before(&self, clause: &Clause, at: usize) -> Option<Effect> {
        let harm = (clause.span.start..at)
            .rev()
            .find_map(|i| self.doc.words[i].lex.harm);
        let after = || (at..clause.span.end).find_map(|i| self.doc.words[i].lex.harm);
        harm.or_else(after).map(|h| h.effect)
    }

    pub(super) fn speaker(&self, speaker: SpeakerIndex, mine: &[&Clause]) -> Speaker {
        let Some(index) = speaker else {
            return Speaker::Publisher;
        };
        let here = mine
            .iter()
            .filter(|c| c.speaker == speaker)
            .find_map(|c| c.cue.as_ref().and_then(|cue| cue.who.clone()));
        let known = self
            .told
            .speakers
            .get(index)
            .and_then(|spans| spans.first().cloned());
        let Some(quote) = here.or(known).and_then(|who| self.doc.quote(&who)) else {
            return Speaker::Publisher;
        };
        Speaker::Named {
            name: quote.text().to_owned(),
            quote,
        }
    }

    fn weapons(&self, mine: &[&Clause], act: Act) -> Vec<Weapon> {
        let mut out: Vec<Weapon> = Vec::new();
        let hits: Vec<_> = mine.iter().flat_map(|c| &c.weapons).collect();
        let has = |kind: WeaponKind| hits.iter().any(|w| w.kind == kind);
        let from_air = matches!(act, Act::Airstrike | Act::DroneStrike);
        for hit in &hits {
            let kind = match hit.kind {
                WeaponKind::Rocket if from_air => WeaponKind::GuidedMissile,
                WeaponKind::Drone
                    if matches!(act, Act::Shelling | Act::Shooting | Act::Sniping) =>
                {
                    continue;
                }
                WeaponKind::Vehicle if act != Act::VehicleAttack => continue,
                WeaponKind::SmallArms if has(WeaponKind::SniperRifle) => continue,
                WeaponKind::Drone if has(WeaponKind::LoiteringMunition) => continue,
                WeaponKind::Fire
                    if matches!(act, Act::Shelling | Act::Airstrike | Act::Execution) =>
                {
                    continue;
                }
                WeaponKind::ArtilleryShell if from_air => continue,
                // "دبابات ... بقذيفتين": the shell is the tank's.
                WeaponKind::ArtilleryShell
                    if (has(WeaponKind::TankShell) || has(WeaponKind::Mortar))
                        && self.doc.stem(hit.tokens.start).starts_with("قذ") =>
                {
                    continue;
                }
                WeaponKind::ToxicGas
                    if has(WeaponKind::Chlorine)
                        || has(WeaponKind::NerveAgent)
                        || has(WeaponKind::MustardAgent) =>
                {
                    continue;
                }
                kind => kind,
            };
            if out.iter().any(|w| w.kind == kind) {
                continue;
            }
            if let Some(quote) = self.doc.quote(&hit.tokens) {
                out.push(Weapon { kind, quote });
            }
        }
        out
    }

    pub(super) fn targets(&self, mine: &[&Clause]) -> Vec<Target> {
        let mut out: Vec<Target> = Vec::new();
        for hit in mine.iter().flat_map(|c| &c.targets) {
            if out.iter().any(|t| t.kind == hit.kind) {
                continue;
            }
            if let Some(quote) = self.doc.quote(&hit.tokens) {
                out.push(Target {
                    kind: hit.kind,
                    quote,
                });
            }
        }
        out
    }

    pub(super) fn place(&self, scene: &Scene) -> Option<Place> {
        let cue = scene.place.as_ref().filter(|p| !p.back)?;
        let name = self.doc.quote(&cue.name)?.text().replace('_', " ");
        let above = scene
            .above
            .iter()
            .flat_map(|p| std::iter::once(&p.name).chain(&p.within));
        let mut within: Vec<String> = Vec::new();
        for words in cue.within.iter().chain(above) {
            let words = self.doc.quote(words)?.text().replace('_', " ");
            if words != name && !within.contains(&words) {
                within.push(words);
            }
        }
        Some(Place {
            quote: self.doc.quote(&cue.tokens)?,
            name,
            within,
            resolution: None,
            candidates: Vec::new(),
            reason: String::new(),
        })
    }

    pub(super) fn when(&self, scene: &Scene) -> Option<When> {
        let cue = scene.when.as_ref()?;
        let open = DateRange::new(None, None)?;
        Some(When {
            dates: cue.dates.unwrap_or(open),
            part_of_day: cue.part,
            quote: self.doc.text.quote(cue.bytes.clone())?,
        })
    }

    fn accused(
        &self,
        mine: &[&Clause],
        scene: &Scene,
        speaker: SpeakerIndex,
    ) -> Vec<AllegedPerpetrator> {
        let mut out: Vec<AllegedPerpetrator> = Vec::new();
        for clause in mine {
            for party in &clause.accused {
                let degree = self.degree(clause, party, scene, speaker);
                if let Some(one) = self.perpetrator(party, degree)
                    && !out.iter().any(|p| shares_word(&p.name, &one.name))
                {
                    out.push(one);
                }
            }
        }
        out
    }

    fn degree(
        &self,
        clause: &Clause,
        party: &PartyCue,
        scene: &Scene,
        speaker: SpeakerIndex,
    ) -> Degree {
        if scene.hypothetical {
            return Degree::Alleged;
        }
        if self.owns(clause) {
            return Degree::ClaimedResponsibility;
        }
        let own = speaker.is_none() && self.own_voice && !party.adjective && !self.is_enemy(party);
        let speaks_for = speaker.is_some_and(|s| {
            self.told.speakers[s].iter().any(|who| {
                party
                    .name
                    .clone()
                    .any(|i| who.clone().any(|j| self.doc.stem(i) == self.doc.stem(j)))
            })
        });
        let deed = clause
            .acts
            .iter()
            .any(|a| a.tokens.start >= clause.span.start);
        match (own || speaks_for) && deed {
            true if self.answers => Degree::AdmittedAct,
            true => Degree::ClaimedResponsibility,
            false => Degree::Alleged,
        }
    }

    fn is_enemy(&self, party: &PartyCue) -> bool {
        party.tokens.clone().any(|i| {
            matches!(
                self.doc.stem(i),
                "عدو"
                    | "عدوان"
                    | "احتلال"
                    | "محتل"
                    | "مليشيا"
                    | "ميليشيا"
                    | "داعش"
                    | "ارهابيين"
                    | "خليه"
                    | "مجموعه"
                    | "مسلحون"
                    | "مسلحين"
                    | "صهيوني"
                    | "معادي"
            )
        })
    }

    pub(super) fn perpetrator(
        &self,
        party: &PartyCue,
        degree: Degree,
    ) -> Option<AllegedPerpetrator> {
        let quote = self.doc.quote(&party.tokens)?;
        let name = self.doc.quote(&party.name)?.text().to_owned();
        Some(AllegedPerpetrator {
            name,
            degree,
            quote,
        })
    }
}

/// What is told of one thing stands within so many figures or names; a bound, so that a text of any length
/// costs what its length does.
const NEAR: usize = 64;

fn last<T>(items: &mut [T]) -> &mut [T] {
    let from = items.len().saturating_sub(NEAR);
    &mut items[from..]
}

fn shares_word(a: &str, b: &str) -> bool {
    let words = |s: &str| {
        s.split_whitespace()
            .map(tollbook_record::text::fold)
            .collect::<Vec<_>>()
    };
    let (a, b) = (words(a), words(b));
    a.iter().any(|w| b.contains(w) && w.chars().count() > 3)
}

/// By which rule each part of a claim was read.
pub(super) fn rules(
    claim: &Claim,
    act: &'static str,
    figures: &[&'static str],
    scene: &Scene,
    speaker: SpeakerIndex,
) -> Vec<Rule> {
    let mut out = vec![
        Rule::new(Part::Act, name(act)),
        Rule::new(
            Part::Speaker,
            name(if speaker.is_none() {
                "publisher"
            } else {
                "named"
            }),
        ),
    ];
    if scene.total {
        out.push(Rule::new(Part::Claim, TOTAL));
    }
    let count = |len: usize| 0..len;
    out.extend(count(claim.weapons.len()).map(|at| Rule::new(Part::Weapon(at), name("word"))));
    out.extend(count(claim.targets.len()).map(|at| Rule::new(Part::Target(at), name("object"))));
    out.extend(
        count(claim.alleged_perpetrators.len())
            .map(|at| Rule::new(Part::Perpetrator(at), name("alleged"))),
    );
    out.extend(
        figures
            .iter()
            .take(claim.figures.len())
            .enumerate()
            .map(|(at, rule)| Rule::new(Part::Figure(at), name(rule))),
    );
    out.extend(count(claim.victims.len()).map(|at| Rule::new(Part::Victim(at), name("named"))));
    if claim.place.is_some() {
        out.push(Rule::new(Part::Place, name("name")));
    }
    if claim.when.is_some() {
        out.push(Rule::new(Part::When, name("date")));
    }
    out.sort();
    out
}

/// The name of a rule of this pipeline: those of the other language are measured apart.
fn name(rule: &str) -> String {
    format!("ar-{rule}")
}
