//! Clauses: stretches of a text with all that was read from them, each with who speaks.

use std::ops::Range;

use tollbook_record::{Act, Count, Effect, Publication, TargetKind, Vague, WeaponKind};

mod deed;
mod hits;
mod sites;
mod split;

pub use deed::takes_credit;
pub use split::{is_arrest, responds};

use deed::{accuser, own_deed, own_people};
use hits::{name_of, targets};

use super::act::{self, ActCue};
use super::day::{self, DayCue};
use super::doc::Doc;
use super::figure::{self, Told};
use super::group;
use super::hit::{self, Hit};
use super::lexicon::{Cue, Gram, Voice, bare};
use super::nobody;
use super::party::{self, PartyCue};
use super::person::{self, Person};
use super::place::{self, PlaceCue};
use super::speaker::{self, SpeakerCue};
use super::text::Sentence;
use super::token::tokens;
use crate::gazetteer::Gazetteer;

/// What is told of one thing stands within so many clauses; a bound, so that a text of any length costs what its
/// length does.
const NEAR: usize = 64;

/// Who speaks: `None` for the publisher, else a number among the report's speakers.
pub type SpeakerIndex = Option<usize>;

/// A stretch of text with all that was read from it.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Its tokens.
    pub span: Range<usize>,
    /// The number of its sentence.
    pub sentence: usize,
    /// Whether it opens an item of a list or a labelled line.
    pub opens_item: bool,
    /// Whether it is one of the places by which a total is broken down: "15 في إدلب، و12 في حلب".
    pub portion: bool,
    /// Whether its sentence tells of others at another place, so that its own stands behind those harmed.
    pub sited: bool,
    /// The place of its label.
    pub label: Option<PlaceCue>,
    /// The place of the heading that it stands under.
    pub section: Option<PlaceCue>,
    /// Words for attacks.
    pub acts: Vec<ActCue>,
    /// Figures.
    pub figures: Vec<Told>,
    /// Places.
    pub places: Vec<PlaceCue>,
    /// Dates.
    pub dates: Vec<DayCue>,
    /// Weapons.
    pub weapons: Vec<Hit<WeaponKind>>,
    /// What was hit.
    pub targets: Vec<Hit<TargetKind>>,
    /// Parties to whom the deed is laid.
    pub accused: Vec<PartyCue>,
    /// Named persons.
    pub persons: Vec<Person>,
    /// The one who speaks.
    pub speaker: SpeakerIndex,
    /// How the one who speaks was told.
    pub cue: Option<SpeakerCue>,
    /// Somebody in the clause on whose account something is denied.
    pub accuser: Option<Range<usize>>,
}

/// The clauses of a report, with the designations of its speakers.
pub struct Clauses {
    /// In order.
    pub clauses: Vec<Clause>,
    /// The designations of each speaker, in order.
    pub speakers: Vec<Vec<Range<usize>>>,
}

/// Reads the clauses of a report.
pub fn read(doc: &Doc<'_>, publication: &Publication, gazetteer: &Gazetteer) -> Clauses {
    let mut reader = Reader {
        doc,
        places: place::find(doc, gazetteer),
        dates: day::find(doc, publication.published),
        persons: person::find(doc),
        gazetteer,
        publisher: stems(publication.publisher.as_deref().unwrap_or_default()),
        out: Clauses {
            clauses: Vec::new(),
            speakers: Vec::new(),
        },
        last: None,
        section: None,
        bulletin: is_bulletin(doc),
        lead: None,
        issuer: None,
        quoted: None,
        portion: false,
    };
    for sentence in 0..doc.text.sentences.len() {
        reader.sentence(sentence);
    }
    reader.out
}

fn stems(words: &str) -> Vec<String> {
    tokens(words)
        .into_iter()
        .flat_map(|t| {
            let form = t.form;
            let plain = bare(&form).to_owned();
            let behind = form
                .strip_prefix("لل")
                .or_else(|| form.strip_prefix("بال"))
                .map(str::to_owned);
            [Some(plain), behind].into_iter().flatten()
        })
        .collect()
}

/// Whether a report is a list of incidents: three items or labelled lines.
fn is_bulletin(doc: &Doc<'_>) -> bool {
    let items = doc
        .text
        .sentences
        .iter()
        .filter(|s| s.opens && (s.item || !s.label.is_empty()));
    items.count() >= 3
}

struct Reader<'s, 'a> {
    doc: &'s Doc<'a>,
    places: Vec<PlaceCue>,
    dates: Vec<DayCue>,
    persons: Vec<Person>,
    gazetteer: &'s Gazetteer,
    publisher: Vec<String>,
    out: Clauses,
    /// The speaker who was quoted last.
    last: SpeakerIndex,
    section: Option<PlaceCue>,
    bulletin: bool,
    /// What was done to those whom the report counts first.
    lead: Option<Effect>,
    /// Whoever put the report out by its heading: "بيان صادر عن وزارة الصحة".
    issuer: SpeakerIndex,
    /// The line that somebody is quoted in behind a colon, and who.
    quoted: Option<(usize, SpeakerIndex)>,
    /// Whether the clause that is read is a portion of a total.
    portion: bool,
}

