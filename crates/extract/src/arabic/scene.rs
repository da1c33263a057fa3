//! Clauses to scenes: which of them tell of one incident.

use tollbook_record::{Act, Count, DateRange, Effect, Vague, Who};

use super::act;
use super::clause::{Clause, Clauses, is_arrest, responds};
use super::day::{DayCue, Kind};
use super::doc::Doc;
use super::lexicon::{Cue, Gram, Number};
use super::party;
use super::place::PlaceCue;
use crate::when::Meaning;

/// One incident as a report tells it.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The numbers of its clauses.
    pub clauses: Vec<usize>,
    /// Where.
    pub place: Option<PlaceCue>,
    /// Places that it lies in by the headings above.
    pub above: Vec<PlaceCue>,
    /// When.
    pub when: Option<DayCue>,
    /// Whether it is a threat.
    pub hypothetical: bool,
    /// Whether it sums up a period or an area.
    pub total: bool,
    /// The kind of attack that its clauses tell.
    pub act: Option<Act>,
    /// Whether it began with the finding of bodies, whose day is not that of the deed.
    pub found: bool,
}

/// The scenes of a report.
pub fn build(doc: &Doc<'_>, told: &Clauses) -> Vec<Scene> {
    let mut builder = Builder {
        doc,
        clauses: &told.clauses,
        scenes: Vec::new(),
        heading: None,
        deed: None,
        place: None,
        date: None,
        sections: false,
        ground: None,
        led: Vec::new(),
    };
    builder.sections = told.clauses.iter().filter(|c| c.opens_item).count() >= 2;
    for at in 0..told.clauses.len() {
        builder.clause(at);
    }
    builder.join_headline();
    builder.scenes
}

struct Builder<'s, 'a> {
    doc: &'s Doc<'a>,
    clauses: &'s [Clause],
    scenes: Vec<Scene>,
    /// The date that a heading gives to all that follows.
    heading: Option<DayCue>,
    /// The kind of attack that it tells of.
    deed: Option<Act>,
    /// The last place told, and the last date.
    place: Option<PlaceCue>,
    date: Option<DayCue>,
    sections: bool,
    /// The place that a heading names.
    ground: Option<PlaceCue>,
    /// Clauses before the first scene that tell of its attack without making a scene themselves.
    led: Vec<usize>,
}

/// What tells most of a scene stands in so many of its clauses.
const FIRST: usize = 64;

/// Within so many tokens a clause says that it goes on with something else.
const OPENING: usize = 8;

impl Builder<'_, '_> {
    fn clause(&mut self, at: usize) {
        let clauses = self.clauses;
        let clause = &clauses[at];
        let threat = self.is_threat(clause);
        let total = self.is_total(clause);
        let tells = threat || total && !clause.figures.is_empty() || self.tells(clause);
        let place = self.place_of(clause, tells);
        let when = self.when_of(clause);
        if !tells || self.heads_items(at) {
            self.aside(at, place, when);
            return;
        }
        let act = self.with_the_same(clause, self.act_of(clause));
        if let Some(raid) = self.raid_of(clause).or_else(|| self.whole_of(clause)) {
            self.scenes[raid].clauses.push(at);
            self.scenes[raid].act = better(self.scenes[raid].act, act);
            return;
        }
        let opens = self.opens(clause, &place, &when, total, threat, act);
        if opens {
            self.open(at, place, when, total, threat, act);
        } else if let Some(scene) = self.scenes.last_mut() {
            scene.clauses.push(at);
            if scene.place.is_none() || scene.place.as_ref().is_some_and(|p| p.back) {
                scene.place = place.filter(|p| !p.back).or(scene.place.take());
            } else if let (Some(finer), Some(coarse)) = (&place, &scene.place)
                && finer
                    .within
                    .iter()
                    .any(|w| same_name(self.doc, w, &coarse.name))
            {
                scene.place = place.clone();
            }
            let dates_it = when.as_ref().is_some_and(|w| !w.aside);
            let found = scene.found && dates_it;
            if scene.when.is_none() || scene.when == self.heading || found {
                scene.when = when.or(scene.when.take());
            }
            scene.act = better(scene.act, act);
        }
        let scene = self.scenes.last();
        if let Some(scene) = scene {
            self.place = scene
                .place
                .clone()
                .filter(|p| !p.back)
                .or(self.place.take());
            // What is told behind a total was not all the time that it sums up.
            let day = scene.when.clone().filter(|_| !scene.total);
            self.date = day.or(self.date.take());
        }
    }

    /// "أسفرت غارات أمس عن الحصيلة التالية:": what stands above a list tells of its items.
    fn heads_items(&self, at: usize) -> bool {
        let clause = &self.clauses[at];
        let next = self.clauses.get(at + 1);
        clause.figures.is_empty()
            && self.doc.is(clause.span.end - 1, ':')
            && next.is_some_and(|next| next.opens_item && next.persons.is_empty())
    }

