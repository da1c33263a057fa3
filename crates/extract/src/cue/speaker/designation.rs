//! The words that designate a speaker: "Army spokesman Captain Didier Kalonji", "a nurse at the
//! emergency hospital", "the district governor, Ali Faqiri".

use std::ops::Range;

use super::{Reader, Who};
use crate::lexicon::{Gram, Party, TimeWord};
use crate::segment::Segments;
use crate::token::Shape;

/// The most units that a designation spans on one side of a comma.
const LONGEST: usize = 14;

impl Reader<'_, '_> {
    /// The subject of the verb at `at`: a designation, or a pronoun.
    pub(super) fn subject(&self, at: usize) -> Option<Who> {
        let end = self.before_auxiliaries(at);
        if end == self.start {
            return None;
        }
        if self.is_pronoun(end - 1) {
            let claims = self.has(at, Gram::RESPONSIBILITY.with(Gram::DENIAL));
            // "the civil defence, who reported 14 dead"
            let counts = |who: &Range<usize>| {
                let speaks = { who.clone() }.any(|i| self.has(i, Gram::SPEAKER));
                speaks
                    && (self.is_number(at + 1)
                        || self.has(at + 1, Gram::THAT)
                        || self.segments.units[..self.end]
                            .get(at + 1)
                            .is_some_and(|u| u.lex.before.is_some()))
            };
            let speaks = |who: &Range<usize>| claims || counts(who) || self.goes_on_to_say(who, at);
            let owner = self.antecedent(end - 1).filter(speaks);
            return owner
                .map(Who::Named)
                .or_else(|| self.condemner(end - 1))
                .or(Some(Who::Last));
        }
        if self.is_mark(end - 1, &[',', ')']) {
            return self.past_remark(end, false);
        }
        let who = self.designation_before(end).map(|who| self.with_head(who));
        // "We, the families of the camp, declare": the publisher says who he is.
        let we = |who: &Range<usize>| {
            (self.start..who.start)
                .rev()
                .take(2)
                .any(|i| self.low(i) == "we")
        };
        if who.as_ref().is_some_and(we) {
            return None;
        }
        let quoted = |who: &Range<usize>| self.before_quoted(who.start);
        let told = who.as_ref().and_then(quoted);
        // "A source who spoke with us reported": what stands behind "who" is a clause about him.
        let relative =
            |who: &Range<usize>| who.start > self.start && self.low(who.start - 1) == "who";
        let inside = who.clone().filter(relative);
        told.or_else(|| who.filter(|who| !relative(who)))
            .or_else(|| self.before_relative(end))
            .or(inside)
            .map(Who::Named)
    }

    /// "The mayor condemned the shelling, which he said had killed nine": whom the pronoun at `at` means behind a
    /// verb of condemning.
    fn condemner(&self, at: usize) -> Option<Who> {
        let mut before = (self.start..at).rev();
        let verb = before.find(|i| self.has(*i, Gram::CONDEMN))?;
        self.subject(verb)
    }

    /// "the Sons of Dawn, which claimed the attack": whom the pronoun at `at` means.
    fn antecedent(&self, at: usize) -> Option<Range<usize>> {
        let relative = matches!(self.low(at), "which" | "who");
        let comma = at > self.start && self.is_mark(at - 1, &[',']);
        let who = self.designation_before(at - usize::from(comma))?;
        relative.then_some(who)
    }

    /// "The mayor, who had spoken of twelve dead, now confirms five": a relative clause of saying, behind whose
    /// comma the antecedent says more.
    fn goes_on_to_say(&self, who: &Range<usize>, at: usize) -> bool {
        const REACH: usize = 24;
        let speaks = { who.clone() }.any(|i| self.has(i, Gram::SPEAKER));
        let mut behind = at + 1..self.end.min(at + REACH);
        let comma = behind.find(|i| self.is_mark(*i, &[',', ';', '.']));
        let Some(close) = comma.filter(|i| speaks && self.is_mark(*i, &[','])) else {
            return false;
        };
        let verb = (close + 1..self.end.min(close + 4)).find(|i| {
            let helper = Gram::ADVERB.with(Gram::HAVE).with(Gram::NEWEST);
            !self.has(*i, helper) || self.segments.units[*i].lex.speech.is_some()
        });
        let corrects = self.has(close + 1, Gram::NEWEST) && self.low(close + 1) != "now";
        corrects || verb.is_some_and(|i| self.segments.units[i].lex.speech.is_some())
    }