impl Reader<'_, '_> {
    fn sentence(&mut self, number: usize) {
        let mut sentence = self.doc.text.sentences[number].clone();
        if self.signed(&sentence.tokens) {
            return;
        }
        self.skip_flash(&mut sentence);
        let tokens = sentence.tokens.clone();
        // "يا شهيد الوطن": verse and slogan address, and tell of nobody.
        if self.doc.form(tokens.start) == "يا" {
            return;
        }
        if let Some(who) = self.issued_by(number) {
            self.issuer = self.known(who);
            self.last = None;
            return;
        }
        let is_heading = self.doc.is(tokens.end - 1, ':') && tokens.len() <= 9 && sentence.opens;
        let tells = tokens.clone().any(|i| {
            self.doc.words[i].lex.act.is_some()
                || self.doc.has(i, Gram::SAYS)
                || self.doc.words[i].lex.harm.is_some()
        });
        if is_heading && !tells {
            let counts = group::find(self.doc, tokens.clone())
                .iter()
                .any(|g| g.effect.is_some() && g.counted);
            let label = place::label(
                self.doc,
                tokens.start..tokens.end - 1,
                self.gazetteer,
                self.bulletin,
            );
            let dated = !inside(&self.dates, &tokens, |d| d.tokens.start).is_empty();
            if dated && !(counts && label.is_some()) {
                let clause = self.clause(tokens.clone(), number, self.out.clauses.len());
                self.out.clauses.push(clause);
            }
            if counts && label.is_some() {
                let clause = self.clause(tokens.clone(), number, self.out.clauses.len());
                self.out.clauses.push(Clause {
                    opens_item: true,
                    label: label.clone(),
                    ..clause
                });
            }
            let label = place::label(
                self.doc,
                tokens.start..tokens.end - 1,
                self.gazetteer,
                self.bulletin,
            );
            self.section = label.or(self.section.take());
            return;
        }
        let label = place::label(
            self.doc,
            sentence.label.clone(),
            self.gazetteer,
            self.bulletin,
        );
        let mut body = sentence.body();
        let inner = self.inner_label(&body);
        let charged = self.charged_label(&sentence);
        let says = self
            .label_speaker(&sentence.label)
            .filter(|_| charged.is_none())
            .or_else(|| self.label_speaker(&inner))
            .or_else(|| self.closing_speaker(&body));
        // "مجلس بلدة النشابية المحلي: ...": the place for which it speaks.
        let local = says.clone().filter(|who| {
            self.doc.stem_in(who.start, Cue::LOCAL) && sentence.label.contains(&who.start)
        });
        let label = label.or_else(|| {
            let own = inside(&self.places, &local?, |p| p.tokens.start);
            own.iter().find(|p| !p.back).cloned()
        });
        if label.is_none()
            && !sentence.label.is_empty()
            && !self.is_news(&sentence.label)
            && says.is_none()
        {
            body = tokens.clone();
        }
        let first = self.out.clauses.len();
        let opens_item = sentence.opens && (sentence.item || self.bulletin && label.is_some());
        let parts = split::split(self.doc, body);
        let parts =
            { parts.into_iter() }.flat_map(|span| sites::part(self.doc, &self.places, span));
        for (n, part) in parts.collect::<Vec<_>>().into_iter().enumerate() {
            self.portion = part.portion;
            let clause = self.clause(part.span, number, first);
            self.portion = false;
            let clause = Clause {
                portion: part.portion,
                sited: part.sited,
                opens_item: opens_item && n == 0,
                label: label.clone(),
                section: self.section.clone(),
                ..clause
            };
            self.out.clauses.push(clause);
            self.carry_doer(first);
        }
        if let Some(party) = charged {
            let unsaid = self.out.clauses[first..]
                .iter_mut()
                .filter(|c| c.accused.is_empty());
            unsaid.for_each(|c| c.accused.push(party.clone()));
        }
        if let Some(who) = says {
            let reporter = self.doc.has(who.start, Gram::REPORTER);
            let index = if reporter { None } else { self.known(who) };
            for clause in &mut self.out.clauses[first..] {
                if clause.speaker.is_none() && clause.cue.is_none() {
                    clause.speaker = index;
                }
            }
        }
        self.cite_backwards(first);
        // "صرّح مصدر عسكري: ...": what stands behind the colon is said up to the end of the line.
        let opened = self.out.clauses[first..].iter().find(|c| {
            let end = c.cue.as_ref().and_then(|cue| Some(cue.who.as_ref()?.end));
            end.is_some_and(|end| self.doc.is(end, ':')) && c.speaker.is_some()
        });
        if let Some(clause) = opened {
            self.quoted = Some((sentence.line, clause.speaker));
        }
        // "حصيلة أمس بحسب وزارة الصحة:" speaks for the items below it.
        if self.bulletin && sentence.opens && self.doc.is(tokens.end - 1, ':') {
            let cue = |c: &&Clause| c.cue.as_ref().is_some_and(|cue| cue.who.is_some());
            let told = self.out.clauses[first..].iter().find(cue);
            self.issuer = told.map_or(self.issuer, |c| c.speaker);
        }
        // "ففي بعلبك استشهد": what was said is told in its parts.
        let explains = self.doc.form(tokens.start) == "ففي";
        let said = match self.quoted {
            Some((line, speaker)) if line == sentence.line => speaker,
            _ if explains => self.out.clauses[..first].last().and_then(|c| c.speaker),
            _ => None,
        };
        let voice = said.or(self.issuer);
        for clause in &mut self.out.clauses[first..] {
            if clause.cue.as_ref().is_none_or(|c| c.reporter) {
                clause.speaker = clause.speaker.or(voice);
            }
        }
    }