    /// "شن الطيران غارة على القرية، كما قصف البلدة": a joined verb without a subject of its own tells of the means told
    /// before it.
    fn with_the_same(&self, clause: &Clause, act: Option<Act>) -> Option<Act> {
        const OPENING: usize = 2;
        let start = clause.span.start;
        let joined = self.doc.words[start].conj || self.doc.form(start) == "كما";
        let verb = clause.acts.first().is_some_and(|a| {
            let verb = self.doc.has(a.tokens.start, Gram::VERB);
            verb && !a.word.weak && a.tokens.start < start + OPENING
        });
        let before = self.scenes.last().filter(|scene| {
            let last = scene.clauses.last().map(|&c| &self.clauses[c]);
            last.is_some_and(|c| c.sentence == clause.sentence && c.span.end + 1 >= start)
        });
        let bare = act == Some(Act::Attack) && clause.accused.is_empty();
        let like = clause
            .acts
            .first()
            .is_some_and(|a| self.doc.stem_in(a.tokens.end, Cue::LIKE));
        if act == Some(Act::Attack) && like {
            return self.scenes.last().and_then(|scene| scene.act).or(act);
        }
        match before {
            Some(scene) if joined && verb && bare => scene.act.or(act),
            _ => act,
        }
    }

    /// "داهمت المخيم واعتقلت 11، وأصيب شابان": the raid in which those were harmed whom a clause tells of behind the
    /// arrests of the same sentence.
    fn raid_of(&self, clause: &Clause) -> Option<usize> {
        let raid = self.scenes.len().checked_sub(2)?;
        let told = |scene: &Scene| {
            let last = scene.clauses.last().map(|&c| self.clauses[c].sentence);
            last == Some(clause.sentence)
        };
        let arrests = self.scenes[raid + 1].act == Some(Act::Abduction);
        let harmed = clause
            .figures
            .first()
            .is_some_and(|f| f.effect != Effect::Abducted);
        let same = told(&self.scenes[raid]) && told(&self.scenes[raid + 1]);
        (arrests && harmed && same && clause.cue.is_none()).then_some(raid)
    }

    /// "قُتل 13، 6 في البلدة و4 في المدينة، وأصيب 40": the scene of the total, to which what follows its portions belongs.
    fn whole_of(&self, clause: &Clause) -> Option<usize> {
        let same = |scene: &Scene| {
            let told = scene.clauses.last().map(|&c| &self.clauses[c]);
            told.filter(|c| c.sentence == clause.sentence)
        };
        let behind = |scene: &Scene| same(scene).is_some_and(|c| c.portion);
        let after = self.scenes.last().is_some_and(behind);
        let near = self.scenes.len().saturating_sub(FIRST);
        let whole = near
            + self.scenes[near..]
                .iter()
                .rposition(|scene| !behind(scene))?;
        let told = same(&self.scenes[whole]).is_some();
        (after && told && !clause.portion && clause.places.is_empty()).then_some(whole)
    }

    /// A headline that counts what the report counts below it tells of the same incident, wherever it puts it.
    fn join_headline(&mut self) {
        let flash = (0..self.doc.end()).any(|i| self.doc.stem(i) == "عاجل");
        let clauses = self.clauses;
        let counts = |scene: &Scene| -> Vec<(Effect, Count)> {
            let figures = scene.clauses.iter().flat_map(|&c| &clauses[c].figures);
            let told = figures.map(|f| (f.effect, f.group.count));
            told.filter(|(_, count)| matches!(count, Count::Stated { .. }))
                .collect()
        };
        let Some(head) = self.scenes.first() else {
            return;
        };
        let above = head.clauses.iter().all(|&c| {
            let sentence = &self.doc.text.sentences[clauses[c].sentence];
            sentence.line == 0 && !self.doc.is(sentence.tokens.end - 1, '.')
        });
        let told = counts(head);
        let long = told.len() > FIRST;
        if flash
            || self.sections
            || !above
            || long
            || told.is_empty()
            || head.total
            || head.hypothetical
        {
            return;
        }
        let again = self.scenes[1..].iter().position(|scene| {
            let below = counts(scene);
            let lower = scene.clauses.iter().all(|&c| self.line(&clauses[c]) > 0);
            lower && told.iter().all(|count| below.contains(count))
        });
        if let Some(at) = again {
            let head = self.scenes.remove(0);
            self.scenes[at].clauses.splice(0..0, head.clauses);
        }
    }

