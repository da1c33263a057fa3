//! What was done to the groups of a clause: words of harm and the figures they take.
//!
//! Arabic says the harm before those harmed ("قُتل خمسة وأصيب عشرة", "مقتل خمسة"), so a word of harm
//! holds for the groups that follow it, until something else is told. Where the verb follows ("رجل
//! وامرأة قُتلا") its form says so, and the groups before it are meant.

use std::ops::Range;

use tollbook_record::{Count, Effect, Vague, Who};

use super::act;
use super::doc::Doc;
use super::given;
use super::group::{self, Group, Share};
use super::lexicon::{Cue, Gram, Harm, Pronoun, Voice};
use super::person;

mod words;

use words::{
    KIN_AHEAD, age_behind, is_attribute, is_before, is_hurt, is_loss, is_particle, is_toll,
    meets_death, needs_death,
};
pub use words::{puts_an_end, tells_harm};

/// A figure of a clause.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Those counted.
    pub group: Group,
    /// What was done to them.
    pub effect: Effect,
    /// The figure of the clause that it breaks down.
    pub part_of: Option<usize>,
    /// The name of the rule that read it.
    pub rule: &'static str,
}

/// The figures of a clause. `acts` are the tokens where an attack is told, which end what a word of
/// harm holds for. `listed` is what was done to those whom an item of a list counts without saying it.
pub fn read(
    doc: &Doc<'_>,
    span: Range<usize>,
    groups: &[Group],
    ends: &[usize],
    listed: Option<Effect>,
) -> Vec<Told> {
    let mut reader = Reader {
        doc,
        out: Vec::new(),
        state: None,
        part: false,
        pending: Vec::new(),
        listed: false,
        bracket: false,
        lapsed: None,
        aimed_at: None,
        ended: None,
        beside: false,
        named: None,
        toll: false,
        suffers: false,
        served: false,
        clean: true,
        last_end: span.start,
        rises: span.clone().any(|i| doc.stem_in(i, Cue::RISES)),
        explains: is_before(doc, &span),
    };
    let mut groups = groups.iter().peekable();
    let mut at = span.start;
    let end = span.clone().rev().find(|&i| !doc.is_mark(i));
    let end = end.map_or(span.start, |last| last + 1);
    while at < end {
        if let Some(group) = groups.next_if(|g| g.tokens.start <= at)
            && group.tokens.start == at
        {
            reader.group(group);
            at = group.tokens.end.max(at + 1);
            continue;
        }
        if let Some(next) = age_behind(doc, at, end).filter(|_| at == reader.last_end) {
            reader.last_end = next;
            at = next;
            continue;
        }
        reader.word(at, end, ends.contains(&at));
        at = doc.after(at);
    }
    part_sums(doc, &mut reader.out);
    if let Some(effect) = listed.filter(|_| reader.out.is_empty()) {
        reader.pending.retain(|(group, _)| {
            (group.counted || doc.stem_in(group.tokens.start, Cue::OTHERS)) && !group.unsure
        });
        reader.settle(effect, "listed");
    }
    reader.out
}

/// "خمسة مدنيين، سيدتان وثلاثة أطفال": those told right behind a number who make it up are parts of it.
fn part_sums(doc: &Doc<'_>, figures: &mut [Told]) {
    const FEWEST: usize = 2;
    let exact = |told: &Told| match told.group.count {
        Count::Stated { range, approximate } if !approximate && range.min() == range.max() => {
            range.min()
        }
        _ => None,
    };
    for at in 0..figures.len() {
        let (before, behind) = figures.split_at_mut(at + 1);
        let whole = &before[at];
        let Some(all) = exact(whole).filter(|_| whole.part_of.is_none()) else {
            continue;
        };
        let mut end = whole.group.tokens.end;
        let mark = |i: usize| doc.is(i, '،') || doc.is(i, ':') || doc.is(i, '(');
        let mut sum = 0;
        let mut count = 0;
        for told in behind.iter() {
            let start = told.group.tokens.start;
            let beside = start == end && told.group.joined || start == end + 1 && mark(end);
            let same = told.effect == whole.effect && told.part_of.is_none();
            let Some(n) = exact(told).filter(|_| same && beside && (count > 0 || mark(end))) else {
                break;
            };
            (sum, count, end) = (sum + n, count + 1, told.group.tokens.end);
            if sum >= all {
                break;
            }
        }
        if sum == all && count >= FEWEST {
            behind[..count]
                .iter_mut()
                .for_each(|told| told.part_of = Some(at));
        }
    }
}