    pub(super) fn is_pronoun(&self, at: usize) -> bool {
        matches!(self.low(at), "he" | "she" | "they" | "it" | "who" | "which")
    }

    /// Where the auxiliaries and adverbs before the verb at `at` begin.
    pub(super) fn before_auxiliaries(&self, at: usize) -> usize {
        let mut end = at;
        while end > self.start
            && (self.has(end - 1, Gram::HAVE)
                || self.is_day(end - 1)
                || self.has(end - 1, Gram::ADVERB.with(Gram::SUPERSEDED))
                || self.low(end - 1).ends_with("ly") && !self.segments.units[end - 1].capital
                || matches!(
                    self.low(end - 1),
                    "also" | "later" | "did" | "alone" | "first" | "again" | "does" | "do"
                )
                // "has since confirmed"
                || self.low(end - 1) == "since" && end > self.start + 1 && self.has(end - 2, Gram::HAVE))
        {
            end -= 1;
        }
        end
    }

    /// "The ministry late on Sunday said": a day between the subject and its verb.
    fn is_day(&self, at: usize) -> bool {
        let day = |at: usize| {
            let time = (self.start..self.end)
                .contains(&at)
                .then(|| self.segments.units[at].lex.time);
            matches!(time.flatten(), Some(TimeWord::Weekday(_)))
                || matches!(self.low(at), "yesterday" | "today")
        };
        day(at) || matches!(self.low(at), "on" | "late" | "early") && (day(at + 1) || day(at + 2))
    }

    /// Where a name in short in brackets begins that ends before `at`, else `at`.
    fn before_short_form(&self, at: usize) -> usize {
        const LONGEST: usize = 6;
        let closed = at > self.start && self.is_mark(at - 1, &[')']);
        let first = self.start.max(at.saturating_sub(LONGEST));
        let open = (first..at).rev().find(|i| self.is_mark(*i, &['(']));
        open.filter(|open| closed && *open > self.start)
            .unwrap_or(at)
    }

    /// "A Taliban spokesman, Qari Nasir, insisted", "the mission, asked for its view, replied": the
    /// subject stands before a remark between commas or in brackets, and takes it in if it names.
    /// A strict reading takes no bare name before a comma for a subject.
    pub(super) fn past_remark(&self, end: usize, strict: bool) -> Option<Who> {
        let close = end - 1;
        let opening: &[char] = if self.is_mark(close, &[')']) {
            &['(']
        } else {
            &[',']
        };
        const REMARK: usize = 26;
        let open = (self.start.max(close.saturating_sub(REMARK))..close)
            .rev()
            .find(|i| self.is_mark(*i, opening))?;
        if open == self.start {
            return None;
        }
        if self.is_pronoun(open - 1) {
            return Some(Who::Last);
        }
        if self.low(open - 1) == "we" {
            return None;
        }
        // "Umm Rima, 39, who had been queueing, said": the age stands before the remark.
        let aged =
            open >= self.start + 2 && self.is_number(open - 1) && self.is_mark(open - 2, &[',']);
        let open = if aged { open - 2 } else { open };
        // "A relief worker who came at sunrise, however, counted", "the Centre (CSP), which keeps lists, said"
        let before = self
            .designation_before(self.before_short_form(open))
            .or_else(|| self.before_relative(open));
        // "Two lawyers in Tamra, Chad, who wrote names down, say": the country of the town is nobody.
        let before = before.map(|who| self.past_country(who));
        let remark = open + 1..close;
        if remark.len() == 1 && self.is_number(remark.start) {
            // "Rima Asad, 32, told": an age.
            let name = before.map(|name| self.with_head(name));
            return name.map(Who::Named);
        }
        let named = before.clone().filter(|_| self.joins(&before, &remark));
        let office = |r: &Range<usize>| r.clone().any(|i| self.has(i, Gram::SPEAKER));
        // "An imam in Tamra, on the outskirts of Dori, Yahya Nasr, said": the name, not the town.
        let named_last = (2..=4).contains(&remark.len()) && { remark.clone() }.all(|i| {
            let unit = &self.segments.units[i];
            unit.capital && unit.shape == Shape::Word && !unit.has(Gram::DEFINITE)
        });
        let who = match (named, before) {
            (None, Some(before)) if named_last && !office(&before) => remark,
            (Some(before), _) if opening == [','] => before.start..remark.end,
            (_, Some(before)) if office(&before) || !strict => self.with_head(before),
            _ if strict => return None,
            _ => self.designation_before(close)?,
        };
        Some(Who::Named(who))
    }

