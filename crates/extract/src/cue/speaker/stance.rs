//! What a speaker does with the words: says, denies, takes responsibility, accuses.

use super::{Reach, Reader, SpeechCue, Stance, Who};
use tollbook_record::Effect;

use crate::lexicon::{Forms, Gram};

impl Reader<'_, '_> {
    /// What the verb at `at` does, and whether its subject follows "by".
    pub(super) fn stance(&self, at: usize) -> Option<(Stance, bool)> {
        let lex = self.segments.units[at].lex;
        if self.finds(at) {
            return Some((Stance::Says, false));
        }
        if self.sees(at) {
            return Some((Stance::Says, false));
        }
        if self.claims_deed(at) {
            return Some((Stance::Responsible, false));
        }
        if lex.gram.has(Gram::DENIAL) {
            return self.denies(at);
        }
        if lex.gram.has(Gram::RESPONSIBILITY) {
            let none = self.negated(at);
            return (!none).then_some((Stance::Responsible, self.follows_be(at)));
        }
        if lex.gram.has(Gram::HAVE) {
            // "the monitor had the number of dead at 12"
            let toll = (at + 1..self.end.min(at + 4)).any(|i| self.has(i, Gram::TOLL));
            let says = toll && self.tells_number(at) || self.has_on_list(at);
            return says.then_some((Stance::Says, false));
        }
        if self.names_what(at) || self.places_toll(at) {
            return Some((Stance::Says, false));
        }
        if lex.gram.has(Gram::NAMING) && self.names_baseless(at) {
            return Some((Stance::Denies, self.follows_be(at)));
        }
        if self.lays_blame(at) || self.blames_on(at) {
            return Some((Stance::Accuses, false));
        }
        let forms = lex.speech?;
        // "the Morning Post": a name.
        let unit = &self.segments.units[at];
        let named = unit.capital && at > self.start && self.segments.units[at - 1].capital;
        if named && !forms.can_be(Forms::PAST) && !self.low(at).ends_with("ed") {
            return None;
        }
        // "with seven people reported killed"
        let harm = |at: usize| {
            let lex = self.segments.units[..self.end].get(at).map(|u| u.lex);
            lex.is_some_and(|lex| lex.harm.is_some() || lex.state.is_some())
        };
        let fate = matches!(self.low(at), "reported" | "confirmed" | "presumed")
            && harm(at + 1)
            && at > self.start
            && self.segments.units[at - 1].lex.person.is_some()
            && !self.has(at - 1, Gram::SPEAKER);
        if fate {
            return None;
        }
        let perfect =
            at > self.start && self.has(at - 1, Gram::HAVE) && forms.can_be(Forms::PARTICIPLE);
        let finite = perfect
            || forms.can_be(Forms::PAST)
            || forms.can_be(Forms::THIRD)
            || forms.can_be(Forms::BASE);
        if !finite || self.is_noun_or_infinitive(at) {
            return None;
        }
        if self.low(at) == "claimed" && self.low(at + 1) == "by" {
            return Some((Stance::Responsible, true));
        }
        if self.is_spread(at) {
            return Some((Stance::Says, true));
        }
        // A passive ("were reported", "is believed") has no speaker as its subject; he may follow.
        if self.follows_be(at) || self.is_reduced_passive(at) {
            return Some((Stance::Says, true)).filter(|_| self.low(at + 1) != "to");
        }
        self.says(at).map(|stance| (stance, false))
    }

