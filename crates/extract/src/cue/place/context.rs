//! What the words around a name say of it: that something is there, or only that it came from
//! there.

use super::*;

/// What a name is to what is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Where it was.
    There,
    /// Where somebody or something came from.
    Aside,
    /// Where those harmed are cared for.
    Care,
    /// A place, named without a word that says that something was there.
    Mentioned,
}

/// Words before a name that say that something is there.
const AT: &[&str] = &[
    "linking",
    "connecting",
    "joining",
    "in",
    "at",
    "near",
    "nr",
    "nr.",
    "outside",
    "inside",
    "around",
    "in and around",
    "just outside",
    "between",
    "across",
    "north of",
    "south of",
    "east of",
    "west of",
    "northeast of",
    "northwest of",
    "southeast of",
    "southwest of",
    "north-east of",
    "north-west of",
    "south-east of",
    "south-west of",
    "close to",
    "throughout",
    "off",
    "into",
    "over",
    "towards",
    "toward",
    "@",
    "#",
    "within",
    "vicinity of",
    "outskirts of",
    "beside",
    "along",
    "through",
    "upon",
    "opposite",
    "astride",
];

/// Nouns whose "of" names a place.
const PARTS: &[&str] = &[
    "outskirts",
    "vicinity",
    "edge",
    "centre",
    "center",
    "part",
    "parts",
    "suburbs",
    "environs",
    "houses",
    "bombing",
    "shelling",
    "direction",
    "streets",
    "homes",
    "skies",
    "residents",
    "people",
    "villagers",
    "townspeople",
    "families",
    "farmers",
    "population",
    "inhabitants",
    "gates",
    "entrance",
    "heart",
    "middle",
    "side",
    "surroundings",
    "foothills",
    "hills",
    "populated point",
    "site",
    "post",
    "siege",
    "fall",
    "capture",
    "storming",
];

/// Verbs whose object is a place.
const ENTERED: &[&str] = &[
    "attacked",
    "attack",
    "attacks",
    "storms",
    "storm",
    "raids",
    "raided",
    "shelled",
    "bombed",
    "bombarded",
    "pounded",
    "razed",
    "torched",
    "looted",
    "invaded",
    "occupied",
    "shelling",
    "bombing",
    "attacking",
    "raiding",
    "entered",
    "enter",
    "entering",
    "overran",
    "overrun",
    "overrunning",
    "stormed",
    "storming",
    "recaptured",
    "captured",
    "seized",
    "besieged",
    "besieging",
    "controls",
];

impl Reader<'_, '_> {
    /// The role of a name; `None` if it is no place, or the words leave that open.
    pub(super) fn role(&self, name: &Range<usize>) -> Option<Role> {
        if self.is_person(name) {
            return None;
        }
        let before = self.before(name.start);
        if before > self.start && matches!(self.low(before - 1), "from" | "to") {
            let way = matches!(
                self.low_before(before - 1),
                "road" | "highway" | "route" | "motorway" | "track"
            );
            let there = way || self.low(before - 1) == "from" && self.taken_before(before - 1);
            if there {
                return Some(Role::There);
            }
            // "a student who fled to Dori": where somebody is now.
            let went = matches!(
                self.low_before(before - 1),
                "fled"
                    | "flee"
                    | "fleeing"
                    | "flees"
                    | "escaped"
                    | "evacuated"
                    | "transferred"
                    | "airlifted"
                    | "rushed"
            );
            if went && self.low(before - 1) == "to" {
                return None;
            }
            let away = self.known(name)
                || self.has(name.end, Gram::GENERIC_PLACE)
                || self.is_described(name.end);
            return away.then_some(Role::Aside);
        }
        if self.is_handle(name) {
            return None;
        }
        if self.is_post(before) {
            return Some(Role::Care);
        }
        if self.is_origin(before) || self.is_home(before) || self.is_travelled(before) {
            return Some(Role::Aside);
        }
        if self.located(name, before) {
            let water = matches!(
                self.low(name.end),
                "river" | "lake" | "sea" | "border" | "rivers" | "coast"
            );
            return Some(match () {
                () if self.is_care(name) && !self.is_told_of(name.end) => Role::Care,
                () if water => Role::Aside,
                () => Role::There,
            });
        }
        // An unknown capitalised word is a place only where the grammar puts one.
        (self.stands_free(name) && self.known(name)).then_some(Role::Mentioned)
    }