/// Those figures that `kept` allows, each part still pointing at its whole.
pub fn keep(figures: Vec<Told>, kept: impl FnMut(&Told) -> bool) -> Vec<Told> {
    let kept: Vec<bool> = figures.iter().map(kept).collect();
    let moved: Vec<Option<usize>> = kept
        .iter()
        .scan(0, |next, kept| {
            let here = kept.then_some(*next);
            *next += usize::from(*kept);
            Some(here)
        })
        .collect();
    let stays = figures.into_iter().zip(&kept).filter(|(_, kept)| **kept);
    stays
        .map(|(told, _)| Told {
            part_of: told.part_of.and_then(|whole| moved[whole]),
            ..told
        })
        .collect()
}

/// The rule of those who are told among others.
const AMONG: &str = "among";

struct Reader<'s, 'a> {
    doc: &'s Doc<'a>,
    out: Vec<Told>,
    /// The harm that holds, and the word that said it.
    state: Option<(Effect, Voice, usize)>,
    /// Whether the groups that follow are parts of the last whole.
    part: bool,
    /// Groups that no harm holds for yet.
    pending: Vec<(Group, bool)>,
    /// Whether those who follow are told one by one: "هم الجد والجدة".
    listed: bool,
    /// Whether they stand in brackets.
    bracket: bool,
    /// The harm that held until an attack was told: "أصيب شاب برصاص الجنود وطفلة بشظايا".
    lapsed: Option<(Effect, Voice, usize)>,
    /// Somebody at whom a deed was aimed while another harm was told: "واعتدت على امرأة ما أدى إلى إصابتها".
    aimed_at: Option<Group>,
    /// The harm that an attack told behind it has ended: "مقتل صحفية جراء غارة استهدفتها، إضافة إلى مدني".
    ended: Option<(Effect, Voice, usize)>,
    /// Whether those who follow are told beside the ones before.
    beside: bool,
    /// Somebody named before an attack was told, to whom a pronoun may point: "دهست آلية الشاب ... استشهاده".
    named: Option<(Group, bool)>,
    /// Whether the harm is that of a toll, which holds until its number: "حصيلة قتلى القصف ... إلى 13".
    toll: bool,
    /// "تعرّض أربع نساء للاغتصاب": whether those told suffer what is told behind them.
    suffers: bool,
    /// Whether the word of harm has taken a group.
    served: bool,
    /// Whether nothing but adverbs stands between the word of harm and here.
    clean: bool,
    /// Where the last group ended.
    last_end: usize,
    /// Whether the clause tells a toll that has changed.
    rises: bool,
    /// Whether what follows only explains a new toll: "وذلك إثر العثور على ثلاث جثث".
    explains: bool,
}