    /// "A nurse saw nine dead", "the witness saw about thirty bodies": whoever has seen the dead counts them.
    fn sees(&self, at: usize) -> bool {
        const NEAR: usize = 5;
        if !matches!(self.low(at), "saw" | "seen" | "sees" | "found") || self.follows_be(at) {
            return false;
        }
        let end = self.end.min(at + 1 + NEAR);
        let unit = |i: usize| &self.segments.units[i];
        let number = |i: usize| self.is_number(i) || unit(i).lex.number.is_some();
        let dead = |i: usize| {
            let lex = unit(i).lex;
            lex.state == Some(Effect::Killed)
                || lex.remains.is_some()
                || matches!(self.low(i), "bodies" | "corpses" | "body")
        };
        let Some(counted) = (at + 1..end.min(at + 4)).find(|i| number(*i)) else {
            return false;
        };
        let person = |i: usize| {
            let witness = self.low(i).contains("witness");
            self.has(i, Gram::SPEAKER) && (unit(i).lex.person.is_some() || witness)
        };
        (counted + 1..end).any(dead) && (self.start.max(at.saturating_sub(7))..at).any(person)
    }

    /// "a coroner found on Tuesday", "the court ruled that": whoever sits in judgement says what he found.
    fn finds(&self, at: usize) -> bool {
        const REACH: usize = 8;
        if !matches!(
            self.low(at),
            "found" | "finds" | "ruled" | "rules" | "determined" | "established"
        ) {
            return false;
        }
        let next = self.segments.units[..self.end].get(at + 1);
        let told = next.is_none_or(|u| {
            u.has(Gram::THAT.with(Gram::LOCATIVE)) || u.lex.time.is_some() || u.is_any(&['.', ','])
        });
        let sits = (at.saturating_sub(REACH).max(self.start)..at)
            .rev()
            .take_while(|i| !self.is_mark(*i, &[';', '.', '"', ':']))
            .any(|i| {
                matches!(
                    self.low(i),
                    "coroner"
                        | "court"
                        | "judge"
                        | "judges"
                        | "jury"
                        | "tribunal"
                        | "inquest"
                        | "inquiry"
                        | "magistrate"
                        | "investigation"
                        | "chamber"
                        | "panel"
                )
            });
        told && sits && !self.follows_be(at)
    }

    /// "The Front claimed the mine", "that one, too, the group claimed", "which the Front claimed": a deed as
    /// what is claimed, behind the verb or before it.
    fn claims_deed(&self, at: usize) -> bool {
        const BEFORE: usize = 9;
        if !matches!(self.low(at), "claimed" | "claims") || self.negated(at) || self.follows_be(at)
        {
            return false;
        }
        let deed = |i: usize| {
            let lex = self.segments.units[i].lex;
            lex.act_noun.is_some() || lex.weapon.is_some()
        };
        let next = at + 1;
        let determined = matches!(self.low(next), "the" | "this" | "both" | "these");
        if determined && next + 1 < self.end {
            let named = deed(next + 1) || next + 2 < self.end && deed(next + 2);
            let counted = |i: usize| self.segments.units[i].lex.person.is_some();
            return named && !(next + 1..self.end.min(next + 3)).any(counted);
        }
        let ends = next >= self.end || self.is_mark(next, &['.', ',', ';', ')']);
        let first = at.saturating_sub(BEFORE).max(self.start);
        let pointed = (first..at).any(|i| {
            matches!(self.low(i), "which" | "that one" | "one" | "both") && i + 1 < at
                || self.low(i) == "that" && self.has(i + 1, Gram::DEFINITE)
        });
        ends && pointed
    }

    /// "The army first placed the death toll at 61": verbs that say a number only where a word for one is their
    /// object.
    fn places_toll(&self, at: usize) -> bool {
        let verb = matches!(
            self.low(at),
            "placed" | "places" | "pegged" | "set" | "sets"
        );
        let toll = || (at + 1..self.end.min(at + 4)).any(|i| self.has(i, Gram::TOLL));
        verb && toll() && self.tells_number(at) && !self.follows_be(at)
    }