    /// "صدر عن المديرية العامة للدفاع المدني:", "بيان صحفي صادر عن وزارة الصحة": a line that only says from whom all
    /// that stands below it comes.
    fn issued_by(&self, number: usize) -> Option<Range<usize>> {
        const LONGEST: usize = 14;
        let doc = self.doc;
        let sentence = &doc.text.sentences[number];
        let tokens = sentence.tokens.clone();
        let next = doc.text.sentences.get(number + 1)?;
        let alone = sentence.opens && next.line > sentence.line && tokens.len() <= LONGEST;
        let tells = |i: usize| doc.words[i].lex.act.is_some() || doc.words[i].lex.harm.is_some();
        let from = tokens.clone().find(|&i| doc.stem_in(i, Cue::ISSUED));
        let head = from.filter(|&i| doc.form(i + 1) == "عن")? + 2;
        let end = tokens.clone().rev().find(|&i| doc.is_word(i))? + 1;
        let plain = !self.out.clauses.iter().any(|c| !c.figures.is_empty())
            && !doc.is(tokens.end - 1, '.')
            && !tokens.clone().any(tells);
        (alone && plain && head < end).then_some(head..end)
    }

    /// "داهمت القوات المخيم واعتقلت 11": the doer of a deed that is joined without a subject of its own is the one before.
    fn carry_doer(&mut self, first: usize) {
        let [.., before, clause] = &mut self.out.clauses[first..] else {
            return;
        };
        let start = clause.span.start;
        // "تمكن مجاهدونا من تفجير عبوة، كما قنصوا جندياً"
        let several = |i: usize| {
            let act = self.doc.words.get(i).is_some_and(|w| w.lex.act.is_some());
            act && self.doc.has(i, Gram::VERB) && self.doc.form(i).ends_with("وا")
        };
        let also = self.doc.form(start) == "كما" && several(start + 1)
            || self.doc.words[start].conj && several(start);
        let joined = also || self.doc.words[start].conj && is_arrest(self.doc, start);
        let beside = before.span.end == start || also && before.span.end + 1 == start;
        // One deed at several places has one doer.
        let sited = clause.sited && before.sited;
        if clause.accused.is_empty() && (sited || joined && beside) {
            clause.accused.clone_from(&before.accused);
        }
    }

    /// "قوات التحالف الدولي: 22 مدنياً": an item that counts those whom its label is said to have harmed.
    fn charged_label(&self, sentence: &Sentence) -> Option<PartyCue> {
        let tells = sentence.body().any(|i| {
            let lex = self.doc.words[i].lex;
            lex.act.is_some() || lex.harm.is_some() || self.doc.has(i, Gram::SAYS)
        });
        let party = party::find(self.doc, sentence.label.clone())
            .into_iter()
            .next()?;
        let names_it = party.tokens.start == sentence.label.start && !party.adjective;
        (sentence.item && self.bulletin && names_it && !tells).then_some(party)
    }

    /// "#عاجل" before what is told is no part of it.
    fn skip_flash(&self, sentence: &mut Sentence) {
        let mut start = sentence.tokens.start;
        while start + 1 < sentence.tokens.end
            && (self.doc.is(start, '#')
                || self.doc.is(start, '|')
                || matches!(self.doc.stem(start), "عاجل" | "هام"))
        {
            start += 1;
        }
        let flash = (sentence.tokens.start..start).any(|i| self.doc.is_word(i));
        if flash {
            // The lines of a flash are no list of incidents.
            sentence.item = false;
            if self.doc.is(start, ':') || self.doc.is(start, '|') || self.doc.is(start, '-') {
                start += 1;
            }
            sentence.tokens.start = start.min(sentence.tokens.end - 1);
            sentence.label = match sentence.label.end > start {
                true => sentence.tokens.start..sentence.label.end,
                false => sentence.tokens.start..sentence.tokens.start,
            };
        }
    }