impl Reader<'_, '_> {
    fn word(&mut self, at: usize, end: usize, ends: bool) {
        let word = &self.doc.words[at];
        if self.doc.is(at, '.') || self.doc.is(at, '؛') || self.doc.is(at, ';') {
            self.state = None;
            self.part = false;
            self.pending.clear();
            return;
        }
        // "12 شهيداً (4 نساء، 5 أطفال، 3 رجال)".
        if self.doc.is(at, '(') && at == self.last_end && self.whole().is_some() {
            self.part = true;
            self.bracket = true;
            self.listed |= self.is_of_family();
            return;
        }
        if self.doc.is(at, ')') && self.bracket {
            self.part = false;
            self.bracket = false;
        }
        if matches!(self.doc.form(at), "هم" | "وهم" | "هما" | "وهما" | "وهن")
            && !self.out.is_empty()
        {
            self.part = true;
            self.listed = true;
            return;
        }
        if matches!(self.doc.stem(at), "صواب" | "صحيح") && word.conj {
            // What stood before was the fault.
            self.explains = false;
            self.out.clear();
        }
        // "فرق الإنقاذ" are those who came to help.
        if word.has(Gram::FREED) && !word.article {
            self.explains = true;
        }
        // "إضافة إلى ثلاثة مدنيين"
        if self.doc.stem_in(at, Cue::PLUS) {
            self.part = false;
            self.bracket = false;
            self.beside = true;
            self.state = self.state.or(self.ended);
        }
        self.suffers |= word.has(Gram::SUFFERS);
        if self.begins_anew(at, end) {
            self.explains &= self.doc.form(at) != "اما";
            self.state = None;
            self.part = false;
            self.pending.clear();
            return;
        }
        // "أن بين القتلى مسعفين": the whole was told before.
        let last = self.doc.after(at) - 1;
        let of = match self.doc.stem(last) {
            _ if !word.has(Gram::AMONG) => None,
            "قتلي" | "شهدا" | "ضحايا" => Some(Effect::Killed),
            "جرحي" | "مصابين" => Some(Effect::Injured),
            _ => None,
        };
        if let Some(effect) = of {
            self.state = Some((effect, Voice::Noun, at));
            self.part = true;
            self.clean = true;
            return;
        }
        // "52 جريحاً توفي منهم 8": what became of some of them.
        let became = self.state.is_some_and(|(effect, voice, said)| {
            let other = self.whole().is_some_and(|at| self.out[at].effect != effect);
            voice != Voice::Noun && self.doc.after(said) == at && other
        });
        if word.has(Gram::AMONG) && became {
            return;
        }
        if word.has(Gram::AMONG) {
            self.part = !self.out.is_empty() || !self.pending.is_empty();
            return;
        }
        if let Some(harm) = word.lex.harm {
            self.harm(at, end, harm);
            return;
        }
        let parts = self.doc.form_in(at, Cue::PARTS);
        // "أسرة مؤلفة من أب وأم": the family's members follow.
        let made = at > 0 && matches!(self.doc.stem(at - 1), "مولفه" | "مكونه" | "مولفا" | "مكونا");
        let parts = parts && !made;
        if parts || word.prep.is_some() || ends {
            self.clean = false;
        }
        // "بعد يومين من مقتل راع": what was before.
        let since = self.doc.form(at) == "بعد"
            && self.doc.has(at + 1, Gram::THING)
            && matches!(self.doc.form(at + 2), "من" | "علي");
        if since || word.has(Gram::SUPERSEDED) || self.doc.stem_in(at, Cue::REVENGE) {
            self.explains = true;
        }
        let explains = matches!(self.doc.form(at), "اثر" | "بعد" | "بعدما" | "عقب" | "لا");
        if self.rises && explains && !self.out.is_empty() {
            self.explains = true;
        }
        // "قُتل في القصف الذي استهدف الحي ثلاثة أطفال": the verb still waits for its subject.
        let waits = self.state.is_some_and(|(_, voice, _)| voice != Voice::Noun) && !self.served;
        if ends && !self.toll && !waits {
            let named = |(g, _): &(Group, bool)| g.definite;
            self.named = self.pending.pop().filter(named).or(self.named.take());
            self.lapsed = self.state.filter(|_| word.prep == Some('ب'));
            self.ended = self.state.or(self.ended);
            self.state = None;
            self.part = false;
            self.pending.clear();
        }
    }

    /// "وإن عشرات أصيبوا", "، واشترط": what follows is told by itself.
    fn begins_anew(&self, at: usize, end: usize) -> bool {
        let doc = self.doc;
        let that = doc.words[at].conj && matches!(doc.stem(at), "ان" | "انه" | "انها" | "انهم");
        let next = at + 1;
        let other = (doc.is(at, '،') || doc.is(at, ','))
            && next < end
            && doc.words[next].is_unknown()
            && !doc.words[next].article
            && doc.form(next).starts_with('و')
            && doc.form(next).chars().count() >= 5
            && doc.number(next).is_none();
        // "أما الجرحى فأحد عشر"
        that || other || doc.form(at) == "اما" && next < end && doc.words[next].article
    }