    /// "the office has 38 dead and 21 wounded in its book", "the mayor has nineteen on his list"
    fn has_on_list(&self, at: usize) -> bool {
        const REACH: usize = 10;
        let end = self.end.min(at + REACH);
        let counts = self.is_number(at + 1)
            || self.segments.units[at + 1..end]
                .first()
                .is_some_and(|u| u.lex.number.is_some());
        let state = self.segments.units[at + 1..end].get(1);
        let dead = state.is_some_and(|u| u.lex.state.is_some() && !u.has(Gram::BE));
        let listed = (at + 2..end).any(|i| {
            let kept = matches!(
                self.low(i),
                "list" | "lists" | "book" | "books" | "register" | "records" | "ledger"
            );
            kept && self.has(i - 1, Gram::POSSESSIVE)
        });
        counts && (dead || listed)
    }

    fn says(&self, at: usize) -> Option<Stance> {
        // "a raid claimed 12 lives"
        let lives = (at + 1..at + 5).any(|i| matches!(self.low(i), "lives" | "life"));
        match self.low(at) {
            "claimed" | "claims" | "claim" if lives => None,
            "list" => None,
            // "Units responded with artillery": in deeds.
            "responded" | "responds" | "respond" | "answered" | "answers" | "replied"
                if matches!(self.low(at + 1), "with" | "by") =>
            {
                None
            }
            "blamed" | "blames" | "blame" | "accused" | "accuses" | "accuse" => {
                (!matches!(self.low(at + 1), "of" | "by")).then_some(Stance::Accuses)
            }
            "suspect" | "suspects" | "suspected" => {
                let object = self.has(at + 1, Gram::ARTICLE.with(Gram::DEFINITE));
                let names = self.segments.units.get(at + 1).is_some_and(|u| u.capital);
                (object || names).then_some(Stance::Accuses)
            }
            // "had admitted 13 wounded": a hospital takes in.
            "admitted" | "admits" | "admit" if self.is_number(at + 1) => None,
            // These take a number or a clause as their object; without one they say nothing.
            "put" | "puts" | "gave" | "gives" | "give" | "count" | "counts" | "raised"
            | "recorded" | "registered" | "claimed" | "claims" | "counted" | "documented"
            | "estimate" | "estimates" | "recalled" | "recalls" | "received" | "tallied"
            | "verified" | "lists" | "listed" | "cited" | "cites" | "mentioned" | "mentions"
            | "compiled" | "corroborated" => self.tells_number(at).then_some(Stance::Says),
            "state" | "states" | "report" | "record" | "records" | "document" | "documents"
            | "posts" | "post" | "register" | "claim" | "note" | "notes" | "counter"
            | "believe" | "believes" | "believed" | "indicate" | "charge" | "charges"
            | "pretend" | "pretends" | "pretended" | "submit" | "submits" | "submitted" => {
                let quotes = self.is_mark(at + 1, &['"', '“']);
                let counts = matches!(self.low(at), "report" | "count" | "document" | "record")
                    && (self.is_number(at + 1)
                        || self.segments.units[..self.end]
                            .get(at + 1)
                            .is_some_and(|u| u.lex.number.is_some()));
                // "..., sources at the hospital indicate."
                // "in North Darfur state,": a part of a country.
                let named = at > self.start && self.segments.units[at - 1].capital;
                let closes = matches!(self.low(at), "indicate" | "report" | "state" | "note")
                    && !named
                    && self.is_mark(at + 1, &['.', ',', ';']);
                (self.has(at + 1, Gram::THAT) || quotes || counts || closes).then_some(Stance::Says)
            }
            _ => Some(Stance::Says),
        }
    }

    fn follows_be(&self, at: usize) -> bool {
        (1..=2).any(|back| {
            at >= self.start + back
                && self.has(at - back, Gram::BE)
                && (back == 1 || self.has(at - 1, Gram::ADVERB))
        })
    }

    /// "figures compiled by the ministry", "a rumour put about by radio stations"
    fn is_reduced_passive(&self, at: usize) -> bool {
        // "said by satellite phone": by what, not by whom.
        let means = (at + 2..self.end.min(at + 4)).any(|i| {
            matches!(
                self.low(i),
                "phone"
                    | "telephone"
                    | "email"
                    | "e-mail"
                    | "radio"
                    | "text"
                    | "video"
                    | "letter"
                    | "message"
                    | "whatsapp"
                    | "telegram"
                    | "skype"
                    | "mobile"
                    | "satellite"
            )
        });
        self.low(at + 1) == "by" && !means
            || self.low(at + 1) == "about" && self.low(at + 2) == "by"
    }