    /// "... جراء الغارات. (المركز الإعلامي)": a sentence that only names whoever speaks in the line before it.
    fn signed(&mut self, sentence: &Range<usize>) -> bool {
        let doc = self.doc;
        let end = sentence
            .clone()
            .rev()
            .find(|&i| doc.is_word(i))
            .map_or(0, |i| i + 1);
        let who = sentence.start + 1..end;
        let plain = |i: usize| {
            doc.is_word(i) && doc.words[i].lex.act.is_none() && doc.words[i].lex.harm.is_none()
        };
        let signs = doc.is(sentence.start, '(')
            && doc.is(end, ')')
            && !who.is_empty()
            && who.clone().all(plain)
            && doc.has(who.start, Gram::SPEAKER_HEAD);
        if !signs {
            return false;
        }
        let index = self.known(who);
        let sentences = &doc.text.sentences;
        let line = |number: usize| sentences[number].line;
        let own = sentences.partition_point(|s| s.tokens.start < sentence.start);
        for clause in self.out.clauses.iter_mut().rev().take(NEAR) {
            if line(clause.sentence) != line(own) {
                break;
            }
            if clause.speaker.is_none() && clause.cue.as_ref().is_none_or(|c| c.who.is_none()) {
                clause.speaker = index;
            }
        }
        true
    }

    /// "... - مصدر محلي", "... (شبكة أطباء السودان)": the one who speaks stands at the end.
    fn closing_speaker(&self, body: &Range<usize>) -> Option<Range<usize>> {
        const REACH: usize = 8;
        let doc = self.doc;
        let end = body.clone().rev().find(|&i| doc.is_word(i))? + 1;
        let from = body.start.max(end.saturating_sub(REACH));
        // "طريق نوى - الشيخ سعد" is a road.
        let named = |i: usize| {
            let next = self.places.partition_point(|p| p.tokens.end <= i);
            let place = self.places.get(next);
            place.is_some_and(|p| p.tokens.contains(&i))
        };
        let mark = (from..end)
            .rev()
            .filter(|&i| !named(i))
            .find(|&i| doc.is(i, '-') || doc.is(i, '–') || doc.is(i, '(') || doc.is(i, '|'))?;
        let who = mark + 1..end;
        let plain = who.clone().all(|i| {
            doc.is_word(i) && doc.words[i].lex.act.is_none() && doc.words[i].lex.harm.is_none()
        });
        (plain && !who.is_empty() && mark > body.start && doc.has(who.start, Gram::SPEAKER_HEAD))
            .then_some(who)
    }

    /// A second label: "عاجل: الهلال الأحمر: ...".
    fn inner_label(&self, body: &Range<usize>) -> Range<usize> {
        const REACH: usize = 12;
        let ahead = body.start..body.end.min(body.start + REACH);
        let colon = ahead.clone().find(|&i| self.doc.is(i, ':'));
        let says = ahead
            .clone()
            .any(|i| self.doc.has(i, Gram::SAYS.with(Gram::VERB)) && colon.is_some_and(|c| i < c));
        match colon {
            Some(at) if at > body.start && !says => body.start..at,
            _ => body.start..body.start,
        }
    }

    /// "عاجل", the name of the agency, a place and an agency: a label that is no part of what is told.
    fn is_news(&self, label: &Range<usize>) -> bool {
        label.clone().any(|i| self.doc.stem_in(i, Cue::NEWS))
            || label
                .clone()
                .filter(|&i| self.doc.is_word(i))
                .all(|i| self.publisher.iter().any(|p| p == self.doc.stem(i)))
    }

    /// "وزارة الصحة: 5 شهداء": a label that speaks.
    fn label_speaker(&self, label: &Range<usize>) -> Option<Range<usize>> {
        // "RT @account: ...": whose words are passed on.
        if let Some(handle) = label.clone().last().filter(|&i| self.doc.is_handle(i)) {
            return (label.len() <= 2).then(|| handle..handle + 1);
        }
        // "بيان صادر عن إدارة المستشفى": whoever put it out speaks.
        let from = label.clone().find(|&i| self.doc.stem_in(i, Cue::ISSUED));
        let issued = from.filter(|&i| self.doc.form(i + 1) == "عن");
        let head = issued.map(|i| i + 2).or(label.clone().next())?;
        let speaks = Gram::SPEAKER_HEAD
            .with(Gram::PARTY_HEAD)
            .with(Gram::PARTY_NAME);
        let heads = label.contains(&head)
            && self.doc.has(head, speaks)
            && !self.doc.has(head, Gram::AIR.with(Gram::DRONE));
        // "بيان تعزية:" says what the line is.
        let kind = self.doc.stem(head) == "بيان" && !self.doc.has(head + 1, speaks);
        (heads && !kind).then_some(())?;
        let end = label.clone().find(|&i| {
            i > head && (matches!(self.doc.form(i), "في" | "عن") || self.doc.is_mark(i))
        });
        let end = end.unwrap_or(label.end);
        let mut who = head..speaker::designation(self.doc, head, end, None);
        self.leave_out_hearer(&mut who);
        Some(who)
    }