    fn harm(&mut self, at: usize, end: usize, harm: Harm) {
        // "فقدت زوجها" is a death told of one who lives.
        let particle = is_particle(self.doc, at);
        let death = self.loses_kin(at, end);
        let harm = match death {
            true => Harm {
                effect: Effect::Killed,
                voice: Voice::Done,
                ..harm
            },
            false => harm,
        };
        let rules = matches!(self.doc.stem(at), "قضي" | "قضت" | "قضوا")
            && self.doc.stem_in(self.doc.after(at), Cue::RULED);
        let lost = rules
            || particle
            || act::is_sentence(self.doc, at)
            || !death
                && is_loss(self.doc, at)
                && self
                    .doc
                    .words
                    .get(self.doc.after(at))
                    .is_some_and(|w| w.pronoun.is_some());
        // "أصابت موقعاً": a place was hit, and nobody is told of.
        let next = self.doc.words.get(self.doc.after(at));
        let place = harm.voice == Voice::Done
            && harm.effect != Effect::Abducted
            && next.is_some_and(|w| w.lex.target.is_some() && w.lex.noun.is_none());
        // "تلقى 25 شخصاً العلاج": another verb, with its own subject.
        if needs_death(self.doc, at) && !meets_death(self.doc, at, end) {
            self.state = None;
            return;
        }
        if place || lost {
            return;
        }
        if self.explains && !self.doc.has(at, Gram::VERB) {
            return;
        }
        self.explains = false;
        let voice = match puts_an_end(self.doc, at) {
            true => Voice::Done,
            false => harm.voice,
        };
        let harm = Harm { voice, ..harm };
        let suffered = harm.follows || matches!(harm.voice, Voice::Suffered | Voice::Either);
        if suffered && !self.takes_object(at, end) {
            // "إن شخصاً على الأقل قتل": the verb has the number of the noun.
            let many = |(g, _): &(Group, bool)| match g.count {
                Count::Stated { range, .. } => range.min() != Some(1),
                Count::Vague(_) => true,
            };
            let groups = std::mem::take(&mut self.pending);
            // A verb behind its subject has its number.
            let agree = match harm.follows {
                true => groups.len() > 1 || groups.iter().any(many),
                false => matches!(groups.as_slice(), [one] if !many(one)),
            };
            if agree {
                self.pending = groups;
                self.settle(harm.effect, "verb-after");
                self.part = false;
                self.lapsed = Some((harm.effect, harm.voice, at));
                // "ارتقت مع والدتها وأخيها": those with whom they were.
                if self.doc.form(self.doc.after(at)) == "مع" {
                    self.state = Some((harm.effect, harm.voice, at));
                    self.clean = true;
                }
                return;
            }
        }
        // "أجبر القصف 500 شخص على النزوح", "ارتفعت إلى 12 حصيلة القتلى", "دهس طفلة ... أدى إلى إصابتها".
        let noun = harm.voice == Voice::Noun;
        let suffered = self.suffers && self.doc.words[at].prep == Some('ل');
        // "عشرات بالاختناق": of what those suffered who are counted right before.
        let with = self.doc.words[at].prep == Some('ب')
            && matches!(self.pending.last(), Some((g, _)) if g.counted && g.tokens.end == at);
        let counted_before = self.rises && is_toll(self.doc, at) || suffered || with;
        let afterwards = matches!(harm.effect, Effect::Displaced | Effect::Missing);
        // "دهست طفلاً فقتلته": the verb's object was told before.
        let done = matches!(harm.voice, Voice::Done | Voice::Either);
        if (noun && !counted_before || done) && !afterwards {
            self.harm_of(at, harm.effect);
        }
        if noun && (afterwards || counted_before) {
            for (group, _) in std::mem::take(&mut self.pending) {
                self.put(group, harm.effect, "noun-after");
            }
        }
        let effect = match self.state {
            // "مقتل وإصابة 12": one number for both.
            Some((before, Voice::Noun, said))
                if harm.voice == Voice::Noun
                    && self.doc.words[at].conj
                    && said + self.doc.words[said].len == at
                    && is_hurt(before)
                    && is_hurt(harm.effect) =>
            {
                Effect::KilledOrInjured
            }
            // "قُتل وأصيب أكثر من 12"
            Some((before, Voice::Suffered | Voice::Either, said))
                if matches!(harm.voice, Voice::Suffered | Voice::Either)
                    && self.doc.words[at].conj
                    && self.doc.after(said) == at
                    && is_hurt(before)
                    && is_hurt(harm.effect) =>
            {
                Effect::KilledOrInjured
            }
            // "قُتل أو جُرح 12".
            Some((before, _, said))
                if self.doc.form(at - 1) == "او"
                    && self.doc.after(said) == at - 1
                    && is_hurt(before)
                    && is_hurt(harm.effect) =>
            {
                Effect::KilledOrInjured
            }
            _ => harm.effect,
        };
        self.state = Some((effect, harm.voice, at));
        self.lapsed = None;
        self.ended = None;
        self.beside = false;
        self.toll = is_toll(self.doc, at);
        self.served = false;
        self.clean = true;
        self.part = false;
        self.pending.clear();
    }

    /// Gives the groups that no harm held for yet their effect.
    fn settle(&mut self, effect: Effect, rule: &'static str) {
        for (group, part) in std::mem::take(&mut self.pending) {
            let part_of = self.whole().filter(|_| part);
            self.put(group, effect, rule);
            if let Some(told) = self.out.last_mut() {
                told.part_of = part_of;
            }
        }
    }