    /// A clause that tells no harm may still say where and when: a heading, the lead of a list.
    fn aside(&mut self, at: usize, place: Option<PlaceCue>, when: Option<DayCue>) {
        let clauses = self.clauses;
        let clause = &clauses[at];
        let act = self.act_of(clause);
        let standing = clause.span.len() <= 22;
        let stands = clause
            .dates
            .iter()
            .find(|d| d.dates.is_some() && !d.aside)
            .cloned();
        let when = if self.scenes.is_empty() { stands } else { when };
        if let Some(when) = when.filter(|w| w.dates.is_some() && w.kind != Kind::Future) {
            // "الأحد 2 آذار:" dates what stands below it.
            let colon = self.doc.is(clause.span.end - 1, ':');
            let heads = (self.scenes.is_empty() || colon) && self.sections && standing;
            if self.scenes.is_empty() && !heads {
                self.date = Some(when);
            } else if heads {
                self.heading = Some(when);
            } else if let Some(scene) = self.scenes.last_mut() {
                let told =
                    clause.acts.iter().any(|a| a.definite) || mentions_event(self.doc, clause);
                if told && scene.when.is_none() {
                    scene.when = Some(when.clone());
                }
                if clause.span.len() <= 4 {
                    for scene in self.scenes.iter_mut().filter(|s| s.when.is_none()) {
                        scene.when = Some(when.clone());
                    }
                }
            }
        }
        // "المكان: سوق الهال في سرمين. الزمان: ...": the lines of a form behind the toll.
        let opening = clause.span.start.saturating_sub(2)..clause.span.start + 2;
        let form = opening
            .clone()
            .any(|i| self.doc.stem_in(i, Cue::FORM) && self.doc.is(i + 1, ':'));
        if let Some(scene) = self.scenes.last_mut().filter(|_| form) {
            let day = clause.dates.iter().find(|d| d.dates.is_some());
            scene.when = scene.when.take().or(day.cloned());
            scene.place = scene.place.take().or(clause.places.first().cloned());
        }
        // "حصيلة الغارات أمس:" says how those of all items were harmed.
        if self.scenes.is_empty() && self.sections && standing {
            self.deed = self.deed.or(act.filter(|a| *a != Act::Abduction));
        }
        let leads = self.scenes.is_empty() && !self.sections && !clause.acts.is_empty();
        if leads {
            self.led.push(at);
        }
        if let Some(place) =
            place.filter(|p| !p.back && self.scenes.is_empty() && (standing || leads))
        {
            self.ground = Some(place.clone());
            self.place = Some(place);
        }
        let clauses = self.clauses;
        let clause = &clauses[at];
        if let Some(scene) = self.scenes.last_mut() {
            let more = !clause.figures.is_empty()
                || !clause.accused.is_empty()
                || !clause.persons.is_empty()
                || clause.span.clone().any(|i| self.doc.has(i, Gram::DENIES))
                || !clause.weapons.is_empty() && clause.acts.iter().any(|a| a.definite);
            if more || !clause.acts.is_empty() && clause.acts.iter().any(|a| !a.definite) {
                scene.clauses.push(at);
                scene.act = better(scene.act, act);
            }
        }
    }

    /// Whether a clause tells of an attack or of harm.
    fn tells(&self, clause: &Clause) -> bool {
        if clause
            .span
            .clone()
            .any(|i| self.doc.has(i, Gram::VERSE.with(Gram::ACCIDENT)))
        {
            return false;
        }
        // "إحياء الذكرى الخامسة لضحايا التفجير": what is remembered without its day or toll.
        let plural = |f: &super::figure::Told| f.group.count == Count::Vague(Vague::Plural);
        let remembered = clause.span.clone().any(|i| self.doc.has(i, Gram::OLD));
        if remembered
            && clause.dates.is_empty()
            && clause.figures.iter().all(plural)
            && clause.persons.is_empty()
        {
            return false;
        }
        if self.heads_names(clause) {
            return true;
        }
        let acts = !clause.acts.is_empty();
        let told = |f: &super::figure::Told| {
            (f.rule != "nobody" || acts) && (!f.group.definite || f.group.counted)
        };
        let figures = clause.figures.iter().any(told);
        if figures && !self.is_rhetoric(clause) {
            return true;
        }
        let act = clause.acts.iter().find(|a| {
            !a.definite
                && a.word.act != Act::SiegeOrDeprivation
                && (!a.word.weak || !clause.weapons.is_empty() || !clause.targets.is_empty())
        });
        let named = clause.persons.iter().any(|p| p.effect.is_some())
            || !clause.persons.is_empty()
                && clause.span.clone().any(|i| {
                    let lex = self.doc.words[i].lex;
                    let harmed = lex.noun.is_some_and(|noun| noun.effect.is_some());
                    lex.harm.is_some() || harmed || self.mourns(i)
                });
        if named {
            return true;
        }
        let here = !clause.places.is_empty()
            || clause.label.is_some()
            || !clause.accused.is_empty()
            || !clause.dates.is_empty();
        act.is_some_and(|a| {
            // "قصف على بلدة ...": shelling is told without a toll.
            let end = a.tokens.end;
            // Neither whoever did it nor the day stands in the way.
            let between = |at: usize| {
                let parties = clause.accused.iter().map(|p| &p.tokens);
                let told = parties.chain(clause.dates.iter().map(|d| &d.tokens));
                told.filter(|t| (end..at).contains(&t.start))
                    .map(|t| t.len())
                    .sum::<usize>()
            };
            let aimed = !a.word.weak
                && clause.places.iter().any(|p| {
                    let at = p.tokens.start;
                    at >= end && at < end + 4 + between(at)
                });
            let strong = aimed
                || !clause.weapons.is_empty()
                || !clause.targets.is_empty()
                || !a.word.open && !a.word.weak;
            here && strong
                || clause.cue.as_ref().is_some_and(|c| c.denies)
                    && (here || !clause.targets.is_empty())
        })
    }