    /// A speaker told at the end speaks for the whole sentence.
    fn cite_backwards(&mut self, first: usize) {
        let clauses = &mut self.out.clauses[first..];
        let cited = clauses
            .iter()
            .rev()
            .find(|c| c.cue.as_ref().is_some_and(|cue| cue.cites));
        if let Some(speaker) = cited.map(|c| c.speaker) {
            for clause in clauses.iter_mut() {
                if clause.cue.is_none() && clause.speaker.is_none() {
                    clause.speaker = speaker;
                }
            }
        }
    }

    fn clause(&mut self, span: Range<usize>, sentence: usize, first: usize) -> Clause {
        let doc = self.doc;
        let listed = self.listed(sentence);
        let dates = inside(&self.dates, &span, |d| d.tokens.start).to_vec();
        let mut persons = inside(&self.persons, &span, |p| p.tokens.start).to_vec();
        let mut places = inside(&self.places, &span, |p| p.tokens.start).to_vec();
        let acts = acts(doc, &span, &dates, &places);
        let mut speakers = speaker::find(doc, span.clone());
        for who in speakers.iter_mut().filter_map(|s| s.who.as_mut()) {
            self.leave_out_hearer(who);
        }
        let spoken: Vec<Range<usize>> = speakers.iter().filter_map(|s| s.who.clone()).collect();
        // Whoever speaks is not harmed; a family speaks of its own. A road may be called as somebody is.
        persons.retain(|p| {
            let road =
                |place: &PlaceCue| place.name.contains(&p.name.start) && place.name.len() > 2;
            if places.iter().any(|place| !place.back && road(place)) {
                return false;
            }
            let speaks = |s: &Range<usize>| {
                // "قال مدير المستشفى، الدكتور سمير": who he is.
                let comma = s.end + 1 == p.tokens.start && doc.is(s.end, '،');
                // Behind a word of mourning stands the one who is mourned.
                let mourned = s.start > 0 && doc.stem_in(s.start - 1, Cue::MOURNS);
                let apposed = comma || s.end == p.tokens.start && !mourned;
                (s.contains(&p.tokens.start) || apposed) && !group::is_family_of(doc, s.start)
            };
            !spoken.iter().any(speaks)
        });
        let mut groups = group::find(doc, span.clone());
        // "6 حلب، 5 إدلب": what stands behind the number is where, and not what is counted.
        for group in groups.iter_mut().filter(|g| g.unsure) {
            group.unsure = !places.iter().any(|p| p.tokens.start == group.tokens.end);
        }
        let mut accused = self.accused(&acts, &span, &spoken, &groups);
        let first_cue = speakers.first();
        let deed = first_cue.and_then(|cue| own_deed(doc, cue, &acts, &span));
        if let (None, Some(cue)) = (&deed, first_cue) {
            own_people(doc, cue, &mut groups);
        }
        accused.extend(deed);
        // "قتل مسلحون ثلاثة": those who did it are not those harmed.
        groups.retain(|g| {
            let speaks = |s: &Range<usize>| {
                let ends_it = s.end == g.tokens.start && g.tokens.len() == 1 && g.counted;
                s.contains(&g.tokens.start) || ends_it
            };
            let finds = g.tokens.start > span.start
                && doc.stem_in(g.tokens.start - 1, Cue::FINDS)
                && doc.has(g.tokens.start - 1, Gram::VERB)
                && !g.counted
                && g.effect.is_none();
            let named = persons.iter().any(|p| overlap(&p.name, &g.tokens));
            // "الصحفي أنس الراوي، مراسل القناة": the same person once more.
            let apposed = !g.counted
                && !g.joined
                && persons
                    .iter()
                    .any(|p| p.tokens.end + 1 == g.tokens.start && doc.is(p.tokens.end, '،'));
            let did = (!g.counted || is_subject(doc, g))
                && accused.iter().any(|p| overlap(&p.tokens, &g.tokens));
            // "خربة أم الخير": the name of a place.
            let of_place = !g.counted
                && g.effect.is_none()
                && places
                    .iter()
                    .any(|p| !p.back && p.name.contains(&g.tokens.start));
            !(spoken.iter().any(speaks)
                || named
                || of_place
                || finds
                || apposed
                || did
                || is_dated(&dates, &g.tokens))
        });
        let listed = listed.or_else(|| self.risen(&span));
        let figures = figures(doc, &span, &groups, &acts, listed);
        let mut weapons = hit::weapons(doc, span.clone());
        let targets = targets(doc, &span, &acts, &dates, &figures, &places, &weapons);
        let did = |t: &Hit<TargetKind>| accused.iter().any(|p| overlap(&p.tokens, &t.tokens));
        let targets: Vec<_> = targets.into_iter().filter(|t| !did(t)).collect();
        weapons.retain(|w| {
            let named = places
                .iter()
                .any(|p| !p.back && overlap(&name_of(p), &w.tokens));
            // "هيثم عبده سيف" is somebody.
            let called = persons.iter().any(|p| overlap(&p.name, &w.tokens));
            !named && !called && !is_dated(&dates, &w.tokens)
        });
        // "قال رئيس بلدية كفركلا إن": he speaks of his town. Witnesses tell of where they are, if nothing else is told.
        let here = |s: &&Range<usize>| (s.start..s.end).any(|i| doc.stem_in(i, Cue::WITNESSES));
        let elsewhere = |p: &PlaceCue| !spoken.iter().any(|s| s.contains(&p.tokens.start));
        let only = !places.iter().any(elsewhere);
        let witnesses = spoken.iter().find(|s| only && here(s)).cloned();
        places.retain(|p| {
            if witnesses
                .as_ref()
                .is_some_and(|s| s.contains(&p.tokens.start))
            {
                return true;
            }
            let mut of = spoken.iter().filter(|s| s.contains(&p.tokens.start));
            of.all(|s| doc.stem_in(s.start, Cue::LOCAL) && (s.start..p.name.start).len() <= 3)
        });
        // "يُرجح أنه روسي، وفق ما أفاد المرصد": whoever is named speaks.
        let named = |cue: &&SpeakerCue| cue.who.is_some() && cue.cites;
        let open = first_cue.is_some_and(|cue| cue.who.is_none() && !cue.denies && !cue.reporter);
        let cited = speakers.iter().find(named).filter(|_| open);
        let cue = cited.or(first_cue).cloned();
        Clause {
            sentence,
            opens_item: false,
            portion: false,
            sited: false,
            label: None,
            section: None,
            weapons,
            targets,
            places,
            dates,
            acts,
            figures,
            accused,
            persons,
            speaker: self.speaks(&cue, first),
            cue,
            accuser: accuser(doc, &span),
            span,
        }
    }