    /// "@SomebodysEyes": an account; "@ Tamra" is where something is.
    fn is_handle(&self, name: &Range<usize>) -> bool {
        let at = name.start.wrapping_sub(1);
        let touching = |at: usize| self.segments.units[at].end == self.segments.units[at + 1].start;
        name.start > self.start && self.low(at) == "@" && touching(at)
    }

    /// "from the direction of Tamra", "coming from around Tamra"
    fn is_origin(&self, before: usize) -> bool {
        let direction =
            self.low_before(before) == "of" && self.low_before(before - 1) == "direction";
        let from_there = direction
            && self.low_before(before - 2) == "the"
            && self.low_before(before - 3) == "from";
        from_there || self.is_fired_from(before)
    }

    /// "a resident of Tamra", "the mayor of Tamra": where somebody is from.
    fn is_home(&self, before: usize) -> bool {
        // "Anas Rajab, 17, of Tamra"
        let aged = before >= self.start + 4
            && self.low(before - 2) == ","
            && matches!(
                self.segments.units[before - 3].shape,
                Shape::Number(1..=110) | Shape::Age(_)
            )
            && self.low(before - 4) == ",";
        if self.low_before(before) == "of" && aged {
            return true;
        }
        self.low_before(before) == "of"
            && matches!(
                self.low_before(before - 1),
                "resident"
                    | "native"
                    | "citizen"
                    | "governor"
                    | "mayor"
                    | "bishop"
                    | "archbishop"
                    | "inhabitant"
                    | "son"
                    | "daughter"
                    | "emir"
                    | "sultan"
                    | "president"
                    | "king"
            )
    }

    /// "the division, whose guns stand at Tamra", "fire from men entrenched in Tamra": where those are who did
    /// it. Soldiers stationed there who were killed were killed there.
    fn is_post(&self, before: usize) -> bool {
        const REACH: usize = 6;
        let Some(verb) = before.checked_sub(2).filter(|at| *at >= self.start) else {
            return false;
        };
        let posted = matches!(self.low(verb + 1), "at" | "in" | "on" | "near" | "around")
            && matches!(
                self.low(verb),
                "stand"
                    | "stands"
                    | "stood"
                    | "stationed"
                    | "based"
                    | "positioned"
                    | "deployed"
                    | "entrenched"
                    | "garrisoned"
                    | "encamped"
                    | "headquartered"
                    | "dug in"
                    | "sit"
                    | "located"
            );
        let first = verb.saturating_sub(REACH).max(self.start);
        let mut near = (first..verb)
            .rev()
            .take_while(|at| !self.segments.units[*at].is_any(&['.', ';', ',']));
        posted
            && near
                .any(|at| self.low(at) == "whose" || self.has(at, Gram::BY_AGENT.with(Gram::FROM)))
    }

    /// "returning from the weekly fair at Koro", "on their way to the market of Dori": where somebody came
    /// from or went.
    fn is_travelled(&self, before: usize) -> bool {
        const REACH: usize = 7;
        let first = before.saturating_sub(REACH).max(self.start + 1);
        let near = (first..before).rev().take_while(|at| {
            let unit = &self.segments.units[*at];
            let hit = unit.lex.act_verb.is_some() || unit.lex.harm.is_some();
            !hit && !matches!(unit.shape, Shape::Mark(_))
        });
        let led = near
            .into_iter()
            .find(|at| matches!(self.low(*at), "from" | "to"));
        led.is_some_and(|at| {
            matches!(
                self.low(at - 1),
                "returning"
                    | "return"
                    | "travelling"
                    | "traveling"
                    | "heading"
                    | "headed"
                    | "way"
                    | "bound"
            )
        })
    }

