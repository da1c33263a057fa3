//! Words that lay a deed to a party without a verb of the deed: "suspicion fell on the rebels", "the
//! army was responsible for the shelling", "beaten by prison guards".

use std::ops::Range;

use super::party;
use crate::lexicon::Gram;
use crate::segment::Segments;

/// A party that some words make the doer.
#[derive(Clone, Debug, PartialEq)]
pub struct Blame {
    /// The party.
    pub party: Range<usize>,
    /// The word that lays the deed to it.
    pub at: usize,
}

/// All of a clause, in order.
pub fn read(segments: &Segments<'_>, clause: Range<usize>) -> Vec<Blame> {
    let reader = Reader { segments, clause };
    let mut out: Vec<Blame> = Vec::new();
    for at in reader.clause.clone() {
        let Some(party) = reader.blamed(at) else {
            continue;
        };
        if out.iter().all(|b| b.party != party) {
            out.push(Blame { party, at });
        }
    }
    out
}

struct Reader<'s, 'a> {
    segments: &'s Segments<'a>,
    clause: Range<usize>,
}

impl Reader<'_, '_> {
    fn has(&self, at: usize, gram: Gram) -> bool {
        self.segments.has_in(self.clause.clone(), at, gram)
    }

    fn low(&self, at: usize) -> &str {
        self.segments.low_in(self.clause.clone(), at)
    }

    fn blamed(&self, at: usize) -> Option<Range<usize>> {
        if self.has(at, Gram::BLAMED_ON) {
            return self.follows(at + 1);
        }
        if self.has(at, Gram::IDENTITY) && self.doers_before(at) {
            return self.follows(at + 1);
        }
        if self.has(at, Gram::BLAMED) {
            return match self.of_a_deed(at) {
                true => self.subject(at),
                false => self.suspected_behind(at),
            };
        }
        let suffers = self.segments.units[at].lex.suffers.is_some();
        if self.has(at, Gram::VIOLENT) || suffers {
            return self.by(at);
        }
        if self.has(at, Gram::FROM) {
            return self.origin(at);
        }
        if matches!(self.low(at), "to" | "on") && (self.is_charged_by(at) || self.is_suspicion(at))
        {
            return self.follows(at + 1);
        }
        if self.low(at) == "it" {
            return self.cleft(at);
        }
        self.keeper(at)
    }

    /// "suspicion fell at once on the rebels": words between the noun and its preposition.
    fn is_suspicion(&self, at: usize) -> bool {
        const REACH: usize = 6;
        let first = self.clause.start.max(at.saturating_sub(REACH));
        let near = || (first..at).rev();
        let falls = |i: usize| {
            matches!(
                self.low(i),
                "fell" | "falls" | "fallen" | "focused" | "centred"
            )
        };
        let named = |i: usize| matches!(self.low(i), "suspicion" | "suspicions");
        near().any(falls) && near().any(named)
    }

    /// "was attributed by some to the rebels and by others to the army": who charges stands between.
    fn is_charged_by(&self, at: usize) -> bool {
        const BETWEEN: usize = 5;
        const REACH: usize = 20;
        let first = self.clause.start;
        let by = (first.max(at.saturating_sub(BETWEEN))..at)
            .rev()
            .find(|i| self.low(*i) == "by");
        let Some(by) = by.filter(|by| by + 1 < at) else {
            return false;
        };
        let charge = |i: &usize| {
            let verb = matches!(
                self.low(*i),
                "attributed" | "blamed" | "ascribed" | "imputed" | "laid"
            );
            verb && *i > first && self.has(*i - 1, Gram::BE.with(Gram::ADVERB))
        };
        let charged = (first.max(by.saturating_sub(REACH))..by).rev().find(charge);
        charged.is_some_and(|verb| {
            verb + 1 == by || self.has(by - 1, Gram::PLAIN_AND) || self.low(by - 1) == ","
        })
    }

    /// "responsible for the shelling", "behind it", "accused of firing": words of blame speak of a deed,
    /// or hold it.
    fn of_a_deed(&self, at: usize) -> bool {
        const REACH: usize = 9;
        if self.low(at).contains(' ') {
            return true;
        }
        let deed = |i: usize| {
            let lex = self.segments.units[i].lex;
            lex.act_noun.is_some()
                || lex.act_verb.is_some()
                || lex.harm.is_some()
                || lex.nominal.is_some()
                || lex.weapon.is_some()
                || matches!(self.low(i), "it" | "this")
        };
        (at + 1..self.clause.end.min(at + REACH))
            .take_while(|i| !self.segments.units[*i].is_any(&[',', ';', '.']))
            .any(deed)
    }