    /// "فقدت العائلة خمسة من أبنائها", "فقد يومها أباه وأخويه": those lost died, and whoever lost them lives.
    fn loses_kin(&self, at: usize, end: usize) -> bool {
        let next = self.doc.after(at);
        let ahead = next..end.min(next + KIN_AHEAD);
        let owned = |i: usize| {
            let word = &self.doc.words[i];
            let kin = |who: Who| {
                matches!(
                    who,
                    Who::FamilyMembers | Who::Men | Who::Women | Who::Children
                )
            };
            word.pronoun.is_some()
                && word
                    .lex
                    .noun
                    .is_some_and(|n| n.effect.is_none() && kin(n.who))
        };
        // "فقدت ثلاث عائلات 17 فرداً".
        let family = |i: usize| {
            matches!(
                self.doc.stem(i),
                "عايله" | "عايلات" | "اسره" | "اسر" | "عائله" | "عائلات"
            )
        };
        let families = (next..end.min(next + 2)).any(family);
        is_loss(self.doc, at)
            && (families || ahead.take_while(|&i| !self.doc.is_mark(i)).any(owned))
    }

    /// "إصابتها", "قتلته": the one told last, to whom the pronoun points.
    fn harm_of(&mut self, at: usize, effect: Effect) {
        let Some(pronoun) = self.doc.words[at].pronoun else {
            return;
        };
        let one = Count::exactly(1);
        let agrees = |(group, _): &(Group, bool)| match pronoun {
            Pronoun::Him | Pronoun::Her => group.count == one,
            Pronoun::Two => group.count == Count::exactly(2),
            Pronoun::Them => group.count != one,
            Pronoun::Us => false,
        };
        if self.state.is_some()
            && let Some(group) = self.aimed_at.take().filter(|g| agrees(&(g.clone(), false)))
        {
            self.put(group, effect, "noun-after");
            return;
        }
        if self.state.is_none()
            && let Some((group, _)) = self.pending.pop().or(self.named.take()).filter(agrees)
        {
            self.put(group, effect, "noun-after");
        }
    }

    /// Whether a group stands right behind a verb.
    fn takes_object(&self, at: usize, end: usize) -> bool {
        let next = self.doc.after(at);
        if next >= end {
            return false;
        }
        let word = &self.doc.words[next];
        word.lex.noun.is_some() && !word.article || self.doc.number(next).is_some()
    }

    fn group(&mut self, group: &Group) {
        self.list_family(group);
        if self.explains || self.is_told_of_others(group) {
            // "ورد أن ضحايا القصف تسعة، والصحيح أنهم ستة": of whom the right number is told.
            let own = group
                .effect
                .filter(|_| self.explains && self.out.is_empty());
            self.state = own
                .map(|effect| (effect, Voice::Noun, group.tokens.start))
                .or(self.state);
            return;
        }
        // A person who is named without a number is harmed only right behind the word of harm, or joined
        // to others who are: not "في منزل مواطن".
        let follows_on = group.joined && group.tokens.start <= self.last_end + 1;
        let near = self.clean
            || follows_on
            || self.part
            || std::mem::take(&mut self.beside) && self.verb_behind(group).is_none();
        let adrift = !group.counted
            && !near
            && self.state.is_some()
            && group.share == Share::Whole
            && !self.is_late_subject(group)
            && !self.is_reached(group);
        // "زوجها المهندس": the same person once more.
        let apposed = group.definite && !group.joined && group.tokens.start == self.last_end;
        self.last_end = group.tokens.end;
        if let Some(effect) = self.verb_behind(group).filter(|_| adrift) {
            self.put(group.clone(), effect, "verb-after");
            return;
        }
        if adrift || apposed {
            let on = group.tokens.start.checked_sub(1);
            let on = on.is_some_and(|i| self.doc.form(i) == "علي");
            self.aimed_at = on.then(|| group.clone()).or(self.aimed_at.take());
            return;
        }
        if group.share != Share::Whole {
            return self.share(group);
        }
        let bare = self.state.is_none() && self.pending.is_empty() && !group.definite;
        if bare && group.joined && !self.is_subject_ahead(group) {
            self.state = self.lapsed;
        }
        if self.remain(group) {
            return;
        }
        let own = group.effect;
        let state = self.state.map(|(effect, ..)| effect);
        if self.part && (!group.definite || self.listed) {
            return self.part_of(group);
        }
        if group.definite && !self.names_follow(group) {
            self.tell_toll(group);
            return;
        }
        match (own, state) {
            // "توفي جريحان": the wounded have died.
            (Some(Effect::Injured), Some(Effect::Killed))
                if self.clean && self.rule() == "verb" =>
            {
                self.put(group.clone(), Effect::Killed, "verb");
            }
            (Some(own), _) => {
                // "إصابات" behind a word for the dead is a figure of its own.
                if group.count == Count::Vague(Vague::Plural) && self.is_repeated(group) {
                    return;
                }
                let one = !group.counted && group.count == Count::exactly(1);
                let theirs = self.doc.words[group.tokens.start].pronoun.is_some();
                // "ويحتجز جثمانه": the one told before.
                let body = theirs && self.is_repeated(group) && own == Effect::Killed;
                if one && theirs && (state.is_none() || body) {
                    return;
                }
                self.state = Some((own, Voice::Noun, group.tokens.start));
                let effect = if self.is_buried(group) {
                    Effect::Missing
                } else {
                    own
                };
                self.put(group.clone(), effect, "noun");
            }
            (None, Some(effect)) => {
                let effect = if self.is_buried(group) {
                    Effect::Missing
                } else {
                    effect
                };
                if !group.unsure || self.toll || self.follows_harm(group) {
                    let rule = self.rule();
                    self.put(group.clone(), effect, rule);
                    self.toll = false;
                }
            }
            (None, None) if self.is_buried(group) => {
                self.put(group.clone(), Effect::Missing, "buried")
            }
            (None, None) => self.pending.push((group.clone(), false)),
        }
    }