    /// "launched from the heart of a quarter in Tamra"
    fn is_fired_from(&self, before: usize) -> bool {
        const REACH: usize = 9;
        let first = before.saturating_sub(REACH).max(self.start + 1);
        let near = (first..before).rev().take_while(|at| {
            let unit = &self.segments.units[*at];
            let hit = unit.lex.act_verb.is_some() || unit.lex.act_noun.is_some();
            !hit && !matches!(unit.shape, Shape::Mark(_))
        });
        let from = near.into_iter().find(|at| self.low(*at) == "from");
        from.is_some_and(|at| {
            matches!(
                self.low(at - 1),
                "launched" | "fired" | "lobbed" | "coming" | "came" | "arriving" | "travelling"
            )
        })
    }

    /// "abducted two teachers from Tamra"
    fn taken_before(&self, at: usize) -> bool {
        const NEAR: usize = 8;
        let near = at.saturating_sub(NEAR).max(self.start)..at;
        near.into_iter().any(|i| {
            let lex = self.segments.units[i].lex;
            let taken = lex
                .harm
                .is_some_and(|h| h.act == Some(tollbook_record::Act::Abduction));
            taken
                || lex
                    .act_verb
                    .is_some_and(|a| a.act == tollbook_record::Act::Abduction)
        })
    }

    /// Past the determiners, compass words and adjectives before a name.
    pub(super) fn before(&self, start: usize) -> usize {
        let mut before = start;
        while before > self.start
            && (self.has(before - 1, Gram::COMPASS.with(Gram::DEFINITE))
                || self.has(before - 1, Gram::ADJECTIVE) && !self.capital(before - 1)
                || self.adjective(before - 1))
        {
            before -= 1;
        }
        before
    }

    /// "Afghan", "Syrian" before the name of a place.
    fn adjective(&self, at: usize) -> bool {
        let unit = &self.segments.units[at];
        unit.lex.party == Some(crate::lexicon::Party::Adjective) || unit.has(Gram::DEMONYM)
    }

    /// "Abdul Samad, 27", "his brother Noor", "a man called Idris".
    pub(super) fn is_person(&self, name: &Range<usize>) -> bool {
        // "Rima Nasr, F, 39" in a list
        let sex = matches!(self.low(name.end + 1), "m" | "f" | "male" | "female")
            && self.low(name.end + 2) == ",";
        if self.low(name.end) == "," && sex {
            return true;
        }
        let aged = self.low(name.end) == ","
            && name.end + 1 < self.end
            && matches!(
                self.segments.units[name.end + 1].shape,
                Shape::Number(1..=110) | Shape::Age(_)
            )
            && matches!(self.low(name.end + 2), "," | "." | "and" | ")" | ";" | "");
        // "the house of the Nasr family"
        let family = matches!(
            self.low(name.end),
            "family" | "families" | "clan" | "brothers" | "sisters" | "household"
        );
        let aged = aged || family;
        let at = name.start.wrapping_sub(1);
        let introduced = name.start > self.start
            && (self.segments.units[at].lex.person.is_some() && !self.has(at, Gram::GENERIC_PLACE)
                || matches!(
                    self.low(at),
                    "named" | "called" | "mr" | "mrs" | "alias" | "aka"
                )
                // "who gave his name as Idris", "identified as Idris"
                || self.low(at) == "as" && matches!(self.low_before(at), "name" | "names" | "identified")
                || self.has(at, Gram::TITLE) && self.capital(at));
        aged || introduced
    }