    /// "the allegations spread on social media by circles abroad": a participle after its charge.
    fn is_spread(&self, at: usize) -> bool {
        at > self.start
            && self.has(at - 1, Gram::CHARGE)
            && matches!(
                self.low(at),
                "spread" | "circulated" | "broadcast" | "made" | "published"
            )
            && (at + 1..self.end.min(at + 8)).any(|i| self.low(i) == "by")
    }

    fn is_noun_or_infinitive(&self, at: usize) -> bool {
        let bare = self.segments.units[at]
            .lex
            .speech
            .is_some_and(|f| f.can_be(Forms::BASE) || f.can_be(Forms::THIRD));
        at > self.start
            && (matches!(
                self.low(at - 1),
                "to" | "will" | "would" | "not" | "neither" | "the" | "a" | "an" | "could" | "cannot"
                    | "another" | "any" | "every" | "each"
            ) || self.low(at - 1) == "and" && at == self.start + 1
                // "denied reports that nine had been killed": what is denied.
                || bare && self.has(at - 1, Gram::DENIAL)
                || bare && (self.has(at - 1, Gram::POSSESSIVE) || self.has(at - 1, Gram::LOCATIVE)))
    }

    /// Whether the words that the verb at `at` says of make it no claim: "no group has claimed",
    /// "has not claimed".
    fn negated(&self, at: usize) -> bool {
        (self.start.max(at.saturating_sub(7))..at)
            .rev()
            .take_while(|i| !self.is_mark(*i, &[',', ';', '.', '"', ':']))
            .any(|i| self.has(i, Gram::NOT) || matches!(self.low(i), "no" | "any" | "yet"))
    }

    /// A verb of denial. What it denies has to be a deed or a charge: access, a truce and a toll are
    /// denied, rejected and disputed as well.
    fn denies(&self, at: usize) -> Option<(Stance, bool)> {
        let infinitive = at > self.start && self.low(at - 1) == "to";
        let negated = at > self.start && self.has(at - 1, Gram::NOT);
        let modal = at > self.start && self.has(at - 1, Gram::MODAL);
        if infinitive || negated || modal {
            return None;
        }
        let passive = self.follows_be(at) || self.low(at + 1) == "by";
        let object = || {
            (at + 1..self.end.min(at + 8))
                .take_while(|i| !self.is_mark(*i, &[',', ';', '.', ':', '"', '”']))
        };
        // "denied an amnesty", but "a report by Amnesty International"
        let undenied = |i: usize| {
            let named = self.segments.units[i].capital;
            !named && self.has(i, Gram::TOLL.with(Gram::UNDENIED))
        };
        let other = object().any(undenied);
        // "denied the shelling", "rejects": whoever rejects needs a charge, whoever denies does not.
        let strong = self.low(at).starts_with("den") || self.low(at).starts_with("refut");
        let charge = object().any(|i| {
            self.has(i, Gram::CHARGE) || matches!(self.low(i), "it" | "this" | "any" | "that")
        });
        let alone = object().next().is_none();
        (!other && (strong || charge || alone || passive)).then_some((Stance::Denies, passive))
    }

    /// "termed baseless", "called the report a fabrication", "described as lies"
    fn names_baseless(&self, at: usize) -> bool {
        (at + 1..self.end.min(at + 9))
            .take_while(|i| !self.is_mark(*i, &['.', ';']))
            .any(|i| self.has(i, Gram::BASELESS))
    }

    /// "in what police called an attack by rebels"
    pub(super) fn names_what(&self, at: usize) -> bool {
        const LONGEST: usize = 7;
        let first = self.start.max(at.saturating_sub(LONGEST));
        let names = self.has(at, Gram::NAMING.with(Gram::IDENTITY)) && !self.follows_be(at);
        names && (first..at).rev().any(|i| self.low(i) == "what")
    }