    /// "شهداء القصف على البلدة:" with their names in the lines below.
    fn heads_names(&self, clause: &Clause) -> bool {
        const OPENING: usize = 3;
        let harmed = |i: usize| {
            let noun = self.doc.words[i].lex.noun;
            noun.is_some_and(|n| n.effect.is_some() && n.number == Number::More)
        };
        let next = self
            .clauses
            .partition_point(|c| c.span.start <= clause.span.start);
        let named = self
            .clauses
            .get(next)
            .is_some_and(|c| !c.persons.is_empty() && self.line(c) > self.line(clause));
        named && !clause.acts.is_empty() && clause.span.clone().take(OPENING).any(harmed)
    }

    /// "تنعى", "نزف": an obituary.
    fn mourns(&self, at: usize) -> bool {
        self.doc.stem_in(at, Cue::MOURNS)
    }

    /// "حصدت أرواح الآلاف", "more than 100,000 are still missing": a total of a war without day or place.
    fn is_rhetoric(&self, clause: &Clause) -> bool {
        let vague = |f: &super::figure::Told| match f.group.count {
            Count::Vague(word) => matches!(word, Vague::Thousands | Vague::Hundreds | Vague::Many),
            Count::Stated { range, .. } => range.min().is_some_and(|n| n >= 2_000),
        };
        let bare = clause.places.is_empty() && clause.label.is_none() && clause.dates.is_empty();
        let lost = clause.figures.iter().all(vague)
            && clause.acts.iter().all(|a| a.word.weak || a.definite);
        bare && lost
            && clause.targets.is_empty()
            && clause.weapons.is_empty()
            && clause.persons.is_empty()
    }

    fn is_threat(&self, clause: &Clause) -> bool {
        let span = clause.span.clone();
        let future = span.clone().any(|i| {
            self.doc.has(i, Gram::THREATENS)
                || self.doc.words[i].future && self.doc.words[i].lex.act.is_some()
        });
        let warned = span.clone().any(|i| self.doc.has(i, Gram::WARNS))
            && (!clause.targets.is_empty()
                || clause
                    .acts
                    .iter()
                    .any(|a| a.word.act != Act::SiegeOrDeprivation));
        (future || warned) && clause.figures.iter().all(|f| f.rule == "object")
    }

    /// "المجموع: 6 قتلى", "ليبلغ الإجمالي منذ اندلاع الحرب": a sum.
    fn is_total(&self, clause: &Clause) -> bool {
        let span = clause.span.clone();
        let word = span.clone().find(|&i| self.doc.has(i, Gram::TOTAL));
        let sums = word.is_some_and(|i| self.doc.stem_in(i, Cue::SUMS));
        let since = clause.dates.iter().any(|d| d.kind == Kind::Since)
            && clause.acts.iter().all(|a| a.word.weak || a.definite);
        // "ووثقت فرقنا منذ 8 كانون الأول مقتل 41": a period told behind a day's incident.
        let rises = span.clone().any(|i| self.doc.stem_in(i, Cue::RISES));
        // "وبلغ عدد الضحايا منذ مطلع العام 1963"
        let toll = span.clone().any(|i| self.doc.stem_in(i, Cue::TOLL));
        let counts = |s: &Scene| {
            (s.when.is_some() || rises || toll)
                && s.clauses
                    .iter()
                    .take(FIRST)
                    .any(|&c| !self.clauses[c].figures.is_empty())
        };
        let counted = self.scenes.last().is_some_and(counts);
        let risen = since && counted;
        // "والحصيلة الإجمالية منذ بدء العدوان": a total of another time than that of the report.
        let whole = span
            .clone()
            .any(|i| matches!(self.doc.stem(i), "اجمالي" | "اجماليه"));
        let of_items = whole && self.sections && !clause.opens_item;
        let ever = whole && (rises || span.clone().any(|i| self.doc.form(i) == "منذ"));
        sums && (self.sections || since)
            || of_items
            || ever
            || risen
            || rises && counted && span.clone().any(|i| self.doc.form(i) == "منذ")
            || since
                && word.is_some()
                && self
                    .scenes
                    .last()
                    .is_some_and(|s| !s.clauses.is_empty() && s.when.is_some())
    }