    /// Whether the words around a name say that it is where something is.
    fn located(&self, name: &Range<usize>, before: usize) -> bool {
        let told = name.len() > 1 && self.has(name.end - 1, Gram::GENERIC_PLACE);
        let followed =
            told || self.has(name.end, Gram::GENERIC_PLACE) && !self.has(name.end, Gram::COMPASS);
        if before == self.start {
            let opens = matches!(self.low(name.end), "," | ":") && self.known(name);
            return followed || opens || self.is_hit(name);
        }
        // "landed in" is one unit of the lexicon; its last word is the preposition.
        let unit = self.low(before - 1);
        let phrase = unit.contains(' ') && self.segments.units[before - 1].lex.act_verb.is_some();
        let word = if phrase {
            unit.rsplit(' ').next().unwrap_or(unit)
        } else {
            unit
        };
        let spoken = |at: usize| {
            (self.start..self.end).contains(&at) && self.segments.units[at].lex.speech.is_some()
        };
        // "between the Plain police and rebels": a party, not a place.
        let party = |at: usize| {
            (self.start..self.end).contains(&at) && {
                let lex = self.segments.units[at].lex;
                lex.party.is_some() || lex.person.is_some()
            }
        };
        let sides = word == "between" && (party(name.end) || party(name.end + 1));
        let preposition = AT.contains(&word) && !spoken(name.end) && !sides;
        // "wrote on Telegram" is nowhere; "a raid on Saraqib" and "on Main Street" are.
        let counted = |at: usize| {
            (self.start..self.end).contains(&at)
                && self.segments.units[at].lex.person.is_some()
                && !self.has(at, Gram::GENERIC_PLACE)
        };
        let on = matches!(word, "on" | "against")
            && !counted(name.end)
            && (phrase
                || self.known(name)
                || self.is_road(name)
                || self.hit_before(before - 1)
                || self.is_site(name.end - 1));
        let closes = self.listed && word == "," && {
            let end = self.with_site(name.clone()).end;
            end == self.end || self.segments.units[end].is_any(&['.', ';', '('])
        } || word == "," && self.low(name.end) == ":"
            || self.listed
                && word == "("
                && self.known(name)
                && matches!(self.low(name.end), "," | ")");
        self.of_place(before)
            || preposition
            || followed
            || closes
            || on
            || self.capital(before - 1)
                && self.has(before - 1, Gram::GENERIC_PLACE)
                && !spoken(name.end)
            || self.is_hit_site(name)
            || self.is_told_of(name.end)
            || self.is_described(name.end)
            || self.is_singled_out(before)
            || self.is_object(name, before)
            || self.is_hit(name)
    }

    /// "the city of", "the west of", "the outskirts of", "the market of"
    fn of_place(&self, before: usize) -> bool {
        self.low(before - 1) == "of"
            && before >= 2 + self.start
            && (self.has(before - 2, Gram::GENERIC_PLACE.with(Gram::COMPASS))
                || self.is_thing_somewhere(before - 2)
                || PARTS.contains(&self.low(before - 2)))
    }

    /// "bombed Binnish", "entered Tamboul"
    fn is_object(&self, name: &Range<usize>, before: usize) -> bool {
        let verb = self.segments.units[before - 1].lex.act_verb.is_some();
        let disclaimed = self.has(before - 1, Gram::DISCLAIMER);
        (verb || disclaimed) && (self.known(name) || self.is_struck(name, before))
            || ENTERED.contains(&self.low(before - 1))
    }

    /// "Shells hit Qarnub on Monday": of a name that nobody knows the weapon before the verb and the end
    /// of the words behind it say that it is a place.
    fn is_struck(&self, name: &Range<usize>, before: usize) -> bool {
        let verb = matches!(
            self.low(before - 1),
            "hit" | "struck" | "targeted" | "pounded" | "rocked"
        );
        let weapon = |at: usize| {
            let lex = self.segments.units[at].lex;
            lex.weapon.is_some() || lex.act_noun.is_some() || lex.agent.is_some()
        };
        // "A shell fired from the hill hit Tamra Central Prison"
        let first = before.saturating_sub(9).max(self.start);
        let by_weapon = (first..before - 1)
            .rev()
            .take_while(|at| !matches!(self.segments.units[*at].shape, Shape::Mark(_)))
            .any(weapon);
        let next = self.segments.units[..self.end].get(name.end);
        let ends = next.is_none_or(|u| {
            let time = u.lex.time.is_some() || u.has(Gram::LOCATIVE.with(Gram::AND));
            time || u.is_any(&[',', '.', ';', '!']) && !self.owns(name.end)
        });
        verb && by_weapon && ends && !self.is_organisation(name)
    }

    /// "a bomb struck the Lac Vert site"
    fn is_hit_site(&self, name: &Range<usize>) -> bool {
        let noun = name.end < self.end && self.segments.units[name.end].lex.target.is_some();
        let site = noun || self.low(name.end) == "site";
        site && self.low_before(name.start) == "the" && self.hit_before(name.start)
    }

