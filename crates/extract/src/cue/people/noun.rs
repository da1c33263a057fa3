//! The noun of a group and the words that can stand before it.

use tollbook_record::{Effect, Who};

use super::Reader;
use crate::lexicon::{ENGLISH, Forms, Gram, Party, Person};
use crate::token::Shape;

/// A noun of people with the words before it.
pub(super) struct Head {
    pub(super) who: Who,
    pub(super) plural: bool,
    /// What the noun or an adjective before it says of them: "bodies", "dead pupils".
    pub(super) effect: Option<Effect>,
    pub(super) next: usize,
}

impl Reader<'_, '_> {
    /// A noun of people at `at` or after at most `most` words that can stand before it.
    pub(super) fn head(&self, at: usize, most: usize) -> Option<Head> {
        let mut told = None;
        let mut last: Option<Head> = None;
        for at in at..(at + most + 1).min(self.end) {
            // "dead" and "wounded" before a noun say what became of it.
            if last.is_none()
                && let Some(effect) = self.told_by_adjective(at)
            {
                told = Some(effect);
                continue;
            }
            if let Some(person) = self.person(at) {
                let mut head = self.longest_head(at, person);
                // "civilian casualties", "civilian victims": the adjective says who.
                let civilian = last.as_ref().is_some_and(|l| l.who == Who::Civilians);
                if civilian && head.who == Who::People {
                    head.who = Who::Civilians;
                }
                // "Syrian" may be the noun or stand before it.
                if self.has(at, Gram::ADJECTIVE) && head.next == at + 1 {
                    last = last.or(Some(head));
                    continue;
                }
                last = Some(head);
                break;
            }
            let before_person = || {
                let noun = self.units[at].shape == Shape::Word && self.is_noun(at);
                // "15 captured soldiers"
                let participle = self.units[at].lex.hits.is_some_and(|hit| {
                    hit.harm.forms.can_be(Forms::PARTICIPLE) && self.units[at].lex.harm.is_none()
                });
                // "three explosives experts"
                let weapon = self.units[at].lex.weapon.is_some();
                // "three beheaded bodies"
                let remains = || {
                    let next = self.lex(at + 1).is_some_and(|lex| lex.remains.is_some());
                    let harm = self.units[at].lex.harm;
                    next && harm.is_some_and(|harm| harm.forms.can_be(Forms::PARTICIPLE))
                };
                // "one fleeing witness"
                let gerund = self.units[at]
                    .lex
                    .suffers
                    .is_some_and(|s| s.forms == Forms::GERUND);
                (noun || participle || weapon || gerund || remains())
                    && self.person(at + 1).is_some()
            };
            if !(self.may_modify(at) || before_person()) {
                break;
            }
        }
        let mut head = last?;
        if head.who == Who::People {
            let relief = head.next > at + 1 && self.names_relief(head.next - 2);
            let member = self.member_of(head.next);
            head.who = match member {
                None if relief => Who::AidWorkers,
                None if head.next > at + 1 && self.is_of_party(head.next - 1) => Who::Fighters,
                found => found.unwrap_or(head.who),
            };
        }
        // "two RSF officers": of an armed party, and no policemen.
        let officers = matches!(self.low(head.next - 1), "officer" | "officers");
        if officers && head.next > at + 1 && self.is_of_party(head.next - 1) {
            head.who = Who::Soldiers;
        }
        Some(Head {
            effect: head.effect.or(told),
            ..head
        })
    }

    /// "nine Daesh members", "two RSF officers": the name of an armed party stands before the noun.
    fn is_of_party(&self, noun: usize) -> bool {
        let named = |at: usize| self.lex(at).and_then(|lex| lex.party) == Some(Party::Name);
        let member = matches!(
            self.low(noun),
            "member"
                | "members"
                | "element"
                | "elements"
                | "personnel"
                | "officer"
                | "officers"
                | "man"
                | "men"
        );
        member && noun.checked_sub(1).is_some_and(named)
    }

    /// "a Red Cross volunteer", "two UNICEF drivers": a body of relief before the noun.
    fn names_relief(&self, at: usize) -> bool {
        matches!(
            self.low(at),
            "red cross"
                | "red crescent"
                | "cross"
                | "crescent"
                | "un"
                | "u.n."
                | "unicef"
                | "unhcr"
                | "unrwa"
                | "wfp"
                | "ocha"
                | "icrc"
                | "msf"
                | "ngo"
        )
    }

    /// "a member of the regime forces", "two elements of the militia": what the body is tells who they
    /// are.
    fn member_of(&self, next: usize) -> Option<Who> {
        const LONGEST: usize = 5;
        let member = matches!(
            self.low(next - 1),
            "member" | "members" | "element" | "elements" | "personnel"
        );
        if !member || !self.has(next, Gram::OF) {
            return None;
        }
        let words = next + 1..self.end.min(next + 1 + LONGEST);
        words
            .take_while(|i| self.units[*i].shape == Shape::Word)
            .find_map(
                |i| match self.low(i).rsplit(' ').next().unwrap_or_default() {
                    "army" | "forces" | "troops" | "military" | "guard" => Some(Who::Soldiers),
                    "police" | "gendarmerie" => Some(Who::Police),
                    "militia" | "militias" | "faction" | "brigades" | "battalion" | "gang" => {
                        Some(Who::Fighters)
                    }
                    _ => None,
                },
            )
    }