    fn act_of(&self, clause: &Clause) -> Option<Act> {
        let kinds: Vec<_> = clause.weapons.iter().map(|w| w.kind).collect();
        let kind = |cue: &act::ActCue| act::kind(self.doc, cue, clause.span.clone(), &kinds);
        let acts = clause
            .acts
            .iter()
            .filter(|a| !a.word.weak || !kinds.is_empty() || !clause.targets.is_empty())
            .filter(|a| !of_part(self.doc, clause, a));
        // "اعتقلت خمسة خلال حملة مداهمات": nobody was harmed but those seized.
        let seized = !clause.figures.is_empty()
            && clause.figures.iter().all(|f| f.effect == Effect::Abducted);
        if seized && clause.acts.iter().any(|a| a.word.act == Act::Abduction) {
            return Some(Act::Abduction);
        }
        // "أصيب بالرصاص الحي": with what it was done points back to nothing.
        let with = |a: &act::ActCue| {
            self.doc.words[a.tokens.start].prep == Some('ب')
                && matches!(a.word.act, Act::Shooting | Act::Sniping | Act::Stabbing)
        };
        let killed = clause.figures.iter().any(|f| f.effect == Effect::Killed);
        // A word that says how is believed before one that only says that.
        let best = acts.min_by_key(|a| {
            // The article of these says nothing: "تعرضن للاغتصاب".
            let told = match kind(a) {
                Act::SexualViolence => !killed,
                act => act == Act::TortureOrCustodyDeath,
            };
            (
                !told,
                kind(a) == Act::Attack || kind(a) == Act::SexualViolence && killed,
                a.definite && !with(a),
                a.word.weak,
                kind(a) == Act::Abduction,
                a.word.open && kind(a) == a.word.act,
            )
        });
        match best {
            Some(cue) => Some(kind(cue)),
            None if kinds.is_empty() => {
                let custody = clause
                    .figures
                    .iter()
                    .any(|f| f.group.who == Who::Detainees && f.effect == Effect::Killed);
                let from_air = !clause.accused.is_empty()
                    && clause
                        .span
                        .clone()
                        .any(|i| self.doc.has(i, Gram::AIR.with(Gram::DRONE)));
                match (custody, from_air) {
                    (true, _) => Some(Act::TortureOrCustodyDeath),
                    (_, true) => Some(act::by_means(self.doc, clause.span.clone(), &kinds)),
                    _ => None,
                }
            }
            None => Some(act::by_means(self.doc, clause.span.clone(), &kinds)),
        }
    }

    /// Whether a clause begins another incident.
    fn opens(
        &self,
        clause: &Clause,
        place: &Option<PlaceCue>,
        when: &Option<DayCue>,
        total: bool,
        threat: bool,
        act: Option<Act>,
    ) -> bool {
        let Some(scene) = self.scenes.last() else {
            return true;
        };
        // An entry of a list of names goes on with the scene.
        let entry = !clause.persons.is_empty()
            && clause.acts.is_empty()
            && clause.label.is_none()
            && place.is_none();
        if clause.opens_item && !entry
            || clause.portion
            || total
            || scene.total
            || threat != scene.hypothetical
        {
            return true;
        }
        if clause.cue.as_ref().is_some_and(|c| c.denies)
            && clause.figures.is_empty()
            && place.as_ref().is_none_or(|p| p.back)
        {
            return false;
        }
        let harms = clause.figures.iter().any(|f| f.part_of.is_none());
        let own_act = clause.acts.iter().any(|a| !a.definite && !a.word.weak);
        let tells = harms || own_act;
        if let (Some(here), Some(there)) = (place, &scene.place)
            && tells
            && !here.back
            && !compatible(self.doc, here, there)
        {
            return true;
        }
        if let (Some(now), Some(then)) = (when, &scene.when)
            && tells
            && let (Some(a), Some(b)) = (now.dates, then.dates)
            && !a.overlaps(b)
            && !self.is_heading(then)
            && !(scene.found && !(own_act && harms))
        {
            return true;
        }
        if responds(self.doc, clause.span.start) && own_act {
            return true;
        }
        // "قضى 13 على يد قوات النظام، فيما قُتل 6 على يد التنظيم"
        let hands = |c: &Clause| -> Option<Vec<&str>> {
            let mut accused = c.accused.iter();
            let by = accused.find(|p| party::is_by_hands(self.doc, p))?;
            Some(by.name.clone().map(|i| self.doc.stem(i)).collect())
        };
        let last = scene.clauses.last().map(|&c| &self.clauses[c]);
        if harms
            && let (Some(here), Some(there)) = (hands(clause), last.and_then(hands))
            && here != there
        {
            return true;
        }
        // "ومنذ 27 تشرين الثاني قُتل 20": a period told behind the incident of a day.
        let long = |d: &DayCue| d.dates.is_some_and(|r| is_longer_than(r, MOST_DAYS));
        let period = when
            .as_ref()
            .is_some_and(|w| w.kind == Kind::Since && long(w));
        let of_day = scene.when.as_ref().is_some_and(|w| w.kind == Kind::Day);
        if period && of_day && harms {
            return true;
        }
        // "37 شهيداً ... كما سُجلت 3 وفيات نتيجة المجاعة"
        let starved = act == Some(Act::SiegeOrDeprivation) && act != scene.act;
        let counted = |c: &usize| self.clauses[*c].figures.iter().any(|f| f.group.counted);
        if starved && harms && scene.clauses.iter().take(FIRST).any(counted) {
            return true;
        }
        let arrests_before = scene.act == Some(Act::Abduction)
            && scene.clauses.iter().take(FIRST).any(|&c| {
                let told = &self.clauses[c];
                let arrest = |a: &act::ActCue| is_arrest(self.doc, a.tokens.start);
                told.sentence == clause.sentence && told.acts.iter().any(arrest)
            });
        let harmed = |f: &super::figure::Told| f.effect != Effect::Abducted;
        if arrests_before && harms && clause.figures.iter().all(harmed) {
            return true;
        }
        let before = clause
            .span
            .clone()
            .any(|i| matches!(self.doc.stem(i), "سابق" | "سابقه"));
        let apart = clause
            .span
            .clone()
            .take(OPENING)
            .any(|i| self.doc.has(i, Gram::APART));
        if (before || self.years_after(clause)) && harms || apart && !clause.acts.is_empty() {
            return true;
        }
        let counts = |c: &usize| !self.clauses[*c].figures.is_empty();
        let here = self.line(clause);
        let other_line = |c: &usize| self.line(&self.clauses[*c]) != here;
        // The first clauses of a scene tell; a bound, so that long scenes cost what their length does.
        let first = || scene.clauses.iter().take(FIRST);
        if place.as_ref().is_some_and(|p| !p.back)
            && scene.place.is_none()
            && own_act
            && harms
            && first().all(other_line)
            && first().any(counts)
        {
            return true;
        }
        let taken = |a: Option<Act>| matches!(a, Some(Act::Abduction));
        let arrests = clause
            .acts
            .iter()
            .any(|a| is_arrest(self.doc, a.tokens.start));
        // "سجّل المركز مقتل 96 ... ووثّق اعتقال 44": of those killed the kind of attack need not be told.
        let harmed = |c: &usize| {
            let mut figures = self.clauses[*c].figures.iter();
            figures.any(|f| f.effect != Effect::Abducted)
        };
        let known = scene.act.is_some() || first().any(harmed);
        let other =
            arrests == taken(act) && act.is_some() && known && taken(act) != taken(scene.act);
        let elsewhere = |p: &PlaceCue| {
            let there = scene.place.as_ref();
            !p.back && !there.is_some_and(|there| same_name(self.doc, &p.name, &there.name))
        };
        other && own_act && harms && !place.as_ref().is_some_and(elsewhere)
    }