    /// "an attack that the government blamed on the rebels": what is blamed stands before the verb.
    pub(super) fn blames_on(&self, at: usize) -> bool {
        const LONGEST: usize = 9;
        if !self.has(at, Gram::BLAMED_ON) || self.follows_be(at) {
            return false;
        }
        let verb = self.low(at).split(' ').next().unwrap_or_default();
        let verb = matches!(
            verb,
            "blamed" | "blames" | "attributed" | "pinned" | "ascribed"
        );
        let first = self.start.max(at.saturating_sub(LONGEST));
        verb && (first..at)
            .rev()
            .any(|i| matches!(self.low(i), "that" | "which" | "what"))
    }

    /// "pinned the ambush on deserters", "pointed the finger at the army", "laid the blame on"
    fn lays_blame(&self, at: usize) -> bool {
        let next = |word: &str| (at + 1..self.end.min(at + 4)).any(|i| self.low(i) == word);
        match self.low(at) {
            "pinned" | "pins" | "pin" => {
                next("on") || next("ambush") || next("attack") || next("blame")
            }
            "pointed" | "points" | "point" => next("finger"),
            "laid" | "lays" | "lay" | "put" | "puts" => next("blame"),
            "attributed" | "attributes" | "attribute" => !self.follows_be(at),
            "held" | "holds" | "hold" => {
                (at + 1..self.end.min(at + 12)).any(|i| self.low(i) == "responsible")
            }
            _ => false,
        }
    }

    /// A denial without a verb of saying: "the reports are baseless", "no sorties were flown", "had
    /// nothing to do with the shelling". Whoever speaks at these words denies.
    pub(super) fn disclaimer(&self, at: usize) -> Option<SpeechCue> {
        let end = self
            .is_disclaimer(at)
            .then_some(at + 1)
            .or_else(|| self.charge_is_baseless(at))
            .or_else(|| self.nothing_was_done(at))
            .or_else(|| self.own_deed_denied(at))
            .or_else(|| self.party_harmed_nobody(at))?;
        Some(SpeechCue {
            who: Who::Here,
            verb: at..end,
            units: at..end,
            stance: Stance::Denies,
            reach: Reach::Before,
        })
    }

    fn is_disclaimer(&self, at: usize) -> bool {
        self.has(at, Gram::DISCLAIMER)
    }

    /// "are completely unfounded", where the words before speak of a charge.
    fn charge_is_baseless(&self, at: usize) -> Option<usize> {
        const REACH: usize = 40;
        // "was checked by two teams and found untrue"
        let found = matches!(self.low(at), "found" | "proved" | "proven" | "turned out");
        if !self.has(at, Gram::BE) && !found {
            return None;
        }
        let end = (at + 1..self.end.min(at + 5)).find(|i| self.has(*i, Gram::BASELESS))?;
        let charge = (self.start.max(at.saturating_sub(REACH))..at)
            .any(|i| self.has(i, Gram::CHARGE) || matches!(self.low(i), "this" | "it" | "talk"))
            || at > self.start && self.low(at - 1) == "that" && self.segments.units[at - 1].quoted;
        let negated = (at + 1..end).any(|i| self.has(i, Gram::NOT));
        (charge && !negated).then_some(end + 1)
    }

