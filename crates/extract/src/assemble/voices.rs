//! Who is who among the speakers of a report: a spokesman and his institution are one, and so are
//! the publisher and his correspondent.

use std::ops::Range;

use tollbook_record::Publication;
use tollbook_record::text::fold;

use crate::cue::party;
use crate::cue::speaker::name_in;
use crate::lexicon::alias;
use crate::lexicon::{Gram, Party};
use crate::segment::Segments;

/// Index of a speaker of the report; `None` is the publisher.
pub type SpeakerIndex = Option<usize>;

/// How many speakers back a name is looked for, so that the work stays linear in a text of any
/// length.
const RECENT: usize = 64;

/// How many designations of a speaker are looked at to know him again, for the same reason.
const ENOUGH: usize = 16;

/// A named speaker of the report.
#[derive(Clone, Debug)]
pub struct Speaker {
    /// The units of every designation of his, in order.
    pub mentions: Vec<Range<usize>>,
    /// Folded words of the fullest designation, to know him again.
    words: Vec<String>,
    /// The last word of a person's name.
    surname: Option<String>,
    /// The party that the designation is a known name of.
    party: Option<usize>,
}

impl Speaker {
    /// The designation nearest before unit `at`, else the first.
    pub fn nearest(&self, at: usize) -> Range<usize> {
        let before = self.mentions.iter().rfind(|m| m.start < at);
        before.unwrap_or(&self.mentions[0]).clone()
    }
}

/// The speakers known so far.
pub struct Voices<'s, 'a> {
    segments: &'s Segments<'a>,
    publisher: Vec<String>,
    /// Mentions of armed groups by name, in order.
    groups: Vec<Range<usize>>,
    /// In order of first naming.
    pub speakers: Vec<Speaker>,
    /// The last one who spoke, whom "he added" means.
    pub last: SpeakerIndex,
}

/// A designation taken apart.
struct Designation {
    words: Vec<String>,
    surname: Option<String>,
    party: Option<usize>,
    /// It opens with "the" or a possessive, or is a bare institution.
    definite: bool,
    /// It says for whom somebody speaks.
    represents: bool,
    /// The words of the institution that he speaks for.
    institution: Vec<String>,
    /// Whether these name no institution, but what it is that of: "the district commissioner".
    of_area: bool,
}

impl<'s, 'a> Voices<'s, 'a> {
    /// Nobody yet but the publisher.
    pub fn new(segments: &'s Segments<'a>, publication: &Publication) -> Self {
        let publisher = publication.publisher.iter();
        Self {
            segments,
            publisher: publisher
                .flat_map(|p| p.split(|c: char| !c.is_alphanumeric()))
                .map(fold)
                .filter(|w| w.len() > 2)
                .collect(),
            groups: party::groups(segments),
            speakers: Vec::new(),
            last: None,
        }
    }

    /// The speaker of this designation: one named before, the publisher himself, or a new one.
    pub fn known(&mut self, who: Range<usize>) -> SpeakerIndex {
        let new = self.take_apart(who.clone());
        if self.is_publisher(&who, &new) {
            return None;
        }
        if let Some(at) = self.group_meant(&who, &new) {
            self.speakers[at].mentions.push(who);
            return Some(at);
        }
        let recent = self.speakers.len().saturating_sub(RECENT);
        let same = (recent..self.speakers.len())
            .rev()
            .find(|at| same(&self.speakers[*at], &new))
            .or_else(|| self.institution_of(&new));
        if let Some(at) = same {
            let known = &mut self.speakers[at];
            known.mentions.push(who);
            known.surname = known.surname.take().or(new.surname);
            return Some(at);
        }
        self.speakers.push(Speaker {
            mentions: vec![who],
            words: new.words,
            surname: new.surname,
            party: new.party,
        });
        Some(self.speakers.len() - 1)
    }

    /// "the group", "the militants' spokesman": the armed group that spoke last, if it is also the one
    /// named last.
    fn group_meant(&self, who: &Range<usize>, new: &Designation) -> SpeakerIndex {
        let unit = |i: usize| &self.segments.units[i];
        let points = unit(who.start).has(Gram::DEFINITE) || self.segments.low(who.start) == "that";
        let closed = Gram::DEFINITE.with(Gram::GROUP).with(Gram::REPRESENTATIVE);
        let bare = who.clone().skip(1).all(|i| {
            unit(i).has(closed)
                || unit(i).is_any(&['\'', '’'])
                || matches!(self.segments.low(i), "'s" | "’s")
        });
        let names_group = who.clone().any(|i| unit(i).has(Gram::GROUP));
        if !points || !bare || !names_group || new.surname.is_some() {
            return None;
        }
        let known = self.groups.partition_point(|g| g.end <= who.start);
        let Some(named) = self.groups[..known].last() else {
            return self.armed_body();
        };
        let word = |r: &Range<usize>| r.clone().map(|i| self.segments.low(i)).collect::<Vec<_>>();
        let named = word(named);
        let recent = self.speakers.len().saturating_sub(RECENT);
        (recent..self.speakers.len()).rev().find(|at| {
            let mentions = &self.speakers[*at].mentions;
            mentions
                .iter()
                .take(ENOUGH)
                .any(|m| word(m).iter().any(|w| named.contains(w) && w.len() > 2))
        })
    }