    /// "بعد خمسة أعوام على تفجير أودى بحياة 587": what was so long ago.
    fn years_after(&self, clause: &Clause) -> bool {
        let doc = self.doc;
        clause.span.clone().any(|i| {
            let number = doc.number(i + 1).map_or(i + 1, |n| n.next);
            let unit = doc.has(number, Gram::THING) || number > i + 1 && doc.is_word(number);
            let end = number + usize::from(unit);
            doc.form(i) == "بعد" && unit && doc.form(end) == "علي"
        })
    }

    fn line(&self, clause: &Clause) -> usize {
        self.doc.text.sentences[clause.sentence].line
    }

    fn is_heading(&self, date: &DayCue) -> bool {
        self.heading
            .as_ref()
            .is_some_and(|h| h.tokens == date.tokens)
    }

    fn open(
        &mut self,
        at: usize,
        place: Option<PlaceCue>,
        when: Option<DayCue>,
        total: bool,
        threat: bool,
        act: Option<Act>,
    ) {
        let clauses = self.clauses;
        let clause = &clauses[at];
        let mut above: Vec<PlaceCue> = Vec::new();
        let label = clause
            .label
            .clone()
            .filter(|l| place.as_ref().is_none_or(|p| p.name != l.name));
        let place = match place {
            Some(place) => {
                // A dateline says where the report was sent from, and not in what the place lies.
                above.extend(label.filter(|_| self.sections));
                Some(place)
            }
            None => label,
        };
        above.extend(clause.section.clone());
        let inherited = match (total, threat) {
            (true, _) => self.ground.clone(),
            (_, true) => None,
            _ => clause.label.clone().or_else(|| self.place.clone()),
        };
        let place = match (place, inherited) {
            (Some(p), Some(before)) if p.back => Some(PlaceCue {
                tokens: p.tokens,
                ..before
            }),
            (Some(p), _) => Some(p),
            (None, before) => before.filter(|_| total || !self.sections || !clause.opens_item),
        };
        // What is threatened is told by the verb of the future.
        let meant = clause
            .acts
            .iter()
            .find(|a| self.doc.words[a.tokens.start].future);
        let act = match threat {
            // How a threat would be made true is not told by "we shall attack".
            true => meant
                .map(|a| a.word.act)
                .or(act.filter(|a| *a != Act::SiegeOrDeprivation))
                .map(|a| {
                    if a == Act::GroundAttack {
                        Act::Attack
                    } else {
                        a
                    }
                }),
            false => act,
        };
        let future = threat
            .then(|| clause.dates.iter().find(|d| d.kind == Kind::Future))
            .flatten();
        // "منذ بدء العدوان" begins on a day that is not told, and not on that of the toll before it.
        let ever = total && clause.span.clone().any(|i| self.doc.form(i) == "منذ");
        let when = future
            .cloned()
            .or(when)
            .or_else(|| self.heading.clone().filter(|_| !ever))
            .or_else(
                || match threat || self.sections || ever || self.years_after(clause) {
                    true => None,
                    false => self.date.clone(),
                },
            );
        let mut clauses = match total || threat {
            true => Vec::new(),
            false => std::mem::take(&mut self.led),
        };
        // "غارات على قرى الجنوب ... ففي صور استشهد تسعة"
        let start = self.doc.form(clause.span.start);
        let parts = matches!(start, "ففي" | "وفي") && act.is_none();
        let of_sentence = |s: &&Scene| {
            let first = s.clauses.first().map(|&c| self.clauses[c].sentence);
            first == Some(clause.sentence)
        };
        // Those at several places were harmed as the first of them were.
        let whole = { self.scenes.iter().rev().take_while(of_sentence) }
            .last()
            .filter(|_| clause.sited && act.is_none());
        let before = self.scenes.last().filter(|_| parts).or(whole);
        let before = before.filter(|s| !s.hypothetical);
        let act = act.or(before.and_then(|s| s.act));
        let act = act.or(self.deed.filter(|_| clause.opens_item));
        let led = clauses
            .iter()
            .fold(None, |act, &c| better(act, self.act_of(&self.clauses[c])));
        clauses.push(at);
        let act = better(act, led);
        self.scenes.push(Scene {
            clauses,
            place,
            above,
            when,
            hypothetical: threat,
            total,
            act: if total {
                act.or(Some(Act::Attack))
            } else {
                act
            },
            found: finds(self.doc, clause),
        });
    }