    fn accused(
        &self,
        acts: &[ActCue],
        span: &Range<usize>,
        spoken: &[Range<usize>],
        groups: &[group::Group],
    ) -> Vec<PartyCue> {
        let doc = self.doc;
        let parties = party::find(doc, span.clone());
        // "أعلن التنظيم مسؤوليته": nobody else is charged.
        let charges = |i: &usize| doc.has(*i, Gram::ACCUSES) && !takes_credit(doc, *i);
        let charge = span.clone().find(charges);
        let owns = span.clone().find(|&i| doc.has(i, Gram::OWNS));
        let custody = acts
            .iter()
            .any(|a| a.word.act == Act::TortureOrCustodyDeath);
        let counted: Vec<Range<usize>> = groups
            .iter()
            .filter(|g| g.counted && !is_subject(doc, g))
            .map(|g| g.tokens.clone())
            .collect();
        let counted = counted.as_slice();
        let mut out: Vec<PartyCue> = Vec::new();
        for party in &parties {
            let inside = |spans: &[Range<usize>]| spans.iter().any(|s| overlap(s, &party.tokens));
            let charged = charge.is_some_and(|at| party.tokens.start > at)
                && !party.adjective
                && !inside(spoken)
                && out.is_empty();
            let owner = owns.is_some_and(|at| {
                let behind = party.tokens.start > at && party.tokens.start - at <= 3;
                behind || party.tokens.end == at && !party.adjective
            });
            let did = party::did(doc, party, acts, span) && !inside(spoken) && !inside(counted);
            // "من قبل قوات النظام وروسيا".
            let joined = doc.words[party.tokens.start].conj
                && out
                    .last()
                    .is_some_and(|p| p.tokens.end == party.tokens.start);
            if charged || owner || did || joined || custody && !inside(counted) {
                out.push(party.clone());
            }
        }
        let none = out.is_empty();
        out.extend(owns.filter(|_| none).and_then(|at| self.told_again(at)));
        out
    }

    /// "وتبنى التنظيم الهجوم": the party named before, which owns the deed.
    fn told_again(&self, owns: usize) -> Option<PartyCue> {
        let at = self.doc.after(owns);
        let word = self.doc.words.get(at)?;
        let before = self
            .out
            .clauses
            .iter()
            .rev()
            .take(NEAR)
            .find_map(|c| c.accused.last())?;
        let again = word.article && word.has(Gram::PARTY_HEAD) && word.len == 1;
        again.then(|| PartyCue {
            tokens: at..at + 1,
            ..before.clone()
        })
    }