    /// The party that stands at `at`, past articles and epithets.
    fn follows(&self, at: usize) -> Option<Range<usize>> {
        const REACH: usize = 9;
        let end = self.clause.end.min(at + REACH);
        let article = usize::from(self.has(at, Gram::DEFINITE));
        let at = party::past_link(self.segments, at + article, end);
        let skipped = Gram::DEFINITE
            .with(Gram::ARTICLE)
            .with(Gram::EPITHET)
            .with(Gram::ADJECTIVE)
            .with(Gram::POSSESSIVE)
            .with(Gram::ALLEGIANCE);
        let skips = |i: &usize| {
            self.has(*i, skipped)
                || matches!(
                    self.low(*i),
                    "members" | "elements" | "men" | "of" | "a" | "member" | "the"
                )
        };
        let start = (at..end).find(|i| {
            !skips(i) || party::designation(self.segments, *i, end).is_some_and(|f| f.start == *i)
        })?;
        let found = party::designation(self.segments, start, end)?;
        (found.start <= start + 1).then(|| party::with_owner(self.segments, found, end))
    }

    /// "the army is suspected", "the rebels were behind it": the subject of the words at `at`.
    fn subject(&self, at: usize) -> Option<Range<usize>> {
        const LONGEST: usize = 9;
        let group = Gram::BE.with(Gram::HAVE).with(Gram::ADVERB);
        if self.has(at.wrapping_sub(1), Gram::NOT) {
            return None;
        }
        let mut end = at;
        while end > self.clause.start && self.has(end - 1, group) {
            end -= 1;
        }
        // "The rebels, who deny it, are accused"
        let comma = |i: usize| self.segments.units[i].is(',');
        let open = (end > at.saturating_sub(4) && end > self.clause.start + 3 && comma(end - 1))
            .then(|| {
                (end.saturating_sub(LONGEST).max(self.clause.start)..end - 1)
                    .rev()
                    .find(|i| comma(*i))
            })
            .flatten()
            .filter(|open| self.has(open + 1, Gram::RELATIVE));
        let subject_end = open.unwrap_or(end);
        let phrase = self.low(at).contains(' ')
            && !self.low(at).starts_with("the ")
            && !self.low(at).starts_with("to ");
        let headline = self.low(at) == "accused" && self.has(at + 1, Gram::OF);
        if !phrase && !headline && !(end..at).any(|i| self.has(i, Gram::BE)) {
            return self.suspected_behind(at);
        }
        let end = subject_end;
        let first = end.saturating_sub(LONGEST).max(self.clause.start);
        let opens = |i: &usize| {
            let unit = &self.segments.units[*i];
            unit.is_any(&[',', ';', ':', '"', '“'])
                || unit.has(Gram::THAT)
                || unit.lex.speech.is_some() && unit.lex.party.is_none()
        };
        let start = (first..end).rev().find(opens).map_or(first, |i| i + 1);
        // "one of its men had carried it out": his own.
        let its = (start..end).find(|i| self.has(*i, Gram::POSSESSIVE));
        if let Some(its) = its.filter(|its| end - its <= 3) {
            return Some(its..end);
        }
        let found = party::head_in(self.segments, start..end)?;
        // "army helicopters had fired it"
        let means = |i: usize| {
            let lex = self.segments.units[i].lex;
            lex.agent.is_some() || lex.weapon.is_some()
        };
        (found.end..end).all(means).then_some(found)
    }

    /// "air raid, Kenyan jets suspected": a line leaves out the verb.
    fn suspected_behind(&self, at: usize) -> Option<Range<usize>> {
        const LONGEST: usize = 5;
        let next = self.segments.units[..self.clause.end].get(at + 1);
        let ends = next.is_none_or(|u| u.is_any(&['.', ',', ';', ')', ':']));
        if self.low(at) != "suspected" || !ends {
            return None;
        }
        let first = at.saturating_sub(LONGEST).max(self.clause.start);
        let mark = |i: &usize| self.segments.units[*i].is_any(&[',', ';', ':', '.', '(', '-', '–']);
        let start = (first..at).rev().find(mark).map_or(first, |i| i + 1);
        let found = party::first_in(self.segments, start..at)
            .or_else(|| party::acronym_in(self.segments, start..at))?;
        let arms = |i: usize| {
            let lex = self.segments.units[i].lex;
            lex.agent.is_some() || lex.weapon.is_some()
        };
        (found.end..at).all(arms).then_some(found)
    }

    /// "beaten to death by prison guards", "planted by the rebels"
    fn by(&self, at: usize) -> Option<Range<usize>> {
        const REACH: usize = 6;
        let end = self.clause.end;
        let by = (at + 1..end.min(at + REACH))
            .take_while(|i| !self.segments.units[*i].is_any(&['.', ';', ',', ':']))
            .find(|i| self.has(*i, Gram::BY_AGENT))?;
        let verb = self.segments.units[by - 1].lex.speech.is_some()
            || by > at + 1 && self.has(by - 1, Gram::HOLDING);
        let end = end.min(by + 9);
        let party = self.follows(by + 1).filter(|f| f.start <= by + 5);
        party
            .or_else(|| party::persons_in(self.segments, by + 1..end.min(by + 6)))
            .filter(|_| !verb)
    }