    /// The designation before a bare name, where a town stands between: "Two lawyers in Tamra, Chad".
    fn past_country(&self, who: Range<usize>) -> Range<usize> {
        let bare = who.len() <= 2 && { who.clone() }.all(|i| self.segments.units[i].capital);
        if !bare || who.start < self.start + 4 || !self.is_mark(who.start - 1, &[',']) {
            return who;
        }
        let town = who.start - 2;
        let led = matches!(self.low(town - 1), "in" | "at" | "of" | "from" | "near");
        let longer = self.designation_before(who.start - 1);
        longer
            .filter(|longer| led && self.segments.units[town].capital && longer.len() > 2)
            .unwrap_or(who)
    }

    /// Whether a remark between commas names whom the words before it designate, or says what he is.
    fn joins(&self, before: &Option<Range<usize>>, remark: &Range<usize>) -> bool {
        let Some(first) = remark.clone().next() else {
            return false;
        };
        let opens = self.segments.units[first].capital
            || self.has(first, Gram::ARTICLE.with(Gram::DEFINITE))
            || self.has(first, Gram::SPEAKER.with(Gram::TITLE));
        let plain =
            { remark.clone() }.all(|i| self.may_designate(i) || self.is_mark(i, &['(', ')']));
        let speaks = |i: usize| {
            self.has(i, Gram::SPEAKER.with(Gram::GROUP))
                || self.segments.units[i].lex.party == Some(Party::Name)
        };
        let office = before.clone().is_some_and(|b| b.into_iter().any(speaks));
        let says_what = self.has(
            first,
            Gram::SPEAKER.with(Gram::ARTICLE).with(Gram::DEFINITE),
        ) && remark.clone().any(speaks);
        opens && plain && (office || says_what)
    }

    /// "the vicar general, Father Loro": a name after a comma takes in the office before it, where
    /// that is a designation that opens with an article.
    fn with_head(&self, name: Range<usize>) -> Range<usize> {
        let is_name = name.len() <= 4 && name.clone().all(|i| self.segments.units[i].capital);
        if !is_name || name.start < self.start + 2 || !self.is_mark(name.start - 1, &[',']) {
            return name;
        }
        match self.designation_before(name.start - 1) {
            // "killing a local resident, Walid Haddad": whom it befell does not speak.
            Some(head)
                if self.has(head.start, Gram::ARTICLE.with(Gram::DEFINITE))
                    && self.has(name.start - 2, Gram::SPEAKER)
                    && !self.is_harmed(head.start) =>
            {
                head.start..name.end
            }
            _ => name,
        }
    }