    /// "ارتفع عدد القتلى إلى 12 والجرحى إلى 40": of whom the number is told further on.
    fn tell_toll(&mut self, group: &Group) {
        let before = group.tokens.start.checked_sub(1);
        // "ترتفع الحصيلة الإجمالية للشهداء منذ بدء العدوان إلى 2350"
        let sum = before.is_some_and(|i| {
            let head = (0..=i).rev().find(|&j| !self.doc.words[j].inner);
            head.is_some_and(|head| self.doc.has(head, Gram::TOTAL))
        });
        let to = self.doc.form(group.tokens.end) == "الي" || sum;
        let plural = group.count == Count::Vague(Vague::Plural);
        if let Some(effect) = group.effect.filter(|_| self.rises && to && plural) {
            self.state = Some((effect, Voice::Noun, group.tokens.start));
            self.toll = true;
        }
    }

    /// "عائلة مكونة من خمسة أفراد، الأب والأم وثلاث بنات": right behind a family its members are told one by one.
    fn list_family(&mut self, group: &Group) {
        let family = self.is_of_family();
        let at = group.tokens.start;
        let behind =
            at == self.last_end + 1 && (self.doc.is(at - 1, '،') || self.doc.is(at - 1, ':'));
        if family && behind && group.effect.is_none() {
            self.part = true;
            self.listed = true;
        }
    }

    /// Whether a family with its number was told last.
    fn is_of_family(&self) -> bool {
        self.out.last().is_some_and(|t| {
            let whole = t.part_of.is_none() && t.group.counted;
            whole && group::is_family_of(self.doc, t.group.tokens.start)
        })
    }

    /// "أُصيب في الاستهداف زميله", "قُتل خلال اقتحام المدينة شاب": the subject for which the verb still waits. Behind
    /// a noun without the article it would be the genitive: "في منزل مواطن".
    fn is_late_subject(&self, group: &Group) -> bool {
        let waits = self.state.is_some_and(|(_, voice, _)| voice != Voice::Noun) && !self.served;
        let at = group.tokens.start;
        let before = at.checked_sub(1).map(|i| &self.doc.words[i]);
        let closed = before.is_some_and(|w| w.article && !w.has(Gram::STOP.with(Gram::VERB)));
        let word = &self.doc.words[at];
        waits && closed && !word.article && word.prep.is_none() && !word.conj
    }

    /// "وأن ثلاثة ما زالوا مفقودين": those counted before the verb are what the noun behind it says.
    fn remain(&mut self, group: &Group) -> bool {
        let before = group.tokens.start.checked_sub(1);
        let still = before.is_some_and(|i| self.doc.stem_in(i, Cue::STILL));
        let Some(effect) = group.effect.filter(|_| still && !group.counted) else {
            return false;
        };
        let counted = |(g, _): &(Group, bool)| g.counted;
        let Some((told, _)) = self.pending.pop().filter(counted) else {
            return false;
        };
        self.put(told, effect, "remain");
        true
    }

