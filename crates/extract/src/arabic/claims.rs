//! Scenes to claims: one for each speaker, every field with its words.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

mod accused;
mod figures;
mod means;
mod victims;

use tollbook_record::claim::TOTAL;
use tollbook_record::{
    Act, Claim, Count, DateRange, Figure, Part, Place, Publication, Quote, Reading, Rule, Speaker,
    Status, Vague, When,
};

use super::clause::{Clause, Clauses, SpeakerIndex, takes_credit};
use super::doc::Doc;
use super::figure::{Told, tells_harm};
use super::lexicon::{Cue, Gram};
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
    (0..doc.end()).any(|i| doc.has(i, armed) || doc.stem_in(i, Cue::ARMED))
        && !(0..doc.end()).any(|i| doc.stem(i) == "مدني")
}

/// Whether a report answers charges that civilians were harmed.
fn answers(doc: &Doc<'_>) -> bool {
    (0..doc.end()).any(|i| doc.stem_in(i, Cue::ANSWERS) && !doc.words[i].conj)
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
        let presumed = |c: &&Clause| self.denies(c) && self.presumes(c);
        // "نفى الجيش مسؤوليته عن الغارة التي أودت بحياة 17": what a denial takes for granted the publisher says.
        let speaker = match toll {
            None if self.clauses(scene).any(|c| presumed(&c)) => None,
            toll => toll.or_else(first).and_then(|c| c.speaker),
        };
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

    /// Whether a relative clause tells harm: "الغارة التي أودت بحياة 17".
    fn presumes(&self, clause: &Clause) -> bool {
        let harms = |i: usize| self.doc.words[i].lex.harm.is_some() && self.doc.has(i, Gram::VERB);
        !clause.figures.is_empty()
            && clause
                .span
                .clone()
                .skip(1)
                .any(|i| harms(i) && matches!(self.doc.form(i - 1), "التي" | "الذي"))
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
        let says = |i: usize| self.doc.stem_in(i, Cue::ANNOUNCES);
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
            weapons: self.weapons(&mine, act).into(),
            targets: self.targets(&mine, act).into(),
            place: self.place(scene).map(Arc::new),
            when: self.when(scene).map(Arc::new),
            alleged_perpetrators: accused.into(),
            figures: if scene.hypothetical {
                [].into()
            } else {
                figures.into()
            },
            victims: victims.into(),
            rules: [].into(),
        };
        claim.rules = rules(&claim, act_rule, &figure_rules, scene, speaker).into();
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
                    .find(|a| Some(a.word.act) == scene.act && !c.weapons.is_empty()))
                .or(c
                    .acts
                    .iter()
                    .find(|a| !a.word.weak || !c.weapons.is_empty()))
                .map(|a| a.tokens.clone())
        };
        let meant = mine.iter().filter(|_| scene.hypothetical).find_map(|c| {
            let mut acts = c.acts.iter().map(|a| a.tokens.clone());
            acts.find(|a| self.doc.words[a.start].future)
        });
        let own = meant.or_else(|| mine.iter().find_map(strong));
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
            let told = |i: &usize| tells_harm(self.doc, *i, c.span.end);
            let mut words = c.span.clone();
            words.find(|i| told(i) || self.doc.has(*i, Gram::TOTAL))
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
        let named = here
            .or(known)
            .and_then(|who| Some((self.doc.name(&who)?, self.doc.quote(&who)?)));
        match named {
            Some((name, quote)) => Speaker::Named { name, quote },
            None => Speaker::Publisher,
        }
    }

    pub(super) fn place(&self, scene: &Scene) -> Option<Place> {
        let cue = scene.place.as_ref().filter(|p| !p.back)?;
        let plain = |words: &str| words.replace('_', " ").replace('#', "");
        let name = plain(self.doc.quote(&cue.name)?.text());
        let above = scene
            .above
            .iter()
            .flat_map(|p| std::iter::once(&p.name).chain(&p.within));
        let mut within: Vec<String> = Vec::new();
        for words in cue.within.iter().chain(above) {
            let words = plain(self.doc.quote(words)?.text());
            if words != name && !within.contains(&words) {
                within.push(words);
            }
        }
        Some(Place {
            quote: self.doc.quote(&cue.tokens)?,
            name,
            within,
            resolution: None,
            stated: None,
            candidates: Arc::default(),
            reason: Arc::default(),
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
}

/// What is told of one thing stands within so many figures or names; a bound, so that a text of any length
/// costs what its length does.
pub(super) const NEAR: usize = 64;

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