    /// "said that his men did not stop any bus", "says its aircraft released no ordnance": a deed of one's
    /// own side under a negation, behind a verb of saying.
    fn own_deed_denied(&self, at: usize) -> Option<usize> {
        const SAID: usize = 14;
        const OWN: usize = 4;
        let not_in = self.has(at, Gram::BE) && self.has(at + 1, Gram::NOT);
        let does = matches!(self.low(at), "did" | "do" | "does" | "had" | "has" | "have");
        let does_not = does && self.has(at + 1, Gram::NOT);
        let never = self.low(at) == "never";
        let done_none = self.has(at, Gram::DONE) && self.low(at + 1) == "no";
        if !(not_in || does_not || never || done_none) {
            return None;
        }
        let said = (self.start.max(at.saturating_sub(SAID))..at).any(|i| {
            let lex = self.segments.units[i].lex;
            lex.speech.is_some() || lex.gram.has(Gram::BY)
        });
        let own = (self.start.max(at.saturating_sub(OWN))..at).any(|i| {
            let others = matches!(self.low(i), "you" | "he" | "she" | "who");
            (self.has(i, Gram::PRONOUN) && !others) || self.has(i, Gram::POSSESSIVE)
        });
        if !said || !own {
            return None;
        }
        // "says it was not in the area"
        if not_in {
            let placed = matches!(
                (self.low(at + 2), self.low(at + 3), self.low(at + 4)),
                (
                    "in",
                    "the",
                    "area" | "region" | "vicinity" | "town" | "village" | "city"
                ) | ("present" | "there" | "nearby", _, _)
            );
            let ends = (at + 3..self.end.min(at + 7)).any(|i| self.is_mark(i, &['.', ',', ';']));
            return (placed && ends).then_some(at + 3);
        }
        let verb = match () {
            () if does_not => at + 2,
            () if never => at + 1,
            () => {
                let deed = (at + 2..self.end.min(at + 5)).find(|i| self.is_deed(*i));
                return deed.map(|i| i + 1);
            }
        };
        let verb = verb + usize::from(self.has(verb, Gram::ADVERB));
        let lex = self
            .segments
            .units
            .get(verb)
            .filter(|_| verb < self.end)?
            .lex;
        let harms = lex.harm.is_some() || lex.hits.is_some() || lex.act_verb.is_some();
        (harms || matches!(self.low(verb), "touch" | "stop" | "hold" | "held")).then_some(verb + 1)
    }

    /// "no", "not a single", "not one"
    fn says_none(&self, at: usize) -> bool {
        self.low(at) == "no"
            || self.low(at) == "not" && matches!(self.low(at + 1), "a" | "one" | "a single")
    }

    /// "The movement has killed no civilian": a party under the verb of harm, and nobody harmed.
    fn party_harmed_nobody(&self, at: usize) -> Option<usize> {
        const SUBJECT: usize = 4;
        let unit = |i: usize| &self.segments.units[i];
        let has = matches!(self.low(at), "has" | "have");
        let harm = at + 1 < self.end && unit(at + 1).lex.harm.is_some() && self.says_none(at + 2);
        let people = (at + 3..self.end.min(at + 6)).any(|i| unit(i).lex.person.is_some());
        let subject = self.start.max(at.saturating_sub(SUBJECT))..at;
        let party = subject.into_iter().any(|i| unit(i).lex.party.is_some());
        (has && harm && people && party).then_some(at + 2)
    }

    /// A noun of attack or a weapon.
    fn is_deed(&self, at: usize) -> bool {
        let lex = self.segments.units[at].lex;
        lex.act_noun.is_some()
            || lex.weapon.is_some()
            || lex.agent.is_some()
            || lex.gram.has(Gram::DEED)
    }

    /// "no sorties were flown", "no high-precision weapons were used", "no such order was given"
    fn nothing_was_done(&self, at: usize) -> Option<usize> {
        // "from our side was made not a single shot"
        if self.has(at, Gram::BE) && self.has(at + 1, Gram::DONE) && self.says_none(at + 2) {
            let deed = (at + 3..self.end.min(at + 6)).find(|i| self.is_deed(*i));
            return deed.map(|i| i + 1);
        }
        if !self.says_none(at) {
            return None;
        }
        let be = (at + 1..self.end.min(at + 6)).find(|i| self.has(*i, Gram::BE))?;
        let means = (at + 1..be).any(|i| self.is_deed(i));
        let done = (be + 1..self.end.min(be + 4)).find(|i| self.has(*i, Gram::DONE))?;
        means.then_some(done + 1)
    }
}