    /// "وعشرة أصيبوا": whether the verb of those counted stands behind them.
    fn is_subject_ahead(&self, group: &Group) -> bool {
        const REACH: usize = 8;
        let end = self.doc.end().min(group.tokens.end + REACH);
        let mut ahead = (group.tokens.end..end).take_while(|&i| !self.doc.is_mark(i));
        ahead.any(|i| self.doc.words[i].lex.harm.is_some() && self.doc.has(i, Gram::VERB))
    }

    /// "ارتفاع عدد الضحايا إلى شهيد و98 إصابة": what a toll has risen to.
    fn is_reached(&self, group: &Group) -> bool {
        let before = group.tokens.start.checked_sub(1);
        self.rises && before.is_some_and(|i| self.doc.form(i) == "الي")
    }

    /// "إضافة إلى معلمة توفيت": the verb of one person right behind.
    fn verb_behind(&self, group: &Group) -> Option<Effect> {
        let at = group.tokens.end;
        let harm = self.doc.words.get(at)?.lex.harm?;
        let one = group.count == Count::exactly(1) && !group.definite;
        let suffered = matches!(harm.voice, Voice::Suffered | Voice::Either);
        (one && suffered && !harm.follows && !self.takes_object(at, self.doc.end()))
            .then_some(harm.effect)
    }

    /// "ثلاثين شخصاً تحت الأنقاض".
    fn is_buried(&self, group: &Group) -> bool {
        let at = group.tokens.end;
        // "قضوا تحت الأنقاض" tells a death.
        let told = self.doc.words.get(at).is_some_and(|w| w.lex.harm.is_some());
        if told {
            return false;
        }
        // "لا يزالون تحت الركام"
        let still = at + usize::from(self.doc.stem_in(at + 1, Cue::STILL));
        let stuck = self.doc.words.get(still + 1).and_then(|w| w.lex.noun);
        if still > at && stuck.is_some_and(|n| n.effect == Some(Effect::Missing)) {
            return true;
        }
        let at = if still > at {
            still + 1
        } else {
            at + usize::from(!self.doc.has(at, Gram::STOP))
        };
        self.doc.form(at) == "تحت" && matches!(self.doc.stem(at + 1), "انقاض" | "ركام" | "ردم")
    }

