//! What a rule asks of its words besides their symbols: "on his list", "admits to", "the correct number".

use std::ops::Range;

use tollbook_record::{Effect, Who};

use super::Reading;
use super::items::{Item, Symbol};
use crate::cue::people::Form;
use crate::lexicon::Gram;

impl Reading<'_, '_> {
    /// Whether the words of `who` and `how` are those that a rule is about.
    pub(super) fn is_worded(&self, rule: &str, who: &Range<usize>, how: &Range<usize>) -> bool {
        let at = |item: usize| self.segments.low(self.items[item].units.start);
        let before = |back: usize| who.start.checked_sub(back).map_or("", at);
        let unit_at = self.items[how.start].units.start;
        let unit = &self.segments.units[unit_at];
        match rule {
            "put-at" | "put-it-at" => before(1) == "at",
            "number-at" => matches!(before(1), "at" | "as" | "of"),
            "number-to" => self.is_corrected(how.start, who.start),
            // "a high estimate 24" is a noun, and gives one end of a range.
            "said" => !at(how.start).starts_with("estimate"),
            "being" => at(how.start) == "being",
            "said-gapped" => {
                let lex = unit.lex;
                let last = &self.segments.units[self.items[how.start].units.end - 1];
                lex.party.is_some() || last.lex.party.is_some() || last.has(Gram::SPEAKER)
            }
            "label-number" => {
                let first = self.items[0].units.start;
                (first..unit_at).any(|i| self.segments.units[i].has(Gram::SPEAKER))
            }
            "now" => unit.has(Gram::NEWEST),
            "with-wounds" => self.comes_with(how.start),
            "counted-with" => at(who.end) == "with",
            "wounds" => {
                let effect = self.effect(&self.items[how.start]);
                effect.is_some_and(|(effect, _)| effect != Effect::Killed)
            }
            "state-apposed" => {
                let the = how.start.checked_sub(1).map_or("", at);
                let all = matches!(
                    at(who.end),
                    "in all" | "in total" | "altogether" | "in number"
                );
                let spelt =
                    at(who.end) == "in" && matches!(at(who.end + 1), "all" | "number" | "total");
                matches!(the, "the" | "those") && (all || spelt)
            }
            "along-with" => matches!(before(1), "along with" | "together with"),
            "they-were" => at(how.start) == "they",
            "number-according" => self.is_according(how.start),
            "on-list" => self.is_on_list(how.start),
            "it-was" => matches!(before(2), "it" | "there"),
            "right-number" => self.is_right(how.start),
            "fragment" => !self.names_nobody(who),
            "names-listed" => self.lists_names(who),
            "victims-listed" => self.lists_victims(how.start, who),
            "admits-to" => self.owns_up(how.start) && before(1).ends_with("to"),
            "told-they" => self.tells_of_themselves(who, how),
            "forced-to-flee" => self.forces(who.start, how),
            "object-then-killed" => {
                let behind = self.items.get(how.end).map(|item| item.units.start);
                let behind = behind.map_or("", |at| self.segments.low(at));
                let pronoun = matches!(behind, "them" | "him" | "her" | "both");
                // "gunned them down": one unit of the lexicon.
                let within =
                    { at(how.start).split(' ') }.any(|w| matches!(w, "them" | "him" | "her"));
                (pronoun || within) && self.is_object(who.start)
            }
            "active-after-name" => {
                let name = &self.segments.units[self.items[how.end].units.start];
                name.capital && name.lex.time.is_none()
            }
            "active-name-and-list" => self.goes_on_from_name(who),
            "active-after-reflexive" => self.is_reflexive(how.end),
            "nominal" => !self.is_ranked(how.start),
            "victims-were" => self.names_victims(how.start),
            // "were led away and have not been heard of" tells of the taking first.
            "killed-after" => {
                let effect = self.effect(&self.items[how.start]);
                effect.is_some_and(|(effect, _)| effect == Effect::Killed)
            }
            "combined" => unit_state(self, how) == Some(Effect::KilledOrInjured),
            // A bare number after an attack counts the dead only if it is broken down.
            "listed-after" => {
                let group = self.items[who.start].group;
                let noun = group.is_some_and(|g| self.groups[g].noun.is_some());
                let next = self.items.get(who.end);
                noun || next.is_some_and(|i| i.symbol == Symbol::OPEN)
            }
            _ => true,
        }
    }

    /// "The correct number", "the true toll", "the hospital's own figure is higher: 14".
    fn is_right(&self, how: usize) -> bool {
        let at = self.items[how].units.start;
        let before = at.checked_sub(1).map_or("", |at| self.segments.low(at));
        let compared = self.items[how..].iter().take(4);
        let compared = compared
            .map(|i| self.segments.low(i.units.start))
            .any(|w| matches!(w, "higher" | "lower" | "different" | "larger" | "smaller"));
        compared
            || self.was_printed(how)
            || matches!(
                before,
                "correct" | "right" | "true" | "actual" | "real" | "final" | "exact"
            )
    }