    /// "مصادر طبية لصوت الرواد": to whom they speak, the publisher, is no part of who they are.
    fn leave_out_hearer(&self, who: &mut Range<usize>) {
        // "المدير العام لوزارة الصحة": whose office it is belongs to the designation.
        let holds = self.doc.stem_in(who.start, Cue::OFFICE);
        if holds {
            return;
        }
        let heard = (who.start + 1..who.end).find(|&i| {
            let behind = self.doc.form(i).strip_prefix('ل');
            behind.is_some_and(|name| {
                let name = name.strip_prefix('ل').unwrap_or(name);
                self.publisher.iter().any(|p| p == name)
            })
        });
        who.end = heard.unwrap_or(who.end);
    }

    /// What was done to those whom an item counts by itself: what the lead of the list says.
    fn listed(&mut self, sentence: usize) -> Option<Effect> {
        let last = self.out.clauses.last().and_then(|c| c.figures.first());
        self.lead = self.lead.or(last.map(|f| f.effect));
        let item = self.bulletin && self.doc.text.sentences[sentence].item;
        let whole = self.out.clauses.last().filter(|c| c.sentence == sentence);
        let said = whole.and_then(|c| c.figures.iter().find(|f| f.part_of.is_none()));
        match self.portion {
            true => said.map(|f| f.effect).or(self.lead),
            false => self.lead.filter(|_| item),
        }
    }

    /// "لترتفع الحصيلة إلى 5": what was done to those whom a toll counts without saying it. A toll is of the dead
    /// where the report has not told otherwise.
    fn risen(&self, span: &Range<usize>) -> Option<Effect> {
        let toll = |i: usize| self.doc.has(i, Gram::TOTAL) && self.doc.words[i].article;
        let rises = span.clone().any(|i| self.doc.stem_in(i, Cue::RISES));
        (rises && span.clone().any(toll)).then(|| self.lead.unwrap_or(Effect::Killed))
    }

    /// Who speaks in a clause with this cue.
    fn speaks(&mut self, cue: &Option<SpeakerCue>, first: usize) -> SpeakerIndex {
        let Some(cue) = cue else {
            // What follows in the sentence is said by the same.
            let before = self.out.clauses.get(first..).and_then(|c| c.last());
            return before.and_then(|c| c.speaker);
        };
        if cue.reporter {
            return None;
        }
        let speaker = match &cue.who {
            // "لكنها نفت": the one who was accused before.
            None if cue.denies && self.denies_by_verb(cue.verb) => match self
                .out
                .clauses
                .iter()
                .rev()
                .flat_map(|c| c.accused.last())
                .next()
                .map(|p| p.tokens.clone())
            {
                Some(accused) => self.known(accused),
                None => self.last,
            },
            None => match self.subject(cue, first) {
                Some(who) => self.known(who),
                None => self.last,
            },
            Some(who) => self.known(who.clone()),
        };
        self.last = speaker.or(self.last.filter(|_| cue.who.is_none()));
        speaker
    }

    /// "نفت", "نفت صلتها".
    fn denies_by_verb(&self, at: usize) -> bool {
        self.doc.has(at, Gram::VERB) || matches!(self.doc.stem(at), "نفت" | "نفي" | "تنفي" | "ينفي")
    }

    /// "وجّه أهالي القرية نداء، مؤكدين": who speaks with a participle is the subject of its sentence.
    fn subject(&self, cue: &SpeakerCue, first: usize) -> Option<Range<usize>> {
        const OPENING: usize = 3;
        let doc = self.doc;
        let spoken = self
            .out
            .clauses
            .get(first..)?
            .iter()
            .rev()
            .take(NEAR)
            .any(|c| c.cue.is_some());
        let goes_on = doc.has(cue.verb, Gram::SAYS) && !doc.has(cue.verb, Gram::VERB);
        let at = doc
            .text
            .sentences
            .partition_point(|s| s.tokens.end <= cue.verb);
        let body = doc.text.sentences.get(at)?.body();
        let mut opening = body.start..cue.verb.min(body.start + OPENING);
        let head =
            opening.find(|&i| doc.has(i, Gram::SPEAKER_HEAD) && doc.words[i].prep.is_none())?;
        let told = doc.words[head].lex.noun.is_some();
        let plain = goes_on && !spoken && !told;
        plain.then(|| head..speaker::designation(doc, head, cue.verb, None))
    }