    fn rule(&self) -> &'static str {
        match self.state {
            Some((_, Voice::Noun, _)) => "verbal-noun",
            Some((_, Voice::Done, _)) => "object",
            _ => "verb",
        }
    }

    /// Whether the word of harm stands right before a group.
    fn follows_harm(&self, group: &Group) -> bool {
        self.state
            .is_some_and(|(_, _, said)| self.doc.after(said) == group.tokens.start)
    }

    /// Whether a group that its noun alone tells was told before, with a number.
    fn is_repeated(&self, group: &Group) -> bool {
        self.out.iter().any(|t| Some(t.effect) == group.effect)
    }

    /// A noun with the article counts a person where a name follows: "الطفل أيمن".
    fn names_follow(&self, group: &Group) -> bool {
        let mut at = group.tokens.end;
        // "السجين السياسي جاسم حميد".
        while at < group.tokens.end + 2 && is_attribute(self.doc, at) && self.doc.is_word(at + 1) {
            at += 1;
        }
        at = person::past_affiliation(self.doc, at);
        // "الشاب المدعو أحمد"
        at += usize::from(self.doc.has(at, Gram::TITLE) && self.doc.words[at].article);
        let next = self.doc.words.get(at);
        let one = group.count == Count::exactly(1);
        let kin = self.doc.stem_in(group.tokens.start, Cue::KIN);
        if kin && one && self.state.is_some() && self.clean && group.tokens.len() == 1 {
            return true;
        }
        let named = next.is_some_and(|w| {
            let name = w.is_unknown()
                || self.doc.is_given(at)
                || w.has(Gram::BINDER)
                || given::binds(self.doc.form(at));
            name && !w.conj && !w.article && w.prep.is_none()
        }) && self.doc.is_word(at)
            || self.doc.is(at, '/')
            || self.doc.is(at, '#')
            || person::opens_name(self.doc, at);
        // "استشهد الطفلان محمد ويامن"
        (one || group.count == Count::exactly(2)) && named
    }

    /// "يقطنه نحو سبعة آلاف لاجئ", "بحضور خمسة أشخاص", "وله ثلاث بنات": those who are told of beside.
    fn is_told_of_others(&self, group: &Group) -> bool {
        let doc = self.doc;
        let Some(before) = group.tokens.start.checked_sub(1) else {
            return false;
        };
        let form = doc.form(before);
        let beside = doc.stem_in(before, Cue::BESIDE) || doc.form_in(before, Cue::OWNS);
        let led = before.checked_sub(1).map_or("", |i| doc.form(i));
        let relative = matches!(led, "الذي" | "التي" | "الذين" | "حيث" | "وكان" | "كان");
        let pointing =
            ["ه", "ها", "هم"].iter().any(|p| form.ends_with(p)) && form.chars().count() > 4;
        let dwells = doc.words[before].is_unknown()
            && !doc.words[before].article
            && form.trim_start_matches('و').starts_with(['ي', 'ت'])
            && (relative || pointing && !doc.has(before.saturating_sub(1), Gram::STOP))
            && group.effect.is_none();
        beside || dwells
    }

    fn share(&mut self, group: &Group) {
        // "اثنتان منها بالرصاص، إحداهما خطيرة": one of the two.
        let of_two = self.doc.words[group.tokens.start].has(Gram::ONE_OF)
            && self.doc.form(group.tokens.start).ends_with("هما");
        let two = self
            .out
            .iter()
            .rposition(|t| t.group.count == Count::exactly(2));
        let whole = two.filter(|_| of_two).or_else(|| self.whole());
        let state = self.state.map(|(effect, ..)| effect);
        let said = state.filter(|_| self.follows_harm(group));
        let effect = group
            .effect
            .or(said)
            .or_else(|| whole.map(|at| self.out[at].effect))
            .or(state);
        let Some(effect) = effect else {
            self.pending.push((group.clone(), false));
            return;
        };
        let rule = match group.share {
            Share::Most => "most",
            _ => "share",
        };
        let part_of =
            whole.filter(|&at| self.out[at].effect == effect || group.share == Share::Most);
        let mut group = group.clone();
        // "عشرة مصابين، توفي 7 منهم": they are of those told with another harm.
        if whole.is_some() && part_of.is_none() && said.is_some() && group.share == Share::Of {
            group.share = Share::Whole;
        }
        self.out.push(Told {
            group,
            effect,
            part_of,
            rule,
        });
    }

    /// "بينهم أربعة أطفال وسيدتان": parts of the figure before.
    fn part_of(&mut self, group: &Group) {
        let Some(whole) = self.whole() else {
            if !self.pending.is_empty() {
                self.pending.push((group.clone(), true));
            } else if let Some((effect, ..)) = self
                .state
                .filter(|_| group.counted || group.count == Count::exactly(1))
            {
                let mut group = group.clone();
                group.share = Share::Of;
                self.put(group, effect, AMONG);
            }
            return;
        };
        let of_both = self.out[whole].effect == Effect::KilledOrInjured;
        if group
            .effect
            .is_some_and(|own| own != self.out[whole].effect)
            && (group.counted || !of_both)
        {
            self.part = false;
            return self.group(group);
        }
        // Traits that have no word in the format, such as migrants, are no part.
        let is_trait = group.who == Who::People && !group.counted;
        if is_trait {
            return;
        }
        let effect = match (group.effect, self.out[whole].effect) {
            (Some(Effect::Injured), Effect::KilledOrInjured) => Effect::Injured,
            (_, effect) => effect,
        };
        self.out.push(Told {
            group: group.clone(),
            effect,
            part_of: Some(whole),
            rule: AMONG,
        });
    }

    /// The figure that a share or a part breaks down: the last that is no part itself.
    fn whole(&self) -> Option<usize> {
        let one = Count::exactly(1);
        let own = |t: &Told| {
            let counts = t.group.share == Share::Whole || t.group.count != one;
            t.part_of.is_none() && counts && t.rule != AMONG
        };
        let wholes = self.out.iter().rposition(own);
        wholes.filter(|&at| self.out[at].group.count != Count::exactly(1) || self.out.len() == 1)
    }

    fn put(&mut self, group: Group, effect: Effect, rule: &'static str) {
        let one = rule == "buried" && group.count == Count::exactly(1);
        if !group.counted && !one && matches!(effect, Effect::Displaced | Effect::Missing) {
            return;
        }
        self.served = true;
        self.out.push(Told {
            group,
            effect,
            part_of: None,
            rule,
        });
    }
}