    /// "Three girls told a nurse that they were beaten": the living can say so of themselves; those who speak
    /// by their office speak of others.
    fn tells_of_themselves(&self, who: &Range<usize>, how: &Range<usize>) -> bool {
        let effect = self.effect(&self.items[how.start]);
        let noun = { self.items[who.end - 1].group }.and_then(|g| self.groups[g].noun);
        let office = noun.is_some_and(|noun| self.segments.units[noun].has(Gram::SPEAKER));
        let many = matches!(
            self.segments.low(self.items[who.end - 1].units.start),
            "a" | "an"
        );
        let they = self.items[who.end..how.start]
            .iter()
            .rfind(|item| item.symbol == Symbol::PRONOUN)
            .map_or("", |item| self.segments.low(item.units.start));
        let same = matches!((they, many), ("they", false) | ("he" | "she", true));
        same && !office && effect.is_some_and(|(effect, _)| effect != Effect::Killed)
    }

    /// "We wrote that 17 had been killed; the number was seven": words before it that the publisher takes
    /// back.
    fn was_printed(&self, how: usize) -> bool {
        let low = |at: usize| self.segments.low(self.items[at].units.start);
        (1..how).any(|at| {
            let told = matches!(
                low(at),
                "wrote" | "reported" | "said" | "published" | "stated"
            );
            told && low(at - 1) == "we" || low(at) == "version"
        })
    }

    /// "corrected the number to nine", "the figure was raised to five": words of change beside the number of
    /// those told before, and nobody else who is counted in the sentence.
    fn is_corrected(&self, how: usize, who: usize) -> bool {
        const BEFORE: usize = 3;
        let changed = self.items[how.saturating_sub(BEFORE)..who].iter().any(|i| {
            let unit = &self.segments.units[i.units.start];
            let reaches = self.segments.low(i.units.start).contains("reach");
            unit.has(Gram::NEWEST.with(Gram::RISE).with(Gram::REACH)) && !reaches
        });
        let counted = |i: &Item| {
            let group = i.group.filter(|g| !self.taken.contains_key(g));
            group.is_some_and(|g| matches!(self.groups[g].form, Form::Numbered | Form::Bare))
        };
        // "Since its start the figure has risen to 488": that of a period.
        let words = self.items[0].units.start..self.items[who].units.end;
        changed
            && !self.items[..how].iter().any(counted)
            && !super::is_of_period(self.segments, words)
    }

    /// "The mayor's list has fourteen names": names that are read off a list.
    fn lists_names(&self, who: &Range<usize>) -> bool {
        const REACH: usize = 12;
        let item = &self.items[who.start];
        let list = |i: usize| {
            matches!(
                self.segments.low(i),
                "list"
                    | "lists"
                    | "register"
                    | "roll"
                    | "wall"
                    | "memorial"
                    | "document"
                    | "plaque"
            )
        };
        let first = self.items[0]
            .units
            .start
            .max(item.units.start.saturating_sub(REACH));
        let last = self.items.last().map_or(item.units.end, |i| i.units.end);
        self.segments.low(item.units.end - 1) == "names"
            && (first..last.min(item.units.end + REACH)).any(list)
    }

    /// "listed 14 victims", "has 14 victims on record": the noun has to be one of those harmed.
    fn lists_victims(&self, how: usize, who: &Range<usize>) -> bool {
        let noun = self.items[who.start]
            .group
            .and_then(|g| self.groups[g].noun);
        let noun = noun.map_or("", |noun| self.segments.low(noun));
        let verb = self.segments.low(self.items[how].units.start);
        let lists = self.items[how].symbol != Symbol::WORD
            || matches!(
                verb,
                "listed" | "lists" | "named" | "identified" | "counted" | "documented" | "recorded"
            );
        lists && matches!(noun, "victims" | "victim")
    }

    /// "admits to two", "owned up to six"
    fn owns_up(&self, how: usize) -> bool {
        let verb = self.segments.low(self.items[how].units.start);
        let owns = ["admit", "own", "confess", "conced"];
        owns.iter().any(|stem| verb.starts_with(stem))
    }