    /// Whether a verb of harm stands before the noun group at `at`.
    fn is_harmed(&self, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|before| *before >= self.start);
        before.is_some_and(|before| self.segments.units[before].lex.harm.is_some())
    }

    /// "A military source quoted by the agency said": the source, not the agency.
    fn before_quoted(&self, start: usize) -> Option<Range<usize>> {
        const REACH: usize = 3;
        let by = (start.saturating_sub(2).max(self.start)..start)
            .rev()
            .find(|i| self.low(*i) == "by")?;
        let verb = (by.saturating_sub(REACH).max(self.start)..by)
            .rev()
            .find(|i| self.has(*i, Gram::ASKED))?;
        self.designation_before(verb)
    }

    /// "A councillor who asked not to be named said": the subject stands before the clause.
    fn before_relative(&self, end: usize) -> Option<Range<usize>> {
        let first = self.start.max(end.saturating_sub(LONGEST));
        let who = (first..end)
            .rev()
            .take_while(|i| !self.is_mark(*i, &[',', ';', '.', ':']))
            .find(|i| self.low(*i) == "who")?;
        let found = self.designation_before(who)?;
        let person = self.segments.units[who - 1].lex.person.is_some();
        (person || self.has(who - 1, Gram::SPEAKER)).then_some(found)
    }

    /// Whether a single quotation mark behind another mark stands at `at`, which no apostrophe does.
    fn closes_single(&self, at: usize) -> bool {
        let mark = at > self.start && self.is_mark(at - 1, &[',', '.', '!', '?']);
        mark && self.is_mark(at, &['\'', '’'])
    }

    /// The subject after the verb: "said Janvier Mumbere of the local civil society", "says his son"
    pub(super) fn inverted(&self, at: usize) -> Option<Range<usize>> {
        let after_quote = at > self.start
            && (self.is_mark(at - 1, &['"', '”', ',', '»']) || self.closes_single(at - 1));
        let that = self.has(at + 1, Gram::THAT)
            && !self.has(at + 2, Gram::SPEAKER)
            && !self.segments.units.get(at + 2).is_some_and(|u| u.capital);
        // "he told the Courier": who hears it.
        let heard = matches!(self.low(at), "told" | "tells");
        if !after_quote || that || heard {
            return None;
        }
        let who = self.designation_after(at + 1)?;
        // "..., said her neighbour's girls died": the words go on with a clause of which these are the
        // subject.
        let quote = self.is_mark(at - 1, &['"', '”', '»']) || self.closes_single(at - 1);
        let clause = self.segments.units[..self.end]
            .get(who.end)
            .is_some_and(|u| {
                let lex = u.lex;
                lex.harm.is_some()
                    || lex.suffers.is_some()
                    || u.has(Gram::BE.with(Gram::HAVE).with(Gram::MODAL))
            });
        if clause && !quote {
            return None;
        }
        if !self.is_mark(who.end, &[',']) {
            return Some(who);
        }
        // "said the vicar general, Father Loro."
        let name = self.run(who.end + 1);
        let named = self
            .segments
            .units
            .get(who.end + 1)
            .is_some_and(|u| u.capital)
            && !name.is_empty()
            && name.len() <= 4
            && (name.end >= self.end || self.is_mark(name.end, &['.', ',', ';', '"', '”']))
            && self.has(who.end - 1, Gram::SPEAKER);
        Some(if named { who.start..name.end } else { who })
    }

    pub(super) fn is_designation(&self, at: usize) -> bool {
        (at..self.end.min(at + 6))
            .any(|i| self.has(i, Gram::SPEAKER) || self.segments.units[i].capital)
    }

    /// The designation that ends before `end`: back to a mark, a verb or a conjunction.
    pub(super) fn designation_before(&self, end: usize) -> Option<Range<usize>> {
        let mut start = end;
        while start > self.start && end - start < LONGEST && self.may_designate(start - 1) {
            start -= 1;
        }
        self.checked(self.after_article(start..end))
    }

    pub(super) fn designation_after(&self, start: usize) -> Option<Range<usize>> {
        self.checked(self.run(start))
    }

    fn run(&self, start: usize) -> Range<usize> {
        let mut end = start;
        while end < self.end && end - start < LONGEST && self.may_designate(end) {
            end += 1;
        }
        start..end
    }

    /// "In Madaya a council member": what stands before an article is no part of the designation,
    /// unless a preposition joins them.
    fn after_article(&self, range: Range<usize>) -> Range<usize> {
        let joined = Gram::LOCATIVE.with(Gram::OF).with(Gram::AND);
        // A time of day opens an entry of a log: "01:10 mayor".
        let clock = |i: &usize| matches!(self.segments.units[*i].shape, Shape::Clock(_));
        let clocked = range
            .clone()
            .rev()
            .find(clock)
            .map_or(range.start, |i| i + 1);
        let range = clocked..range.end;
        // "Save the Children", "Doctors of the World": within a name.
        let named = |i: usize| self.segments.units[i].capital;
        let cut = (range.start + 1..range.end).rev().find(|i| {
            self.has(*i, Gram::ARTICLE.with(Gram::DEFINITE))
                && !(named(*i - 1) && !named(*i) && *i + 1 < range.end && named(*i + 1))
                && self.low(*i) != "said"
                && !self.has(*i - 1, joined)
                && !matches!(
                    self.low(*i - 1),
                    "for" | "with" | "to" | "calling" | "called" | "itself"
                )
        });
        cut.map_or(range.clone(), |start| start..range.end)
    }

    /// Whether a unit can stand in a designation.
    pub(super) fn may_designate(&self, at: usize) -> bool {
        let unit = &self.segments.units[at];
        let lex = unit.lex;
        let mark = matches!(unit.shape, Shape::Mark(c) if !matches!(c, '@' | '\'' | '’' | '-' | '/' | '#'));
        let closed = Gram::HAVE
            .with(Gram::RELATIVE)
            .with(Gram::BE)
            .with(Gram::MODAL)
            .with(Gram::PRONOUN)
            .with(Gram::SUBSET)
            .with(Gram::THAT)
            .with(Gram::ELSEWHERE);
        let joint = lex.gram.has(Gram::AND)
            && !((unit.has(Gram::PLAIN_AND) || self.low(at) == "&")
                && (self.joins_speakers(at) || self.joins_names(at)));
        let day = lex.time.is_some_and(|t| {
            matches!(t, TimeWord::Weekday(_) | TimeWord::Month(_)) && !unit.has(Gram::SPEAKER)
        });
        let verb = (lex.harm.is_some() || lex.suffers.is_some()) && !unit.capital
            || lex.speech.is_some() && !unit.capital && !self.is_noun(at);
        // "a caller to a news agency", "an adviser to the president"
        let to = self.low(at) == "to"
            && !(at > self.start
                && matches!(
                    self.low(at - 1),
                    "caller"
                        | "callers"
                        | "adviser"
                        | "advisor"
                        | "advisers"
                        | "advisors"
                        | "aide"
                        | "envoy"
                        | "ambassador"
                ));
        !mark
            && !to
            && !lex.gram.has(closed)
            && !joint
            && !day
            && !verb
            && !matches!(
                self.low(at),
                "when"
                    | "what"
                    | "where"
                    | "after"
                    | "because"
                    | "as"
                    | "while"
                    | "on"
                    | "than"
                    | "by"
                    | "if"
            )
    }

    /// "the state railway", "a register": a word of saying that is a noun here.
    fn is_noun(&self, at: usize) -> bool {
        let determined = Gram::ARTICLE
            .with(Gram::DEFINITE)
            .with(Gram::POSSESSIVE)
            .with(Gram::BY)
            .with(Gram::ADJECTIVE);
        self.has(at, Gram::SPEAKER)
            || self.segments.units[at].lex.party.is_some()
            || at > self.start && self.has(at - 1, determined)
    }

    /// "police and hospital sources": both sides are speakers or adjectives of them.
    fn joins_speakers(&self, at: usize) -> bool {
        let side = |i: usize| {
            self.has(i, Gram::SPEAKER)
                || (self.start..self.end).contains(&i)
                    && (self.segments.units[i].lex.person.is_some()
                        || self.segments.units[i].lex.party.is_some())
        };
        at > self.start
            && side(at - 1)
            && (at + 1..self.end.min(at + 5)).any(|i| self.has(i, Gram::SPEAKER))
    }

    /// "the Centre for Control and Coordination"
    fn joins_names(&self, at: usize) -> bool {
        let name = |i: usize| {
            (self.start..self.end).contains(&i)
                && self.segments.units[i].capital
                && self.segments.units[i].lex.speech.is_none()
        };
        at > self.start && name(at - 1) && name(at + 1)
    }

    /// Whether a designation has a word for somebody who speaks.
    pub(super) fn speaks(&self, range: &Range<usize>) -> bool {
        // "The plaque in Binnish": where something is says nothing.
        let within = |i: usize| range.contains(&i) && matches!(self.low(i), "in" | "at" | "near");
        let located = range.clone().find(|i| within(*i)).unwrap_or(range.end);
        range.clone().any(|i| {
            let unit = &self.segments.units[i];
            let named = unit.capital && unit.shape == Shape::Word && !unit.has(Gram::LOCATIVE);
            unit.has(Gram::SPEAKER)
                || named && i < located
                || unit.lex.person.is_some()
                || unit.lex.party.is_some()
        })
    }

    /// Keeps a designation that names somebody who can speak.
    fn checked(&self, range: Range<usize>) -> Option<Range<usize>> {
        let range = self.trimmed(range);
        if range.is_empty() {
            return None;
        }
        let nobody = matches!(
            self.low(range.start),
            "no" | "none" | "neither" | "nobody" | "nothing" | "each" | "both" | "either"
        );
        let opens_only = range.len() == 1
            && range.start == self.start
            && !self.has(range.start, Gram::SPEAKER)
            && self.segments.units[range.start].lex.party.is_none()
            && self.segments.units[range.start].lex.gram != Gram::default();
        // "the remains of its engine suggest", "the army's artillery responded": a thing.
        // "the Air Force says": who has such things speaks.
        let last = &self.segments.units[range.end - 1];
        let arms = last.lex.weapon.is_some() || last.lex.agent.is_some();
        let remains = { range.clone() }.any(|i| self.segments.units[i].lex.remains.is_some());
        // "An earlier version said nine": what the publisher wrote before; a plaque is nobody either.
        let draft = { range.clone() }.any(|i| {
            matches!(
                self.low(i),
                "version"
                    | "versions"
                    | "edition"
                    | "draft"
                    | "headline"
                    | "plaque"
                    | "memorial"
                    | "monument"
            )
        });
        // "Update 210 gave six": the publisher's, unless a body is named.
        let body = { range.clone() }.any(|i| self.has(i, Gram::SPEAKER));
        let update = { range.clone() }.any(|i| matches!(self.low(i), "update" | "updates"));
        let draft = draft || update && !body;
        // "the last toll reported was": what is told.
        let toll = last.has(Gram::TOLL) && !last.has(Gram::SPEAKER);
        let thing = arms && !last.has(Gram::SPEAKER) || remains || draft || toll;
        // "The army and the militia traded blame": the verb of another clause.
        let word = self.low(range.end - 1);
        let verb = last.lex.is_unknown() && !last.capital && word.ends_with("ed");
        let thing = thing || verb;
        (!nobody && !opens_only && !thing && self.speaks(&range)).then_some(range)
    }

    /// Drops what opens a sentence and not the designation: adverbs, prepositions, dates, numbers.
    pub(super) fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let mut start = range.start;
        let article = Gram::ARTICLE.with(Gram::DEFINITE);
        while start < range.end
            && (self.has(start, Gram::ADVERB)
                || self.has(start, Gram::AND)
                || self.has(start, Gram::LOCATIVE)
                || self.low(start) == "said"
                || self.low(start) == "’s"
                || self.low(start) == "'s"
                || self.is_number(start) && !self.has(start + 1, article)
                || self.is_number(start)
                || matches!(
                    self.low(start),
                    "so-called" | "earlier" | "for" | "with" | "then"
                ))
        {
            start += 1;
        }
        start..range.end
    }
}