    /// "shells fired from army positions", "came from rebel lines": whose they are.
    fn origin(&self, at: usize) -> Option<Range<usize>> {
        const REACH: usize = 6;
        let found = self.follows(at + 1)?;
        let held = self.has(found.end, Gram::POSITION);
        let first = at.saturating_sub(REACH).max(self.clause.start);
        let fire = (first..at).any(|i| {
            let lex = self.segments.units[i].lex;
            lex.weapon.is_some() || matches!(self.low(i), "shots" | "fire" | "shelling" | "firing")
        });
        (held && fire).then_some(found)
    }

    /// "it was the army", "it was soldiers who fired": who is meant stands after the verb.
    fn cleft(&self, at: usize) -> Option<Range<usize>> {
        let be = at + 1;
        let is = self.has(be, Gram::BE) || matches!(self.low(be), "'s" | "’s");
        let found = self
            .follows(be + 1)
            .or_else(|| self.unknown_who(be + 1))
            .filter(|_| is)?;
        let found = found.start..self.past_home(found.end);
        // "it was a rebel shell": whose it was.
        let means = |at: usize| {
            let lex = self.segments.units[at].lex;
            self.clause.contains(&at) && (lex.weapon.is_some() || lex.agent.is_some())
        };
        if means(found.end) && self.has(be + 1, Gram::ARTICLE) {
            return Some(found);
        }
        let next = self.segments.units[..self.clause.end].get(found.end);
        let ends = next.is_none_or(|u| u.is_any(&['.', ',', ';', '"', '”', '!']));
        let who = matches!(self.low(found.end), "who" | "that" | "which");
        (ends || who).then_some(found)
    }

    /// "the defence brigade of Tamra": the name of where it is from.
    fn past_home(&self, end: usize) -> usize {
        const LONGEST: usize = 3;
        let named = |i: &usize| {
            self.clause.contains(i) && self.segments.units[*i].capital && self.low(*i) != "the"
        };
        let run = (end + 1..end + 1 + LONGEST).take_while(named).count();
        if self.has(end, Gram::OF) && run > 0 {
            end + 1 + run
        } else {
            end
        }
    }

    /// "it was the Imbara who": a name that no table has, before a relative clause.
    fn unknown_who(&self, at: usize) -> Option<Range<usize>> {
        const LONGEST: usize = 3;
        let start = at + usize::from(self.has(at, Gram::DEFINITE));
        let named = |i: &usize| {
            let unit = &self.segments.units[*i];
            self.clause.contains(i) && unit.capital && unit.shape == crate::token::Shape::Word
        };
        let run = (start..self.clause.end.min(start + LONGEST))
            .take_while(named)
            .count();
        let who = matches!(self.low(start + run), "who" | "which");
        (start > at && run > 0 && who).then_some(start..start + run)
    }

    /// "tortured in a prison of the SDF", "died in army custody": who held those who were harmed.
    fn keeper(&self, at: usize) -> Option<Range<usize>> {
        const REACH: usize = 4;
        if !self.has(at, Gram::KEEPING) {
            return None;
        }
        let inside = (at.saturating_sub(REACH).max(self.clause.start)..at)
            .find(|i| matches!(self.low(*i), "in" | "inside" | "at" | "from"))?;
        let before = party::last_in(self.segments, inside + 1..at);
        let of = self.has(at + 1, Gram::OF)
            || self.has(at + 1, Gram::BY_AGENT)
            || self.low(at + 1) == "run";
        before.or_else(|| self.follows(at + 2).filter(|_| of))
    }

    /// Whether words before `at` tell of those who did it: "the gunmen belonged to".
    fn doers_before(&self, at: usize) -> bool {
        const REACH: usize = 14;
        let first = at.saturating_sub(REACH).max(self.clause.start);
        (first..at).any(|i| self.has(i, Gram::CULPRIT))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;

    fn check(text: &str, expect: &[&str]) {
        let segments = segment(text);
        let shown: Vec<&str> = read(&segments, 0..segments.units.len())
            .into_iter()
            .map(|b| segments.words(b.party))
            .collect();
        assert_eq!(shown, expect, "{text}");
    }

    #[test]
    fn deeds_laid_to_a_party() {
        check("Suspicion fell on the Northern Front.", &["Northern Front"]);
        check("The attack was blamed on rebels.", &["rebels"]);
        check("The army was responsible for the shelling.", &["army"]);
        check("The attackers were members of the police.", &["police"]);
        check(
            "He was beaten for hours by prison guards.",
            &["prison guards"],
        );
        check("It bore the hallmarks of Boko Haram.", &["Boko Haram"]);
        check("He died in a prison of the SDF.", &["SDF"]);
        check("It was a rebel rocket that fell short.", &["rebel"]);
        check("The rebels had fired it.", &["rebels"]);
    }

    #[test]
    fn what_lays_no_deed() {
        check("The army was not responsible for it.", &[]);
        check("Two of the dead were members of the police.", &[]);
        check("The bodies were found by the army.", &[]);
        check(
            "Shells fell on Khan Shaykhun, a town in government hands.",
            &[],
        );
    }
}