    /// "lined up eleven men", "stopped two traders", "took away a boy": what stands behind a verb is its
    /// object; behind the first words of a sentence it is the subject of what follows.
    fn is_object(&self, item: usize) -> bool {
        const REACH: usize = 3;
        let first = item.saturating_sub(REACH);
        let verb = |at: usize| {
            let unit = &self.segments.units[self.items[at].units.start];
            let word = self.segments.low(self.items[at].units.start);
            let word = word.split(' ').next().unwrap_or(word);
            let past = word.ends_with("ed") || word.ends_with("ing") || unit.has(Gram::FINITE);
            let irregular = matches!(
                word,
                "took" | "caught" | "seized" | "led" | "made" | "dragged"
            );
            let harms = matches!(self.items[at].symbol, Symbol::ACTIVE | Symbol::KILL);
            let plain = harms || matches!(self.items[at].symbol, Symbol::WORD | Symbol::ACT);
            plain && !unit.capital && (past || irregular) && unit.lex.time.is_none()
        };
        (first.max(1)..item).any(verb)
    }

    /// "forced 4,000 people to flee", "caused hundreds to leave their homes"
    fn forces(&self, item: usize, how: &Range<usize>) -> bool {
        let verb = item.checked_sub(1).map(|at| self.items[at].units.start);
        let verb = verb.map_or("", |at| self.segments.low(at));
        let stems = ["forc", "caus", "compel", "prompt", "oblig", "driv", "led"];
        let flees = self
            .effect(&self.items[how.start])
            .is_some_and(|(effect, _)| effect == Effect::Displaced);
        // "forced 12 people to leave the bus"
        let at = self.items[how.start].units.end;
        let home = self.segments.low(at - 1) == "to flee"
            || self.items[how.start].symbol == Symbol::SUFFER
            || self
                .segments
                .units
                .get(at)
                .is_some_and(|u| u.has(Gram::POSSESSIVE));
        flees && home && stems.iter().any(|stem| verb.starts_with(stem))
    }

    /// "killing Walid Haddad, his wife and two guards": what goes on behind a name is counted, or his
    /// kin. "killing Walid Haddad, a teacher" says who he was.
    fn goes_on_from_name(&self, who: &Range<usize>) -> bool {
        let item = &self.items[who.start];
        let form = item.group.map(|g| self.groups[g].form);
        let kin = self.segments.units[item.units.start].has(Gram::POSSESSIVE);
        kin || matches!(form, Some(Form::Numbered))
    }

    /// "killed himself and six others"
    pub(super) fn is_reflexive(&self, item: usize) -> bool {
        let word = self
            .items
            .get(item)
            .map(|i| self.segments.low(i.units.start));
        matches!(word, Some("himself" | "herself" | "themselves" | "itself"))
    }

    /// "Two people." alone counts nobody; "9 kids." after a toll breaks it down.
    fn names_nobody(&self, who: &Range<usize>) -> bool {
        let groups = self.items[who.clone()].iter().filter_map(|i| i.group);
        let mut whos = groups.map(|g| self.groups[g].who);
        whos.any(|who| matches!(who, Who::People | Who::Civilians))
    }

    /// "on his list", "in its book"
    fn is_on_list(&self, how: usize) -> bool {
        let item = |back: usize| self.items.get(how + back).map(|i| i.units.start);
        let own = item(1).is_some_and(|at| self.segments.units[at].has(Gram::POSSESSIVE));
        let list = item(2).map_or("", |at| self.segments.low(at));
        own && matches!(
            list,
            "list" | "lists" | "book" | "books" | "register" | "records" | "ledger"
        )
    }

    /// "61 according to the police"
    fn is_according(&self, how: usize) -> bool {
        self.segments.units[self.items[how].units.start].has(Gram::BY)
    }

    /// "the fourth homicide of a leader this year": its place in a row, not a death told here.
    fn is_ranked(&self, how: usize) -> bool {
        let at = self.items[how].units.start;
        at > 0 && self.segments.units[at - 1].has(Gram::ORDINAL)
    }

    /// "The victims", "the dead", "the injured" before "were": of whom a list is told.
    fn names_victims(&self, how: usize) -> bool {
        let at = self.items[how].units.end - 1;
        let state = matches!(self.items[how].symbol, Symbol::STATE | Symbol::KILL);
        let the = at > 0 && matches!(self.segments.low(at - 1), "the" | "those");
        let victims = matches!(self.segments.low(at), "victims" | "fatalities" | "deceased");
        victims && !state || state && the
    }

    /// "with burns", "with severe shrapnel wounds": the preposition before a word for wounds.
    fn comes_with(&self, how: usize) -> bool {
        const REACH: usize = 3;
        let before = how.saturating_sub(REACH)..how;
        before
            .into_iter()
            .any(|at| self.segments.low(self.items[at].units.start) == "with")
    }
}

/// What the word of a predicate says became of people, where it is one of state.
fn unit_state(reading: &Reading<'_, '_>, how: &Range<usize>) -> Option<Effect> {
    let last = reading.items[how.start].units.end - 1;
    reading.segments.units[last].lex.state
}