    /// What an adjective says of the noun of people that follows it.
    fn told_by_adjective(&self, at: usize) -> Option<Effect> {
        let lex = self.units[at].lex;
        let effect = lex.state.filter(|_| lex.nominal.is_none())?;
        let participle = lex.harm.is_none()
            || matches!(
                self.low(at),
                "wounded" | "injured" | "slain" | "murdered" | "kidnapped" | "abducted"
            );
        let adjective = participle && lex.person.is_none() && lex.none.is_none_or(|_| participle);
        // "abducted Nigerian students": past a word that may be a noun itself.
        let several = |i| self.person(i).is_some_and(|p| p.plural || p.both);
        (adjective && (at + 1..at + 3).any(several)).then_some(effect)
    }

    /// The last of several nouns in a row is the head: "civil defence volunteers", "women teachers".
    fn longest_head(&self, mut at: usize, mut person: Person) -> Head {
        let mut who = person.who;
        while let Some(next) = self.person(at + 1) {
            // "27 people hostage" says what became of them.
            let held = matches!(self.low(at + 1), "prisoner" | "captive" | "hostage");
            if person.plural && !next.plural && (held || self.units[at + 1].lex.state.is_some()) {
                break;
            }
            // "women and children" is two; "women teachers", "police officers" is one.
            at += 1;
            who = if next.who != Who::People {
                next.who
            } else {
                who
            };
            person = next;
        }
        Head {
            who,
            plural: person.plural || person.both,
            effect: self.units[at].lex.remains,
            next: at + 1,
        }
    }

    pub(super) fn person(&self, at: usize) -> Option<Person> {
        let unit = self.units.get(at)?;
        // "doctors" in "Doctors Without Borders", "Police" in "Police Station": a capital in the
        // middle of a sentence makes a name of it.
        let name = unit.capital
            && at > 0
            && self.units.get(at + 1).is_some_and(|n| {
                n.capital && n.lex.person.is_none() && matches!(n.shape, Shape::Word)
            })
            && !unit.lex.person.is_some_and(|p| p.plural);
        if name {
            return None;
        }
        unit.lex.person.or_else(|| self.compound(at))
    }

    /// "narco-terrorists", "ex-soldiers": a word that no table has, by what follows its last hyphen.
    fn compound(&self, at: usize) -> Option<Person> {
        let unit = &self.units[at];
        if unit.shape != Shape::Word || !unit.lex.is_unknown() {
            return None;
        }
        let (_, last) = self.low(at).rsplit_once('-')?;
        let (_, lex) = ENGLISH.longest(|i| (i == 0).then_some(last));
        lex.person.filter(|_| lex.remains.is_none())
    }

    /// A noun of a thing that may stand before a noun of people: "bus passengers".
    fn is_noun(&self, at: usize) -> bool {
        let lex = self.units[at].lex;
        (lex.gram.has(Gram::NOT_PEOPLE) || lex.target.is_some() || lex.party.is_some())
            && lex.harm.is_none()
            && !self.low(at).ends_with('s')
    }

    /// Whether a word can stand between a number or an article and its noun.
    pub(super) fn may_modify(&self, at: usize) -> bool {
        let Some(unit) = self.units.get(at) else {
            return false;
        };
        let lex = unit.lex;
        match unit.shape {
            Shape::Age(_) => return true,
            _ if self.low(at).ends_with("-old")
                && ["-month-old", "-week-old", "-day-old"]
                    .iter()
                    .any(|end| self.low(at).ends_with(end)) =>
            {
                return true;
            }
            Shape::Mark(c) => return matches!(c, '"' | '“' | '”' | '\'' | '/' | '‘' | '’'),
            Shape::Word => {}
            _ => return false,
        }
        let adjective =
            lex.gram.has(Gram::ADJECTIVE) || lex.party.is_some() || lex.gram.has(Gram::EPITHET);
        let closed = Gram::BE
            .with(Gram::HAVE)
            .with(Gram::MODAL)
            .with(Gram::NOT)
            .with(Gram::RELATIVE)
            .with(Gram::LOCATIVE)
            .with(Gram::AND)
            .with(Gram::SUBSET)
            .with(Gram::PRONOUN)
            .with(Gram::ARTICLE)
            .with(Gram::DEFINITE)
            .with(Gram::NOT_PEOPLE)
            .with(Gram::BY)
            .with(Gram::CLAUSE)
            .with(Gram::POSSESSIVE);
        let verb = lex.harm.is_some()
            || lex.suffers.is_some()
            || lex.act_verb.is_some()
            || lex.hits.is_some()
            || lex.speech.is_some()
            || lex.state.is_some();
        let noun = lex.target.is_some()
            || lex.weapon.is_some()
            || lex.act_noun.is_some()
            || lex.time.is_some();
        adjective
            || !lex.gram.has(closed)
                && !verb
                && !noun
                && lex.number.is_none()
                && self.low(at) != "times"
    }
}