    /// "Tamra, where four boys were hit"
    fn is_told_of(&self, at: usize) -> bool {
        self.low(at) == "," && self.low(at + 1) == "where"
    }

    /// "Tamra, a village of the south": what it is stands behind the comma.
    fn is_described(&self, at: usize) -> bool {
        const REACH: usize = 5;
        let article = self.has(at + 1, Gram::ARTICLE.with(Gram::DEFINITE));
        let plain = |i: &usize| !matches!(self.segments.units[*i].shape, Shape::Mark(_));
        self.low(at) == ","
            && article
            && (at + 2..self.end.min(at + 2 + REACH))
                .take_while(plain)
                .any(|i| self.has(i, Gram::GENERIC_PLACE))
    }

    /// "Worst off was Tamra": a sentence that opens with a superlative and tells where.
    fn is_singled_out(&self, before: usize) -> bool {
        const OPENING: usize = 5;
        let be = before.checked_sub(1).filter(|at| *at > self.start);
        let near = be.filter(|at| at - self.start <= OPENING && self.has(*at, Gram::BE));
        near.is_some_and(|be| {
            (self.start..be).any(|i| {
                let word = self.low(i);
                matches!(word, "worst" | "hardest" | "worst-hit" | "hardest-hit")
                    || word.ends_with("iest")
            })
        })
    }

    /// "Binnish was shelled"
    fn is_hit(&self, name: &Range<usize>) -> bool {
        let verb = |at: usize| {
            (self.start..self.end).contains(&at) && self.segments.units[at].lex.act_verb.is_some()
        };
        // "Binnish lost four people"
        let loses = matches!(self.low(name.end), "lost" | "mourned" | "buried")
            && self.counts_people(name.end + 1);
        let hit = self.has(name.end, Gram::BE) && verb(name.end + 1);
        loses && self.known(name) || hit && (self.known(name) || self.heads_a_name(name.start))
    }

    /// "four people", "nine of its farmers"
    fn counts_people(&self, at: usize) -> bool {
        const REACH: usize = 4;
        let unit = |i: usize| self.segments.units[..self.end].get(i);
        let number =
            unit(at).is_some_and(|u| u.lex.number.is_some() || matches!(u.shape, Shape::Number(_)));
        number && (at + 1..at + REACH).any(|i| unit(i).is_some_and(|u| u.lex.person.is_some()))
    }

    /// Whether words of an attack stand closely before.
    fn hit_before(&self, at: usize) -> bool {
        let near = at.saturating_sub(8).max(self.start)..at;
        let lex = |i: usize| self.segments.units[i].lex;
        let hit = |i: &usize| {
            lex(*i).act_noun.is_some() || lex(*i).act_verb.is_some() || lex(*i).weapon.is_some()
        };
        let last = near.clone().rev().find(hit);
        last.is_some_and(|hit| (hit..at).all(|i| lex(i).speech.is_none()))
    }

    /// "the market of Saraqib", "the shelling of Binnish"
    fn is_thing_somewhere(&self, at: usize) -> bool {
        let lex = self.segments.units[at].lex;
        lex.target.is_some() || lex.act_noun.is_some_and(falls_on_places)
    }

    /// A hospital that is not what was hit is where the hurt were brought, or where somebody speaks.
    fn is_care(&self, name: &Range<usize>) -> bool {
        if self.is_cared_for(name.start) {
            return !self.is_attacked(name);
        }
        let hospital = |at: usize| {
            let target = (self.start..self.end).contains(&at) && at < self.end;
            target
                && self.segments.units[at].lex.target == Some(tollbook_record::TargetKind::Hospital)
        };
        // "had died in Bouar hospital"
        let next = hospital(name.end) && matches!(self.low_before(name.start), "in" | "at" | "to");
        // "the clinic in Bouar took in nine"
        let before = self.before(name.start);
        let led = matches!(self.low_before(before), "in" | "at" | "of" | "near")
            && before >= self.start + 2
            && hospital(before - 2);
        let cares = next || led || hospital(name.end - 1);
        cares && !self.is_attacked(name)
    }