    /// The place of a clause: the nearest behind the word for the attack, else the first.
    fn place_of(&self, clause: &Clause, tells: bool) -> Option<PlaceCue> {
        let doc = self.doc;
        let act = clause
            .acts
            .iter()
            .find(|a| !a.word.weak)
            .or(clause.acts.first())
            .map_or(clause.span.start, |a| a.tokens.start);
        let fits = |p: &&PlaceCue| {
            let before = p.tokens.start.checked_sub(1).map_or("", |i| doc.form(i));
            let stem = doc.stem(p.tokens.start);
            let hit = p.tokens.start.checked_sub(1).is_some_and(|i| {
                doc.form(i) == "علي" || doc.has(i, Gram::STRIKES.with(Gram::STRUCK))
            });
            let clinic = matches!(stem, "مستشفي" | "مشفي" | "مستشفيات" | "سجن") && !hit;
            let taken = clause.acts.iter().any(|a| a.word.act == Act::Abduction);
            let clinic = clinic && !taken;
            let away = matches!(before, "من" | "الي" | "عن" | "ابناء" | "اهالي" | "ابنا")
                && !(taken && before == "من")
                && p.tokens.start != clause.span.start
                && !doc.has(p.tokens.start, Gram::RELATION);
            !(tells && (clinic || away))
        };
        // "استشهاد 5 في بوداي، واستشهاد 4 في فلاوى": the place of those told before it.
        let first = clause.figures.first().map(|f| f.group.tokens.start);
        let own = first.filter(|_| clause.sited).and_then(|at| {
            let mut after = clause.places.iter().rev();
            after.find(|p| !p.back && p.tokens.start > at)
        });
        if let Some(own) = own {
            return Some(own.clone());
        }
        let mut behind = clause
            .places
            .iter()
            .filter(fits)
            .filter(|p| p.tokens.start >= act);
        let named = behind.clone().find(|p| !p.back);
        // Whence somebody came is where it was, if nothing else is told.
        let whence = |p: &&PlaceCue| {
            let before = doc.form(p.tokens.start.saturating_sub(1));
            let clinic = doc.stem(p.tokens.start).starts_with("مستشفي");
            !p.back && p.typed && before != "من" && !clinic
        };
        let was_hit = |p: &&PlaceCue| {
            let mut targets = clause.targets.iter();
            !p.back && targets.any(|t| p.tokens.contains(&t.tokens.start))
        };
        named
            .or_else(|| clause.places.iter().filter(fits).find(|p| !p.back))
            .or_else(|| clause.places.iter().find(was_hit))
            .or_else(|| clause.places.iter().find(whence))
            .or_else(|| behind.next())
            .or_else(|| clause.places.iter().find(fits))
            .cloned()
            .or_else(|| clause.places.iter().find_map(parent_of))
    }

    fn when_of(&self, clause: &Clause) -> Option<DayCue> {
        let told = |d: &&DayCue| {
            let of_deed = d.kind == Kind::Since || !self.of_saying(clause, d);
            d.kind != Kind::Future && !d.aside && of_deed
        };
        // What is remembered on a day was on another.
        let old = clause.span.clone().any(|i| self.doc.has(i, Gram::OLD));
        if old {
            let first = clause
                .dates
                .iter()
                .filter(|d| d.dates.is_some() && !is_near(d.meaning))
                .min_by_key(|d| d.dates.and_then(|r| r.first()));
            return first.cloned();
        }
        let days = || {
            let told = clause.dates.iter().filter(told);
            told.filter(|d| d.dates.is_some() && d.kind != Kind::Leaning)
        };
        // "توفي أمس متأثراً بجراحه ... قصف يوم الجمعة": the day of the death is not that of the attack.
        let of_wounds = clause
            .span
            .clone()
            .any(|i| self.doc.stem(i).starts_with("متاثر"));
        let act = clause
            .acts
            .first()
            .map_or(clause.span.end, |a| a.tokens.start);
        let day = days()
            .find(|d| of_wounds && d.tokens.start > act)
            .or_else(|| days().next());
        let leaning = |d: &&DayCue| told(d) && (d.dates.is_some() || d.kind == Kind::Day);
        day.or_else(|| clause.dates.iter().find(leaning)).cloned()
    }