    /// The speaker of a designation: one who was told before, or a new one.
    fn known(&mut self, who: Range<usize>) -> SpeakerIndex {
        let doc = self.doc;
        if speaker::is_publisher(doc, &who, &self.publisher) {
            return None;
        }
        let said: Vec<&str> = who.clone().map(|i| doc.stem(i)).collect();
        let definite = doc.words[who.start].article && who.len() <= 2;
        let same = self.out.speakers.iter().position(|spans| {
            let words: Vec<&str> = spans[0].clone().map(|i| doc.stem(i)).collect();
            let first = said.first() == words.first() && definite;
            // "وزارة الصحة", and below "وزارة الصحة في المدينة".
            let longer = words.len() > 1 && said.starts_with(&words);
            first || longer || said.iter().all(|w| words.contains(w))
        });
        let plural = doc.stem_in(who.start, Cue::AGAIN) && definite;
        // "المتحدث، محمود فيرنر", and below "فيرنر": the name stands behind the designation.
        const REACH: usize = 4;
        let named = || {
            self.out.speakers.iter().position(|spans| {
                let behind = spans[0].end..doc.end().min(spans[0].end + REACH);
                who.len() == 1 && behind.clone().any(|i| doc.stem(i) == said[0])
            })
        };
        let same = same.or_else(named);
        let index = same.or(self.last.filter(|_| plural)).unwrap_or_else(|| {
            self.out.speakers.push(Vec::new());
            self.out.speakers.len() - 1
        });
        self.out.speakers[index].push(who);
        self.last = Some(index);
        Some(index)
    }
}

/// The words for attacks in a clause that are no part of a date or a name and no pretext.
fn acts(doc: &Doc<'_>, span: &Range<usize>, dates: &[DayCue], places: &[PlaceCue]) -> Vec<ActCue> {
    let mut acts = act::find(doc, span.clone());
    // "بزعم تنفيذ عملية دهس" is a pretext and no tale.
    let pretext = span.clone().find(|&i| doc.form_in(i, Cue::PRETEXT));
    let pretext = pretext.unwrap_or(span.end);
    let named = |at: usize| {
        places
            .iter()
            .any(|p| !p.back && p.name.contains(&at) && p.name.start != at)
    };
    acts.retain(|a| {
        a.tokens.start < pretext && !is_dated(dates, &a.tokens) && !named(a.tokens.start)
    });
    acts
}

/// "اغتال مسلحان": behind a verb that only whoever did it can be the subject of.
fn is_subject(doc: &Doc<'_>, group: &group::Group) -> bool {
    let Some(before) = group.tokens.start.checked_sub(1) else {
        return false;
    };
    let done = doc.words[before]
        .lex
        .harm
        .is_some_and(|h| h.voice == Voice::Done && !h.follows);
    // "هجوم شنّه عشرات المستوطنين": the verb has its object.
    let word = &doc.words[before];
    let deed = doc.has(before, Gram::CARRIED) || word.lex.act.is_some_and(|a| a.verb);
    let carried =
        deed && word.pronoun.is_some() && doc.has(group.tokens.end - 1, Gram::PARTY_LABEL);
    // "ستين مستوطناً هاجموا": a verb of several right behind those who may do it.
    let end = group.tokens.end;
    let several = doc.form(end).ends_with("وا")
        && doc
            .words
            .get(end)
            .is_some_and(|w| w.lex.act.is_some_and(|a| a.verb) && w.lex.harm.is_none());
    let attack = several && (group.tokens.clone()).any(|i| doc.has(i, Gram::PARTY_LABEL));
    carried || attack || done && doc.number(group.tokens.start).is_none()
}

fn figures(
    doc: &Doc<'_>,
    span: &Range<usize>,
    groups: &[group::Group],
    acts: &[ActCue],
    listed: Option<Effect>,
) -> Vec<Told> {
    let plain = acts
        .iter()
        .filter(|a| doc.words[a.tokens.start].lex.harm.is_none());
    let ends: Vec<usize> = plain.map(|a| a.tokens.start).collect();
    let figures = figure::read(doc, span.clone(), groups, &ends, listed);
    let zeros = nobody::find(doc, span);
    let mut figures = figure::keep(figures, |f| {
        let none = zeros
            .iter()
            .any(|z| overlap(&z.group.tokens, &f.group.tokens));
        let plural = f.group.count == Count::Vague(Vague::Plural);
        !(none || plural && is_negated(doc, f.group.tokens.start, span.start))
    });
    figures.extend(zeros);
    figures
}

fn is_dated(dates: &[DayCue], tokens: &Range<usize>) -> bool {
    dates.iter().any(|d| overlap(&d.tokens, tokens))
}

/// Those of a sorted list that begin in a clause.
fn inside<'x, T>(items: &'x [T], span: &Range<usize>, start: impl Fn(&T) -> usize) -> &'x [T] {
    let from = items.partition_point(|item| start(item) < span.start);
    let to = items.partition_point(|item| start(item) < span.end);
    &items[from..to]
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether a negation stands before a bare plural: "دون أن ترد أنباء عن وقوع إصابات".
fn is_negated(doc: &Doc<'_>, at: usize, start: usize) -> bool {
    const REACH: usize = 8;
    let before = (start.max(at.saturating_sub(REACH))..at).rev();
    before
        .take_while(|&i| !doc.is_mark(i))
        .any(|i| doc.has(i, Gram::NEGATION))
}