    /// Whether words of an attack or of harm govern the words of a name, and none of care.
    fn is_attacked(&self, name: &Range<usize>) -> bool {
        const REACH: usize = 10;
        const BEHIND: usize = 16;
        let lex = |i: usize| self.segments.units[i].lex;
        let cares = |i: usize| {
            matches!(
                self.low(i),
                "taken"
                    | "brought"
                    | "rushed"
                    | "evacuated"
                    | "transferred"
                    | "moved"
                    | "treated"
                    | "admitted"
                    | "received"
                    | "died"
                    | "airlifted"
                    | "transported"
                    | "referred"
                    | "carried"
                    | "shifted"
            )
        };
        let hits = |i: usize| {
            let lex = lex(i);
            let harm = lex.harm.is_some() && lex.state.is_none();
            lex.act_noun.is_some() || lex.act_verb.is_some() || lex.weapon.is_some() || harm
        };
        let first = name.start.saturating_sub(REACH).max(self.start);
        let near = (first..name.start).rev().take_while(|i| {
            let said = lex(*i).speech.is_some();
            !said && !self.segments.units[*i].is_any(&['.', ';', ':'])
        });
        let told = near.into_iter().find(|i| cares(*i) || hits(*i));
        let stops = |i: &usize| !self.segments.units[*i].is_any(&['.', ';', ':']);
        let behind = (name.end..self.end.min(name.end + BEHIND)).take_while(stops);
        let struck = behind
            .into_iter()
            .any(|i| self.has(i, Gram::BE) && i + 1 < self.end && lex(i + 1).act_verb.is_some());
        told.is_some_and(|i| !cares(i)) || struck
    }

    /// "in a critical condition in Dori", "recovering in Dori", "buried in Dori": there after the deed.
    fn is_cared_for(&self, start: usize) -> bool {
        let before = self.before(start);
        let Some(at) = before.checked_sub(2).filter(|at| *at >= self.start) else {
            return false;
        };
        let kept = matches!(
            self.low(at),
            "recovering"
                | "treated"
                | "treatment"
                | "hospitalised"
                | "hospitalized"
                | "buried"
                | "surgery"
                | "burial"
                | "funeral"
                | "mortuary"
                | "morgue"
        );
        let ill = self.low(at).contains("condition") || self.low(at).contains("intensive care");
        matches!(self.low(before - 1), "in" | "at") && (kept || ill)
    }

    /// "Radio Ruwenzori, Beni": where a body has its seat.
    fn is_seat_of_body(&self, start: usize) -> bool {
        const LONGEST: usize = 5;
        let comma = start.wrapping_sub(1);
        if self.low_before(start) != "," {
            return false;
        }
        (comma.saturating_sub(LONGEST).max(self.start)..comma)
            .rev()
            .take_while(|at| self.capital(*at))
            .any(|at| self.has(at, Gram::NO_PLACE))
    }

    /// A known name that is no part of a longer designation ("Aleppo Media Centre", "Gaza's health
    /// ministry").
    fn stands_free(&self, name: &Range<usize>) -> bool {
        let next = self
            .segments
            .units
            .get(name.end)
            .filter(|_| name.end < self.end);
        let joined = next.is_some_and(|u| {
            u.has(Gram::SPEAKER.with(Gram::NO_PLACE))
                || self.owns(name.end)
                || u.lex.speech.is_some()
                || u.lex.party.is_some()
                || u.lex.agent.is_some()
        });
        let article =
            self.has(name.start.wrapping_sub(1), Gram::ARTICLE) || self.is_seat_of_body(name.start);
        let led = matches!(
            self.low_before(name.start),
            "for" | "by" | "with" | "as" | "than" | "like"
        );
        !joined && !article && !led && name.start > self.start
    }
}

/// Attacks whose "of" names a place; that of the others names a person ("the murder of ...").
fn falls_on_places(act: tollbook_record::Act) -> bool {
    use tollbook_record::Act;
    !matches!(
        act,
        Act::Abduction
            | Act::Execution
            | Act::Shooting
            | Act::Sniping
            | Act::Stabbing
            | Act::TortureOrCustodyDeath
            | Act::SexualViolence
    )
}