    /// The last speaker whose name is that of an armed body which no table has: "the Plain Defence Force
    /// (PDF) said".
    fn armed_body(&self) -> SpeakerIndex {
        let unit = |i: usize| &self.segments.units[i];
        let recent = self.speakers.len().saturating_sub(RECENT);
        (recent..self.speakers.len()).rev().find(|at| {
            let mention = &self.speakers[*at].mentions[0];
            let short = mention.len() > 3 && unit(mention.end - 1).is(')');
            let last = mention.end - if short { 4 } else { 1 };
            unit(last).lex.party == Some(Party::Noun)
                && unit(last).capital
                && !unit(last).has(Gram::STATE_FORCE.with(Gram::SPEAKER))
                && self.speakers[*at].surname.is_none()
        })
    }

    /// "Spokesman Joachim Berg", "its director": he speaks for the institution that spoke last.
    fn institution_of(&self, new: &Designation) -> SpeakerIndex {
        let last = self.last?;
        let bare = new.represents && new.institution.is_empty();
        let known = &self.speakers[last];
        (bare && known.surname.is_none()).then_some(last)
    }

    fn take_apart(&self, who: Range<usize>) -> Designation {
        let segments = self.segments;
        let has = |i: usize, gram: Gram| segments.units[i].has(gram);
        let closed = Gram::ARTICLE
            .with(Gram::DEFINITE)
            .with(Gram::POSSESSIVE)
            .with(Gram::LOCATIVE)
            .with(Gram::OF);
        let first = who.start;
        let words = |range: Range<usize>, skip: Gram| -> Vec<String> {
            range
                .filter(|i| {
                    // "Witness A": a capital letter names, an article does not.
                    let letter = *i > first && segments.units[*i].capital;
                    (!has(*i, closed) || letter) && !has(*i, skip)
                })
                .filter(|i| segments.units[*i].start < segments.units[*i].end)
                .flat_map(|i| {
                    segments
                        .low(i)
                        .split_whitespace()
                        .map(fold)
                        .collect::<Vec<_>>()
                })
                .filter(|w| w.chars().any(char::is_alphanumeric))
                .collect()
        };
        let name = name_in(segments, who.clone());
        let office = who.clone().any(|i| has(i, Gram::TITLE.with(Gram::SPEAKER)));
        let capitals = name.clone().all(|i| segments.units[i].capital);
        let plain_name = !office && name.len() > 1 && name.len() < 4;
        let is_person = capitals && (name.start > who.start + 1 || plain_name) && name.len() < 4;
        let surname = is_person
            .then(|| fold(segments.low(name.end - 1)))
            .filter(|_| office || plain_name);
        let represents = who.clone().any(|i| has(i, Gram::REPRESENTATIVE));
        let office_words = Gram::REPRESENTATIVE.with(Gram::TITLE);
        let before_name = if surname.is_some() {
            who.start..name.start
        } else {
            who.clone()
        };
        let all = words(who.clone(), Gram::default());
        Designation {
            party: surname
                .is_none()
                .then(|| alias::party(&all.join(" ")))
                .flatten(),
            words: all,
            surname,
            definite: has(who.start, Gram::DEFINITE.with(Gram::POSSESSIVE))
                || !has(who.start, Gram::ARTICLE),
            represents,
            of_area: before_name.clone().all(|i| {
                // "the army spokesman": whose adjective speaks, too.
                let speaks = has(i, Gram::SPEAKER) && segments.low(i) != "local";
                let local = has(i, Gram::ADJECTIVE) && !speaks;
                local || has(i, closed.with(office_words).with(Gram::GENERIC_PLACE))
            }),
            institution: words(before_name, office_words),
        }
    }

    /// The publisher under his own name, or his correspondent.
    fn is_publisher(&self, who: &Range<usize>, new: &Designation) -> bool {
        // A known phrase ("ministry of defence") is one word of a designation.
        let parts = |w: &str| -> Vec<String> {
            let long = w.split(' ').filter(|part| part.len() > 2);
            long.map(str::to_owned).collect()
        };
        let own = |w: &&String| {
            let parts = parts(w);
            let mut runs = self.publisher.windows(parts.len().max(1));
            !parts.is_empty() && runs.any(|run| run == parts)
        };
        let segments = self.segments;
        let has = |gram: Gram| who.clone().any(|i| segments.units[i].has(gram));
        let shared = new.words.iter().filter(own).count();
        let telling = new.words.iter().filter(|w| !parts(w).is_empty()).count();
        let named = shared > 0 && shared == telling;
        let his = shared > 0 || who.clone().any(|i| segments.low(i) == "our");
        let speaks_for_him = !new.institution.is_empty() && new.institution.iter().all(|w| own(&w));
        named || has(Gram::REPORTER) && his || new.represents && speaks_for_him
    }
}

/// Whether a designation means a speaker named before.
fn same(known: &Speaker, new: &Designation) -> bool {
    let within = |a: &[String], b: &[String]| !a.is_empty() && a.iter().all(|w| b.contains(w));
    let same_person = known.surname.is_some() && known.surname == new.surname
        || new.words.len() == 1 && known.surname.as_ref() == new.words.first();
    let two_persons = known.surname.is_some() && new.surname.is_some() && !same_person;
    let again = new.definite && new.surname.is_none() && within(&new.words, &known.words);
    let his_spokesman = new.represents
        && !new.of_area
        && known.surname.is_none()
        && within(&new.institution, &known.words);
    let fuller = new.definite
        && known.surname.is_none()
        && new.surname.is_none()
        && !new.represents
        && within(&known.words, &new.words)
        && known.words.last() == new.words.last();
    let alias = known.party.is_some() && known.party == new.party;
    known.words == new.words
        || alias
        || same_person
        || !two_persons && (again || his_spokesman || fuller)
}