/// What names the speaker within a designation, without title and office: of "regional governor
/// Oleksandr Bondar" the name, of "a hospital official" all but the article.
pub fn name_in(segments: &Segments<'_>, range: Range<usize>) -> Range<usize> {
    let has = |i: usize, gram: Gram| segments.units[i].has(gram);
    let leading = range
        .clone()
        .take_while(|i| {
            // "the so-called Plain Corps": a word that only judges is no part of the name.
            let judges = has(*i, Gram::EPITHET) && !segments.units[*i].capital;
            has(*i, Gram::ARTICLE.with(Gram::DEFINITE)) || judges && *i + 1 < range.end
        })
        .count();
    let start = range.start + leading;
    // "the Horn Justice Project": a word within a name is no office.
    let within_name = |i: usize| {
        let capital = |i: usize| range.contains(&i) && segments.units[i].capital;
        i > start
            && capital(i - 1)
            && capital(i)
            && capital(i + 1)
            && !has(i, Gram::TITLE)
            && !has(i - 1, Gram::TITLE.with(Gram::SPEAKER))
    };
    let is_office = |i: usize| has(i, Gram::TITLE) || has(i, Gram::SPEAKER) && !within_name(i);
    let capitals = |from: usize| {
        let named = |i: usize| {
            let unit = &segments.units[i];
            unit.capital && unit.shape == Shape::Word && !is_office(i)
        };
        // "Save the Children"
        let article =
            |i: usize| i > from && has(i, Gram::DEFINITE) && i + 1 < range.end && named(i + 1);
        (from..range.end)
            .take_while(|i| named(*i) || article(*i))
            .count()
    };
    let first = capitals(start);
    if first > 1 && segments.low(start + first) == "of" {
        return start..start + first;
    }
    // "a rebel commander, Abu Yahya": the name is the remark.
    let comma = (start..range.end)
        .rev()
        .find(|i| segments.units[*i].is(','));
    let office = (start..range.end).rev().find(|i| is_office(*i));
    // "District police chief Altaf Wani, Pulwama": the name stands behind the office, the town behind that.
    if let (Some(comma), Some(office)) = (comma, office)
        && office < comma
        && office + 1 + capitals(office + 1) == comma
        && comma > office + 1
    {
        return office + 1..comma;
    }
    let from = match (comma, office) {
        (Some(comma), Some(office)) => comma.max(office),
        (Some(at), None) | (None, Some(at)) => at,
        (None, None) => return start..range.end,
    };
    let name = capitals(from + 1);
    if name > 0 {
        return from + 1..from + 1 + name;
    }
    start..range.end.max(start + 1)
}