    /// "قال أمس إن", "أعلنت الوزارة اليوم الثلاثاء ارتفاع": a date between the verb of saying and what is said.
    fn of_saying(&self, clause: &Clause, date: &DayCue) -> bool {
        let Some(cue) = &clause.cue else {
            return false;
        };
        let who_end = cue.who.as_ref().map_or(cue.verb + 1, |w| w.end);
        let beside = date.tokens.start >= cue.verb && date.tokens.start <= who_end + 1;
        let tells = (cue.verb..date.tokens.start)
            .any(|i| self.doc.words[i].lex.act.is_some() || self.doc.words[i].lex.harm.is_some());
        // "هدّد القائد، في تسجيل بثّه أنصاره أمس"
        let stated = !cue.cites
            && !tells
            && date.tokens.start >= who_end
            && (who_end..date.tokens.start).any(|i| self.doc.stem_in(i, Cue::STATEMENT));
        let ends_clause = cue.cites && date.tokens.start >= cue.verb && !tells;
        beside && !cue.cites || stated || ends_clause
    }
}

/// "مقتل 63 مدنياً، بينهم 5 قضوا تحت التعذيب": what was done to a part is not how all of them died.
fn of_part(doc: &Doc<'_>, clause: &Clause, act: &act::ActCue) -> bool {
    clause.figures.iter().any(|f| {
        let end = f.group.tokens.end;
        let verb = doc.words.get(end).is_some_and(|w| w.lex.harm.is_some());
        f.part_of.is_some() && verb && doc.after(end) == act.tokens.start
    })
}

/// "في مستشفى ناصر بخان يونس": where a hospital is in which somebody died.
fn parent_of(place: &PlaceCue) -> Option<PlaceCue> {
    let (name, within) = place.within.split_first()?;
    Some(PlaceCue {
        tokens: name.start..place.tokens.end,
        name: name.clone(),
        within: within.to_vec(),
        ..place.clone()
    })
}

/// Days that are told from the day of the report: what is remembered was on none of them.
fn is_near(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::DaysAgo(_) | Meaning::Weekday { .. } | Meaning::Weekdays { .. }
    )
}

/// An incident lasts no longer.
const MOST_DAYS: i32 = 3;

fn is_longer_than(dates: DateRange, days: i32) -> bool {
    let both = dates.first().zip(dates.last());
    both.is_some_and(|(first, last)| (last - first).get_days() > days)
}

/// The finer of two kinds.
fn better(before: Option<Act>, now: Option<Act>) -> Option<Act> {
    match (before, now) {
        (None, now) => now,
        (Some(Act::Attack), Some(act)) if !matches!(act, Act::GroundAttack | Act::Abduction) => {
            Some(act)
        }
        (before, _) => before,
    }
}

fn same_name(doc: &Doc<'_>, a: &std::ops::Range<usize>, b: &std::ops::Range<usize>) -> bool {
    let words = |r: &std::ops::Range<usize>| {
        r.clone()
            .map(|i| doc.stem(i).to_owned())
            .collect::<Vec<_>>()
    };
    words(a) == words(b)
}

/// Whether two places can be one: the same name, or one inside the other.
fn compatible(doc: &Doc<'_>, a: &PlaceCue, b: &PlaceCue) -> bool {
    let all = |p: &PlaceCue| {
        let names = std::iter::once(p.name.clone()).chain(p.within.iter().cloned());
        names.collect::<Vec<_>>()
    };
    let inside = |name: &std::ops::Range<usize>, of: &PlaceCue| {
        all(of).iter().any(|n| same_name(doc, n, name))
    };
    // "مثلث كفرا" and "كفرا", but not "ريف دمشق" and "دمشق".
    let at = |site: &PlaceCue, town: &PlaceCue| {
        let rest = site.name.len().saturating_sub(town.name.len());
        let end = site.name.start + rest..site.name.end;
        rest > 0 && !doc.stem_in(site.name.start, Cue::AREA) && same_name(doc, &end, &town.name)
    };
    inside(&a.name, b) || inside(&b.name, a) || at(a, b) || at(b, a)
}

fn mentions_event(doc: &Doc<'_>, clause: &Clause) -> bool {
    clause.span.clone().any(|i| doc.stem_in(i, Cue::HAPPENS))
}

fn finds(doc: &Doc<'_>, clause: &Clause) -> bool {
    clause.span.clone().any(|i| doc.stem_in(i, Cue::FINDS))
}
